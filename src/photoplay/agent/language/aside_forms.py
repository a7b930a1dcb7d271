"""How people tell, put off, suppose and object, with the words of a wish: see ``asides``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Aside = Literal["report", "later", "hypothesis", "question", "object", ""]

_LEAD = (
    r"^\W*(?:(?:so|and|but|ok|okay|hey|hi|hello|um+|uh|well|oh|hmm+|also|btw|by the way|lol|haha+|actually|then|now|"
    r"maybe|fun fact|yesterday|last (?:week|month|year|time|night)|the other day|back then|honestly|you know|"
    r"because|since|cause|cuz|cos)\b\W*)*"
)
_KIN = (
    r"(?:sister|brother|bro|sis|mom|mum|mommy|mother|dad|daddy|father|boss|client|customer|friend|buddy|wife|husband|"
    r"hubby|girlfriend|boyfriend|partner|son|daughter|kid|child|children|grandma|grandpa|granny|gran|nan|grandson|"
    r"granddaughter|teacher|student|colleague|coworker|co-worker|neighbou?r|aunt|uncle|cousin|manager|team|family|"
    r"niece|nephew|roommate|fiance|fiancee|ex|guy|girl|lady|photographer|designer|parents|folks)(?:'s)?s?"
)
_WHO = (
    rf"(?:(?:my|our|his|her|their|the|a|some|one of my) (?:\w+ )?{_KIN}(?: \w+)?|"
    r"he|she|they|we|hers|his|theirs|everyone|everybody|people|most people|other people|nobody|no one|someone|somebody)"
)
_OFTEN = r"(?:always|usually|often|mostly|normally|sometimes|rarely|generally|typically|constantly)"
_LATER = (
    r"(?:tomorrow|someday|some day|next (?:time|week|month|year)|at some point|eventually|in the future|another time|"
    r"one day|down the (?:road|line)|some other (?:time|day)|another day|(?<!seconds )(?<!secs )(?<!second )(?<!sec )"
    r"(?<!bit )(?<!little )(?<!s )later(?: on)?)"
)


@dataclass(frozen=True, slots=True)
class Form:
    """One way to wish for nothing.

    Attributes:
        aside: What it is then.
        of: In a clause.
        sentence: Whether ``of`` is looked for in the whole sentence, and holds for every clause of it.
    """

    aside: Aside
    of: re.Pattern[str]
    sentence: bool = False


FORMS: tuple[Form, ...] = (
    Form(
        "question",
        re.compile(
            r"^\W*(?:\w+ )?(?:can|could|will|may) (?:i|we|you) (?:still|always|ever) [^.!]*\?|"
            r"^\W*(?:can|could|may|will) (?:i|we|you)\b[^.!?]*\blater(?: on)?\?|"
            r"^\W*(?:is it possible|can (?:i|we|one)|are there|do you)\b[^.!]*\bor (?:only|just|is it|not)\b"
        ),
        sentence=True,
    ),
    Form(
        "report",
        re.compile(
            rf"{_LEAD}(?:i bet|apparently|supposedly|allegedly|rumou?r has it|word is|(?:they|people|experts?) "
            rf"(?:all )?(?:say|recommend|claim)|"
            r"(?:some|most|many|other) (?:people|folks|users) (?:say|prefer|like|think|use|want)|(?:i |we "
            r")?heard\b(?! the)|someone (?:told|said|mentioned)|did you know)\b"
            rf"|{_LEAD}i (?:almost|nearly|accidentally|was (?:going|about|planning|gonna) to)\b|\bit took (?:me|"
            rf"us|him|her|them)\b"
            r"|\b(?:makes?|making) (?:\w+ )?sense\b|\bis growing on\b"
            rf"|{_LEAD}(?:we|they|he|she|i) (?:only |just |really |actually |both |all )*(?:stayed|spent|went|drove|"
            r"lived|waited|walked|hiked|swam|met|married|visited|flew|arrived|left|grew up)\b(?! out\b)"
            r"|\b(?:it|that|this|upload(?:ing)?|download|export|drive|flight|trip|baking) (?:took|has taken) "
            r"(?:(?:me|us|about|only|around|like|over) )*(?:\d|an?\b|half|one|two|three|five|ten|twenty|thirty|ages)"
            r"|\b(?:was|were) (?:shot|taken|made|baked|built|written|born|bought|found|filmed|painted|recorded) "
            r"(?:on|in|by|at|with|from|during|when|before|last)\b"
            r"|\b(?:hours?|days?|weeks?|months?|years?) (?:of \w+|ago)\b"
            rf"|{_LEAD}(?:the )?last time\b|^\W*(?:the )?last time (?:i|we)\b"
            r"|^\W*(?:the |most |our |all )?"
            r"(?:buyers|customers|clients|people|viewers|guests|visitors|readers|shoppers|fans) "
            r"(?:always |usually |often |mostly |really |just )*"
            r"(?:linger|look|love|like|stop|stare|click|scroll|watch|read)"
            r"\b(?! (?:the |this |that )?(?:photo|picture|one|\d))"
            r"|\bthe (?:story|mood|plot|scene|action|drama|day|night|trip|journey|season|chapter|adventure|party) "
            r"(?:really |then )?(?:changes|shifts|turns|starts|begins|continues|ends|moves on|unfolds|picks up|"
            r"gets \w+)\W*$"
            r"|^(?:因为)?(?:我|我们|他|她|他们|大家|老人家?|孩子|小孩|爷爷|奶奶|爸爸?|妈妈?|我[爸妈爷奶])*(?:眼神|眼睛|视力)?"
            r"(?:看东西|看字|看|读|反应|认字|阅读)得?(?:比较|很|有点|太|特别|挺|也)*慢$"
            r"|^我?(?:[爸妈妹弟姐哥爷奶]|老公|老婆|朋友|同事|老板|家人|闺蜜)(?:[爸妈妹弟姐哥爷奶])?(?:说|觉得|讲)[^。！？]*(?:我(?:觉得|看|想)(?:不|没)|但我)"
            r"|^(?:我|我们)?(?:差点|还?以为|本来(?:想|要|打算))|^(?:幸好|还好|原来(?:这|那|如此|你|是))"
        ),
    ),
    Form(
        "later",
        re.compile(
            r"\b(?:the|my|our|for (?:my|the|our)) next (?:video|project|slideshow|film|time)\b|\b(?:my|our) next "
            r"(?:one|clip)\b"
            rf"|{_LEAD}(?:i|we)(?:'m|'re| am| are)? (?:still )?(?:need to |have to |gotta )?(?:deciding|decide|"
            rf"thinking it|think about|debating|figuring|figure out)\b"
            r"|^(?:我|我们)?(?:的)?(?:下一个|下个|下一条|下一部|下支)(?:视频|片子|项目|影片|作品)"
        ),
    ),
    Form(
        "hypothesis",
        re.compile(
            r"^\W*(?:i'?m )?not (?:saying|asking|suggesting|demanding)\b|^\W*(?:\w+ ){0,2}?that'?s what (?:i|you|"
            r"they|he|she|we) (?:meant|mean|said|call)\b|"
            r"\bso that'?s (?:what|how|why)\b|\bif it (?:was|were) (?:up to me|me|mine|my (?:call|video))\b"
        ),
        sentence=True,
    ),
    Form(
        "question",
        re.compile(
            r"^\W*(?:so |and |hmm |well )*(?:would|should|do) (?:you|i|we)\b[^.!]*\bor\b[^.!]*\?|\bwhat "
            r"about\b[^.!]*\bwhat(?:'s| is| are)\b"
            r"|(?:收费|要钱|花钱|加钱|扣(?:积)?分|变差|受损|影响画质|变糊)[^。！]*(?:吗|么|不|[?？])"
        ),
        sentence=True,
    ),
    # -- put off
    Form(
        "later",
        re.compile(
            r"^\W*(?:\w+ ){0,2}?(?:i'?ll |i will |will |gonna )?(?:be (?:right )?back\b(?! to)|brb\b)|"
            r"^\W*i(?:'ve| have)(?: only)?(?: got)? \d+ (?:min|mins|minutes|hours)\b|"
            r"^(?:请)?(?:等我?|给我|稍等)[^，。]{0,4}(?:分钟|小时)[。！]*$|"
            r"(?:分钟|小时|一会儿?|马上)[之以]?后?(?:再)?(?:回来|过来|再来)"
        ),
        sentence=True,
    ),
    Form(
        "later",
        re.compile(
            rf"{_LEAD}{_LATER}\W+(?:i|we|you|it|that)\b"
            rf"|{_LEAD}(?:i|we)(?:'ll| will|'m going to| am going to|'re going to|'d| would| want| wanna| plan"
            rf"| might| may| can| could)\b[^?]*\b{_LATER}\W*$"
            rf"|{_LEAD}(?:add|export|change|do|decide|make|put|remove|render|download|finish|edit|pick|choose) "
            r"[^?]{0,40}\b(?:later|tomorrow|next (?:time|week)|some other time|another time)\W*$(?<! s later)"
            rf"|{_LEAD}(?:i|we)(?:'ll| will) (?:ask|tell|let you|let u|think|decide|export|download|render|show|check|"
            r"get back|see|look|consider|sleep on|come back|wait|talk|discuss)\b"
            r"|\b(?:but|just|though) not (?:right )?(?:now|yet|today)\b"
            r"|^(?:我|我们|那|那就)?(?:明天|后天|改天|回头|晚点|晚上|过几天|有空|哪天|周末|下周|以后|等会儿?|"
            r"待会儿?)(?:我|我们)?(?:再|才|可能|会|想|还)"
            r"|^(?:下次|下回)|^(?:我|我们)?(?:之后|以后|将来)(?:我|我们)?(?:可能|也许|会|再|或许|想)"
        ),
    ),
    Form(
        "later",
        re.compile(
            r"^\W*(?:\w+ ){0,2}?(?:once|as soon as|when|whenever|after|the moment|until|till) (?:i|we|he|she|"
            r"they|my \w+|"
            r"mum|mom|dad|the \w+|everyone|all)\b[^.!?]*\b(?:i|we)(?:'ll| will|'d| would)\b"
            r"|\b(?:i|we)(?:'ll| will) [^.!?]*\b(?:once|as soon as|the moment) (?:i|we|he|she|they|my \w+|the \w+)\b"
            r"|^(?:等|待)(?:我|我们|他|她|妈|爸|老板|客户|朋友|照片|设计|大家|全部|都|明天|有空|"
            r"以后)[^。！？]*(?:再|就|才)"
        ),
        sentence=True,
    ),
    # -- objected to: what was done was not wanted
    Form(
        "object",
        re.compile(
            rf"{_LEAD}(?:nobody|no one|i never|i didn'?t|i did not|we never|who) (?:ever )?(?:said|say|asked?|"
            rf"tell|told|"
            r"wanted|want)(?: (?:you|u|for (?:it|that)))? to\b"
            r"|(?:^|，)(?:我|我们)?(?:又|可|并|根本|都)?(?:没|没有)(?:让|叫|要求|说要?|说过)(?:你|过|要|"
            r"让)?(?!错)|^谁(?:让|叫|要)你"
        ),
    ),
    # -- needless
    Form(
        "report",
        re.compile(
            rf"{_LEAD}(?:(?:there(?:'s| is) )?no need to\b|no (?:rush|hurry|worries)\b|"
            r"(?:you|u) (?:don'?t|do not) (?:have|need) to\b|(?:you|u) needn'?t\b|don'?t (?:bother|worry)\b|"
            r"(?:i|we) (?:don'?t|do not|wouldn'?t) mind\b(?! if)|(?:i|we)(?:'d| would) rather not\b)"
            r"|^(?:先)?(?:不急|不着急|别急)|^(?:不用|不必|没必要|无需)(?:再)?(?:改|动|换|调|管|麻烦|着急|急)"
        ),
    ),
    # -- supposed
    Form(
        "hypothesis",
        re.compile(
            rf"{_LEAD}(?:i|we)(?: was|'m| am| were|'ve been| have been|'re| are)? (?:just |only |also |still "
            rf")*(?:thinking|"
            r"thought|considering|debating|pondering|toying with|tempted|torn|dreaming)\b(?: (?:about|of|on|"
            r"between|to)\b|(?= \w+ing\b))"
            rf"|{_LEAD}(?:maybe|perhaps) (?:i|we)(?:'ll| will| might)\b|{_LEAD}(?:maybe|perhaps)? ?i (?:should|"
            rf"could) (?:maybe |perhaps |probably |also |just |have )*"
            r"(?:add|remove|make|change|put|use|move|cut|try|delete|take|swap|turn|drop|switch)\b(?! you)"
            rf"|{_LEAD}i (?:might|may) (?:also |even |still |just |actually )*(?:want|need|like|add|change|make|"
            rf"have|go|use|try|put|remove|cut|prefer)\b"
            r"|^(?:我|我们)?(?:可能|也许|或许|说不定)(?:会|要|想|需要|还会|还要)"
        ),
    ),
    Form(
        "hypothesis",
        re.compile(
            r"\bif (?:i|we) (?:asked|told|said|wanted|were|was|did|removed|made|changed|added|took|deleted|"
            r"exported|used|"
            r"put|cut|switched|went|chose|uploaded|sent|shortened|cropped)\b[^.!]*\?"
            r"|\b(?:i|we|you)(?:'d| would)(?! (?:be|like|love|appreciate|prefer|need|want))\b[^.!?]*\bif (?:i|we|"
            r"you|there|they) "
            r"(?:had|knew|were|was|could|did|got)\b"
            r"|\bif (?:i|we|there|they|you) (?:had|knew|were|was|could|did|got)\b[^.!?]*\b(?:i|we|you)(?:'d| "
            r"would) (?!be|like|love|appreciate)"
            r"|\b(?:haven'?t|hasn'?t|not|have not) (?:really |yet |quite )*(?:decided|made up (?:my|our|his|her) "
            r"mind|sure yet|settled)\b"
            r"|(?:如果|要是|假如|假设)(?:我|我们)(?:让|叫|要|说|想|把|用|加|删|换|改)[^。！]*(?:吗|呢|怎么|多少|"
            r"多长|[?？])"
            r"|(?:如果|要是|假如)(?:我|我们)?(?:有|能|会|早)[^。！？]*就[^。！？]*了|(?:还)?没(?:有)?(?:想好|"
            r"决定|定下来|考虑好|想清楚)"
            r"|还在(?:考虑|想|纠结|犹豫)|再(?:想想|考虑)"
        ),
        sentence=True,
    ),
    # -- asked, though it looks like a permission
    Form(
        "question",
        re.compile(
            r"^\W*(?:(?:so|ah|oh|wow|wait|then|and|ok|okay|cool|nice|great)\b\W*)*(?:you|u)(?: can| could|'re "
            r"able to| are able to| know how to)\b(?! see)[^.!]*\?"
            r"|^[^.!]*\bnext time\b[^.!]*\?"
            r"|^(?:所以|那|也就是说|原来|哦|这么说)?，?你(?:也|还)?(?:能|可以|会)(?!帮|给|不)[^。！]*(?:对吧|"
            r"是吧|对吗|是吗|对不对|是不是)"
        ),
        sentence=True,
    ),
    # -- told of others, of other times, of habits
    Form(
        "report",
        re.compile(
            rf"{_LEAD}{_WHO} (?:just |also |once |already |even |still |had |has |have )*(?:made|did|had|used to|"
            rf"took|shot|created|edited|got|"
            r"bought|learn(?:ed|t)|went|came|turned|celebrated|works?|lives?|plays?|sells?|owns?|runs?|grew|retired|"
            rf"graduated|died|passed|{_OFTEN} \w+)\b(?! (?:it|this) (?:too|wrong))"
            rf"|{_LEAD}(?:my|our|the|his|her) (?:\w+ )?{_KIN} (?:is|are) (?:screaming|crying|calling|waiting|"
            rf"sleeping|playing|hungry|"
            r"sick|here|home|coming|asleep|awake|typing|watching)\b"
            rf"|{_LEAD}i(?: \w+ly)? (?:used to|{_OFTEN}|shoot|teach|study|remember|grew up|once)\b(?! (?:that|the "
            rf"(?:title|text)))"
            rf"|{_LEAD}i(?:'m| am) (?:a|an) (?!(?:bit|little)\b)\w+"
            rf"|{_LEAD}i (?:read|heard|learned|saw)\b (?:somewhere|that|about|on|in|from|(?:a |an |some |one "
            rf")?(?:\w+ ){{0,3}}?(?:on|in) "
            r"(?:youtube|tiktok|instagram|tv|reddit|a|an|my|the (?:internet|news|web)))"
            rf"|{_LEAD}(?:it|he|she|they|this) says? (?:in|on) (?:the|your|a|my) (?:manual|website|site|internet|"
            rf"page|blog|faq|docs|help|instructions?|app)\b"
            rf"|{_LEAD}i wish (?:my|our|his|her|people|they|he|she|i had|we had|i was|i were)\b"
            r"|^\W*(?:in|on|with) (?:my|the|another|other|previous|an?|some|his|her) (?:\w+ ){0,3}?(?:app|"
            r"software|program|editor|tool|phone|website|"
            r"capcut|imovie|canva|premiere)s?\b.*\b(?:i|you|they|it|we|one|people)\b.{0,12}\b(?:could|can|used|"
            r"lets?|had|was|does|did)\b"
            r"|^\W*(?:on|in) (?:my|the|another) (?:phone|laptop|old \w+) the \w+(?: \w+)? (?:app|software|"
            r"program|editor) (?:lets|can|has|does)\b"
            rf"|{_LEAD}(?:the|these|those|all|all the|my|our) (?:photos|pictures|pics|images|shots) (?:were|was) "
            rf"(?:all )?(?:taken|shot|made)\b"
            r"|^(?:昨天|前天|去年|那天|小时候)(?:我|我们|他|她)?(?!.{0,3}(?:说|让|要))[^，。]*(?:了|过)"
            r"|^(?:我|我们)(?:们)?(?:以前|那天|那时候?|一般|通常|平时|平常|经常|总是|老是|从来|习惯|小时候)(?!说|要)"
            r"|^(?:我|我们|我的|他|她)?(?:朋友|同事|妹妹|姐姐|哥哥|弟弟|同学|闺蜜|邻居|表[姐妹哥弟]|老公|老婆|"
            r"妈妈?|爸爸?|女儿|儿子)(?:们)?"
            r"(?:也|都)?(?:以前|之前|上次|昨天|去年|那天|一般|通常|平时|经常|总是|老是|一直)(?!说|要|让)"
            r"|^(?:我)?(?:的)?(?:手机|电脑|平板|别的|其他|另一个|另外一个|以前的?|之前的?)(?:上|里)?.{0,5}(?:app|"
            r"软件|程序|网站|工具)(?:上|里)?.{0,4}(?:可以|能|会|有|是)"
        ),
    ),
    Form(
        "report",
        re.compile(
            r"^\W*(?:听说|据说|听人说|网上(?:有人|都|的人|很多人)?(?:说|讲)|有人(?:说|觉得)|别人(?:都)?(?:说|"
            r"觉得)|大家都说|人家(?:都)?说|书上说|"
            r"我(?:在.{0,8})?(?:看到|读到|听到)(?:有人|说|一篇|一个人))"
        ),
        sentence=True,
    ),
    Form(
        "hypothesis",
        re.compile(
            rf"{_LEAD}{_WHO} (?:always |all |also |keeps? )*(?:says?|said|thinks?|thought|claims?|tells? me|told "
            rf"me)(?: that)? "
            r"(?:\w+ ){1,5}?(?:looks?|is|are|would (?:be|look)|works?|sounds?) (?:\w+ )?(?:better|nicer|nice|"
            r"good|best|cool|cooler|great|classy|prettier)\b"
            r"|^(?:我|我们|我的)?(?:朋友|同事|妹妹|姐姐|哥哥|弟弟|同学|闺蜜|邻居|老公|老婆|妈妈?|爸爸?|女儿|儿子|"
            r"他|她|他们)(?:们)?(?:都|也|总|老|一直)?"
            r"(?:说|觉得|认为)[^，。]{0,10}(?:好看|好听|更好|比较好|不错|高级|好一些)"
        ),
    ),
)
#: What makes a wish of any of them.
WISHES = re.compile(
    r"\b(?:please|pls|plz|(?:can (?:you|u|we)|could (?:you|u|we)|would you(?![^.!]*\bor\b[^.!]*\?))(?!\W*$)|"
    r"let'?s|so (?:make|put|add|"
    r"remove|use|set|change|give|do)|"
    r"i (?:want|need)|i'?d (?:like|love|prefer)|go ahead|do (?:it|that)|try (?:it|that)|make it so|instead)\b"
    r"|帮我|帮忙|麻烦你|给我|请(?!问)|就(?:改|用|换|加|删)吧|就这么"
)

#: What says that the message was for somebody else, or is not meant.
WITHDRAWN = re.compile(
    r"\bbut that was (?:for|before|then|last|the old|meant)\b|[,.…;:-] *(?:(?:nah|no|hmm+|actually|but|anyway|"
    r"well|ok|ah|oh)\W+)*"
    r"(?:never ?mind|nvm|forget it|scrap that|leave it|let'?s leave it|scratch that)(?: (?:then|for now|as is|"
    r"like that|actually))?\W*$"
    r"|\bbut (?:that'?s|it'?s|that is|it is) (?:ok|okay|fine|alright|all right|good)(?: (?:with me|for me|like "
    r"that|as is|too|really|i guess))?\W*$"
    r"|(?:[，,。…]|不过|但是?)(?:还是)?(?:算了|不改了|不用了|没关系|没事|无所谓|也行|这样也行|这样也可以|也挺好|"
    r"就这样吧?|我觉得(?:刚好|还行|可以|还好|没事|挺好))(?:吧|啦|了)?[。!！~]*$"
    r"|\bwrong (?:chat|window|person|group|thread|conversation)\b"
    rf"|\b(?:meant|intended) for (?:my|someone|somebody|another|a different)\b|\bwas for (?:my (?:\w+ )?{_KIN}|"
    rf"someone else)\b|\bnot meant for you\b"
    r"|[.,!?…;:\w] *\b(?:ignore|disregard|forget) (?:that|this|it|me|what i (?:just )?(?:said|wrote|"
    r"typed))\W*(?:lol|haha+|sorry|please|pls|thanks)?\W*$"
    r"|^\W*(?:\w+ ){0,2}?(?:ignore|disregard) (?:that|this|me|(?:my|the|that) (?:last|previous|above)? "
    r"?(?:message|one|text|line|bit))\W*(?:lol|haha+|sorry|please|pls|thanks)?\W*$"
    r"|\b(?:just|only|was|i'?m|am) (?:kidding|joking)\b|\b(?:my|the) (?:cat|kid|toddler|daughter|son|baby|"
    r"brother|sister) (?:just )?"
    r"(?:typed|wrote|sent|is typing|was typing|walked (?:on|over)|hit|pressed)\b"
    r"|发错(?:了|人|群|地方|窗口)|(?:就)?当我没说|(?:别理|不用理|忽略)(?:我|它|这[条句个]|刚才[^，。]{0,6}|"
    r"上一?[条句])?[。!！~]*$|^(?:那|刚才?|刚刚|我)?.{0,6}(?:开玩笑|说着玩|瞎说)的?(?:啦|哈|呢)?[。!！~]*$"
)
STILL = re.compile(
    r"\b(?:put|bring|take|get|give|turn) (?:\w+ ){0,4}?back\b|\b(?:undo|revert|restore)\b|"
    r"\b(?:but|instead|rather)\b.*\w|不过|但是|还是要|改成|换成"
)

#: What says of a whole message that it only asks.
ONLY_ASKS = re.compile(
    r"\b(?:hypothetically|theoretically|in theory|just (?:asking|curious|wondering)|out of curiosity|before (?:i|"
    r"we) decide|"
    r"purely hypothetical|not asking you to)\b|就问问|随便问问|问问而已|只是问问|只是问一下|就是问问|先问问|"
    r"单纯好奇|只是好奇|假设一下"
)
ASKING = re.compile(r"[?？]|吗|怎样|怎么样|会.{0,6}(?:多|几)|\b(?:can|could|would|if)\b")

#: Who says or names what is quoted, or written without quotation marks.
QUOTING = re.compile(
    r"^(?:这|那)?(?:个|首|段|张)?(?:音乐|歌|曲子|标题|视频|照片|图|字|文字|logo|片子)是(?:我|他|她|我们)[^，。]{0,6}"
    r"(?:写|做|拍|想|画|唱|录|弄|剪|买|选|设计)的[。！]*$|"
    r"^\W*(?:\w+ ){0,2}?(?:it|he|she|they|this) says? (?:in|on) (?:the|your|a|my) (?:\w+ )?(?:manual|website|"
    r"site|internet|page|blog|faq|docs|"
    r"help|instructions?|app|box|label|news)\b"
    rf"|{_LEAD}(?:we|i|they|everyone|everybody|people|my \w+|our \w+) (?:all |always |just |usually |often "
    rf")*calls? (?:it|him|her|them|the|this|that|my|our)\b"
    rf"|{_LEAD}(?:{_WHO}|the \w+) (?:once |always |just |also )*(?:wrote|posted|commented|texted|emailed|tweeted|"
    rf"messaged)(?: me| us| this| back)*\b"
    r"|^\W*(?:lol |haha )?(?:autocorrect|typo alert)\b"
    r"|^(?:群里|网上|评论里|弹幕里?|微博上|邮件里)(?:有人|的人|都)?(?:说|写|讲)"
)
SUPPOSING = re.compile(r"\b(?:can|could|would|will|if)\b|能|可以|如果|要是|假如|[改变换做]成")
WORDS_THAT_ASK = re.compile(r"\b(?:what|which|how|who|where|when|why)\b|什么|哪|多少|多长|多久|几")
