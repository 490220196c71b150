"""What a row of a list changes in a person; an empty cell never erases anything."""

from __future__ import annotations

from app import nip, phones
from app.directory.atlas import Atlas
from app.directory.entry import Entry
from app.directory.models import Person
from app.directory.planned import Change


def name_of(person: Person, entry: Entry) -> str:
    """The name as the list writes it, unless it only lost its capitals or small letters.

    Many lists are written in capitals; `AHMAD YANI` does not correct `Ahmad Yani`.
    """
    only_case = person.name.casefold() == entry.name.casefold()
    return person.name if only_case and entry.name in _shouts(entry.name) else entry.name


def _shouts(name: str) -> tuple[str, str]:
    return name.upper(), name.lower()


def changes_of(person: Person, entry: Entry, atlas: Atlas) -> list[Change]:
    """Which field changes from what to what."""
    phone, number = entry.phone or person.phone, entry.nip or person.nip
    pairs = [
        ("Nama", person.name, name_of(person, entry)),
        ("Gelar depan", person.front_titles, entry.front_titles or person.front_titles),
        ("Gelar belakang", person.back_titles, entry.back_titles or person.back_titles),
        ("Jabatan", person.position_label, entry.position_label),
        ("Wilayah", atlas.place_of(person.region_id), _place(person, entry, atlas)),
        ("E-mail", person.email or "", entry.email or person.email or ""),
        ("L/P", person.sex or "", entry.sex or person.sex or ""),
        ("Status", "Aktif" if person.is_active else "Nonaktif", "Aktif"),
    ]
    changes = [Change(label, old or "-", new) for label, old, new in pairs if old != new]
    if phone != person.phone:
        changes.append(Change("Nomor HP", phones.show(person.phone) or "-", phones.show(phone)))
    if number != person.nip:
        changes.append(Change("NIP", nip.show(person.nip), nip.show(number)))
    return changes


def _place(person: Person, entry: Entry, atlas: Atlas) -> str:
    if entry.place.new:
        return entry.place.new.label
    return atlas.place_of(entry.place.region_id or person.region_id)
