"""What is remembered survives JSON, stays small, and speaks of what is there."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.agent.project import scene_of, with_title

from photoplay.agent.desk import Desk
from photoplay.agent.language.meaning import Intent, Ref, RefKind, Selection, TextKind, TextRef
from photoplay.agent.memory import MOST_IDS, MOST_INTENTS, from_json, settled, to_json
from photoplay.agent.scene import Memory, Question
from photoplay.timeline.clips import photo
from photoplay.timeline.edits import append, remove

values = st.none() | st.booleans() | st.integers(-99, 99) | st.text(max_size=20)
pairs = st.tuples(st.integers(), st.integers())
#: Of each kind of reference the values that there are.
KINDS = {
    "number": st.integers(-99, 99), "range": pairs, "every": pairs, "half": st.sampled_from(["first", "second"]),
    "file": st.text(max_size=20), "words": st.text(max_size=20), "role": st.text(max_size=20),
    "at": st.integers(0, 99_000),
    "beside": st.tuples(st.just("number"), st.integers(1, 9), st.integers(0, 9), st.integers(0, 1)),
}  # fmt: skip
ref_kinds: tuple[RefKind, ...] = get_args(RefKind)
refs = st.sampled_from(ref_kinds).flatmap(lambda kind: st.builds(Ref, st.just(kind), KINDS.get(kind, values)))
selections = st.builds(
    Selection, st.lists(refs, max_size=3).map(tuple), st.lists(refs, max_size=2).map(tuple)
)
text_kinds: tuple[TextKind, ...] = get_args(TextKind)
texts = st.sampled_from(text_kinds).flatmap(
    lambda kind: st.builds(TextRef, st.just(kind), KINDS.get(kind, values), st.none() | selections)
)
slots = st.dictionaries(st.text(max_size=8), values | selections | st.lists(values, max_size=3), max_size=4)
intents = st.builds(
    Intent, st.text(min_size=1, max_size=12), slots, st.none() | selections, st.none() | texts, st.text(max_size=30),
    st.sampled_from([0.0, 0.5, 1.0]),
)  # fmt: skip
memories = st.builds(
    Memory,
    intents=st.lists(intents, max_size=3).map(tuple),
    photos=st.lists(st.text(max_size=5), max_size=3).map(tuple),
    texts=st.lists(st.text(max_size=5), max_size=3).map(tuple),
    question=st.none() | st.builds(Question, st.text(max_size=9), st.lists(intents, max_size=2).map(tuple)),
    language=st.sampled_from(["", "en", "zh-TW"]),
    brief=st.dictionaries(st.text(max_size=8), values, max_size=3),
    steps=st.integers(1, 9),
)


@given(memories)
def test_memory_survives_json(memory: Memory) -> None:
    assert from_json(to_json(memory)) == memory


@given(st.recursive(values, lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=9), inner)))
def test_anything_can_be_read(data: object) -> None:
    assert isinstance(from_json(json.dumps(data)), Memory)
    assert isinstance(from_json(json.dumps({"intents": data, "question": data, "photos": data})), Memory)


@pytest.mark.parametrize("text", ["", "nonsense", "[1", "null", '{"intents": [{"act": 3}]}'])
def test_what_is_no_memory_is_an_empty_one(text: str) -> None:
    assert from_json(text) == Memory()


def test_memory_is_bounded() -> None:
    many = Memory(
        intents=(Intent("add_text", {"text": "x" * 100_000}, words="y" * 100_000),) * 500,
        photos=tuple(f"c{number}" for number in range(5_000)),
        offers=((Intent("undo"),),) * 100,
    )
    written = to_json(many)
    assert len(written) < 200_000
    read = from_json(written)
    assert (len(read.intents), len(read.photos)) == (MOST_INTENTS, MOST_IDS)


LAST = (Intent("set_look", {"look": "bw"}),)


def desk_of(memory: Memory) -> Desk:
    return Desk(scene_of(memory=memory))


def test_a_turn_that_changed_nothing_leaves_the_last_wishes() -> None:
    before = Memory(intents=LAST, steps=3, brief={"kind": "trailer"})
    planned = Memory(intents=(Intent("undo"),), photos=("c2",), question=Question("ask_where"))
    kept = settled(planned, desk_of(before))
    assert (kept.intents, kept.steps, kept.brief) == (LAST, 3, {"kind": "trailer"})
    assert (kept.photos, kept.question) == (("c2",), Question("ask_where"))


def test_a_wish_for_what_was_so_already_can_be_corrected() -> None:
    before = Memory(intents=LAST, steps=3)
    wish = (Intent("set_motion", {"motion": "zoom-in"}),)
    kept = settled(Memory(intents=wish), desk_of(before))
    assert (kept.intents, kept.steps, kept.since) == (wish, 0, 0)


def test_a_turn_that_changed_something_is_remembered() -> None:
    desk = desk_of(Memory())
    desk.timeline = remove(desk.timeline, "c2")
    kept = settled(Memory(intents=LAST, photos=("c2",)), desk, [[Intent("undo")]])
    assert (kept.intents, kept.photos, kept.offers) == (LAST, ("c2",), ((Intent("undo"),),))


def test_what_a_real_model_changed_cannot_be_corrected() -> None:
    desk = desk_of(Memory(intents=LAST, steps=2))
    desk.timeline = remove(desk.timeline, "c2")
    kept = settled(replace(desk.scene.memory, photos=("c1",)), desk)
    assert (kept.intents, kept.steps, kept.photos) == ((), 1, ("c1",))


def test_new_photos_and_words_are_remembered_by_their_ids() -> None:
    desk = desk_of(Memory())
    desk.timeline = with_title(append(desk.timeline, photo("as_new", "new.jpg")), "Hi", "c1")
    desk.texts = ("c7",)
    kept = settled(Memory(intents=LAST, photos=("as_new", "nowhere"), texts=("Hi",)), desk)
    assert (kept.photos, kept.texts) == (("c6",), ("c7",))


def test_after_undo_there_is_nothing_to_correct() -> None:
    desk = desk_of(Memory(intents=LAST, steps=2))
    desk.step = -1
    kept = settled(Memory(intents=LAST, steps=2), desk)
    assert (kept.intents, kept.steps) == ((), 1)


def test_words_that_are_gone_are_forgotten() -> None:
    desk = desk_of(Memory(texts=("c9",)))
    assert settled(replace(desk.scene.memory), desk).texts == ()


@pytest.mark.parametrize(
    ("kind", "value"),
    [("number", None), ("number", "abc"), ("number", True), ("range", (1,)), ("half", 2), ("at", "later")],
)
def test_a_reference_of_a_wrong_value_is_forgotten(kind: RefKind, value: object) -> None:
    selection = Selection((Ref(kind, value), Ref("all")))
    found = from_json(to_json(Memory(intents=(Intent("rotate", photos=selection),))))
    assert found.intents[0].photos == Selection((Ref("all"),))


def test_a_memory_of_another_version_is_forgotten() -> None:
    data = json.loads(to_json(Memory(language="zh", steps=4)))
    assert from_json(json.dumps(data)).steps == 4
    assert from_json(json.dumps(data | {"v": 99})) == Memory()
    del data["v"]
    assert from_json(json.dumps(data)) == Memory()
