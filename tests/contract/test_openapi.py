"""The OpenAPI document against the server: generated requests, good and bad, find no fault of ours."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from tests.contract.running import ATTRIBUTION, Account, Service
from tests.waiting import HANGS_S

_CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


@pytest.mark.slow("postgres")
def test_no_request_is_answered_by_a_fault(service: Service, me: Account, scale: Callable[..., int]) -> None:
    """No 5xx; statuses, content types and bodies as the document says."""
    with httpx.Client(trust_env=False, timeout=HANGS_S) as client:
        schema = schemathesis.openapi.from_dict(client.get(f"{service.url}/openapi.json").json())
    headers = {"Authorization": f"Bearer {me.token}", **ATTRIBUTION}
    known = {"session_id": me.session(), "user_id": "me"}
    faults: list[str] = []
    for found in schema.get_all_operations():
        operation = found.ok()

        @settings(
            max_examples=scale(100, least=8),
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(), is_known=st.booleans())
        def call(case: Any, is_known: bool) -> None:
            if is_known:  # past the question whether there is such a session
                case.path_parameters |= {name: known[name] for name in case.path_parameters if name in known}
            answer = case.call(base_url=service.url, headers=headers, timeout=HANGS_S)
            case.validate_response(answer, checks=_CHECKS)

        try:
            call()
        except (FailureGroup, AssertionError) as error:
            faults.append(f"{operation.label}: {error}"[:1500])
    assert faults == []


def test_errors_are_described(service: Service, http: httpx.Client) -> None:
    """Every call names the errors that it may answer with, and their form."""
    for path, calls in http.get("/openapi.json").json()["paths"].items():
        for method, call in calls.items():
            assert {"200", "401", "422", "429", "500", "503"} <= set(call["responses"]), (method, path)
            for status, answer in call["responses"].items():
                if status[0] in "45":
                    assert answer["content"]["application/json"]["schema"]["$ref"].endswith("/Refusal")
