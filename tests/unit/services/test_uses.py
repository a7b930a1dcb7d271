"""What a timeline uses: every file once at its place, and what is made from recipes."""

from __future__ import annotations

from photoplay.services.uses import generated_media, uses
from photoplay.timeline import edits
from photoplay.timeline.clips import photo
from photoplay.timeline.endcard import add_end_card
from photoplay.timeline.generated import Card, Music, source_of
from photoplay.timeline.layers import add_audio, add_title
from photoplay.timeline.model import Look, Timeline, Track, TrackKind, Transition, VideoClip


def full() -> Timeline:
    timeline = edits.append(Timeline(), [photo("img_1", "a.jpg"), photo("img_2", "b.jpg")])
    timeline = add_end_card(timeline, Card("#101418", logo="img_logo"), "Ende", duration_ms=1000)
    timeline = add_audio(timeline, source_of(Music("lofi", 7)), name="Lo-fi", mood="lofi")
    timeline = add_audio(timeline, "snd_1", name="song.mp3", duration_ms=500)
    return add_title(timeline, "Title")


def test_every_file_is_told_with_its_place() -> None:
    found = [(use.asset, use.kind, use.field) for use in uses(full())]
    assert found == [
        ("img_1", "picture", "t[0].sg[0].src"),
        ("img_2", "picture", "t[0].sg[1].src"),
        ("img_logo", "logo", "t[0].sg[2].src"),
        ("snd_1", "sound", "t[2].sg[0].src"),
    ]


def test_what_looks_and_transitions_need_is_told_too() -> None:
    clip = VideoClip(
        id="c1", source="vid_1", looks=(Look("warm"), Look("lut", source="lut_1")),
        transition_in=Transition("luma", 500, "img_7"), transition_out=Transition("fade", 500),
    )  # fmt: skip
    found = [
        (use.asset, use.kind, use.field) for use in uses(Timeline((Track("v", TrackKind.VIDEO, (clip,)),)))
    ]
    assert found == [
        ("vid_1", "picture", "t[0].sg[0].src"),
        ("lut_1", "lut", "t[0].sg[0].fx[1].src"),
        ("img_7", "matte", "t[0].sg[0].tr.src"),
    ]


def test_what_is_made_is_told_with_its_recipe() -> None:
    card, music = generated_media(full())
    assert (card.kind, card.id, card.duration_ms) == ("card", "card:#101418?logo=img_logo", 1000)
    assert card.recipe == {"ground": "#101418", "logo": "img_logo"} and card.name == "End card"
    assert (music.kind, music.id, music.duration_ms) == ("music", "music:lofi?seed=7", 6000)
    assert music.recipe == {"mood": "lofi", "seed": 7} and music.name.endswith(")")


def test_the_same_piece_twice_is_told_once() -> None:
    timeline = add_audio(full(), source_of(Music("lofi", 7)), duration_ms=700)
    assert [made.kind for made in generated_media(timeline)] == ["card", "music"]
    assert generated_media(Timeline()) == () and list(uses(Timeline())) == []
