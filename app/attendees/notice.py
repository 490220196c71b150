"""The privacy notice before the signature (templates/attendees/hall/_notice.html)."""

from __future__ import annotations

VERSION = "2026-11b"  # a new one whenever the words change in meaning; kept with each sign-in
