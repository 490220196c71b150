"""The system says no, or takes its time: a disk that fails, no more open files, a slow fsync.

Nobody is told "tersimpan" for what is not kept, nobody sees a raw 500, the processes live on, and
as soon as the system calls work again everything else does.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from bench.upload import pdf
from tests.faults import tally
from tests.faults.hall import Hall, open_hall, wait_until
from tests.faults.office import Office
from tests.faults.phones import SAYS_SAVED, Load, Readers
from tests.faults.strace import injected, must_have_strace
from tests.faults.tally import Row

SYNC = "fsync,fdatasync"
SLOW = "delay_exit=300000"  # microseconds
RENAME = "rename,renameat,renameat2"
OPEN = "openat,openat2"
TOLD = {503, 507}


def run(short: bool) -> list[Row]:
    must_have_strace()
    cycles = 1 if short else 5
    with open_hall() as hall:
        return [
            while_signing_in("fsync fails (EIO)", hall, cycles, SYNC, "error=EIO", TOLD),
            while_signing_in(
                "a write fails (ENOSPC)", hall, cycles, "pwrite64", "error=ENOSPC", TOLD
            ),
            while_signing_in("no more open files", hall, cycles, OPEN, "error=EMFILE", SAYS_SAVED),
            while_signing_in("fsync takes 300 ms", hall, cycles, SYNC, SLOW, SAYS_SAVED),
            in_upload("a rename fails (EIO)", hall, cycles, RENAME, "error=EIO"),
            in_upload("fsync of an upload fails", hall, cycles, SYNC, "error=EIO"),
        ]


def while_signing_in(
    fault: str, hall: Hall, cycles: int, calls: str, how: str, expected: set[int]
) -> Row:
    """With the fault, forms are answered as expected; afterwards all of them are saved."""
    before = (hall.web, hall.worker)
    on = [str(path) for path in database_files(hall)] if calls != OPEN else []
    with Load(hall, phones=4) as load, Readers(hall) as readers:
        for _ in range(cycles):
            load.wait_for(3, patience=60)
            with injected(hall.web, calls, how, *on):
                seen = answered(load, expected)
                wait_until(lambda seen=seen: answered(load, expected) > seen + 2)
            load.wait_for(5, patience=60)
    wrong = [*load.wrong, *tally.too_slow("a page", readers.slowest, 2.0)]
    wrong += [f"{n} pages answered {status}" for status, n in readers.failed.items()]
    wrong += [] if (hall.web, hall.worker) == before else ["a process has died of it"]
    lost, doubled = tally.compare(load.ledger, hall.data)
    said = ", ".join(f"{load.answers[n]} × {n}" for n in sorted(load.answers) if n != 303)
    besides = f"{said or 'all saved'}; pages within {readers.slowest:.1f} s"
    return Row(fault, cycles, len(load.ledger), lost, doubled, besides, wrong)


def database_files(hall: Hall) -> list[Path]:
    return [hall.data / "balai.sqlite", hall.data / "balai.sqlite-wal"]


def answered(load: Load, statuses: set[int]) -> int:
    return sum(load.answers[status] for status in statuses)


def in_upload(fault: str, hall: Hall, cycles: int, calls: str, how: str) -> Row:
    office, wrong, kept = Office(hall), [], 0
    with tempfile.TemporaryDirectory() as room:
        for _ in range(cycles):
            content = pdf(Path(room), 1).read_bytes()
            address = office.begin(content)
            with injected(hall.web, calls, how):
                refused = office.send(address, content)
            if refused.status not in TOLD or refused.says_it_is_saved:
                wrong.append(f"{refused.status} {refused.text[:99]}")
            wrong += [f"left behind: {name}" for name in office.half_files()]
            last = office.send(address, content)
            whole = [f.read_bytes() == content for f in (hall.data / "files").iterdir()]
            kept += last.status == 200 and sum(whole) == 1
    return Row(fault, cycles, cycles, cycles - kept, 0, "refused, then kept whole", wrong)


if __name__ == "__main__":
    tally.main(run)
