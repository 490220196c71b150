"""Work that outlasts a request: put into a queue here, done by the process of app.worker.

A job is told the id of a row and nothing else, finds out itself what is left to do, and may be
done twice. So the queue may lose jobs: when a worker starts, the rows tell what is unfinished.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from flask import Flask, current_app
from sqlalchemy.exc import SQLAlchemyError

from app import here
from app.logs import log
from app.queues import Queue, load_huey, queue_of
from app.traces import trace_of

WATCH = 15.0  # seconds between two looks at rows, while the queue is empty
SHORTEST, LONGEST, SLOWER = 0.1, 2.0, 1.3  # seconds between two looks into an empty queue

Work = Callable[[int], None]


class Job(NamedTuple):
    do: Work
    unfinished: Callable[[], Iterable[int]]  # the rows for which it is still to be done
    is_watched: bool = False  # asked for such rows now and then, not only when a worker starts


def init_app(app: Flask, jobs: Sequence[Job]) -> None:
    load_huey()  # now, so that processes that are forked later share it
    app.extensions["jobs"] = jobs


def put(do: Work, row_id: int) -> None:
    """Let the worker do it soon. To be called after the commit of the row.

    A queue that cannot be written to is no reason to tell a person that something went wrong: the
    row still tells what is to be done.
    """
    try:
        _queue().put(_name(do), row_id)
    except Exception as error:  # whatever the driver of the queue raises
        log.error("queue", extra={"fields": {"job": _name(do), "trace": trace_of(error)}})


def put_unfinished() -> None:
    """Everything that the rows say is still to be done; some of it may be in the queue already."""
    for job in current_app.extensions["jobs"]:
        for row_id in job.unfinished():
            put(job.do, row_id)


def put_watched() -> None:
    """What has become due, or was left by a worker that died, since we last looked."""
    for job in current_app.extensions["jobs"]:
        if job.is_watched:
            try:
                for row_id in job.unfinished():
                    put(job.do, row_id)
            except SQLAlchemyError as error:  # a database that is away may come back
                log.error("queue", extra={"fields": {"trace": trace_of(error)}})


def do_forever() -> None:
    """In the worker: one job after the other, looking less often while there are none."""
    pause, watched = SHORTEST, time.monotonic()
    while True:
        if do_one():
            pause = SHORTEST
        elif time.monotonic() - watched > WATCH:
            put_watched()
            watched = time.monotonic()
        else:
            time.sleep(pause)
            pause = min(pause * SLOWER, LONGEST)


def do_one() -> bool:
    """Do the next job of the queue; False where there is none."""
    try:
        return _queue().do_one()
    except Exception as error:  # a queue that is away may come back
        log.error("queue", extra={"fields": {"trace": trace_of(error)}})
        return False


def close(app: Flask) -> None:
    """Let go of the queue, as everybody must who is about to fork."""
    queue: Queue | None = app.extensions.pop("queue", None)
    if queue is not None:
        queue.close()


def _queue() -> Queue:
    app = here.app()
    jobs: Sequence[Job] = app.extensions["jobs"]
    return queue_of(app, {_name(job.do): _logged(app, job.do) for job in jobs})


def _logged(app: Flask, do: Work) -> Work:
    """The work in an application context of its own, and a line about it in the log."""

    def work(row_id: int) -> None:
        begun, fields = time.perf_counter(), {"job": _name(do), "row": row_id}
        try:
            with app.app_context():
                do(row_id)
        except Exception as error:
            log.error("job failed", extra={"fields": fields | {"trace": trace_of(error)}})
            raise  # the queue lets it be done again
        ms = round((time.perf_counter() - begun) * 1000)
        log.info("job", extra={"fields": fields | {"ms": ms}})

    return work


def _name(do: Work) -> str:
    return f"{do.__module__}.{do.__name__}"
