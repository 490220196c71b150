"""The materials in every room: staff, presenters, participants, everybody."""

from __future__ import annotations

from app.materials import leftovers, presenter_changes, recipients, staff_changes, staff_sending
from app.materials.invitee_room import bp as invitee_pages
from app.materials.presenter_room import bp as presenter_pages
from app.materials.public import bp as public_pages
from app.materials.room import bp as room_pages
from app.materials.scanner_page import bp as scanner_pages
from app.materials.staff import bp as staff_pages

PAGES = (staff_pages, presenter_pages, room_pages, invitee_pages, public_pages, scanner_pages)

__all__ = [
    "PAGES",
    "leftovers",
    "presenter_changes",
    "recipients",
    "staff_changes",
    "staff_sending",
]
