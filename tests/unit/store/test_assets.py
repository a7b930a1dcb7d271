"""The media bin's rows: records that come back as they went in, and sums over shared files."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from tests.service_backend import a_caller, an_asset

from photoplay.media.record import Film, Focus, MediaRecord, Sound, Tone
from photoplay.services import projects
from photoplay.services.backend import Backend
from photoplay.store import assets as store

fractions = st.floats(0, 1)
times = st.lists(st.integers(0, 10**7), max_size=5).map(lambda found: tuple(sorted(found)))
heard = st.builds(
    Sound,
    duration_ms=st.integers(1, 10**7),
    sample_rate=st.integers(1, 400_000),
    channels=st.integers(1, 32),
    loudness_lufs=st.none() | st.floats(-100, 10),
    best_start_ms=st.integers(0, 10**6),
    bpm=st.none() | st.floats(20, 300),
    beats_ms=times,
    downbeats_ms=times,
)
filmed = st.builds(
    Film,
    duration_ms=st.integers(1, 10**7),
    frames=st.integers(1, 10**6),
    fps=st.floats(0.01, 1000),
)
toned = st.builds(
    Tone,
    black=fractions,
    white=fractions,
    mean=st.tuples(st.floats(0, 100), st.floats(-128, 128), st.floats(-128, 128)),
    light=st.tuples(fractions, fractions, fractions),
    certainty=fractions,
)
records = st.builds(
    MediaRecord,
    id=st.text(max_size=20),
    name=st.text(st.characters(exclude_categories=["Cs"]), max_size=50),
    path=st.just(Path("assets/x.jpg")),
    kind=st.sampled_from(["image", "video", "audio", "lut"]),
    format=st.sampled_from(["jpeg", "png", "mp4", "cube"]),
    width=st.integers(1, 30_000),
    height=st.integers(1, 30_000),
    size_bytes=st.integers(0, 2**40),
    sha256=st.text("0123456789abcdef", min_size=64, max_size=64),
    has_alpha=st.booleans(),
    role=st.sampled_from(["photo", "logo", "clip", "music", "lut"]),
    is_graphic=st.booleans(),
    background=st.none() | st.tuples(*[st.integers(0, 255)] * 3),
    focus=st.builds(Focus, fractions, fractions, fractions),
    taken_at=st.sampled_from(["", "2026:01:01 10:00:00"]),
    sound=st.none() | heard,
    film=st.none() | filmed,
    tone=st.none() | toned,
    live_photo=st.sampled_from(["", "4E6B0E5A-0000-4A5B-9C3D-1234567890AB"]),
)


@given(record=records)
def test_a_record_comes_back_as_it_went_in(record: MediaRecord) -> None:
    text = store.record_to_json(record)
    assert "assets/x.jpg" not in text
    assert store.record_from_json(text, record.path) == record


def test_an_asset_comes_back_as_it_went_in(either: Backend) -> None:
    caller = a_caller(either)
    session_id = projects.create(either, caller).session_id
    sent = an_asset(either, caller, session_id, "Urlaub – 北京 \u202etxt.jpg", role="logo", size_bytes=2**40)
    with either.database.reading() as connection:
        (found,) = store.of_session(connection, session_id)
    assert found == sent
    assert (found.record.id, found.record.name, found.record.role) == (found.id, found.filename, "logo")


def test_a_file_that_several_sessions_share_counts_once(either: Backend) -> None:
    caller, stranger = a_caller(either), a_caller(either)
    one, other = (projects.create(either, caller).session_id for _ in range(2))
    for session_id in (one, other):
        an_asset(either, caller, session_id, "a.jpg", file_bytes=100)
    an_asset(either, caller, one, "b.jpg", file_bytes=11)
    an_asset(either, stranger, projects.create(either, stranger).session_id, "a.jpg", file_bytes=100)
    with either.database.reading() as connection:
        assert store.bytes_of(connection, caller.account.id) == 111
        assert store.bytes_of(connection, "acc_none") == 0


def test_what_was_taken_out_of_the_bin_keeps_its_row_until_it_comes_again(either: Backend) -> None:
    caller = a_caller(either)
    session_id = projects.create(either, caller).session_id
    sent = [an_asset(either, caller, session_id, name) for name in ("a.jpg", "b.jpg")]
    with either.database.writing() as connection:
        store.change(connection, session_id, sent[0].id, deleted_at=5)
    with either.database.writing() as connection:
        assert store.of_session(connection, session_id) == [sent[1]]
        assert store.in_bin(connection, session_id, sent[0].id) is None
        assert set(store.records_of(connection, session_id)) == {sent[0].id, sent[1].id}
        store.insert(connection, replace(sent[0], position=2))
        assert [a.id for a in store.of_session(connection, session_id)] == [sent[1].id, sent[0].id]
        assert store.count_of(connection, session_id) == 2
        assert store.next_position(connection, session_id) == 3


def test_a_place_only_ever_moves_up(either: Backend) -> None:
    caller = a_caller(either)
    session_id = projects.create(either, caller).session_id
    asset = an_asset(either, caller, session_id, "a.jpg", position=5)
    with either.database.writing() as connection:
        for told, position in ((7, 5), (2, 2), (3, 2)):
            store.move_up(connection, session_id, asset.id, told)
            found = store.by_id(connection, session_id, asset.id)
            assert found is not None
            assert found.position == position


def test_a_record_that_another_version_wrote_is_read() -> None:
    kept = (
        '{"id": "img_1", "name": "beach.jpg", "kind": "image", "format": "jpeg", "width": 4000, "height": 3000, '
        '"size_bytes": 1000000, "sha256": "ab", "has_alpha": false, "role": "photo", "is_graphic": false, '
        '"background": [1, 2, 3], "focus": {"x": 0.2, "y": 0.3, "certainty": 0.9}, "taken_at": ""}'
    )
    now = store.record_from_json(kept, Path("a.jpg"))
    assert (now.film, now.tone, now.live_photo) == (None, None, ""), "from before there were films"
    assert (now.width, now.background, now.focus.x, now.path) == (4000, (1, 2, 3), 0.2, Path("a.jpg"))
    told = json.loads(kept)
    told |= {"mood": "calm", "focus": {"x": 0.2, "depth": 3}}
    told |= {"film": {"duration_ms": 9, "shots": []}, "tone": {"black": 0.1}}
    del told["background"], told["taken_at"], told["sha256"]
    other = store.record_from_json(json.dumps(told), Path("a.jpg"))
    assert (other.width, other.background, other.sha256) == (4000, None, "")
    assert (other.focus.x, other.focus.y) == (0.2, 0.5)
    assert other.film == Film(9, 1, 25.0) and other.tone is not None and other.tone.black == 0.1
