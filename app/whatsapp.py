"""Handing words over to WhatsApp: it opens with the message ready, and a person sends it."""

from __future__ import annotations

from urllib.parse import quote


def hand_off(phone: str | None, words: str) -> str:
    """The address that opens a chat with this number, or without one the list of contacts."""
    digits = (phone or "").lstrip("+")
    return f"https://wa.me/{digits}?text={quote(words, safe='')}"
