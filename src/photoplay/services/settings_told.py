"""What an operator is told of settings: where each comes from, and which variables do nothing."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from photoplay.settings import PREFIX, ServiceSettings, meant


def unknown_variables(environment: Mapping[str, str]) -> tuple[str, ...]:
    """A sentence for each variable that looks like a setting and is none: perhaps misspelt."""
    known = {name.upper() for name in ServiceSettings.model_fields}
    told = {name: name.upper().removeprefix(PREFIX) for name in environment}
    return tuple(
        f"The variable {name} is no setting and does nothing{meant(bare, known, PREFIX) or '.'}"
        for name, bare in sorted(told.items())
        if bare not in known and bare != name.upper()
    )


def sources(settings: ServiceSettings, config: Path | None, told: Mapping[str, object]) -> dict[str, str]:
    """Where each setting's value comes from: "option", a variable's name, the file's name, or "default"."""
    import tomllib

    in_file: dict[str, object] = tomllib.loads(config.read_text("utf-8")) if config else {}
    given = {name.upper() for name in os.environ}
    found = {}
    for name in type(settings).model_fields:
        variable = f"{PREFIX}{name}".upper()
        if told.get(name) is not None:
            found[name] = "option"
        elif variable in given:
            found[name] = variable
        else:
            found[name] = str(config) if name in in_file else "default"
    return found
