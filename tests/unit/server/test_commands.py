"""The server's commands: `photoplay config`, `photoplay admin`, and what `photoplay serve` says."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest
import uvicorn
from tests.service_backend import LOOPBACK, NewBackend
from tests.waiting import HANGS_S

from photoplay.cli import serving as cli_serving
from photoplay.cli import settings_shown
from photoplay.errors import InvalidOption
from photoplay.server import serving
from photoplay.server.app import create_app
from photoplay.server.serving import Listening, _announced, _listen, _url
from photoplay.services import accounts
from photoplay.settings import ServiceSettings

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def photoplay(tmp_path: Path) -> Run:
    """``photoplay("config", …, given="a line")`` with settings from nowhere else."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("PHOTOPLAY_")}

    def run(*words: str, given: str = "", **settings: str) -> subprocess.CompletedProcess[str]:
        told = {f"PHOTOPLAY_{name.upper()}": value for name, value in settings.items()}
        return subprocess.run(
            [sys.executable, "-m", "photoplay", *words],
            env={**env, "PHOTOPLAY_DATA_DIR": str(tmp_path / "data"), **told},
            input=given, capture_output=True, text=True, timeout=HANGS_S, check=False,
        )  # fmt: skip

    return run


def test_config_names_each_source(photoplay: Run, tmp_path: Path) -> None:
    path = tmp_path / "photoplay.toml"
    path.write_text('port = 9000\nallowed_hosts = ["a.example"]\n[plans.free]\nlongest_s = 60\n')
    done = photoplay("config", "--json", "--config", str(path), claim_days="3")
    told = json.loads(done.stdout)
    assert told["port"] == {"value": 9000, "source": str(path)}
    assert told["claim_days"] == {"value": 3, "source": "PHOTOPLAY_CLAIM_DAYS"}
    assert told["link_days"] == {"value": 7, "source": "default"}
    assert told["plans"]["value"]["free"]["longest_s"] == 60
    words = photoplay("config", "--config", str(path)).stdout
    assert f"port = 9000  ({path})" in words and "link_days = 7  (default)" in words


def test_config_shows_no_passwords(photoplay: Run) -> None:
    url = "postgresql://ann:SECRET@db.example.org/photoplay?password=SECRET"
    for words in ((), ("--json",)):
        done = photoplay("config", *words, database_url=url, signing_key="SECRET://HIDDEN")
        assert "SECRET" not in done.stdout and "HIDDEN" not in done.stdout
        assert "postgresql://ann:***@db.example.org/photoplay" in done.stdout


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("", ""),
        ("nonsense", "***"),
        ("postgresql://db/x", "postgresql://db/x"),
        ("postgresql://u:p@w@db/x", "postgresql://u:***@db/x"),
    ],
)
def test_masking(url: str, shown: str) -> None:
    assert settings_shown._masked(url) == shown


def test_a_wrong_setting_is_said_in_words(photoplay: Run) -> None:
    for command in ("config", "serve"):
        done = photoplay(command, port="70000")
        assert done.returncode == 2 and "The setting port is not right" in done.stderr
        assert "Traceback" not in done.stderr


def test_a_misspelt_variable_is_warned_about(photoplay: Run) -> None:
    done = photoplay("config", prot="9000")
    assert "PHOTOPLAY_PROT is no setting and does nothing; did you mean PHOTOPLAY_PORT?" in done.stderr
    assert done.returncode == 0 and "port = 8765  (default)" in done.stdout


@pytest.mark.parametrize("command", [("serve",), ("admin",)])
def test_an_empty_folder_is_not_the_present_one(photoplay: Run, command: tuple[str, ...]) -> None:
    done = photoplay(*command, "--data-dir", "", *(("accounts", "list") if command == ("admin",) else ()))
    assert done.returncode == 2 and "It is empty" in done.stderr


def test_admin_says_when_no_server_runs(photoplay: Run) -> None:
    done = photoplay("admin", "accounts", "list")
    assert done.returncode == 2 and "No server is running" in done.stderr and "Traceback" not in done.stderr


@contextmanager
def _running(new_backend: NewBackend, folder: Path) -> Iterator[str]:
    """A server in a thread, announced in a data folder; the id of an anonymous account on it."""
    backend = new_backend()
    with _listen("127.0.0.1", 0) as listener, _announced(folder, _url(listener), "adm_token"):
        app = create_app(backend, admin_token="adm_token")
        server = uvicorn.Server(uvicorn.Config(app, log_config=None, lifespan="off", ws="none"))
        thread = Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            yield accounts.anonymous(backend, "no-uuid", LOOPBACK).account.id
        finally:
            server.should_exit = True
            thread.join(HANGS_S)


def test_admin_commands(
    photoplay: Run, new_backend: NewBackend, tmp_path: Path, cheap_passwords: None
) -> None:
    (tmp_path / "data").mkdir()
    with _running(new_backend, tmp_path / "data") as anonymous:

        def admin(*words: str, given: str = "") -> str:
            done = photoplay("admin", *words, given=given)
            assert done.returncode == 0, done.stderr
            return done.stdout

        assert re.fullmatch(r"http://127.0.0.1:\d+/login/key\?key=key_\S+\n", admin("owner-link"))
        assert "was made" in admin(
            "accounts", "create", "ann@example.org", "--plan", "pro", given="long enough\n"
        )
        listed = admin("accounts", "list")
        assert anonymous in listed and "ann@example.org" in listed
        assert admin("accounts", "list", "ann@").count("\n") == 1
        assert "has 93 credits" in admin("credits", "grant", anonymous, "-7")
        assert "has 100 credits" in admin("credits", "grant", anonymous, "7", "--note", "thanks")
        admin("plan", "set", "ann@example.org", "free")
        admin("password", "set", "ann@example.org", given="another one\n")
        admin("accounts", "disable", "ann@example.org")
        shown = json.loads(admin("accounts", "show", "ann@example.org"))
        assert (shown["plan"], shown["disabled"], shown["available"]) == ("free", True, 100)
        admin("accounts", "enable", "ann@example.org")
        token = admin("tokens", "list", anonymous).split()[0]
        admin("tokens", "revoke", anonymous, token)
        assert "revoked" in admin("tokens", "list", anonymous)
        admin("tokens", "revoke", anonymous)
        refused = (
            ("plan", "set", anonymous, "gold"),
            ("accounts", "show", "nobody"),
            ("credits", "grant", anonymous, "-5000"),
            ("credits", "grant", anonymous, "0"),
        )
        for words in refused:
            done = photoplay("admin", *words)
            assert (
                done.returncode == 2
                and "Traceback" not in done.stderr
                and done.stderr.startswith("photoplay: ")
            )


def test_where_the_server_is_stands_in_a_file_for_its_user_alone(tmp_path: Path) -> None:
    with _announced(tmp_path, "http://127.0.0.1:1", "adm_token"):
        path = tmp_path / "server.json"
        assert path.stat().st_mode & 0o777 == 0o600 and "adm_token" in path.read_text()
        path.write_text("another server's")
    assert path.exists()  # it is not ours any more
    with _announced(tmp_path, "http://127.0.0.1:1", "adm_token"):
        pass
    assert not path.exists()


def test_places_that_cannot_be_listened_on(tmp_path: Path) -> None:
    with _listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(InvalidOption, match="in use already"), _listen("127.0.0.1", port):
            pass
    with pytest.raises(InvalidOption, match="no address"), _listen("no.such.name.invalid", 1):
        pass
    with pytest.raises(InvalidOption, match="cannot listen"), _listen("192.0.2.1", 0):
        pass


def test_serve_says_who_can_reach_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    masks: list[int] = []

    def said(owner_url: str | None, is_everywhere: bool) -> str:
        def serve(_: ServiceSettings, on_listening: Callable[[Listening], None], **told: bool) -> None:
            assert told == {"shows_owner_link": False}  # nobody's terminal
            on_listening(Listening("http://127.0.0.1:1", owner_url, tmp_path, is_everywhere))

        monkeypatch.setattr(serving, "serve", serve)
        cli_serving.run(host=None, port=None, data_dir=tmp_path, workers=None, config=None)
        return capsys.readouterr().out

    monkeypatch.setattr(os, "umask", masks.append)
    at_home = said("http://127.0.0.1:1/login/key?key=x", False)
    assert "login/key?key=x" in at_home and "network" not in at_home
    for_all = said(None, True)
    assert "the network can reach it" in for_all and "photoplay admin owner-link" in for_all
    assert masks == [0o077, 0o077]


def test_help_imports_no_server() -> None:
    code = (
        "import sys; from photoplay.cli import main\n"
        "heavy = {'fastapi', 'pydantic', 'sqlalchemy', 'uvicorn', 'dbos', 'numpy', 'av', 'urllib.request'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=HANGS_S, check=True
    )
    assert done.stdout.strip() == "[]"
