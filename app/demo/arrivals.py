"""Who came to the kegiatan of the demo, when, and how they signed."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, time, timedelta
from random import Random

from app import wib
from app.accounts.models import Account
from app.attendees import signing
from app.attendees.models import Attendance, Method, Part
from app.demo.drawing import draw
from app.demo.kegiatan import DAY
from app.directory.models import Person, Post
from app.events.models import Event

NOTICE = "contoh"  # nobody has read a real privacy notice
DOORS_OPEN = wib.at(DAY, time(8, 25))
RUSH = timedelta(minutes=75)  # from the first one in to the last
PRESENT = 0.85
# By their place among the invited:
SUBSTITUTES = {
    9: ("Ratna Contoh Pulungan", "Sekretaris Kelurahan", "P"),
    26: ("Dedi Contoh Saragih", "Staf Kelurahan", "L"),
    44: ("Mawar Contoh Batubara", "Staf Kelurahan", "P"),
}
ON_PAPER = {12, 31, 52}  # whose phone had no battery
AT_THE_DESK = {5, 18, 33, 47}
BORROWED_PHONE = {7, 30}  # in order of arrival: signed on the phone of the one before


def fill_february(event: Event, invited: Sequence[Person], petugas: Account) -> None:
    """Some 85 of a hundred invited and three guests, numbered as they came in."""
    hand = Random(20260204)  # noqa: S311 - the same demo at every load, nothing secret
    rows = [*_participants(event, invited, hand, petugas), *_guests(event)]
    for row in rows:
        row.signed_at = DOORS_OPEN + RUSH * hand.betavariate(2.2, 2.4)
    rows.sort(key=lambda row: row.signed_at)
    _enter(event, rows, hand)
    for number in BORROWED_PHONE:
        rows[number].device = rows[number - 1].device


def begin_today(event: Event, invited: Sequence[Person], moment: datetime) -> None:
    """Three kepling have signed already; everybody else is still to come."""
    kepling = [person for person in invited if person.post is Post.NEIGHBOURHOOD_HEAD]
    rows = [Attendance.of_person(event, person) for person in kepling[::6]][:3]
    for minutes_ago, row in zip((19, 11, 4), rows, strict=True):
        row.signed_at = moment - timedelta(minutes=minutes_ago)
    _enter(event, rows, Random(3))  # noqa: S311


def _participants(
    event: Event, invited: Iterable[Person], hand: Random, petugas: Account
) -> Iterator[Attendance]:
    for place, person in enumerate(invited):
        if place in SUBSTITUTES:
            name, position, sex = SUBSTITUTES[place]
            yield Attendance.of_substitute(event, person, name, position, sex)
        elif place in ON_PAPER | AT_THE_DESK:
            row = Attendance.of_person(event, person)
            row.method = Method.PAPER if place in ON_PAPER else Method.DESK
            row.recorded_by = petugas.id
            yield row
        elif "Contoh" not in person.name or hand.random() < PRESENT:
            yield Attendance.of_person(event, person)


def _guests(event: Event) -> list[Attendance]:
    """Presenter and guests as the report of the day names them, and one who is invented."""
    office = "Dinas Ketenagakerjaan, Koperasi dan UMKM"
    bpjs = "BPJS Ketenagakerjaan Cabang Kisaran"
    guests = [
        ("Martin Cipto Hutajulu", "Account Representative Khusus", bpjs, Part.SPEAKER, "L"),
        ("Aulia Ikram Pulungan", "Kepala Bidang Ketenagakerjaan", office, Part.GUEST, "L"),
        ("Rahma Contoh Tanjung", "Agen PERISAI", "PERISAI Contoh", Part.GUEST, "P"),
    ]
    return [
        Attendance.of_walk_in(
            event, name=name, position=position, institution=institution, part=part, sex=sex
        )
        for name, position, institution, part, sex in guests
    ]


def _enter(event: Event, rows: Sequence[Attendance], hand: Random) -> None:
    """Onto the list, by the same door as everybody else, in the given order."""
    for row in rows:
        row.method = row.method or Method.PHONE
        row.request_id = secrets.token_hex(16)
        if row.method is not Method.PAPER:
            row.signature = draw(hand)
            row.notice_version, row.notice_at = NOTICE, row.signed_at
        if row.method is Method.PHONE:
            row.device = secrets.token_hex(16)
        signing.enter(event, row)
