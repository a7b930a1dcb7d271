"""Sentences on what a template decided, and on what to know: English, Chinese in both scripts."""

from __future__ import annotations

from collections.abc import Mapping

from photoplay.templates.own_words import tongue_of

_SENTENCES: Mapping[str, tuple[str, str, str]] = {
    "short": (
        "Each photo is seen for about {0} s only; a longer video, or fewer photos, would be calmer.",
        "每张照片只显示约 {0} 秒；时间长一些或照片少一些会更从容。",
        "每張照片只顯示約 {0} 秒；時間長一些或照片少一些會更從容。",
    ),
    "long": (
        "Each photo stays for about {0} s; more photos would make it livelier.",
        "每张照片停留约 {0} 秒；多放几张照片会更生动。",
        "每張照片停留約 {0} 秒；多放幾張照片會更生動。",
    ),
    "clips_end": (
        "The clips are {0} s long together, and so is the video.",
        "视频片段合计 {0} 秒，所以成片也是这么长。",
        "影片片段合計 {0} 秒，所以成片也是這麼長。",
    ),
    "clip_part": (
        "Of {0}, {1} of {2} s are shown, from its beginning on.",
        "{0} 从开头起显示 {1} 秒（共 {2} 秒）。",
        "{0} 從開頭起顯示 {1} 秒（共 {2} 秒）。",
    ),
    "clip_parts": (
        "{0} clips are shown in part, up to {1} s of each.",
        "{0} 个片段只显示一部分，每个最多 {1} 秒。",
        "{0} 個片段只顯示一部分，每個最多 {1} 秒。",
    ),
    "card_short": (
        "The end card is seen for {0} s only, to leave time for the photos.",
        "片尾只显示 {0} 秒，好给照片留出时间。",
        "片尾只顯示 {0} 秒，好給照片留出時間。",
    ),
    "upright": (
        "The video is upright, 9:16, as reels and stories are.",
        "画面为竖屏 9:16，适合短视频和快拍。",
        "畫面為直式 9:16，適合短影音和限時動態。",
    ),
    "own_shape": (
        "The video is {0}, like the pictures; say “16:9” for a wide one.",
        "画面比例 {0}，与图片一致；要横屏就说“16:9”。",
        "畫面比例 {0}，與圖片一致；要橫式就說「16:9」。",
    ),
    "beats": (
        "Cuts fall on the beat of the music ({0} beats a minute).",
        "镜头切换踩在音乐节拍上（每分钟 {0} 拍）。",
        "鏡頭切換踩在音樂節拍上（每分鐘 {0} 拍）。",
    ),
    "no_beats": (
        "The cuts could not be put on beats of the music.",
        "镜头切换无法对上音乐节拍。",
        "鏡頭切換無法對上音樂節拍。",
    ),
    "own_sound": (
        "The clips' own sound is heard, and no music.",
        "保留片段原声，没有配乐。",
        "保留片段原聲，沒有配樂。",
    ),
    "logo_waits": (
        "The logo {0} is not in the video yet: it can go into a corner or on an end card.",
        "标志 {0} 还没有放进视频：可以放在角落或片尾。",
        "標誌 {0} 還沒有放進影片：可以放在角落或片尾。",
    ),
    "no_logo": (
        "None of the pictures looks like a logo: send it, or say which one it is (“the last picture is the logo”).",
        "没有认出哪张是标志：请发来，或说明是哪张（“最后一张是logo”）。",
        "沒有認出哪張是標誌：請傳來，或說明是哪張（「最後一張是logo」）。",
    ),
    "empty_card": (
        "There is no end card: it needs a logo, or words, such as “end card: www.example.com”.",
        "没有加片尾卡：需要标志或文字，例如“片尾写：www.example.com”。",
        "沒有加片尾卡：需要標誌或文字，例如「片尾寫：www.example.com」。",
    ),
    "no_photo": (
        "There is no photo {0}, so “{1}” is not shown.",
        "没有第 {0} 张照片，所以没有显示“{1}”。",
        "沒有第 {0} 張照片，所以沒有顯示「{1}」。",
    ),
    "hurried": (
        "“{0}” is there for {1} s, which is little time to read it.",
        "“{0}”只显示 {1} 秒，可能来不及看完。",
        "「{0}」只顯示 {1} 秒，可能來不及看完。",
    ),
    "odd": (
        "Photo {0} has no counterpart and is shown alone.",
        "第 {0} 张照片没有对照，单独显示。",
        "第 {0} 張照片沒有對照，單獨顯示。",
    ),
}
_TONGUES = ("en", "zh", "zh-TW")


def note(language: str, key: str, *told: object) -> str:
    """A sentence in a language; numbers as people write them.

    Args:
        language: BCP 47.
        key: Of ``_SENTENCES``.
        told: What stands in it.
    """
    sentence = _SENTENCES[key][_TONGUES.index(tongue_of(language))]
    return sentence.format(*(f"{one:.1f}" if isinstance(one, float) else one for one in told))
