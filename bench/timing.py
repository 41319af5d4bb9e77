"""Taking times, in CPU and on the clock: of calls, of a piece of work, of a whole program."""

import gc
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Times:
    """Milliseconds of several calls: CPU (user and system, all threads), which other programs disturb little, and the clock."""

    cpu: list[float] = field(default_factory=list)
    clock: list[float] = field(default_factory=list)

    def take(self, call: Callable[[], Any]) -> None:
        clock, cpu = time.perf_counter(), time.process_time()
        call()
        self.cpu.append((time.process_time() - cpu) * 1000)
        self.clock.append((time.perf_counter() - clock) * 1000)


@contextmanager
def as_in_the_window() -> Iterator[None]:
    """What the program was loaded with is left alone by the collector, which runs by a timer and not at some allocation
    (desktop.jobs)."""
    gc.freeze()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def cpu(call: Callable[[], Any]) -> float:
    """Milliseconds of CPU for one long call."""
    gc.collect()
    times = Times()
    times.take(call)
    return times.cpu[0]


def spell(milliseconds: float) -> str:
    if milliseconds >= 1000:
        return f"{milliseconds / 1000:.3g} s"
    return f"{milliseconds:.3g} ms"


def p95(times: Iterable[float]) -> float:
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]


def median(times: Iterable[float]) -> float:
    return statistics.median(times)


def program(module: str, *arguments: str, **environment: str) -> dict[str, float]:
    """Run a module of this package as a program of its own; answers the JSON object of its last line. Raises
    RuntimeError with its words when it fails."""
    line = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(line, env={**os.environ, "QT_QPA_PLATFORM": "offscreen", **environment}, capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"{module}: {done.stderr[-2000:]}")
    answer: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return answer
