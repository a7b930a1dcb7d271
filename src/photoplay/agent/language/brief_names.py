"""Who or what a brief is about: names of people, products, places of business and events, exactly as spelled."""

from __future__ import annotations

import re

from photoplay.agent.language.brief_page import Page, is_wish
from photoplay.agent.language.lexicon import lexicon
from photoplay.agent.language.lexicon_briefs import PEOPLE_WORDS, PLATFORM_WORDS
from photoplay.agent.language.lexicon_names import BREAKS, COMMON, NO_NAMES, OCCASION_NOUNS, SOFT, THING_NOUNS
from photoplay.agent.language.phrases import Phrases
from photoplay.agent.language.text import is_han

_PEOPLE = "|".join(sorted((re.escape(one) for one in PEOPLE_WORDS if one.isascii()), key=len, reverse=True))
_PLACES = Phrases(PLATFORM_WORDS)

#: A word that is written like a name: a capital, or a capital inside, letters of any script but Chinese.
#: Names have bounds, so that no text keeps their patterns busy.
_CAP = r"(?:[A-ZÀ-ÖØ-ÞĀ-Ž][\w'’]{0,40}(?:[-.&][A-ZÀ-Þ]?\w{1,40}){0,4}|[a-z]{1,3}[A-Z]\w{1,40})"
_LINK = r"(?:(?:of|the|de|da|del|di|van|von|der|la|le|al|bin|at|for|in) ){1,2}"
RUN = (
    rf"{_CAP}(?: (?:& )?(?:{_LINK})?{_CAP}| ?['’]?\d{{1,4}}(?!\d|[ -]?(?:s|sec\w*|seconds?|min\w*|"
    rf"am|pm|km|photos?|pictures?|pics?|images?|%|x|:|st|nd|rd|th)\b|:\d|,\d)){{0,14}}"
)
PEOPLE_RUN = rf"(?:(?:Mrs?|Ms|Dr|Prof)\. )?{_CAP}(?: (?:(?:van|von|de|da|del|la|le|bin|al) )?{_CAP}){{0,8}}"
_AND = r"(?:\s?(?:&|\+)\s?|\s(?:and|und|et|y|n|x)\s)"
_PAIR = rf"{PEOPLE_RUN}(?:{_AND}{PEOPLE_RUN})?"
_DEAR = (
    rf"(?:(?i:{_PEOPLE}|cute|dear|lovely|little|beautiful|sweet|amazing|old|late|new|dearest|"
    rf"beloved|wonderful|youngest|eldest|oldest|baby|bestie|best|friend|friend's|"
    r"friends|bride|couple|dog|cat|puppy|kitten|horse|pet|rabbit|mate|boss|coach|client|colleague|"
    r"teammate|one and only|great|big|older|younger|twin|former|neighbour|pup|bunny|hamster)[\s,]+)"
)
_NAMED = re.compile(
    rf"\b(?i:called|named|nicknamed|name is|name's|name was|names are|names were|names?:|known as|"
    rf"name of|names?)\s+(?P<name>{_PAIR}(?: \d{{1,3}}\b)?)"
)
_BRIDE = re.compile(
    rf"\b[Bb]ride\W+(?:is |named |"
    rf"called )?(?P<she>{PEOPLE_RUN})[\s,;&]+(?:and )?(?:the )?[Gg]room\W+(?:is |named |"
    rf"called )?(?P<he>{PEOPLE_RUN})|"
    rf"\b[Gg]room\W+(?:is |named |"
    rf"called )?(?P<h2>{PEOPLE_RUN})[\s,;&]+(?:and )?(?:the )?[Bb]ride\W+(?:is |named |"
    rf"called )?(?P<s2>{PEOPLE_RUN})"
)
_MARRIED = re.compile(
    rf"\b(?P<he>{PEOPLE_RUN}),?\s+(?i:(?:is |are |was |just |got |has |finally |getting |"
    rf"recently )*(?:marries|married|marrying|wed|weds|engaged to|marry|to marry|"
    rf"wedding))\s+(?:(?i:her|his|to|my|our|the|sweetheart|fiance|fiancee|partner|boyfriend|"
    rf"girlfriend|best friend)\s+)*(?P<she>{PEOPLE_RUN})"
)
_COUPLE = re.compile(rf"\b(?P<name>{PEOPLE_RUN}{_AND}{PEOPLE_RUN})")
_KIN = re.compile(
    rf"\b(?:(?i:my|our|his|her|the|their|of|to|for|dear)\s+{_DEAR}{{1,3}}|(?i:my|our|his|her|"
    rf"their)\s+(?:[a-z-]+ ){{1,3}})(?:,\s*)?(?P<name>{_PAIR})"
)
_OWNED = re.compile(
    rf"(?P<name>{_PAIR})['’]s?\s+(?i:(?:big |first |second |special |upcoming |surprise |"
    rf"\d{{0,3}}(?:st|nd|rd|th)? ?){{0,3}}(?:{OCCASION_NOUNS}))|(?P<own>{_PAIR})['’]s?\s+■"
)
_DOES = re.compile(
    rf"\b(?P<name>{_PAIR}),?\s+(?i:(?:is |are |was |has |have |just |will be |who is |who's |who |"
    rf"finally )*(?:turn(?:s|ed|ing)?\b|turnig|■|graduat\w+|retir\w+|passed|said yes|got engaged|"
    rf"getting married|"
    r"got married|to find|leaves|leaving|is leaving|tie the knot|tying the knot|are engaged|"
    r"celebrates?|born|died|starts school))"
)
_FOR = re.compile(
    rf"\b(?i:for|of|about|to|celebrat\w+|honou?r\w*|congratulat\w+|remember\w*|farewell|goodbye|"
    rf"memory of|tribute to|surprise|starring|featuring)\s+(?:(?i:my|our|the|his|"
    rf"her)\s+)?{_DEAR}{{0,3}}(?P<name>{_PAIR})"
)
_ABOUT = re.compile(
    rf"\b(?i:about|introducing|meet|featuring|welcoming|announcing|celebrating|honou?ring|"
    rf"starring)\s+(?:(?i:our|my|the|a|his|her)\s+)?(?:(?!(?:in|at|to|from|of|"
    rf"on)\b)[a-z-]+ ){{0,3}}(?P<name>{_PAIR})"
)
_GREETED = re.compile(
    rf"\b(?i:happy (?:■+|birthday|anniversary|retirement)|congratulations|congrats|welcome|goodbye|"
    rf"farewell|thank you)\s*,?\s+(?P<name>{_PAIR})"
)
_HEADED = re.compile(
    r"\b(?i:videos?|vids?|clip|reel|film|montage|slideshow|ads?|recipe|announcement|announcing|"
    r"sale|rent|promo|demo|pitch|showreel|listing|trailer|teaser|let|event|invitation|invite|launch|"
    r"showcase|tour|"
    r"hiring|wanted|tribute|flyer|opening|run|race|walk|gig|concert|play|fair|market|talk|"
    r"workshop|class|course|dinner|exhibition|conference|festival|party|fundraiser|match|"
    r"tournament|night)\s*(?::|\s?[-–—])\s+(?:the |our |a )?"
    r"(?P<name>(?:(?:19|"
    r"20)\d\d )?[A-ZÀ-Þ][^,.;:!?\n□■()]{1,48}?(?:, [Cc]lass of ['’]?\d\d+)?)(?=\s*(?:[,.;:!?\n□■(]|"
    r"$))"
)
_COHORT = re.compile(r"\b[Cc]lass of (?:(?:19|20)\d\d|['’]\d\d)\b")
_OF_NOUNS = re.compile(
    rf"\b(?i:{THING_NOUNS})(?:,| is| is called| called| named|:)?(?: the| our| a)? (?P<name>{RUN})"
)
_IS_IT = re.compile(
    rf"\b(?i:it's|its|it is|this is|these are|they're|meet)\s+(?i:the|a|an|our|"
    rf"my)?\s*(?P<name>{RUN}(?: (?:[a-z]+)(?=[,.;]|$))?)"
)
_THING = re.compile(
    rf"\b(?i:(?:{THING_NOUNS})(?:,| is| is called| called| named|:|\s[-–—])?(?: the| our| a)?|"
    rf"launch(?:ing)?(?: of)?(?: the| our)?|introducing(?: the| our)?|presenting(?: the)?|"
    rf"meet(?: the)?|"
    rf"(?:promos?|ads?|advert|commercial|teaser|trailer|video|vid|clip|reel|spot|film|showcase|"
    rf"announcement|slideshow|listing|tour|invitation|montage|intro|page|something) (?:for|of|"
    rf"about|on|to promote|promoting)(?: the| our| my| new){{0,2}}|(?:for|sell(?:ing)?|promote|"
    rf"promoting|advertis\w+|present|presenting|run|own|opening)(?: the| our| my| new|"
    rf" a){{0,2}})\s+(?P<name>{RUN})"
)
_LONE = re.compile(rf"(?<![A-Za-z0-9@#./'’-])(?P<name>{RUN})")
_BEFORE_PLACE = re.compile(
    r"\b(?:in|at|from|near|on|to|around|via|with|by|and|through)\s+(?:the |our |my )?$", re.IGNORECASE
)


def person_named(page: Page, *, is_couple: bool) -> str:
    """Name of a person, or of a couple; empty: none is said."""
    own = page.own
    wed = _BRIDE.search(own)
    if wed is not None:
        return " & ".join(name for name in wed.groups() if name)
    patterns = (_NAMED, _MARRIED, _COUPLE, _OWNED, _KIN, _DOES, _GREETED, _FOR)
    if not is_couple:
        patterns = (_NAMED, _MARRIED, _OWNED, _KIN, _DOES, _GREETED, _FOR, _COUPLE)
    for pattern in patterns:
        for found in pattern.finditer(own):
            name = _told(found, own)
            if name and (pattern is not _COUPLE or re.search(r"&|\+|\b(?:and|und|et|y|n|x)\b", name)):
                return name
    return _in_small_letters(page)


def _told(found: re.Match[str], own: str) -> str:
    if found.re is _MARRIED:
        he, she = (
            tidy(found.group("he"), own, found.start("he")),
            tidy(found.group("she"), own, found.start("she")),
        )
        return f"{he} & {she}" if he and she else he or she
    group = "own" if found.re is _OWNED and not found.group("name") else "name"
    start = found.start(group)
    style = _STYLED.search(own[:start])
    if style is not None and not _opens_sentence(own, style.start()):
        start = style.start()
    return tidy(own[start : found.end(group)], own, start)


#: A form of address that is part of the name: "Coach Delgado", "Aunt Carmen".
_STYLED = re.compile(
    r"\b(?:Coach|Aunt|Auntie|Uncle|Grandma|Grandpa|Granny|Gran|Nana|Nan|Oma|Opa|Dr|Doctor|Sir|"
    r"Captain|Professor|Sister|Brother|Father|Mr|Mrs|Ms|Miss|Chef|Teacher)\.? $"
)


def tidy(name: str, own: str, at: int) -> str:
    """The part of a run of capitals that is a name; empty: none is."""
    if at < 0 or not name:
        return ""
    name = _GREETING.sub("", name)
    parts = name.split(" ")
    article = parts[0] if parts[0] in ("The", "THE") and len(parts) > 2 else ""
    while parts and (
        (_is_no_name(parts[0]) and not _is_of_name(parts, own, at))
        or (_opens_sentence(own, at) and _first_word(parts[0]) and len(parts) > 1)
    ):
        at += len(parts[0]) + 1
        parts = parts[1:]
        while parts and parts[0] in ("and", "&", "+", "of", "the", "for", "in", "at"):
            at += len(parts[0]) + 1
            parts = parts[1:]
    kept: list[str] = []
    for part in parts:
        if part in _JOINTS and kept:
            kept.append(part)
            continue
        if (
            _is_no_name(part)
            and not (not kept and _is_of_name(parts, own, at))
            and (not kept or re.sub(r"['’]s?$", "", part.casefold()) in BREAKS)
        ):
            break
        kept.append(part)
    while kept and kept[-1] in _JOINTS:
        kept.pop()
    told = re.sub(r"['’]s?$", "", " ".join(kept)).rstrip(".,")
    if len(kept) == 1 and ((_opens_sentence(own, at) and _is_common(kept[0])) or len(told) < 2):
        return ""
    if _PLACES.hits(told.casefold()) or not told:
        return ""
    return f"{article} {told}" if article and name.startswith(f"{article} {told}") else told


_GREETING = re.compile(
    r"^(?:(?:Happy|Merry)(?: \d+\w\w)?(?: (?:Birthday|Anniversary|Retirement|Wedding|New Year|"
    r"Christmas|Graduation|Mothers?|Fathers?))+|Congratulations|Congrats|Welcome|Farewell|"
    r"Goodbye) (?=[A-Z])"
)
_JOINTS = (
    "and", "&", "+", "of", "the", "de", "da", "van", "von", "la", "le", "x", "y", "n", "und", "et", "bin", "al",
    "for", "in", "at", "del", "di", "der",
)  # fmt: skip


def _first_word(part: str) -> bool:
    return re.sub(r"['’]s?$", "", part.casefold()) in COMMON


def _is_no_name(part: str) -> bool:
    return re.sub(r"['’]s?$", "", part.casefold()) in NO_NAMES


def _is_of_name(parts: list[str], own: str, at: int) -> bool:
    """Whether a word that is mostly none begins a name here: written so, within a sentence, before another such."""
    soft = parts[0].casefold() in SOFT and parts[0][:1].isupper()
    return soft and len(parts) > 1 and parts[1][:1].isupper() and not _opens_sentence(own, at)


def _is_common(part: str) -> bool:
    low = re.sub(r"['’]s?$", "", part.casefold())
    return low in COMMON or bool(lexicon().forms(low))


def _opens_sentence(own: str, at: int) -> bool:
    before = own[:at].rstrip()
    return not before or before[-1] in '.!?:\n。！？：;-–—"“'


_SMALL = re.compile(
    rf"\b(?:called|named|name is|name's|names are|(?:my|our)\s+(?:(?:{_PEOPLE}|best|little|baby|"
    rf"old|big|dear|sweet|cute|dog|cat|puppy|boyfriend|girlfriend|"
    rf"bestie)\s+){{1,3}})(?P<name>[a-z][a-z'-]{{2,14}}(?: (?:&|and|n) [a-z]{{3,14}})?)\b"
)
_SMALL_FOR = re.compile(
    rf"\b(?:birthday|bday|b-day|wedding|graduation|anniversary|farewell|party|"
    rf"tribute)\b[^.,!?\n]{{0,24}}?\b(?:for|"
    rf"of) (?:my (?:\w+ )?)?(?P<name>[a-z][a-z'-]{{1,20}}(?: (?:&|and) [a-z][a-z'-]{{1,20}})?)\b|"
    rf"\b(?P<own>[a-z][a-z-]{{1,20}}(?: (?:&|and) [a-z][a-z-]{{1,20}})?)'?s (?:■+ ?|\d+(?:st|nd|rd|"
    rf"th) )?(?:{OCCASION_NOUNS})\b"
)


def _in_small_letters(page: Page) -> str:
    """A name that nobody troubled to begin with a capital: "for my bestie yuki"."""
    for pattern in (_SMALL, _SMALL_FOR):
        for found in pattern.finditer(page.bare):
            name = found.group("name") or found.groupdict().get("own") or ""
            parts = re.split(r" (?:&|and|n) ", name)
            if name and not any(
                part in NO_NAMES or part in COMMON or part.rstrip("s") in COMMON or lexicon().forms(part)
                for part in parts
            ):
                start = found.start("name") if found.group("name") else found.start("own")
                typed = page.message.text[start : start + len(name)]
                return " ".join(
                    part if part in ("and", "&", "n") else part[:1].upper() + part[1:]
                    for part in typed.split(" ")
                )
    return ""


def thing_named(page: Page, *, loosely: bool = False) -> str:
    """Name of what is sold, opened, played or announced; empty: none is said.

    Args:
        page: Of the brief.
        loosely: Whether any words that are written like a name may be it.
    """
    own = page.own
    if headed := called_outright(page) or headed_by(page):
        return headed
    for pattern in (_OF_NOUNS, _IS_IT, _THING, _NAMED):
        for found in pattern.finditer(own):
            name = tidy(found.group("name"), own, found.start("name"))
            if name and not _is_kin(name):
                return name
    if not loosely:
        return ""
    best, score = "", 1
    for found in _LONE.finditer(own):
        name = tidy(found.group("name"), own, found.start())
        worth = _worth(name, own, found.start())
        if worth > score:
            best, score = name, worth
    return best


def headed_by(page: Page) -> str:
    """What stands behind the kind of video and a colon: "Recipe: Shakshuka", "class of": empty: nothing."""
    own = page.own
    for found in _HEADED.finditer(own):
        name = found.group("name").strip(" -–—")
        if (
            name
            and not is_wish(name.casefold())
            and len(name.split()) <= 7
            and not re.match(r"(?:I|We|My|Our|It|You|Please|Can|Could|A|The)\b", name)
        ):
            return name
    cried = _CRIED.search(own)
    return cried.group("name").strip() if cried else ""


#: What is cried out at the beginning: "Black Friday sale!".
_CRIED = re.compile(
    r"^\s*(?P<name>[A-Z][^.,!?\n□■]{2,32}?(?:[Ss]ale|[Pp]arty|[Ff]estival|[Ff]air|[Nn]ight|"
    r"[Ww]eek|[Dd]rop|[Mm]arket|[Oo]pening))!"
)


def called(page: Page) -> str:
    """A name that is told as one: "her name is Anna", "it's called Slow Drip"; empty: none is."""
    own = page.own
    for found in _NAMED.finditer(own):
        if name := tidy(found.group("name"), own, found.start("name")):
            return name
    return ""


_OUTRIGHT = re.compile(
    rf"\b(?i:(?:it|this|that|which|they|the [a-z]+)(?:'s|’s| is| are| was)? (?:called|named|titled)|"
    rf"name is|name's|name’s)\s+(?P<name>{RUN})"
)


def called_outright(page: Page) -> str:
    """The name of a thing that is told as one, with its article: "It's called The Ashen Crown"."""
    own = page.own
    for found in _OUTRIGHT.finditer(own):
        name = tidy(found.group("name"), own, found.start("name"))
        if name:
            return name
    return ""


def thing_cued(page: Page) -> str:
    """A name right behind what it names: "our company Tarn Analytics", "Class of 2025"; empty: none is said."""
    own = page.own
    for pattern in (_OF_NOUNS, _NAMED):
        for found in pattern.finditer(own):
            name = tidy(found.group("name"), own, found.start("name"))
            if name and not _is_kin(name):
                return name
    cohort = _COHORT.search(own)
    about = _ABOUT.search(own)
    if about is not None and (name := tidy(about.group("name"), own, about.start("name"))):
        return name
    return headed_by(page) or (cohort.group() if cohort else "")


def _is_kin(name: str) -> bool:
    return re.fullmatch(rf"(?i:{_PEOPLE})", name) is not None


def _worth(name: str, own: str, at: int) -> int:
    """How likely a run of capitals is the name of the thing that a video is about."""
    if not name or _is_kin(name) or is_han(name[0]):
        return 0
    parts = name.split(" ")
    worth = min(len(parts), 3) + 2 * bool(re.search(r"[a-z][A-Z]|\d", name))
    if name.isupper() and len(parts) == 1:
        worth -= 2
    if _opens_sentence(own, at) and len(parts) == 1:
        worth -= 1
    return worth - 2 * bool(_BEFORE_PLACE.search(own[max(0, at - 16) : at]))


_NTH = re.compile(
    rf"\b(?P<who>(?:{_PEOPLE})(?: and (?:{_PEOPLE}))?)(?P<own>'s|s'|"
    rf"s)? (?:big )?(?P<nth>\d{{1,3}}(?:st|nd|rd|th))(?P<what> birthday| bday| b-day|"
    rf" wedding anniversary| anniversary)?\b"
)


def nth_said(page: Page) -> str:
    """“60th” of “mom's 60th”; empty: nothing of that kind is said."""
    found = _NTH.search(page.message.plain)
    return page.message.text[found.start("nth") : found.end()].strip() if found else ""


def occasion_named(page: Page) -> str:
    """“Mom's 60th”: a title that says no more than was said."""
    found = _NTH.search(page.message.plain)
    if found is None:
        return ""
    who = page.message.text[slice(*found.span("who"))].strip()
    what = {" bday": " birthday", " b-day": " birthday"}.get(
        found.group("what") or "", found.group("what") or ""
    )
    ending = "'" if found.group("own") == "s'" else "'s"
    name = " ".join(part if part == "and" else part[:1].upper() + part[1:] for part in who.split(" "))
    name = name + "s" if found.group("own") == "s'" else name
    return f"{name}{ending} {found.group('nth')}{what}"
