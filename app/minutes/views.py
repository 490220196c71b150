"""All pages of the notula of a kegiatan."""

from __future__ import annotations

from app.minutes import life, room, versions
from app.minutes.pages import bp

__all__ = ["bp", "life", "room", "versions"]
