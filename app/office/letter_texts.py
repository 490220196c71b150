"""The texts of a letter: what a template keeps and a letter copies, and a sample."""

from __future__ import annotations

import re
from typing import NamedTuple

from flask_wtf import FlaskForm
from wtforms import Field
from wtforms.validators import ValidationError

from app.fields import TextLine, TextLines, tidy
from app.office.letter_templates import LONGEST, MOST_COPIES

TEXTS = ("subject", "opening", "note", "closing", "copies")
GAP = re.compile(r"\{([^{}]*)\}")
GAPS = ("judul", "kota")  # what a template may leave open


class Texts(NamedTuple):
    subject: str
    opening: str
    note: str
    closing: str
    copies: str

    def filled(self, title: str, city: str) -> Texts:
        """The same with the title of a kegiatan and the city in their places."""
        known = {"judul": title, "kota": city}

        def fill(line: str) -> str:
            return tidy(GAP.sub(lambda gap: known.get(gap[1], gap[0]), line))

        return Texts(*("\n".join(fill(line) for line in text.split("\n")) for text in self))


SAMPLE_NAME = "Undangan sosialisasi"
SAMPLE = Texts(
    subject="Undangan {judul}",
    opening=(
        "Sehubungan dengan pelaksanaan Instruksi Presiden Nomor 2 Tahun 2021 tentang Optimalisasi"
        " Pelaksanaan Program Jaminan Sosial Ketenagakerjaan, dengan ini kami mengundang Saudara"
        " untuk hadir pada:"
    ),
    note="",
    closing="Demikian disampaikan, atas perhatian dan kehadirannya diucapkan terima kasih.",
    copies="Wali Kota {kota} (sebagai laporan)",
)


class LetterTexts(FlaskForm):
    """The fields that the form of a template and that of a letter share."""

    subject = TextLine("Hal", max=200)
    opening = TextLines("Kalimat pembuka", max=LONGEST, render_kw={"rows": 6})
    note = TextLine("Catatan", max=300, needed=None)
    closing = TextLines("Kalimat penutup", max=LONGEST, needed=None)
    copies = TextLines("Tembusan", max=MOST_COPIES, needed=None)


def only_known_gaps(_form: FlaskForm, field: Field) -> None:
    """Raises ValidationError where the text leaves a gap open that nobody can fill."""
    strange = [gap[0] for gap in GAP.finditer(field.data or "") if gap[1] not in GAPS]
    if strange:
        words = f"{strange[0]} tidak dikenal. Yang dapat dipakai: {{judul}} dan {{kota}}."
        raise ValidationError(words)
