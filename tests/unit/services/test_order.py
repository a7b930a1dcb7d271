"""In which order photos come: what was typed, what a shell's pattern meant, or what was asked for."""

import os
from pathlib import Path

import pytest
from PIL import Image

from photoplay.ordering import natural_key
from photoplay.services.importing import import_pictures


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for shade, name in enumerate(["p1.png", "p2.png", "p10.png"]):
        Image.new("RGB", (8, 8), (shade * 40, 0, 0)).save(tmp_path / name)
        os.utime(tmp_path / name, (1_000_000 - shade, 1_000_000 - shade))
    return tmp_path


def names(inputs: list[Path], order: str = "auto") -> list[str]:
    return [record.name for record in import_pictures(inputs, order).records]  # type: ignore[arg-type]


def test_a_folder_is_by_name_with_numbers_by_value(folder: Path) -> None:
    assert names([folder]) == ["p1.png", "p2.png", "p10.png"]


def test_files_named_one_by_one_keep_their_order(folder: Path) -> None:
    typed = [folder / "p2.png", folder / "p10.png", folder / "p1.png"]
    assert names(typed) == ["p2.png", "p10.png", "p1.png"]


def test_what_a_shells_pattern_gives_is_by_name(folder: Path) -> None:
    assert names(sorted(folder.glob("*.png"))) == ["p1.png", "p2.png", "p10.png"]


def test_given_is_taken_by_the_letter(folder: Path) -> None:
    assert names(sorted(folder.glob("*.png")), "given") == ["p1.png", "p10.png", "p2.png"]


def test_by_date_takes_the_files_own_date_without_exif(folder: Path) -> None:
    assert names([folder], "date") == ["p10.png", "p2.png", "p1.png"]


def test_by_date_prefers_the_moment_of_the_shot(folder: Path) -> None:
    image, exif = Image.new("RGB", (8, 8), "blue"), Image.Exif()
    exif[0x0132] = "1969:07:20 20:17:40"
    image.save(folder / "moon.jpg", exif=exif)
    assert names([folder], "date")[0] == "moon.jpg"


def test_natural_order_is_total_and_ignores_case() -> None:
    shuffled = ["b", "A10", "a2", "a", "A2", "10", "9", "a²"]
    ordered = sorted(shuffled, key=natural_key)
    assert ordered.index("a2") < ordered.index("A10")
    assert ordered.index("9") < ordered.index("10") < ordered.index("a") < ordered.index("b")
