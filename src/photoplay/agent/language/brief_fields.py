"""Briefs by key: "Title: …", 画幅=9:16, JSON. Each key has its slot; what it is worth stands behind it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from photoplay.agent.language.brief_keys import NONE_SAID, is_worth
from photoplay.agent.language.brief_page import SENTENCE_END, Page, is_wish, without_glue
from photoplay.agent.language.lexicon_fields import FIELD_WORDS, LISTS, WHOLE
from photoplay.agent.language.text import fold


@dataclass(frozen=True, slots=True)
class Field:
    """One key and what is said behind it.

    Attributes:
        slot: Name of ``FIELD_WORDS``.
        value: As typed.
        start, end: Of both, in the message.
    """

    slot: str
    value: str
    start: int
    end: int


_SLOT_OF = {word: slot for slot, told in FIELD_WORDS.items() for word in told}
_LABEL = "|".join(re.escape(word) for word in sorted(_SLOT_OF, key=len, reverse=True))
_KEY = re.compile(
    rf"(?:(?<![\w-])|(?<=[\u4e00-\u9fff\d]))[\"'“]?(?P<label>{_LABEL})[\"'”]?\s*(?:[:：=](?![=/])|->|→)\s*"
)
#: A list may hang on its key by a dash.
_DASHED = re.compile(rf"(?<![\w-])(?P<label>{_LABEL})(?:\s?[—–]\s?|\s-\s)")
#: Without one of these there is no key, and none is looked for.
_MARK, _DASH = re.compile(r"[:：=→]|->"), re.compile(r"[—–]|\s-\s")
_MANY_KEYS = 3
#: Slots that take any words.
_FREE = WHOLE | LISTS | {"bride", "groom", "photos", "order"}


def json_fields(page: Page) -> list[Field]:
    """Fields of an object in JSON, also one within other words, struck out on the page."""
    text = page.message.text
    start, end = text.find("{"), text.rfind("}")
    if not 0 <= start < end:
        return []
    try:
        told = json.loads(text[start : end + 1])
    except ValueError:
        return []
    if not isinstance(told, dict):
        return []
    page.take(start, end + 1)
    return [Field(slot, value, start, end + 1) for slot, value in _flat(told)]


def _flat(told: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for key, value in told.items():
        if isinstance(value, dict):
            yield from _flat(value)
            continue
        slot = slot_named(str(key))
        if slot and value is not None:
            items = value if isinstance(value, list) else [value]
            words = ["none" if one is False else "yes" if one is True else str(one) for one in items]
            yield slot, "\n".join(words)


def slot_named(key: str) -> str:
    """The slot that a key means: "duration_per_photo", "aspectRatio"; empty: none."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", key)
    return _SLOT_OF.get(re.sub(r"[_\-\s]+", " ", fold(spaced)).strip(), "")


#: Slots whose worth is shown, and how short it is where it only says that nothing is.
_LETTERED, _SHORT = frozenset(("title", "subtitle", "closing", "text")), 5


def keyed_fields(page: Page) -> list[Field]:
    """Keys with a colon or an equals sign, struck out on the page."""
    is_keyed, is_dashed = _MARK.search(page.free), _DASH.search(page.free)
    keys = [found for found in _KEY.finditer(page.free) if _stands_alone(page, found)] if is_keyed else []
    many = len(keys) >= _MANY_KEYS
    dashed = _DASHED.finditer(page.free) if is_dashed else ()
    keys += [found for found in dashed if _SLOT_OF[found.group("label")] in LISTS]
    keys.sort(key=lambda one: one.start())
    found: list[Field] = []
    for number, key in enumerate(keys):
        limit = keys[number + 1].start() if number + 1 < len(keys) else len(page.free)
        slot = _SLOT_OF[key.group("label")]
        end = _value_end(page, slot, key.end(), limit, many=many)
        value = page.message.text[key.end() : end]
        if slot == "text" and not is_worth(slot, value) and not re.match(r"\s*[\"“「『']", value):
            slot = "title"
        if slot in _LETTERED and NONE_SAID.match(fold(value)) and len(value.strip()) < _SHORT:
            page.take(key.start(), end)  # 标题=无
            continue
        if value.strip() and (slot in _FREE or is_worth(slot, value)):
            words = value.strip() if slot in LISTS else without_glue(value)
            found.append(Field(slot, words, key.start(), end))
    for field in found:
        page.take(field.start, field.end)
    return found


def _stands_alone(page: Page, key: re.Match[str]) -> bool:
    """Whether a key is no part of a longer phrase: "the music: …" is one, "write on the photo: …" is none."""
    before = page.free[max(0, key.start() - 24) : key.start()]
    slot = _SLOT_OF[key.group("label")]
    if slot in ("captions", "steps", "features") or (slot not in WHOLE and slot not in LISTS):
        return True
    words = re.split(r"[,.;:，。；：、!?！？\n(（\"“{|]", before)[-1].strip(" -•*#\"'")
    if re.search(r"[\u4e00-\u9fff]", key.group("label")):
        return len(words) <= 6 and not re.search(r"写|打|照片|图片?$|张$", words)
    if " " in key.group("label") and slot in ("title", "closing"):
        return True
    return len(words.split(" ")) <= 2 and not re.search(
        r"\b(?:on|in|write|put|per|each|first|last|no)$", words
    )


def _value_end(page: Page, slot: str, start: int, limit: int, *, many: bool) -> int:
    """Where what a key is worth ends."""
    plain = page.free
    quote = next((one for one in page.quotes if one.start == start), None)
    if quote is not None and slot not in LISTS:
        return quote.end
    line = plain.find("\n", start, limit)
    if slot in LISTS:
        return _list_end(page, start, limit, line)
    stop = line if line >= 0 else limit
    for found in SENTENCE_END.finditer(page.bare, start, stop):
        if found.group() != "." or not plain[: found.start()].endswith(" no"):
            stop = found.start() + (found.group() in "!?")
            break
    if (slot in WHOLE or slot == "text") and many and plain[stop : stop + 1] in (";", "；", "\n", "|"):
        return stop
    if slot in WHOLE and not many:
        return _without_wishes(page, start, stop)
    comma = re.compile(r"[,，](?!\d{3})").search(page.bare, start, stop)
    return comma.start() if comma else stop


def _without_wishes(page: Page, start: int, stop: int) -> int:
    """A title may hold a comma: it ends at the first one behind which a wish begins, or a small letter."""
    for comma in re.finditer(r"[,，]", page.bare[start:stop]):
        rest = page.message.text[start + comma.end() : stop].lstrip()
        if _is_last_line(page, start, start + comma.end(), stop):
            continue
        if comma.group() == "，" or is_wish(fold(rest)) or not rest[:1].isupper():
            return start + comma.start()
    return stop


def _is_last_line(page: Page, start: int, at: int, stop: int) -> bool:
    """Whether what stands behind a comma is the title's own end: 再见，2020级."""
    rest = page.bare[at:stop]
    return (
        (not page.bare[stop:].strip(" 。.!！~～") or re.search(r"[我你她他们级届！!]", rest) is not None)
        and 1 < len(rest) <= 8
        and at - start <= 10
        and not is_wish(rest)
        and re.search(r"[要用放做给发别再把请帮配加点，,]|\s|[:：=]", rest) is None
    )


#: What is no item of a list, but a fact of its own.
_IS_FACT = re.compile(
    r"[$€£¥]\s?\d|\d\s?(?:元|块钱)|^\s*(?:售价|价格|到手价|现价|原价|限时|首发价|官网|地址|电话|"
    r"联系|price|now only|shop|order|"
    r"visit|call)"
)
_ITEM_END = re.compile(r"[,，、;；/\n]|(?<=\S)\s+(?:and|&)\s+")


def _list_end(page: Page, start: int, limit: int, line: int) -> int:
    """Where a list ends: at its sentence, at an item that is a wish, or with its bulleted lines."""
    bare = page.bare
    first = bare[start : line if line >= 0 else limit].strip()
    if not first:  # one item a line
        end = start
        for found in re.finditer(r"[^\n]*(?:\n|$)", bare[start:limit]):
            text = found.group().strip()
            if text and is_wish(text) and end > start and not re.match(r"[-•*\d]", text):
                break
            end = start + found.end()
            if not text and end > start + 1:
                break
        return min(end, limit)
    stop = line if line >= 0 else limit
    ended = re.search(r"[。！？!?]|\s[-—–]\s|\.(?=\s+\D|\s*$)|(?<!\d)\.(?=\s)", bare[start:stop])
    stop = start + ended.start() if ended else stop
    at = start
    for sign in [*_ITEM_END.finditer(bare, start, stop), None]:
        end = sign.start() if sign is not None else stop
        is_item = (sign is not None and sign.group().strip() == "/") or bare[max(start, at - 1) : at] == "/"
        if at > start and not is_item and (is_wish(bare[at:end]) or _IS_FACT.search(bare[at:end])):
            gap = re.match(r"\s*\S+(?=\s)", bare[at:end])
            return at + gap.end() if gap and not is_wish(gap.group()) and bare[at - 1] == "、" else at - 1
        at = sign.end() if sign is not None else end
    return stop


_QUOTED = re.compile(r"\"[^\"\n]+\"|“[^”\n]+”|「[^」\n]+」|『[^』\n]+』")
_QUOTED_ITEMS = re.compile(
    rf"(?:{_QUOTED.pattern})(?:[\s,，、;；/|]*(?:(?:and|和|&)\s*)?(?:{_QUOTED.pattern}))*[.。]?"
)


def items_of(value: str) -> list[str]:
    """The items of a list."""
    value = value.strip(" \t\n;；|")
    if quoted := _QUOTED_ITEMS.fullmatch(value):
        told = [without_glue(one) for one in _QUOTED.findall(quoted.group())]
        return told if len(told) > 1 or not re.search(r"[;；|、]", told[0]) else items_of(told[0])
    strong = [sign for sign in ("\n", ";", "；", "|", "/") if sign in value]
    pattern = (
        re.escape(strong[0]) + r"\s*" if strong else r"\s*[,，、]\s*(?:and\s+|&\s+)?|\s+and\s+(?!\S+\s\S+\s)"
    )
    parts = re.split(pattern, value)
    if not strong and len(parts) > 2:
        parts = [piece for part in parts for piece in re.split(r"^and\s+", part)]
    kept = [without_glue(re.sub(r"^\s*(?:[-•*·]+|\d{1,2}[.)、]|[①-⑳])\s*", "", part)) for part in parts]
    return [part for part in kept if part]
