"""Recipes as sources: what is written is read back, and what cannot be made is refused in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photoplay.errors import InvalidTimeline
from photoplay.timeline.codec import from_draft
from photoplay.timeline.generated import (
    LEADS,
    MAX_SEED,
    TEMPOS,
    Card,
    Generated,
    Music,
    generated_by,
    source_of,
)
from photoplay.timeline.model import MOODS

colours = st.from_regex(r"#[0-9a-f]{6}", fullmatch=True)
recipes: st.SearchStrategy[Generated] = st.builds(
    Music,
    st.sampled_from(MOODS),
    st.integers(0, MAX_SEED),
    st.none() | st.sampled_from(LEADS),
    st.none() | st.integers(*TEMPOS),
) | st.builds(Card, colours, st.none() | colours, st.none() | st.text(min_size=1, max_size=20))


@given(recipes)
def test_a_source_names_its_recipe(recipe: Generated) -> None:
    assert generated_by(source_of(recipe)) == recipe


@given(recipes, recipes)
def test_two_recipes_have_two_names(one: Generated, other: Generated) -> None:
    assert (source_of(one) == source_of(other)) == (one == other)


@pytest.mark.parametrize(
    "source", ["img_0123", "a", "beach.jpg", "music", "card", "http://host/music:lofi", ""]
)
def test_other_sources_are_assets(source: str) -> None:
    assert generated_by(source) is None


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("music:polka", "no mood “polka”"),
        ("music:", "no mood"),
        ("music:lofi?seed=-1", "the seed"),
        ("music:lofi?seed=1e3", "the seed"),
        ("music:lofi?seed=1000000000", "the seed"),
        ("music:lofi?seed=٣", "the seed"),
        ("music:lofi?lead=kazoo", "no instrument “kazoo”"),
        ("music:lofi?bpm=600", "the tempo"),
        ("music:lofi?loud=1", "“loud” means nothing"),
        ("music:lofi?" + "&".join(f"a{n}=1" for n in range(9)), "cannot be made"),
        ("card:red", "no colour"),
        ("card:#FFFFFF", "no colour"),
        ("card:#ffffff?to=x", "no colour"),
        ("card:#ffffff?text=x", "“text” means nothing"),
    ],
)
def test_what_cannot_be_made_is_refused(source: str, reason: str) -> None:
    with pytest.raises(InvalidTimeline, match=reason) as told:
        generated_by(source, "t[0].sg[0].src")
    assert told.value.field == "t[0].sg[0].src"


@pytest.mark.parametrize(("kind", "source"), [(0, "music:lofi"), (1, "card:#ffffff")])
def test_music_is_sound_and_a_card_a_picture(kind: int, source: str) -> None:
    with pytest.raises(InvalidTimeline, match="belongs on") as told:
        from_draft({"t": [{"tt": kind, "sg": [{"s": 0, "d": 3000, "src": source}]}]})
    assert told.value.field == "t[0].sg[0].src"
