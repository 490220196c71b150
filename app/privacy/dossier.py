"""Everything that is held about one person, asked of every feature, and the one file of it."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Sequence
from io import BytesIO
from typing import NamedTuple

from flask import abort, render_template

from app.attendees import guests
from app.attendees import personal as attendees
from app.attendees.models import Attendance
from app.certificates import personal as certificates
from app.columns import now
from app.directory import personal as directory
from app.directory.models import Person
from app.directory.queries import person_or_404
from app.followups import personal as followups
from app.invitations import personal as invitations
from app.materials import personal as materials
from app.papers import personal as papers
from app.personal import Part, Whose, moment
from app.photos import personal as photos
from app.presenters import personal as presenters
from app.presenters.models import Presenter
from app.questions import personal as questions
from app.trail import personal as trail

PERSON, GUEST, PRESENTER = "orang", "tamu", "narasumber"  # in addresses

AUDITED = {PERSON: "person", GUEST: "hadir", PRESENTER: "narasumber"}  # in the log

HOLDERS: Sequence[Callable[[Whose], Part]] = (
    directory.held,
    attendees.held,
    invitations.held,
    presenters.held,
    materials.held,
    questions.answers,
    questions.held,
    questions.votes,
    followups.held,
    certificates.held,
    photos.held,
    papers.held,
)


class Subject(NamedTuple):
    """Whom a request is about."""

    kind: str  # PERSON, GUEST or PRESENTER
    id: int
    name: str
    words: str  # post or institution
    is_erased: bool
    whose: Whose

    @property
    def audited_as(self) -> str:
        """How the audit log calls them: never by name."""
        return f"{AUDITED[self.kind]} {self.id}"


def subject_or_404(kind: str, id: int) -> Subject:
    if kind == PERSON:
        return _person(person_or_404(id))
    if kind == PRESENTER:
        return _presenter(presenters.presenter_with_id_or_404(id))
    return _guest(guests.guest_or_404(id)) if kind == GUEST else abort(404)


def _person(person: Person) -> Subject:
    """With the programmes that have the same name and phone: they tell no more of who it is."""
    names = (person.full_name, person.name)
    spoke = presenters.presenters_called(names, "", person.phone)
    whose = attendees.whose_person(person)._replace(presenters=spoke)
    words = person.position_label
    return Subject(PERSON, person.id, person.full_name, words, person.is_erased, whose)


def _guest(guest: Attendance) -> Subject:
    """With the programmes: presenters sign as guests do, and one may be the other elsewhere."""
    words = ", ".join(part for part in (guest.position, guest.place) if part)
    whose, is_erased = guests.whose_guest(guest), guest.erased_at is not None
    if guest.walk_in_key is not None and not is_erased:
        spoke = presenters.presenters_called([guest.name], guest.place, guest.phone)
        whose = whose._replace(presenters=spoke)
    return Subject(GUEST, guest.id, guest.name, words, is_erased, whose)


def _presenter(who: Presenter) -> Subject:
    """With the lists, by the same rule."""
    whose = Whose(None, (), presenters.same_presenters(who))
    if not who.is_erased:
        came = guests.guests_called(who.name, who.institution, who.phone)
        whose = whose._replace(attendances=came)
    return Subject(PRESENTER, who.id, who.name, who.office, who.is_erased, whose)


def parts_about(subject: Subject) -> list[Part]:
    """Also those that are empty: that nothing is held is an answer too."""
    lists = [(one.event.code, one.number) for one in attendees.attendances(subject.whose)]
    programmes = [(one.event.code, one.id) for one in presenters.presented(subject.whose)]
    about = trail.entries_about(_subjects(subject.whose), lists, programmes)
    return [*(held(subject.whose) for held in HOLDERS), about]


def _subjects(whose: Whose) -> set[str]:
    """All that the audit log calls them."""
    persons = [whose.person_id] if whose.person_id else []
    ids = {PERSON: persons, GUEST: whose.attendances, PRESENTER: whose.presenters}
    return {f"{AUDITED[kind]} {id}" for kind, known in ids.items() for id in known}


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
