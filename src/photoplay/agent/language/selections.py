"""From words to photos: "the last two", "all but the first", "the beach one", 第二到第四张, 除了第一张."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from photoplay.agent.language.meaning import Ref, Selection
from photoplay.agent.language.mention import Mention, MentionRole
from photoplay.agent.language.naming import JOINTS, MOST_REFS, NOUNS, THROUGH, Atom
from photoplay.agent.language.naming_places import ByPlace, beside_that
from photoplay.agent.language.tokens import Token
from photoplay.agent.language.told_beside import excepts_wish, stood_there


class Finder(ByPlace):
    """Reads the photos that some tokens speak of."""

    def atom(self, at: int) -> Atom | None:
        """What is named from ``at`` on."""
        if at >= len(self.tokens):
            return None
        for attempt in _ATTEMPTS:
            found = attempt(self, at)
            if found is not None:
                return found
        return None

    def listed(self, at: int) -> Atom | None:
        """A list or range of atoms: "1, 4 and 5", "the first and the last", 第二到第四张."""
        found = self.atom(at)
        if found is None:
            return None
        found = self.onward(found)
        refs, end, weak = list(found.refs), found.end, found.weak
        while len(refs) < MOST_REFS:
            joint = self.plain(end)
            onward = end + 1
            if self.integer(end) is not None and self._is_spaced(end, refs[-1], weak):
                refs, end = [*refs, Ref("number", self.integer(end))], end + 1
                continue
            if self._is_glued(end, refs[-1]):
                nxt = self.ordinal(end)
                if nxt is not None and nxt.end > end + 1:
                    refs, end, weak = [*refs, *nxt.refs], nxt.end, False
                    continue
            if self.plain(onward) in ("and", "和", "还有") and joint in JOINTS:
                onward += 1
            if joint in THROUGH and self.plain(at - 1) in ("from", "从") and self.is_transition:
                break
            nxt = self._after_that(onward, refs[-1]) if joint in JOINTS or joint in THROUGH else None
            if joint in ",，" and (
                refs[-1].kind == "it" or self.has(at - 1, "not") or self.has(at - 2, "not")
            ):
                break
            if nxt is not None and joint in ",，" and self._says_again(onward, nxt, refs):
                end = nxt.end
                continue
            if nxt is not None and joint in ",，" and nxt.refs[0].kind in ("others", "all", "photos", "it"):
                break
            if (nxt is None or nxt.weak) and refs[-1].kind == "number" and (joint in THROUGH or not weak):
                nxt = self.counted(onward) or nxt
            if (
                nxt is None
                or (nxt.weak and refs[-1].kind != "number" and not weak)
                or self._tells(nxt.end, refs)
            ):
                break
            if joint in THROUGH:
                first, last = refs[-1], nxt.refs[0]
                if (
                    first.kind != "number"
                    or last.kind != "number"
                    or (joint in _WHERETO and self._is_destination(at, first, last))
                ):
                    break
                refs[-1] = Ref("range", (first.value, last.value))
            else:
                refs += [one for ref in nxt.refs if (one := beside_that(ref, refs[-1])) not in refs]
            # One sure member makes the others sure: "photos 1 and 4".
            weak = weak and nxt.weak and not self.has(nxt.end - 1, *NOUNS)
            end = nxt.end
        return self._between(refs, end) or Atom(tuple(refs), self._summed_up(end, refs), weak)

    def _is_glued(self, at: int, last: Ref) -> bool:
        """Whether another order word follows at once: 第四第五张."""
        if self.kind(at) != "ordinal" or not self.plain(at).startswith("第") or last.kind != "number":
            return False
        return self.tokens[at].start == self.tokens[at - 1].end and not self.has(at - 1, "move", "put")

    def _says_again(self, at: int, other: Atom, refs: Sequence[Ref]) -> bool:
        """Whether the same photo is only told in other words: "the third, the one with my mom"."""
        if len(refs) > 1 or refs[0].kind != "number" or other.refs[0].kind != "words":
            return False
        return self.plain(self.skip(at)) == "one"

    def _after_that(self, at: int, last: Ref) -> Atom | None:
        """The next member of a list, which may be named by its place beside the one before: 第3张跟它后面那张."""
        spoken = self.spoken
        if last.kind == "number" and last.value > 0:
            self.spoken = int(last.value)
        found = self.atom(self.skip(at))
        self.spoken = spoken
        return found

    def _between(self, refs: Sequence[Ref], end: int) -> Atom | None:
        """What stands between two photos: 第一张和第三张之间的那张."""
        if len(refs) != 2 or any(ref.kind != "number" or ref.value < 1 for ref in refs):
            return None
        if self.plain(end) not in ("之间", "中间", "当中") or self.plain(end + 1) != "的":
            return None
        first, last = sorted(int(ref.value) for ref in refs)
        if last - first < 2:
            return None
        one = last - first == 2
        return Atom(
            (Ref("number", first + 1) if one else Ref("range", (first + 1, last - 1)),), self.noun(end + 2)
        )

    def _summed_up(self, end: int, refs: Sequence[Ref]) -> int:
        """Where a list ends with 这三张 taken in: 第2到第4这三张."""
        at = end + (self.plain(end) in ("这", "那", "these", "those"))
        size = sum(ref.value[1] - ref.value[0] + 1 if ref.kind == "range" else 1 for ref in refs)
        if self.integer(at) != size or size < 2 or (at == end and self.plain(at).isascii()):
            return end
        ends = self.noun(at + 1)
        return ends if ends > at + 1 else end

    def _is_spaced(self, at: int, last: Ref, weak: bool) -> bool:
        """Whether a number goes on with a list that has no commas: "photo 1 2 and 3"."""
        if weak or last.kind != "number" or self.kind(at - 1) != "number":
            return False
        return not self.has(at + 1, "unit", *NOUNS) and bool(
            self.integer(at + 1) or self.plain(at + 1) in JOINTS
        )

    def _tells(self, at: int, refs: Sequence[Ref]) -> bool:
        """Whether the member before ``at`` begins a command of its own: "the first longer, the second …"."""
        return refs[-1].kind == "all"


#: Between two photos these may say where the first one goes.
_WHERETO = frozenset(("to", "到", "到第", "-", "~", "until", "till"))

_ATTEMPTS: tuple[Callable[[Finder, int], Atom | None], ...] = (
    Finder.neighbour, Finder.pictured_at, Finder.named_part, Finder.beside, Finder.middle, Finder.outer, Finder.digits,
    Finder.behind, Finder.counted_named, Finder.counted_ordinal, Finder.ranged, Finder.one_with, Finder.every,
    Finder.ordinal, Finder.from_side,
    Finder.numbered, Finder.everything, Finder.others, Finder.new, Finder.file, Finder.spoken_of,
    Finder.described, Finder.plural, Finder.bare,
)  # fmt: skip


_BE = frozenset(("are", "is", "can be", "can stay", "look", "looks", "stay", "were", "seem"))
_FINE = frozenset(("fine", "ok", "okay", "good", "great", "perfect", "alright", "right", "unchanged"))


def _role(finder: Finder, first: int, end: int, found_before: bool) -> MentionRole:
    """What photos are to the command, by the words before and after them."""
    before = first - 1
    while finder.plain(before) in ("the", "my", "our", "第", "place", "of"):
        before -= 1
    after = finder.plain(end)
    if finder.integer(end + 1) is not None or finder.plain(end + 1) in ("几", "的"):
        after = ""
    if after in ("后面", "之后", "后", "后边", "以后", "的后面", "后头"):
        return "after"
    if after in ("前面", "之前", "前", "前边", "以前", "的前面", "前头"):
        return "before"
    if after in ("之间", "中间", "当中"):
        return "between"
    word = finder.plain(before)
    for role in ("before", "after", "between", "over"):
        if finder.has(before, role) and not (
            before >= 0 and finder.plain(before) in ("后面", "前面", "后", "across")
        ):
            return role
    if finder.has(first, "other") and finder.plain(end) in _BE and finder.plain(end + 1) in _FINE:
        return "aside"  # "the others are fine how they are"
    if word == "where":
        return "to"
    if word in ("than", "比") or (word == "as" and finder.plain(before - 2) == "as"):
        return "aside"  # what it is compared with: "half as long as the others"
    moving = any(token.has("move", "put", "swap") for token in finder.tokens)
    if (
        word
        in (
            "当",
            "当做",
            "作为",
            "当作",
            "做",
            "放",
            "成",
            "变成",
            "排",
            "排到",
            "放到",
            "as",
            "become",
            "becomes",
        )
        and found_before
        and _is_place(finder, first)
    ):
        return "to"
    if word.endswith("into") and any(token.has("motion") for token in finder.tokens):
        return ""
    if word.endswith("into") or (word == "to" and finder.has(before - 1, "transition")):
        return "into"
    if word in ("with", "by") or (word in ("换成", "替换成", "替换为") and before >= 0):
        return "with"
    if word in ("from", "从", "starting from", "starting with", "since"):
        return "from"
    if word in ("until", "till", "up to", "到", "至", "移到", "挪到", "放到", "放在", "搬到", "调到"):
        return "to"
    if word in ("to", "onto"):
        return "to" if moving else ""
    return ""


def _is_place(finder: Finder, at: int) -> bool:
    return finder.kind(at) == "ordinal" or finder.has(at, "end", "start", "last-place", "first-place")


#: Between a photo and the place where it goes.
_LEADING_TO = frozenset((
    "the", "very", "be", "is", "as", "to", "to be", "should be", "at", "a",
    "should", "also", "go", "goes", "come", "comes",
))  # fmt: skip


def _is_wished_there(finder: Finder, it: Mention, first: int) -> bool:
    """Whether "that" is to be something: "I would like that to be the very last one"."""
    between = [finder.plain(place) for place in range(it.last + 1, first)]
    return it.selection.include[0].kind == "it" and between[:2] in (["to", "be"], ["to be", "the"])


def _is_destination(finder: Finder, found: Sequence[Mention], first: int) -> bool:
    """Whether an order word right behind another photo is where that one goes: "make the dog photo the first one"."""
    if not found or finder.kind(first) != "ordinal":
        return False
    if found[-1].weak and not _is_wished_there(finder, found[-1], first):
        return False
    between = [finder.plain(place) for place in range(found[-1].last + 1, first)]
    return all(word in _LEADING_TO for word in between)


def mentions(tokens: Sequence[Token], count: int, spoken: int = 0) -> tuple[Mention, ...]:
    """All photos that tokens speak of, in order, with exclusions made.

    Args:
        tokens: Of one clause.
        count: How many photos and clips there are.
        spoken: Number of the one that was spoken of last; 0: not known.
    """
    finder = Finder(tokens, count, spoken)
    found: list[Mention] = []
    at, excluding = 0, -1
    while at < len(tokens) and len(found) < MOST_REFS:
        excepts = tokens[at].has("except") and tokens[at].plain not in ("之外", "以外", "除外", "besides")
        if excepts or (tokens[at].plain in _LESS and _are_all(found, at)):
            excluding, at = (-1 if excepts_wish(tokens, at) else at), at + 1
            continue
        atom = finder.listed(at)
        if atom is None:
            at += 1
            continue
        if found and _is_told_again(tokens[found[-1].last + 1 : at], atom):
            at = max(atom.end, at + 1)
            continue
        if excluding >= 0:
            _exclude(found, atom, excluding)
            excluding = -1
        elif not _repeats(found, atom, tokens[at]):
            role = _role(finder, at, atom.end, bool(found))
            role = "to" if not role and _is_destination(finder, found, at) else role
            role = "aside" if not role and found and stood_there(tokens, at) else role
            if role == "from" and _starts_there(found, atom):
                at = max(atom.end, at + 1)
                continue
            atom = _counted_from(found, atom, finder)
            found.append(Mention(Selection(atom.refs), at, atom.end - 1, role, atom.weak))
        at = max(atom.end, at + 1)
    return tuple(found)


def _starts_there(found: list[Mention], atom: Atom) -> bool:
    """Whether it is said afterwards where every other one begins: "every second photo, starting from the first"."""
    every = found[-1].selection.include[0] if found else None
    begin = atom.refs[0]
    if every is None or every.kind != "every" or begin.kind != "number" or len(atom.refs) > 1:
        return False
    found[-1] = replace(found[-1], selection=Selection((Ref("every", (every.value[0], begin.value)),)))
    return True


def _counted_from(found: list[Mention], atom: Atom, finder: Finder) -> Atom:
    """Every other one, or all, from where the clause said that they begin: "starting with the second, every other"."""
    ref, start = atom.refs[0], found[-1] if len(found) == 1 else None
    if (
        start is None
        or start.role != "from"
        or ref.kind not in ("every", "all", "photos")
        or len(atom.refs) > 1
    ):
        return atom
    begin = start.selection.include[0]
    is_counted = finder.plain(start.first - 1) != "from" and finder.plain(start.first - 2) != "from"
    if begin.kind != "number" or not (is_counted or ref.kind == "every"):
        return atom
    found.pop()
    refs = (
        (Ref("every", (ref.value[0], begin.value)),)
        if ref.kind == "every"
        else (Ref("range", (begin.value, -1)),)
    )
    return Atom(refs, atom.end, atom.weak)


#: Behind all photos these leave some out.
_LESS = frozenset(("minus", "bar", "barring", "besides", "sans", "but", "save", "beside"))


def _are_all(found: Sequence[Mention], at: int) -> bool:
    return (
        bool(found) and found[-1].last == at - 1 and found[-1].selection.include[0].kind in ("all", "photos")
    )


def _is_told_again(between: Sequence[Token], atom: Atom) -> bool:
    """Whether a photo is described once more: 第三张，就是我妈那张."""
    said = any(token.plain in ("就是", "也就是", "即", "就是那张", "that's", "i.e.") for token in between)
    return (
        said
        and atom.refs[0].kind == "words"
        and all(token.kind == "punct" or token.has("filler", "this") for token in between)
    )


def _exclude(found: list[Mention], atom: Atom, at: int) -> None:
    """Takes photos out of those named just before, or out of all."""
    if (
        found
        and not found[-1].weak
        and found[-1].selection.include[0].kind
        in ("all", "range", "photos", "half", "every", "clips", "file", "beside")
    ):
        last = found.pop()
        excluded = tuple(_nth_of(last.selection.include, ref) for ref in atom.refs)
        selection = Selection(last.selection.include, (*last.selection.exclude, *excluded))
        found.append(Mention(selection, last.first, atom.end - 1, last.role))
    else:
        found.append(Mention(Selection((Ref("all"),), atom.refs), at, atom.end - 1))


def _nth_of(refs: Sequence[Ref], ref: Ref) -> Ref:
    """The first one of some files: "all the beach photos except the first one"."""
    if ref.kind != "number" or any(one.kind != "file" for one in refs) or abs(ref.value) > len(refs):
        return ref
    named: Ref = refs[ref.value - 1 if ref.value > 0 else ref.value]
    return named


#: Behind photos these say that all of those are meant.
_ALL_OF_THEM = frozenset(("统统", "全部", "全都", "一律", "统一", "通通", "all", "全体"))


def _repeats(found: list[Mention], atom: Atom, token: Token) -> bool:
    """除了第一张，其他照片都…: the others are what is left already; 后两张每张5秒: each of those."""
    if not found or found[-1].weak or found[-1].role:
        return False
    if (
        token.plain in _ALL_OF_THEM
        and atom.refs == (Ref("all"),)
        and (atom.end - found[-1].last == 2 or (atom.end - found[-1].last == 3 and not token.plain.isascii()))
    ):
        found[-1] = replace(found[-1], last=atom.end - 1)
        return True  # 第三张往后统统…: all of those
    if not found[-1].selection.exclude and not (token.has("every") and found[-1].last + 4 > 0):
        return False
    if {ref.kind for ref in atom.refs} <= {"all", "others", "photos"}:
        last = found[-1]
        found[-1] = Mention(last.selection, last.first, atom.end - 1, last.role)
        return True
    return False
