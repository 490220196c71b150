"""What the desk says about somebody who is already on the list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from app.attendees.models import Attendance, Method
from app.wib import clock_wib, short_date

MOST_NAMED = 5  # a message is no list


# Where nobody of the staff recorded it.
HOW = {
    Method.PHONE: "lewat HP",
    Method.DESK: "di meja petugas",
    Method.PAPER: "oleh petugas",
    Method.HELPED: "dan menunggu bantuan petugas",
}


# What it was that was sent once more.
AGAIN = {
    Method.PHONE: "tanda tangan",
    Method.DESK: "tanda tangan",
    Method.PAPER: "lembar manual",
    Method.HELPED: "tanda tangan menyusul",
}


def already(attendance: Attendance) -> str:
    """`Siti sudah tercatat pukul 09.14 WIB oleh Budi (lembar manual).`"""
    if not attendance.is_valid:
        return (
            f"Catatan kehadiran {attendance.name} dari formulir ini sudah dibatalkan. "
            "Buka lagi halamannya untuk mencatatnya kembali."
        )
    return f"{attendance.name} sudah tercatat pukul {_when_and_by_whom(attendance)}."


def already_all(known: Sequence[Attendance]) -> str:
    """The same for several, in one sentence."""
    if len(known) == 1:
        return already(known[0])
    named = "; ".join(f"{one.name} pukul {_when_and_by_whom(one)}" for one in known[:MOST_NAMED])
    more = f"; dan {len(known) - MOST_NAMED} lainnya" if len(known) > MOST_NAMED else ""
    return f"{len(known)} orang sudah tercatat sebelumnya: {named}{more}."


def late_fields(attendance: Attendance) -> dict[str, str | int]:
    """Who it is, for a form that has to wait for a line (app.attendees.desk_late)."""
    if attendance.person_id is not None:
        return {"person_id": attendance.person_id}
    return {
        "name": attendance.name,
        "position": attendance.position,
        "institution": attendance.place,
        "orang_lain": "1",
    }


FIELDS = {
    "name": "Nama",
    "position": "Jabatan",
    "place": "Kelurahan atau instansi",
    "sex": "Jenis kelamin",
    "part": "Hadir sebagai",
}


def again(attendance: Attendance) -> list[str]:
    """Where else this one was marked while the line was away, oldest first."""
    return [_sent(**was) for was in attendance.sent_again or []]


def _sent(at: str, how: str, by: str, form: str) -> str:
    where = f"oleh {by}" if by else "pada HP peserta"
    when = clock_wib(datetime.fromisoformat(at))
    return f"Dikirim lagi: pukul {when} {where} ({AGAIN[Method(how)]})."


def history(attendance: Attendance) -> list[str]:
    """What stood in the row before each correction, oldest first."""
    return [_correction(**was) for was in attendance.corrections]


def _correction(at: str, by: str, field: str, old: str) -> str:
    when = datetime.fromisoformat(at)
    was = f"semula “{old}”" if old else "semula kosong"
    return f"{FIELDS[field]} {was}, diubah {by} pada {short_date(when)} pukul {clock_wib(when)}."


def _when_and_by_whom(attendance: Attendance) -> str:
    who = f"oleh {attendance.recorder.name}" if attendance.recorder else HOW[attendance.method]
    paper = " (lembar manual)" if attendance.method is Method.PAPER else ""
    return f"{clock_wib(attendance.signed_at)} {who}{paper}"
