"""Processes that are forked from a prepared parent, share its memory and die with it."""

from __future__ import annotations

import ctypes
import gc
import multiprocessing
import os
import signal
import sys
from contextlib import suppress

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


def die_with_parent() -> None:
    """In a child: should the parent be killed, nobody would ever stop us."""
    # Ctrl-C reaches us too, and the parent tells us: Granian hangs when it hears both at once.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    please_tell_me = 1  # PR_SET_PDEATHSIG
    ctypes.CDLL(None).prctl(please_tell_me, signal.SIGTERM)
    parent = multiprocessing.parent_process()
    if parent is not None and parent.pid != os.getppid():
        sys.exit(0)  # it was killed before we could ask
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)  # objects; a page makes some thousand and leaves few behind
