"""A disk without a free byte: while a hall signs in, in the middle of an upload, at the start.

507 says so, nobody is told "tersimpan", pages are read as before, and as soon as there is room
everything goes on without a restart.
"""

from __future__ import annotations

from pathlib import Path

from app.materials.uploading import PART
from bench.upload import pdf
from tests.faults import tally
from tests.faults.disks import filled, go_where_we_may_mount, small_disk
from tests.faults.hall import Hall, open_hall, wait_until
from tests.faults.office import Office
from tests.faults.phones import Load, Readers
from tests.faults.tally import Row

MEGABYTES = 300  # 200 of them must be free for an upload
SOON = 2.0  # seconds for a page


def run(short: bool) -> list[Row]:
    go_where_we_may_mount("tests.faults.disk_full")
    with small_disk(MEGABYTES) as disk, open_hall(disk) as hall:
        return [
            in_sign_in(hall, disk, cycles=1 if short else 10),
            in_upload(hall, disk, cycles=1 if short else 10),
            at_start(hall, disk),
        ]


def in_sign_in(hall: Hall, disk: Path, cycles: int) -> Row:
    with Load(hall) as load, Readers(hall) as readers:
        for _ in range(cycles):
            load.wait_for(5)
            with filled(disk):
                seen = load.answers[507]
                wait_until(lambda seen=seen: load.answers[507] > seen)
        load.wait_for(5)
    wrong = [*load.wrong, *slow_or_failed(readers)]
    lost, doubled = tally.compare(load.ledger, hall.data)
    besides = f"{load.answers[507]} answers 507; pages within {readers.slowest:.1f} s"
    fault = "disk full while signing in"
    return Row(fault, cycles, len(load.ledger), lost, doubled, besides, wrong)


def slow_or_failed(readers: Readers) -> list[str]:
    wrong = [f"{count} pages answered {status}" for status, count in readers.failed.items()]
    return [*wrong, *tally.too_slow("a page", readers.slowest, SOON)]


def in_upload(hall: Hall, disk: Path, cycles: int) -> Row:
    office, kept, wrong = Office(hall), [], []
    for _ in range(cycles):
        content = pdf(disk, 1).read_bytes()  # of more than one part
        address = office.begin(content)
        office.part(address, content, 0)
        with filled(disk):
            refused = office.part(address, content, PART)
            if refused.status != 507 or refused.says_it_is_saved:
                wrong.append(f"a part on a full disk: {refused.status} {refused.text[:99]}")
        wrong += [f"left behind: {name}" for name in office.half_files()]
        for start in range(PART, len(content), PART):
            office.part(address, content, start)
        kept.append((content, office.finish(address)))
    wrong += [f"not kept afterwards: {last.text[:99]}" for _, last in kept if last.status != 200]
    stored = [path.read_bytes() for path in (hall.data / "files").iterdir()]
    found = [stored.count(content) for content, _ in kept]
    besides = "the part is refused, sent again, and the file is whole"
    fault = "disk full in an upload"
    return Row(fault, cycles, len(kept), found.count(0), sum(n > 1 for n in found), besides, wrong)


def at_start(hall: Hall, disk: Path) -> Row:
    """It starts and shows pages; or it says in one line why not, and the next try succeeds."""
    hall.stop()
    wrong, besides = [], "it starts, shows pages and answers 507"
    with Load(hall, phones=2) as load:
        with filled(disk):
            try:
                hall.start()
                wait_until(lambda: load.answers[507])
            except RuntimeError:
                code, words = hall.refusal()
                besides = f'"{words}"'
                wrong += [] if code == 1 and len(words.splitlines()) == 1 else [words[-300:]]
        if hall.process.poll() is not None:
            hall.start()
        load.wait_for(2)
    lost, doubled = tally.compare(load.ledger, hall.data)
    return Row("disk full at the start", 1, len(load.ledger), lost, doubled, besides, wrong)


if __name__ == "__main__":
    tally.main(run)
