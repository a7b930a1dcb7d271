"""Which photos there are and in what order, said in many ways."""

from __future__ import annotations

import pytest
from tests.unit.agent.language.saying import edits, intents, number, said

from photoplay.agent.language.meaning import Ref, Selection


@pytest.mark.parametrize(
    "text",
    ["remove photo 2", "delete the second picture", "drop number 2", "get rid of the second one",
     "take out the 2nd photo", "take the second photo out", "kick out photo two", "ditch the second pic",
     "I don't want the second photo anymore", "把第二张删了", "第二张不要了", "删掉第二张", "去掉第2张图",
     "第二張拿掉", "不要第二张"],
)  # fmt: skip
def test_removing(text: str) -> None:
    assert said(text) == [("remove_photos", {}, number(2))]


@pytest.mark.parametrize(
    "text",
    ["don't delete the second photo", "don't remove anything", "keep the second photo as it is",
     "remove the title from photo 2", "remove the filter from photo 2", "第二张不要太亮", "the price dropped"],
)  # fmt: skip
def test_what_removes_no_photo(text: str) -> None:
    assert "remove_photos" not in edits(text)


@pytest.mark.parametrize(
    "text", ["only use photos 1 and 3", "keep only 1 and 3", "just keep 1 and 3", "只留第一张和第三张"]
)
def test_keeping(text: str) -> None:
    assert said(text) == [("keep_photos", {}, number(1, 3))]


@pytest.mark.parametrize(
    ("text", "to"),
    [
        ("move photo 3 to the front", 1),
        ("put the third photo first", 1),
        ("start with photo 3", 1),
        ("第三张放最前面", 1),
        ("把第三张挪到开头", 1),
        ("用第三张开头", 1),
        ("move photo 3 to the end", -1),
        ("photo 3 should come last", -1),
        ("第三张放到最后", -1),
        ("move photo 3 to position 2", 2),
    ],
)
def test_moving(text: str, to: int) -> None:
    assert said(text) == [("move_photos", {"to": to}, number(3))]


@pytest.mark.parametrize(
    ("text", "slot"),
    [
        ("move photo 3 after photo 5", "after"),
        ("第三张移到第五张后面", "after"),
        ("put photo 3 before photo 5", "before"),
        ("第三张放在第五张前面", "before"),
    ],
)
def test_moving_beside_another(text: str, slot: str) -> None:
    assert said(text) == [("move_photos", {slot: 5}, number(3))]


@pytest.mark.parametrize(
    "text",
    [
        "swap 1 and 4",
        "swap the first and the fourth photo",
        "let 1 and 4 trade places",
        "1和4对调",
        "第一张和第四张换个位置",
    ],
)
def test_swapping(text: str) -> None:
    assert said(text) == [("swap_photos", {}, number(1, 4))]


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("reverse the order", "reverse"),
        ("倒过来排", "reverse"),
        ("shuffle the photos", "shuffle"),
        ("随机打乱顺序", "shuffle"),
        ("sort them by name", "name"),
        ("按文件名排序", "name"),
        ("sort by date", "date"),
        ("按拍摄时间排列", "date"),
        ("new order: 3, 1, 5, 2, 4", [3, 1, 5, 2, 4]),
        ("顺序改成3、1、5、2、4", [3, 1, 5, 2, 4]),
    ],
)
def test_ordering(text: str, by: object) -> None:
    assert said(text) == [("order_photos", {"by": by}, None)]


def test_everything_after_a_photo_is_a_range() -> None:
    assert said("delete everything after photo 3") == [
        ("remove_photos", {}, Selection((Ref("range", (4, -1)),)))
    ]


@pytest.mark.parametrize(
    "text", ["show the first photo again at the end", "把第一张复制一份放到最后", "repeat photo 1 at the end"]
)
def test_duplicating(text: str) -> None:
    assert said(text) == [("duplicate_photo", {"to": -1}, number(1))]


def test_all_photos_are_asked_about_before_they_go() -> None:
    (wish,) = (one for one in intents("remove all photos") if one.act == "remove_photos")
    assert wish.ask


def test_a_photo_is_replaced_by_a_file() -> None:
    for text in ("replace photo 2 with trip.jpg", "把第二张换成trip.jpg", "use trip.jpg instead of photo 2"):
        assert said(text) == [("replace_photo", {"file": "trip.jpg"}, number(2))]
