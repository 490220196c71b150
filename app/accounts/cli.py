"""flask account create: the first account of a real office."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from app import audit
from app.accounts.models import Account, Role
from app.accounts.queries import account_named
from app.extensions import db

accounts = AppGroup("account", help="People with a password.")


@accounts.command("create")
@click.argument("username")
@click.option("--name", prompt="Full name", help="As the office writes it.")
@click.option("--role", type=click.Choice([r.value for r in Role]), default="admin")
@click.password_option()
def create(username: str, name: str, role: str, password: str) -> None:
    """Create an account that may log in at once."""
    if account_named(username):
        raise click.ClickException(f"There is already an account called {username!r}.")
    account = Account(username=username.lower(), name=name, role=Role(role))
    account.set_password(password)
    db.session.add(account)
    audit.record("account.create", username.lower())
    db.session.commit()
    click.echo(f"{name} may now log in as {account.username}.")
