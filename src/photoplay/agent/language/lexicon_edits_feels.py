"""What people call the feel of a whole video, as ``restyle`` knows it."""

from __future__ import annotations

from collections.abc import Mapping

from photoplay.agent.language.lexicon_rows import rows

#: Feels of the whole, as ``restyle`` calls them.
FEELS: Mapping[str, str] = {
    "pop": (
        "make it pop, pop, pops, eye-catching, eye catching, stand out, stands out, catchy, "
        "attention grabbing, attention-grabbing, striking, spice up, spice it up, wow, wow factor, "
        "scroll stopping, scroll-stopping, more impact, impact, popping, thumb-stopping, jazz it up, "
        "jazz up, oomph, more interesting, snazzy, zing, pizzazz, razzle dazzle, stunning, less boring, "
        "cooler, cool, sick, fire, lit, dope, killer, badass, juicier, viral, attention-getting, "
        "head-turning, flashy, flashier, edgier, edgy | 吸睛 抓眼球 亮眼 有冲击力 炸 炸裂 夺目 吸引人 "
        "更有吸引力 惊艳 出彩 抢眼 爆款 高燃 酷炫 炫酷 酷 炫 带感 有意思 精彩 有冲击 抓人 有网感 "
        "网感 潮 冲击力 视觉冲击 更有看头 有看头 爆 有感觉"
    ),
    "trailer": (
        "trailer, movie trailer, film trailer, teaser, blockbuster, like a movie trailer, marvel, epic, "
        "action movie, action film, superhero, hollywood trailer, epic feel, promo trailer | 预告片 像预告片 像电影预告片 电影预告片 "
        "预告 电影预告 大片感 震撼 史诗 燃 热血 宏大 史诗感 大片预告 先导片 炸场 气势 有气势 霸气"
    ),
    "cinematic": (
        "cinematic, big screen feel, big screen feeling, big-screen, "
        "more cinematic, dramatic, drama, more drama, like a movie, like a film, movie-like, film-like, "
        "filmic, "
        "movie feel, movie style, film style feel, cinema, hollywood movie, feature film, "
        "like in the movies, documentary, arthouse, movie vibe, more like a movie, netflix, "
        "cinematography, goosebumps, feel like a movie | 电影感 有电影感 更有电影感 戏剧性 戏剧感 大片 电影风 电影范 像电影 电影一样 电影质感 "
        "大片质感 电影 故事感 纪录片 大片风 电影味 像大片"
    ),
    "elegant": (
        "elegant, classy, sophisticated, graceful, stylish, refined, tasteful, chic, timeless, "
        "more grown-up, grown up, aesthetic, polished and soft, delicate, poised | 优雅 雅致 典雅 "
        "有品位 精致 大方 端庄 质感 格调 有格调 有品味 有质感 文艺 仙气 气质 高雅 古典 国风 中国风 "
        "淡雅的"
    ),
    "fun": (
        "fun, funny, funnier, playful, cute, cuter, cheerful, silly, quirky, lighthearted, "
        "light-hearted, more joyful, joyful, happier, happy, humorous, goofy, whimsical, kid friendly, "
        "kid-friendly, for kids, childlike, jolly, adorable, cheery, comical, cheeky | 有趣 好玩 搞笑 "
        "活泼 可爱 俏皮 欢乐 欢快 轻松 搞怪 逗 童趣 萌 开心 快乐 幽默 逗趣 卡哇伊 沙雕 轻松愉快"
    ),
    "calm": (
        "calm, calmer, mellow it out, mellow ~ out, melancholic, melancholy, sad mood, sadder, peaceful, relaxing, relaxed, soothing, gentle, gentler, chill, chilled, serene, "
        "tranquil, dignified, more dignified, solemn, respectful, understated, reverent, quieter mood, laid back, laid-back, cosy feel, mellow, zen, slow and calm, "
        "softer feel, restful, chiller, contemplative, meditative, softer, more mellow | 悲伤一点 伤感一点 忧伤一点 忧郁 伤感的感觉 平静 安静 宁静 "
        "舒缓 放松 治愈 温柔 静谧 慵懒 舒服 惬意 松弛 松弛感 岁月静好 治愈感 柔和 温和 温馨 恬静 禅意 "
        "安逸"
    ),
    "energetic": (
        "energetic, more energy, energy, lively, livelier, dynamic, upbeat, high energy, high-energy, "
        "punchy, punchier, exciting, action-packed, hype, more hype, vivacious, vibrant feel, sporty, "
        "hyped, turbo, adrenaline, more action, excitement, faster and more exciting, pumped, "
        "pump it up, wilder, crazier, intense, zippy, peppy, bouncy, kick, more life, life, snappy, "
        "snappier, turn up the energy | 动感 动感一点 动感点 有活力 活力 充满活力 劲爆 节奏感 激情 "
        "有节奏 热闹 嗨 激烈 "
        "有劲 热烈 青春 朝气 激昂 燃炸 律动 运动感 有节奏感 够劲 带劲"
    ),
    "vintage": (
        "vintage feel, retro feel, old school feel, nostalgic feel, retro vibe, vintage vibe, "
        "nostalgic vibe, old-time feel, like the old days, old days, vintage style, retro style | "
        "复古感 怀旧感 年代感 老电影感 复古风格 怀旧风格 旧时光感"
    ),
    "romantic": (
        "romantic, more romantic, love story, lovely, loving, dreamy love, sweet, heartfelt, "
        "sentimental, emotional, touching, tender, intimate, wedding feel, moving, heartwarming, "
        "heart-warming, tear-jerker, tearjerker, tear jerker, bring tears, make them cry, make her cry, make him cry, "
        "should cry, will cry, tug at the heartstrings, valentine | 浪漫 甜蜜 温情 唯美 感人 甜 深情 有爱 煽情 感动 恋爱感 催泪 甜美 "
        "少女心 情感 走心"
    ),
    "luxury": (
        "luxury, luxurious, premium, high end, high-end, expensive, upscale, exclusive, posh, opulent, "
        "glamorous, glam, fancy, fancier, deluxe, rich looking, bougie, designer, high class, "
        "top-notch, five star, vogue, high fashion | 高级 高级感 奢华 轻奢 高端 豪华 贵气 大牌 有档次 "
        "高大上 上档次 奢侈 时尚感 高档 贵 档次 大牌感 时尚 逼格 有逼格"
    ),
    "professional": (
        "professional, more professional, pro, polished, business like, business-like, corporate, "
        "serious, formal, clean and professional, like a real ad, like an ad, like a commercial, "
        "tv commercial, commercial feel, commercial look, agency, less amateur, amateurish, "
        "less amateurish, proper ad, businesslike, trustworthy, credible | 专业 商务 正式 正经 专业感 "
        "像广告 广告片 广告感 大厂 商业感 严肃 正规 商业 广告大片 稳重 官方 像广告片"
    ),
    "minimal": (
        "simplify, simplify it, minimal, minimalist, minimalistic, clean, cleaner, simple, simpler, "
        "plain, less is more, "
        "uncluttered, understated, tidy, apple style, like apple, stripped back, stripped down, bare, "
        "less busy, less chaotic, less hectic, too chaotic, too hectic, too busy, cluttered, toned down, less flashy, too much going on, less fancy, "
        "apple ad, sleek | 简约 极简 简洁 干净 清爽 简单 朴素 素净 苹果风 干净利落 不花哨 太花 太花哨 有点乱 有些乱 太杂 "
        "花哨 太乱 极简风 太复杂 北欧风 清新 大气简洁 少点花哨 花里胡哨"
    ),
    "dreamy": (
        "dreamy, dreamier, storybook, story book, bedtime story, dreamlike, magical, ethereal, fairy tale, fairytale, soft and dreamy, "
        "fantasy, enchanted, hazy, whimsy, surreal, floaty, misty | 梦幻 梦幻感 童话 仙 朦胧 奇幻 魔法 "
        "梦境 氛围感 仙境 如梦似幻 梦一样"
    ),
    "dark": (
        "gloomy, gloomier, rainy day, sombre, somber, moody, moodier, dark mood, darker mood, dark feel, gothic, ominous, spooky, scary, creepy, mysterious, gritty, "
        "horror, eerie, dark and moody, brooding, sinister, haunting, halloween, dark vibe, "
        "suspenseful, grim | 暗黑 阴郁 神秘 恐怖 悬疑 黑暗 惊悚 诡异 阴森 压抑 暗黑风 哥特 恐怖片 万圣节"
    ),
    "bright": (
        "bright and cheerful, bright and airy, bright and fresh, fresh, fresher, sunny feel, uplifting, "
        "positive, optimistic, summer feel, summer vibe, summery vibe, light and bright, spring feel, "
        "summer vibes, springlike, sunshine, feel like summer, like summer, summery, feel like spring, like spring, bright mood, feel-good, feel good | 明亮 阳光 清新明亮 "
        "积极 向上 元气 夏天的感觉 春天的感觉 正能量 元气满满 明媚 清新感 夏日风 有朝气"
    ),
    "festive": (
        "festive, celebratory, party, party feel, christmas, christmassy, christmasy, holiday feel, "
        "celebration, carnival, new year feel, party vibe, birthday feel, partylike, xmas, "
        "holiday vibe, holiday vibes, party mood, festive mood | 喜庆 节日 过年 派对 庆祝 热热闹闹 "
        "节日感 年味 圣诞 过节 节日气氛 喜气洋洋 红红火火 有年味 新年气氛"
    ),
}

#: Words that make of a feel a wish about the whole.
MOODS: Mapping[str, str] = {
    "shoddy:luxury": (
        "cheap, tacky, cheesy, trashy, low budget, low-budget, cheap-looking, cheap looking, crummy, trashy, "
        "bargain basement | 廉价 土 土气 俗气 寒酸 掉价 山寨 太土 很土 太low 很low 不上档次 没档次"
    ),
    "shoddy:professional": "home-made, homemade, like a school project, powerpoint, ppt | 不专业 像ppt 业余",
    "shoddy:pop": "太平淡了 太平淡 平淡无奇 平淡了 平淡",
    "feelings": (
        "feel, feeling, vibe, vibes, mood, moods, atmosphere, aesthetic, look and feel, touch of, spirit, feels like, "
        "flavor, flavour, character to it | 感觉 风格 氛围 气氛 味道 味儿 那个味儿 那个味 那味儿 那味 那种感觉 那个感觉 那种味道 气质 调调 范 感 风 氛围感"
    ),
}

FEEL_CONCEPTS: Mapping[str, tuple[str, ...]] = {**rows(FEELS, "feel"), **rows(MOODS)}
