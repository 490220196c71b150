"""A stored file and the row that names it stand or fall together."""

from __future__ import annotations

from typing import Any

from sqlalchemy import event

from app import files
from app.extensions import db


def remove_unless_committed(stored_as: str) -> None:
    """Remove the file again if the transaction that runs, or begins next, ends without a commit."""
    session = db.session()
    settled = False

    def keep(_session: Any) -> None:
        nonlocal settled
        settled = True

    def remove(_session: Any, transaction: Any) -> None:
        nonlocal settled
        if transaction.parent is None and not settled:
            settled = True
            files.remove(stored_as)

    event.listen(session, "after_commit", keep)
    event.listen(session, "after_transaction_end", remove)
