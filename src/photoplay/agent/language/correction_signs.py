"""How people take back what they said, and say what they meant: see ``corrections``."""

from __future__ import annotations

import re

#: Openings that take back.
OPENS = re.compile(
    r"^[\W_]*(?:(?:oh|ah|ay|ayy|aw|eh|ugh|hmm|um|uh|well|hey|but|ok|okay|wait|so|actually|argh|damn|shit|"
    r"crap|er|erm|yeah)[\s,.!…]+)*"
    r"(?P<open>no+(?:[\s,]+no+)*(?=[\s,.!;:…-]+(?:the |that|this|it|i |i'|sorry|not |wait|make|for|on|in|"
    r"to |at |"
    r"from |after |before |rather|"
    r"wrong|other|photo|picture|my |just|actually|\d|[a-z]+ (?:one|photo|picture))|[,.!;…-])|"
    r"nope|not that(?: one)?|not this(?: one)?|wrong(?: \w+)?|"
    r"i (?:actually )?(?:mean|meant|said|wanted)|i was right|it was(?= the )|(?:it|that) was (?:meant |"
    r"supposed (?:to be )?)?(?:for|on)(?= the | photo| number| my )|meant|sorry|sry|"
    r"soz|oops|whoops|my (?:bad|mistake)|correction|scratch that|that(?:'s| is| was) (?:wrong|"
    r"not (?:it|right|what|the))|typo|misspoke|mistake|not (?=(?:the |photo |number |"
    r"#)?\w+(?: one| either| photo)*[\s,;.!-]+(?:sorry[\s,!.]+)?(?:but |rather )?(?:the|photo|number|\w+ one)))"
    r"|^[\W_]*(?:啊|哦|哎呀|哎|呃|额|诶|唉|嗯|那个)*[\s，,]*(?P<zh>不对|不是(?!很|不|太)|错了|"
    r"说错|搞错|弄错|打错|选错|删错|写错|加错|改错|放错|我是说|我说的是|我的意思是|我指的是|"
    r"应该是|抱歉|对不起|不好意思|口误|sorry|手误|是我说错)"
)

END_SPELLING = re.compile(
    r"[,.;!\s](?:sorry|oops|my bad|my mistake)\W*$|[，,](?:抱歉|不好意思|说错了?)\W*$|才对|才是|我说错|打错了|"
    r"说错了|弄错了|搞错了|选错了"
)

INSTEAD = re.compile(r"\b(?:instead|rather|i meant|i mean)\b[\W_]*$|(?:才对|才是)[\W_]*$")

#: "15 is better", "orange suits it better than red": another value for the last wish.
PREFERS = re.compile(
    r"\b(?:is|was|would be|looks?|works?|suits?|fits?|goes)\b[^,.!?]{0,24}\b(?:better|nicer|prettier|right|"
    r"enough|best)\b"
    r"|(?:更|比较)(?:好|合适|搭|配)|(?:好|合适)(?:一)?(?:点|些)"
)
#: What stays as it is in "delete the first, the third stays".
STAYS = re.compile(r"\b(?:stays?|keep|leave|remains?)\b|留着|留下|保留|别动|不动|不要动|不变")

COMMANDS = re.compile(
    r"\b(?:remove|delete|add|move|put|make|change|set|use|swap|rotate|crop|replace|keep|turn|"
    r"give|write|drop|mute|zoom|play|show|have|should)\b|删|加|移|挪|换|改|调|放|用|旋转|变|"
    r"去掉|写|弄|做成|静音"
)


#: Openings of "no, to the right".
NO = re.compile(
    r"^\W*(?:no|nope|nah|not|other|the other|opposite|the opposite|wrong|sorry|oops|wait|i (?:said|meant|mean)|"
    r"actually|hmm|rather|"
    r"反|不对|不是|错|相反|方向|搞反|弄反|我说|是)"
)
