"""A small, clearly invented daftar hadir under the letterhead that somebody is typing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import Any

from app import wib
from app.attendees.models import Attendance, Method, Part
from app.events.models import Event
from app.office.letterhead import LetterheadForm
from app.office.models import Office, Official
from app.papers.roll import Roll, filled

SIGNATURE = (
    "60,130 90,60 120,40 130,70 110,130 100,150 130,120 170,90 190,95 185,120"
    " 205,110 230,92 250,105 245,125 270,112 300,95 330,100 360,115 420,90 520,60"
    ";80,160 200,150 380,148 500,140"
)
PEOPLE = (
    ("Contoh Nama Camat, S.STP.", "Camat", "Kec. Tanjungbalai Selatan", 1, "L"),
    ("Contoh Nama Lurah, S.E.", "Lurah", "Perwira", 2, "P"),
    ("Contoh Nama Kepling", "Kepala Lingkungan", "Perwira / Lingk. I", 3, "L"),
    ("Contoh Nama Kepling Lain", "Kepala Lingkungan", "Perwira / Lingk. II", 3, "P"),
)


def office_from(typed: Mapping[str, Any], stored: Office) -> tuple[Office, list[str]]:
    """The office as typed, and what is wrong there; in its place the stored value stands."""
    form = LetterheadForm(formdata=typed, obj=stored, meta={"csrf": False})
    form.validate()
    shown = Office(**stored.snapshot())
    for field in form:
        if not field.errors:
            setattr(shown, field.short_name, field.data)
    return shown, [f"{field.label.text}: {field.errors[0]}" for field in form if field.errors]


def event() -> Event:
    """A kegiatan that stands in no table."""
    sample = Event(
        code="contoh",
        title="Contoh Kegiatan Sosialisasi",
        place="Aula",
        starts_at=wib.at(date(2026, 2, 4), time(9)),
    )
    sample.acknowledger = _official("Contoh Kepala Dinas", "Kepala Dinas")
    sample.responsible = _official("Contoh Kepala Bidang", "Kepala Bidang")
    return sample


def roll() -> Roll:
    return filled([_attendance(n, *person) for n, person in enumerate(PEOPLE, 1)])


def _official(name: str, position: str) -> Official:
    titles: dict[str, Any] = {"front_titles": "", "back_titles": "S.Sos., M.Si.", "prefix": ""}
    return Official(name=name, position=position, rank="Pembina (IV/a)", **titles)


def _attendance(
    number: int, name: str, position: str, place: str, rank: int, sex: str
) -> Attendance:
    return Attendance(
        number=number,
        part=Part.PARTICIPANT,
        name=name,
        position=position,
        place=place,
        rank=rank,
        place_key=str(number),
        sex=sex,
        represents="",
        method=Method.PHONE,
        signature=SIGNATURE,
    )
