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

    @property
    def badge(self) -> str:
        """The colour in which it is shown."""
        return {
            "draf": "badge-off",
            "diperiksa": "",
            "disetujui": "badge-good",
            "terkunci": "badge-off",
        }[self.value]

    @property
    def is_official(self) -> bool:
        """Whether pimpinan has approved it."""
        return self in {State.APPROVED, State.LOCKED}

    def may_become(self, state: State) -> bool:
        return state in FOLLOWS[self]


# Which state may follow which. After a lock only another version goes on.
FOLLOWS: dict[State, set[State]] = {
    State.DRAFT: {State.CHECKED},
    State.CHECKED: {State.APPROVED, State.DRAFT},
    State.APPROVED: {State.LOCKED, State.DRAFT},
    State.LOCKED: set(),
}


class WrongState(Exception):
    """The notula is in a state that does not allow this; the text tells a person why."""
