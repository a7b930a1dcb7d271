"""Words for each photo that are no list of captions by form: things with prices, one item each, names of files."""

from __future__ import annotations

import re
from collections.abc import Sequence

from photoplay.agent.language.brief_fields import items_of
from photoplay.agent.language.brief_page import Page, is_wish

_PRICED = re.compile(
    r"(?:^|(?<=[:：,，、;；.。\n]))\s*(?:and )?(?P<item>[a-z\u4e00-\u9fff][\w '&-]{0,22}?)\s?(?:for |at |"
    r"is |= ?|: ?)?"
    r"(?P<sum>[$€£¥]\s?\d+(?:\.\d\d)?|\d+(?:\.\d\d?)?\s?(?:元|块|€|£))(?=\s*(?:[,，、;；.。\n!]|and\b|$))"
)
_ONE_EACH = re.compile(
    r"(?:^|"
    r"(?<=[:：,，.。;；\n—–-]))\s*(?P<list>[^,.;:\n—–(]{2,24}(?:,(?: and)? [^,.;:\n(]{2,24}){1,8})\s*"
    r"(?:\([^)\n]*\))?,? one (?:\w+ ){0,2}(?:each|per (?:photo|picture|pic|image))\b"
)


def priced(page: Page) -> list[tuple[int, str]]:
    """“couch $150, desk $60, lamp $15”: as many as there are photos."""
    found = list(_PRICED.finditer(page.bare))
    if not 2 <= len(found) == page.ctx.count:
        return []
    told = [(number, page.typed(one.start("item"), one.end("sum"))) for number, one in enumerate(found, 1)]
    for one in found:
        page.take(one.start("item"), one.end("sum"))
    return told


def one_each(page: Page) -> list[tuple[int, str]]:
    """“Bali, Ubud, Canggu, Uluwatu, one place name each”."""
    found = _ONE_EACH.search(page.bare)
    items = items_of(page.message.text[slice(*found.span("list"))]) if found else []
    if found is None or not 2 <= len(items) <= max(2, page.ctx.count) or is_wish(found.group("list")):
        return []
    page.take(*found.span())
    return list(enumerate(items, 1))


_FILE_NAMES = re.compile(
    r"(?:\b(?:caption|label|title|tag|name|mark)\b[^.;\n]{0,24}\b(?:each|every|all|them|the (?:photos|"
    r"pictures))\b|"
    r"\b(?:captions|labels|titles)\b)[^.;,\n]{0,24}\bfile ?names?\b|"
    r"(?:每张|每一张|各张|分别|都)[^，。,;；\n]{0,10}(?:写|标|配|加|打|显示)[^，。,;；\n]{0,8}文件名(?:称|字)?|"
    r"(?:用|把|拿)文件名(?:称|字)?[^，。,;；\n]{0,6}(?:字幕|标题|配文|文字|标注)"
)


def file_names(page: Page) -> list[tuple[int, str]]:
    """“caption every photo with its file name”: without the ending."""
    found = _FILE_NAMES.search(page.bare)
    if found is None:
        return []
    page.take(*found.span())
    shots = [one.name for one in page.ctx.scene.bin if one.kind in ("image", "video") and one.role != "logo"]
    return [(number, name.rpartition(".")[0] or name) for number, name in enumerate(shots, 1)]


_ONE_PHOTO = re.compile(r"第[一二两三四五六七八九十\d]+[张幅页]|最后一?[张幅页]")


def is_on_one(plain: str, captions: Sequence[tuple[int, str]]) -> bool:
    """Whether what looks like a list is one text on one photo: 最后一张写上：谢谢大家，下次再见."""
    return len(captions) > 1 and len(_ONE_PHOTO.findall(plain)) == 1
