"""How far a kegiatan has come, and what its door shows."""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    DRAFT = "draf"
    SCHEDULED = "terjadwal"
    RUNNING = "berlangsung"
    FINISHED = "selesai"
    LOCKED = "terkunci"
    CANCELLED = "dibatalkan"

    @property
    def label(self) -> str:
        return self.value.capitalize()

    @property
    def badge(self) -> str:
        """The colour in which lists show it."""
        return {
            "draf": "badge-off",
            "terjadwal": "",
            "berlangsung": "badge-good",
            "selesai": "badge-off",
            "terkunci": "badge-off",
            "dibatalkan": "badge-bad",
        }[self.value]


# Which state may follow which. A finished kegiatan can be reopened until it is locked.
FOLLOWS: dict[Status, set[Status]] = {
    Status.DRAFT: {Status.SCHEDULED, Status.CANCELLED},
    Status.SCHEDULED: {Status.DRAFT, Status.RUNNING, Status.CANCELLED},
    Status.RUNNING: {Status.FINISHED, Status.CANCELLED},
    Status.FINISHED: {Status.RUNNING, Status.LOCKED},
    Status.LOCKED: set(),
    Status.CANCELLED: {Status.DRAFT},
}

WHY_CLOSED = {
    Status.FINISHED: "Buka kembali kegiatan ini sebelum mengubahnya.",
    Status.CANCELLED: "Pulihkan kegiatan ini sebelum mengubahnya.",
    Status.LOCKED: "Kegiatan ini terkunci dan tidak dapat diubah lagi.",
}


class WrongState(Exception):
    """The kegiatan is in a state that does not allow this; the text tells a person why."""


class DoorState(StrEnum):
    """What a phone finds at the door of the hall."""

    EARLY = "early"
    OPEN = "open"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class Slide(StrEnum):
    """What the projector shows: one thing at a time, chosen at the desk or by a key."""

    PROMISES = "janji"  # unfinished ones of the invited territories
    CODE = "kode"  # the code of the door, the counter, the agenda
    QUESTIONS = "pertanyaan"  # by votes
    ANSWER = "jawaban"  # the one being answered, large

    @property
    def label(self) -> str:
        return {
            "janji": "Janji sebelumnya",
            "kode": "Kode QR",
            "pertanyaan": "Pertanyaan",
            "jawaban": "Sedang dijawab",
        }[self.value]
