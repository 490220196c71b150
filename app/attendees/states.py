"""How somebody was recorded, and as what."""

from __future__ import annotations

from enum import StrEnum


class Method(StrEnum):
    """How somebody was recorded."""

    PHONE = "hp"
    DESK = "meja"  # signed on a device of the office
    PAPER = "lembar"  # signed with a pen on the sheet
    HELPED = "dibantu"  # has asked staff to help: present, signature still to come

    @property
    def label(self) -> str:
        return {
            "hp": "HP sendiri",
            "meja": "Meja petugas",
            "lembar": "TTD pada lembar manual",
            "dibantu": "Menunggu tanda tangan",
        }[self.value]


class Part(StrEnum):
    """Which of the lists somebody belongs to."""

    PARTICIPANT = "peserta"
    GUEST = "tamu"
    SPEAKER = "narasumber"

    @property
    def label(self) -> str:
        return self.value.capitalize()
