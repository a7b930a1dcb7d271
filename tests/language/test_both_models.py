"""A real model that calls what the planner calls comes to the same drafts, and its answers are as true."""

from __future__ import annotations

import pytest
from tests.conftest import scaled
from tests.language.facts import is_false_done
from tests.language.llm_world import Twin, llm_world
from tests.language.world import Conversation, load_all

from photoplay.agent.desk import Desk
from photoplay.agent.llm.grounds import refusal

_ALL = load_all()
#: Every so-many-th conversation, so that all kinds and languages are among them.
_SOME = _ALL[:: max(1, len(_ALL) // scaled(len(_ALL) // 2, least=80))]


@pytest.mark.parametrize("talk", _SOME, ids=[one.name for one in _SOME])
def test_both_models_do_the_same(talk: Conversation) -> None:
    twin, said = Twin(talk), list[str]()
    with llm_world(twin.world, twin.script) as (world, _):
        for turn in talk.turns:
            said.append(turn.say)
            desk = Desk(twin.world.scene)
            planned = twin.plan(turn.say)
            if any(refusal(tool, args, said, desk) for tool, args in twin.calls):
                break  # by the wall against orders in data; see below how seldom that is
            seen = world.say(turn.say)
            assert world.fell_back[-1] is None, (turn.say, twin.calls)
            assert seen.after == planned.after, (turn.say, seen.journal, planned.journal)
            assert seen.exports == planned.exports
            assert is_false_done(seen) <= is_false_done(planned), seen.reply
            assert seen.reply.strip()


def test_what_was_asked_for_is_let_pass() -> None:
    """The wall against orders in data stands in nobody's way: it refuses nothing that the planner would call.

    The planner is wrong now and then; so one call in a hundred may be refused.
    """
    calls, refused = 0, []
    talks = _ALL[:: len(_ALL) // scaled(len(_ALL), least=400)]
    for talk in talks:
        twin, said = Twin(talk), list[str]()
        for turn in talk.turns:
            desk = Desk(twin.world.scene)
            twin.plan(turn.say)
            said.append(turn.say)
            for tool, args in twin.calls:
                calls += 1
                if why := refusal(tool, args, said, desk):
                    refused.append((turn.say, tool, dict(args), why))
    assert calls > len(talks) / 2
    assert len(refused) <= calls / 100, refused
