"""What people call looks, colours' sides, moves of the camera and ways from photo to photo.

Rows as in ``lexicon_edits``; the concept is the name that the tool takes.
"""

from __future__ import annotations

from collections.abc import Mapping

from photoplay.agent.language.lexicon_rows import rows

#: Looks that are chosen whole.
LOOKS: Mapping[str, str] = {
    "bw": (
        "black and white, black & white, black n white, black-and-white, black white, b&w, b and w, "
        "b/w, bnw, b & w, monochrome, monochromatic, mono, grayscale, greyscale, gray scale, "
        "grey scale, noir, desaturated, blackandwhite, no colour, no color, without colour, "
        "without color, colourless, colorless, silent movie, silent film, charlie chaplin, greytone, bw"
        " | 黑白 黑白的 单色 灰度 黑白色 黑白照 黑白片 去色 没有颜色 黑白风 黑白滤镜 默片 无彩 黑白电影 "
        "灰白"
    ),
    "sepia": (
        "sepia, brownish, antique, old photo, old photograph, old photos, yellowed, victorian, "
        "aged photo, old-timey, old timey, wild west, daguerreotype | 棕褐 棕褐色 泛黄 老照片 发黄 "
        "旧照片 褐色 做旧 旧旧 黄黄的 民国 民国风"
    ),
    "vintage": (
        "vintage, retro, old, old fashioned, old-fashioned, oldschool, old school, old-school, "
        "seventies, 70s, 80s, eighties, 60s, sixties, 90s, nineties, nostalgic, nostalgia, throwback, "
        "old movie, old film, old films, old movies, vhs, super 8, super8, yesteryear, lomo, "
        "hong kong style, grandma's album, y2k, aged | 复古 怀旧 老电影 年代感 港风 旧时光 古早 港片 "
        "老派 录像带 八十年代 九十年代 七十年代 复古风 怀旧风 老上海 上世纪 旧电影 回忆感 怀旧感 "
        "复古感 千禧"
    ),
    "faded": (
        "faded, washed out, washed-out, pastel, pastels, soft look, light and airy, airy, "
        "instagram filter, insta filter, ig filter, instagram look, instagrammy, instagram style, "
        "ins style, insta look, insta style, muted, muted colours, muted colors, milky, powdery, "
        "soft colours, soft colors, bleached, japanese style, fresh look, pale, japanese look, subdued"
        " | 褪色 淡雅 小清新 ins风 ins 日系 清新 日系风 韩系 奶油 奶油感 低饱和 素雅 清淡 淡淡的 文艺 "
        "文艺范 空气感 日杂 森系 马卡龙 柔和色调 奶茶色 韩风 清透 盐系 治愈系 ins滤镜"
    ),
    "warm": (
        "warm, warm colours, warm colors, warm tones, warm tone, warm look, warm filter, golden hour, "
        "sunny, sunlit, sunset, sunset look, cosy, cozy, golden, golden light, autumnal, autumn, "
        "summery, warm and cosy, toasty, honey, candlelight, fall colors | 暖色 暖色调 温暖 日落 暖调 "
        "暖黄 秋天 阳光感 黄昏 暖系 落日 夕阳 金色 暖光 暖阳 暖 温馨 暖暖 夏日感"
    ),
    "cool": (
        "cool tones, cool tone, cool colours, cool colors, cold, icy, wintry, winter, cool look, "
        "cool filter, bluish, blue tint, blue tone, cold colours, cold colors, cold tones, frosty, "
        "frozen look, cold look, arctic, blue-ish, blueish, cool blue, coolish | 冷色 冷色调 清冷 冷调 "
        "冷淡 冷冷的 蓝调 冷系 冰冷 冬天 冷白 冷峻 偏蓝 冷 冷蓝 冬日感 冰雪 冷光"
    ),
    "vivid": (
        "vivid, vibrant, colorful, colourful, punchy, rich colours, rich colors, bold colours, "
        "bold colors, lively colours, lively colors, bright colours, bright colors, pop of color, "
        "pop of colour, colours pop, colors pop, more alive, saturated look, juicy, stronger colours, "
        "stronger colors, technicolor, fresh colours, rich, eye-popping colors | 鲜艳 鲜明 浓郁 艳丽 "
        "鲜亮 色彩丰富 鲜活 艳 浓烈 明艳 多彩 绚丽 缤纷 生动 亮丽 明快 美食滤镜 亮眼 五颜六色 颜色跳"
    ),
    "cinematic": (
        "cinematic look, cinematic filter, cinematic grade, cinematic colour, cinematic color, "
        "cinematic colours, cinematic colors, teal and orange, teal & orange, teal orange, "
        "orange and teal, movie look, movie colours, movie colors, film look, hollywood, cinema look, "
        "movie filter, cinematic grading, blockbuster look, cinematic tone, cinematic tones, "
        "moody look, moody, moody tones, cinematic effect, wes anderson | 电影色 电影调色 电影滤镜 "
        "电影色调 青橙 好莱坞 大片色 大片滤镜 电影质感 情绪 情绪感 电影画面 青橙色调 大片色调 "
        "电影风格滤镜 王家卫"
    ),
    "film": (
        "film grain, grain, grainy, analog, analogue, kodak, fuji, 35mm, 35 mm, film style, celluloid, "
        "film photo, film camera, shot on film, disposable camera, film stock, filmic, portra, "
        "fujifilm, grainy film, film filter, kodak look | 胶片 胶卷 底片 颗粒 胶片感 颗粒感 胶片风 柯达 "
        "富士 胶片机 菲林 噪点 胶片质感 一次性相机 胶卷感 胶片滤镜"
    ),
    "matte": (
        "matte, mat, flat look, matte look, matt, flat colours, flat colors, morandi, low contrast look"
        " | 哑光 磨砂 雾面 莫兰迪 高级灰 性冷淡 灰调 莫兰迪色 雾感 朦胧 极简灰 灰色调"
    ),
    "night": (
        "night look, nighttime, night time, moonlight, day for night, at night, night effect, "
        "cyberpunk, neon, night mode, moonlit, nocturnal, midnight, like night, night style, "
        "night vibe, blade runner | 夜晚 夜景 夜色 月光 赛博朋克 霓虹 夜晚感 暗夜 深夜 夜间 赛博 黑夜"
    ),
}

#: Sides of the picture by name.
SIDES: Mapping[str, str] = {
    "brightness": (
        "brightness, exposure, light level, luminosity, luminance, lightness | 亮度 曝光 光线 明暗 曝光度"
    ),
    "contrast": "contrast | 对比度 对比 反差 明暗对比",
    "saturation": (
        "saturation, colour intensity, color intensity, colourfulness, colorfulness, chroma, vibrance | "
        "饱和度 饱和 色彩浓度 鲜艳度"
    ),
    "temperature": "temperature, white balance, colour temperature, color temperature | 色温 白平衡 冷暖",
    "sharpen": "sharpness, clarity, detail, definition | 锐度 清晰度 细节 锐化度",
    "vignette": (
        "vignette, vignetting, dark corners, dark edges, darkened edges, darken the edges, "
        "darken the corners, darker edges, darker corners | 暗角 晕影 四角压暗 四周压暗 边缘压暗 四周暗 "
        "边缘变暗"
    ),
}

#: More and less of a side, said as what shall be: comparatives and verbs.
MORE: Mapping[str, str] = {
    "brightness": (
        "brighter, brighten, lighter, lighten, more light, light up, more exposure, bright up, "
        "illuminate, lighten up, brighten up, less dark | 提亮 更亮 调亮 变亮 打亮 增亮 亮起来 通透 "
        "敞亮 透亮 弄亮 亮堂 拉亮 "
    ),
    "contrast": (
        "contrasty, contrastier, more contrast, crisper contrast, more punch, stronger contrast | "
        "更立体 立体感 加强对比 增强对比 加对比"
    ),
    "saturation": (
        "more saturated, saturate, more colourful, more colorful, more vivid, more vibrant, "
        "more colour, more color, stronger colours, stronger colors, richer, richer colours, "
        "richer colors, deeper colours, deeper colors, deeper color, brighter colours, brighter colors, "
        "livelier colours, livelier colors, bolder colours, bolder colors, less dull, colors stronger, "
        "colours stronger, colors more intense | 更鲜艳 更饱和 颜色更浓 加饱和"
    ),
    "temperature": (
        "warmer, warmth, warm up, warmed up, less cold, less blue, more yellow, warm it up, less cool, "
        "warmer colors, warmer colours, warmer tones, warmer tone | 更暖 调暖 变暖 往暖 偏暖一点"
    ),
    "sharpen": (
        "sharpen, sharpened, sharper, crisper, clearer, more detail, more defined, more clarity, "
        "unblur, crisp up, crispen | 锐化 更清晰 更清楚 更锐利"
    ),
}
LESS: Mapping[str, str] = {
    "brightness": (
        "darker, darken, dimmer, less light, less bright, lower light, darken down | 调暗 更暗 压暗 "
        "变暗 弄暗 降亮 压一压光"
    ),
    "contrast": "softer contrast, flatter, less contrast, lower contrast | 降低对比 减弱对比",
    "saturation": (
        "less saturated, desaturate, less colourful, less colorful, less vivid, tone down the colours, "
        "tone down the colors, less color, less colour, paler, softer colours, softer colors, duller | "
        "不那么鲜艳 去饱和 降饱和"
    ),
    "temperature": (
        "cooler, colder, cool down, cool it down, less warm, less yellow, more blue, bluer, cool off, "
        "cooler tones, cooler tone, cooler colors, cooler colours, less orange | 更冷 调冷 变冷 往冷 "
        "偏冷一点"
    ),
    "sharpen": "softer focus, less sharp, soften the image, softer image | 柔焦 别那么锐 不那么锐",
}

#: How a side is: "too dark" wants the opposite, "make it dark" wants that.
BEING_MORE: Mapping[str, str] = {
    "brightness": "bright, light | 亮 明亮",
    "contrast": "harsh | 硬 强烈对比",
    "saturation": "saturated, colourful, colorful, loud, intense, shouty, screaming, flashy | 艳 鲜艳 浓 重 浓重 扎眼",
    "temperature": "warm, yellow, orange, yellowish, yellow tint | 暖 黄 偏黄 发黄 温暖",
    "sharpen": "sharp, crisp, clear | 锐 清晰 清楚 锐利",
}
BEING_LESS: Mapping[str, str] = {
    "brightness": "dark, dim, shadowy, gloomy looking | 暗 昏暗 暗沉 黑 偏暗 偏黑 发黑 发暗 太黑",
    "contrast": "flat | 平 没层次",
    "saturation": (
        "pale, dull, lifeless, drab, bland, boring colours, boring colors | 淡 灰 暗淡 寡淡 没颜色 惨白 苍白"
    ),
    "temperature": "cold, cool, blue, bluish | 冷 偏蓝 蓝",
    "sharpen": "soft, unsharp | 不清楚 不清晰",
}

#: Faults of a side: nobody wishes for them.
FAULT_MORE: Mapping[str, str] = {
    "brightness": (
        "overexposed, over exposed, over-exposed, blown out, glaring, blinding, washed with light | "
        "曝光过度 过曝 刺眼 太曝 过度曝光 亮瞎 曝了"
    ),
    "saturation": "oversaturated, over saturated, over-saturated, gaudy, garish | 过饱和 太饱和 艳俗",
    "sharpen": "oversharpened, over sharpened | 过锐 锐化过度",
}
FAULT_LESS: Mapping[str, str] = {
    "sharpen": "blurry, fuzzy, out of focus, smudged | 糊 糊了 模糊 看着糊",
    "brightness": (
        "underexposed, under exposed, under-exposed, gloomy, murky, can't see anything, too shadowy, "
        "dingy | 欠曝 曝光不足 黑乎乎 黑漆漆 乌漆嘛黑 黑黢黢 黑咕隆咚 阴沉 看不见人"
    ),
    "saturation": (
        "washed-out looking, greyish, grayish, colours look dead, colors look dead | 灰蒙蒙 灰扑扑 "
        "没精神 没血色 发灰 灰灰的"
    ),
}

#: Colours put right, made alike, or taken off.
COLOUR_ACTS: Mapping[str, str] = {
    "fix": (
        "fix the colours, fix the colors, fix the colour, fix the color, fix colors, fix colours, "
        "auto enhance, enhance, auto-enhance, auto correct, auto-correct, auto levels, auto level, "
        "auto color, auto colour, color correct, colour correct, color correction, colour correction, "
        "correct the colours, correct the colors, improve the colours, improve the colors, "
        "retouch the colours, optimise, optimize, auto adjust, auto-adjust, autocorrect, touch up, "
        "fix lighting, fix the lighting, fix the exposure, fix the white balance, better colours, "
        "better colors, improve the photos, improve the pictures, improve the lighting, color fix, "
        "correct colors, clean up the colors, nicer colours, nicer colors, make the photos look better, "
        "make the pictures look better | 自动调色 一键调色 美化 优化 增强画质 修色 校色 校正颜色 "
        "自动优化 自动增强 校正色彩 一键美化 修一下颜色 调一下色 调色 调调色 偏色 色彩校正 自动校色 "
        "自动美化 修正颜色 一键优化 增强 润色 颜色调好看 提升画质"
    ),
    "match": (
        "make ~ match, match the colours, match the colors, match colours, match colors, "
        "consistent colours, consistent colors, same colours, same colors, unify, colours match, "
        "colors match, consistent look, uniform look, uniform, harmonise, harmonize, even out, "
        "same tone, same look, color match, colour match, match each other, different cameras, don't "
        "match, do not match, doesn't match, mismatched, all over the place, "
        "inconsistent, even ~ out, even them out, belong together, "
        "look consistent, consistent, cohesive, coherent, matching colours, matching colors, "
        "look alike, same lighting, fit together, same color tone, same colour tone, equalise, "
        "same vibe, equalize, go together | 不统一 色调不统一 颜色不统一 不一致 颜色不一致 不协调 "
        "颜色不一样 色调不一样 不搭 色调统一 统一色调 颜色统一 "
        "统一颜色 一致 色调一致 "
        "统一一下色调 颜色一致 匹配颜色 协调 颜色协调 色彩统一 统一风格 风格统一 色差 颜色都一样 "
        "统一调色 色彩一致 同一色调 一个色调 整体协调"
    ),
    "plain": (
        "natural, normal, regular, original colours, original colors, original colour, original color, "
        "natural colours, natural colors, normal colours, normal colors, normal colour, normal color, "
        "true colours, the colours back, the colors back, colours back, colors back, colour back, color back, back to colour, back to color, in colour, in color, colour again, color again, "
        "unfiltered, no filter, no filters, full colour, full color, back in color, back in colour, "
        "colours back, colors back, colour back, color back, "
        "untouched colours, colour version, color version, regular colours, regular colors, "
        "real colours, real colors, no effects, natural look, as shot | 原色 恢复原色 彩色 原图 "
        "原来的颜色 还原颜色 无滤镜 原本的颜色 原片 正常颜色 正常的颜色 恢复颜色 自然色 原始颜色 "
        "变回彩色 恢复彩色 本色 原来颜色 还原色彩 去滤镜"
    ),
}

#: Moves of the camera over a photo.
MOTIONS: Mapping[str, str] = {
    "zoom-in": (
        "zoom, zoom in, zoom into, zooming in, zooms in, zoom-in, zooming into, zoomed in, push in, push ins, zoom ins, move ins, "
        "push into, pushes in, pushing in, push-in, move closer, move in, moves in, get closer, "
        "gets closer, come closer, comes closer, dolly in, go closer, goes closer, approach, close in, "
        "closes in, crash zoom, punch in, zoom towards, zoom toward, zoom onto, zoom on, creep in, "
        "creeps in, zoom up, drift in, move towards, move toward, track in, closer and closer, "
        "ease in on, zoom close, magnify, fly in, camera in, pushin, zoomin, zoom up on | 放大 从小到大 由小变大 "
        "由小到大 推近 "
        "推进 拉近 靠近 推镜头 推镜 往前推 向前推 慢慢变大 渐渐变大 往里推 推到 推入 凑近 逼近 由远及近 "
        "由远到近 从远到近 拉进 变大 推上去 镜头向前 往前走 zoom进 怼近 怼脸 慢推 缓推 前推"
    ),
    "zoom-out": (
        "zoom out, zooming out, zooms out, zoom-out, pull back, pull out, pulls back, pulls out, "
        "pulling back, pulling out, pull-back, move away, moves away, dolly out, back away, backs away, "
        "widen out, move back, moves back, zoom away, zoom back, go wider, drift out, drift back, "
        "reveal the whole, zoomed out, pull away, pulls away, camera out, zoomout, draw back, "
        "track out, step back | 拉远 从大到小 由大变小 由大到小 缩小 拉镜头 拉镜 后退 往后拉 向后拉 "
        "拉开 慢慢变小 拉出 往外拉 "
        "由近及远 由近到远 从近到远 退远 退后 拉出来 变小 慢拉 缓拉 往后退 镜头后退 镜头拉"
    ),
    "hold": (
        "dizzy, seasick, nauseous, makes me sick, queasy, hold ~ still, keep ~ still, stay ~ still, hold "
        "still, hold them still, hold it still, static, "
        "stay still, keep still, stand still, hold steady, motionless, stationary, not move, "
        "no movement, no motion, no camera movement, stop moving, standing still, stop the movement, "
        "stop the motion, stop zooming, stop panning, no zooming, no panning, immobile, no zoom, "
        "no zooms, no animation, no animations, locked off, no ken burns, unmoving, hold the camera, "
        "don't move the camera, sit still, perfectly still | 晕 头晕 眼晕 太晕 晕得慌 静止 定住 "
        "静止不动 不动 静态 固定 稳住 "
        "不要移动 不要缩放 不要动画 别动来动去 不要晃 别晃 不动的 保持静止 纹丝不动 定着 停住 别缩放 "
        "别放大 不要放大 不要运镜 不要动效 别乱动 别老动 别老是动 老是动 静静 定格不动 不晃 钉住 不要动来动去 停下来"
    ),
    "auto": (
        "ken burns, some movement, some motion, a bit of movement, a little movement, add movement, "
        "add motion, bring to life, bring them to life, bring the photos to life, come to life, "
        "come alive, animate, animated, make them move, make it move, pan and zoom, zoom and pan, "
        "alternate, alternating, different movements, various movements, life into, more movement, "
        "more motion, gentle movement, camera movement, camera movements, camera moves, camera motion, "
        "not so static, less static, too static, zooms and pans, subtle movement, subtle motion, "
        "slow movement, mix of movements, living photos, mix of zooms, kenburns, ken-burns, "
        "more dynamic photos, dynamic movement, dynamic motion | 动起来 动感起来 活起来 有动感 加点动感 "
        "加点运镜 加运镜 运镜 动一动 交替 动态效果 活动起来 有点动效 太死板 让照片动 让图片动 动画效果 "
        "动效 加动效 别那么死板 加点动效 加动画 有动态 镜头感 动一下 太静 太死 死板 呆板 有点动态 "
        "让它们动 推拉摇移 加点动画 照片动"
    ),
}

#: Sideways moves, and where to.
PANS: Mapping[str, str] = {
    "constant": (
        "constantly, keeps, keep on, all the time, the whole time, never stops, nonstop, non-stop | "
        "一直在 一直 老是 总是 老在 总在 不停地 不停 来回"
    ),
    "pan": (
        "pan, pans, panning, panned, pan across, drift, sweep, glide, slide across, scroll, "
        "tracking shot, move across, moves across, travel across, scan, move sideways, tilt, "
        "camera moves, moves to, move the camera, camera goes, wander, camera drifts, swing, truck | 摇 飘 "
        "飘动 飘移 漂 "
        "平移 移动镜头 摇镜头 横移 扫过 划过 移 摇摄 平摇 横摇 摇镜 移镜头 移镜 扫 镜头移 滑过 滑动 "
        "移动 滚动 缓移 慢移 升降 游走 镜头往 镜头向 慢慢移 上移 下移 左移 右移"
    ),
    "dir:left": "left, leftward, leftwards, to the left, leftside | 左 向左 往左 左边 左侧 朝左 左移",
    "dir:right": "right, rightward, rightwards, to the right, rightside | 右 向右 往右 右边 右侧 朝右 右移",
    "dir:up": "up, upward, upwards, to the top | 上 向上 往上 上面 上方 朝上 上移",
    "dir:down": "down, downward, downwards, to the bottom | 下 向下 往下 下面 下方 朝下 下移",
    "gently": (
        "slowly, gently, softly, subtly, slow, subtle, gentle, smoothly, gradually, barely, lightly, "
        "calm, slightly, ever so slowly, very slowly, leisurely | 慢慢 缓缓 缓慢 慢慢地 轻轻 微微 轻微 "
        "柔和 渐渐 慢 徐徐 逐渐 慢悠悠 悠悠 舒缓 稍微 略微"
    ),
    "strongly": (
        "strongly, dramatically, fast, quickly, hard, strong, dramatic, quick, aggressively, rapidly, "
        "a lot, big, bold, intense, sharply, sudden | 快速 强烈 猛 大幅 明显 快 用力 夸张 剧烈 迅速 "
        "猛地 使劲"
    ),
    "sweep:left-to-right": (
        "left to right, from left to right, from the left to the right, left-to-right, from the left, "
        "l to r | 从左往右 从左到右 左到右 由左至右 从左向右 由左到右 左往右 由左往右 从左至右 "
        "从左边到右边 从左边往右边 自左向右"
    ),
    "sweep:right-to-left": (
        "right to left, from right to left, from the right to the left, right-to-left, from the right | "
        "从右往左 从右到左 右到左 由右至左 从右向左 由右到左 右往左 由右往左 从右至左 从右边到左边 "
        "从右边往左边 自右向左"
    ),
    "sweep:top-to-bottom": (
        "top to bottom, from top to bottom, from the top down, top-to-bottom, from the top, "
        "from top down, top down | 从上往下 从上到下 由上至下 从上向下 由上到下 由上往下 从上至下 "
        "自上而下"
    ),
    "sweep:bottom-to-top": (
        "bottom to top, from bottom to top, from the bottom up, bottom-to-top, from the bottom, "
        "bottom up | 从下往上 从下到上 由下至上 从下向上 由下到上 由下往上 从下至上 自下而上"
    ),
}

LOOK_CONCEPTS: Mapping[str, tuple[str, ...]] = {
    **rows(LOOKS, "look"),
    **rows(SIDES, "side"),
    **rows(MORE, "up"),
    **rows(LESS, "down"),
    **rows(BEING_MORE, "being-more"),
    **rows(BEING_LESS, "being-less"),
    **rows(FAULT_MORE, "fault-more"),
    **rows(FAULT_LESS, "fault-less"),
    **rows(COLOUR_ACTS),
    **rows(MOTIONS, "motion"),
    **rows(PANS),
}
