"""What people say for the things that are done to photos, their order, their time, clips and the frame.

A row is a concept and the words for it: English with commas between, then a bar, then simplified Chinese with
spaces. A word may stand in several rows; the rules decide by what else the clause says.
"""

from __future__ import annotations

from collections.abc import Mapping

from photoplay.agent.language.lexicon_edits_feels import FEEL_CONCEPTS
from photoplay.agent.language.lexicon_edits_looks import LOOK_CONCEPTS
from photoplay.agent.language.lexicon_edits_things import THING_CONCEPTS
from photoplay.agent.language.lexicon_edits_ways import WAY_CONCEPTS
from photoplay.agent.language.lexicon_rows import rows

_ACTS: Mapping[str, str] = {
    "remove": (
        "can go, could go, isn't needed, aren't needed, not needed, is not needed, are not needed, "
        "unnecessary, "
        "superfluous, redundant, shouldn't be in, should not be in, shouldn't be there, shouldn't be here, "
        "doesn't fit in, don't belong, no use for, no need for, isn't necessary, aren't necessary, "
        "not necessary, surplus, don't like, do not like, dont like, hate, has to go, have to go, must "
        "go, needs to go, "
        "should go, gotta go, rm, del, unwanted, pull out, doesn't belong, don't include, "
        "do not include, cut from, no longer want, no longer need, out with, get it out, yank, "
        "don't show, do not show, strip out, strip off, pull | 用不上 用不到 不需要了 多余 多余的 "
        "没必要 没用 不要放进去 别放进去 不放进去 "
        "不要放 不用放 别放进 "
        "别加进去 不要加进去 不要出现 别出现 不出现 不要有 踢出去 踢出 砍掉 砍了 用不着 不喜欢 "
        "不好看 删一下 删个 清空 舍弃 排除 裁掉 除去 甩掉 不留 处理掉 别放 别用 弃用 不用了 别要 "
        "不想看到 剪了 拿出去 移走 去掉 删调 去除 挪走 不放了 拉黑"
    ),
    "backwards": (
        "flip the order, reverse the order, flip the sequence, turn the order around, reverse, "
        "backwards, backward, in reverse, last to first, from last to first, back to front, "
        "from back to front, other way round, other way around, the other way around, "
        "the other way round, opposite order, inverted, invert, in reverse order, reverse order, "
        "end to start, in opposite order, descending, runs backwards, run backwards, play backwards, "
        "in backwards order | 倒序 反过来 倒过来 颠倒 反向 逆序 倒着 反序 "
        "倒着来 从后往前 反着 反一下 倒一下 倒叙 颠倒过来 调转 从尾到头 倒排 从最后到最前 反着来 倒着排 "
        "从后到前 反一反 倒着放 倒放 倒过来放 反着放 倒一倒 掉个头 掉头"
    ),
    "shuffle": (
        "shuffle, randomly, random, randomise, randomize, mix up, mix them up, mix it up, scramble, "
        "jumble, mixed up, at random, any order, random order | 打乱 随机 乱序 洗牌 打散 随意排 乱排 "
        "随便排 打混 重新洗牌"
    ),
    "order": (
        "order, sort, arrange, sequence, ordering, rearrange, reorder, re-order, re-arrange, "
        "running order, line up, in order | 顺序 排序 排列 次序 先后 重排 重新排 排好 排成 排个序 "
        "排一排 先后顺序 重新排列"
    ),
    "by:name": (
        "alphabetically, alphabetical, by name, by file name, by filename, a to z, a-z, abc order, "
        "by title, by their names, numerically, name order, by file names, in alphabetical order, "
        "by filenames | 按名字 按名称 按文件名 字母顺序 名称顺序 名字顺序 文件名顺序 按字母 按编号 "
        "首字母 按照名字 按照文件名 按照名称 文件名"
    ),
    "by:date": (
        "chronological, chronologically, by date, by time, date taken, when they were taken, "
        "oldest first, oldest to newest, time taken, date order, time order, in order of date, "
        "capture date, by the date, in chronological order, by when they were taken, by date taken, "
        "earliest first, order they were taken, order they were shot, order taken, order i took them, "
        "as they were taken, the way they were taken, order of time, order of shooting | 按时间 按日期 拍摄时间 "
        "时间顺序 时间先后 日期顺序 按拍摄 从早到晚 拍摄日期 "
        "从旧到新 拍摄顺序 按照时间 按照日期 按照拍摄时间"
    ),
    "by:newest": "newest first, newest to oldest, latest first, most recent first | 从新到旧 最新的在前 新的在前",
    "by:upload": (
        "upload order, original order, order i sent, as uploaded, the order i gave, default order, "
        "initial order, order of upload, order i uploaded, order i uploaded them, order i sent them, "
        "the order i sent them, the order i uploaded them, order they came in, order they were uploaded"
        " | 上传顺序 原来的顺序 原顺序 上传的顺序 发的顺序 我传的顺序 原来顺序 原本的顺序 上传先后 "
        "最初的顺序 我发的顺序 原始顺序 一开始的顺序"
    ),
    "duplicate": (
        "show again, appear twice, appear again, reuse, re-use, double up, second time, a second time, "
        "one more time, another copy, copy of, show once more | 再放一张 多放一次 又放一次 出现两次 "
        "再显示一次 再播一遍 再用一次 重复出现 再出现 复制到 拷贝一份 再来一张 重复放"
    ),
    "split": (
        "cut ~ in half, cut ~ in two, split ~ in two, split ~ in half, split, divide, chop up, slice, "
        "in two, into two, split in two, split up, cut in half, cut in two | 分割 切开 切成 拆成 拆开 "
        "断开 分成两段 剪成两段 剪开 切一刀 割开 一分为二 切断 拆分"
    ),
    "trim": (
        "trim, chop, chop off, cut off, snip, shave, shave off, trim off, lop off, cut away, crop off, "
        "skip the, cut, take off | 剪 剪掉 剪去 裁掉 截 截掉 截取 掐 掐掉 切掉 砍掉 修剪 剪短 去头 去尾 "
        "掐头 去尾巴 去掉 删掉 截短 裁 切"
    ),
    "stay": (
        "stick around, sticks around, stay, hold, last, linger, remain, keep on screen, on screen, stay "
        "on screen, hang around, "
        "hold on, stays up, stay up, pause, shown for, visible, show | 停 停留 放 播 播放 展示 持续 呆 "
        "待 保持 停顿 驻留 占 显示 放映"
    ),
    "freeze": "freeze, freeze-frame, freeze frame, still frame, frame hold | 定格 冻结 静帧 停格 画面停住",
    "rewind": (
        "play backwards, play in reverse, rewind, run backwards, run in reverse, reverse playback, "
        "go backwards, played in reverse, play it backwards, play it in reverse | 倒放 倒着放 反着放 "
        "逆放 倒播 倒着播 倒著播 倒著放 反向播放 逆向播放 反放 倒转播放 时光倒流 倒带 回放"
    ),
    "mute": (
        "mute, silence, silent, no sound, sound off, soundless, without sound | 静音 消音 无声 没声音 "
        "去声 去原声 关掉声音 关声音 消声 静掉 哑掉"
    ),
    "unmute": (
        "unmute, turn the sound back on, sound on, sound back on, sound back | 取消静音 打开声音 "
        "恢复声音 打开原声 恢复原声 开声音"
    ),
    "rotate": (
        "rotate, rotation, turn, spin, rotated, turned | 旋转 转 转一下 转个方向 转过来 转向 转90 转180 "
        "转正 摆正 放正 掰正 扶正 旋转一下"
    ),
    "askew": (
        "sideways, on its side, rotated wrong, wrong orientation, wrong way, lying on its side, lying "
        "sideways, on their side, wrong way round, "
        "lying down, laying on its side | 横着了 横着的 横着 躺着 躺着的 侧着 横过来了 躺倒 方向不对 "
        "方向错了 歪了 歪的 "
        "倒着躺"
    ),
    "turn:right": "clockwise, cw, to the right, right | 顺时针 向右 往右 右转 右 朝右 往右转 向右转",
    "turn:left": (
        "counterclockwise, anticlockwise, counter-clockwise, counter clockwise, anti-clockwise, "
        "anti clockwise, ccw, to the left, left | 逆时针 向左 往左 左转 左 反时针 朝左"
    ),
    "turn:over": (
        "upside down, upside-down, upsidedown, on its head, wrong way up, bottom up, "
        "standing on its head | 上下颠倒 倒了 颠倒了 头朝下 倒过来 是倒的 倒立 倒过来了 上下反了 反了"
    ),
    "mirror": (
        "mirror, mirror image, flip, flop, flip horizontally, mirrored, flip vertically, flip over | "
        "镜像 翻转 水平翻转 左右翻转 左右颠倒 左右反过来 垂直翻转 上下翻转 左右对调 镜面 对称翻转 反转 "
        "翻一下 左右反了 左右翻 上下翻 镜像反转 翻过来 翻个面 水平镜像 垂直镜像 左右镜像"
    ),
    "flip-v": "vertically, flip vertically, top to bottom | 垂直翻转 上下翻转 上下翻 垂直 上下 垂直镜像 竖直",
    "rename": "rename, retitle | 重命名 改名 改名为 改名叫 命名 命名为",
    "move": "slot in, slide ~ to | 排 摆放",
    "amount:strong": "all the way up, way up, to the max, all the way down | 拉满 调满 调到最大 拉到最大 拉到最低",
    "add": "add back, put back in, bring back | 加回来 加回 加回去 放回来 放回去 放回原位 放回 拿回来 找回来",
    "again": (
        "again, once more, back, back in, bring back, put back, re-add, readd, add back | 再 又 重新 回来 加回来 放回来 放回去 放回原位 放回 加回 "
        "加回去 拿回来 找回来 "
        "要回来 回去 原位"
    ),
    "opens-with": (
        "start with, starts with, begin with, begins with, open with, opens with, starting with, "
        "opening with, beginning with, kick off with, lead with, open on, starts on, start on, begin on, "
        "open on the, "
        "kick things off with, opens the show, open the show, opens the video, open the video, starts the "
        "video, start the video, opens it, begins it, first comes, start off with | 以 先放 "
        "先是 先来"
    ),
    "closes-with": (
        "end with, ends with, finish with, finishes with, close with, closes with, ending with, "
        "finishing with, end on, finish on, closes the show, close the show, ends the show, end the show, "
        "closes the video, close the video, ends the video, end the video, "
        "finish the video, finishes the video, wrap it up with, end it with, finish it with, close it with, "
        "wrap up with, conclude with, close on | 收尾 压轴 结束用"
    ),
    "cover": (
        "cover, thumbnail, cover photo, cover image, opener, opening shot, opening photo, "
        "opening picture | 封面 首图 开场图 开篇 打头 头图"
    ),
    "finale": (
        "closer, closing shot, final shot, closing photo, finale, final photo | 收尾 压轴 结尾图 收场 尾图"
    ),
    "slot": "position, place, spot, slot | 位 位置 位子 号位 名",
    "first-place": (
        "first place, first position, to first, come first, comes first, goes first, go first, "
        "the very front, to the front, in front, up front, to the top, first in line, position one, "
        "at the front, at the very front, to the beginning, to the start, the beginning, very start, "
        "at the start, at the beginning, first thing | 第一位 首位 最前面 最前 最前边 最前头 最开头 "
        "开头 头一个 第一个 最开始 片头 开场 前头 最上面 打头 一开头"
    ),
    "last-place": (
        "last place, last position, to last, come last, comes last, goes last, go last, to the end, "
        "to the very end, to the back, at the end, at the very end, very end, to the bottom, the back, "
        "last in line | 最后一位 末位 最后面 最后边 最末 最末尾 结尾 末尾 片尾 最后一个 尾巴 末端 最尾 "
        "压轴 收尾 最后 最后头 尾部"
    ),
    "earlier": (
        "bump ~ up, move ~ up, one spot up, one spot earlier, one spot forward, "
        "earlier, forward, one forward, up one, one earlier, ahead, one up, forward one, one place up, "
        "a spot earlier, one place forward, a bit earlier, up a spot, up by one | 往前 向前 前移 靠前 前挪 提早 "
        "提前 朝前 往前面 往上"
    ),
    "later": (
        "push ~ back, bump ~ down, bump ~ back, move ~ down, one spot later, one spot back, "
        "later, back one, down one, further back, one later, one place back, one down, "
        "backward one, down a spot, one place later, down by one | 往后 向后 后移 靠后 后挪 推后 朝后 延后 "
        "往后面 往下"
    ),
}

#: Ways to say how long and how fast.
_TIMES: Mapping[str, str] = {
    "time:longer": (
        "long, longer, more time, extend, lengthen, stretch, stretch out, prolong, linger, hang around, "
        "more screen time, elongate, dwell, longer time, lengthier, extra, extra time, "
        "stay longer, hold longer, drag out, increase, additional, draw out, hold for longer, "
        "last longer, stay on longer, on longer | 长 久 更长 更久 延长 加长 拉长 多停 多放 多留 停久 "
        "多待 增加 多给 多播 增长 变长 放长 多停留 多呆 多展示 加时 停长 加 时间长 放久 留久 多来 "
        "多显示 延迟 调长 多看两眼 多看几眼 多看看 多看会儿 多看一会儿 看久一点 看久点 多点时间 "
        "多些时间 多一点时间 更多时间 多给点时间 长点 久点 改长 多占 弄长"
    ),
    "time:shorter": (
        "shorter, less time, shorten, reduce, cut down, trim down, briefer, tighten, condense, "
        "compress, decrease, not so long, not as long, not that long, short, brief, "
        "shorter time, cut short, stay shorter, tighter, shrink, less long, abridge, whittle down, "
        "squeeze, cut back | 短 更短 缩短 减少 少停 少放 变短 减 压缩 减短 剪短 缩 压 缩减 少待 "
        "别那么久 别那么长 不用那么久 不用那么长 别停那么久 不要那么久 不要那么长 停短 精简 时间短 少 "
        "少停留 压到 缩到 调短 短点 别太久 不要太久 别太长 不要太长 改短 弄短 砍到 剪到"
    ),
    "time:faster": (
        "speed ~ up, hurry ~ up, faster, quicker, quickly, speed up, fast, speedier, quicken, "
        "accelerate, pick up the pace, pick up the tempo, hurry up, hurry, quick, snappier, pacier, "
        "faster pace, faster paced, fast paced, fast-paced, move along, higher tempo, up the tempo, "
        "up the pace, rapid, brisk, brisker, fast forward, fast-forward, hasten, tighter pace, "
        "faster-paced, step on it, more speed, rapidly, zippier, crank up the pace, livelier pace, "
        "swifter | 快 更快 加快 加速 提速 快进 变快 快节奏 提快 紧凑 麻利 利索 赶紧 调快 快点 快些 "
        "节奏紧凑 加快节奏 抓紧 迅速 放快 紧凑点"
    ),
    "time:slower": (
        "slow ~ down, slower, slow down, slow, slowly, decelerate, more slowly, relaxed pace, "
        "calmer pace, take its time, take it easy, less hectic, less rushed, let it breathe, breathe, "
        "breathing room, slower pace, ease up, not so fast, not that fast, less fast, not as fast, "
        "slower paced, slow paced, slow-paced, slow pace, more time to look, room to breathe, "
        "more relaxed, slow it down | 慢 更慢 放慢 减速 变慢 慢节奏 调慢 慢下来 放缓 缓 别那么快 "
        "不要那么快 别这么快 不要这么快 不用那么快 慢点 慢些 缓慢 别太快 不要太快 减慢 降速 慢慢来 从容 "
        "缓一缓 放慢节奏"
    ),
    "drags": (
        "drag, sluggish, tedious, boring, bored, dull, takes forever, goes on forever, goes on and on, "
        "feels long, lasts forever, snoozefest, lengthy, too lengthy, monotonous, fall asleep, "
        "falling asleep, makes me sleepy, slow-moving, slow moving, never ends, feels slow, "
        "feels sluggish, draggy, long-winded, overstays, stays forever, forever, drawn out, ages, "
        "takes ages, zzz, snooze, lags, laggy, yawn | 拖沓 闷 拖拉 太拖 有点拖 拖 无聊 冗长 过长 磨叽 枯燥 沉闷 "
        "慢吞吞 看睡着 看困了 催眠 乏味 慢死了 漫长 磨磨唧唧 啰嗦 单调 墨迹 没耐心 磨蹭 慢得要死 "
        "拖泥带水 没节奏 偏长 偏慢 偏久"
    ),
    "rushed": (
        "time to read, has time to read, chance to read, time to look at, time to see, rush, too often, "
        "so often, too frequently, too abrupt, before its gone, before it's gone, rushed, hectic, can't "
        "keep up, cannot keep up, hurried, flash by, fly by, flies by, flew by, "
        "over too soon, barely see, no time to, not enough time, don't have time, frantic, "
        "hard to follow, too brief, dizzying, can't read, not long enough, gone too soon, whizz by, "
        "zips by, manic, blink and, in a blink, too soon, rushes by, racing by, breathless, hardly see, "
        "can't see them properly, hardly time, cant keep up, feels rushed, feels hurried, whip by, "
        "goes by so fast | 赶 来不及看 别急 别赶 太勤 频繁 太频繁 频率太高 频率高 一闪就没 一闪 "
        "一下就没 没了 一眨眼 眨眼 看不全 没看清 看不清 一闪而过 匆忙 仓促 "
        "急 一晃而过 跟不上 来不及 晃眼 "
        "没看完 没看够 看不过来 急促 过快 嗖嗖 唰唰 还没看清 还没看完 还没看够 还没看见 眼花 偏快 偏短 闪得"
    ),
    "each": (
        "each, apiece, every one, every single one, per photo, per picture, per image, per slide, "
        "per pic, each one, each of them, individually, a piece, per shot, a photo, a pic, a picture, "
        "per, every photo, every picture, every image, every slide, every pic, every single photo, "
        "each photo, each picture, each image, each slide, each pic, every shot, all photos, "
        "all the photos, all pictures, all the pictures, each shot, an image | 每张 每个 每一张 每幅 各 "
        "统一 一律 每段 每页 逐张 每张图 每张照片 每张图片 每一个 全部照片 所有照片 所有图片 每图"
    ),
    "at-most": (
        "at most, no more than, under, less than, not more than, max, maximum, within, no longer than, "
        "not longer than, not exceed, tops, don't exceed, shorter than, below, keep it under, stay under"
        " | 最多 不超过 以内 之内 不要超过 别超过 小于 少于 控制在 不能超过 以下 顶多 不能长于 内"
    ),
    "at-least": (
        "at least, no less than, minimum, not less than, not under, longer than | 至少 最少 不少于 起码 "
        "以上 不低于"
    ),
    "total": (
        "total, overall, in total, total length, total duration, altogether, whole thing, entire thing, "
        "whole video, entire video, full video, total time, length of the video, overall length, "
        "running time, runtime, run time, video length, whole slideshow, complete video, final video, "
        "whole movie, whole film, the lot, everything together, entire slideshow, overall duration, "
        "total running time, full length, whole clip, all in all, whole reel, entire clip, "
        "duration of the video, length of video, the whole video, the whole thing | 总时长 一共 总共 "
        "全长 总长 全部时长 视频长度 视频时长 总长度 时间总长 合计 总的 总 整个视频 整条视频 整支影片 "
        "整部 整片 全片 整个片子 整段视频 成片 总时间 全片时长 整体时长 全程 片长"
    ),
    "evenly": (
        "evenly, equally, equal time, equal length, equal lengths, equal duration, same length, same "
        "lengths, same time, "
        "same duration, uniform length, equally long | 平均 均匀 平均分配 均分 匀一点 匀一匀 一样长 "
        "同样长 一样久 同样时间"
    ),
    "same": "same length, same time, same duration, same lengths | 一样长 同样长 一样久",
    "pace": (
        "pace, tempo, rhythm, pacing, timing, cadence, change too, changing too, switch too, switching "
        "too | 换得 切得 跳得 翻得 走得 换图 播得 放得 切换得 频率 节奏 步调 速率 步伐 整体速度"
    ),
    "duration": (
        "duration, length, time, screen time, display time, time on screen, airtime | 时长 时间 "
        "长度 秒数 停留时间 显示时间 持续时间 展示时间 播放时间 停留时长"
    ),
    "normal-speed": (
        "normal speed, original speed, regular speed, real time, full speed, usual speed | 正常速度 "
        "原速 原来的速度 正常播放 恢复速度 正常倍速 原速度"
    ),
    "speed": "speed, playback speed, playback rate, play speed | 倍速 速度 播放速度 速",
    "slow-motion": (
        "slow motion, slow-motion, slomo, slo-mo, slow mo, slow-mo, slowmo | 慢动作 慢放 慢镜头 升格 "
        "慢速播放 慢速"
    ),
    "fast-motion": (
        "time lapse, timelapse, time-lapse, fast motion, fast-motion, hyperlapse | 快放 快镜头 延时 快动作"
    ),
}

CONCEPTS: Mapping[str, tuple[str, ...]] = {
    **rows(_ACTS),
    **rows(_TIMES),
    **THING_CONCEPTS,
    **LOOK_CONCEPTS,
    **WAY_CONCEPTS,
    **FEEL_CONCEPTS,
}

#: Concepts whose words begin a command.
ACTIONS: frozenset[str] = frozenset(
    {
        "backwards",
        "shuffle",
        "order",
        "duplicate",
        "split",
        "trim",
        "freeze",
        "rewind",
        "mute",
        "unmute",
        "rotate",
        "mirror",
        "rename",
        "opens-with",
        "closes-with",
        "time:longer",
        "time:shorter",
        "time:faster",
        "time:slower",
        "fill",
        "motion",
        "pan",
        "fix",
        "match",
    }
)
