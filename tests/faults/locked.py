"""Somebody else holds the database: for 1 s, 4 s, 14 s.

Short locks are waited for, by as many phones as there is room for; a crowd beyond that is told at
once. A long one is told with 503 and Retry-After before a phone gives up; what was typed stays on
the page, and sending it once more makes one row. Who only reads does not notice.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager

from tests.faults import tally
from tests.faults.disk_full import slow_or_failed
from tests.faults.hall import Hall, open_hall
from tests.faults.phones import Answer, Load, Readers
from tests.faults.tally import Row

PATIENCE = 10.0  # seconds until the answer must be there
FEW, CROWD = 12, 120  # phones


def run(short: bool) -> list[Row]:
    with open_hall() as hall:
        few = [locked_for(hall, FEW, seconds) for seconds in ((2,) if short else (1, 4, 14))]
        return [*few, locked_for(hall, CROWD, 10)]


def locked_for(hall: Hall, phones: int, seconds: float) -> Row:
    with Readers(hall) as readers:
        load = Load(hall, phones=0)
        visitors = [hall.visitor() for _ in range(phones)]
        forms = [load.open_form(visitor) or {} for visitor in visitors]
        answers: list[Answer | None] = []
        threads = [
            threading.Thread(target=lambda v=v, f=f: answers.append(load.send(v, f)))
            for v, f in zip(visitors, forms, strict=True)
        ]
        with locked(hall):
            begun = time.monotonic()
            for visitor, thread in zip(visitors, threads, strict=True):
                visitor.more = {"HX-Request": "true"}
                thread.start()
            time.sleep(max(0, seconds - (time.monotonic() - begun)))
        for thread in threads:
            thread.join()
        for visitor, form in zip(visitors, forms, strict=True):
            load.send_until_saved(visitor, form)
    wrong = [*load.wrong, *judged(answers, seconds), *slow_or_failed(readers)]
    lost, doubled = tally.compare(load.ledger, hall.data)
    said = ", ".join(
        f"{answers_of(answers, s)} × {s}" for s in (204, 503) if answers_of(answers, s)
    )
    besides = f"{said} within {load.slowest:.1f} s; pages within {readers.slowest:.1f} s"
    fault = f"database locked for {seconds} s, {phones} phones"
    return Row(fault, phones, len(load.ledger), lost, doubled, besides, wrong)


def answers_of(answers: list[Answer | None], status: int) -> int:
    return sum(answer is not None and answer.status == status for answer in answers)


def judged(answers: list[Answer | None], seconds: float) -> Iterator[str]:
    for answer in answers:
        if answer is None or answer.seconds > PATIENCE * tally.SLACK[0]:
            yield f"a phone waited {answer.seconds if answer else 30} s"
        elif seconds < 5 and answer.status != 204:
            yield f"a short lock was not waited for: {answer.status}"
        elif answer.status == 503 and not stays_on_the_page(answer):
            yield f"503 without the way on: {answer.headers}"


def stays_on_the_page(answer: Answer) -> bool:
    """htmx puts the words above the form, which it leaves alone."""
    return "retry-after" in answer.headers and answer.headers.get("hx-retarget") == "#alerts"


@contextmanager
def locked(hall: Hall) -> Iterator[None]:
    with closing(sqlite3.connect(hall.data / "balai.sqlite", isolation_level=None)) as other:
        other.execute("PRAGMA busy_timeout = 5000")
        other.execute("BEGIN IMMEDIATE")
        yield


if __name__ == "__main__":
    tally.main(run)
