"""Words that every rule stands on: little words, numbers, units, colours, positions, what a video is made of.

A concept is "family" or "family:value". English in small letters with commas between, "~" for up to five
words in between ("take ~ out"); Chinese simplified, with spaces between. The longest match wins.
"""

from __future__ import annotations

from collections.abc import Mapping


def words(english: str = "", chinese: str = "") -> tuple[str, ...]:
    """The words of one concept: English between commas, Chinese between spaces."""
    return (*(one.strip() for one in english.split(",") if one.strip()), *chinese.split())


#: Little words. "filler" is what says nothing.
LITTLE: Mapping[str, tuple[str, ...]] = {
    "filler": words(
        "a, an, the, please, pls, plz, plss, pleas, kindly, just, um, umm, uh, uhm, erm, er, well, so, "
        "like, tho, ok, okay, okey, hey, hi, yo, oh, ah, hmm, hm, also, as well, too, now, right now, then, "
        "again please, can you, could you, would you, will you, can u, could u, can we, could we, may i, "
        "can i, could i, i'd like, i would like, i'd love, i would love, id like, i want, i wanna, i need, "
        "i'd want, we'd like, we want, we need, we would like, i like to, want you to, you to, i think, "
        "i guess, maybe, perhaps, kind of, kinda, sort of, sorta, thx, thanks, thank you, ty, cheers, "
        "actually, really, let's, lets, let us, let me, if you can, if you could, if possible, on second thought, on second thoughts, "
        "is it possible to, would it be possible to, go ahead and, you know, for me, for us, in the video, "
        "of the video, in my video, on the video, there, here, of, is, are, be, was, were, am, being, "
        "been, it's, its, that's, do, does, did, i, you, we, u, me, us, my, our, your, to, and also, some, "
        "any, this time, at all, by the way, btw, lol, haha, have, has, having, would, should, could, can, "
        "years old, year old, months old, more like, what's missing is, what is missing is, all it needs is, all that's missing is, all it's missing is, "
        "the only thing missing is, random but, random question, random question but, random thought, random thought but, totally random but, "
        "will, need to, needs to, want to, wanna, gonna, going to, that's it, a bit of, lil, bit, little, "
        "wouldn't hurt, would not hurt, wouldn't go amiss, wouldn't say no to, wouldn't be bad, would be lovely, "
        "if it isn't too much trouble, if it's not too much trouble, if that's ok, if that's okay, if you don't mind, "
        "if it's not too hard, if it isn't too hard, if that's not too much trouble, "
        "would be, nice, great, if, in, at, for, with, on, by, as, from, into, onto",
        "走丢 走丢了 弄丢 弄丢了 请 请你 请帮我 请给我 帮我 帮忙 给我 麻烦 麻烦你 麻烦帮我 能不能 可不可以 可以 能 能否 可否 我想 "
        "我想要 我要 我希望 希望 想 想要 需要 我们 我 你 您 咱们 大家 吧 啊 呀 哦 喔 噢 啦 了 的 地 得 呢 "
        "嘛 哈 哈哈 嗯 呃 额 那个那个 就是 就是那个 然后那个 一下 下 一下子 好 好的 好了 不错 重要 比较重要 过去了 谢谢 谢啦 多谢 "
        "直接 就 都 也 还 再 又 来 去 过来 过去 起来 出来 上 上面 里 里面 中 在 到 是 有 弄 搞 安安静静 给 把 将 被 "
        "让 使 用 以 所 之 个 这个 那个 一个 种 些 一些 这里 那里 的话 现在 目前 先 另外 此外 顺便 其实 "
        "稍后 首先 最后再 吗 么 哟 咯 嘞 亲 哎 唉 诶 千万 务必 一定要 能帮我 可以帮我 你能 你可以 能帮忙 "
        "朋友 要 才对 所以 因此 于是",
    ),
    "and": words(
        "and, &, n, plus, as well as, along with, together with",
        "和 与 跟 及 以及 并 并且 而且 还有 同",
    ),
    "or": words("or, nor", "或 或者 还是"),
    "then": words(
        "and then, then, after that, afterwards, next, and after that, finally, lastly, and also, also, "
        "and finally, besides, in addition, additionally, secondly, thirdly, first of all",
        "对了 然后 接着 之后再 随后 并且再 再把 然后再 接下来 最后再 另外 此外 顺便 同时 还要 还有就是 其次 首先",
    ),
    "but": words("but, however, though, while, whereas, only that", "但 但是 不过 可是 而 只是 然而"),
    "if": words("if, in case, whether, unless", "如果 要是 假如 若 的话"),
    "not": words(
        "not, no, don't, dont, do not, doesn't, didn't, without, w/o, never, none, zero, isn't, aren't, "
        "shouldn't, should not, can't, cannot, won't, wouldn't, don't want, do not want, not want, "
        "i don't want, don't need, no more, neither, nor, avoid, didnt, doesnt, instead of, rather than, "
        "ain't, dont want, dont need, stop, don't you dare, dont you dare, do not you dare, don't dare, dont dare, "
        "don't even think of, don't even think about, dont even think about",
        "不 不要 不用 不需要 不想 不想要 别 别再 莫 没 没有 没有任何 无 勿 请勿 无需 不必 不加 不带 不配 "
        "不放 禁止 免 不能 不许 甭 别给我 不是",
    ),
    "except": words(
        "just not the, just not on the, only not the, except, except for, all but, everything but, apart from, other than, but not, excluding, besides, "
        "aside from, with the exception of, save for, leaving out",
        "除了 除 除去 以外 之外 除开 除此之外 除外",
    ),
    "only": words(
        "only, just the, only the, nothing but, solely, no other, alone",
        "只 仅 仅仅 只要 只有 只需 单独 就只 只把 只给 只改 光",
    ),
    "every": words(
        "every, each, per, apiece, a piece",
        "每 每个 每一 每张 每一张 各 各自 每幅 每段 张张 分别",
    ),
    "all": words(
        "all, everything, all of them, all of em, all of it, all of these, all of those, all the, throughout, "
        "everywhere, whole, entire, entirely, both, the whole lot, whole lot, every last one",
        "全部 所有 全 全都 整个 整体 全体 统统 一律 统一 通通 整条 整支 整部 全片 一切 全程 都",
    ),
    "other": words(
        "other, others, the other, the others, the rest, everyone else, everybody else, "
        "all other, rest, rest of them, remaining, remainder, "
        "the remaining, other ones, everything else, all the others",
        "其他 其它 其余 剩下 剩余 别的 另外的 剩下的 其他的 其它的 其余的 另外几 其他几 剩下几 余下 其餘",
    ),
    "this": words(
        "this, that, these, those, that one, this one, these ones, those ones",
        "这 那 这张 那张 这个 那个 这些 那些 这几 那几 这段 那段 该 此 这幅 那幅 这首 那首 这条 那条",
    ),
    "it": words("it, them, itself, 'em, em, same one, same ones", "它 它们 其 他 她 他们 她们"),
    "same": words(
        "same, same thing, the same, likewise, same way, ditto, do that too, similarly, equally, "
        "identical, as well",
        "一样 同样 相同 也这样 也这么 照样 照着 照这样 也一样 如此 同理 一样的 也是 同上",
    ),
    "new": words(
        "new, new one, new ones, just uploaded, i just uploaded, just added, just sent, i just sent, "
        "newly uploaded, just now uploaded",
        "新 新的 刚上传 刚传 新传 新上传 刚发 刚才上传 刚刚上传 刚加 我刚传 新加 刚刚传",
    ),
    "question": words(
        "what, what's, whats, which, who, whose, why, how, how many, how much, how long, how big, "
        "how loud, when, where, is there, are there, do i have, do you, does it, is it, are they, did you, "
        "have you, what is, what are, can you tell me, tell me, how do i, how can i, how does, is this",
        "什么 哪 哪些 哪个 哪张 哪一张 谁 为什么 为啥 怎么 怎样 如何 多少 几个 多长 多久 多大 几张 几秒 "
        "什么时候 哪里 吗 是不是 有没有 请问 什么样 啥 几 多少钱 是否 哪首 哪种 咋 怎么样",
    ),
    "want": words("want, need, would like, wish, prefer, love to, hope", "想 想要 希望 需要 要 打算"),
    "as": words("as, than, compared to", "比 比起 相比 像 如"),
    "first-last": words("", "头尾 首尾 一头一尾"),
    "odd": words("odd numbered, odd, odd number", "单数 奇数 单号 奇数张 单数张"),
    "even": words("even numbered, even number, even ones, even photos", "双数 偶数 双号 偶数张 双数张"),
    "from-end": words("", "倒数 倒数第"),
    "percent-of": words("", "百分之"),
    "number-word": words(
        "zero, two, three, four, five, six, seven, eight, nine, ten, eleven, twelve, thirteen, fourteen, "
        "fifteen, sixteen, seventeen, eighteen, nineteen, twenty, thirty, forty, fifty, sixty, seventy, "
        "eighty, ninety, hundred, thousand, first, third, fourth, fifth, sixth, seventh, eighth, ninth, "
        "tenth, eleventh, twelfth, twentieth, last, couple, dozen, twice, double, triple, halve, halved, "
        "quadruple, quarter, thrice, penultimate, january, february, march, april, june, july, august, "
        "september, october, november, december, dollar, euro, point",
        "翻倍 加倍 减半 对半 折半 翻番",
    ),
    "sorry": words("sorry, oops, whoops, my bad, my mistake, apologies, pardon", "抱歉 对不起 不好意思 哎呀"),
}  # fmt: skip

#: Where one thing is with regard to another.
RELATIONS: Mapping[str, tuple[str, ...]] = {
    "before": words(
        "before, in front of, right before, straight before, just before, ahead of, prior to, preceding",
        "之前 前面 以前 的前面 前边 前头",
    ),
    "after": words(
        "after, behind, following, right after, straight after, just after, straight behind, "
        "directly after, immediately after",
        "之后 后面 以后 的后面 后边 后头 后",
    ),
    "between": words("between, in between, in-between", "之间 中间 当中"),
    "into": words(
        "into, to, going into, onto, in to",
        "到 成 变成 改成 换成 改为 换为 调成 调到 设为 设成 变为 做成 弄成 调为 设置为 设置成 转成 转为 "
        "改到 移到 挪到 放到 搬到 放在 放 排到 摆到 移至 移动到 移动至 挪至 调整到 调整至",
    ),
    "with": words("with, by, using, for", "用 跟 和 与 为"),
    "from": words("from, starting from, starting at, since, starting with, beginning with, beginning at, beginning from", "从 由 自 打从"),
    "until": words("until, till, up to, through, thru, up until", "到 至 直到 为止"),
    "over": words("over, on top of, above, across", "上方 之上 上面"),
    "on": words("on, onto, in, at, over, for, of, to, across", "在 上 里 给 对"),
    "start": words(
        "start, beginning, opening, begin, the start, very beginning, very start, front, intro, at first, "
        "the top of the video, at the top of the video, opener",
        "开头 开始 开场 片头 最前面 最前 首页 起始 一开始 起头 最开头 最前边 最开始 前头 头上",
    ),
    "end": words(
        "end, ending, the end, very end, the back, finish, closing, outro, conclusion, tail",
        "结尾 末尾 最后 结束 片尾 最后面 尾部 最末 末了 尾巴 尾声 收尾 结束时 最后边 最尾 末端",
    ),
    "middle": words("middle, halfway, the middle, midway", "中间 正中间 中段 一半的地方"),
}  # fmt: skip

#: Verbs that many rules look at. They begin a command.
VERBS: Mapping[str, tuple[str, ...]] = {
    "add": words(
        "add, insert, include, put in, stick, attach, throw in, throw on, overlay, append, place, "
        "bring in, slap on, put on, pop in, drop in, introduce, apply, slap, stick on, paste, toss in",
        "加 加上 添加 加入 插入 放上 配上 贴上 附上 加个 加一个 添上 补上 补个 补一个 补一句 补一行 补一段 补几个 补 放个 来个 来一个 加一张 增加 "
        "接上 接到 接在 续上 续到 续在 补到 补进 加点 加些 配个 来点 来一段 打上 上个 盖上 套 套上 套个 弄个 放一个",
    ),
    "remove": words(
        "remove, delete, drop, get rid of, take out, take off, take away, erase, throw out, throw away, "
        "ditch, lose, cut out, kick out, eliminate, clear, exclude, leave out, scrap, discard, rid, strip, "
        "skip, nix, bin, axe, chuck, toss, nuke, omit, take ~ out, take ~ off, take ~ away, cut ~ out, "
        "throw ~ out, throw ~ away, leave ~ out, kick ~ out, get ~ out of, get ~ off, keep ~ out of, keep ~ out, leave ~ out of, take down, kill, wipe out, "
        "dump, trash, were gone, was gone, be gone, to be gone, remove from, toss out, turn off, switch off, turn ~ off, switch ~ off",
        "不要展示 别展示 不展示 不要显示 别显示 不要出现 别出现 不要露出 不用展示 不用显示 "
        "删 删除 删掉 去掉 去除 移除 拿掉 删了 拿走 清除 剔除 取消 不要了 去了 撤掉 撤下 丢掉 扔掉 撤 除掉 "
        "清掉 抹掉 关掉 关闭 关了 弄掉 去 剪掉 拿下 拿下来 踢掉 丢了 扔了 删去 消掉 摘掉 干掉 剔掉 删去掉",
    ),
    "change": words(
        "change, set, make, turn, switch, edit, modify, adjust, convert, update, alter, transform, tweak, "
        "fix, have, get, let, should be, needs to be, must be, turn into, change to, become",
        "改 改成 变 变成 换成 设 设成 设为 设置 设置为 调 调成 调整 调整为 调到 改为 变为 做成 弄成 换为 "
        "转为 转成 修改 更改 更换 改动 换 弄 搞成 处理成 设定 设定为 统一 整成 改改 调为 设到",
    ),
    "move": words(
        "move, shift, relocate, drag, bring, send, push, reposition, slide over, put ~ before, "
        "put ~ after, move up, carry",
        "移 移动 移到 挪 挪到 搬到 调到 放到 放在 排到 移至 调换到 摆到 换到 拖到 提到 挪至 提前到 摆在 移动到 移动至 "
        "排在 放去",
    ),
    "put": words("put, place, position, set ~ to", "放 摆 放到 放在 摆到 搁 置于 写"),
    "swap": words(
        "swap, exchange, switch places, trade places, swop, flip the order of, switch around, swap around, "
        "interchange, switch ~ around, swap places, change places, change positions, switch positions, "
        "swap positions, trade positions, ",
        "交换 对调 互换 调换 换位置 换个位置 调个位置 位置互换 位置对调 对换 调换一下 换一下位置 换位",
    ),
    "keep": words(
        "keep, leave, retain, preserve, hold on to, stick with, maintain, save only",
        "保留 留 留下 留着 保持 维持 留住",
    ),
    "use": words(
        "use, using, pick, choose, take, go with, select, try, apply, make use of, utilize",
        "用 使用 选 选用 采用 用上 选择 拿 挑 试试",
    ),
    "show": words(
        "show, display, feature, present, appear, showing, play, displayed, shows up, show up",
        "显示 展示 出现 播放 放映 呈现 放 播 展现 停留 停",
    ),
    "give": words("give, grant, assign", "给 给予 赋予"),
    "replace": words(
        "replace, substitute, swap out, switch out, swap ~ for, exchange ~ for, change ~ for, swap ~ out, "
        "replace with, instead use, sub",
        "替换 替换成 替换为 换成 取代 替代 替 换掉 换下",
    ),
    "duplicate": words(
        "duplicate, copy, repeat, clone, show ~ again, twice in",
        "复制 复制一份 重复 再来一次 再放一次 拷贝 再出现一次 克隆 再放一遍 多放一遍 多放一次 多出现一次 放两遍 放两次",
    ),
    "create": words(
        "create, make, build, produce, generate, put together, compose, animate, assemble, craft, do, "
        "design, cook up, whip up, prepare, string together, compile",
        "做 制作 生成 创建 弄 做个 做一个 做成 剪 剪辑 剪一个 做一支 做一条 拼 拼成 合成 出 出一个 整 "
        "整一个 剪个 制作一个 生成一个 做段 剪成 串成 拼起来 做支",
    ),
    "write": words(
        "write, say, says, saying, reads, read, type, spell, call it, called, titled, entitled, labelled, "
        "labeled, named, that says, which says, it says, with the words, that reads, reading, write down, "
        "caption it, captioned",
        "写 写上 写着 打上 打 叫 叫做 写成 标上 标注 配字 配文 内容是 内容为 显示 就写 写个 题为 名为 "
        "改写成 输入 印上 注明 打字 文字是 字是 标题是 打出 写道 取名 命名为",
    ),
    "undo": words(
        "undo, revert, roll back, rollback, go back, ctrl z, ctrl+z, step back, take that back, undo that, "
        "take it back, cancel that",
        "撤销 撤回 撤消 恢复 还原 回退 退回 退回去 上一步 取消刚才 返回上一步 动作取消 操作取消 改动取消 修改取消 步骤取消 取消动作 取消操作 取消改动 取消修改 取消刚刚 动作撤掉",
    ),
    "publish": words(
        "upload, post, publish, email, tweet, share, upload it, post it",
        "上传到 发到 发布到 转发 分享到 发给",
    ),
    "export": words(
        "export, render, download, save, publish, output, finalize, finalise, share",
        "导出 渲染 下载 保存 输出 生成视频 汇出 发布 出片 分享 存 算出",
    ),
}  # fmt: skip

#: Amounts of change, said loosely.
AMOUNTS: Mapping[str, tuple[str, ...]] = {
    "amount:weak": words(
        "a bit, a little, slightly, a little bit, a tad, a touch, somewhat, a smidge, a hair, just a bit, "
        "just a little, a wee bit, gently, a smidgen, subtly, a fraction, marginally, bit more, "
        "little more, tiny bit, a tiny bit, lil bit, a lil, subtle, mildly, abit, not too, not so, "
        "a notch, little bit",
        "一点 一点点 稍微 稍 略 略微 稍稍 微微 有点 有一点 一些些 些 轻微 一丢丢 一点儿 点儿 点 稍许 轻轻 "
        "微 有些 些许",
    ),
    "amount:strong": words(
        "much, a lot, way, far, very, super, really, significantly, lots, massively, drastically, "
        "extremely, considerably, much more, way more, a lot more, hugely, loads, tons, heavily, strongly, "
        "so much, a great deal, dramatically, greatly, max, maximum, totally, ultra, hella",
        "很多 多多 大幅 非常 特别 超级 很 超 大大 许多 得多 狠狠 极 极其 大量 更加 不少 狂 太 十分 大幅度 "
        "尽量 最大 好多 猛 明显",
    ),
    "more": words(
        "more, extra, additional, increase, further, even more, raise, lift the, lift up, up, add more, boost, higher, greater",
        "更 再 更多 多 增加 加大 提高 提升 增强 加强 加 调高 高 高点 强 增大 强点",
    ),
    "less": words(
        "less, fewer, reduce, decrease, lower, lessen, cut down, tone down, dial down, tone ~ down, "
        "dial ~ down, smaller amount, bring down, not so much",
        "少 减 减少 降低 降一降 降降 减一减 压一压 减小 减弱 调低 弱 低 低点 弱点 降 少点 削弱 压低",
    ),
    "too": words("too much, too, overly, excessively, way too", "太 过于 过 过分 太过"),
    "enough": words("enough", "足够 够"),
}  # fmt: skip

CONCEPTS: Mapping[str, tuple[str, ...]] = {**LITTLE, **RELATIONS, **VERBS, **AMOUNTS}

#: Concepts whose words begin a command.
ACTIONS = frozenset(VERBS)
