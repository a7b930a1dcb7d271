"""What a published skill's promises are checked with: a logo, and what is in an MP4."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw
from tests.contract.running import Account
from tests.waiting import HANGS_S

INK, SPOT = (20, 40, 90), (240, 120, 30)


def logo() -> Image.Image:
    """A logo on clear ground: a disc and a bar."""
    picture = Image.new("RGBA", (600, 300), (0, 0, 0, 0))
    draw = ImageDraw.Draw(picture)
    draw.ellipse((30, 30, 270, 270), fill=(*INK, 255))
    draw.rectangle((300, 100, 570, 200), fill=(*SPOT, 255))
    return picture


def probed(path: Path) -> Any:
    """What Debian's ffprobe finds; it finds no fault."""
    command = ["ffprobe", "-v", "warning", "-of", "json", "-show_streams", "-show_format", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=HANGS_S)
    assert done.stderr == ""
    return json.loads(done.stdout)


def still(path: Path, second: float) -> NDArray[np.uint8]:
    """RGB pixels of one frame, uint8 (H, W, 3)."""
    with av.open(str(path)) as container:
        container.seek(int(second * av.time_base))
        for frame in container.decode(video=0):
            if frame.time is not None and frame.time >= second:
                return np.asarray(frame.to_ndarray(format="rgb24"), np.uint8)
    raise AssertionError(f"nothing at {second} s")


def spoken(me: Account, session: str, said: str) -> str:
    """What the agent answers to one message."""
    body = {"session_id": session, "new_message": {"parts": [{"text": said}]}}
    answer = me.call("POST", "/run_sse", json=body)
    assert answer.status_code == 200, answer.text
    events = [
        json.loads(line[5:])
        for line in answer.text.splitlines()
        if line.startswith("data:") and line[5:].strip()
    ]
    return "".join(
        part.get("text", "") for event in events for part in event.get("content", {}).get("parts", [])
    )
