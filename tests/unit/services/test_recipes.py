"""What a timeline may ask for is what the composer can play: two rooms that do not know each other agree."""

from __future__ import annotations

from dataclasses import fields

from photoplay.music import catalogue
from photoplay.music.instruments import INSTRUMENTS
from photoplay.music.writing.leads import LEAD_INSTRUMENTS
from photoplay.timeline import generated


def test_every_lead_is_an_instrument() -> None:
    assert set(generated.LEADS) == set(LEAD_INSTRUMENTS)
    assert set(LEAD_INSTRUMENTS.values()) <= set(INSTRUMENTS)


def test_a_recipe_has_the_same_parts() -> None:
    ours, theirs = ({field.name for field in fields(kind)} for kind in (generated.Music, catalogue.Recipe))
    assert ours == theirs
