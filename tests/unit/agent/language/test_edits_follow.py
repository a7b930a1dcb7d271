"""What is said after a turn and goes on about it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.unit.agent.language.saying import BIN, number
from tests.unit.agent.project import scene_of

from photoplay.agent.language.meaning import Intent, Ref, Selection, Understood
from photoplay.agent.language.understand import understand
from photoplay.agent.scene import Memory

_IT = Selection((Ref("it"),))
_LONGER = Intent("set_photo_seconds", {"factor": 1.5}, number(2))
_SEPIA = Intent("set_look", {"look": "sepia"}, None)
_ZOOM = Intent("set_motion", {"motion": "zoom-in"}, number(3))
_WIPES = Intent("set_transition", {"kind": "wipeleft"}, None)
_BRIGHTER = Intent("adjust", {"property": "brightness", "by": 20.0}, None)


def _after(last: Intent, text: str, photo: int = 2) -> Understood:
    """What a message means after a turn that was about one photo."""
    scene = scene_of(BIN)
    main = scene.timeline.main_track
    assert main is not None
    memory = Memory(intents=(last,), photos=(main.clips[photo - 1].id,))
    return understand(text, replace(scene, memory=memory))


@pytest.mark.parametrize(
    "text", ["a bit longer still", "even longer", "too short", "再长一点", "还是太短", "再久一点"]
)
def test_more_of_the_same_is_about_the_same_photo(text: str) -> None:
    (wish,) = _after(_LONGER, text).intents
    assert wish.act == "set_photo_seconds"
    assert wish.photos == _IT
    assert wish.slots["factor"] > 1


@pytest.mark.parametrize("text", ["make the whole video longer", "整个视频长一点", "everything a bit longer"])
def test_the_whole_is_the_whole(text: str) -> None:
    assert all(wish.photos != _IT for wish in _after(_LONGER, text).intents)


@pytest.mark.parametrize(
    ("text", "strength"), [("slower", "gentle"), ("慢一点", "gentle"), ("a bit faster", "strong")]
)
def test_a_speed_after_a_move_is_the_moves(text: str, strength: str) -> None:
    (wish,) = _after(_ZOOM, text).intents
    assert (wish.act, wish.slots["strength"]) == ("set_motion", strength)


@pytest.mark.parametrize("text", ["make them slower", "slower", "慢一点"])
def test_a_speed_after_transitions_is_theirs(text: str) -> None:
    (wish,) = _after(_WIPES, text).intents
    assert wish.act == "set_transition_seconds"
    assert wish.slots["factor"] > 1


@pytest.mark.parametrize(
    "text", ["except the last", "not the last one though", "but not the last one", "除了最后一张"]
)
def test_one_left_out_afterwards(text: str) -> None:
    correction = _after(_SEPIA, text).correction
    assert correction is not None
    assert correction.photos == Selection((Ref("all"),), (Ref("number", -1),))


@pytest.mark.parametrize("text", ["only between 2 and 3", "只要2和3之间"])
def test_one_place_only(text: str) -> None:
    correction = _after(_WIPES, text).correction
    assert correction is not None
    assert correction.photos == number(3)


@pytest.mark.parametrize("text", ["too much", "a bit less", "way too much"])
def test_too_much_takes_half_back(text: str) -> None:
    (wish,) = _after(_BRIGHTER, text).intents
    assert dict(wish.slots) == {"property": "brightness", "by": -10.0}


@pytest.mark.parametrize(
    ("text", "photo"),
    [("the next one 2 seconds", 3), ("the one before it 2 seconds", 1), ("下一张2秒", 3), ("它前面那张2秒", 1),
     ("the previous photo 2s", 1), ("上一张2秒", 1)],
)  # fmt: skip
def test_neighbours_are_counted_from_the_one_spoken_of(text: str, photo: int) -> None:
    (wish,) = _after(_LONGER, text).intents
    assert wish.photos == number(photo)


@pytest.mark.parametrize(
    "text", ["film look on all of them, not on the last though", "全部加胶片滤镜，但最后一张除外"]
)
def test_left_out_in_the_same_message(text: str) -> None:
    (wish,) = understand(text, scene_of(BIN)).intents
    assert wish.act == "set_look"
    assert wish.photos is not None
    assert wish.photos.exclude == (Ref("number", -1),)
