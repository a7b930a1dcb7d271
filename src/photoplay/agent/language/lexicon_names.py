"""Words that decide what is a name in a brief: nouns that names follow, surnames, and words that are none."""

from __future__ import annotations

from photoplay.agent.language.lexicon_ground import words

#: What is celebrated, as a pattern.
OCCASION_NOUNS = (
    "birthday|bday|b-day|b day|wedding|graduation|big "
    "day|party|anniversary|engagement|quinceañera|baby shower|retirement|christening|"
    "baptism|bar mitzvah|bat mitzvah|farewell|funeral|memorial|proposal|hen do|stag "
    "do|bachelorette|send-off|leaving do|communion|debut"
)
#: What things are whose names stand right behind, as a pattern.
THING_NOUNS = (
    "product|item|company|brand|shop|store|business|band|studio|restaurant|cafe|café|coffee "
    "shop|bakery|guesthouse|guest house|hotel|hostel|bar|"
    "club|agency|startup|start-up|app|project|event|festival|gallery|salon|farm|brewery|winery|school|team|choir|charity|foundation|label|"
    "channel|podcast|book|novel|album|single|ep|play|musical|game|airbnb|villa|estate|property|b&b|flat|apartment|house|gym|firm|clinic|"
    "workshop|exhibition|show|tour|camp|market|fair|collection|line|range|model|bottle|lamp|bike|car|watch|bag|perfume|cream|boutique|"
    "barber shop|barbershop|food "
    "truck|pizzeria|trattoria|bistro|run|race|gig|concert|exhibition|recipe video|recipe "
    "reel|recipe clip|recipe|conference|fundraiser|fair|workshop "
    "series|tournament|orchestra|ensemble|troupe|theatre "
    "group|society|bookshop|bookstore|pub|spa"
)
#: Words in capitals that are no names.
NO_NAMES = frozenset(
    words(
        "instagram, tiktok, youtube, discord, amazon, shopify, etsy, facebook, twitter, "
        "whatsapp, snapchat, reels, reel, shorts, story, "
        "stories, linkedin, pinterest, ebay, x, ig, fb, yt, monday, tuesday, wednesday, "
        "thursday, friday, saturday, sunday, mon, tue, wed, thu, "
        "fri, sat, sun, january, february, march, april, june, july, august, september, october, "
        "november, december, jan, feb, mar, apr, jun, jul, "
        "aug, sep, sept, oct, nov, dec, christmas, xmas, easter, halloween, thanksgiving, i, "
        "i'm, i'd, i've, i'll, im, ok, okay, please, pls, thanks, hi, hello, hey, "
        "yo, video, videos, birthday, mom, mum, dad, mama, papa, the, a, an, my, our, new, year, "
        "valentine's, mother's, father's, "
        "english, chinese, bgm, mp4, hd, 4k, tv, ai, photo, photos, music, title, features, "
        "feature, price, add, make, create, product, us, "
        "me, you, this, these, it, its, all, everyone, fun, free, social, media, posting, "
        "upload, one, wechat, bilibili, douyin, xiaohongshu, mv, oc, "
        "and, with, for, use, put, can, could, would, need, want, vertical, square, portrait, "
        "landscape, cinematic, slideshow, from, of, on, in, at, to, "
        "is, are, was, we, we're, they, they're, she, he, her, his, their, your, so, but, or, "
        "if, then, no, not, just, also, keep, show, write, call, "
        "start, end, finish, first, second, third, last, each, every, only, photoplay, logo, "
        "cta, url, www, rsvp, am, pm, usd, eur, gbp, dm, ps, bonus, "
        "let's, lets, give, turn, cut, edit, do, don't, dont, nothing, something, anything, "
        "some, any, there, here, that, when, what, who, how, "
        "clip, film, movie, montage, trailer, teaser, promo, ad, listing, recipe, announcement, "
        "wedding, bride, groom, length, duration, "
        "total, style, mood, black, white, feel, vibe, fade, fades, soft, warm, text, caption, "
        "captions, points, bullet, asking, offers, "
        "phone, tel, email, website, doors, animate, combine, mix, image, images, picture, "
        "pictures, shots, clips, song, tune, guitar, piano, strings, "
        "upbeat, calm, epic, romantic, jazz, lofi, lo-fi, electronic, acoustic, dramatic, "
        "corporate, usb-c, usb"
    )
)
#: Those of them that are parts of names too where they are written like one: "barber shop Fade Kings".
SOFT = frozenset(
    words(
        "fade, fades, soft, warm, calm, epic, jazz, upbeat, piano, guitar, strings, film, first, last, one, every, "
        "free, new, wedding, bride, style, mood, feel, vibe"
    )
)
#: Those of them that end a name too: months, days, places to post, verbs.
BREAKS = frozenset(
    words(
        "instagram, tiktok, youtube, discord, amazon, shopify, etsy, facebook, twitter, "
        "whatsapp, snapchat, reels, reel, linkedin, pinterest, ebay, ig, "
        "monday, tuesday, wednesday, thursday, friday, saturday, sunday, january, february, "
        "march, april, june, july, august, september, october, november, december, "
        "jan, feb, mar, apr, jun, jul, aug, sep, sept, oct, nov, dec, i, i'm, i'd, i've, i'll, "
        "please, pls, thanks, can, could, would, make, add, use, put, keep, with, and, from, "
        "need, want, vertical, square, portrait, landscape, features, price, duration, length, "
        "music, we, she, he, they, it, this, these, wechat, bilibili, douyin, my, our, your, "
        "mp4, hd, 4k, rsvp, text, caption, captions, title, animate, turn, cut, show, write"
    )
)
#: Words that open sentences and are no names there.
COMMON = frozenset(
    words(
        "okay, ok, so, well, oh, um, uh, hmm, yeah, yes, yep, good, day, sir, madam, dear, team, "
        "guys, everyone, anyone, somebody, someone, him, them, "
        "congratulations, congrats, welcome, goodbye, farewell, launch, launching, introducing, "
        "presenting, meet, save, sold, sale, open, opening, grand, now, today, "
        "tomorrow, tonight, yesterday, weekend, week, month, last, next, school, church, work, "
        "office, quick, short, long, simple, nice, lovely, "
        "beautiful, elegant, modern, bright, cheerful, playful, funny, cute, sweet, sad, slow, "
        "fast, big, small, great, best, real, estate, house, home, "
        "flat, apartment, property, travel, trip, holiday, vacation, summer, winter, spring, "
        "autumn, family, friends, friend, kids, "
        "graduation, engagement, anniversary, retirement, memorial, tribute, funeral, party, "
        "event, event's, poster, flyer, invitation, invite, "
        "please, kindly, could, would, can, will, should, must, may, might, want, need, looking, "
        "im, we, thank, hope, hoping, trying, planning, "
        "birthday, wedding, baby, shower, boss, teacher, doctor, client, customer, guest, "
        "guests, parents, mother, father, sister, brother, son, daughter, "
        "wife, husband, boyfriend, girlfriend, dog, cat, pet, company, brand, shop, store, "
        "business, band, studio, restaurant, "
        "combine, mix, stitch, string, edit, cut, build, design, produce, prepare, render, "
        "generate, put, turn, convert, include, mention, "
        "handmade, homemade, organic, vegan, fresh, hot, cold, cheap, discount, price, prices, "
        "cost, photos, pictures, "
        "our, eight, seven, six, five, four, three, two, ten, nine, twelve, both, these, those, "
        "here, there, half, legal, market, stop, finally, "
        "everybody, people, class, website, page, account, profile, feed, post, posts, share, "
        "use, her, his, their, it, getting, going, "
        "turning, turns, years, old, and, with, from, share, social, media, online, tonight, "
        "boy, girl, man, woman, lady, who, whom, that, which, myself, me, us, "
        "passed, away, love, loves, loved, memory, memories, life, story, couple, friend's, "
        "her's, night, days, time, special, surprise, big, for"
    )
)
#: Chinese surnames that are common.
SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟"
    "熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮"
    "柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝"
)
