"""The room of the photos, with everything that is done in it."""

from __future__ import annotations

from app.photos import changes, consenting, leftovers, sending
from app.photos.room import bp

__all__ = ["bp", "changes", "consenting", "leftovers", "sending"]
