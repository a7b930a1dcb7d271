"""What an untrusted client may ask for, and in which words it is refused."""

from __future__ import annotations

import pickle
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photoplay.errors import InvalidOption
from photoplay.export.options import Output, bytes_of, output_of, said_bytes
from photoplay.render.encode import QUALITIES
from photoplay.timeline.model import FRAME_RATES


def test_what_all_skills_send() -> None:
    assert output_of({"format": "mp4", "quality": "high"}) == Output("mp4", "high")


@pytest.mark.parametrize("told", [None, {}, {"format": None, "max_bytes": None}, {"unknown": [1], "": 2}])
def test_what_is_absent_null_or_unknown_is_the_default(told: object) -> None:
    assert output_of(told) == Output()


def test_every_option_together() -> None:
    told = {
        "format": "MP4", "quality": "standard", "resolution": "1280x720", "fps": 24.0, "codec": "H.264",
        "crf": 23, "max_bytes": 8e6,
    }  # fmt: skip
    assert output_of(told) == Output("mp4", "standard", None, "1280x720", 24, "h264", 23.0, 8_000_000)
    assert output_of({"preset": " Discord ", "resolution": "720p"}) == Output(
        preset="discord", resolution="720p"
    )


@pytest.mark.parametrize(
    ("told", "field", "words"),
    [
        (["mp4"], "output", "set of options"),
        ("mp4", "output", "set of options"),
        ({"format": "mov"}, "output.format", "MP4 with H.264 is what this version exports"),
        ({"format": "gif"}, "output.format", "MP4 with H.264"),
        ({"format": "webm"}, "output.format", "MP4 with H.264"),
        ({"format": 4}, "output.format", "is a word"),
        ({"codec": "hevc"}, "output.codec", "MP4 with H.264"),
        ({"codec": ["h264"]}, "output.codec", "is a word"),
        ({"quality": "best"}, "output.quality", "draft, standard, high, lossless"),
        ({"preset": "vimeo"}, "output.preset", "Choose one of: discord"),
        ({"preset": "master"}, "output.preset", "cannot be made yet"),
        ({"preset": "gif"}, "output.preset", "cannot be made yet"),
        ({"resolution": "8k"}, "output.resolution", "720p"),
        ({"resolution": "1x1"}, "output.resolution", "out of range"),
        ({"resolution": "99999x99999"}, "output.resolution", "out of range"),
        ({"resolution": "٧٢٠x٤٨٠"}, "output.resolution", "not understood"),
        ({"fps": 29.97}, "output.fps", "24, 25, 30, 50, 60"),
        ({"fps": "30"}, "output.fps", "24, 25, 30, 50, 60"),
        ({"fps": True}, "output.fps", "24, 25, 30, 50, 60"),
        ({"crf": 52}, "output.crf", "0, lossless, to 51"),
        ({"crf": float("nan")}, "output.crf", "0, lossless, to 51"),
        ({"crf": "20"}, "output.crf", "0, lossless, to 51"),
        ({"max_bytes": 100}, "output.max_bytes", "8,000,000"),
        ({"max_bytes": 10**30}, "output.max_bytes", "8,000,000"),
        ({"max_bytes": 8e6 + 0.5}, "output.max_bytes", "8,000,000"),
        ({"max_bytes": float("inf")}, "output.max_bytes", "8,000,000"),
        ({"max_bytes": "8MB"}, "output.max_bytes", "8,000,000"),
        ({"quality": "lossless", "max_bytes": 10**6}, "output.quality", "Lossless"),
        ({"crf": 0, "preset": "youtube"}, "output.crf", "Lossless"),
        ({"preset": "tiktok", "resolution": "720p"}, "output.resolution", "1080 × 1920"),
    ],
)
def test_what_is_refused_names_its_field(told: object, field: str, words: str) -> None:
    with pytest.raises(InvalidOption, match=words) as caught:
        output_of(told)
    assert caught.value.field == field and (caught.value.code, caught.value.status) == (422, 422)
    again = pickle.loads(pickle.dumps(caught.value))
    assert (type(again), again.field, again.message) == (InvalidOption, field, caught.value.message)


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)
KEYS = ("format", "quality", "preset", "resolution", "fps", "codec", "crf", "max_bytes")


@given(told=values | st.dictionaries(st.sampled_from(KEYS), values))
def test_anything_gives_a_valid_output_or_a_refusal_in_words(told: Any) -> None:
    try:
        found = output_of(told)
    except InvalidOption as error:
        assert error.field.startswith("output") and error.message.endswith(".")
        assert len(error.message) < 400
    else:
        assert found.format == "mp4" and found.quality in QUALITIES
        assert found.fps is None or found.fps in FRAME_RATES


@pytest.mark.parametrize(
    ("words", "size"),
    [("8MB", 8_000_000), ("8 mb", 8_000_000), ("19MiB", 19 * 2**20), ("1.5g", 1_500_000_000), ("500k", 500_000),
     ("12345", 12345), ("12345 bytes", 12345)],
)  # fmt: skip
def test_sizes_in_words(words: str, size: int) -> None:
    assert bytes_of(words) == size


@pytest.mark.parametrize("words", ["", "MB", "-8MB", "8 TB", "8ib", "1e9", "８MB", "8MB8"])
def test_a_size_that_is_not_understood(words: str) -> None:
    with pytest.raises(InvalidOption, match="not understood"):
        bytes_of(words)


def test_sizes_as_people_say_them() -> None:
    told = [said_bytes(size) for size in (8_000_000, 19 * 2**20, 612_345, 12_345_678)]
    assert told == ["8 MB", "19 MiB", "612 kB", "12.3 MB"]
