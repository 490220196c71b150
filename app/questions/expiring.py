"""Who asked: the question and its answer stay, the asker goes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select, update

from app.events.models import Event
from app.events.queries import over_before
from app.personal import Expiring, Gone, carried_out
from app.questions.models import LINK_LIVES, Question

IS_KNOWN = (
    (Question.asker != "") | Question.attendance_id.is_not(None) | Question.token_hash.is_not(None)
)


def _due(moment: datetime) -> Select[Any, str]:
    return (
        select(Question.id, Event.title.label("about"))
        .join(Event, Event.id == Question.event_id)
        .where(over_before(moment), IS_KNOWN)
    )


def without_asker(ids: Sequence[int]) -> Gone:
    """The kelurahan stays in `region_id`, so that the analysis keeps its figures."""
    values = {"asker": "", "place": "", "attendance_id": None, "token_hash": None}
    query = update(Question).where(Question.id.in_(ids), IS_KNOWN)
    return Gone(carried_out(query.values(values | {"hides_name": True})))


ASKERS = Expiring(
    key="penanya",
    label="Nama penanya",
    since="sejak kegiatan selesai",
    why="Untuk menyampaikan jawaban yang menyusul. Pertanyaan dan jawabannya tetap ada.",
    days=365,
    least=LINK_LIVES.days,
    due=_due,
    forget=without_asker,
)
EXPIRING = (ASKERS,)
