"""Reading a few instruments out of a soundfont file, as a small soundfont in memory.

A General MIDI soundfont holds hundreds of instruments, and a player that loads all of it needs
several hundred megabytes and a second or two; a part needs one instrument, and of that the keys it
plays. What is kept is checked on the way, so that a broken file is found here.

Source: “SoundFont Technical Specification 2.04”, chapters 5 to 8; compressed samples (sf3) as MuseScore
writes them.
"""

from __future__ import annotations

import mmap
import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.void]

_BAG = np.dtype([("generator", "<u2"), ("modulator", "<u2")])
_GENERATOR = np.dtype([("what", "<u2"), ("amount", "<u2")])
_DTYPES: Mapping[bytes, np.dtype[np.void]] = {
    b"phdr": np.dtype([
        ("name", "S20"), ("program", "<u2"), ("bank", "<u2"), ("bag", "<u2"), ("reserved", "<u4", 3),
    ]),
    b"pbag": _BAG,
    b"pgen": _GENERATOR,
    b"inst": np.dtype([("name", "S20"), ("bag", "<u2")]),
    b"ibag": _BAG,
    b"igen": _GENERATOR,
    b"shdr": np.dtype([
        ("name", "S20"), ("start", "<u4"), ("end", "<u4"), ("loop_start", "<u4"), ("loop_end", "<u4"),
        ("rate", "<u4"), ("pitch", "u1"), ("correction", "i1"), ("link", "<u2"), ("kind", "<u2"),
    ]),
}  # fmt: skip
#: Generators that name the key range, the instrument and the sample.
_KEYS, _INSTRUMENT, _SAMPLE = 43, 41, 53
#: Bit of a sample's kind that marks it as compressed; its places count bytes then.
_COMPRESSED = 0x10
#: Silence after every sample, as the specification asks for.
_GAP = 46


class SoundfontBroken(ValueError):
    """A soundfont cannot be read; the words are for the user. Other sounds are played then."""


@dataclass(frozen=True, slots=True)
class Soundfont:
    """A soundfont file, open.

    Attributes:
        data: The file's bytes, mapped.
        tables: Of presets, instruments and samples, by the names of the specification.
        samples: Where the samples lie in ``data``: first byte and number of bytes.
    """

    data: mmap.mmap
    tables: Mapping[bytes, Rows]
    samples: tuple[int, int]

    def preset(self, bank: int, program: int) -> int | None:
        """Number of a preset; None where the file has none such."""
        heads = self.tables[b"phdr"][:-1]
        (found,) = np.nonzero((heads["bank"] == bank) & (heads["program"] == program))
        return int(found[0]) if found.size else None


def open_soundfont(path: Path) -> Soundfont:
    """Opens a soundfont file.

    Raises:
        SoundfontBroken: It cannot be read, or is no soundfont.
    """
    try:
        with path.open("rb") as file:
            data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        chunks = dict(_chunks(data))
        tables = {
            name: np.frombuffer(data, dtype, chunks[name][1] // dtype.itemsize, chunks[name][0])
            for name, dtype in _DTYPES.items()
        }
        if data[:4] != b"RIFF" or data[8:12] != b"sfbk" or min(rows.size for rows in tables.values()) < 2:
            raise ValueError("no soundfont")
        return Soundfont(data, tables, chunks[b"smpl"])
    except (OSError, ValueError, KeyError, struct.error) as error:
        raise SoundfontBroken(
            f"The soundfont “{path.name}” cannot be read; choose another, or set PHOTOPLAY_SOUNDFONT=none."
        ) from error


def _chunks(data: mmap.mmap) -> Iterable[tuple[bytes, tuple[int, int]]]:
    """Every chunk below the lists of a RIFF file: name, first byte, number of bytes."""
    at = 12
    while at + 8 <= len(data):
        name, size = data[at : at + 4], struct.unpack_from("<I", data, at + 4)[0]
        if name == b"LIST":
            at += 12
            continue
        if at + 8 + size > len(data):
            raise ValueError("it ends too soon")
        yield name, (at + 8, size)
        at += 8 + size
        # A byte fills up odd sizes; MuseScore leaves it out.
        at += size % 2 and data[at : at + 1] == b"\0"


def extract(font: Soundfont, preset: int, keys: Iterable[int]) -> bytes:
    """A soundfont of one preset, with what its given keys need; it is program 0 of bank 0.

    Args:
        font: To take it from.
        preset: Its number.
        keys: MIDI keys that will be played.

    Raises:
        SoundfontBroken: The file contradicts itself.
    """
    try:
        return _extract(font, preset, sorted(set(keys)))
    except (IndexError, ValueError, KeyError) as error:
        raise SoundfontBroken("The soundfont contradicts itself; choose another.") from error


def _zones(bags: Rows, generators: Rows, first: int, last: int) -> list[Rows]:
    """The generators of each zone of a preset or instrument."""
    if not 0 <= first <= last < bags.size:
        raise ValueError("zones beyond the end")
    ends = bags["generator"][first : last + 1].astype(int)
    if np.any(np.diff(ends) < 0) or ends[-1] > generators.size:
        raise ValueError("generators beyond the end")
    return [generators[low:high] for low, high in pairwise(ends)]


def _value(zone: Rows, what: int) -> int | None:
    found = zone["amount"][zone["what"] == what]
    return int(found[-1]) if found.size else None


def _sounds(zone: Rows, keys: list[int]) -> bool:
    """Whether a zone answers to one of the keys."""
    span = _value(zone, _KEYS)
    return span is None or any(span & 0xFF <= key <= span >> 8 for key in keys)


def _extract(font: Soundfont, preset: int, keys: list[int]) -> bytes:
    tables = font.tables
    heads, instruments = tables[b"phdr"], tables[b"inst"]
    zones = _zones(tables[b"pbag"], tables[b"pgen"], int(heads["bag"][preset]), int(heads["bag"][preset + 1]))
    kept = [zone for zone in zones if _value(zone, _INSTRUMENT) is None or _sounds(zone, keys)]
    used = sorted({one for zone in kept if (one := _value(zone, _INSTRUMENT)) is not None})
    inner = {
        one: [
            zone
            for zone in _zones(
                tables[b"ibag"],
                tables[b"igen"],
                int(instruments["bag"][one]),
                int(instruments["bag"][one + 1]),
            )
            if _value(zone, _SAMPLE) is None or _sounds(zone, keys)
        ]
        for one in used
    }
    samples = sorted(
        {s for zones in inner.values() for zone in zones if (s := _value(zone, _SAMPLE)) is not None}
    )
    if not samples:
        raise ValueError("no sample for these keys")
    audio, headers = _samples(font, samples)
    preset_bags, preset_generators, _ = _packed([kept], _INSTRUMENT, used)
    bags, generators, firsts = _packed(list(inner.values()), _SAMPLE, samples)
    head = np.zeros(2, _DTYPES[b"phdr"])
    head["name"], head["bag"] = [b"preset", b"EOP"], [0, preset_bags.size - 1]
    names = np.zeros(len(used) + 1, _DTYPES[b"inst"])
    names["name"], names["bag"] = b"instrument", firsts
    ending = bytes(10)
    listed = {
        b"phdr": head.tobytes(), b"pbag": preset_bags.tobytes(), b"pmod": ending, b"pgen": preset_generators.tobytes(),
        b"inst": names.tobytes(), b"ibag": bags.tobytes(), b"imod": ending, b"igen": generators.tobytes(),
        b"shdr": headers.tobytes(),
    }  # fmt: skip
    told = _list(b"INFO", {b"ifil": struct.pack("<HH", 2, 1), b"isng": b"EMU8000\0", b"INAM": b"part\0\0"})
    body = b"sfbk" + told + _list(b"sdta", {b"smpl": audio}) + _list(b"pdta", listed)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _packed(groups: list[list[Rows]], link: int, order: list[int]) -> tuple[Rows, Rows, list[int]]:
    """Bags and generators of zones, group after group, their links renumbered; and each group's first bag."""
    bags: list[tuple[int, int]] = []
    generators: list[Rows] = []
    firsts: list[int] = []
    count = 0
    for zones in groups:
        firsts.append(len(bags))
        for zone in zones:
            bags.append((count, 0))
            copy = zone.copy()
            linked = copy["what"] == link
            copy["amount"][linked] = [order.index(int(one)) for one in copy["amount"][linked]]
            generators.append(copy)
            count += copy.size
    firsts.append(len(bags))
    bags.append((count, 0))
    return np.array(bags, _BAG), np.concatenate([*generators, np.zeros(1, _GENERATOR)]), firsts


def _samples(font: Soundfont, numbers: list[int]) -> tuple[bytes, Rows]:
    """The sound of some samples one after another, and their headers with the terminal one."""
    all_headers = font.tables[b"shdr"]
    headers = np.concatenate([all_headers[numbers], np.zeros(1, all_headers.dtype)])
    headers["name"][-1] = b"EOS"
    headers["link"] = 0
    base, size = font.samples
    parts, at = [], 0
    for header in headers[:-1]:
        compressed = bool(header["kind"] & _COMPRESSED)
        width = 1 if compressed else 2
        start, end = int(header["start"]), int(header["end"])
        if not start < end or end * width > size:
            raise ValueError("a sample beyond the end")
        sound = font.data[base + start * width : base + end * width]
        sound += bytes((-len(sound)) % 2 if compressed else 2 * _GAP)
        parts.append(sound)
        first = at // width
        if not compressed:
            loop = np.clip([int(header["loop_start"]), int(header["loop_end"])], start, end) - start + first
            header["loop_start"], header["loop_end"] = loop
        header["start"], header["end"] = first, first + end - start
        at += len(sound)
    return b"".join(parts), headers


def _list(name: bytes, chunks: Mapping[bytes, bytes]) -> bytes:
    body = name + b"".join(
        key + struct.pack("<I", len(value)) + value + bytes(len(value) % 2) for key, value in chunks.items()
    )
    return b"LIST" + struct.pack("<I", len(body)) + body
