"""The five packages: what stands in them, for whom it can be read, and how they are installed."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml
from google.adk.skills import load_skill_from_dir
from tests.waiting import HANGS_S

from photoplay.client import skill
from photoplay.client.skill_check import check_skill
from photoplay.errors import InvalidOption, NotWritable

ROOT = Path(__file__).parents[3]
NAMES = (
    "ai-image-to-video-bot",
    "meta-ai-image-to-video",
    "ai-image-to-video-discord",
    "online-photo-video-maker",
    "ai-product-video",
)
EVERY = pytest.mark.parametrize("name", NAMES)


def head_of(text: str) -> dict[str, Any]:
    return dict(yaml.safe_load(text.split("---", 2)[1]))


def test_there_are_these_five() -> None:
    assert tuple(skill.skills()) == NAMES
    assert sorted(path.name for path in (ROOT / "skills").iterdir()) == sorted(NAMES)


@EVERY
def test_the_repository_holds_what_is_generated(name: str) -> None:
    """After a change: photoplay skills install all --target skills --force."""
    assert (ROOT / "skills" / name / "SKILL.md").read_text(encoding="utf-8") == skill.skill_md(name)


@EVERY
def test_adk_loads_it(name: str) -> None:
    loaded = load_skill_from_dir(ROOT / "skills" / name)
    assert loaded.name == name and "pp_upload" in loaded.instructions
    assert loaded.frontmatter.metadata["version"] == skill.skill_version()


@EVERY
def test_our_own_check_finds_nothing_to_mend(name: str) -> None:
    assert {one.level for one in check_skill(ROOT / "skills" / name)} == {"note"}


@EVERY
def test_its_head_is_what_agents_need(name: str) -> None:
    head = head_of(skill.skill_md(name))
    assert head["name"] == name and head["version"] == head["metadata"]["version"]
    assert re.fullmatch(r"\d+\.\d+\.\d+", head["version"])
    assert len(head["description"]) <= 1024 and "Use when" in head["description"]
    assert re.search(r"[\u4e00-\u9fff]", head["description"])  # Chinese users find it too
    assert len(head["compatibility"]) <= 500
    told = head["metadata"]["openclaw"]
    # A skill whose token is fetched on first use must require no variable.
    assert told["requires"].get("env", []) == [] and told["requires"]["bins"] == ["bash", "curl"]
    assert told["primaryEnv"] == "NEMO_TOKEN"
    variables = {one["name"]: one["required"] for one in told["envVars"]}
    wanted = ("NEMO_TOKEN", "NEMO_API_URL", "NEMO_WEB_URL", "NEMO_CLIENT_ID", "SKILL_SOURCE")
    assert variables == dict.fromkeys(wanted, False)


@EVERY
def test_it_says_what_a_seed_says(name: str) -> None:
    facts, text = skill.skills()[name], skill.skill_md(name)
    assert len(facts["try"]) == 3 and all(f'- "{one}"' in text for one in (*facts["try"], *facts["try_zh"]))
    assert (
        f"WORDS'\n{facts['typical']}\nWORDS\n" in text
        and f'**Quick edit**: upload, "{facts["typical"]}"' in text
    )
    assert len(text.splitlines()) < 500 and "{{" not in text
    for words in (
        "⏳ Still working...",
        "heartbeat",
        "X-Skill-Platform",
        "Timeline (3 tracks):",
        "点击",
        "拖拽",
    ):
        assert words in text


@EVERY
def test_what_to_ask_and_a_model_sentence_stand_where_it_is_said(name: str) -> None:
    """A reader who goes from block to block must meet them before the first message is sent."""
    facts, text = skill.skills()[name], skill.skill_md(name)
    step = text[text.index("\nSay it. ") : text.index("\npp_say <<'WORDS'")]
    assert facts["ask"] in step and f"\n> {facts['model']}\n" in step
    assert facts["model"].startswith(facts["typical"])


def test_the_product_skill_asks_for_what_only_the_user_knows() -> None:
    facts = skill.skills()["ai-product-video"]
    for wanted in ("name", "features", "price", "call to action"):
        assert wanted in facts["ask"] and (wanted == "name" or wanted in facts["model"].lower())
    assert "is called" in facts["model"]


@EVERY
def test_small_previews_are_not_what_a_batch_hands_over(name: str) -> None:
    text = skill.skill_md(name)
    lines = [line for line in text.splitlines() if line.startswith("pp_connect ")]
    assert len(lines) == 2 and all(re.search(r"pp_export video-\d\.mp4$", line) for line in lines)


@EVERY
def test_no_other_host_is_named(name: str) -> None:
    text = skill.skill_md(name, "https://video.example.com/studio")
    hosts = set(re.findall(r"https?://([A-Za-z0-9.-]+)", text))
    assert hosts == {"video.example.com"} and "https://video.example.com/studio" in text
    assert "127.0.0.1:8765" not in text


@EVERY
def test_keywords_are_those_of_the_routing_table(name: str) -> None:
    table = json.loads((files("photoplay.data") / "routing.json").read_text(encoding="utf-8"))
    text = skill.skill_md(name)
    section = text[text.index("## Matching words") : text.index("## What can be said")]
    rows = [line.split("|")[1:3] for line in section.splitlines() if line.startswith("| ")][1:]
    told = {do.split("`")[1].split()[0]: set(re.findall(r'"([^"]+)"', words)) for words, do in rows}
    calls = {"export": "pp_export", "credits": "pp_credits", "state": "pp_state", "upload": "pp_upload"}
    assert set(table["actions"]) == set(calls)
    for action, one in table["actions"].items():
        words = {
            word
            for lists in (one["keywords"], one.get("alone", {}))
            for listed in lists.values()
            for word in listed
        }
        assert told[calls[action]] == words
    shared = skill.skill_facts()["shared"]
    assert set(shared["turns"]) <= set(table["examples"]["turn"])
    fillers = [
        word
        for one in (table, table["actions"]["export"])
        for words in one["companions"].values()
        for word in words
    ]
    assert set(shared["fillers"]) <= set(fillers)


@pytest.mark.parametrize(
    "url",
    ["", "video.example.com", "ftp://a.b", "http://me:secret@a.b", "http://a.b/$(id)", "http://a.b/'", "http://a.b/?x=1",
     "http://a b", "http://a.b\nc", "http://a.b/`id`", "https://"],
)  # fmt: skip
def test_an_address_that_could_not_stand_in_a_script_is_refused(url: str) -> None:
    with pytest.raises(InvalidOption, match="no address of a server"):
        skill.skill_md(NAMES[0], url)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:8765/", "https://video.example.com", "http://[::1]:80", "https://a.b/c/d-e"]
)
def test_addresses_lose_their_last_stroke(url: str) -> None:
    assert f"BASE=${{NEMO_API_URL:-{url.rstrip('/')}}}" in skill.skill_md(NAMES[0], url)


def test_an_unknown_skill_is_told_the_names() -> None:
    with pytest.raises(InvalidOption, match="ai-product-video"):
        skill.skill_md("ai-video")


def test_install_writes_once_and_over_another_only_by_force(tmp_path: Path) -> None:
    first = skill.install(NAMES[:2], tmp_path, server="http://127.0.0.1:1")
    assert [(one.name, one.is_new) for one in first] == [(NAMES[0], True), (NAMES[1], True)]
    assert not skill.install(NAMES[:1], tmp_path, server="http://127.0.0.1:1")[0].is_new
    path = tmp_path / NAMES[0] / "SKILL.md"
    with pytest.raises(InvalidOption, match="--force"):
        skill.install(NAMES[:1], tmp_path, server="http://127.0.0.1:2")
    assert "127.0.0.1:1" in path.read_text()
    assert skill.install(NAMES[:1], tmp_path, server="http://127.0.0.1:2", force=True)[0].is_new
    assert "127.0.0.1:2" in path.read_text() and [one.name for one in path.parent.iterdir()] == ["SKILL.md"]


def test_nothing_is_written_when_one_of_them_is_wrong(tmp_path: Path) -> None:
    (tmp_path / NAMES[1]).mkdir()
    (tmp_path / NAMES[1] / "SKILL.md").write_text("mine")
    with pytest.raises(InvalidOption):
        skill.install(NAMES[:2], tmp_path, server=skill.DEFAULT_SERVER)
    assert not (tmp_path / NAMES[0]).exists()


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(NotWritable):
        skill.install(NAMES[:1], tmp_path / "file", server=skill.DEFAULT_SERVER)


def test_agents_look_in_these_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENCLAW_STATE_DIR", "CLAUDE_CONFIG_DIR"):
        monkeypatch.delenv(name, raising=False)
    found = {target: skill.target_folder(target, tmp_path) for target in skill.TARGETS}
    assert found == {
        target: tmp_path / f".{target}" / "skills" for target in ("openclaw", "cursor", "claude")
    }
    monkeypatch.setenv("CLAUDE_CONFIG_DIR", str(tmp_path / "elsewhere"))
    assert skill.target_folder("claude", tmp_path) == tmp_path / "elsewhere" / "skills"
    assert skill.target_folder(str(tmp_path / "mine"), tmp_path) == tmp_path / "mine"
    with pytest.raises(InvalidOption, match="Write claude, or ./claud"):
        skill.target_folder("claud", tmp_path)
    assert skill.target_folder("./claud", tmp_path) == Path("claud")


def test_template_and_facts_are_packed() -> None:
    """`photoplay skills` works after pip install: its data are package data."""
    told = tomllib.loads((ROOT / "pyproject.toml").read_text())
    assert "data/skills/*" in told["tool"]["setuptools"]["package-data"]["photoplay"]


def test_generating_loads_next_to_nothing() -> None:
    code = "import sys\nfrom photoplay.client.skill import skill_md\nskill_md('ai-product-video')\nprint(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=HANGS_S
    )
    heavy = ("httpx", "numpy", "google", "fastapi", "yaml", "photoplay.client.api")
    assert not [name for name in done.stdout.split() if name.startswith(heavy)]
