"""Devices of the office that sign for everybody: staff start them, and can take them back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import CheckConstraint, ForeignKey, Select, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from app.accounts.models import Account
from app.columns import UtcDateTime
from app.events.models import Event
from app.extensions import Model, db

LIVES = timedelta(hours=12)
KEPT = 2 * LIVES  # what was signed at a kiosk may arrive when its time is over
DEVICE = "kios:"  # where attendances keep the mark of a phone: no hash of one begins so


class Kiosk(Model):
    """What its ticket is checked against each time, so that it can be taken back."""

    __tablename__ = "kiosk"
    __table_args__ = (
        UniqueConstraint("event_id", "number"),
        CheckConstraint("number > 0", name="number_positive"),
        CheckConstraint("ends_at > started_at", name="ends_after_start"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    number: Mapped[int]  # Kios 1, Kios 2 of this kegiatan
    started_by: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)  # by itself, with the kegiatan
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # by staff

    starter: Mapped[Account | None] = relationship()

    @classmethod
    def start(cls, event: Event, by: Account | None, moment: datetime) -> Kiosk:
        """One more kiosk; hold the kegiatan first, for its number. Does not commit."""
        newest = select(func.max(Kiosk.number)).where(Kiosk.event_id == event.id)
        closes = event.door_closes_at
        kiosk = cls(
            event_id=event.id,
            number=(db.session.scalar(newest) or 0) + 1,
            started_by=by.id if by else None,
            started_at=moment,
            ends_at=min(moment + LIVES, closes) if closes > moment else moment + LIVES,
        )
        db.session.add(kiosk)
        db.session.flush()
        return kiosk

    @property
    def device(self) -> str:
        """What its attendances keep of it."""
        return f"{DEVICE}{self.id}"

    def end(self, moment: datetime) -> None:
        """Its ticket is worthless from now on; ending it again changes nothing."""
        self.ended_at = self.ended_at or moment


def is_kiosk(device: str) -> bool:
    """Whether an attendance was made at a kiosk, and not on somebody's phone."""
    return device.startswith(DEVICE)


def running_kiosk(event: Event, kiosk_id: int, moment: datetime) -> Kiosk | None:
    return db.session.scalar(_running(event, moment).where(Kiosk.id == kiosk_id))


def kiosk_not_taken_back(event: Event, kiosk_id: int) -> Kiosk | None:
    """Also one whose time is over: what was signed before may still arrive."""
    query = select(Kiosk).where(Kiosk.event_id == event.id, Kiosk.id == kiosk_id)
    return db.session.scalar(query.where(Kiosk.ended_at.is_(None)))


def running_kiosks(event: Event, moment: datetime) -> Sequence[Kiosk]:
    query = _running(event, moment).options(joinedload(Kiosk.starter))
    return db.session.scalars(query.order_by(Kiosk.number)).all()


def kiosk_or_404(event: Event, kiosk_id: int) -> Kiosk:
    return db.one_or_404(select(Kiosk).where(Kiosk.event_id == event.id, Kiosk.id == kiosk_id))


def _running(event: Event, moment: datetime) -> Select[Kiosk]:
    return select(Kiosk).where(
        Kiosk.event_id == event.id, Kiosk.ended_at.is_(None), Kiosk.ends_at > moment
    )
