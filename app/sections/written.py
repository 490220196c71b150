"""The form in which a text is sent."""

from __future__ import annotations

import re
from functools import cached_property

from flask_wtf import FlaskForm
from wtforms import HiddenField, TextAreaField

from app import rich_text
from app.fields import id_of, typed

PAGE = re.compile(r"[0-9a-f]{32}")


class WritingForm(FlaskForm):
    """A text as our editor sends it, or with simple marks from a browser without it."""

    text = TextAreaField("Teks", filters=[typed], render_kw={"rows": 8})
    marks = HiddenField()  # how the text is written: html, or else with simple marks
    base = HiddenField()  # the revision that its writer has read

    page = HiddenField(filters=[typed])  # a mark of the page that sends it

    @cached_property
    def body(self) -> str:
        """Cleaned. A long text takes seconds: see `saving.sent`."""
        sent = self.text.data or ""
        if self.marks.data == "html":
            return rich_text.clean(sent)
        return rich_text.from_plain(sent)

    @property
    def is_wide(self) -> bool:
        """Whether columns were put together; our editor tells its writer itself."""
        return self.marks.data != "html" and rich_text.is_wide(self.text.data or "")

    @property
    def page_mark(self) -> str:
        return self.page.data if PAGE.fullmatch(self.page.data or "") else ""

    @property
    def base_revision(self) -> int:
        """Of no revision at all is what cannot be read."""
        revision = id_of(self.base.data)
        return -1 if revision is None else revision
