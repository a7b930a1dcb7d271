"""Asking for renders: once each, within the plan, and only of what can be made."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, cast

import pytest
from tests.service_backend import Clock, NewBackend, a_caller, at_once
from tests.unit.jobs.studio import Studio, a_studio

from photoplay.errors import (
    Conflict,
    ExportBlocked,
    InvalidOption,
    InvalidTimeline,
    NoMedia,
    NotDrawable,
    NotFound,
    PhotoplayError,
    TooMany,
)
from photoplay.services import projects, renders
from photoplay.store import renders as store
from photoplay.store import retention as store_retention
from photoplay.store.renders import Render


@dataclass(slots=True)
class Inbox:
    """Stands in for the render queue."""

    uids: list[str] = field(default_factory=list)
    cancelled: list[str] = field(default_factory=list)
    live: dict[str, tuple[float, float | None]] = field(default_factory=dict)

    def enqueue(self, uid: str, account_id: str) -> None:
        self.uids.append(uid)

    def cancel(self, uid: str) -> None:
        self.cancelled.append(uid)

    def progress(self, uid: str) -> tuple[float, float | None] | None:
        return self.live.get(uid)


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


def with_inbox(studio: Studio, inbox: Inbox) -> Studio:
    return replace(studio, backend=replace(studio.backend, queue=cast(Any, inbox)))


@pytest.fixture
def desk(studio: Studio, inbox: Inbox) -> Studio:
    """A studio whose renders go to the inbox."""
    return with_inbox(studio, inbox)


@pytest.fixture
def small_desk(small_studio: Callable[..., Studio], inbox: Inbox) -> Callable[..., Studio]:
    """``small_desk(**settings)``: on SQLite."""
    return lambda **told: with_inbox(small_studio(**told), inbox)


def submit(
    desk: Studio, render_id: str = "one", draft: object = None, output: object = None, **told: Any
) -> Render:
    project = told.get("project", desk.project)
    return renders.submit(desk.backend, told.get("caller", desk.caller), project, render_id, draft, output)


def order_of(desk: Studio, render: Render) -> dict[str, Any]:
    with desk.backend.database.reading() as connection:
        order = store.order_of(connection, render.uid)
    assert order is not None
    return dict(json.loads(order.draft))


# -- once -------------------------------------------------------------------------------------------


def test_a_hundred_submissions_of_one_id_at_once_are_one_render(desk: Studio, inbox: Inbox) -> None:
    answers = at_once(100, lambda number: submit(desk, "one", desk.draft, {"quality": "high"}))
    assert {answer.uid for answer in answers} == set(inbox.uids) and len(inbox.uids) == 1
    again = submit(desk, "one", desk.draft, {"quality": "high"})
    assert again.uid in inbox.uids and len(inbox.uids) == 1


def test_the_order_of_keys_does_not_matter_but_the_content_does(desk: Studio) -> None:
    first = submit(desk, "one", desk.draft, {"quality": "high", "format": "mp4"})
    backwards = dict(reversed(desk.draft.items()))
    assert submit(desk, "one", backwards, {"format": "mp4", "quality": "high"}).uid == first.uid
    shorter = {**desk.draft, "m": {"width": 640, "height": 360, "fps": 30}}
    other = projects.create(desk.backend, desk.caller, "another")
    for changed in (
        {"draft": shorter, "output": {"format": "mp4", "quality": "high"}},
        {"draft": desk.draft, "output": {"format": "mp4", "quality": "draft"}},
        {"draft": desk.draft, "output": None},
        {"draft": None, "output": {"format": "mp4", "quality": "high"}},
        {"draft": desk.draft, "output": {"format": "mp4", "quality": "high"}, "project": other},
    ):
        with pytest.raises(Conflict, match="new id"):
            submit(desk, "one", **changed)


def test_the_same_again_is_answered_even_when_it_could_not_be_begun_now(
    small_desk: Callable[..., Studio],
) -> None:
    desk = small_desk(plans={"anonymous": {"renders_waiting": 1}})
    first = submit(desk, "one", desk.draft)
    with pytest.raises(TooMany):
        submit(desk, "two", desk.draft)
    assert submit(desk, "one", desk.draft).uid == first.uid


def test_two_accounts_may_use_one_id(desk: Studio) -> None:
    other = a_studio(desk.backend)
    first = submit(desk, "one", desk.draft)
    second = submit(other, "one", other.draft)
    assert first.uid != second.uid
    assert renders.get(desk.backend, other.caller, "one").uid == second.uid


@pytest.mark.parametrize("render_id", ["", "a b", "a/b", "ä", "x" * 129, "a\n", "../x", "%", "..."])
def test_ids_that_are_none_are_refused(desk: Studio, render_id: str) -> None:
    with pytest.raises(InvalidOption) as caught:
        submit(desk, render_id, desk.draft)
    assert caught.value.field == "id"


@pytest.mark.parametrize("render_id", ["render_1711111111", "a.b-c_D9", "x" * 128, "..a"])
def test_ids_that_are_some_are_taken(desk: Studio, render_id: str) -> None:
    assert submit(desk, render_id, desk.draft).id == render_id


# -- what is drawn ----------------------------------------------------------------------------------


@pytest.mark.parametrize("draft", [None, {}, {"t": []}, {"t": [{"tt": 0, "sg": []}], "d": 0}, "", "{}", " "])
def test_without_a_draft_it_is_the_sessions_own(desk: Studio, draft: object) -> None:
    render = submit(desk, "one", draft)
    assert render.revision == 1  # the default cut
    drawn = order_of(desk, render)
    assert [clip["src"] for clip in drawn["t"][0]["sg"]] == list(desk.photos)
    assert submit(desk, "two", draft).revision == 1


def test_a_draft_that_is_sent_is_drawn_and_changes_nothing(desk: Studio) -> None:
    for number, draft in enumerate((desk.draft, json.dumps(desk.draft))):
        render = submit(desk, f"{number}", draft)
        assert render.revision == 0
        drawn = order_of(desk, render)
        assert drawn["m"]["width"] == 320 and len(drawn["t"][0]["sg"]) == 3
    assert projects.project_of(desk.backend, desk.caller, desk.project.session_id).revision == 0


def test_without_media_there_is_nothing_to_draw(desk: Studio) -> None:
    empty = projects.create(desk.backend, desk.caller, "empty")
    with pytest.raises(NoMedia, match="send photos first"):
        submit(desk, "one", project=empty)


def _changed(draft: dict[str, Any], **values: Any) -> dict[str, Any]:
    track = draft["t"][0]
    return {**draft, "t": [{**track, "sg": [{**track["sg"][0], **values}, *track["sg"][1:]]}]}


@pytest.mark.parametrize(
    ("change", "error", "field"),
    [
        (lambda d: _changed(d, src="img_of_somebody"), InvalidTimeline, "t[0].sg[0].src"),
        (lambda d: _changed(d, d=float("nan")), InvalidTimeline, "t[0].sg[0].d"),
        (lambda d: _changed(d, d=-5), InvalidTimeline, "t[0].sg[0].d"),
        (lambda d: _changed(d, sp=2), NotDrawable, "t[0].sg[0].sp"),
        (lambda d: {**d, "t": 5}, InvalidTimeline, "t"),
        (lambda d: {**d, "t": [7]}, InvalidTimeline, "t[0]"),
        (lambda d: [1, 2], InvalidTimeline, ""),
        (lambda d: "no json", InvalidTimeline, ""),
        (lambda d: 0, InvalidTimeline, ""),
        (lambda d: "[" * 100_000, InvalidTimeline, ""),
    ],
)
def test_drafts_are_not_trusted(
    desk: Studio, inbox: Inbox, change: Callable[[Any], Any], error: type[PhotoplayError], field: str
) -> None:
    with pytest.raises(error) as caught:
        submit(desk, "one", change(desk.draft))
    assert getattr(caught.value, "field", "") == field
    assert inbox.uids == []


@pytest.mark.parametrize(
    "output",
    [{"format": "gif"}, {"quality": "best ever"}, {"preset": "no such"}, {"max_bytes": -1}, [1], "mp4"],
)
def test_options_that_are_not_offered_are_refused(desk: Studio, inbox: Inbox, output: object) -> None:
    with pytest.raises(InvalidOption) as caught:
        submit(desk, "one", desk.draft, output)
    assert caught.value.field.startswith("output")
    assert inbox.uids == []


# -- plans ------------------------------------------------------------------------------------------


def test_a_plan_may_forbid_exports(small_desk: Callable[..., Studio]) -> None:
    desk = small_desk(plans={"anonymous": {"may_export": False}})
    with pytest.raises(ExportBlocked, match="unlock export"):
        submit(desk, "one", desk.draft)


def test_a_plan_limits_length_and_size(small_desk: Callable[..., Studio]) -> None:
    desk = small_desk(plans={"anonymous": {"longest_s": 5, "largest_side_px": 640}})
    with pytest.raises(InvalidTimeline, match="up to 5 seconds; this one has 6 seconds") as caught:
        submit(desk, "one", desk.draft)
    assert caught.value.field == "draft.d"
    short = {**desk.draft, "t": [{"tt": 0, "sg": desk.draft["t"][0]["sg"][:2]}], "d": 4000}
    assert submit(desk, "two", short).status == "pending"
    with pytest.raises(InvalidOption, match="640 pixels") as option:
        submit(desk, "three", short, {"resolution": "1080p"})
    assert option.value.field == "output.resolution"


def test_a_plan_limits_how_many_wait_even_when_they_come_at_once(
    new_either: NewBackend, inbox: Inbox
) -> None:
    desk = with_inbox(a_studio(new_either(plans={"anonymous": {"renders_waiting": 3}})), inbox)
    answers = at_once(12, lambda number: submit(desk, f"{number}", desk.draft))
    refused = [answer for answer in answers if isinstance(answer, TooMany)]
    assert len(inbox.uids) == 3 and len(refused) == 9
    assert all(error.data and error.data["retry_after_s"] for error in refused)
    with desk.backend.database.writing() as connection:
        assert store.cancel(connection, inbox.uids[0], 5)
    assert submit(desk, "after", desk.draft).status == "pending"


def test_a_plan_limits_how_many_are_asked_for_in_an_hour(
    small_desk: Callable[..., Studio], clock: Clock
) -> None:
    desk = small_desk(plans={"anonymous": {"renders_per_hour": 2, "renders_waiting": 100}})
    submit(desk, "one", desk.draft)
    clock.advance(seconds=1800)
    submit(desk, "two", desk.draft)
    with pytest.raises(TooMany) as caught:
        submit(desk, "three", desk.draft)
    assert caught.value.data == {"retry_after_s": 1800}
    assert submit(desk, "two", desk.draft).id == "two"
    clock.advance(seconds=1800)
    submit(desk, "three", desk.draft)
    with pytest.raises(TooMany):
        submit(desk, "four", desk.draft)
    clock.advance(days=-1)  # set back: what was asked for in the future does not count
    submit(desk, "four", desk.draft)


# -- watching and stopping --------------------------------------------------------------------------


def test_progress_is_that_of_the_moment_and_never_less_than_was_told(desk: Studio, inbox: Inbox) -> None:
    render = submit(desk, "one", desk.draft)
    with desk.backend.database.writing() as connection:
        assert store.begin(connection, render.uid, 5) and store.set_progress(connection, render.uid, 40, 8)
    inbox.live[render.uid] = (30, 9.0)
    assert renders.get(desk.backend, desk.caller, "one").progress == 40
    inbox.live[render.uid] = (50, 6.0)
    now = renders.get(desk.backend, desk.caller, "one")
    assert (now.progress, now.eta_s, now.status) == (50, 6.0, "processing")
    assert renders.list_renders(desk.backend, desk.caller)[0].progress == 50


def test_cancelling_is_told_at_once_and_the_end_is_final(desk: Studio, inbox: Inbox) -> None:
    first, second = submit(desk, "one", desk.draft), submit(desk, "two", desk.draft)
    assert renders.cancel(desk.backend, desk.caller, "one").status == "cancelled"
    assert renders.cancel(desk.backend, desk.caller, "one").status == "cancelled"
    assert inbox.cancelled == [first.uid]
    with desk.backend.database.writing() as connection:
        assert store.complete(connection, second.uid, "renders/x.mp4", {}, 5)
    assert renders.cancel(desk.backend, desk.caller, "two").status == "completed"
    assert inbox.cancelled == [first.uid]


def test_renders_are_listed_the_newest_first(desk: Studio, clock: Clock) -> None:
    other = projects.create(desk.backend, desk.caller, "another")
    for number in range(3):
        clock.advance(seconds=1)
        submit(desk, f"{number}", desk.draft)
    assert [r.id for r in renders.list_renders(desk.backend, desk.caller)] == ["2", "1", "0"]
    assert [r.id for r in renders.list_renders(desk.backend, desk.caller, limit=1)] == ["2"]
    assert renders.list_renders(desk.backend, desk.caller, other.session_id) == ()
    mine = renders.list_renders(desk.backend, desk.caller, desk.project.session_id)
    assert len(mine) == 3


def test_renders_of_others_are_not_there(desk: Studio, inbox: Inbox) -> None:
    render = submit(desk, "one", desk.draft)
    stranger = a_caller(desk.backend)
    for call in (renders.get, renders.cancel):
        with pytest.raises(NotFound):
            call(desk.backend, stranger, "one")
        with pytest.raises(NotFound):
            call(desk.backend, desk.caller, render.uid)
    assert renders.list_renders(desk.backend, stranger) == ()
    assert renders.list_renders(desk.backend, stranger, desk.project.session_id) == ()
    assert inbox.cancelled == []
    assert renders.by_uid(desk.backend, render.uid).id == "one"
    with pytest.raises(NotFound):
        renders.by_uid(desk.backend, "rnd_none")


# -- profiles -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sent", "preset"),
    [
        (None, "discord"),
        ({"format": "mp4", "quality": "high"}, "discord"),
        ({"preset": None, "max_bytes": None}, "discord"),
        ({"preset": "youtube"}, "youtube"),
        ({"max_bytes": 5_000_000}, None),
        ({"quality": "lossless"}, None),
    ],
)
def test_the_profile_sets_the_preset_where_the_client_asks_for_none(
    desk: Studio, sent: object, preset: str | None
) -> None:
    project = replace(desk.project, profile="ai-image-to-video-discord")
    render = submit(desk, "one", desk.draft, sent, project=project)
    assert submit(desk, "one", desk.draft, sent, project=project).uid == render.uid
    with desk.backend.database.reading() as connection:
        order = store.order_of(connection, render.uid)
    assert order is not None
    assert (json.loads(order.output) or {}).get("preset") == preset


# -- what is said of it, and what it does to its project --------------------------------------------------


def test_what_was_passed_over_is_said_in_every_answer(desk: Studio) -> None:
    first = submit(desk, "one", desk.draft, {"qualty": "high"})
    (note,) = renders.notes_of(first)
    assert "qualty" in note
    with desk.backend.database.writing() as connection:
        assert store.begin(connection, first.uid, 5) and store.set_waiting(connection, first.uid, "room")
    for render in (
        submit(desk, "one", desk.draft, {"qualty": "high"}),
        renders.get(desk.backend, desk.caller, "one"),
        renders.list_renders(desk.backend, desk.caller)[0],
        renders.cancel(desk.backend, desk.caller, "one"),
    ):
        assert renders.notes_of(render) == (note,)


def test_the_files_own_notes_take_their_place(desk: Studio) -> None:
    render = submit(desk, "one", desk.draft, {"qualty": "high"})
    with desk.backend.database.writing() as connection:
        assert store.complete(connection, render.uid, "renders/x.mp4", {"notes": ["Smaller than asked."]}, 5)
    assert renders.notes_of(renders.get(desk.backend, desk.caller, "one")) == ("Smaller than asked.",)


def test_options_beside_output_are_refused_with_their_right_place(desk: Studio) -> None:
    with pytest.raises(InvalidOption) as caught:
        renders.submit(desk.backend, desk.caller, desk.project, "one", desk.draft, None, ["quality"])
    assert caught.value.field == "output.quality"


def test_endless_options_are_refused(desk: Studio) -> None:
    with pytest.raises(InvalidOption) as caught:
        submit(desk, "one", desk.draft, {"x" * 20_000: 1})
    assert caught.value.field == "output"


def test_exporting_is_using(desk: Studio, clock: Clock) -> None:
    clock.advance(days=3)
    submit(desk, "one", desk.draft)
    now = projects.project_of(desk.backend, desk.caller, desk.project.session_id)
    assert now.changed_at_ms == clock()


def test_a_project_that_was_purged_meanwhile_is_not_found(
    desk: Studio, inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_room = renders._require_makeable

    def purged(*told: Any) -> None:
        make_room(*told)
        projects.delete(desk.backend, desk.caller, desk.project.session_id)
        with desk.backend.database.writing() as connection:
            store_retention.purge(connection, [desk.project.session_id])

    monkeypatch.setattr(renders, "_require_makeable", purged)
    with pytest.raises(NotFound):
        submit(desk, "one", desk.draft)
    assert inbox.uids == []
