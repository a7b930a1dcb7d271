"""From a timeline and what was asked for to a finished, measured file: the one way out."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from photoplay.export.canvas import framed
from photoplay.export.checks import Check, Heard, checked
from photoplay.export.fit import Fitter, Limit
from photoplay.export.options import Output, said_bytes
from photoplay.export.passes import Meter, Passes
from photoplay.export.presets import Preset, require_length, require_preset
from photoplay.export.sounding import Sounding, sound_notes
from photoplay.media.movie import look_at
from photoplay.media.record import MediaRecord
from photoplay.render.cache import ChunkCache
from photoplay.render.encode import QUALITIES, Quality, quality_at
from photoplay.render.plan import make_plan
from photoplay.render.pool import ChunkPool
from photoplay.render.slices import Plan
from photoplay.render.sound.aac import track_of
from photoplay.render.sound.loudness import TARGET_LUFS
from photoplay.render.sound.track import SoundFacts
from photoplay.render.titles.contrast import with_contrast
from photoplay.render.titles.notes import title_notes
from photoplay.render.video import OnProgress, Video, render_video
from photoplay.timeline.model import Timeline

#: With a size limit of the user's own, quantisers go down to this: nothing is to be seen below it.
_BEST_QP = 12
#: Below this likeness (about VMAF) the softness is told.
_SOFT = 60.0
#: A preset's smaller size is kept to only where the picture stays this good, at this many bits a pixel
#: and second: 1.2 Mbit/s at 1080 lines.
_GOOD, _GOOD_BIT_S_PER_PIXEL = 88.0, 1_200_000 / (1920 * 1080)


@dataclass(frozen=True, slots=True)
class Exported:
    """A finished file.

    Attributes:
        video: The file and its facts.
        checks: Each limit of the preset and the size limit, with what was measured in the file.
        notes: Sentences for the user about what was decided for them.
        sound: What its sound is like, measured on the file; None when it has none.
    """

    video: Video
    checks: tuple[Check, ...] = ()
    notes: tuple[str, ...] = ()
    sound: SoundFacts | None = None


def export_video(
    timeline: Timeline,
    media: Mapping[str, MediaRecord],
    output: Output,
    path: Path,
    *,
    pool: ChunkPool,
    cache: ChunkCache,
    group: str = "",
    loudness_lufs: float = TARGET_LUFS,
    on_progress: OnProgress = lambda progress: None,
    stop: threading.Event | None = None,
) -> Exported:
    """Makes the file of an export, pictures and sound.

    Args:
        timeline: What to show; it is not changed.
        media: What each clip's ``source`` stands for.
        output: How the file is to be.
        path: Where it goes; replaced only when the new one is complete.
        pool: Makes the chunks.
        cache: Holds what is made.
        group: Whom this is for, for a fair share of the pool.
        loudness_lufs: Of the sound, with every volume at its default.
        on_progress: Told about every few frames, from another thread; never goes back.
        stop: Set by another thread to end it within a second.

    Raises:
        TimelineError: It cannot be drawn.
        InvalidOption: Its length does not suit the preset, or it cannot be made as small as asked.
        MediaError: A photo cannot be read.
        OutputError: The file or the cache cannot be written.
        RenderError: Drawing failed; ``Cancelled`` when ``stop`` was set.
    """
    preset = require_preset(output.preset) if output.preset is not None else None
    shown = framed(timeline, output, preset)
    paths = {record.sha256: record.path for record in media.values()}
    plan = with_contrast(make_plan(shown, media), paths)
    if preset is not None:
        require_length(preset, plan.frames / plan.whole.fps)
    notes = output.notes + _canvas_notes(timeline, shown, preset) + title_notes(plan.whole.titles)
    base = _quality(output, preset, plan.whole.fps)
    limits = _limits(output, preset, plan, base)
    edit_list = preset is None or preset.edit_list
    with Sounding(
        shown, media, paths, preset=preset, target_lufs=loudness_lufs, pool=pool, cache=cache, owner=group,
        stop=stop,
    ) as sounding:  # fmt: skip
        bit_s = None
        if not limits:
            video = render_video(
                plan, paths, path, quality=base, pool=pool, cache=cache, owner=group, edit_list=edit_list,
                sound=sounding.maker(plan), on_progress=on_progress, stop=stop,
            )  # fmt: skip
        else:
            passes = Passes(paths, pool=pool, cache=cache, owner=group, stop=stop)
            meter = Meter(plan.frames, on_progress)
            fitter = Fitter(shown, media, base=base, passes=passes, meter=meter, sounding=sounding)
            video, bit_s, more = _fitted(fitter, limits, plan, preset, path, edit_list)
            video = replace(video, chunks_rendered=passes.rendered)
            notes += more
        maker = sounding.maker(plan, bit_s)
        sound = maker.result().facts if maker is not None else None
    if sound is not None:
        notes += sound_notes(sound, preset, loudness_lufs, sounding.plan_for(plan))
    if preset is None and output.max_bytes is None:
        return Exported(video, (), notes, sound)
    track = track_of(path)
    heard = Heard(track, sound, loudness_lufs) if sound is not None and track is not None else None
    return Exported(video, checked(look_at(path), preset, output.max_bytes, heard), notes, sound)


def _fitted(
    fitter: Fitter, limits: list[Limit], plan: Plan, preset: Preset | None, path: Path, edit_list: bool
) -> tuple[Video, int | None, tuple[str, ...]]:
    """Makes the file under the best of its limits: the video, the rate of its sound, and what to tell."""
    sounding = fitter.sounding
    limits = [_with_sound(limit, plan, sounding) for limit in limits]
    # It is made while the first chunks are tried.
    sounding.maker(plan, limits[0].sound_bit_s)
    fitter.weigh()
    limit, more = _chosen(fitter, limits, plan, preset)
    limit = replace(limit, sound_bytes=sounding.room_bytes(plan, limit.sound_bit_s))
    video, looks = fitter.fit(limit, path, edit_list=edit_list)
    return video, limit.sound_bit_s, more + _fit_notes(video, plan, limit, looks)


def _with_sound(limit: Limit, plan: Plan, sounding: Sounding) -> Limit:
    """A limit that knows about how much of it the sound will take."""
    bit_s = sounding.bit_s_within(limit.size_bytes, plan)
    return replace(limit, sound_bit_s=bit_s, sound_bytes=sounding.most_bytes(plan, bit_s))


def _quality(output: Output, preset: Preset | None, fps: int) -> Quality:
    """How to encode before any size limit is looked at."""
    row = QUALITIES[output.quality] if output.crf is None else quality_at(output.crf)
    if preset is None:
        return row
    keyframe_s, b_frames = preset.keyframe_s, preset.most_b_frames
    return row.limited(None if keyframe_s is None else int(keyframe_s * fps), b_frames)


def _limits(output: Output, preset: Preset | None, plan: Plan, base: Quality) -> list[Limit]:
    """Sizes to fit under, the most wanted first; none where there is no limit."""
    caps, aims = [], []
    if preset is not None:
        fps = plan.whole.fps
        mean_bit_s = preset.mean_bit_s(fps)
        caps = [one for one in (preset.most_bytes, output.max_bytes) if one is not None]
        caps += [int(mean_bit_s * plan.frames / fps / 8)] if mean_bit_s is not None else []
        aims = [one for one in preset.fit_bytes if not caps or one < min(caps)]
        return [Limit(one, base.busy_qp) for one in aims or ([min(caps)] if caps else [])]
    if output.max_bytes is None:
        return []
    return [Limit(output.max_bytes, base.busy_qp if output.crf is not None else _BEST_QP)]


def _chosen(
    fitter: Fitter, limits: list[Limit], plan: Plan, preset: Preset | None
) -> tuple[Limit, tuple[str, ...]]:
    """The first limit at which the video still looks good, else the last, and a note about it."""
    width, height = plan.whole.canvas
    least_bit_s = _GOOD_BIT_S_PER_PIXEL * width * height
    for limit in limits[:-1]:
        bit_s = 8 * limit.size_bytes * plan.whole.fps / plan.frames
        if bit_s >= least_bit_s and fitter.looks(limit) >= _GOOD:
            return limit, ()
    if len(limits) == 1 or preset is None:
        return limits[-1], ()
    small, large = said_bytes(limits[0].size_bytes), said_bytes(limits[-1].size_bytes)
    return limits[-1], (
        f"It would not look good below {small}, so it is only below {large}, which {preset.title} takes too.",
    )


def _canvas_notes(project: Timeline, shown: Timeline, preset: Preset | None) -> tuple[str, ...]:
    old, new = project.canvas, shown.canvas
    if preset is None or abs(old.width * new.height / (old.height * new.width) - 1) < 0.01:
        return ()
    return (
        f"Framed anew for {preset.title}: {new.width} × {new.height} instead of {old.width} × {old.height}.",
    )


def _fit_notes(video: Video, plan: Plan, limit: Limit, looks: float | None) -> tuple[str, ...]:
    """What was given up for the size."""
    notes = []
    size = said_bytes(limit.size_bytes)
    if (video.width, video.height) != plan.whole.canvas:
        notes.append(f"Made {video.width} × {video.height} to stay under {size}.")
    if video.fps != plan.whole.fps:
        notes.append(f"Made with {video.fps} frames a second to stay under {size}.")
    if looks is not None and looks < _SOFT:
        notes.append(
            f"So few bytes make it look soft: a shorter video, or more than {size}, would be clearer."
        )
    return tuple(notes)
