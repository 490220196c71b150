"""All pages of staff about promises."""

from __future__ import annotations

from app.followups import board_views, editing, exports, link_views, promise_views, quarantine
from app.followups.pages import bp

__all__ = ["board_views", "bp", "editing", "exports", "link_views", "promise_views", "quarantine"]
