"""What a skill tells an agent to run: whether it can be read, is there, and does no harm by itself."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence, Set
from pathlib import Path
from typing import Final, Literal

from photoplay.client.skill_frontmatter import Finding

Level = Literal["fault", "advice", "note"]
_SHELLS = ("bash", "sh", "shell")
#: So many blocks, and so many scripts, are read by the shell; larger scripts are none that people read.
_MOST_SCRIPTS, _MOST_SCRIPT_BYTES = 100, 256_000
_FENCE = re.compile(
    r"^(?P<indent> {0,3})```(?P<language>[\w+-]*)[^\n]*\n(?P<code>.*?)^ {0,3}```\s*$",
    re.DOTALL | re.MULTILINE,
)
_HEREDOC = re.compile(r"<<-?\s*(['\"]?)(\w+)\1[^\n]*\n(.*?)^\t*\2$", re.DOTALL | re.MULTILINE)
_QUOTED = re.compile(r"'[^']*'|\"(?:[^\"\\]|\\.)*\"|\\.", re.DOTALL)
_COMMENT = re.compile(r"(?:^|(?<=\s))#[^\n]*", re.MULTILINE)
_PLACEHOLDER = re.compile(r"\{\{\s*[\w.-]+\s*\}\}|\$\{?(?:TODO|FIXME)\b|<YOUR[_ -][^>\n]*>", re.IGNORECASE)
_LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)\s#]+)")
_OWN_FILE = re.compile(r"(?<![\w/~.$}-])(?:\./)?((?:scripts|references|assets)/[\w./-]*\w)")
_ASSIGNED = re.compile(
    r"(?:^|[\s;({])(?:local |export |read (?:-\w+ )*)?([A-Za-z_]\w*)=|\bfor (\w+)\b|\bread (?:-\w+ )*(\w+)",
    re.MULTILINE,
)
_USED = re.compile(r"\$\{?(?!BASH_)([A-Z][A-Z0-9]*_[A-Z0-9_]+)\b")
_FUNCTION = re.compile(r"^\s*(?:function\s+)?([\w-]+)\s*\(\)", re.MULTILINE)
#: The shell's own words, and programs that are there wherever a shell is.
_WORDS = (
    "if then else elif fi for while until do done case esac in function select time coproc { } [ [[ ]] ! : . source "
    "alias bg break builtin caller cd command continue declare dirs disown echo enable eval exec exit export false fg "
    "getopts hash help history jobs kill let local logout mapfile popd printf pushd pwd read readarray readonly return "
    "set shift shopt test times trap true type typeset ulimit umask unalias unset wait "
    "awk basename cat chmod chown cmp comm cp cut date dd df diff dirname du env expand expr file find fold grep head "
    "id install join link ln ls mkdir mkfifo mktemp mv nl nohup od paste ps rm rmdir sed seq sh sleep sort split stat "
    "stty tail tar tee touch tr tty uname uniq uuidgen wc which whoami xargs yes bash"
)
_ALWAYS: Final = frozenset(_WORDS.split())
#: Variables that every system knows.
_USUAL: Final = frozenset(
    ("NO_PROXY", "HTTP_PROXY", "HTTPS_PROXY", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")
)
#: What is fetched and run at once; looked for in running text as well, which agents follow too.
_UNSEEN: Final = (
    (re.compile(r"\b(?:curl|wget)\b[^\n|;`]*\|\s*(?:sudo\s+(?:-\w+\s+)*)?(?:\w+=\S+\s+)*(?:/\S*/)?(?:ba|z|da)?sh\b"),
     "What is fetched is run unseen (curl … | sh). Fetch it to a file, and say what is in it."),
    (re.compile(r"(?:\b(?:ba|z|da)?sh|\bsource|(?:^|[\s;&(`])\.)\s+(?:-\w+\s+)*<\(\s*(?:curl|wget)\b", re.MULTILINE),
     "What is fetched is run unseen (bash <(curl …)). Fetch it to a file, and say what is in it."),
    (re.compile(r"\b(?:ba|z|da)?sh\s+-c\s+[\"']?\$\(\s*(?:curl|wget)\b"),
     "What is fetched is run unseen (sh -c \"$(curl …)\"). Fetch it to a file, and say what is in it."),
)  # fmt: skip
_WARNS = re.compile(r"\b(?:never|not|don['’]t|avoid|instead of|no)\b|不要|禁止|切勿|不得|别", re.IGNORECASE)
_HARM: Final[tuple[tuple[re.Pattern[str], Level, str], ...]] = (
    (re.compile(r"\brm\s+-\w*[rf]\w*\s+(?:-\w+\s+)*(?:/|~|\$HOME)/?\*?(?:\s|$)"), "fault",
     "This deletes a whole home or disk."),
    (re.compile(r"\bsudo\b"), "advice", "It asks for the administrator's rights. Can it do without?"),
    (re.compile(r"\beval\b[^\n]*\$\(?\s*curl\b"), "fault", "What is fetched is run unseen (eval). Read it as data."),
    (re.compile(r"--insecure\b|\bcurl\b[^\n]*\s-\w*k\b"), "advice", "It does not check whom it talks to (curl -k)."),
)  # fmt: skip


def commands_of(body: str, first_line: int, folder: Path, declared: Set[str]) -> Iterator[Finding]:
    """What is wrong with the commands and files that a skill names.

    Args:
        body: SKILL.md after its frontmatter.
        first_line: Line of its first line.
        folder: Of the skill.
        declared: Programs and variables that the frontmatter declares.
    """

    def line_of(place: int) -> int:
        return body.count("\n", 0, place) + first_line

    for hole in _PLACEHOLDER.finditer(body):
        yield Finding("fault", f"“{hole[0]}” is still to be filled in.", line_of(hole.start()))
    yield from _missing_files(body, folder, line_of)
    blocks = [found for found in _FENCE.finditer(body) if found["language"].lower() in _SHELLS]
    if len(blocks) > _MOST_SCRIPTS:
        yield Finding(
            "advice", f"It has {len(blocks)} blocks of commands; {_MOST_SCRIPTS} of them were read."
        )
    for block in blocks[:_MOST_SCRIPTS]:
        if (fault := _syntax(block["code"])) is not None:
            number, message = fault
            yield Finding(
                "fault", f"The shell cannot read this: {message}.", line_of(block.start("code")) + number - 1
            )
    for block in blocks:
        for place, level, message in _harm(block["code"]):
            yield Finding(level, message, line_of(block.start("code") + place))
    yield from _told_to_run(body, blocks, line_of)
    yield from _scripts(folder)
    yield from _undeclared("\n".join(block["code"] for block in blocks), declared)


def _harm(code: str) -> Iterator[tuple[int, Level, str]]:
    """Where commands do harm, and what it is."""
    for pattern, message in _UNSEEN:
        yield from ((harm.start(), "fault", message) for harm in pattern.finditer(code))
    for pattern, level, message in _HARM:
        yield from ((harm.start(), level, message) for harm in pattern.finditer(code))


def _told_to_run(
    body: str, blocks: Sequence[re.Match[str]], line_of: Callable[[int], int]
) -> Iterator[Finding]:
    """What is fetched and run unseen outside of blocks of commands; a sentence that warns of it is none."""
    for pattern, message in _UNSEEN:
        for harm in pattern.finditer(body):
            line = body[body.rfind("\n", 0, harm.start()) + 1 : harm.start()]
            is_inside = any(block.start() <= harm.start() < block.end() for block in blocks)
            if not is_inside and not _WARNS.search(line):
                yield Finding("fault", message, line_of(harm.start()))


def _scripts(folder: Path) -> Iterator[Finding]:
    """What is wrong with the folder's own shell scripts."""
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file() and _is_script(path)]
    if len(paths) > _MOST_SCRIPTS:
        yield Finding("advice", f"It has {len(paths)} scripts; {_MOST_SCRIPTS} of them were read.")
    for path in paths[:_MOST_SCRIPTS]:
        name, code = path.relative_to(folder).as_posix(), path.read_bytes().decode("utf-8", "replace")
        if (fault := _syntax(code)) is not None:
            yield Finding("fault", f"{name} cannot be read by the shell: {fault[1]}.", fault[0])
        for place, level, message in _harm(code):
            yield Finding(level, f"{name}: {message}", code.count("\n", 0, place) + 1)


def _is_script(path: Path) -> bool:
    """Whether a file is a shell script of a usual size: by its name, or by its first line."""
    try:
        if path.stat().st_size > _MOST_SCRIPT_BYTES:
            return False
        with path.open("rb") as file:
            first = file.readline(200)
    except OSError:
        return False
    return path.suffix in (".sh", ".bash") or bool(re.match(rb"#!.*\b(?:ba|da)?sh\b", first))


def _missing_files(body: str, folder: Path, line_of: Callable[[int], int]) -> Iterator[Finding]:
    told = {found[1]: found.start() for pattern in (_LINK, _OWN_FILE) for found in pattern.finditer(body)}
    for name, place in told.items():
        if not (folder / name).exists():
            yield Finding("fault", f"{name} is named, but is not in the folder.", line_of(place))
        elif not (folder / name).resolve().is_relative_to(folder.resolve()):
            yield Finding(
                "fault",
                f"{name} lies outside of the folder: it would be missing in a package.",
                line_of(place),
            )


def _syntax(code: str) -> tuple[int, str] | None:
    """Line and message of the first thing that bash cannot read; what a block writes to a script is read too."""
    bash = shutil.which("bash")
    if bash is None:
        return None
    scripts = [(1, code)]
    for heredoc in _HEREDOC.finditer(code):
        if ".sh" in code[code.rfind("\n", 0, heredoc.start()) + 1 : heredoc.start()]:
            scripts.append((code.count("\n", 0, heredoc.start(3)) + 1, heredoc[3]))
    for first, script in scripts:
        done = subprocess.run(
            [bash, "-n"], input=script.encode(), capture_output=True, timeout=20, check=False
        )
        if done.returncode:
            told = re.search(r"line (\d+): (.*)", done.stderr.decode("utf-8", "replace"))
            return (first + int(told[1]) - 1, told[2].rstrip(".")) if told else (first, "a syntax error")
    return None


def _undeclared(code: str, declared: Set[str]) -> Iterator[Finding]:
    functions = set(_FUNCTION.findall(code))
    assigned = {name for found in _ASSIGNED.findall(code) for name in found if name}
    for name in sorted(set(_USED.findall(code)) - assigned - declared - _USUAL):
        yield Finding("advice", f"The variable {name} is used, but not declared (metadata.openclaw.envVars).")
    for name in sorted({one for one in _programs(code) if one not in _ALWAYS | functions | declared}):
        where = "" if shutil.which(name) else ", and is not on this machine"
        yield Finding(
            "advice",
            f"The program {name} is called, but not declared (metadata.openclaw.requires.bins){where}.",
        )
    for name in sorted(
        one for one in declared if not one.isupper() and not re.search(rf"\b{re.escape(one)}\b", code)
    ):
        if code and name != "bash":
            yield Finding("advice", f"The program {name} is declared, but never called.")


def _programs(code: str) -> Iterator[str]:
    """First words of commands, as far as they can be told without running a shell."""
    plain = _HEREDOC.sub("\n", code)
    plain = _QUOTED.sub("''", plain.replace("\\\n", " "))
    plain = _COMMENT.sub("", plain)
    for part in re.split(r"[\n;|&(){}`]+", plain):
        words = part.split()
        while words and (
            re.match(r"\w+=", words[0])
            or words[0] in ("if", "then", "else", "do", "while", "until", "!", "time")
        ):
            words.pop(0)
        if words and re.fullmatch(r"[a-z][\w.+-]*", words[0]) and not part.strip().endswith(")"):
            yield words[0]
