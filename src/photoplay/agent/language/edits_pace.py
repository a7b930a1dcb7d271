"""Rules of edits: longer and shorter, faster and slower."""

from __future__ import annotations

from dataclasses import dataclass, replace

from photoplay.agent.language.edits_follow import goes_on, of_film_before
from photoplay.agent.language.edits_said import (
    COMPLAINT,
    EVERYTHING,
    WRITTEN,
    holds,
    is_about_sound,
    is_about_words,
    is_asking,
    lengthening,
    place_of,
    sees,
    target,
)
from photoplay.agent.language.meaning import Intent, Selection
from photoplay.agent.language.rules import Clause, Context, Rule
from photoplay.agent.language.tokens import Token

_LONGER, _SHORTER = "time:longer|time:slower|rushed", "time:shorter|time:faster|drags"


_SPEED = ("time:faster", "time:slower")


#: Words that make a length the goal of a change and not its size: "extend to 5 seconds".
_TO = frozenset({
    "to", "down to", "up to", "into", "到", "至", "成", "为", "变成", "改成", "改为",
    "设为", "调成", "调到", "设成", "变为",
})  # fmt: skip


#: Words before a duration that make of "long" no comparison.
_PLAIN_LONG = frozenset({"long", "short", "长", "短", "久", "fast", "slow", "brief"})


#: Acts that a clause has said already when its speed was read as a film's.
_TIMED = frozenset({
    "set_clip_speed", "trim_clip", "set_photo_seconds", "set_total_seconds", "set_clip_volume", "set_size",
    "set_fps", "split_screen", "set_transition", "set_transition_seconds",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Course:
    """The direction of a wish.

    Attributes:
        longer: Photos shall stay longer; else shorter.
        speed: It is said as speed ("faster") and not as length ("shorter").
        complaint: It is only said what is wrong.
    """

    longer: bool
    speed: bool
    complaint: bool = False


_MORE_SO = frozenset(
    ("longer", "shorter", "faster", "slower", "quicker", "更长", "更短", "更快", "更慢", "变长", "变短")
)


def course_of(clause: Clause) -> Course | None:
    """Longer or shorter; what is "too fast" shall be slower."""
    if (
        (slow := clause.find("drags")) is not None
        and not clause.negates(slow)
        and not _is_drawn_out(clause, slow)
    ):
        return Course(longer=False, speed=sees(clause, "pace"), complaint=True)
    if clause.has("rushed"):
        return Course(longer=True, speed=sees(clause, "pace", *_SPEED), complaint=True)
    if slow is not None:
        return Course(longer=True, speed=False)
    if (
        sees(clause, "as")
        and (times := _factors(clause))
        and any(token.plain in ("long", "长", "久") for token in clause.tokens)
    ):
        return Course(longer=times[0] >= 1, speed=False)
    found = clause.all("time:longer|time:shorter|time:faster|time:slower")
    own = [
        token
        for token in clause.tokens
        if token.kind == "word" and not token.carried and not token.has("filler", "and", "it")
    ]
    if not found and sees(clause, "speed", "pace") and clause.has("less|more|remove"):
        slower = clause.has("less|remove") or any(token.plain in ("drop", "lower") for token in clause.tokens)
        return Course(longer=slower, speed=True)
    plain = [
        token for token in found if not _says_length(clause, token) and not (token.carried and len(own) > 2)
    ]
    if not plain:
        return None
    token = plain[0]
    longer = token.has("time:longer", "time:slower")
    complaint = _is_complaint(clause, token)
    if clause.negates(token) and not complaint and token.plain in _MORE_SO and not clause.durations:
        return None  # "don't make it longer": nothing is to become shorter
    turned = complaint or (clause.negates(token) and not sees(clause, "enough"))
    if sees(clause, "enough") and clause.negated:
        turned = False
    blamed = token.plain.startswith(("别太", "不要太", "别那么", "别这么"))
    return Course(longer != turned, token.has(*_SPEED), complaint or blamed)


def _is_drawn_out(clause: Clause, token: Token) -> bool:
    """Whether 拖 is a wish: 再拖个三秒."""
    at = place_of(clause, token)
    return token.plain == "拖" and any(
        one.plain in ("再", "多", "往后", "让") for one in clause.tokens[max(0, at - 2) : at]
    )


def _says_length(clause: Clause, token: Token) -> bool:
    """Whether it only goes with a length: "5 seconds long"."""
    at = place_of(clause, token)
    before = clause.tokens[at - 1] if at else None
    return token.plain == "long" and before is not None and before.kind == "duration"


def _is_complaint(clause: Clause, token: Token) -> bool:
    """Whether a word is what is wrong: "too long", 有点快, "it goes so fast"."""
    at = place_of(clause, token)
    near = clause.tokens[max(0, at - 2) : at]
    if any(
        one.has("too")
        or one.plain in ("so", "有点", "有些", "偏", "太", "好", "过于", "kinda", "kind of", "pretty")
        for one in near
    ):
        return True
    if token.plain in _PLAIN_LONG and near and _only_a_bit(near[-1]) and not clause.has("change|give|add"):
        return True  # "bit slow"
    base = token.plain in _PLAIN_LONG or token.plain in ("quick", "快", "慢", "quickly", "slowly")
    said = any(one.plain in ("is", "are", "feels", "goes", "seems", "looks", "it's", "got") for one in near)
    follows = clause.tokens[at + 1 : at + 2]
    return base and (
        said or (any(one.plain in ("了", "死了", "过头") for one in follows) and not _is_step(clause, at))
    )


def _only_a_bit(token: Token) -> bool:
    return token.has("amount:weak") or token.plain in ("bit", "little", "a bit of")


def _is_step(clause: Clause, at: int) -> bool:
    return any(one.has("change", "more", "amount:weak") for one in clause.tokens[:at])


def factor_of(clause: Clause, course: Course) -> float | None:
    """By what the length is multiplied, where that is said in a number."""
    percents, factors = clause.percents, _factors(clause)
    if percents:
        share = float(percents[0].value) / 100
        if is_goal(clause, percents[0]):
            return (1 / share if course.speed else share) if share > 0 else None
        if course.speed and not course.longer:
            return round(1 / (1 + share), 4)
        return round(1 + share, 4) if course.longer else round(max(1 - share, 0.05), 4)
    if not factors:
        return None
    times = 2.0 if factors[0] == 1 else factors[0]  # 快一倍, 翻一倍
    if times <= 0:
        return None
    if times < 1 and not course.longer and not course.speed and _is_share(clause):
        return round(1 - times, 4)
    if times < 1:
        # "half as long", "half the time"; "half as fast" is twice as long; 延长一半 is one and a half.
        if course.speed and "by" in clause.plain.split():
            return round(1 / (1 - times) if course.longer else 1 / (1 + times), 4)
        if course.speed:
            return round(1 / times if course.longer or sees(clause, "as", "speed") else times, 4)
        return (
            1 + times
            if course.longer and not sees(clause, "as") and clause.has("time:longer") and _is_han(clause)
            else times
        )
    return times if course.longer else round(1 / times, 4)


def _is_share(clause: Clause) -> bool:
    """Whether a fraction is what goes ("shorten by a third") and not what stays ("to a third", "a third as long")."""
    if sees(clause, "as", "same") or any(token.plain in ("to", "到", "至", "成") for token in clause.tokens):
        return False
    return sees(clause, "time:shorter", "remove", "less")


def _factors(clause: Clause) -> list[float]:
    """Factors that are said; halves in Chinese too."""
    if any(token.plain in ("一半", "减半", "对半", "折半") for token in clause.tokens):
        return [0.5]
    if any(token.kind == "number" and token.plain == "半" for token in clause.tokens):
        return [0.5]
    return [float(token.value) for token in clause.factors]


def _is_han(clause: Clause) -> bool:
    return any("\u4e00" <= sign <= "\u9fff" for sign in clause.plain)


def is_goal(clause: Clause, token: Token) -> bool:
    """Whether "to" stands before a value."""
    at = place_of(clause, token)
    return any(
        one.plain in _TO or one.plain.endswith(("到", "成", "至", "为"))
        for one in clause.tokens[max(0, at - 2) : at]
    )


def is_total(clause: Clause, photos: Selection | None) -> bool:
    if photos is not None and (
        photos.exclude or not any(ref.kind in ("all", "it", "photos") for ref in photos.include)
    ):
        return False
    if sees(clause, "each"):
        return False
    filled = sees(clause, "time:longer", "time:shorter", "fill") and any(
        token.plain in ("everything", "it all", "全部") and not token.has("photo") for token in clause.tokens
    )
    if (
        filled
        and holds(clause, "duration")
        and any(is_goal(clause, one) or sees(clause, "fill") for one in clause.kind("duration"))
    ):
        return True
    named = any(token.has("photo") for token in clause.tokens)
    if not named and any(
        token.plain.startswith(("整", "全片", "whole", "entire")) for token in clause.tokens
    ):
        return True
    return sees(clause, "total") or any(
        token.has("video") and not token.has("photo", "clip") for token in clause.tokens
    )


def is_of_photos(clause: Clause) -> bool:
    """Whether it speaks of photos, all of them."""
    return (
        sees(clause, "each", "every")
        or any(
            token.has("photo") and not token.has("video") and token.plain != "still"
            for token in clause.tokens
        )
        or sees(clause, "all")
    )


def _is_reported(clause: Clause) -> bool:
    """Whether "says" only tells whose wish it is: "my boss says it has to be 30 seconds"."""
    spoken = [token for token in clause.tokens if token.has(*WRITTEN)]
    plain = all(token.plain in ("say", "says", "said", "call", "called", "说", "显示") for token in spoken)
    return bool(spoken) and plain and not holds(clause, "quote") and clause.own_texts is None


def is_elsewhere(clause: Clause) -> bool:
    """Whether its seconds are those of words, music, transitions."""
    if is_about_words(clause) and not _is_reported(clause):
        return True
    if sees(clause, "transition", "fade-in", "fade-out"):
        return True
    return is_about_sound(clause) and clause.own_photos is None and not sees(clause, "total", "each", "photo")


def paces(clause: Clause, ctx: Context) -> list[Intent]:
    """Longer, shorter, faster, slower, without a number of seconds."""
    # With seconds it is a length, and a smaller file is no shorter video.
    if (
        is_asking(clause)
        or is_elsewhere(clause)
        or any(one.kind in ("duration", "bytes") for one in clause.tokens)
    ):
        return []
    if len([token for token in clause.tokens if token.kind == "word"]) < 1:
        return []
    if sees(clause, "motion", "pan", "camera", "own-sound", "look", "way", "slow-motion", "same"):
        return []
    if sees(clause, "hues", "side") and sees(clause, "drags"):
        return []
    if any(intent.act in _TIMED and intent.words == clause.text for intent in ctx.intents):
        return []
    course = course_of(clause)
    if course is None:
        course = _of_factor(clause)
    if course is None:
        return []
    factor = factor_of(clause, course) or lengthening(clause, shorter=not course.longer)
    if sees(clause, "each") and clause.own_photos is None:
        photos: Selection | None = EVERYTHING
    else:
        photos = target(clause, ctx)
    if photos is None and not ctx.intents and (turned := _of_turn_before(clause, ctx, course, factor)):
        return turned
    if photos is None:
        photos = goes_on(clause, ctx, "set_photo_seconds", "change_pace")
        if (slowed := of_film_before(clause, ctx)) is not None:
            return [slowed]
    if not _is_meant(clause, photos) and not course.complaint:
        return []
    sure = COMPLAINT if course.complaint else 1.0
    whole = is_total(clause, photos)
    if course.speed:
        pace = round(1 / factor, 4)
        return [clause.intent("change_pace", photos=None if whole else photos, certainty=sure, factor=pace)]
    if photos is None and is_of_photos(clause) and not sees(clause, "total"):
        photos = EVERYTHING
    if photos is not None and not whole:
        return [clause.intent("set_photo_seconds", photos=photos, certainty=sure, factor=round(factor, 4))]
    return [clause.intent("set_total_seconds", certainty=sure, factor=round(factor, 4))]


def _of_turn_before(clause: Clause, ctx: Context, course: Course, factor: float) -> list[Intent]:
    """Such as "slower" after a move of the camera or after transitions: that, and not the photos."""
    last = ctx.scene.memory.intents[-1] if ctx.scene.memory.intents else None
    if last is None or sees(clause, "total", "each", "all", "video", "photo", "pace", "clip", "duration"):
        return []
    if last.act == "set_motion" and course.speed and last.slots.get("motion") != "hold":
        return [replace(last, slots={**last.slots, "strength": "gentle" if course.longer else "strong"},
                        photos=last.photos, words=clause.text)]  # fmt: skip
    if last.act in ("set_transition", "set_transition_seconds") and last.slots.get("kind") != "none":
        sure = COMPLAINT if course.complaint else 1.0
        return [
            clause.intent(
                "set_transition_seconds", photos=last.photos, certainty=sure, factor=round(factor, 4)
            )
        ]
    return []


def _is_meant(clause: Clause, photos: Selection | None) -> bool:
    """Whether words as common as "long" and "add" speak of time here."""
    telling = [
        token
        for token in clause.all("time|drags|rushed")
        if token.plain
        not in (
            "increase",
            "reduce",
            "extra",
            "decrease",
            "cut down",
            "加",
            "减",
            "增加",
            "减少",
            "短",
            "长",
            "少",
            "additional",
            "short",
            "long",
            "多给",
            "brief",
            "fixed",
        )
    ]
    said = [token for token in clause.tokens if token.kind == "word" and not token.has("filler", "amount")]
    if telling or len(said) <= 1:
        return True
    if sees(clause, "duration", "pace", "total", "speed") or clause.factors or clause.percents:
        return True
    return (
        photos is not None
        and clause.has("amount|too|more|less|time:longer|time:shorter")
        and not clause.has("add|remove")
    )


def _of_factor(clause: Clause) -> Course | None:
    """What is said by "half the time", "double the length", 两倍时长."""
    factors = _factors(clause)
    if not (factors or clause.percents) or sees(clause, "volume", "music", "side"):
        return None
    if sees(clause, "speed", "pace"):
        return Course(longer=bool(factors) and factors[0] < 1, speed=True)
    if sees(clause, "duration", "total", "stay") and factors:
        return Course(longer=factors[0] >= 1, speed=False)
    return None


RULES = (
    Rule("paces", paces, needs=("time", "speed", "pace", "drags", "rushed", "kind:factor", "kind:percent")),
)
