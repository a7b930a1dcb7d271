"""The server on each kind of database, and clients of it."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator

import httpx
import pytest
from tests.contract.running import Account, Service, ok, start, stop
from tests.waiting import HANGS_S


@pytest.fixture(
    scope="session", params=["sqlite", pytest.param("postgres", marks=pytest.mark.needs_postgres)]
)
def service(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """The server on each kind of database in turn."""
    # The log at its fullest, so that what must not be in it is looked for in all of it.
    settings = {"log_level": "debug"}
    if request.param == "postgres":
        import psycopg

        server = request.getfixturevalue("postgres_server")
        with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
            connection.execute("CREATE DATABASE contract")
        settings["database_url"] = f"{server}/contract"
    running = start(tmp_path_factory.mktemp("service"), **settings)
    yield running
    stop(running)


@pytest.fixture
def http(service: Service) -> Iterator[httpx.Client]:
    """A client without a token."""
    with httpx.Client(base_url=service.url, timeout=HANGS_S, trust_env=False) as client:
        yield client


@pytest.fixture
def account(http: httpx.Client) -> Callable[[], Account]:
    """``account()``: a new anonymous account with its client."""

    def make() -> Account:
        told = ok(http.post("/api/auth/anonymous-token", headers={"X-Client-Id": str(uuid.uuid4())}))
        return Account(http, told["token"], told["user_id"])

    return make


@pytest.fixture
def me(account: Callable[[], Account]) -> Account:
    return account()
