"""Facts of a brief that have a form: prices, telephone numbers, links, dates and times, addresses, rooms, ages."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from photoplay.agent.language.brief_page import AGED, Page, is_wish, without_glue
from photoplay.agent.language.lexicon_briefs import PEOPLE_WORDS


@dataclass(slots=True)
class Facts:
    """What was found, as typed; empty: not said.

    Attributes:
        price: With its unit: "$2,800/月".
        phones, links, places: Telephone numbers, web and mail addresses, streets.
        dates: Days with their times.
        offer: What is cheaper now: "50% off all sneakers", 全场八折.
        home: Rooms and area.
        age: Of whoever is honoured: "70", "六十大寿".
        spans: Where they stand.
    """

    price: str = ""
    phones: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    dates: list[str] = field(default_factory=list)
    offer: str = ""
    home: str = ""
    age: str = ""


_PER = (
    r"(?:\s?(?:/|per |a |an |each |p/)\s?(?:month|mo|hour|hr|h|night|week|pcm|pw|person|head|day|"
    r"piece|pp|月|晚|"
    r"天|人|斤|份|位|年|盒|套|只|瓶))?"
)
_MONEY = re.compile(
    rf"(?:(?:from |starting at |only |just )?(?:\b(?:nt|hk|us|au|ca|s|a|"
    rf"c))?[$€£¥₹￥]\s?\d{{1,15}}(?:,\d{{3}}){{0,5}}(?:\.\d{{1,2}})?(?:\s?[km万](?![a-z]))?{_PER}"
    rf"(?:\s?(?:起|ono|obo|pcm|pp))?"
    rf"|(?<!\d)\d[\d.,]{{0,14}}\s?[€£$](?!\d)|(?<!\d)\d[\d,]{{0,14}}(?:\.\d{{1,2}})?\s?(?:元|块钱?|"
    rf"万元?(?!\w)|万块|美元|美金|"
    rf"欧元|人民币|rmb|usd|eur|"
    rf"gbp|dollars|euros|pounds|bucks|新台币|台币|港币)"
    rf"(?:/(?:月|晚|天|人|斤|份|位|年|盒|套|只|瓶)|每月|一晚|一位|一份|起)?|"
    rf"(?<![\d.])\d[\d,]{{1,9}}\s?/\s?(?:月|晚|天|人|斤|份|位|年|盒|套|瓶|month|mo|night|week|"
    rf"pcm)(?![a-z]))(?!\d)"
)
#: Sums that say nothing without the word before them: 人均38, 月薪5000-6000, 酬谢2000元.
_NAMED_SUM = re.compile(
    r"(?:人均|门票|月薪|时薪|年薪|日薪|薪资|底薪|工资|酬谢|酬金|悬赏|重谢|押金|预算)\s?(?:是|为|[:：])?\s?"
    r"\d[\d,.]{0,9}\s?[wk千万]?(?:\s?[-~–至到]\s?\d[\d,.]{0,9}\s?[wk千万]?)?(?:元|块钱?|"
    r"起)?(?:/[月天时晚人位])?"
    r"(?![\d:秒张])|(?<![\d.])\d{1,3}\s?[-~]\s?\d{1,3}\s?[kK](?![a-z])"
)
_SAID_PRICE = re.compile(
    r"(?:每人|一晚|每晚|一位|一份|一天|价格|售价|总价|卖价|标价|到手价|现价|首发价|活动价|"
    r"特价|优惠价|月租|租金|票价|门票|定价|"
    r"仅售?|只要|price(?:d at| is)?|asking(?: price)?(?: is)?|"
    r"costs?|tickets?(?: are)?|"
    r"rent(?: is)?)\s?[:：是为]?\s?(?P<money>\d[\d,]*(?:\.\d{1,2})?\s?(?:万|w|千|k)?(?:/月|"
    r"/晚)?)(?![\d:]|\s?(?:秒|张|s\b|sec|photo))"
)
_PHONE = re.compile(
    r"(?<![\d.,])(?:\+\d{1,3}[ -]?)?(?:\(\d{2,5}\)[ -]?)?\d{2,5}(?:[ -]\d{2,8}){1,4}(?![\d:])|"
    r"(?<![\d.,])(?:1[3-9]\d{9}|0\d{9,10}|[48]00\d{7})(?!\d)|"
    r"(?<![\d.,])\d{3}[- ]\d{4}(?!\d)"
)
_RINGS = re.compile(
    r"\b(?:call|phone|tel|ring|text|whatsapp|contact|mobile|number|cell|dm|sms|agent|broker|"
    r"realtor|fax|book(?:ings?)?|"
    r"order|enquir\w*)\b|☎|📞|电话|手机|联系|微信|热线|咨询|预约|致电|预订|订座"
)
_MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|"
    "oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_DAYS = (
    "mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs(?:day)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?"
)
_DAY = (
    rf"(?:(?:(?:{_DAYS})\.?,? )?(?:the )?\d{{1,2}}(?:st|nd|rd|th)?(?:\s?(?:-|–|to|and|"
    rf"&)\s?\d{{1,2}}(?:st|nd|rd|th)?)? (?:of )?(?:{_MONTHS})\b\.?(?:,? ?(?:19|20)\d\d\b)?|"
    rf"(?:(?:{_DAYS})\.?,? )?(?:{_MONTHS})\.? \d{{1,2}}(?:st|nd|rd|th)?(?!\d|:)(?:\s?(?:-|–|"
    rf"to)\s?\d{{1,2}}(?:st|nd|rd|th)?)?\b(?:,? ?(?:19|20)\d\d\b)?|"
    r"(?:19|20)\d\d[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./](?:(?:19|20)\d\d|\d\d)(?!\d)|"
    r"(?:(?:19|20)\d\d年)?\d{1,2}月\d{1,2}[日号](?:(?:-|—|至|到|~)(?:\d{1,2}月)?\d{1,2}[日号])?|"
    r"(?:19|20)\d\d年\d{1,2}月|农历[一-十]+月[一-十廿初]+|"
    r"(?<![\d/])(?:1[0-2]|[1-9])/(?:[12]\d|3[01]|[1-9])(?![\d/])(?=\s?(?:[\u4e00-\u9fff(（]|at\b|"
    r"from\b))(?!\s?(?:张|秒|个|图))|"
    rf"(?:{_MONTHS})\.? (?:19|20)\d\d\b|"
    r"(?:19|20)\d\d\s?(?:[-–—~至到]|to|until)\s?(?:19|20)\d\d)"
)
_CLOCK = (
    r"(?:(?:at|from|doors|starts?(?: at)?|kick[- ]?off|until|till|@)?\s?(?:at |"
    r"open )?\d{1,2}(?:[:.]\d{2})?\s?(?:am|pm|a\.m\.|p\.m\.|o'clock|uhr)\b"
    r"(?:\s?(?:-|–|to|until|till)\s?\d{1,2}(?:[:.]\d{2})?\s?(?:am|pm|noon|late))?|(?:at |from |"
    r"doors )\d{1,2}:\d{2}|\bnoon\b|\bmidnight\b|"
    r"(?:周|星期|礼拜)[一二三四五六日天末]|(?:凌晨|早上|上午|中午|下午|傍晚|晚上|晚|早|上|"
    r"下)?\s?(?:\d{1,2}|[一二两三四五六七八九十]{1,2})(?:[:：]\d{2}|点(?:半|钟|"
    r"\d{1,2}分?)?)(?:(?:-|至|到)\d{1,2}(?:[:：]\d{2}|点(?:半)?))?|"
    rf"(?:{_DAYS})\b)"
)
_DATE = re.compile(
    rf"\b(?:{_DAY})(?:\s?[,，·|]?\s?[(（]?(?:{_CLOCK})[)）]?){{0,3}}(?:起|开始|开业|上映|开幕|举行|举办|截止)?"
)
_ZH_DATE = re.compile(rf"(?:{_DAY})(?:\s?[,，]?\s?(?:{_CLOCK})){{0,3}}(?:起|上映|截止)?")
_WEEKDAY = re.compile(
    rf"\b(?:every |next |this )?(?:{_DAYS})s?,? (?:at |from )?\d{{1,2}}(?:[:.]\d{{2}})?\s?(?:am|"
    rf"pm)\b(?:\s?(?:-|to)\s?\d{{1,2}}(?:[:.]\d\d)?\s?(?:am|pm))?|"
    rf"\b(?:{_DAYS})s?,? (?:from )?\d{{1,2}}(?:[:.]\d\d)?\s?(?:-|–|to|"
    rf"until)\s?\d{{1,2}}(?:[:.]\d\d)?(?:\s?(?:am|pm|noon))?(?!\d|/)"
)
#: A weekday with its hour, which is no deadline: 周五晚上8点.
_ZH_WEEKDAY = re.compile(
    r"(?:每|本|这|下)?(?:周|星期|礼拜)[一二三四五六日天末](?:凌晨|早上|上午|中午|下午|傍晚|晚上|晚|早)?\s?"
    r"(?:\d{1,2}|[一二两三四五六七八九十]{1,2})(?:[:：]\d\d|点半?)(?:\s?[-~到至]\s?\d{1,2}(?:[:：]\d\d|点半?))?"
    r"(?!.{0,3}(?:前|要用|要交|交|发给|要))"
)
_STREET = re.compile(
    r"\b(?P<en>\d{1,6}[A-Za-z]? (?:[A-ZÀ-Þ0-9][\w'’.-]* ){0,3}[A-ZÀ-Þ][\w'’.-]* (?:Street|St|"
    r"Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr|Court|Ct|"
    r"Boulevard|Blvd|Way|Place|Pl|Terrace|Square|Sq|Close|Crescent|Circle|Parkway|Row|Hill|"
    r"Gardens|Mews|Quay|Wharf|View|Walk|"
    r"Park|Grove|Highway|Hwy|Trail|Loop|Green|Rise|Heights)\b\.?(?:,? (?:#|Apt\.? |Unit |Suite |Flat )\w+)?"
    r"(?:, [A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,2}){0,2})"
)
_ZH_STREET = re.compile(
    r"(?:[\u4e00-\u9fff]{2,6}(?:省|市|区|县|镇))?[\u4e00-\u9fff]{2,6}?(?:大道|路|街|道|巷|弄|"
    r"胡同)\s?[\d一二三四五六七八九十百]+\s?号(?:[\u4e00-\u9fffA-Za-z\d]{0,8}?(?:楼|层|室|栋|座|"
    r"铺|店|广场|大厦|中心|商场))?|"
    r"[\u4e00-\u9fff]{2,3}(?:区|县|镇)[\u4e00-\u9fffA-Za-z\d]{2,12}?(?:附近|旁边?|对面|站旁)"
)
_ZH_PLACE = re.compile(r"(?:地点|地址|会场|场地)(?:在|是|为|就在)?\s?(?P<place>[^,，。;；！!\n□■]{2,24})")
_STREET_LEAD = re.compile(
    r"^(?:.*?(?:搬[至到]|迁[至到]|位于|在|地址|地点|来|到|至|是))(?=[\u4e00-\u9fff]{2})"
)
_HOME = re.compile(
    r"\b\d+(?:\.\d)?[ -]?(?:bed(?:room)?s?|br|"
    r"bd)\b(?:[\s/,&+·|]*(?:and )?\d+(?:\.\d)? ?(?:bath(?:room)?s?|"
    r"ba)\b)?(?:[\s/,&+·|]*[\d,]+ ?(?:sq\.? ?ft|sqm|m2|m²|square (?:feet|metres|meters)))?|"
    r"(?:\d{2,4}(?:\.\d)?\s?(?:平米?|平方米?|㎡|m²|坪)[\s/,，·|]*)?[一二两三四五六\d]\s?(?:居室|室|房|"
    r"居)[一二两三四\d]?厅?(?:[一二三四\d]厨)?(?:[一二两三四\d]卫)?(?:[\s/,，·|]*\d{2,4}(?:\.\d)?\s?(?:平米?|"
    r"平方米?|㎡|m²|坪))?|"
    r"\d{2,4}(?:\.\d)?\s?(?:平米?|平方米?|㎡|m²|坪)(?=[\s,，。；;/]|$|[^\u4e00-\u9fff])"
)
_OFFER = re.compile(
    r"\b(?:up to |extra )?\d{1,2}% off(?: (?!until|till|for|with|and|at|on|use|make|only|"
    r"this)[a-z]+){0,4}|\bbuy one,? get one(?: free)?\b|"
    r"(?:全场|全店|低至|限时|新品|满\d+)[^,，。；;！!\n□]{0,4}?[\d一二三四五六七八九.]+折(?:起|"
    r"优惠)?|买[一二三]送[一二三]|满\d+减\d+"
)
#: An account to write to: 微信maohaizi88.
_WECHAT = re.compile(r"(?:微信号?|WeChat|VX|vx|wx)(?:是|[:：])?\s?[A-Za-z][\w-]{4,20}(?!\w)")
#: What buyers type: "code SPRING30", 优惠码 NEW88.
_CODE = re.compile(
    r"\b(?i:(?:use |with )?(?:the )?(?:promo |discount |coupon |"
    r"voucher )?code)[: ]\s?(?=[A-Z0-9]*[A-Z])[A-Z0-9]{4,16}\b|"
    r"(?:优惠码|折扣码|口令|暗号)(?:是|为|[:：])?\s?[A-Za-z0-9\u4e00-\u9fff]{3,12}"
)
_PEOPLE_ZH = "|".join(sorted((one for one in PEOPLE_WORDS if not one.isascii()), key=len, reverse=True))
_AGE = re.compile(
    r"\b(?:turn(?:s|ed|ing|ig)?|is|who's|who is|becom(?:es|ing)|just|be|hits?|hitting|reach(?:es|"
    r"ing)|now|she's|he's|shes|hes|are) (?P<age>\d{1,3})\b"
    r"(?! ?(?:sec|min|photos?|pictures?|images?|pics?|%|s\b|x|:|\.\d|,\d|am\b|pm\b|st\b|nd\b|rd\b|"
    r"th\b|hours?|days?|weeks?|months?|people|of))|"
    r"\b(?P<nth>\d{1,3}(?:st|nd|rd|th) (?:birthday|bday|b-day|b day|anniversary))\b|"
    r"(?P<old>\b\d{1,3} years? old\b|\bone year old\b)|"
    r"(?P<zh>(?:[一二三四五六七八九十百]{1,4}|\d{1,3})(?:大寿|周岁(?:生日)?|岁(?:生日|大寿)?|寿辰|"
    r"周年(?:纪念日?)?|寿宴|华诞))|(?P<gold>(?:金|银|钻石|珍珠|红宝石|铜|锡|瓷|"
    r"木)婚(?:[一二三四五六七八九十\d]+(?:周年|年))?)"
)


#: Addresses of the net under endings that few use.
_LINK = re.compile(
    r"(?<![\w@.-])(?:[a-z0-9][a-z0-9-]+\.)+(?:scot|wales|ie|fr|es|it|nl|be|ch|at|dk|se|no|fi|pl|"
    r"pt|gr|cz|ca|au|nz|us|jp|kr|in|br|mx|"
    r"eu|dev|ai|shop|store|studio|coffee|art|blog|site|online|live|life|fit|design|events?|party|"
    r"house|homes|cafe|bio|xyz|"
    r"london|berlin|tv|fm|gg|ly|link|page|team|club|club|world|example|test|food|pizza|restaurant|wedding|care|"
    r"health)(?:/[\w/.-]*)?(?![\w-])"
)
_AFTER_HAN = re.compile(r"^[\u4e00-\u9fff]+(?=[\w.+-]*@)")


def contacts_of(page: Page) -> Facts:
    """Addresses of the net, telephone numbers and prices, struck out on the page."""
    facts = Facts()
    for token in page.message.tokens:
        if token.kind == "link" and page.is_free(token.start, token.end) and not token.text.startswith("#"):
            start = token.start + len(token.text) - len(_AFTER_HAN.sub("", token.text))
            facts.links.append(page.message.text[start : token.end].rstrip(".,;!"))
            page.take(*_with_lead(page, start, token.end))
    for found in list(_LINK.finditer(page.bare)):
        facts.links.append(page.typed(*found.span()))
        page.take(*_with_lead(page, *found.span()))
    _phones(page, facts)
    for found in list(_WECHAT.finditer(page.own)):
        facts.phones.append(page.typed(*found.span()))
        page.take(*found.span())
    _price(page, facts)
    return facts


def add_facts(page: Page, facts: Facts) -> Facts:
    """Days, streets, rooms and ages besides, struck out on the page."""
    _dates(page, facts)
    _streets(page, facts)
    offer = _OFFER.search(page.bare)
    if offer is not None:
        facts.offer = page.typed(*offer.span())
        page.take(*offer.span())
    code = _CODE.search(page.own)
    if code is not None:
        facts.links.append(page.typed(*code.span()))
        page.take(*code.span())
    home = _HOME.search(page.bare)
    if home is not None and len(home.group().strip()) > 2:
        facts.home = page.typed(*home.span())
        page.take(*home.span())
    age = _AGE.search(page.bare)
    if age is not None:
        group = str(age.lastgroup)
        facts.age = page.typed(*age.span(group))
        page.take(*age.span(group), sign=AGED)
    return facts


_LEAD = re.compile(
    r"(?:\b(?:the |a |at |on |is |call us|call|phone|tel|text me|text us|text|ring|whatsapp|"
    r"contact us|contact|website|link|shop at|shop|visit us|visit|"
    r"find us|apply|online|order|book|info|email|e-mail|mail|dm|number|to view|date|on|at|agent's|"
    r"agent|for only|price|priced|asking|offers?|over|"
    r"just|only|from|prices|costs?|with|and|big|now|price tag|was|of|for|rent|方|仅)\b|仅售?|只要|只需|仅需|"
    r"价格|报价|一口价|售价|总价|卖价|标价|到手价|现价|活动价|首发价|特价|优惠价|租金|月租|票价|电话|手机|"
    r"微信|联系|联系方式|地址|地点|日期|时间|婚期|"
    r"官网|网址|预订|预约|投递|[:：是为@]|\s)+$"
)


def _with_lead(page: Page, start: int, end: int) -> tuple[int, int]:
    """A fact with the word that names it: "call 0131 …", 总价420万."""
    low = page.part(start)[0]
    lead = _LEAD.search(page.free[max(low, start - 24) : start])
    begin = max(low, start - 24) + lead.start() if lead else start
    while begin < start and page.free[begin].isspace():
        begin += 1
    return begin, end


def _dates(page: Page, facts: Facts) -> None:
    spans: list[tuple[int, int]] = []
    for pattern in (_DATE, _ZH_DATE, _WEEKDAY, _ZH_WEEKDAY):
        while (found := pattern.search(page.bare)) is not None and len(spans) < 4:
            start, end = found.span()
            place = _ZH_VENUE.match(page.bare, end)
            end = place.end() if place else end
            if not _is_file_number(page, start):
                spans.append((start, end))
            page.take(*_with_lead(page, start, end))
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and re.fullmatch(
            r"[\s,，、;；/和及–—-]*(?:and |to )?", page.message.text[joined[-1][1] : start]
        ):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    facts.dates = [page.typed(*span) for span in joined]


#: A place right behind a day: 10/18 高雄.
_ZH_VENUE = re.compile(r"\s[\u4e00-\u9fff]{2,6}(?=[、,，。；;\n□■]|$)")


def _is_file_number(page: Page, at: int) -> bool:
    return at > 0 and page.free[at - 1] in "_-." and page.free[at - 2 : at - 1].isalnum()


def _phones(page: Page, facts: Facts) -> None:
    for found in list(_PHONE.finditer(page.bare)):
        digits = len(re.sub(r"\D", "", found.group()))
        near = page.bare[max(0, found.start() - 28) : found.end() + 12]
        sure = re.fullmatch(
            r"1[3-9]\d{9}|\(\d{3}\) ?\d{3}[ -]\d{4}|\d{3}[- .]\d{3}[- .]\d{4}|\+\d.*|1[3-9]\d-\d{4}-\d{4}",
            found.group().strip(),
        )
        if 7 <= digits <= 15 and (sure or _RINGS.search(near)):
            number = page.typed(found.start(), found.end()) if found.group()[0] != "(" else found.group()
            who = _whose(page, found.start())
            facts.phones.append(f"{who.strip(' ,，:：')} {number}" if who else number)
            page.take(*_with_lead(page, found.start() - len(who), found.end()))


def _whose(page: Page, at: int) -> str:
    """Whom the number at a place belongs to, with what stands between; empty: nobody is named."""
    found = _WHO.search(page.own[max(0, at - 40) : at])
    return str(found.group("who") or found.group("zh")) if found else ""


#: Whom a number belongs to, between the word that names it and the number: "call Dana 555-0142", 联系人张经理.
_WHO = re.compile(
    r"\b(?i:call|text|contact|ring|whatsapp|phone|agent|ask for|rsvp to)[ :]{1,2}"
    r"(?P<who>[A-Z][a-z]{1,15}(?: [A-Z][a-z]{1,15})?[ ,:]{1,3})$|"
    r"(?:联系人?|致电|咨询|请?找|电话)(?:是|[:：])?\s?"
    r"(?P<zh>[\u4e00-\u9fff]{1,2}(?:经理|先生|女士|小姐|老师|师傅|老板|总|姐|哥|阿姨)[ ,，:：]{0,2}|"
    r"[老小][\u4e00-\u9fff][ ,，:：]{0,2})$"
)


def _price(page: Page, facts: Facts) -> None:
    named = _NAMED_SUM.search(page.bare)
    if named is not None:
        facts.price = re.sub(r"\s?[:：]\s?", "", page.typed(*named.span()))
        page.take(*named.span())
        return
    found = _MONEY.search(page.bare)
    span = found.span() if found is not None else (0, 0)
    if found is None or not re.search(
        r"[$€£¥₹￥元块/]|万|rmb|usd|eur|gbp|dollars|euros|pounds|bucks|台币|港币", found.group()
    ):
        said = _SAID_PRICE.search(page.bare)
        if said is None:
            return
        span = said.span("money")
    words = re.sub(r"^(?i:from |starting at |only |just )", "", page.typed(*span))
    facts.price = words
    page.take(*_with_lead(page, *span))


def _streets(page: Page, facts: Facts) -> None:
    found = _STREET.search(page.own)
    if found is not None:
        facts.places.append(found.group("en").strip(" ,."))
        page.take(*_with_lead(page, *found.span()))
    told = _ZH_PLACE.search(page.bare)
    if told is not None:
        start, end = told.span("place")
        rest = re.search(r"\s+\S", page.bare[start:end])
        if rest is not None and is_wish(page.bare[start + rest.start() : end]):
            end = start + rest.start()
        facts.places.append(page.typed(start, end))
        page.take(told.start(), end)
    han = _ZH_STREET.search(page.bare)
    if han is not None:
        start, end = han.span()
        lead = _STREET_LEAD.match(page.bare[start:end])
        start += lead.end() if lead else 0
        facts.places.append(page.typed(start, end))
        page.take(*_with_lead(page, start, end))


#: A place with its name behind a day: "on May 4th at 3pm at Jump Zone".
_AT_VENUE = re.compile(
    r"\s+(?P<place>(?:at|@) (?:the )?[A-Z][\w'’&-]{1,20}(?: (?:of |"
    r"& )?[A-Z0-9][\w'’&-]{0,20}){0,4})(?=[\s,.;!?]|$)"
)


def venue_after(page: Page, end: int) -> tuple[int, int] | None:
    """A place that stands right behind a date: ", Lake Como", ", main hall", "，南山书店"."""
    at = _AT_VENUE.match(page.own, end)
    if at is not None and not is_wish(at.group("place").casefold()):
        return at.span("place")
    found = re.compile(r"[\s,，·|]*[,，·|]\s*(?P<place>[^,，。.;；！!?\n□■]{2,28})").match(page.bare, end)
    if found is None:
        return None
    start, stop = found.span("place")
    words = page.message.text[start:stop].strip()
    plain = page.bare[start:stop]
    if page.free[stop : stop + 1] in (":", "：", "□") or re.search(r"[:：]", plain):
        return None
    if (
        is_wish(plain)
        or len(words.split()) > 4
        or re.search(r"免费|欢迎|请|我们|i |we |you |\bdoors|\bfree|的$|做|给|想", plain)
    ):
        return None
    return start, start + len(page.message.text[start:stop].rstrip())


def clean(words: str) -> str:
    """Words without glue around them."""
    return without_glue(words)
