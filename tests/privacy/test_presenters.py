"""Who speaks has the same rights as who comes: one file of everything, and to be forgotten."""

from __future__ import annotations

import io
import json
import zipfile

import pytest
from sqlalchemy.exc import IntegrityError
from werkzeug.exceptions import NotFound

from app import audit, files
from app.accounts.models import Role
from app.attendees.models import Attendance, Part
from app.audit import AuditEntry
from app.columns import now
from app.directory.models import Person
from app.events.models import Event, Status
from app.extensions import db
from app.followups.models import FollowUp, Note
from app.followups.models import Status as Promised
from app.materials import keeping
from app.materials.models import Audience, MaterialFile, Upload, UploadPart
from app.minutes.models import MinutesVersion
from app.papers.models import Paper
from app.personal import ERASED
from app.presenters.models import Presenter
from app.questions import moderating
from app.questions.models import Question
from app.questions.models import Status as Shown
from app.trail import chain
from tests.materials.papers import pdf
from tests.questions.lectern import come_to

PAGE = "/pengaturan/data-pribadi"
NAME, PHONE = "Ir. Rahmat Rahasia, M.M.", "+6281277770005"
BPJS = "BPJS Ketenagakerjaan"


@pytest.fixture
def admin(make, log_in):
    return log_in(make.account(Role.ADMIN, username="bu-admin"))


@pytest.fixture
def over(make):
    """A kegiatan that has taken place."""
    return lambda title: make.event(title=title, status=Status.FINISHED)


@pytest.fixture
def event(over):
    return over("Acara A")


@pytest.fixture
def rahmat(make, event):
    told = {"position": "Kepala Cabang Rahasia", "topic": "Iuran", "phone": PHONE, "minutes": 45}
    return make.presenter(event, name=NAME, institution=BPJS, **told)


@pytest.fixture
def known(app, make, event, rahmat, over):
    """Rahmat in everything, at two kegiatan."""
    again = make.presenter(over("Acara B"), name="IR RAHMAT RAHASIA M M", institution=f"{BPJS} ")
    make.presenter(event, name="Dewi Lain", institution=BPJS, sort=1)
    _materials(app, make, event, rahmat)
    asked = {"words": "Berapa iurannya?", "answered_at": now()}
    answered = {"status": Shown.ANSWERED, "presenter_id": rahmat.id}
    theirs = {"answer": "Enam belas ribu.", "answered_by": NAME}
    question = make.question(event, **answered | asked | theirs)
    make.question(event, **answered | {"words": "Untuk siapa?", "answered_by": "Agus Pejabat"})
    make.question(event, words="Di mana?", answer="Di Kisaran.", answered_by=f"{NAME}, {BPJS}")
    make.question(event, words="Bukan untuknya?", answer="Bukan.", answered_by="Agus Pejabat")
    closed = {"status": Promised.DONE, "responsible": f"{NAME}, Kepala Cabang Rahasia, {BPJS}"}
    held = {"position": f"Kepala Cabang Rahasia, {BPJS}", "phone": PHONE, "linked": True}
    promise = make.follow_up(event, presenter_id=rahmat.id, **closed | held)
    make.note(promise, author=closed["responsible"], words="Sudah.")
    make.paper(event)
    with app.app_context():
        db.session.get(Question, question.id).asker = "Budi Penanya"
        for number in (rahmat.id, again.id, again.id + 1):
            audit.record("presenter.link", f"kegiatan {event.code}", presenter=number)
        audit.record("material.add", f"kegiatan {event.code}", presenter=rahmat.id)
        db.session.commit()
    return event


def _materials(app, make, event, rahmat):
    own = make.material(event, title="Paparan", name="paparan.pdf", presenter_id=rahmat.id)
    make.material(event, title="Video", url="https://contoh.id/v", presenter_id=rahmat.id)
    make.material(event, title="Milik orang lain")
    make.account(name="Petugas")
    with app.app_context():
        db.session.scalar(db.select(MaterialFile).filter_by(material_id=own.id)).added_by = NAME
        newer = {"number": 2, "is_current": False, "name": "paparan-2.pdf", "extension": "pdf"}
        stored = {"stored_as": "f" * 32, "size": 3, "sha256": "0" * 64}
        file = MaterialFile(material_id=own.id, added_by="Petugas", **newer | stored)
        half = {"id": "u" * 32, "name": "setengah.pdf", "size": 9, "presenter_id": rahmat.id}
        part = UploadPart(start=0, size=3, stored_as=files.store(b"abc"))
        db.session.add_all([file, Upload(event_id=event.id, parts=[part], **half)])
        db.session.commit()


def about(who):
    return f"{PAGE}/narasumber/{who.id}"


def erase(admin, who, word="HAPUS"):
    return admin.post(f"{about(who)}/hapus", data={"confirm": word})


def opened(answer):
    return zipfile.ZipFile(io.BytesIO(answer.data))


@pytest.fixture
def parts(admin):
    def parts(address):
        data = json.loads(opened(admin.post(f"{address}/unduh.zip")).read("data-pribadi.json"))
        return {part["judul"]: part["isi"] for part in data["bagian"]}

    return parts


@pytest.mark.parametrize("words", ["rahmat", "Rahasia IR", "0812 7777 0005"])
def test_an_admin_finds_a_presenter_by_name_or_phone_and_has_the_file_in_two_clicks(
    make, admin, rahmat, words
):
    make.presenter(make.event(), name="Joko Lain", phone="+6281277770006")
    start = admin.get(PAGE).text
    assert f'action="{PAGE}/cari"' in start

    found = admin.get(f"{PAGE}/cari", query_string={"q": words}).text

    assert f'href="{about(rahmat)}"' in found
    assert "Joko" not in found
    assert f'action="{about(rahmat)}/unduh.zip"' in admin.get(about(rahmat)).text


def test_nothing_typed_finds_nobody(admin, rahmat):
    for words in ("", " ", "...", "tidak ada"):
        assert about(rahmat) not in admin.get(f"{PAGE}/cari", query_string={"q": words}).text


def test_everything_of_every_kegiatan_is_in_one_file(make, known, rahmat, parts):
    signed = {"name": NAME, "institution": BPJS, "part": Part.SPEAKER}
    make.attendance(make.event(title="Acara C"), **signed)

    held = parts(about(rahmat))

    spoke = held["Narasumber"]
    assert [(one["Kegiatan"], one["Tautan pribadi"]) for one in spoke] == [
        ("Acara A", "ada"),
        ("Acara B", "ada"),
    ]
    assert (spoke[0]["Nama"], spoke[0]["Jabatan"]) == (NAME, "Kepala Cabang Rahasia")
    assert (spoke[0]["Instansi"], spoke[0]["Nomor WhatsApp"]) == (BPJS, "0812-7777-0005")
    assert (spoke[0]["Materi atau topik"], spoke[0]["Rencana lama bicara"]) == ("Iuran", "45 menit")
    assert spoke[0]["Tautan pernah diterbitkan"] == "1 kali"
    brought = held["Materi yang diunggah"]
    assert [one.get("Judul") for one in brought] == ["Paparan", "Video", None]
    assert "paparan.pdf" in brought[0]["Berkas"]
    assert brought[1]["Alamat tautan"] == "https://contoh.id/v"
    assert "setengah.pdf" in brought[2]["Unggahan belum selesai"]
    questions = held["Pertanyaan yang ditujukan kepadanya atau dijawabnya"]
    assert [(one["Pertanyaan"], one["Jawaban"]) for one in questions] == [
        ("Berapa iurannya?", "Enam belas ribu."),
        ("Untuk siapa?", ""),
        ("Di mana?", "Di Kisaran."),
    ]
    assert held["Tindak lanjut sebagai penanggung jawab"][0]["Catatan sendiri"].endswith("Sudah.")
    assert [one["Kegiatan"] for one in held["Kehadiran"]] == ["Acara C"]
    assert len(held["Dokumen terbit yang mungkin memuat nama"]) == 1
    deeds = [one["Aktivitas"].partition(": ")[2] for one in held["Jejak audit"]]
    assert deeds == ["presenter.link", "material.add"]


def test_the_file_holds_no_token_and_nobody_else(app, admin, known, rahmat):
    with app.app_context():
        tokens = [db.session.get(Presenter, rahmat.id).token]
        tokens += [db.session.scalars(db.select(FollowUp)).one().token]

    archive = opened(admin.post(f"{about(rahmat)}/unduh.zip"))

    text = "".join(archive.read(name).decode() for name in archive.namelist())
    assert all(tokens)
    for secret in [*tokens, "Budi Penanya", "Agus Pejabat", "Petugas", "Dewi Lain"]:
        assert secret not in text


def test_the_file_stands_in_the_register_of_exports_without_a_name(admin, rahmat, rows):
    admin.post(f"{about(rahmat)}/unduh.zip")

    entry = rows(AuditEntry)[-1]
    assert (entry.action, entry.subject) == ("privacy.export", f"narasumber {rahmat.id}")
    assert f"narasumber {rahmat.id}" in admin.get("/pengaturan/jejak?jenis=export").text


def test_the_same_name_from_the_same_institution_or_phone_is_one_human(make, over, rahmat, parts):
    make.presenter(over("Sama nomor"), name=NAME, institution="Lain", phone=PHONE)
    make.presenter(over("Orang lain"), name=NAME, institution="Lain")
    make.presenter(over("Sekantor"), name="Ani", institution=BPJS, phone=PHONE)

    spoke = parts(about(rahmat))["Narasumber"]

    assert [one["Kegiatan"] for one in spoke] == ["Acara A", "Sama nomor"]


@pytest.mark.parametrize("nothing", ["", "-", "tidak ada"])
def test_two_of_one_name_without_an_institution_are_one_by_phone_alone(make, over, parts, nothing):
    budi = make.presenter(over("Acara X"), name="Budi", institution=nothing)
    make.presenter(over("Acara Y"), name="Budi", institution=nothing)
    make.attendance(make.event(title="Acara Z"), name="Budi", institution=nothing)

    assert [one["Kegiatan"] for one in parts(about(budi))["Narasumber"]] == ["Acara X"]


def test_who_bears_a_part_of_anothers_name_has_not_given_the_answers_of_that_one(
    make, over, admin, parts, rows
):
    event = over("Acara X")
    ani = make.presenter(event, name="Ani", institution=BPJS)
    make.presenter(event, name="Ani Lestari", institution=BPJS)
    make.question(event, words="Siapa?", answer="Saya.", answered_by="Ani Lestari, BPJS")
    make.question(event, words="Lalu?", answer="Saya juga.", answered_by="Ani, BPJS")

    theirs = parts(about(ani))["Pertanyaan yang ditujukan kepadanya atau dijawabnya"]
    erase(admin, ani)

    assert [one["Jawaban"] for one in theirs] == ["Saya juga."]
    assert [one.answered_by for one in rows(Question)] == ["Ani Lestari, BPJS", ERASED]


def test_who_signed_as_a_guest_and_who_spoke_are_one_from_either_side(make, over, rahmat, parts):
    event = make.event(title="Acara C", status=Status.SCHEDULED)
    guest = make.attendance(event, name="ir rahmat rahasia mm", phone=PHONE, institution="Lain")
    make.attendance(event, name="Ir. Rahmat Rahasia M.M", institution=BPJS)
    other = make.attendance(event, name=NAME, institution="Lain")

    assert [one["Kegiatan"] for one in parts(f"{PAGE}/tamu/{guest.id + 1}")["Narasumber"]] == [
        "Acara A"
    ]
    assert len(parts(about(rahmat))["Kehadiran"]) == 1
    assert parts(f"{PAGE}/tamu/{other.id}")["Narasumber"] == []


def test_a_person_of_the_directory_has_spoken_where_name_and_phone_are_the_same(
    make, over, rahmat, parts
):
    titled = {"name": "Rahmat Rahasia", "front_titles": "Ir.", "back_titles": "M.M."}
    same = make.person(phone=PHONE, **titled)
    namesake = make.person(phone="+6281277770009", **titled)
    unknown = make.person(**titled)

    spoke = [parts(f"{PAGE}/orang/{one.id}")["Narasumber"] for one in (same, namesake, unknown)]

    assert [len(one) for one in spoke] == [1, 0, 0]


def test_erasing_forgets_the_presenter_everywhere_and_keeps_programme_and_papers_whole(
    app, make, admin, known, rahmat, rows
):
    came = make.attendance(make.event(), name=NAME, institution=BPJS, part=Part.SPEAKER)
    with app.app_context():
        db.session.get(Event, came.event_id).status = Status.FINISHED
        db.session.commit()
    paper = rows(Paper)[0]

    answer = erase(admin, rahmat)

    assert answer.status_code == 303
    first, second, other = rows(Presenter)
    for row in (first, second):
        assert (row.name, row.position, row.phone, row.token_hash) == (ERASED, "", None, None)
        assert row.erased_at
    assert (first.institution, first.topic, first.minutes, first.sort) == (BPJS, "Iuran", 45, 0)
    assert (other.name, bool(other.token_hash)) == ("Dewi Lain", True)
    assert [one.added_by for one in rows(MaterialFile)] == [ERASED, "", "Petugas"]
    answers = [(one.answer, one.answered_by) for one in rows(Question)]
    assert answers[0] == ("Enam belas ribu.", ERASED)
    assert answers[1:3] == [("Sudah.", "Agus Pejabat"), ("Di Kisaran.", ERASED)]
    promise = rows(FollowUp)[0]
    assert (promise.responsible, promise.phone, promise.token_hash) == (ERASED, None, None)
    assert promise.public_responsible == BPJS
    assert [note.author for note in rows(Note)] == [ERASED]
    assert rows(Attendance)[0].name == ERASED
    assert rows(Paper)[0].sha256 == paper.sha256


def test_nothing_of_the_presenter_is_left_in_any_table(app, admin, known, rahmat):
    """What is issued is left out: it is frozen, and here it holds nothing of theirs."""
    erase(admin, rahmat)

    with app.app_context():
        for table in db.metadata.sorted_tables:
            held = str(db.session.execute(db.select(table)).all())
            for secret in ("Rahmat", "RAHMAT", "Rahasia", "81277770005"):
                assert secret not in held, (table.name, secret)


def test_a_name_that_was_mended_since_is_forgotten_as_it_was_written_then(
    app, make, admin, event, rahmat, rows
):
    own = make.material(event, presenter_id=rahmat.id)
    taken_off = make.material(event)
    with app.app_context():
        for material, name in ((own, "Rahmat Rahasai"), (taken_off, NAME.upper())):
            file = db.session.scalar(db.select(MaterialFile).filter_by(material_id=material.id))
            file.added_by = name
        db.session.commit()

    erase(admin, rahmat)

    assert [one.added_by for one in rows(MaterialFile)] == [ERASED, ERASED]


def test_what_was_locked_before_stays_as_it_was(make, admin, known, rahmat, rows):
    version = make.locked_version(known)
    assert NAME in str(version.content)

    erase(admin, rahmat)

    assert rows(MinutesVersion)[0].content == version.content


def test_erasing_is_written_down_without_the_name_and_the_log_stays_whole(
    app, admin, known, rahmat, rows
):
    erase(admin, rahmat)

    entry = rows(AuditEntry)[-1]
    assert (entry.action, entry.subject) == ("privacy.erase", f"narasumber {rahmat.id}")
    assert (entry.detail["presenters"], entry.detail["materials"]) == (2, 2)
    assert (entry.detail["answers"], entry.detail["followups"]) == (2, 1)
    assert "Rahmat" not in str(entry.detail)
    with app.app_context():
        assert chain.check().is_whole


def test_the_link_and_the_room_open_nothing_and_half_an_upload_is_gone(
    app, admin, known, rahmat, rows, visitor
):
    browser, room = come_to(app, rahmat), f"/narasumber/{known.code}"
    with app.app_context():
        token = db.session.get(Presenter, rahmat.id).token
    part = rows(UploadPart)[0].stored_as
    assert browser.get(room).status_code == 200

    erase(admin, rahmat)

    assert visitor.get(f"/n/{token}").status_code == 404
    assert browser.get(room).status_code == 404
    assert rows(Upload) == rows(UploadPart) == []
    with app.app_context():
        assert part not in set(files.names())


def test_the_pages_say_before_and_after_what_goes_and_what_stays(admin, known, rahmat):
    before = admin.get(f"{about(rahmat)}/hapus").text
    told = admin.post(f"{about(rahmat)}/hapus", data={"confirm": "HAPUS"}, follow_redirects=True)

    assert "Pada 2 kegiatan sebagai narasumber" in before
    assert "Nama pengunggah pada 3 materi" in before
    assert "nama penjawab pada 2 jawaban" in before
    assert "Tautan itu tidak membuka apa pun lagi" in before
    assert "Tempatnya dalam susunan acara" in before
    assert "Dokumen terbit adalah arsip dan tidak diubah" in before
    assert "versi 1" in before
    assert "<h1>Data pribadi yang sudah dihapus</h1>" in told.text
    assert "Daftar resmi tetap utuh" in told.text
    assert "dokumen terbit dan notula terkunci tidak diubah" in told.text


@pytest.mark.parametrize("status", [Status.DRAFT, Status.SCHEDULED, Status.RUNNING])
def test_who_is_still_to_speak_is_not_erased_and_the_page_says_where(
    make, admin, rahmat, rows, status
):
    make.presenter(make.event(title="Acara besok", status=status), name=NAME, institution=BPJS)

    answer = erase(admin, rahmat)

    assert answer.status_code == 409
    assert "Acara besok" in answer.text
    assert {one.name for one in rows(Presenter)} == {NAME}


def test_a_presenter_who_answers_for_an_open_promise_is_not_erased(make, admin, rahmat, rows):
    make.follow_up(what="Loket keliling", presenter_id=rahmat.id)

    answer = erase(admin, rahmat)

    assert answer.status_code == 409
    assert "Loket keliling" in answer.text
    assert rows(Presenter)[0].name == NAME


def test_who_was_erased_is_not_changed_linked_or_asked_again(make, admin, known, rahmat, rows):
    erase(admin, rahmat)
    room = f"/kegiatan/{known.code}"
    here = f"{room}/narasumber/{rahmat.id}"

    assert admin.get(here).status_code == 404
    for path in ("tautan", "hapus", "urutan/2"):
        assert admin.post(f"{here}/{path}").status_code == 404, path
    page = admin.get(f"{room}/narasumber").text
    assert ERASED in page
    assert f"{here}/tautan" not in page
    question = rows(Question)[1].code
    for offer in (f"{room}/pertanyaan/{question}", f"/tindak-lanjut/baru?kegiatan={known.code}"):
        offered = admin.get(offer)
        assert offered.status_code == 200
        assert f'<option value="{rahmat.id}"' not in offered.text
    elsewhere = make.event(status=Status.SCHEDULED)
    assert ERASED not in admin.get(f"/kegiatan/{elsewhere.code}/narasumber").text
    assert about(rahmat) not in admin.get(f"{PAGE}/cari?q=dihapus").text
    assert erase(admin, rahmat).status_code == 303
    assert [e.action for e in rows(AuditEntry)].count("privacy.erase") == 1


def test_two_who_were_erased_are_two(make, over, admin, rows, parts):
    first, second = (
        make.presenter(over(f"Acara {name}"), name=name, institution=BPJS) for name in "AB"
    )
    for who in (first, second):
        erase(admin, who)

    assert [one["Kegiatan"] for one in parts(about(first))["Narasumber"]] == ["Acara A"]


def test_the_table_keeps_the_rule_too(app, rahmat):
    with app.app_context():
        db.session.get(Presenter, rahmat.id).erased_at = now()
        with pytest.raises(IntegrityError):
            db.session.commit()


def test_whoever_is_erased_while_a_file_is_judged_leaves_no_name(app, admin, rahmat, tmp_path):
    """And while an answer waits for the kegiatan: what was read before is read again."""
    paper = tmp_path / "a.pdf"
    paper.write_bytes(pdf())
    with app.app_context():
        who = db.session.get(Presenter, rahmat.id)
        event = db.session.get(Event, rahmat.event_id)
        db.session.commit()

        erase(admin, rahmat)

        asked = {"audience": Audience.PARTICIPANTS, "request_id": "r" * 32, "by": who}
        with pytest.raises(NotFound):
            keeping.keep_new(event, paper, "a.pdf", **asked)
        db.session.rollback()
        with pytest.raises(NotFound):
            moderating.write(event, Question(), "Sudah.", by=who)


def test_the_number_of_queries_does_not_grow_with_the_presenters_found(
    make, over, admin, queries, rahmat
):
    def counted(address):
        admin.get(address)
        queries.clear()
        admin.get(address)
        return len(queries)

    def speak(who):
        event = Event(id=who.event_id)
        make.material(event, presenter_id=who.id)
        make.question(event, presenter_id=who.id)
        make.note(make.follow_up(event, presenter_id=who.id))

    addresses = (f"{PAGE}/cari?q=rahmat", about(rahmat))
    speak(rahmat)
    few = [counted(address) for address in addresses]
    for n in range(4):
        speak(make.presenter(over(f"Acara {n}"), name=NAME, institution=BPJS))

    assert [counted(address) for address in addresses] == few


def test_a_presenters_place_in_the_programme_leads_an_admin_to_the_data(
    make, admin, log_in, event, rahmat
):
    page = f"/kegiatan/{event.code}/narasumber"

    assert f'href="{about(rahmat)}"' in admin.get(page).text
    assert about(rahmat) not in log_in(make.account(Role.STAFF)).get(page).text


@pytest.mark.parametrize("role", [Role.STAFF, Role.LEAD])
def test_only_an_admin_hands_out_and_erases(make, log_in, rahmat, rows, role):
    browser = log_in(make.account(role))

    assert browser.get(f"{PAGE}/cari?q=rahmat").status_code == 403
    assert browser.get(about(rahmat)).status_code == 403
    assert browser.post(f"{about(rahmat)}/unduh.zip").status_code == 403
    assert erase(browser, rahmat).status_code == 403
    assert rows(Presenter)[0].name == NAME


@pytest.mark.parametrize("number", ["99", "99999999999"])
def test_a_presenter_whom_we_do_not_know_is_not_found(admin, number):
    assert admin.get(f"{PAGE}/narasumber/{number}").status_code == 404


def test_a_person_who_spoke_is_forgotten_in_the_programme_too(make, admin, rahmat, rows):
    titled = {"name": "Rahmat Rahasia", "front_titles": "Ir.", "back_titles": "M.M."}
    person = make.person(phone=PHONE, **titled)

    admin.post(f"{PAGE}/orang/{person.id}/hapus", data={"confirm": "HAPUS"})

    assert rows(Presenter)[0].name == rows(Person)[0].name == ERASED
