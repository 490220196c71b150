"""A kegiatan that is over, with everything its papers show: 300 people, texts, photos, numbers."""

from __future__ import annotations

import hashlib
import io
import random
import secrets
from datetime import date

from PIL import Image

from app import files, rich_text, wib
from app.attendees.models import Attendance
from app.certificates.models import CertificateSeries
from app.certificates.numbering import give_numbers
from app.columns import now
from app.events.models import Event, Status
from app.extensions import db
from app.minutes.outline import DECISIONS, OPENING, TALK
from app.office.models import Office, Official
from app.photos.models import Photo, PhotoConsent
from app.sections.models import Document, Section
from bench.papers import attendance

PEOPLE, PHOTOS = 300, 12
SENTENCE = (
    "Kepala dinas menyampaikan bahwa informasi tentang jaminan sosial tidak boleh berhenti di"
    " kantor pemerintah, melainkan harus sampai kepada pedagang, nelayan, tukang, dan pelaku UMKM. "
)
PARAGRAPHS = 11  # of six sentences: the notula has five pages


def add_kegiatan() -> str:
    """Write it into the database that the settings name; its code."""
    office = Office.blank()
    office.government = "Pemerintah Kota Tanjungbalai"
    office.name = "Dinas Ketenagakerjaan, Koperasi dan UMKM"
    office.city, office.address = "Tanjungbalai", "Jalan Contoh Nomor 1"
    head = Official(name="Agus Salim", position="Kepala Dinas", valid_from=date(2020, 1, 1))
    db.session.add_all([office, head])
    db.session.flush()
    event = Event(
        title="Sosialisasi Program BPJS Ketenagakerjaan",
        place="Aula Dinas Ketenagakerjaan",
        starts_at=wib.at(date(2026, 2, 4), wib.local(now()).time()),
        status=Status.FINISHED,
        agenda="Pembukaan\nPemaparan materi\nTanya jawab\nPenutup",
        letter_number="500.15.16/BENCH/2026",
        letter_date=date(2026, 1, 30),
        acknowledger_id=head.id,
        responsible_id=head.id,
    )
    db.session.add(event)
    db.session.flush()
    rng = random.Random(PEOPLE)
    db.session.add_all(_attendance(event, rng, n) for n in range(1, PEOPLE + 1))
    event.last_number = event.present = PEOPLE
    _write(event)
    _photograph(event, rng)
    series = CertificateSeries(
        event_id=event.id, pattern="BENCH/{nomor}/2026", first=1, last=PEOPLE, signer_id=head.id
    )
    db.session.add(series)
    db.session.flush()
    give_numbers(event, series)
    db.session.commit()
    return event.code


def text(paragraphs: int) -> str:
    return rich_text.clean(f"<p>{SENTENCE * 6}</p>" * paragraphs)


def _write(event: Event) -> None:
    for key, many in ((OPENING, 3), (TALK, PARAGRAPHS), (DECISIONS, 2)):
        body = text(many)
        db.session.add(
            Section(event_id=event.id, document=Document.MINUTES, key=key, body=body, revision=1)
        )


def _photograph(event: Event, rng: random.Random) -> None:
    """As large as the room of photos keeps them: 1,600 pixels, some 300 kB."""
    db.session.add(PhotoConsent(event_id=event.id, words="Lisan, diumumkan di aula."))
    db.session.flush()
    for n in range(PHOTOS):
        noise = Image.frombytes("RGB", (160, 120), rng.randbytes(160 * 120 * 3))
        file = io.BytesIO()
        noise.resize((1600, 1200), Image.Resampling.BICUBIC).save(file, "JPEG", quality=80)
        content = file.getvalue()
        db.session.add(
            Photo(
                event_id=event.id,
                stored_as=files.store(content),
                thumbnail_as=secrets.token_hex(16),
                width=1600,
                height=1200,
                size=len(content),
                sha256=hashlib.sha256(content).hexdigest(),
                caption=f"Suasana kegiatan, foto ke-{n + 1}",
                sort=n,
                chosen=n < 4,
                consent_id=event.id if n < 4 else None,
                request_id=secrets.token_hex(16),
            )
        )


def _attendance(event: Event, rng: random.Random, n: int) -> Attendance:
    row = attendance(rng, n)
    row.event_id, row.walk_in_key, row.request_id = event.id, f"{n:064}", f"{n:032}"
    return row
