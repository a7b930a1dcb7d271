"""`photoplay config`: each setting of the server, its value, and where that comes from."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path


def run(*, config: Path | None, as_json: bool) -> None:
    """Prints all settings. Passwords are not shown."""
    from photoplay.services.settings_told import sources, unknown_variables
    from photoplay.settings import PREFIX, load_service_settings

    settings = load_service_settings(config)
    for sentence in unknown_variables(os.environ):
        print(f"photoplay: {sentence}", file=sys.stderr)
    found = sources(settings, config, {})
    shown = {name: (_plain(name, getattr(settings, name)), source) for name, source in found.items()}
    if as_json:
        told = {name: {"value": value, "source": source} for name, (value, source) in shown.items()}
        print(json.dumps(told, ensure_ascii=False))
        return
    for name, (value, source) in shown.items():
        if isinstance(value, dict):
            print(f"{name}  ({source})")
            for key, fields in value.items():
                print(f"  {key}: " + ", ".join(f"{n} = {json.dumps(v)}" for n, v in fields.items()))
        else:
            print(f"{name} = {json.dumps(value, ensure_ascii=False)}  ({source})")
    print(f"\nSet one as {PREFIX}NAME in the environment, or as name = value in a TOML file (--config).")


def _plain(name: str, value: object) -> object:
    if (secret := getattr(value, "get_secret_value", None)) is not None:
        return _masked(secret()) if name == "database_url" else "***" if secret() else ""
    if isinstance(value, dict):  # the plans
        return {name: one.model_dump() for name, one in value.items()}
    return list(value) if isinstance(value, tuple) else str(value) if isinstance(value, Path) else value


def _masked(url: str) -> str:
    """A database's address without its password."""
    scheme, parted, rest = url.partition("://")
    if not parted:
        return "***" if url else ""
    access, at, place = rest.rpartition("@")
    user = access.partition(":")[0]
    return (
        f"{scheme}://{user}:***@{place.partition('?')[0]}" if at else f"{scheme}://{place.partition('?')[0]}"
    )
