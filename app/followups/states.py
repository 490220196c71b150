"""How far a promise has come."""

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
    def is_open(self) -> bool:
        return self not in {Status.DONE, Status.DROPPED}
