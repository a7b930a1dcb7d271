"""Every option and every way to go wrong, in the user's words."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]
Photos = Callable[[int], list[Path]]


def visible(folder: Path) -> set[str]:
    """Everything in a folder, hidden files too, but the cache and the inputs."""
    return {path.name for path in folder.iterdir()} - {"cache", "photos"}


# -- options ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--motion", "spin"], ["spin", "zoom-in", "pan-left", "hold"]),
        (["--transition", "wipelft"], ["wipelft", "Did you mean wipeleft", "photoplay transitions"]),
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
        (["--seconds", "0.1"], ["too short"]),
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
    photos(2)
    done = photoplay("make", "photos", "-o", "o.mp4", *options)
    assert done.returncode == 2
    assert done.stdout == ""
    (line,) = done.stderr.strip().splitlines()
    assert line.startswith("photoplay: ")
    assert [word for word in words if word not in line] == []
    assert visible(tmp_path) == set()


def test_an_output_that_is_an_input_is_refused(photos: Photos, photoplay: Run, tmp_path: Path) -> None:
    (one,) = photos(1)
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
    one, two = photos(2)
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
    done = photoplay("make", *photos(1), "--draft", "d.json")
    assert done.returncode == 2
    assert "not both" in done.stderr


@pytest.mark.parametrize("words", [["make", "--nonsense"], ["paint"], ["make", "--fps", "many"], ["probe"]])
def test_unknown_words_are_usage_errors(photoplay: Run, words: list[str]) -> None:
    done = photoplay(*words)
    assert done.returncode == 2
    assert "Usage: " in done.stderr and "Error: " in done.stderr


@pytest.mark.parametrize("name", ["PHOTOPLAY_WORKERS", "PHOTOPLAY_CACHE_BYTES"])
def test_a_setting_of_the_environment_that_is_no_number(photos: Photos, photoplay: Run, name: str) -> None:
    done = photoplay("make", *photos(1), "-o", "o.mp4", env={name: "lots"})
    assert done.returncode == 2
    assert name in done.stderr and "lots" in done.stderr


def test_help_says_what_there_is(photoplay: Run) -> None:
    done = photoplay("--help")
    assert done.returncode == 0
    assert all(command in done.stdout for command in ("make", "probe", "frame", "doctor"))
    assert "--transition-seconds" in photoplay("make", "--help").stdout
    assert photoplay("--version").stdout.startswith("photoplay 0.")


@pytest.mark.parametrize(
    ("options", "size"),
    [(["--aspect", "9:16"], (1080, 1920)), (["--aspect", "1:1"], (1080, 1080)), (["--aspect", "4:5"], (1080, 1350)),
     ([], (1920, 1080)), (["--aspect", "9:16", "--size", "50x34"], (50, 34))],
)  # fmt: skip
def test_aspects_and_sizes(photos: Photos, photoplay: Run, options: list[str], size: tuple[int, int]) -> None:
    done = photoplay(
        "make", *photos(1), "-o", "o.mp4", "--seconds", "0.1", "--quality", "draft", "--json",
        "--workers", "1", *options,
    )  # fmt: skip
    facts = json.loads(done.stdout)
    assert (facts["width"], facts["height"], facts["frames"]) == (*size, 3)


@pytest.mark.parametrize(
    "draft", ["", "nothing", "[]", '{"t": 1}', "\x00", '{"t":[],"d":0,"m":{}}', "{" * 100_000]
)
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


def test_a_draft_whose_photo_is_gone(photos: Photos, photoplay: Run, small: tuple[str, ...]) -> None:
    one, two = photos(2)
    photoplay("make", one, two, "-o", "o.mp4", *small, "--save-draft", "d.json")
    two.unlink()
    done = photoplay("make", "--draft", "d.json", "-o", "o2.mp4")
    assert done.returncode == 3
    assert two.name in done.stderr


@pytest.mark.parametrize("at", ["-1", "0.8", "99", "nan"])
def test_a_moment_outside_the_video_is_refused(
    photos: Photos, photoplay: Run, small: tuple[str, ...], tmp_path: Path, at: str
) -> None:
    photoplay("make", *photos(2), "-o", "o.mp4", *small, "--save-draft", "d.json")
    done = photoplay("frame", "d.json", "--at", at, "-o", "f.png")
    assert done.returncode == 2
    assert "outside the video" in done.stderr and "0.8 s" in done.stderr
    assert not (tmp_path / "f.png").exists()


def test_probe_tells_every_file(photos: Photos, photoplay: Run, tmp_path: Path) -> None:
    one, two = photos(2)
    two.write_bytes(b"")
    done = photoplay("probe", one, two, "--json")
    assert done.returncode == 3
    first, second = (json.loads(line) for line in done.stdout.splitlines())
    assert (first["name"], first["format"], first["width"], first["height"]) == ("1.jpg", "jpeg", 96, 60)
    assert second["name"] == "2.jpg" and second["code"] == 4001 and "empty" in second["error"]
    plain = photoplay("probe", one)
    assert plain.returncode == 0 and plain.stdout.startswith("1.jpg: JPEG 96x60, photo")


@pytest.mark.parametrize("quality", ["draft", "standard", "high", "lossless"])
def test_every_quality_makes_a_video(
    photos: Photos, photoplay: Run, small: tuple[str, ...], tmp_path: Path, quality: str
) -> None:
    done = photoplay("make", *photos(2), "-o", "o.mp4", *small, "--quality", quality, "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["frames"] == 24


def test_seconds_win_over_per_photo(photos: Photos, photoplay: Run, small: tuple[str, ...]) -> None:
    done = photoplay("make", *photos(3), "-o", "o.mp4", *small, "--seconds", "1.7", "--json")
    assert json.loads(done.stdout)["frames"] == 51


def test_a_path_that_is_not_there(photoplay: Run, tmp_path: Path) -> None:
    done = photoplay("make", "nowhere.jpg", "-o", "o.mp4")
    assert done.returncode in (2, 3)
    assert "nowhere.jpg" in done.stderr
    assert visible(tmp_path) == set()


def test_an_empty_folder(photoplay: Run, tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    done = photoplay("make", "photos", "-o", "o.mp4")
    assert done.returncode == 2
    assert "nothing to make a video of" in done.stderr


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


def test_one_missing_path_among_others_is_told(
    photos: Photos, photoplay: Run, small: tuple[str, ...]
) -> None:
    done = photoplay("make", *photos(2), "nowhere.jpg", "-o", "o.mp4", *small, "--json")
    assert done.returncode == 0
    assert [one["name"] for one in json.loads(done.stdout)["skipped"]] == ["nowhere.jpg"]
    assert "nowhere.jpg" in done.stderr


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_photo_and_a_folder_without_permission(
    photos: Photos, photoplay: Run, small: tuple[str, ...]
) -> None:  # pragma: no cover - not run by root
    one, two = photos(2)
    two.chmod(0)
    done = photoplay("make", one, two, "-o", "o.mp4", *small, "--json")
    assert done.returncode == 0 and two.name in done.stderr
    one.parent.chmod(0)
    done = photoplay("make", one.parent, "-o", "o.mp4", *small)
    one.parent.chmod(0o700)
    assert done.returncode == 3 and "permission" in done.stderr.lower()


def test_a_draft_of_what_cannot_be_drawn_is_refused_in_words(
    photos: Photos, photoplay: Run, tmp_path: Path
) -> None:
    one, two = photos(2)
    photoplay(
        "make", one, two, "-o", "o.mp4", "--per-photo", "0.4", "--size", "96x54", "--save-draft", "d.json"
    )
    told = json.loads((tmp_path / "d.json").read_text())
    told["t"][0]["sg"][1]["tr"]["type"] = "sparkle"
    (tmp_path / "d.json").write_text(json.dumps(told))
    done = photoplay("make", "--draft", "d.json", "-o", "o2.mp4")
    assert done.returncode == 2
    assert "sparkle" in done.stderr and "photoplay transitions" in done.stderr
    assert not (tmp_path / "o2.mp4").exists()


def test_a_draft_without_the_places_of_its_photos(photos: Photos, photoplay: Run, tmp_path: Path) -> None:
    photoplay(
        "make", *photos(1), "-o", "o.mp4", "--seconds", "0.1", "--size", "96x54", "--save-draft", "d.json"
    )
    told = json.loads((tmp_path / "d.json").read_text())
    told["m"]["files"] = {}
    (tmp_path / "d.json").write_text(json.dumps(told))
    done = photoplay("make", "--draft", "d.json", "-o", "o2.mp4")
    assert done.returncode == 2
    assert "m.files" in done.stderr and "1.jpg" in done.stderr


def test_a_cache_that_cannot_be_written_is_done_without(
    photos: Photos, photoplay: Run, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    place = {"PHOTOPLAY_CACHE_DIR": str(tmp_path / "file" / "cache")}
    words = ("make", *photos(1), "-o", "o.mp4", "--seconds", "0.2", "--size", "96x54", "--json")
    for _ in range(2):
        done = photoplay(*words, env=place)
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout)["chunks_rendered"] == 2
    assert visible(tmp_path) == {"file", "o.mp4"}


def test_errors_are_json_too_when_asked_for(photos: Photos, photoplay: Run) -> None:
    done = photoplay("make", *photos(1), "-o", "o.mp4", "--motion", "spin", "--json")
    assert done.returncode == 2
    told = json.loads(done.stdout)
    assert told["code"] == 422 and "spin" in told["error"] and "spin" in done.stderr


def test_options_that_mean_nothing_beside_a_draft_are_refused(
    photos: Photos, photoplay: Run, tmp_path: Path
) -> None:
    photoplay(
        "make", *photos(1), "-o", "o.mp4", "--seconds", "0.1", "--size", "96x54", "--save-draft", "d.json"
    )
    done = photoplay("make", "--draft", "d.json", "-o", "o2.mp4", "--per-photo", "2", "--fps", "30")
    assert done.returncode == 2
    assert "--fps, --per-photo" in done.stderr
    assert not (tmp_path / "o2.mp4").exists()


@pytest.mark.parametrize(("name", "words"), [("d.txt", "d.json"), ("gone/d.json", "gone")])
def test_a_place_for_a_draft_that_is_wrong_is_told_before_drawing(
    photos: Photos, photoplay: Run, tmp_path: Path, name: str, words: str
) -> None:
    done = photoplay("make", *photos(1), "-o", "o.mp4", "--save-draft", name)
    assert done.returncode == 2
    assert words in done.stderr
    assert visible(tmp_path) == set()


def test_a_frame_is_a_png(photos: Photos, photoplay: Run, tmp_path: Path) -> None:
    photoplay(
        "make", *photos(1), "-o", "o.mp4", "--seconds", "0.1", "--size", "96x54", "--save-draft", "d.json"
    )
    done = photoplay("frame", "d.json", "-o", "f.jpg")
    assert done.returncode == 2
    assert "f.png" in done.stderr
    assert photoplay("frame", "d.json", "-o", "f.png").returncode == 0
    assert (tmp_path / "f.png").read_bytes().startswith(b"\x89PNG")
