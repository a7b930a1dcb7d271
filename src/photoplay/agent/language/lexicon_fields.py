"""Keys of briefs that are written like a form, and what each stands for."""

from __future__ import annotations

from collections.abc import Mapping

from photoplay.agent.language.lexicon_ground import words

#: Slot -> keys. A key counts only with a colon or an equals sign behind it.
FIELD_WORDS: Mapping[str, tuple[str, ...]] = {
    "title": words(
        "title, headline, heading, main title, opening text, opening title, intro text, opening "
        "line, title text, "
        "title card, cover text, hook, text at start, text at the start, text at beginning, "
        "start text, opener, "
        "first line, big text, first words, opening words, first text, at the beginning, at the "
        "start, in the beginning, on the cover, at the front",
        "标题 主标题 片名 大标题 题目 主题 开头文字 封面文字 片头文字 开头 片头 首页文字 "
        "标题文字 写在开头 放在开头 写在片头 放在片头 写在最前面 开头写 片头写 视频标题 影片名称 片名叫",
    ),
    "name": words(
        "name, product, item, product name, brand, company, shop, store, business, event, band, "
        "place, property, "
        "the name, her name, his name, names, couple, client, artist, venue name, celebrant, what, dish, "
        "hotel, restaurant, project, service",
        "名称 产品 产品名 产品名称 商品 商品名 品名 店名 品牌 姓名 名字 寿星 活动 活动名称 项目 "
        "小区 楼盘 公司 乐队 菜名 "
        "新人 主角 房源名称 酒店 民宿 企业 单品 活动主题 店铺",
    ),
    "bride": words("bride", "新娘"),
    "groom": words("groom", "新郎"),
    "subtitle": words(
        "subtitle, sub title, tagline, slogan, second line, subheading, sub heading, strapline, "
        "subline, motto",
        "副标题 副题 口号 标语 广告语 小标题 slogan 副标",
    ),
    "features": words(
        "features, feature, key features, key messages, key message, messages, message points, main messages, selling points, selling point, highlights, benefits, usps, specs, "
        "bullet points, bullets, points, points to hit, points to make, points to mention, "
        "details, key points, "
        "talking points, main points, pros, what's special, mention, product features, amenities, perks, "
        "facts, stuff to mention, things to mention, must mention, call out, callouts",
        "卖点 特点 特色 亮点 功能 优点 优势 特性 产品卖点 核心卖点 产品特点 主要功能 配套 设施 "
        "房源亮点 要点 参数 重点",
    ),
    "steps": words(
        "steps, step, instructions, method, directions, the steps, recipe steps, stages, process",
        "步骤 做法 制作步骤 流程 分别是 依次是 依次写 依次为 分别写 分别写上 依次写上 依次标上 "
        "分别标注 分别为 工序",
    ),
    "captions": words(
        "captions, caption, labels, label them, texts, text per photo, words for each, captions in order, "
        "photo captions, caption each, subtitles, image captions, label, per photo text, on screen texts, "
        "text overlays, overlay text, lines, caption them, label each, overlays",
        "字幕 配文 配字 图片文字 说明文字 每张文字 每张配文 文案 每图文字 每张字幕 照片文字",
    ),
    "price": words(
        "price, asking price, cost, now only, sale price, rent, fee, ticket, tickets, asking, "
        "only, from, offer price, "
        "entry, admission, was, special price, pricing",
        "价格 售价 总价 卖价 标价 到手价 现价 活动价 租金 月租 票价 首发价 特价 单价 报价 定价 "
        "优惠价 会员价 门票 房价",
    ),
    "address": words(
        "address, website, url, link, web, site, where, location, venue, place to be, web "
        "address, shop link, "
        "find us, visit, instagram handle, handle, online at, available at",
        "地址 地点 网址 网站 链接 官网 位置 门店地址 会场 场地 购买链接 店址",
    ),
    "phone": words(
        "phone, tel, telephone, call, contact, mobile, whatsapp, email, e-mail, contact number, "
        "number, cell, "
        "contact us, booking, bookings, agent, enquiries, inquiries, ring, rsvp to, dm, wechat id",
        "电话 联系电话 手机 联系方式 联系 微信 热线 咨询电话 邮箱 预约电话 联系人 咨询 客服 "
        "报名电话 wx vx 微信号 投递 "
        "邮件 预订电话 订座电话",
    ),
    "date": words(
        "date, when, dates, day, date and time, wedding date, event date, time, opening, opening "
        "date, deadline, "
        "starts, doors, date of birth, born, the date, start date, dob",
        "日期 婚期 开业时间 活动时间 举办时间 时间地点 演出时间 开始时间 生日 截止 报名截止 时间 日子 上映",
    ),
    "closing": words(
        "closing, end, ending, end card, outro, closing text, end text, final text, last line, end with, "
        "closing line, end title, end screen, finish, closing card, final card, sign off, final line, "
        "last card, finish with, last words, final words, last text, at the end, in the end, "
        "text at end, text at the end, closing "
        "words, end slide, close, "
        "last line on screen, end screen text, final screen",
        "结尾 片尾 结束语 片尾文字 结尾文字 落款 最后一句 收尾 片尾语 结语 末尾 最后 写在结尾 "
        "写在最后 放在结尾 放在片尾 写在片尾 结尾写 最后写 片尾写 结束 尾页 落版",
    ),
    "call_to_action": words(
        "call to action, cta, button, action, button text, call-to-action", "行动号召 引导语 按钮 cta 引导"
    ),
    "music": words(
        "music, song, soundtrack, bgm, audio, background music, music style, music mood, tune, track, sound, "
        "score, music genre, vibe of the music, backing track",
        "音乐 配乐 背景音乐 bgm 音乐风格 曲风 背景乐 音乐类型 歌曲",
    ),
    "lead": words("instrument, lead, lead instrument", "乐器 主奏"),
    "seconds": words(
        "length, duration, total length, total duration, runtime, total, running time, video length, "
        "total time, max length, seconds, duration seconds, length seconds, total seconds, "
        "duration sec, how long, "
        "video duration, len, secs",
        "时长 总时长 长度 视频时长 片长 总长 全长 影片长度 视频长度 总长度",
    ),
    "per_photo": words(
        "per photo, duration per photo, seconds per photo, per image, each photo, time per "
        "photo, photo duration, "
        "image duration, slide duration, per picture, per slide, duration per image, seconds per image, "
        "photo length, each, each picture, each image, seconds each, per pic, per photo "
        "duration, photo seconds, "
        "per photo seconds, hold, time each, duration each, image time, photo time",
        "单图时长 每张时长 每张 单张时长 每图 每张照片 图片时长 每张停留 单页时长 每页 单张 每图时长 停留",
    ),
    "aspect": words(
        "aspect, aspect ratio, ratio, format, size, orientation, shape, video format, platform, "
        "for, where it goes, "
        "dimensions, screen, target, output, canvas, channel, destination, frame, publish to, resolution",
        "画幅 比例 尺寸 画面比例 格式 平台 画幅比例 视频比例 屏幕 版式 发布平台 宽高比 用途 方向 发布",
    ),
    "transition": words(
        "transition, transitions, cuts, transition style, transition type", "转场 转场效果 过渡 转场方式 切换"
    ),
    "transition_seconds": words(
        "transition duration, transition length, transition seconds, transition time", "转场时长 转场时间"
    ),
    "looks": words(
        "look, filter, color, colour, grade, colors, colours, filters, color grade, colour "
        "grade, grading, effect, "
        "effects, looks",
        "滤镜 色调 调色 画面色调 颜色 特效 色彩",
    ),
    "style": words(
        "style, mood, vibe, feel, tone, theme, feeling, look and feel, atmosphere", "风格 氛围 调性 感觉 情绪"
    ),
    "pace": words("pace, pacing, speed, tempo, rhythm", "节奏 速度"),
    "kind": words(
        "type, kind, video type, template, video, category, task, brief, genre, project type, "
        "job, purpose, occasion, "
        "content type, request, goal",
        "类型 视频类型 种类 模板 任务 类别 需求 用途类型 目的 场合",
    ),
    "motion": words("motion, camera, camera move, animation, movement", "运镜 动效 镜头"),
    "fps": words("fps, frame rate, framerate, frames per second", "帧率"),
    "logo": words("logo, logo position, watermark, logo placement", "logo 商标 标志 水印 店标 logo位置"),
    "text": words("text, on screen text, show text, on-screen text", "文字"),
    "photos": words(
        "photos, images, pictures, files, assets, media, footage, clips, material", "素材 照片 图片 使用素材"
    ),
    "beat_sync": words("beat sync, sync to beat, cut on beat, cut to beat, beat synced, sync", "卡点 踩点"),
    "order": words("order, sequence, photo order", "顺序 播放顺序"),
}

#: Slots whose worth is a list.
LISTS = frozenset(("features", "steps", "captions", "photos"))
#: Slots whose worth may hold a comma.
WHOLE = frozenset(
    ("title", "name", "subtitle", "closing", "date", "address", "phone", "price", "call_to_action")
)
