"""Presets: what each place that takes videos asks for, one record for each, with its source.

The facts were gathered in November 2026. ``confidence`` says from where: "high" is the platform's own
documentation, "medium" a mirror of it, "low" a secondary post. A file made with a preset is measured
afterwards against every limit of its record (``export.checks``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from photoplay.errors import InvalidOption

Size = tuple[int, int]
_VERTICAL: Size = (1080, 1920)
_LYING: Size = (1920, 1080)


@dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """One place and its limits; None is no limit.

    Attributes:
        name: As it is asked for.
        title: As people call the place.
        source: Where the limits are from.
        confidence: How sure they are.
        canvases: Sizes that it takes; none follows the project.
        most_canvas: (longer, shorter) side of a canvas that follows the project, pixels.
        least_side, most_side: Range of both sides, pixels.
        least_fps, most_fps: Range of frames a second.
        shortest_s, longest_s: Range of the length, seconds.
        most_bytes: Of the file.
        fit_bytes: Sizes to aim at: the first one at which the picture is still good, else the last.
        most_bit_s: Mean rate, bits a second, up to 30 frames a second and above.
        most_peak_bit_s: Rate of the busiest second.
        keyframe_s: Longest distance of key frames, seconds.
        most_b_frames: In a row.
        edit_list: Whether the file may have one.
        sound_bit_s: Mean rate of the sound that is asked of the encoder, which may pass it.
        most_sound_bit_s: The most that its mean rate may be.
        missing: Why it is not offered yet, in words; empty when it is.
    """

    name: str
    title: str
    source: str
    confidence: Literal["high", "medium", "low"]
    canvases: tuple[Size, ...] = ()
    most_canvas: Size | None = None
    least_side: int | None = None
    most_side: int | None = None
    least_fps: float | None = None
    most_fps: float | None = None
    shortest_s: float | None = None
    longest_s: float | None = None
    most_bytes: int | None = None
    fit_bytes: tuple[int, ...] = ()
    most_bit_s: tuple[int, int] | None = None
    most_peak_bit_s: int | None = None
    keyframe_s: float | None = None
    most_b_frames: int | None = None
    edit_list: bool = True
    sound_bit_s: int = 192_000
    most_sound_bit_s: int | None = None
    missing: str = ""

    def canvas_for(self, project: Size) -> Size:
        """The size of the export of a project of this size.

        Of several canvases the one of the project's shape, else the first that stands or lies as it does.
        """
        if self.canvases:
            shape, lies = project[0] / project[1], project[0] > project[1]
            same = [one for one in self.canvases if abs(one[0] / one[1] / shape - 1) < 0.01]
            alike = [one for one in self.canvases if (one[0] > one[1]) == lies and one[0] != one[1]]
            return [*same, *alike, *self.canvases][0]
        if self.most_canvas is None:
            return project
        longer, shorter = self.most_canvas
        factor = min(1.0, longer / max(project), shorter / min(project))
        return even(project[0] * factor), even(project[1] * factor)

    def mean_bit_s(self, fps: int) -> int | None:
        """The most that the mean rate may be at a frame rate, bits a second."""
        return None if self.most_bit_s is None else self.most_bit_s[0 if fps <= 30 else 1]


def even(length: float) -> int:
    """The even number of pixels nearest to a length, at least 2."""
    return max(2, 2 * round(length / 2))


_YOUTUBE = "support.google.com/youtube/answer/1722171"
_META = "developers.facebook.com/docs/instagram-platform (content publishing), by mirrors"

_ROWS = (
    Preset(
        name="discord", title="Discord", confidence="high",
        source="support.discord.com, file attachments: 20 MiB since September 2026, 10 MiB before; 8 MB is "
        "what older servers and the skills' texts name",
        most_canvas=_LYING, most_bytes=20 * 2**20, fit_bytes=(8_000_000, 19 * 2**20),
    ),
    Preset(
        name="youtube", title="YouTube", confidence="high", source=_YOUTUBE,
        canvases=(_LYING,), most_fps=60, most_bit_s=(8_000_000, 12_000_000), keyframe_s=0.5, most_b_frames=2,
        edit_list=False, sound_bit_s=384_000,
    ),
    Preset(
        name="shorts", title="YouTube Shorts", confidence="high", source=_YOUTUBE,
        canvases=(_VERTICAL, (1080, 1080)), most_fps=60, longest_s=180,
        most_bit_s=(8_000_000, 12_000_000), keyframe_s=0.5, most_b_frames=2, edit_list=False,
        sound_bit_s=384_000,
    ),
    Preset(
        name="tiktok", title="TikTok", confidence="high", source="developers.tiktok.com, media transfer guide",
        canvases=(_VERTICAL,), least_side=360, most_side=4096, least_fps=23, most_fps=60, longest_s=600,
        most_bytes=4_000_000_000,
    ),
    Preset(
        name="reels", title="Instagram Reels", confidence="medium", source=_META,
        canvases=(_VERTICAL,), most_side=1920, least_fps=23, most_fps=60, shortest_s=3, longest_s=900,
        most_bytes=300_000_000, most_bit_s=(25_000_000, 25_000_000), edit_list=False,
        sound_bit_s=120_000, most_sound_bit_s=128_000,
    ),
    Preset(
        name="story", title="Instagram Stories", confidence="medium", source=_META,
        canvases=(_VERTICAL,), most_side=1920, least_fps=23, most_fps=60, shortest_s=3, longest_s=60,
        most_bytes=100_000_000, most_bit_s=(25_000_000, 25_000_000), edit_list=False,
        sound_bit_s=120_000, most_sound_bit_s=128_000,
    ),
    Preset(
        name="feed", title="Instagram", confidence="medium", source=_META,
        canvases=((1080, 1350),), most_side=1920, least_fps=23, most_fps=60, shortest_s=3, longest_s=900,
        most_bytes=300_000_000, most_bit_s=(25_000_000, 25_000_000), edit_list=False,
        sound_bit_s=120_000, most_sound_bit_s=128_000,
    ),
    Preset(
        name="x", title="X", confidence="high", source="docs.x.com, media best practices",
        canvases=((1280, 720), (720, 1280), (720, 720)), most_fps=60, shortest_s=0.5, longest_s=140,
        most_bytes=512_000_000, most_bit_s=(5_000_000, 5_000_000), sound_bit_s=120_000,
        most_sound_bit_s=128_000,
    ),
    Preset(
        name="amazon-listing", title="Amazon", confidence="medium",
        source="sellercentral.amazon.com, video requirements, by mirrors",
        canvases=(_LYING,), least_side=720,
    ),
    Preset(
        name="amazon-ads", title="Amazon Ads", confidence="medium",
        source="advertising.amazon.com, Sponsored Brands video, by mirrors",
        missing="It asks for at least 1 Mbit/s even where the picture needs less, which is not there yet. "
        "“amazon-listing” is.",
    ),
    Preset(
        name="shopify", title="Shopify", confidence="medium", source="help.shopify.com, product media",
        most_canvas=(3840, 2160), longest_s=600, most_bytes=1_000_000_000,
    ),
    Preset(
        name="douyin", title="Douyin", confidence="medium", source="open.douyin.com, video upload, by mirrors",
        canvases=(_VERTICAL,), least_side=720, longest_s=900, most_bytes=128_000_000,
    ),
    Preset(
        name="bilibili", title="Bilibili", confidence="medium", source="member.bilibili.com, by mirrors",
        canvases=(_LYING,), most_bytes=4_000_000_000, keyframe_s=10, most_peak_bit_s=60_000_000,
        most_sound_bit_s=320_000,
    ),
    Preset(
        name="xiaohongshu", title="Xiaohongshu", confidence="low", source="secondary posts",
        canvases=(_VERTICAL,),
    ),
    Preset(
        name="wechat", title="WeChat Channels", confidence="low", source="secondary posts",
        canvases=(_VERTICAL,),
    ),
    Preset(
        name="master", title="a master for editing", confidence="high", source="our own",
        missing="ProRes and FFV1 are not there yet. The quality “lossless” keeps every frame as it is drawn.",
    ),
    Preset(
        name="gif", title="GIF", confidence="high", source="our own",
        missing="Animated pictures are not there yet: MP4 with H.264 is what this version exports.",
    ),
    Preset(
        name="webp", title="WebP", confidence="high", source="our own",
        missing="Animated pictures are not there yet: MP4 with H.264 is what this version exports.",
    ),
)  # fmt: skip

#: Every preset by name, those not offered yet too.
PRESETS: Mapping[str, Preset] = {row.name: row for row in _ROWS}
#: Those that can be asked for.
OFFERED: Mapping[str, Preset] = {name: row for name, row in PRESETS.items() if not row.missing}


def require_preset(name: str, *, field: str = "output.preset") -> Preset:
    """A preset by name.

    Raises:
        InvalidOption: It is unknown, or not offered yet.
    """
    preset = PRESETS.get(name)
    if preset is None:
        shown = "".join(character if character.isprintable() else "?" for character in name[:40])
        raise InvalidOption(
            f"The preset “{shown}” is unknown. Choose one of: {', '.join(OFFERED)}.", field=field
        )
    if preset.missing:
        raise InvalidOption(f"The preset “{name}” cannot be made yet. {preset.missing}", field=field)
    return preset


def require_length(preset: Preset, duration_s: float) -> None:
    """Refuses a video that is too long or too short for a preset, before anything is drawn.

    Raises:
        InvalidOption: It is.
    """
    if preset.longest_s is not None and duration_s > preset.longest_s:
        raise InvalidOption(
            f"{preset.title} takes videos of up to {_spoken(preset.longest_s)}; this one is "
            f"{_spoken(duration_s)} long. Shorten it first.",
            field="output.preset",
        )
    if preset.shortest_s is not None and duration_s < preset.shortest_s:
        raise InvalidOption(
            f"{preset.title} takes videos from {_spoken(preset.shortest_s)} on; this one is "
            f"{_spoken(duration_s)} long. Make it longer first.",
            field="output.preset",
        )


def _spoken(seconds: float) -> str:
    """Such as "2 min 20 s" and "3 s"."""
    minutes, rest = divmod(round(seconds, 2), 60)
    parts = [f"{minutes:g} min"] if minutes else []
    return " ".join([*parts, *([f"{rest:g} s"] if rest or not minutes else [])])
