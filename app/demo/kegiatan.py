"""The two kegiatan of the demo: the real one of 4 February 2026, and one that runs today."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from app import wib
from app.demo.house import House
from app.demo.places import DATUK_BANDAR, SELATAN, UTARA, district_code
from app.directory.models import Level, Person, Post, Region
from app.events.models import Event
from app.extensions import db
from app.invitations.models import Invitation

DAY = date(2026, 2, 4)
POSTS = f"{Post.DISTRICT_HEAD},{Post.VILLAGE_HEAD},{Post.NEIGHBOURHOOD_HEAD}"
FIVE_MINUTES = 300  # seconds
AGENDA = """\
09.00 Pembukaan
09.10 Sambutan Kepala Dinas
09.30 Pemaparan program BPJS Ketenagakerjaan bagi pekerja bukan penerima upah
10.45 Peran PERISAI: pendaftaran, pembayaran iuran, dan klaim
11.15 Tanya jawab
11.55 Penutup"""
AGENDA_TODAY = """\
Pembukaan
Sambutan
Pemaparan materi
Tanya jawab
Penutup"""


def add_february(house: House, places: Sequence[Region]) -> Event:
    """The kegiatan that really took place, still to be attended and finished."""
    return _add(
        house,
        title="Sosialisasi Program BPJS Ketenagakerjaan bagi Lurah dan Kepala Lingkungan",
        theme="Universal Coverage Jamsostek: perlindungan sampai ke lingkungan",
        agenda=AGENDA,
        place="Aula Dinas Ketenagakerjaan, Koperasi dan UMKM",
        starts_at=wib.at(DAY, time(9)),
        ends_at=wib.at(DAY, time(12)),
        letter_number="500.15.16/CONTOH/DISNAKERKOPUMKM/2026",
        letter_date=date(2026, 1, 30),
        regions=_districts(places, SELATAN, UTARA),
    )


def add_today(house: House, places: Sequence[Region], moment: datetime) -> Event:
    """One that began half an hour ago and whose door stays open for eight hours."""
    today = wib.today(moment)
    midnight = wib.at(today, time())
    half_an_hour_ago = moment - timedelta(minutes=30)
    start = max(midnight, _to_five_minutes(half_an_hour_ago))
    until = moment + timedelta(hours=8)
    return _add(
        house,
        title="Sosialisasi Jaminan Sosial bagi Pekerja Informal Kecamatan Datuk Bandar",
        theme="Contoh kegiatan yang sedang berlangsung",
        agenda=AGENDA_TODAY,
        place="Aula Kantor Camat Datuk Bandar",
        starts_at=start,
        ends_at=min(_to_five_minutes(until), wib.at(today, time(23, 59, 59))),
        door_until=until,
        letter_number=f"500.15.16/CONTOH/DISNAKERKOPUMKM/{today.year}",
        letter_date=today - timedelta(days=5),
        regions=_districts(places, DATUK_BANDAR),
    )


def invite(event: Event, persons: Sequence[Person]) -> list[Person]:
    """Everybody whom the targets of the kegiatan name, with the head of the office first."""
    districts = {region.code for region in event.regions}
    invited = [
        person
        for person in persons
        if person.region is None or district_code(person.region) in districts
    ]
    db.session.add_all(
        Invitation(event=event, person=person, by_hand=person.region is None) for person in invited
    )
    event.invited = len(invited)
    return invited


def _add(house: House, **values: object) -> Event:
    event = Event(
        target_posts=POSTS,
        chair=house.head,
        acknowledger=house.head,
        responsible=house.section,
        note_taker="Petugas Contoh",
        is_demo=True,
        **values,
    )
    db.session.add(event)
    db.session.flush()
    event.schedule()
    event.begin()
    return event


def _districts(places: Sequence[Region], *codes: str) -> list[Region]:
    return [place for place in places if place.level is Level.DISTRICT and place.code in codes]


def _to_five_minutes(moment: datetime) -> datetime:
    """The last full five minutes: hours on an invitation are round."""
    return moment - timedelta(
        seconds=moment.timestamp() % FIVE_MINUTES,
    )
