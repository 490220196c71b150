"""What the directory holds about a person, and how it forgets who it was."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from app import nip, phones
from app.directory.models import Person
from app.directory.queries import found_by, with_region
from app.extensions import db
from app.personal import FEW, Part, Whose, moment


def persons_like(words: str) -> Sequence[Person]:
    """By name or by phone, also who has left: whoever asks for the own data may be long gone."""
    wanted = found_by(words, Person.folded, Person.phone)
    query = select(Person).where(wanted, Person.erased_at.is_(None)).options(with_region)
    order = (Person.is_active.desc(), Person.folded, Person.id)
    return db.session.scalars(query.order_by(*order).limit(FEW)).all()


def held(whose: Whose) -> Part:
    person = db.session.get(Person, whose.person_id) if whose.person_id else None
    return Part("Direktori", [_facts(person)] if person else [])


def forget(whose: Whose) -> int:
    if not whose.person_id:
        return 0
    db.session.get_one(Person, whose.person_id).erase()
    return 1


def _facts(person: Person) -> dict[str, str]:
    return {
        "Nama": person.full_name,
        "Jabatan": person.position_label,
        "Wilayah": person.region.place if person.region else "",
        "Nomor HP": phones.show(person.phone),
        "E-mail": person.email or "",
        "NIP": nip.show(person.nip),
        "Jenis kelamin": person.sex or "",
        "Status": "aktif" if person.is_active else "nonaktif",
        "Terakhir diubah": moment(person.updated_at),
    }
