"""Uploaded lists wait here to be applied; what nobody applies is forgotten."""

from __future__ import annotations

import re
import secrets
from datetime import timedelta

from sqlalchemy import select

from app import files
from app.accounts.models import Account
from app.columns import now
from app.directory.models import ImportFile
from app.extensions import db
from app.fields import tidy

WAITS = timedelta(days=7)


def keep(content: bytes, name: str, by: Account) -> ImportFile:
    """Keep the bytes under a random name; the shown name is cleaned. Does not commit."""
    shown = tidy(re.split(r"[/\\:]", name)[-1])
    stem, ending = shown[:-5], shown[-5:]
    kept = ImportFile(
        code=secrets.token_hex(16),
        account_id=by.id,
        file_name=stem[:200] + ending,
        stored_as=files.store(content),
    )
    db.session.add(kept)
    return kept


def forget_old() -> None:
    """Lists with names and phones do not lie about: unused ones go after a week."""
    query = select(ImportFile).where(
        ImportFile.applied_at.is_(None), ImportFile.uploaded_at < now() - WAITS
    )
    for old in db.session.scalars(query):
        files.remove(old.stored_as)
        db.session.delete(old)
