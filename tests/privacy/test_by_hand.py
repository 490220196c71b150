"""Who answers for a promise by name alone, as staff have written it down, has the same rights."""

from __future__ import annotations

import pytest

from app.accounts.models import Role
from app.audit import AuditEntry
from app.events.models import Status
from app.extensions import db
from app.followups.models import FollowUp, Note
from app.followups.models import Status as Promised
from app.personal import ERASED

PAGE = "/pengaturan/data-pribadi"
NAME, PHONE = "Drs. Rahmat Rahasia, M.M., BPJS Kesehatan", "+6281277770005"
DONE = {"status": Promised.DONE}


@pytest.fixture
def event(make):
    return make.event(title="Acara A", status=Status.FINISHED)


@pytest.fixture
def promise(make, event):
    """One that is kept; the personal link was handed out."""
    promise = make.follow_up(event, responsible=NAME, phone=PHONE, linked=True, **DONE)
    make.note(promise, author=NAME, words="Sudah.")
    return promise


def about(promise):
    return f"{PAGE}/pihak/{promise.id}"


def erase(admin, promise):
    return admin.post(f"{about(promise)}/hapus", data={"confirm": "HAPUS"})


@pytest.fixture
def promised(parts):
    """The promises in the file about somebody."""
    return lambda address: parts(address)["Tindak lanjut sebagai penanggung jawab"]


@pytest.mark.parametrize("words", ["rahmat", "Rahasia drs", "0812 7777 0005"])
def test_an_admin_finds_them_by_name_or_phone(make, admin, promise, words):
    make.follow_up(responsible="Joko Lain", phone="+6281277770006")

    found = admin.get(f"{PAGE}/cari", query_string={"q": words}).text

    assert f'href="{about(promise)}"' in found
    assert "Joko" not in found
    assert "Tidak ada orang direktori" not in found


def test_those_with_a_row_of_their_own_are_found_there(make, admin):
    event, same = make.event(), {"responsible": NAME, "phone": PHONE}
    others = [
        make.follow_up(event, person_id=make.person(name="Lain").id, **same),
        make.follow_up(event, presenter_id=make.presenter(event, name="Lain").id, **same),
        make.follow_up(event, official_id=make.official().id, **same),
    ]

    found = admin.get(f"{PAGE}/cari?q=rahmat").text

    for other in others:
        assert about(other) not in found
        assert admin.get(about(other)).status_code == 404


def test_nothing_typed_finds_nobody(admin, promise):
    for words in ("", " ", "...", "tidak ada"):
        assert about(promise) not in admin.get(f"{PAGE}/cari", query_string={"q": words}).text
    none = admin.get(f"{PAGE}/cari?q=tidak+ada").text
    assert "pejabat, atau akun dengan nama atau nomor itu. Periksa ejaannya" in none


def test_everything_is_in_one_file_and_it_stands_in_the_register(admin, promise, promised, rows):
    [one] = promised(about(promise))

    assert (one["Penanggung jawab"], one["Nomor HP"]) == (NAME, "0812-7777-0005")
    assert (one["Kegiatan"], one["Tautan pribadi"]) == ("Acara A", "ada")
    assert one["Catatan sendiri"].endswith("Sudah.")
    entry = rows(AuditEntry)[-1]
    assert (entry.action, entry.subject) == ("privacy.export", f"pihak {promise.id}")


def test_papers_of_the_kegiatan_may_bear_the_name(make, admin, event, promise):
    paper = make.paper(event)
    make.paper(make.event(title="Acara lain"))

    page = admin.get(about(promise)).text.partition("Dokumen terbit yang mungkin memuat nama")[2]

    assert paper.spelled in page
    assert "Acara lain" not in page


@pytest.mark.parametrize(
    ("words", "phone", "is_same"),
    [
        ("DRS RAHMAT RAHASIA, M.M., BPJS Kesehatan", None, True),
        ("Drs. Rahmat Rahasia (M.M., BPJS Kesehatan Cabang Kisaran)", None, True),
        ("Drs. Rahmat Rahasia", PHONE, True),
        ("Drs. Rahmat Rahasia, Dinas Lain", "+6281277770006", False),
        ("Rahmat, M.M., BPJS Kesehatan", None, False),
        ("Drs. Rahmat Rahasia Putra, M.M., BPJS Kesehatan", PHONE, False),
    ],
)
def test_the_same_name_from_the_same_place_or_phone_is_one_human(
    make, promise, promised, words, phone, is_same
):
    make.follow_up(responsible=words, phone=phone)

    assert len(promised(about(promise))) == 1 + is_same


def test_who_has_a_row_elsewhere_finds_also_what_was_written_by_hand(make, promise, promised):
    event, name = make.event(), "Drs. Rahmat Rahasia, M.M."
    titled = {"name": "Rahmat Rahasia", "front_titles": "Drs.", "back_titles": "M.M."}
    spoke = make.presenter(event, name=name, institution="BPJS Kesehatan")
    came = make.attendance(event, name=name, institution="Lain", phone=PHONE)
    person = make.person(phone=PHONE, **titled)
    namesake = make.presenter(event, name=name, institution="Lain")

    for kind, one in (("narasumber", spoke), ("tamu", came), ("orang", person)):
        assert len(promised(f"{PAGE}/{kind}/{one.id}")) == 1, kind
    assert promised(f"{PAGE}/narasumber/{namesake.id}") == []


def test_erasing_forgets_who_it_was_and_keeps_the_promise(app, admin, promise, rows, visitor):
    with app.app_context():
        link = f"/j/{db.session.get(FollowUp, promise.id).token}"
    assert visitor.get(link).status_code == 303

    assert erase(admin, promise).status_code == 303

    [kept] = rows(FollowUp)
    assert (kept.what, kept.status) == (promise.what, Promised.DONE)
    assert (kept.responsible, kept.phone, kept.token_hash) == (ERASED, None, None)
    assert [(note.words, note.author) for note in rows(Note)] == [("Sudah.", ERASED)]
    assert visitor.get(link).status_code == 404
    entry = rows(AuditEntry)[-1]
    assert (entry.action, entry.subject) == ("privacy.erase", f"pihak {promise.id}")
    assert entry.detail["followups"] == 1
    with app.app_context():
        for table in db.metadata.sorted_tables:
            held = str(db.session.execute(db.select(table)).all()).lower()
            assert "rahasia" not in held, table.name
            assert "81277770005" not in held, table.name


def test_the_pages_say_before_and_after_what_goes_and_what_stays(admin, promise):
    before = admin.get(f"{about(promise)}/hapus").text
    erase(admin, promise)
    after = admin.get(about(promise)).text

    assert "Pada 1 tindak lanjut: nama, nomor HP, dan tautan pribadi." in before
    assert "Pada 0" not in before
    assert "Baris pada daftar hadir" not in before  # nobody of that name has come
    assert "<h1>Data pribadi yang sudah dihapus</h1>" in after
    assert about(promise) not in admin.get(f"{PAGE}/cari?q=dihapus").text
    assert erase(admin, promise).status_code == 303  # was so already


def test_two_who_were_erased_are_two(make, admin, promise, promised):
    other = make.follow_up(responsible="Joko, Lain", **DONE)
    for one in (promise, other):
        erase(admin, one)

    assert [one["Uraian"] for one in promised(about(other))] == [other.what]


def test_an_open_promise_is_kept_first(make, admin, promise, rows):
    make.follow_up(responsible=NAME, what="Loket keliling")

    answer = erase(admin, promise)

    assert answer.status_code == 409
    assert "Loket keliling" in answer.text
    assert "Tutup, atau serahkan kepada orang lain lewat tombol Ubah." in answer.text
    assert {one.responsible for one in rows(FollowUp)} == {NAME}


@pytest.mark.parametrize("role", [Role.STAFF, Role.LEAD])
def test_only_an_admin_hands_out_and_erases(make, log_in, promise, rows, role):
    browser = log_in(make.account(role))

    assert browser.get(about(promise)).status_code == 403
    assert browser.post(f"{about(promise)}/unduh.zip").status_code == 403
    assert erase(browser, promise).status_code == 403
    assert rows(FollowUp)[0].responsible == NAME


@pytest.mark.parametrize("number", ["99", "99999999999"])
def test_a_promise_that_we_do_not_know_is_not_found(admin, number):
    assert admin.get(f"{PAGE}/pihak/{number}").status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_promises_found(make, admin, queries, promise):
    def counted(address):
        admin.get(address)
        queries.clear()
        admin.get(address)
        return len(queries)

    addresses = (f"{PAGE}/cari?q=rahmat", about(promise))
    few = [counted(address) for address in addresses]
    for _ in range(4):
        make.note(make.follow_up(make.event(), responsible=NAME))

    assert [counted(address) for address in addresses] == few
