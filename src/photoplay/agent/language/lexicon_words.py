"""Words about words: titles, captions, how letters look and come; and about logos and end cards.

English in small letters with commas between, Chinese simplified with spaces, as in ``lexicon_briefs``.
"""

from __future__ import annotations

from collections.abc import Mapping

from photoplay.agent.language.lexicon_briefs import words

#: Role of a text -> what people call such a text. "text" stands for words of any role.
ROLE_WORDS: Mapping[str, tuple[str, ...]] = {
    "title": words(
        "title, titles, headline, heading, header, opening title, opening words, opening text, "
        "opening line, title card, "
        "main title, intro text, intro title, tittle, cover text, title text, name of the video, opener",
        "标题 大标题 主标题 片名 题目 片头字 片头文字 开场字 开场文字 开头文字 开头字 抬头 "
        "封面字 封面文字 片头标题 标题字 标题文字 标提",
    ),
    "subtitle": words(
        "subtitle, sub title, sub-title, subheading, sub heading, subhead, tagline, strapline, "
        "second line, line below, "
        "line under, subheader, sub-heading",
        "副标题 副标 小标题 副题 第二行",
    ),
    "lower-third": words(
        "lower third, lower-third, lowerthird, name tag, name strap, nameplate, chyron, lower thirds",
        "下三分之一 人名条 名条 字幕条 人名字幕 姓名条",
    ),
    "caption": words(
        "caption, captions, label, labels, annotation, subtitle on, caption text, captioned, captioning",
        "字幕 配文 说明文字 文案 说明 旁注 图注 注释 备注 配字 图说",
    ),
    "badge": words(
        "badge, price tag, sticker, price badge, sale tag, price label, stamp, tag, ribbon, burst",
        "角标 标签 价格标签 价签 徽章 贴纸 价格牌",
    ),
    "end-card": words(
        "end card text, closing text, closing words, closing line, end text, outro text, last "
        "words, end title, "
        "closing title, credits text, final words, final text",
        "结尾字 结尾文字 片尾字 片尾文字 结束语 结尾语 片尾语 尾字",
    ),
    "text": words(
        "text, texts, words, wording, writing, lettering, text overlay, text overlays, overlay, "
        "overlays, letters, "
        "message, line, lines, quote, slogan, typography, the type, written, write, date, name, font",
        "文字 字 字体 文本 字样 词 话 一句话 字句 大字 几个字 一行字 标语 口号 文字叠加 字儿 贴字 花字",
    ),
}

#: What a whole end card is called.
END_CARD_WORDS: tuple[str, ...] = words(
    "end card, endcard, end-card, end screen, endscreen, closing card, closing slide, "
    "closing screen, final card, "
    "outro, outro card, ending card, ending slide, end slide, end "
    "frame, call to action, cta, "
    "end page, closing page, end cards, final screen, ending screen, ending page, end panel, end board, "
    "closing panel",
    "片尾 片尾卡 片尾页 结尾页 结束页 结尾卡 尾页 片尾画面 结尾卡片 结束画面 结束卡片 落版 "
    "尾帧 片尾版 结尾画面 行动号召 尾卡 结尾卡 尾屏 片尾屏",
)

LOGO_WORDS: tuple[str, ...] = words(
    "logo, logos, watermark, brand mark, brand logo, our mark, emblem, branding, my brand, our brand",
    "logo 标志 徽标 商标 水印 店标 品牌标 台标 品牌标志 图标",
)

#: Fonts as the shipped families are asked for; any other name is passed on as said.
FONT_WORDS: Mapping[str, tuple[str, ...]] = {
    "serif": words(
        "serif, serifs, times, times new roman, georgia, playfair, garamond, classic font, "
        "elegant font, elegant, classy, "
        "roman, bookish, old fashioned, newspaper, formal, book",
        "衬线 衬线体 宋体 思源宋体 明体 优雅 典雅 书卷 宋",
    ),
    "sans": words(
        "sans, sans serif, sans-serif, arial, helvetica, inter, modern font, clean font, clean, "
        "modern, plain, simple, roboto, "
        "open sans, minimal",
        "无衬线 黑体 思源黑体 微软雅黑 雅黑 简洁 现代 苹方 等线",
    ),
    "display": words(
        "display, bold font, impact, poster, heavy, chunky, condensed, bebas, bebas neue, "
        "oswald, anton, strong, "
        "cinematic font, movie font, blocky, block letters",
        "粗体字 海报体 综艺体 大黑体 粗黑体 标题体 方正大黑",
    ),
}

#: Fonts that people name and that are not there, so that they are named in the answer.
OTHER_FONT_WORDS: tuple[str, ...] = words(
    "comic sans, handwriting, handwritten, script, cursive, calligraphy, typewriter font, "
    "courier, monospace, "
    "gothic, graffiti, brush, futura, montserrat, lobster, papyrus, verdana, calibri, "
    "cambria, poppins, lato, "
    "raleway, pixel font, pacifico, dancing script, retro font, fancy font, handwritten font",
    "楷体 手写体 手写 行书 草书 隶书 书法 书法体 毛笔字 毛笔 仿宋 幼圆 圆体 艺术字 卡通字体 "
    "童趣体 华文行楷 娃娃体 篆书 瘦金体",
)

#: Ways in and out.
ANIMATION_WORDS: Mapping[str, tuple[str, ...]] = {
    "typewriter": words(
        "typewriter, type writer, typing, typed out, typed, type on, type itself, letter by "
        "letter, typing effect",
        "打字机 打字 逐字 一个字一个字 逐个字",
    ),
    "word-by-word": words(
        "word by word, word-by-word, one word at a time, karaoke, words one by one",
        "逐词 一个词一个词 卡拉ok",
    ),
    "pop": words(
        "pop in, pop up, popping, pops in, pop, bounce, bouncing, bounces, springy, spring in",
        "弹出 弹跳 弹入 蹦出来 弹一下 跳出来 弹出来",
    ),
    "slide": words(
        "slide in, slides in, sliding, slide, fly in, flies in, flying in, swipe in, sweep in, "
        "fly, come in from",
        "滑入 飞入 滑进 移入 飞进来 滑进来 飞进",
    ),
    "rise": words(
        "rise, rises, rising, float up, move up, come up, rise up, comes up",
        "升起 上浮 浮现 向上浮 从下往上 升上来",
    ),
    "fade": words(
        "fade, fade in, fades in, fading, appear softly, appear slowly, softly",
        "淡入 渐显 渐入 慢慢出现 淡出 渐现",
    ),
    "blur": words("blur, blur in, blurry, focus in, unblur", "模糊 虚化 模糊进入"),
    "count": words("count up, counting, counter, counts up", "数字滚动 计数 数字递增 滚动数字"),
    "none": words(
        "no animation, without animation, not animated, static, no effect, just appear",
        "不要动画 无动画 静止 没有动画 去掉动画 不要动效",
    ),
}

#: Verbs that bring words onto the picture.
WRITE_WORDS: tuple[str, ...] = words(
    "write, writes, put, add, type, show, display, place, say, says, saying, stick, overlay, "
    "print, insert, include, have, "
    "want, need, with, caption, title, label, give, throw, slap, read, reads, reading, "
    "spell, drop, set, use, pop, "
    "superimpose, inscribe, lay, letter, stamp, make",
    "写 写上 打 打上 加 加上 加个 添加 放 放上 显示 配 配上 标 标上 贴 贴上 来 弄 印 印上 题 "
    "输入 插入 叠加 标注 注明 写着 打出 用 叫 写成 写个",
)
