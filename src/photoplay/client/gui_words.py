"""How backends speak that believe in a screen with buttons: patterns in both languages.

A quoted label, a link and a file name stand in the text as one sign of Unicode's private area (``SIGN``).
"""

from __future__ import annotations

import re

SIGN = "[\ue000-\uf8ff]"
_I = re.IGNORECASE

#: A sentence without any of these is about no screen.
ANY = re.compile(
    r"click|tap|press|hit\b|open|drag|preview|timeline|editor|player|canvas|account|profile|billing|dashboard|export|button|"
    "icon|tab\\b|panel|menu|>|→|点击|點擊|单击|單擊|双击|雙擊|点选|點選|点按|點按|轻点|輕點|按下|按一下|打开|打開|開啟|切换|切換|"
    "进入|進入|拖|预览|預覽|账户|账号|帳戶|帳號|个人中心|個人中心|导出|匯出|導出|时间线|時間線|时间轴|時間軸|编辑器|編輯器|播放器",
    _I,
)

# -- English ------------------------------------------------------------------------------------------

_NOUN = r"(?:button|icon|tab|menu|panel|link|option|sidebar|section|toolbar|area|window|bar)s?"
_THE = r"(?:(?:on|the|your|this|that|a|an)\s+)*"
_WORD = r"[\w&+/'-]+"
_LABEL = rf"(?:{SIGN}|(?:{_WORD}\s+){{0,4}}?{_WORD}?)"
_PLACE = (
    r"(?:\s+(?:in|at|on|from|near|under|above|below|next to)\s+(?:the|your)\s+(?:[\w-]+\s+){0,4}?"
    r"(?:corner|top|bottom|left|right|side|bar|toolbar|menu|panel|sidebar|screen|page|editor|window|canvas|"
    r"timeline|interface|tab)(?:[\s-]+(?:left|right|corner|side|bar|panel|menu))*(?:\s+of\s+(?:the|your)\s+[\w-]+)?)*"
)
_JOINT = r"(?P<joint>\s*,?\s*(?:and then|and|then|in order to|to)\s+)?"
_AND = r"(?:(?:please|just|simply)\s+)?"
#: "Click the blue Export button in the corner to …", "click “Apply”", "by clicking Export".
CLICK_EN = re.compile(
    rf"{_AND}(?:\bby\s+)?\b(?:(?:double|right|left)[- ])?(?:"
    rf"(?:click|clicking)\s+{_THE}(?P<a>{_LABEL})\s+(?P<noun>{_NOUN})"
    rf"|(?:tap|press|hit|use|choose|select|go to|navigate to|head to|switch to)\s+{_THE}(?P<b>{_LABEL})\s+"
    rf"(?P<noun2>button|icon|tab|panel|menu)"
    rf"|(?:click|clicking|tap|tapping|press|hit)\s+{_THE}(?P<c>{SIGN}|(?-i:[A-Z][\w&+/'-]*(?:\s+[A-Z][\w&+/'-]*){{0,3}}))"
    rf"|(?:click|clicking)\s+{_THE}(?P<d>[\w-]+)"
    rf"|(?:go to|choose|select|use|open)\s+(?:the\s+)?(?:{_WORD}\s*(?:>|→)\s*)+(?P<e>{_WORD})"
    rf"){_PLACE}{_JOINT}",
    _I,
)
#: "Open the music panel …"; not "open circle", not "open this link".
OPEN_EN = re.compile(
    rf"(?P<lead>^\W*|[,;:—–]\s*|\b(?:and|then|or|now|please|just|simply|to|can|could|may|should)\s+)"
    rf"open(?:ing)?\s+(?:up\s+)?(?:the|your)\s+(?:{SIGN}\s+|(?:{_WORD}\s+){{0,4}}?)"
    r"(?:panel|tab|menu|settings|editor|timeline|library|window|sidebar|page|inspector|view|project|"
    r"media bin|dashboard|app|workspace|drawer|dialog)\b"
    rf"(?:\s+(?:panel|tab|menu|editor|window|page|view)\b)?{_PLACE}{_JOINT}",
    _I,
)
_DRAG = r"\b(?:click\s+and\s+)?drag(?:ging|(?:\s+and\s+|\s*-\s*and\s*-\s*|\s*/\s*|\s*&\s*)drop(?:ping)?)?"
#: "drag the photos here": files are meant.
DROP_EN = re.compile(
    rf"{_AND}{_DRAG}\s+(?P<what>(?:the\s+|your\s+|more\s+|some\s+)*(?:files?|photos?|images?|pictures?|media|videos?|logo))"
    r"\s+(?:here|(?:in|into|onto|to|on)\s+(?:the|this|your)\s+(?:[\w-]+\s+){0,3}?"
    r"(?:area|box|window|page|zone|browser|bin|chat|library|uploader))\b",
    _I,
)
_DRAG_ENDS = r"(?=\s*(?:[,;.!?]|$|\band\b|\bthen\b))"
DRAG_TO_EN = re.compile(
    rf"{_AND}{_DRAG}\s+(?P<what>[^,;.!?]+?)\s+(?P<where>(?:to|into|onto|on|over|after|before|between)\s+"
    rf"(?:the|its|position|place|slot|track|{SIGN}|\d)[^,;.!?]*?){_DRAG_ENDS}",
    _I,
)
DRAG_EN = re.compile(
    rf"{_AND}{_DRAG}\b(?P<what>[^,;.!?]*?)(?P<joint>\s+(?:in order\s+)?to\s+|{_DRAG_ENDS})", _I
)
_SEEN = r"(?:the|your)\s+(?:timeline|editor|preview(?:\s+(?:window|panel|pane|area))?|player|canvas)"
PREVIEW_EN = re.compile(
    rf"{_AND}\b(?:preview|view|watch|check|review|see|play)\s+(?:(?:it|this|that|them|how\s+it\s+looks|"
    rf"(?:the|your)\s+(?:\w+\s+){{0,2}}\w+)\s+)?(?:out\s+)?(?:back\s+)?(?:in|on|inside)\s+{_SEEN}\b",
    _I,
)
ACCOUNT_EN = re.compile(
    rf"{_AND}\b(?:check|see|view|visit|look\s+at|go\s+to|log\s*in\s*to|sign\s*in\s*to|log\s+into)\s+your\s+"
    r"(?:account|profile|billing|dashboard|user)(?:\s+(?:page|settings|dashboard))?\b[^,;.!?]*",
    _I,
)
EXPORT_EN = re.compile(
    r"(?:^\W*|[,;:—–]\s*|\b(?:please|now|then|just|can|could|to)\s+)(?:export)\s+(?:it|this|your|the)\b", _I
)
OFFER_EN = re.compile(
    r"\b(?:can|could|may|might|if|when|whenever|once|feel free|optionally|alternatively|would|want|ready|or)\b|\?",
    _I,
)
#: What is left of a sentence and says nothing by itself.
EMPTY_EN = re.compile(
    r"(?:now|then|please|just|simply|or|and|also|next|first|finally|to|you|can|could|may|should|confirm|continue|proceed|"
    r"finish|start|begin|apply|save|it|this|that|done|ok|so|do|the|changes?|after|afterwards|here|by|need|\W)+",
    _I,
)
DANGLING_EN = re.compile(r"(?:to|if|when|whenever|once|for)\b[^,;]*", _I)

# -- Chinese ------------------------------------------------------------------------------------------

_PART = "[^，,。；;！!？?：:、]"
_PLEASE = "(?:请您?|請您?|您|你|现在|現在|也|还|還|就|直接|只需|只要|再|然后|然後|接着|並|并)*"
_ZH_NOUN = (
    "(?:按钮|按鈕|按键|按鍵|图标|圖示|选项卡|分頁|标签页|标签|標籤|面板|菜单|選單|链接|連結|选项|選項|键|鍵|区域|區域|"
    "(?:文字|文本|视频|影片|音频)?(?:图层|圖層|片段|轨道|軌道)|文字|文本|画布|畫布)"
)
_ZH_LABEL = (
    "导出视频|匯出影片|导出|導出|匯出|下载|下載|保存|儲存|预览|預覽|播放|应用|應用|套用|确认|確認|生成|完成|登录|登入|账户|帳戶|"
    "撤销|復原|重做|时间线|時間線|时间轴|時間軸"
)
_ZH_WHERE = rf"(?:{_PART}{{0,8}}?(?:角|侧|側|方|部|边|邊|栏|欄|上|里|裡|中)的)?"
_ZH_JOINT = (
    "(?P<joint>，?(?:即可|就可以|就能|便可|可以|来|來|以便|以|并|並|后即可|后|後|进行|進行|然后|然後|可))?"
)
CLICK_ZH = re.compile(
    rf"{_PLEASE}(?P<can>可以|可)?(?:通过|透過)?(?:点击|單擊|单击|双击|雙擊|点选|點選|点按|點按|轻点|輕點|按下|點擊|按一下)(?:一下)?"
    rf"{_ZH_WHERE}(?:(?P<a>{SIGN}|{_PART}{{0,8}}?)(?P<noun>{_ZH_NOUN})|(?P<c>{SIGN}|{_ZH_LABEL})){_ZH_JOINT}"
)
OPEN_ZH = re.compile(
    rf"{_PLEASE}(?P<can>可以|可)?(?:打开|打開|開啟|切换到|切換到|进入|進入){_PART}{{0,8}}?"
    "(?:面板|标签页|分頁|菜单|選單|设置|設定|编辑器|編輯器|时间线|時間線|时间轴|時間軸|素材库|素材庫|窗口|視窗|侧边栏|側邊欄|"
    rf"页面|頁面|项目|專案|界面|介面)(?:页面|頁面|面板|菜单|選單|界面|窗口)?{_ZH_JOINT}"
)
_ZH_DRAG = "(?:拖拽|拖动|拖動|拖放|拖曳|拖移|拖)"
_ZH_FILES = "(?:照片|图片|圖片|文件|檔案|素材|视频文件)"
DROP_ZH = re.compile(
    rf"{_PLEASE}(?P<can>可以|可)?(?:将|將|把)?{_PART}{{0,4}}?{_ZH_FILES}{_ZH_DRAG}(?:到|至|进|進|入)?{_PART}{{0,4}}?"
    rf"(?:此处|此處|这里|這裡|上传{_PART}{{0,3}}|上傳{_PART}{{0,3}}|窗口|視窗|页面|頁面|媒体库|媒體庫)(?:中|里|裡|内|內)?"
)
DRAG_TO_ZH = re.compile(
    rf"{_PLEASE}(?P<can>可以|可)?(?:将|將|把)(?P<what>{_PART}+?){_ZH_DRAG}(?P<where>(?:到|至|进|進|入|在){_PART}+)"
)
DRAG_ZH = re.compile(
    rf"{_PLEASE}(?P<can>可以|可)?(?:通过|透過)?{_ZH_DRAG}(?P<what>{_PART}*?)(?P<joint>，?(?:来|來|以便|以|即可|就能|进行|進行)|(?={_PART}{{0}}[，,。；;！!？?]|$))"
)
_ZH_SEEN = "(?:时间线|時間線|时间轴|時間軸|编辑器|編輯器|预览窗口|預覽視窗|预览区|播放器|画布|畫布)"
PREVIEW_ZH = re.compile(
    rf"{_PLEASE}(?P<can>可以|可)?(?:在{_ZH_SEEN}(?:中|上|里|裡|内|內)?{_PLEASE}(?:预览|預覽|查看|播放|观看|觀看)"
    rf"(?:一下)?{_PART}*|(?:预览|預覽|查看){_ZH_SEEN})"
)
ACCOUNT_ZH = re.compile(
    rf"{_PLEASE}(?P<can>可以|可)?(?:登录|登入|进入|進入|前往|查看|打开|打開|到|去)(?:您的|你的|个人|個人|自己的)?"
    rf"(?:账户|账号|帳戶|帳號|个人中心|個人中心)(?:页面|頁面|中心|中|里|裡)?(?:查看|查询|查詢|确认|確認|了解){_PART}*"
)
EXPORT_ZH = re.compile(
    rf"(?:^|[，,：:]|请您?|請您?|可以|现在|現在|即可)(?:导出|匯出|導出)(?:您的|你的|该|該|这个|這個)?(?:视频|影片|成片|作品|文件)(?={_PART}{{0,2}}(?:$|[，,。！!]))"
)
OFFER_ZH = re.compile("(?<!即)可|如果|若|如需|想要|随时|隨時|也能|要不要|吗|嗎|需要时|[?？]")
EMPTY_ZH = re.compile(
    "(?:请|請|您|你|现在|現在|即可|就可以|可以|然后|然後|再|并|並|后|後|来|來|完成|确认|確認|保存|应用|應用|它|了|吧|\\W)+"
)
DANGLING_ZH = re.compile(f"(?:要|如需|如果|若|想要|若要|如要|需要){_PART}*")

# -- what a label means -------------------------------------------------------------------------------

EXPORT_LABEL = re.compile(r"\b(?:export|download|save|render)\b|导出|導出|匯出|下载|下載|保存|儲存", _I)
CREDITS_LABEL = re.compile(
    r"\b(?:account|profile|credits?|billing|log ?in|sign ?in)\b|账户|帳戶|登录|登入|积分|積分", _I
)
SUMMARY_LABEL = re.compile(r"\b(?:preview|play|timeline)\b|预览|預覽|播放|时间线|時間線|时间轴|時間軸", _I)
UNDO_LABEL = re.compile(r"\bundo\b|撤销|復原|撤銷", _I)
REDO_LABEL = re.compile(r"\bredo\b|重做", _I)
STATE_NOUN = re.compile(
    r"\b(?:tab|menu|panel|sidebar|section|toolbar|area|window|bar)s?\b|面板|标签页|标签|標籤|分頁|选项卡|菜单|選單|区域|區域|图层|圖層|片段|轨道|軌道|文字|文本|画布|畫布",
    _I,
)
SEES = re.compile(r"(?:preview|play|watch|see|view|review)\b|预览|預覽|查看|播放|观看|觀看", _I)
