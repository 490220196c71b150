"""Forms of issued papers."""

from __future__ import annotations

from typing import Any

from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField, PasswordField, StringField, ValidationError
from wtforms.validators import InputRequired, Length

from app.fields import REQUIRED, TextLine, at_most, required, tidy
from app.followups.once import OnceForm
from app.papers.models import Paper

LARGEST_KEY = 64_000  # bytes; a certificate with its chain takes a tenth
LONGEST_CODE = 200  # letters; somebody may paste the whole address
NOTHING_CHOSEN = "Pilih berkasnya lebih dahulu."
KEY_TOO_LARGE = "Berkas ini terlalu besar untuk sebuah sertifikat. Pilih berkas .p12 atau .pfx."


class IssueForm(OnceForm):
    """Every version but the first says why there is another one."""

    reason = StringField(
        "Alasan versi baru",
        name="alasan",
        filters=[tidy],
        validators=[at_most(200)],
        render_kw={"maxlength": 200},
    )

    def __init__(self, newest: Paper | None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.newest = newest
        self.reason.flags.required = newest is not None
        self.reason.id = self.reason.label.field_id = (
            f"reason-{newest.kind}" if newest else "reason"
        )

    def validate_reason(self, field: Any) -> None:
        if self.newest and not field.data:
            raise ValidationError(REQUIRED)


class FileForm(FlaskForm):
    """One file: a signed PDF, or the scan of a signed sheet."""

    file = FileField("Berkas", name="berkas", validators=[FileRequired(NOTHING_CHOSEN)])


class KeyForm(FlaskForm):
    """Signing with an own certificate; nothing of it is kept or shown again."""

    seen = HiddenField()
    key = FileField(
        "Berkas sertifikat (.p12 atau .pfx)",
        name="sertifikat",
        validators=[FileRequired(NOTHING_CHOSEN)],
    )
    passphrase = PasswordField(
        "Kata sandi sertifikat",
        name="sandi",
        validators=[required(), Length(max=200)],
        render_kw={"autocomplete": "off"},
    )
    reason = TextLine("Keperluan", name="keperluan", max=100, needed=None)
    location = TextLine("Tempat", name="tempat", max=100, needed=None)
    content = b""

    def validate_key(self, field: Any) -> None:
        self.content = field.data.read(LARGEST_KEY + 1)
        if len(self.content) > LARGEST_KEY:
            raise ValidationError(KEY_TOO_LARGE)


class CodeForm(FlaskForm):
    """The code on a paper, typed in."""

    class Meta:
        csrf = False  # it only looks

    code = StringField(
        "Kode verifikasi",
        name="kode",
        validators=[InputRequired()],
        render_kw={
            "maxlength": LONGEST_CODE,
            "autocomplete": "off",
            "autocapitalize": "off",
            "spellcheck": "false",
            "placeholder": "abcd-efgh-jkmn",
        },
    )
