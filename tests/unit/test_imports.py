"""Who may import whom, and the shape of modules: the rules of docs/architecture.md, read from the source."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "src" / "photoplay"

#: Open to every room.
GROUND = {"errors", "times", "ordering", "config", "settings", "compiled", "data"}

#: Room -> what it may import besides itself and the ground. "media.record" opens that one module.
#: Rooms that are not built yet stand here already.
ROOMS: dict[str, set[str]] = {
    "errors": set(),
    "times": set(),
    "ordering": set(),
    "config": set(),
    "settings": set(),
    "compiled": set(),
    "data": set(),
    "timeline": set(),
    "media": set(),
    "music": set(),
    "motion": {"media"},
    "render": {"timeline", "media", "motion", "music"},
    "export": {"timeline", "media", "music", "render"},
    # Whole cuts: pure functions from records and wishes to a timeline.
    "templates": {"timeline", "media.record", "motion", "music", "render"},
    "agent": {
        "timeline", "media.record", "motion.choice", "music.catalogue", "music.words", "export.presets",
        "templates", "render.layout", "render.capabilities", "render.looks.matching",
    },
    "store": {"timeline", "media.record"},
    "jobs": {"timeline", "store", "media", "render", "motion", "music", "export"},
    "services": {
        "timeline", "media", "music", "motion", "render", "export", "templates", "agent", "store", "jobs",
    },
    # Services speak in these values; the server names them to put them into JSON.
    "server": {
        "services", "store.accounts", "store.assets", "store.files", "store.projects", "store.renders",
        "store.ledger", "store.turns", "timeline.schema", "export.presets",
    },
    "client": set(),
    "cli": {"services"},
    "web": set(),
    # The public API names types of the rooms below, and binds the name `render` itself.
    "__init__": {"services", "timeline", "render", "media"},
    "__main__": {"cli"},
}  # fmt: skip

#: Rooms that stand closer to the outside: of the ground, only this is theirs.
LESS_GROUND = {"client": {"errors", "times", "ordering", "data"}}

#: Imported inside one command's function only.
WITHIN_FUNCTIONS = {"cli": {"server", "jobs", "client"}}

#: Third parties stay in their rooms: package -> rooms and modules that may import it.
THIRD_PARTIES = {
    "alembic": {"store"},
    "anthropic": {"agent.llm"},
    "argon2": {"services"},
    "av": {"media", "render.encode", "render.stitch", "render.sound.aac"},
    "dbos": {"jobs"},
    "fastapi": {"server"},
    "fontTools": {"render.titles.fonts"},
    "google": {"agent"},
    "httpcore": {"media"},
    "httpx": {"client", "media.fetch", "agent.llm"},
    "jinja2": {"server"},
    "landlockpy": {"media.lockdown"},
    "limits": {"server"},
    "mcp": {"client.mcp"},
    "opencc": {"agent.language"},
    "obstore": {"store"},
    "openai": {"agent.llm"},
    "pillow_heif": {"media"},
    "prometheus_client": {"server"},
    "psycopg": {"store", "jobs"},
    "pydantic": {"agent", "client.mcp", "server", "settings"},
    "pydantic_settings": {"settings"},
    "pyseccomp": {"media.lockdown"},
    "pysubs2": {"services.captions"},
    "rapidfuzz": {"agent.language"},
    "regex": {"render.titles"},
    "python_multipart": {"server"},
    "rich": {"cli"},
    "sqlalchemy": {"store"},
    "sqlite3": {"store"},
    "starlette": {"server"},
    "structlog": {"server"},
    "tinysoundfont": {"music.soundfont"},
    "typer": {"cli"},
    "typst": {"render.titles.press", "render.titles.fonts"},
    "uvicorn": {"server", "cli"},
    "yaml": {"client.skill_frontmatter"},
}

ASYNC_ROOMS = {"server", "agent", "jobs", "client.mcp"}
VAGUE_NAMES = {"utils", "util", "helpers", "common", "manager", "misc"}
MOST_FILE_LINES, MOST_FUNCTION_LINES = 400, 70


@dataclass(frozen=True, slots=True)
class Import:
    """One imported module, by its dotted name, and where it stands."""

    module: str
    line: int
    in_function: bool


def _imports(node: ast.AST, *, in_function: bool = False) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            for alias in child.names:
                yield Import(alias.name, child.lineno, in_function)
        elif isinstance(child, ast.ImportFrom):
            base = ("photoplay." if child.level else "") + (child.module or "")
            for alias in child.names:
                yield Import(f"{base}.{alias.name}", child.lineno, in_function)
        # What only type checkers read is not imported when the program runs.
        is_later = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef) or _is_for_types(child)
        yield from _imports(child, in_function=in_function or is_later)


def _is_for_types(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def _is_within(module: str, places: set[str]) -> bool:
    """Whether a dotted name is one of the places, or inside one."""
    return any(module == place or module.startswith(f"{place}.") for place in places)


def _breach(module: str, found: Import) -> str | None:
    """What an import of a module of ours breaks, or None. ``module`` is such as "render.plan"."""
    room = module.split(".")[0]
    name, _, rest = found.module.partition(".")
    if name != "photoplay":
        if name in THIRD_PARTIES and not _is_within(module, THIRD_PARTIES[name]):
            return f"{name} belongs in {', '.join(sorted(THIRD_PARTIES[name]))}"
        return None
    if rest == "__version__":
        return None
    if rest.split(".")[0] not in ROOMS:
        return "takes the public API, which is for users"
    ground = LESS_GROUND.get(room, GROUND) if room not in GROUND else GROUND - {"config", "settings"}
    if _is_within(rest, {room} | ground | ROOMS[room]):
        return None
    if found.in_function and _is_within(rest, WITHIN_FUNCTIONS.get(room, set())):
        return None
    return f"{room} may not import {rest}"


def breaches(module: str, source: str) -> list[str]:
    """Every rule that a module breaks, a line each. ``module`` is its name below the package."""
    room = module.split(".")[0]
    if room not in ROOMS:
        return [f"{module}: a new room: say in docs/architecture.md and in ROOMS what it may import"]
    tree = ast.parse(source)
    told = []
    if module.endswith(".__init__") and source.strip():
        told.append(f"{module}: not empty")
    if module.split(".")[-1] in VAGUE_NAMES:
        told.append(f"{module}: a name that says nothing")
    if (lines := len(source.splitlines())) > MOST_FILE_LINES:
        told.append(f"{module}: {lines} lines, at most {MOST_FILE_LINES}")
    for found in _imports(tree):
        if (breach := _breach(module, found)) is not None:
            told.append(f"{module}:{found.line}: {breach}")
    for node in ast.walk(tree):
        if isinstance(node, ast.AsyncFunctionDef) and not _is_within(module, ASYNC_ROOMS):
            told.append(f"{module}:{node.lineno}: {node.name} is async")
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or 0) - node.lineno + 1
            if length > MOST_FUNCTION_LINES:
                told.append(
                    f"{module}:{node.lineno}: {node.name} has {length} lines, at most {MOST_FUNCTION_LINES}"
                )
    return told


def _modules() -> dict[str, str]:
    return {
        ".".join(path.relative_to(PACKAGE).with_suffix("").parts): path.read_text(encoding="utf-8")
        for path in sorted(PACKAGE.rglob("*.py"))
    }


def test_the_package_keeps_its_rules() -> None:
    modules = _modules()
    assert len(modules) > 20
    told = [one for module, source in modules.items() for one in breaches(module, source)]
    assert not told, "\n" + "\n".join(told)


def test_rooms_open_no_circle() -> None:
    """A room that another may import cannot reach back: the table itself is layered."""
    done: set[str] = set()
    while len(done) < len(ROOMS):
        ready = {
            room
            for room, opened in ROOMS.items()
            if room not in done and {place.split(".")[0] for place in opened} <= done
        }
        assert ready, f"a circle among {sorted(set(ROOMS) - done)}"
        done |= ready


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("timeline.model", "from photoplay.media.record import MediaRecord"),
        ("timeline.model", "from photoplay import render"),
        ("media.images", "import photoplay.render.plan"),
        ("agent.tools", "from photoplay.render.plan import Plan"),
        ("agent.tools", "from photoplay.media import images"),
        ("client.api", "from photoplay.config import Settings"),
        ("cli.main", "from photoplay.server.app import app"),
        ("cli.main", "if True:\n    from photoplay.jobs import queue"),
        ("errors", "from photoplay.config import Settings"),
        ("services.make", "from photoplay import make"),
        ("services.make", "from photoplay.server import app"),
        ("render.frame", "import av.video"),
        ("services.make", "from rich.progress import Progress"),
        ("server.app", "def f():\n    import typer"),
        ("store.sql", "from google import adk"),
        ("render.pool", "async def run(): ..."),
        ("render.utils", ""),
        ("render.__init__", "x = 1"),
        ("render.plan", "x = 1\n" * 401),
        ("render.plan", "def f():\n" + "    x = 1\n" * 70),
        ("attic.things", ""),
        ("attic", ""),
    ],
)
def test_a_breach_is_found(module: str, source: str) -> None:
    assert len(breaches(module, source)) == 1


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("render.plan", "from photoplay.timeline.model import Clip\nfrom photoplay.times import frame_at"),
        ("render.sources", "from photoplay.media import images\nfrom photoplay.render import geometry"),
        ("render.stitch", "import av"),
        (
            "agent.tools",
            "from photoplay.media.record import MediaRecord\nfrom photoplay.render import layout",
        ),
        ("cli.main", "def serve():\n    from photoplay.server import app\n    import uvicorn"),
        ("client.mcp", "import mcp\nasync def run(): ..."),
        ("services.make", "from photoplay import __version__"),
        ("render.titles.press", "import typst"),
        ("__init__", "from photoplay.services.make import make"),
        ("render.__init__", ""),
        ("render.plan", "x = 1\n" * 400),
    ],
)
def test_what_is_allowed_passes(module: str, source: str) -> None:
    assert breaches(module, source) == []
