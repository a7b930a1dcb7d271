"""`photoplay fonts`: which fonts there are, and which a text needs."""

from __future__ import annotations

import json

from photoplay.services import fonts


def run(text: str | None, *, as_json: bool) -> None:
    """Lists the fonts, or what a text needs; exits with 1 when a character is in none of them."""
    if text is None:
        _list(as_json=as_json)
        return
    found, missing = fonts.needs(text)
    if as_json:
        told = [
            {"script": need.script, "family": need.family, "is_shipped": need.is_shipped, "text": need.text}
            for need in found
        ]
        print(json.dumps({"needs": told, "missing": list(missing)}, ensure_ascii=False))
    else:
        for need in found:
            print(
                f"{need.script}: {need.family}{'' if need.is_shipped else ' (of this machine)'}  {need.text}"
            )
        if missing:
            print(f"In no font of this machine, and left out of titles: {' '.join(missing)}")
    if missing:
        raise SystemExit(1)


def _list(*, as_json: bool) -> None:
    families = fonts.families()
    if as_json:
        told = [
            {
                "family": family.name,
                "scripts": list(family.scripts),
                "weights": list(family.weights),
                "is_shipped": family.is_shipped,
                "files": [str(path) for path in family.files],
            }
            for family in families
        ]
        print(json.dumps(told, ensure_ascii=False))
        return
    shipped = [family for family in families if family.is_shipped]
    print("With Photoplay, on every machine:")
    for family in shipped:
        print(f"  {family.name}: {', '.join(family.scripts)}")
    others = [family.name for family in families if not family.is_shipped]
    print(f"\nOf this machine: {', '.join(others) or 'none'}")
    print('\nWhich fonts some words need: photoplay fonts --text "…"')
