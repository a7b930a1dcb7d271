"""Photos named otherwise: by file, by what they show, "every other one", "the others", "these"."""

from __future__ import annotations

from photoplay.agent.language.lexicon_ground import AMOUNTS, LITTLE, RELATIONS, VERBS
from photoplay.agent.language.meaning import Ref
from photoplay.agent.language.naming import JOINTS, MOST_REFS, NOUNS, OTHERS, SKIPPED, Atom
from photoplay.agent.language.naming_numbers import ByNumber

_UPRIGHT = frozenset(
    ("portrait", "vertical", "upright", "tall", "竖", "竖的", "竖着的", "竖版", "竖向", "竖拍", "竖构图")
)

_LYING = frozenset(
    ("landscape", "horizontal", "wide", "横", "横的", "横着的", "横版", "横向", "横拍", "横构图")
)

_STILLS = frozenset(("still", "static"))

#: Families whose words say more about the command than about a file of that name.
_COMMON = (*LITTLE, *RELATIONS, *VERBS, *AMOUNTS, "photo", "one", "motion")

#: No more than so many describing words.
_MOST_WORDS = 4

#: Nouns at the end of phrases such as "all photos", "each picture".
_PLURALS = frozenset(
    ("photo", "photos", "picture", "pictures", "pic", "pics", "image", "images", "slide", "slides")
)


class ByWords(ByNumber):
    """Ways of naming photos by words."""

    def every(self, at: int) -> Atom | None:
        """Every other photo; every third; each picture; 每张; 单数的照片."""
        plain = self.plain(at)
        if self.has(at, "odd"):
            return Atom((Ref("every", (2, 1)),), self.noun(self.skip(at + 1)))
        if self.has(at, "even") or (plain == "even" and self.noun(at + 1) > at + 1):
            return Atom((Ref("every", (2, 2)),), self.noun(self.skip(at + 1)))
        if plain in ("每隔一张", "隔一张", "每隔", "alternate"):
            onward = at + 1 + (self.integer(at + 1) is not None)
            return Atom((Ref("every", (2, 1)),), self.noun(onward))
        if plain == "每" and self.plain(at + 1) == "隔" and (gap := self.integer(at + 2)) is not None:
            return Atom((Ref("every", (gap + 1, 1)),), self.noun(at + 3))
        if plain == "隔" and (gap := self.integer(at + 1)) is not None and self.noun(at + 2) > at + 2:
            return Atom((Ref("every", (gap + 1, 1)),), self.noun(at + 2))
        if self.has(at, "each", "every", "all") and plain.split(" ")[-1] in _PLURALS and " " in plain:
            return Atom((Ref("all"),), at + 1)
        if not self.has(at, "every"):
            return None
        if self.plain(at + 1) == "other" or self.has(at + 1, "other"):
            return Atom((Ref("every", (2, 1)),), self.noun(at + 2))
        if self.kind(at + 1) == "ordinal" and int(self.tokens[at + 1].value) > 1:
            step = int(self.tokens[at + 1].value)
            return Atom((Ref("every", (step, step)),), self.noun(at + 2))
        ends = self.noun(at + 1)
        if self.plain(at + 1) == "of" and self.has(at + 2, "it", "this"):
            return Atom((Ref("all"),), at + 3)
        if ends > at + 1 or plain.endswith(("张", "幅", "张照片", "张图", "张图片")):
            return Atom((Ref("all"),), ends)
        return None

    def everything(self, at: int) -> Atom | None:
        """All photos; everything; all three; 所有照片; both."""
        if not self.has(at, "all") or self.plain(at) in (
            "都",
            "全",
            "整个",
            "whole",
            "entire",
            "video",
            "一切",
        ):
            return None
        onward = self.skip(at + 1)
        if self.is_other(onward) or self.kind(onward) in ("duration", "quote"):
            return None
        if (described := self.described(onward)) is not None and (
            not self.has(onward, *NOUNS) or self.plain(onward) in _UPRIGHT | _LYING
        ):
            return described
        if (named := self.file(onward)) is not None and not named.weak and self.has(named.end - 1, *NOUNS):
            return named
        if self.plain(onward) == "stills" or (self.plain(onward) in _STILLS and self.has(onward + 1, *NOUNS)):
            return Atom((Ref("photos"),), max(self.noun(onward), onward + 1))
        if self.integer(onward) is not None:
            onward += 1
        ends = self.noun(self.skip(onward))
        if ends == onward and self.plain(at) in ("整体", "both", "throughout", "entirely", "统一", "一律"):
            return Atom((Ref("all"),), at + 1, weak=True)
        return Atom((Ref("all"),), max(ends, at + 1))

    def spoken_of(self, at: int) -> Atom | None:
        """It; that one; this photo; 这张; 它; these photos."""
        if self.has(at, "it"):
            return Atom((Ref("it"),), at + 1, weak=True)
        if not self.has(at, "this") or (self.has(at, "filler") and self._is_told_apart(at + 1)):
            return None
        many = self.plain(at) in ("these", "这些", "这几", "这几张")
        onward = at + 1
        if self.integer(onward) is not None:
            onward, many = onward + 1, True
        ends = self.noun(onward)
        if self.has(at, "one") or ends > onward:
            if self.has(at, *OTHERS) or self.is_other(onward):
                return None
            counted = self.integer(at + 1)
            if counted is not None and counted < self.count and self.spoken >= 0 and self.has(at, "this"):
                many = False  # 这两张: those that were spoken of
            return Atom((Ref("all" if many else "it"),), max(ends, at + 1))
        if self.is_other(onward) or not self.ends_number(onward):
            return None
        if many and onward > at + 1 and not self.has(onward, "unit", *OTHERS):
            return Atom((Ref("all" if self.plain(at) == "these" else "it"),), onward)
        return Atom((Ref("it"),), at + 1, weak=True)

    def _is_told_apart(self, at: int) -> bool:
        """Whether words follow that say which: 那个 dog 的 photo."""
        if self.kind(at) == "ordinal" or self.plain(at) in ("最后", "倒数", "前", "后", "头"):
            return True
        if at >= len(self.tokens) or self.has(at, *NOUNS):
            return False
        return self.file(at) is not None or self.described(at) is not None

    def others(self, at: int) -> Atom | None:
        """The others; the rest; 其他照片; 剩下的."""
        if self.plain(at) == "另外" and self.integer(at + 1) is not None and self.noun(at + 2) > at + 2:
            return Atom((Ref("others"),), self.noun(at + 2))
        if not self.has(at, "other"):
            return None
        onward = self.skip(at + 1)
        if self.is_other(onward):
            return None
        if self.integer(onward) is not None and not self._is_their_length(onward):
            onward += 1
        return Atom((Ref("others"),), max(self.noun(self.skip(onward)), at + 1))

    def _is_their_length(self, at: int) -> bool:
        """Whether a number behind "the rest" is how long they are, its unit said before: "5 s and the others 2"."""
        timed = any(token.kind == "duration" for token in self.tokens[:at])
        ends = self.kind(at + 1) in ("", "newline") or self.plain(at + 1) in tuple(",.;!，。；！")
        return timed and ends

    def new(self, at: int) -> Atom | None:
        """The new photos; the ones I just uploaded; 新上传的照片."""
        if not self.has(at, "new"):
            return None
        onward = at + 1
        while self.plain(onward) in (
            "的",
            "那",
            "这",
            "上传",
            "传",
            "uploaded",
            "added",
            "几",
            "two",
            "three",
        ) or self.integer(onward):
            onward += 1
        ends = self.noun(onward)
        if (
            ends > onward
            or self.tokens[at].has("one")
            or (self.plain(at) not in ("new", "新", "latest") and not self.is_other(onward))
        ):
            return Atom((Ref("new"),), max(ends, at + 1))
        return None

    def file(self, at: int) -> Atom | None:
        """By name: beach.jpg, IMG_2041, "beach" of beach.jpg."""
        if at >= len(self.tokens):
            return None
        token = self.tokens[at]
        if token.kind not in ("file", "word") or not (token.files or token.kind == "file"):
            return None
        if token.kind == "file" and token.plain.rsplit(".", 1)[-1] in (
            "mp3",
            "wav",
            "m4a",
            "aac",
            "ogg",
            "flac",
        ):
            return None
        refs = tuple(Ref("file", name) for name in token.files) or (Ref("file", token.value),)
        onward = at + 1
        while self.plain(onward) in ("的", "那", "这", "'s"):
            onward += 1
        ends = self._several_of(onward)
        weak = token.kind == "word" and ends == onward and self._is_rather_a_word(at)
        return Atom(refs[:MOST_REFS], ends if ends > onward else at + 1, weak=weak)

    def _several_of(self, at: int) -> int:
        """Where the noun behind a name ends, counted or not: 海边那两张; ``at``: there is none."""
        pointed = self.plain(at - 1) in ("那", "这")
        counted = pointed and (self.integer(at) is not None or self.plain(at) == "几")
        if counted and self.noun(at + 1) > at + 1:
            return self.noun(at + 1)
        return self.noun(at)

    def _is_rather_a_word(self, at: int) -> bool:
        """Whether a word that is a file's name too ("red") says here what it says elsewhere."""
        token = self.tokens[at]
        if not token.concepts or self.counts:
            return False
        if not token.has("color"):
            begins = not at or self.plain(at - 1) in JOINTS
            if begins and (
                self.kind(at + 1) in ("duration", "number")
                or self.plain(at + 1) in ("should", "needs", "goes")
            ):
                return False
            return token.has(*OTHERS, *_COMMON)
        lettered = any(one.has(*OTHERS, "it", "frame", "background", "color-word") for one in self.tokens)
        return lettered or self.plain(at - 1) in ("in", "color", "用")

    def described(self, at: int) -> Atom | None:
        """The lake picture; the one with the dog; 有狗的那张; the portrait photos."""
        if self.kind(at) != "word":
            return None
        if self.plain(at + 1) in ("开头", "打头") and self.plain(at + 2) == "的":
            after = at + 3 + (self.integer(at + 3) is not None)
            return Atom((Ref("words", self.tokens[at].text),), self.noun(after))
        words: list[str] = []
        place = at
        while place < len(self.tokens) and len(words) < _MOST_WORDS and self._describes(place):
            words.append(self.tokens[place].text.removesuffix("'s").removesuffix("’s"))
            place += 1
        if not words and self.plain(at - 1) in ("the", "that", "this") and self._is_quality(at):
            words, place = [self.tokens[at].text], at + 1
        onward = place
        while self.plain(onward) in ("的", "那", "这"):
            onward += 1
        if words and onward > place and self._several_of(onward) > onward + 1 and self.integer(onward):
            onward += 1  # 海边那两张
        if not words or not self.has(onward, *NOUNS) or self.integer(onward + 1) is not None:
            return None
        plain = " ".join(self.plain(number) for number in range(at, place))
        ends = self.noun(onward)
        if plain in _UPRIGHT:
            return Atom((Ref("upright"),), ends)
        if plain in _LYING:
            return Atom((Ref("lying"),), ends)
        glue = "" if words[0] and not words[0].isascii() else " "
        said = glue.join(words).strip()
        if said.startswith("有") and len(said) > 1:
            said = said[1:]
        return Atom((Ref("words", said.removesuffix("的")),), ends)

    def _is_quality(self, at: int) -> bool:
        """Whether a known word tells one photo from the others: "the blurry one"."""
        noun = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        if noun is None or not noun.has(*NOUNS) or noun.text.lower().endswith("s"):
            return False
        known = self.tokens[at]
        if known.plain in ("wrong", "right", "correct"):
            return False
        return bool(known.concepts) and not known.has(
            *LITTLE, *RELATIONS, *VERBS, *NOUNS, *OTHERS, "layout", "motion", "kind"
        )

    def _describes(self, at: int) -> bool:
        token = self.tokens[at]
        if (token.files and not token.concepts) or token.plain in ("wrong", "right", "correct", "another"):
            return False
        if (
            token.kind != "word"
            or token.plain in SKIPPED
            or token.has("filler", "this", "every", "all", "other", "not", "new")
        ):
            return (
                token.plain in ("有", "拍") and at + 1 < len(self.tokens) and not self.tokens[at + 1].concepts
            )
        if token.plain in _UPRIGHT or token.plain in _LYING:
            return not token.has("photo") or self.has(at + 1, *NOUNS)
        return not token.concepts

    def one_with(self, at: int) -> Atom | None:
        """The one in the middle; The one with the dog; the photo of the cake; the picture where we dance."""
        if self.has(at, *NOUNS) and self.plain(at + 1) == "in the middle" and self.count:
            return Atom((Ref("number", (self.count + 1) // 2),), at + 2)
        slot = at + 2 + (self.plain(at + 2) == "the")
        if self.has(at, *NOUNS) and self.plain(at + 1) in ("in", "at", "on") and self.has(slot, "slot"):
            number = self.integer(slot + 1)
            return Atom((Ref("number", number),), slot + 2) if number is not None else None
        if self.has(at, *NOUNS) and self.plain(at + 1) == "right" and self.plain(at + 2) == "in the middle":
            return Atom((Ref("number", (self.count + 1) // 2),), at + 3) if self.count else None
        if not self.has(at, *NOUNS) or self.plain(at + 1) not in (
            "with",
            "of",
            "where",
            "showing",
            "that shows",
            "in which",
            "who",
        ):
            return None
        place = at + 2
        while self.plain(place) in (
            "the",
            "a",
            "an",
            "my",
            "our",
            "his",
            "her",
            "us",
            "we",
            "is",
            "are",
            "i",
            "and",
        ):
            place += 1
        if self.has(place, "logo"):
            return Atom((Ref("logo"),), place + 1)
        if self.kind(place) == "file":
            return Atom((Ref("file", self.tokens[place].value),), place + 1)
        words: list[str] = []
        while place < len(self.tokens) and len(words) < 3 and self.kind(place) == "word":
            token = self.tokens[place]
            if (
                token.concepts
                and not (not words and token.has("color"))
                and not (token.plain in ("and", "in", "on", "the") and words)
            ):
                break
            words.append(token.text)
            place += 1
        while words and words[-1].lower() in ("and", "in", "on", "the"):
            words.pop()
            place -= 1
        return Atom((Ref("words", " ".join(words)),), place) if words else None

    def plural(self, at: int) -> Atom | None:
        """The photos; clips; 照片."""
        token = self.tokens[at]
        if token.kind != "word" or not token.has("photo", "clip") or self.kind(at - 1) == "number":
            return None
        text = token.text.lower()
        if token.has("clip") and not token.has("photo"):
            return Atom((Ref("clips"),), at + 1, weak=True)
        if text.isascii() and not text.endswith("s"):
            return (
                Atom((Ref("it"),), at + 1, weak=True) if self.plain(at - 1) in ("the", "my", "this") else None
            )
        return Atom((Ref("photos"),), at + 1) if len(text) > 1 and not text.startswith("张") else None
