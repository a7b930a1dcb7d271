"""`photoplay doctor`: what is here, what is missing, licences."""

from __future__ import annotations

import json

from photoplay.services.health import examine


def run(*, as_json: bool) -> None:
    """Prints the report; exits with 1 when the main job cannot work here."""
    report = examine()
    if as_json:
        print(json.dumps(report, ensure_ascii=False))
    else:
        _print(report)
    if report["problems"]:
        raise SystemExit(1)


def _print(report: dict[str, object]) -> None:
    print(f"photoplay {report['photoplay']}, Python {report['python']}, {report['system']}")
    print(f"processors: {report['processors']}")
    cache = report["cache"]
    assert isinstance(cache, dict)
    print(f"cache: {cache['folder']}, at most {cache['limit_bytes'] / 1e9:g} GB")
    formats, parts, optional, problems = (report[key] for key in ("formats", "parts", "optional", "problems"))
    assert isinstance(formats, list) and isinstance(parts, dict)
    assert isinstance(optional, dict) and isinstance(problems, list)
    print(f"photos: {' '.join(formats)}")
    fonts = report["fonts"]
    assert isinstance(fonts, dict)
    print(f"fonts: {fonts['shipped']} families with Photoplay, {fonts['system']} of this machine")
    print(f"music is played by: {report['soundfont'] or 'the built-in sounds'}")
    built_in = report["model"] == "planner"
    print(f"messages are read by: {'the built-in planner' if built_in else report['model'] or 'nobody'}")
    for name, part in parts.items():
        print(f"  {name} {part['version']}: {part['licence']}")
    for name, told in optional.items():
        print(f"optional: {name}: {told}")
    layers = report["sandbox"]
    assert isinstance(layers, list)
    print(f"uploads are read behind: {', '.join(layers) or 'nothing'}")
    for problem in problems:
        print(f"PROBLEM: {problem}")
    print("Everything that is needed is here." if not problems else f"{len(problems)} problem(s).")
