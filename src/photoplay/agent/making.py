"""A new cut: of which files, of which kind, and the words that it begins with."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from photoplay.agent.acts import Trouble
from photoplay.agent.language.meaning import Intent, Ref, Selection
from photoplay.agent.language.text import fold
from photoplay.agent.names import stem_of
from photoplay.agent.resolve import Found, files_found, photos_found
from photoplay.agent.scene import Scene
from photoplay.agent.stage import Line, Stage, stage_to_be
from photoplay.media.record import MediaRecord

#: Default cuts: kind by profile, of several photos and of one.
_KINDS: Mapping[str, tuple[str, str]] = {
    "ai-product-video": ("product", "product"),
    "ai-image-to-video-discord": ("slideshow", "character"),
}
_KIND = ("slideshow", "single")

#: Texts that a cut is made with, by slot of ``make_video``, and their roles.
_CUT_TEXTS: Mapping[str, str] = {"title": "title", "subtitle": "subtitle", "price": "badge"}


def kind_of(profile: str, count: int) -> str:
    """Kind of the cut that a profile makes of so many photos when nobody says which."""
    return _KINDS.get(profile, _KIND)[count == 1]


def shots_of(scene: Scene) -> tuple[MediaRecord, ...]:
    """What a video can show: photos and films; logos where there is nothing else."""
    return scene.shots or scene.logos


def restricting(selection: Selection | None, words: str) -> Selection | None:
    """What a wish for a whole video says about its photos; None: all of them.

    Names and numbers in a brief are mostly about something else ("a clip for Theo", "names first"): they
    choose photos only where the words say so.
    """
    if selection is None or selection.exclude:
        return selection
    said = fold(words)
    is_only = bool(_ONLY.search(said))
    chosen = tuple(ref for ref in selection.include if _chooses(ref, said, is_only=is_only))
    return Selection(chosen) if chosen else None


_ONLY = re.compile(
    r"\b(?:only|just|solely|nothing but|no others?|none of the others|alone|by itself|on its own)\b|"
    r"只|仅|就用|光用|单用"
)
_OUT_OF = r"(?:\b(?:from|using|uses?|out of|take|taking|pick|combine|join)\b|[用拿取选])"
#: "Product video for the first photo", "a video of photo 3".
_OF_ONE = re.compile(
    r"\b(?:video|slideshow|reel|ad|advert|film|animation|short|promo|teaser|loop|gif) (?:for|of|about) "
    r"(?:my |only |just |the )*(?:(?:first|second|third|fourth|fifth|last|\d+(?:st|nd|rd|th)) "
    r"(?:photo|picture|pic|image|shot|one)\b|(?:photo|picture|pic|image|shot) (?:number )?\d)"
)


_NUMBERED = re.compile(
    _OUT_OF
    + r"\W*(?:(?:only|just|the|my|our|these|photos?|pictures?|pics?|images?|shots?|clips?|files?|numbers?|no)\W+)"
    r"{0,4}(?:#|第)?(?:[0-9一二三四五六七八九十]|first|last|second|third|fourth|fifth)"
)


def _chooses(ref: Ref, said: str, *, is_only: bool) -> bool:
    if ref.kind in ("all", "new", "range", "half", "every", "upright", "lying"):
        return True
    if ref.kind in ("it", "others", "logo", "end-card", "at", "beside"):
        return False
    if is_only or ref.kind in ("photos", "clips"):
        return is_only
    if ref.kind == "number":
        return bool(_NUMBERED.search(said) or _OF_ONE.search(said))
    name = fold(stem_of(str(ref.value)))
    return bool(name) and bool(re.search(_OUT_OF + r"[^.,;。，；]{0,40}?" + re.escape(name), said))


def files_meant(
    intent: Intent, scene: Scene, stage: Stage, *, starts_over: bool = False
) -> tuple[tuple[MediaRecord, ...], Trouble | None]:
    """The files that a new cut shows.

    Args:
        intent: The wish for it; without photos, all are meant.
        scene: Of the turn.
        stage: What the user sees now.
        starts_over: Whether that does not count any more.

    Returns:
        The files, in order, and what was not found of them. No files: it has to be asked first.
    """
    shots, selection = shots_of(scene), restricting(intent.photos, intent.words)
    if in_order := _all_in_order(intent.photos, shots):
        return in_order, None
    if selection is None:
        return shots, None
    found, ids = _found(selection, shots, scene, stage, intent.words, starts_over=starts_over)
    if found.options:
        return (), Trouble("ask_which_one", intent, {"options": list(found.options)}, "photos")
    records = scene.records
    chosen = tuple(records[one] for one in dict.fromkeys(ids) if one in records)
    if not found.missing:
        return chosen or shots, None
    missing: dict[str, Any] = {"words": list(found.missing), "count": len(shots)}
    return chosen, Trouble("not_found", intent, missing, "photos")


def _all_in_order(selection: Selection | None, shots: Sequence[MediaRecord]) -> tuple[MediaRecord, ...]:
    """All files, where a wish names every one of them: in the order in which it does."""
    if selection is None or selection.exclude or any(ref.kind != "file" for ref in selection.include):
        return ()
    by_name = {record.name: record for record in shots}
    named = [by_name[ref.value] for ref in dict.fromkeys(selection.include) if ref.value in by_name]
    return tuple(named) if len(named) == len(shots) > 1 else ()


def _found(
    selection: Selection,
    shots: Sequence[MediaRecord],
    scene: Scene,
    stage: Stage,
    words: str,
    *,
    starts_over: bool,
) -> tuple[Found, Sequence[str]]:
    """By the numbers of the present cut, where there is one; else by the order of the uploads."""
    if any(ref.kind == "new" for ref in selection.include):
        found = files_found(selection, stage, words)
        return found, found.files
    if stage.members and not starts_over:
        found = photos_found(selection, stage, words)
        if _counts_uploads(selection, found, shots, stage):
            return _found(selection, shots, scene, stage, words, starts_over=True)
        sources = [stage.by_handle[handle].source for handle in found.handles if handle in stage.by_handle]
        return found, [*sources, *found.files]
    found = photos_found(selection, replace(stage_to_be(scene, shots), spoken=stage.spoken), words)
    return found, [*found.handles, *found.files]


def _counts_uploads(selection: Selection, found: Found, shots: Sequence[MediaRecord], stage: Stage) -> bool:
    """Whether numbers are those of the uploads: the present cut shows one photo alone, or has no such number."""
    numbered = all(ref.kind in ("number", "range") for ref in selection.include)
    return numbered and len(stage.members) < len(shots) and (len(stage.members) == 1 or bool(found.missing))


def lines_of(args: Mapping[str, Any]) -> tuple[Line, ...]:
    """Words that a new cut is made with, called by what they say: their ids are not known yet."""
    told = ((str(args[name]), role) for name, role in _CUT_TEXTS.items() if args.get(name))
    return tuple(Line(text, text, role) for text, role in told)
