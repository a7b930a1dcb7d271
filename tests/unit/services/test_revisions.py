"""Drafts: one revision for each change, undo and redo to the ends, and drafts that nobody vouches for."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from tests.service_backend import NewBackend, a_caller, an_asset, at_once

from photoplay.errors import (
    Conflict,
    InvalidEdit,
    InvalidTimeline,
    NotDrawable,
    NotFound,
    Overloaded,
    TimelineError,
)
from photoplay.services import media_bin, projects, revisions
from photoplay.services.accounts import Caller
from photoplay.services.backend import Backend
from photoplay.services.projects import State
from photoplay.timeline.history import MAX_STEPS

#: Far beyond every limit on drafts.
LONG = 1_000_000


class Session:
    """A project with three photos, and drafts of it that differ by a number."""

    def __init__(self, backend: Backend) -> None:
        self.backend, self.caller = backend, a_caller(backend)
        self.id = projects.create(backend, self.caller).session_id
        self.assets = [an_asset(backend, self.caller, self.id, f"{n}.jpg").id for n in range(3)]

    def draft(self, number: int = 0, **more: Any) -> dict[str, Any]:
        segment = {"id": "c1", "n": "1.jpg", "s": 0, "d": 3000 + number, "src": self.assets[0]}
        return {
            "t": [{"id": "v1", "n": "Video", "tt": 0, "sg": [segment]}],
            "d": 3000 + number,
            "m": {},
            **more,
        }

    def put(self, draft: object, if_match: int | None = None, caller: Caller | None = None) -> State:
        revision = self.state().project.revision if if_match is None else if_match
        return revisions.put_draft(self.backend, caller or self.caller, self.id, draft, revision)

    def state(self, since: int | None = None) -> State:
        return projects.state(self.backend, self.caller, self.id, since)

    def undo(self) -> State:
        return revisions.undo(self.backend, self.caller, self.id)

    def redo(self) -> State:
        return revisions.redo(self.backend, self.caller, self.id)


@pytest.fixture
def session(backend: Backend) -> Session:
    return Session(backend)


@pytest.fixture
def on_either(either: Backend) -> Session:
    return Session(either)


# -- revisions ------------------------------------------------------------------------------------------------


def test_each_change_is_one_revision_and_an_equal_draft_is_none(on_either: Session) -> None:
    for number in range(1, 4):
        assert on_either.put(on_either.draft(number)).project.revision == number
    again = on_either.put(on_either.draft(3))
    assert again.project.revision == 3
    assert len(again.project.undo) == 3


def test_a_stale_revision_is_refused_with_the_present_draft(on_either: Session) -> None:
    on_either.put(on_either.draft(1))
    on_either.put(on_either.draft(2))
    for stale in (0, 1, 3, 2**31):
        with pytest.raises(Conflict, match="revision 2") as caught:
            on_either.put(on_either.draft(9), stale)
        assert caught.value.data == {"revision": 2, "draft": on_either.state().draft}
    assert on_either.state().project.revision == 2


def test_of_twenty_who_change_one_revision_each_time_one_does(on_either: Session) -> None:
    """Each of twenty clients puts its own draft until it is taken: every revision is from exactly one."""
    taken: dict[int, int] = {}

    def client(number: int) -> int:
        revision = 0
        for attempt in range(1000):
            try:
                state = on_either.put(on_either.draft(number + 1), revision)
            except Conflict as error:
                assert error.data is not None
                revision = int(str(error.data["revision"]))
            else:
                taken[number] = revision + 1
                assert state.project.revision >= revision + 1
                return attempt
        raise AssertionError("never taken")

    told = at_once(20, client)
    assert not [one for one in told if isinstance(one, Exception)]
    assert sorted(taken.values()) == list(range(1, 21))
    assert on_either.state().project.revision == 20
    by_revision = {revision: number for number, revision in taken.items()}
    for revision in range(20, 0, -1):
        assert on_either.state().draft["d"] == 3001 + by_revision[revision]
        on_either.undo()
    assert on_either.state().draft["t"] == []


def test_undo_at_once_from_many_takes_back_one_step_each(on_either: Session) -> None:
    for number in range(1, 6):
        on_either.put(on_either.draft(number))
    told = at_once(8, lambda _: on_either.undo())
    assert sum(isinstance(one, State) for one in told) == 5
    assert sum(isinstance(one, InvalidEdit) for one in told) == 3
    assert on_either.state().draft["t"] == []


# -- undo and redo ----------------------------------------------------------------------------------------------


def test_undo_and_redo_go_to_the_ends_across_a_restart(new_either: NewBackend) -> None:
    session = Session(new_either())
    empty = session.state().draft
    drafts = [session.put(session.draft(number)).draft for number in range(1, 8)]
    session.backend = new_either()
    for expected in [*reversed(drafts[:-1]), empty]:
        assert session.undo().draft == expected
        session.backend = new_either()
    with pytest.raises(InvalidEdit, match="nothing to undo"):
        session.undo()
    assert session.state().draft == empty
    for expected in drafts:
        assert session.redo().draft == expected
    with pytest.raises(InvalidEdit, match="nothing to redo"):
        session.redo()
    assert session.state().project.revision == 7 + 7 + 7


def test_a_change_after_undo_forgets_what_was_taken_back(session: Session) -> None:
    for number in (1, 2):
        session.put(session.draft(number))
    session.undo()
    state = session.put(session.draft(3))
    assert (len(state.project.undo), len(state.project.redo)) == (2, 0)
    with pytest.raises(InvalidEdit):
        session.redo()
    assert session.undo().draft["d"] == 3001


def test_a_hundred_steps_can_be_taken_back_and_no_more(session: Session) -> None:
    count = MAX_STEPS + 30
    for number in range(1, count + 1):
        session.put(session.draft(number), number - 1)
    for number in range(count - 1, count - MAX_STEPS - 1, -1):
        assert session.undo().draft["d"] == 3000 + number
    with pytest.raises(InvalidEdit):
        session.undo()
    for _ in range(MAX_STEPS):
        last = session.redo()
    assert last.draft["d"] == 3000 + count
    assert last.project.revision == count + 2 * MAX_STEPS


def test_undo_brings_back_a_draft_whose_photo_was_taken_out_of_the_bin(session: Session) -> None:
    session.put(session.draft())
    with pytest.raises(Conflict, match="used in the video"):
        media_bin.remove(session.backend, session.caller, session.id, session.assets[0])
    session.undo()
    media_bin.remove(session.backend, session.caller, session.id, session.assets[0])
    assert session.assets[0] not in [asset.id for asset in session.state().assets]
    assert session.redo().draft["t"][0]["sg"][0]["src"] == session.assets[0]


# -- a round trip -------------------------------------------------------------------------------------------------


def test_keys_of_others_come_back_on_every_level(on_either: Session) -> None:
    theirs = {"a": [1, 2.5, None, True, {"ünï 🎬": "\u2028"}], "": ""}
    draft = on_either.draft(theirs=theirs)
    draft["m"] = {"title": "Ferien", "width": 1080, "height": 1920, "fps": 25, "theirs": theirs}
    draft["t"][0]["theirs"] = theirs
    draft["t"][0]["sg"][0] |= {"theirs": theirs, "mo": {"type": "zoom-in", "theirs": theirs}}
    on_either.put(draft)
    kept = on_either.state().draft
    for place in (kept, kept["m"], kept["t"][0], kept["t"][0]["sg"][0], kept["t"][0]["sg"][0]["mo"]):
        assert place["theirs"] == theirs
    assert {key: kept["m"][key] for key in ("title", "width", "height", "fps")} == {
        key: draft["m"][key] for key in ("title", "width", "height", "fps")
    }
    assert on_either.put(kept).project.revision == 1


def test_a_draft_may_come_as_text(session: Session) -> None:
    assert session.put(json.dumps(session.draft())).draft["d"] == 3000


def test_a_disk_that_is_nearly_full_takes_no_draft(new_backend: NewBackend) -> None:
    session = Session(new_backend(free_disk_bytes=1 << 60))
    with pytest.raises(Overloaded, match="nearly full"):
        session.put(session.draft())
    assert session.state().project.revision == 0


def test_an_empty_draft_empties_the_video_as_one_step(session: Session) -> None:
    session.put(session.draft())
    state = session.put({"t": []})
    assert (state.draft["t"], len(state.project.undo)) == ([], 2)
    assert session.undo().draft["d"] == 3000


# -- drafts that nobody vouches for ---------------------------------------------------------------------------------


def deep(count: int) -> dict[str, Any]:
    inner: Any = {}
    for _ in range(count):
        inner = {"x": [inner]}
    return {"t": [], "theirs": inner}


Spoil = Callable[[dict[str, Any]], object]


def _with(path: str, value: object) -> Spoil:
    """Sets one value of a draft: ``_with("t.0.sg.0.d", -1)``."""

    def spoil(draft: dict[str, Any]) -> dict[str, Any]:
        place: Any = draft
        *way, last = path.split(".")
        for step in way:
            place = place[int(step)] if step.isdigit() else place[step]
        place[int(last) if last.isdigit() else last] = value
        return draft

    return spoil


BAD: dict[str, tuple[Spoil, str]] = {
    "NaN": (_with("t.0.sg.0.op", float("nan")), "t[0].sg[0].op"),
    "infinite": (_with("t.0.sg.0.d", 1e999), "t[0].sg[0].d"),
    "NaN in another's key": (_with("theirs", [1, {"x": float("nan")}]), "theirs[1].x"),
    "negative length": (_with("t.0.sg.0.d", -1), "t[0].sg[0].d"),
    "negative start": (_with("t.0.sg.0.s", -1), "t[0].sg[0].s"),
    "no length": (_with("t.0.sg.0.d", 0), "t[0].sg[0].d"),
    "part of a millisecond": (_with("t.0.sg.0.d", 3000.5), "t[0].sg[0].d"),
    "five hours": (_with("t.0.sg.0.d", 5 * 3_600_000), "t[0].sg[0].d"),
    "huge number": (_with("t.0.sg.0.d", 10**400), "t[0].sg[0].d"),
    "truth as number": (_with("t.0.sg.0.d", True), "t[0].sg[0].d"),
    "text as number": (_with("t.0.sg.0.d", "3000"), "t[0].sg[0].d"),
    "null": (_with("t.0.sg.0.src", None), "t[0].sg[0].src"),
    "lone surrogate": (_with("t.0.sg.0.n", "\ud800"), "t[0].sg[0].n"),
    "lone surrogate in a key": (_with("theirs", {"\udfff": 1}), "theirs"),
    "NUL": (_with("m.title", "a\0b"), "m.title"),
    "unknown kind of track": (_with("t.0.tt", 3), "t[0].tt"),
    "a list for an object": (_with("t.0", []), "t[0]"),
    "an object for a list": (_with("t", {}), "t"),
    "a million segments": (_with("t.0.sg", [{}] * LONG), "t[0].sg"),
    "a million tracks": (_with("t", [{}] * LONG), "t"),
    "a million values": (_with("theirs", [0] * LONG), "theirs"),
    "odd canvas": (_with("m.width", 1081), "m.width"),
    "huge canvas": (_with("m.width", 100_000), "m.width"),
    "no frame rate": (_with("m.fps", 29.97), "m.fps"),
    "deep": (lambda draft: deep(50), "theirs"),
    "no object": (lambda draft: [draft], ""),
    "a number": (lambda draft: 7, ""),
    "nothing": (lambda draft: None, ""),
    "text that is no JSON": (lambda draft: "{", ""),
    "text a hundred thousand deep": (lambda draft: '{"t":' + "[" * 100_000, ""),
    "text with a number of a million digits": (lambda draft: '{"d":' + "9" * LONG + "}", "d"),
    "text that is too long": (lambda draft: '{"x":"' + "x" * 8_000_000 + '"}', ""),
    "text with NaN": (lambda draft: json.dumps(draft | {"theirs": float("nan")}), "theirs"),
    "text with 1e999": (
        lambda draft: json.dumps(_with("t.0.sg.0.d", 12345678)(draft)).replace("12345678", "1e999"),
        "t[0].sg[0].d",
    ),
    "no asset": (_with("t.0.sg.0.src", "img_0000000000000000"), "t[0].sg[0].src"),
    "a path for an asset": (_with("t.0.sg.0.src", "../../../etc/passwd"), "t[0].sg[0].src"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_draft_that_breaks_a_rule_is_refused_by_its_field(session: Session, name: str) -> None:
    """faults.md row 20."""
    spoil, field = BAD[name]
    session.put(session.draft(1))
    with pytest.raises(InvalidTimeline) as caught:
        session.put(spoil(session.draft(2)), 1)
    assert caught.value.status == 422
    assert caught.value.field.startswith(field)
    assert bool(caught.value.field) == bool(field)
    assert len(caught.value.message) < 500
    assert session.state().project.revision == 1


@pytest.mark.parametrize(
    ("spoil", "field"),
    [
        (_with("t.0.sg.0.tr", {"type": "hologram", "d": 500}), "t[0].sg[0].tr"),
        (_with("t.0.sg.0.mo", {"type": "custom", "keyframes": [{"at": 0, "easing": "easeInWobble"}]}),
         "t[0].sg[0].mo"),
    ],
)  # fmt: skip
def test_what_cannot_be_drawn_is_refused_in_words_and_never_stored(
    session: Session, spoil: Spoil, field: str
) -> None:
    with pytest.raises(NotDrawable, match="cannot be drawn yet") as caught:
        session.put(spoil(session.draft()))
    assert caught.value.field.startswith(field)
    assert session.state().project.revision == 0


def test_another_sessions_photo_is_refused_even_of_the_same_account(on_either: Session) -> None:
    backend, caller = on_either.backend, on_either.caller
    other = projects.create(backend, caller).session_id
    stranger = Session(backend)
    theirs = an_asset(backend, caller, other, "other.jpg").id
    foreign = an_asset(backend, stranger.caller, stranger.id, "foreign.jpg").id
    told = set()
    for source in (theirs, foreign, "img_0000000000000000"):
        draft = on_either.draft()
        draft["t"][0]["sg"][0]["src"] = source
        with pytest.raises(InvalidTimeline) as caught:
            on_either.put(draft)
        told.add((caught.value.message, caught.value.field))
    assert len(told) == 1
    with pytest.raises(NotFound):
        on_either.put(on_either.draft(), 0, stranger.caller)


def test_two_thousand_segments_pass_and_one_more_does_not(session: Session) -> None:
    def draft(count: int) -> dict[str, Any]:
        segments = [{"s": n * 100, "d": 100, "src": session.assets[n % 3]} for n in range(count)]
        return {"t": [{"tt": 0, "sg": segments}]}

    assert len(session.put(draft(2000)).draft["t"][0]["sg"]) == 2000
    with pytest.raises(InvalidTimeline, match="2,000 segments"):
        session.put(draft(2001))


def test_a_refused_draft_never_shows_a_stack_trace_or_code(session: Session) -> None:
    for spoil, _ in BAD.values():
        with pytest.raises(TimelineError) as caught:
            session.put(spoil(session.draft()), 0)
        assert not any(
            word in caught.value.message for word in ("Traceback", "NoneType", "object at", "Error")
        )


@pytest.mark.parametrize("draft", [{}, {"d": 0}, {"draft": {}}, {"tracks": []}])
def test_a_draft_that_says_nothing_of_tracks_never_empties_the_video(session: Session, draft: object) -> None:
    session.put(session.draft())
    with pytest.raises(InvalidTimeline) as told:
        session.put(draft)
    assert told.value.field == "t"
    assert session.state().timeline.main_track is not None


def test_a_draft_wrapped_as_in_an_export_is_taken(session: Session) -> None:
    assert session.put({"draft": session.draft()}).timeline == session.put(session.draft()).timeline
    assert session.state().project.revision == 1
