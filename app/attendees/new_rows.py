"""A new row on the attendance list, written by a prepared statement: the ORM takes five times as
long to find out that there is just one thing to write.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import make_transient_to_detached

from app.attendees.models import Attendance
from app.extensions import db
from app.prepared import Prepared

# The database itself numbers the rows, and nothing new has been corrected.
COLUMNS = [column for column in Attendance.__table__.columns if column.name != "id"]
INSERT = Prepared(
    insert(Attendance).values(corrections=[]).returning(Attendance.id),
    [column.name for column in COLUMNS if column.name != "corrections"],
)
# What nobody has told: new for each row, or the same in all.
MADE = {c.name: c.default.arg for c in COLUMNS if c.default and c.default.is_callable}
PLAIN = {c.name: c.default and c.default.arg for c in COLUMNS if c.name not in MADE}


def tell(attendance: Attendance, told: Mapping[str, Any]) -> None:
    """Set what is written with it: nobody need keep account of what has changed in a new row."""
    attendance.__dict__.update(told)


def write(attendance: Attendance) -> None:
    """Does not commit, and leaves it in no session. It gets its id and what nobody has told."""
    told = attendance.__dict__
    for name, make in MADE.items():
        if name not in told:
            told[name] = make(None)
    told |= PLAIN | told
    ((told["id"],),) = INSERT.all(**told)


def adopt(written: Attendance) -> None:
    """From now on it belongs to the session, as if it had been read."""
    make_transient_to_detached(written)
    db.session.add(written)
