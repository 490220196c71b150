"""The process beside the server that does the jobs of app.jobs.

It is forked from the prepared parent, so that what is loaded is shared, and forked again when it
dies. It may be cut off at any moment: the next one finds in the rows what is unfinished.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from contextlib import suppress
from multiprocessing.context import ForkProcess

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from app import jobs
from app.forks import die_with_parent
from app.logs import log
from app.traces import trace_of

AGAIN = 1.0  # seconds until a worker that died is replaced
NICE = 10  # pages come first
STOP_WITHIN = 3  # seconds


class Worker:
    def __init__(self, app: Flask) -> None:
        self.app = app
        self.stopping = threading.Event()
        self.process = self._forked()

    def watch(self) -> None:
        """Replace it whenever it dies; the thread that forks it stays, as its death would tell."""
        threading.Thread(target=self._replace, name="worker-watch", daemon=True).start()

    def stop(self) -> None:
        self.stopping.set()
        self.process.terminate()
        self.process.join(STOP_WITHIN)
        self.process.kill()

    def _replace(self) -> None:
        while True:
            self.process.join()
            if self.stopping.wait(AGAIN):
                return
            log.error("worker died", extra={"fields": {"code": self.process.exitcode}})
            self.process = self._forked()

    def _forked(self) -> ForkProcess:
        process = multiprocessing.get_context("fork").Process(
            target=work, args=(self.app,), name="balai-worker", daemon=True
        )
        process.start()
        return process


def work(app: Flask) -> None:
    """In the child: jobs, until the parent says stop or dies."""
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    die_with_parent()
    with suppress(OSError):  # where a service is not allowed to be modest
        os.nice(NICE)
    with app.app_context():
        try:
            jobs.put_unfinished()
        except SQLAlchemyError as error:
            log.error("worker", extra={"fields": {"trace": trace_of(error)}})
            sys.exit(1)  # the next one will find them
        jobs.do_forever()
