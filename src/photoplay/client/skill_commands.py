"""What a skill tells an agent to run: whether it can be read, is there, and does no harm by itself."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator, Set
from pathlib import Path
from typing import Final

from photoplay.client.skill_frontmatter import Finding

_SHELLS = ("bash", "sh", "shell")
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
_HARM: Final = (
    (re.compile(r"\b(?:curl|wget)\b[^\n|;]*\|\s*(?:sudo\s+)?(?:ba|z|da)?sh\b"), "fault",
     "What is fetched is run unseen (curl … | sh). Fetch it to a file, and say what is in it."),
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
    for block in blocks:
        if (fault := _syntax(block["code"])) is not None:
            number, message = fault
            yield Finding(
                "fault", f"The shell cannot read this: {message}.", line_of(block.start("code")) + number - 1
            )
    for pattern, level, message in _HARM:
        for block in blocks:
            for harm in pattern.finditer(block["code"]):
                yield Finding(level, message, line_of(block.start("code") + harm.start()))  # type: ignore[arg-type]
    yield from _undeclared("\n".join(block["code"] for block in blocks), declared)


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
            [bash, "-n"], input=script, capture_output=True, text=True, timeout=20, check=False
        )
        if done.returncode:
            told = re.search(r"line (\d+): (.*)", done.stderr)
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
