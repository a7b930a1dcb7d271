"""Rules about words on the picture: new ones, other ones, how they look, and none; logos and end cards."""

from __future__ import annotations

import difflib
import re
from dataclasses import replace
from typing import Any

from photoplay.agent.language.descriptions import gives_words, said_elsewhere
from photoplay.agent.language.edits_exceptions import EARLY as EXCEPTIONS
from photoplay.agent.language.end_cards import EARLY as END_CARDS
from photoplay.agent.language.endings import end_card, logo
from photoplay.agent.language.given_signs import role_of
from photoplay.agent.language.given_words import Piece, given, outside
from photoplay.agent.language.lettering import style_of
from photoplay.agent.language.lines import line_of
from photoplay.agent.language.logo_talk import EARLY as LOGO_TALK
from photoplay.agent.language.meaning import Intent, Ref, Selection, TextRef
from photoplay.agent.language.numbered_words import places_of
from photoplay.agent.language.price_shown import EARLY as PRICE_SHOWN
from photoplay.agent.language.rewording import reword, swap_quoted
from photoplay.agent.language.rules import Clause, Context, Rule
from photoplay.agent.language.text_said import EARLY as TEXT_SAID
from photoplay.agent.language.text_wishes import EARLY as TEXT_WISHES
from photoplay.agent.language.word_lists import each_its_look, each_its_own
from photoplay.agent.language.word_looks import early_none, it, none, style
from photoplay.agent.language.word_talk import (
    CHANGES,
    HELD_BACK,
    NAME_TALK,
    TO_END,
    TO_TITLE,
    TOPIC,
    WRITES,
    is_answered,
    lines_of,
    note_words,
    removes,
)
from photoplay.timeline.model import TextClip

_ANOTHER = re.compile(
    r"\b(?:another|second|new|also|additional|extra|one more|as well|too)\b|再加|另一|另外|"
    r"还要|第二个|再来|再写|再补|补[一上个充]|也"
)


_FOR_PROJECT = re.compile(r"\b(?:project|file name|filename|draft)\b|项目|文件名|工程|草稿")


def _target(clause: Clause, ctx: Context, piece: Piece, line: str) -> tuple[Selection | None, str]:
    """On which photos words are shown, and their role."""
    photos = piece.photos or outside(clause, [piece])
    role = piece.role
    if photos is None and clause.mentions:
        photos = clause.mention("over", "at", "into", "to")
    if photos is None and re.search(
        r"(?:给|在|往)(?:它|这张|这个|那张)|\b(?:on|to|onto|over) (?:it|that one|this one|"
        r"that photo|this photo)\b",
        line,
    ):
        of_video = clause.it_thing == "video" and not clause.has("photo|one") and not ctx.scene.memory.photos
        photos = clause.carried_photos or (None if of_video else Selection((Ref("it"),)))
    if photos is None and TO_TITLE.search(line):
        return Selection((Ref("number", 1),)), role or "title"
    before = line_of(ctx.previous) if ctx.previous is not None and clause.joined else ""
    ends = TO_END.search(line) or (not role and len(line) < 16 and TO_END.search(before))
    if photos is None and role not in ("title", "subtitle") and ends:
        return Selection((Ref("number", -1),)), role
    return photos, role


def write(clause: Clause, ctx: Context) -> list[Intent]:
    """Words to be shown: new ones, or in place of those that are there."""
    line = line_of(clause)
    found = given(clause)
    is_quoted = bool(found) and bool(clause.quotes)
    pieces = [_trimmed(piece, clause) for piece in found if is_quoted or not _is_no_text(piece.text)]
    pieces = pieces or _value(clause, line)
    asked = clause.is_question and not re.search(r"\b(?:can|could|would|will)\b|能|可以", clause.plain)
    if not pieces or asked or _FOR_PROJECT.search(line) or is_answered(clause, ctx):
        return []
    topic = clause.has(TOPIC)
    if (
        not topic
        and not WRITES.search(line)
        and not CHANGES.search(line)
        and clause.own_photos is None
        and not _is_alone(clause, pieces)
    ):
        return []
    if HELD_BACK.search(line):
        return []
    if removes(clause) and not re.search(
        r"\badd\b|\brather\b|\binstead\b|\breplace|\bwrite\b|写|加上|换成|改成", line
    ):
        return _removed(clause, pieces)
    swapped = swap_quoted(clause, ctx, line, pieces)
    if swapped:
        return swapped
    dealt = _dealt(clause, ctx, line, pieces)
    style = style_of(clause, on_words=True)
    note_words(clause)
    if dealt:
        return [clause.intent("add_captions", captions=dealt)]
    return [_written(clause, ctx, line, piece, style, len(pieces)) for piece in pieces]


_EACH_OWN = re.compile(
    r"\b(?:each|every|respectively|in order|per photo|one by one|under each|photos?|pictures?|"
    r"pics|captions)\b|每|分别|依次|逐张|各|按顺序"
)


def _dealt(clause: Clause, ctx: Context, line: str, pieces: list[Piece]) -> list[list[Any]]:
    """Words dealt out to the photos in order: "under each: boil, fry, serve"."""
    if ctx.count < 2:
        return []
    texts = [piece.text for piece in pieces]
    if len(pieces) == 1:
        texts = [
            part.strip()
            for part in re.split(r"\s*[、,，/;；|]\s*(?:and\s+)?|\s+and\s+(?=\S+$)", pieces[0].text)
            if part.strip()
        ]
    numbered = places_of(texts, ctx.count)
    if numbered:
        return [list(one) for one in numbered]
    selection = outside(clause, pieces)
    counted = selection is not None and re.search(r"分别|respectively|\beach\b|各", line) is not None
    to_all = selection is None or counted or any(ref.kind in ("all", "photos") for ref in selection.include)
    if (
        len(texts) != ctx.count
        or not to_all
        or (len(pieces) > 1 and any(piece.role in ("title", "subtitle") for piece in pieces))
    ):
        return []
    return [[number, text] for number, text in enumerate(texts, 1)]


#: What looks like words to be shown and says how they are to look.
_NO_TEXT = re.compile(
    r"(?:再|更|稍|略)?微?(?:大|小|粗|细|亮|淡|高|低|长|短|快|慢)一?[点些]儿?(?:放.{0,4}|吧)?|"
    r"[一两几再]?[首个张段下遍次点]+[吧了]?|.{0,4}(?:效果|特效|动画|动效)|"
    r"like an? [\w-]+(?: effect| machine)?|(?:from )?(?:second )?\d.{0,12} (?:to|until) .{0,12}|从第?\d.{0,6}到.{0,6}|"
    r"(?:(?:italics?|bold|underlined?|uppercase|all caps|cursive|centered)(?: and |, | )?)+(?: please| pls)?|"
    r"(?:a (?:bit|little) )?(?:bigger|smaller|larger|bolder|bold|thinner|longer|shorter|higher|"
    r"lower|red|blue|white|black|yellow|green|gold|pink)(?: please| pls)?",
    re.IGNORECASE,
)
_STYLED = re.compile(
    r"(?i)[\s,，]{1,80}+(?:at the (?:very )?(?:start|beginning|end|top|bottom|front)|"
    r"in the (?:middle|center|centre|corner|beginning)|in (?:big|bold|small|large|huge|white|"
    r"black|red|blue|green|yellow|gold|pink|purple)|"
    r"on (?:the )?(?:first|last|second|third|fourth|fifth|photo|picture|pic|slide|image|every|"
    r"each|all)\b|(?:big|bold|small),?\s+(?:and |pink|red|white|blue|gold|yellow|bold|big))"
)


def _is_no_text(words: str) -> bool:
    return _NO_TEXT.fullmatch(words.strip()) is not None


def _trimmed(piece: Piece, clause: Clause) -> Piece:
    """Free words without how and where they are to be: "Nana's 90th at the start, big, pink"."""
    if any(token.kind == "quote" and token.start == piece.start for token in clause.tokens):
        return piece
    tail = _STYLED.search(piece.text)
    if tail is None or tail.start() < 2:
        return piece
    return replace(piece, text=piece.text[: tail.start()].rstrip(" ,，"), end=piece.start + tail.start())


def _value(clause: Clause, line: str) -> list[Piece]:
    """A date or a price that is to be written: "put 2024.05.01 in the corner"."""
    told = clause.kind("date", "price")
    placed = clause.position is not None or clause.own_photos is not None
    if (
        len(told) != 1
        or not placed
        or not (
            re.search(r"\b(?:put|add|write|show|stick|place)\b|加|写|打|放|标", line) or _PRICE.match(line)
        )
    ):
        return []
    return [Piece(told[0].text, told[0].start, told[0].end)]


def _is_alone(clause: Clause, pieces: list[Piece]) -> bool:
    """Whether a clause is only a quotation and little words: it carries on what was said before."""
    return all(
        token.kind in ("quote", "punct", "emoji") or token.has("filler", "and") for token in clause.tokens
    ) and bool(pieces)


def _written(
    clause: Clause, ctx: Context, line: str, piece: Piece, style: dict[str, Any], count: int
) -> Intent:
    own = dict(style)
    if piece.role in ("", "title") and clause.own_photos is None and _UNDER_IT.search(line) and lines_of(ctx):
        piece, own = replace(piece, role="subtitle"), {k: v for k, v in own.items() if k != "position"}
    photos, role = _target(clause, ctx, piece, line)
    if piece.text in (own.get("font"), own.get("color")):
        own = {}
    edited = _edited(clause, ctx, line, piece, photos, role) if count == 1 else None
    is_exact = bool(clause.quotes) or gives_words(line) or CHANGES.search(line) is not None
    if edited is not None:
        # What is written there is not lost to a guess.
        certainty = 1.0 if is_exact else 0.3
        return clause.intent("edit_text", texts=edited, text=piece.text, certainty=certainty, **own)
    if role == "title" and photos == Selection((Ref("number", 1),)):
        photos = photos if clause.own_photos is not None or clause.mentions else None
    if photos is None and not role:
        role = _beside_title(ctx, ctx.message.plain[max(0, clause.start - 3) : clause.start] + line)
    return clause.intent("add_text", photos=photos, text=piece.text, role=role or None, **own)


#: Words that come to those that are there and take no one's place.
_MORE = re.compile(
    r"再|补|另|还[要想有]|[加写添]一?[句行]"
    r"|\b(?:another|also|one more|as well|too|additional|extra|more|underneath|below)\b"
)


#: A line that stands below the title and leaves it: 标题下面再加一行小字.
_UNDER_IT = re.compile(
    r"(?:标题|题目|大字)的?(?:正)?(?:下面|下方|底下|下边|下头)(?!的?那[行句])"
    r"|(?:below|under|underneath|beneath) the title"
)


def _beside_title(ctx: Context, line: str) -> str:
    """A line that comes to the title leaves it and stands below: “another line”."""
    roles = {str(clip.style.get("role", "")) for clip in lines_of(ctx)}
    return "subtitle" if "title" in roles and "subtitle" not in roles and _MORE.search(line) else ""


def _edited(
    clause: Clause, ctx: Context, line: str, piece: Piece, photos: Selection | None, role: str
) -> TextRef | None:
    """The text that new words are for, if they replace some."""
    texts = lines_of(ctx)
    if not texts or _ANOTHER.search(line):
        return None
    alike = _like_it(texts, piece) if not role and photos is None else None
    if alike is not None:
        return alike
    roles = [str(clip.style.get("role", "")) for clip in texts]
    changes = CHANGES.search(line) is not None
    if role in ("title", "subtitle", "lower-third", "badge") and role in roles:
        return TextRef("role", role)
    if not changes:
        return None
    if photos is not None:
        return TextRef("all", photos=photos)
    own = clause.own_texts or clause.texts
    if own is not None and own.kind != "all":
        return own
    last = ctx.scene.memory.intents
    if last and last[-1].act == "set_end_card" and "end-card" in roles:
        return TextRef("role", "end-card")
    if ctx.scene.memory.texts:
        return TextRef("it")
    return TextRef("number", 1) if len(texts) == 1 else own


def _like_it(texts: list[TextClip], piece: Piece) -> TextRef | None:
    """The text that other words are a new form of: "Drops 09.12" becomes "Drops 09.26"."""
    words = piece.text.casefold()
    for clip in texts:
        old = clip.text.casefold()
        if old != words and len(old) > 1 and difflib.SequenceMatcher(None, old, words).ratio() >= 0.7:
            return TextRef("words", clip.text)
    return None


def _removed(clause: Clause, pieces: list[Piece]) -> list[Intent]:
    """“Delete “Summer””: words that are there, by what they say."""
    if not any(token.kind == "quote" for token in clause.tokens):
        return []
    note_words(clause)
    return [clause.intent("remove_text", texts=TextRef("words", piece.text)) for piece in pieces]


_PRICE = re.compile(r"\b(?:the|a|its|my|our)? ?prices?\b|价格|价钱|售价")


def wordless(clause: Clause, ctx: Context) -> list[Intent]:
    """A title, a caption or a name is wanted, but not said which words."""
    topic = clause.find(TOPIC)
    line = line_of(clause)
    named = NAME_TALK.search(line)
    priced = topic is None and named is None and _PRICE.search(line) is not None and not clause.prices
    elsewhere = clause.free_text is not None and said_elsewhere(clause.free_text)
    if (
        clause.is_question
        or clause.negated
        or clause.quotes
        or any(one.act in ("add_text", "edit_text") and one.words == clause.text for one in ctx.intents)
        or (topic is None and named is None and not priced and not elsewhere)
        or any(
            one.slots.get("replace") and str(one.slots["replace"][1]) in clause.text for one in ctx.intents
        )
    ):
        return []
    wanted = re.search(
        r"\b(?:add|put|write|insert|include|give|want|need|with|show|place|have|stick|make|set|"
        r"create)\b|写|加|打|放|配|来个|要|添|弄",
        line,
    )
    if wanted is None or clause.has("remove|transition|music|logo"):
        return []
    if (
        topic is not None
        and clause.texts is not None
        and lines_of(ctx)
        and not re.search(r"\badd|\bwrite|\binsert|写|加|打|添|配", line)
    ):
        return []
    ask = "ask_what_name" if named is not None else "ask_what_text"
    role = role_of(topic) if topic is not None else "badge" if priced else ""
    photos = clause.own_photos
    return [
        clause.intent(
            "add_text", photos=photos, role=role or None, ask=ask, **style_of(clause, on_words=True)
        )
    ]


EARLY: tuple[Rule, ...] = (
    *END_CARDS,
    *LOGO_TALK,
    *TEXT_SAID,
    *TEXT_WISHES,
    *EXCEPTIONS,
    *PRICE_SHOWN,
    Rule("words-each-its-own", each_its_own, needs=("caption", "text", "title")),
    Rule("words-each-look", each_its_look, needs=("position", "color", "dir")),
    Rule("words-it", it),
    Rule("words-early-none", early_none),
)

RULES: tuple[Rule, ...] = (
    Rule("end-card", end_card),
    Rule("logo", logo),
    Rule("words-reword", reword),
    Rule("words-write", write),
    Rule("words-none", none),
    Rule("words-style", style),
    Rule("words-wordless", wordless),
)
