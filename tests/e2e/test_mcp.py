"""`photoplay mcp`, as assistants start it: a client of the MCP SDK makes a video through tools alone."""

from __future__ import annotations

import io
import json
import os
import socket
import subprocess
import sys
import time
from base64 import b64decode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import anyio
import av
import httpx
import pytest
from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client
from mcp.client.streamable_http import streamable_http_client
from PIL import Image
from tests.contract.running import photo, start, stop
from tests.waiting import HANGS_S


def _environment(**more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PHOTOPLAY_")}
    return kept | more


class Assistant:
    """Calls tools as a model would, and reads what it is told."""

    def __init__(self, session: ClientSession) -> None:
        self.session = session

    async def content(self, tool: str, /, **arguments: Any) -> list[Any]:
        told = await self.session.call_tool(tool, arguments)
        assert not told.is_error, told.content
        return list(told.content)

    async def text(self, tool: str, /, **arguments: Any) -> str:
        return "\n".join(part.text for part in await self.content(tool, **arguments))

    async def data(self, tool: str, /, **arguments: Any) -> Any:
        return json.loads(await self.text(tool, **arguments))

    async def refusal(self, tool: str, /, **arguments: Any) -> str:
        told = await self.session.call_tool(tool, arguments)
        assert told.is_error, told.content
        return "\n".join(part.text for part in told.content)


@asynccontextmanager
async def _over_stdio(*options: str, **environment: str) -> AsyncIterator[Assistant]:
    command = StdioServerParameters(
        command=sys.executable, args=["-m", "photoplay", "mcp", *options], env=_environment(**environment)
    )
    async with stdio_client(command) as (read, write), ClientSession(read, write) as session:
        await session.initialize()
        yield Assistant(session)


@pytest.fixture
def photos(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / f"photo{number}.jpg" for number in range(3)]
    for number, path in enumerate(paths):
        path.write_bytes(photo(number, (320, 180)))
    return paths


def test_an_assistant_makes_a_video_through_tools_alone(tmp_path: Path, photos: list[Path]) -> None:
    video = tmp_path / "video.mp4"

    async def work() -> None:
        async with _over_stdio() as assistant:
            project = (await assistant.data("create_project", name="holiday"))["project"]
            files = await assistant.data("upload", project=project, files=[str(path) for path in photos])
            assert [one["filename"] for one in files["files"]] == [path.name for path in photos]
            answer = await assistant.text(
                "say", project=project, text='a 6 second slideshow titled "Our summer", with calm music'
            )
            assert "Our summer" in answer and "Calm" in answer
            told = await assistant.data(
                "edit",
                project=project,
                edits=[{"tool": "set_photo_seconds", "arguments": {"photos": "2", "seconds": 3}}],
            )
            assert any("3s" in line for line in told["changes"])
            shown = await assistant.content("see", project=project, at=[0.5, 3.5], width=160)
            pictures = [Image.open(io.BytesIO(b64decode(one.data))) for one in shown if one.type == "image"]
            assert [picture.size for picture in pictures] == [(160, 90), (160, 90)]
            state = await assistant.data("get_state", project=project, draft=True)
            assert state["seconds"] == pytest.approx(7, abs=0.2) and state["draft"]["t"]
            made = await assistant.data("export", project=project, quality="draft", resolution="320x180")
            assert made["status"] == "completed" and made["duration"] == pytest.approx(
                state["seconds"], abs=0.1
            )
            fetched = await assistant.data("fetch", render=made["render"], path=str(video))
            assert fetched["bytes"] == video.stat().st_size
            again = await assistant.data("fetch", render=made["render"], path=str(video))
            assert again == fetched, "its own file is replaced"
            theirs = tmp_path / "theirs.mp4"
            theirs.write_bytes(b"somebody's own")
            assert "already" in await assistant.refusal("fetch", render=made["render"], path=str(theirs))
            for name in ("victim.bashrc", "~nobody-there/x.mp4"):
                assert len(await assistant.refusal("fetch", render=made["render"], path=name)) > 30
            assert theirs.read_bytes() == b"somebody's own"
            await assistant.data("fetch", render=made["render"], path=str(theirs), overwrite=True)
            assert theirs.stat().st_size == fetched["bytes"]
            undone = await assistant.data("undo", project=project)
            assert undone["history"]["redo"] == 1

    anyio.run(work)
    with av.open(str(video)) as container:
        picture, sound = container.streams.video[0], container.streams.audio[0]
        assert (picture.width, picture.height) == (320, 180) and sound.duration


def test_refusals_reach_the_model_in_words_and_nothing_changes(tmp_path: Path, photos: list[Path]) -> None:
    home = tmp_path / "home"
    for name in ("notes.txt", ".DS_Store"):
        (tmp_path / name).touch()

    async def work() -> None:
        async with _over_stdio(XDG_STATE_HOME=str(home)) as assistant:
            project = (await assistant.data("create_project"))["project"]
            assert "timeline" in await assistant.refusal("see", project=project)
            assert "missing.jpg" in await assistant.refusal("upload", project=project, files=["missing.jpg"])
            sent = await assistant.data("upload", project=project, files=[str(tmp_path)])
            assert len(sent["files"]) == len(photos) and "left_out" not in sent
            assert sent["skipped_in_folders"] == ["notes.txt"]
            home.mkdir(exist_ok=True)
            assert "empty" in await assistant.refusal("upload", project=project, files=[""])
            assert "no photos" in await assistant.refusal("upload", project=project, files=[str(home)])
            before = await assistant.data("get_state", project=project)
            edits = [{"tool": "set_aspect", "arguments": {"aspect": "1:1"}}, {"tool": "remove_photos"}]
            assert "Edit" in await assistant.refusal("edit", project=project, edits=edits)
            assert "no_such_tool" in await assistant.refusal("edit_tools", names=["no_such_tool"])
            assert await assistant.refusal("get_state", project="../../api/tokens")
            assert "no such project" in await assistant.refusal("get_state", project="1" * 19)
            none = await assistant.refusal("fetch", render="render_none", path=str(tmp_path / "x.mp4"))
            assert "no such export" in none and "POST" not in none
            for tool, given, told in (
                ("upload", {"paths": ["a.jpg"]}, ("no argument “paths”", "project, files", "needs “files”")),
                ("see", {"times": [1]}, ("no argument “times”", "at, width")),
                ("see", {"width": 1}, ("“width” should be greater than or equal to 64",)),
                ("see", {"at": ["soon"]}, ("“at”, number 1 should be a valid number",)),
                ("undo", {"bogus": 1}, ("no argument “bogus”",)),
                ("no_tool", {}, ("There is no tool no_tool", "create_project")),
            ):
                words = await assistant.refusal(tool, project=project, **given)
                assert all(one in words for one in told) and "pydantic" not in words, words
            again = await assistant.data("upload", project=project, files=[str(photos[0])])
            assert again["sent_again_and_kept_once"] == [photos[0].name]
            assert not (tmp_path / "x.mp4").exists()
            assert await assistant.data("get_state", project=project) == before

    anyio.run(work)
    assert not list(home.rglob("*.json*")), "nobody can come back to a server that has ended"


def test_tools_and_resources_say_what_they_are_for(photos: list[Path]) -> None:
    async def work() -> None:
        async with _over_stdio() as assistant:
            tools = {tool.name: tool for tool in (await assistant.session.list_tools()).tools}
            assert all(tool.description and tool.input_schema["type"] == "object" for tool in tools.values())
            assert all(
                told.get("description")
                for tool in tools.values()
                for name, told in tool.input_schema["properties"].items()
                if name not in ("quality",)
            )
            assert tools["see"].annotations.read_only_hint and not tools["say"].annotations.read_only_hint
            lines = (await assistant.text("edit_tools")).splitlines()
            assert any(line.startswith("add_text: ") for line in lines)
            (one,) = await assistant.data("edit_tools", names=["add_text"])
            assert one["parameters"]["required"] == ["text"]
            project = (await assistant.data("create_project"))["project"]
            await assistant.data("upload", project=project, files=[str(photos[0])])
            await assistant.text("say", project=project, text="make a short video")
            assert "no frame at 99 s" in await assistant.refusal("see", project=project, at=[0, 99])
            listed = {str(one.uri) for one in (await assistant.session.list_resources()).resources}
            assert {"photoplay://tools", "photoplay://skills/ai-product-video"} <= listed
            skill = await assistant.session.read_resource("photoplay://skills/ai-product-video")
            assert skill.contents[0].text.startswith("---\nname: ai-product-video")
            uri = f"photoplay://projects/{project}/timeline"
            read = await assistant.session.read_resource(uri)
            assert json.loads(read.contents[0].text)["t"]

    anyio.run(work)


def test_over_http_it_serves_programs_of_this_machine_without_its_files(
    tmp_path: Path, photos: list[Path]
) -> None:
    server, port = start(tmp_path / "server"), _free_port()
    command = [sys.executable, "-m", "photoplay", "mcp", "--server", server.url, "--http", str(port)]
    process = subprocess.Popen(command, env=_environment(), stderr=subprocess.PIPE, text=True)
    url = f"http://127.0.0.1:{port}/mcp"

    async def work() -> None:
        async with streamable_http_client(url) as (read, write), ClientSession(read, write) as session:
            await session.initialize()
            names = {tool.name for tool in (await session.list_tools()).tools}
            assert {"say", "edit", "export", "upload_urls"} <= names and not {"upload", "fetch"} & names
            assistant = Assistant(session)
            project = (await assistant.data("create_project", name="over http"))["project"]
            assert project in await assistant.text("list_projects")

    try:
        _wait_for(url, process)
        anyio.run(work)
        # A page that the browser was sent to cannot call it by another name of this machine.
        answer = httpx.post(url, headers={"Host": "evil.example"}, json={}, trust_env=False, timeout=HANGS_S)
        assert answer.status_code in (403, 421)
    finally:
        process.terminate()
        process.wait(HANGS_S)
        stop(server)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


def _wait_for(url: str, process: subprocess.Popen[str]) -> None:
    ends_at = time.monotonic() + HANGS_S
    while True:
        assert time.monotonic() < ends_at and process.poll() is None
        try:
            httpx.get(url, trust_env=False, timeout=HANGS_S)
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return


def test_a_port_in_use_is_told_before_anything_is_started() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = _run(["--http", str(taken.getsockname()[1])])
    assert done.returncode == 2 and "cannot be used" in done.stderr and "MCP:" not in done.stderr


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--http", "0"], "port"),
        (["--http", "70000"], "port"),
        (["--server", "http://127.0.0.1:9"], "server"),
    ],
)
def test_wrong_options_end_it_with_a_sentence(options: list[str], words: str) -> None:
    done = _run(options)
    assert done.returncode != 0 and words in done.stderr and "Traceback" not in done.stderr


def test_without_the_extra_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mcp.py").write_text("raise ModuleNotFoundError('no mcp', name='mcp')")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path), *sys.path]))
    done = _run([])
    assert done.returncode == 2 and "pip install 'photoplay[mcp]'" in done.stderr


def _run(options: list[str]) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "photoplay", "mcp", *options]
    return subprocess.run(
        command,
        env=_environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=HANGS_S,
    )
