"""The form of a letter template."""

from __future__ import annotations

from typing import Any

from wtforms import Field
from wtforms.validators import ValidationError

from app.fields import TextLine
from app.office.letter_templates import LetterTemplate
from app.office.letter_texts import SAMPLE, SAMPLE_NAME, TEXTS, LetterTexts, only_known_gaps
from app.office.queries import letter_template_named
from app.once import OnceForm


class LetterTemplateForm(LetterTexts):
    name = TextLine("Nama templat", max=120)

    def __init__(self, template: LetterTemplate | None = None, **kwargs: Any) -> None:
        super().__init__(obj=template, **kwargs)
        self.template = template

    def validate(self, extra_validators: Any = None) -> bool:
        gaps = {name: [only_known_gaps] for name in TEXTS}
        return bool(super().validate({**gaps, **(extra_validators or {})}))

    def validate_name(self, field: Field) -> None:
        other = letter_template_named(field.data)
        if other and other is not self.template:
            raise ValidationError("Nama ini sudah dipakai templat lain.")

    def write_to(self, template: LetterTemplate) -> None:
        for name in ("name", *TEXTS):
            setattr(template, name, self[name].data)


class NewLetterTemplateForm(OnceForm, LetterTemplateForm):
    @classmethod
    def of_sample(cls) -> NewLetterTemplateForm:
        return cls(data=SAMPLE._asdict() | {"name": SAMPLE_NAME})
