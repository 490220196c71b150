"""What requests do that gather, and what they leave."""

from __future__ import annotations

from sqlalchemy.exc import OperationalError

from app import together
from app.accounts.models import Account, Role
from app.extensions import db

FULL = OperationalError("COMMIT", None, Exception("database or disk is full"))


def add(username):
    db.session.execute(
        Account.__table__.insert().values(
            username=username, name=username, role=Role.STAFF, password_hash="-"
        )
    )


def keep(username):
    """A deed as views do it: written, committed, answered."""

    def deed():
        add(username)
        together.commit()
        return username

    return deed


def in_line(app):
    """How many wait for the one who leads."""
    return len(app.extensions["together"].line._waiting)


def names(rows):
    return sorted(account.username for account in rows(Account))


def spoilt(username, error):
    """A deed whose commit fails."""

    def deed():
        def fail():
            del session.commit
            raise error

        session = db.session()
        session.commit = fail
        return keep(username)()

    return deed
