"""What holds for every cut of every kind: nothing is dropped, repeated or invented, and the length is exact."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.templates.bins import briefs, film, logo, photo, photos, shots, song

from photoplay.errors import InvalidOption, NoMedia
from photoplay.media.record import MediaRecord
from photoplay.render.capabilities import require_drawable
from photoplay.templates.brief import KINDS, Brief
from photoplay.templates.build import Built, build
from photoplay.timeline.clips import is_end_card
from photoplay.timeline.find import main_clips, overlays, sounds, titles
from photoplay.timeline.find import photos as shown_photos
from photoplay.timeline.generated import Card, Music, generated_by
from photoplay.timeline.model import Canvas, Timeline, VideoClip
from photoplay.times import frame_at, ms_at


def lengths(timeline: Timeline) -> list[int]:
    return [clip.duration_ms for clip in shown_photos(timeline)]


def said_in(timeline: Timeline) -> list[str]:
    return [clip.text for clip in titles(timeline)]


def check_cut(built: Built, records: list[MediaRecord], brief: Brief) -> None:
    """What holds whatever is asked for."""
    timeline = built.timeline
    require_drawable(timeline)
    clips = main_clips(timeline)
    assert [clip.source for clip in shown_photos(timeline)] == [
        one.id for one in records if one.role != "logo"
    ]
    assert clips[0].start_ms == 0 and all(b.start_ms == a.end_ms for a, b in pairwise(clips))
    fps = timeline.canvas.fps
    assert all(ms_at(frame_at(clip.start_ms, fps), fps) == clip.start_ms for clip in clips)
    assert sum(map(is_end_card, clips)) <= 1 and not any(map(is_end_card, clips[:-1]))
    assert all(clip.end_ms <= timeline.duration_ms == clips[-1].end_ms for clip in titles(timeline))
    for clip in sounds(timeline):
        assert (clip.start_ms, clip.end_ms) == (0, timeline.duration_ms)
    given_words = {
        brief.title, brief.subtitle, brief.price, *brief.features, *(text for _, text in brief.captions),
        *built.said,
    }  # fmt: skip
    card_lines = {brief.call_to_action, brief.closing, brief.address, *built.said}
    for text in titles(timeline):
        told = text.text.split("\n") if text.style["role"] == "end-card" else [text.text]
        assert set(told) <= (card_lines if text.style["role"] == "end-card" else given_words)
    assert brief.text is not False or not titles(timeline)
    assert not built.said or brief.text


@given(shots(), briefs())
def test_any_brief_of_any_photos(records: list[MediaRecord], brief: Brief) -> None:
    built = build(brief, records, Canvas())
    check_cut(built, records, brief)
    stills = [clip for clip in shown_photos(built.timeline) if clip.motion is not None]
    assert all(clip.duration_ms >= 800 - 20 for clip in stills), "nothing flickers by but by wish"


@given(shots(most=30), briefs(), st.integers(8, 120))
def test_a_length_asked_for_is_exact(records: list[MediaRecord], brief: Brief, seconds: int) -> None:
    brief = replace(brief, seconds=float(seconds))
    built = build(brief, records, Canvas())
    check_cut(built, records, brief)
    if any(record.film is None for record in records):
        assert built.timeline.duration_ms == 1000 * seconds
    else:
        assert built.timeline.duration_ms <= 1000 * seconds


@given(shots(most=20), briefs(), st.sampled_from([0.5, 1.0, 2.5, 3.0]))
def test_a_length_asked_for_of_each_photo_is_kept(
    records: list[MediaRecord], brief: Brief, per_photo: float
) -> None:
    brief = replace(brief, per_photo=per_photo, beat_sync=None)
    built = build(brief, records, Canvas())
    check_cut(built, records, brief)
    frame_ms = 1000 / built.timeline.canvas.fps
    for clip in shown_photos(built.timeline):
        assert clip.motion is None or abs(clip.duration_ms - 1000 * per_photo) <= frame_ms + 1


@given(shots(most=30), briefs())
def test_one_family_of_transitions_and_at_most_one_accent_in_five(
    records: list[MediaRecord], brief: Brief
) -> None:
    clips = [clip for clip in main_clips(build(brief, records, Canvas()).timeline) if not is_end_card(clip)]
    ways = [clip.transition_in.type if clip.transition_in else "" for clip in clips[1:]]
    counted = Counter(ways).most_common()
    assert len(counted) <= 2, counted
    if len(counted) == 2 and brief.kind != "before-after":
        assert min(counted[0][1], counted[1][1]) <= len(ways) / 5
        rare = counted[1][0]
        places = [index for index, way in enumerate(ways) if way == rare]
        assert all(b - a >= 5 for a, b in pairwise(places))


@given(shots(most=30), briefs())
def test_neighbours_move_differently_and_graphics_hold(records: list[MediaRecord], brief: Brief) -> None:
    timeline = build(brief, records, Canvas()).timeline
    by_id = {record.id: record for record in records}
    moves = [clip.motion.type for clip in shown_photos(timeline) if clip.motion is not None]
    if brief.motion in ("", "custom") and brief.kind != "before-after":
        assert all(a != b or a == "hold" for a, b in pairwise(moves))
    for clip in shown_photos(timeline):
        record = by_id[clip.source]
        assert (clip.motion is None) == (record.film is not None)
        if record.is_graphic:
            assert clip.motion is not None and clip.motion.type == "hold" and clip.crop is None


@pytest.mark.parametrize("kind", KINDS)
def test_equal_briefs_make_equal_cuts_and_another_seed_changes_no_facts(kind: str) -> None:
    records = [*photos(12), logo()]
    brief = Brief(
        kind=kind, title="Anna", features=("Light", "Strong"), price="$5", call_to_action="Shop now"
    )  # type: ignore[arg-type]
    first = build(brief, records, Canvas()).timeline
    assert build(brief, records, Canvas()).timeline == first
    others = [build(replace(brief, seed=seed), records, Canvas()).timeline for seed in range(1, 9)]
    assert any(other != first for other in others)
    for other in others:
        assert sorted(said_in(other)) == sorted(said_in(first))
        assert [clip.source for clip in shown_photos(other)] == [record.id for record in records[:-1]]


# -- pace -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ("reel", "trailer", "travel")])
def test_a_single_photo_is_seen_for_five_or_six_seconds(kind: str) -> None:
    assert build(Brief(kind=kind), photos(1), Canvas()).timeline.duration_ms in range(3500, 6001)  # type: ignore[arg-type]


def test_the_last_shot_stays_half_a_second_longer_where_no_card_follows() -> None:
    shown = lengths(build(Brief(), photos(8), Canvas()).timeline)
    assert sum(shown) == 24_000 and max(shown[:-1]) - min(shown[:-1]) <= 34
    assert shown[-1] - shown[0] == pytest.approx(500, abs=70)


def test_a_trailer_becomes_faster() -> None:
    shown = lengths(build(Brief(kind="trailer", beat_sync=False), photos(12), Canvas()).timeline)
    assert all(a >= b - 34 for a, b in pairwise(shown[1:-1])) and shown[1] > 1.8 * shown[-2]


def test_a_product_has_its_hero_first() -> None:
    shown = lengths(build(Brief(kind="product"), [*photos(5), logo()], Canvas()).timeline)
    assert shown[0] > max(shown[1:]) + 500 and 2000 <= min(shown[1:]) <= max(shown[1:]) <= 3000


@pytest.mark.parametrize(("pace", "wanted"), [("slow", 4200), ("", 3000), ("fast", 2000)])
def test_slow_and_fast(pace: str, wanted: int) -> None:
    shown = lengths(build(Brief(pace=pace), photos(10), Canvas()).timeline)  # type: ignore[arg-type]
    assert shown[4] == pytest.approx(wanted, abs=120)


def test_too_many_photos_for_a_length_are_shown_all_the_same_and_it_is_said() -> None:
    built = build(Brief(seconds=10), photos(30), Canvas())
    assert built.timeline.duration_ms == 10_000 and len(lengths(built.timeline)) == 30
    assert "0.3 s" in built.notes[0]
    with pytest.raises(InvalidOption, match="too short for 60 photos"):
        build(Brief(seconds=2), photos(60), Canvas())


def test_words_are_given_the_time_to_be_read() -> None:
    long = "Fold the egg whites in slowly until no streaks are left at all"
    built = build(Brief(kind="recipe", captions=((2, long),)), photos(4), Canvas())
    shown = lengths(built.timeline)
    (words,) = titles(built.timeline)
    assert shown[1] > shown[0] + 1000 and words.duration_ms >= 0.9 * (1000 + 300 * len(long.split()))
    assert built.notes == ()


# -- films ------------------------------------------------------------------------------------------


def test_films_play_their_own_length_among_photos() -> None:
    records = [photo(1), film(2, 4000), photo(3), film(4, 60_000)]
    built = build(Brief(), records, Canvas())
    shown = lengths(built.timeline)
    assert shown[1] == 4000 and shown[3] == pytest.approx(8000, abs=34)
    assert any("4.mp4" in one for one in built.notes)
    assert sounds(built.timeline)[0].duck


def test_films_alone_keep_their_own_sound() -> None:
    built = build(Brief(), [film(1), film(2)], Canvas())
    assert not sounds(built.timeline) and built.timeline.duration_ms == 10_000
    assert built.notes == ("The clips' own sound is heard, and no music.",)
    assert sounds(build(Brief(music="calm"), [film(1), film(2)], Canvas()).timeline)
    assert sounds(build(Brief(), [film(1, silent=True)], Canvas()).timeline)


# -- music ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "moods"),
    [
        ("birthday", {"happy", "festive"}),
        ("wedding", {"romantic"}),
        ("product", {"corporate", "upbeat"}),
        ("travel", {"upbeat", "cinematic", "happy"}),
        ("trailer", {"epic", "dramatic", "cinematic"}),
    ],
)
def test_the_mood_that_nobody_has_to_ask_for(kind: str, moods: set[str]) -> None:
    for seed in range(6):
        (music,) = sounds(build(Brief(kind=kind, seed=seed), photos(5), Canvas()).timeline)  # type: ignore[arg-type]
        assert music.mood in moods and music.gain == 0.35


@pytest.mark.parametrize("kind", ["single", "character"])
def test_clips_for_chats_are_silent(kind: str) -> None:
    assert sounds(build(Brief(kind=kind), photos(2), Canvas()).timeline) == ()  # type: ignore[arg-type]
    assert sounds(build(Brief(kind=kind, music="jazz"), photos(2), Canvas()).timeline)[0].mood == "jazz"  # type: ignore[arg-type]


def test_music_as_it_is_asked_for() -> None:
    (music,) = sounds(build(Brief(music="epic", lead="strings"), photos(3), Canvas()).timeline)
    made = generated_by(music.source)
    assert isinstance(made, Music) and (made.mood, made.lead) == ("epic", "strings")
    assert sounds(build(Brief(music="none"), photos(3), Canvas()).timeline) == ()
    with pytest.raises(InvalidOption, match="There is no music"):
        build(Brief(music="xyzzy"), photos(3), Canvas())


def test_a_song_that_was_sent_is_taken_unless_a_mood_is_asked_for() -> None:
    records = [*photos(6), song()]
    assert sounds(build(Brief(), records, Canvas()).timeline)[0].source == "snd_1"
    assert sounds(build(Brief(music="snd_1"), records, Canvas()).timeline)[0].source == "snd_1"
    assert sounds(build(Brief(music="calm"), records, Canvas()).timeline)[0].mood == "calm"


def test_reels_are_cut_on_the_beats_of_a_song() -> None:
    built = build(Brief(kind="reel"), [*photos(10), song(bpm=120)], Canvas())
    starts = [clip.start_ms for clip in shown_photos(built.timeline)]
    assert all(min(start % 500, 500 - start % 500) <= 17 for start in starts)
    assert any("120 beats" in one for one in built.notes)
    assert min(lengths(built.timeline)) >= 800


def test_beats_that_are_not_wanted_are_not_heard_for() -> None:
    built = build(Brief(kind="reel", beat_sync=False), photos(10), Canvas())
    assert not any("beat" in one for one in built.notes)
    built = build(Brief(beat_sync=True), photos(10), Canvas())
    assert any("beat" in one for one in built.notes)


# -- words and end ----------------------------------------------------------------------------------


def test_no_words_are_invented() -> None:
    for kind in KINDS:
        assert said_in(build(Brief(kind=kind), photos(4), Canvas()).timeline) == []  # type: ignore[arg-type]


@pytest.mark.parametrize("language", ["en", "zh", "zh-TW", "de"])
@pytest.mark.parametrize("kind", KINDS)
def test_own_words_only_where_words_are_wanted_and_they_are_told(kind: str, language: str) -> None:
    built = build(Brief(kind=kind, text=True, language=language), photos(4), Canvas())  # type: ignore[arg-type]
    assert built.said and set(said_in(built.timeline)) == set(built.said)
    is_chinese = language.startswith("zh")
    assert all(any("一" <= letter <= "鿿" for letter in words) == is_chinese for words in built.said)
    given_ones = build(Brief(kind=kind, text=True, title="Ours"), photos(4), Canvas())  # type: ignore[arg-type]
    assert given_ones.said == () and said_in(given_ones.timeline) == ["Ours"]


def test_features_stand_on_details_and_the_call_on_the_card() -> None:
    brief = Brief(
        kind="product", title="Lamp", features=("Warm light", "Solid oak"), price="$49.99",
        call_to_action="Shop now", address="lamp.example",
    )  # fmt: skip
    timeline = build(brief, [*photos(4), logo()], Canvas()).timeline
    clips = main_clips(timeline)
    by_text = {clip.text: clip for clip in titles(timeline)}
    assert by_text["Warm light"].reference == clips[1].id and by_text["Solid oak"].reference == clips[2].id
    assert by_text["Shop now\nlamp.example"].reference == clips[-1].id
    assert by_text["$49.99"].style["role"] == "badge"
    assert by_text["$49.99"].end_ms <= clips[-1].start_ms
    card = generated_by(clips[-1].source)
    assert isinstance(card, Card) and card.logo == "logo_1"
    assert 2500 <= clips[-1].duration_ms <= 5000


@given(st.integers(1, 6), st.integers(1, 9))
def test_every_feature_is_shown_once(count: int, features: int) -> None:
    told = tuple(f"Feature {number}" for number in range(features))
    timeline = build(Brief(kind="product", features=told), photos(count), Canvas()).timeline
    assert sorted(said_in(timeline)) == sorted(told)
    shown = list(titles(timeline))
    assert all(a.end_ms <= b.start_ms for a, b in pairwise(sorted(shown, key=lambda clip: clip.start_ms)))


def test_title_and_captions_do_not_stand_on_each_other() -> None:
    brief = Brief(kind="reel", title="Weekend in the hills", captions=((1, "Up early"), (2, "No signal")))
    timeline = build(brief, photos(6), Canvas()).timeline
    shown = sorted(titles(timeline), key=lambda clip: clip.start_ms)
    assert [clip.text for clip in shown] == ["Weekend in the hills", "Up early", "No signal"]
    assert all(a.end_ms <= b.start_ms for a, b in pairwise(shown))


def test_a_caption_for_a_photo_that_there_is_not_is_told() -> None:
    built = build(Brief(captions=((9, "Late"),), language="zh"), photos(2), Canvas())
    assert said_in(built.timeline) == [] and "第 9 张" in built.notes[0]


def test_words_that_thank_stand_on_no_button() -> None:
    built = build(Brief(kind="product", closing="See you there"), [*photos(2), logo()], Canvas())
    (words,) = titles(built.timeline)
    assert words.style["box"] is False


# -- logos ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("place", ["", "end", "top-right", "bottom-left", "none"])
def test_a_logo_is_in_a_corner_or_at_the_end_and_never_both(kind: str, place: str) -> None:
    built = build(Brief(kind=kind, logo=place, closing="Bye"), [*photos(4), logo()], Canvas())  # type: ignore[arg-type]
    corner = [clip for clip in overlays(built.timeline) if clip.source == "logo_1"]
    card = generated_by(main_clips(built.timeline)[-1].source)
    assert isinstance(card, Card)
    assert len(corner) + (card.logo is not None) <= 1
    assert bool(corner) == (place in ("top-right", "bottom-left"))
    assert all(clip.box is not None and clip.box.w <= 0.12 + 1e-6 for clip in corner)
    is_waiting = any("logo1.png" in one for one in built.notes)
    assert is_waiting == (place == "" and not corner and card.logo is None)


def test_a_badge_makes_room_for_a_logo() -> None:
    timeline = build(
        Brief(kind="product", price="$5", logo="top-right"), [*photos(3), logo()], Canvas()
    ).timeline
    (badge,) = titles(timeline)
    assert badge.style["pos"] == "top-left"


def test_logos_are_shown_where_there_is_nothing_else_or_they_are_named() -> None:
    assert [c.source for c in shown_photos(build(Brief(), [logo()], Canvas()).timeline)] == ["logo_1"]
    named = build(Brief(photos=("logo_1", "img_2")), [*photos(3), logo()], Canvas()).timeline
    assert [clip.source for clip in shown_photos(named)] == ["logo_1", "img_2"]
    with pytest.raises(NoMedia, match="send photos first"):
        build(Brief(), [song()], Canvas())
    with pytest.raises(InvalidOption, match="img_9"):
        build(Brief(photos=("img_9",)), photos(2), Canvas())


# -- shape ------------------------------------------------------------------------------------------


def test_the_canvas() -> None:
    own = Canvas(1280, 720, 25)
    assert build(Brief(), photos(2), own).timeline.canvas == own
    assert build(Brief(aspect="16:9", fps=60), photos(2), own).timeline.canvas == Canvas(1280, 720, 60)
    assert build(Brief(aspect="9:16"), photos(2), own).timeline.canvas == Canvas(1080, 1920, 25)
    reel = build(Brief(kind="reel"), photos(2), Canvas())
    assert reel.timeline.canvas == Canvas(1080, 1920) and "9:16" in reel.notes[0]
    assert build(Brief(kind="reel", aspect="1:1"), photos(2), Canvas()).timeline.canvas == Canvas(1080, 1080)
    with pytest.raises(InvalidOption, match="aspect"):
        build(Brief(aspect="2:1"), photos(2), own)
    with pytest.raises(InvalidOption, match="frames a second"):
        build(Brief(fps=17), photos(2), own)


@pytest.mark.parametrize(
    ("sizes", "shape"),
    [
        ([(1280, 1920)], (1080, 1920)),  # one upright picture
        ([(3000, 4000), (3000, 4000)], (1080, 1350)),
        ([(1600, 1600)], (1080, 1080)),
        ([(1000, 1000), (1080, 1920), (1000, 1000)], (1080, 1080)),
        ([(1080, 2400), (1080, 1920)], (1080, 1920)),
        ([(3000, 4000), (4000, 3000)], (1920, 1080)),  # one is wide
        ([(4000, 3000)], (1920, 1080)),
    ],
)
def test_a_first_cut_has_the_shape_of_pictures_that_are_all_upright_or_square(
    sizes: list[tuple[int, int]], shape: tuple[int, int]
) -> None:
    shown = [photo(number, size) for number, size in enumerate(sizes)]
    built = build(Brief(), shown, Canvas())
    assert (built.timeline.canvas.width, built.timeline.canvas.height) == shape
    assert any("16:9" in note for note in built.notes) == (shape != (1920, 1080))
    # What is said wins, and so does a shape that the person has seen.
    for timeline in (
        build(Brief(aspect="16:9"), shown, Canvas()).timeline,
        build(Brief(), shown, Canvas(), is_settled=True).timeline,
    ):
        assert timeline.canvas == Canvas()


def test_products_on_white_stand_on_more_of_it() -> None:
    shown = [replace(photo(number, (900, 900)), background=(255, 255, 255)) for number in range(3)]
    assert build(Brief(kind="product"), shown, Canvas()).timeline.canvas == Canvas()
    assert build(Brief(kind="single"), shown[:1], Canvas()).timeline.canvas == Canvas(1080, 1080)


def test_before_and_after_hold_and_are_framed_alike() -> None:
    records = [photo(1, (4000, 2250)), photo(2, (3000, 4000)), photo(3)]
    built = build(Brief(kind="before-after"), records, Canvas())
    clips: list[VideoClip] = list(main_clips(built.timeline))
    assert clips[1].transition_in is not None and clips[1].transition_in.type == "wiperight"
    assert clips[0].fit == clips[1].fit and clips[0].motion == clips[1].motion
    assert len(overlays(built.timeline)) == 1, "the line"
    assert any("Photo 3" in one for one in built.notes)
