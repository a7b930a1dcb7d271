"""`photoplay make` as people run it: odd files, wrong options, what is told and how it ends."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from tests.waiting import HANGS_S

U8 = NDArray[np.uint8]
Run = Callable[..., subprocess.CompletedProcess[str]]
Decode = Callable[[Path], list[U8]]
Photos = Callable[..., list[Path]]

FACTS = {
    "path", "frames", "fps", "width", "height", "duration_ms", "size_bytes", "wall_s", "chunks",
    "chunks_rendered", "skipped", "notes", "checks", "sound",
}  # fmt: skip


def visible(folder: Path) -> set[str]:
    """Everything in a folder, hidden files too, but the cache and the inputs."""
    return {path.name for path in folder.iterdir()} - {"cache", "photos"}


# -- photos of all kinds ----------------------------------------------------------------------------


@pytest.fixture
def odd_files(tmp_path: Path, picture: Callable[..., U8]) -> Path:
    """A folder with eight usable pictures, five bad ones, and things that are none of our business."""
    folder = tmp_path / "photos"
    (folder / "more").mkdir(parents=True)
    Image.fromarray(picture(200, 120, 1)).save(folder / "a1.jpg", quality=90)
    Image.fromarray(picture(200, 120, 2)).save(folder / "a2-really-png.jpg", format="PNG")
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.fromarray(picture(200, 120, 3)).save(folder / "a3-turned.jpg", exif=exif)
    Image.fromarray(picture(200, 120, 4)).convert("CMYK").save(folder / "a4-cmyk.jpg")
    Image.fromarray(picture(200, 120, 5)).convert("LA").save(folder / "a5-grey-alpha.png")
    Image.fromarray(picture(1, 1, 6)).save(folder / "a6-dot.png")
    Image.fromarray(picture(12_000, 200, 7)).save(folder / "a7-thread.jpg")
    Image.fromarray(picture(200, 120, 8)).save(folder / "a8.webp")
    whole = (folder / "a1.jpg").read_bytes()
    (folder / "b1-cut-off.jpg").write_bytes(whole[: len(whole) // 2])
    (folder / "b2-empty.jpg").write_bytes(b"")
    (folder / "b3-text.jpg").write_text("Dear diary, today I took a photo.\n" * 20)
    (folder / "b4-nothing.png").write_bytes(b"\0" * 5000)
    png = (folder / "a2-really-png.jpg").read_bytes()
    (folder / "b5-cut-off.png").write_bytes(png[: len(png) // 2])
    (folder / "notes.txt").write_text("Buy milk.\n")
    (folder / ".hidden.jpg").write_bytes(b"")
    Image.fromarray(picture(20, 20, 9)).save(folder / "more" / "inside.jpg")
    return folder


def test_a_folder_of_odd_files_gives_a_video_of_the_usable_ones(
    odd_files: Path, photoplay: Run, small: tuple[str, ...], tmp_path: Path, decoded: Decode
) -> None:
    draft = tmp_path / "draft.json"
    done = photoplay("make", odd_files, "-o", "out.mp4", *small, "--json", "--save-draft", draft)
    assert done.returncode == 0, done.stderr
    facts = json.loads(done.stdout)
    bad = {path.name for path in odd_files.glob("b*")}
    assert {one["name"] for one in facts["skipped"]} == bad
    for name in bad:
        (line,) = [line for line in done.stderr.splitlines() if name in line]
        assert line.startswith("photoplay: left out: ")
    assert "notes.txt" not in done.stderr and "hidden" not in done.stderr
    names = [clip["n"] for clip in json.loads(draft.read_text())["t"][0]["sg"]]
    assert names == sorted(path.name for path in odd_files.glob("a*"))
    assert facts["frames"] == 8 * 12 == len(decoded(tmp_path / "out.mp4"))


def test_a_turned_photo_is_upright_in_the_video(
    photoplay: Run, small: tuple[str, ...], tmp_path: Path, decoded: Decode
) -> None:
    stored = np.zeros((120, 160, 3), np.uint8)
    stored[:, :80] = 255  # stored with the light at the left; turned clockwise it is at the top
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.fromarray(stored).save(tmp_path / "turned.jpg", exif=exif, quality=95)
    done = photoplay(
        "make", "turned.jpg", "-o", "out.mp4", *small, "--motion", "hold", "--fit", "contain", "--json"
    )
    assert done.returncode == 0, done.stderr
    luma = decoded(tmp_path / "out.mp4")[5]
    middle = luma[:, 44:52].astype(int)
    assert middle[8:20].min() > 200 and middle[34:46].max() < 50


@pytest.mark.parametrize("order", ["name", "given", "date"])
def test_the_order_of_photos(
    photos: Photos, photoplay: Run, small: tuple[str, ...], tmp_path: Path, order: str
) -> None:
    one, two, three = photos(3, (64, 40))
    ten = one.with_name("10.jpg")
    one.rename(ten)
    for age, path in enumerate((two, ten, three)):
        os.utime(path, (1_000_000_000 + age * 86_400,) * 2)
    draft = tmp_path / "draft.json"
    done = photoplay("make", ten, three, two, "-o", "o.mp4", *small, "--order", order, "--save-draft", draft)
    assert done.returncode == 0, done.stderr
    names = [clip["n"] for clip in json.loads(draft.read_text())["t"][0]["sg"]]
    wanted = {
        "name": ["2.jpg", "3.jpg", "10.jpg"],
        "given": ["10.jpg", "3.jpg", "2.jpg"],
        "date": ["2.jpg", "10.jpg", "3.jpg"],
    }
    assert names == wanted[order]


def test_the_same_photo_twice_is_shown_twice(
    photos: Photos, photoplay: Run, small: tuple[str, ...], tmp_path: Path
) -> None:
    (one,) = photos(1, (64, 40))
    done = photoplay("make", one, one, "-o", "o.mp4", *small, "--json")
    assert json.loads(done.stdout)["frames"] == 24


# -- nothing to show --------------------------------------------------------------------------------


# -- what is made and told --------------------------------------------------------------------------


def test_json_tells_the_facts_of_the_file(
    photos: Photos, photoplay: Run, small: tuple[str, ...], tmp_path: Path, decoded: Decode
) -> None:
    done = photoplay("make", *photos(3, (64, 40)), "-o", "o.mp4", *small, "--fps", "25", "--json")
    assert done.stderr == ""
    facts = json.loads(done.stdout)
    assert set(facts) == FACTS
    size = (tmp_path / "o.mp4").stat().st_size
    assert (facts["frames"], facts["fps"], facts["duration_ms"]) == (30, 25, 1200)
    assert (facts["width"], facts["height"], facts["size_bytes"]) == (96, 54, size)
    assert facts["chunks"] == facts["chunks_rendered"] == 4
    assert facts["skipped"] == facts["checks"] == [] and facts["wall_s"] > 0
    assert [note.partition(":")[0] for note in facts["notes"]] == ["Music"]
    assert (facts["sound"]["codec"], facts["sound"]["channels"]) == ("AAC-LC", 2)
    assert Path(facts["path"]) == Path("o.mp4")
    assert [frame.shape for frame in decoded(tmp_path / "o.mp4")] == [(54, 96)] * 30
    again = json.loads(photoplay("make", "photos", "-o", "o2.mp4", *small, "--fps", "25", "--json").stdout)
    assert (again["chunks"], again["chunks_rendered"]) == (4, 0)
    assert (tmp_path / "o2.mp4").read_bytes() == (tmp_path / "o.mp4").read_bytes()


def test_off_a_terminal_progress_is_plain_lines(photos: Photos, photoplay: Run, tmp_path: Path) -> None:
    photos(8, (1200, 800))
    done = photoplay(
        "make", "photos", "-o", "o.mp4", "--size", "1280x720", "--workers", "1", "--seconds", "18"
    )
    assert done.returncode == 0
    line, music = done.stdout.splitlines()
    assert line.startswith("o.mp4: 18 s of video in ") and "540 frames" in line
    assert music.startswith("Music: ")
    assert "\x1b" not in done.stderr and "\r" not in done.stderr
    for told in done.stderr.splitlines():
        done_frames, _, rest = told.partition("/540 frames, ")
        assert 0 < int(done_frames) <= 540 and rest.endswith(" s left") and " frames/s, " in rest


def test_an_existing_file_is_replaced_and_nothing_else_is_left(
    photos: Photos, photoplay: Run, small: tuple[str, ...], tmp_path: Path, decoded: Decode
) -> None:
    (tmp_path / "o.mp4").write_text("old")
    done = photoplay("make", *photos(2, (64, 40)), "-o", "o.mp4", *small)
    assert done.returncode == 0
    assert len(decoded(tmp_path / "o.mp4")) == 24
    assert visible(tmp_path) == {"o.mp4"}
    mask = os.umask(0)
    os.umask(mask)
    assert (tmp_path / "o.mp4").stat().st_mode & 0o777 == 0o666 & ~mask


def test_names_with_markup_and_line_breaks_are_shown_as_they_are(
    photos: Photos, photoplay: Run, small: tuple[str, ...], tmp_path: Path
) -> None:
    one, two = photos(2, (64, 40))
    odd = two.rename(two.with_name("[bold]#$x{}%d.jpg"))
    empty = two.with_name("[red]bad.jpg")
    empty.write_bytes(b"")
    done = photoplay("make", one, odd, empty, "-o", "out [i]%d.mp4", *small)
    assert done.returncode == 0, done.stderr
    assert "[red]bad.jpg" in done.stderr
    assert (tmp_path / "out [i]%d.mp4").exists()
    assert done.stdout.startswith("out [i]%d.mp4: ")


# -- drafts and frames ------------------------------------------------------------------------------


def test_a_saved_draft_makes_the_same_bytes(
    photos: Photos, photoplay: Run, small: tuple[str, ...], tmp_path: Path
) -> None:
    made = photoplay("make", *photos(3), "-o", "one.mp4", *small, "--save-draft", "d.json")
    assert made.returncode == 0, made.stderr
    told = json.loads((tmp_path / "d.json").read_text())
    assert set(told["m"]["files"].values()) == {"photos/1.jpg", "photos/2.jpg", "photos/3.jpg"}
    fresh = {"PHOTOPLAY_CACHE_DIR": str(tmp_path / "cache" / "other")}
    again = photoplay("make", "--draft", "d.json", "-o", "two.mp4", "--json", env=fresh)
    assert again.returncode == 0, again.stderr
    assert json.loads(again.stdout)["chunks_rendered"] == 4
    assert (tmp_path / "one.mp4").read_bytes() == (tmp_path / "two.mp4").read_bytes()


def test_a_frame_is_what_the_video_shows(
    photos: Photos, photoplay: Run, tmp_path: Path, decoded: Decode
) -> None:
    photoplay(
        "make", *photos(2), "-o", "o.mp4", "--size", "192x108", "--per-photo", "1", "--quality", "high",
        "--save-draft", "d.json",
    )  # fmt: skip
    frames = decoded(tmp_path / "o.mp4")
    for at, number in (("0.5", 15), ("1.0", 30)):
        done = photoplay("frame", "d.json", "--at", at, "-o", "f.png")
        assert done.returncode == 0, done.stderr
        rgb = np.asarray(Image.open(tmp_path / "f.png")).astype(float)
        assert rgb.shape == (108, 192, 3)
        luma = 16 + 219 / 255 * (rgb @ (0.2126, 0.7152, 0.0722))
        error = ((luma - frames[number]) ** 2).mean()
        assert 10 * np.log10(255**2 / error) > 35, at


# -- the other commands -----------------------------------------------------------------------------


def test_doctor_finds_all_that_is_needed(photoplay: Run, tmp_path: Path) -> None:
    done = photoplay("doctor", "--json")
    report: dict[str, Any] = json.loads(done.stdout)
    assert done.returncode == 0 and report["problems"] == []
    assert report["cache"]["folder"] == str(tmp_path / "cache")
    assert {"jpeg", "png", "heic"} <= set(report["formats"])
    assert all(part["licence"] for part in report["parts"].values())
    plain = photoplay("doctor")
    assert "Everything that is needed is here." in plain.stdout


def test_doctor_tells_a_cache_that_cannot_be_written(photoplay: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = photoplay("doctor", env={"PHOTOPLAY_CACHE_DIR": str(tmp_path / "file" / "cache")})
    assert done.returncode == 1
    assert "PHOTOPLAY_CACHE_DIR" in done.stdout


def test_a_reader_that_goes_away_is_no_error(photos: Photos, start: Any, small: tuple[str, ...]) -> None:
    process = start("make", *photos(2, (64, 40)), "-o", "o.mp4", *small)
    process.stdout.close()
    process.wait(HANGS_S)
    assert "Traceback" not in process.stderr.read()
