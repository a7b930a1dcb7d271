"""Who or what a Chinese brief is about: 王建国, 李思雨 & 张航, 豆豆, 失眠动物园, 滨江一号."""

from __future__ import annotations

import re

from photoplay.agent.language.brief_page import Page, is_wish, without_glue
from photoplay.agent.language.lexicon_briefs import PEOPLE_WORDS
from photoplay.agent.language.lexicon_names import SURNAMES

_MORE_KIN = (
    "我爸 我妈 爸 妈 闺蜜 死党 兄弟 哥们 老伴儿? 老公 老婆 媳妇 外孙女? 孙子 孙女 侄子 侄女 "
    "小侄女 外甥 闺女 儿子 女儿 宝宝 宝贝 孩子 班主任 教练 导师 表姐 表妹 表哥 表弟 堂姐 堂妹 "
    "小姨 舅妈 "
    "姑妈 婶婶 伯伯 大伯 丈母娘 丈人 新郎官? 新娘子? 好友 朋友 发小 室友 前辈 老板娘? 主任 经理 "
    "同学 老师 男友 女友 未婚夫 未婚妻 狗狗 猫咪 狗子 猫 狗 二宝 大宝 小宝"
)
_KIN = "|".join(
    sorted({*(one for one in PEOPLE_WORDS if not one.isascii()), *_MORE_KIN.split()}, key=len, reverse=True)
)
_SUR = "".join(sorted(SURNAMES))
#: Signs that no name ends or goes on with.
_STOP = (
    "的是在了过和与跟及要今明下上满生六七八九十二三四五刚快即终结婚订举做剪弄拍来去就想周岁寿大会给,，。!！?？;；、 "
    "们也都还把被让将为有到从又再很已用写打叫姓名我你他她您它毕离退马这那年月日号"
)
_ONE = rf"[^{re.escape(_STOP)}\W\d_a-z□■]"
_PERSON = rf"(?:欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|[{_SUR}]){_ONE}{{1,2}}"
_NICK = rf"(?:(?:小|阿|大|老)[\u4e00-\u9fff]{_ONE}?|(?P<twice>[\u4e00-\u9fff])(?P=twice)|{_ONE}{{2,3}})"

_BRIDAL = rf"{_PERSON}|{_ONE}{{2,3}}|[a-z]{{2,15}}"
_IS = r"(?:是|叫|[:：])?\s?"
_WED = re.compile(
    rf"新郎官?{_IS}(?P<he>{_BRIDAL})[,，、和与跟\s&]{{0,3}}新娘子?{_IS}(?P<she>{_BRIDAL})|"
    rf"新娘子?{_IS}(?P<s2>{_BRIDAL})[,，、和与跟\s&]{{0,3}}新郎官?{_IS}(?P<h2>{_BRIDAL})"
)
_AND = r"\s?(?:和|与|&|＆|❤️?|、|x|\+|跟)\s?"
_LATIN_PAIR = re.compile(
    r"(?P<both>(?P<he>[A-Z][A-Za-z]{1,14}|[\u4e00-\u9fff]{2,3})\s?(?:&|＆|和|与|❤️?|"
    r"\+)\s?(?P<she>[A-Z][A-Za-z]{1,14}|(?<=[\s&＆])[\u4e00-\u9fff]{2,3}))(?=[\W_]|$|的)"
)
_PAIR = re.compile(
    rf"(?P<both>(?P<he>{_PERSON}|(?:小|阿)(?:{_ONE}{{1,2}}|[\u4e00-\u9fff]))"
    rf"{_AND}(?P<she>{_PERSON}|(?:小|阿)(?:{_ONE}{{1,2}}|[\u4e00-\u9fff])))"
)
_KIN_PAIR = re.compile(
    rf"(?:{_KIN})(?P<he>{_PERSON})[^。；;!！?？\n]{{0,4}}(?:和|与|跟|同)(?:她|他|"
    rf"我)?的?(?:{_KIN})(?P<she>{_PERSON})"
)
_CALLED = re.compile(
    rf"(?:小名|大名|乳名|昵称|名叫|名字叫做?|名字是|姓名|叫做|网名|(?<![呼喊大声])叫)(?:是|"
    rf"叫|[她他它])?\s?(?P<name>{_PERSON}|{_NICK}|[A-Za-z][A-Za-z ]{{1,20}})(?=[\W_]|$|今|明|下|上|快|马|要|"
    rf"满|过|六|三|五|的|和|了|在|刚|是|做|吧|这|已|周|生|{_KIN})"
)
_KIN_NAME = re.compile(rf"(?:{_KIN})(?:叫|是|名叫)?\s?(?P<name>{_PERSON})(?=[\W_]|$|[{_STOP}])")
_OF_AGE = re.compile(
    rf"(?P<name>{_PERSON}|(?P<t>[\u4e00-\u9fff])(?P=t)|(?:小|阿){_ONE}{{1,2}}|{_ONE}{{2}})(?:的|"
    rf"小朋友|宝宝|宝贝|同学|老师|先生|女士|老师傅)?(?:■|[一二三四五六七八九十\d]+(?:周)?岁|周岁|"
    rf"满月|百天|百日|生日|大寿|毕业|婚礼|退休|金榜题名|考上|升学)"
)
_FOR = re.compile(
    rf"(?:给|为|帮|替|悼念|纪念|怀念|缅怀|欢送|祝贺|恭喜)(?:我们?|"
    rf"咱们?)?(?:家)?(?:的)?(?:{_KIN})?(?P<name>{_PERSON})(?=[\W_]|$|[{_STOP}])"
)
_NOT_NAMES = re.compile(
    r"[后前昨今明]天|[上下这本]个?[月周]|毕业|婚礼|结婚|生日|聚会|周年|我|你|他|她|它|这|那|个|"
    r"视频|照片|大家|公司|客户|几张|做|剪|生日|发|用|什么|图片|音乐|标题|文字|短片|自己|一下|一张|"
    r"全家|周末|周六|周日|明天|今天|今年|明年|下周|上周|高中|大学|小学|初中|幼儿|"
    r"成长|喜欢|安静|温馨|温柔|高兴|何时|时间|时候|方式|方形|方便|金色|金婚|银婚|白色|黑白|包括|"
    r"向日|高清|安排|全部|应该|路上|边上|那么|关于|古风|简单|简约|项目|连续|万能|成为|明显|单位|"
    r"同事|朋友|老师|孩子|"
    r"房子|华丽|和谐|季节|荣誉|池塘|路边|石头|江边|江南|时尚|游戏|管理|任务|任何|白底|夏天|夏日|"
    r"情侣|夫妻|恋爱|恋人|金属|雷雨|易拉|明信|全新|司机|高端|安全|路线|应用|温暖|古典|经典"
)


def _is_name(name: str) -> bool:
    return 2 <= len(name) <= 20 and _NOT_NAMES.search(name) is None


def chinese_person(page: Page, *, is_couple: bool) -> str:
    """Name of a person, or of a couple, in Chinese; empty: none is said."""
    bare = page.bare
    for pattern in (_WED, _KIN_PAIR):
        found = pattern.search(bare)
        if found is not None:
            he, she = ("he", "she") if found.group("he") else ("h2", "s2")
            return f"{page.typed(*found.span(he))} & {page.typed(*found.span(she))}"
    pair = _PAIR.search(bare)
    if pair is not None and _is_name(pair.group("he")) and _is_name(pair.group("she")):
        return page.typed(*pair.span("both"))
    mixed = _LATIN_PAIR.search(page.own)
    if (
        mixed is not None
        and re.search(r"[A-Za-z]", mixed.group())
        and _is_name(mixed.group("he"))
        and _is_name(mixed.group("she"))
    ):
        return page.typed(*mixed.span("both"))
    called = [page.typed(*one.span("name")) for one in _CALLED.finditer(bare) if _is_name(one.group("name"))]
    if len(called) == 2 and is_couple:
        return " & ".join(called)
    if called:
        return called[0]
    for pattern in (_KIN_NAME, _FOR, _OF_AGE):
        for found in pattern.finditer(bare):
            if _is_name(found.group("name")):
                name = page.typed(*found.span("name"))
                return (
                    re.sub(rf"^(?:给|我们?家?|咱们?家?|为|帮|是|的)*(?:(?:{_KIN})(?={_PERSON}))?", "", name)
                    or name
                )
    return ""


_OCCASION = re.compile(rf"(?P<who>{_KIN})的?■")


def chinese_occasion(page: Page, age: str) -> str:
    """妈妈六十大寿: whose, and what was struck out already."""
    found = _OCCASION.search(page.bare)
    if found is None or not age:
        return ""
    who = page.typed(*found.span("who")).removeprefix("我")
    who = who * 2 if who in ("妈", "爸", "奶", "爷") else who
    tail = "生日" if age.endswith("岁") and re.match(r"的?生日", page.bare[found.end() :].lstrip("■")) else ""
    return f"{who}{age}{tail}"


_THING = re.compile(
    r"(?:(?:产品|商品|单品|品牌|店铺?|公司|乐队|民宿|酒店|小区|楼盘|房源|新盘|二手房|活动|片子|作品|项目|书|剧|"
    r"餐厅|咖啡馆|工作室|社团|品名|游戏|角色|展览|课程|品|它|oc|企业|机构|主角|菜)(?:的)?(?:名字?|"
    r"名称)?(?:叫做?|是|为|名叫|名为|[:：])|名(?:字|称)(?:叫|是|为)?|型号(?:是|为)?|店名(?:叫|"
    r"是)?|取名|名为|名叫|(?:这套|这间|这栋|这个房子|房子|本店|我们店|我们家?|这家|这款|这个|这支|"
    r"这部|新店|小店|楼盘)(?:房子?|店)?(?:是|叫做?))"
    r"\s?[“「《\"]?(?P<name>[^，。,；;！!？?\n“”「」《》□■]{2,16}?)[”」》\"]?(?=[，。,；;！!？?\n□■]|"
    r"$|的(?:视频|短片|宣传)|做|要|在|配|帮|，)"
)
_NAMED = re.compile(
    r"(?:[家个款间支部条位座所间])[^，。,；;\n]{1,10}?(?:名字)?叫做?\s?[“「《]?(?P<name>[^，。,；;！!？?\n“”「」《》□■]{2,12}?)[”」》]?(?=[，。,；;！!？?\n□■]|"
    r"$|的|做|要)"
)
_SELLS = re.compile(
    r"(?:我(?:们)?(?:要|想|家|店里?)?(?:是)?(?:卖|推广|宣传|推出|做)(?:的是)?|(?<!出)(?<!售)卖|"
    r"推广|宣传|介绍|上新|推出|上架|主推|给|为|帮)(?:一下|一款|这款|这个|我们?家?的?|咱们?家?的?|"
    r"新款|新品|店里的?|公司的?)*"
    r"(?P<name>[^，。,；;！!？?\n□■我你他她给把做个这那的一几张图照]{2,12}?)(?=做|制作|弄|剪|拍|"
    r"生成|设计|的(?:视频|短片|广告)|，|,|。|$)"
)
_OPENING = re.compile(
    r"(?:^|"
    r"[。！!；;\n])\s*(?P<lead>[^，。,！!；;：:\n]{2,14}?)(?P<sign>[！!：:，,])\s*(?P<name>[^，。,；;！!？?\n：:、□■]{2,16}?)(?:\s?\d+(?:名|"
    r"位|个人|人))?(?=[，。,；;！!？?\n□■]|$|\s[\u4e00-\u9fff\d])"
)
_IS_LEAD = re.compile(
    r"新品|上市|上新|上架|首发|出售|转让|出租|推荐|种草|二手|房源|招聘|公告|通知|预告|活动|发布|"
    r"开业|特卖|促销|介绍|推广|宣传|影片|视频|短片|预售|开售|带看|售|卖|招租|讲座|邀请|启事|新书|"
    r"新歌|演出|课程"
)


_COHORT = re.compile(
    r"(?:[\u4e00-\u9fff]{2,6}(?:中学|大学|小学|高中|学院|一中|附中)\s?)?"
    r"(?:(?:初|高|大|研)[一二三四]\s?[（(]?[一二三四五六七八九十\d]{1,2}[)）]?班[，,]?\s?)?"
    r"(?:19|20)?\d\d[届级][^，。,；;！!？?\n□■]{0,12}?(?:班|系|专业|学院|(?=[，。,；;！!？?\n□■]|$))"
)


def chinese_thing(page: Page) -> str:
    """Name of what is sold, opened, played or announced, in Chinese; empty: none is said."""
    cohort = _COHORT.search(page.bare)
    if cohort is not None:
        return page.typed(*cohort.span())
    for pattern in (_THING, _NAMED, _OPENING, _SELLS):
        for found in pattern.finditer(page.bare):
            if pattern is _OPENING and not _IS_LEAD.search(found.group("lead")):
                continue
            name = without_glue(page.message.text[slice(*found.span("name"))])
            name = re.sub(rf"^(?:我们?家?)?的?(?:{_KIN}|狗|猫)的?(?:名字)?叫做?(?=[\u4e00-\u9fff])", "", name)
            plain = found.group("name")
            if (
                len(name) >= 2
                and not is_wish(plain)
                and not re.match(r"[上下在成的和为给做]|我|你|他|请|帮|想|把|用|按", plain)
                and not _NOT_THING.search(plain)
            ):
                return name
    return ""


_NOT_THING = re.compile(
    r"^(?:本|我|新|小|该)店$|^(?:一|几|这|那|个|两)?[张个款条段份]|视频|短片|大家|朋友|客户|公司$|自己|使用|"
    r"顾客|老板|"
    r"(?<![毛熊])孩子(?!之|家)|他们|网店|素材|全部|上传|随便|九成新|全新|包邮|名字|姓名|日期|成新|好看|免费"
)
