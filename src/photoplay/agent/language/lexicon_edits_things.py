"""What edits are about: sounds of films, transitions, colours, frames, backgrounds, parts of people."""

from __future__ import annotations

from collections.abc import Mapping

from photoplay.agent.language.lexicon_rows import rows

#: What the words are about, besides what ``lexicon_ground`` knows.
THINGS: Mapping[str, str] = {
    "less": "calm ~ down, tone ~ down, dial ~ back, calm down",
    "filler": "wouldn't it be, wouldn't it, couldn't we, can't we, can't you, couldn't you, why don't we, "
    "why don't you, why not, shouldn't we, don't you think, doesn't it need, isn't it better if, after all, "
    "thank you so much, amazing, love it | 啥也 什么也 啥都 什么都 谁都 谁也 怎么也 那么 这么 感谢 多谢 太感谢 "
    "感激 棒 真棒 好棒 辛苦",
    "own-sound": (
        "original sound, original audio, own sound, own audio, clip sound, video sound, camera sound, "
        "natural sound, clip audio, video's sound, the clip's audio, live sound, its sound, "
        "background noise, noise, video audio, native audio, clip's sound, video's audio, clip volume, "
        "voices, ambient sound, sound of the clip, sound of the video, audio of the video, "
        "audio of the clip, sound from the video, sound from the clip, audio from the video, "
        "audio from the clip, sound in the clip, sound in the video, sound on the clip, "
        "sound on the video, clip's audio | 原声 原音 视频声音 现场声 环境音 视频的声音 自带的声音 "
        "原本的声音 同期声 素材声音 噪音 杂音 说话声 原来的声音 自带声音 视频音量 片段声音 片段音量 "
        "视频里的声音 视频原声 自带音频 背景噪音 里面的声音"
    ),
    "transition": (
        "crossfade, cross fade, cross-fade, between the photos, between photos, between pictures, "
        "between the pictures, between slides, between images, between the images, between shots, "
        "from one photo to the next, from one to the next, photo to photo, one picture to the next, "
        "between each photo, transistion, trasition, transtion, switching between, between the slides, "
        "picture to picture, between scenes, image to image, segue, from photo to photo, "
        "from picture to picture, between each picture, between them, one photo to another, "
        "one picture to another, between all photos, between all the photos, between every photo, "
        "from one picture to the next, the cuts, the cut, each cut, every cut, cuts, between clips, "
        "from one slide to the next, way the photos change, transitioning, between each image, "
        "between each | 转换 衔接 图片之间 照片之间 张与张之间 每张之间 转场动画 切换动画 过场 画面切换 "
        "图与图之间 照片切换 照片衔接 两张之间 之间的切换 连接处 衔接处 转接 图片切换 每张图之间 "
        "每张照片之间 换图 切图 照片与照片之间 过度"
    ),
    "filter": (
        "filter, colour grade, color grade, grading, colour grading, color grading, effect, preset, "
        "tint, tone, lut, style, colour effect, color effect, photo effect, colour treatment, "
        "color treatment, look, instagram filter, effects, filters, overlay effect | 滤镜 色调 调色 "
        "效果 特效 调子 画风 色彩风格 色彩效果 颜色效果"
    ),
    "hues": "colour, color, colouring, coloring, tones, hue, colours, colors | 颜色 色彩 色 配色",
    "camera": (
        "motion, movement, camera movement, camera, moving, move around, camera move, camera motion, "
        "zoom effect, zooming effect, zooms, pans, panning, zooming, photo movement, photo animation, "
        "animation effect, camera effect, shaking, wobbling, wiggling, drifting | 运镜 镜头运动 动效 "
        "动画 动态 运动 镜头 缩放 动态效果 推拉 摇移 缩放效果 镜头移动 动画效果 移动 动感效果 晃动"
    ),
    "backdrop": (
        "background, backdrop, background colour, background color, behind the photo, "
        "behind the picture, behind the photos, behind the pictures, margins, bg, bg color, side areas, "
        "behind it, behind them | 背景 底色 背景色 留白 两边 两侧 背景颜色 底板 四周"
    ),
    "border": (
        "black border, white border, black frame, white frame, "
        "frame, border, photo frame, picture frame, outline, framed, edging, bordered, frames, borders, "
        "edge | 边框 相框 画框 框 描边 外框 镶边 白框 花边 金边 银边 细边 边线"
    ),
    "polaroid": (
        "polaroid, instant photo, instax, instant film, polaroid frame, polaroid style | 拍立得 宝丽来 "
        "立得拍 拍立得相框 拍立得边框"
    ),
    "rounded": (
        "rounded corners, round corners, round the corners, rounded edges, rounded, round edges, "
        "soft corners, curved corners, corner radius, round off the corners, round off, rounded off | "
        "圆角 圆边 圆弧角 变圆 圆润"
    ),
    "squared": "square corners, sharp corners, straight corners | 直角 方角 尖角",
    "layout-word": "layout, grid layout, composition | 布局 排版 版面",
    "one-by-one": (
        "one at a time, one photo at a time, one picture at a time, one image at a time, one by one, back "
        "to single photos, single photos, one after the other, "
        "one after another | 一张一张 单独显示 一张张 一次一张 逐张显示"
    ),
    "project": (
        "project, project name, project title, draft | 项目 工程 项目名 项目名称 草稿 工程名 草稿名 作品名"
    ),
    "whole-photo": (
        "whole photo, whole picture, full photo, full picture, entire photo, entire picture, "
        "complete photo, whole image, full image, entire image, uncropped, everything visible, "
        "all of the photo, all of the picture, in full, fully visible, fit inside, fit to screen, "
        "letterboxed, original ratio, original proportions, contain, fit the screen, show everything, "
        "fit the frame, completely visible, without cropping, no cropping, not cropped, "
        "nothing cropped, nothing cut off, un-crop, uncrop, the full thing, whole pictures, "
        "whole photos, zoom to fit | 完整 完整显示 全部显示 整张 整张图 全图 完整画面 原比例 原始比例 "
        "全貌 不裁 适应屏幕 适应画面 显示完整 显示全 全显示 露全 不裁剪 整图 显全 原图比例 不裁切 "
        "全部露出来 完整露出来"
    ),
    "crop": (
        "crop, cropping, cut off, cut out of frame, chopped off, chop off, clipped, cut, cutting off, "
        "chop | 裁剪 裁切 裁 剪裁 裁掉 切 截掉 剪掉 切到 截断 没拍全 显示不全 不完整 截到 裁到 切掉 截 "
        "砍掉 裁没 切没"
    ),
    "fill": (
        "fill, fill the screen, fill the frame, full screen, fullscreen, full-screen, cover the screen, "
        "cover the frame, whole screen, entire screen, edge to edge, edge-to-edge, fill up, full frame, "
        "full bleed, fill the whole screen, fill the entire screen, fill out | 填满 铺满 占满 充满 撑满 "
        "全屏 满屏 满画面 覆盖全屏 铺满屏幕 占满屏幕 填充 填满屏幕 铺满画面 填满画面 充满屏幕"
    ),
    "bars": (
        "black bars, bars, black borders, black edges, letterbox, letterboxing, pillarbox, black sides, "
        "black stripes, black border, empty space, blank space, white bars, black strips, black space, "
        "black bands | 黑边 黑框 黑条 空白 黑色边框 两边黑 上下黑 黑色的边"
    ),
    "blurred": (
        "blur, blur behind, blurred behind, blurry behind, blurred, blurry, blurring, out of focus, frosted, blurred background, blur background, "
        "blurry background, blurred copy, blurred sides, blurred edges, blur the background, "
        "blur the sides, blurred bg, blur bg | 模糊 虚化 毛玻璃 高斯模糊 虚 模糊背景 背景模糊 背景虚化 "
        "虚化背景 模糊填充"
    ),
    "focus": (
        "focus, focal point, center on, centered on, focus on, subject, crop around, framing, "
        "center around, focused on, keep in frame, in frame, in the frame, in view, visible part, "
        "keep in view, focuses on | 焦点 对焦 主体 重点 取景 构图 聚焦 居中 露出来 露出 突出"
    ),
    "head": (
        "head, face, forehead, hair, hat, eyes, top of the photo, top part, top of the picture, "
        "top half, heads, faces | 头 脸 人脸 脑袋 人头 头部 面部 头顶 头发 帽子 上半身 上半部分 上半 "
        "上边部分 上面部分"
    ),
    "feet": (
        "feet, foot, leg, shoes, bottom part, bottom half, bottom of the photo, legs, lower part | 脚 "
        "腿 鞋 下半身 下半部分 下半 下面部分"
    ),
}

THING_CONCEPTS: Mapping[str, tuple[str, ...]] = rows(THINGS)
