"""python -m bench.official: what the papers cost beside naive ones, and what the hall feels of it.

CPU is the lowest of several rounds, in which ours and the naive paper take turns.
"""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import select

from app import create_app
from app.events.models import Event
from app.extensions import db
from app.papers.composers import COMPOSERS
from app.papers.models import Kind, Work
from app.papers.press import Job, Press
from bench.figures import Figure, at_least, at_most, report
from bench.hall_of_300 import Way, prepare
from bench.official_kegiatan import PHOTOS, add_kegiatan
from bench.servers import Server, serving
from bench.sign_in import AT_ONCE, sign_in

ROUNDS = 2


class Cost(NamedTuple):
    cpu: float  # seconds
    size: int  # bytes
    peak_mb: int


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="balai-bench-") as folder:
        settings = {
            "BALAI_DATA": folder,
            "BALAI_SECRET_KEY": secrets.token_hex(32),
            "BALAI_LOG_LEVEL": "CRITICAL",
            "BALAI_DEMO": "0",
        }
        os.environ.update(settings)
        hall, ways = prepare()
        app = create_app()
        with app.app_context():
            code = add_kegiatan()
            event = db.session.scalars(select(Event).where(Event.code == code)).one()
            jobs = [COMPOSERS[kind].compose(event) for kind in (Kind.MINUTES, Kind.CERTIFICATES)]
            db.session.commit()
            db.engine.dispose()
        figures = papers(*jobs)
        with Worker(code, Work.BUNDLE_PDF) as worker:
            figures += bundle(worker)
            with serving(Path(folder), **settings) as server:
                figures += rush(server, hall, ways, worker)
    report(figures)


def papers(notula: Job, certificates: Job) -> list[Figure]:
    """The press is warm, as it is in a running house."""
    press = Press()
    try:
        press.make(certificates)
        rounds = [
            (
                _made(press, notula),
                naive("notula"),
                _made(press, certificates),
                naive("certificates"),
            )
            for _ in range(ROUNDS)
        ]
    finally:
        press.stop()
    ours, plain, many, many_plain = (min(costs) for costs in zip(*rounds, strict=True))
    return [
        *_beside("a notula of 5 pages", ours, plain, most=1.5),
        *_beside("300 certificates in one PDF", many, many_plain, most=1.3, ratio=4),
    ]


def bundle(worker: Worker) -> list[Figure]:
    rounds = [(worker.make(), naive("bundle")) for _ in range(ROUNDS)]
    ours, plain = (min(costs) for costs in zip(*rounds, strict=True))
    words = f"an SPJ bundle, 300 participants, {PHOTOS} photos"
    return _beside(words, ours, plain, most=12)


def rush(server: Server, event: Event, ways: list[Way], worker: Worker) -> list[Figure]:
    """Everybody signs in while bundles are made, one after the other, until all have."""
    over, made = threading.Event(), []

    def bundles() -> None:
        while not over.is_set():
            made.append(worker.make())

    busy = threading.Thread(target=bundles)
    busy.start()
    began = time.perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        times = list(pool.map(lambda way: _or_nothing(server, event, way), ways))
    took = time.perf_counter() - began
    over.set()
    busy.join()
    each = sorted(seconds * 1000 for one in times for seconds in one)
    p99 = each[int(len(each) * 0.99)] if each else float("inf")
    return [
        at_most("sign-ins that failed while bundles were made", sum(not t for t in times), 0, ""),
        at_most("a request of a sign-in meanwhile, p99", p99, 1000, "ms"),
        Figure("all of them signed in within", f"{took:.1f} s, beside {len(made)} bundles"),
    ]


class Worker:
    """A process that makes one work again and again, as modest as the worker is."""

    def __init__(self, code: str, work: Work) -> None:
        command = [sys.executable, "-W", "ignore", "-m", "bench.bundle_worker", code, work]
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True)

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()

    def make(self) -> Cost:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print("again", file=self._process.stdin, flush=True)
        return _cost(self._process.stdout.readline())


def naive(what: str) -> Cost:
    command = [sys.executable, "-W", "ignore", "-m", "bench.naive_official", what]
    return _cost(subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout)


def _made(press: Press, job: Job) -> Cost:
    made = press.make(job)
    return Cost(made.cpu, len(made.content), made.peak_mb)


def _cost(line: str) -> Cost:
    cpu, size, peak = line.split()
    return Cost(float(cpu), int(size), int(peak))


def _beside(
    what: str, ours: Cost, plain: Cost, *, most: float, ratio: float | None = None
) -> list[Figure]:
    times, size = plain.cpu / ours.cpu, plain.size / 1000
    words = f"naive : ours, {what}"
    return [
        at_most(f"CPU of {what}", ours.cpu, most, "s"),
        at_most("its peak memory, largest process", ours.peak_mb, 400, "MB"),
        Figure("its PDF, tagged", f"{ours.size / 1000:,.0f} KB"),
        Figure("the naive one", f"{plain.cpu:.2f} s, {plain.peak_mb} MB, {size:,.0f} KB"),
        at_least(words, times, ratio, "times") if ratio else Figure(words, f"{times:.2f} times"),
    ]


def _or_nothing(server: Server, event: Event, way: Way) -> list[float]:
    try:
        return sign_in(server, event, way)
    except (OSError, RuntimeError) as error:
        print(f"  {error}")
        return []


if __name__ == "__main__":
    main()
