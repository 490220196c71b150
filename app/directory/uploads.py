"""Uploaded lists wait here to be applied; what nobody applies is forgotten."""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import select

from app import files
from app.accounts.models import Account
from app.columns import now
from app.directory.models import ImportFile
from app.extensions import db
from app.fields import tidy
from app.once import OnceForm, made_by

WAITS = timedelta(days=7)


def clean_name(sent: str | None) -> str:
    """The name of a file as we show it and know its type by: without folders, not too long."""
    shown = tidy(re.split(r"[/\\:]", sent or "")[-1])
    return shown[:-5][:200] + shown[-5:]


def keep(content: bytes, name: str, by: Account, form: OnceForm) -> ImportFile:
    """Keep the bytes under a random name, forget what nobody applied, and commit.

    File first, row after, and old files last: a row always has its file.
    """
    stored_as = files.store(content)
    try:
        kept = made_by(form, ImportFile, account_id=by.id) or _row(stored_as, name, by, form)
        old = _old()
        for unused in old:
            db.session.delete(unused)
        db.session.add(kept)
        db.session.commit()
    except BaseException:
        files.remove(stored_as)
        raise
    if kept.stored_as != stored_as:  # the same form was quicker
        files.remove(stored_as)
    for unused in old:
        files.remove(unused.stored_as)
    return kept


def _row(stored_as: str, name: str, by: Account, form: OnceForm) -> ImportFile:
    return ImportFile(
        code=secrets.token_hex(16),
        account_id=by.id,
        file_name=name,
        stored_as=stored_as,
        request_id=form.request_id.data,
    )


def _old() -> Sequence[ImportFile]:
    """Lists with names and phones do not lie about: unused ones go after a week."""
    query = select(ImportFile).where(
        ImportFile.applied_at.is_(None), ImportFile.uploaded_at < now() - WAITS
    )
    return db.session.scalars(query).all()
