"""A server for one command: on a free port of this machine, in a temporary folder, ended with the command.

The command starts this module as a program, the keeper, and holds the other end of its standard input. The keeper
owns the folder and runs the server as a process of its own on the same input: when that closes, because the command
has ended in whatever way, the server stops, and the keeper sees to it that nothing stays, neither process nor file.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from photoplay.errors import InvalidOption, PhotoplayError, ServerAway

#: A fresh server makes its tables, starts processes and imports the agent. It ends within. Seconds.
_START_S, _STOP_S = 120.0, 10.0
#: Settings of the user's that hold here too. Others are about a server that others can reach.
_KEPT = (
    "MODEL", "MODEL_URL", "MODEL_KEY", "MODEL_SECONDS", "MODEL_CALLS", "MODEL_TOKENS",
    "LOUDNESS_LUFS", "SOUNDFONT", "SYSTEM_FONTS", "WORKERS", "CACHE_DIR", "CACHE_BYTES",
)  # fmt: skip
_PREFIX = "PHOTOPLAY_"
_MB = 1024 * 1024
#: On one's own machine nothing is counted.
_OWN_MACHINE = {
    "storage_bytes": 1 << 50,
    "files_per_session": 2000,
    "renders_per_hour": 10_000,
    "longest_s": 4 * 3600,
    "largest_side_px": 3840,
    "has_credit_limit": False,
}


@contextlib.contextmanager
def embedded_server(workers: int | None) -> Iterator[str]:
    """Runs a server while the block is busy; gives its address.

    Args:
        workers: Processes that draw; None: as set.

    Raises:
        InvalidOption: A setting is not right.
        ServerAway: It does not start.
    """
    process = subprocess.Popen(
        [sys.executable, "-m", "photoplay.cli.embedded", str(workers or "")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_environment(),
        start_new_session=True,
    )
    try:
        yield _url(process)
    finally:
        _end(process)


def _environment() -> dict[str, str]:
    kept = {_PREFIX + name for name in _KEPT}
    return {
        name: value
        for name, value in os.environ.items()
        if not name.upper().startswith(_PREFIX) or name.upper() in kept
    }


def _url(process: subprocess.Popen[bytes]) -> str:
    """What the server says first: where it is, or why not."""
    assert process.stdout is not None
    ends_at = time.monotonic() + _START_S
    line = b""
    while not line.endswith(b"\n"):
        ready, _, _ = select.select([process.stdout], [], [], max(0.0, ends_at - time.monotonic()))
        piece = os.read(process.stdout.fileno(), 4096) if ready else b""
        if not piece:
            raise ServerAway("The server of this command did not start. Try again; see: photoplay doctor.")
        line += piece
    told = json.loads(line)
    if "error" in told:
        raise InvalidOption(told["error"])
    return str(told["url"])


def _end(process: subprocess.Popen[bytes]) -> None:
    """Stops the server and everything that it started."""
    assert process.stdin is not None and process.stdout is not None
    with contextlib.suppress(OSError):
        process.stdin.close()
    try:
        process.wait(2 * _STOP_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    except KeyboardInterrupt:
        pass  # the keeper ends by itself, and the folder with it
    finally:
        process.stdout.close()


def _until_the_command_is_gone() -> None:
    with contextlib.suppress(OSError):
        while os.read(0, 4096):
            pass


def _keep(workers: str) -> None:
    """The keeper: the server's folder and process, until the command is gone or the server has ended."""
    for name in (signal.SIGINT, signal.SIGTERM):  # whoever ends them all must not leave the folder
        signal.signal(name, lambda *_: None)
    os.umask(0o077)
    folder = Path(tempfile.mkdtemp(prefix="photoplay-say-"))
    try:
        with (folder / "log.txt").open("wb") as told:
            command = [sys.executable, "-m", "photoplay.cli.embedded", workers, str(folder)]
            server = subprocess.Popen(command, stderr=told, process_group=0)
        threading.Thread(target=_end_by_force, args=(server.pid,), daemon=True).start()
        server.wait()
        with contextlib.suppress(OSError):  # what it started and did not end
            os.killpg(server.pid, signal.SIGKILL)
    finally:
        _remove(folder)


def _remove(folder: Path) -> None:
    """Also where a process that is being ended still writes into it."""
    for _ in range(50):
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            return
        time.sleep(0.1)


def _end_by_force(group: int) -> None:
    """An interrupt can get lost, as in the middle of an import: then the server is not asked again."""
    _until_the_command_is_gone()
    time.sleep(_STOP_S)
    with contextlib.suppress(OSError):
        os.killpg(group, signal.SIGKILL)


def _stop_with_the_command() -> None:
    _until_the_command_is_gone()
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(2 * _STOP_S)  # the keeper is gone as well
    with contextlib.suppress(OSError):
        os.killpg(os.getpgrp(), signal.SIGKILL)


def _tell(**told: str) -> None:
    print(json.dumps(told), flush=True)


def _run(folder: Path, workers: int | None) -> None:
    """The server itself, until its command is gone."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # also while it starts
    threading.Thread(target=_stop_with_the_command, daemon=True).start()
    try:
        _serve(folder, workers)
    except PhotoplayError as error:
        _tell(error=error.message)
    except KeyboardInterrupt:
        pass


def main(workers: str, folder: str | None = None) -> None:
    if folder is None:
        _keep(workers)
    else:
        _run(Path(folder), int(workers) if workers else None)


def _serve(folder: Path, workers: int | None) -> None:
    from photoplay.config import load_settings
    from photoplay.settings import load_service_settings

    machine = load_settings()
    settings = load_service_settings(
        None,
        host="127.0.0.1",
        port=0,
        data_dir=folder,
        cache_dir=machine.cache_dir,  # videos made before are not made again
        cache_bytes=machine.cache_bytes,
        workers=workers,
        upload_bytes=4096 * _MB,
        upload_bytes_product=4096 * _MB,
        request_bytes=16_384 * _MB,
        stop_seconds=1,
        log_level="warning",
        plans={"anonymous": _OWN_MACHINE},
    )
    from photoplay.server.serving import serve

    serve(settings, lambda listening: _tell(url=listening.url))


if __name__ == "__main__":
    main(*sys.argv[1:])
