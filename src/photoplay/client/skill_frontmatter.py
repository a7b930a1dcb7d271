"""The head of a SKILL.md: read as the strictest reader does, and held against the specification and ClawHub."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

import yaml  # type: ignore[import-untyped]

#: Of the specification (agentskills.io); its validator refuses all other keys.
SPECIFIED: Final = frozenset(("name", "description", "license", "allowed-tools", "metadata", "compatibility"))
#: Of ClawHub and of agents, which the specification's readers pass over.
_KNOWN = (
    "version homepage user-invocable disable-model-invocation argument-hint model context agent hooks paths "
    "command-dispatch command-tool command-arg-mode"
)
KNOWN: Final = frozenset(_KNOWN.split())
MOST_NAME, MOST_DESCRIPTION, MOST_COMPATIBILITY = 64, 1024, 500
#: A frontmatter has no use for more; a larger one is not parsed.
_MOST_CHARACTERS = 64_000
_VERSION = re.compile(
    r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?(\+[0-9A-Za-z.-]+)?"
)
#: What some editors put before a text.
BOM: Final = "\ufeff"
#: What YAML's reader says, and what it means.
_YAML_PROBLEMS: Final = (
    ("expected ',' or ']'", "a “[” is not closed by “]”"),
    ("expected ',' or '}'", "a “{” is not closed by “}”"),
    ("mapping values are not allowed here", "a value holds a colon: put it in quotes"),
    ("found character '\\t'", "a tab stands where only spaces may: indent with spaces"),
    ("could not find expected ':'", "a line is no “key: value”"),
    ("while scanning a quoted", "a quotation mark is not closed"),
    ("found unexpected end of stream", "a quotation mark is not closed"),
    (
        "expected <block end>",
        "lines that belong together are not indented alike, or a quotation mark ends too soon",
    ),
)
_BLOCKS = ("openclaw", "clawdbot", "clawdis")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about a skill.

    Attributes:
        level: "fault": it must be mended; "advice": it had better be; "note": good to know.
        message: In plain words.
        line: Of SKILL.md or of the file that the message names; 0: of none.
    """

    level: Literal["fault", "advice", "note"]
    message: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Frontmatter:
    """A SKILL.md that could be read.

    Attributes:
        values: Its frontmatter.
        strict: What a reader that takes no flow style, alias or repeated key finds wrong.
        body: The text after it.
        body_line: Line of the body's first line.
    """

    values: Mapping[str, Any]
    strict: tuple[Finding, ...]
    body: str
    body_line: int

    @property
    def openclaw(self) -> Mapping[str, Any]:
        """What it tells agents of ClawHub."""
        metadata = self.values.get("metadata")
        told = metadata if isinstance(metadata, dict) else {}
        found: Any = next((told[one] for one in _BLOCKS if one in told), {})
        return found if isinstance(found, dict) else {}

    @property
    def programs(self) -> tuple[str, ...]:
        requires = self.openclaw.get("requires")
        told = requires if isinstance(requires, dict) else {}
        return (*_texts(told.get("bins")), *_texts(told.get("anyBins")))

    @property
    def required(self) -> tuple[str, ...]:
        """Variables without which agents do not load it."""
        requires = self.openclaw.get("requires")
        return _texts(requires.get("env")) if isinstance(requires, dict) else ()

    @property
    def variables(self) -> tuple[str, ...]:
        listed = self.openclaw.get("envVars")
        optional = (
            [one.get("name") for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
        )
        return (*self.required, *_texts(optional), *_texts([self.openclaw.get("primaryEnv")]))


def _texts(told: object) -> tuple[str, ...]:
    return tuple(one for one in told if isinstance(one, str)) if isinstance(told, list) else ()


def frontmatter_of(text: str) -> Frontmatter | Finding:
    """A SKILL.md's frontmatter and body, or why no reader gets that far."""
    text = text.removeprefix(BOM)
    lines = text.splitlines()
    if not text.startswith("---") or lines[0].strip() != "---":
        return Finding("fault", "SKILL.md does not begin with a line “---” and a frontmatter after it.", 1)
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), None)
    if end is None:
        return Finding("fault", "The frontmatter is not closed by a line “---”.", 1)
    head = "\n".join(lines[1:end])
    if len(head) > _MOST_CHARACTERS:
        return Finding("fault", f"The frontmatter has {len(head)} characters; a few hundred are enough.", 1)
    try:
        node = yaml.compose(head, Loader=yaml.SafeLoader)
        strict = tuple(_strict(node, head)) if node is not None else ()
        # An alias is refused before it is followed: a few lines could else become gigabytes.
        values = {} if any("alias" in one.message for one in strict) else yaml.safe_load(head)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = _yaml_problem(getattr(error, "problem", None) or "")
        return Finding(
            "fault", f"The frontmatter is no YAML: {problem}.", 0 if mark is None else min(mark.line + 2, end)
        )
    if not isinstance(values, dict):
        return Finding("fault", "The frontmatter is no list of “key: value”.", 1)
    return Frontmatter(values, strict, "\n".join(lines[end + 1 :]), end + 2)


def body_of(text: str) -> tuple[str, int]:
    """What follows a frontmatter, however wrong that is, and the line it begins with; empty where none is closed."""
    lines = text.removeprefix(BOM).splitlines()
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), len(lines))
    return "\n".join(lines[end + 1 :]), end + 2


def _yaml_problem(told: str) -> str:
    """Why YAML cannot be read, in plain words."""
    return next((plain for holds, plain in _YAML_PROBLEMS if holds in told), told or "it cannot be read")


def _strict(root: yaml.Node, head: str) -> Iterator[Finding]:
    if "---" in head:
        line = head[: head.index("---")].count("\n") + 2
        yield Finding(
            "fault", "The frontmatter holds “---” in its middle: readers take that for its end.", line
        )
    seen: set[int] = set()
    waiting = [root]
    while waiting:
        node = waiting.pop()
        line = node.start_mark.line + 2
        if id(node) in seen:
            yield Finding("fault", "The frontmatter uses an alias (*name). Write the value out.", line)
            continue
        seen.add(id(node))
        if isinstance(node, yaml.CollectionNode) and node.flow_style:
            yield Finding(
                "fault",
                "[…] and {…} are refused by the specification's own reader: give each entry a line of its own.",
                line,
            )
        if isinstance(node, yaml.MappingNode):
            keys = [str(key.value) for key, _ in node.value]
            for key in sorted({one for one in keys if keys.count(one) > 1}):
                yield Finding("fault", f"The key “{key}” stands there twice.", line)
            waiting += [one for pair in node.value for one in pair]
        elif isinstance(node, yaml.SequenceNode):
            waiting += node.value


def rules_of(head: Frontmatter, folder_name: str) -> Iterator[Finding]:
    """What the specification, ClawHub and agents find wrong with a frontmatter."""
    yield from head.strict
    if any("alias" in one.message for one in head.strict):
        return
    yield from _name(head.values.get("name"), folder_name)
    yield from _text(head.values, "description", MOST_DESCRIPTION, is_required=True)
    yield from _text(head.values, "compatibility", MOST_COMPATIBILITY)
    yield from _tools(head.values.get("allowed-tools"))
    yield from _versions(head.values)
    yield from _keys(head)
    if head.required:
        yield Finding(
            "advice",
            f"requires.env names {', '.join(head.required)}: agents do not load the skill until they are set. "
            "What can be had on first use belongs into envVars with “required: false”.",
        )
    if not head.body.strip():
        yield Finding("fault", "There are no instructions after the frontmatter.", head.body_line)


def _name(told: object, folder_name: str) -> Iterator[Finding]:
    if not isinstance(told, str) or not told.strip():
        yield Finding("fault", "The “name” is missing. It is the folder's name.")
        return
    name = unicodedata.normalize("NFKC", told.strip())
    if len(name) > MOST_NAME:
        yield Finding("fault", f"The name has {len(name)} characters, at most {MOST_NAME} are allowed.")
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name):
        yield Finding(
            "fault", f"The name “{name}” must be small letters a–z, digits, and single hyphens between them."
        )
    if name != unicodedata.normalize("NFKC", folder_name):
        yield Finding(
            "fault", f"The name “{name}” is not that of the folder, “{folder_name}”. Rename one of them."
        )


def _text(
    values: Mapping[str, Any], key: str, longest: int, *, is_required: bool = False
) -> Iterator[Finding]:
    told = values.get(key)
    if told is None and not is_required:
        return
    if not isinstance(told, str) or not told.strip():
        yield Finding("fault", f"The “{key}” must be a text that is not empty.")
    elif len(told) > longest:
        yield Finding("fault", f"The “{key}” has {len(told)} characters, at most {longest} are allowed.")


def _tools(told: object) -> Iterator[Finding]:
    is_list = isinstance(told, list) and all(isinstance(one, str) for one in told)
    if told is not None and not isinstance(told, str) and not is_list:
        yield Finding("fault", "“allowed-tools” must be a text, or a list of texts.")


def _versions(values: Mapping[str, Any]) -> Iterator[Finding]:
    metadata = values.get("metadata")
    if metadata is not None and not isinstance(metadata, dict):
        yield Finding("fault", "“metadata” must be keys with values.")
        metadata = {}
    inner = (metadata or {}).get("version")
    told = values.get("version", inner)
    if told is None:
        yield Finding("advice", "There is no “version”; ClawHub publishes versions such as 1.0.0.")
    elif not _VERSION.fullmatch(str(told)) or not isinstance(told, str):
        yield Finding("fault", f"The version “{told}” must have the form 1.0.0.")
    elif inner is not None and str(inner) != told:
        yield Finding("fault", f"“version” is {told}, “metadata.version” is {inner}. Make them the same.")


def _keys(head: Frontmatter) -> Iterator[Finding]:
    for key in sorted(map(str, set(head.values) - SPECIFIED - KNOWN)):
        yield Finding("advice", f"The key “{key}” is known to nobody. Put it below “metadata”.")
    beyond = sorted(map(str, set(head.values) & KNOWN))
    if beyond:
        yield Finding(
            "note",
            f"The specification's validator refuses {', '.join(f'“{one}”' for one in beyond)}; ClawHub and agents "
            "read it, and the specification's readers pass over it.",
        )
    metadata = head.values.get("metadata")
    nested = (
        sorted(str(key) for key, value in metadata.items() if isinstance(value, dict | list))
        if isinstance(metadata, dict)
        else []
    )
    if nested:
        yield Finding(
            "note", f"metadata.{nested[0]} is more than a text: readers of the specification keep it as one."
        )
    if "license" in head.values:
        yield Finding("note", "ClawHub publishes every skill under MIT-0, whatever “license” says.")
