"""From draf to terkunci: who may do what, and what is kept of it."""

from __future__ import annotations

import json

import pytest

from app.accounts.models import Role
from app.audit import AuditEntry
from app.extensions import db
from app.minutes.models import Minutes, MinutesVersion, NeverChanged, State
from app.questions.models import Status
from app.sections.models import Section, SectionEdit
from tests.minutes.paper import approve, lock, press, write


@pytest.fixture
def event(make):
    return make.event(title="Sosialisasi BPJS")


@pytest.fixture
def lead(make, log_in):
    return log_in(make.account(Role.LEAD, name="Agus Pimpinan"))


def state_of(rows):
    return [(minutes.state, minutes.number) for minutes in rows(Minutes)]


def test_pimpinan_approves_what_petugas_has_checked(staff, lead, event, rows):
    write(staff, event, "Dibuka.")

    press(staff, event, "periksa")
    approve(lead, event)

    [minutes] = rows(Minutes)
    assert (minutes.state, minutes.approver) == (State.APPROVED, "Agus Pimpinan")
    assert minutes.approved_at is not None
    assert [entry.action for entry in rows(AuditEntry)][-2:] == ["minutes.check", "minutes.approve"]


def test_petugas_cannot_approve(staff, event, rows):
    press(staff, event, "periksa")

    assert approve(staff, event).status_code == 403
    assert state_of(rows) == [(State.CHECKED, 1)]


@pytest.mark.parametrize("button", ["periksa", "kunci", "kembalikan", "versi-baru", "petugas"])
def test_pimpinan_neither_checks_nor_locks_nor_begins_a_version(lead, event, button):
    assert press(lead, event, button, reason="x").status_code == 403


@pytest.mark.parametrize("button", ["kunci", "kembalikan", "versi-baru"])
def test_a_step_that_does_not_follow_is_refused_in_words(staff, event, rows, button):
    page = press(staff, event, button, reason="Salah")

    assert page.status_code == 409
    assert 'role="alert"' in page.text
    assert state_of(rows) == []


def test_what_has_changed_since_it_was_read_is_read_again(make, staff, lead, event, rows):
    press(staff, event, "periksa")
    page = lead.get(f"/kegiatan/{event.code}/notula").text
    seen = page.split('name="seen" value="')[1].split('"')[0]
    make.follow_up(event, what="Baru dijanjikan")

    answer = press(lead, event, "setujui", seen=seen)

    assert answer.status_code == 409
    assert "berubah sejak Anda membacanya" in answer.text
    assert state_of(rows) == [(State.CHECKED, 1)]


@pytest.mark.parametrize("is_approved", [False, True])
def test_it_goes_back_to_draf_with_a_reason(staff, lead, event, rows, is_approved):
    press(staff, event, "periksa")
    if is_approved:
        approve(lead, event)

    assert press(staff, event, "kembalikan", reason="").status_code == 422
    press(staff, event, "kembalikan", reason="Nama narasumber salah")

    assert state_of(rows) == [(State.DRAFT, 1)]
    assert "Nama narasumber salah" in staff.get(f"/kegiatan/{event.code}/notula").text
    assert write(staff, event, "Lagi.").status_code == 303


def test_pimpinan_sends_back_what_waits_and_says_why(staff, lead, event, rows):
    press(staff, event, "periksa")
    assert (
        f'action="/kegiatan/{event.code}/notula/belum-setuju"'
        in lead.get(f"/kegiatan/{event.code}/notula").text
    )

    assert press(lead, event, "belum-setuju", reason="").status_code == 422
    press(lead, event, "belum-setuju", reason="Jumlah peserta keliru")

    assert state_of(rows) == [(State.DRAFT, 1)]
    assert "Jumlah peserta keliru" in staff.get(f"/kegiatan/{event.code}/notula").text


def test_pimpinan_does_not_send_back_what_is_approved(staff, lead, event, rows):
    press(staff, event, "periksa")
    approve(lead, event)

    page = press(lead, event, "belum-setuju", reason="Berubah pikiran")

    assert page.status_code == 409
    assert "Kembalikan ke draf" not in page.text
    assert state_of(rows) == [(State.APPROVED, 1)]


@pytest.mark.parametrize("state", [State.APPROVED, State.LOCKED])
def test_what_is_approved_leads_to_where_it_is_issued(make, log_in, staff, lead, event, state):
    press(staff, event, "periksa")
    assert "Terbitkan dan tanda tangani" not in staff.get(f"/kegiatan/{event.code}/notula").text
    approve(lead, event)
    if state is State.LOCKED:
        press(staff, event, "kunci")

    page = staff.get(f"/kegiatan/{event.code}/notula").text

    assert f'href="/kegiatan/{event.code}/dokumen#notula">Terbitkan dan tanda tangani</a>' in page


def test_what_is_checked_is_not_written_any_more_and_the_text_stays_on_the_screen(
    staff, event, rows
):
    press(staff, event, "periksa")

    page = write(staff, event, "Sudah saya ketik", base="0")

    assert page.status_code == 409
    assert "Sudah saya ketik" in page.text
    assert rows(Section) == []


def test_the_editor_of_a_locked_notula_gets_a_notice_and_keeps_its_text(make, log_in, staff, event):
    lock(event, staff, make, log_in)
    data = {"text": "<p>Sudah</p>", "marks": "html", "base": "0"}

    answer = staff.post(
        f"/kegiatan/{event.code}/notula/bagian/pembukaan",
        data=data,
        headers={"X-Requested-With": "balai-editor"},
    )

    assert answer.status_code == 409
    assert "data-refused" in answer.text
    assert "<html" not in answer.text


def test_a_locked_version_is_kept_whole(make, log_in, staff, event, rows):
    make.question(event, words="Berapa iurannya?", status=Status.ANSWERED)
    make.follow_up(event, what="Poster manfaat")
    make.attendance(event)
    write(staff, event, "Dibuka dengan doa.")

    lock(event, staff, make, log_in)

    [version] = rows(MinutesVersion)
    kept = json.dumps(version.content, ensure_ascii=False)
    for words in ("Dibuka dengan doa.", "Berapa iurannya?", "Poster manfaat", "Tamu 1 orang"):
        assert words in kept
    assert (version.number, version.approver) == (1, "Agus Pimpinan")


def test_what_happens_later_does_not_show_in_a_locked_version(make, log_in, staff, event):
    lock(event, staff, make, log_in)
    make.follow_up(event, what="Janji kemudian")
    make.attendance(event)

    page = staff.get(f"/kegiatan/{event.code}/notula").text

    assert "Janji kemudian" not in page
    assert "Jumlah hadir 0 orang" in page


def test_a_locked_notula_refuses_every_route_of_the_room(app, make, log_in, event, rows):
    admin = log_in(make.account(Role.ADMIN))
    write(admin, event, "Dibuka.")
    lock(event, admin, make, log_in)
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("minutes.")]
    posts = [rule for rule in rules if "POST" in rule.methods]
    before = everything(app)

    for rule in posts:
        if rule.endpoint == "minutes.begin_version":
            continue  # the one way on, which leaves the locked version as it is
        address = rule.rule.replace("<code>", event.code).replace("<key>", "pembukaan")
        sent = {"text": "Lain", "base": "1", "reason": "Lain", "secretary": "Lain", "tanya": "x"}
        assert admin.post(address, data=sent).status_code == 409, rule.endpoint

    assert len(posts) == 9
    assert everything(app) == before


def everything(app):
    """All that the tables hold of the notula."""
    with app.app_context():
        return [
            [tuple(row) for row in db.session.execute(db.select(model.__table__))]
            for model in (Minutes, MinutesVersion, Section, SectionEdit)
        ]


def test_our_own_code_cannot_change_a_locked_version(app, make, log_in, staff, event):
    lock(event, staff, make, log_in)

    with app.app_context():
        version = db.session.scalars(db.select(MinutesVersion)).one()
        version.approver = "Lain"
        with pytest.raises(NeverChanged):
            db.session.commit()


def test_a_new_version_begins_with_the_words_of_the_locked_one(make, log_in, staff, event, rows):
    write(staff, event, "Dibuka dengan doa.")
    lock(event, staff, make, log_in)

    assert press(staff, event, "versi-baru", reason="").status_code == 422
    press(staff, event, "versi-baru", reason="Jumlah peserta keliru")

    assert state_of(rows) == [(State.DRAFT, 2)]
    assert "Dibuka dengan doa." in staff.get(f"/kegiatan/{event.code}/notula").text
    assert len(rows(MinutesVersion)) == 1


def test_versions_are_compared_word_by_word(make, log_in, staff, event, rows):
    write(staff, event, "Dibuka oleh Kepala Dinas dengan doa.")
    lock(event, staff, make, log_in)
    press(staff, event, "versi-baru", reason="Yang membuka keliru")
    write(staff, event, "Dibuka oleh Kepala Bidang dengan doa.")
    lock(event, staff, make, log_in)

    page = staff.get(f"/kegiatan/{event.code}/notula/versi/2/perubahan").text

    assert "[dihapus: </span>Dinas <span" in page
    assert "[ditambah: </span>Bidang <span" in page
    assert "Yang membuka keliru" in page
    assert [version.number for version in rows(MinutesVersion)] == [1, 2]
    first = staff.get(f"/kegiatan/{event.code}/notula/versi/1").text
    assert "Kepala Dinas dengan doa." in first


def test_the_version_in_writing_is_compared_with_the_locked_one(make, log_in, staff, event):
    lock(event, staff, make, log_in)
    press(staff, event, "versi-baru", reason="Kurang")
    write(staff, event, "Ditambah satu kalimat.", "tanya-jawab")

    page = staff.get(f"/kegiatan/{event.code}/notula/versi/2/perubahan").text

    assert "Ditambah satu kalimat." in page


@pytest.mark.parametrize("address", ["1", "9999999999999", "1/perubahan", "2/perubahan"])
def test_a_version_that_was_never_locked_does_not_exist(staff, event, address):
    assert staff.get(f"/kegiatan/{event.code}/notula/versi/{address}").status_code == 404
