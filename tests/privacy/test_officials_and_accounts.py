"""Who signs and who has an account are found and handed out everything; erased they are not."""

from __future__ import annotations

from datetime import date

import pytest

from app import audit
from app.accounts.models import Account, LoginSession, Role
from app.audit import AuditEntry
from app.columns import now
from app.events.models import Event
from app.extensions import db
from app.followups.models import FollowUp
from app.minutes.models import MinutesVersion
from app.office.models import Official
from tests.privacy.handed_out import opened, parts_of

PAGE = "/pengaturan/data-pribadi"
NIP = "196804111993031009"
SHOWN = "19680411 199303 1 009"


@pytest.fixture
def admin(make, log_in):
    return log_in(make.account(Role.ADMIN, username="bu-admin", name="Bu Admin"))


@pytest.fixture
def agus(make):
    titles = {"front_titles": "Drs.", "back_titles": "M.M."}
    return make.official(name="Agus Rahasia", nip=NIP, **titles)


@pytest.fixture
def rina(make):
    return make.account(username="rina7", name="Rina Rahasia")


def about(one):
    return f"{PAGE}/{'akun' if isinstance(one, Account) else 'pejabat'}/{one.id}"


@pytest.fixture
def handed_out(admin):
    """The parts of the file about somebody, and all its texts."""

    def handed_out(one):
        archive = opened(admin.post(f"{about(one)}/unduh.zip"))
        text = "".join(archive.read(name).decode() for name in archive.namelist())
        return parts_of(archive), text

    return handed_out


@pytest.mark.parametrize("words", ["rahasia", "AGUS drs. m.m", SHOWN, NIP])
def test_an_official_is_found_by_name_or_nip_also_after_the_term(make, admin, agus, words):
    past = {"valid_to": date(2021, 1, 1), "is_active": False}
    before = make.official(name="Agus Rahasia", front_titles="Drs., M.M.", nip=NIP, **past)
    other = make.official(name="Joko Lain", nip="197001011995031001")

    found = admin.get(f"{PAGE}/cari", query_string={"q": words}).text

    assert f'href="{about(agus)}"' in found
    assert f'href="{about(before)}"' in found
    assert about(other) not in found
    assert "Tidak ada orang direktori" not in found


@pytest.mark.parametrize("words", ["rahasia", "RINA", "rina7"])
def test_an_account_is_found_by_name_or_username(make, admin, rina, words):
    other = make.account(name="Joko Lain")

    found = admin.get(f"{PAGE}/cari", query_string={"q": words}).text

    assert f'href="{about(rina)}"' in found
    assert about(other) not in found
    assert "Tidak ada orang direktori" not in found


def test_nothing_typed_finds_nobody(admin, agus, rina):
    for words in ("", " ", "...", "%", "_", "tidak ada"):
        found = admin.get(f"{PAGE}/cari", query_string={"q": words}).text
        assert about(agus) not in found
        assert about(rina) not in found


def test_everything_about_an_official_is_in_one_file(app, make, handed_out, agus, rows):
    later = make.official(name="Agus Rahasia", position="Sekretaris Dinas", nip=NIP)
    event = make.event(title="Acara A", chair_id=agus.id, acknowledger_id=later.id)
    make.letter(event, signer_id=agus.id)
    make.report(event, signer_id=agus.id, acknowledger_id=agus.id)
    make.series(event, signer_id=agus.id)
    paper = make.paper(event)
    make.follow_up(event, official_id=agus.id, phone="+6281277770009", responsible="Drs. Agus")
    other = make.event(title="Acara lain", chair_id=make.official(nip=None).id)
    make.follow_up(other, what="Janji orang lain", official_id=make.official().id)
    make.paper(other)
    with app.app_context():
        audit.record("official.create", f"pejabat {agus.id}")
        db.session.commit()

    parts, text = handed_out(agus)

    assert [one["Jabatan"] for one in parts["Pejabat"]] == ["Kepala Dinas", "Sekretaris Dinas"]
    assert {one["NIP"] for one in parts["Pejabat"]} == {SHOWN}
    assert [one["Sebagai"] for one in parts["Kegiatan dan surat sebagai pejabat"]] == [
        "Mengetahui",
        "Mengetahui pada laporan",
        "Penanda tangan laporan",
        "Penanda tangan sertifikat",
        "Penanda tangan surat undangan",
        "Pimpinan kegiatan",
    ]
    [promise] = parts["Tindak lanjut sebagai penanggung jawab"]
    assert promise["Nomor HP"] == "0812-7777-0009"
    [issued] = parts["Dokumen terbit yang mungkin memuat nama"]
    assert issued["Kode"] == paper.spelled
    assert [one["Aktivitas"] for one in parts["Jejak audit"]] == ["Pejabat: dibuat"]
    assert "Acara lain" not in text
    entry = rows(AuditEntry)[-1]
    assert (entry.action, entry.subject) == ("privacy.export", f"pejabat {agus.id}")


@pytest.mark.parametrize("kept", ["Drs. Agus Rahasia, M.M.", SHOWN])
def test_a_paper_that_was_signed_is_named_though_another_official_stands_there_now(
    make, handed_out, agus, kept
):
    paper = make.paper(make.event(), snapshot={"chair": {"words": kept}})
    make.paper(make.event(), snapshot={"chair": {"words": "Joko Lain"}})

    parts, _ = handed_out(agus)

    [issued] = parts["Dokumen terbit yang mungkin memuat nama"]
    assert issued["Kode"] == paper.spelled


def test_a_locked_notula_that_bears_the_name_is_named(app, make, handed_out, agus):
    events = make.event(title="Acara A"), make.event(title="Acara lain")
    names = agus.full_name, "Joko Lain"
    with app.app_context():
        for event, name in zip(events, names, strict=True):
            frozen = {"number": 1, "content": {"chair": name}, "approver": name}
            db.session.add(MinutesVersion(event_id=event.id, approved_at=now(), **frozen))
        db.session.commit()

    [issued] = handed_out(agus)[0]["Dokumen terbit yang mungkin memuat nama"]

    assert issued["Kegiatan"] == "Acara A"


def test_papers_of_a_kegiatan_with_a_post_or_a_promise_of_the_official_are_named(
    make, handed_out, agus
):
    promised, signed = make.event(), make.event()
    make.follow_up(promised, official_id=agus.id)
    make.letter(signed, signer_id=agus.id)
    papers = [make.paper(promised), make.paper(signed)]

    issued = handed_out(agus)[0]["Dokumen terbit yang mungkin memuat nama"]

    assert [one["Kode"] for one in issued] == [paper.spelled for paper in papers]


def test_two_officials_without_nip_stay_two(make, handed_out):
    one, _ = (make.official(name="Budi Rahasia") for _ in range(2))

    assert len(handed_out(one)[0]["Pejabat"]) == 1


def test_everything_about_an_account_is_in_one_file_and_no_secret(
    app, make, handed_out, log_in, rina, rows
):
    log_in(rina)
    other = make.account(name="Joko Lain")
    log_in(other)
    with app.app_context():
        mine = db.session.get(Account, rina.id)
        query = db.select(LoginSession).filter_by(account_id=rina.id)
        session = db.session.scalars(query).one()
        session.browser, secret = "Chrome di Android", session.token_hash
        audit.record("account.log_in", "rina7", by=mine)
        for _ in range(3):
            audit.record("event.change", "kegiatan abc", by=mine)
        audit.record("event.change", "kegiatan abc", by=other)
        audit.record("office.change", "rina7")  # what is no account may have the same name
        db.session.commit()

    parts, text = handed_out(rina)

    [account] = parts["Akun"]
    assert (account["Nama"], account["Nama pengguna"]) == ("Rina Rahasia", "rina7")
    assert (account["Peran"], account["Status"]) == ("Petugas", "aktif")
    [device] = parts["Perangkat tempat masuk"]
    assert device["Perangkat"] == "Chrome di Android"
    assert device["Masuk"]
    deeds = parts["Yang dilakukan dengan akun ini"]
    assert [(one["Aktivitas"], one["Jumlah"]) for one in deeds] == [
        ("Akun: masuk", "1"),
        ("Kegiatan: diubah", "3"),
    ]
    assert deeds[1]["Pertama"].endswith("WIB")
    assert [one["Aktivitas"] for one in parts["Jejak audit"]] == ["Akun: masuk"]
    assert secret not in text
    entry = rows(AuditEntry)[-1]
    assert (entry.action, entry.subject) == ("privacy.export", f"akun {rina.id}")


def test_what_stands_of_a_person_is_none_of_an_account_or_official(make, handed_out, agus, rina):
    make.follow_up(what="Janji orang lain")
    for one in (agus, rina):
        assert "Janji orang lain" not in handed_out(one)[1]


def test_the_page_of_an_official_says_what_stays_and_what_to_do_instead(admin, agus):
    page = admin.get(about(agus)).text

    assert "Balai tidak menghapus nama dan NIP pejabat." in page
    assert "wajib disimpan menurut UU 43/2009 tentang Kearsipan" in page
    end = f"/pengaturan/pejabat/{agus.id}/akhiri"
    assert f'href="{end}"' in page
    assert admin.get(end).status_code == 200
    assert "/hapus" not in page


def test_the_page_of_an_account_says_what_stays_and_what_to_do_instead(admin, log_in, rina, rows):
    log_in(rina)

    page = admin.get(about(rina)).text

    assert "Balai tidak menghapus akun." in page
    assert 'href="/pengaturan/akun/rina7"' in page
    assert "daftar perangkatnya langsung terhapus" in page
    assert "/hapus" not in page
    admin.post("/pengaturan/akun/rina7/nonaktifkan")
    assert rina.id not in {one.account_id for one in rows(LoginSession)}  # as the page has said


def test_nothing_of_them_is_erased_neither_wholly_nor_half(make, admin, agus, rina, rows):
    make.follow_up(make.event(chair_id=agus.id), official_id=agus.id, phone="+6281277770009")

    for one in (agus, rina):
        for ask in (admin.get, admin.post):
            assert ask(f"{about(one)}/hapus", data={"confirm": "HAPUS"}).status_code == 404

    assert (rows(Official)[0].name, rows(Official)[0].nip) == ("Agus Rahasia", NIP)
    assert rows(FollowUp)[0].phone == "+6281277770009"
    assert rows(Event)[0].chair_id == agus.id
    assert "Rina Rahasia" in {one.name for one in rows(Account)}
    assert "privacy.erase" not in {one.action for one in rows(AuditEntry)}


def test_the_phone_of_an_officials_promise_goes_by_the_form_as_the_page_says(
    make, admin, agus, rows
):
    promise = make.follow_up(official_id=agus.id, phone="+6281277770009")
    assert "Nomor HP pada tindak lanjut boleh dihapus" in admin.get(about(agus)).text

    fields = {"what": promise.what, "who": "official", "official": str(agus.id), "region": "0"}
    fields |= {"due_on": promise.due_on.isoformat(), "phone": "", "request_id": "c" * 32}
    answer = admin.post(f"/tindak-lanjut/{promise.code}/ubah", data=fields)

    assert answer.status_code == 303
    assert rows(FollowUp)[0].phone is None


@pytest.mark.parametrize("role", [Role.STAFF, Role.LEAD])
def test_only_an_admin_finds_and_hands_out(make, log_in, agus, rina, role):
    browser = log_in(make.account(role))

    for one in (agus, rina):
        assert browser.get(about(one)).status_code == 403
        assert browser.post(f"{about(one)}/unduh.zip").status_code == 403


@pytest.mark.parametrize("path", ["pejabat/99", "akun/99", "akun/99999999999"])
def test_whom_we_do_not_know_is_not_found(admin, path):
    assert admin.get(f"{PAGE}/{path}").status_code == 404


def test_the_number_of_queries_does_not_grow_with_what_is_found(make, admin, queries, agus, rina):
    def counted(address):
        admin.get(address)
        queries.clear()
        admin.get(address)
        return len(queries)

    addresses = (f"{PAGE}/cari?q=rahasia", about(agus), about(rina))
    few = [counted(address) for address in addresses]
    for _ in range(4):
        make.account(name="Rina Rahasia")
        term = make.official(name="Agus Rahasia", nip=NIP)
        make.paper(make.event(chair_id=term.id))

    assert [counted(address) for address in addresses] == few
