"""What an operator may write, and in which words the rest is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from photoplay.errors import InvalidOption
from photoplay.services.settings_told import unknown_variables
from photoplay.settings import ServiceSettings, load_service_settings


def _of(tmp_path: Path, text: str) -> ServiceSettings:
    path = tmp_path / "photoplay.toml"
    path.write_text(text)
    return load_service_settings(path)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("prot = 9", "There is no setting “prot”; did you mean port?"),
        ("zzzqqq = 9", "There is no setting “zzzqqq”; photoplay config lists"),
        (
            "[plans.gold]\nstorrage_bytes = 1",
            "setting “storrage_bytes” of plans; did you mean storage_bytes?",
        ),
        ('[plans.gold]\nstorage_bytes = "x"', r"plans.gold.storage_bytes .* Set it in \[plans.gold\]"),
        ('[plans."a b"]\nlongest_s = 1', "“a b” is no name of a plan"),
        ("[plans]\nfree = 3", "“free” must be a table"),
        ("plans = 3", "plans are tables"),
        ("stop_seconds = true", "it must be a whole number"),
        ('port = "abc"', "it must be a whole number. Set it as PHOTOPLAY_PORT"),
        ("port = 70000", "it must be at most 65535"),
        ("upload_bytes = 0", "it must be at least 1"),
        ('trusted_proxies = ["x"]', "“x” is neither an address, such as 127.0.0.1, nor a network"),
        ('allowed_hosts = ["a b"]', "“a b” is no name of a host"),
        ('allowed_hosts = "[a"', "a list such as a, b"),
        ('data_dir = " "', "it must name a folder"),
        ('public_url = "abc"', "an address such as https://video.example.org"),
        ('log_level = "loud"', "'debug', 'info', 'warning' or 'error'"),
        ('database_url = "mysql://SECRET@x"', "begins with postgresql:// or sqlite:///"),
        ("x = ", "cannot be read"),
    ],
)
def test_what_is_wrong_is_said_in_plain_words(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(InvalidOption, match=words) as caught:
        _of(tmp_path, text)
    for jargon in ("Input", "Extra", "pydantic", "a valid", "SECRET", "{"):
        assert jargon not in caught.value.message


@pytest.mark.parametrize("name", [name for name in ServiceSettings.model_fields if name.endswith("_days")])
def test_no_time_reaches_beyond_the_calendar(tmp_path: Path, name: str) -> None:
    """A life of a thousand million days made every token a fault of the server."""
    assert getattr(_of(tmp_path, f"{name} = 36500"), name) == 36_500
    with pytest.raises(InvalidOption, match="at most 36500"):
        _of(tmp_path, f"{name} = 36501")


def test_a_new_plan_is_the_free_one_but_for_what_is_said(tmp_path: Path) -> None:
    settings = _of(tmp_path, "[plans.gold]\nstorage_bytes = 1\n[plans.free]\nrenders_per_hour = 7\n")
    gold, free = settings.plan("gold"), settings.plan("free")
    assert gold.storage_bytes == 1
    assert (gold.renders_per_hour, gold.longest_s) == (free.renders_per_hour, free.longest_s) == (7, 3600)


def test_folders_in_a_file_are_taken_from_where_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PHOTOPLAY_CACHE_DIR")
    settings = _of(tmp_path, 'data_dir = "data"\ncache_dir = "/var/cache/x"\n')
    assert settings.data_dir == tmp_path / "data" and settings.cache_dir == Path("/var/cache/x")


@pytest.mark.parametrize("told", ["a.example, b.example", '["a.example", "b.example"]'])
def test_lists_in_variables_may_be_written_either_way(monkeypatch: pytest.MonkeyPatch, told: str) -> None:
    monkeypatch.setenv("PHOTOPLAY_ALLOWED_HOSTS", told)
    assert load_service_settings().allowed_hosts == ("a.example", "b.example")


def test_hosts_and_networks_of_every_kind_are_taken(tmp_path: Path) -> None:
    text = (
        'allowed_hosts = ["v.example.org", "v.example.org:8443", "[::1]", "10.0.0.1", "münchen.example"]\n'
        'trusted_proxies = ["127.0.0.1", "10.0.0.0/8", "::1", "fd00::/8"]\n'
    )
    settings = _of(tmp_path, text)
    assert len(settings.allowed_hosts) == 5 and len(settings.trusted_proxies) == 4


def test_a_misspelt_variable_is_named() -> None:
    told = unknown_variables(
        {"PHOTOPLAY_PROT": "1", "PHOTOPLAY_PORT": "1", "photoplay_host": "x", "HOME": "/"}
    )
    assert told == (
        "The variable PHOTOPLAY_PROT is no setting and does nothing; did you mean PHOTOPLAY_PORT?",
    )
    assert unknown_variables({"PHOTOPLAY_QQQQQQ": ""})[0].endswith("does nothing.")


def test_plans_in_a_variable_are_json(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PHOTOPLAY_PLANS", '{"free": {"longest_s": 60}}')
    assert load_service_settings().plan("free").longest_s == 60
    monkeypatch.setenv("PHOTOPLAY_PLANS", "{")
    with pytest.raises(InvalidOption, match="PHOTOPLAY_PLANS is no JSON"):
        load_service_settings()
