"""The queue behind app.jobs: huey, on a file in the data folder or on Redis."""

from __future__ import annotations

import logging
import sys
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from flask import Flask

from app.config import BadSetting

RETRIES, WAIT = 2, 60  # times a job that failed is done again, and seconds before each
LOOK = 10  # seconds between two looks for jobs whose time to be done again has come

_opening = threading.Lock()


def load_huey() -> Any:
    """huey loads every driver that it finds, and that of PostgreSQL takes 8 MB: we hide it."""
    driver = sys.modules.get("psycopg")
    sys.modules["psycopg"] = None  # type: ignore[assignment]
    try:
        import huey
    finally:
        del sys.modules["psycopg"]
        if driver is not None:
            sys.modules["psycopg"] = driver
    return huey


class Queue:
    def __init__(self, huey: Any, tasks: Mapping[str, Callable[[int], None]]) -> None:
        self.huey = huey
        self.tasks = {
            name: huey.task(name=name, retries=RETRIES, retry_delay=WAIT)(do)
            for name, do in tasks.items()
        }
        self.looked = time.monotonic()

    def put(self, name: str, row_id: int) -> None:
        self.tasks[name](row_id)

    def do_one(self) -> bool:
        """The next job, with what it raises put back for later; False where there is none."""
        self._bring_back_what_is_due()
        task = self.huey.dequeue()
        if task is not None:
            self.huey.execute(task)
        return task is not None

    def close(self) -> None:
        self.huey.storage.close()

    def _bring_back_what_is_due(self) -> None:
        if time.monotonic() - self.looked > LOOK:
            self.looked = time.monotonic()
            for task in self.huey.read_schedule():
                self.huey.enqueue(task)


def queue_of(app: Flask, tasks: Mapping[str, Callable[[int], None]]) -> Queue:
    """The queue of this process, opened when somebody needs it."""
    with _opening:
        if "queue" not in app.extensions:
            app.extensions["queue"] = Queue(_open(app), tasks)
    found: Queue = app.extensions["queue"]
    return found


def _open(app: Flask) -> Any:
    huey = load_huey()
    from huey.serializer import SignedSerializer

    logging.getLogger("huey").setLevel(logging.CRITICAL)  # app.jobs logs, without values
    # Signed: what others write into the queue is never unpacked.
    common = {
        "results": False,
        "serializer": SignedSerializer(secret=app.config["SECRET_KEY"], salt="balai jobs"),
    }
    if not app.config["QUEUE"]:
        file = Path(app.config["DATA"]) / "jobs.sqlite"
        return huey.SqliteHuey("balai", filename=str(file), fsync=True, cache_mb=1, **common)
    try:
        return huey.RedisHuey("balai", url=app.config["QUEUE"], blocking=False, **common)
    except Exception as error:
        raise BadSetting(f"BALAI_QUEUE cannot be used: {error}") from error
