"""Words to be shown that nobody put into quotation marks: "a title saying happy birthday mum at the start"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from photoplay.agent.language.lexicon_ground import words
from photoplay.agent.language.text import is_han
from photoplay.agent.language.tokens import Token

if TYPE_CHECKING:
    from photoplay.agent.language.boundaries import Splitter

#: Words that are followed by what is to be written.
_WRITERS = frozenset(
    words(
        "saying, reading, called, titled, entitled, named, written, write, labelled, labeled",
        "写 写上 写着 打上 叫 叫做 写成 标上 标注 配字 配文 内容是 内容为 题为 名为 改写成 输入 印上 注明 "
        "打字 文字是 字是 标题是 写个 取名 命名为 就写 写道",
    )
)  # fmt: skip
_PHRASES = words(
        "that says, which says, it says, with the words, that reads, with the text, the words, to say, "
        "to read",
    )  # fmt: skip

#: Words that do so only after a text's name, "it", "that" …: "the title says", not "my boss says".
_DOUBTFUL = frozenset(
    words(
        "say, says, said, reads, read",
        "打 说",
    )
)  # fmt: skip
_SPEAKERS = frozenset(
    words(
        "that, which, it, to, should, must, can, makes, make, text, and, title, subtitle, caption, card, "
        "line, photo, picture",
    )
)  # fmt: skip
_COLONS = frozenset(":：")
_FILLERS = frozenset(
    (
        "it",
        "is",
        "the",
        "words",
        "that",
        "this",
        "one",
        "text",
        ":",
        "：",
        "成",
        "着",
        "上",
        "个",
        "为",
        "是",
        "一个",
        "一行",
        "字",
        "几个字",
        "行字",
        "这行",
        "下",
    )
)


#: Behind "title:" these say that there is to be none.
_NOTHING = frozenset(("none", "no", "off", "null", "nothing", "n/a", "无", "没有", "不要"))


#: Behind a photo's noun these say which one it is: "the photo called dog_park".
_NAMING = frozenset(("called", "named", "labelled", "labeled", "titled"))


def _names_a_photo(tokens: Sequence[Token], at: int) -> bool:
    """Whether a writer's word only says which photo is meant."""
    follows = tokens[at + 1] if at + 1 < len(tokens) else None
    return (
        tokens[at].plain in _NAMING
        and at > 0
        and tokens[at - 1].has("photo", "one", "file", "clip")
        and follows is not None
        and bool(follows.files or follows.kind == "file")
    )


def _begins(tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at]
    if token.kind == "punct":
        near = tokens[max(0, at - 4) : at]
        return token.plain in _COLONS and any(
            one.has("title", "subtitle", "caption", "text", "badge", "write", "lower-third") for one in near
        )
    if token.kind != "word" or _names_a_photo(tokens, at):
        return False
    plain = token.plain
    before = tokens[at - 1] if at else None
    if is_han(plain[0]) and before is not None and before.plain in ("要", "也要", "也", "都"):
        return False
    if plain in _DOUBTFUL:
        if before is None:
            return plain in ("say", "write")
        named = before.has(
            "title", "subtitle", "caption", "text", "end-card", "position", "badge", "photo", "one"
        )
        return named or before.plain.split(" ")[-1] in _SPEAKERS
    return (
        plain in _PHRASES
        or plain in _WRITERS
        or (" " in plain and token.has("write") and plain.split(" ")[-1] in _WRITERS)
    )


class FreeText:
    """Where unquoted words stand in a message, so that no command is found inside of them."""

    def __init__(self, tokens: Sequence[Token], splitter: Splitter) -> None:
        """Takes the message's tokens and the splitter that knows what begins a command."""
        self._inside = bytearray(len(tokens) + 1)
        self._listed = bytearray(len(tokens) + 1)
        at = 0
        while at < len(tokens):
            if _begins(tokens, at):
                end = end_of_text(tokens, at + 1, splitter)
                self._inside[at + 1 : end] = b"\x01" * max(0, end - at - 1)
                if _is_after_colon(tokens, at + 1):
                    self._listed[at + 1 : end] = b"\x01" * max(0, end - at - 1)
                at = max(end, at + 1)
            else:
                at += 1

    def holds(self, at: int) -> bool:
        """Whether a token is one of such words."""
        return bool(self._inside[at])

    def holds_comma(self, at: int) -> bool:
        """Whether a comma stands in Chinese words behind a colon, and what follows it is more of them."""
        return bool(self._listed[at]) and at + 1 < len(self._listed) and bool(self._listed[at + 1])


def _is_after_colon(tokens: Sequence[Token], at: int) -> bool:
    """Whether words that begin at ``at`` are Chinese and stand behind a colon."""
    return (
        0 < at < len(tokens)
        and (tokens[at - 1].plain in _COLONS or tokens[at].plain in _COLONS)
        and any(is_han(one.plain[:1] or " ") for one in tokens[at : at + 4])
    )


#: What says how a video is to be: no more of the words behind a colon.
_ORDERS = (
    "add", "remove", "change", "put", "music", "transition", "photo", "title", "text", "subtitle", "caption",
    "position", "font", "size", "logo", "end-card", "volume", "not", "each", "video", "look", "mood", "then", "swap",
)  # fmt: skip
_SOFT = frozenset(("filler", "dir", "again", "more", "all", "question", "it", "and"))


def _is_more_said(tokens: Sequence[Token], at: int) -> bool:
    """Whether Chinese words behind a comma go on with those before it: 2019年夏天，青岛."""
    end = at
    while end < len(tokens) and tokens[end].plain not in (",", "，") and not _ends_sentence(tokens, end):
        if tokens[end].kind not in ("word", "number", "date") or tokens[end].has(*_ORDERS):
            return False
        end += 1
    said = tokens[at:end]
    unknown = sum(
        len(one.plain)
        for number, one in enumerate(said)
        if not one.concepts or (len(one.plain) == 1 and one.has("color") and number + 1 < len(said))  # 青岛
    )
    is_soft = all({name.partition(":")[0] for name in one.concepts} <= _SOFT for one in said)
    return bool(said) and (is_soft or 2 * unknown > sum(len(one.plain) for one in said))


def end_of_text(tokens: Sequence[Token], at: int, splitter: Splitter) -> int:
    """Where words that begin at ``at`` end: at a sign, or where a command begins after "and"."""
    end = at
    while end < len(tokens):
        token = tokens[end]
        if token.kind in ("newline", "quote") or _ends_sentence(tokens, end):
            break
        if end > at and is_han(token.plain[0]) and (token.has("then") or _begins_order(tokens, end)):
            break
        if end > at and (token.plain in (",", "，") or token.has("and", "then", "but")):
            onward = end + 1
            while (
                onward < len(tokens)
                and tokens[onward].has("filler", "then", "and")
                and not tokens[onward].has("not")
            ):
                onward += 1
            is_listed = _is_after_colon(tokens, at)
            goes_on = is_listed and _is_more_said(tokens, end + 1)
            if onward < len(tokens) and not goes_on and splitter_opens(tokens, onward, splitter):
                break
            if (
                onward < len(tokens)
                and is_listed
                and not goes_on
                and tokens[onward].has("text", "font", "size")
            ):
                break
        end += 1
    return end


def _begins_order(tokens: Sequence[Token], at: int) -> bool:
    """Whether the next order runs on without a sign: 写我们的十年|音乐给我换个浪漫的."""
    if not tokens[at].has("music", "transition", "volume") or at + 1 >= len(tokens):
        return False
    return tokens[at + 1].plain in ("给我", "帮我", "给", "也", "都", "就", "再") or tokens[at + 1].has(
        "change", "swap"
    )


def _ends_sentence(tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at]
    if token.kind != "punct" or token.plain not in ".!?;。！？；":
        return False
    if token.plain != ".":
        return True
    glued = at + 1 < len(tokens) and tokens[at + 1].start == token.end and tokens[at + 1].kind == "word"
    return not glued and not (
        at and tokens[at - 1].plain in ("dr", "mr", "mrs", "ms", "st", "no", "vs", "prof")
    )


def splitter_opens(tokens: Sequence[Token], at: int, splitter: Splitter) -> bool:
    """Whether a command begins at a token."""
    token = tokens[at]
    if token.kind != "word":
        return token.kind == "ordinal"
    if token.plain in ("把", "将", "给"):
        return True
    topic = token.has(
        "music",
        "transition",
        "photo",
        "subtitle",
        "title",
        "caption",
        "logo",
        "end-card",
        "volume",
        "color",
        "position",
    )
    return topic or token.has("not") or not splitter.actions.isdisjoint(token.concepts)


def free_text(text: str, tokens: Sequence[Token], splitter: Splitter) -> tuple[str, tuple[int, int]] | None:
    """Unquoted words of a clause and where they stand in the message, as typed; None: there are none.

    Args:
        text: The message.
        tokens: Of the clause.
        splitter: Knows what begins a command.
    """
    if any(token.kind == "quote" for token in tokens):
        return _around_quotes(text, tokens, splitter)
    for at in range(len(tokens)):
        if not _begins(tokens, at):
            continue
        first = at + 1
        keeps_the = tokens[at].kind == "punct"  # "title: The Quiet Year"
        while (
            first < len(tokens)
            and tokens[first].plain in _FILLERS
            and not (
                keeps_the
                and tokens[first].plain in ("the", "this", "that", "one", "it")
                and tokens[first].text[:1].isupper()
            )
        ):
            first += 1
        if (
            first < len(tokens)
            and is_han(tokens[first].plain[:1] or " ")
            and tokens[first].has("music", "transition")
        ):
            continue
        last = _without_tail(tokens, first, end_of_text(tokens, first, splitter))
        if first < last and not (
            last == first + 1 and tokens[first].has("color", "position", "photo", "it", "into")
        ):
            if (
                last - 2 > first
                and tokens[last - 1].plain in ("个字", "字", "大字")
                and tokens[last - 2].kind in ("number", "word")
            ):
                last = _without_count(tokens, first, last)
            start, end = tokens[first].start, tokens[last - 1].end
            if keeps_the and text[start:end].strip(" .。").lower() in _NOTHING:
                continue
            return text[start:end].strip(" ,，。.;；"), (start, end)
    return None


def _around_quotes(
    text: str, tokens: Sequence[Token], splitter: Splitter
) -> tuple[str, tuple[int, int]] | None:
    """Words behind a colon that begin or go on outside of the quotation: 标题：《…》首演."""
    for at, token in enumerate(tokens):
        if token.kind != "punct" or not _begins(tokens, at):
            continue
        end = _without_tail(tokens, at + 1, _past_quotes(tokens, at + 1, splitter))
        said = [one for one in tokens[at + 1 : end] if one.kind != "punct"]
        beside = [
            one
            for one in said
            if one.kind not in ("quote", "newline") and not one.has("and", "then", "position", "color")
        ]
        glued = len(said) > 1 and any(one.kind == "word" and not one.concepts for one in beside)
        if glued and sum(one.kind == "quote" for one in said) == 1:
            start, stop = tokens[at + 1].start, tokens[end - 1].end
            return text[start:stop].strip(), (start, stop)
    return None


def _past_quotes(tokens: Sequence[Token], at: int, splitter: Splitter) -> int:
    end = end_of_text(tokens, at, splitter)
    while end < len(tokens) and tokens[end].kind == "quote":
        end = end_of_text(tokens, end + 1, splitter)
    return end


def _without_count(tokens: Sequence[Token], first: int, last: int) -> int:
    """Leaves out 两个字, 几个字 behind the words themselves."""
    place = last - 1
    while place > first and (
        tokens[place].plain in ("个字", "字", "大字", "个", "几", "这") or tokens[place].kind == "number"
    ):
        place -= 1
    return place + 1


def _is_place(token: Token) -> bool:
    """Whether a phrase says where as a whole: "at the start", "in the middle"."""
    words = token.plain.split(" ")
    return (
        len(words) > 1
        and words[0] in ("at", "in", "on", "to")
        and token.has("position", "start", "end", "first-place", "last-place", "middle", "corner")
    )


def _without_tail(tokens: Sequence[Token], first: int, end: int) -> int:
    """Leaves out where, in which colour and on which photo: "at the start", "in white letters", "on photo 3"."""
    for place in range(first + 1, end):
        token = tokens[place]
        if _is_place(token) and place == end - 1:
            return place
        if token.plain in ("at", "in", "on", "as", "with", "to", "over", "for", ",", "，"):
            rest = [one for one in tokens[place + 1 : end] if not one.has("filler")]
            if token.plain in ("on", "over") and [one.plain for one in rest] in (
                ["it"],
                ["that one"],
                ["this one"],
            ):
                return place
            if _is_after_colon(tokens, first) and all(one.kind in ("number", "date") for one in rest):
                continue
            if rest and all(
                one.kind in ("ordinal", "number", "duration", "moment", "file", "punct")
                or one.has(
                    "position",
                    "color",
                    "start",
                    "end",
                    "photo",
                    "one",
                    "text",
                    "every",
                    "all",
                    "middle",
                    "corner",
                    "font",
                    "size",
                    "amount",
                    "title",
                    "subtitle",
                    "caption",
                    "this",
                )
                for one in rest
            ):
                return place
    return end
