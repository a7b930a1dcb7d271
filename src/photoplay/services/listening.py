"""What was heard in sound files, kept by their content: a song is listened to once, not with every video."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import asdict, fields
from functools import cache
from pathlib import Path

from photoplay.media import audio
from photoplay.media.record import MediaRecord, Sound

_ROOT = Path(__file__).parents[1]
#: So many findings are kept, about 20 kB each, and none is read that is larger than this.
_MOST_KEPT, _LARGEST_BYTES = 300, 2_000_000
#: Whoever waits longer than this is told for what, seconds.
_PATIENCE_S = 2.0


def listened(path: Path, name: str | None = None, *, folder: Path) -> MediaRecord:
    """The record of a sound file, with its beats: from ``folder`` where it is known, else heard and kept there.

    Raises:
        MediaError: It cannot be used.
    """
    source, sha256 = audio.identified(path, name)
    place = folder / f"{sha256}-{_version()}.json"
    sound = _kept(place)
    if sound is None:
        # Hearing is heavy to import, and most videos have no sound file.
        from photoplay.music.beats import hear

        sound = audio.listened(source, hear).sound
        _keep(place, sound)
    return audio.sound_record(source, sha256, sound)


def _kept(place: Path) -> Sound | None:
    """What was found before; None when nothing, or nothing that can be read."""
    try:
        if place.stat().st_size > _LARGEST_BYTES:
            return None
        told = json.loads(place.read_bytes())
        sound = Sound(**{**told, **{name: tuple(told[name]) for name in ("beats_ms", "downbeats_ms")}})
    except (OSError, ValueError, TypeError, KeyError):
        return None
    numbers = [getattr(sound, field.name) for field in fields(Sound) if not field.name.endswith("beats_ms")]
    numbers += [*sound.beats_ms, *sound.downbeats_ms]
    return sound if all(isinstance(one, int | float | None) for one in numbers) else None


def _keep(place: Path, sound: Sound) -> None:
    """Written whole or not at all; a folder that cannot be written only costs the time to listen again."""
    with contextlib.suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix="new-", dir=place.parent)
        try:
            with os.fdopen(handle, "w") as file:
                json.dump(asdict(sound), file)
            os.replace(temporary, place)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
        kept = sorted(place.parent.glob("*"), key=lambda path: path.stat().st_mtime, reverse=True)
        for old in kept[_MOST_KEPT:]:
            old.unlink(missing_ok=True)


@cache
def _version() -> str:
    """Digest of the modules that listen: what older ones found is not taken."""
    modules = [*(_ROOT / "music" / "hearing").glob("*.py"), _ROOT / "music" / "beats.py"]
    modules += [
        _ROOT / "media" / f"{name}.py" for name in ("audio", "containers", "loudness", "samples", "record")
    ]
    digest = hashlib.sha256()
    for path in sorted(modules):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


class Listening:
    """Runs beside other work; whoever is interrupted does not wait for its end.

    Args:
        work: Gives the record.
        told: Called once, from another thread, when it takes longer than two seconds.
    """

    def __init__(self, work: Callable[[], MediaRecord], told: Callable[[], None]) -> None:
        self._work = work
        self._found: Future[MediaRecord] = Future()
        self._clock = threading.Timer(_PATIENCE_S, told)
        self._clock.daemon = True
        self._clock.start()
        threading.Thread(target=self._run, name="listening", daemon=True).start()

    def _run(self) -> None:
        try:
            self._found.set_result(self._work())
        except BaseException as error:
            # It is raised where the record is asked for.
            self._found.set_exception(error)
        finally:
            self._clock.cancel()

    def result(self) -> MediaRecord:
        """The record, as soon as it is there.

        Raises:
            MediaError: The file cannot be used.
        """
        return self._found.result()

    def end(self) -> None:
        """Nobody waits any more; nothing is told."""
        self._clock.cancel()
