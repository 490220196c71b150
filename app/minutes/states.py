"""How far the notula has come."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    DRAFT = "draf"
    CHECKED = "diperiksa"
    APPROVED = "disetujui"
    LOCKED = "terkunci"

    @property
    def label(self) -> str:
        return self.value.capitalize()


class WrongState(Exception):
    """The notula is in a state that does not allow this; the text tells a person why."""
