"""Makes works on papers as app.worker does, modestly, in a process of its own.

Arguments: the code of the kegiatan and the work. Each line on standard input makes it once more
and is answered with CPU seconds (all processes), bytes, peak memory (MB) of the largest process.
"""

from __future__ import annotations

import os
import resource
import secrets
import sys

from sqlalchemy import select

from app import create_app
from app.events.models import Event
from app.extensions import db
from app.papers.bundling import MAKERS
from app.papers.models import Order, Work
from app.worker import NICE


def main() -> None:
    code, work = sys.argv[1], Work(sys.argv[2])
    os.nice(NICE)
    app = create_app()
    for _ in sys.stdin:
        before = cpu()
        with app.app_context():
            event = db.session.scalars(select(Event).where(Event.code == code)).one()
            order = Order(event_id=event.id, work=work, request_id=secrets.token_hex(16))
            db.session.add(order)
            db.session.commit()
            path, _name = MAKERS[work](order, lambda *_: None)
        size = path.stat().st_size
        path.unlink()
        print(f"{cpu() - before:.3f} {size} {peak()}", flush=True)


def cpu() -> float:
    """Seconds of this process and of the presses it has ended."""
    both = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(used.ru_utime + used.ru_stime for used in both)


def peak() -> int:
    both = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return max(used.ru_maxrss for used in both) // 1024


if __name__ == "__main__":
    main()
