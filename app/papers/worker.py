"""The process that makes PDFs: one paper after another, within limits, until nobody asks any more.

Frames come in on stdin and go out on stdout. After a failure the process ends, since nothing in
its memory can be trusted any longer; the web process starts another one. It also ends when stdin
ends, that is with the web process.
"""

from __future__ import annotations

import gc
import os
import resource
import sys
import time
from typing import Any

from app.papers import frames
from app.papers.job import LONG, Job, limits_of, unpack
from app.papers.typesetter import Typesetter, first_page

WARM_UP = """<!doctype html><html lang="id"><title>-</title>
<table><colgroup><col><thead><tr><th scope="col"><b>A</b><i>a</i><tbody><tr><td>b</table>"""


class TooLarge(Exception):
    pass


def main() -> None:
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever prints by mistake does not end up between the frames
    typesetter = Typesetter()
    typesetter.pdf(Job(WARM_UP, {}))
    gc.collect()
    gc.freeze()  # what is loaded by now stays: the collector need not look at it again
    gc.disable()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    while True:
        try:
            job = unpack(*frames.receive(requests))
        except EOFError:
            return
        try:
            _allow_cpu(limits_of(job).cpu)
            resource.setrlimit(resource.RLIMIT_AS, (limits_of(job).memory, LONG.memory))
            made, figures = _make(typesetter, job)
        except Exception as error:
            frames.send(answers, {"error": type(error).__name__})
            return
        frames.send(answers, figures, made)
        gc.collect()


def _make(typesetter: Typesetter, job: Job) -> tuple[bytes, dict[str, Any]]:
    started = time.process_time()
    made = typesetter.pdf(job)
    if job.picture:
        made = first_page(made)
    if len(made) > limits_of(job).largest:
        raise TooLarge
    return made, {
        "cpu": round(time.process_time() - started, 3),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def _allow_cpu(seconds: int) -> None:
    """Move the limit along: each paper gets as much as the one before it."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    limit = int(used.ru_utime + used.ru_stime) + seconds + 1
    resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.RLIM_INFINITY))


if __name__ == "__main__":
    main()
