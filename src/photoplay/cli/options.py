"""The options of `photoplay make`: their types and what `--help` says of them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Inputs = Annotated[
    list[Path] | None, typer.Argument(metavar="FILES|FOLDER…", help="Photos, clips and folders.")
]
Output = Annotated[Path, typer.Option("-o", "--output", help="The video to write.")]
Say = Annotated[
    list[str] | None,
    typer.Option(
        metavar="WORDS", help="What the video is to be, in your own words; may be said several times."
    ),
]

# Length and shape.
Seconds = Annotated[float | None, typer.Option(help="Length of the video; wins over --per-photo.")]
PerPhoto = Annotated[float, typer.Option(help="Length of each photo, seconds.")]
Aspect = Annotated[str | None, typer.Option(help="16:9, 9:16, 1:1 or 4:5.")]
Size = Annotated[str | None, typer.Option(help="Such as 1280x720; wins over --aspect.")]
Fps = Annotated[int, typer.Option(help="24, 25, 30, 50 or 60.")]

# Pictures.
Move = Annotated[str, typer.Option(help="auto, hold, zoom-in, zoom-out, pan-left, …")]
Fit = Annotated[str, typer.Option(help="auto, cover, contain or blur.")]
Transition = Annotated[str, typer.Option(metavar="NAME", help="See `photoplay transitions`; none cuts hard.")]
TransitionSeconds = Annotated[float, typer.Option(help="Length of transitions.")]
Matte = Annotated[
    Path | None, typer.Option(help="A picture for the transition luma: its dark places change first.")
]
Look = Annotated[
    list[str] | None,
    typer.Option(metavar="NAME[:AMOUNT]", help="See `photoplay looks`; may be said several times."),
]
Auto = Annotated[bool, typer.Option("--auto", help="Set levels and white balance of each picture.")]
Match = Annotated[bool, typer.Option("--match", help="Bring pictures near each other in light and colour.")]
Lut = Annotated[Path | None, typer.Option(help="A table of colours, a .cube file.")]
Background = Annotated[
    str | None, typer.Option(metavar="COLOUR", help="Beside pictures that do not fill the frame.")
]
Speed = Annotated[float, typer.Option(help="Of clips: 2 is twice as fast, 0.5 slow motion.")]
MuteClips = Annotated[bool, typer.Option("--mute-clips", help="Without the clips' own sound.")]
Order = Annotated[str, typer.Option(help="name, date or given; default: as given, folders by name.")]

# Words.
Title = Annotated[str | None, typer.Option(help="Words over the beginning.")]
Subtitle = Annotated[str | None, typer.Option(help="Smaller words below them.")]
Captions = Annotated[Path | None, typer.Option(help="A file of captions: SubRip (.srt) or WebVTT (.vtt).")]
Logo = Annotated[Path | None, typer.Option(help="A picture for the end card, or for --logo-corner.")]
LogoCorner = Annotated[
    str | None, typer.Option(metavar="CORNER", help="top-right, …: the logo is there until the end card.")
]
EndCard = Annotated[str | None, typer.Option(help='Words on the end card, such as "Shop now".')]

# Sound.
Music = Annotated[
    str,
    typer.Option(metavar="MOOD|FILE|none", help="A mood (see `photoplay music --list`), or a sound file."),
]
Volume = Annotated[str, typer.Option(help="Of the music: percent, or against the usual one, such as -6dB.")]
BeatSync = Annotated[bool, typer.Option("--beat-sync", help="Cut on beats of the music.")]

# The file.
Quality = Annotated[str, typer.Option(help="draft, standard, high or lossless.")]
Preset = Annotated[
    str | None, typer.Option(help="discord, youtube, tiktok, … : meets its limits and proves it.")
]
MaxSize = Annotated[str | None, typer.Option(help="Such as 8MB: the file stays below it.")]
Workers = Annotated[int | None, typer.Option(help="Processes that draw; default: all processors.")]
Draft = Annotated[Path | None, typer.Option(help="Make the video of this draft file instead of photos.")]
SaveDraft = Annotated[Path | None, typer.Option(help="Also save the timeline as a draft file.")]
Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON, nothing else.")]
