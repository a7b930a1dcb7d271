"""How long the published skills' own sentences take: from the first byte of the upload to the MP4 on disk.

    python benchmarks/skill_times.py [--photos DIR] [--runs 5] [--skill NAME] [--json FILE]

Each skill's "try saying" sentences and its typical use, with as many photos of 12 megapixels as its text names
and, for products, a logo; an account, a session and photos of its own for each run (every photo gets other
pixels), so that nothing is found made already. The export is the texts' own: MP4, quality `high`, 1080p.
"""

from __future__ import annotations

import argparse
import io
import json
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import report
from photos import Photos, reference_photos
from PIL import Image, ImageDraw
from report import Line
from serving import END, Client, Server, part, running
from upload_to_file import camera_photos

from photoplay.client.skill import skills

#: Photos that a skill's typical use names.
PHOTOS = {
    "ai-image-to-video-bot": 3,
    "meta-ai-image-to-video": 1,
    "ai-image-to-video-discord": 1,
    "online-photo-video-maker": 10,
    "ai-product-video": 3,
}
#: Goal of the slowest in twenty.
MOST_S = 30.0
EXPORT = "export 1080p MP4"


def upload_of(paths: Sequence[Path], count: int, *, has_logo: bool) -> bytes:
    """The body of an upload; photos beyond those there are, are others shifted."""
    body = b""
    for number in range(count):
        content = paths[number % len(paths)].read_bytes()
        if number >= len(paths):
            with Image.open(io.BytesIO(content)) as image:
                kept = io.BytesIO()
                shifted = np.roll(np.asarray(image.convert("RGB")), 400, axis=1)
                Image.fromarray(shifted).save(kept, "JPEG", quality=92)
            content = kept.getvalue()
        body += part(f"photo{number + 1}.jpg", content)
    if has_logo:
        kept = io.BytesIO()
        picture = Image.new("RGBA", (600, 300), (0, 0, 0, 0))
        ImageDraw.Draw(picture).ellipse((30, 30, 270, 270), fill=(20, 40, 90, 255))
        picture.save(kept, "PNG")
        body += part("logo.png", kept.getvalue())
    return body + END


def one_run(client: Client, body: bytes, said: str, out: Path) -> float:
    """Seconds from the first byte sent to the file on disk."""
    session_id = client.session()
    began = time.perf_counter()
    client.upload(session_id, body)
    if said != EXPORT:
        message = {"session_id": session_id, "new_message": {"parts": [{"text": said}]}}
        client.raw("POST", "/run_sse", json.dumps(message).encode())
    told = client.export(session_id, {"quality": "high"})
    out.write_bytes(client.get(told["output"]["url"]))
    return time.perf_counter() - began


def lines_of(server: Server, names: Sequence[str], sources: Photos, runs: int, folder: Path) -> list[Line]:
    """A line for each sentence."""
    paths, lines = camera_photos(sources), []
    for name in names:
        body = upload_of(paths, PHOTOS[name], has_logo=name == "ai-product-video")
        for sentence in dict.fromkeys((*skills()[name]["try"], skills()[name]["typical"])):
            walls = []
            for _ in range(runs):
                shutil.rmtree(server.data_dir / "cache", ignore_errors=True)
                walls.append(one_run(server.client(name), body, sentence, folder / "out.mp4"))
                print(f"{name}: {sentence}: {walls[-1]:.1f} s", file=sys.stderr)
            p95_s = float(np.percentile(walls, 95))
            note = f"median {statistics.median(walls):.1f} s of {runs}; {PHOTOS[name]} photos"
            lines.append(Line(f"{name}: {sentence}", p95_s, "s", most=MOST_S, note=note))
    return lines


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument(
        "--photos", type=Path, help="Photos to enlarge; default: those of the other benchmarks."
    )
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--skill", choices=list(PHOTOS))
    parser.add_argument("--json", type=Path)
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        sources = reference_photos(told.photos)
        with running(folder / "data") as server:
            names = [told.skill] if told.skill else list(PHOTOS)
            lines = lines_of(server, names, sources, told.runs, folder)
    print(report.table(lines))
    report.save(told.json, lines, {"photos": sources.origin})


if __name__ == "__main__":
    main()
