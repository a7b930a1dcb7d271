"""`photoplay mcp`: the MCP server, with a server of its own or in front of another."""

from __future__ import annotations

import contextlib
import os
import socket
import sys

from photoplay.errors import InvalidOption


def run(server: str | None, http: int | None) -> None:
    """Serves until the other side closes, or Ctrl-C.

    Args:
        server: Address of a Photoplay server; None: that of NEMO_API_URL, else one is started, and ends with this
            command.
        http: Port to listen on; None: standard input and output.

    Raises:
        InvalidOption: The extra is not installed, or the port is out of range or in use.
        ServerAway: The server does not answer.
    """
    if http is not None and not 1 <= http <= 65535:
        raise InvalidOption("A port is 1 to 65535.")
    if http is not None:
        _require_free(http)
    server = server or os.environ.get("NEMO_API_URL", "").strip() or None
    from photoplay.cli.embedded import embedded_server
    from photoplay.client.api import Api, api_of
    from photoplay.client.attribution import of_program
    from photoplay.client.skill import skill_md, skills

    try:
        from photoplay.client.mcp import build
    except ImportError as error:
        if (error.name or "").partition(".")[0] != "mcp":
            raise
        raise InvalidOption("This needs the extra “mcp”. Install it: pip install 'photoplay[mcp]'") from error

    with contextlib.ExitStack() as stack:
        url = server or stack.enter_context(embedded_server(None))
        # A server of this command's own knows nobody: no token of the environment is for it, and who asked it is
        # forgotten with it.
        api = stack.enter_context(
            api_of(of_program("photoplay-mcp", os.environ), url=url)
            if server
            else Api(url, identity=None, attribution=of_program("photoplay-mcp", {}))
        )
        api.authenticate()
        texts = {name: skill_md(name, api.url) for name in skills()}
        assistant = build(api, is_local=http is None, skills=texts)
        if http is None:
            with contextlib.suppress(KeyboardInterrupt):  # how assistants end it
                assistant.run("stdio")
        else:
            # Whoever reaches it makes videos in this account's name: only programs of this machine do.
            print(f"MCP: http://127.0.0.1:{http}/mcp (stop with Ctrl-C)", file=sys.stderr, flush=True)
            assistant.run("streamable-http", host="127.0.0.1", port=http)


def _require_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise InvalidOption(
                f"Port {port} of this machine cannot be used: {error.strerror or error}. Choose another."
            ) from error
