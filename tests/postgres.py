"""A private PostgreSQL cluster: made in a temporary folder, run by an unprivileged user, gone afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def _program(name: str) -> str:
    """Debian keeps the server's programs out of the way."""
    places = [*map(str, sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)), os.environ["PATH"]]
    found = shutil.which(name, path=os.pathsep.join(places))
    assert found is not None, f"{name} is missing"
    return found


def _user() -> pwd.struct_passwd | None:
    """Whom to run it as: PostgreSQL refuses root."""
    if os.getuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    return None


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def cluster() -> Iterator[str]:
    """The address of a fresh cluster's server, without a database's name: "postgresql://…:port"."""
    user = _user()
    with tempfile.TemporaryDirectory(prefix="photoplay-pg-") as folder:
        if user is not None:
            os.chown(folder, user.pw_uid, user.pw_gid)
        data, port = Path(folder) / "data", _free_port()

        def run(*command: str) -> None:
            who = {} if user is None else {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
            with tempfile.TemporaryFile() as told:
                done = subprocess.run(
                    command, cwd=folder, stdout=told, stderr=subprocess.STDOUT, env=env, check=False, **who
                )
                told.seek(0)
                assert done.returncode == 0, (command[0], told.read().decode(errors="replace"))

        env = {"PATH": os.environ["PATH"], "LC_ALL": "C", "HOME": folder, "TZ": "UTC"}
        run(_program("initdb"), "-D", str(data), "-U", "photoplay", "-A", "trust", "-E", "UTF8", "-N")
        settings = f"-p {port} -h 127.0.0.1 -k {folder} -F -c max_connections=200 -c shared_buffers=32MB"
        run(
            _program("pg_ctl"),
            "-D",
            str(data),
            "-w",
            "-t",
            "60",
            "-l",
            f"{folder}/log",
            "-o",
            settings,
            "start",
        )
        try:
            yield f"postgresql://photoplay@127.0.0.1:{port}"
        finally:
            run(_program("pg_ctl"), "-D", str(data), "-w", "-m", "immediate", "stop")
