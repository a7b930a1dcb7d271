"""What a clause does with what it names: it forbids it, asks about it, or only protects it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from photoplay.agent.language.content import is_content, is_predicate
from photoplay.agent.language.lexicon_ground import words
from photoplay.agent.language.text import is_han
from photoplay.agent.language.tokens import Token


def _begins_wish(token: Token) -> bool:
    """Whether the wish itself begins: "instead of fades | use wipes"."""
    return token.has("use", "add", "put", "create", "change", "show") or token.plain in (
        "go", "do", "make", "try", "give", "let's", "i want", "have", "please",
    )  # fmt: skip


def negated(tokens: Sequence[Token]) -> frozenset[int]:
    """Numbers of the tokens that are said not to be."""
    found: set[int] = set()
    for at, token in enumerate(tokens):
        if not token.has("not"):
            continue
        contrasts = token.plain in ("instead of", "rather than")
        if _only_sighs(tokens, at):
            continue
        place = at + 1
        while place < len(tokens) and place <= at + 6:
            other = tokens[place]
            if (
                other.kind in ("newline",)
                or (other.kind == "punct" and other.plain in ",，")
                or other.has("but")
                or (contrasts and place > at + 1 and _begins_wish(other))
            ):
                break
            found.add(place)
            place += 1
        if (is_han(token.plain[0]) and place == at + 1) or all(
            tokens[later].has("filler") for later in range(at + 1, len(tokens))
        ):
            # 音乐不要, 第二张和第五张不要了: it stands behind.
            found.update(number for number in range(max(0, at - 8), at))
    return frozenset(found)


def _only_sighs(tokens: Sequence[Token], at: int) -> bool:
    """Whether "no" only begins the message and a wish follows: "hmm no bring the crossfades back"."""
    if tokens[at].plain != "no" or at + 2 >= len(tokens):
        return False
    lead = all(one.has("filler") or one.kind == "punct" for one in tokens[:at])
    verb, then = tokens[at + 1], tokens[at + 2]
    return (
        lead
        and verb.has("move", "put", "change", "add", "use", "give", "keep", "remove", "swap", "undo")
        and (verb.plain == "bring" or not verb.plain.endswith(("ing", "s")))
        and then.plain in ("the", "my", "it", "them", "that", "this", "those", "these", "a", "all", "our")
    )


#: Questions by which something definite is wished for: "why not make it vertical?", 第二张可以变黑白吗.
_SUGGESTS = re.compile(
    r"^(?:(?:and|so|but|ok|okay|hey|or|then|well|hmm)\W+)*(?:how about|what about|why not|why don'?t (?:we|you)|"
    r"any chance (?:of|to|you|we))\b(?! (?:the )?(?:length|size|limit|credits?|price|cost))"
    r"|^(?:第 ?[^ ]{1,3} ?[张 ]|它|这张|那张|最后|标 ?题|音 ?乐)[^?？]*(?:可 ?以|能 ?不 ?能|可 ?不 ?可 "
    r"?以)[^?？什哪多几怎]{2,}"
    r"|^是 ?不 ?是 ?可 ?以|^要 ?不 (?!要)"
)


#: When or where something is, which asks nothing: "when we get to the fourth picture the story changes".
_TELLS_WHEN = re.compile(
    r"^(?:(?:and|so|but|ok|okay|then|right|just|only) )*(?:when|where|wherever|whenever) "
    r"(?:we|you|i|it|they|the|that|this|my|he|she|photo|picture|one)\b"
)


#: Behind these 几张, 几秒 are some, and no question how many.
_SOME = words("", "这 那 其余 其他 其它 剩 余 最后 末 尾 后 前 头 开头 开始 中间 好 别的 另外 上面 下面 随便")


def is_some(tokens: Sequence[Token], at: int) -> bool:
    """Whether 几 stands behind what makes it some of them: 最后几秒, 其余几张."""
    return at > 0 and tokens[at - 1].plain.endswith(_SOME)


def asks(tokens: Sequence[Token], text_after: str) -> bool:
    """Whether a clause is a question, not a polite wish."""
    said = [token for token in tokens if token.kind not in ("punct", "emoji", "newline")]
    if not said or _SUGGESTS.search(" ".join(token.plain for token in said)):
        return False
    has_word = any(token.has("question") for token in said)
    is_marked = text_after.strip()[:1] in ("?", "？")
    polite = said[0].plain in ("can", "could", "would", "will") or said[0].plain.startswith(
        ("can ", "could ", "would ", "will ", "please", "能不能", "可不可以", "可以", "能", "请", "帮")
    )
    if has_word and not polite:
        first = next(
            (token for token in said if not (token.has("filler") and not token.has("question"))), said[0]
        )
        if first.has("question") and not is_han(first.plain[0]):
            return is_marked or _TELLS_WHEN.match(" ".join(token.plain for token in said)) is None
        if any(
            token.has("question")
            and is_han(token.plain[0])
            and token.plain != "吗"
            and not (token.plain[0] == "几" and is_some(said, number) and not is_marked)
            for number, token in enumerate(said)
        ):
            return True
    verbs = any(
        token.has("remove", "add", "change", "move", "create", "put", "swap", "export", "undo")
        for token in said
    )
    return is_marked and (has_word or not polite) and not (verbs and not has_word)


_UNTOUCHED = (
    "as they are", "as it is", "as is", "leave it alone", "leave them alone", "unchanged", "untouched",
    "the way they are", "the way it is", "as they were", "as it was",
)  # fmt: skip
#: Without a verb: "rest untouched"; and the other way round: "nothing else needs to change".
_REST_STAYS = re.compile(
    r"(?:and )?(?:the )?(?:rest|others?|everything else|all the others|remaining)(?: ones| photos"
    r"| pics)?(?: is| are| just)? "
    r"(?:untouched|unchanged|same|the same|as is|as it is|as they are|stay|stays|normal|alone"
    r"|fine|good|perfect|ok)"
    r"|(?:and )?nothing else (?:needs|has|should|is|must|ought)?(?: to)?(?: be)?(?: \w+)?"
    r"|(?:and )?no other changes?(?: \w+)*"
    r"|(?:(?:but|and|while|just) )*keep(?:ing)? the (?:total|overall|whole|entire)(?: video)?"
    r"(?: ?(?:length|duration|time|running time))*(?: (?:the same|as it is|as is|unchanged|same))?"
)
#: A photo that keeps its place while others change theirs.
_IN_PLACE = re.compile(
    r"^(?:but |and |just |please |though )*(?:keep|leave) (?:the )?(?:"
    r"(?P<side>first|last|opening|final)(?: one| photo| picture| pic)?(?: in)? (?:(?P=side)(?: place)?|at the "
    r"(?:very )?(?:start|front|beginning|end|back))$"
    r"|.{1,24}\bwhere (?:it|they) (?:is|are)$|.{1,24}\bin (?:its|their) places?$)|(?:就算了|算了吧|就免了)$"
)
_TOUCHES = frozenset(("touch", "change", "alter", "modify", "affect", "mess", "edit"))
_KEPT = words(
    "",
    "不变 别动 不要动 不动 别改 不要改 别管 不用动 不用改 维持原样 保持原样 保持不变 照旧 不用管 别碰 先不管 不改 "
    "不用换 别换 不要换 不换 不用变 别变 不必改 不必换 不要变 默认就行 原样保留 保留原样 原封不动 维持不变 照原样",
)
_ENDINGS = ("", "了", "吧", "啊", "哦", "哈", "就行", "就好", "即可")
#: Said behind what is to stay: 其他保持原样，请执行.
_MANNERS_AT_END = re.compile(r"(?:请执行|请处理|请照办|谢谢你?|多谢|辛苦了?|麻烦了?|拜托了?|感谢)+$")
_KEPT_AT_END = tuple(one + end for one in _KEPT for end in _ENDINGS)


#: 别换音乐, 不用改标题, 音乐不要换: what is not to be exchanged or changed.
_NOT_CHANGED = re.compile(
    r"^(?:但是?|就|请|千万|也|都|还有|然后)*(?:不要|别|先别|不用|不必|不需要|无需|甭)(?:去|再|给我|帮我)?"
    r"(?:换|更换|替换|改|更改|修改|改动|动|碰|调|调整|删|删除)(?:掉)?"
    r"(?:我的|那个|这个|原来的|其他的?|现在的)?(?:背景)?"
    r"(?:音乐|配乐|歌|曲子|bgm|标题|字幕|文字|字|转场|过渡|滤镜|顺序|logo|标志|比例|画幅|时长|颜色|色调|片尾|结尾|开头|速度|节奏)"
    r"(?:和(?:音乐|配乐|标题|字幕|文字|转场|滤镜|顺序))?(?:了|吧|啊|哦|哈|就行|就好)*$|"
    r"(?:不要|别|先别)再?换(?:了|吧|啊|哦|哈|就行|就好|就这样|就可以)*$"
)


def protects(tokens: Sequence[Token]) -> bool:
    """Whether a clause only says what is to stay as it is."""
    plain = " ".join(token.plain for token in tokens)
    if _REST_STAYS.fullmatch(plain):
        return True
    left_alone = plain.startswith(("leave ", "but leave ", "please leave ")) and plain.endswith(" alone")
    if any(token.has("only") and not token.has("filler") for token in tokens) and not left_alone:
        return False
    if any(one in plain for one in _UNTOUCHED) and any(
        word in plain for word in ("leave", "keep", "stay", "remain")
    ):
        return True
    if _keeps(tokens) or _excludes(tokens) or left_alone or _IN_PLACE.search(plain):
        return True
    if any(token.kind == "quote" for token in tokens):
        return False
    for number, token in enumerate(tokens):
        near = tokens[number + 1 : number + 5] if token.has("not") else ()
        if len(near) > 1 and near[0].plain in ("动", "碰") and is_content(near[1]):
            return True
        if any(other.plain.split(" ")[0] in _TOUCHES and not other.has("into") for other in near):
            return True
    glued = "".join(token.plain for token in tokens if is_han(token.plain[:1] or " "))
    if _NOT_CHANGED.search(glued):
        return True
    kept = _MANNERS_AT_END.sub("", glued).endswith(_KEPT_AT_END)
    if kept and any(token.has("other") for token in tokens):
        return True
    return kept and not any(token.has("remove", "swap", "add", "undo", "motion") for token in tokens)


def _excludes(tokens: Sequence[Token]) -> bool:
    """Such as "not the first one": photos that are left out, and nothing else."""
    said = [token for token in tokens if token.kind != "punct" and not token.has("filler", "but", "and")]
    return (
        len(said) > 1
        and said[0].plain in ("not", "but not")
        and any(
            token.kind == "ordinal" or token.has("photo", "one", "last-place", "first-place")
            for token in said[1:]
        )
        and all(
            token.kind in ("ordinal", "number")
            or token.has("photo", "one", "last-place", "first-place", "and", "only")
            for token in said[1:]
        )
    )


def _keeps(tokens: Sequence[Token]) -> bool:
    """Such as "keep the tune", "leave the other line": a thing, no photos, and nothing said of it."""
    said = [token for token in tokens if is_content(token)]
    if len(said) < 2 or said[0].plain not in ("keep", "leave", "保留", "留着"):
        return False
    rest = said[1:]
    return all(
        token.kind == "word"
        and not is_predicate(token)
        and not token.has("only", "photo", "one", "clip", "it", "this", "new")
        for token in rest
    ) and any(
        token.has(
            "text",
            "title",
            "subtitle",
            "caption",
            "music",
            "logo",
            "transition",
            "end-card",
            "volume",
            "sound",
        )
        for token in rest
    )
