from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import PasswordField, StringField

from app.fields import required, tidy


class LogInForm(FlaskForm):
    username = StringField(
        "Nama pengguna",
        filters=[tidy],
        validators=[required()],
        render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"},
    )
    password = PasswordField(
        "Kata sandi",
        validators=[required()],
        render_kw={"autocomplete": "current-password"},
    )
