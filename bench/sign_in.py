"""python -m bench.sign_in: what signing in costs, in bytes, CPU and time.

Starts own servers on a temporary folder and touches nothing else. CPU is the lowest of several
rounds: whatever else runs on this machine only ever adds to it. Where the machine itself is slow
today, the ratio to a bare Flask answer of the same round tells more.
"""

from __future__ import annotations

import sqlite3
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

from app.attendees import door
from app.columns import now
from app.events.models import Event
from bench.figures import Figure, at_most, cpu_of_tree, report
from bench.hall_of_300 import Way, prepare
from bench.phone import SIGNATURE, Phone
from bench.servers import Server, serving, settled

AT_ONCE = 16
WARM_UP = 20  # sign-ins that are not measured
ROUNDS, EACH = 9, 30  # of sign-ins one after the other, for the CPU


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="balai-bench-") as folder:
        settings = settled(folder)
        with serving(Path(folder), "bench.bare") as bare:
            figures = hall(settings, Path(folder), bare)
    report(figures)


def hall(settings: dict[str, str], folder: Path, bare: Server) -> list[Figure]:
    event, ways = prepare()
    with serving(folder, **settings) as server:
        size = Phone(server.port).first_visit(event.code, door.code(event, now()), ways[0])
        for way in ways[:WARM_UP]:
            sign_in(server, event, way)
        following = iter(ways[WARM_UP:])
        figures = cpu(bare, server, lambda: sign_in(server, event, next(following)))
        _empty(folder)

        begin = time.perf_counter()
        with ThreadPoolExecutor(AT_ONCE) as pool:
            times = list(pool.map(lambda way: _or_error(server, event, way), ways))
        took = time.perf_counter() - begin
    return [
        at_most("sign-in page, first visit, all bytes gzip on the wire", size / 1024, 40, "KB"),
        *figures,
        *_rush(times, took, _rows(folder)),
    ]


def cpu(bare: Server, server: Server, deed: Callable[[], object]) -> list[Figure]:
    """Of a sign-in, beside a bare answer and a bare insert that are measured in the same rounds."""
    phone, body = Phone(bare.port), urlencode({"text": SIGNATURE})
    rounds = [
        (
            _cpu(bare, 300, lambda: phone.get("/")),
            _cpu(bare, 100, lambda: phone.post("/", body)),
            _cpu(server, EACH, deed),
        )
        for _ in range(ROUNDS)
    ]
    answer, row, whole = (min(column) for column in zip(*rounds, strict=True))
    ratio = median(one[2] / one[0] for one in rounds)
    words = f"CPU of one whole self sign-in (7 requests), lowest of {ROUNDS} rounds of {EACH}"
    return [
        Figure("CPU of a bare Flask answer", f"{answer:.2f} ms"),
        Figure("CPU of a bare one-row insert, synchronous FULL", f"{row:.2f} ms"),
        at_most(words, whole, 12, "ms"),
        Figure("the same in bare Flask answers of the same rounds", f"{ratio:.0f}"),
    ]


def sign_in(server: Server, event: Event, way: Way) -> list[float]:
    """Seconds of each request; none where no number was handed out."""
    phone = Phone(server.port)
    receipt = phone.sign_in(event.code, door.code(event, now()), way)
    return phone.times if "Nomor" in receipt else []


def _rush(times: list[list[float]], took: float, rows: int) -> list[Figure]:
    errors = sum(not one for one in times)
    each = sorted(seconds * 1000 for one in times for seconds in one)
    p50, p99 = each[len(each) // 2], each[int(len(each) * 0.99)]
    lost = len(times) - rows
    return [
        at_most(f"{len(times)} participants, {AT_ONCE} at a time", took, 60, "s"),
        at_most("their errors", errors, 0, ""),
        at_most("their rows lost or doubled", abs(lost), 0, ""),
        Figure("a request of theirs, p50", f"{p50:.0f} ms"),
        at_most("a request of theirs, p99", p99, 1000, "ms"),
    ]


def _or_error(server: Server, event: Event, way: Way) -> list[float]:
    try:
        return sign_in(server, event, way)
    except (OSError, RuntimeError) as error:
        print(f"  {error}")
        return []


def _cpu(server: Server, times: int, deed: Callable[[], object]) -> float:
    """Milliseconds of CPU of the server's whole process tree for one deed."""
    before = cpu_of_tree(server.process.pid)
    for _ in range(times):
        deed()
    return (cpu_of_tree(server.process.pid) - before) / times * 1000


def _empty(folder: Path) -> None:
    with sqlite3.connect(folder / "balai.sqlite", timeout=10) as connection:
        connection.execute("DELETE FROM attendance")
    connection.close()


def _rows(folder: Path) -> int:
    connection = sqlite3.connect(folder / "balai.sqlite")
    found = connection.execute("SELECT count(*) FROM attendance").fetchone()
    connection.close()
    return int(found[0])


if __name__ == "__main__":
    main()
