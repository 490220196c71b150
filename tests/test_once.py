"""Who presses "Simpan" twice makes one row, and reads what the first press would have said."""

from __future__ import annotations

import io
import re
import threading
from pathlib import Path

import pytest
from PIL import Image

from app.accounts.models import Account, Role
from app.attendees.notices import PrivacyNotice
from app.attendees.sheet_photos import SheetPhoto
from app.audit import AuditEntry
from app.directory.models import ImportFile, Person, Region
from app.events.models import Event
from app.office.letter_templates import LetterTemplate
from app.office.letter_texts import SAMPLE
from app.office.models import Official
from app.presenters.models import Presenter

HIDDEN = re.compile(r'name="request_id" type="hidden" value="([0-9a-f]{32})"')
LIST = b"Nama,Jabatan,Kelurahan,Lingkungan\nBudi Santoso,Kepling,Perwira,1\n"

WORDS = ("version", "summary", "who", "purpose", "what", "period", "rights")
TYPED = {
    Event: {"title": "Sosialisasi", "day": "2026-02-04", "starts": "09:00"},
    Presenter: {"name": "Martin Cipto Hutajulu", "minutes": "45"},
    Official: {
        "prefix": "",
        "name": "Agus Salim Lubis",
        "position": "Kepala Dinas",
        "valid_from": "2026-01-01",
    },
    LetterTemplate: SAMPLE._asdict() | {"name": "Undangan biasa"},
    Person: {"name": "Siti Rahma", "post": "lain", "position": "Ketua Forum", "region_id": "0"},
    Region: {"name": "Melati"},
    PrivacyNotice: dict.fromkeys(WORDS, "kata"),
}


@pytest.fixture
def admin(make, log_in):
    return log_in(make.account(role=Role.ADMIN))


@pytest.fixture
def pages(make):
    """Where each kind of row is made: the page that shows the form, and where that goes."""
    code, village = make.event().code, make.village().id
    of_village = f"/direktori/wilayah/{village}"
    return {
        Event: ("/kegiatan/baru", "/kegiatan/baru"),
        Presenter: (f"/kegiatan/{code}/narasumber/baru",) * 2,
        Official: ("/pengaturan/pejabat/baru",) * 2,
        LetterTemplate: ("/pengaturan/surat/baru",) * 2,
        Person: ("/direktori/orang/baru",) * 2,
        Region: (of_village, f"{of_village}/lingkungan"),
        PrivacyNotice: ("/pengaturan/data-pribadi/pemberitahuan/baru",) * 2,
        Account: ("/pengaturan/akun/baru",) * 2,
        ImportFile: ("/direktori/impor",) * 2,
        SheetPhoto: (f"/meja/{code}/foto-lembar",) * 2,
    }


@pytest.fixture
def files_kept(app):
    folder = Path(app.config["DATA"]) / "files"
    return lambda: [path.name for path in folder.glob("*")]


def form_on(browser, page):
    return {"request_id": HIDDEN.search(browser.get(page).text)[1]}


def said(browser, answer):
    """Where it leads and what is told there."""
    page = browser.get(answer.location).text
    return answer.status_code, answer.location, re.findall(r'class="alert[^"]*"[^>]*>([^<]+)', page)


def at_once(app, browser, send, times=4):
    """Several presses of the same browser, none of which waits for the answer of another."""
    cookies = [browser.get_cookie("balai_login").value] * times
    answers = []

    def press(token):
        twin = app.test_client()
        twin.set_cookie("balai_login", token)
        answers.append(send(twin))

    threads = [threading.Thread(target=press, args=(token,)) for token in cookies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


@pytest.mark.parametrize("kind", TYPED, ids=lambda kind: kind.__name__)
def test_a_double_press_makes_one_row_and_says_what_one_would_have(admin, rows, pages, kind):
    page, address = pages[kind]
    sent = TYPED[kind] | form_on(admin, page)
    before, written = len(rows(kind)), len(rows(AuditEntry))

    first = said(admin, admin.post(address, data=sent))
    again = said(admin, admin.post(address, data=sent))

    assert len(rows(kind)) == before + 1
    assert len(rows(AuditEntry)) == written + 1
    assert first[0] == 303
    assert first[2]
    assert again == first


@pytest.mark.parametrize("kind", TYPED, ids=lambda kind: kind.__name__)
def test_of_presses_that_overtake_each_other_one_counts(app, admin, rows, pages, kind):
    page, address = pages[kind]
    sent = TYPED[kind] | form_on(admin, page)
    before = len(rows(kind))

    answers = at_once(app, admin, lambda twin: twin.post(address, data=sent))

    assert len(rows(kind)) == before + 1
    assert {(one.status_code, one.location) for one in answers} == {(303, answers[0].location)}


@pytest.mark.parametrize("kind", TYPED, ids=lambda kind: kind.__name__)
def test_a_form_that_is_opened_anew_makes_another_row(admin, rows, pages, kind):
    page, address = pages[kind]
    unique = {LetterTemplate: "name", Region: "name", PrivacyNotice: "version"}
    before = len(rows(kind))

    for word in ("satu", "dua"):
        mine = {unique[kind]: word} if kind in unique else {}
        admin.post(address, data=TYPED[kind] | mine | form_on(admin, page))

    assert len(rows(kind)) == before + 2


def test_a_copy_of_a_kegiatan_is_made_once(make, staff, rows):
    event = make.event()
    page = f"/kegiatan/{event.code}/salin"
    sent = TYPED[Event] | form_on(staff, page)

    first, again = (staff.post(page, data=sent) for _ in range(2))

    assert len(rows(Event)) == 2
    assert (again.status_code, again.location) == (303, first.location)


def test_the_form_of_one_kegiatan_finds_no_presenter_of_another(make, staff, rows, pages):
    page, other = pages[Presenter][0], make.event()
    sent = TYPED[Presenter] | form_on(staff, page)

    staff.post(page, data=sent)
    answer = staff.post(f"/kegiatan/{other.code}/narasumber/baru", data=sent)

    assert answer.status_code == 409
    assert [one.event_id for one in rows(Presenter)] != [other.id]
    assert len(rows(Presenter)) == 1


class TestFiles:
    def test_a_list_waits_once_and_is_kept_once(self, app, staff, rows, pages, files_kept):
        page, address = pages[ImportFile]
        sent = form_on(staff, page)

        def send(browser):
            return browser.post(address, data=sent | {"file": (io.BytesIO(LIST), "daftar.csv")})

        answers = at_once(app, staff, send) + [send(staff)]

        [kept] = rows(ImportFile)
        assert {one.location for one in answers} == {f"/direktori/impor/{kept.code}"}
        assert files_kept() == [kept.stored_as]

    def test_a_photo_of_the_sheet_is_kept_once(self, app, staff, rows, pages, files_kept):
        page, address = pages[SheetPhoto]
        sent = form_on(staff, page)
        picture = io.BytesIO()
        Image.new("RGB", (80, 60), "red").save(picture, "JPEG")

        def send(browser):
            photo = (io.BytesIO(picture.getvalue()), "lembar.jpg")
            return browser.post(address, data=sent | {"photo": photo})

        answers = at_once(app, staff, send) + [send(staff)]

        [kept] = rows(SheetPhoto)
        assert {one.status_code for one in answers} == {303}
        assert files_kept() == [kept.stored_as]

    def test_a_form_of_our_pages_has_a_number(self, staff, pages):
        answer = staff.post(pages[SheetPhoto][1], data={"request_id": "x" * 32})

        assert answer.status_code == 400


class TestAccounts:
    SENT = {"name": "Budi", "username": "budi", "role": "petugas"}

    def password_in(self, page):
        return re.search(r"[a-z0-9]{4}-[a-z0-9]{4}-[a-z0-9]{4}", page.text)[0]

    def can_log_in(self, visitor, password):
        answer = visitor.post("/masuk", data={"username": "budi", "password": password})
        return answer.status_code == 303

    def test_the_second_press_shows_a_password_that_opens(self, admin, rows, visitor, pages):
        """The first was never seen: the browser shows the answer of the second press alone."""
        page, address = pages[Account]
        sent = self.SENT | form_on(admin, page)

        admin.post(address, data=sent)
        again = admin.post(address, data=sent)

        assert again.status_code == 200
        assert [one.username for one in rows(Account)].count("budi") == 1
        assert self.can_log_in(visitor, self.password_in(again))

    def test_presses_that_overtake_each_other_make_one_account(self, app, admin, rows, pages):
        page, address = pages[Account]
        sent = self.SENT | form_on(admin, page)

        answers = at_once(app, admin, lambda twin: twin.post(address, data=sent))

        assert {one.status_code for one in answers} == {200}
        assert [one.username for one in rows(Account)].count("budi") == 1

    def test_a_password_that_somebody_has_chosen_stays(self, app, admin, reload, rows, pages):
        page, address = pages[Account]
        sent = self.SENT | form_on(admin, page)
        password = self.password_in(admin.post(address, data=sent))
        budi = app.test_client()
        self.can_log_in(budi, password)
        own = {"old": password, "new": "kata-sandi-sendiri-9", "again": "kata-sandi-sendiri-9"}
        budi.post("/akun/kata-sandi", data=own)
        kept = next(one for one in rows(Account) if one.username == "budi")

        again = admin.post(address, data=sent)

        assert (again.status_code, again.location) == (303, "/pengaturan/akun/budi")
        assert reload(kept).password_hash == kept.password_hash
        assert not kept.must_change_password
