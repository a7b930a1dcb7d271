"""Where transitions apply, and how long they are drawn.

| A     | B     |      the cut in the middle, half of the transition on either side
      <-->
"""

from __future__ import annotations

from photoplay.timeline.model import Clip, Track, Transition, VideoClip


def touch(left: Clip, right: Clip) -> bool:
    """Whether one clip starts in the millisecond in which the other ends."""
    return left.end_ms == right.start_ms


def transition_between(track: Track, index: int) -> Transition | None:
    """The transition into the clip at ``index`` from the one before it.

    Index 0 gives the way in from black. ``None`` is a hard cut: none is set, the two clips do not
    touch, or one is too short to be shared.
    """
    right = track.clips[index]
    if not isinstance(right, VideoClip) or right.transition_in is None:
        return None
    left = track.clips[index - 1] if index else None
    if left is not None and not touch(left, right):
        return None
    return right.transition_in if drawn_duration_ms(right.transition_in, left, right) else None


def way_out(track: Track) -> Transition | None:
    """The transition out of a track's last clip, if it has one."""
    last = track.clips[-1] if track.clips else None
    if not isinstance(last, VideoClip) or last.transition_out is None:
        return None
    return last.transition_out if drawn_duration_ms(last.transition_out, last, None) else None


def drawn_duration_ms(transition: Transition, left: Clip | None, right: Clip | None) -> int:
    """The length drawn: ``min(asked for, half the shorter neighbour)``, milliseconds.

    Args:
        transition: As it stands in the timeline.
        left: The clip before the cut; ``None`` at the start of the video.
        right: The clip after the cut; ``None`` at its end.
    """
    neighbours = [clip.duration_ms // 2 for clip in (left, right) if clip is not None]
    return min([transition.duration_ms, *neighbours])
