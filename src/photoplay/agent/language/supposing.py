"""What is supposed and not wished for, to be asked about: "would it look better in sepia?" – "Shall I do that?"."""

from __future__ import annotations

import re
from dataclasses import replace

from photoplay.agent.acts import lacks
from photoplay.agent.language.meaning import Intent
from photoplay.agent.language.rules import Clause, Context
from photoplay.agent.language.understand import SAID, needs, rules, take_apart


def read(clause: Clause, context: Context) -> list[Intent]:
    """What a clause supposes, to be asked about: "would it look better in sepia?" — "Shall I do that?"."""
    if _WEIGHED.search(clause.text):
        parts = take_apart(_WEIGHED.sub("", clause.text), context.scene).clauses
        if not parts:
            return []
        clause = parts[0]
    trial, trying = (
        replace(clause, _claimed=set(), _claiming=set(), _reading=set(), _read=set()),
        replace(context, intents=list(context.intents)),
    )
    for rule in rules():
        if rule.name in _ABOUT_POSTURE or not needs(rule, trial):
            trial.settle(False)
            continue
        found = rule.read(trial, trying)
        trial.settle(bool(found))
        trying.intents = trying.intents + found
        for one in found:
            if one.act not in _NOT_SUPPOSED and not one.ask and one.certainty > _DOUBTFUL and not lacks(one):
                return [replace(one, ask="ask_shall_i")]
    return []


#: Signs of weighing up that look like a refusal: 要不要加个滤镜.
_WEIGHED = re.compile(
    r"(?:我|我们)?(?:还|也)?(?:不知道|不確定|不确定|在想|在考慮|在考虑|想知道|纠结|糾結)?(?:到底)?(?:要不要|"
    r"该不该|該不該|应不应该|應不應該|"
    r"是不是(?:应该|應該|要|该|該)?|会不会|會不會)|[呢吗嗎?？]"
    r"|^\W*(?:\w+ ){0,2}?do you think (?:that )?(?:it|this|the (?:video|whole thing))(?:'d| would| might| could| will) "
    r"(?:be|look|work|feel|sound) (?:\w+ ){0,2}?if ",
    re.IGNORECASE,
)
#: Rules that answer what wishes for nothing.
_ABOUT_POSTURE = ("what-if", "works", "told-how", "doubted", "praised", "noted")
_DOUBTFUL = 0.9
#: What is never asked about because somebody supposes it.
_NOT_SUPPOSED = SAID | {"undo", "redo", "start_over", "export_video"}
