"""The pages of the hall: the door, the way to one's name, the signature, the receipt."""

from __future__ import annotations

from app.attendees import entrance, kiosk_late, offline, receipt, sign, sign_late
from app.attendees.way import bp

__all__ = ["bp", "entrance", "kiosk_late", "offline", "receipt", "sign", "sign_late"]
