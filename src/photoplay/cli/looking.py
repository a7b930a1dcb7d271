"""`photoplay probe` and `photoplay frame`."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from photoplay.errors import InvalidOption, MediaError, NotWritable

if TYPE_CHECKING:
    from photoplay.services.importing import MediaRecord


def probe(files: list[Path], *, as_json: bool) -> None:
    """One line, or one JSON object, for each file; raises the first error after all were told."""
    from photoplay.services.importing import import_file

    first: MediaError | None = None
    for path in files:
        try:
            record = import_file(path)
        except MediaError as error:
            first = first or error
            if as_json:
                print(
                    json.dumps(
                        {"name": path.name, "error": error.message, "code": error.code}, ensure_ascii=False
                    )
                )
            else:
                print(error.message, file=sys.stderr)
            continue
        if as_json:
            print(json.dumps(_facts(record), ensure_ascii=False))
        else:
            print(_line(record))
    if first is not None:
        raise SystemExit(first.exit_status)


def _facts(record: MediaRecord) -> dict[str, object]:
    facts: dict[str, object] = {
        "name": record.name,
        "format": record.format,
        "size_bytes": record.size_bytes,
        "role": record.role,
        "id": record.id,
        "sha256": record.sha256,
    }
    if record.kind == "lut":
        return facts
    if record.film is not None:
        size = {"width": record.width, "height": record.height}
        has = {"has_sound": record.sound is not None, "live_photo": record.live_photo}
        return facts | size | asdict(record.film) | has
    if record.sound is not None:
        sound = asdict(record.sound)
        return (
            facts | sound | {"beats_ms": list(sound["beats_ms"]), "downbeats_ms": list(sound["downbeats_ms"])}
        )
    return facts | {
        "width": record.width,
        "height": record.height,
        "has_alpha": record.has_alpha,
        "is_graphic": record.is_graphic,
        "focus": [round(record.focus.x, 3), round(record.focus.y, 3)],
        "focus_certainty": round(record.focus.certainty, 2),
    }


def _line(record: MediaRecord) -> str:
    name = "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in record.name)
    size = f"{record.size_bytes / 1e6:.2f} MB"
    if record.kind == "lut":
        return f"{name}: a table of colours, {size}"
    if record.film is not None:
        film, heard = record.film, "with sound" if record.sound is not None else "without sound"
        length = f"{film.duration_ms / 1000:.{1 if film.duration_ms >= 1000 else 2}f} s"
        return (
            f"{name}: {record.format.upper()} {record.width}x{record.height}, {length}, "
            f"{film.fps:.4g} fps, {film.frames} picture{'s' if film.frames != 1 else ''}, {heard}, {size}"
        )
    if record.sound is None:
        return (
            f"{name}: {record.format.upper()} {record.width}x{record.height}, {record.role}, {size}, "
            f"subject at {record.focus.x:.0%} {record.focus.y:.0%} (certainty {record.focus.certainty:.0%})"
        )
    sound = record.sound
    loud = "silent" if sound.loudness_lufs is None else f"{sound.loudness_lufs:.1f} LUFS"
    beat = "no beat found" if sound.bpm is None else f"{sound.bpm:.0f} beats a minute"
    return (
        f"{name}: {record.format.upper()} {sound.duration_ms / 1000:.1f} s, {sound.sample_rate} Hz, "
        f"{sound.channels} channel{'s' if sound.channels > 1 else ''}, {size}, {loud}, {beat}, "
        f"best part from {sound.best_start_ms / 1000:.1f} s on"
    )


def frame(draft: Path, at_s: float, output: Path) -> None:
    """Draws one frame of a draft into a PNG."""
    from PIL import Image

    from photoplay.services.drafts import load_draft
    from photoplay.services.frames import frame_rgb
    from photoplay.services.places import require_free

    if output.suffix.lower() != ".png":
        raise InvalidOption(f"The frame is a PNG: name it so, for example -o {output.with_suffix('.png')}")
    timeline, media = load_draft(draft)
    require_free(output, (record.path for record in media.values()))
    if not 0 <= at_s * 1000 < timeline.duration_ms:
        raise InvalidOption(
            f"{at_s:g} s is outside the video: choose from 0 up to, but not, {timeline.duration_ms / 1000:g} s."
        )
    rgb = frame_rgb(timeline, media, at_s)
    try:
        Image.fromarray(rgb).save(output, "PNG")
    except OSError as error:
        raise NotWritable(f"{output} cannot be written ({error.strerror or error}).") from error
    print(f"{output}: {rgb.shape[1]}x{rgb.shape[0]}, {at_s:g} s")
