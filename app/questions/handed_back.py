"""Questions given to a presenter who is taken off the programme: whoever can answers them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, update
from sqlalchemy import event as sa_event

from app.presenters.models import Presenter
from app.questions.models import Question


@sa_event.listens_for(Presenter, "before_update")
def _hand_back(_mapper: Any, connection: Connection, who: Presenter) -> None:
    """An answer that they have written stays, in their name."""
    if who.is_taken_off:
        theirs = update(Question).where(Question.presenter_id == who.id)
        connection.execute(theirs.values(presenter_id=None))
