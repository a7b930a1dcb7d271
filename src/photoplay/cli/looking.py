"""`photoplay probe` and `photoplay frame`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from photoplay.errors import InvalidOption, MediaError, NotWritable


def probe(files: list[Path], *, as_json: bool) -> None:
    """One line, or one JSON object, for each file; raises the first error after all were told."""
    from photoplay.services.importing import import_photo

    first: MediaError | None = None
    for path in files:
        try:
            record = import_photo(path)
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
        facts = {
            "name": record.name,
            "format": record.format,
            "width": record.width,
            "height": record.height,
            "size_bytes": record.size_bytes,
            "role": record.role,
            "has_alpha": record.has_alpha,
            "is_graphic": record.is_graphic,
            "focus": [round(record.focus.x, 3), round(record.focus.y, 3)],
            "focus_certainty": round(record.focus.certainty, 2),
            "id": record.id,
            "sha256": record.sha256,
        }
        if as_json:
            print(json.dumps(facts, ensure_ascii=False))
        else:
            name = "".join(
                letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in record.name
            )
            print(
                f"{name}: {record.format.upper()} {record.width}x{record.height}, {record.role}, "
                f"{record.size_bytes / 1e6:.2f} MB, subject at {record.focus.x:.0%} {record.focus.y:.0%} "
                f"(certainty {record.focus.certainty:.0%})"
            )
    if first is not None:
        raise SystemExit(first.exit_status)


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
