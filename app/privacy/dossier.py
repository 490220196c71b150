"""Everything that is held about one person, asked of every feature, and the one file of it."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Sequence
from io import BytesIO

from flask import render_template

from app.accounts import personal as accounts
from app.attendees import personal as attendees
from app.certificates import personal as certificates
from app.columns import now
from app.directory import personal as directory
from app.followups import personal as followups
from app.invitations import personal as invitations
from app.materials import personal as materials
from app.office import personal as office
from app.papers import personal as papers
from app.personal import Part, Whose, moment
from app.photos import personal as photos
from app.presenters import personal as presenters
from app.privacy.subjects import (
    ACCOUNT,
    AUDITED,
    BY_HAND,
    GUEST,
    OFFICIAL,
    PERSON,
    PRESENTER,
    Subject,
)
from app.questions import personal as questions
from app.trail import personal as trail

Holders = Sequence[Callable[[Whose], Part]]

HOLDERS: Holders = (
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
# Nobody looks for these on lists: "nothing" there would say more than we know.
HOLDERS_OF: dict[str, Holders] = {
    OFFICIAL: (office.held, papers.posts, followups.held, papers.held),
    ACCOUNT: (accounts.held, accounts.devices, trail.deeds_by),
}


def parts_about(subject: Subject) -> list[Part]:
    """Also those that are empty: that nothing is held is an answer too."""
    lists = [(one.event.code, one.number) for one in attendees.attendances(subject.whose)]
    programmes = [(one.event.code, one.id) for one in presenters.presented(subject.whose)]
    known = _subjects(subject.whose)
    about = trail.entries_about(known, lists, programmes, subject.whose.account)
    return [*(held(subject.whose) for held in HOLDERS_OF.get(subject.kind, HOLDERS)), about]


def _subjects(whose: Whose) -> set[str]:
    """All that the audit log calls them."""
    persons = [whose.person_id] if whose.person_id else []
    ids = {PERSON: persons, GUEST: whose.attendances, PRESENTER: whose.presenters}
    ids |= {BY_HAND: whose.promises, OFFICIAL: whose.officials}
    ids |= {ACCOUNT: [whose.account] if whose.account else []}
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
