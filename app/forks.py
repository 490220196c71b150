"""Processes that are forked from a prepared parent, share its memory and die with it."""

from __future__ import annotations

import ctypes
import gc
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from types import FrameType

Handler = Callable[[int, FrameType | None], None]

M_ARENA_MAX = -8  # of malloc.h


def settle() -> None:
    """In the parent, before it forks: what is loaded by now stays, and no child need look at it.

    A child whose collector looked through it would copy it all. And the many threads of a server
    share two heaps: with one for each, what they have freed would wait there for them alone.
    """
    with suppress(AttributeError):  # not glibc
        ctypes.CDLL(None).mallopt(M_ARENA_MAX, 2)
    gc.collect()
    gc.freeze()


def told_once(stop: Handler) -> Handler:
    """For a parent that make or a service manager tells to stop at the same moment as its group is
    told: its handler sets an Event, which hangs when it is set while it is being set.
    """

    def hear(number: int, frame: FrameType | None) -> None:
        for each in (signal.SIGINT, signal.SIGTERM):
            signal.signal(each, signal.SIG_IGN)
        stop(number, frame)

    return hear


def die_with_parent() -> None:
    """In a child: should the parent be killed, nobody would ever stop us."""
    os.setpgid(0, 0)  # Ctrl-C reaches the parent alone, which tells us: hearing both, Granian hangs
    please_tell_me = 1  # PR_SET_PDEATHSIG
    ctypes.CDLL(None).prctl(please_tell_me, signal.SIGTERM)
    parent = multiprocessing.parent_process()
    if parent is not None and parent.pid != os.getppid():
        sys.exit(0)  # it was killed before we could ask
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)  # objects; a page makes some thousand and leaves few behind
