"""kill -9 of the process that does the jobs, again and again, while files come in and people sign.

Every file is drawn in the end, once, and nothing half stays in the folder.
"""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import tempfile
import time
from contextlib import closing
from pathlib import Path

from bench.upload import pdf
from tests.faults import tally
from tests.faults.hall import Hall, open_hall, wait_until
from tests.faults.office import Office
from tests.faults.phones import Load, Readers
from tests.faults.tally import Row


def run(short: bool) -> list[Row]:
    cycles = 3 if short else 20
    with open_hall() as hall, tempfile.TemporaryDirectory() as room:
        office, told, deaths = Office(hall), 0, set()
        with Load(hall, phones=2) as load, Readers(hall) as readers:
            for _ in range(cycles):
                told += office.upload(pdf(Path(room), 1).read_bytes()).status == 200
                time.sleep(random.uniform(0, 0.6))
                deaths.add(kill_worker(hall))
            wait_until(lambda: drawn(hall) == told)
            back_within = wait_until(lambda: hall.worker is not None)
        lost, doubled = tally.compare(load.ledger, hall.data)
        files = len(list((hall.data / "files").iterdir()))
    wrong = [*load.wrong, *(f"{n} pages answered {s}" for s, n in readers.failed.items())]
    wrong += [] if files == 2 * told else [f"{files} files for {told} uploads and their pictures"]
    wrong += [] if back_within < 5 and len(deaths) == cycles else ["a worker did not come back"]
    besides = f"{told} files drawn once each; {len(load.ledger)} sign-ins meanwhile"
    return [
        Row("kill -9 of the worker", cycles, told + len(load.ledger), lost, doubled, besides, wrong)
    ]


def kill_worker(hall: Hall) -> int:
    wait_until(lambda: hall.worker is not None)
    pid = hall.worker
    os.kill(pid, signal.SIGKILL)
    wait_until(lambda: hall.worker != pid)
    return pid


def drawn(hall: Hall) -> int:
    with closing(sqlite3.connect(hall.data / "balai.sqlite")) as connection:
        query = "SELECT count(*) FROM material_file WHERE pages IS NOT NULL"
        return int(connection.execute(query).fetchone()[0])


if __name__ == "__main__":
    tally.main(run)
