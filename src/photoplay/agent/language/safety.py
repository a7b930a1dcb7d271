"""What is not fulfilled at all, and attempts to turn the agent against its users."""

from __future__ import annotations

import re

from photoplay.agent.language.lexicon_manners import TOPIC_WORDS
from photoplay.agent.language.lexicon_safety import INJECTION_WORDS, UNSAFE_WORDS
from photoplay.agent.language.lines import line_of
from photoplay.agent.language.meaning import Intent
from photoplay.agent.language.phrases import Phrases
from photoplay.agent.language.rules import Context, Message

_UNSAFE = Phrases(UNSAFE_WORDS)

_INJECTION = Phrases({"injection": INJECTION_WORDS})

TOPIC = Phrases({"topic": TOPIC_WORDS}, endings=True)

#: Words that look unsafe and are not.
_HARMLESS = re.compile(
    r"\b(?:remove|delete|take out|drop)\s+(?:the\s+)?(?:clothes|clothing|dress|"
    r"shirt) (?:photo|picture|pic|image|shot|one)\b|"
    r"\bnaked cakes?\b|\bnude (?:lip\w*|shades?|colou?rs?|tones?|palettes?|heels?|pink|nails?|"
    r"makeup)\b|裸(?:色|眼|车|妆|价|机|感|婚|辞|靴|粉|考|麦)"
    r"|\b(?:anti|stop|against|no to|prevent\w*|awareness|beware of|avoid\w*|protect\w*|"
    r"fight\w*|report\w*|end)[ -](?:\w+ ){0,2}?(?:suicide|racis[mt]|scams?|scamming|phishing|"
    r"blackmail|hate speech|violence|murder|terroris[mt]|torture)\b"
    r"|\b(?:suicide|scam|phishing|murder|fraud|hate|self-harm) (?:prevention|awareness|"
    r"hotline|mystery|helpline|alert|protection)\b|反诈|防诈|防骗|预防自杀|谨防.{0,4}诈骗|"
    r"防范.{0,4}诈骗|打击.{0,4}诈骗|拒绝.{0,4}(?:诈骗|暴力)"
)

_UNDRESS = re.compile(
    r"\b(?:take|tak\w+|strip|remov\w+|delet\w+|eras\w+|photoshop|edit|"
    r"get rid of)\b[^.!?\n]{0,24}\b(?:clothes|clothing|underwear|bra|panties)\b(?! (?:photo|"
    r"pic|picture|image|shot|one))"
    r"|\b(?:clothes|clothing|underwear)\b[^.!?\n]{0,12}\b(?:off|removed)\b|(?:衣服|内衣|泳衣|"
    r"裤子|裙子)[^，。\n]{0,6}(?:p掉|p没|脱|扒|去掉|弄没|消失)(?!.{0,3}(?:那张|照片|图))|"
    r"脱[^，。\n]{0,4}(?:衣|裤|光)"
)

_WEAPON = re.compile(
    r"\b(?:how to|teach|show|instructions?|tutorial|steps?|guide|"
    r"recipe)\b[^.!?\n]{0,40}\b(?:bombs?|explosives?|weapons?|grenades?|meth|poison|molotovs?|"
    r"guns? at home|napalm)\b|(?:教|怎么|如何|教程|方法|步骤)[^。\n]{0,14}(?:炸弹|炸药|枪支|"
    r"毒品|制毒|毒药|武器|燃烧瓶)"
)

_THREAT = re.compile(
    r"\b(?:kill|hurt|shoot|murder|stab|beat|rape|attack)(?:ing)? (?:my|the|that|a|his|her|"
    r"every|all) (?:ex|wife|husband|boss|neighbou?r|teacher|girlfriend|boyfriend|family|jews?|"
    r"muslims?|blacks?|gays?|immigrants?|women|classmates?|girl|boy|kids?|children|"
    r"president)\b|\bi(?:'ll| will|'m going to| am going to) (?:kill|hurt|find|stab|shoot|"
    r"rape) (?:you|her|him|them)\b|\b(?:kill|hang|cut|harm) (?:her|him|your|them)sel(?:f|ves)\b|让(?:她|他)去死"
)

_SEXY = (
    r"(?:sexy|sexual|seductive|erotic|strip(?:ping|tease)?|lingerie|naughty|nsfw|hot and|"
    r"kinky|性感|诱惑|色色|暴露|情趣)"
)

_YOUNG = (
    r"(?:(?:she|he|they|who)(?:'s| is|'re| are)? (?:only |just )?(?:[5-9]|1[0-7])\b|"
    r"\b(?:[5-9]|1[0-7])[ -](?:year|yr|yo\b|y/o)|\bkids?\b|\bchild(?:ren)?\b|\bminors?\b|"
    r"\bunder ?age\b|\bschool ?girls?\b|\blittle (?:girl|boy|sister|brother)s?\b|"
    r"\bmy (?:daughter|son|niece|nephew)\b|\bteen(?:age)?\w*|\bpreteen|未成年|小学生|初中生|"
    r"小女孩|小男孩|女儿|[5-9]岁|1[0-7]岁|十[一二三四五六七]岁|幼)"
)

_MINOR = re.compile(rf"{_SEXY}[^\n]{{0,80}}?{_YOUNG}")

_MINOR_AFTER = re.compile(rf"{_YOUNG}[^\n]{{0,80}}?{_SEXY}")

_BULLY = re.compile(
    r"\b(?:bully|humiliate|embarrass|shame|mock|ruin|destroy|harass|make fun of|"
    r"expose)\w* (?:my |the |a |this |that )?(?:ex\b|her\b|him\b|them\b|class\w+|girl|boy|kid|"
    r"teacher|cowork\w+|boss|neighbou?r|roommate|fat|girlfriend|boyfriend)|\b(?:rapist|"
    r"pedophile|pedo|child molester|whore|slut|"
    r"kys|kill yourself|go die|die bitch|worthless cunt|faggot|retard|nigg\w+)\b"
    r"|婊子|强奸犯|恋童癖|搞臭|身败名裂|社死|去死吧?|贱人|荡妇|骚货|死全家|人渣败类|"
    r"骂(?:我们班|我同学|她|他|死)|(?:羞辱|霸凌|"
    r"网暴|诋毁|抹黑|恶心死)(?:她|他|我|那个|同学|同事)"
)

_FRAUD = re.compile(
    r"\b(?:looks? like|pretend\w*|claim\w*|pose\w*)\b[^.\n]{0,40}\b(?:bank|irs|tax office|"
    r"police|amazon support|paypal|government)\b[^.\n]{0,80}\b(?:pin|passwords?|money|account|"
    r"card|codes?|details)\b"
    r"|\b(?:tell\w*|get|make|trick\w*) (?:people|them|customers|users|followers|victims|"
    r"grandm\w+|old \w+) (?:to |into )?(?:send\w*|giv\w*|shar\w*|pay\w*) (?:me |"
    r"us )?(?:their )?(?:pin|password|money|card|bank|savings|codes?)"
)
_IDENTITY = re.compile(
    r"\b(?:face|facial|identity|id|kyc|selfie|liveness) (?:verification|check|recognition|scan|login|unlock|test)\b|"
    r"\b(?:into|access|unlock|hack) (?:his|her|their|someone'?s|my (?:ex|neighbou?r|boss|wife|husband)(?:'s)?) "
    r"(?:bank )?(?:account|phone)\b"
    r"|(?:通过|骗过|绕过|过|破解)[^，。]{0,8}(?:人脸|刷脸|实名|身份验证|活体)"
)
_STRONG_INJECTION = re.compile(
    r"\b(?:ignore|disregard|forget|override|bypass|skip)\b[^.\n]{0,30}\b(?:instructions?|"
    r"rules?|prompts?|guidelines?|restrictions?|safety|filters?|above|limits?)\b|\b(?:print|"
    r"show|reveal|output|repeat|tell|give|send|leak|dump|display|list|read|access|open|"
    r"delete)\b[^.\n]{0,30}\b"
    r"(?:system prompt|initial prompt|your prompt|your instructions|api[ _-]?keys?|"
    r"api[ _-]?tokens?|tokens?|passwords?|secrets?|credentials|env(?:ironment)? var\w*|"
    r"source code|other users?'?s?|other people'?s|another user'?s?|someone else'?s|"
    r"everyone's|all users'?|database|server (?:logs?|files?|config\w*)|/etc/\w+)"
    r"|\b(?:you are|you're|act|behave) now\b[^.\n]{0,30}\b(?:dan|unrestricted|developer|admin|"
    r"root|jailbroken|evil|free)\b|\b(?:developer|admin|god|debug|sudo) mode\b|(?:忽略|无视|"
    r"忘记|绕过|跳过)[^。\n]{0,12}(?:指令|规则|限制|提示词?|设定)|(?:打印|输出|显示|告诉|"
    r"给我看|发给我|泄露|列出|读取|查看|发送)[^。\n]{0,12}(?:系统提示|提示词|密钥|密码|令牌|"
    r"token|环境变量|源代码|其他用户|别的用户|别人的|数据库|服务器|后台)"
)


def screen(message: Message, ctx: Context) -> tuple[Intent, ...]:
    """What is not fulfilled at all; quotations count, for they would be shown."""
    whole = message.plain
    harmless = _HARMLESS.sub(" ", whole)
    hit = _UNSAFE.longest(harmless)
    reason = hit.concept if hit is not None else ""
    if not reason:
        for name, pattern in (
            ("minors", _MINOR),
            ("minors", _MINOR_AFTER),
            ("hate", _BULLY),
            ("fraud", _FRAUD),
            ("fraud", _IDENTITY),
            ("sexual", _UNDRESS),
            ("violence", _WEAPON),
            ("violence", _THREAT),
        ):
            if pattern.search(harmless):
                reason = name
                break
    if reason:
        named = next((one.own_photos for one in message.clauses if one.own_photos is not None), None)
        return (Intent("unsafe", {"reason": reason}, named, words=message.text[:200]),)
    own = " ".join(line_of(clause) for clause in message.clauses)
    if _STRONG_INJECTION.search(own) or (is_injection(own) and not TOPIC.hits(own)):
        return (Intent("unsafe", {"reason": "injection"}, words=message.text[:200]),)
    return ()


def is_injection(line: str) -> bool:
    return bool(_INJECTION.hits(line))
