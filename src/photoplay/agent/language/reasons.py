"""Why something is wished for, told beside the wish: ", they're from the seventies", "its sold out", "he loves it"."""

from __future__ import annotations

import re

_BECAUSE = r"\W*(?:(?:because|cause|cuz|cos|bc|since|as|for|but|and|so|well|you see|after all)\b\W*)*"
_KIN = (
    r"(?:mom|mum|mother|grandmother|grandfather|dad|father|sister|brother|wife|husband|boss|client|customer|"
    r"friend|partner|son|"
    r"daughter|"
    r"kid|kids|grandma|grandpa|gran|nan|aunt|uncle|niece|nephew|seller|buyer|owner|agent|everyone|everybody|"
    r"people)"
)
_WHO = rf"(?:he|she|they|we|(?:my|our|his|her|their|the) (?:\w+ )?{_KIN}|{_KIN})"
#: What is said to be: not how something looks, which may be a complaint, but what it is or where it is from.
_IS_WHAT = (
    r"(?:(?:all |both |actually |really |just |only |still )*(?:"
    r"(?:from|taken|shot|filmed|born|made|bought|given|drawn|painted) (?!the (?:start|beginning|left|right|"
    r"top|first)\b|\d)|"
    r"sold(?: out)?\b|out of stock|off the menu|private\b|discontinued|no longer|not (?:ours|mine|for sale|"
    r"ready|allowed|part)\b|"
    r"(?:my|our|his|her|their|your) (?!(?:bad|mistake|first|last|second|title|caption)\b)\w+|mine\b|ours\b|"
    r"hers\b|"
    r"(?:where|when|what|why|how) \w+|"
    r"the (?:product|place|part|day|moment|reason|house|room|spot|church|hotel|guy|girl|man|woman|lady|bride|"
    r"groom|baby|couple|venue|building|street|beach|view|season|year|best|whole|main)\b(?! (?:one|photo|"
    r"picture|title|text)))\b)"
)
_TELLS = re.compile(
    rf"{_BECAUSE}(?:"
    rf"(?:(?:they|these|those|we)(?:'?re| are| were)|theyre|(?:it|that|this|he|she)(?:'?s| is| was)|its|"
    rf"thats|hes|shes) {_IS_WHAT}"
    rf"|(?:my|our|his|her|their) (?:\w+ )?{_KIN} (?!(?:wants?|needs?|says?|thinks?|asks?|wishes|prefers?|"
    rf"would)\b)\w+s\b"
    r"|(?:we|i|they)(?:'re|'m| are| am) (?:showing|playing|using|sending|giving|presenting|screening|"
    r"printing|watching) "
    r"(?:it|this|them|that)\b|(?:it|this)(?:'s| is|'ll| will)? (?:runs?|running|plays?|playing|goes|shown|"
    r"be shown) (?:on|in|at) "
    r"|(?:it'?s|this is|that'?s) for (?:a |an |the |my |our |his |her )?(?:\w+ )?(?:memorial|funeral|"
    r"wedding|birthday|"
    r"party|dinner|meeting|school|class|church|lobby|screen|presentation|conference|anniversary|reunion)\b"
    rf"|{_WHO} (?:really |just |absolutely |all |always |never |so )*(?:loves?|loved|hates?|hated|likes?|"
    rf"liked|adores?|"
    r"can'?t stand|doesn'?t like|don'?t like|didn'?t like|insists?|insisted|complain(?:s|ed)|asked for it|"
    r"took (?:it|that|this)|never saw)\b)"
)
#: What makes a wish of it after all.
_WISHES = re.compile(
    r"\b(?:make|put|add|remove|delete|move|set|change|use|swap|show|keep|cut|turn|give|take|please|can you|"
    r"could you|"
    r"should|instead|too (?:\w+)|if it|if they)\b"
)
#: What may begin a reason within a sentence that has no commas.
STARTS = frozenset(
    ("its", "it's", "they're", "theyre", "thats", "that's", "he's", "hes", "she's", "shes", "because", "cause", "cuz",
     "cos", "bc")
)  # fmt: skip


def tells_why(line: str) -> bool:
    """Whether words behind a wish only tell why it is wished.

    Args:
        line: Folded.
    """
    found = _TELLS.match(line)
    return found is not None and _WISHES.search(line) is None
