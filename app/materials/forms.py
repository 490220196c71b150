from __future__ import annotations

from typing import Any

from flask_wtf import FlaskForm
from wtforms import Field, RadioField
from wtforms.fields.choices import SelectChoice

from app.fields import TextLine, check_link
from app.materials.models import Audience, Material
from app.once import OnceForm


def audience_field(id: str | None = None) -> RadioField:
    choices = [SelectChoice(one.value, one.label) for one in Audience]
    default = Audience.PARTICIPANTS.value
    return RadioField("Dapat dilihat", choices=choices, default=default, id=id)


class FilesForm(OnceForm):
    """Beside the files themselves, which each are judged alone."""

    audience = audience_field()


class LinkForm(OnceForm):
    """Staff say who may see it; a presenter's is for participants."""

    url = TextLine("Alamat tautan", max=500, render_kw={"inputmode": "url"})
    title = TextLine("Judul", max=200)
    audience = audience_field("link-audience")

    def __init__(self, *, whole: bool = True, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        if not whole:
            del self.audience

    def validate_url(self, field: Field) -> None:
        check_link(field)


class MaterialForm(FlaskForm):
    """What staff change of a material; a presenter changes the title alone."""

    title = TextLine("Judul", max=200)
    url = TextLine("Alamat tautan", max=500, render_kw={"inputmode": "url"})
    audience = audience_field()

    def __init__(self, material: Material, *, whole: bool = True, **kwargs: Any) -> None:
        super().__init__(obj=material, **kwargs)
        if not whole:
            del self.audience
        if material.url is None or not whole:
            del self.url

    def validate_url(self, field: Field) -> None:
        check_link(field)
