"""A video by talking, with the client library. Run: python examples/talk.py SERVER PHOTO…

    photoplay serve
    python examples/talk.py http://127.0.0.1:8765 beach.jpg city.jpg

The conversation does what a client has to do: it connects, waits, tells how far things are, looks after lost
connections, and saves the video.
"""

from __future__ import annotations

import sys
from pathlib import Path

from photoplay.client.api import api_of
from photoplay.client.attribution import of_program
from photoplay.client.conversation import Conversation
from photoplay.client.shown import Delivered, Problem

WISHES = ("a 6 second slideshow with calm music", "标题写“你好”", "make it square")


def main(server: str, photos: list[Path]) -> int:
    """Attaches, says, exports; gives the status to end with."""
    with api_of(of_program("photoplay-example"), url=server) as api:
        talk = Conversation(api)
        steps = [talk.attach(photos), *map(talk.send, WISHES), talk.export(path=Path("photoplay-talk.mp4"))]
        for said in (one for step in steps for one in step):
            print(said.text)
            if isinstance(said, Problem):
                return 1
            if isinstance(said, Delivered):
                return 0
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], [Path(word) for word in sys.argv[2:]]))
