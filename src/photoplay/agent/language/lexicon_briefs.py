"""Words of whole briefs: kinds of videos, occasions, places to post, verbs of making.

English in small letters with commas between, Chinese simplified with spaces; a message is folded to both
before it is compared. A word stands under the concept that it speaks for in a brief; the longest word wins.
"""

from __future__ import annotations

from collections.abc import Mapping


def words(english: str = "", chinese: str = "") -> tuple[str, ...]:
    """The words of one concept: English between commas, Chinese between spaces."""
    return (*(one.strip() for one in english.split(",") if one.strip()), *chinese.split())


#: Kind of video -> what people call it.
KIND_WORDS: Mapping[str, tuple[str, ...]] = {
    "product": words(
        "product, products, marketing video, marketing clip, marketing, product video, product showcase, product demo, showcase, e-commerce, ecommerce, "
        "e commerce, amazon listing, shopify, etsy, merch, merchandise, commercial, advert, "
        "advertisement, ad, "
        "ads, promo, promotional, product ad, unboxing, our shop, my shop, our store, my store, web shop, "
        "online shop, online store, for sale, to sell, selling my, sell my, product launch",
        "产品 商品 宝贝 带货 电商 主图 主图视频 卖点 种草 上新 新品 广告 广告片 促销 网店 淘宝 "
        "店铺 展示视频 产品展示 商品展示 推广 "
        "推广视频 开箱 卖货 单品",
    ),
    "birthday": words(
        "birthday, bday, b-day, b day, bday's, birthdays, birthday party, sweet sixteen, quinceanera, "
        "quinceañera, turns 1",
        "生日 寿 大寿 寿辰 寿宴 周岁 满月 百日宴 百天 庆生 过寿 祝寿 贺寿 生辰 十岁 成人礼",
    ),
    "wedding": words(
        "wedding, weddings, wedding film, marriage, bride, groom, bridal, engagement, engaged, nuptials, "
        "our vows, got married, getting married, save the date, proposal video, elopement, "
        "wedding anniversary, "
        "golden wedding",
        "婚礼 结婚 婚纱 婚宴 订婚 求婚 领证 新婚 新娘 新郎 婚庆 大婚 结婚纪念日 金婚 银婚",
    ),
    "travel": words(
        "travel, travels, travel video, trip, road trip, vacation, vacay, holiday in, holidays in, journey, "
        "honeymoon, city break, backpacking, travel vlog, getaway, weekend away, tour of, hike, "
        "hiking, cruise, "
        "safari, holiday photos, holiday pics, vacation photos",
        "旅行 旅游 出游 游记 度假 自驾 自驾游 之旅 一日游 两日游 三日游 旅拍 蜜月 毕业旅行 "
        "出国玩 徒步 露营 风景视频 旅途",
    ),
    "real-estate": words(
        "real estate, property, properties, house tour, home tour, listing video, open house, "
        "apartment, condo, "
        "villa, airbnb, rental, realtor, estate agent, real estate agent, property listing, house listing, "
        "for rent, walkthrough, walk through, bedroom apartment, flat for sale, house for sale, "
        "home listing, "
        "townhouse, penthouse",
        "房产 看房 房源 二手房 样板间 楼盘 民宿 租房 公寓 别墅 户型 房子 买房 卖房 新房 售楼 "
        "出租 三室 两室 房屋 探房 看房视频",
    ),
    "recipe": words(
        "recipe, recipes, cooking, cooking video, how to cook, how to bake, how to make, baking, "
        "step by step "
        "recipe, dish, food tutorial, bake, homemade",
        "菜谱 食谱 做菜 美食教程 烘焙 家常菜 做饭 下厨 教程 教学 美食视频 步骤 做法 制作步骤",
    ),
    "announcement": words(
        "announcement, announce, announcing, bake sale, garage sale, yard sale, jumble sale, car boot sale, open day, summer fair, invitation, invite, grand opening, we're hiring, now hiring, "
        "event, concert, launch, webinar, meetup, fundraiser, open day, coming soon, notice, conference, "
        "gig, festival promo, job ad, baby announcement, closing down, reopening, exhibition",
        "公告 通知 活动预告 演出预告 讲座预告 开业预告 邀请 邀请函 请柬 开业 活动 发布会 招聘 宣布 启事 招生 讲座 展览 预热 开张 "
        "通告 请帖 音乐会 演唱会 聚会通知",
    ),
    "before-after": words(
        "before and after, before & after, before/after, before-after, before after, before n after, "
        "transformation, makeover, glow up, glow-up, renovation comparison, comparison, compare",
        "前后对比 对比视频 对比图 前后 改造 改造前后 装修前后 使用前后 蜕变 整容前后 减肥前后 对比效果",
    ),
    "trailer": words(
        "trailer, movie trailer, film trailer, teaser, teaser trailer, like a movie, blockbuster trailer",
        "预告片 预告 先导片 电影预告 先导预告",
    ),
    "reel": words(
        "reel, reels, story, stories, shorts, tiktok, tiktok video, instagram reel, ig reel, insta reel, "
        "instagram story, ig story, youtube short, snapchat, snap, insta, short for youtube, tik tok",
        "抖音 快手 小红书 视频号 短视频 朋友圈 ins reels",
    ),
    "character": words(
        "character, characters, oc, my oc, original character, character clip, avatar, anime, "
        "waifu, d&d, dnd, "
        "illustration, artwork, drawing, fan art, fanart, scene artwork, my art, mascot, vtuber, emote, "
        "for my server, for our server, for the server, discord server, wallpaper, concept art",
        "角色 人物立绘 立绘 插画 二次元 原画 头像 原创角色 同人 同人图 人设 画作 绘画 漫画 oc 场景图",
    ),
    "single": words(
        "animate this, animate it, animate the image, animate the photo, animate this image, "
        "animate this photo, "
        "animate my image, animate my photo, animate this picture, single image, single photo, one image, "
        "bring to life, bring it to life, living photo, this image into, my image into, this photo into, "
        "this picture into, a photo into, my picture into, an image into",
        "单张 这张图 这张照片 这一张 一张图 一张照片 单图 动起来 让照片动 让图片动",
    ),
    "slideshow": words(
        "slideshow, slide show, slideshows, photo album, memories, memory video, montage, compilation, "
        "photo video, picture video, photo show, recap, year in review, tribute, memorial, highlights, "
        "highlight video, retrospective, throwback, photo story, collage video, photo montage, memory lane",
        "幻灯片 相册 电子相册 影集 相片集 回忆 合集 回顾 纪念 集锦 串烧 纪念视频 成长视频 "
        "照片视频 图集 相册视频 年度总结 毕业视频",
    ),
}

#: Kinds whose words decide over others when both stand in a brief: a birthday trailer is a trailer's cut,
#: a wedding on TikTok a wedding's.
KIND_RANK: tuple[str, ...] = (
    "before-after",
    "trailer",
    "birthday",
    "wedding",
    "recipe",
    "real-estate",
    "product",
    "travel",
    "announcement",
    "character",
    "single",
    "slideshow",
    "reel",
)

#: Occasions without a template of their own -> the kind of cut and the music nobody has to ask for.
OCCASIONS: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("slideshow", "calm"): words(
        "funeral, memorial, in memory of, in loving memory, tribute to, passed away, celebration of life, "
        "rest in peace, memorial service, wake, obituary, remembrance, farewell",
        "追悼 追悼会 悼念 葬礼 缅怀 告别仪式 去世 过世 怀念 遗照 悼念视频 离世",
    ),
    ("slideshow", "festive"): words(
        "christmas, xmas, new year, new year's, thanksgiving, graduation, chinese new year, lunar new year, "
        "spring festival, diwali, eid, hanukkah, easter, class of",
        "圣诞 圣诞节 新年 春节 过年 元旦 拜年 毕业 毕业典礼 中秋 年会 国庆 元宵",
    ),
    ("slideshow", "romantic"): words(
        "anniversary, valentine, valentines, valentine's day, our love story, love story, my girlfriend, "
        "my boyfriend",
        "纪念日 情人节 恋爱 表白 七夕 周年纪念 女朋友 男朋友 520",
    ),
    ("slideshow", "happy"): words(
        "baby shower, newborn, baby's first year, first year, kindergarten, my kids, my puppy, "
        "my dog, my cat, "
        "our dog, our cat, family reunion, mother's day, father's day",
        "宝宝 萌宠 亲子 家庭聚会 幼儿园 母亲节 父亲节 六一 儿童节 全家福",
    ),
}

#: Verbs that make something of the photos.
MAKE_WORDS: tuple[str, ...] = words(
    "make, making, made, create, creating, creates, build, generate, generating, produce, put together, put, "
    "turn, turning, convert, converting, transform, cut, edit, compile, assemble, prepare, "
    "do, design, craft, "
    "render, whip up, cook up, animate, need, want, like, have, get, give, combine, merge, "
    "stitch, string, mix, "
    "love, looking for, cobble together, throw together, set up, start, share, video, "
    "generate me, gimme, lemme get, "
    "wanna, show",
    "做 制作 做成 做个 做一个 生成 剪 剪辑 剪成 剪个 弄 弄成 弄个 来 来个 搞 搞个 拼 拼成 "
    "合成 转 转成 变 变成 转换 转为 串 串成 "
    "出 出个 编 编辑成 创建 整 整个 整成 要 想要 需要 帮我 给我 产出 设计 动起来 拼接",
)

#: What is made: nouns that mean a whole video.
VIDEO_WORDS: tuple[str, ...] = words(
    "video, videos, vid, vids, vdo, slideshow, slide show, clip, clips, film, movie, reel, "
    "reels, trailer, teaser, "
    "montage, animation, showcase, compilation, recap, story, stories, commercial, advert, advertisement, "
    "ad, promo, mp4, vlog, tribute, video clip, short film, short, spot, explainer, gif, album, edit, "
    "something, walkthrough, presentation, photo show, highlight reel, invitation, invite, "
    "announcement, comparison, "
    "piece, tour, tiktok, mv, music video, intro, teaser video",
    "视频 短片 片子 影片 幻灯片 相册 影集 动画 预告片 短视频 vlog 小视频 微电影 广告 广告片 "
    "mv 合集 宣传片 电影 录像 小片 集锦 视屏 "
    "动图 纪录片 小电影 邀请函 影音相册 对比 预告 展示片 对比效果",
)

#: Preset of the place it is for -> words. The shapes stand in ``SHAPES``.
PLATFORM_WORDS: Mapping[str, tuple[str, ...]] = {
    "discord": words("discord, discord server, nitro", "discord"),
    "shorts": words("youtube shorts, youtube short, yt shorts, yt short, shorts", "shorts"),
    "youtube": words("youtube, yt, you tube, my channel", "油管 youtube"),
    "tiktok": words("tiktok, tik tok, tiktoks, tt", "tiktok"),
    "reels": words(
        "instagram reels, instagram reel, ig reel, ig reels, insta reel, insta reels, reels, reel", "reels"
    ),
    "story": words(
        "instagram stories, instagram story, ig story, ig stories, insta story, insta stories, "
        "story, stories, "
        "snapchat, whatsapp status, facebook story, fb story",
        "快拍 限时动态 ins故事 故事",
    ),
    "feed": words(
        "instagram feed, ig feed, insta feed, instagram post, ig post, insta post, instagram, insta, ig, "
        "facebook feed",
        "ins instagram",
    ),
    "x": words("twitter, for x, on x, x post, tweet"),
    "amazon-listing": words("amazon, amazon listing", "亚马逊"),
    "shopify": words("shopify", "shopify"),
    "douyin": words("douyin", "抖音 快手"),
    "bilibili": words("bilibili, b station", "b站 哔哩哔哩 哔站 bilibili"),
    "xiaohongshu": words("xiaohongshu, rednote, red note, xhs, little red book", "小红书"),
    "wechat": words("wechat channels, wechat, weixin", "视频号 微信视频号 朋友圈 微信"),
}

#: Shape of the picture that a place takes when nothing else is said about it; "" keeps what is there.
PLATFORM_SHAPES: Mapping[str, str] = {
    "discord": "",
    "shorts": "9:16",
    "youtube": "16:9",
    "tiktok": "9:16",
    "reels": "9:16",
    "story": "9:16",
    "feed": "4:5",
    "x": "",
    "amazon-listing": "16:9",
    "shopify": "",
    "douyin": "9:16",
    "bilibili": "16:9",
    "xiaohongshu": "9:16",
    "wechat": "9:16",
}

#: Relations that people make videos for, as a title may show them.
PEOPLE_WORDS: tuple[str, ...] = words(
    "mom, mum, mama, mother, dad, papa, father, grandma, granma, gran, granny, nana, nan, grandpa, grandad, "
    "granddad, grandfather, grandmother, sister, brother, sis, bro, son, daughter, wife, "
    "husband, aunt, auntie, uncle, "
    "cousin, niece, nephew, friend, best friend, bestie, girlfriend, boyfriend, boss, teacher, baby, kid, "
    "twins, parents, grandparents, partner, fiance, fiancee, mommy, mummy, daddy, nai nai, abuela, oma, opa, "
    "coworker, colleague, roommate, neighbor, neighbour, coach",
    "妈妈 妈 爸爸 爸 爷爷 奶奶 外公 外婆 姥姥 姥爷 老婆 老公 儿子 女儿 闺女 姐姐 妹妹 哥哥 "
    "弟弟 闺蜜 男朋友 女朋友 宝宝 老妈 老爸 "
    "母亲 父亲 婆婆 公公 岳母 岳父 阿姨 叔叔 舅舅 姑姑 爸妈 父母 老师 同事 老板 朋友 孩子 "
    "宝贝 丈母娘 太太 先生 媳妇",
)

#: Calls to action that are said as such: the phrase itself goes to the end card, as typed.
CALL_WORDS: tuple[str, ...] = words(
    "shop now, buy now, order now, order today, buy today, learn more, sign up, sign up now, "
    "subscribe, book now, "
    "book a viewing, call now, call us, visit us, follow us, follow me, swipe up, link in bio, get yours, "
    "get yours today, get yours now, join us, join now, add to cart, download now, try it now, try it free, "
    "pre-order now, preorder now, rsvp, register now, contact us, dm to order, message us, "
    "see more, donate now, "
    "book your tour, schedule a tour, order online, shop the collection, shop online, "
    "available now, come and see, "
    "reserve now, apply now, tap to shop, find out more, start your free trial, start free trial",
    "立即购买 马上下单 立即下单 点击购买 关注我们 关注我 立即抢购 现在下单 马上抢购 扫码购买 "
    "扫码关注 立即咨询 欢迎咨询 了解更多 "
    "点击链接 立即预订 马上预订 欢迎选购 私信下单 点赞关注 立即报名 马上报名 预约看房 "
    "欢迎光临 加入购物车 一键下单 立即体验 点击下单 "
    "赶紧下单 点击关注 欢迎来电 速来抢购 长按购买 到店体验",
)
