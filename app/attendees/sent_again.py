"""That somebody was marked in two places, one of which could not know of the other."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column

MOST = 5  # a phone that sends without end fills no list


class SentAgain:
    """A part of Attendance. What stood there first counts, the rest is kept for staff to see."""

    # {"at", "how", "by", "form"}, oldest first; None: never.
    sent_again: Mapped[list[dict[str, str]] | None] = mapped_column(JSON(none_as_null=True))

    def was_sent_again(self, other: Any, by: str) -> bool:
        """Keep what the other attendance of the same person tells; `by` sent it.

        False where that is known already, or where enough of it is kept.
        """
        known = self.sent_again or []
        if len(known) >= MOST or any(one["form"] == other.request_id for one in known):
            return False
        when = other.signed_at.isoformat()
        one = {"at": when, "how": other.method.value, "by": by, "form": other.request_id}
        self.sent_again = [*known, one]
        return True
