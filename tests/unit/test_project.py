"""The project's own files agree with each other: locks, versions, documents, commands."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from functools import cache
from importlib import import_module, metadata
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "photoplay"
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
LOCKS = ("requirements.lock", "requirements-dev.lock")
#: Needed to build the package, not to run it.
BUILD = "setuptools"
#: Loaded by name, as not every system has what they need.
LOADED_BY_NAME = {"landlockpy", "pyseccomp"}
#: In the lock without what they ask for, and so not among the requirements; the program does without.
ALONE = {"tinysoundfont"}
#: Packages whose name differs from the module that is imported.
MODULES = {
    "argon2-cffi": "argon2",
    "fonttools": "fontTools",
    "google-adk": "google",
    "opencv-python-headless": "cv2",
    "pillow": "PIL",
    "pyyaml": "yaml",
}


@cache
def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text())


def locked(name: str) -> dict[str, str]:
    """Package -> version, of one lock file."""
    lines = (ROOT / name).read_text().splitlines()
    pins = [line.split("==") for line in lines if line and line[0] not in "#-"]
    return {canonicalize_name(package): version for package, version in pins}


def needed(wanted: list[str]) -> dict[str, list[Requirement]]:
    """Every package that these requirements bring, with all that is asked of it."""
    found: dict[str, list[Requirement]] = {}
    seen: set[tuple[str, str]] = set()
    waiting = [(Requirement(line), "") for line in wanted]
    while waiting:
        requirement, extra = waiting.pop()
        if requirement.marker is not None and not requirement.marker.evaluate({"extra": extra}):
            continue
        name = canonicalize_name(requirement.name)
        for inner in {"", *requirement.extras}:
            if (name, inner) not in seen:
                seen.add((name, inner))
                waiting += [(Requirement(line), inner) for line in metadata.requires(name) or []]
        found.setdefault(name, []).append(requirement)
    return found


def tracked() -> list[Path]:
    """The files of the repository; of a copy without git, those beside and below the known folders."""
    done = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode == 0:
        return [path for name in done.stdout.split("\0") if name and (path := ROOT / name).is_file()]
    folders = ("src", "tests", "docs", "examples", "benchmarks", "scripts", ".ci")
    inside = [path for folder in folders for path in (ROOT / folder).rglob("*") if path.is_file()]
    return [path for path in [*ROOT.iterdir(), *inside] if path.is_file() and "__pycache__" not in path.parts]


@pytest.mark.parametrize("name", LOCKS)
def test_lock_is_complete_and_holds_nothing_else(name: str) -> None:
    runtime = needed(project()["project"]["dependencies"])
    if name == LOCKS[0]:
        wanted = {**runtime, BUILD: [Requirement(project()["build-system"]["requires"][0])]}
    else:
        both = needed(
            project()["project"]["dependencies"] + project()["project"]["optional-dependencies"]["dev"]
        )
        wanted = {package: asked for package, asked in both.items() if package not in runtime}
    pins = locked(name)
    assert sorted(set(pins) - ALONE) == sorted(wanted)
    assert (set(pins) >= ALONE) == (name == LOCKS[0])
    refused = [
        str(one)
        for package, asked in wanted.items()
        for one in asked
        if not one.specifier.contains(pins[package])
    ]
    assert refused == []


@pytest.mark.parametrize("name", LOCKS)
def test_lock_holds_exact_versions_and_nothing_else(name: str) -> None:
    lines = [line for line in (ROOT / name).read_text().splitlines() if line and not line.startswith("#")]
    odd = [line for line in lines if not re.fullmatch(r"[a-zA-Z0-9._-]+==[0-9][a-zA-Z0-9.+!]*", line)]
    assert odd == ([] if name == LOCKS[0] else [f"-r {LOCKS[0]}"])


def test_nothing_tells_where_packages_come_from() -> None:
    told = re.compile(
        rb"--(extra-)?index-url|--find-links|--trusted-host|PIP_\w*INDEX|://[^\s/]*(pypi|pythonhosted|mirror)"
    )
    files = [path for path in tracked() if path != Path(__file__)]
    assert len(files) > 30
    assert [str(path) for path in files if told.search(path.read_bytes())] == []
    assert [path for path in files if path.name in {"uv.lock", "poetry.lock", "pip.conf"}] == []


def test_declared_is_imported_and_imported_is_declared() -> None:
    imported: set[str] = set()
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.level == 0:
                imported.add((node.module or "").split(".")[0])
    outside = imported - set(sys.stdlib_module_names) - {"photoplay"}
    told = project()["project"]
    extras = (told["optional-dependencies"][extra] for extra in ("llm", "mcp"))
    lines = [*told["dependencies"], *(line for extra in extras for line in extra)]
    declared = [canonicalize_name(Requirement(line).name) for line in lines]
    declared = [name for name in declared if name not in LOADED_BY_NAME]
    assert outside >= ALONE
    assert sorted(outside - ALONE) == sorted(MODULES.get(name, name.replace("-", "_")) for name in declared)


def test_versions_agree() -> None:
    version = project()["project"]["version"]
    assert metadata.version("photoplay") == version
    assert version in (ROOT / "CHANGELOG.md").read_text()


def test_entry_point_and_type_marker() -> None:
    module, name = project()["project"]["scripts"]["photoplay"].split(":")
    assert callable(getattr(import_module(module), name))
    assert (SOURCE / "py.typed").exists()


def make_targets() -> set[str]:
    return set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))


@pytest.mark.parametrize("document", [*DOCUMENTS, ROOT / ".ci" / "run"], ids=lambda path: path.name)
def test_named_make_targets_exist(document: Path) -> None:
    named = set(re.findall(r"^make ([a-z-]+)|`make ([a-z-]+)", document.read_text(), re.MULTILINE))
    assert {one or other for one, other in named} <= make_targets()


def test_every_target_is_phony_and_explained() -> None:
    text = (ROOT / "Makefile").read_text()
    phony = re.search(r"^\.PHONY: (.*)", text, re.MULTILINE)
    assert phony is not None
    assert set(phony[1].split()) == make_targets()
    assert set(re.findall(r"^([a-z-]+):.*## \S", text, re.MULTILINE)) == make_targets()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(document: Path) -> None:
    targets = re.findall(r"\]\(([^)#]+)[^)]*\)", document.read_text())
    assert [link for link in targets if "://" not in link and not (document.parent / link).exists()] == []


def commands() -> dict[str, set[str]]:
    """Command -> its options, of the program."""
    from typer.main import get_command

    from photoplay.cli.main import app

    return {
        name: {option for parameter in command.params for option in parameter.opts if option.startswith("-")}
        for name, command in get_command(app).commands.items()  # type: ignore[attr-defined]
    }


def options_of(command: Any) -> set[str]:
    """Options of a command and of those below it."""
    found = {option for one in command.params for option in (*one.opts, *one.secondary_opts)}
    return found.union(*(options_of(one) for one in getattr(command, "commands", {}).values()))


#: Options of other programs that documents call: mypy, pip, useradd and systemctl.
OTHERS = {"--strict", "--no-deps", "--no-build-isolation", "--system", "--now", "--no-create-home", "--help"}


@cache
def known_options() -> set[str]:
    """Options of the program, of the scripts and benchmarks, and of the tests."""
    from typer.main import get_command

    from photoplay.cli.main import app

    sources = [path for room in ("scripts", "benchmarks", "tests") for path in ROOT.glob(f"{room}/**/*.py")]
    added = r'add_?(?:argument|option)\(\s*(?:"-\w", )?"(--[a-z-]+)"'
    found = {option for path in sources for option in re.findall(added, path.read_text())}
    return found | options_of(get_command(app)) | OTHERS


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_options_that_documents_name_exist(document: Path) -> None:
    named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", document.read_text()))
    assert named - known_options() == set()


def test_readme_names_every_command_and_no_other() -> None:
    readme = (ROOT / "README.md").read_text()
    assert set(re.findall(r"^photoplay ([a-z]+)", readme, re.MULTILINE)) == set(commands())


def test_readme_names_every_option_of_make_and_no_other() -> None:
    readme = (ROOT / "README.md").read_text()
    rows = [line.split("|")[1] for line in readme.splitlines() if line.startswith("| `-")]
    assert {option for row in rows for option in re.findall(r"`(-[^`]+)`", row)} == commands()["make"]


def test_readme_calls_only_options_that_exist() -> None:
    readme = (ROOT / "README.md").read_text()
    known = commands()
    calls = re.findall(r"^photoplay ([a-z]+)([^#\n]*)", readme, re.MULTILINE)
    assert [
        (command, option)
        for command, rest in calls
        for option in re.findall(r"(?<=\s)--?[a-z][a-z-]*", rest)
        if option not in known[command]
    ] == []


def test_the_names_in_the_readme_are_understood() -> None:
    from photoplay.services.ways import looks_in_words, transition_in_words

    rows = {line.split("|")[1].strip(): line.split("|")[2] for line in (ROOT / "README.md").read_text().splitlines()
            if line.startswith("| `--")}  # fmt: skip
    for option, understood in (("`--transition`", transition_in_words), ("`--look`", looks_in_words)):
        words = [word for word in re.findall(r"`([^`]+)`", rows[option]) if not word.startswith("photoplay")]
        assert len(words) >= 3
        for word in words:
            if not word.startswith("NAME"):
                assert understood(word.strip('"'))  # type: ignore[operator]
