"""The default cut: made once, by the session's profile, of the pictures in the order of upload."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.service_backend import a_caller, an_asset, at_once

from photoplay.errors import NoMedia, NotFound
from photoplay.media.record import Film, MediaRecord, Role, Sound
from photoplay.render.capabilities import require_drawable
from photoplay.services import cuts, media_bin, projects, revisions
from photoplay.services.backend import Backend
from photoplay.services.profiles import PROFILES, profile_of
from photoplay.timeline.find import main_clips, photos, sounds, titles
from photoplay.timeline.generated import Card, Music, generated_by
from photoplay.timeline.model import AudioClip, Canvas, Timeline, VideoClip


def a_record(name: str, role: Role = "photo") -> MediaRecord:
    logo = role == "logo"
    return MediaRecord(
        f"img_{name}", name, Path(name), "image", "png", 4000, 3000, 1, "0" * 64,
        has_alpha=logo, role=role, is_graphic=logo,
    )  # fmt: skip


def cut(profile: str, count: int, logos: int = 0, canvas: Canvas | None = None) -> Timeline:
    records = [a_record(f"{n}.jpg") for n in range(count)]
    # The logo comes first, as people send it; it is shown last all the same.
    records = [a_record(f"logo{n}.png", "logo") for n in range(logos)] + records
    timeline = cuts.default_cut(records, profile_of(profile), canvas or Canvas())
    require_drawable(timeline)
    return timeline


def clips(timeline: Timeline) -> list[VideoClip]:
    """The pictures, the end card among them."""
    return list(main_clips(timeline))


def music(timeline: Timeline) -> AudioClip | None:
    """What lies under all of it."""
    found = sounds(timeline)
    for clip in found:
        assert (clip.start_ms, clip.end_ms, clip.gain) == (0, timeline.duration_ms, 0.35)
    assert len(found) <= 1
    return found[0] if found else None


# -- cuts of profiles -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("profile", [name for name in PROFILES if name != "ai-product-video"])
def test_one_photo_is_five_seconds(profile: str) -> None:
    timeline = cut(profile, 1)
    assert timeline.duration_ms == 5000
    assert len(clips(timeline)) == 1


@pytest.mark.parametrize(
    ("profile", "count", "duration_ms"),
    [
        ("general", 10, 30_000),
        ("general", 2, 6_000),
        ("general", 500, 1_500_000),
        ("meta-ai-image-to-video", 4, 20_000),
        ("online-photo-video-maker", 10, 35_000),
        ("ai-image-to-video-discord", 3, 9_000),
        ("ai-product-video", 1, 30_000),
        ("ai-product-video", 10, 30_000),
    ],
)
def test_many_photos_have_the_length_of_the_profile(profile: str, count: int, duration_ms: int) -> None:
    timeline = cut(profile, count)
    shown = clips(timeline)
    assert timeline.duration_ms == duration_ms
    assert [clip.name for clip in shown] == [f"{n}.jpg" for n in range(count)]
    lengths = [clip.duration_ms for clip in shown]
    if profile == "ai-product-video" and count > 1:
        assert lengths[0] > lengths[1] + 500, "the hero is seen longer"
        assert lengths[-1] > lengths[1] + 300, "and the last one, which nothing follows"
        lengths = lengths[1:-1]
    assert max(lengths) - min(lengths) <= 34
    assert shown[0].transition_in is None
    assert all(clip.transition_in is not None and clip.transition_in.type == "fade" for clip in shown[1:])
    assert all(clip.motion is not None for clip in shown)


@pytest.mark.parametrize("count", [1, 2, 9, 10, 15, 25])
def test_a_product_video_is_30_seconds_with_the_logo_on_an_end_card_for_three(count: int) -> None:
    timeline = cut("ai-product-video", count, logos=1)
    shown = clips(timeline)
    assert timeline.duration_ms == 30_000
    assert [clip.name for clip in shown] == [*(f"{n}.jpg" for n in range(count)), "End card"]
    assert shown[-1].duration_ms == 3000
    assert card(timeline).logo == "img_logo0.png"
    assert len(photos(timeline)) == count and titles(timeline) == (), "no words that nobody gave"
    hero, *details = [clip.duration_ms for clip in shown[:-1]]
    assert max(details, default=0) - min(details, default=0) <= 34
    assert hero > max(details, default=0), "the hero is seen longest"


def test_a_product_video_of_very_many_photos_grows_rather_than_flickers() -> None:
    shown = clips(cut("ai-product-video", 100, logos=1))
    assert min(clip.duration_ms for clip in shown) >= 750
    assert sum(clip.duration_ms for clip in shown) == 83_000
    assert shown[-1].name == "End card"


def card(timeline: Timeline) -> Card:
    made = generated_by(clips(timeline)[-1].source)
    assert isinstance(made, Card)
    return made


def test_of_several_logos_the_last_one_closes() -> None:
    timeline = cut("ai-product-video", 2, logos=2)
    assert [clip.name for clip in clips(timeline)] == ["0.jpg", "1.jpg", "End card"]
    assert card(timeline).logo == "img_logo1.png"


@pytest.mark.parametrize("profile", list(PROFILES))
def test_a_logo_is_no_photo_unless_there_is_nothing_else(profile: str) -> None:
    names = [clip.name for clip in clips(cut(profile, 3, logos=1))]
    assert names[:3] == ["0.jpg", "1.jpg", "2.jpg"]
    assert names[3:] == (["End card"] if profile == "ai-product-video" else [])
    assert [clip.name for clip in clips(cut(profile, 0, logos=1))] == ["logo0.png"]
    with pytest.raises(NoMedia, match="send photos first"):
        cut(profile, 0)


@pytest.mark.parametrize(
    ("profile", "mood"),
    [
        ("general", "lofi"),
        ("online-photo-video-maker", "calm"),
        ("ai-product-video", "corporate"),
        ("ai-image-to-video-bot", None),
        ("meta-ai-image-to-video", None),
        ("ai-image-to-video-discord", None),
    ],
)
def test_music_by_profile(profile: str, mood: str | None) -> None:
    found = music(cut(profile, 3))
    assert (found.mood if found else None) == mood
    if found is not None:
        made = generated_by(found.source)
        assert isinstance(made, Music) and made.mood == mood
        again = music(cut(profile, 3))
        assert again is not None and again.source == found.source, "the same photos, the same piece"


@pytest.mark.parametrize("profile", list(PROFILES))
def test_music_that_was_sent_is_taken_instead(profile: str) -> None:
    sound = Sound(60_000, 44_100, 2, -12.0, 4000, 120.0, (4000, 4500), (4000,))
    song = MediaRecord(
        "snd_1", "song.mp3", Path("x"), "audio", "mp3", 0, 0, 1, "0" * 64, role="music", sound=sound
    )
    timeline = cuts.default_cut([song, a_record("0.jpg"), a_record("1.jpg")], profile_of(profile), Canvas())
    found = music(timeline)
    assert found is not None and (found.source, found.name) == ("snd_1", "song.mp3")
    assert [clip.name for clip in clips(timeline)] == ["0.jpg", "1.jpg"]


# -- films --------------------------------------------------------------------------------------------------------


def a_film(name: str, duration_ms: int, live_photo: str = "", silent: bool = False) -> MediaRecord:
    sound = None if silent else Sound(duration_ms, 48_000, 2, -20.0)
    return MediaRecord(
        f"vid_{name}", name, Path(name), "video", "mp4", 1920, 1080, 1, "0" * 64, role="clip", sound=sound,
        film=Film(duration_ms, duration_ms // 40, 25.0), live_photo=live_photo,
    )  # fmt: skip


def cut_of(profile: str, *records: MediaRecord) -> Timeline:
    timeline = cuts.default_cut(list(records), profile_of(profile), Canvas())
    require_drawable(timeline)
    return timeline


def test_photos_and_films_are_cut_in_the_order_of_upload_for_their_own_lengths() -> None:
    timeline = cut_of("general", a_film("a.mov", 5000), a_record("b.jpg"), a_film("c.mov", 60_000))
    shown = clips(timeline)
    assert [(clip.name, clip.duration_ms) for clip in shown] == [
        ("a.mov", 5000), ("b.jpg", 3000), ("c.mov", 8000),
    ]  # fmt: skip
    assert all(clip.source_in_ms == 0 and clip.sound_gain == 1 for clip in shown), "from their start, heard"
    assert [clip.motion is None for clip in shown] == [True, False, True]
    assert timeline.duration_ms == 16_000


@pytest.mark.parametrize("profile", [name for name in PROFILES if name != "ai-product-video"])
def test_a_film_alone_is_shown_whole(profile: str) -> None:
    timeline = cut_of(profile, a_film("a.mov", 95_000))
    assert timeline.duration_ms == 95_000 and len(clips(timeline)) == 1


@pytest.mark.parametrize(("duration_ms", "total_ms"), [(12_000, 12_000), (95_000, 30_000)])
def test_a_product_film_is_no_longer_than_it_is_and_no_longer_than_30_seconds(
    duration_ms: int, total_ms: int
) -> None:
    assert cut_of("ai-product-video", a_film("a.mov", duration_ms)).duration_ms == total_ms


def test_a_product_video_with_films_is_30_seconds_with_the_logo_at_the_end() -> None:
    records = [a_record("logo.png", "logo"), a_record("1.jpg"), a_film("2.mov", 4000), a_record("3.jpg")]
    timeline = cut_of("ai-product-video", *records)
    shown = clips(timeline)
    assert timeline.duration_ms == 30_000
    assert [clip.name for clip in shown] == ["1.jpg", "2.mov", "3.jpg", "End card"]
    assert shown[1].duration_ms == 4000 and shown[0].duration_ms > shown[2].duration_ms > 4000


@pytest.mark.parametrize(("silent", "duck"), [(False, True), (True, False)])
@pytest.mark.parametrize("sent", [False, True])
def test_music_steps_back_under_films_that_are_heard(silent: bool, duck: bool, sent: bool) -> None:
    sound = Sound(60_000, 44_100, 2, -12.0)
    song = MediaRecord(
        "snd_1", "song.mp3", Path("x"), "audio", "mp3", 0, 0, 1, "0" * 64, role="music", sound=sound
    )
    records = [a_record("a.jpg"), a_film("b.mov", 3000, silent=silent), *([song] if sent else [])]
    found = music(cut_of("general", *records))
    assert found is not None and found.duck is duck


@pytest.mark.parametrize("profile", list(PROFILES))
def test_of_a_live_photo_the_still_is_shown(profile: str) -> None:
    still = replace(a_record("IMG_1.HEIC"), live_photo="A-1")
    records = [a_film("moment.mov", 2800, live_photo="A-1"), still, a_film("c.mov", 2800)]
    assert [clip.name for clip in clips(cut_of(profile, *records))] == ["IMG_1.HEIC", "c.mov"]
    alone = cut_of(profile, a_film("moment.mov", 2800, live_photo="A-1"))
    assert [clip.name for clip in clips(alone)] == ["moment.mov"], "its still was not sent"


def test_a_table_of_colours_is_no_picture() -> None:
    table = MediaRecord("lut_1", "a.cube", Path("x"), "lut", "cube", 0, 0, 1, "0" * 64, role="lut")
    assert [clip.name for clip in clips(cut_of("general", table, a_record("1.jpg")))] == ["1.jpg"]
    with pytest.raises(NoMedia):
        cut_of("general", table)


def test_the_canvas_of_the_draft_is_kept() -> None:
    canvas = Canvas(1080, 1920, 25)
    assert cut("general", 3, canvas=canvas).canvas == canvas


# -- for an export ------------------------------------------------------------------------------------------------


def test_the_cut_is_one_revision_and_one_step_of_undo(either: Backend) -> None:
    caller = a_caller(either)
    session_id = projects.create(either, caller).session_id
    with pytest.raises(NoMedia):
        cuts.draft_for_export(either, caller, session_id)
    assert projects.project_of(either, caller, session_id).revision == 0
    for n in (2, 0, 1):
        an_asset(either, caller, session_id, f"{n}.jpg")
    timeline, revision = cuts.draft_for_export(either, caller, session_id)
    assert revision == 1
    assert [clip.name for clip in clips(timeline)] == ["2.jpg", "0.jpg", "1.jpg"]
    assert cuts.draft_for_export(either, caller, session_id) == (timeline, 1)
    assert projects.state(either, caller, session_id).timeline == timeline
    assert revisions.undo(either, caller, session_id).draft["t"] == []
    again, revision = cuts.draft_for_export(either, caller, session_id)
    assert (again, revision) == (timeline, 3)


def test_a_draft_that_is_there_is_exported_as_it_is(either: Backend) -> None:
    caller = a_caller(either)
    session_id = projects.create(either, caller).session_id
    asset = an_asset(either, caller, session_id, "0.jpg")
    an_asset(either, caller, session_id, "1.jpg")
    draft = {"t": [{"tt": 0, "sg": [{"s": 0, "d": 1500, "src": asset.id}]}]}
    revisions.put_draft(either, caller, session_id, draft, 0)
    timeline, revision = cuts.draft_for_export(either, caller, session_id)
    assert (timeline.duration_ms, revision) == (1500, 1)


def test_a_track_without_segments_counts_as_empty_and_keeps_its_canvas(either: Backend) -> None:
    caller = a_caller(either)
    session_id = projects.create(either, caller).session_id
    an_asset(either, caller, session_id, "0.jpg")
    draft = {"t": [{"tt": 0, "sg": []}], "m": {"width": 1080, "height": 1080}}
    revisions.put_draft(either, caller, session_id, draft, 0)
    timeline, revision = cuts.draft_for_export(either, caller, session_id)
    assert (len(clips(timeline)), revision) == (1, 2)
    assert (timeline.canvas.width, timeline.canvas.height) == (1080, 1080)


def test_many_exports_at_once_make_one_cut(either: Backend) -> None:
    caller = a_caller(either)
    session_id = projects.create(either, caller, source="online-photo-video-maker").session_id
    for n in range(4):
        an_asset(either, caller, session_id, f"{n}.jpg")
    told = at_once(16, lambda _: cuts.draft_for_export(either, caller, session_id))
    assert not [one for one in told if isinstance(one, Exception)]
    assert {revision for _, revision in told} == {1}
    assert len({timeline.duration_ms for timeline, _ in told}) == 1
    assert projects.project_of(either, caller, session_id).undo == (0,)


def test_what_was_taken_out_of_the_bin_and_corrected_logos_stay_out(either: Backend) -> None:
    caller = a_caller(either)
    session_id = projects.create(either, caller).session_id
    made = [an_asset(either, caller, session_id, f"{n}.jpg") for n in range(3)]
    media_bin.remove(either, caller, session_id, made[1].id)
    media_bin.set_role(either, caller, session_id, made[2].id, "logo")
    timeline, _ = cuts.draft_for_export(either, caller, session_id)
    assert [clip.source for clip in clips(timeline)] == [made[0].id]


def test_strangers_get_no_cut(backend: Backend) -> None:
    caller = a_caller(backend)
    session_id = projects.create(backend, caller).session_id
    an_asset(backend, caller, session_id, "0.jpg")
    with pytest.raises(NotFound):
        cuts.draft_for_export(backend, a_caller(backend), session_id)
    assert projects.project_of(backend, caller, session_id).revision == 0
