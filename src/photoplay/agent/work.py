"""A plan in the making: one message taken up wish by wish. See ``planner`` for the order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from photoplay.agent.acts import NO_CHANGE, TALK, WITHOUT_CUT, Trouble, slot_for
from photoplay.agent.answering import answered
from photoplay.agent.answers import Answer
from photoplay.agent.language.meaning import Intent, Ref, Selection, Understood
from photoplay.agent.making import files_meant, kind_of, lines_of, shots_of
from photoplay.agent.orders import order
from photoplay.agent.places import ends_after, meaning_ends
from photoplay.agent.plans import Call, Plan
from photoplay.agent.pointing import Order
from photoplay.agent.repeating import corrected, elsewhere, meaning_it, once
from photoplay.agent.resolve import photos_found
from photoplay.agent.scene import Memory, Question, Scene
from photoplay.agent.stage import Stage, is_empty, reworded, stage_of, stage_to_be
from photoplay.agent.surviving import surviving_files, surviving_slots
from photoplay.timeline.model import Timeline

#: Below this certainty an intent is asked about instead of done.
SURE = 0.5


@dataclass(slots=True)
class Work:
    """A plan in the making."""

    scene: Scene
    timeline: Timeline = field(default_factory=Timeline)
    stage: Stage = field(default_factory=Stage)
    gone: frozenset[str] = frozenset()
    is_fresh: bool = False
    made_of: Intent | None = None
    restart: Timeline | None = None
    steps: int = 1
    calls: list[Call] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    unclear: list[Intent] = field(default_factory=list)
    done: list[Intent] = field(default_factory=list)
    ends: Mapping[int, str] = field(default_factory=dict)
    spoken: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    brief: Mapping[str, Any] = field(default_factory=dict)
    question: Question | None = None
    waits: Question | None = None

    def __post_init__(self) -> None:
        memory = self.scene.memory
        self.timeline, self.brief = self.scene.timeline, memory.brief
        self.spoken, self.told = memory.photos, memory.texts
        self.stage = stage_of(self.scene, self.timeline, self.scene.undo)

    # -- the message as a whole ---------------------------------------------------------------------

    def take(self, understood: Understood) -> None:
        """Everything the message asks for."""
        if any(intent.act == "unsafe" for intent in understood.intents):
            self._talk([intent for intent in understood.intents if intent.act in TALK])
            return
        read = answered(understood, self.scene.memory, self.stage)
        self.waits = self.scene.memory.question if read.is_open else None
        intents = once(self._with_last(read.understood))
        self._logos_first(intents)
        deeds = [intent for intent in intents if intent.act not in TALK]
        self._undo_first(deeds)
        self._cut_first(deeds)
        for intent in intents:
            if intent.act in TALK:
                self._talk([intent])
            elif intent.act not in ("undo", "redo") or self._is_doubtful(intent):
                self._do(intent)
        for intent in self.unclear:
            self._unclear(intent)
        self._say_troubles()
        self._say_unread(read.understood)

    def _with_last(self, understood: Understood) -> list[Intent]:
        """The message's intents with those of the turn before, where it corrects or repeats them."""
        last = self.scene.memory.intents
        intents = list(understood.intents)
        if understood.correction is not None:
            intents = self._corrected(understood, last)
        if understood.again is not None:
            if more := elsewhere(last, understood.again, self.stage):
                intents = [*more, *intents]
            else:
                self.answers.append(Answer("nothing_again"))
        return intents

    def _corrected(self, understood: Understood, last: Sequence[Intent]) -> list[Intent]:
        correction, new = understood.correction, list(understood.intents)
        steps = self.scene.memory.steps
        if correction is None or not last or len(self.scene.undo) < max(steps, 1):
            if not new:
                self._ask("ask_what_change")
            return new
        says_nothing = correction.photos is None and correction.texts is None and not correction.slots
        if says_nothing and not any(intent.act not in TALK for intent in new):
            self._ask("ask_what_instead", tuple(last))
            return new
        self.timeline = self.scene.undo[steps - 1] if steps else self.timeline
        self.restart = self.timeline if steps else None
        self.steps = steps + 1
        self.stage = replace(
            stage_of(self.scene, self.timeline, self.scene.undo[steps:]), spoken=self.spoken, told=self.told
        )
        if steps:
            self.answers.append(Answer("corrected"))
        return [*corrected(last, correction, new), *new]

    def _logos_first(self, intents: Sequence[Intent]) -> None:
        """A picture that is told to be the logo is none of the photos for all else in the message."""
        told = [str(intent.slots["file"]) for intent in intents if intent.act == "set_logo"]
        for asset_id in told:
            self.scene = self.scene.with_logo(asset_id)
        if told and is_empty(self.timeline):
            self.stage = stage_of(self.scene, self.timeline, self.scene.undo)

    def _undo_first(self, deeds: Sequence[Intent]) -> None:
        for act, drafts in (("undo", self.scene.undo), ("redo", self.scene.redo)):
            wanted = [intent for intent in deeds if intent.act == act and not self._is_doubtful(intent)]
            if not wanted:
                continue
            steps = max(1, sum(int(intent.slots.get("steps") or 1) for intent in wanted))
            self.calls.append(Call(act, {"steps": steps}))
            self.done.append(Intent(act, {"steps": steps}))
            if drafts:
                self.timeline = drafts[min(steps, len(drafts)) - 1]
                self.stage = stage_of(self.scene, self.timeline, self.scene.undo[steps:])

    def _cut_first(self, deeds: Sequence[Intent]) -> None:
        """Edits of a video that is not there yet make it first."""
        needing = [
            intent for intent in deeds if intent.act not in WITHOUT_CUT and not self._is_doubtful(intent)
        ]
        starts_over = any(intent.act == "start_over" for intent in deeds)
        if not needing or not (is_empty(self.timeline) or starts_over):
            return
        if any(intent.act == "make_video" for intent in deeds):
            return
        if not shots_of(self.scene):
            return
        if starts_over:
            self.calls.append(Call("start_over", {}))
            self.done.append(Intent("start_over"))
        self.answers.append(Answer("default_cut"))
        self.made_of = next((one for one in needing if self._says_which(one)), None)
        photos = self.made_of.photos if self.made_of else None
        self._make_video(Intent("make_video", photos=photos), starts_over=starts_over)

    def _says_which(self, intent: Intent) -> bool:
        """Whether a wish names the photos that a first cut is to be made of."""
        if intent.act not in ("add_photos", "keep_photos") or intent.photos is None:
            return False
        stage = stage_to_be(self.scene, shots_of(self.scene))
        found = photos_found(intent.photos, replace(stage, spoken=self.spoken), intent.words)
        return bool(found.handles) and not found.missing and not found.options

    def _is_doubtful(self, intent: Intent) -> bool:
        return bool(intent.ask) or intent.certainty < SURE

    # -- single wishes ------------------------------------------------------------------------------

    def _do(self, intent: Intent) -> None:
        if intent.ask:
            self._ask(intent.ask, (intent,))
        elif intent.certainty < SURE:
            self._ask("ask_did_you_mean", (intent,), {"words": intent.words, "act": intent.act})
        elif intent.act == "make_video":
            self._make_video(intent)
        elif intent.act in WITHOUT_CUT:
            self._without_cut(intent)
        elif is_empty(self.timeline) and not self.is_fresh:
            self._no_photos(intent)
        elif intent is self.made_of and self.is_fresh:
            return  # the cut was made of just these
        else:
            self._edit(intent)

    def _without_cut(self, intent: Intent) -> None:
        if intent.act == "start_over" and any(call.tool == "start_over" for call in self.calls):
            return
        self._call(intent.act, intent.slots)
        self.done.append(intent)

    def _call(self, tool: str, args: Mapping[str, Any]) -> None:
        """Selections among the slots that the act has no use for stay out."""
        told = {name: value for name, value in args.items() if not isinstance(value, Selection)}
        self.calls.append(Call(tool, told))

    def _edit(self, intent: Intent) -> None:
        last = self.done or self.scene.memory.intents
        intent = self._carried_on(meaning_it(intent, last[-1].act if last else ""))
        intent = meaning_ends(intent, self.stage.handles, self.ends)
        stage = replace(self.stage, spoken=self.spoken, told=self.told)
        made = order(intent, stage, self.gone)
        if isinstance(made, Trouble):
            self.troubles.append(made)
            return
        if intent.act == "remove_photos" and len(stage.members) > 1 and self._leaves_none(made):
            self._ask("ask_remove_all", (intent,))
            return
        self._add(intent, made)

    def _leaves_none(self, made: Order) -> bool:
        return not set(self.stage.handles) - self.gone - set(made.gone)

    def _add(self, intent: Intent, made: Order) -> None:
        self._call(made.tool or intent.act, made.args)
        self.done.append(made.settled or intent)
        self.troubles += made.troubles
        self.gone |= frozenset(made.gone)
        self.spoken = made.spoken or self.spoken
        self.told = made.told or tuple(line.id for line in made.lines) or self.told
        if intent.act in ("move_photos", "order_photos", "swap_photos"):
            self.ends = ends_after(made.args, self.stage.handles, self.ends)
        if intent.act == "edit_text":
            self.stage, self.told = reworded(self.stage, made.told, intent.slots)
        if made.lines:
            self.stage = replace(self.stage, lines=(*self.stage.lines, *made.lines))

    def _carried_on(self, intent: Intent) -> Intent:
        """Goes on with the photos of the wish before: “another half second”, “black and white, and a caption”."""
        on_photo = intent.act == "add_text" and intent.slots.get("role") in _ON_A_PHOTO
        if on_photo and intent.photos is None and "start" not in intent.slots:
            named = [one for one in self.done if one.photos is not None]
            return (
                replace(intent, photos=Selection((Ref("it"),))) if named and len(self.spoken) == 1 else intent
            )
        relative = {"by", "factor"} & intent.slots.keys() and not {"seconds", "percent"} & intent.slots.keys()
        if intent.photos is not None or not relative or intent.act not in _CARRIED_ON:
            return intent
        before = [one for one in (*self.scene.memory.intents, *self.done) if one.act == intent.act]
        if not before or before[-1].photos is None:
            return intent
        return replace(intent, photos=Selection((Ref("it"),))) if self.spoken else intent

    def _make_video(self, intent: Intent, *, starts_over: bool = False) -> None:
        if not shots_of(self.scene):
            self._no_photos(intent)
            return
        stage = replace(self.stage, spoken=self.spoken)
        files, trouble = files_meant(intent, self.scene, stage, starts_over=starts_over)
        self.troubles += [trouble] if trouble else []
        if not files:
            return
        args = {name: value for name, value in intent.slots.items() if value not in (None, "", (), [])}
        if not starts_over and not any(call.tool == "start_over" for call in self.calls):
            files = files if intent.photos is not None else surviving_files(files, self.scene, self.timeline)
            args |= surviving_slots(intent, self.scene, self.timeline)
        args.setdefault("kind", kind_of(self.scene.profile, len(files)))
        if files != shots_of(self.scene):
            args["photos"] = [record.id for record in files]
        self._call("make_video", args)
        self.done.append(intent)
        self.brief, self.is_fresh, self.gone, self.ends = dict(intent.slots), True, frozenset(), {}
        self.stage = replace(stage_to_be(self.scene, files), lines=lines_of(args))
        self.spoken, self.told = (), ()

    # -- what is said -------------------------------------------------------------------------------

    def _talk(self, intents: Sequence[Intent]) -> None:
        for intent in intents:
            slots = dict(intent.slots)
            if intent.photos is not None:
                stage = replace(self.stage, spoken=self.spoken, told=self.told)
                found = photos_found(intent.photos, stage, intent.words)
                slots["photos"] = list(found.handles)
                self.spoken = found.handles if found.handles and not found.is_all else self.spoken
            if intent.act == "ask_project" and slots.get("about") == "length":
                self.waits = self.waits or Question("ask_total_length")  # "ok, make it 20"
            if intent.act == "wait" and "export" in slots:
                # It waits for a word: "ok, now go".
                held = Intent("export_video", slots.pop("export"))
                self.waits = self.waits or Question("ask_shall_i", (held,))
            if intent.act == "unclear":
                self.unclear.append(intent)
            else:
                self.answers.append(Answer(intent.act, slots))

    def _unclear(self, intent: Intent) -> None:
        near = str(intent.slots.get("near") or "")
        if near and near not in TALK:
            slots = {name: value for name, value in intent.slots.items() if name != "near"}
            meant = replace(intent, act=near, slots=slots)
            stage = replace(self.stage, spoken=self.spoken, told=self.told)
            made = order(meant, stage) if near != "make_video" else None
            if isinstance(made, Trouble):
                self.troubles.append(made)
                return
        if self.calls:
            self.answers.append(Answer("unread", {"parts": [intent.words]}))
        elif self.waits is not None and self.waits.slot in ("text", "title", "name"):
            # The words that were asked for are still wanted.
            self.answers.append(Answer("unread", {"parts": [intent.words]}))
            self._ask(self.waits.key, self.waits.intents)
        else:
            self._ask("ask_what_change", (), {"words": intent.words})

    def _no_photos(self, intent: Intent) -> None:
        if all(answer.key != "no_photos" for answer in self.answers):
            self.answers.append(Answer("no_photos"))
        self.question = self.question or Question("ask_send_photos", (intent,))

    def _ask(
        self, key: str, intents: tuple[Intent, ...] = (), slots: Mapping[str, Any] | None = None
    ) -> None:
        """One question a turn: the first."""
        if any(answer.key == "ask" for answer in self.answers):
            return
        self.answers.append(Answer("ask", {"key": key, **(slots or {})}))
        if key == "ask_shall_i" and intents and intents[0].photos is not None:
            found = photos_found(intents[0].photos, self.stage, intents[0].words)
            self.spoken = self.spoken if found.is_all else found.handles or self.spoken
        self.question = Question(key, intents, slot_for(key, intents[0].act if intents else ""))

    def _say_troubles(self) -> None:
        self.troubles = [trouble for trouble in self.troubles if trouble.key]
        for trouble in self.troubles:
            if trouble.key.startswith("ask_"):
                self._ask(trouble.key, (_offering(trouble),), trouble.slots)
                if self.question is not None and self.question.key == trouble.key and trouble.slot:
                    self.question = replace(self.question, slot=trouble.slot)
                continue
            self.answers.append(Answer(trouble.key, dict(trouble.slots)))
            if self.question is None and trouble.slot:
                key = "ask_which_text" if trouble.slot == "texts" else "ask_which_photo"
                self.question = Question(key, (trouble.intent,), trouble.slot)
        # Nothing could be done for want of something that was named: that is asked for.
        asks = any(answer.key == "ask" for answer in self.answers)
        if self.troubles and not self.calls and self.question is not None and not asks:
            self.answers.append(Answer("ask", {"key": self.question.key}))

    def _say_unread(self, understood: Understood) -> None:
        if not understood.unread:
            return
        if self.calls or self.answers:
            self.answers.append(Answer("unread", {"parts": list(understood.unread)}))
        else:
            self._ask("ask_what_change", (), {"words": " ".join(understood.unread)})

    # -- the end ------------------------------------------------------------------------------------

    def plan(self, understood: Understood) -> Plan:
        """What was gathered."""
        before = self.scene.memory
        if not self.calls and not self.answers:
            self._ask("ask_what_change")
        if understood.rest:
            self.answers.append(Answer("left_out", {"words": understood.rest}))
        language = understood.language or before.language or self.scene.language
        deeds = tuple(intent for intent in self.done if intent.act not in NO_CHANGE)
        memory = Memory(
            intents=deeds or before.intents,
            photos=self.spoken,
            texts=self.told,
            question=self.question or self.waits,
            language=understood.language or before.language,
            brief=self.brief,
            steps=self.steps if deeds else before.steps,
        )
        if not self.calls:
            self.restart = None
        return Plan(tuple(self.calls), memory, tuple(self.answers), self.restart, language)


def _offering(trouble: Trouble) -> Intent:
    """The intent as it waits for the answer: of photos with the same name, all that may be meant."""
    if trouble.key != "ask_which_one" or trouble.slot != "photos":
        return trouble.intent
    names = trouble.slots.get("options")
    offered = tuple(Ref("file", name) for name in names) if isinstance(names, list) else ()
    return replace(trouble.intent, photos=Selection(offered))


#: Roles of words that belong to a photo.
_ON_A_PHOTO = ("caption", "lower-third", "badge")

#: Acts that go on with the same photos when none are named.
_CARRIED_ON = frozenset(
    ("set_photo_seconds", "change_pace", "adjust", "set_clip_speed", "set_clip_volume", "trim_clip", "rotate")
)
