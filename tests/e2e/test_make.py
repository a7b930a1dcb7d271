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

U8 = NDArray[np.uint8]
Run = Callable[..., subprocess.CompletedProcess[str]]
Decode = Callable[[Path], list[U8]]
Photos = Callable[..., list[Path]]

FACTS = {
    "path", "frames", "fps", "width", "height", "duration_ms", "size_bytes", "wall_s", "chunks",
    "chunks_rendered", "skipped",
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
    done = photoplay(
        "make", ten, three, two, "-o", "o.mp4", *small, "--order", order, "--save-draft", draft
    )
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


def test_only_bad_files_end_with_words_and_a_status(
    photoplay: Run, small: tuple[str, ...], tmp_path: Path
) -> None:
    (tmp_path / "photos").mkdir()
    for name in ("x.jpg", "y.png"):
        (tmp_path / "photos" / name).write_bytes(b"")
    done = photoplay("make", "photos", "-o", "o.mp4", *small)
    assert done.returncode == 2
    assert "x.jpg" in done.stderr and "y.png" in done.stderr
    assert "None of the files can be used" in done.stderr.splitlines()[-1]
    assert visible(tmp_path) == set()


def test_an_empty_folder(photoplay: Run, tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    done = photoplay("make", "photos", "-o", "o.mp4")
    assert done.returncode == 2
    assert "nothing to make a video of" in done.stderr


def test_a_path_that_is_not_there(photoplay: Run, tmp_path: Path) -> None:
    done = photoplay("make", "nowhere.jpg", "-o", "o.mp4")
    assert done.returncode in (2, 3)
    assert "nowhere.jpg" in done.stderr
    assert visible(tmp_path) == set()


def test_one_missing_path_among_others_is_told(
    photos: Photos, photoplay: Run, small: tuple[str, ...]
) -> None:
    done = photoplay("make", *photos(2, (64, 40)), "nowhere.jpg", "-o", "o.mp4", *small, "--json")
    assert done.returncode == 0
    assert [one["name"] for one in json.loads(done.stdout)["skipped"]] == ["nowhere.jpg"]
    assert "nowhere.jpg" in done.stderr


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_photo_and_a_folder_without_permission(
    photos: Photos, photoplay: Run, small: tuple[str, ...]
) -> None:  # pragma: no cover - not run by root
    one, two = photos(2, (64, 40))
    two.chmod(0)
    done = photoplay("make", one, two, "-o", "o.mp4", *small, "--json")
    assert done.returncode == 0 and two.name in done.stderr
    one.parent.chmod(0)
    done = photoplay("make", one.parent, "-o", "o.mp4", *small)
    one.parent.chmod(0o700)
    assert done.returncode == 3 and "permission" in done.stderr.lower()


# -- options ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--motion", "spin"], ["spin", "zoom-in", "pan-left", "hold"]),
        (["--transition", "sparkle"], ["sparkle", "none", "fade", "wipeleft"]),
        (["--fit", "stretch"], ["stretch", "auto", "cover", "contain", "blur"]),
        (["--quality", "best"], ["best", "draft", "standard", "high", "lossless"]),
        (["--aspect", "3:1"], ["3:1", "16:9", "9:16", "1:1", "4:5"]),
        (["--size", "big"], ["big", "1280x720"]),
        (["--size", "641x360"], ["641x360", "even"]),
        (["--size", "8000x4000"], ["8000x4000", "3840x2160"]),
        (["--size", "2x2"], ["2x2", "16x16"]),
        (["--fps", "29"], ["29", "24, 25, 30, 50, 60"]),
        (["--order", "size"], ["size", "name, date, given"]),
        (["--seconds", "0"], ["0 seconds", "range"]),
        (["--seconds", "-3"], ["-3 seconds", "range"]),
        (["--seconds", "999999"], ["range"]),
        (["--seconds", "nan"], ["range"]),
        (["--seconds", "0.1"], ["too short", "2 photos"]),
        (["--per-photo", "0"], ["range"]),
        (["--per-photo", "inf"], ["range"]),
        (["--transition-seconds", "-1"], ["transitions", "0 to 60"]),
        (["--transition-seconds", "nan"], ["transitions", "0 to 60"]),
        (["--workers", "0"], ["0 workers", "1 to 256"]),
        (["--workers", "999"], ["999 workers", "1 to 256"]),
        (["-o", "."], ["is a folder"]),
        (["-o", "o.avi"], ["MP4", "o.mp4"]),
        (["-o", "nowhere/o.mp4"], ["nowhere", "does not exist"]),
        (["-o", "video"], ["MP4", "video.mp4"]),
    ],
)
def test_wrong_options_are_refused_in_words(
    photos: Photos, photoplay: Run, tmp_path: Path, options: list[str], words: list[str]
) -> None:
    photos(2, (64, 40))
    done = photoplay("make", "photos", "-o", "o.mp4", *options)
    assert done.returncode == 2
    assert done.stdout == ""
    (line,) = done.stderr.strip().splitlines()
    assert line.startswith("photoplay: ")
    assert [word for word in words if word not in line] == []
    assert visible(tmp_path) == set()


def test_an_output_that_is_an_input_is_refused(photos: Photos, photoplay: Run, tmp_path: Path) -> None:
    (one,) = photos(1, (64, 40))
    disguised = tmp_path / "photo.mp4"
    one.rename(disguised)
    before = disguised.read_bytes()
    done = photoplay("make", disguised, "-o", "./photos/../photo.mp4")
    assert done.returncode == 2
    assert "one of the inputs" in done.stderr
    assert disguised.read_bytes() == before


def test_an_output_that_is_a_photo_in_the_folder_is_refused(
    photos: Photos, photoplay: Run, small: tuple[str, ...]
) -> None:
    one, two = photos(2, (64, 40))
    disguised = one.rename(one.with_suffix(".mp4"))
    before = disguised.read_bytes()
    done = photoplay("make", two.parent, "-o", disguised, *small)
    assert done.returncode == 2
    assert disguised.read_bytes() == before


def test_no_inputs_and_no_draft(photoplay: Run) -> None:
    done = photoplay("make")
    assert done.returncode == 2
    assert "photoplay make FOLDER" in done.stderr


def test_photos_and_a_draft_at_once(photos: Photos, photoplay: Run) -> None:
    done = photoplay("make", *photos(1, (64, 40)), "--draft", "d.json")
    assert done.returncode == 2
    assert "not both" in done.stderr


@pytest.mark.parametrize("words", [["make", "--nonsense"], ["paint"], ["make", "--fps", "many"], ["probe"]])
def test_unknown_words_are_usage_errors(photoplay: Run, words: list[str]) -> None:
    done = photoplay(*words)
    assert done.returncode == 2
    assert "Usage:" in done.stderr and words[-1].strip("-") in done.stderr or "Missing" in done.stderr


@pytest.mark.parametrize("name", ["PHOTOPLAY_WORKERS", "PHOTOPLAY_CACHE_BYTES"])
def test_a_setting_of_the_environment_that_is_no_number(
    photos: Photos, photoplay: Run, name: str
) -> None:
    done = photoplay("make", *photos(1, (64, 40)), "-o", "o.mp4", env={name: "lots"})
    assert done.returncode == 2
    assert name in done.stderr and "lots" in done.stderr


def test_help_says_what_there_is(photoplay: Run) -> None:
    done = photoplay("--help")
    assert done.returncode == 0
    assert all(command in done.stdout for command in ("make", "probe", "frame", "doctor"))
    assert "--transition-seconds" in photoplay("make", "--help").stdout
    assert photoplay("--version").stdout.startswith("photoplay 0.")


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
    assert facts["skipped"] == [] and facts["wall_s"] > 0
    assert Path(facts["path"]) == Path("o.mp4")
    assert [frame.shape for frame in decoded(tmp_path / "o.mp4")] == [(54, 96)] * 30
    again = json.loads(photoplay("make", "photos", "-o", "o2.mp4", *small, "--fps", "25", "--json").stdout)
    assert (again["chunks"], again["chunks_rendered"]) == (4, 0)
    assert (tmp_path / "o2.mp4").read_bytes() == (tmp_path / "o.mp4").read_bytes()


def test_off_a_terminal_progress_is_plain_lines(photos: Photos, photoplay: Run, tmp_path: Path) -> None:
    photos(8, (1200, 800))
    done = photoplay("make", "photos", "-o", "o.mp4", "--size", "1280x720", "--workers", "1", "--seconds", "18")
    assert done.returncode == 0
    (line,) = done.stdout.splitlines()
    assert line.startswith("o.mp4: 18 s of video in ") and "540 frames" in line
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


@pytest.mark.parametrize("quality", ["draft", "standard", "high", "lossless"])
def test_every_quality_makes_a_video(
    photos: Photos, photoplay: Run, small: tuple[str, ...], tmp_path: Path, quality: str, decoded: Decode
) -> None:
    done = photoplay("make", *photos(2, (64, 40)), "-o", "o.mp4", *small, "--quality", quality)
    assert done.returncode == 0, done.stderr
    assert len(decoded(tmp_path / "o.mp4")) == 24


@pytest.mark.parametrize(
    ("options", "size"),
    [(["--aspect", "9:16"], (1080, 1920)), (["--aspect", "1:1"], (1080, 1080)), (["--aspect", "4:5"], (1080, 1350)),
     ([], (1920, 1080)), (["--aspect", "9:16", "--size", "50x34"], (50, 34))],
)  # fmt: skip
def test_aspects_and_sizes(
    photos: Photos, photoplay: Run, options: list[str], size: tuple[int, int]
) -> None:
    done = photoplay(
        "make", *photos(1, (64, 40)), "-o", "o.mp4", "--seconds", "0.1", "--quality", "draft", "--json",
        "--workers", "1", *options,
    )  # fmt: skip
    facts = json.loads(done.stdout)
    assert (facts["width"], facts["height"], facts["frames"]) == (*size, 3)


def test_seconds_win_over_per_photo(photos: Photos, photoplay: Run, small: tuple[str, ...]) -> None:
    done = photoplay("make", *photos(3, (64, 40)), "-o", "o.mp4", *small, "--seconds", "1.7", "--json")
    assert json.loads(done.stdout)["frames"] == 51


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


@pytest.mark.parametrize("draft", ["", "nothing", "[]", '{"t": 1}', "\x00", '{"t":[],"d":0,"m":{}}', "{" * 100_000])
def test_a_broken_draft_is_told(photoplay: Run, tmp_path: Path, draft: str) -> None:
    (tmp_path / "d.json").write_text(draft)
    done = photoplay("make", "--draft", "d.json", "-o", "o.mp4")
    assert done.returncode == 2
    assert done.stderr.startswith("photoplay: ") and len(done.stderr.splitlines()) == 1
    assert visible(tmp_path) == {"d.json"}


def test_a_draft_that_is_not_there(photoplay: Run) -> None:
    done = photoplay("make", "--draft", "d.json", "-o", "o.mp4")
    assert done.returncode == 3
    assert "d.json" in done.stderr


def test_a_draft_whose_photo_is_gone(
    photos: Photos, photoplay: Run, small: tuple[str, ...]
) -> None:
    one, two = photos(2, (64, 40))
    photoplay("make", one, two, "-o", "o.mp4", *small, "--save-draft", "d.json")
    two.unlink()
    done = photoplay("make", "--draft", "d.json", "-o", "o2.mp4")
    assert done.returncode == 3
    assert two.name in done.stderr


def test_a_frame_is_what_the_video_shows(
    photos: Photos, photoplay: Run, tmp_path: Path, decoded: Decode
) -> None:
    photoplay(
        "make", *photos(2), "-o", "o.mp4", "--size", "192x108", "--per-photo", "1", "--quality", "high",
        "--save-draft", "d.json",
    )  # fmt: skip
    frames = decoded(tmp_path / "o.mp4")
    for at, number in (("0", 0), ("0.5", 15), ("1.0", 30), ("1.96", 58)):
        done = photoplay("frame", "d.json", "--at", at, "-o", "f.png")
        assert done.returncode == 0, done.stderr
        rgb = np.asarray(Image.open(tmp_path / "f.png")).astype(float)
        assert rgb.shape == (108, 192, 3)
        luma = 16 + 219 / 255 * (rgb @ (0.2126, 0.7152, 0.0722))
        error = ((luma - frames[number]) ** 2).mean()
        assert 10 * np.log10(255**2 / error) > 35, at


@pytest.mark.parametrize("at", ["-1", "0.8", "99", "nan"])
def test_a_moment_outside_the_video_is_refused(
    photos: Photos, photoplay: Run, small: tuple[str, ...], tmp_path: Path, at: str
) -> None:
    photoplay("make", *photos(2, (64, 40)), "-o", "o.mp4", *small, "--save-draft", "d.json")
    done = photoplay("frame", "d.json", "--at", at, "-o", "f.png")
    assert done.returncode == 2
    assert "outside the video" in done.stderr and "0.8 s" in done.stderr
    assert not (tmp_path / "f.png").exists()


# -- the other commands -----------------------------------------------------------------------------


def test_probe_tells_every_file(photos: Photos, photoplay: Run, tmp_path: Path) -> None:
    one, two = photos(2, (64, 40))
    two.write_bytes(b"")
    done = photoplay("probe", one, two, "--json")
    assert done.returncode == 3
    first, second = (json.loads(line) for line in done.stdout.splitlines())
    assert (first["name"], first["format"], first["width"], first["height"]) == ("1.jpg", "jpeg", 64, 40)
    assert second["name"] == "2.jpg" and second["code"] == 4001 and "empty" in second["error"]
    plain = photoplay("probe", one)
    assert plain.returncode == 0 and plain.stdout.startswith("1.jpg: JPEG 64x40, photo")


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
    process.wait(60)
    assert "Traceback" not in process.stderr.read()
