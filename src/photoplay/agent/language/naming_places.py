"""Photos named by where they stand: "everything after the third", "the middle three", 中间那几张, "3 and up"."""

from __future__ import annotations

from photoplay.agent.language.lexicon_ground import words
from photoplay.agent.language.meaning import Ref
from photoplay.agent.language.naming import JOINTS, NOUNS, OTHERS, Atom
from photoplay.agent.language.naming_parts import BETWEEN_WORDS, ByPart

_LATER = frozenset(words("past, beyond, onwards from, later than"))
_EARLIER = frozenset(words("preceding, earlier than"))
_UP_TO = frozenset(words("up to, until, till, up until, through, thru"))
_ANYTHING = frozenset(words("everything, anything, everyone, everybody, whatever, stuff, all"))
_SINGLES = frozenset(words("photo, picture, pic, image, shot, slide, img"))
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
_SEVERAL = frozenset(words("", "几张 那几张 这几张 几 那些 的几张 都"))

#: Ways of naming the photos beside the one spoken of, without spaces, longest first.
_NEIGHBOURS = (
    (("theonebeforeit", "theonebeforethat", "onebeforeit", "onebeforethat", "theonebefore", "thepreviousone",
      "thepreviousphoto", "previousone", "previousphoto", "previouspicture", "它前面那张", "它前面的那张", "它前一张",
      "它上一张", "前面那张", "前面那一张", "上一张", "前一张"), -1),
    (("theoneafterit", "theoneafterthat", "oneafterit", "oneafterthat", "theoneafter", "thenextone", "thenextphoto",
      "nextone", "nextphoto", "nextpicture", "它后面那张", "它后面的那张", "它后一张", "它下一张", "后面那张",
      "后面那一张", "下一张", "后一张"), 1),
)  # fmt: skip


class ByPlace(ByPart):
    """Ways of naming photos by their place among the others."""

    def neighbour(self, at: int) -> Atom | None:
        """The one before it; the next photo; 上一张; 它后面那张: counted from the one that was spoken of."""
        if not 0 < self.spoken <= self.count:
            return None
        if (around := self._around(at)) is not None:
            return around
        head = self.plain(at).replace(" ", "")
        for signs, step in _NEIGHBOURS:
            for sign in signs:
                end = self._spans(at, sign) if sign.startswith(head) else 0
                if end:
                    number = self.spoken + step
                    end = self.noun(end)
                    return Atom((Ref("number", number),), end) if 0 < number <= self.count else None
        return None

    def _around(self, at: int) -> Atom | None:
        """前后两张; the ones on either side."""
        end = 0
        for sign in (
            "前后两张",
            "前后各一张",
            "左右两张",
            "旁边两张",
            "theonesoneitherside",
            "thephotosoneitherside",
        ):
            end = end or (self._spans(at, sign) if sign.startswith(self.plain(at).replace(" ", "")) else 0)
        near = (self.spoken - 1, self.spoken + 1)
        refs = tuple(Ref("number", number) for number in near if 0 < number <= self.count)
        return Atom(refs, end) if end else None

    def _spans(self, at: int, phrase: str) -> int:
        """Where a phrase that begins at ``at`` ends; 0: it does not stand there."""
        said, end = "", at
        while end < len(self.tokens) and len(said) < len(phrase):
            said += self.plain(end).replace(" ", "")
            end += 1
        return end if said == phrase else 0

    def beside(self, at: int) -> Atom | None:
        """Everything after the third; the two before the last; the one right before photo 4."""
        head = self._head(at)
        if head is None:
            return None
        many, onward = head
        while self.plain(onward) in BETWEEN_WORDS:
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
            return 0, self.noun(onward) if self.has(onward, *NOUNS) else onward
        if self.has(at, "other") and plain.isascii():
            return 0, max(self.noun(at + 1), at + 1)
        number = self.integer(at)
        if number is not None:
            ends = self.noun(at + 1)
            pointed = ends > at + 1 or self.plain(at - 1) in ("the", "those", "these", "other")
            return (number, ends) if pointed else None
        if not self.has(at, *NOUNS) or not plain.isascii() or self.integer(at + 1) is not None:
            return None
        if self.tokens[at].text.lower().endswith("s") or plain in ("ones", "those"):
            return 0, at + 1
        return (1, at + 1) if plain == "one" or (plain in _SINGLES and not self.places) else None

    def _base(self, at: int) -> tuple[Ref, int] | None:
        """The photo that others stand beside: one that is named by number, by file or by words."""
        if self.plain(at) in ("last longer", "last a bit longer", "last shorter"):
            return Ref("number", -1), at  # "the one before last longer by a second"
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
            if self.plain(at + 1) == "的" and self.noun(at + 2) == at + 2 and self._names_ends(at):
                return self._inner(at + 2)  # 头尾各5秒，中间的2秒
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

    def _names_ends(self, at: int) -> bool:
        """Whether the first and the last were named before: then the middle is all between them."""
        return any(token.plain in ("头尾", "首尾", "一头一尾", "两头", "两端") for token in self.tokens[:at])

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

    def behind(self, at: int) -> Atom | None:
        """后面的都黑白; "the ones after": all behind the photos that were spoken of just before."""
        later = self.plain(at) in ("后面", "后边", "之后", "往后", "再往后")
        if not later or self.plain(at + 1) != "的":
            return None
        onward = at + 2
        ends = self.noun(onward)
        if ends == onward and not self.has(onward, "all"):
            return None
        if self.integer(onward) is not None or not 0 < self.spoken < self.count:
            return None
        return Atom((Ref("range", (self.spoken + 1, -1)),), max(ends, onward))

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
        through = self.plain(end) in ("to", "through", "until", "till", "thru", "up to", "到", "至", "-")
        if through and not self.places and self.plain(self.skip(end + 1)) in _TO_THE_END:
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
            *BETWEEN_WORDS,
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

    def digits(self, at: int) -> Atom | None:
        """Several numbers in a row before one noun: 一三五张, 二四两张."""
        token = self.tokens[at]
        plain = token.plain
        if plain[-1:] in _COUNTERS and len(plain) - 1 == _COUNTERS[plain[-1:]]:
            plain = plain[:-1]  # 二四两张
        signs = [_HAN_DIGITS.get(sign, 0) for sign in plain]
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
        if token is None:
            return None
        if not (token.files or token.kind == "file") or self.plain(place + 1) != "的":
            return self._counted_words(place)
        return Atom(tuple(Ref("file", name) for name in token.files), place + 2)

    def _counted_words(self, at: int) -> Atom | None:
        end = at
        while (
            end < min(at + 4, len(self.tokens)) and self.kind(end) == "word" and not self.tokens[end].concepts
        ):
            end += 1
        if end == at or self.plain(end) != "的" or self.plain(at).isascii():
            return None
        return Atom((Ref("words", "".join(token.text for token in self.tokens[at:end])),), end + 1)


_COUNTERS = {"两": 2, "三": 3, "四": 4}
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


def beside_that(ref: Ref, base: Ref) -> Ref:
    """A photo beside "it", where a list has named it just before: "the first one and the one after it"."""
    if ref.kind != "beside" or ref.value[0] != "it" or base.kind not in ("number", "range"):
        return ref
    return _beside(base, int(ref.value[2]), later=bool(ref.value[3]))
