"""Running a program and finding what it and all its children take: wall time, CPU time, memory.

CPU times are read from ``/proc`` while the program runs, since workers that are killed at the end are
missing from what the kernel adds up for their parents. Reading memory maps slows a program down, so
memory is measured in runs of their own.
"""

from __future__ import annotations

import os
import resource
import select
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_TICK_S = 1 / os.sysconf("SC_CLK_TCK")
#: Pause between two looks, seconds.
CPU_EVERY_S, MEMORY_EVERY_S = 0.1, 0.1


@dataclass(frozen=True, slots=True)
class Run:
    """What one run took.

    Attributes:
        wall_s: From start to end, seconds.
        cpu_s: Of the whole tree of processes, seconds.
        busy_s: Of everything on the machine meanwhile, seconds.
        memory: Proportional set sizes of all processes when their sum was largest, bytes; empty
            when not measured.
        output: What was written to standard output.
    """

    wall_s: float
    cpu_s: float
    busy_s: float
    memory: tuple[int, ...]
    output: str

    @property
    def memory_bytes(self) -> int:
        """Largest sum of proportional set sizes."""
        return sum(self.memory)

    @property
    def disturbance(self) -> float:
        """CPU time of other programs, share of the machine's."""
        return max(0.0, self.busy_s - self.cpu_s) / (self.wall_s * len(os.sched_getaffinity(0)))


def run(command: Sequence[str], env: Mapping[str, str] | None = None, *, memory: bool = False) -> Run:
    """Runs a program to its end.

    Args:
        command: The program and its arguments.
        env: Added to this process' environment.
        memory: Whether to measure memory, which makes the times worthless.

    Raises:
        subprocess.CalledProcessError: It failed.
    """
    cpu: dict[int, float] = {}
    peak: tuple[int, ...] = ()
    busy, waited = _busy_s(), _waited_s()
    began = time.perf_counter()
    process = subprocess.Popen(command, env={**os.environ, **(env or {})}, stdout=subprocess.PIPE, text=True)
    ended = os.pidfd_open(process.pid)
    while True:
        tree = processes(process.pid)
        for pid in tree:
            cpu[pid] = max(cpu.get(pid, 0.0), _cpu_s(pid))
        if memory:
            peak = max(peak, tuple(map(_pss_bytes, tree)), key=sum)
        if select.select([ended], [], [], MEMORY_EVERY_S if memory else CPU_EVERY_S)[0]:
            break
    wall = time.perf_counter() - began
    os.close(ended)
    output = process.communicate()[0]
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, list(command), output)
    spent = max(sum(cpu.values()), _waited_s() - waited)
    return Run(wall, spent, _busy_s() - busy, peak, output)


def processes(pid: int) -> list[int]:
    """A process and all its descendants."""
    found = [pid]
    for parent in found:
        for path in Path(f"/proc/{parent}/task").glob("*/children"):
            try:
                found += [int(child) for child in path.read_text().split()]
            except OSError:
                continue
    return found


def _cpu_s(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) * _TICK_S


def _waited_s() -> float:
    """CPU time of all processes that this one and its children have waited for."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _busy_s() -> float:
    """CPU time that the machine has spent on anything, stolen time included, idle and waiting not."""
    fields = [int(field) for field in Path("/proc/stat").read_text().splitlines()[0].split()[1:9]]
    return (sum(fields) - fields[3] - fields[4]) * _TICK_S


def _pss_bytes(pid: int) -> int:
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass
    return 0


def interleaved(
    contenders: Mapping[str, Callable[[], Run]], rounds: int, *, most_spread: float = 0.1, extra: int = 3
) -> dict[str, list[Run]]:
    """Runs all contenders in turn, again and again, so that a drifting machine treats them alike.

    Args:
        contenders: Each makes one run.
        rounds: How often each is run.
        most_spread: Contenders whose ``rounds`` fastest runs lie further apart are run again.
        extra: At most so many times.
    """
    runs: dict[str, list[Run]] = {name: [] for name in contenders}
    for number in range(rounds + extra):
        for name, contender in contenders.items():
            if number < rounds or spread(runs[name], rounds) > most_spread:
                runs[name].append(contender())
    return runs


def spread(runs: Sequence[Run], count: int) -> float:
    """How far the ``count`` fastest runs lie apart, share of the fastest."""
    walls = sorted(run.wall_s for run in runs)[:count]
    return walls[-1] / walls[0] - 1


def fastest(runs: Sequence[Run]) -> Run:
    """The run with the least wall time."""
    return min(runs, key=lambda run: run.wall_s)
