"""Everything an operator of the server may set: ``PHOTOPLAY_*`` variables, then a TOML file, then defaults.

Read once, when the server starts, and handed on as data. What the command line needs without a server
stands in ``config.py``, which is lighter to import.
"""

from __future__ import annotations

import difflib
import ipaddress
import json
import re
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

import platformdirs
from pydantic import BaseModel, ConfigDict, Field, HttpUrl, SecretStr, ValidationError
from pydantic.functional_validators import AfterValidator, BeforeValidator
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
    TomlConfigSettingsSource,
)

from photoplay.errors import InvalidOption

PREFIX = "PHOTOPLAY_"
MB = 1024 * 1024
_PLAN_NAME = re.compile(r"[A-Za-z0-9_-]{1,32}")


def _no_switch(told: object) -> object:
    return "" if isinstance(told, bool) else told  # an empty text is no number


def _split(told: object) -> object:
    """Lists from one text: "a, b" and '["a", "b"]' as well as a TOML list."""
    if not isinstance(told, str):
        return told
    if told.lstrip().startswith("["):
        try:
            return json.loads(told)
        except ValueError as error:
            raise ValueError("it must be a list such as a, b") from error
    return [part.strip() for part in told.split(",") if part.strip()]


def _check_networks(told: tuple[str, ...]) -> tuple[str, ...]:
    for one in told:
        try:
            ipaddress.ip_network(one, strict=False)
        except ValueError as error:
            raise ValueError(
                f"“{one}” is neither an address, such as 127.0.0.1, nor a network, such as 10.0.0.0/8"
            ) from error
    return told


def _check_hosts(told: tuple[str, ...]) -> tuple[str, ...]:
    for one in told:
        if not re.fullmatch(r"[\w.-]+(?::\d{1,5})?|\[?[0-9A-Fa-f:.]+\]?(?::\d{1,5})?", one):
            raise ValueError(f"“{one}” is no name of a host, such as video.example.org")
    return told


def _require_text(told: object) -> object:
    if isinstance(told, str) and not told.strip():
        raise ValueError("it must name a folder")
    return told


def _url(told: object) -> object:
    if not told:
        return ""
    try:
        return str(HttpUrl(str(told))).rstrip("/")
    except ValidationError as error:
        raise ValueError("it must be an address such as https://video.example.org") from error


def _check_database(told: SecretStr) -> SecretStr:
    known = ("postgresql://", "postgres://", "postgresql+psycopg://", "sqlite:///")
    if told.get_secret_value() and not told.get_secret_value().startswith(known):
        raise ValueError("a database's address begins with postgresql:// or sqlite:///")
    return told


def _check_model(told: str) -> str:
    provider, _, name = told.partition("/")
    if told != "planner" and (provider not in ("gemini", "anthropic", "openai") or not name.strip()):
        raise ValueError("it must be planner, or gemini/NAME, anthropic/NAME or openai/NAME")
    return told


Whole = Annotated[int, BeforeValidator(_no_switch)]
#: Bounds keep sums of times and sizes within what dates and databases can hold.
Count = Annotated[Whole, Field(ge=0, le=1_000_000_000)]
Positive = Annotated[Whole, Field(ge=1, le=1_000_000_000)]
Bytes = Annotated[Whole, Field(ge=0, le=1 << 60)]
Days = Annotated[Whole, Field(ge=1, le=36_500)]
Seconds = Annotated[Whole, Field(ge=0, le=86_400)]
Processes = Annotated[Whole, Field(ge=0, le=256)]
Names = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_split)]
Hosts = Annotated[Names, AfterValidator(_check_hosts)]
Folder = Annotated[Path, BeforeValidator(_require_text), AfterValidator(Path.expanduser)]
Url = Annotated[str, BeforeValidator(_url)]


class Plan(BaseModel):
    """What accounts of one plan may do.

    Attributes:
        storage_bytes: Of all kept uploads together.
        files_per_session: Uploads in one media bin.
        renders_waiting: Renders that are not finished, at one time.
        renders_per_hour: Submitted in any 60 minutes.
        longest_s: Of a video.
        largest_side_px: Longer side of a video's frame.
        may_export: Whether videos may be made at all.
        has_credit_limit: Whether turns are paid with credits.
        refills: Whether the balance is refilled every ``refill_days``.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    storage_bytes: Bytes = 10 * 1024 * MB
    files_per_session: Positive = 500
    renders_waiting: Positive = 20
    renders_per_hour: Positive = 240
    longest_s: Positive = 4 * 3600
    largest_side_px: Positive = 3840
    may_export: bool = True
    has_credit_limit: bool = True
    refills: bool = True


#: Plans there are unless the operator says otherwise; a TOML table ``[plans.free]`` changes single values,
#: one of another name makes a new plan, whose other values are the free plan's.
PLANS: Mapping[str, Plan] = {
    "anonymous": Plan(
        storage_bytes=2 * 1024 * MB,
        renders_waiting=5,
        renders_per_hour=60,
        longest_s=1200,
        largest_side_px=1920,
        refills=False,
    ),
    "free": Plan(longest_s=3600),
    "pro": Plan(storage_bytes=100 * 1024 * MB, renders_waiting=50, renders_per_hour=1000),
    "owner": Plan(
        storage_bytes=1 << 50, renders_waiting=1000, renders_per_hour=100_000, has_credit_limit=False
    ),
}


def _with_usual(told: object) -> object:
    """The plans that are told over the usual ones, value by value; new ones over the free one.

    Raises:
        ValueError: A name that is none, or a plan that is no table.
    """
    if not isinstance(told, Mapping):
        raise ValueError("plans are tables, such as [plans.free]")
    values = {name: plan.model_dump() if isinstance(plan, Plan) else plan for name, plan in told.items()}
    for name, plan in values.items():
        if not _PLAN_NAME.fullmatch(str(name)):
            raise ValueError(f"“{name}” is no name of a plan: 1 to 32 letters, digits, _ and -")
        if not isinstance(plan, Mapping):
            raise ValueError(f"“{name}” must be a table with values, such as renders_per_hour = 60")
    free = {**PLANS["free"].model_dump(), **values.get("free", {})}
    usual = {name: plan.model_dump() for name, plan in PLANS.items()}
    return {name: {**usual.get(name, free), **values.get(name, {})} for name in {**usual, **values}}


class ServiceSettings(BaseSettings):
    """Settings of the server. Times are in the unit of the name, sizes in bytes, addresses without slash."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        extra="forbid",
        frozen=True,
        hide_input_in_errors=True,
        validate_default=True,
        env_ignore_empty=True,
    )

    # Where it listens and what it is called.
    host: str = Field("127.0.0.1", description="Address to listen on.")
    port: Whole = Field(8765, ge=0, le=65535, description="Port to listen on; 0 takes a free one.")
    public_url: Url = Field("", description="How clients reach the API, such as https://video.example.org.")
    web_url: Url = Field("", description="How people reach the pages, if not at public_url.")
    allowed_hosts: Hosts = Field((), description="More names that requests may call this server by.")
    trusted_proxies: Annotated[Names, AfterValidator(_check_networks)] = Field(
        (), description="Addresses or networks whose X-Forwarded-* is believed."
    )

    # Where it keeps things.
    data_dir: Folder = Field(
        default_factory=lambda: Path(platformdirs.user_data_dir("photoplay")),
        description="Database, files and keys.",
    )
    database_url: Annotated[SecretStr, AfterValidator(_check_database)] = Field(
        SecretStr(""), description="postgresql://…; empty: SQLite in the data folder."
    )
    signing_key: SecretStr = Field(
        SecretStr(""), description="Signs links; empty: one is made, and kept in the database."
    )
    cache_dir: Folder | None = Field(
        None, description="Finished parts of videos; by default in the data folder."
    )
    cache_bytes: Bytes = Field(10_000 * MB, description="How much of them is kept.")
    free_disk_bytes: Bytes = Field(
        512 * MB, description="Uploads are refused when less than this is free on the disk."
    )

    # How much of the machine it takes.
    workers: Processes = Field(0, description="Processes that draw; 0: one for each processor.")
    renders_at_once: Whole = Field(4, ge=1, le=256, description="Videos in the making at one time.")
    intake_processes: Processes = Field(0, description="Uploads looked at at one time; 0: one per processor.")
    stop_seconds: Seconds = Field(10, description="Grace for open requests when stopping.")

    # Logs.
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    log_format: Literal["text", "json"] = "text"

    # Accounts.
    anonymous_token_days: Days = Field(7, description="Life of an anonymous token.")
    api_token_days: Days = Field(365, description="Longest and usual life of an API token.")
    login_days: Days = Field(30, description="Life of a login in the browser.")
    claim_days: Days = Field(7, description="Life of a claim link.")
    registration_open: bool = Field(True, description="Whether people may register by themselves.")
    new_accounts_per_address: Count = Field(
        10, description="New accounts per address within account_window_days; loopback is exempt."
    )
    account_window_days: Days = 7
    login_attempts: Positive = Field(10, description="Wrong passwords per address and account in 15 minutes.")
    requests_per_minute: Positive = Field(1200, description="Requests of one account.")
    top_up_url: Url = Field("", description="Where registered people buy credits.")
    operator_contact: str = Field("", max_length=200, description="Whom to ask: shown when credits run out.")

    # Credits.
    starting_credits: Count = Field(100, description="A new account's balance.")
    refill_credits: Count = Field(100, description="Free accounts are filled up to this.")
    refill_days: Days = 7
    price_turn: Count = Field(1, description="Credits for a turn that changed something.")
    price_music: Count = Field(2, description="Credits for composed music.")
    price_generated_second: Count = Field(10, description="Credits for a second of generated motion.")

    # Uploads.
    upload_bytes: Bytes = Field(200 * MB, ge=1, description="Largest file.")
    upload_bytes_product: Bytes = Field(500 * MB, ge=1, description="Largest file of the product profile.")
    request_bytes: Bytes = Field(2048 * MB, ge=1, description="Largest upload request with all its files.")
    files_per_request: Positive = 200
    jpeg_pixels: Positive = Field(250_000_000, description="Largest JPEG, width × height.")
    other_pixels: Positive = Field(100_000_000, description="Largest other picture, width × height.")
    film_seconds: Positive = Field(1200, le=3600, description="Longest video clip, seconds.")
    private_url_hosts: Hosts = Field((), description="Private hosts that uploads by URL may come from.")
    fetch_seconds: Seconds = Field(60, ge=1, description="Time for one upload by URL.")

    # Who reads messages.
    model: Annotated[str, AfterValidator(_check_model)] = Field(
        "planner", description="planner: built in; or gemini/…, anthropic/…, openai/… and a model's name."
    )
    model_url: Url = Field("", description="Where the model is, such as http://127.0.0.1:11434/v1 (Ollama).")
    model_key: SecretStr = Field(SecretStr(""), description="The key that the model's provider asks for.")
    model_seconds: Seconds = Field(60, ge=1, le=600, description="Time for one answer of the model.")
    model_calls: Positive = Field(12, le=16, description="Most answers of the model in one turn.")
    model_tokens: Positive = Field(400_000, description="Most tokens, read and written, in one turn.")

    # How videos look and sound.
    loudness_lufs: float = Field(
        -14.0, ge=-30, le=-8, description="Loudness of videos whose volumes nobody has changed, LUFS."
    )
    soundfont: str = Field(
        "", max_length=4096, description="Sounds of composed music: a file; none; empty: one that is found."
    )
    system_fonts: bool = Field(True, description="Whether titles may use fonts of the machine.")

    # How long things live.
    keep_anonymous_days: Days = Field(7, description="Media after an anonymous token expired.")
    keep_registered_days: Days = Field(90, description="Media of registered accounts after the last use.")
    link_days: Days = Field(7, description="Life of a signed link.")

    # Limits on drafts and messages.
    draft_bytes: Positive = Field(2 * MB, description="Largest draft.")
    message_characters: Positive = 8000

    plans: Annotated[dict[str, Plan], BeforeValidator(_with_usual)] = Field(
        default_factory=lambda: dict(PLANS), description="What each plan may do."
    )

    @property
    def chunk_dir(self) -> Path:
        """Where finished parts of videos are."""
        return self.cache_dir or self.data_dir / "cache"

    @property
    def database(self) -> str:
        """The database's address as SQLAlchemy takes it."""
        told = self.database_url.get_secret_value()
        if not told:
            return f"sqlite:///{self.data_dir / 'photoplay.db'}"
        scheme, _, rest = told.partition("://")
        return f"postgresql+psycopg://{rest}" if scheme in ("postgres", "postgresql") else told

    def plan(self, name: str) -> Plan:
        """The plan of that name; of one that the operator took away, the free one's."""
        return self.plans.get(name) or self.plans["free"]

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, _File(settings_cls)


class _File(TomlConfigSettingsSource):
    """The settings file. Folders in it are taken from where the file is."""

    def __call__(self) -> dict[str, Any]:
        told = super().__call__()
        config = self.toml_file_path
        for name in {"data_dir", "cache_dir"} & told.keys():
            if isinstance(config, Path) and isinstance(told[name], str) and told[name].strip():
                told[name] = config.absolute().parent / Path(told[name]).expanduser()
        return told


def load_service_settings(config: Path | None = None, **told: Any) -> ServiceSettings:
    """Settings from options (``told``), variables, a TOML file and defaults, in that order.

    Raises:
        InvalidOption: A value out of range, an unknown name in the file, or a file that cannot be read.
    """
    if config is not None and not config.is_file():
        raise InvalidOption(f"There is no settings file at {config}.")

    class Configured(ServiceSettings):
        model_config = SettingsConfigDict(toml_file=config)

    Configured.__name__ = ServiceSettings.__name__
    try:
        return Configured(**{name: value for name, value in told.items() if value is not None})
    except ValidationError as error:
        raise InvalidOption(_what_is_wrong(error)) from error
    except SettingsError as error:  # of a variable that holds a table, such as PHOTOPLAY_PLANS
        raise InvalidOption(
            f'{PREFIX}PLANS is no JSON. Write it like {{"free": {{"renders_per_hour": 60}}}}.'
        ) from error
    except (OSError, ValueError) as error:
        raise InvalidOption(f"The settings file {config} cannot be read: {error}.") from error


#: How pydantic's types of errors begin -> words after "it must". Braces are filled from the error's context.
_MUST = {
    "greater_than_equal": "be at least {ge}",
    "less_than_equal": "be at most {le}",
    "int_parsing_size": "be a smaller number",
    "int": "be a whole number",
    "bool": "be true or false",
    "float": "be a number",
    "string_too_long": "have at most {max_length} characters",
    "string": "be a text",
    "literal": "be {expected}",
    "path": "be the path of a folder",
    "tuple": 'be a list such as ["a", "b"]',
}


def _what_is_wrong(error: ValidationError) -> str:
    """The first fault of the settings, in a sentence."""
    first = error.errors(include_input=False, include_url=False)[0]
    *above, last = map(str, first["loc"] or ("",))
    name, kind = ".".join([*above, last]), first["type"]
    if kind == "extra_forbidden":
        known = Plan.model_fields if above else ServiceSettings.model_fields
        what = f"setting “{last}” of plans" if above else f"setting “{last}”"
        return f"There is no {what}{meant(last, known) or '; photoplay config lists those there are.'}"
    context = first.get("ctx", {})
    must = next((words for start, words in _MUST.items() if kind.startswith(start)), "be otherwise")
    words = str(context["error"]) if kind == "value_error" else f"it must {must.format_map(context)}"
    where = f"[{'.'.join(above)}] of the settings file" if above else "the settings file"
    variable = "" if above else f" as {PREFIX}{name.upper()}, or"
    return f"The setting {name} is not right: {words}. Set it{variable} in {where}."


def meant(told: str, known: Collection[str], prefix: str = "") -> str:
    """The end of a sentence: "; did you mean …?", or nothing where no known name is near."""
    near = difflib.get_close_matches(told, known, 1)
    return f"; did you mean {prefix}{near[0]}?" if near else ""
