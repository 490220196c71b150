from __future__ import annotations

import re
from typing import Any

from flask_wtf import FlaskForm
from wtforms import PasswordField, RadioField, SelectChoice, StringField
from wtforms.validators import AnyOf, EqualTo, ValidationError

from app.accounts.models import Account, Role
from app.accounts.passwords import weakness
from app.accounts.queries import account_named
from app.fields import TextLine, required, tidy, typed
from app.once import OnceForm

USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,39}")
USERNAME_RULE = "Pakai 3–40 huruf kecil, angka, titik, atau garis; diawali huruf atau angka."
OWN_ADDRESS = {"baru"}  # /pengaturan/akun/baru is a page
TAKEN = "Nama pengguna ini sudah dipakai. Pilih yang lain."
TYPED_EXACTLY = {"autocapitalize": "none", "spellcheck": "false"}


class LogInForm(FlaskForm):
    username = StringField(
        "Nama pengguna",
        filters=[tidy, str.lower],
        validators=[required()],
        render_kw={"autocomplete": "username"} | TYPED_EXACTLY,
    )
    password = PasswordField(
        "Kata sandi",
        filters=[typed],
        validators=[required()],
        render_kw={"autocomplete": "current-password"},
    )


class PasswordForm(FlaskForm):
    """An own new password. Whether the old one is right is the view's question: it is limited."""

    old = PasswordField(
        "Kata sandi sekarang",
        filters=[typed],
        validators=[required()],
        render_kw={"autocomplete": "current-password"},
    )
    new = PasswordField(
        "Kata sandi baru",
        filters=[typed],
        validators=[required()],
        render_kw={"autocomplete": "new-password", "maxlength": 200},
    )
    again = PasswordField(
        "Ulangi kata sandi baru",
        filters=[typed],
        validators=[required(), EqualTo("new", "Kedua kata sandi baru belum sama.")],
        render_kw={"autocomplete": "new-password", "maxlength": 200},
    )

    def __init__(self, account: Account, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.account = account

    def validate_new(self, field: PasswordField) -> None:
        if problem := weakness(field.data, self.account.username):
            raise ValidationError(problem)
        if field.data == self.old.data:
            raise ValidationError("Kata sandi baru harus berbeda dari yang sekarang.")


class AccountForm(FlaskForm):
    """Name and role of an account."""

    name = TextLine("Nama", max=120, render_kw={"autocomplete": "off"})
    role = RadioField(
        "Peran",
        choices=[SelectChoice(role.value, role.label) for role in Role],
        default=Role.STAFF.value,
        validate_choice=False,  # the rule below says it in our words
        validators=[AnyOf([role.value for role in Role], "Pilih salah satu peran.")],
    )

    def read_into(self, account: Account) -> None:
        account.name = self.name.data
        account.role = Role(self.role.data)


class NewAccountForm(OnceForm, AccountForm):
    username = StringField(
        "Nama pengguna",
        filters=[tidy, str.lower],
        validators=[required()],
        render_kw={"autocomplete": "off", "maxlength": 40} | TYPED_EXACTLY,
    )

    def validate_username(self, field: StringField) -> None:
        if problem := username_problem(field.data):
            raise ValidationError(problem)


def username_problem(username: str) -> str | None:
    """Why this cannot be the name of a new account; None if it can."""
    if not USERNAME.fullmatch(username):
        return USERNAME_RULE
    if username in OWN_ADDRESS or account_named(username):
        return TAKEN
    return None
