"""The sound of an export: at which rate, within which limits, and what to tell the user about it."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from pathlib import Path

from photoplay.export.presets import Preset
from photoplay.export.rates import sound_overhead_bytes
from photoplay.media.record import MediaRecord
from photoplay.render.cache import ChunkCache
from photoplay.render.pool import ChunkPool
from photoplay.render.slices import Plan
from photoplay.render.sound.aac import packet_count
from photoplay.render.sound.cues import KEPT_PITCH, RATE, Recorded, SoundPlan
from photoplay.render.sound.loudness import TARGET_LUFS, TOLERANCE_LU
from photoplay.render.sound.plan import make_sound
from photoplay.render.sound.track import BIT_S, MOST_LOUDER_DB, SoundFacts, SoundMaker
from photoplay.timeline.model import Timeline

#: Lower rates, for small files, and the part of a file from which on sound takes too much, bits a second.
_LOWER_BIT_S, _MOST_SHARE = (128_000, 96_000, 64_000), 0.15
#: What the encoder takes of its rate at most, where strokes follow one another.
_MOST_OF_RATE = 1.3


class Sounding:
    """Makes the sound of one export, for each length and rate once.

    Args:
        timeline: What is heard; it is not changed.
        media: What each clip's ``source`` stands for.
        paths: Where each file's bytes are, by digest.
        preset: Says which rate is wanted and how loud it may be.
        target_lufs: Loudness with every volume at its default.
        pool, cache, owner, stop: See ``render.video.render_video``.
    """

    def __init__(
        self,
        timeline: Timeline,
        media: Mapping[str, MediaRecord],
        paths: Mapping[str, Path],
        *,
        preset: Preset | None,
        target_lufs: float = TARGET_LUFS,
        pool: ChunkPool,
        cache: ChunkCache,
        owner: str,
        stop: threading.Event | None,
    ) -> None:
        self._timeline, self._media, self._paths = timeline, media, paths
        self._preset, self._target_lufs = preset, target_lufs
        self._pool, self._cache, self._owner, self._stop = pool, cache, owner, stop
        self._makers: dict[tuple[SoundPlan, int], SoundMaker] = {}
        self._bit_s = BIT_S if preset is None else preset.sound_bit_s
        self._most_bit_s = None if preset is None else preset.most_sound_bit_s

    def __enter__(self) -> Sounding:
        return self

    def __exit__(self, *error: object) -> None:
        for maker in self._makers.values():
            maker.cancel()

    def plan_for(self, plan: Plan) -> SoundPlan | None:
        """What is heard with pictures; None when nothing is.

        Raises:
            TimelineError: A sound is missing or cannot be read.
        """
        return make_sound(self._timeline, self._media, plan.frames * RATE // plan.whole.fps)

    def maker(self, plan: Plan, bit_s: int | None = None) -> SoundMaker | None:
        """Begins to make the sound for pictures, or goes on with it; None when nothing is heard."""
        heard = self.plan_for(plan)
        if heard is None:
            return None
        name = heard, bit_s or self._bit_s
        if name not in self._makers:
            self._makers[name] = SoundMaker(
                heard, self._paths, pool=self._pool, cache=self._cache, owner=self._owner, stop=self._stop,
                bit_s=name[1], edit_list=self._preset is None or self._preset.edit_list,
                target_lufs=self._target_lufs, most_bit_s=self._most_bit_s,
                most_louder_db=MOST_LOUDER_DB if self._preset is None else 0.0,
            )  # fmt: skip
        return self._makers[name]

    def bit_s_within(self, size_bytes: int, plan: Plan) -> int:
        """The rate for a file of limited size: a lower one where sound would take much of it."""
        allowed = _MOST_SHARE * 8 * size_bytes * plan.whole.fps / plan.frames
        offered = [self._bit_s, *(one for one in _LOWER_BIT_S if one < self._bit_s)]
        return next((one for one in offered if one <= allowed), offered[-1])

    def most_bytes(self, plan: Plan, bit_s: int) -> int:
        """What the sound takes of a file at most, told before it is made."""
        if self.plan_for(plan) is None:
            return 0
        samples = plan.frames * RATE // plan.whole.fps
        size_bytes = int(_MOST_OF_RATE * bit_s * samples / RATE / 8)
        return size_bytes + sound_overhead_bytes(packet_count(samples), plan.frames)

    def room_bytes(self, plan: Plan, bit_s: int | None) -> int:
        """What the sound takes of a file; waits for it."""
        maker = self.maker(plan, bit_s)
        if maker is None:
            return 0
        track = maker.result()
        return track.size_bytes + sound_overhead_bytes(len(track.packets), plan.frames)


def sound_notes(
    facts: SoundFacts, preset: Preset | None, target_lufs: float, heard: SoundPlan | None = None
) -> tuple[str, ...]:
    """What the user should know about the loudness of a video, and of what is ``heard`` in it."""
    if facts.loudness_lufs is None:
        return ("There is next to nothing to hear in this video: its sound is silent, or nearly.",)
    found, usual = f"{facts.loudness_lufs:.1f}", f"{target_lufs:g}"
    off_db = facts.wanted_lufs - target_lufs
    notes = []
    if off_db < -TOLERANCE_LU:
        notes.append(
            f"The volume that is set makes the video {-off_db:.0f} dB quieter than usual: {found} LUFS instead of "
            f"{usual}."
        )
    elif off_db > TOLERANCE_LU:
        notes.append(
            f"The volume that is set makes the video louder than usual: {found} LUFS instead of {usual}. Most "
            "places turn such videos down again."
        )
    if preset is not None and facts.volume_db > TOLERANCE_LU:
        notes.append(
            f"The volume is set higher than usual, but {preset.title} plays videos at {usual} LUFS, so it is that."
        )
    if facts.limit and facts.loudness_lufs < facts.wanted_lufs - TOLERANCE_LU:
        notes.append(_LIMITS[facts.limit].format(found=found, wanted=f"{facts.wanted_lufs:.1f}"))
    return (*notes, *_pitch_notes(heard))


def _pitch_notes(heard: SoundPlan | None) -> Iterator[str]:
    """About sound so fast or so slow that it does not keep its pitch."""
    sources = heard.sources if heard is not None else ()
    pitches = [source.pitch for source in sources if isinstance(source, Recorded)]
    low, high = KEPT_PITCH
    if any(pitch > 1 for pitch in pitches):
        yield f"Sound that plays faster than {high:g} times is higher than it was. Mute it if you do not like that."
    if any(pitch < 1 for pitch in pitches):
        yield (
            f"Sound that plays slower than {low:g} times is lower than it was. Mute it if you do not like that."
        )


_LIMITS: Mapping[str, str] = {
    "noise": "The sound is so quiet that making it as loud as usual would only raise its noise: the video "
    "plays at {found} LUFS instead of {wanted}. A louder recording helps.",
    "peaks": "The sound has such high peaks that it would distort at {wanted} LUFS: the video plays at {found}.",
    "silence": "",
}
