"""The daftar hadir as data: who stands where, under which number, with what in the last column."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from app import phones
from app.attendees.models import Attendance, Method, Part
from app.attendees.official_order import PARTS, official_order
from app.directory.models import Person
from app.directory.spelling import fold
from app.invitations.models import Invitation

TITLES = {Part.PARTICIPANT: "Peserta", Part.SPEAKER: "Narasumber", Part.GUEST: "Tamu"}


class Line(NamedTuple):
    """One row of the list."""

    number: int
    name: str = ""
    position: str = ""
    place: str = ""
    phone: str = ""
    represents: str = ""  # "Lurah Perwira"
    signature: str | None = None  # as it is stored
    mark: str = ""  # words instead of a signature
    awaited: bool = False  # present, the signature is still to come
    attendance: Attendance | None = None


class Section(NamedTuple):
    """Participants, presenters or guests: each in a list of its own, numbered from 1."""

    title: str
    lines: list[Line]


class Roll(NamedTuple):
    """All lists of one kegiatan, and what is counted below them."""

    sections: list[Section]
    men: int = 0
    women: int = 0
    unknown: int = 0
    is_blank: bool = False

    @property
    def total(self) -> int:
        return sum(len(section.lines) for section in self.sections)

    @property
    def awaited(self) -> list[str]:
        """Where a signature is still missing: `Peserta nomor 3`."""
        return [
            f"{section.title.lower()} nomor {line.number}"
            for section in self.sections
            for line in section.lines
            if line.awaited
        ]


def filled(attendances: Sequence[Attendance]) -> Roll:
    """Who was there, by rank and territory; guests and presenters apart."""
    sections = []
    for part in PARTS:
        mine = sorted((a for a in attendances if a.part is part), key=official_order)
        if mine or part is Part.PARTICIPANT:
            sections.append(Section(TITLES[part], [_line(n, a) for n, a in enumerate(mine, 1)]))
    sexes = [attendance.sex for attendance in attendances]
    return Roll(sections, sexes.count("L"), sexes.count("P"), sexes.count(None))


def blank(invitations: Iterable[Invitation], empty_rows: int) -> Roll:
    """The invited, to be signed by pen, and empty rows for those who come unexpectedly."""
    persons = sorted((invitation.person for invitation in invitations), key=_order_of_person)
    lines = [
        Line(
            n,
            name=person.full_name,
            position=person.position_label,
            place=person.region.place if person.region else "",
            phone=phones.show(person.phone),
        )
        for n, person in enumerate(persons, 1)
    ]
    lines += [Line(n) for n in range(len(lines) + 1, len(lines) + empty_rows + 1)]
    return Roll([Section(TITLES[Part.PARTICIPANT], lines)], is_blank=True)


def _line(number: int, attendance: Attendance) -> Line:
    return Line(
        number,
        name=attendance.name,
        position=attendance.position,
        place=attendance.place,
        phone=phones.show(attendance.phone),
        represents=attendance.represents,
        signature=attendance.signature,
        mark=Method.PAPER.label if attendance.method is Method.PAPER else "",
        awaited=attendance.method is Method.HELPED,
        attendance=attendance,
    )


def _order_of_person(person: Person) -> tuple[int, str, str, int]:
    key = person.region.sort_key if person.region else ""
    return person.post.rank, key, fold(person.name), person.id
