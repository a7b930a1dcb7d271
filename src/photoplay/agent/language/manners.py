"""What a message is when it is no wish for an edit: greetings, thanks, questions, and what is not done."""

from __future__ import annotations

import re

from photoplay.agent.language import questions, unasked
from photoplay.agent.language.control import EARLY as CONTROL_EARLY
from photoplay.agent.language.fragments import fragment_of, nearest_act
from photoplay.agent.language.impossible import cannot
from photoplay.agent.language.lexicon_briefs import words
from photoplay.agent.language.lexicon_manners import (
    BYE_WORDS,
    COMPLAIN_WORDS,
    GREET_WORDS,
    HELP_WORDS,
    IDENTIFY_WORDS,
    NO_WORDS,
    OFF_TOPIC_WORDS,
    POLITE_WORDS,
    THANK_WORDS,
    WAIT_WORDS,
    YES_WORDS,
)
from photoplay.agent.language.lines import line_of
from photoplay.agent.language.loudness import EARLY as LOUDNESS_EARLY
from photoplay.agent.language.meaning import ANSWERS, Intent
from photoplay.agent.language.merging import (
    after_undo,
    one_card,
    one_export,
    one_music,
    one_text,
    without_held,
    without_repeats,
)
from photoplay.agent.language.music import EARLY as MUSIC_EARLY
from photoplay.agent.language.music_fades import EARLY as FADES_EARLY
from photoplay.agent.language.music_missing import EARLY as MISSING_EARLY
from photoplay.agent.language.music_parts import EARLY as PARTS_EARLY
from photoplay.agent.language.music_turns import EARLY as TURNS_EARLY
from photoplay.agent.language.phrases import Hit, Phrases
from photoplay.agent.language.rules import Clause, Context, Message, Rule
from photoplay.agent.language.safety import TOPIC, is_injection
from photoplay.agent.language.song_length import EARLY as SONG_EARLY
from photoplay.agent.language.text import is_han
from photoplay.agent.language.words import EARLY as WORDS_EARLY

_TALK = Phrases(
    {
        "greet": GREET_WORDS,
        "thank": THANK_WORDS,
        "bye": BYE_WORDS,
        "help": HELP_WORDS,
        "identify": IDENTIFY_WORDS,
        "wait": WAIT_WORDS,
        "yes": YES_WORDS,
        "no": NO_WORDS,
        "complain": COMPLAIN_WORDS,
        "off_topic": OFF_TOPIC_WORDS,
    }
)

_POLITE = Phrases({"polite": POLITE_WORDS})

_ASKS_WISH = re.compile(
    r"\b(?:can|could|would|will) (?:you|u|we|i|it)\b|\bplease\b|能不能|可以.{0,20}吗|能.{0,20}吗|帮我"
)

_COMING = re.compile(
    r"\b(?:i(?:'ll| will|'m going to| am going to|'m| am)|let me|gonna|more (?:photos|pics|"
    r"pictures) (?:are )?coming|still) ?(?:just |still )?(?:send(?:ing)?|upload(?:ing)?|"
    r"add(?:ing)?|find|get(?:ting)?)? ?(?:you )?(?:some |a few |the |more |another )*(?:more|"
    r"rest|other (?:photos|ones)|photos? (?:first|later|soon))\b"
    r"|\b(?:give me|gimme|gimmie) (?:a|one|two|a few|a couple(?: of)?) (?:min(?:ute)?s?|secs?|seconds?|moments?|"
    r"mo)\b(?=\W*$|\W+(?:to|phone|my|while|i|the)\b)"
    r"|(?:我)?(?:再|还要|马上|一会儿?)(?:传|发|上传)(?:几|一|些|点|剩)"
)


def wait(clause: Clause, ctx: Context) -> list[Intent]:
    """“I will send more photos”: nothing is to be done with those that are there."""
    if _COMING.search(clause.plain) is None or re.search(r"[?？]|吗|呢", clause.plain):
        return []
    for token in clause.tokens:
        clause.claim(token)
    return [clause.intent("wait")]


_DISLIKES = re.compile(
    r"\W*(?:hmm |ugh |no )*i (?:really )?(?:hate|dislike|don'?t like|do not like) (?:it|this|"
    r"that|you|(?:this|your) (?:app|bot|thing|tool|program|site|website|assistant))\W*|\W*(?:ugh+|argh+|grr+|"
    r"pff+|meh)\W*|"
    r"\W*(?:you|u)(?:'re| are| r) (?:so |too |very |really |such |being |not |an? |the )?(?:\w+ )?(?:slow|stupid|"
    r"dumb|useless|annoying|"
    r"idiot|worst|bad|terrible|lazy|smart|clever|listening|helping|joke|moron|blind|deaf)\W*|\W*(?:我)?(?:不喜欢|"
    r"讨厌)(?:它|这个|这样)?[。!！]*"
)


def complain(clause: Clause, ctx: Context) -> list[Intent]:
    """“I hate it”, without a word about what."""
    if _DISLIKES.fullmatch(clause.plain) is None or len(ctx.message.clauses) > 1:
        return []
    for token in clause.tokens:
        clause.claim(token)
    return [clause.intent("complain")]


EARLY: tuple[Rule, ...] = (
    Rule("what-if", questions.what_if),
    Rule("works", questions.works),
    *unasked.EARLY,
    Rule("cannot", cannot),
    *CONTROL_EARLY,
    *WORDS_EARLY,
    *MISSING_EARLY,
    *FADES_EARLY,
    *SONG_EARLY,
    *PARTS_EARLY,
    *TURNS_EARLY,
    *LOUDNESS_EARLY,
    *MUSIC_EARLY,
    Rule("complain", complain),
    Rule("wait", wait),
)

#: What is tried first when a clause could be several.
_ORDER = ("identify", "help", "wait", "bye", "no", "yes", "complain", "thank", "greet")

_SOLID = ("identify", "help")


_OFFER = re.compile(
    r"\b(?:the |number |option |#)?(first|second|third|1|2|3)(?:st|nd|rd)?(?: one| option|"
    r" suggestion| idea)?\W*(?:please|pls)?\W*$"
)
_NUMBERS = {"first": 1, "second": 2, "third": 3, "1": 1, "2": 2, "3": 3}


def talk(clause: Clause, ctx: Context) -> list[Intent]:
    """Greetings, thanks, yes and no, and the like, where a clause is nothing else."""
    if any(intent.words == clause.text for intent in ctx.intents):
        return []
    line = line_of(clause)
    hits: dict[str, list[Hit]] = {}
    for hit in _TALK.hits(line):
        hits.setdefault(hit.concept, []).append(hit)
    offer = _OFFER.search(line)
    if (
        offer
        and not re.search(r"\b(?:was|were|at)\b", line)
        and ctx.scene.memory.offers
        and (clause.own_photos is None or ctx.scene.memory.question is None)
        and "yes" in hits
    ):
        for token in clause.tokens:
            clause.claim(token)
        return [clause.intent("yes", number=_NUMBERS.get(offer.group(1), 0) or int(offer.group(1)))]
    for act in _ORDER:
        if act == "wait" and questions.begins(line.removeprefix("wait ")):
            continue
        if act in ("yes", "no") and _is_part(hits, act):
            continue
        if act in hits and _fills(clause, line, hits[act], act):
            for token in clause.tokens:
                clause.claim(token)
            return [clause.intent(act)]
    return []


def _is_part(hits: dict[str, list[Hit]], act: str) -> bool:
    """Whether a yes or no is only a part of another word: 好 of 你好."""
    others = [hit for name in ("greet", "thank", "complain", "wait") for hit in hits.get(name, ())]
    return all(
        any(
            other.start <= hit.start
            and other.end >= hit.end
            and other.end - other.start > hit.end - hit.start
            for other in others
        )
        for hit in hits.get(act, ())
    )


def _fills(clause: Clause, line: str, hits: list[Hit], act: str) -> bool:
    """Whether these words are what the clause is about, and not only a part of a wish."""
    covered = [False] * len(line)
    longest = 0
    for hit in hits:
        longest = max(longest, hit.end - hit.start)
        covered[hit.start : hit.end] = [True] * (hit.end - hit.start)
    rest = "".join(" " if done else sign for sign, done in zip(line, covered, strict=True))
    for hit in _POLITE.hits(rest):
        rest = rest[: hit.start] + " " * (hit.end - hit.start) + rest[hit.end :]
    content = [word for word in re.findall(r"[a-z0-9']+", rest) if word not in _SMALL]
    han = [sign for sign in rest if is_han(sign) and sign not in _SMALL_HAN]
    if act in _SOLID:
        return len(content) <= 6 and len(han) <= 8
    if act in ("yes", "no"):
        return not content and not han and not clause.quotes
    if _TOPIC_ACTION.search(rest) or (clause.own_photos is not None and act not in ("complain", "thank")):
        return False
    most = 5 if longest >= 6 or act in ("wait", "thank") else 2
    return len(content) <= most and len(han) <= most + 2


_SMALL = frozenset(
    words(
        "a, an, the, this, that, these, those, is, are, it, i, i'm, im, me, my, you, your, u, "
        "we, our, so, very, much, really, just, now, then, too, for, to, of, and, but, oh, ah, "
        "well, ok, okay, all, at, in, on, with, be, was, were, have, has, had, do, does, did, "
        "there, here, as, if, what's, what, one, more, guys, team, bot, friend, dear, man, mate, "
        "bro, dude, sir, mam, madam, please, pls, thanks, it's, that's, its, he, she, they, "
        "them, lol, haha, lmao, again, today, help, everyone"
    )
)

_SMALL_HAN = frozenset(
    "的了吧啊呀呢嘛哦噢啦哈吗么我你您它他她们这那个是就都也还很太真好请再下一有在和跟得地着过给帮做得多啦哟喔"
)

_TOPIC_ACTION = re.compile(
    r"\b(?:add|remove|delete|put|make|change|set|move|replace|swap|crop|rotate|zoom|export|"
    r"write|use|turn|cut|trim|create)\b|删|加|换|改|移|放|去掉|导出|写|做成|调|剪"
)

RULES: tuple[Rule, ...] = (
    Rule("talk", talk),
    Rule("ask-ability", questions.ability),
    Rule("ask-project", questions.project),
    *unasked.LATE,
)

#: Acts that say nothing beside a real wish.
_SOCIAL = frozenset(
    ("greet", "thank", "bye", "yes", "no", "complain", "wait", "help", "identify", "noted", "liked")
)


def settle(intents: list[Intent], message: Message, ctx: Context) -> list[Intent]:
    """Leaves out manners beside real wishes, and says what a message was of which nothing was made."""
    intents = unasked.agreed(unasked.undecided(unasked.steps_alone(without_repeats(intents)), message))
    intents = without_held(one_card(one_export(one_text(one_music(after_undo(intents))))), ctx)
    real = [intent for intent in intents if intent.act not in ANSWERS]
    if real:
        return [intent for intent in intents if intent.act not in _SOCIAL]
    if intents:
        return _told_best(intents)
    return _unmade(message, ctx)


def _told_best(intents: list[Intent]) -> list[Intent]:
    """Of several answers those that say most: a question before a greeting."""
    telling = [intent for intent in intents if intent.act not in ("greet", "thank", "bye")]
    if not telling:
        return intents
    firm = [intent for intent in telling if intent.act not in ("yes", "no")] if len(telling) > 1 else telling
    return firm or telling


def _unmade(message: Message, ctx: Context) -> list[Intent]:
    """A message without any intent: talk of other things, a bare answer, or not understood."""
    line = " ".join(line_of(clause) for clause in message.clauses).strip()
    if not re.search(r"\w", line) and not any(
        token.kind in ("quote", "file", "link", "number") for token in message.tokens
    ):
        return [Intent("greet" if not message.text.strip() else _emoji(message.text), {}, words=message.text)]
    if message.clauses and all(clause.protects for clause in message.clauses):
        return [Intent("noted", {}, words=message.text[:200])]
    hits = _TALK.concepts(line)
    asked = (
        any(clause.is_question for clause in message.clauses) or "?" in message.plain or "？" in message.text
    )
    about = bool(TOPIC.hits(line))
    if "off_topic" in hits and not about:
        return [Intent("off_topic", {}, words=message.text[:200])]
    if is_injection(line):
        return [Intent("unsafe", {"reason": "injection"}, words=message.text[:200])]
    if asked and about:
        return [Intent("ask_project", {"about": "all"}, words=message.text[:200])]
    if re.search(r"\b(?:don'?t|do not|not)\b.*\b(?:yet|now)\b|先别|先不|暂时不|先不要", line):
        return [Intent("wait", {}, words=message.text[:200])]
    fragment = fragment_of(message, ctx)
    if fragment is not None:
        return [fragment]
    if asked and not about:
        return [Intent("off_topic", {}, words=message.text[:200])]
    for act in ("wait", "complain", "help"):
        if act in hits:
            return [Intent(act, {}, words=message.text[:200])]
    near = nearest_act(message)
    return [Intent("unclear", {"near": near} if near else {}, words=message.text[:300])]


_HEARTS = frozenset("😍🥰😘😻❤💕💖💗💓💞🙏👍👏🎉🥳🙌🔥💯😊☺😀😁🤩✨💪👌😭🫶")


def _emoji(text: str) -> str:
    return "liked" if any(sign in _HEARTS for sign in text) else "noted"
