"""python -m bench.rush [--quick]: 500 participants sign within 3 minutes (60 s), then 64 at once.

They come evenly and go the whole way from the code to the receipt, while 500 phones poll the
questions every 5 seconds, materials are downloaded and a PDF of 500 rows is made; on SQLite and,
where its programs are installed, on PostgreSQL. Everything runs on a temporary folder.
"""

from __future__ import annotations

import hashlib
import secrets
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import sqlalchemy as sa

from app import create_app, files
from app.access import COOKIE
from app.attendees import door
from app.columns import now
from app.events.models import Event
from app.extensions import db
from app.materials.models import Material, MaterialFile
from bench.burst import CONNECTIONS, PEOPLE, burst
from bench.databases import postgres, postgres_tools
from bench.figures import Figure, at_most, cpu_of_tree, report
from bench.hall_of_300 import PER_VILLAGE, VILLAGES, Way, prepare
from bench.phone import Phone
from bench.polling import PHONES, TOKEN, Found, Hall, everybody
from bench.questions import log_in
from bench.servers import Server, serving, settled

PARTICIPANTS = 500
SECONDS = 60 if "--quick" in sys.argv else 180
DISTRICTS = -(-(PARTICIPANTS + PEOPLE) // (VILLAGES * PER_VILLAGE))
PDF = 1024 * b"%PDF-1.7 a page of a presentation "


def main() -> None:
    figures = on("SQLite", "")
    if tools := postgres_tools():
        with postgres(tools) as address:
            figures += on("PostgreSQL", address)
    report(figures)


def on(name: str, address: str) -> list[Figure]:
    with tempfile.TemporaryDirectory(prefix="balai-bench-") as folder, ExitStack() as stack:
        settings = settled(folder, BALAI_DATABASE=address)
        event, ways = prepare(DISTRICTS)
        hall, office = Hall(event), Office(event)
        floor = stack.enter_context(serving(Path(folder), "bench.floor", **settings))
        ours = stack.enter_context(serving(Path(folder), **settings))
        coming, bursting = ways[:PARTICIPANTS], ways[PARTICIPANTS:]
        figures = rush(ours, event, coming, hall, office, name)
        figures += burst(floor, ours, event, bursting, name, promised=not address)
        wanted = PHONES + PARTICIPANTS + PEOPLE
        lost = abs(wanted - office.rows())
        return [*figures, at_most(f"{name}: rows lost or doubled, of {wanted}", lost, 0, "")]


class Office:
    """An account that prints the list, a file for everybody, and a look at the rows."""

    def __init__(self, event: Event) -> None:
        self.list = f"/kegiatan/{event.code}/hadir"
        self.app = create_app()
        with self.app.app_context():
            self.token = log_in()
            stored, sha256 = files.store(PDF), hashlib.sha256(PDF).hexdigest()
            row = Material(event_id=event.id, title="Paparan", request_id=secrets.token_hex(16))
            file = MaterialFile(name="paparan.pdf", extension="pdf", stored_as=stored)
            file.size, file.sha256 = len(PDF), sha256
            row.files = [file]
            db.session.add(row)
            db.session.execute(sa.text("CREATE TABLE floor (text TEXT)"))
            db.session.commit()
            self.file = f"/r/{event.code}/materi/{row.id}/unduh"
            db.engine.dispose()

    def print_list(self, server: Server) -> float:
        """Seconds; 0 where no PDF came."""
        phone = Phone(server.port)
        phone.cookies[COOKIE] = self.token
        found, begun = TOKEN.search(phone.get(self.list)), time.perf_counter()
        paper = phone.post(
            f"{self.list}/daftar-hadir.pdf", f"csrf_token={found[1]}" if found else ""
        )
        return time.perf_counter() - begun if paper.startswith("%PDF") else 0.0

    def rows(self) -> int:
        """Valid persons on the list, each counted once."""
        with self.app.app_context():
            who = "coalesce(cast(person_id AS varchar), walk_in_key)"
            query = f"SELECT count(*), count(DISTINCT {who}) FROM attendance"
            every, different = db.session.execute(sa.text(query)).one()
            db.session.remove()
        return int(different) if every == different else -1


def rush(
    server: Server, event: Event, ways: list[Way], hall: Hall, office: Office, on: str
) -> list[Figure]:
    over = threading.Event()
    papers: list[float] = []
    errors: list[str] = []
    polls = [everybody(server, hall.poll, rounds=1)]  # the first answers are whole lists
    others = [
        threading.Thread(target=lambda: polls.append(poll(server, hall, over))),
        threading.Thread(target=download, args=(server, hall, office, over, errors)),
        threading.Thread(target=lambda: papers.append(office.print_list(server))),
    ]
    before = cpu_of_tree(server.process.pid)
    for other in others:
        other.start()
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        pace, begin = SECONDS / len(ways), time.perf_counter()
        due = [begin + n * pace for n in range(len(ways))]
        times = list(pool.map(lambda way, when: one(server, event, way, when), ways, due))
        took = time.perf_counter() - begin
    over.set()
    for other in others:
        other.join()
    cpu = (cpu_of_tree(server.process.pid) - before) / len(ways) * 1000
    failed = sum(not one for one in times) + sum(found.errors for found in polls) + len(errors)
    each = sorted(seconds * 1000 for one in times for seconds in one)
    p50, p99 = each[len(each) // 2], each[int(len(each) * 0.99)]
    return [
        at_most(f"{on}: {len(ways)} participants, the whole way", took, SECONDS + 10, "s"),
        at_most(f"{on}: errors, of those who poll and download too", failed, 0, ""),
        Figure(f"{on}: a request of theirs, p50", f"{p50:.0f} ms"),
        at_most(f"{on}: a request of theirs, p99", p99, 1000, "ms"),
        Figure(f"{on}: p99 of {PHONES} phones that poll", f"{polls[-1].p99:.0f} ms"),
        Figure(f"{on}: CPU per participant, everything else included", f"{cpu:.1f} ms"),
        Figure(
            f"{on}: a PDF of {PHONES} rows meanwhile", f"{papers[0]:.1f} s", "made", papers[0] > 0
        ),
    ]


def one(server: Server, event: Event, way: Way, when: float) -> list[float]:
    """Seconds of each request; none where no number was handed out."""
    time.sleep(max(0.0, when - time.perf_counter()))
    phone = Phone(server.port)
    try:
        receipt = phone.sign_in(event.code, door.code(event, now()), way)
    except (OSError, RuntimeError) as error:
        print(f"  {error}")
        return []
    return phone.times if "Nomor" in receipt else []


def poll(server: Server, hall: Hall, over: threading.Event) -> Found:
    found = Found()
    while not over.is_set():
        some = everybody(server, hall.poll, rounds=1)
        found.times += some.times
        found.statuses += some.statuses
    return found


def download(
    server: Server, hall: Hall, office: Office, over: threading.Event, errors: list[str]
) -> None:
    """Twice a second, by one participant after the other."""
    n = 0
    while not over.wait(0.5):
        n += 1
        phone = Phone(server.port)
        phone.cookies["balai_peserta"] = hall.tokens[n % PHONES]
        try:
            phone.get(office.file)
        except (OSError, RuntimeError) as error:
            errors.append(str(error))
        phone.connection.close()


if __name__ == "__main__":
    main()
