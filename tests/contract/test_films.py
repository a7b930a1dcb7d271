"""Clips, Live Photos and tables of colours, as api.md decides them."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import av
import pytest
from PIL import Image
from tests.contract.running import SMALL, Account, ok, photo, refused
from tests.films import film, number_in

CUBE = b"LUT_3D_SIZE 2\n" + b"".join(
    b"%.1f %.1f %.1f\n" % (1 - r, g, b) for b in (0, 1) for g in (0, 1) for r in (0, 1)
)


@pytest.fixture
def clip(tmp_path: Path) -> bytes:
    """A film of two seconds with sound, 160 × 96, 25 pictures a second."""
    return film(tmp_path / "clip.mp4").path.read_bytes()


def sent(me: Account, session: str, *files: tuple[str, bytes]) -> list[Any]:
    return list(ok(me.upload(session, *files))["files"])


def draft_of(*clips: dict[str, Any], size: tuple[int, int] = (160, 96)) -> dict[str, Any]:
    told, at = [], 0
    for number, one in enumerate(clips):
        told.append({"id": f"s{number}", "s": at, **one})
        at += one["d"]
    head = {"width": size[0], "height": size[1], "fps": 25}
    return {"t": [{"id": "t1", "tt": 0, "sg": told}], "d": at, "m": head}


@pytest.mark.parametrize("suffix", ["mp4", "mov", "avi", "webm", "mkv"])
def test_a_clip_is_taken_and_described(me: Account, tmp_path: Path, suffix: str) -> None:
    """api.md: "mp4, mov, avi, webm, mkv" → file_type video, role clip, duration (seconds), width, height, fps."""
    coded = {
        "avi": {"codec": "mjpeg", "pix_fmt": "yuvj420p", "sound": "pcm_s16le"},
        "webm": {"codec": "libvpx"},
    }
    content = film(tmp_path / f"x.{suffix}", **coded.get(suffix, {})).path.read_bytes()
    session = me.session()
    (told,) = sent(me, session, (f"Strand.{suffix}", content))
    assert (told["file_type"], told["role"], told["filename"]) == ("video", "clip", f"Strand.{suffix}")
    assert told["id"].startswith("vid_") and told["size"] == len(content)
    assert told["duration"] == pytest.approx(2.0, abs=0.05) and told["fps"] == pytest.approx(25, abs=0.6)
    assert (told["width"], told["height"], told["has_sound"]) == (160, 96, True)
    assert told["live_photo_of"] is None
    state = me.state(session)["state"]
    assert [(one["id"], one["duration"]) for one in state["video_infos"]] == [(told["id"], told["duration"])]
    assert state["draft"]["t"] == [], "an upload adds to the bin only"
    assets = ok(me.call("GET", f"/api/projects/{session}/assets"))
    assert [one["role"] for one in assets] == ["clip"]


def test_the_cleaned_clip_plays_with_ranges(me: Account, clip: bytes) -> None:
    """api.md: "the cleaned file … with ranges and `HEAD`"; the thumbnail is one of its pictures."""
    (told,) = sent(me, me.session(), ("clip.mov", clip))
    whole = me.http.get(told["cdn_url"])
    assert whole.status_code == 200 and whole.headers["Content-Type"] == "video/mp4"
    assert "clip.mp4" in whole.headers["Content-Disposition"]
    assert whole.headers["X-Content-Type-Options"] == "nosniff"
    assert whole.content.index(b"moov") < whole.content.index(b"mdat"), "it plays while it loads"
    part = me.http.get(told["cdn_url"], headers={"Range": "bytes=100-199"})
    assert part.status_code == 206 and part.content == whole.content[100:200]
    assert me.http.head(told["cdn_url"]).headers["Content-Length"] == str(len(whole.content))
    with av.open(io.BytesIO(whole.content)) as container:
        numbers = [number_in(frame.to_ndarray()[: frame.height]) for frame in container.decode(video=0)]
    assert numbers == list(range(50))
    thumbnail = Image.open(io.BytesIO(me.http.get(told["thumbnail_url"]).content))
    assert (thumbnail.format, thumbnail.size) == ("JPEG", (160, 96))


def test_the_default_cut_shows_photos_and_clips_in_the_order_of_upload(me: Account, clip: bytes) -> None:
    """api.md: "the profile's default cut of all of them in upload order"; clips play their own length."""
    session = me.session()
    sent(me, session, ("1.jpg", photo(1)), ("2.mp4", clip), ("3.jpg", photo(3)))
    ok(me.export(session, output=SMALL))
    state = me.state(session)
    video, music = state["state"]["draft"]["t"]
    assert [(one["n"], one["d"]) for one in video["sg"]] == [
        ("1.jpg", 3000),
        ("2.mp4", 2000),
        ("3.jpg", 3000),
    ]
    assert "mo" not in video["sg"][1] and "mo" in video["sg"][0]
    assert music["sg"][0]["duck"] is True, "music steps back under the clip's sound"
    assert music["sg"][0]["d"] == 8000


def test_a_single_clip_becomes_a_video_of_that_clip(me: Account, clip: bytes) -> None:
    session = me.session()
    sent(me, session, ("clip.mp4", clip))
    ok(me.export(session, "single", output=SMALL))
    assert me.finished("single")["output"]["duration"] == pytest.approx(2.0, abs=0.05)


def test_a_draft_with_a_clip_is_kept_and_drawn(me: Account, clip: bytes) -> None:
    """`PUT …/draft` and an export: trimmed, at another speed, backwards; sound of its own."""
    session = me.session()
    still, moving = sent(me, session, ("a.jpg", photo(1, (160, 96))), ("b.mp4", clip))
    draft = draft_of(
        {"d": 400, "src": still["id"], "mo": {"type": "hold"}},
        {"d": 800, "src": moving["id"], "in": 400, "vol": 0.5},
        {"d": 400, "src": moving["id"], "sp": 2, "rev": True},
    )
    kept = ok(me.call("PUT", f"/api/projects/{session}/draft", json=draft, headers={"If-Match": "0"}))
    assert [one["src"] for one in kept["state"]["draft"]["t"][0]["sg"]] == [
        still["id"],
        moving["id"],
        moving["id"],
    ]
    ok(me.export(session, "drawn", output={"format": "mp4", "quality": "high"}))
    told = me.finished("drawn")
    assert told["status"] == "completed", told
    with av.open(io.BytesIO(me.http.get(told["output"]["url"]).content)) as container:
        assert container.streams.audio, "the clip is heard"
        numbers = [number_in(frame.to_ndarray()[: frame.height]) for frame in container.decode(video=0)]
    assert len(numbers) == 40
    assert numbers[10:30] == list(range(10, 30))
    assert numbers[30:] == sorted(numbers[30:], reverse=True)


def test_of_a_live_photo_the_still_is_cut(me: Account, tmp_path: Path) -> None:
    """Live Photos: `live_photo_of` names the still; the default cut shows that."""
    session = me.session()
    moving = film(tmp_path / "x.mov", frames=60).path.read_bytes()
    for file in (("IMG_0042.MOV", moving), ("IMG_0042.JPG", photo(1)), ("other.mov", moving)):
        sent(me, session, file)
    infos = {one["filename"]: one for one in me.state(session)["state"]["video_infos"]}
    assert infos["IMG_0042.MOV"]["live_photo_of"] == infos["IMG_0042.JPG"]["id"]
    assert infos["other.mov"]["live_photo_of"] is None
    ok(me.export(session, output=SMALL))
    (video, *_) = me.state(session)["state"]["draft"]["t"]
    assert [one["n"] for one in video["sg"]] == ["IMG_0042.JPG", "other.mov"]


def test_a_burst_is_photos(me: Account) -> None:
    session = me.session()
    files = sent(me, session, *((f"IMG_{n:04}.JPG", photo(n)) for n in range(5)))
    assert [(one["file_type"], one["role"]) for one in files] == [("image", "photo")] * 5
    ok(me.export(session, output=SMALL))
    assert len(me.state(session)["state"]["draft"]["t"][0]["sg"]) == 5


def test_animated_pictures_are_clips_and_others_are_photos(me: Account) -> None:
    files = []
    for kind in ("GIF", "WEBP"):
        first, second = (Image.open(io.BytesIO(photo(n))) for n in (1, 2))
        for name, more in (("moves", [second]), ("still", [])):
            kept = io.BytesIO()
            first.save(kept, kind, save_all=True, append_images=more, duration=200)
            files.append((f"{name}.{kind.lower()}", kept.getvalue()))
    told = {one["filename"]: one for one in sent(me, me.session(), *files)}
    for name, one in told.items():
        assert one["role"] == ("clip" if name.startswith("moves") else "photo"), name
        assert one["duration"] == (0.4 if name.startswith("moves") else 0.0)


def test_a_table_of_colours_is_taken_and_used_by_a_look(me: Account) -> None:
    """docs/api.md, "Tables of colours"."""
    session = me.session()
    picture, table = sent(
        me, session, ("a.jpg", photo(1)), ("Teal Orange.cube", b'# mine\nTITLE "x"\n' + CUBE)
    )
    assert (table["file_type"], table["role"], table["duration"]) == ("lut", "lut", 0.0)
    assert table["id"].startswith("lut_")
    cleaned = me.http.get(table["cdn_url"])
    assert cleaned.text.startswith("LUT_3D_SIZE 2\n") and "mine" not in cleaned.text
    assert Image.open(io.BytesIO(me.http.get(table["thumbnail_url"]).content)).size == (480, 270)
    look = {"type": "lut", "amount": 100, "src": table["id"]}
    shown = {"d": 400, "src": picture["id"], "mo": {"type": "hold"}}
    drawn = []
    for number, looks in enumerate(({}, {"fx": [look]})):
        ok(me.export(session, f"look{number}", draft=draft_of(shown | looks), output={"quality": "high"}))
        told = me.finished(f"look{number}")
        assert told["status"] == "completed", told
        with av.open(io.BytesIO(me.http.get(told["output"]["url"]).content)) as container:
            drawn.append(next(container.decode(video=0)).to_ndarray(format="rgb24").astype(int))
    plain, changed = (picture[..., 0].mean() for picture in drawn)
    assert changed == pytest.approx(255 - plain, abs=12), "this table turns red round"
    answer = me.call("DELETE", f"/api/projects/{session}/assets/{table['id']}")
    assert answer.status_code == 200, "no draft of the session uses it"


def test_a_table_in_use_is_not_removed_and_shown_nowhere(me: Account) -> None:
    session = me.session()
    picture, table = sent(me, session, ("a.jpg", photo(1)), ("b.cube", CUBE))
    path = f"/api/projects/{session}/draft"
    wrong = draft_of({"d": 400, "src": table["id"], "mo": {"type": "hold"}})
    answer = me.call("PUT", path, json=wrong, headers={"If-Match": "0"})
    assert refused(answer, 422, 422)["field"] == "t[0].sg[0].src"
    look = [{"type": "lut", "amount": 50, "src": picture["id"]}]
    wrong = draft_of({"d": 400, "src": picture["id"], "mo": {"type": "hold"}, "fx": look})
    answer = me.call("PUT", path, json=wrong, headers={"If-Match": "0"})
    assert refused(answer, 422, 422)["field"] == "t[0].sg[0].fx[0].src"
    look[0]["src"] = table["id"]
    ok(me.call("PUT", path, json=wrong, headers={"If-Match": "0"}))
    refused(me.call("DELETE", f"/api/projects/{session}/assets/{table['id']}"), 409, 409)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("holiday.mp4", b"#EXTM3U\n#EXTINF:9,\nhttp://127.0.0.1/a.ts\n"),
        ("holiday.avi", b"ffconcat version 1.0\nfile '/etc/passwd'\n"),
        ("holiday.mov", b"\0\0\0\x14ftypqt  \0\0\0\0qt  \0\0\0\x08moov"),
        ("look.cube", b"LUT_3D_SIZE 2\n0 0 0\n"),
        ("look.cube", b"LUT_3D_SIZE 99\n" + b"0 0 0\n" * 99),
    ],
)
def test_what_is_no_clip_is_4001_and_lists_what_is_taken(me: Account, name: str, content: bytes) -> None:
    """api.md: "by content, not by name; lists the accepted formats"."""
    accepted = refused(me.upload(me.session(), (name, content)), 4001, 415)["accepted"]
    assert {"mp4", "mov", "avi", "webm", "mkv", "gif", "webp", "cube"} <= set(accepted)


def test_a_broken_clip_does_not_keep_the_others_out(me: Account, clip: bytes) -> None:
    told = ok(me.upload(me.session(), ("a.mp4", clip[:600]), ("b.mp4", clip), ("c.jpg", photo(1))))
    assert [one["filename"] for one in told["files"]] == ["b.mp4", "c.jpg"]
    assert [(one["index"], one["code"]) for one in told["refused"]] == [(0, 4001)]


def test_a_clip_is_no_photo_and_no_music(me: Account, clip: bytes) -> None:
    session = me.session()
    (told,) = sent(me, session, ("a.mp4", clip))
    for role in ("photo", "logo", "music"):
        answer = me.call("PUT", f"/api/projects/{session}/assets/{told['id']}/role", json={"role": role})
        assert refused(answer, 422, 422)["field"] == "role"


def test_a_clips_sound_may_be_heard_by_itself(me: Account, clip: bytes, tmp_path: Path) -> None:
    """A track of sound takes clips that have sound, and refuses those that have none."""
    session = me.session()
    silent = film(tmp_path / "silent.mp4", sound=None).path.read_bytes()
    picture, loud, quiet = sent(me, session, ("a.jpg", photo(1)), ("b.mp4", clip), ("c.mp4", silent))
    draft = draft_of({"d": 800, "src": picture["id"], "mo": {"type": "hold"}})
    for source, status in ((loud, 200), (quiet, 422)):
        heard = {"id": "a1", "s": 0, "d": 800, "src": source["id"]}
        told = draft | {"t": [*draft["t"], {"id": "t2", "tt": 1, "sg": [heard]}]}
        answer = me.export(session, f"heard{status}", draft=told, output=SMALL)
        assert answer.status_code == status, answer.text
    assert me.finished("heard200")["status"] == "completed"
