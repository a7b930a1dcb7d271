"""Words of steering and of manners: undo, export, credits; greetings, thanks, questions, what is refused.

Phrases are whole wishes or openings of them, in small letters and simplified Chinese.
"""

from __future__ import annotations

from photoplay.agent.language.lexicon_briefs import words

UNDO_WORDS: tuple[str, ...] = words(
    "undo, back to where it was, back to where they were, back where it was, take both back, take both of those back, take both of them back, take back both, "
    "take those back, take them back, one step further back, a step further back, further "
    "back, another step back, undo "
    "again, undo that, undo it, undo this, revert, revert that, roll back, rollback, take it "
    "back, take that back, go back, "
    "go back a step, go back one step, step back, ctrl z, ctrl-z, ctrl+z, cmd z, cmd+z, put "
    "it back, put it back how it was, "
    "put it back the way it was, change it back, back to how it was, back to what it was, "
    "back to before, how it was before, "
    "as it was before, like it was before, the way it was, the way it was before, previous "
    "version, the old version, last version, restore the previous, "
    "restore it, cancel that, cancel the last, never mind that, scratch that, take back, "
    "reverse that, reverse the last change, reverse my last change, "
    "go back to the previous, get it back, bring it back how it was, it was better before, i "
    "liked it better before, looked better before, "
    "liked the old one, revert the last, revert to, unmake, undu, un do, changed my mind "
    "undo, go back to the last, go back to the one before, back one step, one step back, "
    "revert back, back out of that, switch it back, turn it back, set it back, was better "
    "before, preferred it before, prefer it before, liked it before, "
    "forget the last change, discard the last change, discard that, discard the change, "
    "discard my last change, roll that back, undo the last",
    "复原 恢复成刚才 恢复成之前 恢复刚才 撤销 撤回 撤消 取消刚才 回退 后退 退回 恢复原来 "
    "恢复到原来 恢复之前 还原 上一步 退一步 "
    "改回去 改回来 变回去 变回来 返回上一步 "
    "恢复原样 恢复到之前 恢复到刚才 回到之前 回到上一步 回到刚才 还是原来的好 原来那样 "
    "刚才的不要 刚刚的不要 取消上一步 恢复成原来 回到原来 收回 反悔 换回去 换回来 "
    "回滚 恢复上一步 取消刚刚 之前的好 原来的好 之前那版 上一版 上一个版本 恢复上一个 "
    "还是之前的 还是原来的 恢复刚才 刚才那步不要 倒回去 退回去 那步不算 刚才不算 这步不算 "
    "不算数 退回上一步 再退一步 再退 再撤",
)

REDO_WORDS: tuple[str, ...] = words(
    "redo, redo that, redo it, do it again after all, undo the undo, bring it back, bring "
    "that back, put that back again, "
    "reapply, re-apply, apply it again, ctrl y, ctrl+y, forward again, go forward, step "
    "forward, restore what i undid, restore the change, "
    "undo your undo, on second thought bring it back, re do, redo the last, put the change back",
    "重做 恢复撤销 取消撤销 前进一步 再做回来 恢复刚才撤销 再恢复 恢复刚撤销 还是要刚才那个 "
    "下一步恢复 撤销的恢复 取消撤回 撤回的恢复 反撤销",
)

START_OVER_WORDS: tuple[str, ...] = words(
    "start over, start again, start all over, start from scratch, start fresh, begin again, "
    "from scratch, from zero, reset, reset everything, "
    "reset the project, clear everything, delete everything, wipe everything, scrap "
    "everything, scrap it all, clear the timeline, "
    "throw it all away, restart, restart the project, empty the timeline, remove everything, "
    "begin from scratch, wipe it all, clean slate, "
    "scrap the whole thing, scrap it all and begin again, start all over again, trash it all, clear it all, redo everything from scratch, start "
    "anew, start afresh, blank slate",
    "重新开始 从头开始 重来 从头来 全部重来 清空 重置 全部删掉重来 推倒重来 清空时间线 "
    "全部清空 重新来过 从零开始 全部清除 一切重来 从头再来 全部重做 全删了重来 清零",
)

EXPORT_WORDS: tuple[str, ...] = words(
    "export, exported, exporting, render, rendered, download, save the video, save it, send "
    "me the video, send me the file, give me the file, "
    "give me the video, final version, finalize, finalise, get the mp4, download link, get "
    "the file, output the video, "
    "save as mp4, save as, i'm done, ready to download, give me the link, ship it, send it "
    "to me, get the video, download it, dl, "
    "export it, publish the file, give me the mp4, deliver, send me the mp4, give me a "
    "download, send over the video, send the video, can i have the file, "
    "send me the final, give me the final, get the download, spit out, the finished video, "
    "the final video, the finished file, the finished mp4, have the mp4, output it, "
    "give me an mp4, send me the link, link to the video, link to download, want the file, "
    "need the file, save to my phone, save to my computer, expport, exprot",
    "导出 汇出 输出一份 输出成片 输出为 输出视频 下载 发给我 把视频给我 生成最终视频 "
    "保存视频 渲染 出片 成片 存下来 给我视频 导一下 下载链接 发我视频 保存到本地 输出成 "
    "输出mp4 输出一个 输出吧 直接输出 "
    "给我成品 发成片 保存一下 存到手机 存到本地 导出来 导出吧 视频发我 输出一下 视频文件给我 把成片",
)

CREDITS_WORDS: tuple[str, ...] = words(
    "credit, credits, balance, how many credits, my balance, tokens left, quota, remaining "
    "credits, credits left, how much do i have left, "
    "top up, allowance, points left, how many points, my points, run out of credits, account balance, credit balance",
    "积分 余额 额度 点数 剩多少分 还有多少次 剩余次数 账户 充值 剩多少积分 用量",
)

STATUS_WORDS: tuple[str, ...] = words(
    "status, progress, how far, is it done, is it ready, is it finished, done yet, ready "
    "yet, finished yet, how long will it take, "
    "still rendering, where is my video, where's my video, is the render done, is the export "
    "done, is my video ready, is the video ready, what's taking so long, "
    "is it exported, eta, how is the export going, how's the export, how is it going with "
    "the, render finished, is it still, percent done",
    "状态 进度 好了吗 做好了吗 完成了吗 导出好了吗 渲染好了吗 还要多久 多久能好 弄好了吗 "
    "到哪一步了 好了没 完成没 视频在哪 导出完了吗 做完了吗 还要等多久 导完了吗 导出多少了 "
    "好没好 完事没 出来了吗",
)

DESCRIBE_WORDS: tuple[str, ...] = words(
    "show tracks, show the tracks, show the timeline, show me the timeline, show timeline, "
    "list the tracks, what's in the video, what is in the video, "
    "what do we have, what have we got, describe the video, summarize the video, summarise "
    "the video, summary, overview, show me what you have, current state, "
    "what does the video look like, show me the draft, preview, preview in timeline, recap "
    "what we have, timeline, what's on the timeline, what is on the timeline, "
    "tell me about the video, what's there now, list everything, what did we make so far, "
    "show me everything so far, what do you have so far, what does it look like now, where "
    "are we",
    "显示轨道 看看时间线 时间线 现在有什么 目前什么样 视频里有什么 概况 总结一下视频 "
    "看一下现在 现在什么样 列出来 显示时间线 当前状态 预览 现在是什么样 视频现在 "
    "里面都有什么 目前有哪些 有哪些轨道",
)

GREET_WORDS: tuple[str, ...] = words(
    "hi, hello, hey, heya, hiya, yo, sup, howdy, good morning, good evening, good afternoon, "
    "morning, greetings, hey there, hi there, hello there, "
    "what's up, whats up, wassup, anyone there, are you there, you there, hola, ola, "
    "bonjour, hallo, ciao, hey bot, knock knock, g'day, salut, namaste, konnichiwa, "
    "hi bot, hello bot, hey hey, heyy, heyyy, hii, hiii, helloo, hellooo, how are you, how "
    "are you doing, how's it going, how is it going, nice to meet you, gm, evening, ping",
    "你好 您好 嗨 哈喽 哈啰 在吗 在么 在不在 早上好 晚上好 下午好 早安 早 嘿 有人吗 你好呀 "
    "在不 喂 哈罗 早啊 中午好 你好啊 大家好 初次见面 最近好吗 hello hi 有人在吗 嗨喽 上午好 "
    "亲",
)

THANK_WORDS: tuple[str, ...] = words(
    "thanks, thank you, thx, ty, tysm, thank u, cheers, thanks a lot, much appreciated, "
    "appreciate it, great, perfect, awesome, nice, lovely, beautiful, "
    "love it, i love it, looks great, looks good, amazing, wonderful, fantastic, excellent, "
    "good job, well done, nice work, great work, "
    "great job, cool, super, brilliant, gorgeous, stunning, wow, omg, sweet, dope, lit, "
    "fire, you rock, you're the best, you're amazing, "
    "that's it, good, nice one, bravo, ta, thnx, thnks, tanks, merci, gracias, danke, i like "
    "it, like it, so good, superb, chef's kiss, neat, impressive, "
    "you are the best, you are amazing, good stuff, nailed it, spot on, love this, love "
    "that, lifesaver, life saver, legend, made my day, exactly what i wanted, happy with it, "
    "crying, tears, cute, adorable, sick, yay, woohoo, hooray, yess, yesss, slay, bless you, "
    "bless, thankyou, thanku, appreciated, grateful, marvelous, incredible, so pretty, looks "
    "amazing, looks perfect, looks awesome, looks lovely",
    "谢谢 多谢 感谢 谢啦 谢了 太棒了 很好 不错 完美 喜欢 好看 漂亮 棒 赞 厉害 真好 太好了 "
    "太美了 辛苦了 满意 牛 绝了 好棒 很棒 可以的 挺好 爱了 "
    "给力 nice 好评 666 太赞了 非常好 很满意 真不错 很喜欢 就这样 做得好 太感谢 感激 谢 真棒 "
    "帅 优秀 太强了 爱死了 好美 太喜欢 干得漂亮 好样的 绝绝子 点赞 感恩 么么哒 yyds 牛逼 "
    "可爱 感动哭 哭了 无敌 超赞 超棒 太牛了",
)

BYE_WORDS: tuple[str, ...] = words(
    "bye, goodbye, good bye, see you, see ya, good night, later, cya, that's all, that is "
    "all, have a good day, take care, ttyl, gn, that's all for now, "
    "that will be all, have a nice day, talk to you later, catch you later, that'll be all, "
    "i'm off, done for today, see you tomorrow, nighty night, bye bye, night night, gotta go",
    "再见 拜拜 晚安 回见 下次见 先这样 没事了 走了 88 明天见 就到这 今天就这样 先到这里 "
    "先到这 下线了 886 告辞 回头见",
)

HELP_WORDS: tuple[str, ...] = words(
    "help, how do i export, how to export, how can i export, help me, what can you do, what "
    "do you do, how does this work, how do i use, how "
    "to use, how does it work, what are you able to, "
    "what else can you do, instructions, what should i say, what can i say, what can i ask, "
    "commands, show me what you can do, give me examples, examples, "
    "what features, your features, how do i start, where do i start, what now, how do you "
    "work, i'm stuck, i am stuck, i'm lost, i need help, can you help, "
    "can you help me, could you help me, guide me, tutorial please, what can u do, wat can u "
    "do, what are my options, what options, i have no idea, no idea what to do, not sure "
    "what to do, "
    "how do i do this, what can this do, what is this, what's this, what can i do here, how "
    "do i make a video, how can i make a video, first time here, new here, i am new here, "
    "i'm new here, what next, your capabilities, list your capabilities, list capabilities, list your functions, "
    "what are you capable of, list of commands, list commands, list what you can do",
    "帮助 你能做什么 你会什么 怎么用 怎么使用 你可以做什么 能干什么 能干嘛 会干什么 会些什么 "
    "有什么功能 有哪些功能 使用说明 教我用 怎么操作 怎么弄 有啥功能 能做啥 会做什么 "
    "怎么玩 如何使用 你都会 你能帮我做什么 能帮我什么 可以做些什么 不会用 怎么开始 从哪开始 "
    "举个例子 指令 命令有哪些 说明书 能做些什么 第一次用 能干啥 你有什么用 你会啥 你能干 "
    "求助 新手 功能介绍",
)

IDENTIFY_WORDS: tuple[str, ...] = words(
    "who are you, what are you, are you an ai, are you ai, are you a bot, are you human, are "
    "you a robot, are you real, are you chatgpt, which model, what model, "
    "are you gpt, who made you, who built you, your name, what's your name, what is your "
    "name, are you claude, are you gemini, who created you, are you a person, who am i "
    "talking to, "
    "am i talking to a human, am i talking to a bot, am i talking to a real person, who "
    "developed you, what llm, which llm, are you a real person, are you a machine, are you "
    "llama, are you deepseek, what ai",
    "你是谁 你是什么 你是机器人吗 你是ai吗 你是人吗 是真人吗 什么模型 哪个模型 你叫什么 "
    "谁做的你 谁开发的 你是chatgpt吗 你是机器人还是人 你是不是机器人 你是不是人 你是真人 "
    "你是哪家 你的名字 叫啥名字 你是ai 你是gpt 你是deepseek 你是豆包",
)

#: Words that speak of the video or of making one: where one stands, a message is not off topic.
TOPIC_WORDS: tuple[str, ...] = words(
    "video, vid, photo, photos, picture, pictures, pic, pics, image, images, clip, clips, "
    "music, song, title, text, caption, slideshow, "
    "transition, transitions, fade, zoom, export, render, timeline, logo, slide, slides, "
    "frame, frames, subtitle, resolution, aspect, "
    "vertical, animation, animate, edit, movie, film, effect, effects, filter, filters, "
    "colour, color, bright, dark, second, seconds, length, duration, font, volume, sound, "
    "audio, upload, file, files, trailer, reel, intro, outro, "
    "end card, crop, rotate, shot, scene, footage, cut, cuts, pan, blur, quality, fps, "
    "1080p, 4k, mp4, look, looks, format, pace, motion, draft, project",
    "视频 照片 图片 相片 图 音乐 歌 标题 文字 字幕 转场 导出 时间线 片头 片尾 logo 画面 滤镜 "
    "特效 动画 剪辑 秒 时长 字体 音量 声音 上传 文件 片子 短片 影片 "
    "横屏 竖屏 分辨率 帧 配乐 素材 张 镜头 效果 颜色 亮度 裁剪 旋转 bgm 清晰度 画质 比例 尺寸",
)

OFF_TOPIC_WORDS: tuple[str, ...] = words(
    "weather, stock, stocks, bitcoin, crypto, joke, jokes, poem, recipe for, homework, "
    "equals, equal to, math, "
    "equation, capital of, president, election, politics, news, "
    "football score, who won, translate this sentence, write code, python code, javascript, "
    "write an essay, essay, cover letter, horoscope, medical advice, symptoms, "
    "my girlfriend left, flight, hotel, restaurant near, near me, meaning of life, sing me, "
    "play a game, chess, what day is it, what time is it, time in, population of, "
    "tell me a story, tell me about yourself, lyrics of, movie recommendation, book "
    "recommendation, diet, workout plan, tax, lawyer, solve, integral, calculate, who is "
    "the, who was the, how old is, how tall is, "
    "do my, write me a poem, a haiku, haiku, pizza, order food, date tonight, marry me, "
    "favourite colour, favorite color, are you single, do you love me, religion, god, sql, "
    "c++, java, excel formula, "
    "email to my boss, write an email, resume, sports, lottery, exchange rate, dollar to "
    "euro, square root, plus, times table, distance to, recommend a movie, recommend a book, "
    "history of, what is the capital, explain quantum, physics, chemistry, essay about",
    "天气 股票 比特币 笑话 写诗 写首诗 作业 数学 首都 总统 新闻 翻译这句 写代码 作文 星座 "
    "看病 机票 酒店 附近 几点了 星期几 讲个故事 下棋 菜价 汇率 减肥 税 律师 求解 算一下 "
    "聊聊天 你喜欢我吗 谈恋爱 吃什么 打游戏 彩票 写邮件 简历 写论文 论文 编程 推荐电影 "
    "推荐本书 世界杯 谁赢了 人口 历史上 等于几 等于多少 加减乘除 房价 高考 足球 篮球 唐诗 "
    "背诗 明天会下雨 下雨吗 政治 做饭吃 中午吃 晚饭",
)

WAIT_WORDS: tuple[str, ...] = words(
    "wait, hold on, hang on, one moment, one sec, one second, just a sec, just a second, "
    "just a minute, give me a minute, give me a sec, not yet, stop, let me think, i will "
    "send more, i'll send more, more photos coming, "
    "more coming, let me upload, i'll upload, i will upload, sending more, uploading more, "
    "more photos to come, brb, gimme a sec, don't start yet, do not start yet, don't do "
    "anything yet, do nothing yet, more to come, more pics coming, sending the rest, still "
    "uploading, "
    "i'm uploading, i am uploading, i have more photos, let me find, be right back, let me "
    "get back, i'll get back, i'll be back, let me check, let me see, let me look, don't do "
    "anything, do nothing, leave it for now, leave it as it is, leave it like that, keep it "
    "like that, keep it as is, leave it, hold your horses, wait a sec, wait a minute, wait "
    "for me, pause, later i will, tomorrow i'll, not now, nothing for now, nothing yet, "
    "thinking",
    "等一下 等等 稍等 先等 等我 先别 别急 慢着 等会 还没传完 我再传 还有照片 再发几张 待会 "
    "停一下 等一会 先不要动 先别动 我想想 还没发完 我再发 还要传 先别做 先不用 让我想想 "
    "我看看 还有几张 稍后 先不做 先停 待会儿 一会再说 等下 容我想想 先这么着 先放着 先不动 "
    "别动 保持现状 等一等 正在上传 还在传 没传完 马上传",
)

YES_WORDS: tuple[str, ...] = words(
    "yes, yeah, yep, yup, ya, sure, ok, okay, okey, k, kk, alright, all right, of course, "
    "please do, do it, go ahead, go for it, sounds good, fine, "
    "correct, exactly, right, that's right, definitely, absolutely, please, yes please, why "
    "not, let's do it, let's do that, make it so, proceed, confirm, confirmed, agreed, "
    "indeed, "
    "perfect do it, sounds great, both, all of them, that one, go on, yea, ye, yess, aye, "
    "certainly, affirmative, you bet, by all means, do that, do so, yes do it, continue, "
    "that works, works for me, good idea, great idea, sounds perfect, i agree, totally, uh "
    "huh, now go, go now, now do it, do it now, now you can, you can now, you may now, go, now, ok now, alright "
    "now, ready "
    "now, i'm ready, try it, try that, let's try, let's try it, let's try that, give it a try, give it a go, "
    "give it a shot, "
    "mhm, let's go, true, do both, surely, okie, oki, okey dokey, roger, y",
    "好 好的 好啊 好呀 行 可以 嗯 嗯嗯 对 对的 是 是的 没错 要 要的 当然 确定 确认 同意 "
    "没问题 就这么办 来吧 好吧 行吧 成 ok 好滴 可 得 就这样做 那就做吧 做吧 可以啊 可以的 "
    "好嘞 行啊 对啊 对呀 没错的 那就这样 就它 就这个 继续 开始吧 恩 嗯好 okk 好哒 妥 中 需要 "
    "想要 试试 试试看 试一下 现在可以了 可以了 好了可以了 现在行了 弄吧 改吧 就这么改 照做",
)

NO_WORDS: tuple[str, ...] = words(
    "no, nope, nah, no thanks, no thank you, not really, don't, do not, none, neither, no "
    "need, i don't want that, not that, leave it, never mind, nevermind, nvm, "
    "forget it, skip it, no way, negative, don't bother, not necessary, not needed, i'm "
    "good, it's fine as is, keep it as it is, keep it, neither of them, none of them, none "
    "of those, nay, uh uh, not interested, no no, please don't, don't do that, don't do it, "
    "cancel, skip, rather not, i'd rather not, i'll pass, pass",
    "不 不用 不要 不了 不需要 不必 算了 别 不是 不行 不好 没有 不用了 不要了 免了 就不了 "
    "不对 不想 不可以 别了 不用改 先不了 都不要 不必了 没必要 不弄了 取消",
)

#: Openings of questions.
ASK_WORDS: tuple[str, ...] = words(
    "what, what's, whats, which, how, how's, who, who's, where, where's, when, why, is, are, "
    "does, do, did, has, have, was, were, am, can, could, will, would, should",
    "什么 哪 几 多少 多长 多久 怎么 为什么 谁 是不是 有没有 吗 么 呢 啥 咋 能不能 可不可以 是否 何 请问",
)

#: Leading words that make no difference to what is asked.
POLITE_WORDS: tuple[str, ...] = words(
    "can you, could you, can u, could u, would you, will you, can we, could we, can i get, "
    "can i have, could i get, could i have, may i have, please, pls, plz, i want you to, i'd "
    "like you to, i would like you to, i need you to, "
    "i want, i'd like, i would like, i need, i wanna, let's, lets, would it be possible to, "
    "is it possible to, would you mind, do you mind, kindly, just, maybe, perhaps, how "
    "about, what about, why don't you, why don't we, can it, could it, "
    "we want, we need, we'd like, we would like, go ahead and, you can, you could, you "
    "should, i'd love, i would love, would love, might you, mind, any chance you could, any "
    "chance of, any chance",
    "能不能 可不可以 可以 能 请 麻烦 帮我 帮忙 给我 我想 我要 我想要 我希望 希望 想要 能否 "
    "可否 劳烦 麻烦你 请你 帮 替我 烦请 请帮我 要不 要不要 不如 可以帮我 你帮我 你给我 给",
)

COMPLAIN_WORDS: tuple[str, ...] = words(
    "bad, ugly, terrible, awful, horrible, boring, don't like it, do not like it, hate it, "
    "sucks, it sucks, trash, garbage, lame, disappointing, "
    "not good, not what i wanted, not what i asked, worse, crap, rubbish, meh, cringe, not "
    "great, looks weird, looks bad, looks wrong, looks cheap, looks awful, looks terrible, "
    "useless, stupid, wrong, something is off, feels off, not happy, unhappy, disappointed, "
    "doesn't look good, doesn't work, does not work, "
    "not working, broken, wtf, you suck, idiot, dumb, shit, shitty, bullshit, piece of crap, "
    "this is bad, yuck, ew, eww, nothing happened, nothing changed, you didn't, you did not, "
    "didn't change, did not change, not what i meant, that's not it, that is not it, "
    "failing, disaster, a mess, messed up, messy, not impressed, not right, isn't right, is "
    "not right, so bad, wack, tacky, cheesy, i don't like this, don't like that, not my "
    "style, not a fan",
    "难看 丑 不好看 太差 不满意 不喜欢 垃圾 烂 什么玩意 无聊 不行 太丑 差劲 不好 失望 没意思 "
    "一般般 不是我要的 没变化 没反应 没改 怪怪的 别扭 很假 太土 土 俗 乱七八糟 什么鬼 笨 蠢 "
    "傻 没用 辣眼睛 不对劲 难受 一塌糊涂 智障 搞什么 糟糕 好丑 好土 不咋地 不怎么样 差评 敷衍",
)
