from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from tests.waiting import HANGS_S

from photoplay.render.titles.fonts import FOLDER, Library

MOST_FILE_BYTES, MOST_BYTES = 2_000_000, 15_000_000
NEEDED = {
    "latin", "greek", "cyrillic", "hebrew", "arabic", "devanagari", "thai", "simplified chinese",
    "traditional chinese", "japanese", "korean", "emoji",
}  # fmt: skip
ENTRIES = json.loads((FOLDER / "coverage.json").read_text(encoding="utf-8"))["fonts"]


@pytest.fixture(scope="module")
def fonts() -> Library:
    return Library()


def test_the_fonts_are_small_enough() -> None:
    sizes = [path.stat().st_size for path in FOLDER.iterdir()]
    assert max(sizes) <= MOST_FILE_BYTES and sum(sizes) <= MOST_BYTES


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["file"])
def test_coverage_is_what_the_file_has(entry: dict[str, str], fonts: Library) -> None:
    path = FOLDER / entry["file"]
    assert hashlib.sha256(path.read_bytes()).hexdigest() == entry["sha256"]
    font = TTFont(path, lazy=True)
    points = "".join(map(chr, font.getBestCmap()))
    if entry["scripts"] == ["emoji"]:
        assert set("".join(entry["sequences"].split())) <= set(points) | {"\ufe0f"}
    else:
        assert fonts.covers(entry["family"], points)
    names = {str(record) for record in font["name"].names if record.nameID in (1, 4, 6, 16)}
    assert all(name.startswith("Photoplay") for name in names)  # no name that is reserved


def test_every_file_is_listed_and_licensed() -> None:
    files = {path.name for path in FOLDER.iterdir()}
    assert {entry["file"] for entry in ENTRIES} == {name for name in files if name.endswith((".otf", ".ttf"))}
    licences = [FOLDER / name for name in files if name.startswith("OFL")]
    assert len(licences) == 4
    for path in licences:
        told = path.read_text(encoding="utf-8")
        assert told.startswith("Copyright") and "SIL OPEN FONT LICENSE Version 1.1" in told
        assert "PERMISSION & CONDITIONS" in told and "DISCLAIMER" in told


def test_every_script_is_there(fonts: Library) -> None:
    assert {script for family in fonts.shipped for script in family.scripts} >= NEEDED


def test_the_national_sets_are_complete(fonts: Library) -> None:
    def characters(codec: str, leads: range) -> str:
        pairs = (bytes((lead, trail)) for lead in leads for trail in range(0xA1, 0xFF))
        return "".join(pair.decode(codec, "ignore") for pair in pairs)

    simplified = characters("gb2312", range(0xB0, 0xF8))
    hangul = characters("euc_kr", range(0xB0, 0xC9))
    kanji = characters("euc_jp", range(0xB0, 0xD0))
    assert (len(simplified), len(hangul), len(kanji)) == (6763, 2350, 2965)
    assert fonts.covers("Photoplay SC", simplified + "喆堃玥珺囍")
    assert fonts.covers("Photoplay KR", hangul)
    assert fonts.covers("Photoplay JP", kanji + "𠮟剝塡頰" + "".join(map(chr, range(0x3041, 0x3097))))
    assert fonts.covers("Photoplay TC", "臺灣環島騎單車看海，我們都愛這裡")


@pytest.mark.parametrize("sequence", ["👨‍👩‍👧‍👦", "🏳‍🌈", "❤‍🔥", "🇩🇪", "🇨🇳", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "1⃣", "🎂", "👩‍🚀"])
def test_sequences_of_emoji_are_one_picture(sequence: str, fonts: Library) -> None:
    family = fonts.emoji_family(sequence)
    assert family is not None
    # What a sequence is made of lies in the same file.
    entry = next(entry for entry in ENTRIES if entry["family"] == family)
    points = set(TTFont(FOLDER / entry["file"], lazy=True).getBestCmap())
    assert {ord(one) for one in sequence} <= points


def test_all_flags_of_countries_are_there(fonts: Library) -> None:
    flags = [one for entry in ENTRIES for one in entry.get("sequences", "").split() if "🇦" <= one[0] <= "🇿"]
    assert len([one for one in flags if len(one) == 2]) >= 250


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("Photoplay Serif", "Photoplay Serif"),
        ("photoplay  serif", "Photoplay Serif"),
        ("Inter", "Photoplay Sans"),
        ("黑体", "Photoplay SC"),
        ("No Such Font", None),
        ("", None),
    ],
)
def test_families_are_found_by_name(name: str, family: str | None, fonts: Library) -> None:
    assert fonts.family_named(name) == family


def test_the_systems_fonts_can_be_hidden(fonts: Library) -> None:
    assert fonts.system == () and fonts.system_family_for("A") is None


def test_files_that_cannot_be_read_are_passed_over(tmp_path: Path) -> None:
    for name in ("coverage.json", "PhotoplaySans-Regular.otf", "PhotoplayHebrew-Regular.ttf"):
        shutil.copy(FOLDER / name, tmp_path)
    whole = (FOLDER / "PhotoplaySans-Bold.otf").read_bytes()
    (tmp_path / "PhotoplaySans-Bold.otf").write_bytes(whole[:1000])
    (tmp_path / "PhotoplayThai-Regular.ttf").write_bytes(b"no font at all")
    found = Library(tmp_path)
    assert [(family.name, family.weights) for family in found.shipped] == [
        ("Photoplay Sans", (400,)),
        ("Photoplay Hebrew", (400,)),
    ]
    assert not found.covers("Photoplay Thai", "ก") and found.covers("Photoplay Sans", "A")


def test_the_digest_is_that_of_the_fonts(tmp_path: Path, fonts: Library) -> None:
    shutil.copy(FOLDER / "PhotoplaySans-Regular.otf", tmp_path)
    (tmp_path / "coverage.json").write_text('{"fonts": []}')
    assert fonts.digest() == Library().digest() != Library(tmp_path).digest()


@pytest.mark.skipif(sys.platform != "linux", reason="Where a system keeps a person's fonts differs.")
def test_a_font_of_the_system_draws_what_the_shipped_ones_lack(tmp_path: Path) -> None:
    """Old Italic is in none of ours; a font for it in the person's own folder is found and used."""
    folder = tmp_path / ".local/share/fonts"
    folder.mkdir(parents=True)
    font = TTFont(FOLDER / "PhotoplayHebrew-Regular.ttf")
    glyph = font.getBestCmap()[0x5D0]
    for table in font["cmap"].tables:
        if table.format in (4, 12):
            table.cmap = {0x10300: glyph} if table.format == 12 else {0x20: font.getBestCmap()[0x20]}
    table = next(one for one in font["cmap"].tables)
    wide = type(table).getSubtableClass(12)(12)
    wide.platformID, wide.platEncID, wide.language, wide.cmap = 3, 10, 0, {0x10300: glyph}
    wide.format, wide.reserved, wide.length, wide.nGroups = 12, 0, 0, 0
    font["cmap"].tables.append(wide)
    for record in font["name"].names:
        record.string = "Old Signs"
    font.save(folder / "old.ttf")
    (folder / "broken.ttf").write_bytes(b"\0\1\0\0 and nothing more")
    code = (
        "from photoplay.render.titles.typeset import *; from photoplay.render.titles.fonts import library; import sys;"
        "from photoplay.timeline.lettering import Lettering;"
        "t = typeset(TitleSpec('A \U00010300', Lettering(), (640, 360)));"
        "n = typeset(TitleSpec('A', Lettering(font='old signs'), (640, 360)));"
        "print(library().system_family_for('\U00010300'), t.missing, [w.text for w in t.words], n.notes)"
    )

    def told(**more: str) -> str:
        environment = {
            **os.environ,
            "HOME": str(tmp_path),
            "XDG_DATA_HOME": str(tmp_path / ".local/share"),
            **more,
        }
        run = subprocess.run(
            [sys.executable, "-c", code],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
            timeout=HANGS_S,
        )
        return run.stdout.strip()

    assert told() == "Old Signs () ['A', '\U00010300'] ()"
    hidden = told(PHOTOPLAY_SYSTEM_FONTS="0")
    assert hidden.startswith("None ('\U00010300',) ['A'] (") and "old signs" in hidden
