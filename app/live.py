"""Stand-in until the real one is merged."""

from __future__ import annotations

from app.events.models import Event


def questions_changed(event: Event) -> None:
    event.questions_version += 1
