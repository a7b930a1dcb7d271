"""A chunk's name tells all that draws: every module that drawing loads is told, or it is said why not."""

from __future__ import annotations

import ast
from importlib import metadata
from pathlib import Path

from photoplay.render import engine

ROOT = Path(engine.__file__).parents[1]

#: What drawing loads, and why nothing that is seen depends on it beyond what a slice or a key holds.
UNTOLD = {
    "errors.py": "words",
    "times.py": "used by the plan: its numbers stand in the slice",
    "config.py": "where caches are",
    "compiled.py": "only how loops are compiled",
    "media/record.py": "data of imports; what is drawn of it stands in the slice",
    "media/probe.py": "judges files; what it finds stands in the slice",
    "media/roles.py": "the same",
    "media/tone.py": "the same: its numbers stand in the grade",
    "media/apple.py": "the same",
    "media/sniff.py": "decides which decoder reads a file: its answer stands in the view",
    "media/meant.py": "words",
    "media/containers.py": "opens sounds",
    "media/film_sound.py": "sound",
    "media/film_walk.py": "finds how long films are",
    "media/samples.py": "sound",
    "media/loudness.py": "sound",
    "media/audio.py": "sound",
    "media/waveform.py": "sound",
    "render/engine.py": "this",
    "render/logos.py": "used by the plan",
    "render/layout.py": "told with the lettering",
}


def _imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        names = []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        for name in names:
            file = ROOT.parent / (name.replace(".", "/") + ".py")
            if name.startswith("photoplay.") and file.is_file():
                found.add(file.relative_to(ROOT).as_posix())
    return found


def _closure(start: str) -> set[str]:
    seen, waiting = set[str](), [start]
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting += _imports(ROOT / name)
    return seen


def test_every_module_that_draws_is_told() -> None:
    told = {*engine._MODULES, *engine._files_in(*engine._ROOMS), *engine._files_in("render/titles")}
    loaded = {name for name in _closure("render/frame.py") if not name.startswith(("timeline/", "music/"))}
    missing = loaded - told - UNTOLD.keys()
    assert not missing, f"tell them in engine._MODULES, or say here why not: {sorted(missing)}"


def test_what_is_told_is_there() -> None:
    for name in engine._MODULES:
        assert (ROOT / name).is_file()
    for library in engine._LIBRARIES:
        assert metadata.version(library)
    assert len(engine.fingerprint()) == 16
