"""What begins like words to be shown, and what does not."""

from __future__ import annotations

import re
from collections.abc import Sequence

from photoplay.agent.language.tokens import Token

#: Greetings and the like, which are shown without anybody saying that they are words.
GREETINGS = re.compile(
    r"^(?:happy |merry |thank(?:s| you)|congrat|welcome|the end\b|i love|we love|love you|"
    r"good (?:morning|night|bye)|goodbye|best |see you|hello|hi |dear |to be continued|"
    r"coming soon|new (?:arrival|in)|sold out|sale|for sale|save the date|just married|"
    r"rest in peace|get well|bon voyage|once upon|"
    r"生日快乐|新年快乐|圣诞快乐|谢谢|感谢|再见|恭喜|欢迎|祝|完$|我爱|爱你|未完待续|敬请期待|节日快乐)"
)

#: What begins the name of a thing, a place or a look, and no words to be shown.
NOT_WORDS = re.compile(
    r"^(?:a |an |the |some |it\b|them\b|this\b|that\b|these\b|those\b|more|less|my |our |his |"
    r"her |their |your |another|all|both|no |photo|picture|image|text|words?|music|\d+ (?:s|"
    r"sec)|one\b|something|everything|caption|title|back\b|in\b|on\b|off\b|away\b|up\b|down\b|together|like (?:a|an) |"
    r"from (?:\d|second)|从第?\d|(?:italic|bold|underlined|capital|uppercase)\b)"
)

#: Words that only say that a name is wanted.
NAMELESS = re.compile(
    r"(?:两个人|他们|她们|我们|他|她|新人|两人)的?名字?|(?:the|his|her|their|our|my) names?", re.IGNORECASE
)

ROLES = ("subtitle", "title", "lower-third", "caption", "badge", "end-card")
ROLE_CONCEPTS = "|".join(ROLES)


def role_of(token: Token) -> str:
    """The role that a token names, or ""."""
    return next((role for role in ROLES if role in token.concepts), "")


#: What stands for words that are not said: "put our address on it".
_STANDS_FOR = re.compile(
    r"\b(?:names?|address|phone|number|website|site|url|handle|date|price|email|photo|picture|face|logo|brand|"
    r"hours|contact|details|info|slogan|tagline|company|shop|store)\b"
)


def is_ours(words: str, inside: Sequence[Token]) -> bool:
    """Whether "our baby boy" in "put our baby boy on the first picture" is what shall be read there."""
    low = words.casefold()
    if not re.match(r"(?:our|my) \w+ \w+", low) or _STANDS_FOR.search(low):
        return False
    return all(not token.concepts and not token.files for token in inside[1:])
