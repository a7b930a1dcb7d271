"""Exports: asked for, watched and stopped. Making them is the render queue's affair."""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache

from photoplay.errors import (
    Conflict,
    ExportBlocked,
    InvalidOption,
    InvalidTimeline,
    NotFound,
    TooMany,
)
from photoplay.export.canvas import framed
from photoplay.export.options import Output, output_of, require_placed
from photoplay.export.presets import require_length, require_preset
from photoplay.media.record import MediaRecord
from photoplay.render.plan import make_plan
from photoplay.render.sound.cues import RATE
from photoplay.render.sound.plan import make_sound
from photoplay.services.accounts import Caller
from photoplay.services.backend import Backend
from photoplay.services.cuts import draft_for_export
from photoplay.services.profiles import Profile, profile_of
from photoplay.services.projects import media_of
from photoplay.services.revisions import checked_draft
from photoplay.settings import Plan
from photoplay.store import accounts as store_accounts
from photoplay.store import assets as store_assets
from photoplay.store import projects as store_projects
from photoplay.store import renders as store
from photoplay.store.projects import Project
from photoplay.store.renders import Order, Render
from photoplay.store.sql import Connection, Taken, new_id
from photoplay.timeline.codec import to_draft
from photoplay.timeline.keys import KEYS
from photoplay.timeline.model import Timeline

_ID = re.compile(r"[A-Za-z0-9_.-]{1,128}")
_HOUR_MS = 3_600_000
#: When to ask again while the queue of an account is full, seconds.
_SOON_S = 15
#: Options as sent are read with each look at a render.
_MOST_OPTIONS = 16_384
_NONE = "There is no such render. Start one with POST /api/render/proxy/lambda."


def submit(
    backend: Backend,
    caller: Caller,
    project: Project,
    render_id: str,
    draft: object = None,
    output: object = None,
    beside: Iterable[str] = (),
) -> Render:
    """Has a video made. The same again, at any time and from anywhere, is the same render.

    Args:
        backend: See ``Backend``.
        caller: Whose render.
        project: Of the caller.
        render_id: The client's own id for it: 1–128 of letters, digits and ``_ - .``.
        draft: What to draw, as sent: an object or a text of JSON. None, or one without segments, stands
            for the session's own draft.
        output: Options of the export, as sent; see ``export.options.output_of``.
        beside: Names of what else was sent, to find options in the wrong place.

    Raises:
        InvalidOption: The id or an option is not right.
        Conflict: The id is used for something else.
        ExportBlocked: The plan forbids exports.
        TooMany: Too many renders wait, or were asked for within the hour.
        NoMedia: Nothing was sent that a video could show.
        TimelineError: The draft breaks a rule, uses media of elsewhere, cannot be drawn, or is longer or
            larger than the plan allows.
    """
    _require_id(render_id)
    require_placed(beside)
    fingerprint = _fingerprint(project.session_id, draft, output)
    with backend.database.reading() as connection:
        known = store.by_id(connection, caller.account.id, render_id)
    if known is not None:
        return _same(known, fingerprint)
    plan = backend.settings.plan(caller.account.plan)
    _require_may_export(plan)
    chosen = _with_profile(output, profile_of(project.profile))
    wanted = output_of(chosen)
    timeline, revision = _drawn(backend, caller, project, draft)
    _require_makeable(backend, project, timeline, wanted, plan)
    text = json.dumps(to_draft(timeline), separators=(",", ":"))
    order = Order(text, _options_text(chosen))
    render = _new(backend, caller, project, render_id, fingerprint, revision)
    return _insert_once(backend, replace(render, output=order.output), order, plan)


def notes_of(render: Render) -> tuple[str, ...]:
    """Sentences for the user about a render: on what was passed over and, of its file, what was found."""
    known = render.result.get("notes")
    return tuple(known) if known is not None else _notes(render.output)


@lru_cache(256)
def _notes(output: str) -> tuple[str, ...]:
    try:
        return output_of(json.loads(output)).notes
    except InvalidOption:  # accepted by another version
        return ()


def get(backend: Backend, caller: Caller, render_id: str) -> Render:
    """A render as it stands; cheap enough to ask twice a second.

    Raises:
        NotFound: None, or somebody else's.
    """
    with backend.database.reading() as connection:
        found = store.by_id(connection, caller.account.id, render_id)
        project = store_projects.by_session(connection, found.session_id) if found else None
    if found is None or project is None or not caller.reaches(project):
        raise NotFound(_NONE)
    return _fresh(backend, found)


def by_uid(backend: Backend, uid: str) -> Render:
    """A render by our own id, for whoever holds a signed link to it.

    Raises:
        NotFound: There is none.
    """
    with backend.database.reading() as connection:
        found = store.by_uid(connection, uid)
        # What is deleted is gone at once, its files soon after.
        if found is None or store_projects.by_session(connection, found.session_id) is None:
            raise NotFound("This video is not there any more. Export it again.")
    return found


def list_renders(
    backend: Backend, caller: Caller, session_id: str | None = None, limit: int = 50
) -> tuple[Render, ...]:
    """The caller's renders, or those of one session, the newest first."""
    with backend.database.reading() as connection:
        found = store.of_account(connection, caller.account.id, session_id, limit)
        of = {name: store_projects.by_session(connection, name) for name in {one.session_id for one in found}}
    shown = {name for name, project in of.items() if project is not None and caller.reaches(project)}
    return tuple(_fresh(backend, render) for render in found if render.session_id in shown)


def cancel(backend: Backend, caller: Caller, render_id: str) -> Render:
    """Ends a render; one that has ended stays as it is.

    Raises:
        NotFound: None, or somebody else's.
    """
    render = get(backend, caller, render_id)
    with backend.database.writing() as connection:
        is_changed = store.cancel(connection, render.uid, backend.clock())
    if is_changed:
        backend.queue.cancel(render.uid)
    return get(backend, caller, render_id)


def _fresh(backend: Backend, render: Render) -> Render:
    """With the progress of this moment, where the render is made here."""
    live = None if render.is_final else backend.queue.progress(render.uid)
    if live is None or live[0] < render.progress:
        return render
    return replace(render, progress=live[0], eta_s=live[1])


# -- submitting ---------------------------------------------------------------------------------------


def _require_id(render_id: str) -> None:
    if not _ID.fullmatch(render_id):
        raise InvalidOption(
            "The id of a render is 1 to 128 letters, digits, “_”, “-” or “.”. Choose another one.", field="id"
        )
    if not render_id.strip("."):
        raise InvalidOption(
            "The id of a render holds more than dots: addresses with such ids do not work. Choose another "
            "one.",
            field="id",
        )


def _options_text(chosen: object) -> str:
    text = json.dumps(chosen, separators=(",", ":"))
    if len(text) > _MOST_OPTIONS:
        raise InvalidOption("The options of the export are too long. Leave out what is none.", field="output")
    return text


def _fingerprint(session_id: str, draft: object, output: object) -> str:
    """SHA-256 of what was asked for, whatever the order of keys."""
    try:
        told = json.dumps([session_id, draft, output], sort_keys=True, separators=(",", ":"))
    except RecursionError as error:
        raise InvalidTimeline("The draft is nested too deep.", field="draft") from error
    return hashlib.sha256(told.encode()).hexdigest()


def _same(known: Render, fingerprint: str) -> Render:
    if known.fingerprint != fingerprint:
        raise Conflict(
            f"The render id “{known.id}” is used for another export already. Send this one with a new id."
        )
    return known


def _require_may_export(plan: Plan) -> None:
    if not plan.may_export:
        raise ExportBlocked(
            "Your plan does not export videos. Register or upgrade your plan to unlock export."
        )


def _with_profile(output: object, profile: Profile) -> object:
    """The options as sent, and the profile's preset where the client asks for no preset and no size.

    Lossless video keeps to no preset, so whoever asks for it means it.
    """
    told = {} if output is None else output
    if profile.preset is None or not isinstance(told, dict):
        return output
    is_open = all(told.get(key) is None for key in ("preset", "max_bytes"))
    is_lossless = told.get("quality") == "lossless" or told.get("crf") == 0
    return {**told, "preset": profile.preset} if is_open and not is_lossless else output


def _drawn(backend: Backend, caller: Caller, project: Project, draft: object) -> tuple[Timeline, int]:
    """What is to be drawn, and the session's revision."""
    if not _has_segments(draft):
        return draft_for_export(backend, caller, project.session_id)
    with backend.database.reading() as connection:
        return checked_draft(backend, connection, project.session_id, draft), project.revision


def _has_segments(draft: object) -> bool:
    """Whether a draft as sent shows anything, or may be wrong in a way that must be told."""
    if isinstance(draft, str):
        try:
            draft = json.loads(draft) if draft.strip() else None
        except (ValueError, RecursionError):
            return True
    if not isinstance(draft, Mapping):
        return draft is not None
    tracks = draft.get(KEYS["tracks"])
    if not isinstance(tracks, list):
        return tracks is not None
    return any(not isinstance(track, Mapping) or track.get(KEYS["clips"]) for track in tracks)


def _require_makeable(
    backend: Backend, project: Project, timeline: Timeline, output: Output, plan: Plan
) -> None:
    """Finds now what would fail later, and what the plan does not allow."""
    preset = require_preset(output.preset) if output.preset is not None else None
    shown = framed(timeline, output, preset)
    media = _media(backend, project)
    whole = make_plan(shown, media)
    make_sound(shown, media, whole.frames * RATE // whole.whole.fps)
    length_s = whole.frames / whole.whole.fps
    if preset is not None:
        require_length(preset, length_s)
    if length_s > plan.longest_s:
        raise InvalidTimeline(
            f"Your plan makes videos of up to {_minutes(plan.longest_s)}; this one has {_minutes(length_s)}. "
            "Make it shorter, or upgrade your plan.",
            field=f"draft.{KEYS['total_ms']}",
        )
    width, height = whole.whole.canvas
    if max(width, height) > plan.largest_side_px:
        raise InvalidOption(
            f"Your plan makes videos of up to {plan.largest_side_px} pixels a side; this one would have "
            f"{width} × {height}. Choose a smaller resolution, or upgrade your plan.",
            field="output.resolution",
        )


def _media(backend: Backend, project: Project) -> dict[str, MediaRecord]:
    with backend.database.reading() as connection:
        return media_of(backend, store_assets.records_of(connection, project.session_id))


def _minutes(seconds: float) -> str:
    if seconds < 120:
        return f"{math.ceil(seconds)} seconds"
    return f"{math.ceil(seconds / 6) / 10:g} minutes"


def _new(
    backend: Backend, caller: Caller, project: Project, render_id: str, fingerprint: str, revision: int
) -> Render:
    return Render(
        uid=new_id("rnd"),
        account_id=caller.account.id,
        id=render_id,
        session_id=project.session_id,
        fingerprint=fingerprint,
        revision=revision,
        status=store.PENDING,
        progress=0.0,
        eta_s=None,
        attempts=0,
        created_at_ms=backend.clock(),
        started_at_ms=None,
        completed_at_ms=None,
        error="",
        error_code=0,
        file="",
        result={},
    )


def _insert_once(backend: Backend, render: Render, order: Order, plan: Plan) -> Render:
    """Adds a render within the plan's limits; the one that is there if somebody was faster."""
    try:
        with backend.database.writing() as connection:
            store_accounts.by_id(connection, render.account_id, lock=True)  # one at a time
            known = store.by_id(connection, render.account_id, render.id)
            if known is not None:
                return _same(known, render.fingerprint)
            _require_room(connection, render, plan)
            # Locked, so that the sweep does not forget it before this ends.
            if store_projects.by_session(connection, render.session_id, lock=True) is None:
                raise NotFound(
                    "This session was deleted meanwhile. Make a new one and send your files again."
                )
            store.insert(connection, render, order)
            # Exporting is using: media live on from here.
            store_projects.change(connection, render.session_id, changed_at=render.created_at_ms)
    except Taken:
        with backend.database.reading() as connection:
            known = store.by_id(connection, render.account_id, render.id)
        if known is None:
            raise
        return _same(known, render.fingerprint)
    # After the row: a job without one would find nothing to do, a row without a job is found again.
    backend.queue.enqueue(render.uid, render.account_id)
    return render


def _require_room(connection: Connection, render: Render, plan: Plan) -> None:
    """The plan's limits of number and rate, under the account's lock."""
    if store.count_waiting(connection, render.account_id) >= plan.renders_waiting:
        raise TooMany(
            f"{plan.renders_waiting} of your renders are waiting or in the making, which is what your plan "
            "allows at one time. Wait until one is done, or cancel one.",
            retry_after_s=_SOON_S,
        )
    now = render.created_at_ms
    # Rows from the future are left out: the clock was set back.
    recent = store.submitted_between(connection, render.account_id, now - _HOUR_MS, now)
    if len(recent) >= plan.renders_per_hour:
        free_ms = recent[-plan.renders_per_hour] + _HOUR_MS - now
        wait_s = max(1, math.ceil(free_ms / 1000))
        raise TooMany(
            f"You have asked for {plan.renders_per_hour} renders within an hour, which is what your plan "
            f"allows. Try again in {_minutes(wait_s)}.",
            retry_after_s=wait_s,
        )
