from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import TextAreaField

from app.fields import TextLine, at_most, required, tidy
from app.once import OnceForm
from app.photos.models import LONGEST_CAPTION, LONGEST_CONSENT

HOW = "Tulis dahulu bagaimana orang-orang dalam foto menyetujuinya."


class PhotosForm(OnceForm):
    """Beside the photos themselves, which each are judged alone."""


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
