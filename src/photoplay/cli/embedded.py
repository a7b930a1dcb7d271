"""A server for one command: on a free port of this machine, in a temporary folder, ended with the command.

The command starts this module as a program and holds the other end of its standard input: when that closes,
because the command has ended in whatever way, the server stops and takes its folder with it.
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
    folder = tempfile.mkdtemp(prefix="photoplay-say-")
    command = [sys.executable, "-m", "photoplay.cli.embedded", folder, str(workers or "")]
    log = Path(folder, "log.txt")
    try:
        with log.open("wb") as told:
            process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=told,
                env=_environment(),
                start_new_session=True,
            )
        try:
            yield _url(process)
        finally:
            _end(process)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


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
        process.wait(_STOP_S)
    except (subprocess.TimeoutExpired, KeyboardInterrupt):
        pass
    finally:
        with contextlib.suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        process.stdout.close()


def _stop_with_the_command() -> None:
    """Waits until the command is gone, then stops this server; at last by force."""
    with contextlib.suppress(OSError):
        while os.read(0, 4096):
            pass
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(_STOP_S)
    with contextlib.suppress(OSError):
        os.killpg(os.getpgrp(), signal.SIGKILL)


def _tell(**told: str) -> None:
    print(json.dumps(told), flush=True)


def main(folder: str, workers: str) -> None:
    """The server itself, until its command is gone."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # also while it starts, so that it cleans up
    threading.Thread(target=_stop_with_the_command, daemon=True).start()
    os.umask(0o077)
    try:
        _serve(Path(folder), int(workers) if workers else None)
    except PhotoplayError as error:
        _tell(error=error.message)
    except KeyboardInterrupt:
        pass
    finally:
        shutil.rmtree(folder, ignore_errors=True)


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
    main(sys.argv[1], sys.argv[2])
