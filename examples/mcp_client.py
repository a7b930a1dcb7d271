"""A video through MCP: what an assistant does, written down. Run: python examples/mcp_client.py PHOTO…

Needs the extra: pip install 'photoplay[mcp]'. Assistants start the server themselves; in their settings stands

    {"mcpServers": {"photoplay": {"command": "photoplay", "args": ["mcp"]}}}
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import anyio
from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client

WISH = 'a 10 second slideshow with calm music and the title "Hello"'


async def make(photos: list[Path], video: Path) -> None:
    """Uploads, says, looks, exports and fetches, each by a tool."""
    command = StdioServerParameters(
        command=sys.executable, args=["-m", "photoplay", "mcp"], env=dict(os.environ)
    )
    async with stdio_client(command) as (read, write), ClientSession(read, write) as session:
        await session.initialize()

        async def call(tool: str, **arguments: Any) -> str:
            told = await session.call_tool(tool, arguments)
            words = "\n".join(part.text for part in told.content if part.type == "text")
            if told.is_error:
                sys.exit(words)
            return words

        project = json.loads(await call("create_project"))["project"]
        await call("upload", project=project, files=[str(path) for path in photos])
        print(await call("say", project=project, text=WISH))
        made = json.loads(await call("export", project=project))
        print(await call("fetch", render=made["render"], path=str(video)))


if __name__ == "__main__":
    told = [Path(word).resolve() for word in sys.argv[1:]] or sorted(
        Path(__file__).with_name("photos").glob("*.jpg")
    )
    anyio.run(make, told, Path("photoplay-mcp.mp4").resolve())
