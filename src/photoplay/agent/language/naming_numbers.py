"""Photos named by number: "the third", "photos 2-4", "the last two", 倒数第二张, 头尾两张."""

from __future__ import annotations

import re

from photoplay.agent.language.lexicon_ground import LITTLE, RELATIONS, VERBS, words
from photoplay.agent.language.meaning import Ref
from photoplay.agent.language.naming import (
    COUNTS_PHOTOS,
    JOINTS,
    NOUNS,
    OTHERS,
    SKIPPED,
    THROUGH,
    Atom,
    Looks,
)

#: After "make 3 …" these say nothing of photo 3.
_NO_PREDICATES = (*LITTLE, *RELATIONS, *VERBS, *NOUNS, *OTHERS, "unit", "more")


#: Behind a bare number they make it a photo: "2 is too dark".
_TELLS = frozenset(words("is, looks, should, needs, isn't, was, feels, could, has, deserves, goes"))

#: P2: the second picture.
_PAGE = re.compile(r"p(\d{1,2})")
_NUMBERS = frozenset(words("number, numbers, no, nos, #, nr, nrs, num, nums", "编号"))
_AHEAD = frozenset(
    words("opening", "前 头 打头 领头 开篇 排头 最前 最前面 开头 前面 首 最开始 开始 开场 片头 最前面的")
)
_BEHIND = frozenset(
    words("closing, ending", "后 最后 压轴 殿后 收尾 压尾 垫底 末 末尾 最后面 后面 结尾 片尾 最末 尾 最尾")
)
_MIDDLE = frozenset(words("middle, the middle", "中间 正中间 最中间"))
_SINGULARS = frozenset(words("photo, picture, pic, image, shot, slide, one, clip, frame"))
_FIRSTS = frozenset(("opening", "starting", "first"))
_LASTS = frozenset(("closing", "ending", "last", "final"))


def _from_an_end(number: int, *, ahead: bool) -> Ref:
    """So many photos from the beginning, or from the end."""
    if number == 1:
        return Ref("number", 1 if ahead else -1)
    return Ref("range", (1, number) if ahead else (-number, -1))


class ByNumber(Looks):
    """Ways of naming photos by their numbers."""

    def ordinal(self, at: int) -> Atom | None:
        """The third; the first two; the last half; 第三张; 倒数第二张."""
        if self.kind(at) != "ordinal":
            return None
        value = int(self.tokens[at].value)
        if abs(value) > max(self.count, 20):
            return None
        if (several := self._last_several(at, value)) is not None:
            return several
        onward = at + 1
        if self.has(onward, "half") or self.plain(onward) in ("half", "一半", "半"):
            which = "first" if value == 1 else "second"
            return Atom((Ref("half", which),), self.noun(self.skip(onward + 1)))
        number = self.integer(onward)
        if number is None and self.plain(onward) in ("few", "several", "几"):
            number = 3
        if number is not None and not self.is_other(onward + 1) and abs(value) == 1:
            ends = self.noun(onward + 1)
            refs = Ref("range", (1, number)) if value == 1 else Ref("range", (-number, -1))
            return Atom((refs if number > 1 else Ref("number", value),), ends)
        if self.is_other(onward) or self.kind(onward) in ("percent", "ratio"):
            return None
        if self.kind(onward) == "duration" and abs(value) == 1 and not self._is_paired(at, onward):
            return None
        ends = self.noun(onward)
        if (since := self._since(at, ends, value)) is not None:
            return since
        if (beyond := self._beyond(ends, value)) is not None:
            return beyond
        sure = (
            ends > onward or self.tokens[at].plain.startswith(("第", "倒数")) or self.plain(at - 1) in SKIPPED
        )
        sure = (
            sure
            or self.plain(at - 1) in JOINTS
            or self.plain(onward) in JOINTS
            or self.plain(at) not in ("first", "last", "second", "final")
        )
        return Atom((Ref("number", value),), ends, weak=not sure)

    def counted_ordinal(self, at: int) -> Atom | None:
        """The two last ones; three first photos."""
        number, onward = self.integer(at), at + 1
        if number is None or number < 2 or self.kind(onward) != "ordinal" or not self.plain(at).isascii():
            return None
        value, ends = int(self.tokens[onward].value), self.noun(onward + 1)
        pointed = self.plain(at - 1) in ("the", "my", "those", "these", "our")
        if abs(value) != 1 or not (ends > onward + 1 or pointed) or self.is_other(onward + 1):
            return None
        return Atom((_from_an_end(number, ahead=value == 1),), max(ends, onward + 1))

    def _last_several(self, at: int, value: int) -> Atom | None:
        """Such as 倒数两张, the last two, but 倒数第二张 is one; and "the last pic but one"."""
        onward = at + 1
        if value < -1 and self.plain(at).startswith("倒数") and "第" not in self.plain(at):
            ends = self.noun(onward)
            return Atom((Ref("range", (value, -1)),), ends) if ends > onward else None
        ends = self.noun(onward)
        if (
            value == -1
            and ends > onward
            and self.plain(ends) == "but"
            and self.plain(ends + 1) in ("one", "two")
        ):
            return Atom((Ref("number", -2 if self.plain(ends + 1) == "one" else -3),), ends + 2)
        return None

    def _beyond(self, end: int, value: int) -> Atom | None:
        """Such as 第三张之后的全部, 第三张前面的照片, 第三张后面那张."""
        side = self.plain(end)
        later = side in ("之后", "后面", "以后", "后边", "往后")
        if not (later or side in ("之前", "前面", "以前", "前边")) or value < 0:
            return None
        behind = end + 1 + (self.plain(end + 1) == "的")
        if self.plain(behind) in ("那张", "一张", "那一张"):
            return Atom((Ref("number", value + 1 if later else max(value - 1, 1)),), behind + 1)
        counted = self.has(behind, "all", "other") or self.plain(behind) in (
            "照片",
            "图片",
            "图",
            "几张",
            "那些",
            "都",
        )
        if not counted and not (behind > end + 1 and self.has(behind, "remove")):
            return None
        ends = behind + 1 if self.has(behind, "all", "other", "photo") else behind
        return Atom((Ref("range", (value + 1, -1) if later else (1, value - 1)),), self.noun(ends))

    def _is_paired(self, at: int, duration: int) -> bool:
        """Whether "the last 8s" says how long the last one is: nothing else is said, so no part of a film."""
        rest = [*self.tokens[:at], *self.tokens[duration + 1 :]]
        return all(
            token.kind == "punct" or token.has("filler", "and", "but", "then") or token.plain == "each"
            for token in rest
        )

    def _since(self, at: int, end: int, value: int) -> Atom | None:
        """Such as "from the third photo on", 从第二张开始, and 从第二张开始每隔一张."""
        begins = self.plain(end) in (
            "开始",
            "起",
            "往后",
            "以后",
            "之后",
            "onward",
            "onwards",
            "on",
            "起都",
            "后",
        )
        ahead = [self.plain(place) for place in range(max(0, at - 2), at)]
        behind = end + 1 + (self.plain(end + 1) in ("往后", "之后", "以后"))
        led = {"from", "从", "由", "自", "starting from", "starting with"} & set(ahead)
        onward = self.plain(end) in ("开始", "起") and (behind > end + 1 or self.has(behind, "all", "every"))
        if not begins or not (led or onward):
            return None
        if self.plain(behind) == "每" and self.plain(behind + 1) == "隔":
            gap = self.integer(behind + 2) or 1
            return Atom((Ref("every", (gap + 1, value)),), self.noun(behind + 3))
        if self.plain(behind) in ("每隔", "每隔一张", "隔", "隔一张"):
            after = behind + 1 + (self.integer(behind + 1) is not None)
            return Atom((Ref("every", (2, value)),), self.noun(after))
        return Atom((Ref("range", (value, -1)),), behind)

    def from_side(self, at: int) -> Atom | None:
        """前两张, 后三张, 最后两张, 最后一张, the opening photo, the middle one."""
        plain = self.plain(at)
        if (phrase := self._in_a_phrase(at)) is not None:
            return phrase
        if plain in _MIDDLE and (ends := self.noun(at + 1)) > at + 1 and self.count:
            return Atom((Ref("number", (self.count + 1) // 2),), ends)
        if plain not in _AHEAD | _BEHIND or self._begins_a_name(at):
            return None
        ahead = plain in _AHEAD
        onward = at + 1
        if plain == "最后" and self.kind(onward) == "ordinal" and self.plain(onward).startswith("第"):
            place = int(self.tokens[onward].value)
            ends = self.noun(onward + 1)
            return Atom((Ref("number", -place),), ends) if ends > onward + 1 and place > 1 else None
        while self.plain(onward) in ("的", "面", "面的", "那", "这"):
            onward += 1
        if self.plain(onward) in ("一半", "半", "半部分", "半段"):
            return Atom((Ref("half", "first" if ahead else "second"),), self.noun(self.skip(onward + 1)))
        number = self.integer(onward)
        if number is not None or self.plain(onward) in ("几", "几张"):
            ends = self.noun(onward + 1)
            if ends == onward + 1 and self.plain(onward) != "几张":
                return None
            return Atom((_from_an_end(number or 3, ahead=ahead),), ends)
        ends = self.noun(onward)
        if self.plain(onward) in ("那段", "这段") and self.plain(onward + 1) in (
            "视频",
            "影片",
            "录像",
            "片段",
        ):
            ends = onward + 2
        if ends > onward and not self.is_other(onward):
            return Atom((Ref("number", 1 if ahead else -1),), ends)
        return None

    def _in_a_phrase(self, at: int) -> Atom | None:
        """The opener; 头尾两张; "opening photo" where the lexicon holds it as one."""
        plain = self.plain(at)
        if plain in ("opener", "closer"):
            lettered = any(token.has(*OTHERS[:6]) for token in self.tokens if token.plain != plain)
            return None if lettered else Atom((Ref("number", 1 if plain == "opener" else -1),), at + 1)
        if plain in ("头尾", "首尾", "一头一尾", "first and last"):
            number = 1 if self.integer(at + 1) is not None else 0
            return Atom((Ref("number", 1), Ref("number", -1)), self.noun(at + 1 + number))
        words = plain.split(" ")
        if len(words) > 1 and words[-1] in _SINGULARS and words[-2] in _FIRSTS | _LASTS:
            return Atom((Ref("number", 1 if words[-2] in _FIRSTS else -1),), at + 1)
        return None

    def _begins_a_name(self, at: int) -> bool:
        """Whether 开头的 is about a name: DSC 开头的两张."""
        latin = self.kind(at - 1) in ("word", "file") and self.plain(at - 1).isascii()
        return latin and self.plain(at) in ("开头", "开始") and self.plain(at + 1) == "的"

    def numbered(self, at: int) -> Atom | None:
        """Photo 3; photos 2-4; number four; #5; 图3; 3号."""
        onward = at + 1
        if (page := _PAGE.fullmatch(self.plain(at))) and int(page.group(1)) <= max(self.count, 1):
            return Atom((Ref("number", int(page.group(1))),), onward)
        if self.plain(at) == "p" and (number := self.integer(onward)) is not None and number <= self.count:
            return Atom((Ref("number", number),), onward + 1)
        if self.has(at, "photo", "clip") and self.kind(at) == "word":
            if self.plain(onward) in ("number", "no", "nr", "num", "#", "编号"):
                onward += 1
                if self.plain(onward) == ".":
                    onward += 1
            number = self.integer(onward)
            if number is None or not self.ends_number(onward + 1):
                return None
            return Atom((Ref("number", number),), onward + 1)
        if self.plain(at) in _NUMBERS:
            if self.plain(onward) == ".":
                onward += 1
            number = self.integer(onward)
            if number is not None and self.ends_number(onward + 1):
                return Atom((Ref("number", number),), self.noun(onward + 1))
        number = self.integer(at)
        if number is not None and self.plain(onward) in ("号", "号图", "号照片", "号位"):
            return Atom((Ref("number", number),), self.noun(onward + 1))
        return None

    def ranged(self, at: int) -> Atom | None:
        """Two numbers with "to" between: 2-4, "2 to 4", 二到四张."""
        first, last = self.integer(at), self.integer(at + 2)
        if first is None or last is None or self.plain(at + 1) not in THROUGH or first >= last:
            return None
        if self.has(at + 3, "unit", *OTHERS):
            return None
        ends = self.noun(at + 3)
        placed = self.plain(at - 1) in ("on", "of", "for", "only") or self.has(
            at - 1, "photo", "only", "except"
        )
        if not (ends > at + 3 or placed or self.counts) and self._is_destination(
            at, Ref("number", first), Ref("number", last)
        ):
            return None
        return Atom((Ref("range", (first, last)),), ends, weak=not (ends > at + 3 or placed or self.counts))

    def bare(self, at: int) -> Atom | None:
        """A number alone: a photo where the clause removes, swaps, moves … photos."""
        number = self.integer(at)
        if number is None or "signed" in self.tokens[at].concepts or number > max(self.count, 30):
            return None
        if (self.has(at + 1, *NOUNS, "unit", *OTHERS) and self.plain(at + 1) != "still") or self.plain(
            at + 1
        ) in ("of", "more", "times", "things", "thing", "changes", "edits", "steps"):
            return None
        if (
            at
            and self.tokens[at - 1].end == self.tokens[at].start
            and self.plain(at - 1).isascii()
            and self.plain(at - 1).isalpha()
        ):
            return None
        before = self.plain(at - 1)
        listed = (before in JOINTS or before in THROUGH) and self.kind(at - 2) == "number"
        listed = listed or (self.plain(at + 1) in JOINTS | {"-", "~"} and self.kind(at + 2) == "number")
        placed = self.has(
            at - 1, "before", "after", "between", "remove", "keep", "swap", "only", "except"
        ) or before in ("on", "of", "for", "in")
        ends = at + 1 >= len(self.tokens) or self.plain(at + 1) in JOINTS or self.kind(at + 1) == "punct"
        if before in ("on", "for") and ends and number <= self.count and not self.has(at - 2, "page"):
            return Atom((Ref("number", number),), at + 1)
        starts = at == 0 or before in JOINTS or self.has(at - 1, "but", "filler")
        if starts and number <= self.count and self.plain(at + 1) in _TELLS:
            return Atom((Ref("number", number),), at + 1)
        if starts and number <= self.count and self._looks_so(at + 1):
            return Atom((Ref("number", number),), at + 1)
        sure = (self.counts and (placed or listed)) or (listed and before in ("on", "for", "of", "in"))
        sure = sure or (placed and self.counts) or self._is_object(at, number)
        return Atom((Ref("number", number),), at + 1, weak=not sure)

    def _looks_so(self, at: int) -> bool:
        """Whether a look follows a bare number: "1 in bw", "2 sepia"."""
        onward = at + (self.plain(at) in ("in", "to", "as", ":", "："))
        return self.has(onward, "look")

    def _is_object(self, at: int, number: int) -> bool:
        """Whether a number right behind a verb or "on" is a photo: "tint 2 …", "hold 3 still"."""
        if (
            number > self.count
            or not at
            or self.kind(at + 1) in ("number", "duration", "percent")
            or at + 1 >= len(self.tokens)
        ):
            return False
        before = self.tokens[at - 1]
        if before.plain == "make":
            follows = self.tokens[at + 1]
            return bool(follows.concepts) and not follows.has(*_NO_PREDICATES)
        if before.kind != "word" or before.has("into", "until", "volume", "with", "change"):
            return before.plain == "on" and self.plain(at + 1) in JOINTS
        return before.plain in ("on", "hold", "tint") or (
            before.has(*COUNTS_PHOTOS) and before.text.isascii()
        )

    def counted(self, at: int) -> Atom | None:
        """A further number of a list with the noun behind it: 第一、三、四张."""
        number = self.integer(at)
        ends = self.noun(at + 1)
        return Atom((Ref("number", number),), ends) if number is not None and ends > at + 1 else None
