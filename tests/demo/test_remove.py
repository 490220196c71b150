from pathlib import Path

from app import audit, files
from app.accounts.models import Account, LoginSession
from app.attendees.models import Attendance
from app.attendees.sheet_photos import SheetPhoto
from app.demo.models import Milestone
from app.directory.models import ImportFile, Level, Person, Region
from app.events.models import Event
from app.extensions import db
from app.followups.models import FollowUp, Note
from app.invitations.letters import InvitationLetter
from app.invitations.models import Invitation
from app.materials.models import MaterialFile, Upload, UploadPart
from app.materials.states import Audience
from app.minutes.models import Minutes
from app.office.letter_templates import LetterTemplate
from app.office.models import Office, Official
from app.papers.models import Paper, SignedCopy
from app.sections.models import Section, SectionEdit

EVERYTHING = (Account, Attendance, Event, Invitation, Office, Official, Person, LoginSession)
EVERYTHING += (Minutes, Section, SectionEdit)
EVERYTHING += (LetterTemplate, InvitationLetter)


def only(rows, model, **values):
    """The first row of the demo with these values."""
    return next(
        row
        for row in rows(model)
        if row.is_demo and all(getattr(row, key) == value for key, value in values.items())
    )


def test_nothing_but_the_official_regions_stays(app, demo, log_in, flask, rows):
    log_in(rows(Account)[1])

    answer = flask("demo", "remove")

    assert answer.exit_code == 0
    assert {model.__name__: len(rows(model)) for model in EVERYTHING if rows(model)} == {}
    assert len(rows(Region)) == 37
    assert not any(region.is_demo for region in rows(Region))
    assert not (Path(app.config["DATA"]) / "demo-accounts.txt").exists()
    assert "flask account create" in answer.output


def test_taken_away_it_comes_back_only_when_asked(demo, flask, rows):
    flask("demo", "remove")

    refused = flask("demo", "load")
    nothing = rows(Event)
    loaded = flask("demo", "load", "--again")

    assert refused.exit_code == 1
    assert "--again" in refused.output
    assert nothing == []
    assert loaded.exit_code == 0
    assert len(rows(Event)) == 2
    assert len(rows(Milestone)) == 1


def test_removing_twice_is_no_error(demo, flask):
    flask("demo", "remove")

    assert flask("demo", "remove").exit_code == 0


def test_an_account_of_the_office_stays_and_can_still_log_in(make, demo, flask, rows):
    make.account(username="kadis")

    answer = flask("demo", "remove")

    assert [account.username for account in rows(Account)] == ["kadis"]
    assert "flask account create" in answer.output


def test_with_an_admin_of_the_office_nobody_is_locked_out(make, demo, flask):
    from app.accounts.models import Role

    make.account(Role.ADMIN)

    assert "flask account create" not in flask("demo", "remove").output


def test_files_of_the_demo_go_with_it(app, demo, flask, rows):
    event, petugas = rows(Event)[0], rows(Account)[1]
    with app.app_context():
        names = [files.store(b"lembar"), files.store(b"daftar"), files.store(b"lambang")]
        db.session.add(SheetPhoto(event_id=event.id, stored_as=names[0]))
        db.session.add(
            ImportFile(code="x", account_id=petugas.id, file_name="a.csv", stored_as=names[1])
        )
        db.session.get(Office, 1).emblem = names[2]
        db.session.commit()

    flask("demo", "remove")

    assert not any((Path(app.config["DATA"]) / "files" / name).exists() for name in names)


def test_materials_of_the_demo_leave_no_file_behind_with_their_thumbnails(app, demo, flask, rows):
    with app.app_context():
        shown = db.session.scalars(db.select(MaterialFile)).first()
        shown.thumbnail_as = files.store(b"gambar kecil")
        db.session.commit()
        names = [shown.thumbnail_as, *db.session.scalars(db.select(MaterialFile.stored_as))]

    flask("demo", "remove")

    assert len(names) > 1
    assert not any((Path(app.config["DATA"]) / "files" / name).exists() for name in names)


def test_what_a_sample_account_has_half_sent_to_a_kegiatan_of_the_office_goes(
    app, make, demo, flask, rows
):
    ours, petugas = make.event(), only(rows, Account, username="petugas")
    with app.app_context():
        part = files.store(b"separuh")
        upload = Upload(
            id="a" * 32, event_id=ours.id, account_id=petugas.id, name="besar.pdf", size=14
        )
        upload.audience = Audience.STAFF
        upload.parts = [UploadPart(start=0, size=7, stored_as=part)]
        db.session.add(upload)
        db.session.commit()

    flask("demo", "remove")

    assert not (Path(app.config["DATA"]) / "files" / part).exists()


def test_an_emblem_on_papers_of_the_office_stays(app, make, demo, flask):
    with app.app_context():
        name = files.store(b"lambang")
        office = db.session.get(Office, 1)
        office.emblem = name
        db.session.commit()
    make.event(snapshot={"office": {"emblem": name}})

    flask("demo", "remove")

    assert (Path(app.config["DATA"]) / "files" / name).exists()


def test_persons_at_a_kegiatan_of_the_office_stay_and_are_named(make, demo, flask, rows):
    kepling = next(p for p in rows(Person) if p.is_demo and p.post == "kepling")
    lurah = next(p for p in rows(Person) if p.is_demo and p.post == "lurah")
    ours = make.event(title="Rapat sungguhan")
    make.attendance(ours, kepling)
    make.invitation(ours, lurah)

    answer = flask("demo", "remove")

    assert {p.id for p in rows(Person)} == {kepling.id, lurah.id}
    assert not any(person.is_active for person in rows(Person))
    assert [a.name for a in rows(Attendance)] == [kepling.name]
    assert [event.title for event in rows(Event)] == ["Rapat sungguhan"]
    assert "Of the sample persons, 2 stayed" in answer.output
    assert kepling.name in answer.output
    [place] = [r for r in rows(Region) if r.level is Level.NEIGHBOURHOOD]
    assert (place.id, place.is_active) == (kepling.region_id, False)


def test_a_lingkungan_with_people_of_the_office_is_theirs(make, demo, flask, rows):
    place = only(rows, Region, number=2)
    other = only(rows, Region, number=3)
    make.person(region=place, name="Orang Sungguhan")
    make.event(regions=[other])

    flask("demo", "remove")

    kept = [r for r in rows(Region) if r.level is Level.NEIGHBOURHOOD]
    assert {r.id for r in kept} == {place.id, other.id}
    assert all(r.is_active and not r.is_demo for r in kept)
    assert [p.name for p in rows(Person)] == ["Orang Sungguhan"]


def test_an_official_who_signs_for_the_office_stays_and_is_named(make, demo, flask, rows):
    head = rows(Official)[0]
    make.event(acknowledger_id=head.id)

    answer = flask("demo", "remove")

    assert [(o.name, o.is_active) for o in rows(Official)] == [("Agus Salim Lubis", False)]
    assert "Of the sample officials, 1 stayed" in answer.output


def test_an_official_who_signs_a_letter_of_the_office_stays_too(make, demo, flask, rows):
    make.letter(make.event(), signer_id=rows(Official)[0].id)

    flask("demo", "remove")

    assert [(o.name, o.is_active) for o in rows(Official)] == [("Agus Salim Lubis", False)]


def test_a_letterhead_that_the_office_has_made_its_own_stays(app, demo, flask, rows):
    with app.app_context():
        db.session.get(Office, 1).is_demo = False
        db.session.commit()

    flask("demo", "remove")

    assert len(rows(Office)) == 1


def test_the_audit_keeps_what_was_done_and_forgets_by_which_sample_account(app, demo, flask, rows):
    with app.app_context():
        petugas = db.session.get(Account, rows(Account)[1].id)
        audit.record("attendance.void", "kegiatan x", by=petugas)
        db.session.commit()

    flask("demo", "remove")

    loaded, entry, removed = rows(audit.AuditEntry)
    assert (loaded.action, removed.action) == ("demo.load", "demo.remove")
    assert (entry.actor, entry.account_id) == ("petugas", None)


def test_promises_of_the_demo_go_with_notes_and_proofs(app, make, demo, flask, rows):
    event, lurah = rows(Event)[0], rows(Person)[0]
    with app.app_context():
        proof = files.store(b"bukti")
    promise = make.follow_up(event, person_id=lurah.id, region_id=lurah.region_id, is_demo=True)
    make.note(promise, stored_as=proof, file_name="x.pdf", extension="pdf", size=5)

    answer = flask("demo", "remove")

    assert answer.exit_code == 0
    assert rows(FollowUp) == rows(Note) == rows(Event) == rows(Person) == []
    assert not (Path(app.config["DATA"]) / "files" / proof).exists()


def test_a_promise_of_the_office_stays_with_its_words(make, demo, flask, rows):
    event, official = rows(Event)[0], rows(Official)[0]
    kepling = next(p for p in rows(Person) if p.is_demo and p.post == "kepling")
    question = make.question(event, region_id=kepling.region_id)
    presenter = make.presenter(event)
    own = {"what": "Kirim brosur", "responsible": "Budi, Kepling", "phone": "+6281234567890"}
    make.follow_up(
        event,
        question_id=question.id,
        person_id=kepling.id,
        region_id=kepling.region_id,
        **own,
    )
    make.follow_up(event, presenter_id=presenter.id)
    make.follow_up(event, official_id=official.id)

    answer = flask("demo", "remove")

    first, second, third = rows(FollowUp)
    assert answer.exit_code == 0
    assert {name: getattr(first, name) for name in own} == own
    for promise in (first, second, third):
        ties = (promise.event_id, promise.question_id, promise.person_id)
        assert (*ties, promise.presenter_id, promise.official_id) == (None,) * 5
    assert rows(Event) == rows(Person) == rows(Official) == []
    [place] = [r for r in rows(Region) if r.level is Level.NEIGHBOURHOOD]
    assert (place.id, place.is_demo, place.is_active) == (first.region_id, False, True)


def test_papers_that_were_issued_of_the_demo_go_with_their_files(app, make, demo, flask, rows):
    paper = make.paper(rows(Event)[0], b"%PDF-1.7 terbit")
    copy = make.signed_copy(paper, b"%PDF-1.7 ttd")

    answer = flask("demo", "remove")

    assert answer.exit_code == 0
    assert rows(Paper) == rows(SignedCopy) == rows(Event) == []
    folder = Path(app.config["DATA"]) / "files"
    assert not [one for one in (paper, copy) if (folder / one.stored_as).exists()]
