"""Fair turns between accounts."""

from __future__ import annotations

import asyncio
import contextlib

from photoplay.server.turns import Turns


async def _settle() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


def test_a_newcomer_is_next_whoever_has_queued_before() -> None:
    async def run() -> list[str]:
        turns, order, gates = Turns(2), list[str](), list[asyncio.Event]()

        async def work(who: str) -> None:
            async with turns.one(who):
                order.append(who)
                gates.append(asyncio.Event())
                await gates[-1].wait()

        tasks = [asyncio.create_task(work("many")) for _ in range(6)]
        await _settle()
        assert order == ["many", "many"]
        tasks.append(asyncio.create_task(work("few")))
        await _settle()
        opened = 0
        while not all(task.done() for task in tasks):
            gates[opened].set()
            opened += 1
            await _settle()
            assert len(order) - opened <= 2
        return order

    order = asyncio.run(asyncio.wait_for(run(), 30))
    assert order.index("few") == 2 and len(order) == 7


def test_whoever_gives_up_waiting_takes_no_turn_away() -> None:
    async def run() -> None:
        turns = Turns(1)
        inside, leave = asyncio.Event(), asyncio.Event()

        async def hold() -> None:
            async with turns.one("a"):
                inside.set()
                await leave.wait()

        async def once() -> None:
            async with turns.one("b"):
                pass

        holder = asyncio.create_task(hold())
        await inside.wait()
        waiting = [asyncio.create_task(once()) for _ in range(3)]
        await _settle()
        waiting[0].cancel()
        await _settle()
        leave.set()
        await asyncio.sleep(0)  # the second has its turn now, but does not know it yet
        waiting[1].cancel()
        for task in waiting:
            with contextlib.suppress(asyncio.CancelledError):
                await task
        await holder
        await once()

    asyncio.run(asyncio.wait_for(run(), 30))
