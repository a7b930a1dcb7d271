"""Words of what is not fulfilled, of attempts to turn the agent, and of what cannot be done.

Phrases are in small letters and simplified Chinese.
"""

from __future__ import annotations

from collections.abc import Mapping

from photoplay.agent.language.lexicon_briefs import words

#: Reason -> words that make a wish one that is not fulfilled.
UNSAFE_WORDS: Mapping[str, tuple[str, ...]] = {
    "sexual": words(
        "nude, nudes, naked, undress, undressed, take the clothes off, take off her clothes, "
        "take off his clothes, remove her clothes, remove his clothes, "
        "remove the clothes, without clothes, clothes off, porn, porno, porny, pornographic, "
        "deepfake, deepfakes, nsfw, sex tape, sex video, sexual, topless, strip her, strip him, "
        ", "
        "see through her, erotic, hentai, remove clothing, remove her dress, remove her shirt, "
        "remove her bikini, take off the clothes, take her clothes off, take his clothes off, "
        "onlyfans, fetish, sexy child, sexualize, sexualise, "
        "upskirt, blowjob, xxx, without a bra, bare breasts, boobs, nudify, nudity",
        "裸照 裸体 脱衣 脱掉衣服 色情 黄片 情色 裸的 衣服p掉 去掉衣服 衣服去掉 脱光 换脸色情 "
        "全裸 衣服脱 一丝不挂 淫秽 做爱 性爱 成人视频 小黄片 扒光 ai脱衣 把衣服去 露点 走光 "
        "偷拍裙底 黄色视频 未成年性 裸",
    ),
    "violence": words(
        "how to make a bomb, make a bomb, bomb making, pipe bomb, build a bomb, how to kill, i "
        "will kill, i'll kill, gonna kill, kill you, "
        "behead, beheading, shoot up, school shooting, terrorist, terror attack, molotov, poison "
        "someone, how to poison, build a gun, 3d printed gun, make a gun, ghost gun, "
        "death threat, threaten, threatening, threat video, torture, massacre, scare my ex, "
        "stab, i'll find you, i will find you, gonna find you, make meth, cook meth, how to make "
        "meth, drugs recipe, silencer, hurt her, hurt him, beat her up, beat him up, mass "
        "shooting, gore",
        "炸弹 杀了你 杀死 恐怖袭击 枪支制作 制作炸药 威胁 弄死 砍人 血腥虐杀 制毒 投毒 爆炸物 "
        "炸药 砍死 杀人 杀掉 恐吓 造枪 自制枪 屠杀 斩首 弄死你 虐待 毒药 打死 要你的命 血债血偿",
    ),
    "self-harm": words(
        "kill myself, suicide, suicidal, end my life, self harm, self-harm, cut myself, hurt "
        "myself, want to die, goodbye note, hang myself, overdose on",
        "自杀 自残 不想活 轻生 割腕 遗书 结束生命 想死",
    ),
    "hate": words(
        "hate speech, nazi, nazis, heil hitler, hitler was right, white power, white supremacy, "
        "ethnic cleansing, racial slur, gas the, kill all, racist, racism, inferior race, "
        "death to, exterminate, hate on, hate video, anti-semitic, antisemitic, holocaust "
        "denial, homophobic, subhuman, are vermin, go back to your country, master race, ethnic "
        "slur, hate crime",
        "纳粹 种族歧视 仇恨 杀光 劣等民族 种族清洗 灭绝 希特勒万岁 辱华 歧视黑人 歧视视频 "
        "低等种族 滚出去 贱种 滚回 劣等",
    ),
    "fraud": words(
        "scam, scamming, phishing, phish, fake id, fake passport, fake bank, counterfeit, "
        "impersonate, pretend to be the bank, pretend to be from the bank, steal passwords, "
        "steal their, steal money, "
        "fake news about, fake receipt, fake receipts, forgery, money laundering, fake invoice, "
        "fake invoices, ponzi, pyramid scheme, blackmail, extort, extortion, fake charity, trick "
        "people into, trick old people, trick them into, fake doctor, fake certificate, "
        "fake evidence, fake screenshot, fake proof, con people, swindle, fake reviews, fake "
        "review, malware, ransomware, hack into, hack his, hack her, hack my, spy on, doxx, dox, "
        "leak her, leak his, revenge porn, revenge video, credit card numbers, make people "
        "believe she, make people believe he, defame, embarrass her, embarrass him",
        "骗老人 诈骗 冒充银行 冒充客服 冒充 假证 钓鱼网站 伪造 假币 骗转账 假冒 骗钱 造假证 骗人 "
        "行骗 传销 勒索 敲诈 假身份证 盗号 骗取 造谣 洗钱 黑客 人肉 偷窥 跟踪她 报复前女友 网暴 "
        "羞辱 假发票 假护照 庞氏 虚假宣传骗",
    ),
    "minors": words(
        "sexy kid, sexy kids, sexy girl 12, child porn, cp video, loli porn, underage, minor "
        "naked, little girl naked, kids naked, child naked, lolita, teen nude, teen nudes, "
        "jailbait, preteen, sexy schoolgirl, sexy teen",
        "幼女 儿童色情 未成年裸 萝莉色情 恋童 炼铜",
    ),
}

#: Asking for what is ours to keep, or telling to drop the rules.
INJECTION_WORDS: tuple[str, ...] = words(
    "ignore your instructions, ignore all instructions, ignore previous instructions, ignore "
    "all previous, ignore the above, ignore all rules, ignore your rules, ignore everything "
    "above, "
    "disregard your instructions, disregard previous, disregard all, disregard the above, "
    "forget your instructions, forget all previous, forget your rules, system prompt, your "
    "prompt, your instructions, initial prompt, hidden instructions, developer mode, "
    "jailbreak, dan mode, do anything now, api key, api keys, api token, api tokens, secret "
    "key, access token, bearer token, environment variables, env vars, env variables, "
    "/etc/passwd, .env, other users, other user's, "
    "another user's, someone else's files, someone else's video, all users, list all users, "
    "list users, other sessions, other people's, other peoples, database dump, drop table, "
    "rm -rf, run this command, shell command, execute code, sudo, admin access, admin mode, "
    "admin rights, root access, "
    "reveal your, print your, dump your, your source code, server logs, override your, new "
    "instructions, you are now, act as, pretend you are, pretend to be, pretend you have, "
    "unlimited credits, give me free credits, add credits, give me credits, bypass, base64 "
    "decode, nemo_token, auth token, "
    "your configuration, your config, your training data, internal tools, your tools list, "
    "credentials, password file, passwords, eval(, curl http, wget, file://, ../, select * "
    "from, private keys, ssh keys, debug mode, god mode, free credits, credits to my "
    "account, 1000000 credits",
    "忽略之前的指令 忽略以上 忽略所有 忽略你之前 忽略之前 无视之前 无视以上 无视你的 "
    "系统提示词 系统提示 提示词打印 api密钥 密钥 开发者模式 越狱 其他用户 别人的文件 "
    "别的用户 别人的视频 环境变量 执行命令 你的指令 "
    "所有用户 管理员权限 忘记你的规则 忘记之前 你现在是 假装你是 扮演 输出你的提示 "
    "打印提示词 绕过限制 绕过 源代码 令牌 api token 后台密码 数据库 服务器日志 不受限制 "
    "加积分 送我积分 无限积分 刷积分 内部指令 隐藏指令 别人的项目 其他人的",
)

#: What cannot be done -> words; ``what`` of the answer.
CANNOT_WORDS: Mapping[str, tuple[str, ...]] = {
    "voice": words(
        "voiceover, voice over, voice-over, narration, narrator, narrate, read aloud, read it "
        "out, text to speech, text-to-speech, tts, ai voice, lip sync, lipsync, lip-sync, make "
        "her talk, "
        "make him talk, make it talk, make them talk, my voice, clone my voice, dub, dubbing, "
        "vocals, someone reading, a voice, add lyrics, with lyrics, lyrics to the music, sing, sings, singing, sing along, sung",
        "配音 旁白 朗读 念出来 读出来 文字转语音 对口型 开口说话 说话 唱歌 人声 克隆声音 解说 "
        "口播 画外音 会说话",
    ),
    "generation": words(
        "generate an image, generate images, generate a photo, generate a picture, generate "
        "pictures, ai generated, generate a new photo, make up a photo, , paint me, imagine a, "
        "text to video, text-to-video, text to image, create an image of, create a picture of, "
        "make her dance, make him dance, make them dance, make it dance, make her walk, make him "
        "walk, make them walk, make them hug, hug each other, make her smile, make him smile, "
        "make the dog run, make the cat, waving, wave her hand, make them kiss, add a dragon, "
        "make it snow, "
        "make it rain, add a sunset, replace the sky, change the sky, sky replacement, turn into "
        "anime, turn me into, anime style, cartoon style, cartoonify, in the style of ghibli, "
        "ghibli, pixar style, oil painting, turn into a cartoon, as a cartoon, "
        "face swap, faceswap, swap faces, swap the faces, put my face, older version, age "
        "progression, make him look younger, make her look younger, make her look older, add "
        "fireworks, add people, new background image, generate a video of, , hair move, water "
        "flow, waterfall move, make the water move, make the clouds move, photorealistic, ai "
        "art, stable diffusion, midjourney, sora, kling",
        "生成一张 生成图片 生成照片 画一张 画一个 ai生成 文生图 文生视频 跳舞 走路 动漫风 "
        "卡通风格 变成动漫 变成卡通 变卡通 换脸 换天空 加个人 下雪 拥抱 眨眼 挥手 变年轻 变老 "
        "吉卜力 宫崎骏 油画风 笑起来 让他笑 让她笑 亲吻 飞起来 流动起来 头发飘 让水流 加一只 "
        "加个太阳 ai绘画 漫画风",
    ),
    "remove-background": words(
        "remove the background, remove background, delete the background, cut out the "
        "background, cut out the person, transparent background, green screen, background "
        "removal, bg removal, remove bg, change the background behind, replace the background, "
        "swap the background, "
        "take out the background, isolate the subject, cutout, no background, erase the "
        "background, different background behind, get rid of the background, change the "
        "background to a beach",
        "抠图 去背景 去掉背景 换背景 透明背景 绿幕 抠像 扣图 移除背景 抠出来 背景去掉 背景换成 "
        "把背景抠 扣出来 去除背景",
    ),
    "retouch": words(
        "retouch, retouching, remove the person, remove that person, remove the man, remove the "
        "woman, remove the guy, remove the people, photobomb, photobomber, photobombed, remove "
        "the watermark, remove the pimple, remove wrinkles, wrinkles, smooth skin, smooth her "
        "skin, smooth my skin, whiten teeth, make me thinner, remove the object, remove object, "
        "red eye, red eyes, remove the stranger, remove the tourist, remove the tourists, "
        "beautify, blemish, blemishes, acne, open her eyes, open his eyes, edit out, photoshop, "
        "photoshop out, remove the power lines, restore old photo, restore the old photo, "
        "colorize, colourize, colorise, colourise, unblur, deblur, enhance face, erase him, "
        "erase her, remove my ex, crop out my ex, cut out my ex, remove glasses, upscale, "
        "denoise, enhance the resolution, remove the scratch, remove scratches, remove the stain",
        "美颜 修图 磨皮 瘦脸 去水印 去掉路人 把人去掉 p掉 去痘 去皱 美白 消除路人 大眼 瘦身 "
        "修复老照片 上色 老照片修复 去红眼 去模糊 路人去掉 擦掉 抹掉 把他去掉 把她去掉 祛痘 去斑 "
        "抹去 瘦一点 p瘦 修掉 超分 p一下 变清楚 去除路人 去划痕 去掉水印 祛斑 上妆",
    ),
    "translate": words(
        "translate the title, translate the text, translate the captions, translate it, "
        "translate them, translate to, translate into, translated, translate the, translate my, "
        "translate all, auto subtitles, automatic captions, auto captions, transcribe, speech to "
        "text, auto caption, transcription, generate subtitles, generate captions",
        "翻译成 翻译一下 翻译标题 自动字幕 语音识别 转录 识别字幕 翻译文字 翻译字幕 自动识别 "
        "译成 自动生成字幕",
    ),
    "publish": words(
        "post it, post it to, post this to, post this on, post it on, publish, publish it, "
        "upload it to, upload to my, upload it, upload to youtube, upload to tiktok, upload to "
        "instagram, upload this to, share it on, share it to, send it to my mom, email it, email "
        "this, email me, email the video, send by email, send it to my, "
        "my youtube channel, tweet it, whatsapp it to, send to whatsapp, text it to, airdrop, "
        "dropbox, google drive, save to drive, put it on my, send it to her, send it to him, "
        "post to my, upload this video to, send to my, share with my",
        "发布到 上传到 发到我的 帮我发 发微博 发朋友圈里 直接发布 发邮件 定时发布 帮我发布 "
        "发抖音上 自动发布 传到我的 发给我妈 发给她 发给他 发到群里 发送到 发给客户 发我邮箱 "
        "传到网盘 百度网盘 上传网盘 刻录 帮我上传到 替我发",
    ),
    "download-url": words(
        "from this link, download this video, from youtube link, youtube.com/watch, from this "
        "url, grab the song from, from the website, scrape, from pinterest, download the song, "
        "from google images, find photos online, search for photos, stock photos, find me "
        "photos, from the internet, get pictures from, use pictures from google, find images, "
        "use stock, google some, find a picture, download a picture, pexels, unsplash, from my "
        "google photos, my instagram photos",
        "从这个链接 从网上找 网上下载 网上找 搜图 找几张图 下载这首 百度图片 找素材 网上搜 "
        "从网上 找点图 找一些照片 帮我找图 搜几张",
    ),
    "live": words(
        "live stream, livestream, go live, live broadcast, webcam, record my screen, screen "
        "recording, record me, stream it",
        "直播 录屏 摄像头 推流",
    ),
    "3d": words(
        "3d model, 3-d, vr, 360 degree, 360 video, hologram, virtual reality, make it 3d, turn "
        "into 3d, 3d animation, augmented reality",
        "三维 3d模型 全景视频 vr 3d效果 裸眼3d 立体模型",
    ),
    "gif": words(
        "as a gif, to gif, animated gif, gif version, a gif, gif format, into a gif, gifs, webp "
        "animation, as gif, .gif",
        "gif 动图 做成gif 表情包 动态图",
    ),
    "recognise": words(
        "photos with my face, where she smiles, who is in, the best photos, pick the best, "
        "choose the best, choose the nicest, best ones, remove blurry ones, blurry ones, remove "
        "the blurry, sort by quality, find duplicates, remove duplicates, sort by people, the "
        "happiest, group by people, prettiest, the nicest ones, delete the ugly, ugly ones, pick "
        "the nicest, pick the prettiest, the sharpest, recognise faces, recognize faces, where "
        "he looks, where i look, out of focus ones",
        "挑最好 选最好 挑好看的 识别人脸 模糊的删 重复的删 最美的 挑几张好看 选出最 丑的 "
        "不好看的删 挑选最好 好看的几张 闭眼的",
    ),
}
