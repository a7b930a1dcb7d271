"""What the rules about words share: what speaks of words, of beginnings and ends, what is there already."""

from __future__ import annotations

import re

from photoplay.agent.language.given_signs import ROLE_CONCEPTS
from photoplay.agent.language.rules import Clause, Context
from photoplay.timeline.model import TextClip

TOPIC = ROLE_CONCEPTS + "|text"

WRITES = re.compile(
    r"\b(?:writ\w*|put|add|type|show|display|place|says?|saying|said|stick|overlay|print|"
    r"insert|include|have|want|need|give|throw|slap|reads?|reading|"
    r"spell|drop|set|use|superimpose|caption\w*|title\w*|label\w*|called|names?|named|words?|text|"
    r"letters?|with|headline|heading|lettering|tag)\b"
    r"|slogan|tagline|写|打|加|添|补|出现|提到|突出|出□|呈现|口号|标语|放|显示|配|标|贴|来|弄|印|题|输入|插入|"
    r"叠加|注明|叫|字|用|名"
)

CHANGES = re.compile(
    r"\b(?:chang\w*|replac\w*|should (?:say|read|be|have been)|must (?:say|read|be)|instead|"
    r"needs? to (?:say|read|be)|rather have|supposed to|meant to (?:say|read)|update|"
    r"edit|correct\w*|fix|rename|reword|rewrite|switch|make (?:it|that|the (?:title|text|"
    r"caption|subtitle)) (?:say|read|be|\u25a1)|make (?:this|them) \u25a1|let it (?:say|read)|spell\w*|spelt)\b"
    r"|改成|换成|改为|换为|应该是|应该写|应该叫|写错|打错|才对|改一下|替换|改写|更正|改名|修改|改"
)

TO_TITLE = re.compile(
    r"\b(?:at|in|on|for) the (?:very )?(?:start|beginning|opening|intro|front)\b|"
    r"\bopening (?:words?|line|text|shot|photo|picture|image|slide|frame)\b|\bat first\b|"
    r"\bfirst thing\b"
    r"|\b(?:start|open|begin|kick off|opens|starts|begins) with\b|开头|片头|开场|一开始|"
    r"最前面|首页|开始的?时候|开始处|封面"
)

#: The photo that ends the video, and no card.
PHOTO_AT_END = re.compile(r"(?:片尾|结尾|末尾|最后)的?[那这]?一?[张幅](?!卡)")
TO_END = re.compile(
    r"\b(?:at|in) the (?:very )?end\b|"
    r"\b(?:end|finish|close|conclude|clos|wrap up)(?:s|es|ing)? (?:it |off |up )?(?:with|on|"
    r"by)\b|\bending\b|结尾|片尾|最后面?(?!一|两|二|三|几|张)|末尾|收尾|"
    r"结束的?时候"
)


NAME_TALK = re.compile(r"\b(?:his|her|their|my|our|the|your|its) (?:\w+ )?names?\b|名字|姓名")

#: "Don't add a title yet."
HELD_BACK = re.compile(
    r"^\W*(?:please |pls |but |and |so )*(?:don'?t|do not|never|no need to) (?:\w+ )?(?:add|"
    r"write|put|include|show|use|insert)\b(?!.*\b(?:but|just|instead)\b)|^(?:请|先|但|千万|"
    r"还是)*(?:别|不要|不用|先别|先不)(?:加|写|打|放|添)(?!.*(?:而是|只|改成|换成))"
)


def lines_of(ctx: Context) -> list[TextClip]:
    """Texts on the timeline, in order of time."""
    found = [
        clip for track in ctx.scene.timeline.tracks for clip in track.clips if isinstance(clip, TextClip)
    ]
    return sorted(found, key=lambda clip: clip.start_ms)


_ON_WORDS = (
    "add_text", "edit_text", "add_captions", "remove_text", "set_end_card", "remove_end_card", "cannot",
)  # fmt: skip


def is_answered(clause: Clause, ctx: Context) -> bool:
    """Whether a rule about words has answered this clause."""
    return any(
        one.words == clause.text
        and one.act
        in (
            "add_text",
            "edit_text",
            "add_captions",
            "remove_text",
            "set_end_card",
            "remove_end_card",
            "cannot",
        )
        for one in ctx.intents
    )


def note_words(clause: Clause, *, everything: bool = False) -> None:
    """What is about words is read, and no business of later rules."""
    for token in clause.all(TOPIC):
        clause.claim(token)
    for token in clause.all("color|position|write"):
        clause.claim(token)
    for token in clause.tokens:
        if (
            token.kind in ("quote", "link")
            or everything
            or (
                clause.free_span
                and clause.free_span[0] <= token.start < clause.free_span[1]
                and not token.carried
            )
        ):
            clause.claim(token)
    for mention in clause.mentions:
        clause.claim(mention)


#: "Drop it down to the bottom" puts it there.
_DROPS_INTO = re.compile(
    r"\bdrop\b[^,.;]*\b(?:down|to the|onto|into|in the|at the|lower|on (?:the|photo|it|every))\b"
)


def removes(clause: Clause) -> bool:
    """Whether anything is to go; 去 after a verb of moving only says whereto (放上去)."""
    return any(
        (token.plain not in ("去", "掉") or re.search(r"[上下进出过回放边]去", clause.plain) is None)
        and not (token.plain == "drop" and _DROPS_INTO.search(clause.plain))
        for token in clause.all("remove")
    )
