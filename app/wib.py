"""How we show time: Western Indonesian Time (WIB, Asia/Jakarta), in the office's words."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date

WIB = ZoneInfo("Asia/Jakarta")


def local(moment: datetime) -> datetime:
    """The same moment on the clocks of Tanjungbalai."""
    return moment.astimezone(WIB)


def at(day: date, hour: time) -> datetime:
    """A day and an hour in WIB as a UTC moment."""
    return datetime.combine(day, hour, WIB).astimezone(UTC)


def today(moment: datetime) -> date:
    return local(moment).date()


def long_date(day: date | datetime) -> str:
    """`Rabu, 4 Februari 2026`"""
    return _format(_day(day), "EEEE, d MMMM y")


def plain_date(day: date | datetime) -> str:
    """`4 Februari 2026`"""
    return _format(_day(day), "d MMMM y")


def short_date(day: date | datetime) -> str:
    """`4 Feb 2026`"""
    return _format(_day(day), "d MMM y")


def month_name(day: date) -> str:
    """`Februari 2026`"""
    return format_date(day, "MMMM y", "id")


def clock(moment: datetime) -> str:
    """`09.12`"""
    return local(moment).strftime("%H.%M")


def clock_wib(moment: datetime) -> str:
    """`09.12 WIB`"""
    return f"{clock(moment)} WIB"


def hours(start: datetime, end: datetime | None) -> str:
    """`pukul 09.00 WIB s.d. 12.00 WIB`, or `… s.d. selesai` without an end."""
    return f"pukul {clock_wib(start)} s.d. {clock_wib(end) if end else 'selesai'}"


@lru_cache(maxsize=512)
def _format(day: date, pattern: str) -> str:
    """The same few days stand on every page of a kegiatan."""
    return format_date(day, pattern, "id")


def _day(day: date | datetime) -> date:
    return local(day).date() if isinstance(day, datetime) else day


FILTERS = {
    "long_date": long_date,
    "plain_date": plain_date,
    "short_date": short_date,
    "month_name": month_name,
    "clock": clock,
    "clock_wib": clock_wib,
}
