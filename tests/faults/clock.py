"""The clock of the server jumps while it runs: an hour, a day, forwards and back.

libfaketime moves what the server believes the time is; the phones scan what the projector would
show at that moment. Sign-ins go on, a step back logs nobody out, and moments are kept in UTC
wherever the server thinks it stands.
"""

from __future__ import annotations

import sqlite3
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.faults import tally
from tests.faults.hall import Hall, open_hall
from tests.faults.office import Office
from tests.faults.phones import Load
from tests.faults.tally import CannotHere, Row

HOUR = 3600
JUMPS = (HOUR, 0, -HOUR, 0, 20 * HOUR, -24 * HOUR, 0)  # seconds from the true time
ZONE = "America/New_York"  # where the machine thinks it stands


def run(short: bool) -> list[Row]:
    library = faketime()
    jumps = JUMPS[2:5] if short else JUMPS
    special = [] if short else [midnight_in_wib(), datetime(2028, 2, 29, 5, tzinfo=UTC)]
    offsets = [*jumps, *((moment.timestamp() - time.time()) for moment in special)]
    with tempfile.TemporaryDirectory() as room, open_hall(started=False) as hall:
        told_time = Path(room) / "offset"
        told_time.write_text("+0")
        hall.start(
            LD_PRELOAD=str(library),
            FAKETIME_TIMESTAMP_FILE=str(told_time),
            FAKETIME_NO_CACHE="1",
            FAKETIME_DONT_FAKE_MONOTONIC="1",
            TZ=ZONE,
        )
        return [jumped(hall, offsets, lambda offset: told_time.write_text(f"{offset:+.0f}"))]


def faketime() -> Path:
    found = sorted(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))
    if not found:
        raise CannotHere("libfaketime is missing: apt-get install libfaketime")
    return found[0]


def midnight_in_wib() -> datetime:
    """Ten seconds before the next one, which is 17.00 in UTC."""
    today = datetime.now(UTC).replace(hour=16, minute=59, second=50, microsecond=0)
    return today if today > datetime.now(UTC) else today + timedelta(days=1)


def jumped(hall: Hall, offsets: list[float], jump: Callable[[float], object]) -> Row:
    office, offset, seen, wrong = Office(hall), 0.0, 0.0, []
    with Load(hall, phones=3, clock=lambda: time.time() + offset) as load:
        for offset in offsets:
            jump(offset)
            open_the_door(hall, time.time() + offset)
            load.wait_for(4, patience=60)
            status = office.visitor.get(office.room).status
            if status == 200:
                seen = offset
            elif offset - seen <= HOUR:  # a day ahead, a session is over as it should be
                wrong.append(f"a petugas was logged out by {offset - seen:+.0f} s ({status})")
            wrong += kept_otherwise(hall, time.time() + offset)
        jump(0)
        offset = 0.0
    wrong += load.wrong
    lost, doubled = tally.compare(load.ledger, hall.data)
    hours = ", ".join(f"{offset / HOUR:+.0f} h" for offset in offsets)
    besides = f"{hours}; server in {ZONE}; moments in UTC, nobody logged out by a step back"
    return Row("clock jumps", len(offsets), len(load.ledger), lost, doubled, besides, wrong)


def open_the_door(hall: Hall, moment: float) -> None:
    """The kegiatan is held at that moment: it is the clock that is looked at, not the door."""
    begun = datetime.fromtimestamp(moment, UTC) - timedelta(minutes=20)
    values = [(begun + timedelta(hours=h)).strftime("%Y-%m-%d %H:%M:%S.%f") for h in (0, 3)]
    with closing(sqlite3.connect(hall.data / "balai.sqlite", timeout=10)) as connection:
        connection.execute("UPDATE event SET starts_at = ?, ends_at = ?", values)
        connection.commit()


def kept_otherwise(hall: Hall, moment: float) -> list[str]:
    """The newest row tells the moment in UTC, give or take what the answer took."""
    with closing(sqlite3.connect(hall.data / "balai.sqlite")) as connection:
        query = "SELECT signed_at FROM attendance ORDER BY id DESC LIMIT 1"
        (text,) = connection.execute(query).fetchone()
    kept = datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()
    return [] if abs(kept - moment) < 60 else [f"signed at {text}, {kept - moment:+.0f} s off"]


if __name__ == "__main__":
    tally.main(run)
