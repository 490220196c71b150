"""Rows for tests. Every argument has a sensible default; name only what the test is about."""

from __future__ import annotations

import hashlib
import secrets
from datetime import date, timedelta
from functools import cache
from itertools import count
from typing import Any

from flask import Flask
from sqlalchemy.orm import joinedload

from app import files, wib
from app.accounts.models import Account, Role
from app.attendees import signing
from app.attendees.models import Attendance, Method
from app.certificates.models import Certificate, CertificateSeries
from app.columns import now
from app.directory.models import Level, Person, Post, Region
from app.events.models import Event, Status
from app.extensions import db
from app.followups.models import FollowUp, Note
from app.followups.models import Status as Promised
from app.invitations import inviting
from app.invitations.letters import InvitationLetter
from app.invitations.models import Invitation
from app.materials.models import Material, MaterialFile
from app.minutes.models import Minutes, MinutesVersion
from app.minutes.queries import notula_of
from app.office.letter_templates import LetterTemplate
from app.office.letter_texts import SAMPLE
from app.office.models import Office, Official
from app.papers.models import Kind as PaperKind
from app.papers.models import Order, Paper, SignedCopy, Way, Work
from app.papers.queries import newest_paper
from app.photos.models import Photo, PhotoConsent
from app.presenters.models import Presenter
from app.questions.models import Question, Vote
from app.questions.models import Status as Shown
from app.reports.models import Report
from app.sections.models import Document, Section, SectionEdit

numbers = count(1)

PASSWORD = "kata sandi untuk uji"
SIGNATURE = "100,100 200,60 300,140 400,60 500,120"


@cache
def hashed(password: str) -> str:
    """Argon2 is slow on purpose; once is enough."""
    account = Account()
    account.set_password(password)
    return account.password_hash


class Factory:
    """Puts rows into the database and hands them back detached, as a stranger would see them."""

    def __init__(self, app: Flask) -> None:
        self.app = app

    def account(
        self, role: Role = Role.STAFF, password: str | None = None, **values: Any
    ) -> Account:
        """Without a password nobody can log in with it, which saves the price of Argon2."""
        n = next(numbers)
        defaults = {"username": f"akun{n}", "name": f"Akun {n}", "role": role}
        account = Account(**defaults | {"must_change_password": False} | values)
        account.password_hash = hashed(password) if password else "-"
        return self._save(account)

    def district(self, name: str = "", **values: Any) -> Region:
        n = next(numbers)
        code = values.pop("code", f"12.74.{n:02d}")
        return self._save(
            Region(
                level=Level.DISTRICT,
                name=name or f"Kecamatan {n}",
                code=code,
                sort_key=code,
                **values,
            )
        )

    def village(self, district: Region | None = None, name: str = "", **values: Any) -> Region:
        n = next(numbers)
        district = district or self.district()
        code = values.pop("code", f"{district.code}.{1000 + n}")
        return self._save(
            Region(
                level=Level.VILLAGE,
                name=name or f"Kelurahan {n}",
                code=code,
                sort_key=code,
                parent_id=district.id,
                **values,
            )
        )

    def neighbourhood(self, village: Region | None = None, number: int | None = None) -> Region:
        """Without a number: the last one that the kelurahan has free."""
        village = village or self.village()
        return self._save(Region.neighbourhood(village, number or self._free_number(village)))

    def person(
        self, region: Region | None = None, post: Post | None = None, **values: Any
    ) -> Person:
        """A kepling of a lingkungan, a lurah of a kelurahan, a camat of a kecamatan."""
        region = region or self.neighbourhood()
        posts = {
            Level.DISTRICT: Post.DISTRICT_HEAD,
            Level.VILLAGE: Post.VILLAGE_HEAD,
            Level.NEIGHBOURHOOD: Post.NEIGHBOURHOOD_HEAD,
        }
        defaults = {
            "name": f"Orang {next(numbers)}",
            "post": post or posts[region.level],
            "region_id": region.id,
        }
        return self._save(Person(**defaults | values))

    def official(self, **values: Any) -> Official:
        defaults = {
            "name": f"Pejabat {next(numbers)}",
            "position": "Kepala Dinas",
            "rank": "Pembina Tk. I (IV/b)",
            "valid_from": date(2020, 1, 1),
        }
        return self._save(Official(**defaults | values))

    def office(self, **values: Any) -> Office:
        defaults = {
            "government": "Pemerintah Kota Tanjungbalai",
            "name": "Dinas Ketenagakerjaan, Koperasi dan UMKM",
            "city": "Tanjungbalai",
        }
        return self._save(Office(id=1, **defaults | values))

    def event(self, *, regions: Any = (), **values: Any) -> Event:
        """A kegiatan that is running now."""
        start = now() - timedelta(minutes=20)
        defaults = {
            "title": f"Sosialisasi {next(numbers)}",
            "place": "Aula",
            "starts_at": start,
            "ends_at": start + timedelta(hours=3),
            "status": Status.RUNNING,
        }
        event = Event(**defaults | values)
        with self.app.app_context():
            event.regions = [db.session.get(Region, region.id) for region in regions]
            db.session.add(event)
            db.session.commit()
            db.session.refresh(event)
            db.session.expunge(event)
        return event

    def invitation(self, event: Event, person: Person | None = None, **values: Any) -> Invitation:
        """With `linked` the personal link is issued, and with `reply` it is answered."""
        person = person or self.person()
        linked = values.pop("linked", False)
        if values.get("reply"):
            values.setdefault("replied_at", now())
        invitation = self._save(Invitation(event_id=event.id, person_id=person.id, **values))
        with self.app.app_context():
            if linked:
                invitation = db.session.get_one(Invitation, invitation.id)
                invitation.issue_link()
                db.session.commit()
                db.session.refresh(invitation)
                db.session.expunge(invitation)
            inviting.recount(db.session.get(Event, event.id))
            db.session.commit()
        return invitation

    def invited(self, event: Event, person: Person | None = None, **values: Any) -> Person:
        """A person who is invited."""
        person = person or self.person(**values)
        self.invitation(event, person)
        return person

    def letter_template(self, **values: Any) -> LetterTemplate:
        defaults = {"name": f"Templat {next(numbers)}"} | SAMPLE._asdict()
        return self._save(LetterTemplate(**defaults | values))

    def letter(self, event: Event, **values: Any) -> InvitationLetter:
        """The surat undangan of a kegiatan, with the words of the sample."""
        defaults = SAMPLE.filled(event.title, "Tanjungbalai")._asdict()
        defaults |= {"addressed_to": "Camat Datuk Bandar", "addressed_at": "Tanjungbalai"}
        return self._save(InvitationLetter(event_id=event.id, **defaults | values))

    def attendance(self, event: Event, person: Person | None = None, **values: Any) -> Attendance:
        """Somebody who signed on a phone; a walk-in where no person is given."""
        with self.app.app_context():
            event = db.session.get(Event, event.id)
            defaults = {
                "request_id": secrets.token_hex(16),
                "method": Method.PHONE,
                "signature": SIGNATURE,
            }
            walk_in = ("name", "position", "institution", "part", "phone", "sex")
            if person:
                whole = joinedload(Person.region).joinedload(Region.parent)
                person = db.session.get(Person, person.id, options=[whole])
                attendance = Attendance.of_person(event, person)
            else:
                own = {"name": f"Tamu {next(numbers)}", "position": "Staf", "institution": "Bank"}
                own |= {key: values.pop(key) for key in walk_in if key in values}
                attendance = Attendance.of_walk_in(event, **own)
            for key, value in (defaults | values).items():
                setattr(attendance, key, value)
            attendance, _ = signing.enter(event, attendance)
            db.session.commit()
            db.session.refresh(attendance)
            db.session.expunge(attendance)
        return attendance

    def presenter(self, event: Event, **values: Any) -> Presenter:
        """Somebody who speaks at a kegiatan and has a personal link."""
        row = Presenter(event_id=event.id, **{"name": f"Narasumber {next(numbers)}"} | values)
        with self.app.app_context():
            db.session.add(row)
            db.session.flush()
            row.issue_link()
            db.session.commit()
            db.session.refresh(row)
            db.session.expunge(row)
        return row

    def material(self, event: Event, content: bytes = b"%PDF-1.7 isi", **values: Any) -> Material:
        """A file, shown to participants; with `url` a link."""
        n = next(numbers)
        own = ("name", "extension", "scan", "stored_as")
        file = {key: values.pop(key) for key in own if key in values}
        defaults = {"title": f"Materi {n}", "sort": n, "request_id": secrets.token_hex(16)}
        row = Material(event_id=event.id, **defaults | values)
        with self.app.app_context():
            if row.url is None:
                default = {"name": f"materi-{n}.pdf", "extension": "pdf"}
                default["stored_as"] = file.get("stored_as") or files.store(content)
                sha256 = hashlib.sha256(content).hexdigest()
                row.files = [
                    MaterialFile(size=len(content), sha256=sha256, **default | file),
                ]
            return self._save(row)

    def photo(self, event: Event, content: bytes = b"\xff\xd8\xff", **values: Any) -> Photo:
        """One in the list; `chosen` needs a consent that is there already."""
        n = next(numbers)
        defaults = {
            "stored_as": values.get("stored_as") or secrets.token_hex(16),
            "thumbnail_as": secrets.token_hex(16),
            "width": 1600,
            "height": 1200,
            "size": len(content),
            "sha256": hashlib.sha256(b"%d" % n).hexdigest(),
            "sort": n,
            "request_id": secrets.token_hex(16),
            "consent_id": event.id if values.get("chosen") else None,
        }
        with self.app.app_context():
            if "stored_as" not in values:
                defaults["stored_as"] = files.store(content)
                defaults["thumbnail_as"] = files.store(content)
            return self._save(Photo(event_id=event.id, **defaults | values))

    def photo_consent(self, event: Event, **values: Any) -> PhotoConsent:
        defaults = {"words": "Diberitahukan sebelum acara.", "noter": "Akun"}
        return self._save(PhotoConsent(event_id=event.id, **defaults | values))

    def report(self, event: Event, **values: Any) -> Report:
        return self._save(Report(event_id=event.id, **{"number": ""} | values))

    def question(self, event: Event, asker: Attendance | None = None, **values: Any) -> Question:
        """One that is shown, from a participant or typed in by staff."""
        defaults = {
            "words": f"Pertanyaan {next(numbers)}?",
            "status": Shown.SHOWN,
            "request_id": secrets.token_hex(16),
            "attendance_id": asker.id if asker else None,
            "asker": asker.name if asker else "",
            "place": asker.place if asker else "",
        }
        if values.get("status") is Shown.ANSWERED:
            defaults |= {"answer": "Sudah.", "answered_by": "Narasumber", "answered_at": now()}
        return self._save(Question(event_id=event.id, **defaults | values))

    def vote(self, question: Question, voter: Attendance) -> Vote:
        with self.app.app_context():
            db.session.get(Question, question.id).votes += 1
            db.session.commit()
        return self._save(Vote(question_id=question.id, attendance_id=voter.id))

    def follow_up(self, event: Event | None = None, **values: Any) -> FollowUp:
        """A promise that is new and due in a week; one that is closed was closed just now."""
        today = wib.today(now())
        due_on = values.get("due_on", today + timedelta(days=7))
        closed = values.get("status") in {Promised.DONE, Promised.DROPPED}
        defaults = {
            "event_id": event.id if event else None,
            "what": f"Janji {next(numbers)}",
            "responsible": "Budi Contoh, Lurah Perwira",
            "due_on": due_on,
            "opened_on": min(today, due_on),
            "closed_at": now() if closed else None,
            "request_id": secrets.token_hex(16),
        }
        linked = values.pop("linked", False)
        row = FollowUp(**defaults | values)
        with self.app.app_context():
            db.session.add(row)
            db.session.flush()
            if linked:
                row.issue_link()
            db.session.commit()
            db.session.refresh(row)
            db.session.expunge(row)
        return row

    def note(self, follow_up: FollowUp, **values: Any) -> Note:
        defaults = {
            "words": "Sudah dihubungi.",
            "author": "Akun",
            "request_id": secrets.token_hex(16),
        }
        return self._save(Note(follow_up_id=follow_up.id, **defaults | values))

    def series(self, event: Event, **values: Any) -> CertificateSeries:
        """What the certificates of a kegiatan say; numbers 101 to 150 are set aside for them."""
        defaults = {"pattern": "500.15.16/{nomor}/DISNAKER/2026", "first": 101, "last": 150}
        return self._save(CertificateSeries(event_id=event.id, **defaults | values))

    def certificate(
        self, event: Event, attendance: Attendance, serial: int = 101, **values: Any
    ) -> Certificate:
        """One with a number, in a series that is made where there is none."""
        with self.app.app_context():
            known = db.session.get(CertificateSeries, event.id)
        if known is None:
            self.series(event, **values)
        row = Certificate(event_id=event.id, attendance_id=attendance.id, serial=serial)
        return self._save(row)

    def section(self, event: Event, key: str = "pembukaan", **values: Any) -> Section:
        """A text of the notula that somebody has written once."""
        defaults = {"document": Document.MINUTES, "body": "<p>Teks</p>", "revision": 1}
        return self._save(Section(event_id=event.id, key=key, **defaults | values))

    def section_edit(self, section: Section, **values: Any) -> SectionEdit:
        """What stood there before somebody wrote it anew."""
        defaults = {"body": "<p>Dulu</p>", "revision": 0, "edited_at": now()}
        return self._save(SectionEdit(section_id=section.id, **defaults | values))

    def minutes(self, event: Event, **values: Any) -> Minutes:
        """A notula in draf."""
        return self._save(Minutes(event_id=event.id, **values))

    def locked_version(self, event: Event, number: int = 1, **values: Any) -> MinutesVersion:
        """The notula as it stands now, locked."""
        with self.app.app_context():
            content = notula_of(db.session.get_one(Event, event.id)).content
        defaults = {"approver": "Pimpinan", "approved_at": now(), "reason": "Perbaikan"}
        row = MinutesVersion(event_id=event.id, number=number, content=content)
        for key, value in (defaults | values).items():
            setattr(row, key, value)
        return self._save(row)

    def paper(self, event: Event, content: bytes = b"%PDF-1.7 isi", **values: Any) -> Paper:
        """One that was issued: the daftar hadir, in its next version."""
        kind = values.get("kind", PaperKind.ATTENDANCE)
        with self.app.app_context():
            before = newest_paper(event, kind)
            number = values.get("number", before.number + 1 if before else 1)
            defaults = {
                "event_id": event.id,
                "kind": kind,
                "number": number,
                "reason": "Satu nama diperbaiki." if number > 1 else "",
                "title": event.title,
                "dated": event.day,
                "snapshot": {},
                "stored_as": files.store(content),
                "sha256": hashlib.sha256(content).hexdigest(),
                "size": len(content),
                "issuer": "Petugas",
                "request_id": secrets.token_hex(16),
            }
            db.session.get(Event, event.id).issued += 1
            db.session.commit()
        return self._save(Paper(**defaults | values))

    def signed_copy(self, paper: Paper, content: bytes = b"%PDF-1.7 ttd", **values: Any) -> Any:
        """The same paper with an electronic signature."""
        signer = {"name": "Agus Salim", "when": None, "issuer": "BSrE", "trusted": True}
        with self.app.app_context():
            defaults = {
                "paper_id": paper.id,
                "way": Way.ELECTRONIC,
                "stored_as": files.store(content),
                "name": "ttd.pdf",
                "extension": "pdf",
                "sha256": hashlib.sha256(content).hexdigest(),
                "size": len(content),
                "signers": [signer],
                "adder": "Petugas",
            }
        return self._save(SignedCopy(**defaults | values))

    def order(self, event: Event, **values: Any) -> Order:
        """Long work on a paper, as it was just ordered."""
        defaults = {"work": Work.BUNDLE_PDF, "request_id": f"{next(numbers):032x}"}
        return self._save(Order(event_id=event.id, **defaults | values))

    def _free_number(self, village: Region) -> int:
        with self.app.app_context():
            here = db.select(Region.number).where(Region.parent_id == village.id)
            taken = set(db.session.scalars(here))
        return next(number for number in range(99, 0, -1) if number not in taken)

    def _save(self, row: Any) -> Any:
        with self.app.app_context():
            db.session.add(row)
            db.session.commit()
            db.session.refresh(row)
            db.session.expunge(row)
        return row
