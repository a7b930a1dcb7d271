"""What a video is made of, and what it is measured in: things, colours, places on the picture, units."""

from __future__ import annotations

from collections.abc import Mapping

from photoplay.agent.language.lexicon_ground import words

#: What a video is made of. A head noun tells what a number or an order word counts.
THINGS: Mapping[str, tuple[str, ...]] = {
    "photo": words(
        "photo, photos, picture, pic, image, img, photograph, slide, shot, snap, stills, frame, foto, "
        "fotos, scene, pictures, pics, images, slides, shots, card photo, page, item, photoes, screenshot, "
        "selfie, portrait",
        "照片 图片 图 相片 张 张照片 张图 张图片 画面 镜头 幅 图像 相 幻灯片 素材 照 片子图 张相片 页 "
        "张画面 美照 截图 张素材",
    ),
    "one": words("one, ones", "那张 这张 那一张 张的 那幅 那个 这一张 那几张 这几张"),
    "clip": words(
        "clip, clips, video clip, video clips, footage, film clip, vid clip, video file, movie clip, "
        "recording",
        "视频片段 片段 段视频 段 短片段 视频素材 段影片 录像 段录像 视频文件 动态素材",
    ),
    "video": words(
        "video, vid, movie, film, slideshow, slide show, montage, whole thing, the whole thing, "
        "everything together, whole video, entire video, full video, animation, vids, videos, overall, "
        "project, whole movie, whole slideshow, edit, production, vlog",
        "视频 影片 短片 片子 短视频 成片 整体 总 总共 整个视频 整支影片 全片 整条视频 整部影片 整片 幻灯 "
        "电子相册 相册 作品 整个片子 整段视频 整条片子 小视频 微电影",
    ),
    "music": words(
        "music, song, track, soundtrack, tune, bgm, background music, audio track, melody, score, musics, "
        "songs, backing track, background song, audio, sound track, backing music, tunes, jingle, beat",
        "音乐 配乐 歌 歌曲 背景音乐 曲子 乐曲 首歌 音轨 伴奏 背景乐 这首歌 那首歌 首曲子 旋律 曲 声乐 "
        "背景歌",
    ),
    "sound": words(
        "sound, sounds, noise, voice, audio of, original sound, original audio",
        "声音 原声 音效 声 噪音 原音 现场音 人声",
    ),
    "volume": words("volume, loudness, sound level, music level, vol", "音量 声量 音量大小 响度"),
    "text": words(
        "text, texts, words, wording, writing, letters, lettering, typography, text overlay, "
        "text overlays, line, message, on-screen text, overlay text, copy, phrase, word, sentence, lines",
        "文字 字 字样 字体内容 文本 话 句子 一句话 文案 字幕文字 行字 几个字 这句话 那句话 字儿 一行字 "
        "段字 段文字 句话",
    ),
    "title": words(
        "title, headline, heading, header, titles, title text, opening title, main title, title card, "
        "tittle, opening text, intro title, intro text",
        "标题 大标题 主标题 片名 题目 片头字 片头文字 开场字 标题字 标题文字 片头标题 开头文字 开头的字 "
        "抬头",
    ),
    "subtitle": words(
        "subtitle, sub title, sub-title, subheading, sub heading, tagline, subhead, strapline",
        "副标题 副标 小标题 副题",
    ),
    "caption": words(
        "caption, captions, label, annotation, labels, captioned",
        "字幕 配文 说明文字 文案说明 图注 配字 图说 旁注 说明",
    ),
    "lower-third": words(
        "lower third, lower-third, lower thirds, name tag, chyron",
        "人名条 下三分之一 名条 字幕条",
    ),
    "badge": words(
        "badge, price tag, sticker, price badge, price label, tag",
        "角标 价签 价格标签 徽章 贴纸 标签",
    ),
    "end-card": words(
        "end card, end cards, the end card, the end cards, the end screen, endcard, end screen, closing card, closing screen, outro card, final card, "
        "end slide, closing slide, outro screen, end page, final screen",
        "片尾页 片尾卡 结尾页 片尾卡片 结尾卡 结束页 尾页 结尾卡片 片尾画面 落版 结束卡片 片尾",
    ),
    "logo": words(
        "logo, logos, watermark, brand mark, brand logo, emblem, our logo, company logo",
        "标志 商标 台标 水印 徽标 店标 品牌标志 品牌logo",
    ),
    "transition": words(
        "transition, transitions, crossfade transition, cuts between, transition effect, "
        "transition effects, changeover",
        "转场 过渡 切换 转场效果 过渡效果 切换效果 转场特效",
    ),
    "file": words("file, files, upload, uploads, media, material, asset", "文件 素材 档案 上传的"),
}  # fmt: skip

#: Colours with their values.
COLORS: Mapping[str, tuple[str, ...]] = {
    "color:#ffffff": words("white, pure white", "白 白色 纯白 白的 纯白色"),
    "color:#000000": words("black, pure black, jet black", "黑 黑色 纯黑 黑的 纯黑色"),
    "color:#ff0000": words("red, bright red, pure red", "红 红色 大红 红的 大红色 正红 鲜红 红字"),
    "color:#8b0000": words(
        "dark red, deep red, maroon, burgundy, wine red, crimson",
        "深红 暗红 酒红 深红色 暗红色 酒红色 枣红 绛红",
    ),
    "color:#ffd400": words(
        "yellow, bright yellow, pure yellow, lemon, lemon yellow",
        "黄 黄色 黄的 明黄 柠檬黄 亮黄 亮黄色",
    ),
    "color:#1e66ff": words("blue, bright blue, royal blue", "蓝 蓝色 蓝的 宝蓝 宝蓝色 亮蓝"),
    "color:#0b1f4b": words(
        "navy, navy blue, dark blue, deep blue, midnight blue",
        "深蓝 藏青 深蓝色 藏蓝 海军蓝 藏青色 藏蓝色",
    ),
    "color:#7ec8ff": words(
        "light blue, sky blue, baby blue, pale blue",
        "浅蓝 天蓝 浅蓝色 天蓝色 淡蓝 淡蓝色 湖蓝",
    ),
    "color:#1fa64a": words("green, bright green", "绿 绿色 绿的 翠绿 翠绿色 草绿"),
    "color:#0b5d2a": words("dark green, forest green, deep green, emerald", "深绿 墨绿 深绿色 墨绿色"),
    "color:#98e6b0": words("light green, mint, mint green, lime", "浅绿 浅绿色 薄荷绿 淡绿 嫩绿"),
    "color:#ff7a00": words("orange, bright orange", "橙 橙色 橘色 橘黄 橘红 橘黄色 橙黄 橙红"),
    "color:#ff6fb1": words(
        "pink, hot pink, rose pink, magenta, fuchsia",
        "粉 粉色 粉红 粉红色 粉的 桃红 玫红 玫瑰红 樱花粉",
    ),
    "color:#8a3ffc": words("purple, violet, lilac, lavender", "紫 紫色 紫的 紫罗兰 薰衣草紫 淡紫 浅紫"),
    "color:#d4af37": words("gold, golden, gold color, gold colored", "金 金色 金的 金黄 金黄色 烫金"),
    "color:#c0c0c0": words("silver", "银 银色"),
    "color:#808080": words("gray, grey, mid gray", "灰 灰色 灰的"),
    "color:#3a3a3a": words("dark gray, charcoal", "深灰 深灰色 炭黑"),
    "color:#d9d9d9": words("light gray", "浅灰 浅灰色"),
    "color:#7b4a21": words("brown", "棕 棕色 褐色 咖啡色 咖色"),
    "color:#f5e9d0": words("beige, cream, ivory, off-white, off white", "米色 米白 米黄 奶油色 象牙白 奶白"),
    "color:#12b5b0": words("teal, turquoise, cyan, aqua", "青 青色 青绿 蓝绿 蓝绿色 青绿色"),
}  # fmt: skip

#: Places on the picture.
POSITIONS: Mapping[str, tuple[str, ...]] = {
    "position:top-left": words(
        "the top left, the top left corner, the upper left, the upper left corner, "
        "top left, upper left, left top, top-left, upper-left, top left corner, upper left corner, "
        "upper left hand corner, top left hand corner",
        "左上 左上角 左上方 上左",
    ),
    "position:top-right": words(
        "the top right, the top right corner, the upper right, the upper right corner, "
        "top right, upper right, right top, top-right, upper-right, top right corner, upper right corner, "
        "upper right hand corner, top right hand corner",
        "右上 右上角 右上方 上右",
    ),
    "position:bottom-left": words(
        "the bottom left, the bottom left corner, the lower left, the lower left corner, "
        "bottom left, lower left, left bottom, bottom-left, lower-left, bottom left corner, "
        "lower left corner, lower left hand corner, bottom left hand corner",
        "左下 左下角 左下方 下左",
    ),
    "position:bottom-right": words(
        "the bottom right, the bottom right corner, the lower right, the lower right corner, "
        "bottom right, lower right, right bottom, bottom-right, lower-right, bottom right corner, "
        "lower right corner, lower right hand corner, bottom right hand corner",
        "右下 右下角 右下方 下右",
    ),
    "position:top": words(
        "top, upper part, at the top, on top, top center, top-center, top middle, the top, upper, top edge",
        "顶部 上方 顶上 最上面 顶端 上部 正上方 最上方 上边 画面上方",
    ),
    "position:bottom": words(
        "bottom, lower part, at the bottom, bottom center, bottom-center, bottom middle, the bottom, "
        "bottom edge, down low",
        "底部 下方 底下 最下面 底端 下部 下面 正下方 最下方 下边 画面下方 底边",
    ),
    "position:left": words(
        "left, left side, left hand side, on the left, left edge, center left",
        "左边 左侧 左面 左 靠左 左方 偏左",
    ),
    "position:right": words(
        "right side, right hand side, on the right, right edge, center right, to the right, the right",
        "右边 右侧 右面 右 靠右 右方 偏右",
    ),
    "position:center": words(
        "center, middle, in the middle, centered, centred, dead center, in the center, the center, "
        "the middle",
        "中间 中央 居中 正中 正中间 中心 正中央 画面中间",
    ),
    "corner": words("corner, a corner, the corner", "角 角落 边角"),
}  # fmt: skip

#: What numbers count.
UNITS: Mapping[str, tuple[str, ...]] = {
    "unit:second": words("second, sec, s, secs, seconds, sek", "秒 秒钟 秒种"),
    "unit:minute": words("minute, min, mins, minutes, m", "分钟 分 分种"),
    "unit:hour": words("hour, hr, hrs, h", "小时 钟头"),
    "unit:ms": words("ms, millisecond, msec", "毫秒"),
    "unit:frame": words("fps, frames per second, frames a second, frame rate, framerate", "帧每秒 帧率 帧"),
    "unit:bpm": words("bpm, beats per minute, beats a minute", "拍每分钟"),
    "unit:mb": words("mb, megabyte, meg, megs, mib", "兆"),
    "unit:kb": words("kb, kilobyte"),
    "unit:gb": words("gb, gigabyte, gig"),
    "unit:db": words("db, decibel", "分贝"),
    "unit:degree": words("degree, deg, degrees, °", "度"),
    "unit:pixel": words("px, pixel, pt, point", "像素"),
    "unit:percent": words("percent, per cent, pct, %", "个百分点"),
    "unit:times": words("times, x, fold, times as", "倍 倍速"),
}  # fmt: skip

CONCEPTS: Mapping[str, tuple[str, ...]] = {**THINGS, **COLORS, **POSITIONS, **UNITS}
