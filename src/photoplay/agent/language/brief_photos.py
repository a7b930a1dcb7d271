"""Which photos a brief is to show: all, unless words restrict it: "only …", "without …", 只用, 除了."""

from __future__ import annotations

import re

from photoplay.agent.language.brief_measures import COUNTED, is_all, is_there
from photoplay.agent.language.meaning import Ref, Selection
from photoplay.agent.language.rules import Clause, Context, Mention, Message

_ONLY = re.compile(
    r"\b(?:only|just|solely|exclusively)\b|\b(?:use|using|take|pick|choose|with|from|out of|"
    r"of)\s+(?:only |just )?(?:the )?(?:photos?|pictures?|pics?|images?|numbers?|first|last|"
    r"files?)\b|"
    r"\bnothing but\b|只|仅|就用|就放|光用|用第|选第|选用|挑|取前|用前|用后|就(?:前|后)"
)
_USES = re.compile(
    r"\b(?:use|using|take|pick|choose|from|only|just|include|show|with)\b|只|用|选|挑|仅|取|放"
)
_WITHOUT = re.compile(
    r"\b(?:without|except|excluding|minus|but not|leave out|leaving out|leave .{0,40}\bout|skip|"
    r"skipping|omit|not the|drop|apart from|other than|all but|ignore|exclude|don't (?:use|"
    r"include)|do not (?:use|include)|no need for)\b|"
    r"不要|别(?:放|用|加)|不(?:用|放|加)|去掉|除了|除去|之外|以外|除外|跳过|删掉|先不"
)
#: What photos are made into right behind their mention: "the first three into a clip", 前三张做成….
_MADE_OF = re.compile(
    r"^\s*(?:photos?|pictures?|pics?|images?|ones?|照片|图片?)?\s*(?:into (?:a|an|one)\b|(?:做|剪|"
    r"弄|拼|合|串|搞)(?:成|个|一))"
)
_KINDS = ("number", "range", "half", "every", "file", "words", "clips", "photos", "upright", "lying")
_EDITED = re.compile(
    r"\b(?:hold|longer|shorter|rotate|mirror|flip|black and white|zoom|stay|linger|slower|faster|"
    r"crop|opener?|open with|start with|begin with|write|caption|on the)\b|"
    r"停留|放大|旋转|黑白|写|标|加字|放慢|先放|第一个"
)


def photos_said(message: Message, ctx: Context) -> tuple[Selection | None, frozenset[int]]:
    """Which photos; None: all. And the numbers of the clauses that say nothing else of photos."""
    include: list[Ref] = []
    exclude: list[Ref] = []
    used: set[int] = set()
    for number, clause in enumerate(message.clauses):
        if clause.protects or (clause.quotes and (clause.has("write") or clause.tokens[0].kind == "quote")):
            continue
        for mention in clause.mentions:
            if not _is_sure(clause, mention, ctx):
                continue
            told = _restricts(clause, mention)
            if told in ("without", "but") and clause.has(_CHANGED) and not _SHOWS.search(clause.plain):
                continue  # "black & white except the last photo" leaves no photo out
            if told and (counted := _counted_range(clause, mention)) is not None:
                (include if told == "only" else exclude).append(counted)
                used.add(number)
                continue
            if told == "only":
                include += [
                    ref for ref in mention.selection.include if ref not in include and ref.kind in _KINDS
                ]
                exclude += mention.selection.exclude
            elif told == "without":
                exclude += [
                    *(ref for ref in mention.selection.include if ref.kind in _KINDS),
                    *mention.selection.exclude,
                ]
            elif told == "but":
                exclude += mention.selection.exclude
            if told:
                used.add(number)
    include = [ref for ref in include if ref.kind != "photos" or "clips" not in {one.kind for one in include}]
    if include and exclude and set(exclude) & set(include):
        exclude = [ref for ref in exclude if ref not in include]
    if not include and not exclude:
        return None, frozenset()
    return Selection(tuple(include) or (Ref("all"),), tuple(dict.fromkeys(exclude))), frozenset(used)


_NUMBERS = {sign: number for number, sign in enumerate("零一二三四五六七八九十")} | {"两": 2, "俩": 2}
_RANGE = re.compile(r"(?P<side>前|最后|后|末)面?(?:的)?(?P<count>\d{1,2}|[一二两三四五六七八九十])张")


def _counted_range(clause: Clause, mention: Mention) -> Ref | None:
    """前三张, 后面两张: as a range, also where the numbers are names of files."""
    start = clause.tokens[mention.first].start - clause.start
    for found in _RANGE.finditer(clause.plain):
        if found.start() - 1 <= start < found.end():
            told = found.group("count")
            count = int(told) if told.isdigit() else _NUMBERS[told]
            return Ref("range", (1, count) if found.group("side") == "前" else (-count, -1))
    return None


def _is_sure(clause: Clause, mention: Mention, ctx: Context) -> bool:
    """Whether a mention names photos that are there, by number, place, file or look."""
    if mention.role not in ("", "from", "with", "at", "over", "until"):
        return False
    refs = mention.selection.include
    if is_all(Selection(refs)):
        return bool(mention.selection.exclude) and is_there(Selection(mention.selection.exclude), ctx)
    return all(ref.kind in _KINDS for ref in refs) and is_there(mention.selection, ctx)


#: What is done to photos, and words for showing them at all.
_CHANGED = "look|filter|motion|transition|duration|being-more|being-less|side|frame|border"
_SHOWS = re.compile(
    r"\b(?:use|using|show|include|take|leave|skip|drop|photos? (?:for|in)|make)\b|用|放|做|选|不要|别"
)
_ONLY_BEHIND = re.compile(
    r"^(?: (?:photos|pictures|pics|images))? (?:only|alone|by itself|on its own)\b"
    r"(?! (?:need|should|get|have|has|for|with))"
)


#: One photo that the video is made of: "product video for the first photo".
_MADE_FOR = re.compile(
    r"\b(?:video|slideshow|reel|ad|advert|film|animation|short|promo|teaser|loop|gif) "
    r"(?:for|of|from|using|out of|about) "
    r"(?:my |only |just )*(?:the )?$"
)


def _restricts(clause: Clause, mention: Mention) -> str:
    """What a mention does: "only", "without", "but" (all but some), or "": it restricts nothing."""
    start = clause.tokens[mention.first].start - clause.start
    end = clause.tokens[mention.last].end - clause.start
    before, said = clause.plain[max(0, start - 32) : start], clause.plain[start:end]
    after = clause.plain[end : end + 24]
    if _ONLY_BEHIND.match(after) and not mention.weak:
        return "only"
    refs = mention.selection.include
    if is_all(Selection(refs)):
        return "but"
    if len(refs) == 1 and refs[0].kind == "number" and not mention.weak and _MADE_FOR.search(before):
        return "only"
    if mention.weak and not _ONLY.search(before):
        return ""
    if all(ref.kind in ("file", "words") for ref in refs) and not re.search(
        r"\bonly\b|\bjust\b|\bwithout\b|\bexcept\b|\bskip\b|\bleave\b|只|仅|不要|除", f"{before}{after}"
    ):
        return ""
    if _EDITED.search(before + after) and not re.search(r"\bonly\b|\bjust\b|只|仅", before):
        return ""
    if _WITHOUT.search(before) or re.match(
        r"\s*(?:先)?(?:不要|别|不用|不放|除外|之外|以外|去掉|都?先不)", after
    ):
        return "without"
    if len(refs) == 1 and refs[0].kind in ("range", "half", "every") and _MADE_OF.match(after):
        return "only"
    counted = (
        COUNTED.search(clause.plain[max(0, start - 2) : end + 8]) is not None
        or len(refs) > 1
        or refs[0].kind in ("range", "half", "every", "clips", "photos", "upright", "lying")
    )
    if counted and (_ONLY.search(f"{before}{said}") or (len(refs) > 1 and _USES.search(before))):
        return "only"
    return (
        "only"
        if re.search(r"\bonly\b|\bjust\b|只|仅", before)
        and not re.search(r"\bjust (?:a|make|put|want)\b", before)
        else ""
    )
