"""Which voice plays each instrument."""

from __future__ import annotations

from collections.abc import Mapping

from photoplay.music.synth import drums, ensembles, keys, mallets, plucked, synths, winds
from photoplay.music.synth.tones import Voice

VOICES: Mapping[str, Voice] = {
    **keys.VOICES,
    **plucked.VOICES,
    **mallets.VOICES,
    **ensembles.VOICES,
    **synths.VOICES,
    **winds.VOICES,
    **drums.VOICES,
}
