"""kill -9 in the middle of a rush: now the process that answers, now all of them at once.

The first is replaced by its parent, the second by what watches a service (systemd: `Restart=`).
"""

from __future__ import annotations

import os
import random
import signal
import time

from tests.faults import tally
from tests.faults.hall import Hall, open_hall, wait_until
from tests.faults.phones import Load
from tests.faults.tally import Row

SOON = 5.0  # seconds until it answers again


def run(short: bool) -> list[Row]:
    return [
        killed("kill -9 of the web process", 2 if short else 20, kill_web),
        killed("kill -9 of everything", 1 if short else 20, kill_all),
    ]


def killed(fault: str, cycles: int, kill) -> Row:
    slowest = 0.0
    with open_hall() as hall:
        with Load(hall, phones=4) as load:
            for _ in range(cycles):
                load.wait_for(5)
                time.sleep(random.uniform(0, 0.3))
                slowest = max(slowest, kill(hall))
            load.wait_for(5)
        lost, doubled = tally.compare(load.ledger, hall.data)
    wrong = [*load.wrong, *tally.too_slow("the way back", slowest, SOON)]
    besides = (
        f"answers again within {slowest:.1f} s; {load.answers[0]} forms cut off and sent again"
    )
    return Row(fault, cycles, len(load.ledger), lost, doubled, besides, wrong)


def kill_web(hall: Hall) -> float:
    old = hall.web
    assert old is not None
    os.kill(old, signal.SIGKILL)
    begun = time.monotonic()
    wait_until(lambda: hall.web not in {None, old} and hall.answers())
    return time.monotonic() - begun


def kill_all(hall: Hall) -> float:
    hall.kill()
    return hall.start()


if __name__ == "__main__":
    tally.main(run)
