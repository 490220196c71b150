from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from zlib import crc32

from flask_wtf import FlaskForm
from wtforms import BooleanField, Field, HiddenField, RadioField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, ValidationError

from app.fields import REQUIRED, TextLine, at_most, tidy, tidy_lines
from app.once import OnceForm
from app.presenters.models import Presenter
from app.questions.models import LONGEST, LONGEST_ANSWER, Question, Topic

REASONS = (
    "Di luar topik kegiatan ini.",
    "Sudah ditanyakan peserta lain.",
    "Memuat data pribadi.",
    "Kata-katanya perlu diperbaiki.",
)
OTHER = "lain"
TOPICS = [SelectChoice(topic.value, topic.label) for topic in Topic]


class HideForm(FlaskForm):
    """The asker reads the reason."""

    reason = RadioField(
        "Alasan",
        choices=[*(SelectChoice(r, r) for r in REASONS), SelectChoice(OTHER, "Alasan lain")],
        default=REASONS[0],
    )
    other = TextLine("Tuliskan alasan lain", max=200, needed=None)

    def validate_reason(self, field: Field) -> None:
        if field.data == OTHER and not tidy(self.other.data):
            raise ValidationError("Tuliskan alasannya.")

    @property
    def words(self) -> str:
        return str(self.other.data if self.reason.data == OTHER else self.reason.data)


def answer_field() -> TextAreaField:
    return TextAreaField(
        "Jawaban",
        filters=[tidy_lines],
        validators=[DataRequired(REQUIRED), at_most(LONGEST_ANSWER)],
        render_kw={"maxlength": LONGEST_ANSWER, "rows": 8},
    )


class AnswerForm(FlaskForm):
    """An answer and whose it is; `read` tells whether somebody else has written meanwhile."""

    answer = answer_field()
    by = TextLine("Dijawab oleh", max=230, render_kw={"list": "answerers", "autocomplete": "off"})
    read = HiddenField()

    @classmethod
    def about(cls, question: Question, by: str) -> AnswerForm:
        """Filled in with what is written already, else with who is asked."""
        name = question.answered_by if question.answer else by
        return cls(data={"answer": question.answer, "by": name, "read": mark_of(question)})


class DraftForm(FlaskForm):
    """A presenter's answer, which staff give out."""

    answer = answer_field()
    read = HiddenField()

    @classmethod
    def about(cls, question: Question) -> DraftForm:
        return cls(data={"answer": question.answer, "read": mark_of(question)})


def mark_of(question: Question) -> str:
    """Changes with the words of the answer."""
    return f"{crc32(question.answer.encode()):x}"


class AssignForm(FlaskForm):
    presenter = SelectField("Dijawab oleh narasumber")

    def __init__(self, presenters: Sequence[Presenter], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        known = [SelectChoice(str(one.id), one.name) for one in presenters]
        self.presenter.choices = [SelectChoice("", "Belum ditentukan"), *known]


class MergeForm(FlaskForm):
    into = SelectField("Gabungkan ke pertanyaan", validators=[DataRequired(REQUIRED)])

    def __init__(self, targets: Sequence[Question], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.into.choices = [SelectChoice(one.code, _short(one)) for one in targets]


class TypedInForm(OnceForm):
    """A question that was asked aloud, for somebody known, a place, or a name."""

    words = TextAreaField(
        "Pertanyaan",
        filters=[tidy_lines],
        validators=[DataRequired(REQUIRED), at_most(LONGEST)],
        render_kw={"maxlength": LONGEST, "rows": 4},
    )
    topic = SelectField("Kategori", choices=TOPICS, default=Topic.OTHER.value)
    name = TextLine("Nama", max=230, needed=None)
    place = TextLine("Kelurahan, lingkungan, atau instansi", max=200, needed=None)
    hides_name = BooleanField("Sembunyikan nama di layar")


def _short(question: Question) -> str:
    words = question.words.replace("\n", " ")
    short = words if len(words) <= 90 else f"{words[:88]}…"
    return f"{short} ({question.status.label.lower()}, {question.votes} dukungan)"
