"""Make the fonts that Photoplay carries, as subsets of Debian's packages.

    python scripts/make_fonts.py [--from FOLDER] [--only FAMILY ...]

FOLDER is where these packages are installed or unpacked (their ``usr/share``): fonts-inter, fonts-noto-core,
fonts-noto-cjk, fonts-noto-color-emoji. Written: src/photoplay/data/fonts, with coverage.json and the licences.
Subsets bear names of their own, so that they are never mixed up with a whole font of the same family.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from fontTools import subset
from fontTools.ttLib import TTFont
from PIL import Image

OUT = Path(__file__).resolve().parents[1] / "src/photoplay/data/fonts"
MOST_FILE_BYTES, MOST_BYTES = 2_000_000, 15_000_000
#: Colours kept in the bitmap of one emoji.
EMOJI_COLOURS = 64
#: Characters of given names that are common today and stand in neither of the old national sets.
NAMES = (
    "喆堃玥珺翀昇婳珅垚赟祎晟彧昉怡昳暐曦曈朤杺栎梓椿榕槿沄沚泠洺浠涴淏淼湉滢滺漪潆潼澍澔濛炀炜烔烨焓焱煊煜熠燊犇珝珩"
    "珮珵珽琀琇琎琤琬琰琸瑀瑄瑆瑢瑷璁璇璟璠璨瓅甄甯畇皓皛睿砚祺禔禛禹秝稔穆竑筱筠箬篁粲綦翊翙翛翾聿胤腾芃芊芸苒苡茜茗荞莀莞"
    "莜菀菁萏萱葳葭蒽蓁蓥蔓蕊蕙薇藜蘅虔衎衿袆谌谡豫贇赓赜跃轩辀逄逸遐邈邕郗郦酆采釉鋆鋐锘锜锦锳锴镕镱闫阚隽霁霂霈霏霖雯韫韬"
    "頔颀颉颢飏飒飚馥骁骋骎骐骞鲲鸢鸾鹂麒黛鼐龑祯奕妍姝姣娅娆婕婧媛嫣嬿孜宸尧峥嵘嶷崟彤彦忞恺惟懿扬攸旻昊昕昱晔晗晞晢晴智暄"
    "曌桉桢梵楠歆毓沁沅沐泓洛洵浚浩涵淇淳清渝湘溪滟澜灏灵炅烁焕然煦熙燚爽玮玲珂珊珏琅琦琪琳瑜瑞瑶瑾璐璞瓒甜畅皎盈睆瞳"
    "囍喵嗨啵哒嘚嘞哎哇呦咩咔叽嘤囧槑靐龘怼撸氪腩馕椪鳗鱿螃粿荠蚵煲焗炝馐麽黐叻嘢咁嘅咗嚟喺佢啲哋冇乜嘥攞掂嬲瞓靚"
)


def rows(codec: str, first: int, last: int, least: int = 0x2000) -> set[int]:
    """Code points from ``least`` on, of the rows of a double-byte national set, by their lead bytes."""
    found = set()
    for lead in range(first, last + 1):
        for trail in range(0x40, 0xFF):
            try:
                told = bytes((lead, trail)).decode(codec)
            except UnicodeDecodeError:
                continue
            if len(told) == 1:
                found.add(ord(told))
    return {point for point in found if point >= least and not 0xE000 <= point < 0xF900}


def span(*ranges: tuple[int, int]) -> set[int]:
    return {point for first, last in ranges for point in range(first, last + 1)}


CJK_MARKS = span((0x3000, 0x303F), (0xFF00, 0xFFEF), (0x2010, 0x2027), (0x2460, 0x2473), (0x25A0, 0x25FF)) | {
    0xB7, 0x2030, 0x203B, 0x2605, 0x2606, 0x2190, 0x2191, 0x2192, 0x2193,
}  # fmt: skip
KANA = span((0x3041, 0x30FF), (0x31F0, 0x31FF))
SIMPLIFIED = rows("gb2312", 0xB0, 0xF7) | {ord(one) for one in NAMES} | CJK_MARKS | span((0x3105, 0x312F))
#: Of Cantonese and other names, beside the first level of Big5.
CANTONESE = "囍靚嘢咁嘅咗嚟喺佢啲哋冇乜嘥攞掂嬲瞓叻"
TRADITIONAL = rows("big5", 0xA4, 0xC6) | {ord(one) for one in CANTONESE} | CJK_MARKS | span((0x3105, 0x312F))
JAPANESE = rows("euc_jp", 0xB0, 0xCF) | {0x20B9F, 0x525D, 0x5861, 0x9830} | KANA | CJK_MARKS
KOREAN = rows("euc_kr", 0xB0, 0xC8) | span((0x3131, 0x318E)) | CJK_MARKS
LATIN = span(
    (0x20, 0x24F), (0x250, 0x2AF), (0x2B0, 0x36F), (0x370, 0x3FF), (0x400, 0x52F), (0x1AB0, 0x1AFF), (0x1D00, 0x1DBF),
    (0x1E00, 0x1FFF), (0x2000, 0x206F), (0x2070, 0x20BF), (0x2100, 0x218F), (0x2190, 0x21FF), (0x2200, 0x22FF),
    (0x2C60, 0x2C7F), (0xA720, 0xA7FF), (0xFB00, 0xFB06), (0x25A0, 0x25FF), (0x2713, 0x2718), (0xFFFD, 0xFFFD),
)  # fmt: skip
ARABIC = span((0x600, 0x6FF), (0x750, 0x77F), (0x200C, 0x200F), (0x25CC, 0x25CC), (0xFDFA, 0xFDFC)) | {
    0x20,
    0xA0,
}
HEBREW = span((0x591, 0x5F4), (0xFB1D, 0xFB4F), (0x200C, 0x200F), (0x25CC, 0x25CC)) | {0x20, 0x20AA}
DEVANAGARI = span((0x900, 0x97F), (0xA8E0, 0xA8FF), (0x200C, 0x200D), (0x25CC, 0x25CC)) | {0x20, 0x20B9}
THAI = span((0xE01, 0xE5B), (0x200B, 0x200D), (0x25CC, 0x25CC)) | {0x20}
SYMBOLS = span(
    (0x2300, 0x23FF),
    (0x2460, 0x24FF),
    (0x2600, 0x27BF),
    (0x2B00, 0x2BFF),
    (0x1F300, 0x1F6FF),
    (0x2400, 0x2426),
)
SIGNS = span((0x2190, 0x22FF), (0x2460, 0x24FF), (0x25A0, 0x26FF))


@dataclass(frozen=True)
class Font:
    """One file to make: of which font (and which of a collection), under what name, with what characters."""

    family: str
    weight: int
    source: str
    characters: frozenset[int]
    licence: str
    scripts: tuple[str, ...]
    number: int = -1
    #: The emoji's: which glyphs' code points go into this file.
    emoji: Callable[[str], bool] | None = None

    @property
    def file(self) -> str:
        style = {400: "Regular", 700: "Bold"}[self.weight]
        return f"{self.family.replace(' ', '')}-{style}.{'ttf' if self.source.endswith('.ttf') else 'otf'}"


def _both(
    family: str, source: str, characters: set[int], licence: str, *scripts: str, number: int = -1
) -> list[Font]:
    return [
        Font(family, weight, source.format(style), frozenset(characters), licence, scripts, number)
        for weight, style in ((400, "Regular"), (700, "Bold"))
    ]


_INTER, _NOTO, _CJK = "opentype/inter/", "truetype/noto/", "opentype/noto/NotoSansCJK-{}.ttc"
_WESTERN = ("latin", "greek", "cyrillic")
FONTS: list[Font] = [
    *_both("Photoplay Sans", _INTER + "Inter-{}.otf", LATIN, "inter", *_WESTERN),
    *_both("Photoplay Display", _INTER + "InterDisplay-{}.otf", LATIN, "inter", *_WESTERN),
    *_both("Photoplay Serif", _NOTO + "NotoSerifDisplay-{}.ttf", LATIN, "noto", *_WESTERN),
    *_both("Photoplay Latin", _NOTO + "NotoSans-{}.ttf", LATIN, "noto", *_WESTERN),
    *_both("Photoplay Arabic", _NOTO + "NotoSansArabic-{}.ttf", ARABIC, "noto", "arabic"),
    *_both("Photoplay Hebrew", _NOTO + "NotoSansHebrew-{}.ttf", HEBREW, "noto", "hebrew"),
    *_both("Photoplay Devanagari", _NOTO + "NotoSansDevanagari-{}.ttf", DEVANAGARI, "noto", "devanagari"),
    *_both("Photoplay Thai", _NOTO + "NotoSansThai-{}.ttf", THAI, "noto", "thai"),
    *_both("Photoplay SC", _CJK, SIMPLIFIED, "noto-cjk", "simplified chinese", number=2),
    *_both("Photoplay TC", _CJK, TRADITIONAL, "noto-cjk", "traditional chinese", number=3),
    *_both("Photoplay JP", _CJK, JAPANESE, "noto-cjk", "japanese", number=0),
    *_both("Photoplay KR", _CJK, KOREAN, "noto-cjk", "korean", number=1),
    Font("Photoplay Symbols", 400, _NOTO + "NotoSansSymbols2-Regular.ttf", frozenset(SYMBOLS), "noto", ("symbols",)),
    Font("Photoplay Signs", 400, _NOTO + "NotoSansMath-Regular.ttf", frozenset(SIGNS), "noto", ("symbols",)),
]  # fmt: skip

#: Tones of skin: left out, a sequence with one is drawn as the one without.
TONES = span((0x1F3FB, 0x1F3FF))
FLAGS = span((0x1F1E6, 0x1F1FF))


def _is_joined(points: tuple[int, ...]) -> bool:
    return 0x200D in points


def _is_flag(points: tuple[int, ...]) -> bool:
    return points[0] in FLAGS or 0xE007F in points or 0x20E3 in points


#: Each sequence lies in one file together with the characters it is made of.
EMOJI: dict[str, Callable[[tuple[int, ...]], bool]] = {
    "Photoplay Emoji Joined": _is_joined,
    "Photoplay Emoji Flags": lambda points: (
        not _is_joined(points) and (_is_flag(points) or points[0] < 0x1F400)
    ),
    "Photoplay Emoji": lambda points: (
        not _is_joined(points) and not _is_flag(points) and points[0] >= 0x1F400
    ),
}
EMOJI_SOURCE = _NOTO + "NotoColorEmoji.ttf"


def main() -> None:
    parser = argparse.ArgumentParser(description="Make the fonts that Photoplay carries.")
    parser.add_argument("--from", dest="source", type=Path, default=Path("/usr/share"), metavar="FOLDER")
    parser.add_argument("--only", nargs="*", default=[], metavar="FAMILY")
    options = parser.parse_args()
    OUT.mkdir(parents=True, exist_ok=True)
    told = {}
    if (OUT / "coverage.json").exists():
        told = {
            font["file"]: font for font in json.loads((OUT / "coverage.json").read_text("utf-8"))["fonts"]
        }
    for font in FONTS:
        if not options.only or font.family in options.only:
            told[font.file] = make_font(font, options.source)
    for family, belongs in EMOJI.items():
        if not options.only or family in options.only:
            entry = make_emoji(family, belongs, options.source)
            told[entry["file"]] = entry
    for licence in ("inter", "noto", "noto-cjk", "noto-color-emoji"):
        write_licence(licence, options.source)
    write_coverage(list(told.values()))


def make_font(font: Font, source: Path) -> dict[str, Any]:
    """Writes one font; returns its entry in coverage.json."""
    whole = TTFont(source / "fonts" / font.source, fontNumber=font.number, lazy=True)
    cut = subset.Options()
    cut.hinting = False
    cut.glyph_names = False
    cut.notdef_outline = True
    cut.name_IDs = [0, 13, 14]
    cut.layout_features = _features(font)
    cut.drop_tables += ["DSIG", "vhea", "vmtx", "VORG", "BASE", "meta"]
    subsetter = subset.Subsetter(cut)
    subsetter.populate(unicodes=font.characters)
    subsetter.subset(whole)
    _name(whole, font.family, font.weight)
    return _saved(whole, font.family, font.weight, font.file, font.scripts)


def _features(font: Font) -> list[str]:
    if font.licence == "noto-cjk":
        return ["ccmp", "kern", "mark", "mkmk", "palt"]
    left_out = {"vert", "vrt2", "vkrn", "valt", "vhal", "vpal", "frac", "numr", "dnom", "rvrn", "rtlm"}
    return [*(one for one in subset.Options()._layout_features_default if one not in left_out), "tnum"]


def make_emoji(family: str, belongs: Callable[[tuple[int, ...]], bool], source: Path) -> dict[str, Any]:
    """Writes a file of colour emoji: those sequences and single characters that belong to it."""
    whole = TTFont(source / "fonts" / EMOJI_SOURCE)
    strike = whole["CBDT"].strikeData[0]
    point_of = {glyph: point for point, glyph in whole.getBestCmap().items()}
    lookup = whole["GSUB"].table.LookupList.Lookup[0]
    drawn = {(point,): glyph for glyph, point in point_of.items() if glyph in strike and point > 0x39}
    for first, ligatures in lookup.SubTable[0].ligatures.items():
        for ligature in ligatures:
            points = tuple(point_of[one] for one in (first, *ligature.Component))
            if ligature.LigGlyph in strike and not TONES.intersection(points):
                drawn[points] = ligature.LigGlyph
    drawn = {
        points: glyph for points, glyph in drawn.items() if belongs(points) and not TONES.intersection(points)
    }
    _keep_ligatures(whole, lookup, set(drawn.values()))
    cut = subset.Options()
    cut.glyph_names = False
    cut.name_IDs = [0, 13, 14]
    cut.layout_features = ["ccmp"]
    cut.drop_tables += ["vhea", "vmtx"]
    subsetter = subset.Subsetter(cut)
    subsetter.populate(unicodes={point for points in drawn for point in points} | {0x200D, 0xFE0F})
    subsetter.subset(whole)
    strike = whole["CBDT"].strikeData[0]
    for glyph in list(strike):
        strike[glyph].imageData = fewer_colours(strike[glyph].imageData)
    _name(whole, family, 400)
    entry = _saved(whole, family, 400, f"{family.replace(' ', '')}.ttf", ("emoji",))
    entry["ranges"] = ""
    entry["sequences"] = " ".join(sorted("".join(map(chr, points)) for points in drawn))
    return entry


def _keep_ligatures(font: TTFont, lookup: Any, glyphs: set[str]) -> None:
    """Leaves the one lookup that joins sequences, and in it what gives one of the glyphs."""
    table = font["GSUB"].table
    ligatures = lookup.SubTable[0].ligatures
    for first in list(ligatures):
        kept = [one for one in ligatures[first] if one.LigGlyph in glyphs]
        if kept:
            ligatures[first] = kept
        else:
            del ligatures[first]
    table.LookupList.Lookup = [lookup]
    table.LookupList.LookupCount = 1
    for record in table.FeatureList.FeatureRecord:
        record.Feature.LookupListIndex = [0]
        record.Feature.LookupCount = 1


def fewer_colours(png: bytes) -> bytes:
    """The same bitmap with at most ``EMOJI_COLOURS`` colours, clustered with their opacity."""
    pixels = np.asarray(Image.open(io.BytesIO(png)).convert("RGBA"), np.float32)
    solid = pixels[..., 3:] / 255
    points = np.concatenate([pixels[..., :3] * solid, pixels[..., 3:]], -1).reshape(-1, 4)
    colours, index = np.unique(points.round().astype(np.uint8), axis=0, return_inverse=True)
    centres = colours.astype(np.float32)
    if len(colours) > EMOJI_COLOURS:
        cv2.setRNGSeed(1)
        stop = (cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_MAX_ITER, 12, 0.5)
        _, index, centres = cv2.kmeans(points, EMOJI_COLOURS, None, stop, 1, cv2.KMEANS_PP_CENTERS)
    opacity = centres[:, 3:]
    plain = np.where(opacity > 0.5, centres[:, :3] * 255 / np.maximum(opacity, 0.5), 0)
    palette = np.clip(np.concatenate([plain, opacity], 1), 0, 255).round().astype(np.uint8)
    order = np.argsort(palette[:, 3], kind="stable")
    rank = np.argsort(order).astype(np.uint8)
    image = Image.fromarray(rank[np.asarray(index).reshape(pixels.shape[:2])], "P")
    image.putpalette(palette[order, :3].tobytes())
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True, transparency=palette[order, 3].tobytes())
    return min(out.getvalue(), png, key=len)


def _name(font: TTFont, family: str, weight: int) -> None:
    style = "Bold" if weight == 700 else "Regular"
    names = {
        1: family, 2: style, 3: f"Photoplay subset: {family} {style}", 4: f"{family} {style}",
        6: f"{family.replace(' ', '')}-{style}",
    }  # fmt: skip
    for number, told in names.items():
        font["name"].setName(told, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight
    if "CFF " in font:
        top = font["CFF "].cff
        top.fontNames = [names[6]]
        for key, told in (("FullName", names[4]), ("FamilyName", family)):
            if hasattr(top[names[6]], key):
                setattr(top[names[6]], key, told)
    font["head"].modified = font["head"].created  # equal bytes on every run


def _saved(font: TTFont, family: str, weight: int, file: str, scripts: Iterable[str]) -> dict[str, Any]:
    font.recalcTimestamp = False
    font.save(OUT / file)
    data = (OUT / file).read_bytes()
    print(f"{file}: {len(data) / 1000:.0f} kB", flush=True)
    return {
        "file": file,
        "family": family,
        "weight": weight,
        "scripts": list(scripts),
        "sha256": hashlib.sha256(data).hexdigest(),
        "ranges": ranges_of(font.getBestCmap()),
    }


def ranges_of(points: Iterable[int]) -> str:
    """Code points as "20-7E A0 …", hexadecimal."""
    runs: list[list[int]] = []
    for point in sorted(points):
        if runs and runs[-1][1] == point - 1:
            runs[-1][1] = point
        else:
            runs.append([point, point])
    return " ".join(f"{first:X}" if first == last else f"{first:X}-{last:X}" for first, last in runs)


def write_licence(name: str, source: Path) -> None:
    """The licence beside the fonts: who holds the rights, and the text of the SIL Open Font License 1.1."""
    package = {"noto": "fonts-noto-core"}.get(name, f"fonts-{name}")
    told = (source / "doc" / package / "copyright").read_text("utf-8")
    holders = {
        "inter": "Copyright 2016-2022 The Inter Project Authors (https://github.com/rsms/inter)",
        "noto": "Copyright 2010, 2012-2020 Google LLC (https://github.com/googlefonts/noto-fonts)",
        "noto-cjk": "Copyright 2014-2021 Adobe (http://www.adobe.com/), Google (https://github.com/notofonts/noto-cjk)",
        "noto-color-emoji": "Copyright 2013-2022 Google Inc. (https://github.com/googlefonts/noto-emoji)",
    }[name]
    start = re.search(r"^ PREAMBLE$", told, re.MULTILINE)
    assert start is not None
    body = re.split(r"\n(?=\S)", told[start.start() :])[0]
    text = "\n".join("" if line.strip() == "." else line[1:] for line in body.splitlines())
    heading = (
        f"{holders}\n\nThis Font Software is licensed under the SIL Open Font License, Version 1.1.\n"
        "The files of Photoplay are modified versions: subsets under names of their own, made by\n"
        "scripts/make_fonts.py.\n\nSIL OPEN FONT LICENSE Version 1.1 - 26 February 2007\n\n"
    )
    (OUT / f"OFL-{name}.txt").write_text(heading + text.strip() + "\n", encoding="utf-8")


def write_coverage(fonts: list[dict[str, Any]]) -> None:
    order = [font.file for font in FONTS]
    fonts.sort(key=lambda font: (order.index(font["file"]) if font["file"] in order else 999, font["file"]))
    (OUT / "coverage.json").write_text(
        json.dumps({"fonts": fonts}, ensure_ascii=False, indent=1) + "\n", "utf-8"
    )
    sizes = {font["file"]: (OUT / font["file"]).stat().st_size for font in fonts}
    print(f"together {sum(sizes.values()) / 1e6:.2f} MB")
    if max(sizes.values()) > MOST_FILE_BYTES or sum(sizes.values()) > MOST_BYTES:
        raise SystemExit("a font is over 2 MB, or all are over 15 MB together")


if __name__ == "__main__":
    main()
