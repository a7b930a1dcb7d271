"""Broken files of every kind, sent to a real server beside good ones. Figures are printed: run with ``-s``."""

from __future__ import annotations

import io
import os
import random
import uuid
from collections.abc import Callable, Iterator

import httpx
import numpy as np
import pillow_heif
import pytest
from PIL import Image
from tests.contract.running import Account, Service, ok, refused, start, stop
from tests.waiting import HANGS_S

#: Any answer that takes longer is a hang.


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    running = start(tmp_path_factory.mktemp("faults"))
    yield running
    stop(running)


@pytest.fixture
def me(service: Service) -> Iterator[Account]:
    with httpx.Client(base_url=service.url, timeout=HANGS_S, trust_env=False) as client:
        told = ok(client.post("/api/auth/anonymous-token", headers={"X-Client-Id": str(uuid.uuid4())}))
        yield Account(client, told["token"], told["user_id"])


def _pictures() -> dict[str, bytes]:
    """A sound picture of each accepted kind."""
    rng = np.random.default_rng(5)
    coarse = Image.fromarray(rng.integers(20, 235, (6, 8, 3), dtype=np.uint8)).resize((160, 120))
    made = {}
    for suffix, kind in (("jpg", "JPEG"), ("png", "PNG"), ("webp", "WEBP"), ("gif", "GIF"), ("avif", "AVIF")):
        file = io.BytesIO()
        coarse.save(file, kind)
        made[suffix] = file.getvalue()
    file = io.BytesIO()
    pillow_heif.from_pillow(coarse).save(file)
    made["heic"] = file.getvalue()
    return made


#: The first bytes of clips and sounds, by which they are known.
_STUBS = {
    "mp4": b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom",
    "mov": b"\0\0\0\x14ftypqt  \0\0\0\0qt  ",
    "avi": b"RIFF\x24\0\0\0AVI LIST",
    "webm": b"\x1aE\xdf\xa3\x9fB\x86\x81\x01B\x82\x84webm",
    "mkv": b"\x1aE\xdf\xa3\x9fB\x86\x81\x01B\x82\x88matroska",
    "mp3": b"ID3\x04\0\0\0\0\0\0\xff\xfb\x90d",
    "wav": b"RIFF\x24\0\0\0WAVEfmt ",
    "m4a": b"\0\0\0\x18ftypM4A \0\0\0\0M4A mp42",
    "aac": b"\xff\xf1P\x80\x02\x1f\xfc",
    "ogg": b"OggS\0\x02\0\0\0\0\0\0\0\0",
    "flac": b"fLaC\0\0\0\x22",
}


def _broken(suffix: str, sound: bytes, chance: random.Random) -> Iterator[tuple[str, bytes]]:
    """One of each way to be broken."""
    yield "cut", sound[: chance.randrange(1, len(sound) - 2)]
    scratched = bytearray(sound)
    for _ in range(1 + len(sound) // 200):
        scratched[chance.randrange(len(sound))] = chance.randrange(256)
    yield "scratched", bytes(scratched)
    yield "empty", b""
    yield "noise", sound[:16] + chance.randbytes(2000)
    yield "doubled", sound[: len(sound) // 2] * 2


def test_broken_files_of_every_kind_are_4001_beside_good_ones(me: Account, scale: Callable[..., int]) -> None:
    """faults.md 5: truncated, corrupt, empty and wrongly named files in one call with good ones; 5xx: 0."""
    chance = random.Random(5)
    pictures = _pictures()
    kinds = {**pictures, "jpeg": pictures["jpg"], "heif": pictures["heic"], **_STUBS}
    counted = {"taken": 0, "refused": 0}
    for turn in range(scale(20, least=2)):
        session = me.session()
        sent: list[tuple[str, bytes, bool]] = []
        for suffix, sound in kinds.items():
            for how, content in _broken(suffix, sound, chance):
                sent.append((f"{how} {turn}.{suffix}", content, False))
        for suffix, sound in pictures.items():
            wrong = chance.choice(sorted(set(kinds) - {suffix}))
            sent += [(f"good.{suffix}", sound, True), (f"good but misnamed {suffix}.{wrong}", sound, True)]
        chance.shuffle(sent)
        told = ok(me.upload(session, *((name, content) for name, content, _ in sent)))
        kept = {one["filename"] for one in told["files"]}
        assert kept >= {name for name, _, is_good in sent if is_good}
        # Chance may have written a size into the header that is too large: that is told as such.
        odd = [one for one in told["refused"] if one["code"] != 4001]
        assert all(one["code"] == 4002 and one["filename"].startswith(("scratched", "noise")) for one in odd)
        assert len(kept) + len(told["refused"]) == len(sent)
        for one in told["refused"]:
            assert sent[one["index"]][0] == one["filename"]
            assert one["message"] and "Traceback" not in one["message"] and os.sep not in one["message"]
        counted["taken"] += len(kept)
        counted["refused"] += len(told["refused"])
    print(f"\n{counted['refused']} broken files refused cleanly, {counted['taken']} kept, 5xx: 0")


@pytest.mark.parametrize("suffix", [*_STUBS, "jpg", "heic", "avif"])
def test_a_broken_file_alone_is_4001(me: Account, suffix: str) -> None:
    """faults.md 5, alone in its call: the code is the answer's."""
    content = _STUBS.get(suffix) or _pictures()[suffix][:60]
    assert "jpg" in refused(me.upload(me.session(), (f"x.{suffix}", content)), 4001, 415)["accepted"]
