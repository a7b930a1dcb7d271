"""Which instrument a lead means where a mood says nothing else."""

from __future__ import annotations

from collections.abc import Mapping

#: Lead (of ``catalogue.LEADS``) -> name of an instrument.
LEAD_INSTRUMENTS: Mapping[str, str] = {
    "piano": "piano",
    "electric-piano": "electric-piano",
    "guitar": "guitar",
    "ukulele": "ukulele",
    "strings": "strings",
    "flute": "flute",
    "bells": "bells",
    "synth": "synth-lead",
    "saxophone": "saxophone",
    "vibraphone": "vibraphone",
}
