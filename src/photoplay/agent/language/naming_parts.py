"""Photos named by a part of their file's name: "the one ending in 45", "beach in the name", 名字带海边的."""

from __future__ import annotations

from photoplay.agent.language.lexicon_ground import words
from photoplay.agent.language.meaning import Ref
from photoplay.agent.language.naming import NOUNS, Atom
from photoplay.agent.language.naming_words import ByWords

#: Little words between a noun and what says which.
BETWEEN_WORDS = frozenset(
    words("that, which, who, comes, come, coming, is, are, that's, goes, shown, right, directly, just, it's")
)
_NAMED = frozenset(words("called, named, labelled, labeled, titled"))
_ENDINGS = frozenset(words("ending, ends, end, starting, starts, start, beginning, begins, begin"))
_NAMES = frozenset(words("", "名字 文件名 名称 图名"))


class ByPart(ByWords):
    """Ways of naming photos by what their names hold."""

    def named_part(self, at: int) -> Atom | None:
        """The one ending in 45; files starting with beach; anything with beach in the name; 名字带海边的."""
        if self.plain(at) in _NAMES or self.plain(at) + self.plain(at + 1) in _NAMES:
            return self._part_in_chinese(at + 1 + (self.plain(at) not in _NAMES))
        if not (self.has(at, *NOUNS, "file", "all") and self.kind(at) == "word"):
            return None
        onward = at + 1
        while self.plain(onward) in (
            *BETWEEN_WORDS,
            "whose",
            "the",
            "name",
            "names",
            "filename",
            "file",
            "number",
        ):
            onward += 1
        plain, part = self.plain(onward), onward + 1
        if plain in _NAMED:
            return self._part(part, self._in_the_name(part + 1))
        if plain == "with" and (end := self._in_the_name(part + 1)) > part + 1:
            return self._part(part, end)
        if plain.split(" ")[0] in _ENDINGS and (
            plain.endswith((" in", " with")) or self.plain(part) in ("in", "with")
        ):
            part += not plain.endswith((" in", " with"))
            return self._part(part, part + 1)
        return None

    def _in_the_name(self, at: int) -> int:
        """Where "in the name" behind a part of a name ends; ``at``: it does not stand there."""
        onward = at
        while self.plain(onward) in ("in", "in the", "the", "its", "their", "file", "in it's"):
            onward += 1
        return (
            onward + 1 if self.plain(onward) in ("name", "names", "filename", "title") and onward > at else at
        )

    def _part(self, at: int, end: int) -> Atom | None:
        token = self.tokens[at] if at < len(self.tokens) else None
        if token is None or token.kind not in ("word", "number", "file", "quote"):
            return None
        named = tuple(Ref("file", name) for name in token.files) or (
            Ref("words", str(token.value or token.text)),
        )
        return Atom(named if token.kind != "number" else (Ref("words", token.text),), self.noun(end))

    def _part_in_chinese(self, at: int) -> Atom | None:
        """After 名字: 带海边的, 最后是45的那张, 以海边开头的."""
        onward = at
        while self.plain(onward) in (
            "里",
            "最后",
            "末尾",
            "结尾",
            "后面",
            "开头",
            "带",
            "带有",
            "有",
            "含",
            "含有",
            "是",
            "为",
            "以",
            "叫",
            "里面",
        ):
            onward += 1
        stop = onward
        while stop < min(onward + 4, len(self.tokens)) and self.plain(stop) not in ("的", "开头", "结尾"):
            stop += 1
        if onward == at or stop == onward or "的" not in (self.plain(stop), self.plain(stop + 1)):
            return None
        said = "".join(token.text for token in self.tokens[onward:stop])
        end = stop + 1 + (self.plain(stop) != "的")
        while self.plain(end) in ("那", "这", "几"):
            end += 1
        end += self.integer(end) is not None
        return Atom((Ref("words", said),), self.noun(end))
