"""The power goes off, again and again, while a hall signs in.

strace writes down every write and every fsync of the server. For any moment we then know what the
disk holds for certain (tests.faults.written). On such a disk Balai is opened again: whoever was
told before that moment must be there. The same with `synchronous = NORMAL` must lose some, or
this program would be blind.
"""

from __future__ import annotations

import random
import shutil
import tempfile
from pathlib import Path

from tests.faults import tally
from tests.faults.hall import Hall, open_hall
from tests.faults.phones import Load
from tests.faults.strace import must_have_strace
from tests.faults.tally import Row
from tests.faults.written import RECORDED, calls_in, disk_after_cut


def run(short: bool) -> list[Row]:
    sign_ins, cuts = (20, 12) if short else (400, 200)
    control = cut_off("the same with synchronous = NORMAL", sign_ins, cuts, "tests.faults.careless")
    kept = cut_off("power cut", sign_ins, cuts, "app.start")
    wrong = [] if control.lost else ["NORMAL lost nothing either: this program sees no power cuts"]
    besides = f"{kept.besides}; with NORMAL {control.lost} of {control.acknowledged} lost"
    return [kept._replace(wrong=[*kept.wrong, *wrong], besides=besides)]


def cut_off(fault: str, sign_ins: int, cuts: int, module: str) -> Row:
    with open_hall(module=module, started=False) as hall, tempfile.TemporaryDirectory() as room:
        before, trace = Path(room) / "before", Path(room) / "trace"
        shutil.copytree(hall.data, before)
        hall.start(*recording(trace))
        with Load(hall) as load:
            load.wait_for(sign_ins, patience=120)
        hall.kill()
        return outcome(fault, hall, load, before, trace, cuts)


def recording(trace: Path) -> list[str]:
    words = f"-D -f --seccomp-bpf -y -ttt -T -xx -s 1000000 -e trace={RECORDED} -o".split()
    return [must_have_strace(), *words, str(trace)]


def outcome(fault: str, hall: Hall, load: Load, before: Path, trace: Path, cuts: int) -> Row:
    calls = calls_in(trace)
    assert calls, "strace has seen no writes"
    told, lost, doubled = 0, 0, 0
    first, last = load.ledger[0].at, load.ledger[-1].at
    for moment in sorted(random.uniform(first, last) for _ in range(cuts)):
        disk = trace.parent / "disk"
        disk_after_cut(calls, before, moment, disk)
        ledger = [kept for kept in load.ledger if kept.at <= moment]
        missing, twice = tally.compare(ledger, disk)
        told, lost, doubled = told + len(ledger), lost + missing, doubled + twice
        shutil.rmtree(disk)
    wrong = [*load.wrong, *starts_again(hall, load, calls, before)]
    return Row(fault, cuts, told, lost, doubled, "the server starts from what is left", wrong)


def starts_again(hall: Hall, load: Load, calls: list, before: Path) -> list[str]:
    """On the last of these disks, a real server starts by itself and signs in more."""
    shutil.rmtree(hall.data)
    disk_after_cut(calls, before, load.ledger[-1].at, hall.data)
    hall.module = "app.start"
    hall.start()
    with Load(hall, phones=1) as more:
        more.wait_for(2)
    lost, doubled = tally.compare(more.ledger, hall.data)
    return ["after it, sign-ins were lost or doubled"] if lost or doubled else []


if __name__ == "__main__":
    tally.main(run)
