"""How far a promise has come, and who reads what is noted about it."""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    NEW = "baru"
    DOING = "diproses"
    WAITING = "menunggu"  # for somebody else
    DONE = "selesai"
    DROPPED = "batal"  # with a reason

    @property
    def label(self) -> str:
        return {
            "baru": "Baru",
            "diproses": "Diproses",
            "menunggu": "Menunggu pihak lain",
            "selesai": "Selesai",
            "batal": "Batal",
        }[self.value]

    @property
    def badge(self) -> str:
        """The colour in which lists show it."""
        return {
            "baru": "",
            "diproses": "badge-warn",
            "menunggu": "badge-warn",
            "selesai": "badge-good",
            "batal": "badge-off",
        }[self.value]

    @property
    def is_open(self) -> bool:
        return self not in {Status.DONE, Status.DROPPED}

    @property
    def next(self) -> list[Status]:
        """Which states may follow, in the order of the board."""
        return [status for status in Status if status in FOLLOWS[self]]


OPEN = {Status.NEW, Status.DOING, Status.WAITING}

# Which state may follow which. What is closed is reopened first.
FOLLOWS: dict[Status, set[Status]] = {
    Status.NEW: set(Status) - {Status.NEW},
    Status.DOING: set(Status) - {Status.DOING},
    Status.WAITING: set(Status) - {Status.WAITING},
    Status.DONE: {Status.DOING},
    Status.DROPPED: {Status.DOING},
}


class Audience(StrEnum):
    """Who reads a note. A file that proves it is for staff and the responsible alone."""

    STAFF = "petugas"
    KEEPER = "penanggung-jawab"  # and staff
    ASKER = "penanya"  # and both of them

    @property
    def label(self) -> str:
        return {
            "petugas": "Petugas saja",
            "penanggung-jawab": "Petugas dan penanggung jawab",
            "penanya": "Juga penanya",
        }[self.value]


class WrongState(Exception):
    """The promise is in a state that does not allow this; the text tells a person why."""
