"""What looks, transitions, moods, moves, places and frames are called in Chinese: here their names are English."""

from __future__ import annotations

from collections.abc import Mapping

from photoplay.timeline.model import Look, Transition


def _table(rows: str) -> Mapping[str, tuple[str, str]]:
    """Rows of a name, and what it is called in simplified and, where that differs, in traditional Chinese."""
    told = [row.split() for row in rows.strip().splitlines()]
    return {name: (names[0], names[-1]) for name, *names in told}


LOOK_NAMES = _table("""
warm 暖色
cool 冷色
vivid 鲜艳 鮮豔
faded 褪色
vintage 复古 復古
bw 黑白
sepia 棕褐
cinematic 电影感 電影感
film 胶片 膠片
matte 哑光 啞光
night 夜色
brightness 亮度
contrast 对比度 對比度
saturation 饱和度 飽和度
temperature 色温 色溫
sharpen 锐化 銳化
vignette 暗角
auto 自动调色 自動調色
match 色调统一 色調統一
lut 色彩表
""")

#: Looks whose English names are no words.
PLAIN_LOOKS: Mapping[str, str] = {
    "bw": "black and white", "auto": "light and colours mended", "match": "colours matched",
    "lut": "a table of colours",
}  # fmt: skip
#: Looks that repair: how strongly tells nobody anything.
_REPAIRS = ("auto", "match")
#: What transitions are called that lead out of the video, or into it.
_END_NAMES: Mapping[str, tuple[str, str, str]] = {
    "fadeblack": ("fade to black", "渐黑", "漸黑"), "fadewhite": ("fade to white", "渐白", "漸白"),
}  # fmt: skip
_START_NAMES: Mapping[str, tuple[str, str, str]] = {
    "fadeblack": ("fade from black", "从黑渐显", "從黑漸顯"), "fadewhite": ("fade from white", "从白渐显", "從白漸顯"),
}  # fmt: skip

TRANSITION_NAMES = _table("""
none 无转场 無轉場
fade 淡入淡出
fadeblack 闪黑 閃黑
fadewhite 闪白 閃白
fadegrays 黑白过渡 黑白過渡
fadefast 快速溶解
fadeslow 慢速溶解
distance 色差溶解
dissolve 溶解
wipeleft 向左擦除
wiperight 向右擦除
wipeup 向上擦除
wipedown 向下擦除
wipetl 左上擦除
wipetr 右上擦除
wipebl 左下擦除
wipebr 右下擦除
smoothleft 向左柔和擦除
smoothright 向右柔和擦除
smoothup 向上柔和擦除
smoothdown 向下柔和擦除
diagtl 左上柔和擦除
diagtr 右上柔和擦除
diagbl 左下柔和擦除
diagbr 右下柔和擦除
luma 亮度遮罩
circleopen 圆形展开 圓形展開
circleclose 圆形闭合 圓形閉合
circlecrop 圆形裁剪 圓形裁切
rectcrop 矩形裁剪 矩形裁切
vertopen 左右展开 左右展開
vertclose 左右闭合 左右閉合
horzopen 上下展开 上下展開
horzclose 上下闭合 上下閉合
radial 时钟擦除 時鐘擦除
hlslice 百叶窗 百葉窗
hrslice 向右百叶窗 向右百葉窗
vuslice 向上百叶窗 向上百葉窗
vdslice 向下百叶窗 向下百葉窗
hlwind 向左吹散
hrwind 向右吹散
vuwind 向上吹散
vdwind 向下吹散
slideleft 向左滑动 向左滑動
slideright 向右滑动 向右滑動
slideup 向上滑动 向上滑動
slidedown 向下滑动 向下滑動
coverleft 向左覆盖 向左覆蓋
coverright 向右覆盖 向右覆蓋
coverup 向上覆盖 向上覆蓋
coverdown 向下覆盖 向下覆蓋
revealleft 向左揭开 向左揭開
revealright 向右揭开 向右揭開
revealup 向上揭开 向上揭開
revealdown 向下揭开 向下揭開
parallax-left 向左视差 向左視差
parallax-right 向右视差 向右視差
squeezeh 上下挤压 上下擠壓
squeezev 左右挤压 左右擠壓
zoomin 放大
zoom 缩放 縮放
pixelize 马赛克 馬賽克
hblur 水平模糊
blur 模糊
whip-left 向左甩镜 向左甩鏡
whip-right 向右甩镜 向右甩鏡
whip-up 向上甩镜 向上甩鏡
whip-down 向下甩镜 向下甩鏡
light-leak 漏光
film-burn 胶片燃烧 膠片燃燒
glitch 故障
page 翻页 翻頁
cube 立方体 立方體
""")

FRAME_NAMES = _table("""
line 细边 細邊
polaroid 拍立得
""")

MOOD_NAMES = _table("""
lofi Lo-fi
upbeat 欢快 歡快
cinematic 电影感 電影感
calm 平静 平靜
corporate 企业 企業
happy 开心 開心
dramatic 紧张 緊張
electronic 电子 電子
jazz 爵士
romantic 浪漫
festive 喜庆 喜慶
epic 史诗 史詩
""")

MOTION_NAMES = _table("""
hold 静止 靜止
zoom-in 推近
zoom-out 拉远 拉遠
pan-left 向左平移
pan-right 向右平移
pan-up 向上平移
pan-down 向下平移
pan-up-left 向左上平移
pan-up-right 向右上平移
pan-down-left 向左下平移
pan-down-right 向右下平移
custom 自定义 自訂
""")

FIT_NAMES = _table("""
cover 填满 填滿
contain 完整显示 完整顯示
blur 模糊背景
""")

POSITION_NAMES = _table("""
top-left 左上
top 上方
top-right 右上
left 左侧 左側
center 中间 中間
right 右侧 右側
bottom-left 左下
bottom 下方
bottom-right 右下
""")


def called(name: str, table: Mapping[str, tuple[str, str]], language: str) -> str:
    """What a name is shown as; the name itself where no other is known.

    Args:
        name: Of a look, a transition, a move, a place or a frame.
        table: One of those of this module.
        language: "en", "zh" or "zh-TW".
    """
    if language == "en" or name not in table:
        return name
    return table[name][language == "zh-TW"]


def look_told(look: Look, language: str) -> str:
    """A look in words: “black and white”, “warm 40”, “黑白”.

    Args:
        look: Its amount is told where it is not the whole.
        language: "en", "zh" or "zh-TW".
    """
    name = (
        PLAIN_LOOKS.get(look.type, look.type) if language == "en" else called(look.type, LOOK_NAMES, language)
    )
    return name if look.type in _REPAIRS or look.amount == 100 else f"{name} {look.amount:g}"


def way_told(transition: Transition, language: str, place: str = "") -> str:
    """What a transition is called: “fade”, and where a video ends or starts with it “fade to black”, “渐黑”.

    Args:
        transition: Its kind is told.
        language: "en", "zh" or "zh-TW".
        place: "start", "end", or empty for one between two photos.
    """
    names = {"start": _START_NAMES, "end": _END_NAMES}.get(place, {}).get(transition.type)
    if names is None:
        return called(transition.type, TRANSITION_NAMES, language)
    return names[("en", "zh", "zh-TW").index(language)]
