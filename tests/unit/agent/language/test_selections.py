"""Words to photos."""

from __future__ import annotations

from typing import Any

import pytest
from tests.unit.agent.language.bins import scene_of

from photoplay.agent.language.understand import take_apart

_BIN = ("beach.jpg", "city.jpg", "dog.jpg", "red.jpg", "IMG_2041.jpg", "海边.jpg", "蛋糕.jpg", "song.mp3")


def _named(text: str) -> list[tuple[str, Any]]:
    clause = take_apart(text, scene_of(*_BIN)).clauses[0]
    photos = clause.own_photos
    assert photos is not None, clause.mentions
    return [(ref.kind, ref.value) for ref in photos.include] + [
        (f"not {ref.kind}", ref.value) for ref in photos.exclude
    ]


@pytest.mark.parametrize(
    ("text", "refs"),
    [
        ("make the third photo longer", [("number", 3)]),
        ("第三张慢一点", [("number", 3)]),
        ("第2張慢一點", [("number", 2)]),
        ("the last two slower", [("range", (-2, -1))]),
        ("最后两张变黑白", [("range", (-2, -1))]),
        ("前三张加快", [("range", (1, 3))]),
        ("the second to last photo sepia", [("number", -2)]),
        ("倒数第二张调亮", [("number", -2)]),
        ("delete 1, 4 and 5", [("number", 1), ("number", 4), ("number", 5)]),
        ("第一、三、四张变黑白", [("number", 1), ("number", 3), ("number", 4)]),
        ("swap the first and the last photo", [("number", 1), ("number", -1)]),
        ("1和4对调", [("number", 1), ("number", 4)]),
        ("vintage on 2-4 only", [("range", (2, 4))]),
        ("photos 2 to 4 brighter", [("range", (2, 4))]),
        ("第2到第4张调亮", [("range", (2, 4))]),
        ("二到四张调亮", [("range", (2, 4))]),
        ("delete every second picture", [("every", (2, 2))]),
        ("every other photo black and white", [("every", (2, 1))]),
        ("单数的照片改成4秒", [("every", (2, 1))]),
        ("the first half of the photos warmer", [("half", "first")]),
        ("all photos four seconds", [("all", None)]),
        ("每张两秒", [("all", None)]),
        ("all but the first slower", [("all", None), ("not number", 1)]),
        (
            "everything except the first and the last in sepia",
            [("all", None), ("not number", 1), ("not number", -1)],
        ),
        ("除了第一张，其它照片都只放1.5秒", [("all", None), ("not number", 1)]),
        ("the others warmer", [("others", None)]),
        ("其余的调亮", [("others", None)]),
        ("make beach.jpg warmer", [("file", "beach.jpg")]),
        ("the dog photo first please", [("file", "dog.jpg")]),
        ("zoom into red", [("file", "red.jpg")]),
        ("IMG_2041 brighter", [("file", "IMG_2041.jpg")]),
        ("海边那张加个复古滤镜", [("file", "海边.jpg")]),
        ("rotate the lighthouse picture", [("words", "lighthouse")]),
        ("有猫的那张调亮", [("words", "猫")]),
        ("crop the one with the balloon", [("words", "balloon")]),
        ("the portrait photos blurred", [("upright", None)]),
        ("add the new photos at the end", [("new", None)]),
        ("photo number four brighter", [("number", 4)]),
        ("the opening photo brighter", [("number", 1)]),
        ("头尾两张各放5秒", [("number", 1), ("number", -1)]),
        ("从第三张开始都变黑白", [("range", (3, -1))]),
        ("hold 3 still for eight seconds", [("number", 3)]),
    ],
)
def test_photos_that_a_clause_is_about(text: str, refs: list[tuple[str, Any]]) -> None:
    clause = take_apart(text, scene_of(*_BIN)).clauses[0]
    if any(one.role == "from" for one in clause.mentions):
        assert [(ref.kind, ref.value) for ref in clause.mentions[0].selection.include] == refs
    else:
        assert _named(text) == refs


@pytest.mark.parametrize(
    ("text", "role", "refs"),
    [
        ("move the dog photo after the second", "after", [("number", 2)]),
        ("蛋糕那张放到第三张后面", "after", [("number", 3)]),
        ("put city before 4", "before", [("number", 4)]),
        ("第五张移到第一张前面", "before", [("number", 1)]),
        ("replace the second with beach.jpg", "with", [("file", "beach.jpg")]),
        ("make the dog photo the first one", "to", [("number", 1)]),
        ("a wipe going into the third picture", "into", [("number", 3)]),
    ],
)
def test_photos_in_another_role(text: str, role: str, refs: list[tuple[str, Any]]) -> None:
    clause = take_apart(text, scene_of(*_BIN)).clauses[0]
    found = clause.mention(role)  # type: ignore[arg-type]
    assert found is not None and [(ref.kind, ref.value) for ref in found.include] == refs


@pytest.mark.parametrize(
    "text",
    [
        "make the title bigger", "music at 50%", "export 1080p mp4", "the first title in red",
        "set the length to 30 seconds",
        "标题大一点", "音量调到50%", "the first five seconds quieter", "all text bigger",
        "make it vertical",
    ],
)  # fmt: skip
def test_no_photos_are_seen_where_there_are_none(text: str) -> None:
    assert take_apart(text, scene_of(*_BIN)).clauses[0].own_photos is None


def test_a_colour_that_is_a_file_too() -> None:
    scene = scene_of(*_BIN)
    assert take_apart("make the title red", scene).clauses[0].own_photos is None
    assert take_apart("give red five secs", scene).clauses[0].own_photos is not None
