"""Names of files in what was typed: whole, without their ending, or as plain words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from rapidfuzz.distance import OSA

from photoplay.agent.language.lemmas import bases
from photoplay.agent.language.lexicon import lexicon
from photoplay.agent.language.text import fold, is_han
from photoplay.agent.subjects import SUBJECTS

_ENDING = re.compile(r"\.[a-z0-9]{2,5}$")
_ANY_ENDING = re.compile(
    r"\.(?:jpe?g|png|webp|heic|heif|avif|gif|mp4|mov|avi|webm|mkv|mp3|wav|m4a|aac|ogg|flac|cube)(?![a-z0-9])"
)
_ANY_FILE = re.compile(r"[^\s\"'，。；、：,;:!?！？（）()「」《》“”]{1,80}?" + _ANY_ENDING.pattern)
_PARTS = re.compile(r"[^\W\d_\u3400-\u9fff]+|[\u3400-\u9fff]+")
_LEAST_STEM = 2
#: Shorter names are too near to others to be found with a slip in them.
_LEAST_SLIPPED = 4
#: Words for kinds of things: said without an ending they mean the thing, not a file that is called so.
THINGS = frozenset(
    (
        "img", "dsc", "dscn", "dscf", "pxl",
        "logo", "brand", "music", "song", "audio", "sound", "bgm", "track", "video", "film", "clip", "movie",
        "photo", "photos", "image", "picture", "pic", "title", "text", "caption", "cover", "标志", "商标", "徽标",
        "音乐", "歌", "歌曲", "视频", "片", "照片", "图片", "图", "标题", "文字", "字幕", "封面",
    )
)  # fmt: skip

#: Signs that are words for what photos show and stand in too many other words.
_EVERYWHERE = frozenset("家店门面票包菜马火雨云草球窗")


def _stem(name: str) -> str:
    return _ENDING.sub("", name)


@cache
def _said_of() -> Mapping[str, tuple[str, ...]]:
    """Subject -> words for it that say nothing else to the planner: "dog" is 狗 and "puppy" too."""
    words = lexicon()
    found: dict[str, tuple[str, ...]] = {}
    for word, subject in SUBJECTS.items():
        concepts = words.phrase([words.forms(word) or (word,)], 0)[1]
        says = any(not one.startswith(("look:", "filler")) for one in concepts)
        if not says and word not in _EVERYWHERE and len(word) > (0 if is_han(word[0]) else 2):
            found[subject] = (*found.get(subject, ()), word)
    return found


class Names:
    """The bin's names, ready to be found in folded text."""

    def __init__(self, names: Iterable[str]) -> None:
        """Takes names as in the bin, in the order of upload."""
        self.known = tuple(dict.fromkeys(names))
        self._whole: dict[str, str] = {}
        self._stems: dict[str, tuple[str, ...]] = {}
        self._other_words: set[str] = set()
        #: Every word of every name: never mended.
        self.words = frozenset(part for name in self.known for part in _PARTS.findall(_stem(fold(name))))
        for name in self.known:
            folded = fold(name).strip()
            self._whole.setdefault(folded, name)
            stem = _stem(folded).strip()
            if stem in THINGS:
                continue
            self._stems[stem] = (*self._stems.get(stem, ()), name)
            glued = re.sub(r"[\W_]+", "", stem)
            if glued != stem and len(glued) > 4 and glued.isascii():
                self._stems[glued] = (*self._stems.get(glued, ()), name)
            spoken = " ".join(_PARTS.findall(stem))
            if spoken in THINGS:
                continue
            if spoken and spoken != stem and (len(spoken) > _LEAST_STEM or self._is_series(spoken)):
                self._stems[spoken] = (*self._stems.get(spoken, ()), name)
        for stem, named in list(self._stems.items()):
            for word in _said_of().get(SUBJECTS.get(stem, ""), ()):
                if word not in self._stems or word in self._other_words:
                    self._stems[word] = (*self._stems.get(word, ()), *named)
                    self._other_words.add(word)
        #: Chinese words that are whole names without their endings.
        self.han = frozenset(stem for stem in self._stems if stem and all(is_han(sign) for sign in stem))
        for digits, named in self._numbered().items():
            if len(named) == 1 and digits not in self._stems:
                self._stems[digits] = named
        #: Names that are looked for as they stand: with signs, digits or several words in them.
        self._odd = sorted(
            (stem for stem in self._stems if _is_odd(stem)),
            key=len, reverse=True,
        )  # fmt: skip

    def _is_series(self, spoken: str) -> bool:
        """Whether a short Chinese word names some files that are counted, and says nothing else: 自拍1, 自拍2."""
        if len(spoken) < _LEAST_STEM or not all(map(is_han, spoken)):
            return False
        named = sum(_stem(fold(name)).strip().startswith(spoken) for name in self.known)
        words = lexicon()
        return 2 * named <= len(self.known) and not words.phrase([words.forms(spoken) or (spoken,)], 0)[1]

    def _numbered(self) -> dict[str, tuple[str, ...]]:
        """Numbers of four digits and more that cameras put into names: "2044" is IMG_2044.jpg."""
        found: dict[str, tuple[str, ...]] = {}
        for name in self.known:
            for digits in set(re.findall(r"\d{4,}", _stem(fold(name)))):
                found[digits] = (*found.get(digits, ()), name)
        return found

    def whole(self, text: str) -> str:
        """The file whose full name this is, or ""."""
        return self._whole.get(fold(text).strip(), "")

    def stems(self, word: str) -> tuple[str, ...]:
        """Files that are called this, but for the ending."""
        for form in bases(word) if word.isascii() else (word,):
            if len(form) >= (1 if is_han(form[0]) else _LEAST_STEM) and form in self._stems:
                return self._stems[form]
        return ()

    def spans(self, plain: str, taken: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, str, bool]]:
        """Where names stand in folded text: (start, end, name, whether it is the full name), none overlapping.

        Args:
            plain: Folded text.
            taken: Spans that are not looked into.
        """
        busy = bytearray(len(plain))
        for start, end in taken:
            busy[start:end] = b"\x01" * (end - start)
        for wanted, name in sorted(self._whole.items(), key=lambda item: -len(item[0])):
            yield from self._places(plain, busy, wanted, name, is_full=True)
        for match in _ANY_FILE.finditer(plain) if _ANY_ENDING.search(plain) else ():
            if not any(busy[match.start() : match.end()]):
                busy[match.start() : match.end()] = b"\x01" * (match.end() - match.start())
                yield match.start(), match.end(), self._near(match.group()) or match.group(), True
        for stem in self._odd:
            yield from self._places(plain, busy, stem, self._stems[stem][0], is_full=False)

    def _near(self, typed: str) -> str:
        """The one file that a full name with a slip in it can only mean; "": there is none, or more than one."""
        digits = re.findall(r"\d+", typed)
        near = [
            name
            for wanted, name in self._whole.items()
            if re.findall(r"\d+", wanted) == digits
            and _ENDING.findall(wanted) == _ENDING.findall(typed)
            and len(_stem(typed)) >= _LEAST_SLIPPED
            and OSA.distance(_stem(typed), _stem(wanted)) <= (1 if len(_stem(typed)) < 9 else 2)
        ]
        return near[0] if len(near) == 1 else ""

    def _places(
        self, plain: str, busy: bytearray, wanted: str, name: str, *, is_full: bool
    ) -> Iterator[tuple[int, int, str, bool]]:
        at = plain.find(wanted) if wanted else -1
        while at >= 0:
            end = at + len(wanted)
            if not any(busy[at:end]) and _stands_alone(plain, at, end):
                busy[at:end] = b"\x01" * (end - at)
                yield at, end, name, is_full
            at = plain.find(wanted, end)


def _is_odd(stem: str) -> bool:
    """Whether a name is no plain word: it has signs or digits in it, and is no short number."""
    return len(stem) > _LEAST_STEM and not stem.isalpha() and (len(stem) > 3 or not stem.isdigit())


def _stands_alone(plain: str, start: int, end: int) -> bool:
    def runs_on(inside: str, outside: str) -> bool:
        return (
            inside.isalnum()
            and outside.isalnum()
            and is_han(inside) == is_han(outside)
            and not is_han(inside)
        )

    if plain[start:end].isdigit() and plain[end : end + 1] in ("年", "-", "/", ".", "x", "p"):
        return False
    before = start > 0 and runs_on(plain[start], plain[start - 1])
    after = end < len(plain) and runs_on(plain[end - 1], plain[end])
    return not before and not after
