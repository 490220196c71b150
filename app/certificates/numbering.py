"""Who gets which number: the next ones of the range, in the official order, and for good."""

from __future__ import annotations

from typing import NamedTuple

from app.certificates.models import Certificate, CertificateSeries
from app.certificates.queries import Holder, highest_serial, holders_at
from app.events.models import Event
from app.extensions import db


class RangeTooSmall(Exception):
    """More people than numbers; the text tells how many, and which range would do."""


class Count(NamedTuple):
    """How far the numbers of a kegiatan reach."""

    holders: list[Holder]  # everybody who was there
    following: int | None  # the next serial; None without a series
    free: int  # how many are left in the range

    @property
    def waiting(self) -> list[Holder]:
        return [one for one in self.holders if one.serial is None]

    @property
    def given(self) -> int:
        return len(self.holders) - len(self.waiting)

    @property
    def lacking(self) -> int:
        """How many numbers the range has too few."""
        return max(0, len(self.waiting) - self.free) if self.following else 0


def count_numbers(event: Event, series: CertificateSeries | None) -> Count:
    holders = holders_at(event)
    if series is None:
        return Count(holders, None, 0)
    highest = highest_serial(event, series.first, series.last)
    following = series.first if highest is None else highest + 1
    return Count(holders, following, series.last - following + 1)


def give_numbers(event: Event, series: CertificateSeries) -> list[Certificate]:
    """A number to everybody who has none; all of them or nobody. Does not commit.

    The kegiatan is to be held by the caller: two who do this at once give each number once.
    Raises RangeTooSmall.
    """
    count = count_numbers(event, series)
    if count.lacking:
        raise RangeTooSmall(words_of_too_small(series, count))
    start = count.following or series.first
    given = [
        Certificate(event_id=event.id, attendance_id=one.attendance.id, serial=serial)
        for serial, one in enumerate(count.waiting, start)
    ]
    db.session.add_all(given)
    db.session.flush()
    return given


def words_of_too_small(series: CertificateSeries, count: Count) -> str:
    """How many numbers are missing, and what to type instead."""
    first, last = series.written(series.first), series.written(series.last)
    needed = series.written(series.last + count.lacking)
    return (
        f"Rentang {first}–{last} menyisakan {count.free} nomor, sedangkan {len(count.waiting)} "
        f"orang belum bernomor: kurang {count.lacking}. Minta tambahan nomor dari buku agenda, "
        f"lalu ubah nomor terakhir menjadi sedikitnya {needed}."
    )
