"""A form that counts once, however often it is sent."""

from __future__ import annotations

import re
from typing import Any

from flask import abort
from flask_wtf import FlaskForm
from wtforms import HiddenField

from app.followups.models import new_request_id

REQUEST_ID = re.compile(r"[0-9a-f]{32}")


class OnceForm(FlaskForm):
    """`request_id` stays the same however often the form is sent.

    `fresh` shows the form anew in answer to another one that was sent.
    """

    request_id = HiddenField()

    def __init__(self, *, fresh: bool = False, **kwargs: Any) -> None:
        super().__init__(**(kwargs | {"formdata": None} if fresh else kwargs))
        if fresh or not self.is_submitted():
            self.request_id.data = new_request_id()
        elif not REQUEST_ID.fullmatch(self.request_id.data or ""):
            abort(400)  # our own pages cannot send this
