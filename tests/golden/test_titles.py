"""Words in the picture: every role, way and script; and where everything stands, as numbers."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from photoplay.media.colour import to_rgb
from photoplay.media.record import MediaRecord
from photoplay.render.frame import compose
from photoplay.render.plan import make_plan
from photoplay.render.slices import Plan
from photoplay.render.sources import SourceStore
from photoplay.render.titles.contrast import with_contrast
from photoplay.render.titles.motion import WAYS
from photoplay.render.titles.typeset import TitleSpec, typeset
from photoplay.timeline import checks
from photoplay.timeline.lettering import ANIMATIONS_OUT, Lettering
from photoplay.timeline.model import Canvas, Motion, TextClip, Timeline, Track, TrackKind, VideoClip

U8 = NDArray[np.uint8]
Size = tuple[int, int]
#: Large enough for letters to be told apart, small enough for a repository.
WIDE, TALL, SMALL = (192, 108), (108, 192), (128, 72)
#: Ways in last from frame 6 to 17, ways out from 66 to 71.
MOMENTS_IN, MOMENTS_OUT = (8, 13), (68,)
LAYOUT = Path(__file__).parent / "title_layout.json"
#: Edges may lie so far from where they lay: another build of the same font rounds another way.
MOST_OFF_PX = 1

ROLES = {
    "title": "Summer in\nthe Alps",
    "subtitle": "Ten days on foot",
    "lower-third": "Maria Kowalski\nHead of Design",
    "caption": "It was the best day of the whole trip.",
    "end-card": "Shop now\nphotoplay.example",
    "badge": "$1,299",
}
SCRIPTS = {
    "Latin": "Åre, Łódź & Güigö",
    "Greek": "Καλό καλοκαίρι",
    "Cyrillic": "Лето в горах, й ё щ",
    "Chinese": "夏日大促，全场八折",
    "traditional": "夏日特賣，臺灣製造",
    "Japanese": "夏の思い出をつくろう",
    "Korean": "여름 휴가 사진",
    "Arabic": "صيف في الجبال",
    "Hebrew": "קיץ בהרים",
    "Hindi": "गर्मियों की छुट्टियाँ",
    "Thai": "ฤดูร้อนบนภูเขา",
    "emoji": "👨‍👩‍👧 🇨🇭 ❤️ 👍🏽",
    "as typed": "#1 *new* $5 \\n _a_ @x",
    "mixed": "Sale 促销 تخفيضات 50 %",
}


def words(text: str, number: int = 1, *, an: Mapping[str, Any] | None = None, **style: Any) -> TextClip:
    return TextClip(
        id=f"x{number}", text=text, start_ms=250, duration_ms=2750, style=style,
        animation=an if an is not None else {"in": "none", "out": "none"},
    )  # fmt: skip


def planned(
    source: str, media: Mapping[str, MediaRecord], *texts: TextClip, canvas: Size = WIDE
) -> tuple[Plan, SourceStore]:
    clip = VideoClip(id="c1", source=source, duration_ms=3000, motion=Motion("hold"))
    tracks = [Track("v", TrackKind.VIDEO, (clip,))]
    tracks += [Track(f"t{number}", TrackKind.TEXT, (text,)) for number, text in enumerate(texts)]
    timeline = Timeline(tuple(tracks), Canvas(*canvas, 24))
    checks.check(timeline)
    paths = {record.sha256: record.path for record in media.values()}
    return with_contrast(make_plan(timeline, media), paths), SourceStore(paths)


def frames(plan: Plan, sources: SourceStore, *numbers: int) -> list[U8]:
    """Drawn from their chunks, as the video's are."""
    chunks, found = plan.chunks(), []
    for number in numbers:
        index = max(i for i, border in enumerate(plan.borders[:-1]) if border <= number)
        found.append(to_rgb(compose(chunks[index], number - plan.borders[index], sources)))
    return found


def test_every_role(photos: dict[str, MediaRecord], golden: Any) -> None:
    """On a plain card, and with what is added on a photo: soft shades are dithered, so few and small."""
    rows = {}
    for role, text in ROLES.items():
        alone = words(text, role=role)
        rows[role] = [
            frames(*planned("card:#303030", {}, alone, canvas=canvas), 40)[0] for canvas in (WIDE, TALL)
        ]
    record = photos["dusk"]
    pair = words("Summer", role="title"), words("in the Alps", 2, role="subtitle")
    rows["title and subtitle"] = frames(*planned(record.id, {record.id: record}, *pair, canvas=SMALL), 40)
    rows["caption, plate"] = frames(
        *planned(record.id, {record.id: record}, words("It was the best day.", role="caption"), canvas=SMALL),
        40,
    )
    golden.check("titles-roles", rows)


def test_every_way(golden: Any) -> None:
    """On a plain card: what moves is all there is to see."""

    def moments(
        text: str, an: Mapping[str, Any], numbers: Sequence[int], ground: str = "#303030", **style: Any
    ) -> list[U8]:
        return frames(
            *planned(f"card:{ground}", {}, words(text, an=an, size=0.17, **style), canvas=SMALL), *numbers
        )

    rows = {}
    for name in WAYS:
        rows[name] = moments(
            "Fish & Chips\nonly $9.50", {"in": {"type": name, "d": 500}, "out": "none"}, MOMENTS_IN
        )
        if name in ANIMATIONS_OUT:
            out = {"in": "none", "out": {"type": name, "d": 250}}
            rows[name] += moments("Fish & Chips\nonly $9.50", out, MOMENTS_OUT)
    typed = {"in": {"type": "typewriter", "d": 500}, "out": "none"}
    for name in ("Arabic", "Hindi", "Chinese", "emoji"):
        rows[f"typed {name}"] = moments(SCRIPTS[name], typed, MOMENTS_IN)
    popping = {"in": {"type": "pop", "d": 500}, "out": "none"}
    rows["badge pops"] = moments("-30 %", popping, MOMENTS_IN, "#f1faee", role="badge")
    golden.check("titles-ways", rows)


def test_every_script(golden: Any) -> None:
    plain = {"role": "title", "size": 0.14}
    golden.check(
        "titles-scripts",
        {
            name: frames(*planned("card:#22303c", {}, words(text, **plain)), 40)
            for name, text in SCRIPTS.items()
        },
    )


def test_every_style(golden: Any) -> None:
    styles: dict[str, dict[str, Any]] = {
        "outline": {"outline": {"color": "#101010", "width": 0.08}, "color": "#ffd34d"},
        "shadow": {"shadow": {"color": "#000000", "opacity": 1, "blur": 0.1}},
        "box": {"box": {"color": "#1d3557", "opacity": 0.8, "radius": 0.5}},
        "gradient": {"gradient": ["#ffd34d", "#e63946"]},
        "light left": {"weight": 400, "align": "left", "pos": "top-left"},
        "by numbers": {"pos": {"x": 0.7, "y": 0.3}, "color": "#ff0000"},
        "left alone": {"contrast": "none", "shadow": False},
    }
    golden.check(
        "titles-styles",
        {
            name: frames(
                *planned("card:#b08968", {}, words("Évora\nquiet", size=0.17, **style), canvas=SMALL), 40
            )
            for name, style in styles.items()
        },
    )


def test_cards(photos: dict[str, MediaRecord], golden: Any, saved: Any) -> None:
    logo = np.full((60, 140, 3), (230, 57, 70), np.uint8)
    logo[20:40, 10:130] = 255
    record = saved(logo)
    media = {record.id: record, "photo": photos["landscape"]}
    text = words("Shop now\nphotoplay.example", role="end-card")
    rows = {}
    for name, source, texts in (
        ("plain", "card:#f1faee", (text,)),
        ("gradient", "card:#1d3557?to=%23457b9d", (text,)),
        ("logo", f"card:#1d3557?logo={record.id}", ()),
        ("logo and words", f"card:#f1faee?logo={record.id}", (text,)),
    ):
        rows[name] = [
            one
            for canvas in (WIDE, TALL)
            for one in frames(*planned(source, media, *texts, canvas=canvas), 40)
        ]
    golden.check("titles-cards", rows)


# -- layout -----------------------------------------------------------------------------------------


def laid_out() -> dict[str, Any]:
    """Size, lines, box and boxes of words of texts at full size, by canvas, role and text."""
    found: dict[str, Any] = {}
    texts = {
        **{role: (role, text) for role, text in ROLES.items()},
        **{name: ("title", text) for name, text in SCRIPTS.items()},
    }
    for canvas in ((1920, 1080), (1080, 1920), (1080, 1080), (1080, 1350)):
        for name, (role, text) in texts.items():
            set_up = typeset(TitleSpec(text, Lettering(role=role), canvas))
            left, top = set_up.origin
            found[f"{canvas[0]}x{canvas[1]} {name}"] = {
                "size": round(set_up.size_px, 2),
                "lines": set_up.lines,
                "box": [round(edge) for edge in set_up.box],
                "words": [
                    [
                        word.line,
                        *(edge + start for edge, start in zip(word.box, (left, top, left, top), strict=True)),
                    ]
                    for word in set_up.words
                ],
            }
    return found


def test_everything_stands_where_it_stood(request: pytest.FixtureRequest) -> None:
    now = laid_out()
    if request.config.getoption("--update-goldens", default=False):
        told = ",\n".join(f" {json.dumps(name)}: {json.dumps(value)}" for name, value in now.items())
        LAYOUT.write_text(f"{{\n{told}\n}}\n", encoding="utf-8")
    expected = json.loads(LAYOUT.read_text(encoding="utf-8"))
    assert sorted(now) == sorted(expected)
    wrong = [
        f"{name}:\n  {expected[name]}\n  {now[name]}"
        for name in now
        if not is_near(expected[name], now[name])
    ]
    assert not wrong, "\n".join(wrong)


def is_near(one: dict[str, Any], other: dict[str, Any]) -> bool:
    if one["lines"] != other["lines"] or len(one["words"]) != len(other["words"]):
        return False
    if [word[0] for word in one["words"]] != [word[0] for word in other["words"]]:
        return False
    edges = [(one["box"], other["box"]), *zip(one["words"], other["words"], strict=True)]
    return abs(one["size"] - other["size"]) <= 0.05 and all(
        abs(a - b) <= MOST_OFF_PX for left, right in edges for a, b in zip(left, right, strict=True)
    )
