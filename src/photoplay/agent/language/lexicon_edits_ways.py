"""What people call transitions, shapes of the picture, places to post, layouts and feels."""

from __future__ import annotations

from collections.abc import Mapping

from photoplay.agent.language.lexicon_rows import rows

#: Ways from photo to photo that are said so clearly that the word "transition" is not needed.
TRANSITIONS: Mapping[str, str] = {
    "none": (
        "hard cut, hard cuts, straight cut, straight cuts, jump cut, jump cuts, direct cut, "
        "direct cuts, clean cut, clean cuts, simple cuts, simple cut, plain cuts, plain cut, "
        "quick cuts, quick cut, cut straight, just cut, just cuts, sharp cuts, smash cut, smash cuts, "
        "cut directly | 硬切 直切 直接切 直接跳 跳切 快切 直接切换 直接硬切 无转场 硬转"
    ),
    "fade": (
        "crossfade, cross-fade, cross fade, cross dissolve, crossdissolve, fade into each other, "
        "fade into one another, fade into the next, melt into each other, melt into one another, "
        "melts into each other, blur into each other, melt together, melt into, blend into, melt, soft fade, soft fades, "
        "fade between, fading into, fade from one, fades between, fade in and out, fades in and out, "
        "simple fade, fading transition, fade transition, fade transitions, blend into each other, "
        "x-fade, xfade, gentle fade, gentle fades, slow fade, slow fades, smooth fade, smooth fades, "
        "fades, fade | 淡入淡出 叠化 交叉淡化 渐变 渐隐 渐隐渐现 融合 溶入 淡化 柔和过渡 交叉溶解 "
        "渐入渐出 交叠 融在一起 淡出淡入 渐渐过渡 叠入"
    ),
    "fadeblack": (
        "goes dark, go dark, black out, blackout, "
        "fade through black, dip to black, dips to black, through black, black flash, dip in black, "
        "fade to black between, black dip, black between | 闪黑 黑场 黑场过渡 黑屏过渡 变黑过渡 "
        "闪一下黑场 闪一下黑 闪个黑 黑场转场 过黑 经过黑 黑一下 先黑"
    ),
    "fadewhite": (
        "fade through white, dip to white, through white, white flash, flash to white, flash of white, "
        "white dip, flash white, camera flash, flash transition, fade to white | 闪白 白场 白场过渡 "
        "渐白 闪一下白场 闪一下白 闪个白 闪光 白闪 闪光灯"
    ),
    "fadegrays": (
        "fade through gray, fade through grey, fade grays, fadegrays, through gray, through grey | "
        "黑白过渡 灰度过渡"
    ),
    "dissolve": "dissolve, dissolving, sparkle dissolve | 溶解 消融 化开 颗粒溶解",
    "fadefast": "fadefast, fade fast | 快速溶解",
    "fadeslow": "fadeslow, fade slow | 慢速溶解",
    "wipe": "wipe, wiping, swipe, swiping, wipeleft, wiperight, wipeup, wipedown | 擦除 划像 擦 抹 划过去 滑动擦除 刷",
    "slide": (
        "slide in, slide transition, slides in, sliding, slide over, slide left, slide right, slide up, "
        "slide down, push transition, push left, push right, push up, push down, pushes, sliding in, "
        "slides, slide from, slide to, slideleft, slideright, slideup, slidedown, slide | 滑动 推 推移 滑入 推入 滑进 滑动切换 滑 推送 滑过"
    ),
    "cover": "cover left, cover right, cover up, cover down, covering, covers over, coverleft, coverright, slide over the top | 覆盖",
    "reveal": "reveal left, reveal right, reveal up, reveal down, revealleft, revealright, uncover, curtain off | 揭开 揭幕",
    "smoothwipe": (
        "soft wipe, smooth wipe, soft wipes, smooth wipes, smoothleft, smoothright, smoothup, smoothdown, feathered wipe | "
        "柔和擦除 平滑擦除"
    ),
    "circleopen": (
        "circle open, circle opening, circle, circles, circular, iris, iris in, circle wipe, "
        "opening circle, circleopen, round opening, iris wipe, circle reveal, porthole, "
        "circle transition, round wipe, growing circle | 圆形展开 圆形 圆圈 圆形打开 光圈 圆形扩散 "
        "圆形扩展 圆 圆圈展开 圆圈打开 圆形放大"
    ),
    "circleclose": (
        "circle close, iris out, closing circle, circle closing, circleclose, shrinking circle | "
        "圆形闭合 圆形收缩 圆圈收缩 圆形关闭 圆圈闭合"
    ),
    "circlecrop": "circle crop, circlecrop | 圆形裁剪",
    "rectcrop": "rectangle crop, rectcrop, rect crop | 矩形裁剪",
    "vertopen": (
        "barn door, barn doors, doors open, open like a door, like opening a door, opening doors, "
        "door opening, vertopen, curtain, curtains, curtain opening, stage curtain, split open, "
        "sliding doors | 开门 左右展开 拉幕 拉开帷幕 幕布 窗帘 像开门 大幕拉开 拉帘 开门一样"
    ),
    "vertclose": "doors close, closing doors, vertclose | 左右闭合 关门",
    "horzopen": "horzopen, open horizontally, opening from the middle | 上下展开 上下打开",
    "horzclose": "horzclose | 上下闭合",
    "radial": (
        "radial, clock wipe, clock, clockwipe, clock hand, like a clock, radar, sweeping clock | "
        "时钟擦除 时钟 钟表 扇形 雷达"
    ),
    "slice": (
        "blinds, venetian blinds, slats, slices, sliced, hlslice, slice transition, shutter, shutters, "
        "louvre | 百叶窗 百叶 切片"
    ),
    "wind": (
        "wind transition, windy, blown away, blow away, wind effect, blown by the wind, gust of wind, "
        "like wind | 吹散 风吹 吹走 被风吹 像风吹 风吹走"
    ),
    "parallax": "parallax | 视差",
    "squeezeh": "squeeze, squeezing, squash, squeezeh | 挤压 压扁",
    "zoomin": (
        "zoom transition, zoom transitions, zooming transition, zoom into the next, zoomin | 放大转场 "
        "放大过渡 放大切换"
    ),
    "zoom": (
        "zoom, zoom through, zoom blur, fly through, warp, zoom punch, warp zoom, hyperspace, tunnel | "
        "缩放转场 推近转场 穿越 飞入 缩放模糊 隧道 穿梭 冲击缩放"
    ),
    "pixelize": (
        "pixelate, pixelize, pixels, pixelated, mosaic, 8-bit, 8 bit, pixel, pixel effect, minecraft | "
        "马赛克 像素 像素化 像素风 方块"
    ),
    "hblur": "horizontal blur, motion blur, hblur, sideways blur | 水平模糊 动态模糊 运动模糊",
    "blur": (
        "blur transition, blur transitions, blur between, defocus, blur into, out of focus transition, "
        "blurry transition, blurred transition | 模糊转场 模糊过渡 虚化过渡 虚化转场 模糊切换 虚焦"
    ),
    "whip": (
        "whip, whip pan, whip-pan, swish, swish pan, swoosh, whoosh, whips, camera whip, whip pans, "
        "whippan, swooshes, fast pan transition, swipe fast | 甩镜 甩镜头 甩动 快速摇镜 甩 快速甩 "
        "甩一下 嗖一下 唰 甩屏"
    ),
    "light-leak": (
        "light leak, light leaks, lightleak, sun flare, lens flare, flare, light flare, light rays, "
        "light streaks | 漏光 光晕 光斑 光效 炫光 光线划过 光影转场"
    ),
    "film-burn": (
        "film burn, film burns, burning film, burn transition, burn effect, filmburn | 胶片燃烧 燃烧 "
        "烧灼 燃烧转场"
    ),
    "glitch": (
        "glitch, glitches, glitchy, rgb split, digital distortion, tv noise, static noise, vhs glitch, "
        "glitch effect, bad signal, broken tv, signal loss, distortion | 故障 毛刺 故障风 信号干扰 "
        "故障艺术 电视雪花 花屏 卡顿效果"
    ),
    "page": (
        "page turn, page turns, page curl, page flip, page-turn, turning a page, turning pages, "
        "flip a page, flipping pages, flipping a page, book, photo album, turn the page, "
        "pages of a book, page turning, like a book, like a magazine, pageturn, album page, flip book, "
        "flipbook, leafing through, leaf through, pages turning, turning the page, turn a page, "
        "turning the pages | 翻页 翻书 书页 翻相册 翻书页 翻相册一样 像翻书 像翻书一样 翻一页 翻页效果 "
        "翻篇 翻动书页 翻看相册 翻杂志"
    ),
    "cube": (
        "cube, 3d cube, rotating cube, spinning cube, cube spin, box rotation, rotating box | 立方体 "
        "方块旋转 立体旋转 魔方 3d旋转 立体翻转"
    ),
    "luma": "luma wipe, luma matte | 亮度遮罩",
    "distance": "distance transition | 色差溶解",
}

#: How transitions shall feel, and what is done for it: (name, seconds or None).
TRANSITION_FEELS: Mapping[str, tuple[str, float | None, str]] = {
    "soft": (
        "fade",
        0.8,
        (
            "smooth, smoother, smoothly, soft, softer, softly, gentle, gentler, gently, subtle, seamless, "
            "seamlessly, elegant, classy, classic, romantic, flowing, fluid, natural, calm, calmer, simple, "
            "less abrupt, abrupt, not so abrupt, less jarring, jarring, silky, delicate, tender, simpler, "
            "harsh, jerky, choppy, stiff, mellow, flow, flows, too hard, graceful, creamy, nicer, refined, "
            "basic, standard, normal, understated | 柔和 平滑 自然 温柔 流畅 丝滑 顺滑 优雅 舒缓 柔 顺畅 "
            "简单 简洁 经典 不那么生硬 生硬 突兀 太突兀 太生硬 太硬 细腻 普通 朴素 浪漫 唯美 僵硬 简约 高级 "
            "温和 平缓"
        ),
    ),
    "snappy": (
        "whip-left",
        0.4,
        (
            "snappy, snappier, punchy, punchier, energetic, dynamic, exciting, cool, cooler, flashy, hip, "
            "edgy, wild, crazy, fast and furious, action, sporty, powerful, trendy, tiktok style, hype, "
            "flashier, fancy, fancier, spectacular, impressive, amazing, more interesting, interesting, "
            "aggressive, lively, bold, like tiktok, jazzy | 炫酷 动感 有冲击力 酷 酷炫 带感 炫 有力 时尚 "
            "抖音风 爆款 活力 有节奏感 花哨 冲击 有张力 花里胡哨 潮 拉风 有意思 精彩 燃 狂野 热血 激烈 劲爆"
        ),
    ),
    "modern": (
        "slideleft",
        0.5,
        (
            "modern, clean, minimal, sleek, corporate, professional, business, slick, contemporary, tidy, "
            "neat | 现代 干净 简练 商务 专业 利落 干练 干净利落 清爽"
        ),
    ),
    "playful": (
        "circleopen",
        0.6,
        (
            "playful, fun, funny, cute, cheerful, quirky, childish, kids, for kids, cartoon, cartoony, "
            "comic, happy, silly, bubbly, sweet, whimsical | 可爱 俏皮 活泼 有趣 好玩 童趣 卡通 萌 搞笑 "
            "搞怪 欢快 甜美 顽皮"
        ),
    ),
    "dreamy": (
        "blur",
        0.8,
        (
            "dreamy, dreamlike, magical, ethereal, misty, hazy, foggy, fairy tale, mystical, cloudy | 梦幻 "
            "朦胧 梦境 仙 唯美梦幻 迷离 魔幻 仙气"
        ),
    ),
    "cinematic": (
        "fadeblack",
        0.8,
        (
            "cinematic, dramatic, epic, movie style, like a movie, filmic, like in movies, movie-like, "
            "trailer, like a film | 电影感 电影 史诗 大片 大气 戏剧性 电影式 像电影 预告片"
        ),
    ),
    "retro": (
        "film-burn",
        0.7,
        "retro, vintage, old film, old-school, old school, analog, nostalgic | 复古 怀旧 老电影 胶片 年代感",
    ),
    "digital": (
        "glitch",
        0.5,
        (
            "digital, cyber, cyberpunk, techy, techno, futuristic, hacker, gaming, sci-fi, matrix, robotic"
            " | 科技 赛博 未来 科幻 赛博朋克 数码 电竞 科技感 黑客"
        ),
    ),
    "random": (
        "random",
        None,
        (
            "random, different, various, varied, variety, mixed, a mix, mix of, mix it up, mix up, "
            "all kinds of, all sorts of, each one different, not the same, diverse, assorted, more variety, "
            "vary, surprise me, variation | 随机 不同 各种 多样 混合 丰富 不一样 多种 各不相同 变化 多变 "
            "五花八门 多来几种 换着来 不重样 多样化 都不一样"
        ),
    ),
}

#: Shapes of the picture.
ASPECTS: Mapping[str, str] = {
    "9:16": (
        "vertical, vertically, portrait mode, portrait format, portrait orientation, 9:16, 9x16, "
        "9 by 16, nine by sixteen, 9/16, upright format, tall, phone format, for phones, for the phone, "
        "for mobile, phone screen, mobile format, phone size, vertical video, smartphone format, vert, "
        "1080x1920, in portrait, to portrait, portrait, for my phone, tall format, phone friendly, phones held upright, phone held upright, held upright, hold the phone upright, "
        "hold their phones upright, phone upright, phones upright, on my phone full screen, phone full screen, "
        "full screen on a phone, full screen on phones, full-screen on my phone, 1080 by 1920, fill the phone, "
        "fill a phone screen, fill the phone screen, fit my phone, "
        "verticle, phone-sized, fit a phone, 9 16, full screen on my phone, on phones, on a phone, "
        "mobile friendly | 竖屏 竖版 竖的 竖向 竖着 竖 手机屏 9:16 9比16 竖视频 竖式 手机竖屏 竖构图 "
        "竖幅 九比十六 手机屏幕 直式 直版 手机尺寸 手机观看 竖屏版 直向 竖过来 竖起来 手机看 手机版 "
        "手机能看 手机上看 手机上能看 手机播放 适合手机"
    ),
    "16:9": (
        "horizontal, landscape mode, landscape format, landscape orientation, widescreen, wide screen, "
        "16:9, 16x9, 16 by 9, sixteen by nine, 16/9, for tv, tv format, for the tv, for television, "
        "wide format, wide, horizontally, landscape, in landscape, to landscape, 1920x1080, "
        "horizontal video, television, projector, for a projector, sideways format, for the big screen, "
        "big screen, wider format, desktop, tv screen, on tv, on the tv, monitor, for desktop, 16 9 | "
        "横屏 横版 横的 横向 横着 横 宽屏 宽屏幕 宽荧幕 宽萤幕 16:9 16比9 横视频 横式 电视 电脑屏 横构图 横幅 十六比九 投影 "
        "横屏版 大屏幕 大屏 电视屏 电脑 横过来 横放"
    ),
    "1:1": (
        "square, squared, 1:1, 1x1, 1 by 1, one by one, one to one, square format, 1080x1080, squarish, "
        "1/1, 1 1 | 方形 正方形 1:1 1比1 方的 正方 一比一 方图 方块形 方屏 四方 方版 四方形"
    ),
    "4:5": "4:5, 4x5, 4 by 5, four by five, 4/5, 1080x1350, four to five | 4:5 4比5 四比五",
    "3:4": "3:4, 3x4, 3 by 4, three by four, 3/4, three to four | 3:4 3比4 三比四",
    "4:3": "4:3, 4x3, 4 by 3, four by three, 4/3, four to three | 4:3 4比3 四比三",
    "21:9": (
        "21:9, 21x9, 21 by 9, ultrawide, ultra wide, ultra-wide, cinemascope, anamorphic, 2.35:1, 2.39:1"
        " | 21:9 21比9 超宽 超宽屏 二十一比九 宽银幕"
    ),
}

#: Places that take videos, as ``export.presets`` calls them.
PLATFORMS: Mapping[str, str] = {
    "tiktok": (
        "tiktok, tik tok, tik-tok, tiktoks, tiktock, tik tock, tt, for you page, fyp, tictok | tiktok "
        "海外抖音 国际版抖音"
    ),
    "reels": (
        "reels, reel, instagram reel, instagram reels, ig reel, ig reels, insta reel, insta reels, "
        "facebook reels, facebook reel, fb reels | reels"
    ),
    "story": (
        "story, stories, instagram story, instagram stories, ig story, ig stories, insta story, "
        "insta stories, whatsapp status, facebook story, snapchat, snap, snapchat story, fb story, "
        "whatsapp story | 快拍 限时动态 故事"
    ),
    "feed": (
        "instagram feed, instagram post, insta post, ig post, ig feed, instagram, insta, ig, "
        "instagram grid, feed, feed post, facebook feed, instagram profile, the gram, facebook post | "
        "ins帖子 ins 照片墙 instagram"
    ),
    "shorts": (
        "shorts, youtube shorts, youtube short, yt shorts, yt short, youtube-shorts | youtube短视频 "
        "油管短视频"
    ),
    "youtube": "youtube, you tube, yt, vimeo | 油管 youtube",
    "discord": "discord, discord server | discord",
    "x": "twitter, x.com, tweet, on x, for x | 推特 推文",
    "douyin": "douyin | 抖音 抖音号 斗音 快手 抖",
    "bilibili": "bilibili, b站 | b站 哔哩哔哩 哔哩 小破站 逼站 西瓜视频",
    "xiaohongshu": "xiaohongshu, rednote, red note, little red book, xhs | 小红书 红书 小红薯",
    "wechat": "wechat, wechat channels, wechat moments, weixin, moments | 视频号 朋友圈 微信 微信群 家族群",
    "amazon-listing": "amazon, amazon listing | 亚马逊",
    "shopify": "shopify, etsy, ebay | shopify 淘宝 拼多多 京东",
}

#: Several photos at a time.
LAYOUTS: Mapping[str, str] = {
    "columns": (
        "side by side, side-by-side, left half, right half, next to each other, left and right, beside each other, in columns, "
        "columns, one left one right, one on the left, half and half, alongside, side to side, "
        "two columns, next to one another | 左右 并排 左右分屏 左右并排 左右两边 一左一右 "
        "分左右 左右对比 并列 左右两半 各占一半 各占半边 一人一半 各一半 各半边 左右各 做对比 做成对比 做个对比 对比着看 横排 左右放"
    ),
    "rows": (
        "on top of each other, top half, bottom half, upper half, lower half, one above the other, stacked, stack, top and bottom, above and below, "
        "in rows, rows, one on top, above each other, one over the other, split horizontally, "
        "upper and lower | 上下分屏 上下 上下两半 叠放 上下并排 一上一下 上下排列 上下放 竖排 上下各"
    ),
    "grid": (
        "grid, collage, mosaic layout, photo wall, wall of photos, 2x2, 3x3, four at once, tiles, "
        "tiled, all at once, quad, contact sheet, 2 by 2, 3 by 3, photo collage | 拼图 九宫格 四宫格 "
        "网格 照片墙 宫格 拼贴 六宫格 拼在一起 格子 拼成 拼图式 四格 九格"
    ),
    "split": (
        "split the screen, splits the screen, split up the screen, split screen, split-screen, "
        "splitscreen, at the same time, together on screen, on one screen, "
        "in one frame, at once, both on screen, simultaneously, in the same frame, share the screen, "
        "together in one shot, sharing the screen, together on the screen, in a single frame, "
        "same screen | 分屏 同屏 同时出现 同时显示 同框 一个画面 同一画面 分屏显示 同一个画面 一屏 "
        "放一起 放在一起 拼一起 二分屏 三分屏 四分屏 一起显示"
    ),
    "together": "together, all together | 一起 放一块 凑一起",
    "inset": (
        "small version of, smaller version of, mini version of, picture in picture, picture-in-picture, "
        "pip, inset, small in the corner, "
        "smaller in the corner, little window, small window, in the corner of, overlay photo, "
        "thumbnail, in a small box, as a little picture, little picture in, small picture in, as a small "
        "picture, inside the other, "
        "mini picture, bubble | 画中画 小窗 小窗口 悬浮窗 叠在角落 小图 小画面 子画面"
    ),
    "before-after": (
        "before and after, before/after, before & after, before-after, before after, before n after, "
        "then and now, before vs after, comparison, comparision, transformation, before → after | "
        "前后对比 改造前后 装修前后 对比效果 今昔对比 对比图 之前之后 使用前后 对比展示 做对比 做个对比"
    ),
}

#: Into the video and out of it.
ENDS: Mapping[str, str] = {
    "fade-in": (
        "fade in, fade up, fade from black, from black, start from black, starts from black, "
        "black at the start, open from black, fading in, begin in black, starts black | 淡入 渐入 渐显 "
        "从黑 黑场进入 从黑场 由黑 黑屏开始 黑场开始 渐亮"
    ),
    "fade-out": (
        "fade out, fade to black, ends in black, end in black, black at the end, fade away, "
        "go to black, cut to black, goes black, fading out, to black, fades to black, end on black, "
        "fade into black | 淡出 渐出 渐黑 变黑 黑场结束 黑屏结束 暗下去 黑下去 慢慢变黑 渐渐变黑 变黑屏 "
        "黑屏 黑掉"
    ),
}

WAY_CONCEPTS: Mapping[str, tuple[str, ...]] = {
    **rows(TRANSITIONS, "way"),
    **rows({feel: said for feel, (_, _, said) in TRANSITION_FEELS.items()}, "manner"),
    **rows(ASPECTS, "aspect"),
    **rows(PLATFORMS, "platform"),
    **rows(LAYOUTS, "layout"),
    **rows(ENDS),
}
