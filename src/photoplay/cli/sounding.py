"""`photoplay music`: composes a piece, or lists what there is."""

from __future__ import annotations

import json
from pathlib import Path

from photoplay.errors import InvalidOption
from photoplay.services import composing
from photoplay.services.composing import LEADS, MOODS


def list_moods(*, as_json: bool) -> None:
    """Prints every mood with what it sounds like, and the instruments that may lead."""
    if as_json:
        moods = [
            {
                "name": mood.name,
                "title": mood.title,
                "about": mood.about,
                "bpm": list(mood.bpm),
                "leads": list(mood.leads),
            }
            for mood in MOODS.values()
        ]
        print(json.dumps({"moods": moods, "leads": list(LEADS)}, ensure_ascii=False))
        return
    width = max(map(len, MOODS))
    for mood in MOODS.values():
        print(f"{mood.name:{width}}  {mood.about}, {mood.bpm[0]}–{mood.bpm[1]} beats a minute")
    print(f"\n--lead: {', '.join(LEADS)}")


def compose(
    mood: str | None,
    seconds: float,
    output: Path,
    seed: int,
    lead: str | None,
    bpm: int | None,
    *,
    as_json: bool,
) -> None:
    """Writes a piece and says what it is."""
    if mood is None:
        raise InvalidOption(
            "Name a mood: photoplay music calm -o calm.wav. All are told by: photoplay music --list"
        )
    recipe = composing.recipe_in_words(mood, seed, lead, bpm)
    piece = composing.write_piece(recipe, seconds, output)
    if as_json:
        facts = {
            "path": str(piece.path),
            "title": piece.title,
            "mood": piece.mood.name,
            "seed": seed,
            "bpm": round(piece.bpm, 2),
            "duration_ms": round(piece.seconds * 1000),
            "loudness_lufs": None if piece.loudness_lufs is None else round(piece.loudness_lufs, 1),
        }
        print(json.dumps(facts, ensure_ascii=False))
        return
    loud = "" if piece.loudness_lufs is None else f", {piece.loudness_lufs:.1f} LUFS"
    print(
        f"{piece.path}: {piece.mood.title}, “{piece.title}”, {piece.seconds:g} s, "
        f"{piece.bpm:.0f} beats a minute{loud}. Another piece of this mood: --seed {seed + 1}"
    )
