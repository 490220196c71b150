"""What participants may ask of their own attendance: no messages, or to be forgotten."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from app.columns import UtcDateTime, now
from app.personal import ERASED


class OwnData:
    """A part of Attendance."""

    id: Any
    name: Any
    position: Any
    represents: Any
    walk_in_key: Any
    phone: Any
    nip: Any
    sex: Any
    device: Any
    token_hash: Any
    signature: Any
    corrections: Any
    sent_again: Any

    broadcast_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # agreed to get messages
    erased_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # asked for by the person

    @property
    def wants_broadcasts(self) -> bool:
        return self.broadcast_at is not None

    def agree_to_broadcasts(self) -> None:
        """Messages about this kegiatan may be sent; the first time stays."""
        self.broadcast_at = self.broadcast_at or now()

    def decline_broadcasts(self) -> None:
        self.broadcast_at = None

    def erase(self) -> None:
        """Forget who it was; number, place and time stay, so that the list keeps its count.

        Of a signature, an empty text still says that it was drawn. There is no way back.
        """
        self.name, self.corrections, self.sent_again = ERASED, [], None
        self.phone = self.nip = self.sex = self.device = self.token_hash = None
        self.broadcast_at = None
        if self.signature is not None:
            self.signature = ""
        if self.walk_in_key is not None or self.represents:
            self.position = "-"
        if self.walk_in_key is not None:
            self.walk_in_key = hashlib.sha256(f"erased:{self.id}".encode()).hexdigest()
        self.erased_at = self.erased_at or now()
