"""From words to numbers: the camera move that a clip's motion means for one photo on one canvas."""

from __future__ import annotations

from photoplay.media.record import MediaRecord
from photoplay.render import geometry
from photoplay.render.moves import EXTRA, Move, Stand
from photoplay.timeline.model import Motion, VideoClip

#: Comfortable speed, share of the frame a second, and the most that one clip may travel.
SPEED = 0.04
MOST_ZOOM, MOST_PAN = 0.3, 0.35
#: A photo shorter than this still moves visibly.
LEAST = 0.05
#: Below this certainty the subject is a guess, and the middle is safer.
SURE = 0.25

#: From this ratio of canvas to picture on, the bars beside it are wide enough to drift across.
WIDE_BARS = 1.05

#: Direction of each pan: where the camera looks next, right and down positive.
PANS: dict[str, tuple[int, int]] = {
    "pan-left": (-1, 0), "pan-right": (1, 0), "pan-up": (0, -1), "pan-down": (0, 1),
    "pan-up-left": (-1, -1), "pan-up-right": (1, -1), "pan-down-left": (-1, 1), "pan-down-right": (1, 1),
}  # fmt: skip


def frame_photo(
    clip: VideoClip, record: MediaRecord, picture: tuple[int, int], canvas: tuple[int, int], seconds: float
) -> Move:
    """The move of one clip.

    Args:
        clip: Its motion, fit and focus are used.
        record: Its focus is used when the clip names none.
        picture: Size of the cropped, turned picture.
        canvas: Size of the canvas.
        seconds: Length of the clip.
    """
    motion = clip.motion or Motion()
    focus = subject(clip, record)
    if motion.type == "custom" and motion.keyframes:
        return _keyframed(motion, picture, canvas, clip.fit)
    if motion.type in ("zoom-in", "zoom-out"):
        return _zoom(motion, focus, picture, canvas, clip.fit, seconds)
    if motion.type in PANS:
        return _pan(motion, focus, picture, canvas, clip.fit, seconds)
    return Move((geometry.clamped(Stand(*focus, 1.0), picture, canvas, clip.fit),))


def subject(clip: VideoClip, record: MediaRecord) -> tuple[float, float]:
    """The point to keep in view, as a fraction of the cropped, turned picture."""
    if clip.focus is not None:
        x, y = clip.focus
    elif record.focus.certainty >= SURE:
        x, y = record.focus.x, record.focus.y
    else:
        return 0.5, 0.5
    if clip.crop is not None:
        x = min(max((x - clip.crop.x) / clip.crop.w, 0.0), 1.0)
        y = min(max((y - clip.crop.y) / clip.crop.h, 0.0), 1.0)
    for _ in range(clip.rotation):
        x, y = 1 - y, x
    return (1 - x if "h" in clip.flip else x), (1 - y if "v" in clip.flip else y)


def _zoom(
    motion: Motion,
    focus: tuple[float, float],
    picture: tuple[int, int],
    canvas: tuple[int, int],
    fit: str,
    seconds: float,
) -> Move:
    """Closer to the subject, or away from it.

    A photo that fills the canvas is at its widest when at rest; one that is to be seen whole is at
    its closest then, so that it is never cut.
    """
    amount = motion.amount if motion.amount is not None else min(max(SPEED * seconds, LEAST), MOST_ZOOM)
    nearest = (1 + amount) ** (1 + 2 * EXTRA)
    least, most = (1.0, nearest) if fit == "cover" else (1 / nearest, 1.0)
    wide = geometry.clamped(Stand(*focus, least), picture, canvas, fit)
    near = geometry.clamped(Stand(*focus, most), picture, canvas, fit)
    return Move((wide, near) if motion.type == "zoom-in" else (near, wide))


def _pan(
    motion: Motion,
    focus: tuple[float, float],
    picture: tuple[int, int],
    canvas: tuple[int, int],
    fit: str,
    seconds: float,
) -> Move:
    """Along the picture at constant size; closer only if the picture leaves no room to travel.

    The way is centred on the subject as far as the picture's edges allow. Beside bars the whole
    picture drifts, as far as they reach.
    """
    right, down = PANS[motion.type]
    amount = motion.amount if motion.amount is not None else min(max(SPEED * seconds, LEAST), MOST_PAN)
    scale = geometry.rest_scale(picture, canvas, fit)
    # Share of the picture that is shown along each axis at zoom 1; > 1 beside bars.
    shown = canvas[0] / (picture[0] * scale), canvas[1] / (picture[1] * scale)
    travel = amount * (1 + 2 * EXTRA)
    zoom = max(
        1.0, _needed_zoom(shown[0], travel) if right else 1, _needed_zoom(shown[1], travel) if down else 1
    )
    way_x, way_y = (
        _way(part / zoom, travel if step else 0) for part, step in zip(shown, (right, down), strict=True)
    )
    x = _centred(focus[0], shown[0] / zoom, way_x)
    y = _centred(focus[1], shown[1] / zoom, way_y)
    ends = (
        Stand(x - right * way_x / 2, y - down * way_y / 2, zoom),
        Stand(x + right * way_x / 2, y + down * way_y / 2, zoom),
    )
    return Move(ends)


def _needed_zoom(shown: float, travel: float) -> float:
    """The zoom at which one axis has room to travel; beside wide bars it has some at any."""
    return 1.0 if shown >= WIDE_BARS else shown * (1 + travel)


def _way(shown: float, travel: float) -> float:
    """The way of the view's middle along one axis: as far as wished, within the picture or its bars."""
    return min(travel * shown, abs(1 - shown))


def _centred(focus: float, shown: float, way: float) -> float:
    """Middle of a way along one axis, near the focus, with both its ends inside the picture."""
    reach = (shown + way) / 2
    return min(max(focus, reach), 1 - reach) if reach < 0.5 else 0.5


def _keyframed(motion: Motion, picture: tuple[int, int], canvas: tuple[int, int], fit: str) -> Move:
    stands = tuple(
        geometry.clamped(Stand(key.x, key.y, key.zoom), picture, canvas, fit) for key in motion.keyframes
    )
    return Move(stands, tuple(key.at for key in motion.keyframes), tuple(k.easing for k in motion.keyframes))
