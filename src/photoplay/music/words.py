"""The words of the catalogue: what people call moods, and what pieces are called."""

from __future__ import annotations

from collections.abc import Mapping


def _spellings(english: str, chinese: str) -> tuple[str, ...]:
    return (*(one.strip() for one in english.split(",")), *chinese.split())


#: Mood -> what people type for it: English with commas between, Chinese (simplified and traditional) with spaces.
SPELLINGS: Mapping[str, tuple[str, ...]] = {
    "lofi": _spellings(
        "lo fi, low fi, lofi hip hop, lo fi hip hop, hip hop, hiphop, chill, chilled, chill hop, chillhop, "
        "chill out, chillout, study, studying, laid back, mellow, dusty, bedroom, late night",
        "低保真 洛菲 嘻哈 慵懒 慵懶 学习 學習 深夜 松弛 鬆弛",
    ),
    "upbeat": _spellings(
        "up beat, energetic, energy, pop, travel, traveling, travelling, trip, vlog, adventure, summer, "
        "sport, sports, workout, fitness, driving, lively, indie, road trip, fashion, dynamic, active, "
        "sunny, fast, feel good",
        "动感 動感 活力 节奏 節奏 旅行 旅游 旅遊 流行 运动 運動 轻快 輕快 夏天 夏日 阳光 陽光 "
        "有活力 快节奏 快節奏",
    ),
    "cinematic": _spellings(
        "cinema, movie, film, film score, filmic, emotional, documentary, orchestral, orchestra, atmospheric, "
        "landscape, nostalgic, nostalgia, moving, memories, memory, touching, story, drone, scenic",
        "电影 電影 电影感 電影感 大片 纪录片 紀錄片 感人 感动 感動 情感 管弦 回忆 回憶 怀旧 懷舊 风景 風景",
    ),
    "calm": _spellings(
        "ambient, relaxing, relax, relaxed, peaceful, peace, meditation, meditative, meditate, spa, yoga, "
        "sleep, sleepy, soft, gentle, quiet, slow, serene, soothing, nature, zen, tranquil, still, dreamy, "
        "baby",
        "平静 平靜 安静 安靜 宁静 寧靜 放松 放鬆 舒缓 舒緩 冥想 瑜伽 氛围 氛圍 柔和 温柔 溫柔 自然 睡眠 轻柔 "
        "輕柔 治愈 治癒 疗愈 療癒",
    ),
    "corporate": _spellings(
        "business, company, commercial, corporate video, presentation, tech, technology, startup, office, "
        "product, professional, inspiring, inspirational, inspiration, motivational, motivation, success, "
        "explainer, real estate, interview, tutorial, advert, ad, modern",
        "商务 商務 企业 企業 公司 科技 产品 產品 商业 商業 宣传 宣傳 宣传片 宣傳片 励志 勵志 专业 專業 房产 "
        "房產 教程 广告 廣告",
    ),
    "happy": _spellings(
        "ukulele, joyful, joy, cheerful, fun, funny, playful, cute, kids, children, child, bright, carefree, "
        "whistle, whistling, acoustic, positive, silly, quirky, comedy, pets, pet, cat, dog, cooking, recipe, "
        "food, birthday, happy birthday, family",
        "欢快 歡快 快乐 快樂 开心 開心 高兴 高興 愉快 可爱 可愛 儿童 兒童 尤克里里 烏克麗麗 搞笑 俏皮 活泼 "
        "活潑 生日 美食 宠物 寵物 家庭",
    ),
    "dramatic": _spellings(
        "drama, tense, tension, suspense, suspenseful, dark, serious, mysterious, mystery, "
        "thriller, horror, scary, intense, crime, war",
        "戏剧 戲劇 戏剧性 戲劇性 紧张 緊張 悬疑 懸疑 恐怖 神秘 神祕 黑暗 严肃 "
        "嚴肅 惊悚 驚悚",
    ),
    "electronic": _spellings(
        "electro, electronica, edm, techno, house, deep house, dance, club, party, synth, synthwave, "
        "synthesizer, trance, dubstep, dj, futuristic, future, cyber, cyberpunk, gaming, game, retro, 80s, "
        "disco, rave",
        "电子 電子 电音 電音 舞曲 派对 派對 科幻 未来 未來 赛博 賽博 蹦迪 迪斯科 游戏 遊戲 电竞 電競 合成器",
    ),
    "jazz": _spellings(
        "jazzy, swing, blues, bossa, bossa nova, lounge, cafe, café, coffee, coffee shop, saxophone, sax, "
        "smooth, smooth jazz, bar, cocktail, elegant, noir, vintage, restaurant, soul, funk, groovy, groove, "
        "big band",
        "爵士 爵士乐 爵士樂 摇摆 搖擺 蓝调 藍調 咖啡 咖啡馆 咖啡館 咖啡厅 咖啡廳 萨克斯 薩克斯 优雅 優雅 复古 "
        "復古 小酒馆 小酒館",
    ),
    "romantic": _spellings(
        "romance, love, lovely, wedding, marriage, bride, engagement, anniversary, valentine, valentines, "
        "tender, sweet, couple, waltz, classical, intimate, heartfelt, honeymoon, dating, proposal",
        "浪漫 爱情 愛情 婚礼 婚禮 结婚 結婚 求婚 情人节 情人節 温馨 溫馨 甜蜜 甜美 恋爱 戀愛 纪念日 紀念日 "
        "古典 圆舞曲 圓舞曲 唯美",
    ),
    "festive": _spellings(
        "christmas, xmas, holiday, holidays, new year, new years, chinese new year, lunar new year, "
        "spring festival, festival, celebration, celebrate, celebratory, carnival, jingle, jingle bells, "
        "santa, winter, thanksgiving, ceremony, graduation, birthday party",
        "节日 節日 圣诞 聖誕 圣诞节 聖誕節 新年 春节 春節 过年 過年 喜庆 喜慶 庆祝 慶祝 庆典 慶典 热闹 熱鬧 "
        "元旦 中秋 冬天 毕业 畢業 拜年",
    ),
    "epic": _spellings(
        "trailer, epic trailer, movie trailer, heroic, hero, powerful, power, grand, majestic, battle, "
        "triumphant, triumph, victory, action, blockbuster, huge, massive, big, legend, legendary, "
        "adventure trailer, glorious, superhero, war drums",
        "史诗 史詩 史诗感 史詩感 震撼 宏大 大气 大氣 磅礴 英雄 预告 預告 预告片 預告片 恢弘 恢宏 壮观 壯觀 "
        "热血 熱血 燃 霸气 霸氣 战斗 戰鬥",
    ),
}  # fmt: skip


#: The same for kinds of music that no mood is, and what comes nearest: whoever asks for one is told so.
NEAREST: Mapping[str, tuple[str, ...]] = {
    "calm": _spellings(
        "sad, sadness, sorrow, sorrowful, melancholy, melancholic, lonely, grief, mourning, funeral, new age",
        "古风 古風 国风 國風 国乐 國樂 民乐 民樂 古筝 古箏 二胡 琵琶 中国风 中國風 "
        "悲伤 悲傷 伤感 傷感 忧伤 憂傷 难过 難過 孤独 孤獨 悲",
    ),
    "upbeat": _spellings("rock, rock and roll, country, punk, latin, reggae", "摇滚 搖滾 乡村 鄉村 拉丁"),
    "epic": _spellings("metal, heavy metal, hard rock", "金属 金屬 重金属 重金屬"),
    "lofi": _spellings("trap, rap, r b, rnb", "说唱 說唱 嘻哈说唱"),
    "electronic": _spellings("drum and bass, hardstyle", "硬核"),
}
#: Instrument -> what people type for it besides its name.
INSTRUMENTS: Mapping[str, tuple[str, ...]] = {
    "piano": _spellings("grand piano, pianos", "钢琴 鋼琴"),
    "electric-piano": _spellings("e piano, rhodes", "电钢琴 電鋼琴"),
    "guitar": _spellings("guitars, acoustic guitar", "吉他"),
    "ukulele": _spellings("uke", "尤克里里 烏克麗麗"),
    "strings": _spellings("violin, violins, cello", "小提琴 弦乐 弦樂 大提琴"),
    "flute": _spellings("flutes", "长笛 長笛 笛子"),
    "bells": _spellings("glockenspiel, music box", "铃 鈴 八音盒"),
    "synth": _spellings("synthesizer, synthesiser", "合成器"),
    "saxophone": _spellings("sax", "萨克斯 薩克斯"),
    "vibraphone": _spellings("vibraphones", "颤音琴 顫音琴"),
}


def _each(**told: str) -> Mapping[str, tuple[str, ...]]:
    return {mood: tuple(words.split()) for mood, words in told.items()}


ADJECTIVES: Mapping[str, tuple[str, ...]] = _each(
    lofi="Hazy Rainy Dusty Drowsy Velvet Faded Quiet Amber Slow Midnight",
    upbeat="Bright Sunny Open Golden Brisk Vivid Fresh Electric Neon High",
    cinematic="Distant Silver Wide Endless Northern First Rising Hidden Deep Glass",
    calm="Warm Soft Still Gentle Pale Drifting Clear Tender Silent Morning",
    corporate="Clear Steady New Bold Open Bright Shared Forward Simple Fine",
    happy="Merry Skipping Lemon Cheery Dancing Sunny Giddy Honey Playful Peachy",
    dramatic="Dark Burning Broken Iron Last Cold Hollow Black Restless Red",
    electronic="Neon Digital Violet Pulsing Chrome Infinite Static Solar Laser Hyper",
    jazz="Blue Smoky Late Easy Lazy Uptown Mellow Satin Corner Indigo",
    romantic="Tender Rose Golden Moonlit Sweet Silken Dear Candlelit Blushing Lasting",
    festive="Sparkling Snowy Jolly Glowing Frosty Joyful Starry Candy Twinkling Winter",
    epic="Mighty Rising Eternal Titan Thunder Immortal Crimson Stone Blazing Fearless",
)
NOUNS: Mapping[str, tuple[str, ...]] = _each(
    lofi="Window Pages Rooftop Raincoat Notebook Tape Teacup Streetlight Sunday Balcony",
    upbeat="Highway Skyline Weekend Jump Parade Coastline Sparks Horizon Passport Sneakers",
    cinematic="Horizon Shores Voyage Skies Lights Echoes Mountains Rivers Dawn Worlds",
    calm="Breeze Lake Meadow Clouds Harbour Feather Garden Tide Snowfall Lantern",
    corporate="Vision Path Steps Ideas Bridges Progress Signal Blueprint Momentum Milestone",
    happy="Pancakes Picnic Puddles Bicycle Balloons Lemonade Kites Marbles Hopscotch Pockets",
    dramatic="Storm Verdict Shadows Ashes Tower Pursuit Oath Fault Embers Crossing",
    electronic="Grid Circuit Pulse Orbit Signal Arcade Vector Prism Current Drive",
    jazz="Corner Martini Avenue Stroll Saxony Barstool Sidewalk Lounge Cab Nightcap",
    romantic="Waltz Letter Promise Garden Evening Vows Ribbon Serenade Petals Embrace",
    festive="Bells Lanterns Sleigh Market Garland Fireworks Ribbons Snowflakes Carousel Candles",
    epic="Legends Empire Ascent Banners Dawn Crown Giants Summit Vanguard Horizon",
)
