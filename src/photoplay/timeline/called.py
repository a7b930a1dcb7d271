"""What looks, transitions and frames are called in Chinese: their names here are English words."""

from __future__ import annotations

from collections.abc import Mapping


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


def called(name: str, table: Mapping[str, tuple[str, str]], language: str) -> str:
    """What a name is shown as; the name itself where no other is known.

    Args:
        name: Of a look, a transition or a frame.
        table: One of those of this module.
        language: "en", "zh" or "zh-TW".
    """
    if language == "en" or name not in table:
        return name
    return table[name][language == "zh-TW"]
