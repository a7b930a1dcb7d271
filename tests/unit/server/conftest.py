"""The app inside this process, with a clock that tests set."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

import pytest

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it would rather have another client
    from starlette.testclient import TestClient
from tests.service_backend import NewBackend

from photoplay.server.app import create_app

NewClient = Callable[..., TestClient]


@pytest.fixture
def client_of(new_backend: NewBackend) -> NewClient:
    """``client_of(**settings)``: a client on loopback of an app with these settings."""

    def make(peer: str = "127.0.0.1", base_url: str = "http://localhost", **settings: Any) -> TestClient:
        app = create_app(new_backend(**settings), admin_token="adm_secret")
        return TestClient(
            app, base_url=base_url, client=(peer, 4711), raise_server_exceptions=False, follow_redirects=False
        )

    return make


@pytest.fixture
def client(client_of: NewClient) -> TestClient:
    return client_of()
