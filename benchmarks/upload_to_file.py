"""From the first byte of an upload to the MP4 on disk, against `photoplay make` with the same photos.

    python benchmarks/upload_to_file.py [--photos DIR] [--runs 3] [--json FILE]

Six photos of 12 megapixels become 30 s of 1920×1080 at quality `high`. The server is warm, as it is in use:
one small export is made before. Its cache of chunks is emptied before every run, and `make` gets a fresh
one; the two take turns. The client is one plain HTTP connection that asks for the state of its export five
times a second.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import measure
import numpy as np
import report
from photos import Photos, reference_photos, scratch
from PIL import Image
from report import Line
from serving import Client, Server, running

SECONDS, SIZE, PHOTOS = 30, (4000, 3000), 6
#: The server may take so many times as long as the command line.
MOST = 1.15
#: A profile whose default cut shows several photos for 30 s together.
_SKILL = "ai-product-video"
#: Standard deviation of a sensor's noise in daylight, codes.
_NOISE = 7.5


def camera_photos(sources: Photos) -> tuple[Path, ...]:
    """JPEGs as telephones make them, 4 to 5 MB: the sources enlarged, with the noise of a sensor."""
    folder = scratch() / f"camera-{SIZE[0]}x{SIZE[1]}-{sources.digest}"
    folder.mkdir(exist_ok=True)
    paths = tuple(folder / f"{index}.jpg" for index in range(PHOTOS))
    for index, path in enumerate(paths):
        if path.exists():
            continue
        with Image.open(sources.paths[index % len(sources.paths)]) as image:
            picture = np.asarray(image.convert("RGB").resize(SIZE, Image.Resampling.BICUBIC), np.float32)
        noise = np.random.default_rng(index).normal(0, _NOISE, (SIZE[1], SIZE[0], 1)).astype(np.float32)
        Image.fromarray(np.clip(picture + noise, 0, 255).astype(np.uint8)).save(path, quality=92)
    return paths


@dataclass(frozen=True, slots=True)
class Stages:
    """Seconds of one run through the server, and bytes of its file."""

    upload_s: float
    export_s: float
    download_s: float
    size_bytes: int

    @property
    def wall_s(self) -> float:
        return self.upload_s + self.export_s + self.download_s


def through_server(client: Client, photos: Sequence[Path], out: Path, options: dict[str, str]) -> Stages:
    """Uploads, exports and downloads, in a session of its own."""
    session_id = client.session()
    body = client.multipart(photos)
    began = time.perf_counter()
    client.upload(session_id, body)
    uploaded = time.perf_counter()
    told = client.export(session_id, options)
    exported = time.perf_counter()
    out.write_bytes(client.get(told["output"]["url"]))
    ended = time.perf_counter()
    assert told["output"]["duration"] == SECONDS or options.get("quality") == "draft", told
    return Stages(uploaded - began, exported - uploaded, ended - exported, out.stat().st_size)


def by_command(photos: Sequence[Path], folder: Path) -> measure.Run:
    """`photoplay make` with an empty cache."""
    with tempfile.TemporaryDirectory(dir=folder) as cache:
        command = [sys.executable, "-m", "photoplay", "make", *map(str, photos)]
        command += ["--seconds", str(SECONDS), "--quality", "high", "-o", str(folder / "made.mp4"), "--json"]
        return measure.run(command, {"PHOTOPLAY_CACHE_DIR": cache})


def in_turns(
    server: Server, photos: Sequence[Path], folder: Path, runs: int, again: Callable[[float, float], bool]
) -> tuple[list[measure.Run], list[Stages]]:
    """Both in turn, ``runs`` times, and up to three times more while ``again`` of the two spreads says so."""
    made: list[measure.Run] = []
    served: list[Stages] = []
    client = server.client(_SKILL)
    for number in range(runs + 3):
        if number >= runs and not again(_spread([one.wall_s for one in made], runs),
                                        _spread([one.wall_s for one in served], runs)):  # fmt: skip
            break
        made.append(by_command(photos, folder))
        shutil.rmtree(server.data_dir / "cache", ignore_errors=True)
        served.append(through_server(client, photos, folder / "served.mp4", {"quality": "high"}))
        print(f"make {made[-1].wall_s:.2f} s, server {served[-1]}", file=sys.stderr)
    return made, served


def _spread(walls: Sequence[float], count: int) -> float:
    """How far the ``count`` fastest lie apart, share of the fastest."""
    fastest = sorted(walls)[:count]
    return fastest[-1] / fastest[0] - 1


def lines_of(made: Sequence[measure.Run], served: Sequence[Stages]) -> list[Line]:
    """The table."""
    best, command = min(served, key=lambda one: one.wall_s), measure.fastest(made)
    stages = f"upload {best.upload_s:.2f}, export {best.export_s:.2f}, download {best.download_s:.2f} s"
    each = ", ".join(f"{one.wall_s:.2f}" for one in served)
    walls = ", ".join(f"{one.wall_s:.2f}" for one in made)
    return [
        Line(
            "photoplay make", command.wall_s, "s", note=f"runs {walls}; others' CPU {command.disturbance:.0%}"
        ),
        Line("first upload byte to MP4 on disk", best.wall_s, "s", note=f"runs {each}; {stages}"),
        Line("server ÷ make", best.wall_s / command.wall_s, most=MOST),
        Line("MP4 of the server", best.size_bytes / 1e6, "MB"),
    ]


def main() -> None:
    """Measures both and prints one table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--photos", type=Path)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    sources = reference_photos(asked.photos)
    photos = camera_photos(sources)
    with tempfile.TemporaryDirectory() as name, running(Path(name, "data")) as server:
        small = {"quality": "draft", "resolution": "320x180"}
        through_server(server.client(_SKILL), photos[:1], Path(name, "warm.mp4"), small)
        made, served = in_turns(
            server, photos, Path(name), asked.runs, lambda one, other: max(one, other) > 0.1
        )
    lines = lines_of(made, served)
    megabytes = ", ".join(f"{photo.stat().st_size / 1e6:.1f}" for photo in photos)
    print(
        f"photos: {sources.origin}, enlarged to {SIZE[0]}×{SIZE[1]}: {megabytes} MB\n\n{report.table(lines)}"
    )
    report.save(asked.json, lines, {"photos": sources.origin})


if __name__ == "__main__":
    main()
