"""Everything that is held about one person, asked of every feature, and the one file of it."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Sequence
from io import BytesIO
from typing import NamedTuple

from flask import abort, render_template

from app.attendees import personal as attendees
from app.attendees.models import Attendance
from app.certificates import personal as certificates
from app.columns import now
from app.directory import personal as directory
from app.directory.models import Person
from app.directory.queries import person_or_404
from app.followups import personal as followups
from app.invitations import personal as invitations
from app.papers import personal as papers
from app.personal import Part, Whose, moment
from app.photos import personal as photos
from app.questions import personal as questions
from app.trail import personal as trail

PERSON, GUEST = "orang", "tamu"  # in addresses

HOLDERS: Sequence[Callable[[Whose], Part]] = (
    directory.held,
    attendees.held,
    invitations.held,
    questions.held,
    questions.votes,
    followups.held,
    certificates.held,
    photos.held,
    papers.held,
)


class Subject(NamedTuple):
    """Whom a request is about."""

    kind: str  # PERSON or GUEST
    id: int
    name: str
    words: str  # post or institution
    is_erased: bool
    whose: Whose

    @property
    def audited_as(self) -> str:
        """How the audit log calls them: never by name."""
        return f"person {self.id}" if self.kind == PERSON else f"hadir {self.id}"


def subject_or_404(kind: str, id: int) -> Subject:
    if kind == PERSON:
        return _person(person_or_404(id))
    return _guest(attendees.guest_or_404(id)) if kind == GUEST else abort(404)


def _person(person: Person) -> Subject:
    whose = attendees.whose_person(person)
    words = person.position_label
    return Subject(PERSON, person.id, person.full_name, words, person.is_erased, whose)


def _guest(guest: Attendance) -> Subject:
    words = ", ".join(part for part in (guest.position, guest.place) if part)
    whose = attendees.whose_guest(guest)
    return Subject(GUEST, guest.id, guest.name, words, guest.erased_at is not None, whose)


def parts_about(subject: Subject) -> list[Part]:
    """Also those that are empty: that nothing is held is an answer too."""
    lists = [(one.event.code, one.number) for one in attendees.attendances(subject.whose)]
    about = trail.entries_about(subject.whose.person_id, lists)
    return [*(held(subject.whose) for held in HOLDERS), about]


def file_about(subject: Subject) -> bytes:
    """A ZIP: to be read by people, by programs, and the signatures as pictures."""
    parts, made = parts_about(subject), moment(now())
    data = {
        "dibuat": made,
        "tentang": subject.name,
        "bagian": [{"judul": part.title, "isi": list(part.facts)} for part in parts],
    }
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        page = render_template("privacy/file.html", subject=subject, parts=parts, made=made)
        archive.writestr("data-pribadi.html", page)
        text = json.dumps(data, ensure_ascii=False, indent=2)
        archive.writestr("data-pribadi.json", text)
        for part in parts:
            for name, content in part.files:
                archive.writestr(name, content)
    return file.getvalue()
