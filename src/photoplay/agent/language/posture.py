"""Whether a clause wishes for something at all: only wishes reach the rules that change the video.

A question asks ("can photos be rotated?", 照片可以旋转吗), a report tells ("I already removed photo 2", 标题有错别字),
praise likes, and some orders are about other things than the video ("write a poem about cats"). Commands, "
    "wishes,
polite questions ("could the title be red?", 能不能加音乐) and complaints ("the title is too small") are open.
"""

from __future__ import annotations

import re
from typing import Literal

from photoplay.agent.language.asides import aside_of
from photoplay.agent.language.lexicon import lexicon
from photoplay.agent.language.lines import HIDDEN
from photoplay.agent.language.rules import Clause, Message
from photoplay.agent.language.text import is_han
from photoplay.agent.language.tokens import Token

Posture = Literal[
    "wish", "question", "how", "why", "hypothesis", "report", "praise", "off_topic", "later", "object"
]

#: What begins a line before its first word; the name of a file is one.
_LEAD = (
    rf"^[^\w{HIDDEN}]*(?:(?:so|and|but|ok|okay|hey|hi|hello|um+|uh|well|oh|hmm+|also|btw|by the way|quick question|"
    r"just|curious|sorry|actually|then|now|question)\b\W*)*"
)
_BE = r"(?:is|are|was|were|isn'?t|aren'?t)"
_WHO = r"(?:you|u|we|i|they|people|users|it|this|that|these|those|the|my|our|your|photos?|pictures?|images?|all|any|each|every|he|she|one)"  # noqa: E501

#: "Could you", "is it possible to make it …", "why don't we …": polite ways to wish.
_ASKS_FOR = re.compile(
    r"\bwhat(?:'s| is) (?:still |really )?missing is\b|"
    r"\b(?:do you have|have you got|you got|got) (?:any ?)?(?:other|another)\b|\bany chance (?:of|you|we|"
    r"to)\b|\b(?:do you have|have you got|you got|got) (?:any|some)(?:thing|one)? "
    r"(?:a bit |a little )?(?!longer|later|better|other questions)(?:more \w+|less \w+|\w{3,}er)\b|"
    r"\b(?:(?:can|could|would|will|won'?t|can'?t|couldn'?t|wouldn'?t) (?:you|u|ya)\b(?! (?:tell|explain|"
    r"say)\b)|"
    r"(?:can|could|may) (?:we|i) (?:have|get|see|try|please|do|go|make|put|swap|open|close|cosy|start|end)\b|"
    r"would (?:you mind|it be possible|love|like)|do you mind|(?:is|would) (?:it"
    r"|there) (?:be )?(?:possible|any chance|"
    r"a chance|any way|a way) (?:to|you|we|that you|of)|how about|what about|why (?:don'?t|not)|please|pls|plz|"
    r"(?:wonder(?:ed|ing)?|see|know) (?:if|whether) (?:you|u|we|it) (?:can|could|would|might)|let'?s)\b"
)
_TELL_ME = re.compile(
    _LEAD
    + r"(?:(?:can|could|would|will) (?:you|u) )?(?:please |pls )?(?:tell me|explain|let me know|show me how|say)\b"
    r"(?: to me)? ?(?:what|how|if|whether|which|why|where|who|when|about)\b"
)
_HOW = re.compile(
    _LEAD
    + r"(?:please )?(?:(?:tell|show|teach) me |explain |do you know |(?:can|could) you (?:tell|show|teach) me |"
    r"i (?:want|need|would like|'d like) to know |i don'?t know )?how (?:to\b|(?:do|can|could|would|should|"
    r"does|"
    r"might|did) (?:i|we|you|u|one|someone|people|it|this)\b)|^(?:请问|那|想问一?下?|我想知道|告诉我|教我|"
    r"我?(?:不知道|不会))*[，,]?(?:要|该|应该|我|我们)*(?:怎么|如何|怎样|咋)(?!了|样|回事|还|这么|那么|会|没|又|就|"
    r"办|说|看)(?:才能|能|可以|去)?"
)
_HOW_AT_END = re.compile(
    r"(?:怎么|如何|怎样|咋)(?:加|改|换|删|调|做|弄|设置|用|移|导出|旋转|裁|放|写|去掉)[^，。]{0,6}[?？]?$"
)
_WHY = re.compile(
    _LEAD + r"(?:why (?!not\b|don'?t (?:we|you|u)\b)|how come\b|what makes\b)|^(?:请问)?.{0,8}(?:为什么"
    r"|为啥|为何|怎么这么|怎么会)"
)
_IF = re.compile(
    _LEAD + r"(?:what would (?:it|this|that|they|the \w+|photo \d+) (?:look|sound|feel|be) like|"
    r"what if|what would happen|what happens|suppose|imagine|i (?:just |really )?wonder|i(?:'m"
    r"| am) (?:wondering|not "
    r"sure|unsure)|i was wondering|wondering|should (?:the|it|this|that|i|we|photos?|there|these|those|my)\b|"
    r"do you think (?!you\b)|would (?:the|it|this|that|a|photos?|pictures?|\d+) .*\b(?:look|be|work"
    r"|feel|help|sound|fit)\b.{0,40}\?|"
    r"would (?:it|that) (?:look|help|work|fit|sound|feel|be (?:better|good|nice|ok|okay|too|worth|weird|bad)))"
    r"|^(?:那|我)*(?:如果|要是|假如|假设|万一)(?!可以|方便|能)[^，。]*(?:会|呢|吗|怎么样|如何)|"
    r"^我?(?:不知道|不确定|在想|想知道|好奇|纠结)[^，。]*(?:是不是|要不要|该不该|会不会|应不应该"
    r"|是否|好不好|呢|吗)|"
    r"^(?:你觉得|你说|你看|你认为).*(?:吗|呢|好不好|要不要|会不会|是不是|是否)|(?:该不该|应不应该"
    r"|要不要|是否(?:应该|需要|要))"
)
#: What only asks, by how it begins.
_ASKS = re.compile(
    _LEAD
    + rf"(?:{_BE} (?!too\b|so\b|very\b|way\b|not\b|really\b|kinda\b|a bit\b|a little\b|just\b|much\b)\w|(?:does|doesn'?t|did|didn'?t|has|hasn'?t) "  # noqa: E501
    rf"{_WHO}\b|(?:do|have|had|don'?t|haven'?t) (?:you|u|we|i|they|the|my|our|these|those|all|any|photos?|"
    rf"pictures?|images?)\b[^?]*\?|"
    r"do (?:you|u|we|they)\b|(?:will|would|won'?t) (?:it|this|that|the|my|there|photos?|i)\b|"
    r"what(?:'s|s)?(?: \w+){0,3} (?:is|are|was|were|do|does|did|will|can|could|has|have)\b"
    r"|what(?:'s| kind| sort| type)|"
    r"which \w+.*(?:\?|\b(?:is|are|has|have|was|were|can|do|does|comes?|came)\b)|who(?:'s| is| are"
    r"| made| did| can)|"
    r"where(?:'s| is| are| do| does| did| can)|when (?:is|are|was|were|do|does|did|will|can)\b|"
    r"how (?:long|many|much|big|large|loud|fast|old|often|far|is|are|does|did|good|high|small)\b.*"
    r"|any (?:music|title|text|captions?|transitions?|photos?|limits?|logo)\b[^?]*\?)"
)
#: "Can photos be rotated?", "can I add a title?": whether something can be done at all.
_ABLE = re.compile(
    _LEAD + r"(?:(?:can|could|may|is it possible (?:to|for|that)|is there (?:a|any) way to|am i able to"
    r"|are you able to)\b) ?"
    r"(?:(?:photos?|pictures?|images?|pics|clips|videos|titles|captions|texts|words|transitions|logos|songs|"
    r"people|"
    r"users|one|you ever|anyone|someone|music) \w|(?:i|we) (?:also |even |still |actually |really "
    r"|then |later )*(?:add|"
    r"change|edit|remove|delete|rotate|crop|move|use|upload|export|download|set|choose|pick|adjust|undo|"
    r"make (?:photos|pictures|videos|titles)|turn|mix|cut|trim|write|replace|resize|reorder|swap"
    r"|mute|animate|zoom|have more|include|import|combine)\b|"
    r"(?:you|u) (?:rotate|crop|mirror|flip|reorder|sort|edit|handle|read|open|import|trim|cut|mute"
    r"|reverse|zoom|blur|resize|animate|"
    r"recogni[sz]e|understand|speak|work with) (?:photos?|pictures?|images?|pics|videos?|clips?"
    r"|music|songs?|text|texts|titles|captions|transitions|chinese|english)\W*$|"
    r"(?:rotate|crop|edit|mirror|flip|resize|reorder) (?:photos|pictures|images)\W*$)"
)
#: A value, a photo or a person to do it makes a wish of what asks whether it can be done.
_DEFINITE = re.compile(
    r"\d|第|成|到|为|点|些|帮|给我|麻烦|请|去掉|删|关掉|关了|静音|取消|拿掉|不要|别|最后|开头|这|那"
    r"|它|都|全部|换个|加个|来个|" + HIDDEN
)
_ZH_ABLE = re.compile(
    r"^(?:请问|那|那么|想问一?下?|还有)?[，,]?(?:照片|图片|图|相片|标题|字幕|文字|字体|字|音乐|配乐"
    r"|bgm|转场|视频|影片|片子|滤镜|"
    r"logo|标志|画面|顺序|速度|时长|颜色|背景|片段|水印)(?:们)?(?:也|还|都)?(?:可以|能不能|能"
    r"|可不可以|支持|允许)(?P<what>.*?)(?:吗|么|嘛|呢|不)?[?？]*$"
)
_ZH_ASKS = re.compile(
    r"^(?:请问|那|那么|现在|目前|这个?|整个)*(?:视频|影片|片子|照片|图片|音乐|配乐|标题|字幕|文字"
    r"|画面|声音|颜色|结尾|开头|转场|第.{1,2}张)?.{0,12}"
    r"(?:是不是|有没有|会不会|是否|有无|(?<!不)对不对)(?!可以|能)|(?:有|是|支持|会|需要|算"
    r"|在)[^，。]{0,14}(?:吗|么)[?？]*$|"
    r"(?:了吗|了没|没有?[?？])$|(?<!你说)(?<!觉得)是[^，。]{1,8}还是[^，。]{1,8}[?？]?$|(?:写|叫|用|放|"
    r"是)的?(?:是)?(?:什么|啥|哪)[^，。]{0,6}[?？]?$"
)
_ZH_WISH = re.compile(
    r"有没有[^，。]{0,8}点的|有没有[^，。]{0,10}一些的|帮我|帮忙|给我|麻烦|请(?!问)|能不能(?!.*为什么)|可不可以|可以.{0,14}(?:成|点|些|到)|好吗|行吗"
    r"|可以吗|好不好|行不行|"
    r"吧[。!！?？]*$|能不能给|(?:会)?(?:比较|更)好(?:吧|吗)?|有没有.*(?:给我?|帮我?)?(?:换|来|配)(?:上)?一?[个首段]"
)
_ZH_FIT = re.compile(
    r"(?:视频|片子|影片|这个|它)(?:能|可以|能不能|可不可以)(?:直接)?(?:发|传|上传|放到|用在"
    r"|投)[^，。]{0,10}(?:吗|么|不|[?？])$"
)
_TOO = re.compile(r"(?:太|有点|过于|不够|(?:显得|看起来)有?些?).{0,8}(?:了|吧)?[。!！~～]*$")

_PAST = (
    "removed|deleted|added|uploaded|moved|changed|swapped|rotated|cropped|exported|made|put|set|wrote|replaced|"
    "took|edited|sent|finished|saved|downloaded|shot|used|tried|fixed|cut|trimmed|muted|shared|posted|showed|watched|"
    "turned|chose|picked|renamed|combined|sorted|zoomed|split|reversed|resized|duplicated"
)
_REPORTS = re.compile(
    _LEAD
    + rf"(?:(?:i|we|he|she|my \w+|someone|somebody)(?:'ve|'s| have| has| had)? (?:already |just |also |have |had |even |myself )*(?:{_PAST})"  # noqa: E501
    r"(?! (?:a )?(?:mistake|typo|wrong|it wrong|the wrong))\b"
    rf"|(?:photo|picture|title|music|text|logo|caption|the \w+|it|this|that)(?: \d+)? (?:is|are|was|were|"
    rf"has been|have been|got) (?:already|just) (?:been )?(?:{_PAST}|there|done|gone|vertical|"
    rf"perfect)\b)"
    r"|"
    + _LEAD
    + r"(?:there(?:'s| is| are| was| were)|we have|i have|it has) (?:no|not any|already|still) [\w ]+[.!]*$"
    r"|^(?:我|我们|他|她|朋友)*(?:已经|早就|刚才?|刚刚)(?!说|让|要|叫|那|的|加的|写的|删的|换的"
    r"|改的)[^，。]{0,8}(?:了|过)(?!.*(?:的|再|请|帮|还是|但|不过|错|回|吧|能|吗|想|要"
    r"|成))[^，。]{0,10}[。!！~]*$"
)
_PRAISES = re.compile(
    _LEAD + r"(?:i|we|my \w+|everyone|everybody|she|he|they) (?:really |just |do |absolutely |so "
    r"|totally |also |all |kind of |still |quite )*"
    r"(?:like|likes|liked|love|loves|loved|adore|adores|enjoy|enjoys|enjoyed)\b(?!.*\b(?:better"
    r"|more|most|rather|instead|if|when|to|without|but|would|could|"
    r"should|back|again|put|make|use|please|were|was|it to|after|don'?t|same)\b)"
    r"|" + _LEAD + r"(?:the |that |this |your |my )?(?:\w+ ){0,3}(?:is|are|looks?|sounds?|seems?|feels?|was"
    r"|turned out) (?:really |so |just |very |absolutely |already |pretty |quite |all )*"
    r"(?:great|good|nice|perfect|lovely|beautiful|awesome|amazing|fine|cool|wonderful|gorgeous|fantastic|"
    r"excellent|"
    r"brilliant|ok|okay|right|my favou?rite|the best(?: one)?|cute|adorable|stunning)(?: now"
    r"| already| as (?:it|they) (?:is|are)| to me| enough| here| like that)?[.!~ ]*$"
    r"|^\W*(?:(?:haha+|lol|nice|wow|aww?|thanks|thank you|thx|omg|yay|great|cool|oh|well|ok|okay|and|so|man|"
    r"dude|"
    r"yeah|yes|honestly|hey)\b\W*)*(?:you|u|ya|you're|youre|ur)(?: (?:are|r|seem|seems|sound|look|must be|"
    r"were|really|"
    r"actually|kinda|so|such|pretty|very|quite|a|an|the|one)\b)* (?:cool|nice|smart|funny|fun|good|great|"
    r"awesome|"
    r"amazing|sweet|cute|kind|helpful|clever|friendly|quick|fast|best|star|legend|gem|lifesaver|genius|"
    r"champ|hero|"
    r"angel|rock|rule)(?: (?:person|bot|robot|assistant|guy|one|thing|at this|you know|tbh|lol|haha|too|man|"
    r"dude))*"
    r"[.!~ ]*$"
    r"|^(?:哈+|嗯|哇|谢谢|谢啦)*[，,]?你(?:这人|这个人)?(?:真的?|好|太|挺|很|还|可真|蛮|超|也)+(?:酷|聪明|可爱|厉害|棒|"
    r"贴心|有趣|有意思|搞笑|逗|好|专业|牛|能干|友好|温柔|靠谱|快)(?:的|了|啊|呀|哦|嘛|哈)*[。!！~]*$"
    r"|^(?:我|我们|大家|她|他|我妈|我爸)?(?:都|真的|很|也|超|好|特别|非常|最)*(?:喜欢|爱|满意"
    r"|中意)(?!.*(?:不|更|换|改|放|加|但|还是|就用|用|可是|如果)).{1,14}$"
    r"|^(?:这|那|第.{1,3})?(?:张|个|首|段)?(?:照片|图片|标题|音乐|视频|字幕|转场|片子|效果)?(?:真"
    r"|很|好|挺|特别|非常|超|太)+(?:好看|好听|漂亮|美|棒|不错|可爱|完美|合适|好)(?:了|啊|呀|的"
    r"|哦)*[。!！~]*$"
)
_MISSPELT = re.compile(
    r"\b(?:typos?|misspell\w*|misspelt|spelling (?:mistake|error)|spelled wrong|spelt wrong"
    r"|spelled incorrectly|wrong spelling)\b|错别字|错字|打错字|写错字|拼错|拼写错误|有个?字错"
)

_PAGES = (
    r"(?:poems?|haikus?|limericks?|emails?|e-mails?|(?<!the )(?<!these )letters?|"
    r"essays?|jokes?|recipes?|code|scripts?|programs?|"
    r"articles?|blogs?|blog posts?|tweets?|speech(?:es)?|resumes?|cvs?|cover letters?|novels?|songs? lyrics|"
    r"lyrics|"
    r"homework|functions?|sql|python|summar(?:y|ies)|reports?|reviews?|stor(?:y|ies)|riddles?"
    r"|sonnets?|translations?|"
    r"text messages?|sms|whatsapp|shopping lists?|to-?do lists?|business plans?|press releases?"
    r"|invoices?|contracts?|rap|diary)"
)
_OFF = re.compile(
    _LEAD + r"(?:(?:please|can you|could you|would you|will you|i want you to|i need you to|help me) )*(?:"
    rf"(?:write|compose|draft|generate|create|give|tell|send|make|code|read|finish|do|prepare|"
    rf"type)(?: up)?(?: (?:me|us|him|her|my \w+))?"
    rf" (?:a |an |the |some |my |another |one )?(?:\w+ ){{0,2}}?{_PAGES}\b|"
    r"(?:solve|calculate|translate (?!the title|it\b|the caption|the text)|recommend (?:a|me"
    r"|some) (?:restaurant|movie|film|book|hotel)|book (?:a|me)|order (?:a|me|some) |"
    r"call (?:my|me|a|the police)|remind me|google|search (?:the|for|online)|play (?:chess|a game)"
    r"|sing\b|wake me|turn (?:on|off) the light|"
    r"set (?:an|a) (?:alarm|timer|reminder)|what is the (?:capital|meaning|weather)|buy (?:me|some"
    r"|a)|check (?:the weather|my email)))"
    r"|^(?:请|帮我|给我|麻烦|你?能不能|你?可以|你?能|来|我想让你|替我)*(?:写|作|创作|编|来|讲|翻译"
    r"|生成|给我|念|背)(?:出|一下)?(?:我)?(?:一|两|几)?(?:首|篇|封|段|个|份|则|本)?"
    r"[^，。“”\"「『《：:]{0,12}?(?:诗歌?|邮件|电邮|情书|信件?|作文|文章|代码|程序|小说|笑话|论文"
    r"|简历|日记|脚本程序|周报|总结报告|检讨书|歌词|童话|谜语|故事)(?:吧|吗|好吗)?[。!！?？]*$"
    r"|^(?:请|帮我|给我|麻烦)*(?:订|点外卖|打电话|查一?下?天气|算一?下?\d|提醒我|叫我起床|唱首歌|唱歌)"
)
_OURS = re.compile(
    r"\b(?:video|slideshow|reel|movie|film|photos?|pictures?|images?|pics?|clips?|slides?|title"
    r"|caption|on (?:it|the first|the last)|"
    r"trailer|montage|at the (?:start|end|beginning)|background|story ?(?:format|version|video)"
    r"|(?:insta|instagram|ig|facebook|fb) stor(?:y|ies)|tell(?:ing)? (?:a|the|our) story)\b"
    r"|视频|片子|影片|照片|图片|标题|字幕|上面|第.{1,2}张|开头|结尾|封面|背景|这几张|配乐|音乐"
)


_OPENING = re.compile(
    r"(?:怎么(?:才能|样才能|样|能|可以|去|会)?|如何(?:才能|能|去)?|怎样(?:才能)?|为什么(?:会|要)?|为啥)\s*$"
)


def posture_of(clause: Clause, message: Message) -> Posture:
    """What a clause does.

    Args:
        clause: Of the message.
        message: For the sign that ends the clause.
    """
    line = _line(clause, message)
    # A clause that begins with 把 is cut off from the word that asks.
    if opening := _OPENING.search(message.plain[max(0, clause.start - 16) : clause.start]):
        return "why" if opening.group().startswith(("为", "怎么会")) else "how"
    if aside := aside_of(clause, message, line):
        return aside
    if clause.quotes and not re.match(_LEAD + r"(?:is|are|does|do|did|why|how|what)\b", line):
        return "wish"
    if _OFF.search(line) and not _OURS.search(line) and not clause.quotes and ":" not in line:
        return "off_topic"
    if _TELL_ME.search(line):
        return "how" if _HOW.search(line) else "question"
    if _HOW.search(line) or _HOW_AT_END.search(line):
        return "how"
    if _is_able(clause, line):
        return "how"
    if _ZH_FIT.search(line):
        return "question"
    if _ASKS_FOR.search(line) or (_ZH_WISH.search(line) and not _IF_ZH.search(line)):
        return "wish"
    if _WHY.search(line):
        return "why"
    if _IF.search(line):
        return "hypothesis"
    if _is_asked(line) or _asks_on(clause, message, line):
        return "question"
    if (
        _MISSPELT.search(line) is None
        and _REPORTS.search(line)
        and not re.search(r"\b(?:so|then|now) (?:make|put|set|use)\b", line)
    ):
        return "report"
    return "praise" if _PRAISES.search(line) or _is_shiver(clause, message, line) else "wish"


#: "Goosebumps!! download it": what somebody feels, before what is to be done.
_SHIVERS = re.compile(
    _LEAD
    + r"(?:i(?:'m| am| have| got|'ve got)? |omg |wow |literal(?:ly)? |full |got |such |actual |real |so many |pure )*"
    r"(?:goose ?bumps|chills|shivers|tears|crying|magic|fire|epic|dreamy|so (?:moody|dramatic|cinematic|romantic|dreamy|epic))\W*"  # noqa: E501
)


def _is_shiver(clause: Clause, message: Message, line: str) -> bool:
    """Whether a clause with an exclamation mark, and more behind it, only says what somebody feels."""
    loud = message.plain[clause.end :].lstrip().startswith("!") or line.rstrip().endswith("!")
    return loud and clause is not message.clauses[-1] and _SHIVERS.fullmatch(line) is not None


_IF_ZH = re.compile(r"^(?:你觉得|你说|你认为)|该不该|应不应该|^我?(?:不知道|不确定)")


def _line(clause: Clause, message: Message) -> str:
    """The clause's own words, folded, with the question mark that ends it; quotations hidden."""
    parts: list[str] = []
    end = -1
    for token in clause.tokens:
        if token.carried:
            continue
        parts.append(" " if token.start != end else "")
        parts.append(HIDDEN if token.kind in ("quote", "file", "link") else _plain(token, message))
        end = token.end
    line = "".join(parts).strip()
    after = message.plain[clause.end : clause.end + 2].strip()[:1]
    return line if line.endswith(("?", "？")) or after not in ("?", "？") else line + "?"


def _plain(token: Token, message: Message) -> str:
    # A slip of Chinese signs may have been read across two words: 朋友上次.
    as_typed = token.kind == "said" or (token.slip and is_han(token.plain[:1]))
    return message.plain[token.start : token.end] if as_typed else token.plain


#: "Can we swap the track for something more romantic": a wish, with what is wanted.
_SWAPS_FOR = re.compile(
    r"\b(?:can|could) (?:we|i) (?:swap|switch|change|replace|trade)\b.+ (?:for|to|with) (?:some|a|an|the|one)"
)


def _is_able(clause: Clause, line: str) -> bool:
    """Whether it asks if something can be done at all, without a value that would make it a wish."""
    named = any(
        not one.weak and one.selection.include[0].kind not in ("photos", "all", "it")
        for one in clause.mentions
    )
    if named:
        return False
    if _SWAPS_FOR.search(line):
        return False
    if _ABLE.search(line):
        definite = clause.has("color|platform|position|aspect|look") or bool(
            clause.durations or clause.percents
        )
        return "please" not in line and not (
            definite and re.match(_LEAD + r"(?:can|could|may) (?:i|we)\b", line)
        )
    found = _ZH_ABLE.match(line)
    if found is None or not re.search(r"[吗么嘛呢不?？]$|能不能|可不可以", line):
        return False
    return not _DEFINITE.search(found.group("what")) and not clause.has(
        "color|look|mood|platform|position|aspect"
    )


def _is_asked(line: str) -> bool:
    if _ASKS.search(line):
        tag = re.search(r",? (?:isn'?t it|aren'?t they|doesn'?t it|right)\W*$", line)
        rhetoric = re.match(_LEAD + r"(?:isn'?t|aren'?t|doesn'?t|wouldn'?t|don'?t you think)\b", line)
        return tag is None and rhetoric is None
    if _TOO.search(line) and not re.search(r"是不是|会不会|有没有|是否|有无|[吗么]", line):
        return False
    return _ZH_ASKS.search(line) is not None and not _ZH_WISH.search(line)


def _asks_on(clause: Clause, message: Message, line: str) -> bool:
    """Whether a question without a verb goes on with the one before: "Only widescreen, or vertical too?"."""
    if not line.endswith(("?", "？")) or not lexicon().actions.isdisjoint(
        concept for token in clause.tokens for concept in token.concepts
    ):
        return False
    before = next((one for one in reversed(message.clauses) if one.start < clause.start), None)
    if before is None or not before.is_question:
        return False
    asked = _line(before, message)
    return (
        _ASKS_FOR.search(asked) is None or re.search(r"\b(?:what|which|how|who|where)\b", asked) is not None
    )


def is_misspelt(line: str) -> bool:
    """Whether a line says that words are spelt wrongly."""
    return _MISSPELT.search(line) is not None
