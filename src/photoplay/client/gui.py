"""Answers that believe in a screen, for people who have none: what to do instead, and the words without it.

"Click Export in the top right corner to save it." → the export is made; "Save it." is what is shown. Quoted text,
links, file names, what is known to be a name or a title, and summaries are never looked into.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from photoplay.client import gui_words as words

#: What nothing is looked for in: quotations of one line, code, links, file names.
_KEPT = re.compile(
    r"“[^”\n]*”|‘[^’\n]*’|\"[^\"\n]*\"|「[^」\n]*」|『[^』\n]*』|《[^》\n]*》|«[^»\n]*»|`[^`\n]*`"
    r"|(?<![\w])'[^'\n]*'(?![\w])|https?://[^\s)\]>”\"'，。]+|[\w-]+\.(?:jpe?g|png|webp|gif|heic|mp4|mov|mp3|wav|m4a)\b",
    re.IGNORECASE,
)
#: Lines that list a timeline: "Timeline (2 tracks): …", "1. Video: beach (0-5s)", "In order: …".
_SUMMARY = re.compile(
    r"^[ \t]*(?:(?:Timeline|时间线|时间轴|時間線|時間軸)[ \t]*[(（]|In order:|顺序：|順序：)[^\n]*"
    r"|^[ \t]*(?:[-*•]|\d{1,4}[.)])?[ \t]*\w{1,20}[:：][^\n]*[(（]\d[\d.:]*[ \t]*[-–][ \t]*\d[\d.:]*[ \t]*s\b[^\n]*",
    re.IGNORECASE | re.MULTILINE,
)
_SENTENCES = re.compile(r"(?<=[.!?…])(?=\s)|(?<=[。！？])|(?<=\n)")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
#: Longer sentences are not about buttons, characters.
_LONGEST = 300
_FIRST_SIGN, _MOST_KEPT, _MOST_KNOWN = 0xE000, 2000, 500


class Act(StrEnum):
    """What a client does in the place of a click."""

    EXPORT = "export"
    STATE = "state"
    TURN = "turn"
    CREDITS = "credits"
    SUMMARY = "summary"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Something that the backend tells the user to do.

    Attributes:
        act: What it is for a client.
        text: Of a turn: what to say.
        is_offer: The user may do it ("you can …", "if …"), and is not told to.
    """

    act: Act
    text: str = ""
    is_offer: bool = False


@dataclass(frozen=True, slots=True)
class Translated:
    """An answer without buttons.

    Attributes:
        text: What is shown; empty where nothing but buttons was spoken of.
        actions: What to do, in order, each once.
    """

    text: str
    actions: tuple[Wanted, ...]


def translate(text: str, known: Iterable[str] = ()) -> Translated:
    """Takes the wording of screens out of an answer. One without it is given back as it is.

    Args:
        text: The answer.
        known: Names of files, titles and the like, in which nothing is looked for.
    """
    kept: list[str] = []

    def sign(found: re.Match[str]) -> str:
        kept.append(found[0])
        return chr(_FIRST_SIGN + len(kept) - 1)

    if re.search(words.SIGN, text):  # signs of somebody else's
        return Translated(text, ())
    bare = text
    for pattern in (_SUMMARY, _known(known), _KEPT):
        bare = pattern.sub(sign, bare, count=_MOST_KEPT)
    if len(kept) >= _MOST_KEPT:  # not an answer to anybody
        return Translated(text, ())
    sentences = [_Sentence(one, kept) for one in _SENTENCES.split(bare)]
    told = "".join(sentence.read() for sentence in sentences)
    actions = tuple(dict.fromkeys(wanted for sentence in sentences for wanted in sentence.wanted))
    if not any(sentence.is_changed for sentence in sentences):
        return Translated(text, actions)
    told = re.sub(r"(?m)^[ \t]*(?:\d+[.)]|[-*•])?[ \t]*$\n?", "", told)
    return Translated(_restored(told, kept).strip(), actions)


def _known(names: Iterable[str]) -> re.Pattern[str]:
    """Finds names that hold words of screens, with and without the ending of a file; longer ones first."""
    found = {name.strip() for name in names} | {name.strip().rpartition(".")[0] for name in names}
    told = sorted((name for name in found if words.ANY.search(name)), key=len, reverse=True)[:_MOST_KNOWN]
    return re.compile("|".join(_whole(name) for name in told) or r"(?!)")


def _whole(name: str) -> str:
    """A name that is not a part of a longer word of letters and digits."""
    before = r"(?<![A-Za-z0-9_])" if re.match(r"[A-Za-z0-9_]", name) else ""
    after = r"(?![A-Za-z0-9_])" if re.search(r"[A-Za-z0-9_]\Z", name) else ""
    return before + re.escape(name) + after


def _restored(text: str, kept: list[str]) -> str:
    """What was put away, put back; a quotation may hold a name."""
    while (told := re.sub(words.SIGN, lambda found: kept[ord(found[0]) - _FIRST_SIGN], text)) != text:
        text = told
    return text


class _Sentence:
    """One sentence, its quotations put away.

    Attributes:
        wanted: What it tells the user to do.
        is_changed: Whether words were taken out.
    """

    def __init__(self, text: str, kept: list[str]) -> None:
        self._text, self._kept = text, kept
        self._is_chinese = bool(_CHINESE.search(text))
        offer = words.OFFER_ZH if self._is_chinese else words.OFFER_EN
        self._is_offer = bool(offer.search(text))
        self.wanted: list[Wanted] = []
        self._lead = text[: len(text) - len(text.lstrip())]
        self.is_changed = False

    def read(self) -> str:
        """The sentence without the wording of screens; empty where nothing else was in it."""
        if len(self._text) > _LONGEST or not words.ANY.search(self._text):
            return self._text
        for pattern, handle in _RULES[self._is_chinese]:
            at = 0
            while (found := pattern.search(self._text, at)) is not None:
                at = self._cut(found, *handle(self, found))
        if not self.is_changed and (words.EXPORT_ZH if self._is_chinese else words.EXPORT_EN).search(
            self._text
        ):
            self._want(Act.EXPORT)
        return self._tidy() if self.is_changed else self._text

    def _cut(self, found: re.Match[str], length: int, put: str) -> int:
        """Puts other words in the place of those that were found and so many more; gives where to go on."""
        start = found.start()
        self._text = self._text[:start] + put + self._text[found.end() + length :]
        self.is_changed = True
        return start + len(put)

    def _want(self, act: Act, text: str = "") -> None:
        told = _restored(text, self._kept).strip()
        if act is not Act.TURN or told:
            self.wanted.append(Wanted(act, told, self._is_offer))

    def _purpose(self, found: re.Match[str]) -> str:
        """What stands after "to", up to the end of the clause."""
        if not found.groupdict().get("joint"):
            return ""
        return re.match(r"[^,;.!?，。；！？\n]*", self._text[found.end() :])[0]  # type: ignore[index]

    def click(self, found: re.Match[str]) -> tuple[int, str]:
        told = found.groupdict()
        sign = next((told[name] for name in "abcde" if told.get(name)), "")
        label, purpose = _restored(sign, self._kept).strip("“”\"'「」『』‘’`《》 "), self._purpose(found)
        noun = told.get("noun") or told.get("noun2") or ""
        if words.EXPORT_LABEL.search(label) or (not noun and words.EXPORT_LABEL.match(purpose)):
            self._want(Act.EXPORT)
        elif words.CREDITS_LABEL.search(label):
            self._want(Act.CREDITS)
        elif words.SUMMARY_LABEL.search(label) or words.SEES.match(purpose):
            self._want(Act.SUMMARY)
            return len(purpose), ""
        elif words.UNDO_LABEL.search(label) or words.REDO_LABEL.search(label):
            self._want(Act.TURN, "undo" if words.UNDO_LABEL.search(label) else "redo")
        elif words.STATE_NOUN.search(noun) or told.get("d"):
            self._want(Act.STATE)
        else:
            self._want(Act.TURN, purpose if not self._is_empty(purpose) else label)
        return 0, ""

    def opened(self, found: re.Match[str]) -> tuple[int, str]:
        self._want(Act.STATE)
        lead = found.groupdict().get("lead") or ""
        return 0, lead

    def preview(self, found: re.Match[str]) -> tuple[int, str]:
        self._want(Act.SUMMARY)
        return 0, ""

    def account(self, found: re.Match[str]) -> tuple[int, str]:
        self._want(Act.CREDITS)
        return 0, ""

    def dropped(self, found: re.Match[str]) -> tuple[int, str]:
        if self._is_chinese:
            return 0, "请直接把文件发给我"
        return 0, f"send me {found['what'].strip()}"

    def dragged_to(self, found: re.Match[str]) -> tuple[int, str]:
        what, where = found["what"].strip(), found["where"].strip()
        told = f"将{what}移{where}" if self._is_chinese else f"move {what} {where}"
        self._want(Act.TURN, told)
        return 0, told if self._is_offer else ""

    def dragged(self, found: re.Match[str]) -> tuple[int, str]:
        purpose = self._purpose(found)
        self._want(Act.TURN, purpose if not self._is_empty(purpose) else "")
        return 0, ""

    def _is_empty(self, text: str) -> bool:
        return bool((words.EMPTY_ZH if self._is_chinese else words.EMPTY_EN).fullmatch(text or "."))

    def _tidy(self) -> str:
        """What is left as a sentence again."""
        body, tail = self._text.strip(), "\n" if self._text.endswith("\n") else ""
        end = body[-1] if body and body[-1] in ".!?。！？" else ""
        body = body.rstrip(".!?。！？")
        body = re.sub(r"\s+([,;.!?])", r"\1", re.sub(r"[ \t]{2,}", " ", body))
        body = re.sub(
            r"([,;，；、:：—–])\s*(?:[,;，；、:：—–]\s*)+", r"\1 " if not self._is_chinese else r"\1", body
        )
        before = None
        while before != body:
            before = body
            body = _LOOSE_AT_START.sub("", _LOOSE_AT_END.sub("", body)).strip()
        if self._is_empty(body):
            return tail
        if (words.DANGLING_ZH if self._is_chinese else words.DANGLING_EN).fullmatch(body):
            body += "，直接告诉我即可" if self._is_chinese else ", just tell me"
        mark = end or ("。" if self._is_chinese else ".")
        return f"{self._lead}{body[0].upper()}{body[1:]}{mark}{tail}"


_MARKS = r"[\s,;:，；：、—–-]+"
_LOOSE_AT_START = re.compile(
    rf"^(?:{_MARKS}|(?:and|then|or|so)\s+|(?:然后|然後|再|并|並)(?=[\u4e00-\u9fff]))", re.IGNORECASE
)
_LOOSE_AT_END = re.compile(
    rf"(?:{_MARKS}|\s(?:and|then|or|so|by|now|please|simply|just|also|you can|you may|you could)"
    r"|(?:然后|然後|请|請|您可以|你可以|可以|并|並))$",
    re.IGNORECASE,
)
_Handle = Callable[[_Sentence, re.Match[str]], tuple[int, str]]
#: Patterns in the order in which they are looked for; by whether the sentence is Chinese.
_RULES: Mapping[bool, tuple[tuple[re.Pattern[str], _Handle], ...]] = {
    False: (
        (words.DROP_EN, _Sentence.dropped),
        (words.DRAG_TO_EN, _Sentence.dragged_to),
        (words.DRAG_EN, _Sentence.dragged),
        (words.PREVIEW_EN, _Sentence.preview),
        (words.ACCOUNT_EN, _Sentence.account),
        (words.CLICK_EN, _Sentence.click),
        (words.OPEN_EN, _Sentence.opened),
    ),
    True: (
        (words.DROP_ZH, _Sentence.dropped),
        (words.DRAG_TO_ZH, _Sentence.dragged_to),
        (words.DRAG_ZH, _Sentence.dragged),
        (words.PREVIEW_ZH, _Sentence.preview),
        (words.ACCOUNT_ZH, _Sentence.account),
        (words.CLICK_ZH, _Sentence.click),
        (words.OPEN_ZH, _Sentence.opened),
    ),
}
