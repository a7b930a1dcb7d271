"""Fitting a video under a number of bytes: always under it, and as good as it can be there.

A few chunks are tried first. They say which quantiser would fill the limit and, where it is so high that
a smaller picture may look better, at which size the same bytes look best. Then every chunk is made once;
their sizes are added up exactly, and only what brings the sum under the limit is made again, from the
largest down. Far under it, and with a gain to be seen, quantisers are lowered. All passes go through the
cache, so nothing that was made is made again, and their number is bounded.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from photoplay.errors import InvalidOption
from photoplay.export import rates
from photoplay.export.canvas import on_canvas, scaled
from photoplay.export.likeness import likeness
from photoplay.export.options import said_bytes
from photoplay.export.passes import Meter, Passes, size_bytes
from photoplay.export.sounding import Sounding
from photoplay.media.movie import decoded_luma
from photoplay.media.record import MediaRecord
from photoplay.render.encode import POOREST_QP, Quality, quality_with
from photoplay.render.frame import compose
from photoplay.render.packets import Chunk
from photoplay.render.plan import make_plan
from photoplay.render.slices import Plan, Slice
from photoplay.render.sources import SourceStore
from photoplay.render.titles.contrast import with_contrast
from photoplay.render.video import Video, render_video
from photoplay.timeline.model import Timeline

#: Shorter sides that are tried below the video's own, pixels.
LINES = (2160, 1440, 1080, 900, 720, 540, 360)
#: Lower frame rates, the last resort.
_SLOWER = {60: (30, 24), 50: (25, 24), 30: (24,), 25: (24,)}
#: Quantisers from which on a smaller picture, or fewer frames, are looked at.
_COARSE_QP, _COARSEST_QP = 29.0, 47.0
#: Above this quantiser the next smaller size looks better, whatever is shown; so much lower is its own.
_HOPELESS_QP, _QP_PER_RUNG = 40.0, 3.5
#: What part of the limit is aimed at, and what part must be used if it can be.
_AIM, _LEAST_USED = 0.965, 0.88
#: Passes after the first whole one. Steps double, so that at the last every chunk is at its smallest.
_ROUNDS, _RAISES = 10, 2
#: How many chunks are tried, by the number of all.
_TRIED = ((6, 2), (12, 3), (10**9, 5))
#: From this likeness on no smaller picture looks better.
_CLEAR = 80.0
#: The smallest size serves for weighing where it is at most this part of the own one, and so is quick.
_SMALL, _WEIGHING_QP = 0.5, 20
#: How much likeness a step of the quantiser costs where it matters.
_LIKENESS_PER_QP = 2.2
#: Of the picture this part, in its middle, is looked at, pixels.
_LOOKED_AT = (1920, 1080)


@dataclass(frozen=True, slots=True)
class Limit:
    """How large a file may be, and how good it need be at most.

    Attributes:
        size_bytes: The file is smaller than this.
        best_qp: Lower quantisers are not used, whatever room is left.
        sound_bytes: What the sound takes of it.
        sound_bit_s: Mean rate of the sound.
    """

    size_bytes: int
    best_qp: int
    sound_bytes: int = 0
    sound_bit_s: int | None = None

    @property
    def picture_bytes(self) -> int:
        """What is left for pictures."""
        return self.size_bytes - self.sound_bytes


@dataclass(eq=False, slots=True)
class Rung:
    """The video at one size and rate, with what is known about its chunks.

    Attributes:
        plan: What is drawn.
        parts: Its chunks.
        weights: How many bytes each chunk takes beside the others, as far as known beforehand.
        measured: Bytes of each chunk by quantiser.
        tried: Chunks that stand for all.
    """

    plan: Plan
    parts: tuple[Slice, ...]
    weights: tuple[float, ...]
    measured: list[dict[int, float]]
    tried: tuple[int, ...]
    coded: dict[tuple[int, int], Chunk] = field(default_factory=dict)

    @property
    def overhead_bytes(self) -> int:
        return rates.overhead_bytes(self.plan.frames)

    def total(self, qp: float) -> float:
        """Bytes of the file at one quantiser, as far as can be told; at least one chunk was measured."""
        known = [index for index, sizes in enumerate(self.measured) if sizes]
        found = sum(rates.bytes_at(self.measured[index], qp) for index in known)
        share = sum(self.weights[index] for index in known) / sum(self.weights)
        return found / share + self.overhead_bytes


class Fitter:
    """Fits one timeline; see the module.

    Args:
        timeline: On the canvas of the export.
        media: Its photos.
        base: How it would be encoded without a limit: key frames and B-frames are as there.
        passes: Encode.
        meter: Is told how far it is.
        sounding: Makes the sound.
    """

    def __init__(
        self,
        timeline: Timeline,
        media: Mapping[str, MediaRecord],
        *,
        base: Quality,
        passes: Passes,
        meter: Meter,
        sounding: Sounding,
    ) -> None:
        self.sounding = sounding
        self._media, self._base, self._passes, self._meter = media, base, passes, meter
        self._ladder = ladder(timeline)
        self._sizes = sum(one.canvas.fps == timeline.canvas.fps for one in self._ladder)
        self._rungs: dict[int, Rung] = {}
        self._sources = SourceStore(passes.paths)

    def quality(self, qp: int) -> Quality:
        """How chunks are encoded at a quantiser."""
        if qp == self._base.busy_qp:
            return self._base
        found = quality_with(qp).limited(self._base.keyframe_frames, None)
        kept = [part for part in self._base.params.split(":") if part.startswith("bframes=")]
        return found.limited(None, int(kept[0].partition("=")[2])) if kept else found

    def rung(self, index: int) -> Rung:
        """One size and rate of the ladder; 0 is the timeline's own."""
        if index not in self._rungs:
            plan = with_contrast(make_plan(self._ladder[index], self._media), self._passes.paths)
            parts = plan.chunks()
            count = min(len(parts), next(tried for most, tried in _TRIED if len(parts) <= most))
            tried = tuple(sorted({(2 * i + 1) * len(parts) // (2 * count) for i in range(count)}))
            weights = tuple(float(part.frames) for part in parts)
            self._rungs[index] = Rung(plan, parts, weights, [{} for _ in parts], tried)
        return self._rungs[index]

    def weigh(self) -> None:
        """Makes every chunk at the smallest size, which is quick, to know how they differ.

        With these weights a few chunks at full size stand for all of them.
        """
        last = self._sizes - 1
        if self._ladder[last].canvas.width > _SMALL * self._ladder[0].canvas.width:
            return
        small = self.rung(last)
        weights = tuple(self._encoded(small, [_WEIGHING_QP] * len(small.parts)))
        for index in range(self._sizes):
            self.rung(index).weights = weights

    def tried_qp(self, rung: Rung, limit: Limit, near: float | None = None) -> float:
        """The quantiser at which a rung fills a limit, found by trying a few chunks once or twice."""
        pixels = rung.plan.frames * rung.plan.whole.canvas[0] * rung.plan.whole.canvas[1]
        aim = _AIM * limit.picture_bytes
        qp = near or rates.solved(
            partial(rates.usual_bytes, pixels), aim - rung.overhead_bytes, limit.best_qp
        )
        for _ in range(2):
            told = round(qp)
            if (rung.tried[0], told) not in rung.coded:
                self._try(rung, told)
            qp = rates.solved(rung.total, aim, limit.best_qp)
            if abs(qp - told) < 1.5:
                break
        return qp

    def _try(self, rung: Rung, qp: int) -> None:
        parts = [rung.parts[index] for index in rung.tried]
        qualities = [self.quality(qp)] * len(parts)
        for index, chunk in zip(
            rung.tried, self._passes.chunks(parts, qualities, self._meter.stage(0.12)), strict=True
        ):
            rung.measured[index][qp] = size_bytes(chunk)
            rung.coded[index, qp] = chunk

    def likeness_at(self, index: int, qp: float) -> float:
        """How the video would look at a rung and quantiser: about VMAF; the tried chunks nearest are seen."""
        rung, own = self.rung(index), self.rung(0)
        near = min({told for _, told in rung.coded}, key=lambda told: abs(told - qp))
        drawn, coded = [], []
        for part in rung.tried:
            frames = own.parts[part].frames
            wanted = sorted({frames // 4, 3 * frames // 4})
            for frame in wanted:
                self._passes.require_going()
                drawn.append(compose(own.parts[part], frame, self._sources).luma)
            packets = (packet.data for packet in rung.coded[part, near].packets)
            coded += decoded_luma(packets, frozenset(wanted))
        self._passes.require_going()
        return likeness(drawn, coded, _LOOKED_AT) - _LIKENESS_PER_QP * (qp - near)

    def looks(self, limit: Limit) -> float:
        """How the video would look within a limit at its own size: about VMAF."""
        return self.likeness_at(0, self.tried_qp(self.rung(0), limit))

    def choose(self, limit: Limit) -> tuple[int, float, float | None]:
        """The rung and quantiser that look best within a limit, and how they look where that was seen."""
        best, qp, seen = 0, self.tried_qp(self.rung(0), limit), None
        if qp < _COARSE_QP:
            return best, qp, seen
        seen = self.likeness_at(0, qp) if qp <= _HOPELESS_QP or self._sizes == 1 else 0.0
        if seen >= _CLEAR:
            return best, qp, seen
        guess = qp
        for index in range(1, self._sizes):
            guess = max(guess - _QP_PER_RUNG, limit.best_qp)
            if guess > _HOPELESS_QP and index < self._sizes - 1:
                continue
            guess = self.tried_qp(self.rung(index), limit, guess)
            looks = self.likeness_at(index, guess)
            if looks <= seen:
                break
            best, qp, seen = index, guess, looks
        for index in range(self._sizes, len(self._ladder)):
            if best >= self._sizes - 1 and qp > _COARSEST_QP:
                best, qp = index, self.tried_qp(self.rung(index), limit, qp)
        return best, qp, seen

    def fit(self, limit: Limit, path: Path, *, edit_list: bool) -> tuple[Video, float | None]:
        """Makes the file.

        Returns:
            The video, and how it looks where that was looked at.

        Raises:
            InvalidOption: It cannot be made so small.
            PhotoplayError: See ``render_video``.
        """
        index, qp, seen = self.choose(limit)
        while (found := self._settled(self.rung(index), qp, limit)) is None:
            if index == len(self._ladder) - 1:
                raise self._too_small(self.rung(index), limit)
            index += 1
            qp = self.tried_qp(self.rung(index), limit, qp)
        return self._finished(self.rung(index), found, limit, path, edit_list), seen

    def _settled(self, rung: Rung, qp: float, limit: Limit) -> list[int] | None:
        """Quantisers of all chunks whose sum is under the limit; None when there are none."""
        qps = [max(one, limit.best_qp) for one in rates.spread(qp, len(rung.parts))]
        under: list[int] | None = None
        step, raises = 1, 0
        for _ in range(_ROUNDS):
            sizes = self._encoded(rung, qps)
            room = limit.picture_bytes - 1 - rung.overhead_bytes - sum(sizes)
            if room < 0:
                if under is not None:
                    break
                if min(qps) == POOREST_QP:
                    return None
                qps = rates.lowered(qps, sizes, -1.15 * room + 0.002 * limit.size_bytes, step)
                step *= 2
                continue
            under = qps
            used = 1 - room / limit.size_bytes
            if used >= _LEAST_USED or raises == _RAISES or max(qps) <= limit.best_qp:
                break
            raises += 1
            finer = rates.solved(rung.total, _AIM * limit.picture_bytes, limit.best_qp)
            wished = rates.spread(finer, len(qps))
            qps = [max(min(a, b), limit.best_qp) for a, b in zip(qps, wished, strict=True)]
            if qps == under:
                break
        room = limit.picture_bytes - 1 - rung.overhead_bytes
        return None if under is None else rates.finer(under, rung.measured, room)

    def _encoded(self, rung: Rung, qps: Sequence[int]) -> list[float]:
        """Bytes of all chunks; what was measured already is not made again."""
        missing = [index for index, qp in enumerate(qps) if qp not in rung.measured[index]]
        if missing:
            part = 0.8 if len(missing) > len(qps) // 2 else 0.5
            found = self._passes.sizes(
                [rung.parts[index] for index in missing],
                [self.quality(qps[index]) for index in missing],
                self._meter.stage(part),
            )
            for index, size in zip(missing, found, strict=True):
                rung.measured[index][qps[index]] = size
        return [rung.measured[index][qp] for index, qp in enumerate(qps)]

    def _finished(self, rung: Rung, qps: Sequence[int], limit: Limit, path: Path, edit_list: bool) -> Video:
        passes = self._passes
        sound = self.sounding.maker(rung.plan, limit.sound_bit_s)
        return render_video(
            rung.plan, passes.paths, path, quality=[self.quality(qp) for qp in qps], pool=passes.pool,
            cache=passes.cache, owner=passes.owner, edit_list=edit_list, on_progress=self._meter.stage(1.0),
            stop=passes.stop, most_bytes=limit.size_bytes, sound=sound,
        )  # fmt: skip

    def _too_small(self, rung: Rung, limit: Limit) -> InvalidOption:
        sizes = self._encoded(rung, [POOREST_QP] * len(rung.parts))
        least = int((sum(sizes) + rung.overhead_bytes + limit.sound_bytes) * 1.02) + 1000
        return InvalidOption(
            f"This video cannot be made smaller than {said_bytes(limit.size_bytes)}: the smallest possible is "
            f"{said_bytes(least)}. Allow {least:,} bytes, or make the video shorter.",
            field="output.max_bytes",
        )


def ladder(timeline: Timeline) -> list[Timeline]:
    """The timeline at its own size, at ever smaller ones, and at last with fewer frames a second."""
    canvas = timeline.canvas
    size, shorter = (canvas.width, canvas.height), min(canvas.width, canvas.height)
    sizes = [size, *(scaled(size, lines / shorter) for lines in LINES if lines < shorter)]
    found = [on_canvas(timeline, one, canvas.fps) for one in sizes]
    return [*found, *(on_canvas(timeline, sizes[-1], fps) for fps in _SLOWER.get(canvas.fps, ()))]
