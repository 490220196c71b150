from __future__ import annotations

import pytest
from sqlalchemy.exc import IntegrityError

from app import audit
from app.accounts.models import Role
from app.attendees.models import Attendance, Method
from app.audit import AuditEntry
from app.columns import now
from app.directory.models import Person
from app.events.models import Event, Status
from app.extensions import db
from app.followups.models import FollowUp, Note
from app.followups.models import Status as Promised
from app.invitations.models import Invitation, Reply
from app.papers.models import Paper
from app.personal import ERASED
from app.questions.models import Question
from app.trail import chain
from tests.factories import SIGNATURE
from tests.privacy.handed_out import opened, parts_of

PAGE = "/pengaturan/data-pribadi"
NIP = "196804111993031009"


@pytest.fixture
def siti(make):
    secrets = {"phone": "+6281277770001", "email": "siti@contoh.go.id", "nip": NIP, "sex": "P"}
    return make.person(name="Siti Rahasia", front_titles="Hj.", **secrets)


@pytest.fixture
def known(app, make, siti):
    """Siti in everything: invited, present, asking, promising, with a certificate; all over."""
    event = make.event(title="Sosialisasi BPJS")
    replied = {"reply": Reply.CANNOT, "reply_note": "Anak Siti sakit"}
    make.invitation(event, siti, linked=True, **replied)
    make.attendance(event, name="Tamu Lain")
    marks = {"device": "d" * 32, "token_hash": "t" * 64, "notice_version": "2026-11c"}
    typo = {"at": now().isoformat(), "by": "Petugas", "field": "name", "old": "Siti Rahasai"}
    attendance = make.attendance(event, siti, corrections=[typo], **marks)
    make.question(event, attendance, words="Berapa iurannya?")
    closed = {"status": Promised.DONE, "responsible": "Hj. Siti Rahasia, Kepling"}
    promise = make.follow_up(event, person_id=siti.id, phone=siti.phone, linked=True, **closed)
    make.note(promise, author="Hj. Siti Rahasia, Kepling", words="Sudah.")
    make.note(promise, author="Petugas", words="Terima kasih.")
    make.certificate(event, attendance)
    make.photo_consent(event)
    make.paper(event)
    with app.app_context():
        audit.record("person.change", f"person {siti.id}")
        audit.record("attendance.void", f"kegiatan {event.code}", number=attendance.number)
        audit.record("attendance.void", f"kegiatan {event.code}", number=1)
        db.session.get(Event, event.id).status = Status.FINISHED
        db.session.commit()
    return event


def about(person):
    return f"{PAGE}/orang/{person.id}"


def test_what_is_held_stands_first_and_what_is_not_in_one_line(make, admin):
    siti = make.person(name="Siti Rahma")

    page = admin.get(f"/pengaturan/data-pribadi/orang/{siti.id}").text

    assert "Tidak ada." not in page
    [line] = [line for line in page.splitlines() if "Tidak ada: " in line]
    assert "Kehadiran; Undangan dan jawaban;" in line
    assert "Direktori" not in line
    assert page.index("Siti Rahma</dd>") < page.index(line)
    assert page.count('aria-labelledby="part-') == 1


def test_everything_is_in_one_file_two_clicks_from_the_persons_page(admin, siti, known, rows):
    first = admin.get(f"/direktori/orang/{siti.id}").text
    assert f'href="{about(siti)}"' in first
    assert f'action="{about(siti)}/unduh.zip"' in admin.get(about(siti)).text

    answer = admin.post(f"{about(siti)}/unduh.zip")

    archive = opened(answer)
    parts = parts_of(archive)
    assert answer.mimetype == "application/zip"
    assert parts["Direktori"][0]["NIP"] == "19680411 199303 1 009"
    assert parts["Kehadiran"][0]["Nomor kedatangan"] == "2"
    assert parts["Undangan dan jawaban"][0]["Alasan"] == "Anak Siti sakit"
    assert parts["Undangan dan jawaban"][0]["Tautan pribadi"] == "ada"
    assert parts["Pertanyaan"][0]["Pertanyaan"] == "Berapa iurannya?"
    assert parts["Tindak lanjut sebagai penanggung jawab"][0]["Status"] == "Selesai"
    assert parts["Sertifikat"][0]["Nomor"] == "500.15.16/101/DISNAKER/2026"
    assert len(parts["Persetujuan foto kegiatan yang dihadiri"]) == 1
    assert len(parts["Dokumen terbit yang mungkin memuat nama"]) == 1
    assert len(parts["Jejak audit"]) == 2
    names = [name for name in archive.namelist() if name.endswith(".svg")]
    assert SIGNATURE in archive.read(names[0]).decode()
    assert "Siti Rahasia" in archive.read("data-pribadi.html").decode()


def test_the_file_holds_no_token_and_nobody_else(app, admin, siti, known, rows):
    with app.app_context():
        tokens = [db.session.scalars(db.select(Invitation)).one().token]
        tokens += [db.session.scalars(db.select(FollowUp)).one().token]

    archive = opened(admin.post(f"{about(siti)}/unduh.zip"))

    text = "".join(archive.read(name).decode() for name in archive.namelist())
    for secret in [*tokens, "d" * 32, "t" * 64, "Tamu Lain"]:
        assert secret not in text


def test_the_file_stands_in_the_register_of_exports_without_a_name(admin, siti, rows):
    admin.post(f"{about(siti)}/unduh.zip")

    entry = rows(AuditEntry)[-1]
    assert (entry.action, entry.subject) == ("privacy.export", f"person {siti.id}")
    assert entry.actor == "bu-admin"
    assert f"person {siti.id}" in admin.get("/pengaturan/jejak?jenis=export").text


def test_who_came_instead_is_somebody_else(app, make, admin, siti):
    event = make.event()
    stands_in = make.attendance(event, siti, name="Rina Wakil", represents="Kepling Perwira")

    person = admin.get(about(siti)).text
    guest = admin.get(f"{PAGE}/tamu/{stands_in.id}").text

    assert "Rina Wakil" not in person
    assert "Rina Wakil" in guest


@pytest.mark.parametrize("words", ["rahasia", "SITI rahasia", "0812 7777 0001"])
def test_who_stands_in_the_directory_is_found_where_the_others_are(make, admin, siti, words):
    make.person(name="Joko Lain", phone="+6281277770002")

    page = admin.get(f"{PAGE}/cari", query_string={"q": words}).text

    assert f'href="{about(siti)}"' in page
    assert "Joko" not in page


def test_who_has_left_the_office_is_found_too_and_who_is_erased_is_not(app, make, admin, siti):
    gone = make.person(name="Dewi Rahasia")
    with app.app_context():
        db.session.get(Person, siti.id).is_active = False
        db.session.get(Person, gone.id).erase()
        db.session.commit()

    page = admin.get(f"{PAGE}/cari?q=rahasia").text

    assert f'href="{about(siti)}"' in page
    assert "nonaktif" in page
    assert about(gone) not in page
    assert about(gone) not in admin.get(f"{PAGE}/cari?q=dihapus").text


def test_a_guest_is_found_by_name_and_by_phone_on_every_list(make, admin):
    first = make.attendance(make.event(title="Acara A"), name="Dewi Bank", phone="+6281255550001")
    make.attendance(make.event(title="Acara B"), name="Dewi Bank")
    make.attendance(make.event(title="Acara C"), name="Joko Lain", phone="+6281255550002")

    for words in ("dewi", "0812 5555 0001"):
        page = admin.get(f"{PAGE}/cari", query_string={"q": words}).text
        assert f"/tamu/{first.id}" in page
        assert "Joko" not in page
    page = admin.get(f"{PAGE}/tamu/{first.id}").text
    assert "Acara A" in page
    assert "Acara B" in page
    assert "Acara C" not in page


def test_who_has_signed_with_the_same_phone_number_is_somebody_else(app, make, admin, rows):
    """A family shares one."""
    events, phone = [make.event(), make.event()], {"phone": "+6281255550001"}
    dewi = make.attendance(events[0], name="Dewi Bank", **phone)
    make.attendance(events[1], name="Joko Bank", **phone)
    with app.app_context():
        for event in events:
            db.session.get(Event, event.id).status = Status.FINISHED
        db.session.commit()

    admin.post(f"{PAGE}/tamu/{dewi.id}/hapus", data={"confirm": "HAPUS"})

    assert [row.name for row in rows(Attendance)] == [ERASED, "Joko Bank"]


def test_the_number_of_queries_does_not_grow_with_the_guests_found(make, admin, queries):
    event = make.event()
    make.attendance(event, name="Dewi 1")
    admin.get(f"{PAGE}/cari?q=dewi")
    queries.clear()
    admin.get(f"{PAGE}/cari?q=dewi")
    few = len(queries)
    for n in range(2, 6):
        make.attendance(event, name=f"Dewi {n}")

    queries.clear()
    admin.get(f"{PAGE}/cari?q=dewi")

    assert len(queries) == few


def test_erasing_forgets_who_it_was_everywhere_and_keeps_every_list_whole(
    app, admin, siti, known, rows
):
    paper = rows(Paper)[0]

    answer = admin.post(f"{about(siti)}/hapus", data={"confirm": "HAPUS"})

    assert answer.status_code == 303
    person = next(one for one in rows(Person) if one.id == siti.id)
    assert (person.name, person.front_titles, person.phone) == (ERASED, "", None)
    assert (person.email, person.nip, person.sex, person.is_active) == (None, None, None, False)
    first, row = rows(Attendance)
    assert (row.name, row.phone, row.nip, row.signature) == (ERASED, None, None, "")
    assert (row.device, row.token_hash, row.sex, row.number) == (None, None, None, 2)
    assert (first.name, first.signature) == ("Tamu Lain", SIGNATURE)
    invitation = rows(Invitation)[0]
    assert (invitation.reply_note, invitation.token_hash) == ("", None)
    question = rows(Question)[0]
    assert (question.asker, question.attendance_id) == ("", None)
    promise = rows(FollowUp)[0]
    assert (promise.responsible, promise.phone, promise.token_hash) == (ERASED, None, None)
    assert [note.author for note in rows(Note)] == [ERASED, "Petugas"]
    assert rows(Event)[0].present == 2
    assert rows(Paper)[0].sha256 == paper.sha256


def test_nothing_of_the_person_is_left_in_any_table(app, admin, siti, known):
    """What is issued is left out: it is frozen, and here it holds nothing of theirs."""
    admin.post(f"{about(siti)}/hapus", data={"confirm": "HAPUS"})

    with app.app_context():
        for table in db.metadata.sorted_tables:
            held = str(db.session.execute(db.select(table)).all())
            for secret in ("Siti", "81277770001", "siti@", NIP, "d" * 32, "t" * 64):
                assert secret not in held, (table.name, secret)


def test_erasing_is_written_down_without_the_name_and_the_log_stays_whole(
    app, admin, siti, known, rows
):
    admin.post(f"{about(siti)}/hapus", data={"confirm": "HAPUS"})

    entry = rows(AuditEntry)[-1]
    assert (entry.action, entry.subject) == ("privacy.erase", f"person {siti.id}")
    assert entry.detail["attendances"] == 1
    assert "Siti" not in str(entry.detail)
    with app.app_context():
        assert chain.check().is_whole


def test_the_page_says_what_goes_and_what_stays_and_names_the_issued_papers(admin, siti, known):
    page = admin.get(f"{about(siti)}/hapus").text

    assert "Pada 1 kehadiran" in page
    assert "Dokumen terbit adalah arsip dan tidak diubah" in page
    assert "versi 1" in page


@pytest.mark.parametrize("word", ["", "hapus", "YA"])
def test_without_the_typed_word_nothing_goes(admin, siti, rows, word):
    answer = admin.post(f"{about(siti)}/hapus", data={"confirm": word})

    assert answer.status_code == 422
    assert rows(Person)[0].name == "Siti Rahasia"


@pytest.mark.parametrize("status", [Status.DRAFT, Status.SCHEDULED, Status.RUNNING])
def test_who_is_still_awaited_is_not_erased_and_the_page_says_where(
    make, admin, siti, rows, status
):
    make.invitation(make.event(title="Acara besok", status=status), siti)

    answer = admin.post(f"{about(siti)}/hapus", data={"confirm": "HAPUS"})

    assert answer.status_code == 409
    assert "Acara besok" in answer.text
    assert rows(Person)[0].name == "Siti Rahasia"


def test_who_stands_on_a_list_that_is_being_written_is_not_erased(make, admin, rows):
    guest = make.attendance(make.event(title="Acara kini"), name="Dewi Bank")

    answer = admin.post(f"{PAGE}/tamu/{guest.id}/hapus", data={"confirm": "HAPUS"})

    assert answer.status_code == 409
    assert "Acara kini" in answer.text
    assert rows(Attendance)[0].name == "Dewi Bank"


def test_who_answers_for_an_open_promise_is_not_erased(make, admin, siti, rows):
    make.follow_up(what="Loket keliling", person_id=siti.id)

    answer = admin.post(f"{about(siti)}/hapus", data={"confirm": "HAPUS"})

    assert answer.status_code == 409
    assert "Loket keliling" in answer.text
    assert rows(Person)[0].name == "Siti Rahasia"


def test_a_guest_is_erased_on_every_list_and_two_of_them_stay_two(app, make, admin, rows):
    event = make.event(title="Acara A")
    phone = {"phone": "+6281255550001"}
    first = make.attendance(event, name="Dewi Bank", position="Teller", **phone)
    second = make.attendance(event, name="Joko Bank", position="Satpam")
    with app.app_context():
        db.session.get(Event, event.id).status = Status.LOCKED
        db.session.commit()

    for guest in (first, second):
        admin.post(f"{PAGE}/tamu/{guest.id}/hapus", data={"confirm": "HAPUS"})

    found = rows(Attendance)
    assert [(row.name, row.position) for row in found] == [(ERASED, "-"), (ERASED, "-")]
    assert len({row.walk_in_key for row in found}) == 2
    assert rows(AuditEntry)[-1].subject == f"hadir {second.id}"
    assert f"/tamu/{second.id}" not in admin.get(f"{PAGE}/cari?q=dihapus").text


def test_a_namesake_who_named_no_institution_is_not_erased_with_a_guest(app, make, admin, rows):
    ani, other = (make.attendance(make.event(), name="Ani Bank", institution="-") for _ in range(2))
    with app.app_context():  # as both were given one key before
        for row in db.session.scalars(db.select(Attendance)):
            row.walk_in_key, row.event.status = "0" * 64, Status.LOCKED
        db.session.commit()

    admin.post(f"{PAGE}/tamu/{ani.id}/hapus", data={"confirm": "HAPUS"})

    assert [(row.id, row.name) for row in rows(Attendance)] == [
        (ani.id, ERASED),
        (other.id, "Ani Bank"),
    ]


def test_who_came_instead_is_forgotten_in_the_invitation_too(app, make, admin, siti, rows):
    event = make.event()
    sends = {"reply": Reply.SENDS, "substitute": "Rina Wakil", "substitute_position": "Staf"}
    make.invitation(event, siti, **sends)
    guest = make.attendance(event, siti, name="Rina Wakil", represents="Kepling Perwira")
    with app.app_context():
        db.session.get(Event, event.id).status = Status.FINISHED
        db.session.commit()

    admin.post(f"{PAGE}/tamu/{guest.id}/hapus", data={"confirm": "HAPUS"})

    assert rows(Invitation)[0].substitute == ERASED
    assert rows(Attendance)[0].name == ERASED
    assert next(one for one in rows(Person) if one.id == siti.id).name == "Siti Rahasia"


def test_who_helped_or_signed_on_paper_has_no_signature_before_or_after(app, make, admin, rows):
    event = make.event()
    guest = make.attendance(event, name="Dewi", method=Method.PAPER, signature=None)
    with app.app_context():
        db.session.get(Event, event.id).status = Status.FINISHED
        db.session.commit()

    admin.post(f"{PAGE}/tamu/{guest.id}/hapus", data={"confirm": "HAPUS"})

    assert (rows(Attendance)[0].name, rows(Attendance)[0].signature) == (ERASED, None)


def test_who_was_erased_is_not_corrected_or_taken_back(admin, siti, known, rows):
    admin.post(f"{about(siti)}/hapus", data={"confirm": "HAPUS"})

    assert admin.post(f"/direktori/orang/{siti.id}/aktifkan").status_code == 404
    assert admin.get(f"/direktori/orang/{siti.id}/ubah").status_code == 404
    page = admin.get(f"/direktori/orang/{siti.id}").text
    assert "Aktifkan kembali" not in page
    again = admin.post(f"{about(siti)}/hapus", data={"confirm": "HAPUS"})
    assert again.status_code == 303
    assert [e.action for e in rows(AuditEntry)].count("privacy.erase") == 1


def test_the_tables_keep_the_rule_too(app, make, siti):
    guest = make.attendance(make.event(), name="Dewi")
    for row in (siti, guest):
        with app.app_context():
            db.session.get(type(row), row.id).erased_at = now()
            with pytest.raises(IntegrityError):
                db.session.commit()


@pytest.mark.parametrize("role", [Role.STAFF, Role.LEAD])
def test_only_an_admin_hands_out_and_erases(make, log_in, siti, rows, role):
    browser = log_in(make.account(role))

    assert browser.get(about(siti)).status_code == 403
    assert browser.post(f"{about(siti)}/unduh.zip").status_code == 403
    assert browser.post(f"{about(siti)}/hapus", data={"confirm": "HAPUS"}).status_code == 403
    assert "Data pribadi" not in browser.get(f"/direktori/orang/{siti.id}").text
    assert rows(Person)[0].name == "Siti Rahasia"


@pytest.mark.parametrize("path", ["orang/99", "tamu/99", "orang/99999999999", "lain/1"])
def test_whom_we_do_not_know_is_not_found(admin, path):
    assert admin.get(f"{PAGE}/{path}").status_code == 404


def test_an_invited_person_who_came_is_no_guest(make, admin, siti):
    came = make.attendance(make.event(), siti)

    assert admin.get(f"{PAGE}/tamu/{came.id}").status_code == 404


def test_the_link_lives_no_longer_than_the_person(app, admin, siti, known, visitor):
    with app.app_context():
        token = db.session.scalars(db.select(Invitation)).one().token
    admin.post(f"{about(siti)}/hapus", data={"confirm": "HAPUS"})

    assert visitor.get(f"/u/{token}").status_code >= 400


def test_a_guest_answers_for_nothing_that_others_have_promised(make, admin, rows):
    """Who stands on lists alone is no responsible of a promise: not of one without a person."""
    guest = make.attendance(make.event(status=Status.FINISHED), name="Dewi Bank")
    make.follow_up(what="Loket keliling", responsible="Kantor Pos")

    page = admin.get(f"{PAGE}/tamu/{guest.id}").text
    admin.post(f"{PAGE}/tamu/{guest.id}/hapus", data={"confirm": "HAPUS"})

    assert "Loket keliling" not in page
    assert rows(FollowUp)[0].responsible == "Kantor Pos"
    assert rows(Attendance)[0].name == ERASED


def test_what_an_account_has_written_stays_though_it_names_who_was_erased(
    make, admin, siti, known, rows
):
    """Notes of others stay; the own ones, which came by the personal link, lose their name."""
    promise, account = rows(FollowUp)[0], make.account(name=rows(FollowUp)[0].responsible)
    words = "Hj. Siti Rahasia sudah dihubungi."
    make.note(promise, account_id=account.id, author=account.name, words=words)
    assert (
        "Catatan petugas pada tindak lanjut, seperti ditulis"
        in admin.get(f"{about(siti)}/hapus").text
    )

    admin.post(f"{about(siti)}/hapus", data={"confirm": "HAPUS"})

    assert [(note.author, note.words) for note in rows(Note)] == [
        (ERASED, "Sudah."),
        ("Petugas", "Terima kasih."),
        (account.name, words),
    ]


def test_notes_of_an_account_are_not_handed_out_as_own_ones(make, admin, siti, known, rows):
    promise, account = rows(FollowUp)[0], make.account()
    make.note(promise, account_id=account.id, author="Petugas", words="Sulit dihubungi.")

    page = admin.get(about(siti)).text

    assert "Sudah." in page
    assert "Sulit dihubungi." not in page
