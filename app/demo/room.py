"""The room of the demo: presenters, a handout, questions with answers, and promises.

Who spoke in February is known from the report of the day; what was asked and answered is invented,
and nobody who really exists is made to say it.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from datetime import date, time, timedelta
from pathlib import Path

from app import files, wib
from app.columns import now
from app.demo.kegiatan import DAY
from app.demo.talk import ask_in_february, ask_today
from app.directory.models import Level, Region
from app.events.models import Event
from app.extensions import db
from app.followups.models import FollowUp, Note
from app.followups.models import Status as Stage
from app.materials.models import Audience, Material, MaterialFile
from app.presenters.models import Presenter

HANDOUT = Path(__file__).parent / "files" / "ringkasan-bpu.pdf"


def furnish_february(event: Event, places: Sequence[Region]) -> None:
    """Presenter, handout and link, four questions, and a promise for each of two kelurahan."""
    presenter = _presenter(
        event,
        "Martin Cipto Hutajulu",
        "Account Representative Khusus",
        "BPJS Ketenagakerjaan Cabang Kisaran",
        "Program BPJS Ketenagakerjaan bagi pekerja bukan penerima upah",
    )
    _handout(event, presenter)
    asked = ask_in_february(event, presenter)
    first, second = _villages(places, event)[:2]
    done = _promise(event, first, "Pendaftaran keliling di kantor lurah", DAY + timedelta(days=21))
    done.status, done.closed_at = Stage.DONE, wib.at(DAY + timedelta(days=19), time(12))
    _note(done, "Loket keliling dibuka dua hari; warga dilayani di tempat.", Stage.DONE)
    owed = wib.today(now()) + timedelta(days=5)
    open_one = _promise(event, second, "Poster ringkas manfaat untuk pos lingkungan", owed)
    open_one.question_id, open_one.status = asked.id, Stage.DOING
    _note(open_one, "Naskah poster sedang disusun.", Stage.DOING)


def furnish_today(event: Event, places: Sequence[Region]) -> None:
    """A presenter with a link to try, three questions, and what was promised here before."""
    presenter = _presenter(
        event, "Lestari Contoh Siregar", "Narasumber", "BPJS Ketenagakerjaan (contoh)", ""
    )
    _handout(event, presenter)
    ask_today(event)
    place = _villages(places, event)[0]
    due = wib.today(now()) - timedelta(days=2)
    _promise(None, place, "Daftar agen PERISAI per kelurahan dibagikan", due)


def _presenter(event: Event, name: str, position: str, office: str, topic: str) -> Presenter:
    row = Presenter(
        event_id=event.id, name=name, position=position, institution=office, topic=topic, minutes=60
    )
    db.session.add(row)
    db.session.flush()
    row.issue_link()
    return row


def _handout(event: Event, presenter: Presenter) -> None:
    content = HANDOUT.read_bytes()
    page = MaterialFile(
        stored_as=files.store(content),
        name="ringkasan-bpu.pdf",
        extension="pdf",
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        added_by=presenter.name,
    )
    link = {"title": "Laman BPJS Ketenagakerjaan", "url": "https://www.bpjsketenagakerjaan.go.id/"}
    shared = {"event_id": event.id, "audience": Audience.PARTICIPANTS}
    handout = Material(
        title="Ringkasan program BPU (contoh)",
        files=[page],
        presenter_id=presenter.id,
        request_id=secrets.token_hex(16),
        **shared,
    )
    db.session.add(handout)
    db.session.add(Material(sort=1, request_id=secrets.token_hex(16), **link, **shared))
    db.session.flush()


def _promise(event: Event | None, place: Region, what: str, due: date) -> FollowUp:
    """Made when the kegiatan ended; without one, a month before it is due."""
    opened = wib.at(due - timedelta(days=30), time(12))
    if event:
        opened = event.ends_at or event.starts_at
    row = FollowUp(
        event_id=event.id if event else None,
        what=what,
        region_id=place.id,
        responsible="Petugas Contoh, Bidang Ketenagakerjaan",
        opened_at=opened,
        opened_on=wib.today(opened),
        due_on=due,
        request_id=secrets.token_hex(16),
        is_demo=True,
    )
    db.session.add(row)
    db.session.flush()
    return row


def _note(promise: FollowUp, words: str, status: Stage) -> None:
    note = Note(
        follow_up_id=promise.id,
        at=promise.closed_at or now(),
        words=words,
        author="Petugas Contoh",
        status=status,
        request_id=secrets.token_hex(16),
    )
    db.session.add(note)


def _villages(places: Sequence[Region], event: Event) -> list[Region]:
    """The kelurahan of the kegiatan."""
    inside = {region.id for region in event.regions}
    return [one for one in places if one.level is Level.VILLAGE and one.parent_id in inside]
