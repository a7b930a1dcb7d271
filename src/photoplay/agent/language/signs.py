"""Signs that part commands, spaces that stand for them, and words that take back what was said before."""

from __future__ import annotations

from collections.abc import Sequence

from photoplay.agent.language.lexicon_ground import words
from photoplay.agent.language.text import is_han
from photoplay.agent.language.tokens import Token

_HARD = frozenset(".!?;。！？；…")

#: They part commands where they stand apart.
_BARS = frozenset("/|•·→>")

CIRCLED = frozenset("①②③④⑤⑥⑦⑧⑨⑩⑪⑫")

_REPAIR_ENGLISH = frozenset(words(
        "wait no, no wait, scratch that, no scratch that, i mean, i meant, actually no, no sorry, correction, "
        "no i mean, or rather, sorry i mean, actually nah, hmm no, or no, no make it",
    ))  # fmt: skip

_REPAIR_CHINESE = frozenset(words(
        "",
        "说错了 我说错了 不对 不不 错了 啊不 呃不 额不 打错了 不是不是 哦不 噢不 应该是 我是说 口误 "
        "哦不是 啊不是 噢不是 呃不是 哎不是 唉不是 诶不是 喔不是 oh不是 "
        "哎不对 啊不对 哦不对 oh不对 唔系 不系 讲错 讲错了 我讲错了 打错",
    ))  # fmt: skip


_SIGHS = frozenset(("啊", "哦", "噢", "嗯", "哎", "oh", "喔", "呃", "唉"))


class Signs:
    """Looks at the signs of a message."""

    def __init__(self, tokens: Sequence[Token], plain: str) -> None:
        """Takes the message's tokens and folded text."""
        self.tokens, self.plain = tokens, plain

    def is_hard(self, at: int) -> bool:
        token = self.tokens[at]
        if token.kind == "newline" or token.text in CIRCLED or self._is_counter(at):
            return True
        if token.kind == "punct" and token.plain in _BARS and self._is_apart(at):
            return True
        if token.kind != "punct" or token.plain not in _HARD:
            return False
        return token.plain != "." or not self._is_abbreviation(at)

    def _is_apart(self, at: int) -> bool:
        """Whether a sign has space on both sides: "square / jazz / 10 sec"."""
        if not at or at + 1 >= len(self.tokens):
            return False
        if any(token.has("title", "subtitle", "caption", "text", "write") for token in self.tokens[:at]):
            return False  # "captions: Arrival / Old town"
        return (
            self.tokens[at - 1].end < self.tokens[at].start
            and self.tokens[at].end < self.tokens[at + 1].start
        )

    def _is_counter(self, at: int) -> bool:
        """Whether a sign closes the number of a list within a line: "1) … 2) …"."""
        if self.tokens[at].plain not in (")", "）") or not at or self.tokens[at - 1].kind != "number":
            return False
        opened = at > 1 and self.tokens[at - 2].kind == "punct" and self.tokens[at - 2].plain in "(（、，,"
        return not opened and self.tokens[at - 1].end == self.tokens[at].start

    def _is_abbreviation(self, at: int) -> bool:
        """A point after "no", "vs", a bullet's number, or within a word."""
        before = self.tokens[at - 1].plain if at else ""
        glued = at + 1 < len(self.tokens) and self.tokens[at + 1].start == self.tokens[at].end
        return before in ("no", "nr", "vs", "mr", "mrs", "dr", "st", "approx", "e.g", "i.e") or (
            glued and self.tokens[at + 1].kind == "word"
        )

    def is_gap(self, at: int) -> bool:
        """A space between Chinese words stands for a comma."""
        before, after = self.tokens[at - 1], self.tokens[at]
        if before.end == after.start or not self.plain[before.end : after.start].isspace():
            return False
        last, first = self.plain[before.end - 1], self.plain[after.start]
        return (is_han(last) and is_han(first)) or (before.kind in ("emoji", "quote") and last in "」』”》》")

    def repairs(self, at: int) -> int:
        """How many tokens from ``at`` on take back what was said before; 0: none do."""
        said = ""
        for length in range(1, 5):
            if at + length > len(self.tokens):
                break
            token = self.tokens[at + length - 1]
            if token.kind in ("punct", "newline") and token.plain not in ",，":
                break
            said = f"{said} {token.plain}".strip() if token.plain not in ",，" else said
            glued = said.replace(" ", "")
            if said in _REPAIR_ENGLISH or glued in _REPAIR_CHINESE:
                more = self.repairs(at + length) if length < 4 else 0
                return length + more
        return 0

    def takes_back(self, at: int) -> bool:
        """Whether a repair may stand here: short ones only after a sign or a sigh."""
        said = "".join(token.plain for token in self.tokens[at : at + self.repairs(at)])
        before = self.tokens[at - 1]
        return len(said) > 2 or before.kind == "punct" or before.plain in _SIGHS
