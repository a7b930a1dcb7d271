"""The pages in a real browser: what only a browser refuses, no other client shows."""

from __future__ import annotations

import base64
import io
import itertools
import json
import os
import shutil
import subprocess
import time
import urllib.parse
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from PIL import Image
from tests.contract.running import SMALL, Account, Service, a_draft, a_project, ok, start, stop
from tests.waiting import HANGS_S
from websockets.sync.client import ClientConnection, connect

pytestmark = pytest.mark.needs_chromium
#: Nothing that a page does takes longer; what hangs fails its test. Seconds.
#: A telephone's screen, pixels.
_PHONE = {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": True}


class Browser:
    """Chromium without a window, by its DevTools protocol.

    Attributes:
        faults: What the browser complained about: errors of the console, of the network and of policies.
    """

    def __init__(self, line: ClientConnection) -> None:
        self._line = line
        self._ids = itertools.count(1)
        self._loads = 0
        self.faults: list[str] = []
        for domain in ("Page", "Runtime", "Network", "Log", "Audits"):
            self.call(f"{domain}.enable")

    def call(self, method: str, **given: Any) -> Any:
        """One command, and its answer."""
        number = next(self._ids)
        self._line.send(json.dumps({"id": number, "method": method, "params": given}))
        while True:
            told = self._hear()
            if told.get("id") == number:
                assert "error" not in told, (method, told)
                return told["result"]

    def _hear(self) -> Any:
        told = json.loads(self._line.recv(timeout=HANGS_S))
        event, given = told.get("method", ""), told.get("params", {})
        if event == "Page.loadEventFired":
            self._loads += 1
        elif event == "Log.entryAdded" and given["entry"]["level"] == "error":
            self.faults.append(f"{given['entry']['text']} {given['entry'].get('url', '')}")
        elif event == "Runtime.exceptionThrown" or (
            event == "Audits.issueAdded" and "ContentSecurityPolicy" in given["issue"]["code"]
        ):
            self.faults.append(json.dumps(given))
        return told

    def _loaded(self, act: Callable[[], object]) -> None:
        """Does what leads to another page, and waits until that is there."""
        before, ends_at = self._loads, time.monotonic() + HANGS_S
        act()
        while self._loads == before:
            assert time.monotonic() < ends_at, "no page came"
            self._hear()

    def value(self, expression: str) -> Any:
        """What an expression of JavaScript gives on this page; promises are waited for."""
        told = self.call(
            "Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True, userGesture=True
        )
        assert "exceptionDetails" not in told, told
        return told["result"].get("value")

    def go(self, url: str) -> None:
        self._loaded(lambda: self.call("Page.navigate", url=url))

    def click(self, selector: str) -> None:
        """Clicks what leads to another page."""
        self._loaded(lambda: self.value(f"document.querySelector({json.dumps(selector)}).click()"))

    def fill(self, **fields: str) -> None:
        for name, text in fields.items():
            self.value(f"document.getElementById({json.dumps(name)}).value = {json.dumps(text)}")

    @property
    def path(self) -> str:
        return str(self.value("location.pathname + location.search"))

    @property
    def text(self) -> str:
        return str(self.value("document.body.innerText"))

    def picture(self) -> Image.Image:
        told = self.call("Page.captureScreenshot", format="png")
        return Image.open(io.BytesIO(base64.b64decode(told["data"]))).convert("RGB")


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[Browser]:
    """A browser that knows nobody yet."""
    command = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    home = tmp_path / "browser"
    flags = ["--headless=new", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
    # Its sandbox refuses to work for the superuser, which tests in containers are.
    flags += ["--no-sandbox"] if os.geteuid() == 0 else []
    flags += ["--disable-dev-shm-usage", "--remote-debugging-port=0", f"--user-data-dir={home}"]
    process = subprocess.Popen(
        [command, *flags, "about:blank"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        with connect(_page_of(home, process), max_size=None, proxy=None) as line:
            yield Browser(line)
    finally:
        process.terminate()
        try:
            process.wait(HANGS_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _page_of(home: Path, process: subprocess.Popen[bytes]) -> str:
    """The address of the browser's first page, as soon as it has one."""
    ends_at = time.monotonic() + HANGS_S
    while True:
        assert process.poll() is None and time.monotonic() < ends_at, "the browser does not start"
        try:
            port = int((home / "DevToolsActivePort").read_text().split()[0])
            pages = httpx.get(f"http://127.0.0.1:{port}/json", trust_env=False, timeout=HANGS_S).json()
            return next(str(page["webSocketDebuggerUrl"]) for page in pages if page["type"] == "page")
        except (OSError, ValueError, IndexError, StopIteration, httpx.HTTPError):
            time.sleep(0.05)


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    running = start(tmp_path_factory.mktemp("service"))
    yield running
    stop(running)


def _has_been_drawn(browser: Browser) -> bool:
    """Whether the page shows more than its ground, and fits the screen without being pushed sideways."""
    colours = browser.picture().getcolors(1 << 24)
    fits = browser.value("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    return bool(fits) and colours is not None and len(colours) > 20


def test_from_the_chat_to_the_workspace(service: Service, browser: Browser) -> None:
    """Register → log in → take the chat's projects over → watch the video, on a telephone."""
    with httpx.Client(base_url=service.url, trust_env=False, timeout=HANGS_S) as http:
        told = ok(http.post("/api/auth/anonymous-token", headers={"X-Client-Id": str(uuid.uuid4())}))
        chat = Account(http, told["token"], told["user_id"])
        session, files = a_project(chat, 2)
        ok(chat.export(session, "film", draft=a_draft(files[0], 1000), output=SMALL))
        assert chat.finished("film")["status"] == "completed"
        claim = ok(chat.call("POST", "/api/auth/claim-token", json={"session_id": session}))["claim_url"]
    browser.call("Emulation.setDeviceMetricsOverride", **_PHONE)
    _comes_in(browser, service, chat)
    _sees_the_video(browser, f'a[href="/workspace/projects/{session}"]')
    browser.go(service.url + "/workspace")
    browser.fill(name="my assistant")
    browser.click('form[action="/workspace/tokens"] button')
    assert "my assistant may see" in browser.text.replace("\n", " ") and _has_been_drawn(browser)
    browser.click('form[action="/logout"] button')
    assert browser.path == "/" and "Log in" in browser.text
    browser.go(claim)
    assert "Workspace" not in browser.text
    _plays(browser)
    assert browser.faults == []


def _comes_in(browser: Browser, service: Service, chat: Account) -> None:
    """By the forms, with what the chat brings."""
    browser.go(f"{service.url}/register?bind={chat.user_id}")
    assert "1 project " in browser.text and _has_been_drawn(browser)
    browser.fill(email="anna@example.org", password="correct horse")
    browser.click("main form button")
    assert browser.path == f"/login?registered=1&bind={chat.user_id}" and "has one now" in browser.text
    assert browser.value("document.getElementById('email').value") == "anna@example.org"
    browser.fill(password="correct horse")
    browser.click("main form button")
    assert browser.path == f"/register?bind={chat.user_id}" and "Bring your projects here?" in browser.text
    browser.click("main form button")
    assert browser.path == "/workspace" and "Logged in as anna@example.org" in browser.text
    assert _has_been_drawn(browser)


def _sees_the_video(browser: Browser, link: str) -> None:
    browser.click(link)
    _plays(browser)
    pictures = "[...document.images].every(image => image.complete && image.naturalWidth > 0)"
    browser.value("[...document.images].forEach(i => i.loading = 'eager')")
    browser.value("Promise.all([...document.images].map(image => image.decode()))")
    assert browser.value(pictures) and browser.value("document.images.length") == 2
    assert _has_been_drawn(browser)


def _plays(browser: Browser) -> None:
    """The video is there, keeps its shape before it is known, and its frames can be drawn."""
    shape = browser.value(
        "(({width, height}) => width / height)(document.querySelector('video').getBoundingClientRect())"
    )
    assert shape == pytest.approx(16 / 9, abs=0.01)
    seconds = browser.value(
        """(async () => {
          const video = document.querySelector('video');
          video.muted = true;
          await video.play();
          return video.duration;
        })()"""
    )
    assert seconds == pytest.approx(1.0, abs=0.05)


def test_a_wrong_password_and_a_lost_way_are_pages(service: Service, browser: Browser) -> None:
    browser.go(service.url + "/login")
    browser.fill(email="nobody@example.org", password="wrong one")
    browser.click("main form button")
    assert "do not belong together" in browser.text and "Log in" in browser.text
    browser.go(service.url + "/nowhere")
    assert "nothing at this address" in browser.text
    browser.click("main a")
    assert urllib.parse.urlsplit(browser.value("location.href")).path == "/"
    # The browser names the two refusals themselves, and nothing else.
    assert [fault for fault in browser.faults if "status of 401" not in fault and "of 404" not in fault] == []
