"""The sweep: what has had its time goes, what anybody still needs stays."""

from __future__ import annotations

import os
import threading
import time
import uuid
from collections.abc import Callable, Collection
from pathlib import Path
from types import SimpleNamespace

import pytest
from tests.service_backend import (
    DAY_MS,
    LOOPBACK,
    Clock,
    NewBackend,
    a_caller,
    a_member,
    an_asset,
    at_once,
)
from tests.upload_desk import Desk
from tests.waiting import HANGS_S

from photoplay.errors import NotAuthorised, NotFound
from photoplay.services import accounts, credits, media_bin, projects, retention, revisions, tokens
from photoplay.services.accounts import Caller
from photoplay.services.backend import Backend
from photoplay.services.retention import Swept
from photoplay.store import assets as store
from photoplay.store import retention as store_retention
from photoplay.store.assets import Asset
from photoplay.store.ledger import Balance
from photoplay.store.sql import Connection

NOTHING = Swept(projects=0, files=0, tokens=0, reservations=0)


def a_file(backend: Backend, key: str, age_hours: float = 2) -> Path:
    """A file of the store that was written some time ago."""
    place = backend.files.new_place()
    place.write_bytes(b"picture")
    path = backend.files.keep(place, key)
    then = time.time() - age_hours * 3600
    os.utime(path, (then, then))
    return path


def with_photo(backend: Backend, caller: Caller, name: str = "a.jpg") -> tuple[str, Asset, Path]:
    """A session with a photo in it that is on disk."""
    session_id = projects.create(backend, caller).session_id
    asset = an_asset(backend, caller, session_id, name)
    return session_id, asset, a_file(backend, asset.file)


def test_a_guests_media_go_seven_days_after_the_token(either: Backend, clock: Clock) -> None:
    caller = a_caller(either)
    session_id, asset, path = with_photo(either, caller)
    expires_at_ms = projects.state(either, caller, session_id).expires_at_ms
    assert expires_at_ms == clock() + 14 * DAY_MS
    clock.now_ms = expires_at_ms
    assert retention.sweep(either) == NOTHING
    assert path.exists()
    clock.now_ms += 1
    assert retention.sweep(either) == Swept(projects=1, files=1, tokens=0, reservations=0)
    assert not path.exists()
    with pytest.raises(NotFound):
        projects.project_of(either, caller, session_id)
    with either.database.reading() as connection:
        assert store.by_id(connection, session_id, asset.id) is None
    assert retention.sweep(either) == NOTHING


def test_a_guest_who_renews_keeps_everything(either: Backend, clock: Clock) -> None:
    client = str(uuid.uuid4())
    first = accounts.anonymous(either, client, LOOPBACK)
    caller = accounts.authenticate(either, first.secret)
    session_id, _, path = with_photo(either, caller)
    for _ in range(5):
        clock.advance(days=13)
        again = accounts.authenticate(either, accounts.anonymous(either, client, LOOPBACK).secret)
        assert retention.sweep(either).projects == 0
    assert path.exists()
    assert projects.project_of(either, again, session_id).session_id == session_id


def test_a_members_media_go_ninety_days_after_the_last_use(either: Backend, clock: Clock) -> None:
    caller = a_member(either)
    used, _, used_path = with_photo(either, caller, "used.jpg")
    unused, _, unused_path = with_photo(either, caller, "unused.jpg")
    clock.advance(days=60)
    projects.rename(either, caller, used, "used")
    clock.advance(days=30)
    assert retention.sweep(either).projects == 0
    clock.advance(seconds=1)
    assert retention.sweep(either).projects == 1
    assert (used_path.exists(), unused_path.exists()) == (True, False)
    assert [p.session_id for p in projects.list_projects(either, caller)] == [used]
    with pytest.raises(NotFound):
        projects.project_of(either, caller, unused)


def test_how_long_media_are_kept_is_a_setting(new_backend: NewBackend, clock: Clock) -> None:
    backend = new_backend(keep_anonymous_days=1, keep_registered_days=2)
    guest, member = a_caller(backend), a_member(backend)
    one, other = with_photo(backend, guest, "a.jpg")[0], with_photo(backend, member, "b.jpg")[0]
    assert projects.state(backend, guest, one).expires_at_ms == clock() + 8 * DAY_MS
    assert projects.state(backend, member, other).expires_at_ms == clock() + 2 * DAY_MS
    clock.advance(days=2, seconds=1)
    assert retention.sweep(backend).projects == 1
    clock.advance(days=6)
    assert retention.sweep(backend).projects == 1


def test_a_deleted_project_goes_with_its_drafts_and_claims(either: Backend) -> None:
    caller = a_caller(either)
    session_id, asset, path = with_photo(either, caller)
    draft = {"t": [{"tt": 0, "sg": [{"s": 0, "d": 1000, "src": asset.id}]}]}
    revisions.put_draft(either, caller, session_id, draft, 0)
    claim = tokens.claim_token(either, caller, session_id)
    projects.delete(either, caller, session_id)
    assert retention.sweep(either) == Swept(projects=1, files=1, tokens=0, reservations=0)
    assert not path.exists()
    with pytest.raises(NotAuthorised):
        tokens.claimed_session(either, claim.secret)
    assert projects.list_projects(either, caller) == []


def test_a_file_stays_until_the_last_project_that_shows_it_is_gone(either: Backend) -> None:
    caller = a_caller(either)
    session_id, asset, path = with_photo(either, caller)
    copy = projects.duplicate(either, caller, session_id)
    projects.delete(either, caller, session_id)
    assert retention.sweep(either).files == 0
    assert path.exists()
    assert media_bin.asset_of(either, copy.session_id, asset.id).file == asset.file
    projects.delete(either, caller, copy.session_id)
    assert retention.sweep(either).files == 1
    assert not path.exists()


def test_a_photo_that_undo_may_bring_back_keeps_its_file(backend: Backend) -> None:
    caller = a_caller(backend)
    session_id, asset, path = with_photo(backend, caller)
    media_bin.remove(backend, caller, session_id, asset.id)
    assert retention.sweep(backend) == NOTHING
    assert path.exists()


def test_files_of_nobody_go_unless_they_are_about_to_be_named(either: Backend) -> None:
    old = [a_file(either, f"assets/ab/{n}.jpg") for n in range(3)] + [a_file(either, "renders/r.mp4")]
    young = [a_file(either, "assets/ab/young.jpg", 0.2), a_file(either, "renders/young.mp4", 0)]
    assert retention.sweep(either).files == 4
    assert not [path for path in old if path.exists()]
    assert all(path.exists() for path in young)


def test_what_a_crash_left_set_aside_comes_back(either: Backend, clock: Clock) -> None:
    account = a_caller(either).account
    credits.reserve(either, account.id, "turn:1", 30)
    clock.advance(seconds=3599)
    assert retention.sweep(either) == NOTHING
    clock.advance(seconds=1)
    assert retention.sweep(either).reservations == 1
    assert credits.balance(either, account) == Balance(100, 0)


def test_tokens_that_ended_long_ago_are_forgotten_and_renewal_goes_on(either: Backend, clock: Clock) -> None:
    client = str(uuid.uuid4())
    first = accounts.anonymous(either, client, LOOPBACK)
    clock.advance(days=127, seconds=1)
    assert retention.sweep(either).tokens == 1
    assert accounts.anonymous(either, client, LOOPBACK).account.id == first.account.id


def test_many_sweeps_at_once_do_what_one_does(new_either: NewBackend, clock: Clock) -> None:
    backends = [new_either() for _ in range(2)]
    caller = a_caller(backends[0])
    made = [with_photo(backends[0], caller, f"{n}.jpg") for n in range(5)]
    kept = projects.create(backends[0], caller).session_id
    credits.reserve(backends[0], caller.account.id, "turn:1", 5)
    for session_id, _, _ in made:
        projects.delete(backends[0], caller, session_id)
    clock.advance(hours=2)
    told = at_once(6, lambda n: retention.sweep(backends[n % 2]))
    assert all(isinstance(one, Swept) for one in told), told
    assert sum(one.reservations for one in told) == 1
    assert not [path for _, _, path in made if path.exists()]
    assert [p.session_id for p in projects.list_projects(backends[0], caller)] == [kept]


def test_a_render_of_a_project_that_goes_is_stopped(backend: Backend) -> None:
    from dataclasses import replace

    from photoplay.store.schema import renders

    caller = a_caller(backend)
    session_id, _, _ = with_photo(backend, caller)
    values = {"account_id": caller.account.id, "session_id": session_id, "fingerprint": "", "revision": 0}
    with backend.database.writing() as connection:
        for uid, status in (("ren_1", "processing"), ("ren_2", "completed")):
            connection.execute(
                renders.insert().values(
                    **values, uid=uid, id=uid, draft="{}", output="{}", status=status, created_at=0
                )
            )
    projects.delete(backend, caller, session_id)
    stopped: list[str] = []
    queue = SimpleNamespace(cancel=stopped.append)
    retention.sweep(replace(backend, queue=queue))  # type: ignore[arg-type]
    assert stopped == ["ren_1"]


def test_a_photo_that_is_sent_again_while_the_sweep_looks_at_its_old_file_stays(
    new_desk_on_either: Callable[..., Desk], photo: Callable[..., bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = new_desk_on_either()
    content = photo(1)
    first = desk.keep(content, "a.jpg")
    projects.delete(desk.backend, desk.caller, desk.id)
    desk.id = projects.create(desk.backend, desk.caller).session_id
    old = time.time() - 7200
    for key in (first.file, first.thumbnail):
        os.utime(desk.backend.files.path(key), (old, old))
    kept: list[Asset] = []
    ask = store_retention.files_in_use

    def ask_late(connection: Connection, keys: Collection[str]) -> set[str]:
        # The sweep has listed the old file; now its content comes again, as fast as it can.
        if not kept:
            sender.start()
            sender.join(0.3)
        return ask(connection, keys)

    sender = threading.Thread(target=lambda: kept.append(desk.keep(content, "b.jpg")))
    monkeypatch.setattr(store_retention, "files_in_use", ask_late)
    retention.sweep(desk.backend)
    sender.join(HANGS_S)
    assert kept and all(desk.backend.files.has(key) for key in (kept[0].file, kept[0].thumbnail))


def test_whoever_comes_back_has_used_what_is_theirs(either: Backend, clock: Clock) -> None:
    issued = tokens.create_token(either, a_member(either).account, "chat", ["read"])
    caller = accounts.authenticate(either, issued.secret)
    session_id, _, path = with_photo(either, caller)
    clock.advance(days=60)
    accounts.authenticate(either, issued.secret)
    clock.advance(days=31)
    assert retention.sweep(either).projects == 0 and path.exists()
    clock.advance(days=60)
    assert retention.sweep(either).projects == 1 and not path.exists()
    with pytest.raises(NotFound):
        projects.project_of(either, caller, session_id)


def test_the_owners_own_projects_never_expire(either: Backend, clock: Clock) -> None:
    owner = a_member(either, plan="owner")
    _, _, path = with_photo(either, owner)
    clock.advance(days=3650)
    assert retention.sweep(either).projects == 0 and path.exists()


def test_a_sweep_that_is_to_stop_leaves_the_rest_to_the_next_one(either: Backend) -> None:
    caller = a_caller(either)
    session_id, _, path = with_photo(either, caller)
    projects.delete(either, caller, session_id)
    assert retention.sweep(either, lambda: True) == NOTHING and path.exists()
    assert retention.sweep(either).projects == 1 and not path.exists()


def test_a_removed_file_leaves_disk_and_quota_once_no_draft_shows_it(either: Backend, clock: Clock) -> None:
    caller = a_caller(either)
    session_id, shown, shown_path = with_photo(either, caller, "shown.jpg")
    unseen = an_asset(either, caller, session_id, "unseen.jpg")
    unseen_path = a_file(either, unseen.file)
    draft = {
        "t": [{"tt": 0, "sg": [{"s": 0, "d": 2000, "src": shown.id}]}],
        "d": 2000,
        "m": {"width": 320, "height": 180, "fps": 30},
    }
    revisions.put_draft(either, caller, session_id, draft, 0)
    revisions.undo(either, caller, session_id)
    for asset in (shown, unseen):
        media_bin.remove(either, caller, session_id, asset.id)
    assert retention.sweep(either).removed == 0  # a render may be asked for at this moment
    clock.advance(hours=1)
    assert retention.sweep(either) == Swept(projects=0, files=1, tokens=0, reservations=0, removed=1)
    assert (shown_path.exists(), unseen_path.exists()) == (True, False)
    with either.database.reading() as connection:
        assert store.bytes_of(connection, caller.account.id) == shown.file_bytes
    assert retention.sweep(either) == NOTHING
