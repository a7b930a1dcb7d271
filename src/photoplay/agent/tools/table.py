"""All tools by name, with what a model reads of them, and the one way in which they are called."""

from __future__ import annotations

import inspect
import re
import types
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from photoplay.agent.cleaning import clean, cleaned
from photoplay.agent.desk import MOST_CALLS, Desk, Entry
from photoplay.agent.refusals import Refused, in_words
from photoplay.agent.tools import (
    canvas,
    closing,
    colours,
    control,
    cuts,
    footage,
    framing,
    layouts,
    logos,
    making,
    music,
    photos,
    restyling,
    timing,
    words,
)
from photoplay.agent.tools.kinds import Kind, shown
from photoplay.agent.tools.results import Done
from photoplay.agent.tools.selecting import with_ids
from photoplay.errors import PhotoplayError
from photoplay.render.capabilities import require_drawable
from photoplay.timeline.changes import changes
from photoplay.timeline.wording import one_line

#: Most characters of a value that the journal keeps, and of what a model is answered.
_MOST_KEPT, _MOST_TOLD = 400, 6_000
_STEPS = ("undo", "redo")
#: Other names that models give to arguments.
_ALSO: Mapping[str, Mapping[str, str]] = {"set_music_volume": {"start": "from", "end": "to"}}

_FUNCTIONS: tuple[Callable[..., Done], ...] = (
    making.make_video,
    photos.add_photos, photos.remove_photos, photos.keep_photos, photos.move_photos, photos.swap_photos,
    photos.order_photos, photos.replace_photo, photos.duplicate_photo,
    timing.set_photo_seconds, timing.set_total_seconds, timing.change_pace,
    footage.trim_clip, footage.split_clip, footage.set_clip_speed, footage.reverse_clip, footage.freeze_clip,
    footage.set_clip_volume,
    framing.rotate, framing.mirror, framing.set_fit, framing.set_focus, framing.set_background, framing.set_frame,
    framing.round_corners, framing.set_motion,
    colours.set_look, colours.adjust, colours.fix_colours, colours.match_colours, colours.remove_looks,
    cuts.set_transition, cuts.set_transition_seconds, cuts.remove_transitions, cuts.set_ends,
    words.add_text, words.add_captions, words.edit_text, words.remove_text,
    closing.set_end_card, closing.remove_end_card,
    logos.set_logo, closing.add_logo, closing.edit_logo, closing.remove_logo,
    music.set_music, music.set_music_volume, music.fade_music, music.remove_music, music.trim_music,
    music.sync_to_beats,
    canvas.set_aspect, canvas.set_size, canvas.set_fps,
    restyling.restyle,
    layouts.split_screen, layouts.inset_photo, layouts.before_after, layouts.remove_layout,
    control.rename_project, control.undo, control.redo, control.start_over, control.export_video,
    control.get_credits, control.get_status, control.describe_video,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tool:
    """One tool.

    Attributes:
        name: As models call it.
        function: What it does, on a desk.
        description: For a model: what it does, and an example.
        parameters: JSON Schema of the object of its arguments.
        kinds: How each argument is read, by its name for a model.
        required: Names of arguments that must be there.
    """

    name: str
    function: Callable[..., Done]
    description: str
    parameters: Mapping[str, Any]
    kinds: Mapping[str, Kind]
    required: tuple[str, ...]


def _tool(function: Callable[..., Done]) -> Tool:
    hints = get_type_hints(function, include_extras=True)
    about, told, example = _read_docstring(inspect.getdoc(function) or "")
    kinds: dict[str, Kind] = {}
    properties: dict[str, Any] = {}
    required = []
    for name, parameter in list(inspect.signature(function).parameters.items())[1:]:
        shown_name = name.rstrip("_")
        kinds[shown_name] = kind = _kind_of(hints[name])
        properties[shown_name] = {
            **kind.schema,
            "description": _joined(told.get(shown_name, ""), kind.schema),
        }
        if parameter.default is inspect.Parameter.empty:
            required.append(shown_name)
    schema = {
        "type": "object", "properties": properties, "required": required, "additionalProperties": False,
    }  # fmt: skip
    described = f"{about}\n\nExample: {example}"
    return Tool(function.__name__, function, described, schema, kinds, tuple(required))


def _joined(told: str, schema: Mapping[str, Any]) -> str:
    """What the docstring says of an argument, else what its kind says."""
    return told or str(schema.get("description", ""))


def _kind_of(hint: Any) -> Kind:
    """The kind that an annotation names, through ``| None``."""
    if get_origin(hint) is Annotated:
        found: Kind = hint.__metadata__[0]
        return found
    if get_origin(hint) in (Union, types.UnionType):
        for one in get_args(hint):
            if one is not type(None):
                return _kind_of(one)
    raise TypeError(f"{hint} names no kind of argument")


def _read_docstring(doc: str) -> tuple[str, dict[str, str], str]:
    """What a tool does, what its arguments are, and the example."""
    about, _, rest = doc.partition("\nArgs:\n")
    if not rest:
        about, _, example = doc.partition("\nExample:\n")
        return " ".join(about.split()), {}, example.strip()
    args, _, example = rest.partition("\nExample:\n")
    told: dict[str, str] = {}
    name = ""
    for line in args.splitlines():
        found = re.match(r" {4}(\w+): (.+)", line)
        if found:
            name = found[1]
            told[name] = found[2]
        elif name and line.strip():
            told[name] += f" {line.strip()}"
    return " ".join(about.split()), told, example.strip()


TOOLS: Mapping[str, Tool] = types.MappingProxyType({one.__name__: _tool(one) for one in _FUNCTIONS})


def call(desk: Desk, name: str, args: Mapping[str, Any]) -> dict[str, Any]:
    """Does what a model asks for, and writes it into the desk's journal. Never raises.

    Args:
        desk: Of the turn.
        name: Of the tool, as the model said it.
        args: Its arguments, as the model said them.

    Returns:
        {"changed": sentences, "note": words} or {"refused": why, in words}; plain data, bounded.
    """
    args = cleaned(args)
    told = args if isinstance(args, Mapping) else {}
    try:
        done = _done(desk, name, args)
    except PhotoplayError as error:
        return _refuse(desk, name, told, in_words(error, desk.language))
    before = desk.timeline
    found = {} if name in _STEPS else with_ids(desk, TOOLS[name].kinds, told)
    sentences = (
        changes(before, done.timeline, desk.language, desk.scene.films) if done.timeline != before else ()
    )
    if sentences and name not in _STEPS:
        desk.step = 0
    desk.timeline = done.timeline
    if done.photos:
        desk.photos = done.photos
    if done.texts:
        desk.texts = done.texts
    # Whole, as what was accepted is bounded: the turn may be done again on a newer draft.
    desk.journal.append(Entry(name, dict(told), changes=sentences, note=done.note, found=found))
    return {"changed": _bounded(sentences), "note": done.note[:_MOST_TOLD]}


def _done(desk: Desk, name: str, args: Mapping[str, Any]) -> Done:
    """What a tool hands back.

    Raises:
        PhotoplayError: It is not done, and why.
    """
    if len(desk.journal) >= MOST_CALLS:
        raise Refused("no_more_calls")
    tool = TOOLS.get(name) if isinstance(name, str) else None
    if tool is None:
        raise Refused("no_such_tool", name=shown(name))
    values = _values(desk, tool, args)
    try:
        done = tool.function(desk, **values)
    except (OverflowError, RecursionError) as error:  # numbers beyond all sense, that passed the readers
        raise Refused("arg_senseless") from error
    if done.timeline != desk.timeline:
        require_drawable(done.timeline)
    return done


def _values(desk: Desk, tool: Tool, args: Any) -> dict[str, Any]:
    if not isinstance(args, Mapping):
        raise Refused("arg_none", tool=tool.name, known=", ".join(tool.kinds))
    values: dict[str, Any] = {}
    also = _ALSO.get(tool.name, {})
    for told, value in args.items():
        name = also.get(told, told) if isinstance(told, str) else told
        if name not in tool.kinds:
            raise Refused("arg_unknown", name=shown(name), tool=tool.name, known=", ".join(tool.kinds) or "–")
        if value is None:
            continue  # the same as not given
        values[_parameter(tool, name)] = tool.kinds[name].read(desk, name, value)
    missing = [name for name in tool.required if args.get(name) is None]
    if missing:
        raise Refused("arg_missing", name=missing[0], tool=tool.name)
    return values


@cache
def _renamed(name: str) -> Mapping[str, str]:
    parameters = inspect.signature(TOOLS[name].function).parameters
    return {one.rstrip("_"): one for one in parameters}


def _parameter(tool: Tool, name: str) -> str:
    """The parameter's own name: "from" is "from_"."""
    return _renamed(tool.name)[name]


def _refuse(desk: Desk, name: Any, args: Mapping[str, Any], why: str) -> dict[str, Any]:
    if len(desk.journal) < 2 * MOST_CALLS:
        desk.journal.append(Entry(one_line(clean(str(name)[:80])), _kept(args), refusal=why))
    return {"refused": why}


def _kept(args: Mapping[str, Any]) -> dict[str, Any]:
    """Refused arguments as the journal keeps them: short."""
    kept = {}
    for name, value in list(args.items())[:40]:
        text = str(value)
        kept[str(name)[:80]] = value if len(text) <= 4 * _MOST_KEPT else text[:_MOST_KEPT]
    return kept


def _bounded(sentences: tuple[str, ...]) -> list[str]:
    told, room = [], _MOST_TOLD
    for sentence in sentences:
        room -= len(sentence)
        if room < 0:
            break
        told.append(sentence)
    return told
