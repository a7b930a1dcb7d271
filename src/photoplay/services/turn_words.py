"""What is said of turns that did not come to an answer, in the languages of answers."""

from __future__ import annotations

from collections.abc import Mapping

from photoplay.timeline.wording import language_of

_WORDS: Mapping[str, Mapping[str, str]] = {
    "stopped": {
        "en": "Stopped. Nothing was changed.",
        "zh": "已停止，没有做任何更改。",
        "zh-TW": "已停止，沒有做任何更改。",
    },
    "too_long": {
        "en": "This took too long, so it was stopped and nothing was changed. Ask for less at one time.",
        "zh": "处理时间太长，已停止，没有做任何更改。请一次少提一些要求。",
        "zh-TW": "處理時間太長，已停止，沒有做任何更改。請一次少提一些要求。",
    },
    "closing": {
        "en": "The server is being stopped. Nothing was changed; send the message again.",
        "zh": "服务器正在停止，没有做任何更改，请稍后重新发送。",
        "zh-TW": "伺服器正在停止，沒有做任何更改，請稍後重新傳送。",
    },
    "cut_off": {
        "en": "The server was stopped while it worked on this. Nothing was changed; send the message again.",
        "zh": "处理过程中服务器停止了，没有做任何更改，请重新发送。",
        "zh-TW": "處理過程中伺服器停止了，沒有做任何更改，請重新傳送。",
    },
    "unfinished": {
        "en": "This is not finished yet. Look at the project again in a while; do not send it once more.",
        "zh": "还没有完成。请稍后再查看项目，不要重复发送。",
        "zh-TW": "還沒有完成。請稍後再查看專案，不要重複傳送。",
    },
    "waited": {
        "en": "This had to wait for too long, so it was given up. Nothing was changed; send it again.",
        "zh": "等待时间太长，已放弃，没有做任何更改，请重新发送。",
        "zh-TW": "等待時間太長，已放棄，沒有做任何更改，請重新傳送。",
    },
    "redone": {
        "en": "The video was changed elsewhere meanwhile; this was done on the new version.",
        "zh": "视频在此期间被别处修改过，以上更改是在新版本上做的。",
        "zh-TW": "影片在此期間被別處修改過，以上更改是在新版本上做的。",
    },
    "conflict": {
        "en": "The video was changed elsewhere meanwhile. Nothing was changed by this message; send it again.",
        "zh": "视频在此期间被别处修改过，这条消息没有做任何更改，请重新发送。",
        "zh-TW": "影片在此期間被別處修改過，這則訊息沒有做任何更改，請重新傳送。",
    },
    "credits_one": {
        "en": "This costs 1 credit; {available} are left.",
        "zh": "这需要 1 点额度，还剩 {available} 点。",
        "zh-TW": "這需要 1 點額度，還剩 {available} 點。",
    },
    "credits_many": {
        "en": "This costs {needed} credits; {available} are left.",
        "zh": "这需要 {needed} 点额度，还剩 {available} 点。",
        "zh-TW": "這需要 {needed} 點額度，還剩 {available} 點。",
    },
    "credits_change_one": {
        "en": "This change costs 1 credit, which is more than is left. Nothing was changed.",
        "zh": "这次更改需要 1 点额度，余额不足，没有做任何更改。",
        "zh-TW": "這次更改需要 1 點額度，餘額不足，沒有做任何更改。",
    },
    "credits_change_many": {
        "en": "This change costs {needed} credits, which is more than is left. Nothing was changed.",
        "zh": "这次更改需要 {needed} 点额度，余额不足，没有做任何更改。",
        "zh-TW": "這次更改需要 {needed} 點額度，餘額不足，沒有做任何更改。",
    },
    "credits_register": {
        "en": "Register a free account to go on; your projects come along.",
        "zh": "注册一个免费账号即可继续，您的项目会一并带过去。",
        "zh-TW": "註冊一個免費帳號即可繼續，您的專案會一併帶過去。",
    },
    "credits_top_up": {
        "en": "Top up credits in your account.",
        "zh": "请在您的账户中充值。",
        "zh-TW": "請在您的帳戶中儲值。",
    },
    "credits_operator": {
        "en": "Ask the operator of this server for more{contact}.",
        "zh": "请向本服务器的管理员索取更多额度{contact}。",
        "zh-TW": "請向本伺服器的管理員索取更多額度{contact}。",
    },
    "joint": {"en": " ", "zh": "", "zh-TW": ""},
    "fault": {
        "en": "Something went wrong on the server, so this was not finished. Tell the operator: {incident}.",
        "zh": "服务器出错，未能完成。请把编号告诉管理员：{incident}。",
        "zh-TW": "伺服器出錯，未能完成。請把編號告訴管理員：{incident}。",
    },
}


def words(key: str, language: str, **slots: str) -> str:
    """One of them.

    Args:
        key: Which.
        language: BCP 47.
        **slots: What its braces hold.
    """
    return _WORDS[key][language_of(language)].format(**slots)
