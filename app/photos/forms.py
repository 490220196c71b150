from __future__ import annotations

import secrets

from flask_wtf import FlaskForm
from wtforms import HiddenField, TextAreaField
from wtforms.validators import Regexp

from app.fields import TextLine, at_most, required, tidy
from app.photos.models import LONGEST_CAPTION, LONGEST_CONSENT

HOW = "Tulis dahulu bagaimana orang-orang dalam foto menyetujuinya."


class PhotosForm(FlaskForm):
    """Beside the photos themselves, which each are judged alone."""

    request_id = HiddenField(
        default=lambda: secrets.token_hex(16), validators=[Regexp(r"\A[0-9a-f]{32}\Z")]
    )


class CaptionForm(FlaskForm):
    caption = TextLine("Keterangan foto", name="keterangan", max=LONGEST_CAPTION, needed=None)


class ConsentForm(FlaskForm):
    words = TextAreaField(
        "Cara persetujuan diberikan",
        name="cara",
        filters=[tidy],
        validators=[required(HOW), at_most(LONGEST_CONSENT)],
        render_kw={"maxlength": LONGEST_CONSENT, "rows": 3},
    )
