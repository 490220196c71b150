"""What an invited person answers, and how urgent the letter is."""

from __future__ import annotations

from enum import StrEnum


class Reply(StrEnum):
    COMES = "hadir"
    CANNOT = "berhalangan"
    SENDS = "mewakilkan"  # somebody else in the own stead

    @property
    def label(self) -> str:
        return self.value.capitalize()


class Nature(StrEnum):
    """Sifat of a letter."""

    USUAL = "biasa"
    SOON = "segera"
    AT_ONCE = "sangat-segera"
    IMPORTANT = "penting"
    CONFIDENTIAL = "rahasia"

    @property
    def label(self) -> str:
        return self.value.replace("-", " ").title()
