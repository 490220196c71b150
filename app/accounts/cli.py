"""flask account create, flask account reset: for the person who keeps the server."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from app import audit
from app.accounts.forms import username_problem
from app.accounts.models import Account, Role
from app.accounts.passwords import weakness
from app.accounts.queries import account_named, end_sessions
from app.extensions import db
from app.fields import tidy

accounts = AppGroup("account", help="Akun: orang yang masuk dengan kata sandi.")
ROLES = click.Choice([role.value for role in Role])


@accounts.command("create")
@click.argument("username")
@click.option("--name", prompt="Nama lengkap", help="Seperti ditulis kantor.")
@click.option("--role", type=ROLES, default="admin", show_default=True, help="Peran.")
@click.password_option(
    prompt="Kata sandi", confirmation_prompt="Ulangi kata sandi", help="Paling sedikit 10 huruf."
)
def create(username: str, name: str, role: str, password: str) -> None:
    """Buat akun yang langsung dapat dipakai; yang pertama biasanya admin."""
    username, name = tidy(username).lower(), tidy(name)
    _refuse(username_problem(username))
    _refuse(None if 0 < len(name) <= 120 else "Nama lengkap wajib diisi, paling banyak 120 huruf.")
    _refuse(weakness(password, username))
    account = Account(username=username, name=name, role=Role(role))
    account.set_password(password)
    db.session.add(account)
    audit.record("account.create", username, role=role)
    db.session.commit()
    click.echo(f"{name} sekarang dapat masuk sebagai {username} ({account.role.label}).")


@accounts.command("reset")
@click.argument("username")
def reset(username: str) -> None:
    """Beri kata sandi sementara, misalnya bila admin lupa kata sandinya."""
    account = account_named(tidy(username))
    if account is None:
        raise click.ClickException(f"Tidak ada akun bernama {username}.")
    password = account.give_temporary_password()
    end_sessions(account)
    audit.record("account.reset", account.username)
    db.session.commit()
    click.echo(f"Kata sandi sementara untuk {account.username}: {password}")
    click.echo("Kata sandi ini harus diganti saat masuk pertama kali.")
    if not account.is_active:
        click.echo("Akun ini nonaktif. Admin dapat mengaktifkannya di Pengaturan, Akun.")


def _refuse(problem: str | None) -> None:
    if problem:
        raise click.ClickException(problem)
