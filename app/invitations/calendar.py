"""The kegiatan as a file for calendars: the same entry however often it is opened."""

from __future__ import annotations

from app import wib
from app.events.models import Event, Status

MIMETYPE = "text/calendar; charset=utf-8"
NAME = "kegiatan.ics"


def calendar_file(event: Event) -> bytes:
    """Hours with the zone Asia/Jakarta; a calendar replaces what it knows by the same UID as soon
    as SEQUENCE has grown. Without an end ("s.d. selesai") we invent none.
    """
    from icalendar import Calendar  # it loads all time zones: 2 MB, for a file now and then
    from icalendar import Event as Entry

    entry = Entry()
    entry.add("uid", f"kegiatan-{event.code}@balai")
    entry.add("sequence", sequence_of(event))
    entry.add("dtstamp", event.updated_at)
    entry.add("last-modified", event.updated_at)
    entry.add("dtstart", wib.local(event.starts_at))
    if event.ends_at:
        entry.add("dtend", wib.local(event.ends_at))
    cancelled = event.status is Status.CANCELLED
    entry.add("summary", f"Dibatalkan: {event.title}" if cancelled else event.title)
    entry.add("location", event.place)
    if words := _description(event):
        entry.add("description", words)
    entry.add("status", "CANCELLED" if cancelled else "CONFIRMED")

    calendar = Calendar()
    calendar.add("prodid", "-//Balai//Undangan//ID")
    calendar.add("version", "2.0")
    calendar.add_component(entry)
    calendar.add_missing_timezones()
    return calendar.to_ical()


def sequence_of(event: Event) -> int:
    """The age in seconds that the kegiatan had when a person changed it last."""
    return max(0, int((event.updated_at - event.created_at).total_seconds()))


def _description(event: Event) -> str:
    why = f"Dibatalkan: {event.cancel_reason}" if event.status is Status.CANCELLED else ""
    return "\n".join(filter(None, [why, event.theme, *event.agenda_items]))
