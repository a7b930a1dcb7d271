"""`photoplay serve`: runs the server until it is told to stop."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def run(
    *, host: str | None, port: int | None, data_dir: Path | None, workers: int | None, config: Path | None
) -> None:
    """Serves, and says where."""
    from photoplay.services.settings_told import unknown_variables
    from photoplay.settings import load_service_settings

    settings = load_service_settings(config, host=host, port=port, data_dir=data_dir, workers=workers)
    for sentence in unknown_variables(os.environ):
        print(f"photoplay: {sentence}", file=sys.stderr)
    # Database, keys and other people's photos: for nobody else on this machine.
    os.umask(0o077)
    from photoplay.server.serving import Listening, serve

    def tell(listening: Listening) -> None:
        print(f"Photoplay listens on {listening.url}")
        if listening.is_everywhere:
            print("and on every other address of this machine: the network can reach it.")
        if listening.owner_url is not None:
            print(f"Your own workspace (this link works once): {listening.owner_url}")
        else:
            print("A link to your own workspace is printed by: photoplay admin owner-link")
        print(f"Data: {listening.data_dir}")
        print("Stop with Ctrl-C.", flush=True)

    # What is no terminal is a journal or a file, which others read.
    serve(settings, tell, shows_owner_link=sys.stdout.isatty())
    print("Photoplay has stopped.")
