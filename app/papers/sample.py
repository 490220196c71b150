"""A small, clearly invented daftar hadir under the letterhead that somebody is typing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import Any

from app import wib
from app.attendees.models import Attendance, Method, Part
from app.events.models import Event
from app.fields import tidy
from app.office.models import Office, Official, PaperSize, RuleStyle
from app.papers.roll import Roll, filled

TEXTS = ("government", "name", "address", "postal_code", "phone", "website", "email", "city")
LONGEST = 254  # letters; the columns say how many of each may be kept
MARGINS = ("margin_top", "margin_bottom", "margin_left", "margin_right")
NARROWEST, WIDEST = 5, 60  # mm
YES = {"y", "1", "on", "true"}
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


def office_from(form: Mapping[str, str], stored: Office) -> tuple[Office, list[str]]:
    """The office as typed, and what could not be read; there the stored value stands in."""
    shown, wrong = Office(**stored.snapshot()), []
    for name in TEXTS:
        if name in form:
            setattr(shown, name, tidy(form[name][: 4 * LONGEST])[:LONGEST])
    for name in MARGINS:
        if name in form and not _set_margin(shown, name, form[name].strip()):
            wrong.append(f"Margin harus berupa angka {NARROWEST} sampai {WIDEST} mm.")
    for name, words in (("paper", PaperSize), ("rule", RuleStyle)):
        if name in form and form[name] in {word.value for word in words}:
            setattr(shown, name, words(form[name]))
        elif name in form:
            wrong.append("Pilih ukuran kertas dan garis kop dari daftar.")
    shown.underline_names = form.get("underline_names", "").lower() in YES
    return shown, list(dict.fromkeys(wrong))


def _set_margin(office: Office, name: str, text: str) -> bool:
    fits = text.isascii() and text.isdecimal() and len(text) < 4
    if not fits or not NARROWEST <= int(text) <= WIDEST:
        return False
    setattr(office, name, int(text))
    return True


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
