"""Taking times: of a call on the clock, of a piece of work or a whole program in CPU time."""

import gc
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from typing import Any


def clocked(call: Callable[[], Any]) -> float:
    """Milliseconds on the clock for one call."""
    began = time.perf_counter()
    call()
    return (time.perf_counter() - began) * 1000


def cpu(call: Callable[[], Any]) -> float:
    """Milliseconds of CPU (user and system, all threads) for one call."""
    gc.collect()
    began = time.process_time()
    call()
    return (time.process_time() - began) * 1000


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
