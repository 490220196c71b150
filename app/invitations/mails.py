"""E-mails to invited persons: asked for by staff, sent by the worker."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.columns import UtcDateTime, now
from app.extensions import Model
from app.invitations.models import Invitation
from app.once import MadeOnce

PATIENCE = timedelta(minutes=5)  # until one that was begun and has not ended is given up


class Mail(MadeOnce, Model):
    """One e-mail. `begun_at` is kept before we speak to the mail server, how it ended after that.

    One that was begun and has no end may have left the house or not: nobody sends it again by
    itself.
    """

    __tablename__ = "invitation_mail"
    __table_args__ = (
        CheckConstraint("(failed_at IS NULL) = (trouble = '')", name="failed_why"),
        CheckConstraint(
            "sent_at IS NULL OR begun_at IS NOT NULL AND failed_at IS NULL", name="sent_once_begun"
        ),
        CheckConstraint("tries >= 0", name="tries_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    invitation_id: Mapped[int] = mapped_column(
        ForeignKey("invitation.id", ondelete="CASCADE"), index=True
    )
    is_reminder: Mapped[bool] = mapped_column(default=False)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    asked_by: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    tries: Mapped[int] = mapped_column(default=0)
    begun_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    failed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    trouble: Mapped[str] = mapped_column(String(200), default="")

    invitation: Mapped[Invitation] = relationship()

    @property
    def is_unsure(self) -> bool:
        """The worker was cut off in the middle of it."""
        begun = self.begun_at
        ended = self.sent_at or self.failed_at
        return begun is not None and ended is None and now() - begun > PATIENCE

    @property
    def words(self) -> str:
        """What has become of it, for staff."""
        if self.sent_at:
            return "terkirim"
        if self.is_unsure:
            return "terputus saat dikirim, mungkin sudah sampai"
        return self.trouble or "menunggu giliran"
