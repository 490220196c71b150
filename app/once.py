"""A form that makes a row once, however often it is sent."""

from __future__ import annotations

import secrets

from flask_wtf import FlaskForm
from wtforms import HiddenField
from wtforms.validators import Regexp


class OnceForm(FlaskForm):
    """A form that makes a row: however often it is sent, `request_id` lets it make one."""

    request_id = HiddenField(
        default=lambda: secrets.token_hex(16), validators=[Regexp(r"\A[0-9a-f]{32}\Z")]
    )
