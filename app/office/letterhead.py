"""The form of the letterhead. The preview of the papers reads the same form."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import BooleanField
from wtforms.validators import Regexp

from app.fields import TextLine
from app.office.fields import Millimetres, OneOf
from app.office.models import PaperSize, RuleStyle

POSTAL_CODE = Regexp(r"\A[0-9]{5}\Z", message="Kode pos terdiri dari 5 angka.")
PHONE = Regexp(
    r"\A[0-9+()/,. \-]*[0-9][0-9+()/,. \-]*\Z",
    message="Tulis angka, spasi, dan tanda ( ) + - / , saja. Contoh: (0623) 000000.",
)
WEBSITE = Regexp(
    r"\A(https?://)?[\w\-]+(\.[\w\-]+)+(/\S*)?\Z",
    message="Alamat laman ini belum benar. Contoh: disnaker.contoh.go.id.",
)
EMAIL = Regexp(
    r"\A[^@\s]+@[^@\s.]+(\.[^@\s.]+)+\Z",
    message="Alamat pos-el ini belum benar. Contoh: dinas@contoh.go.id.",
)


class LetterheadForm(FlaskForm):
    """The letterhead and the measures of the paper; fields are named as columns of Office."""

    government = TextLine("Baris pemerintah", max=120)
    name = TextLine("Nama perangkat daerah", max=160)
    address = TextLine("Alamat", max=200, needed=None)
    postal_code = TextLine(
        "Kode pos",
        max=5,
        needed=None,
        validators=[POSTAL_CODE],
        render_kw={"inputmode": "numeric"},
    )
    phone = TextLine("Telepon", max=60, needed=None, validators=[PHONE])
    website = TextLine("Laman", max=100, needed=None, validators=[WEBSITE])
    email = TextLine(
        "Pos-el", max=254, needed=None, validators=[EMAIL], render_kw={"inputmode": "email"}
    )
    city = TextLine("Kota pada baris tanggal", max=60)
    paper = OneOf("Ukuran kertas", {size: size.label for size in PaperSize})
    margin_top = Millimetres("Atas")
    margin_bottom = Millimetres("Bawah")
    margin_left = Millimetres("Kiri")
    margin_right = Millimetres("Kanan")
    rule = OneOf("Garis di bawah kop", {style: style.label for style in RuleStyle})
    underline_names = BooleanField("Garis bawahi nama penanda tangan")
