"""`photoplay make --say`: tells the agent what is wished for, prints its answers, and fetches the video."""

from __future__ import annotations

import json
import os
import re
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from photoplay.cli.making import Task, check_places, progress_shown, tell_checks, tell_video
from photoplay.errors import InvalidOption, MissingMedia, NoMedia

#: Options that hold for the file, whatever is said; all others are said.
_HANDED_ON = frozenset(
    ("inputs", "output", "say", "aspect", "size", "fps", "quality", "preset", "max_size", "workers", "json")
)
_LONGEST_MESSAGE = 8000
_USUAL = {"quality": "standard"}


def run(task: Task, say: Sequence[str]) -> None:
    """Says it, makes the video, and prints where it is and what it is."""
    began = time.monotonic()
    output = _check(task, say)
    paths = _paths(task.inputs, task.output)
    from photoplay.cli.embedded import embedded_server
    from photoplay.client import making
    from photoplay.client.api import connect
    from photoplay.client.words import words

    answers: list[dict[str, str]] = []
    with embedded_server(task.workers) as url, connect(url) as api:
        session = api.create_session(task.output.stem, _language(say[0]))
        sent = making.send(session, paths)
        for one in sent.left_out:
            print(f"photoplay: left out: {one.message}", file=sys.stderr)
        if sent.repeated:
            print(f"photoplay: {words('sent_twice', 'en', names=', '.join(sent.repeated))}", file=sys.stderr)
        show = _Shown(url, task)
        for message in _messages(say, task.wishes.aspect):
            answer = "\n".join(map(show, making.answers(session, message)))
            answers.append({"say": message, "answer": answer})
        render = making.export(session, output, is_usual=output == _USUAL)
        with progress_shown(quiet=task.json) as told:
            render = making.wait(session, render, _Frames(told))
        session.download(render.id, task.output)
    skipped = [{"name": one.name, "message": one.message} for one in sent.left_out]
    _tell(task, render.told, answers, skipped, time.monotonic() - began)


def _check(task: Task, say: Sequence[str]) -> dict[str, Any]:
    """What can be refused before anything is started; gives the options of the export."""
    if task.draft is not None or task.save_draft is not None:
        raise InvalidOption("--say works on photos: leave out --draft and --save-draft.")
    if not task.inputs:
        raise InvalidOption('Name photos, clips or a folder: photoplay make FOLDER --say "a birthday video"')
    if unused := task.named - _HANDED_ON:
        names = ", ".join(sorted("--" + name.replace("_", "-") for name in unused))
        raise InvalidOption(f"Beside --say there is no {names}: say it in the sentence instead.")
    for message in say:
        if not message.strip():
            raise InvalidOption('Say something: --say "a 30 second video with calm music"')
        if len(message) > _LONGEST_MESSAGE:
            raise InvalidOption(f"One --say has at most {_LONGEST_MESSAGE} characters. Use several.")
    check_places(task)
    return _output(task)


def _output(task: Task) -> dict[str, Any]:
    from photoplay.services.exporting import check_quality, output_in_words

    wishes = task.wishes
    check_quality(wishes.quality)
    told = output_in_words(wishes.quality, wishes.preset, wishes.max_size)
    found = {
        "quality": wishes.quality,
        "preset": wishes.preset,
        "max_bytes": told.max_bytes,
        "resolution": wishes.size,
        "fps": wishes.fps if "fps" in task.named else None,
    }
    return {name: value for name, value in found.items() if value is not None}


def _paths(inputs: Sequence[Path], output: Path) -> list[Path]:
    """The files to send: those that are named, and what can be used of folders, by name.

    Raises:
        MissingMedia: One is not there.
        NoMedia: There is nothing to send.
    """
    from photoplay.client.places import gathered

    for path in inputs:
        if not os.path.exists(path):
            raise MissingMedia(f"There is no file {path}. Check the name.", name=path.name)
    found = gathered(inputs)
    # A video that was made before may lie among the photos.
    files = [one for one in found.files if one in inputs or one.resolve() != output.resolve()]
    if not files:
        raise NoMedia(" ".join(found.problems) or "There are no photos, clips or music in there.")
    for told in found.problems:
        print(f"photoplay: {told}", file=sys.stderr)
    return files


def _language(message: str) -> str:
    return "zh" if re.search(r"[\u4e00-\u9fff]", message) else "en"


def _messages(say: Sequence[str], aspect: str | None) -> Iterator[str]:
    yield say[0]
    if aspect is not None:
        yield f"比例 {aspect}" if _language(say[0]) == "zh" else f"aspect ratio {aspect}"
    yield from say[1:]


class _Shown:
    """Prints answers as they come. Links to the server of this command become the file that is written."""

    def __init__(self, url: str, task: Task) -> None:
        self._link = re.compile(re.escape(url) + r"[^\s)\]>”\"'，。]*")
        self._output, self._quiet = str(task.output), task.json

    def __call__(self, text: str) -> str:
        clean = self._link.sub(lambda _: self._output, text)
        if not self._quiet:
            print(clean, flush=True)
        return clean


class _Frames:
    """Tells the progress of an export as that of frames."""

    def __init__(self, told: Any) -> None:
        self._told, self._began = told, time.monotonic()

    def __call__(self, progress: Any) -> None:
        from photoplay.services.exporting import Progress

        total = progress.frames_total
        self._told(Progress(round(progress.share * total), total, 0, time.monotonic() - self._began))


def _tell(
    task: Task,
    told: Mapping[str, Any],
    answers: list[dict[str, str]],
    skipped: list[dict[str, str]],
    wall_s: float,
) -> None:
    from photoplay.services.exporting import Video

    output, notes, checks = told["output"], told.get("notes") or [], told.get("checks") or []
    frames = round(output["duration"] * output["fps"])
    fps, size = round(output["fps"]), (output["width"], output["height"])
    video = Video(task.output, frames, fps, *size, output["size"], chunks=0, chunks_rendered=0)
    if task.json:
        facts = {
            "path": str(video.path),
            "frames": video.frames,
            "fps": video.fps,
            "width": video.width,
            "height": video.height,
            "duration_ms": round(video.duration_s * 1000),
            "size_bytes": video.size_bytes,
            "wall_s": round(wall_s, 3),
            "answers": answers,
            "notes": notes,
            "checks": checks,
            "skipped": skipped,
        }
        print(json.dumps(facts, ensure_ascii=False))
        return
    tell_video(video, wall_s)
    for note in notes:
        print(note)
    tell_checks((check["name"], check["measured"], check["limit"], check["is_met"]) for check in checks)
