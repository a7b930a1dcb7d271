"""The other photos that are not to move, said right after one was made to: 其他几张都不要动.

Behind another change the same words only say that the others stay as they are; that is read elsewhere.
"""

from __future__ import annotations

import re

from photoplay.agent.language.edits_follow import is_specific
from photoplay.agent.language.meaning import Intent, Ref, Selection
from photoplay.agent.language.rules import Context, Corrected, Message

_STILL = re.compile(
    r"(?:那|然后|但是?|不过|让|把)*(?:其他|其它|其余|剩下|别的|另外|余下)(?:的)?(?:那?[几两三四五六七八九十\d]+张|那些)?(?:的)?(?:照片|图片|图)?"
    r"(?:就|都|全|先|给我)*(?:(?:不要|别|不用|不|不需要)(?:再)?(?:动|动来动去|乱动)|(?:保持)?(?:静止|不动)|定住|停住)(?:了|就行|就好|吧|的)*"
)


def read(message: Message, ctx: Context) -> Corrected | None:
    """The stillness of the others; None: the message says something else."""
    memory = ctx.scene.memory
    if not memory.intents or memory.since or memory.question is not None:
        return None
    moved = [one for one in memory.intents if one.act == "set_motion" and one.slots.get("motion") != "hold"]
    if len(moved) != len(memory.intents) or not all(is_specific(one.photos) for one in moved):
        return None
    if not _STILL.fullmatch(re.sub(r"[\s，,。.!！~]+", "", message.plain)):
        return None
    spared = tuple(
        dict.fromkeys(ref for one in moved if one.photos is not None for ref in one.photos.include)
    )
    if any(ref.kind in ("it", "others") for ref in spared):
        rest = Selection((Ref("others"),))
    else:
        rest = Selection((Ref("all"),), spared)
    still = Intent("set_motion", {"motion": "hold"}, rest, words=message.text)
    return Corrected(intents=(still,), used=frozenset(range(len(message.clauses))))
