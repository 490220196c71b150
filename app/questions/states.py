"""What a question is about, and how far it has come."""

from __future__ import annotations

from enum import StrEnum


class Topic(StrEnum):
    UNDERSTANDING = "pemahaman"
    RECORDING = "pendataan"
    PREMIUM = "iuran"
    CLAIM = "klaim"
    REGISTRATION = "pendaftaran"
    OTHER = "lainnya"

    @property
    def label(self) -> str:
        return {
            "pemahaman": "Pemahaman warga",
            "pendataan": "Pendataan pekerja",
            "iuran": "Iuran",
            "klaim": "Klaim",
            "pendaftaran": "Pendaftaran/PERISAI",
            "lainnya": "Lainnya",
        }[self.value]


class Status(StrEnum):
    NEW = "masuk"  # seen by staff and by who has asked, by nobody else
    SHOWN = "tampil"
    HIDDEN = "disembunyikan"  # with a reason
    ANSWERING = "sedang-dijawab"  # one at a time
    ANSWERED = "dijawab"
    FOLLOWED_UP = "tindak-lanjut"

    @property
    def label(self) -> str:
        return {
            "masuk": "Masuk",
            "tampil": "Tampil",
            "disembunyikan": "Disembunyikan",
            "sedang-dijawab": "Sedang dijawab",
            "dijawab": "Dijawab",
            "tindak-lanjut": "Tindak lanjut",
        }[self.value]

    @property
    def told(self) -> str:
        """The same in words for the one who has asked."""
        return {
            "masuk": "Menunggu dibaca petugas",
            "tampil": "Sudah tampil, menunggu jawaban",
            "disembunyikan": "Tidak ditampilkan",
            "sedang-dijawab": "Sedang dijawab",
            "dijawab": "Sudah dijawab",
            "tindak-lanjut": "Akan ditindaklanjuti",
        }[self.value]

    @property
    def is_open(self) -> bool:
        """Whether an answer is still owed."""
        return self in {Status.NEW, Status.SHOWN, Status.ANSWERING}

    @property
    def takes_votes(self) -> bool:
        return self in {Status.SHOWN, Status.ANSWERING}

    @property
    def is_public(self) -> bool:
        """Whether other phones and the projector may show it."""
        return self not in {Status.NEW, Status.HIDDEN}


# Which state may follow which. An answer can be put right; what is hidden can be shown after all.
FOLLOWS: dict[Status, set[Status]] = {
    Status.NEW: {Status.SHOWN, Status.HIDDEN, Status.ANSWERING, Status.ANSWERED},
    Status.SHOWN: {Status.HIDDEN, Status.ANSWERING, Status.ANSWERED, Status.FOLLOWED_UP},
    Status.HIDDEN: {Status.SHOWN},
    Status.ANSWERING: {Status.SHOWN, Status.HIDDEN, Status.ANSWERED, Status.FOLLOWED_UP},
    Status.ANSWERED: {Status.SHOWN, Status.HIDDEN, Status.ANSWERING, Status.FOLLOWED_UP},
    Status.FOLLOWED_UP: {Status.ANSWERED, Status.HIDDEN},
}


class WrongState(Exception):
    """The question is in a state that does not allow this; the text tells a person why."""
