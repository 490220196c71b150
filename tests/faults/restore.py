"""A backup while a hall signs in, put back into an empty folder.

Whoever was told before the backup began is there, once; and the server that is started there goes
on with the next number.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.servers import ROOT
from tests.faults import tally
from tests.faults.hall import Hall, open_hall
from tests.faults.office import Office
from tests.faults.phones import Load
from tests.faults.tally import Row
from tests.materials.papers import pdf


def run(short: bool) -> list[Row]:
    cycles = 1 if short else 5
    told, lost, doubled, wrong = 0, 0, 0, []
    with open_hall() as hall:
        kept = Office(hall).upload(pdf())
        wrong += [] if kept.status == 200 else [kept.text[:99]]
        for _ in range(cycles):
            one = backed_up_and_restored(hall)
            told, lost, doubled = told + one[0], lost + one[1], doubled + one[2]
            wrong += one[3]
    besides = "files and rows are back, the next number follows"
    return [Row("backup under load, restored", cycles, told, lost, doubled, besides, wrong)]


def backed_up_and_restored(hall: Hall) -> tuple[int, int, int, list[str]]:
    with tempfile.TemporaryDirectory(prefix="balai-faults-") as room:
        archive = Path(room) / "backup.tar"
        with Load(hall) as load:
            load.wait_for(10)
            told_before = time.time()
            flask(hall, "backup", "--to", str(archive))
            load.wait_for(3)
        ledger = [kept for kept in load.ledger if kept.at <= told_before]
        other = Hall(Path(room))
        (other.data / "balai.sqlite").unlink()
        flask(other, "restore", str(archive))
        lost, doubled = tally.compare(ledger, other.data)
        wrong = [] if names(other) >= names(hall) else ["files are missing"]
        other.start()
        with Load(other, phones=1) as more:
            more.wait_for(1)
        wrong += ["it does not go on"] if any(tally.compare(more.ledger, other.data)) else []
        other.stop()
    return len(ledger), lost, doubled, [*load.wrong, *wrong]


def names(hall: Hall) -> set[str]:
    return {path.name for path in (hall.data / "files").iterdir()}


def flask(hall: Hall, *words: str) -> None:
    command = [sys.executable, "-m", "flask", "--app", "wsgi", *words]
    done = subprocess.run(command, cwd=ROOT, env=hall.environment, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])


if __name__ == "__main__":
    tally.main(run)
