"""Sending files to a session, without HTTP: a real sandbox, small photos made on the spot."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image
from tests.service_backend import NewBackend, a_caller

if TYPE_CHECKING:
    from photoplay.media.sandbox import Sandbox
    from photoplay.services.accounts import Caller
    from photoplay.services.backend import Backend
    from photoplay.services.uploads import Intake, Refused, Stored
    from photoplay.store.assets import Asset


@pytest.fixture(scope="session")
def sandbox() -> Iterator[Sandbox]:
    from photoplay.media.sandbox import Sandbox

    with Sandbox(2) as sandbox:
        yield sandbox


class Desk:
    """A session that files are sent to."""

    def __init__(self, backend: Backend, source: str = "") -> None:
        from photoplay.services import projects

        self.backend, self.caller = backend, a_caller(backend)
        self.id = projects.create(backend, self.caller, source=source).session_id

    def begin(self, caller: Caller | None = None) -> Intake:
        from photoplay.services import uploads

        return uploads.begin(self.backend, caller or self.caller, self.id)

    def take(
        self, content: bytes, name: str, index: int = 0, intake: Intake | None = None
    ) -> Stored | Refused:
        from photoplay.services import uploads

        place = self.backend.files.new_place()
        place.write_bytes(content)
        sha256 = hashlib.sha256(content).hexdigest()
        return uploads.take(self.backend, intake or self.begin(), index, place, name, len(content), sha256)

    def take_url(self, index: int, url: str) -> Stored | Refused:
        from photoplay.media.fetch import Fetched
        from photoplay.services import uploads

        intake = self.begin()
        got = uploads.fetch_url(self.backend, intake, index, url)
        if not isinstance(got, Fetched):
            return got
        return uploads.take(self.backend, intake, index, got.path, got.name, got.size_bytes, got.sha256)

    def keep(self, content: bytes, name: str) -> Asset:
        result = self.take(content, name)
        assert hasattr(result, "asset"), result
        return result.asset

    def refuse(self, content: bytes, name: str = "x.jpg") -> Refused:
        result = self.take(content, name)
        assert hasattr(result, "error"), result
        return result

    def bin(self) -> list[Asset]:
        from photoplay.services import media_bin

        return media_bin.list_assets(self.backend, self.caller, self.id)

    def left_in_new(self) -> list[str]:
        return sorted(path.name for path in (self.backend.files.folder / "new").iterdir())


@pytest.fixture
def new_desk(new_backend: NewBackend, sandbox: Sandbox) -> Callable[..., Desk]:
    """``new_desk(**settings)`` on SQLite."""
    return lambda source="", **told: Desk(new_backend(sandbox=sandbox, **told), source)


@pytest.fixture
def desk(new_desk: Callable[..., Desk]) -> Desk:
    return new_desk()


@pytest.fixture
def new_desk_on_either(new_either: NewBackend, sandbox: Sandbox) -> Callable[..., Desk]:
    return lambda source="", **told: Desk(new_either(sandbox=sandbox, **told), source)


@pytest.fixture(scope="session")
def photo(picture: Callable[..., Any]) -> Callable[..., bytes]:
    """``photo(3, size=(160, 100))``: the bytes of a JPEG; another number, another photo."""

    def make(
        seed: int = 1, size: tuple[int, int] = (160, 100), format: str = "JPEG", **options: Any
    ) -> bytes:
        file = io.BytesIO()
        Image.fromarray(picture(*size, seed)).save(file, format, **options)
        return file.getvalue()

    return make
