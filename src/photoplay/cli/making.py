"""`photoplay make`: starts the workers, tells progress, prints the facts."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING

from photoplay.errors import InvalidOption, MediaError
from photoplay.services.places import require_mp4
from photoplay.services.wishes import Wishes, check_matte

if TYPE_CHECKING:
    from photoplay.services.exporting import Exported, OnProgress, Progress, Video


@dataclass(frozen=True, slots=True)
class Task:
    """What was asked for, as typed.

    Attributes:
        wishes: How the video is to be.
        draft: The draft to make the video of, in the place of photos.
        named: Names of the options that were typed, not taken by default.
    """

    inputs: tuple[Path, ...]
    output: Path
    wishes: Wishes
    workers: int | None
    draft: Path | None
    save_draft: Path | None
    json: bool
    named: frozenset[str] = frozenset()


#: Options that mean nothing beside a draft: all wishes but those about the file.
_TOLD_BY_DRAFTS = {field.name for field in fields(Wishes)} - {"quality", "preset", "max_size"}


def run(task: Task) -> None:
    """Makes the video and prints where it is and what it is."""
    began = time.monotonic()
    _check(task)
    # The workers start up on another processor while this process looks at the files.
    from photoplay.services.workers import open_pool

    refused: list[MediaError] = []
    notes: tuple[str, ...] = ()
    with open_pool(task.workers) as pool:
        from photoplay.services import drafts, exporting, make

        def refuse(error: MediaError) -> None:
            refused.append(error)
            print(f"photoplay: left out: {error.message}", file=sys.stderr)

        with progress_shown(quiet=task.json) as progress:
            if task.draft is not None:
                wishes = task.wishes
                exporting.check_quality(wishes.quality)
                output = exporting.output_in_words(wishes.quality, wishes.preset, wishes.max_size)
                timeline, media = drafts.load_draft(task.draft)
                exported = exporting.export_timeline(
                    timeline, media, task.output, output=output, pool=pool, progress=progress
                )
                notes = exported.notes
            else:
                made = make.make_wished(
                    task.inputs,
                    task.output,
                    task.wishes,
                    pool=pool,
                    progress=progress,
                    refused=refuse,
                    looked=_Looking(quiet=task.json),
                    listening=_tell_listening if not task.json else lambda name: None,
                )
                timeline, media, exported = made.timeline, dict(made.media), made.exported
                notes = made.notes
        if task.save_draft is not None:
            drafts.save_draft(timeline, media, task.save_draft)
    _tell(exported, notes, refused, time.monotonic() - began, as_json=task.json)


def _check(task: Task) -> None:
    """What can be refused before anything is started."""
    if task.draft is None and not task.inputs:
        raise InvalidOption("Name photos, clips or a folder: photoplay make FOLDER -o out.mp4")
    if task.draft is not None and task.inputs:
        raise InvalidOption("Name either photos or --draft, not both: a draft names its own photos.")
    if task.draft is not None and (unused := task.named & _TOLD_BY_DRAFTS):
        names = ", ".join(sorted("--" + name.replace("_", "-") for name in unused))
        raise InvalidOption(
            f"A draft says by itself what {names} would: change the draft, or leave them out."
        )
    if task.wishes.order not in ("auto", "name", "date", "given"):
        raise InvalidOption(f"The order “{task.wishes.order}” is unknown. Choose one of: name, date, given.")
    check_matte(task.wishes, task.named)
    check_places(task)


def check_places(task: Task) -> None:
    """What can be refused of the places that are written."""
    if len(os.fsencode(task.output.name)) > 255:
        raise InvalidOption("The name of the video is too long. Choose a shorter one.")
    if task.output.is_dir():
        raise InvalidOption(
            f"{task.output} is a folder. Name the file to write: -o {task.output / 'video.mp4'}"
        )
    require_mp4(task.output)
    if not task.output.absolute().parent.is_dir():
        raise InvalidOption(
            f"The folder {task.output.parent} does not exist. Create it, or choose another with -o."
        )
    if task.save_draft is not None and task.save_draft.suffix.lower() != ".json":
        raise InvalidOption(
            f"A draft is a JSON file: name it so, e.g. {task.save_draft.with_suffix('.json')}"
        )
    if task.save_draft is not None and not task.save_draft.absolute().parent.is_dir():
        raise InvalidOption(
            f"The folder {task.save_draft.parent} for the draft does not exist. Create it first."
        )
    if task.output.resolve() in [path.resolve() for path in task.inputs]:
        raise InvalidOption(f"{task.output} is one of the inputs; it would be overwritten.")


@contextmanager
def progress_shown(*, quiet: bool) -> Iterator[OnProgress]:
    """A bar on a terminal, a line every few seconds elsewhere, nothing with ``quiet``; on stderr."""
    if quiet:
        yield lambda progress: None
    elif sys.stderr.isatty():
        with _bar() as told:
            yield told
    else:
        yield _Lines()


@contextmanager
def _bar() -> Iterator[OnProgress]:
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn
    from rich.progress import Progress as Bar

    columns = (
        TextColumn("{task.percentage:>3.0f} %"),
        BarColumn(),
        TextColumn("{task.completed}/{task.total} frames  {task.fields[speed]}"),
    )
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None, speed="")

        def told(progress: Progress) -> None:
            bar.update(
                task, completed=progress.frames_done, total=progress.frames_total, speed=_speed(progress)
            )

        yield told


def _speed(progress: Progress) -> str:
    if not progress.frames_done:
        return _READY
    left = progress.left_s
    return f"{progress.fps:.0f} frames/s, {left:.0f} s left" if left is not None else ""


#: Before the first frame: what draws is compiled once, and files are read.
_READY = "getting ready; the first time takes longer"


class _Lines:
    """One line every two seconds; one for all the time before the first frame."""

    def __init__(self) -> None:
        self._last, self._is_waiting = time.monotonic(), False

    def __call__(self, progress: Progress) -> None:
        now = time.monotonic()
        if now - self._last >= 2:
            self._last = now
            done, total = progress.frames_done, progress.frames_total
            if not done and self._is_waiting:
                return
            self._is_waiting = not done
            print(
                _READY if not done else ", ".join(filter(None, [f"{done}/{total} frames", _speed(progress)])),
                file=sys.stderr,
            )


class _Looking:
    """A line every two seconds while many files are looked at."""

    def __init__(self, *, quiet: bool) -> None:
        self._quiet, self._last = quiet, time.monotonic()

    def __call__(self, done: int, total: int) -> None:
        now = time.monotonic()
        if not self._quiet and now - self._last >= 2:
            self._last = now
            print(f"looked at {done}/{total} files", file=sys.stderr)


def _tell_listening(name: str) -> None:
    print(f"listening to {name} …", file=sys.stderr)


def _tell(
    exported: Exported, notes: tuple[str, ...], refused: list[MediaError], wall_s: float, *, as_json: bool
) -> None:
    video = exported.video
    if as_json:
        facts = {
            "path": str(video.path),
            "frames": video.frames,
            "fps": video.fps,
            "width": video.width,
            "height": video.height,
            "duration_ms": round(video.duration_s * 1000),
            "size_bytes": video.size_bytes,
            "wall_s": round(wall_s, 3),
            "chunks": video.chunks,
            "chunks_rendered": video.chunks_rendered,
            "sound": asdict(exported.sound) if exported.sound is not None else None,
            "notes": list(notes),
            "checks": [asdict(check) for check in exported.checks],
            "skipped": [{"name": error.name, "message": error.message} for error in refused],
        }
        print(json.dumps(facts, ensure_ascii=False))
        return
    tell_video(video, wall_s)
    for note in notes:
        print(note)
    tell_checks((check.name, check.measured, check.limit, check.is_met) for check in exported.checks)


def tell_video(video: Video, wall_s: float) -> None:
    """The line that says where a video is and what it is."""
    print(
        f"{video.path}: {video.duration_s:g} s of video in {wall_s:.1f} s, {video.frames} frames, "
        f"{video.width}x{video.height}, {video.fps} fps, {video.size_bytes / 1e6:.1f} MB"
    )


def tell_checks(checks: Iterable[tuple[str, object, object, bool]]) -> None:
    """What a preset asks for and what was measured: name, measured, limit, whether it is met."""
    for name, measured, limit, is_met in checks:
        print(f"  {name}: {measured} ({limit}){'' if is_met else '  NOT MET'}")
