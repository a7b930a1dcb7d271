"""How long the built-in planner takes for a message: understanding it, planning, the tools, the answer.

    python benchmarks/planner.py [--worlds 400] [--json FILE]

No server, no database: one process, one core, its own processor time. First the development conversations
(tests/language/conversations), then texts of 8,000 characters made to be slow, on an empty project, a slideshow
and one with 500 photos and 200 texts. Goals: ``shared`` faults, row 34.
"""

from __future__ import annotations

import argparse
import gc
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import report
from report import Line

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.language import world as worlds
from tests.language.world import World, load_all, records_of, slideshow_of, world_of

from photoplay.timeline.find import photos
from photoplay.timeline.layers import NewTitle, add_titles
from photoplay.timeline.model import Timeline

#: Longest message, and how long the longest and an ordinary one may take on one core, milliseconds.
LONGEST, MOST_MS, MOST_ORDINARY_MS = 8_000, 150.0, 30.0
#: On 500 photos with 200 texts, where every change of all photos is one of 500 clips.
MOST_LARGE_MS, PHOTOS, TEXTS = 400.0, 500, 200
STAGES = ("understand", "plan", "call", "review")

_ENGLISH = (
    "We took these photos last summer in Portugal, when my sister Anna and her husband came to visit us. The first "
    "morning was foggy, so the beach looked almost empty; later the sun came out. I'd like it to feel warm and calm, "
    "not too fast, maybe with soft piano music. Please don't make it look like an advert. Make the last photo longer. "
)
_CHINESE = (
    "去年夏天我们在葡萄牙拍了这些照片，当时我姐姐安娜和她丈夫来看我们了。第一天早上有雾，海滩看起来几乎是空的；后来太阳出来了。"
    "我希望视频温暖而平静，不要太快，也许配上柔和的钢琴音乐。请不要做得像广告。把最后一张照片放长一点。"
)
_WISHES = (
    "make the first photo longer. add a title saying hello world. remove the music. set the transition to fade. make "
    "photo 3 black and white. move the last one to the start. brighter please. use calm piano music. swap photos 1 "
    "and 2. rotate the second photo left. crop to square. add a caption “so nice” to photo 2. "
)
_BRIEF = (
    "Create a 30-second product video for our bottle, features: leak proof, light, $29.99, shop now at "
    "aqua.example, title “Aqua”, music upbeat. "
)


def heaps() -> dict[str, str]:
    """Texts of 8,000 characters that are slow to read, or were."""
    chance = random.Random(3)
    letters = "abcdefghijklmnoprstuvw"
    words = ("".join(chance.choices(letters, k=chance.randint(4, 9))) for _ in range(1_400))
    once = {
        "prose": _ENGLISH, "prose, Chinese": _CHINESE, "wishes": _WISHES, "brief": _BRIEF, "letters": "a",
        "capitals": "A", "digits": "7", "spaced digits": "1 ", "quotation marks": '"', "quotations": '"a" ',
        "line ends": "\n", "lines": "photo 1\n", "and the first photo": "and the first photo ", "brackets": "[{(",
        "emoji": "😀", "names of files": "IMG_2041.jpg ", "endings": "x_1.", "addresses": "a@b.c ", "prices": "$1,0",
        "times": "1:23 ", "blanks": "a" + " " * 90, "music": "calm piano jazz epic guitar ", "undo": "undo ",
        "corrections": "no, I meant the third one. ", "saying": "saying hello ", "names": "Anna and ",
        "subjects": "beach dog cat ", "han": "第一张和", "numerals": "一二三四五六七八九十", "colons": "title: a ",
        "captions": "photo 3: at the sea\n", "exceptions": "all but the first except the second ",
    }  # fmt: skip
    found = {name: (part * (LONGEST // len(part) + 1))[:LONGEST] for name, part in once.items()}
    return found | {"words nobody knows": " ".join(words)[:LONGEST]}


@dataclass(slots=True)
class Clock:
    """Processor time by stage; those of one turn are added up."""

    turn: dict[str, float] = field(default_factory=dict)

    def watch(self, name: str) -> None:
        """Counts the time of a function that ``tests.language.world`` calls."""
        inner: Callable[..., Any] = getattr(worlds, name)

        def timed(*args: Any, **options: Any) -> Any:
            began = time.thread_time()
            try:
                return inner(*args, **options)
            finally:
                self.turn[name] = self.turn.get(name, 0.0) + 1000 * (time.thread_time() - began)

        setattr(worlds, name, timed)

    def say(self, world: World, text: str) -> dict[str, float]:
        """One turn: milliseconds of each stage."""
        self.turn = dict.fromkeys(STAGES, 0.0)
        world.say(text)
        return self.turn


def large_world() -> World:
    """A project of 500 photos, 200 of them with words."""
    chance = random.Random(5)
    subjects = ("beach", "dog", "IMG", "family dinner", "sunset", "外婆家", "DSC", "birthday")
    world = World(records_of([f"{chance.choice(subjects)}_{number:04d}.jpg" for number in range(PHOTOS)]))
    draft = slideshow_of(world.bin)
    shots = photos(draft)
    words = [
        NewTitle(f"Caption {n}", reference=shots[n * PHOTOS // TEXTS].id, role="caption")
        for n in range(TEXTS)
    ]
    world.timeline, world.undo = add_titles(draft, words), [Timeline()]
    return world


def small_world(*, made: bool) -> World:
    world = World(records_of([f"IMG_{number}.jpg" for number in range(2041, 2046)]))
    if made:
        world.timeline, world.undo = slideshow_of(world.bin), [Timeline()]
    return world


def share(values: Sequence[float], part: float) -> float:
    """A percentile by its place in the order."""
    return sorted(values)[min(len(values) - 1, int(len(values) * part))]


def conversations(clock: Clock, most: int) -> Iterator[Line]:
    """Every stage over the development conversations."""
    turns = []
    for conversation in load_all()[:most]:
        world = world_of(conversation)
        turns += [clock.say(world, turn.say) for turn in conversation.turns]
    for stage in STAGES:
        values = [turn[stage] for turn in turns]
        note = f"p95 {share(values, 0.95):.1f}, longest {max(values):.1f}"
        yield Line(f"{stage}, p50 of {len(values)} turns", statistics.median(values), "ms", note=note)
    whole = [sum(turn.values()) for turn in turns]
    yield Line("a turn, p50", statistics.median(whole), "ms")
    yield Line("a turn, p95", share(whole, 0.95), "ms", most=MOST_ORDINARY_MS)


def worst(clock: Clock, name: str, fresh: Callable[[], World], most_ms: float) -> Iterator[Line]:
    """The slowest texts on one kind of project."""
    took: dict[str, dict[str, float]] = {}
    for heap, text in heaps().items():
        took[heap] = clock.say(fresh(), text)
    order = sorted(took, key=lambda heap: -sum(took[heap].values()))
    for place, heap in enumerate(order[:3], 1):
        stages = ", ".join(f"{stage} {took[heap][stage]:.0f}" for stage in STAGES)
        yield Line(
            f"8,000 characters, {name}: {place}", sum(took[heap].values()), "ms", most=most_ms, note=f"{heap}: {stages}"
        )  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--worlds", type=int, default=10_000, help="conversations at most")
    parser.add_argument("--json", type=Path, help="where the figures go")
    chosen = parser.parse_args()
    clock = Clock()
    for stage in STAGES:
        clock.watch(stage)
    for text in ("make a 20 second video with calm music", "第二张放大一点", "hello"):
        clock.say(small_world(made=False), text)
    gc.collect()
    gc.freeze()  # as the server does, see ``services.turn_warming``
    large = large_world()

    def large_again() -> World:
        return World(large.bin, timeline=large.timeline, undo=list(large.undo))

    lines = [
        *conversations(clock, chosen.worlds),
        *worst(clock, "nothing made yet", lambda: small_world(made=False), MOST_MS),
        *worst(clock, "a slideshow", lambda: small_world(made=True), MOST_MS),
        *worst(clock, f"{PHOTOS} photos", large_again, MOST_LARGE_MS),
    ]
    ordinary = clock.say(large_again(), "make the first photo longer")
    lines.append(Line(f"one wish, {PHOTOS} photos", sum(ordinary.values()), "ms", most=MOST_MS))
    print(report.table(lines))
    report.save(chosen.json, lines, {"longest": LONGEST})


if __name__ == "__main__":
    main()
