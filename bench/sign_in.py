"""python -m bench.sign_in: what signing in costs, in bytes, CPU and time.

Starts an own granian on a temporary folder and touches nothing else.
"""

from __future__ import annotations

import os
import secrets
import sqlite3
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode

from bench.figures import Figure, at_most, table
from bench.phone import SIGNATURE, Phone
from bench.servers import cpu_seconds, granian

AT_ONCE = 16
WARM_UP = 20  # sign-ins that are not measured
SINGLE = 100  # sign-ins one after the other, for the CPU


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="balai-bench-") as folder:
        settings = {
            "BALAI_DATA": folder,
            "BALAI_SECRET_KEY": secrets.token_hex(32),
            "BALAI_LOG_LEVEL": "INFO",
        }
        os.environ.update(settings)
        print(table([*yardsticks(settings), *hall(settings, Path(folder))]))


def yardsticks(settings: dict[str, str]) -> list[Figure]:
    with granian("bench.bare:app", settings) as (port, pid):
        phone = Phone(port)
        body = urlencode({"text": SIGNATURE})
        bare = _cpu_of(pid, 1500, lambda: phone.get("/"))
        row = _cpu_of(pid, 500, lambda: phone._ask("POST", "/", body))
    return [
        Figure("bare Flask answer", f"{bare:.2f} ms CPU"),
        Figure("bare one-row insert, synchronous FULL", f"{row:.2f} ms CPU"),
    ]


def hall(settings: dict[str, str], folder: Path) -> list[Figure]:
    from app.attendees import door
    from app.columns import now
    from bench.hall_of_300 import prepare

    event, ways = prepare()
    with granian("wsgi:app", settings) as (port, pid):

        def sign_in(way: tuple[int, int, int]) -> list[float]:
            phone = Phone(port)
            receipt = phone.sign_in(event.code, door.code(event, now()), way)
            return phone.times if "Nomor" in receipt else []

        size = Phone(port).first_visit(event.code, door.code(event, now()), ways[0])
        figures = [at_most("sign-in page, first visit, on the wire", size / 1024, 40, "KB")]

        for way in ways[:WARM_UP]:
            sign_in(way)
        measured = iter(ways[WARM_UP : WARM_UP + SINGLE])
        cpu = _cpu_of(pid, SINGLE, lambda: sign_in(next(measured)))
        figures.append(at_most("one whole self sign-in, 7 requests", cpu, 12, "ms CPU"))
        _empty(folder)

        begin = time.perf_counter()
        with ThreadPoolExecutor(AT_ONCE) as pool:
            times = list(pool.map(lambda way: _or_error(sign_in, way), ways))
        took = time.perf_counter() - begin
    return figures + _rush(times, took, _rows(folder))


def _rush(times: list[list[float]], took: float, rows: int) -> list[Figure]:
    errors = sum(not one for one in times)
    each = sorted(seconds for one in times for seconds in one)
    p50, p99 = each[len(each) // 2], each[int(len(each) * 0.99)]
    who = f"{len(times)} participants, {AT_ONCE} at a time"
    lost = errors + len(times) - rows
    return [
        at_most(who, took, 60, "s"),
        Figure("of them refused or lost", f"{lost}", "0", lost == 0),
        Figure("half of the requests within", f"{p50 * 1000:.0f} ms"),
        at_most("99 of 100 requests within", p99 * 1000, 1000, "ms"),
    ]


def _or_error(sign_in, way):  # type: ignore[no-untyped-def]
    try:
        return sign_in(way)
    except (OSError, RuntimeError) as error:
        print(f"  {error}")
        return []


def _cpu_of(pid: int, times: int, deed) -> float:  # type: ignore[no-untyped-def]
    """Milliseconds of CPU of the server's whole process tree for one deed."""
    before = cpu_seconds(pid)
    for _ in range(times):
        deed()
    return (cpu_seconds(pid) - before) / times * 1000


def _empty(folder: Path) -> None:
    with sqlite3.connect(folder / "balai.sqlite", timeout=10) as connection:
        connection.execute("DELETE FROM attendance")
    connection.close()


def _rows(folder: Path) -> int:
    connection = sqlite3.connect(folder / "balai.sqlite")
    found = connection.execute(
        "SELECT count(*), count(DISTINCT person_id) FROM attendance"
    ).fetchone()
    connection.close()
    return int(min(found))


if __name__ == "__main__":
    main()
