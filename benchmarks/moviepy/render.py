"""R as a user of MoviePy 2 would write it: its own resize and crossfade effects, x264 veryfast.

python render.py OUTPUT SECONDS PHOTO…      (in its own environment, see requirements.lock)
"""

import sys

from moviepy import CompositeVideoClip, ImageClip, vfx

SIZE, FPS, SHOWN, FADE, AMOUNT = (1920, 1080), 30, 3.6, 0.6, 0.12


def moving(path: str, index: int) -> CompositeVideoClip:
    """One photo for its three seconds and the fade: zoom in, zoom out, pan left, pan right in turn."""
    photo = ImageClip(path).with_duration(SHOWN)
    kind = index % 4

    def zoom(t: float) -> float:
        return 1 + AMOUNT * {0: t / SHOWN, 1: 1 - t / SHOWN}.get(kind, 1.0)

    def place(t: float) -> tuple[float, float]:
        width, height = SIZE[0] * zoom(t), SIZE[0] * zoom(t) * photo.h / photo.w
        share = {2: 1 - t / SHOWN, 3: t / SHOWN}.get(kind, 0.5)
        return (SIZE[0] - width) * share, (SIZE[1] - height) / 2

    fit = SIZE[0] / photo.w
    if kind > 1:
        photo = photo.with_effects([vfx.Resize(fit * zoom(0))])
    else:
        photo = photo.with_effects([vfx.Resize(lambda t: fit * zoom(t))])
    clip = CompositeVideoClip([photo.with_position(place)], size=SIZE).with_duration(SHOWN)
    return clip.with_effects([vfx.CrossFadeIn(FADE)]) if index else clip


def main(output: str, seconds: float, *paths: str) -> None:
    """Writes so many seconds of R."""
    clips = [moving(path, index).with_start(3 * index) for index, path in enumerate(paths)]
    whole = CompositeVideoClip(clips, size=SIZE).with_duration(seconds)
    whole.write_videofile(output, fps=FPS, codec="libx264", preset="veryfast", audio=False, logger=None)


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]), *sys.argv[3:])
