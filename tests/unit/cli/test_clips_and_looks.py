"""Clips, looks, transitions and logos on the command line: what is drawn, what is told, what is refused."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from tests.films import film, number_in

U8 = NDArray[np.uint8]
Run = Callable[..., subprocess.CompletedProcess[str]]
Photos = Callable[[int], list[Path]]

SIZE = ("--size", "160x90", "--fps", "25", "--workers", "1", "--quality", "high")
CUT = ("--transition", "none", "--music", "none")


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    """Two seconds of film, 50 numbered pictures, with ticks."""
    return film(tmp_path / "clip.mp4", size=(160, 90), fps=25, frames=50).path


@pytest.fixture
def grey(tmp_path: Path) -> Path:
    """A photo of a warm grey, with some grain so that it is no drawing."""
    grain = np.random.default_rng(1).normal(0, 3, (180, 320, 1))
    path = tmp_path / "grey.jpg"
    Image.fromarray(np.clip(np.array([150, 130, 110]) + grain, 0, 255).astype(np.uint8)).save(
        path, quality=95
    )
    return path


def pictures(path: Path) -> list[U8]:
    """RGB of every frame, uint8 (H, W, 3)."""
    with av.open(str(path)) as container:
        frames = container.decode(video=0)
        return [np.asarray(f.to_ndarray(format="rgb24", dst_colorspace="ITU709"), np.uint8) for f in frames]


def loud(path: Path) -> float:
    """Largest sample of a video's sound; 0 without sound."""
    with av.open(str(path)) as container:
        if not container.streams.audio:
            return 0.0
        return max(float(np.abs(frame.to_ndarray()).max()) for frame in container.decode(audio=0))


def segments(draft: Path, track: int = 0) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(draft.read_text())["t"][track]["sg"]
    return found


# -- clips ------------------------------------------------------------------------------------------


def test_a_clip_plays_among_photos(photos: Photos, clip: Path, photoplay: Run, tmp_path: Path) -> None:
    one, two = photos(2)
    done = photoplay("make", one, clip, two, "-o", "o.mp4", *SIZE, *CUT, "--per-photo", "1", "--json")
    assert done.returncode == 0, done.stderr
    facts = json.loads(done.stdout)
    assert facts["frames"] == 100 and facts["duration_ms"] == 4000
    shown = pictures(tmp_path / "o.mp4")
    assert [number_in(frame) for frame in shown[25:75]] == list(range(50))
    assert facts["sound"] is not None and loud(tmp_path / "o.mp4") > 0.05, "its own sound is heard"


def test_a_clip_alone_is_shown_whole_with_its_sound(clip: Path, photoplay: Run, tmp_path: Path) -> None:
    done = photoplay("make", clip, "-o", "o.mp4", *SIZE, "--json")
    facts = json.loads(done.stdout)
    assert facts["frames"] == 50
    assert any("own sound, and no music" in note for note in facts["notes"])
    assert [number_in(frame) for frame in pictures(tmp_path / "o.mp4")] == list(range(50))
    shorter = json.loads(
        photoplay("make", clip, "-o", "s.mp4", *SIZE, *CUT, "--seconds", "1", "--json").stdout
    )
    assert shorter["frames"] == 25
    assert shorter["notes"][0] == "Of clip.mp4, 1.0 of 2.0 s are shown, from its beginning on."
    longer = json.loads(
        photoplay("make", clip, "-o", "l.mp4", *SIZE, *CUT, "--seconds", "5", "--json").stdout
    )
    assert longer["frames"] == 50
    assert "The clips are 2.0 s long together, and so is the video." in longer["notes"]


def test_speed_and_mute(clip: Path, photoplay: Run, tmp_path: Path) -> None:
    done = photoplay("make", clip, "-o", "o.mp4", *SIZE, *CUT, "--speed", "2", "--mute-clips", "--json")
    facts = json.loads(done.stdout)
    assert facts["frames"] == 25 and facts["sound"] is None
    assert [number_in(frame) for frame in pictures(tmp_path / "o.mp4")] == list(range(0, 50, 2))


def test_music_steps_back_under_clips(clip: Path, grey: Path, photoplay: Run, tmp_path: Path) -> None:
    draft = tmp_path / "d.json"
    given = (grey, clip, "-o", "o.mp4", *SIZE, "--per-photo", "1", "--save-draft", draft, "--music", "calm")
    assert photoplay("make", *given).returncode == 0
    assert segments(draft, 1)[0]["duck"] is True
    assert photoplay("make", *given, "--mute-clips").returncode == 0
    assert "duck" not in segments(draft, 1)[0]
    assert segments(draft)[1]["vol"] == 0.0


def test_a_folder_is_taken_with_its_clips_but_without_its_video(
    grey: Path, clip: Path, photoplay: Run, tmp_path: Path
) -> None:
    draft = tmp_path / "d.json"
    folder = tmp_path / "all"
    folder.mkdir()
    grey.rename(folder / "b.jpg")
    clip.rename(folder / "a.mp4")
    (folder / "broken.mov").write_bytes(b"\0\0\0\x14ftypqt  \0\0\0\0qt  ")
    for _ in range(2):
        done = photoplay("make", folder, "-o", folder / "o.mp4", *SIZE, *CUT, "--save-draft", draft)
        assert done.returncode == 0, done.stderr
        assert [one["n"] for one in segments(draft)] == ["a.mp4", "b.jpg"]
        assert "left out" in done.stderr and "broken.mov" in done.stderr
        assert (folder / "o.mp4").stat().st_size > 1000
    named = photoplay("make", folder / "a.mp4", "-o", folder / "a.mp4", *SIZE)
    assert named.returncode == 2 and "one of the inputs" in named.stderr


def test_of_live_photos_the_still_is_taken(grey: Path, photoplay: Run, tmp_path: Path) -> None:
    grey.rename(tmp_path / "IMG_1.jpg")
    film(tmp_path / "IMG_1.MOV", size=(160, 90), frames=30)
    draft = tmp_path / "d.json"
    done = photoplay(
        "make",
        tmp_path / "IMG_1.jpg",
        tmp_path / "IMG_1.MOV",
        "-o",
        "o.mp4",
        *SIZE,
        *CUT,
        "--json",
        "--save-draft",
        draft,
    )
    assert [one["n"] for one in segments(draft)] == ["IMG_1.jpg"]
    assert json.loads(done.stdout)["notes"][0].startswith("1 Live Photo: its still is shown.")
    alone = photoplay("make", tmp_path / "IMG_1.MOV", "-o", "o.mp4", *SIZE, *CUT, "--json")
    assert json.loads(alone.stdout)["frames"] == 30


def test_only_a_broken_clip_is_nothing_to_show(photoplay: Run, tmp_path: Path) -> None:
    (tmp_path / "bad.mp4").write_bytes(b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + b"\0" * 500)
    done = photoplay("make", "bad.mp4", "-o", "o.mp4")
    assert done.returncode == 2 and "bad.mp4" in done.stderr
    assert not (tmp_path / "o.mp4").exists()


# -- looks, backgrounds, transitions, logos -----------------------------------------------------------


def test_looks_are_drawn(clip: Path, grey: Path, photoplay: Run, tmp_path: Path) -> None:
    given = (grey, clip, *SIZE, *CUT, "--per-photo", "0.4", "--seconds", "1")
    assert photoplay("make", *given, "-o", "plain.mp4").returncode == 0
    assert photoplay("make", *given, "-o", "bw.mp4", "--look", "Black and White").returncode == 0
    plain, without = (np.stack(pictures(tmp_path / name)).astype(int) for name in ("plain.mp4", "bw.mp4"))
    assert np.ptp(plain, axis=-1).max() > 100, "the clip has colours"
    assert np.percentile(np.ptp(without, axis=-1), 99.9) <= 8, "and no more"


def test_a_table_of_colours_is_drawn(grey: Path, photoplay: Run, tmp_path: Path) -> None:
    table = ["LUT_3D_SIZE 2"]
    table += [f"{b} {g} {r}" for b in (0, 1) for g in (0, 1) for r in (0, 1)]
    (tmp_path / "swap.cube").write_text("\n".join(table))
    done = photoplay(
        "make", grey, "-o", "o.mp4", *SIZE, *CUT, "--seconds", "0.4", "--lut", tmp_path / "swap.cube"
    )
    assert done.returncode == 0, done.stderr
    red, green, blue = pictures(tmp_path / "o.mp4")[3].reshape(-1, 3).mean(axis=0)
    assert (red, green, blue) == pytest.approx((110, 130, 150), abs=5), "red and blue change places"


def test_automatic_looks_and_matching_stand_in_the_draft(
    photos: Photos, grey: Path, photoplay: Run, tmp_path: Path
) -> None:
    dark = np.asarray(Image.open(grey)).astype(np.float32) * 0.5
    Image.fromarray(dark.astype(np.uint8)).save(tmp_path / "dark.jpg", quality=95)
    draft = tmp_path / "d.json"
    paths = (grey, tmp_path / "dark.jpg")
    given = (*paths, "-o", "o.mp4", *SIZE, *CUT, "--per-photo", "0.4", "--save-draft", draft)
    done = photoplay("make", *given, "--auto", "--match", "--look", "film:20", "--look", "暗角")
    assert done.returncode == 0, done.stderr
    for one in segments(draft):
        assert [look["type"] for look in one["fx"]] == ["auto", "match", "film", "vignette"]
        assert len(one["fx"][1]["to"]) == 3
    gaps = []
    for options in ((), ("--match",)):
        assert photoplay("make", *given, *options).returncode == 0
        light, dark_now = (pictures(tmp_path / "o.mp4")[at].mean() for at in (3, 15))
        gaps.append(light - dark_now)
    assert 0.5 * gaps[0] < gaps[1] < 0.9 * gaps[0], "they are nearer to each other, and not the same"


def test_a_background_is_seen_beside_the_picture(grey: Path, photoplay: Run, tmp_path: Path) -> None:
    Image.open(grey).rotate(90, expand=True).save(tmp_path / "tall.jpg")
    done = photoplay(
        "make", tmp_path / "tall.jpg", "-o", "o.mp4", *SIZE, *CUT, "--seconds", "0.4", "--background", "深蓝"
    )
    assert done.returncode == 0, done.stderr
    frame = pictures(tmp_path / "o.mp4")[3].astype(int)
    red, green, blue = frame[:, :20].reshape(-1, 3).mean(axis=0)
    assert blue > 100 and red < 25 and green < 25


def test_a_matte_decides_what_changes_first(photoplay: Run, tmp_path: Path) -> None:
    noise = np.random.default_rng(2).normal(0, 2, (90, 160, 1))
    for name, shade in (("a.jpg", 60), ("b.jpg", 200)):
        Image.fromarray((np.full((90, 160, 3), shade) + noise).astype(np.uint8)).save(tmp_path / name)
    ramp = np.tile(np.linspace(0, 255, 160).astype(np.uint8), (90, 1))
    Image.fromarray(ramp).save(tmp_path / "ramp.png")
    paths = [tmp_path / name for name in ("a.jpg", "b.jpg", "ramp.png")]
    given = (*paths[:2], "-o", "o.mp4", *SIZE, "--music", "none", "--per-photo", "1", "--motion", "hold")
    done = photoplay("make", *given, "--matte", paths[2], "--transition-seconds", "0.8")
    assert done.returncode == 0, done.stderr
    middle = pictures(tmp_path / "o.mp4")[25].astype(int)
    assert middle[:, :40].mean() > 180 and middle[:, 120:].mean() < 80, "dark places of the matte first"


def test_a_logo_in_a_corner_and_words_on_the_card(grey: Path, photoplay: Run, tmp_path: Path) -> None:
    logo = np.zeros((40, 80, 4), np.uint8)
    logo[8:32, 8:72] = (255, 0, 0, 255)
    Image.fromarray(logo).save(tmp_path / "logo.png")
    draft = tmp_path / "d.json"
    given = (
        grey,
        "-o",
        "o.mp4",
        *SIZE,
        *CUT,
        "--seconds",
        "2",
        "--logo",
        tmp_path / "logo.png",
        "--save-draft",
        draft,
    )
    done = photoplay("make", *given, "--logo-corner", "top right", "--end-card", "Bye")
    assert done.returncode == 0, done.stderr
    (overlay,) = segments(draft, 1)
    assert overlay["n"] == "logo.png" and (overlay["s"], overlay["d"]) == (0, segments(draft, 0)[-1]["s"])
    assert "logo" not in segments(draft)[-1]["src"], "in a corner or on the card, not both"
    box = overlay["pos"]
    for frame in (pictures(tmp_path / "o.mp4")[at].astype(int) for at in (5, 20)):
        inside = frame[round((box["y"] + box["h"] / 2) * 90), round((box["x"] + box["w"] / 2) * 160)]
        assert inside[0] > 180 and inside[1] < 60
        assert frame[:, :80, 0].max() < 180 or frame[:, :80].reshape(-1, 3).mean(axis=0)[0] < 180
    assert photoplay("make", *given).returncode == 0
    assert "logo=" in segments(draft)[-1]["src"] and len(json.loads(draft.read_text())["t"]) == 1


def test_a_draft_of_everything_is_made_again(grey: Path, clip: Path, photoplay: Run, tmp_path: Path) -> None:
    (tmp_path / "same.cube").write_text(
        "LUT_3D_SIZE 2\n" + "\n".join(f"{r} {g} {b}" for b in (0, 1) for g in (0, 1) for r in (0, 1))
    )
    Image.fromarray(np.tile(np.arange(160, dtype=np.uint8), (90, 1))).save(tmp_path / "ramp.png")
    Image.fromarray(np.full((20, 40, 4), 255, np.uint8)).save(tmp_path / "logo.png")
    done = photoplay(
        "make", grey, clip, "-o", "one.mp4", *SIZE, "--per-photo", "1", "--save-draft", tmp_path / "d.json",
        "--lut", tmp_path / "same.cube", "--matte", tmp_path / "ramp.png", "--logo", tmp_path / "logo.png",
        "--logo-corner", "bottom-left", "--music", "none",
        "--background", "#102030", "--look", "warm", "--auto", "--speed", "0.5",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    again = photoplay("make", "--draft", tmp_path / "d.json", "-o", "two.mp4", "--quality", "high", "--json")
    assert again.returncode == 0, again.stderr
    assert json.loads(again.stdout)["chunks_rendered"] == 0
    assert (tmp_path / "one.mp4").read_bytes() == (tmp_path / "two.mp4").read_bytes()
    (tmp_path / "same.cube").unlink()
    gone = photoplay("make", "--draft", tmp_path / "d.json", "-o", "two.mp4")
    assert gone.returncode == 3 and "same.cube" in gone.stderr


# -- what is told -------------------------------------------------------------------------------------


def test_lists_for_people_and_programs(photoplay: Run) -> None:
    told = photoplay("transitions").stdout
    assert "\n  wipeleft" in told and "Slides\n" in told and "--transition none" in told
    ways = json.loads(photoplay("transitions", "--json").stdout)["transitions"]
    assert len(ways) >= 58 and all(one["name"] and one["family"] and one["about"] for one in ways)
    told = photoplay("looks").stdout
    assert "\n  cinematic" in told and "-100 to 100" in told
    looks = json.loads(photoplay("looks", "--json").stdout)["looks"]
    assert {"name", "family", "about", "amounts"} == set(looks[0])
    assert {"match", "lut"}.isdisjoint(one["name"] for one in looks)


def test_probe_tells_of_clips_and_tables(clip: Path, photoplay: Run, tmp_path: Path) -> None:
    (tmp_path / "t.cube").write_text("LUT_1D_SIZE 2\n0 0 0\n1 1 1\n")
    done = photoplay("probe", clip, "t.cube")
    assert done.returncode == 0, done.stderr
    first, second = done.stdout.splitlines()
    assert first.startswith("clip.mp4: MP4 160x90, 2.0 s, 25 fps, 50 pictures, with sound")
    assert second.startswith("t.cube: a table of colours")
    facts = json.loads(photoplay("probe", clip, "--json").stdout)
    assert (facts["duration_ms"], facts["frames"], facts["fps"], facts["has_sound"]) == (2000, 50, 25, True)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--look", "cinmatic"], ["“cinmatic” is unknown", "Did you mean cinematic?", "photoplay looks"]),
        (["--look", "warm:200"], ["“warm”", "0 to 100"]),
        (["--look", "warm", "--look", "warm"], ["“warm” is named twice"]),
        (["--look", "lut"], ["--lut FILE.cube"]),
        (["--transition", "cros fade"], ["“cros fade” is unknown", "fade", "photoplay transitions"]),
        (["--transition", "luma"], ["--matte"]),
        (["--matte", "1.jpg", "--transition", "wipeleft"], ["“luma”, not for “wipeleft”"]),
        (["--matte", "1.jpg", "--transition", "fade"], ["“luma”, not for “fade”"]),
        (["--matte", "gone.png"], ["no picture at gone.png"]),
        (["--lut", "gone.cube"], ["no table of colours at gone.cube"]),
        (["--logo-corner", "top-right"], ["needs a logo", "--logo"]),
        (["--logo", "photos/1.jpg", "--logo-corner", "middle"], ["“middle” is unknown", "top-left"]),
        (["--background", "glitter"], ["“glitter” is not known", "#102030"]),
        (["--speed", "0"], ["0.1 to 8"]),
        (["--speed", "nan"], ["0.1 to 8"]),
        (["--draft", "d.json", "--speed", "2"], ["not both"]),
    ],
)
def test_wrong_options_are_refused_in_words(
    photos: Photos, photoplay: Run, options: list[str], words: list[str]
) -> None:
    photos(2)
    done = photoplay("make", "photos", "-o", "o.mp4", *options)
    assert done.returncode in (2, 3) and done.stdout == ""
    (line,) = done.stderr.strip().splitlines()
    assert line.startswith("photoplay: ")
    assert [word for word in words if word not in line] == []


def test_a_table_that_is_none_is_refused_in_words(photos: Photos, photoplay: Run, tmp_path: Path) -> None:
    photos(1)
    (tmp_path / "bad.cube").write_text("LUT_3D_SIZE 2\n0 0 0\n")
    done = photoplay("make", "photos", "-o", "o.mp4", "--lut", "bad.cube")
    assert done.returncode in (2, 3) and "bad.cube" in done.stderr
    assert not (tmp_path / "o.mp4").exists()


def test_wishes_that_a_draft_tells_by_itself(photos: Photos, photoplay: Run, tmp_path: Path) -> None:
    done = photoplay("make", "--draft", "d.json", "--look", "warm", "--logo-corner", "top-left")
    assert done.returncode == 2 and "--logo-corner, --look" in done.stderr


def test_a_film_of_one_picture_is_told_as_such() -> None:
    from photoplay.cli.looking import _line
    from photoplay.media.record import Film, MediaRecord

    record = MediaRecord(
        "vid_1", "one.mp4", Path("one.mp4"), "video", "mp4", 320, 180, 9000, "0" * 64, film=Film(33, 1, 30.0)
    )
    assert _line(record) == "one.mp4: MP4 320x180, 0.03 s, 30 fps, 1 picture, without sound, 0.01 MB"
