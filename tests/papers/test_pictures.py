"""Pages beside pictures of them that were looked at and approved."""

import random
from datetime import date, time

import pytest

from app import wib
from app.attendees.models import Method, Part
from app.events.models import Event
from app.extensions import db
from app.papers.composers import COMPOSERS
from app.papers.kinds import Kind
from app.papers.press import Seal, press
from tests.demo.conftest import demo, loaded_once

__all__ = ["demo", "loaded_once"]


@pytest.fixture
def event(make):
    make.office(address="Jalan Jenderal Sudirman KM 3", phone="(0623) 595000")
    head = make.official(name="Contoh Nama Kepala", back_titles="M.Si.", nip="196804111993031009")
    other = make.official(name="Contoh Nama Kabid", position="Kepala Bidang", rank="Penata (III/c)")
    event = make.event(
        title="Sosialisasi Program BPJS Ketenagakerjaan",
        place="Aula Dinas Ketenagakerjaan",
        starts_at=wib.at(date(2026, 2, 4), time(9)),
        ends_at=None,
        acknowledger_id=head.id,
        responsible_id=other.id,
    )
    rng = random.Random(4)
    for n in range(1, 41):
        method = {7: Method.PAPER, 11: Method.HELPED}.get(n, Method.PHONE)
        stroke = " ".join(f"{x},{rng.randint(40, 160)}" for x in range(60, 540, 40))
        make.attendance(
            event,
            name=f"Contoh Nama Peserta {n}",
            position="Kepala Lingkungan",
            place=f"Perwira / Lingk. {n}",
            part=Part.PARTICIPANT,
            sex="LP"[n % 2],
            represents="Lurah Perwira" if n == 3 else "",
            method=method,
            signature=stroke if method is Method.PHONE else None,
        )
    return event


def test_the_daftar_hadir_looks_as_it_was_approved(staff, event, looks_like):
    answer = staff.post(f"/kegiatan/{event.code}/hadir/daftar-hadir.pdf")

    looks_like(answer.data, "daftar-hadir-awal", page=1)
    looks_like(answer.data, "daftar-hadir-akhir", page=-1)


def test_the_foot_of_an_issued_paper_looks_as_it_was_approved(app, event, looks_like, composed):
    seal = Seal("abcdefghjkmn", "https://balai.contoh.go.id/v/abcdefghjkmn")

    pdf = press.make(composed(event)._replace(seal=seal)).content

    looks_like(pdf, "daftar-hadir-terbit", page=1)


@pytest.mark.parametrize(
    ("kind", "pages"),
    [
        (Kind.LETTER, {"awal": 1, "lampiran": -1}),
        (Kind.MINUTES, {"awal": 1, "isi": 2}),  # the third names a date that moves
        (Kind.REPORT, {"awal": 1, "hasil": 3, "foto": -1}),
        (Kind.CERTIFICATES, {"awal": 1}),
    ],
)
@pytest.mark.usefixtures("demo")
def test_the_papers_of_the_demo_look_as_they_were_approved(app, looks_like, kind, pages):
    with app.test_request_context():
        february = db.session.scalars(db.select(Event).order_by(Event.starts_at)).first()
        pdf = press.make(COMPOSERS[kind].compose(february)).content

    for name, page in pages.items():
        looks_like(pdf, f"{kind}-{name}", page=page)
