"""Films with subtitle tracks, which many programs write, are read in the sandbox; the subtitles are left out."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import pytest
from tests.films import film

from photoplay.media.sandbox import Sandbox

_CODECS = {"mp4": "mov_text", "mkv": "subrip"}


def subtitled(place: Path, source: Path, codec: str) -> None:
    """The film with a track of subtitles beside it."""
    with av.open(str(source)) as old, av.open(str(place), "w") as new:
        copy = new.add_stream_from_template(old.streams.video[0])
        words = new.add_stream(codec)
        text = b"\0\4Hey!" if codec == "mov_text" else b"Hey!"
        words.codec_context.subtitle_header = b"[Script Info]\n\n[Events]\n"
        words.time_base = Fraction(1, 1000)
        said = av.Packet(text)
        said.stream, said.pts, said.dts, said.duration = words, 0, 0, 300
        said.time_base = Fraction(1, 1000)
        new.start_encoding()
        new.mux(said)
        for packet in old.demux(old.streams.video[0]):
            if packet.size:
                packet.stream = copy
                new.mux(packet)


@pytest.mark.parametrize("format", _CODECS)
def test_subtitles_do_no_harm(tmp_path: Path, format: str) -> None:
    made = film(tmp_path / "plain.mkv", frames=10, sound=None)
    subtitled(tmp_path / f"x.{format}", made.path, _CODECS[format])
    with av.open(str(tmp_path / f"x.{format}")) as container:
        assert len(container.streams.subtitles) == 1
    out = tmp_path / "out"
    out.mkdir()
    with Sandbox(1) as box:
        examined = box.examine(tmp_path / f"x.{format}", f"x.{format}", out)
    assert examined.record.film is not None and examined.record.film.frames == 10
    with av.open(str(examined.normalised)) as container:
        assert not container.streams.subtitles
    assert b"Hey!" not in examined.normalised.read_bytes()
