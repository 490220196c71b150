"""The form on the participants' phones."""

from __future__ import annotations

from wtforms import BooleanField, SelectField, TextAreaField
from wtforms.fields import SelectChoice

from app.fields import at_most, required, tidy_lines
from app.once import OnceForm
from app.questions.models import LONGEST, Topic

NO_WORDS = "Tuliskan pertanyaan Anda lebih dahulu."
NO_TOPIC = "Pilih salah satu."


class AskForm(OnceForm):
    words = TextAreaField(
        "Apa yang ingin Anda tanyakan?",
        filters=[tidy_lines],
        validators=[required(NO_WORDS), at_most(LONGEST)],
        render_kw={"maxlength": LONGEST, "rows": 4},
    )
    topic = SelectField(
        "Tentang apa?",
        choices=[SelectChoice(topic.value, topic.label) for topic in Topic],
        default=Topic.OTHER.value,
        validators=[required(NO_TOPIC)],
        invalid_choice_message=NO_TOPIC,
    )
    hides_name = BooleanField("Sembunyikan nama saya di layar")
