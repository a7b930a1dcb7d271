"""Photoplay as an MCP server: a thin shell over the public HTTP API, for assistants that call tools.

Over standard input and output it serves the program that started it, with files of this machine. Over HTTP it
serves programs of this machine, which send addresses of files instead of paths. Tools are plain functions: the
library runs each in a thread of its own.
"""

from __future__ import annotations

import functools
import inspect
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any, Literal

import anyio.from_thread
from mcp.server import MCPServer
from mcp.server.mcpserver import Context, Image
from mcp.server.mcpserver.exceptions import ResourceError, ToolError
from mcp.types import CallToolResult, InputRequiredResult, ToolAnnotations
from pydantic import Field, ValidationError

from photoplay.client import making
from photoplay.client.api import Api, Session
from photoplay.client.places import expanded, gathered, video_place
from photoplay.client.sending import repeated
from photoplay.client.tool_words import (
    as_json,
    file_told,
    media_bin,
    only,
    refusal,
    render_told,
    wrong_names,
    wrong_values,
)
from photoplay.errors import InvalidOption, NoMedia, PhotoplayError

#: Pictures of one look: more would fill a model's window.
MOST_FRAMES = 8
_WIDTH_PX = 512
_LOOKS_ONLY = ToolAnnotations(read_only_hint=True, open_world_hint=False)
_CHANGES = ToolAnnotations(read_only_hint=False, destructive_hint=False, open_world_hint=False)
_OVERWRITES = ToolAnnotations(read_only_hint=False, destructive_hint=True, open_world_hint=False)
_INSTRUCTIONS = """\
Photoplay makes finished videos (MP4, 1080p) of photos, clips, logos and music.

1. create_project, then upload the files in the order in which they are to appear.
2. say what the video is to be, in English or Chinese, as the user put it ("a 30 second slideshow with happy
   music and a title “Summer”"). The answer tells exactly what changed. For precise changes use edit; its tools
   and their arguments are told by edit_tools.
3. see shows frames of the draft: look before you export. undo takes a change back.
4. export makes the video. Uploads only fill the media bin: without a word of what to do, export makes the
   default cut.
Give the user the answer's own words, never ids or tokens."""

Project = Annotated[str, Field(description="Id of the project, from create_project or list_projects.")]
RenderId = Annotated[str, Field(description="Id of the export, from export.")]


def build(api: Api, *, is_local: bool, skills: Mapping[str, str] | None = None) -> MCPServer[Any]:
    """An MCP server with everything that a video needs.

    Args:
        api: Who calls Photoplay.
        is_local: Whether its clients may name files of this machine.
        skills: Texts of the skills, by name, to be read as resources.
    """
    server = _Server(
        "photoplay", title="Photoplay", version=version("photoplay"), instructions=_INSTRUCTIONS,
        log_level="WARNING",
    )  # fmt: skip
    desk = _Tools(api)
    tools: dict[Callable[..., Any], ToolAnnotations] = {
        desk.create_project: _CHANGES, desk.list_projects: _LOOKS_ONLY, desk.upload_urls: _CHANGES,
        desk.say: _CHANGES, desk.edit: _CHANGES, desk.edit_tools: _LOOKS_ONLY, desk.undo: _CHANGES,
        desk.redo: _CHANGES, desk.get_state: _LOOKS_ONLY, desk.see: _LOOKS_ONLY, desk.export: _CHANGES,
        desk.list_exports: _LOOKS_ONLY, desk.get_export: _LOOKS_ONLY, desk.cancel_export: _CHANGES,
        desk.get_credits: _LOOKS_ONLY,
    }  # fmt: skip
    if is_local:
        tools |= {desk.upload: _CHANGES, desk.fetch: _OVERWRITES}
    for tool, hints in tools.items():
        _add(server, tool, hints)
    _add_resources(server, desk, skills or {})
    return server


class _Server(MCPServer[Any]):
    """Refuses wrong arguments in words of ours, and those that a tool does not have at all."""

    async def call_tool(
        self, name: str, arguments: dict[str, Any], context: Context[Any, Any] | None = None
    ) -> CallToolResult | InputRequiredResult:
        tools = {tool.name: tool for tool in await self.list_tools()}
        if name not in tools:
            raise ToolError(f"There is no tool {name}. There are: {', '.join(tools)}.")
        if wrong := wrong_names(name, tools[name].input_schema, arguments):
            raise ToolError(wrong)
        try:
            return await super().call_tool(name, arguments, context)
        except ToolError as error:
            if isinstance(error.__cause__, ValidationError):
                raise ToolError(wrong_values(name, error.__cause__.errors())) from error
            if isinstance(error.__cause__, ToolError):  # its own words, without the library's before them
                raise ToolError(str(error.__cause__)) from error
            raise


def _add(server: MCPServer[Any], tool: Callable[..., Any], hints: ToolAnnotations) -> None:
    """Adds a tool whose refusals are told to the model in the server's own words."""

    @functools.wraps(tool)
    def told(*args: Any, **kwargs: Any) -> Any:
        with _words(ToolError):
            return tool(*args, **kwargs)

    server.tool(description=inspect.getdoc(tool), annotations=hints, structured_output=False)(told)


@contextmanager
def _words(kind: type[Exception]) -> Iterator[None]:
    try:
        yield
    except PhotoplayError as error:
        raise kind(refusal(error.message)) from error
    except OSError as error:
        about = f" ({error.filename})" if error.filename else ""
        raise kind(f"That did not work: {error.strerror or error}{about}.") from error


class _Tools:
    """What the server's tools do. Their docstrings and annotations are what models read."""

    def __init__(self, api: Api) -> None:
        self._api = api
        #: Videos that were written here, which a newer one may replace unasked.
        self._fetched: set[Path] = set()

    def session(self, project: str) -> Session:
        return Session(self._api, _plain(project))

    # -- projects and files -------------------------------------------------------------------------

    def create_project(
        self,
        name: Annotated[str, Field(description="What to call it.", max_length=200)] = "project",
        language: Annotated[str, Field(description="Of the user, such as en or zh-TW.")] = "en",
    ) -> str:
        """Starts an empty project. Its id is what the other tools take."""
        return as_json({"project": self._api.create_session(name, language).id})

    def list_projects(self) -> str:
        """The projects there are, the last changed first."""
        told = self._api.call("GET", "/api/projects", params={"limit": 50})
        return as_json([{"project": one["session_id"], **only(one, "name", "changed_at")} for one in told])

    def upload(
        self,
        project: Project,
        files: Annotated[
            list[str],
            Field(description="Paths of files or folders on this machine, in order.", min_length=1),
        ],
    ) -> str:
        """Adds photos, clips, logos and music to the project, in this order. The video does not change yet."""
        if not all(one.strip() for one in files):
            raise InvalidOption("A path is empty. Name the files or folders to send.")
        found = gathered([expanded(one) for one in files])
        if not found.files:
            raise NoMedia(" ".join(found.problems))
        session = self.session(project)
        session.seen |= {str(one.get("id")) for one in session.state()["state"]["video_infos"]}
        sent = making.send(session, found.files)
        left_out = [f"{one.name}: {one.message}" for one in sent.left_out]
        more = {"left_out": [*left_out, *found.problems], "skipped_in_folders": found.skipped}
        return media_bin(session.state(), {**more, "sent_again_and_kept_once": sent.repeated})

    def upload_urls(
        self,
        project: Project,
        urls: Annotated[list[str], Field(description="http(s) addresses of files.", min_length=1)],
    ) -> str:
        """Adds files from the web to the project, in this order. The video does not change yet."""
        session = self.session(project)
        session.seen |= {str(one.get("id")) for one in session.state()["state"]["video_infos"]}
        found = session.upload_urls(urls)
        left_out = [str(one.get("message") or "") for one in found.refused]
        return media_bin(
            session.state(), {"left_out": left_out, "sent_again_and_kept_once": repeated(session, found)}
        )

    # -- changing and looking -----------------------------------------------------------------------

    def say(
        self,
        project: Project,
        text: Annotated[str, Field(description="In the user's words and language.", max_length=8000)],
    ) -> str:
        """Tells the editor what to do, in plain English or Chinese; it answers what changed, or asks back."""
        return "\n".join(making.answers(self.session(project), text)) or "Nothing was answered."

    def edit(
        self,
        project: Project,
        edits: Annotated[
            list[dict[str, Any]],
            Field(
                description='Such as [{"tool": "set_photo_seconds", "arguments": {"photos": "2", "seconds": 5}}]',
                min_length=1,
                max_length=60,
            ),
        ],
    ) -> str:
        """Makes precise edits, all as one step of undo, or none. See edit_tools for what there is."""
        told = self._api.call("POST", f"/api/projects/{_plain(project)}/edits", json={"edits": edits})
        return as_json({**only(told, "changes", "notes", "summary"), "revision": told["revision"]})

    def edit_tools(
        self,
        names: Annotated[
            list[str] | None, Field(description="Of which the arguments are wanted; none: the list of all.")
        ] = None,
    ) -> str:
        """What edit can do: a list with a line for each tool, or all about those that are named."""
        tools = self.tools()
        if not names:
            return "\n".join(f"{tool['name']}: {tool['description'].splitlines()[0]}" for tool in tools)
        if missing := set(names) - {tool["name"] for tool in tools}:
            raise InvalidOption(
                f"There is no tool {', '.join(sorted(missing))}. Without names all are listed."
            )
        return as_json([tool for tool in tools if tool["name"] in names])

    def tools(self) -> list[dict[str, Any]]:
        told: list[dict[str, Any]] = self._api.call("GET", "/api/tools")
        return told

    def undo(self, project: Project) -> str:
        """Takes the last change back."""
        return self._stepped(project, "undo")

    def redo(self, project: Project) -> str:
        """Makes a change again that was taken back."""
        return self._stepped(project, "redo")

    def _stepped(self, project: str, way: str) -> str:
        told = self._api.call("POST", f"/api/projects/{_plain(project)}/{way}")
        return as_json({**only(told, "summary", "revision"), **only(told["state"], "history")})

    def get_state(
        self,
        project: Project,
        draft: Annotated[bool, Field(description="Whether to give the whole draft as well.")] = False,
    ) -> str:
        """The timeline in words, the files in the media bin, and what can be undone."""
        told = self.session(project).state()
        inner = told["state"]
        shown = {
            **only(told, "task_name", "revision", "summary", "profile"),
            "seconds": inner["draft"].get("d", 0) / 1000,
            "canvas": inner["canvas_config"],
            "history": inner["history"],
            "files": [file_told(one) for one in inner["video_infos"]],
        }
        return as_json({**shown, "draft": inner["draft"]} if draft else shown)

    def see(
        self,
        project: Project,
        at: Annotated[
            list[float] | None,
            Field(description=f"Seconds from the start, at most {MOST_FRAMES}; none: spread over the video."),
        ] = None,
        width: Annotated[int, Field(description="Of each picture, pixels.", ge=64, le=1920)] = _WIDTH_PX,
    ) -> list[Any]:
        """Shows frames of the draft as pictures, before any video is made."""
        session = self.session(project)
        seconds = session.state()["state"]["draft"].get("d", 0) / 1000
        if not seconds:
            raise NoMedia("Nothing is on the timeline yet. Say what the video is to be, then look at it.")
        moments = list(at) if at else _spread(seconds)
        if len(moments) > MOST_FRAMES:
            raise InvalidOption(f"At most {MOST_FRAMES} frames are shown at a time.")
        if beyond := [moment for moment in moments if not 0 <= moment <= seconds]:
            raise InvalidOption(f"The video lasts {seconds:g} s: there is no frame at {beyond[0]:g} s.")
        shown: list[Any] = []
        for moment in moments:
            query = {"at": moment, "width": width}
            with self._api.stream("GET", f"/api/projects/{session.id}/frame", params=query) as answer:
                shown += [f"{moment:g} s", Image(data=answer.read(), format="jpeg")]
        return shown

    # -- exports ------------------------------------------------------------------------------------

    def export(
        self,
        project: Project,
        context: Context[Any, Any],
        preset: Annotated[
            str | None, Field(description="A place, such as youtube, tiktok, discord, amazon-listing.")
        ] = None,
        quality: Literal["draft", "standard", "high", "lossless"] | None = None,
        resolution: Annotated[str | None, Field(description="Such as 1080p, 4k or 1280x720.")] = None,
        max_bytes: Annotated[int | None, Field(description="Most bytes that the file may have.")] = None,
        wait: Annotated[bool, Field(description="Whether to wait for the end.")] = True,
    ) -> str:
        """Makes the video of the present draft as MP4, and gives its facts and its address."""
        wishes = {"preset": preset, "quality": quality, "resolution": resolution, "max_bytes": max_bytes}
        session = self.session(project)
        render = session.export({name: value for name, value in wishes.items() if value is not None})
        if wait:
            render = making.wait(session, render, functools.partial(_tell, context))
        return as_json(render_told(render))

    def list_exports(self, project: Project) -> str:
        """This project's exports, the newest first."""
        return as_json([render_told(one) for one in self.session(project).renders()])

    def get_export(self, render: RenderId) -> str:
        """How far an export is, and the address of its file when it is done."""
        return as_json(render_told(self.session("0").render(_plain(render))))

    def cancel_export(self, render: RenderId) -> str:
        """Stops an export."""
        return as_json(render_told(self.session("0").cancel(_plain(render))))

    def fetch(
        self,
        render: RenderId,
        path: Annotated[str, Field(description="Where it goes on this machine: a name that ends in .mp4.")],
        overwrite: Annotated[
            bool, Field(description="Whether a file that is there already is replaced; ask the user first.")
        ] = False,
    ) -> str:
        """Writes a finished export to an MP4 file of this machine."""
        target = video_place(path).absolute()
        if not overwrite and target not in self._fetched and os.path.lexists(target):
            raise InvalidOption(f"There is a file {target} already. Choose another name, or overwrite it.")
        size_bytes = self.session("0").download(_plain(render), target)
        self._fetched.add(target)
        return as_json({"path": str(target), "bytes": size_bytes})

    def get_credits(self) -> str:
        """How many credits are left. Exports are free; a message that changes the video costs one."""
        return as_json(asdict(self._api.credits()))


def _add_resources(server: MCPServer[Any], desk: _Tools, skills: Mapping[str, str]) -> None:
    """Timelines and skills, to be read."""

    @server.resource("photoplay://projects/{project}/timeline", mime_type="application/json")
    def timeline(project: str) -> str:
        """The draft of a project, as it stands."""
        with _words(ResourceError):
            return as_json(desk.session(project).state()["state"]["draft"])

    @server.resource("photoplay://tools", mime_type="application/json")
    def tools() -> str:
        """What edit can do, with the JSON Schema of all arguments."""
        with _words(ResourceError):
            return as_json(desk.tools())

    for name, text in skills.items():
        server.resource(f"photoplay://skills/{name}", name=name, mime_type="text/markdown")(_giving(text))


def _giving(text: str) -> Callable[[], str]:
    """A resource that is a text."""

    def read() -> str:
        """A skill: how an assistant with bash and curl makes videos."""
        return text

    return read


def _plain(told: str) -> str:
    """An id that cannot lead out of its place in a path."""
    if not told or not all(letter.isalnum() or letter in "_-." for letter in told) or told.strip(".") == "":
        raise InvalidOption("That is no id. Take one that another tool gave.")
    return told


def _spread(seconds: float) -> list[float]:
    """Moments that show a video: the middles of equal parts, no closer than a second."""
    count = max(1, min(MOST_FRAMES, int(seconds)))
    return [round((number + 0.5) * seconds / count, 2) for number in range(count)]


def _tell(context: Context[Any, Any], progress: making.Progress) -> None:
    anyio.from_thread.run(context.report_progress, round(100 * progress.share, 1), 100.0)
