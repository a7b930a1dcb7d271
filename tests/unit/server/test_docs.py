"""The pages of documentation are complete: every route, every code, every setting."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from photoplay import errors
from photoplay.render.capabilities import missing_capabilities
from photoplay.server.documentation import CODES
from photoplay.services.profiles import PROFILES
from photoplay.settings import PLANS, Plan, ServiceSettings, load_service_settings
from photoplay.timeline.codec import CLIP_TYPES, from_draft, own_attributes
from photoplay.timeline.keys import KEYS
from photoplay.timeline.model import VideoClip
from photoplay.timeline.summary import summary

DOCS = Path(__file__).parents[3] / "docs"
API = (DOCS / "api.md").read_text("utf-8")
OPERATIONS = (DOCS / "operations.md").read_text("utf-8")


def _rows(text: str, under: str) -> list[list[str]]:
    """Cells of the first table after a heading."""
    rows = [line for line in text.partition(under)[2].partition("\n## ")[0].splitlines() if line[:1] == "|"]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows[2:]]


def test_every_route_is_described_and_every_described_route_is_there(client: TestClient) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    there = {f"{method.upper()} {path}" for path, calls in paths.items() for method in calls}
    told = set(re.findall(r"^\| `([A-Z]+ /[^`]+)` \|", API, re.MULTILINE))
    assert there == told


def test_the_scope_of_every_route_is_as_described(client: TestClient) -> None:
    """Asked with a token of all scopes but that one."""
    from tests.service_backend import a_member

    from photoplay.services import accounts, tokens

    backend = client.app.state.backend  # type: ignore[attr-defined]
    member = a_member(backend)
    everything = {"read", "write", "upload", "render"}
    for call, scope in re.findall(r"^\| `([A-Z]+ /[^`]+)` \| (\w+|\*|–) \|", API, re.MULTILINE):
        method, _, path = call.partition(" ")
        issued = tokens.create_token(backend, member.account, "t", everything - {scope})
        headers = {"Authorization": f"Bearer {issued.secret}"}
        answer = client.request(method, re.sub(r"\{\w+\}", "me", path), headers=headers)
        if scope in {*everything, "*"}:
            assert answer.json()["data"] == {"scope": scope}, call
        elif scope == "–":
            assert answer.status_code not in (401, 403) or path == "/metrics", call
        else:
            assert (scope, answer.status_code) == ("signed", 403), call
    assert (*("read", "write", "upload", "render"), "*") == accounts.SCOPES


def test_pages_and_aliases_are_named(client: TestClient) -> None:
    for route in ("/login", "/register?bind=", "/workspace", "/workspace/claim?ct=", "/docs"):
        assert route in API
        assert client.get(route.partition("?")[0]).status_code != 404
    for alias in (
        "POST /api/render/proxy/draft",
        "GET /api/render/proxy/{render_id}",
        "/api/render/proxy/{render_id}/cancel",
        "/api/render/proxy/{render_id}/events",
        "/api/render/proxy/lambda/{render_id}/download",
    ):
        assert f"`{alias}`" in API


def test_every_code_is_described_in_both_places() -> None:
    told = [(int(row[0]), int(row[1])) for row in _rows(API, "\n## Codes")]
    assert told == [(code, status) for code, status, _ in CODES]
    leaves = [
        kind
        for kind in vars(errors).values()
        if isinstance(kind, type) and issubclass(kind, errors.ServiceError)
    ]
    raised = {(kind.code, kind.status) for kind in leaves if kind is not errors.ServiceError}
    raised |= {
        (kind.code, kind.status)
        for kind in (errors.UnsupportedMedia, errors.MediaTooLarge, errors.InvalidOption)
    }
    assert raised <= set(told)


def test_the_example_draft_is_one() -> None:
    draft = json.loads(re.findall(r"```json\n(.*?)```", API, re.DOTALL)[0])
    assert f"`{summary(from_draft(draft))}`" in API
    assert list(missing_capabilities(from_draft(draft))) == [], "all of it can be drawn"


def test_every_key_of_drafts_is_explained_and_those_of_pictures_are_shown() -> None:
    section = API.partition("\n## A whole draft")[2].partition("\n## ")[0]
    words, _, example = section.partition("```json")
    own = {key for kind in CLIP_TYPES.values() for key in _keys_of(kind)}
    told = set(re.findall(r"[`{ ,]([a-z]+)[`}:, ]", words))
    assert own - told == set()
    shown = set(re.findall(r'"(\w+)":', example))
    later = {"rot", "flip", "crop", "tro", "loop", "fi", "fo", "keyframes"}
    assert _keys_of(VideoClip) - shown <= later
    assert {"bg", "brd", "rad", "sh", "ang", "poses", "rev", "frz", "vol", "to"} <= shown


def test_keys_of_drafts_in_the_rules_of_layouts_exist() -> None:
    section = (DOCS / "layouts.md").read_text("utf-8").partition("\n## Rules")[2].partition("\n## ")[0]
    told = set(re.findall(r"`([a-z]+)(?:: \w+)?`", section))
    assert {"pos", "fit"} <= told
    assert told <= set(KEYS) | set(KEYS.values())


def _keys_of(kind: type[Any]) -> set[str]:
    return {KEYS[name] for name in own_attributes(kind)}


def test_the_example_conversation_calls_what_is_there(client: TestClient) -> None:
    example = re.findall(r"```bash\n(.*?)```", API, re.DOTALL)[0]
    paths = client.get("/openapi.json").json()["paths"]
    patterns = [re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(path)) for path in paths]
    called = re.findall(r'\$BASE(/[^"]*)"', example)
    assert len(called) == 6
    for path in called:
        assert any(re.fullmatch(pattern, path) for pattern in patterns), path


def test_every_profile_is_described() -> None:
    assert {row[0].split("`")[1] for row in _rows(API, "\n## Profiles")} == set(PROFILES)


def test_every_setting_is_described_with_its_default() -> None:
    rows = {
        row[0].strip("`"): row[1].strip("`") for row in _rows(OPERATIONS, "\n## Settings") if len(row) == 3
    }
    assert set(rows) == set(ServiceSettings.model_fields)
    settings = load_service_settings()
    for name, told in rows.items():
        value = getattr(settings, name)
        if isinstance(value, bool | str):
            assert told == str(value).lower(), name
        elif isinstance(value, int | float):
            assert _number(told.replace(",", "")) == value, name
    file = re.findall(r"```toml\n(.*?)```", OPERATIONS, re.DOTALL)
    assert len(file) == 2


def _number(told: str) -> float:
    number, _, unit = told.partition(" ")
    factor = {"": 1, "MB": 1 << 20, "GB": 1 << 30, "million": 1_000_000}[unit]
    return float(number) * factor


def test_every_field_of_plans_is_described() -> None:
    rows = {row[0].strip("`"): row[1:5] for row in _rows(OPERATIONS, "Plans are tables") if len(row) == 6}
    assert set(rows) == set(Plan.model_fields)
    for name, cells in rows.items():
        for plan, told in zip(("anonymous", "free", "pro", "owner"), cells, strict=True):
            value = getattr(PLANS[plan], name)
            if isinstance(value, bool):
                assert told == ("yes" if value else "no"), (plan, name)
            elif told != "no limit":
                assert _number(told.replace(",", "")) == value, (plan, name)


def test_example_files_of_settings_are_read(tmp_path: Path) -> None:
    whole = "\n".join(re.findall(r"```toml\n(.*?)```", OPERATIONS, re.DOTALL))
    path = tmp_path / "photoplay.toml"
    path.write_text(whole)
    settings = load_service_settings(path)
    assert settings.public_url == "https://video.example.org" and settings.trusted_proxies == ("127.0.0.1",)
    assert settings.plan("free").renders_per_hour == 60 and not settings.plan("team").has_credit_limit


def test_commands_of_the_operator_are_there() -> None:
    from typer.main import get_command

    from photoplay.cli.admin import app

    group = get_command(app)
    lines = re.findall(r"^photoplay admin (.*)$", OPERATIONS, re.MULTILINE)
    assert len(lines) > 5
    for line in lines:
        room, *rest = line.split()
        inner = getattr(group.commands[room], "commands", None)  # type: ignore[attr-defined]
        assert inner is None or rest[0] in inner, line
