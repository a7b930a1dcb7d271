"""Each conversation is one test case, named after it."""

from __future__ import annotations

import pytest
from tests.language.world import KNOWN_WRONG, load_all


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "conversation" in metafunc.fixturenames:
        known = set(KNOWN_WRONG.read_text(encoding="utf-8").split()) if KNOWN_WRONG.exists() else set()
        # Strict: whoever mends one takes it off the list.
        wrong = pytest.mark.xfail(reason="known to go wrong", strict=True)
        cases = [
            pytest.param(one, id=one.name, marks=wrong if one.name in known else ()) for one in load_all()
        ]
        metafunc.parametrize("conversation", cases)
