"""Make ten videos from ten briefs, as people type them, and a contact sheet of each for looking at.

    python scripts/brief_sheet.py FOLDER [--only 3,7] [--photos DIR]

For each: the MP4, what the agent answered, and a PNG with one frame for every second; nothing is compared.
Beside the photos of a folder some files are made here: a logo, an upright crop, a clip.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
from PIL import Image, ImageDraw, ImageFont

PHOTOS = Path(__file__).parents[1] / "examples" / "photos"
#: Height of a frame on the sheets: about what a telephone held upright shows of a lying video, pixels.
_HEIGHT = 270


@dataclass(frozen=True, slots=True)
class Job:
    """One video.

    Attributes:
        files: What is sent, by its beginning: "01", "logo".
        say: Messages, one turn each.
    """

    name: str
    files: tuple[str, ...]
    say: tuple[str, ...]


_AQUA = (
    "create a 30-second product showcase video with background music and text overlays. It's the Aqua One "
    "bottle, keeps drinks cold for 24 hours, leak proof, 500 ml, $29.99. Shop now at aquaone.example"
)
JOBS = (
    Job("slideshow", ("01", "02", "03", "05", "06", "07"),
        ("turn my photos into a slideshow with music and transitions",)),
    Job("product", ("04", "03", "05", "logo"),
        (_AQUA,)),
    Job("product-zh", ("04", "03", "07", "logo"),
        ("做一个30秒的产品展示视频，标题“山泉杯”，价格¥99，最后写“立即购买”",)),
    Job("discord", ("08",), ("turn my image into a short animated video clip to share in Discord",)),
    Job("birthday", ("03", "05", "02", "07", "upright"),
        ("make a birthday video for Anna from these, warm colours, her name at the start, happy music, vertical",)),
    Job("sixty", ("02", "03", "05", "01"), ("mom's 60th is on saturday, can you make something nice from these?",)),
    Job("trailer", ("01", "08", "06", "07", "05", "02"),
        ("make it like a movie trailer, title \"THE LAST SUMMER\", 20 seconds",)),
    Job("travel-reel", ("07", "06", "05", "01", "clip", "upright"),
        ("a fast travel reel for instagram, title Rome to Lisbon", "slower at the end please")),
    Job("real-estate", ("06", "07", "05", "02"),
        ("Listing video: 12 Harbour Lane, 3 bed 2 bath, $845,000, open house Sunday 2pm. calm music",)),
    Job("before-after", ("01", "08"), ("做一个前后对比视频，前面是白天，后面是晚上，配上音乐",)),
)  # fmt: skip


def files_of(photos: Path, folder: Path) -> dict[str, Path]:
    """Everything that jobs name, by its beginning."""
    found = {path.name[:2]: path for path in sorted(photos.glob("*.jpg"))}
    with Image.open(found["06"]) as image:
        width, height = image.size
        side = round(height * 9 / 16)
        crop = image.crop(((width - side) // 2, 0, (width + side) // 2, height))
        crop.save(folder / "upright.jpg", quality=92)
    logo = Image.new("RGBA", (900, 300), (0, 0, 0, 0))
    pen = ImageDraw.Draw(logo)
    pen.ellipse((20, 30, 260, 270), fill=(24, 120, 190, 255))
    pen.text((310, 70), "AQUA", font=ImageFont.load_default(170), fill=(24, 120, 190, 255))
    logo.save(folder / "logo.png")
    _clip(folder / "clip.mp4", found["05"])
    made = {name: folder / f"{name}.{kind}" for name, kind in
            (("upright", "jpg"), ("logo", "png"), ("clip", "mp4"))}  # fmt: skip
    return found | made


def _clip(path: Path, photo: Path) -> None:
    """Five seconds of a camera that goes along a photo."""
    with Image.open(photo) as image:
        picture = np.asarray(image.convert("RGB").resize((1920, 1280)))
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=30)
        stream.width, stream.height, stream.pix_fmt = 1280, 720, "yuv420p"
        for number in range(150):
            left = 4 * number
            frame = av.VideoFrame.from_ndarray(picture[280:1000, left : left + 1280].copy(), format="rgb24")
            container.mux(stream.encode(frame))
        container.mux(stream.encode())


def make(job: Job, files: dict[str, Path], folder: Path) -> Path:
    """One video, by the command line; what it prints is kept beside it."""
    video = folder / f"{job.name}.mp4"
    told = [word for text in job.say for word in ("--say", text)]
    command = [sys.executable, "-m", "photoplay", "make", *(str(files[name]) for name in job.files), *told]
    done = subprocess.run([*command, "-o", str(video)], capture_output=True, text=True, check=False)
    video.with_suffix(".txt").write_text("\n".join([*job.say, "", done.stdout, done.stderr]))
    if done.returncode:
        raise SystemExit(f"{job.name}: {done.stderr or done.stdout}")
    return video


def sheet(video: Path) -> Path:
    """One frame for every second, in rows."""
    frames = []
    with av.open(str(video)) as container:
        stream = container.streams.video[0]
        due = 0.0
        for frame in container.decode(stream):
            if frame.time is not None and frame.time >= due:
                width = round(_HEIGHT * frame.width / frame.height)
                frames.append(np.asarray(frame.to_image().resize((width, _HEIGHT), Image.Resampling.LANCZOS)))
                due += 1.0
    across = 4 if frames[0].shape[1] > frames[0].shape[0] else 8
    high, wide = frames[0].shape[:2]
    whole = np.full((-(-len(frames) // across) * (high + 6) + 6, across * (wide + 6) + 6, 3), 40, np.uint8)
    for number, picture in enumerate(frames):
        top, left = 6 + number // across * (high + 6), 6 + number % across * (wide + 6)
        whole[top : top + high, left : left + wide] = picture
    path = video.with_suffix(".png")
    Image.fromarray(whole).save(path)
    return path


def main() -> None:
    """Makes the videos asked for, and their sheets."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default="")
    parser.add_argument("--photos", type=Path, default=PHOTOS)
    told = parser.parse_args()
    told.folder.mkdir(parents=True, exist_ok=True)
    files = files_of(told.photos, told.folder)
    wanted = {int(number) for number in told.only.split(",") if number}
    for number, job in enumerate(JOBS, 1):
        if not wanted or number in wanted:
            print(sheet(make(job, files, told.folder)))


if __name__ == "__main__":
    main()
