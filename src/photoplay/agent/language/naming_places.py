"""Photos named by where they stand: "everything after the third", "the middle three", 中间那几张, "3 and up"."""

from __future__ import annotations

from photoplay.agent.language.lexicon_ground import words
from photoplay.agent.language.meaning import Ref
from photoplay.agent.language.naming import JOINTS, NOUNS, OTHERS, Atom
from photoplay.agent.language.naming_words import ByWords

_LATER = frozenset(words("past, beyond, onwards from, later than"))
_EARLIER = frozenset(words("preceding, earlier than"))
_UP_TO = frozenset(words("up to, until, till, up until, through, thru"))
_ANYTHING = frozenset(words("everything, anything, everyone, everybody, whatever, stuff, all"))
_SINGLES = frozenset(words("photo, picture, pic, image, shot, slide, img"))
_BETWEEN_WORDS = frozenset(
    words("that, which, who, comes, come, coming, is, are, that's, goes, shown, right, directly, just, it's")
)
_AND_UP = frozenset(
    words("up, upwards, upward, onward, onwards, later, beyond, after, following, above, on, the following")
)
_TO_THE_END = frozenset(words("the end, end, the very end, very end, the finish", "最后 结尾 末尾 结束"))
_MIDDLE = frozenset(
    words(
        "middle, the middle, in the middle, center, the center, centre, the centre, central, inner, the inner",
        "中间 正中间 最中间 中段",
    )
)
_IN_BETWEEN = frozenset(
    words("in between, in-between, between, in the middle, in the center, in the centre", "中间 之间 当中")
)
_OUTER = frozenset(words("outer, outermost, outside, the outer, the outside", "两头 两端 两边"))
_NAMED = frozenset(words("called, named, labelled, labeled, titled"))
_ENDINGS = frozenset(words("ending, ends, end, starting, starts, start, beginning, begins, begin"))
_NAMES = frozenset(words("", "名字 文件名 名称 图名"))
_SEVERAL = frozenset(words("", "几张 那几张 这几张 几 那些 的几张 都"))


class ByPlace(ByWords):
    """Ways of naming photos by their place among the others."""

    def beside(self, at: int) -> Atom | None:
        """Everything after the third; the two before the last; the one right before photo 4."""
        head = self._head(at)
        if head is None:
            return None
        many, onward = head
        while self.plain(onward) in _BETWEEN_WORDS:
            onward += 1
        plain = self.plain(onward)
        if self.plain(at) != "one" and plain in _UP_TO and many == 0:
            return self._until(onward + 1)
        later = self.has(onward, "after") or plain in _LATER
        if not later and not self.has(onward, "before") and plain not in _EARLIER:
            return None
        if not plain.isascii():
            return None
        onward += self.plain(onward + 1) in ("and", "or") and self.plain(onward + 2) == "including"
        base = self._base(self.skip(onward + 1))
        if base is None:
            return None
        return Atom((_beside(base[0], many, later=later),), base[1])

    def _head(self, at: int) -> tuple[int, int] | None:
        """How many photos stand beside another, 0 for all, and where the words for them end."""
        plain = self.plain(at)
        if plain in _ANYTHING or (self.has(at, "all") and self.kind(at) == "word" and plain.isascii()):
            onward = self.skip(at + 1)
            if self.is_other(onward):
                return None
            return 0, max(self.noun(onward), onward)
        if self.has(at, "other") and plain.isascii():
            return 0, max(self.noun(at + 1), at + 1)
        number = self.integer(at)
        if number is not None:
            ends = self.noun(at + 1)
            return number, ends
        if not self.has(at, *NOUNS) or not plain.isascii() or self.integer(at + 1) is not None:
            return None
        if self.tokens[at].text.lower().endswith("s") or plain in ("ones", "those"):
            return 0, at + 1
        placing = any(token.has("move", "put", "add", "swap", "show") for token in self.tokens)
        return (1, at + 1) if plain == "one" or (plain in _SINGLES and not placing) else None

    def _base(self, at: int) -> tuple[Ref, int] | None:
        """The photo that others stand beside: one that is named by number, by file or by words."""
        if self.has(at, "it", "this") and not self.has(at + 1, *NOUNS):
            return (Ref("number", self.spoken) if self.spoken > 0 else Ref("it")), at + 1
        found = self._named_at(at)
        if (
            found is None
            or len(found.refs) != 1
            or found.refs[0].kind not in ("number", "file", "words", "range")
        ):
            return None
        ref = found.refs[0]
        return ref, found.end

    def _named_at(self, at: int) -> Atom | None:
        number = self.integer(at)
        if number is not None and number <= max(self.count, 1) and not self.has(at + 1, "unit", *OTHERS):
            return Atom((Ref("number", number),), self.noun(at + 1))
        for attempt in (
            self.ordinal,
            self.from_side,
            self.numbered,
            self.file,
            self.described,
            self.one_with,
        ):
            if (found := attempt(at)) is not None:
                return found
        return None

    def _until(self, at: int) -> Atom | None:
        """Everything up to photo 3."""
        base = self._base(self.skip(at + (self.plain(at) == "and" and self.plain(at + 1) == "including") * 2))
        if base is None or base[0].kind != "number":
            return None
        return Atom((Ref("range", (1, base[0].value)),), base[1])

    def middle(self, at: int) -> Atom | None:
        """The middle three; the three in the middle; the ones in between; 中间三张; 中间那几张."""
        if self.plain(at) in _MIDDLE:
            onward = self.skip(at + 1)
            number = self.integer(onward)
            if number is not None and not self.has(onward + 1, "unit", *OTHERS):
                ends = self.noun(onward + 1)
                if ends > onward + 1 or self.plain(at).isascii():
                    return self._middle(number, ends)
                return None
            if self._is_plural(onward):
                return self._inner(max(self.noun(onward), onward + 1))
        number = self.integer(at)
        if number is not None:
            ends = self.noun(at + 1)
            if self.plain(at + 1) in _MIDDLE and self.noun(at + 2) > at + 2 and self.plain(at).isascii():
                return self._middle(number, self.noun(at + 2))
            if self.plain(ends) in _IN_BETWEEN and self.plain(ends).isascii():
                return self._middle(number, ends + 1)
        if self.has(at, *NOUNS) and self.tokens[at].text.lower().endswith("s"):
            onward = at + 1 + (self.plain(at + 1) in ("that are", "that", "who", "which"))
            onward += self.plain(onward) == "are"
            alone = self.plain(onward + 1) not in ("the", "of") and self.integer(onward + 1) is None
            alone = alone and self.kind(onward + 1) != "ordinal"
            if self.plain(onward) in _IN_BETWEEN and alone and self.plain(onward).isascii():
                return self._inner(onward + 1)
        return None

    def _is_plural(self, at: int) -> bool:
        if not self.plain(at):
            return False
        if self.plain(at).isascii():
            return self.has(at, *NOUNS) and self.tokens[at].text.lower().endswith("s")
        return self.plain(at) in _SEVERAL

    def _middle(self, number: int, end: int) -> Atom | None:
        """So many photos around the middle; None: as many as that have no middle here."""
        first = (self.count - number) // 2 + 1
        if not 0 < number < max(self.count, 2) or first < 1:
            return None
        if (self.count - number) % 2:
            return None
        return Atom((Ref("range", (first, first + number - 1)) if number > 1 else Ref("number", first),), end)

    def _inner(self, end: int) -> Atom | None:
        """All but the first and the last."""
        return (
            Atom((Ref("range", (2, self.count - 1)),), end)
            if self.count > 3
            else (Atom((Ref("number", 2),), end) if self.count == 3 else None)
        )

    def outer(self, at: int) -> Atom | None:
        """The outer two; both ends; 两头的两张."""
        plain = self.plain(at)
        if plain == "bookends" or (plain in ("both", "two") and self.plain(at + 1) == "ends"):
            return Atom((Ref("number", 1), Ref("number", -1)), at + 1 + (plain != "bookends"))
        start = at + 1 if self.integer(at) == 2 and self.plain(at + 1) in _OUTER else at
        if self.plain(start) not in _OUTER:
            return None
        onward = start + 1
        while self.plain(onward) in ("的", "那", "这"):
            onward += 1
        counted = self.integer(onward) == 2
        ends = self.noun(onward + counted)
        if not counted and ends == onward:
            return None
        return Atom((Ref("number", 1), Ref("number", -1)), ends)

    def onward(self, found: Atom) -> Atom:
        """A photo that more follow: "3 and up", "from 3 on", "3 to the end", 第三张到最后."""
        ref, end = found.refs[-1], found.end
        if ref.kind != "number" or ref.value < 1 or len(found.refs) != 1:
            return found
        behind = end + 1 if self.plain(end) in ("and", "or", "&") else 0
        if behind and self.plain(behind) in _AND_UP and self._ends_there(behind + 1):
            return Atom((Ref("range", (ref.value, -1)),), behind + 1)
        if self.plain(end) in ("onward", "onwards", "upward", "upwards", "and onwards", "and up"):
            return Atom((Ref("range", (ref.value, -1)),), end + 1)
        moving = any(token.has("move", "put", "swap", "add") for token in self.tokens)
        through = self.plain(end) in ("to", "through", "until", "till", "thru", "up to", "到", "至", "-")
        if through and not moving and self.plain(self.skip(end + 1)) in _TO_THE_END:
            return Atom((Ref("range", (ref.value, -1)),), self.skip(end + 1) + 1)
        return found

    def _ends_there(self, at: int) -> bool:
        """Whether what says "and up" ends there: no photo and no verb's object follows."""
        return (
            at >= len(self.tokens)
            or not (self.kind(at) in ("ordinal", "number", "file") or self.has(at, "it", "a", *NOUNS))
            or self.plain(at) in JOINTS
        )

    def pictured_at(self, at: int) -> Atom | None:
        """The picture at 7 seconds; the photo shown at 0:12; 第7秒的那张."""
        if self.kind(at) == "moment":
            onward = at + 1
            while self.plain(onward) in ("的", "那", "这", "时", "处", "时候", "那个", "出现", "左右"):
                onward += 1
            if onward > at + 1 and self.noun(onward) > onward:
                return Atom((Ref("at", int(self.tokens[at].value * 1000)),), self.noun(onward))
        if not self.has(at, *NOUNS) or not self.plain(at).isascii():
            return None
        onward = at + 1
        while self.plain(onward) in (
            *_BETWEEN_WORDS,
            "you",
            "see",
            "showing",
            "appears",
            "around",
            "at",
            "the",
            "on",
        ):
            onward += 1
        if onward == at + 1 or self.kind(onward) not in ("moment", "duration"):
            return None
        if not any(self.plain(place).split(" ")[-1] == "at" for place in range(at + 1, onward)):
            return None
        end = onward + 1 + (self.plain(onward + 1) in ("mark", "in"))
        return Atom((Ref("at", int(self.tokens[onward].value * 1000)),), end)

    def named_part(self, at: int) -> Atom | None:
        """The one ending in 45; files starting with beach; anything with beach in the name; 名字带海边的."""
        if self.plain(at) in _NAMES:
            return self._part_in_chinese(at + 1)
        if not (self.has(at, *NOUNS, "file", "all") and self.kind(at) == "word"):
            return None
        onward = at + 1
        while self.plain(onward) in (
            *_BETWEEN_WORDS,
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

    def digits(self, at: int) -> Atom | None:
        """Several numbers in a row before one noun: 一三五张, 二四两张."""
        token = self.tokens[at]
        signs = [_HAN_DIGITS.get(sign, 0) for sign in token.plain]
        if token.kind != "number" or len(signs) < 2 or 0 in signs or sorted(set(signs)) != signs:
            return None
        if signs[-1] > self.count or token.value <= self.count:
            return None
        onward = at + 1 + (self.integer(at + 1) == len(signs))
        ends = self.noun(onward)
        return Atom(tuple(Ref("number", sign) for sign in signs), ends) if ends > onward else None

    def counted_named(self, at: int) -> Atom | None:
        """So many photos of a name: 两张海边的."""
        if self.integer(at) is None or self.noun(at + 1) != at + 2 or self.plain(at).isascii():
            return None
        place = at + 2
        token = self.tokens[place] if place < len(self.tokens) else None
        if token is None or not (token.files or token.kind == "file") or self.plain(place + 1) != "的":
            return None
        return Atom(tuple(Ref("file", name) for name in token.files), place + 2)


_HAN_DIGITS = {sign: value for value, sign in enumerate("一二三四五六七八九", 1)}


def _beside(base: Ref, many: int, *, later: bool) -> Ref:
    """The photos after or before another: ``many`` of them, 0 for all."""
    if base.kind == "range":
        base = Ref("number", base.value[1] if later else base.value[0])
    if base.kind != "number":
        return Ref("beside", (base.kind, base.value, many, int(later)))
    value = int(base.value)
    if many == 1:
        return Ref("number", value + 1 if later else value - 1)
    if later:
        return Ref("range", (value + 1, value + many if many else -1))
    return Ref("range", (max(value - many, 1) if many and value > 0 else 1, value - 1))
