"""What passes the edge, and what does not; the client's own words; waits and sizes as people read them."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photoplay.client.problems import file_problem, problem
from photoplay.client.refusals import error_of
from photoplay.client.shown import Answer, Delivered, Edge, Problem
from photoplay.client.words import language_of, size, span, words
from photoplay.errors import DiskFull, MissingMedia, ServerAway

_SECRETS = ("nmv_usr_0123456789abcdef", "1234567890123456789", "3f0a-client-id")
_EDGE = Edge(lambda: _SECRETS, lambda: ("http://127.0.0.1:8765", "https://w.example/app"))
_TABLE = json.loads((files("photoplay.data") / "client_words.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ("Token nmv_usr_zzzzzzzz.", "Token …."),
        ("Authorization: Bearer abcdefgh.ij", "Authorization: …"),
        ("Session 9876543210987654321 is there.", "Session … is there."),
        ('{"code":0,"data":{}} hello', "hello"),
        ('It is {"a": {"b": [1]}}, they say.', "It is , they say."),
        ('[{"a": 1}]', ""),
        ('```json\n{"a": 1}\n```\nhello', "hello"),
        (
            "Export started: https://x.example/files/renders/a.mp4?e=1&s=abc",
            "Export started: (the file follows here)",
        ),
        ("https://b.s3.example/a.mp4?X-Amz-Signature=1", "(the file follows here)"),
        ("https://evil.example/register?bind=anon_0123456789", "(the file follows here)"),
        ("https://evil.example/workspace/claim?ct=clm_0123456789", "(the file follows here)"),
        ("https://w.example.evil.example/register?bind=a", "(the file follows here)"),
        ("https://name@w.example/register?bind=a", "(the file follows here)"),
        ("https://w.example/register?bind=a&token=nmv_usr_zzzzzzzz", "(the file follows here)"),
        ("https://w.example/register?note=nmv_usr_zzzzzzzz", "https://w.example/register?note=…"),
        ("https://w.example/register?bind=3f0a-client-id", "https://w.example/register?bind=…"),
        ("It is 9876543210987654321.", "It is …."),
        ("https://name:word@x.example/", "(the file follows here)"),
        ("\x1b[31mred\x1b[0m\x07 \u202eright", "red right"),
    ],
)
def test_what_is_taken_out(told: str, shown: str) -> None:
    assert _EDGE.clean(told, "en") == shown


@pytest.mark.parametrize(
    "text",
    [
        "Timeline (3 tracks): 1. Video: beach.jpg (0-10s) 2. BGM: Lo-fi (0-10s, 35%) 3. Title: “Urban Dreams” (0-3s)",
        "Say [link] or {name}.", "Scores: [1, 2, 3]", "https://w.example/register?bind=anon_0123456789",
        "1.5 s, 12,345", "https://w.example/workspace/claim?ct=clm_0123456789", "https://x.example/a?page=2",
        "标题：“{夏天}”", "a\nb\tc", "https://x.example/api/render/lambda/render_1",
    ],
)  # fmt: skip
def test_what_stays(text: str) -> None:
    assert _EDGE.clean(text, "en") == text


@given(st.text(max_size=80), st.sampled_from(_SECRETS), st.text(max_size=80))
def test_known_secrets_never_pass(before: str, secret: str, after: str) -> None:
    assert secret not in _EDGE.clean(f"{before}{secret}{after}", "zh")


def test_a_page_that_the_server_names_itself_is_shown() -> None:
    """Its pages may stand under another name than its API. An answer's words name nothing."""
    url = "https://pages.example/workspace/claim?ct=clm_0123456789"
    for said in (Delivered(f"Open {url}", Path("a.mp4"), 7, url), Problem(f"Open {url}", 2001, url)):
        assert (passed := _EDGE.passed(said, "en")) is not None and passed.text == f"Open {url}"
    passed = _EDGE.passed(Delivered(f"Open {url}", Path("a.mp4"), 7), "en")
    assert passed is not None and url not in passed.text


def test_only_the_text_is_cleaned(tmp_path: Path) -> None:
    said = Delivered(
        'Look {"a": 1}', tmp_path / "a.mp4", 7, "https://w.example/workspace/claim?ct=clm_secret"
    )
    passed = _EDGE.passed(said, "en")
    assert passed is not None and passed.text == "Look" and passed.claim_url == said.claim_url
    assert _EDGE.passed(Answer('{"a": 1}'), "en") is None


# -- words ----------------------------------------------------------------------------------------------


def test_all_words_are_there_in_each_language_with_the_same_slots() -> None:
    assert len(_TABLE) > 50
    for key, told in _TABLE.items():
        assert list(told) == ["en", "zh", "zh-TW"], key
        slots = [sorted(re.findall(r"{(\w+)}", text)) for text in told.values()]
        assert slots[0] == slots[1] == slots[2], key


def test_every_key_is_used() -> None:
    package = Path(words.__code__.co_filename).parents[1]
    source = "".join(path.read_text() for room in ("client", "cli") for path in (package / room).glob("*.py"))
    unused = [key for key in _TABLE if not key.isdecimal() and not re.search(f"[\"']{key}[\"']", source)]
    assert unused == []


@pytest.mark.parametrize(
    ("text", "before", "language"),
    [
        ("make it warm", "zh", "en"), ("把视频发给我", "en", "zh"), ("把影片傳給我", "en", "zh-TW"),
        ("1080p", "zh", "zh"), ("大一点", "zh-TW", "zh"), ("好", "zh-TW", "zh-TW"), ("好", "en", "zh"),
        ("👍", "zh-TW", "zh-TW"), ("标题写 Hello", "en", "zh"),
    ],
)  # fmt: skip
def test_the_language_follows_the_message(text: str, before: str, language: str) -> None:
    assert language_of(text, before) == language


def test_waits_and_sizes() -> None:
    told = [span(seconds, "en") for seconds in (0.2, 30, 90, 91, 3600, 7199, 7200, 86_400 * 2, 604_800)]
    assert told == ["1 s", "30 s", "90 s", "2 min", "60 min", "120 min", "2 h", "2 days", "7 days"]
    assert [size(n) for n in (5, 8_000_000, 200_000_000, 2_500_000_000)] == [
        "1 kB",
        "8.0 MB",
        "200 MB",
        "2.5 GB",
    ]


# -- problems -------------------------------------------------------------------------------------------


def test_every_code_has_words_in_each_language() -> None:
    for code in (1001, 1002, 2001, 4001, 4002, 400, 402, 403, 404, 409, 422, 429, 500, 503, 504, 7777):
        told = {problem(error_of(code, "Because."), language).text for language in ("en", "zh", "zh-TW")}
        assert len(told) == 3 and all(text and "{" not in text for text in told), code


def test_other_faults_are_told_too() -> None:
    assert "a.jpg" in problem(MissingMedia("No.", name="a.jpg"), "zh").text
    assert problem(DiskFull("No room."), "zh").text == "No room."
    assert problem(ServerAway("What answers there is no Photoplay server."), "en").text.startswith(
        "What answers"
    )
    assert "连接不上" in problem(ServerAway("x", is_sent=False), "zh").text


def test_no_credits_say_where_to_go() -> None:
    told = problem(
        error_of(2001, "This costs 3 credits; 1 is left.", {"register_url": "https://w/r?bind=1"}), "en"
    )
    assert told.text.startswith("This costs 3 credits") and told.text.endswith("https://w/r?bind=1")
    assert told.url == "https://w/r?bind=1"
    assert "https://w/r" in problem(error_of(2001, "No."), "zh", register_url="https://w/r").text
    assert problem(error_of(2001, "这需要 3 点额度。", {"top_up_url": "https://t"}), "zh").text.startswith(
        "这需要"
    )
    assert "Top up" in problem(error_of(2001, ""), "en").text


def test_files_are_named() -> None:
    assert file_problem("a.txt", 4001, "This is text.", {}, "en").text.startswith(
        "a.txt was not taken: This is text. Accepted:"
    )
    assert "支持的格式" in file_problem("a.txt", 4001, "This is text.", {}, "zh").text
    assert "9.0 MB" in file_problem("b.jpg", 4002, "Too large.", {"limit_bytes": 9_000_000}, "zh-TW").text
