"""Whether work grows with what it is given or with its square: seconds say nothing here, since
they differ tenfold between machines.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

EVENLY = 10.0  # below it; four times as much to do takes 4 times as long, or 16 by the square
UNSEEN = 0.003  # seconds of CPU; what takes less is too short to measure
TRIES = 9  # a busy machine makes one or the other seem slow; all of them, only what is slow


def growth(work: Callable[[str], object], monster: str) -> float:
    """How many times longer the whole takes than a quarter of it: the first try that is EVENLY,
    else the least.
    """
    quarter = monster[: len(monster) // 4]
    work(quarter)  # what is made once is made
    tries = (_cpu(work, monster) / (_cpu(work, quarter) + UNSEEN) for _ in range(TRIES))
    seen = []
    for times in tries:
        seen.append(times)
        if times < EVENLY:
            break
    return min(seen)


def _cpu(work: Callable[[str], object], text: str) -> float:
    gc.disable()  # else it looks through what all tests before have left
    try:
        begun = time.thread_time()  # other threads of these tests are none of its business
        work(text)
        return time.thread_time() - begun
    finally:
        gc.enable()
