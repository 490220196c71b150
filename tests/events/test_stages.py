"""The buttons of the life cycle."""

import re
from datetime import date, timedelta

import pytest

from app.accounts.models import Role
from app.audit import AuditEntry
from app.columns import now
from app.events.models import FOLLOWS, Event, Status, WrongState
from app.extensions import db
from app.office.models import Office, Official

REASON = {"cancel_reason": "Banjir"}


def press(browser, event, button, **data):
    return browser.post(f"/kegiatan/{event.code}/{button}", data=data)


@pytest.mark.parametrize(
    ("before", "button", "after", "action"),
    [
        (Status.DRAFT, "jadwalkan", Status.SCHEDULED, "event.schedule"),
        (Status.SCHEDULED, "draf", Status.DRAFT, "event.draft"),
        (Status.SCHEDULED, "mulai", Status.RUNNING, "event.begin"),
        (Status.RUNNING, "akhiri", Status.FINISHED, "event.finish"),
        (Status.FINISHED, "buka-kembali", Status.RUNNING, "event.reopen"),
        (Status.FINISHED, "kunci", Status.LOCKED, "event.lock"),
        (Status.DRAFT, "batalkan", Status.CANCELLED, "event.cancel"),
        (Status.SCHEDULED, "batalkan", Status.CANCELLED, "event.cancel"),
        (Status.RUNNING, "batalkan", Status.CANCELLED, "event.cancel"),
        (Status.CANCELLED, "draf", Status.DRAFT, "event.draft"),
    ],
)
def test_a_button_sets_the_next_state_and_is_written_down(
    make, staff, reload, rows, before, button, after, action
):
    event = make.event(status=before, cancel_reason="Banjir" if "batal" in before else "")

    answer = press(staff, event, button, reason="Hujan lebat", hours="2")

    assert (answer.status_code, answer.location) == (303, f"/kegiatan/{event.code}")
    assert reload(event).status is after
    entry = rows(AuditEntry)[-1]
    assert (entry.action, entry.subject) == (action, f"kegiatan {event.code}")


@pytest.mark.parametrize(
    ("before", "button"),
    [
        (Status.DRAFT, "mulai"),
        (Status.DRAFT, "akhiri"),
        (Status.SCHEDULED, "akhiri"),
        (Status.RUNNING, "jadwalkan"),
        (Status.RUNNING, "draf"),
        (Status.FINISHED, "batalkan"),
        (Status.FINISHED, "draf"),
        (Status.DRAFT, "kunci"),
        (Status.RUNNING, "kunci"),
        (Status.CANCELLED, "kunci"),
        (Status.LOCKED, "buka-kembali"),
        (Status.LOCKED, "batalkan"),
        (Status.CANCELLED, "mulai"),
        (Status.DRAFT, "buka-kembali"),
        (Status.SCHEDULED, "buka-kembali"),
    ],
)
def test_a_step_that_does_not_follow_is_refused_with_a_sentence(
    make, staff, reload, rows, before, button
):
    event = make.event(status=before, cancel_reason="Banjir" if "batal" in before else "")

    page = press(staff, event, button, reason="Hujan lebat", hours="1")

    assert page.status_code == 409
    assert 'role="alert"' in page.text
    assert reload(event).status is before
    assert rows(AuditEntry) == []


def test_a_second_tap_changes_nothing(make, staff, reload, rows):
    event = make.event(status=Status.DRAFT)

    press(staff, event, "jadwalkan")
    again = press(staff, event, "jadwalkan")

    assert again.status_code == 303
    assert reload(event).status is Status.SCHEDULED
    assert len(rows(AuditEntry)) == 1


def test_scheduling_says_what_is_missing(make, staff, reload):
    event = make.event(status=Status.DRAFT, place="")

    page = press(staff, event, "jadwalkan")

    assert page.status_code == 409
    assert "Belum dapat dijadwalkan. Lengkapi dahulu: tempat." in page.text
    assert reload(event).status is Status.DRAFT


def test_a_kegiatan_without_a_title_cannot_be_scheduled():
    with pytest.raises(WrongState, match="judul, tempat"):
        Event(status=Status.DRAFT, title="", place="").schedule()


def test_cancelling_needs_a_reason(make, staff, reload):
    event = make.event(status=Status.SCHEDULED)

    page = press(staff, event, "batalkan", reason="  ")

    assert page.status_code == 422
    assert "Tuliskan alasan pembatalan." in page.text
    assert reload(event).status is Status.SCHEDULED


def test_the_reason_is_shown_and_goes_when_the_kegiatan_is_restored(make, staff, reload):
    event = make.event(status=Status.SCHEDULED)

    press(staff, event, "batalkan", reason="Aula banjir")
    page = staff.get(f"/kegiatan/{event.code}")
    press(staff, event, "draf")

    assert "Aula banjir" in page.text
    assert reload(event).cancel_reason == ""


def test_the_first_reason_stays(make, staff, reload):
    event = make.event(status=Status.SCHEDULED)

    press(staff, event, "batalkan", reason="Aula banjir")
    press(staff, event, "batalkan", reason="Lain")

    assert reload(event).cancel_reason == "Aula banjir"


def test_ending_keeps_letterhead_and_signers(make, staff, reload):
    make.office(name="Dinas Ketenagakerjaan")
    head = make.official(name="Agus Salim Lubis")
    event = make.event(acknowledger_id=head.id)

    press(staff, event, "akhiri")

    snapshot = reload(event).snapshot
    assert snapshot["office"]["name"] == "Dinas Ketenagakerjaan"
    assert snapshot["acknowledger"]["name"] == "Agus Salim Lubis"
    assert snapshot["chair"] is None


@pytest.mark.parametrize("hours", [1, 2, 4])
def test_reopening_lasts_as_long_as_chosen(make, staff, reload, hours):
    event = make.event(status=Status.FINISHED)

    press(staff, event, "buka-kembali", hours=str(hours))

    assert abs(reload(event).door_until - now() - timedelta(hours=hours)) < timedelta(minutes=1)


def test_a_latecomer_changes_neither_letterhead_nor_signers(make, staff, reload, app):
    make.office(name="Dinas Lama")
    head = make.official(name="Agus Salim Lubis")
    event = make.event(acknowledger_id=head.id)
    press(staff, event, "akhiri")
    before = reload(event).snapshot
    press(staff, event, "buka-kembali", hours="1")
    with app.app_context():
        db.session.get(Office, 1).name = "Dinas Baru"
        db.session.get(Official, head.id).valid_to = date(2020, 12, 31)
        db.session.commit()

    answer = press(staff, event, "akhiri")

    assert answer.status_code == 303
    assert reload(event).snapshot == before


class TestSignersOfTheDay:
    @pytest.fixture
    def past(self, make):
        return make.official(name="Agus Salim Lubis", valid_to=date(2020, 12, 31))

    @pytest.mark.parametrize(
        ("before", "button"), [(Status.DRAFT, "jadwalkan"), (Status.RUNNING, "akhiri")]
    )
    @pytest.mark.parametrize("role", ["chair", "acknowledger", "responsible"])
    def test_whose_term_is_over_may_not_sign(self, make, staff, reload, past, before, button, role):
        event = make.event(status=before, **{f"{role}_id": past.id})

        page = press(staff, event, button)

        assert page.status_code == 409
        assert re.search(r'role="alert">Belum dapat \w+. Agus Salim Lubis \(.*menjabat', page.text)
        assert f'<a href="/kegiatan/{event.code}/ubah">Ubah penanda tangan</a>' in page.text
        assert reload(event).status is before

    def test_another_signer_is_the_way_out(self, make, staff, reload, past):
        event = make.event(acknowledger_id=past.id)
        head = make.official(name="Budi")
        page = staff.get(f"/kegiatan/{event.code}/ubah")
        day = re.search(r'name="day"[^>]*value="([-0-9]+)"', page.text)[1]
        seen = page.text.split('name="seen" type="hidden" value="')[1].split('"')[0]
        typed = {"title": "A", "place": "B", "day": day, "starts": "09:00", "seen": seen}
        staff.post(f"/kegiatan/{event.code}/ubah", data=typed | {"acknowledger": head.id})

        answer = press(staff, event, "akhiri")

        assert answer.status_code == 303
        assert reload(event).snapshot["acknowledger"]["name"] == "Budi"

    def test_who_was_retired_since_has_still_held_the_post(self, make, staff, reload):
        head = make.official(name="Agus Salim Lubis", is_active=False)
        event = make.event(acknowledger_id=head.id)

        press(staff, event, "akhiri")

        assert reload(event).snapshot["acknowledger"]["name"] == "Agus Salim Lubis"


def test_a_running_kegiatan_whose_day_is_over_can_be_reopened(make, staff, reload):
    event = make.event(starts_at=now() - timedelta(days=2), ends_at=None)

    press(staff, event, "buka-kembali", hours="1")

    assert reload(event).door_until > now()


def test_no_other_length_is_taken(make, staff, reload):
    event = make.event(status=Status.FINISHED)

    for hours in ("", "3", "999999"):
        assert press(staff, event, "buka-kembali", hours=hours).status_code == 422

    assert reload(event).status is Status.FINISHED


def test_ending_closes_a_door_that_was_reopened(make, staff, reload):
    event = make.event(door_until=now() + timedelta(hours=1))

    press(staff, event, "akhiri")

    assert reload(event).door_until is None


def test_the_head_reads_and_presses_nothing(make, log_in, reload):
    event = make.event(status=Status.DRAFT)
    head = log_in(make.account(Role.LEAD))

    answer = press(head, event, "jadwalkan")
    room = head.get(f"/kegiatan/{event.code}")

    assert answer.status_code == 403
    assert reload(event).status is Status.DRAFT
    assert "Jadwalkan" not in room.text


def test_an_unknown_code_is_not_found(staff):
    assert staff.post("/kegiatan/tidakada/jadwalkan").status_code == 404


def test_every_state_has_its_followers():
    assert set(FOLLOWS) == set(Status)


class TestUnsignedPapers:
    @pytest.mark.parametrize("status", [Status.DRAFT, Status.RUNNING, Status.FINISHED])
    def test_missing_signers_are_told_before_the_list_is_printed(self, make, staff, status):
        one = make.official()
        words = "Penanda tangan belum ditentukan: daftar hadir akan bertitik-titik."
        unsigned = make.event(status=status)
        signed = make.event(status=status, acknowledger_id=one.id, responsible_id=one.id)

        assert words in staff.get(f"/kegiatan/{unsigned.code}").text
        assert words not in staff.get(f"/kegiatan/{signed.code}").text

    def test_finished_papers_get_signers_and_letterhead_of_today(
        self, make, staff, reload, rows, app
    ):
        make.office(name="Dinas Lama")
        head = make.official(name="Agus", nip="197001011995031001")
        event = make.event(acknowledger_id=head.id)
        press(staff, event, "akhiri")
        with app.app_context():
            db.session.get(Office, 1).name = "Dinas Baru"
            db.session.get(Official, head.id).nip = "197001011995031002"
            db.session.commit()

        answer = press(staff, event, "perbarui-daftar", acknowledger=head.id, responsible=head.id)

        after = reload(event)
        assert (answer.status_code, after.status) == (303, Status.FINISHED)
        assert after.snapshot["office"]["name"] == "Dinas Baru"
        assert after.snapshot["acknowledger"]["nip"] == "19700101 199503 1 002"
        assert after.snapshot["responsible"]["name"] == "Agus"
        assert rows(AuditEntry)[-1].action == "event.renew"

    @pytest.mark.parametrize("status", sorted(set(Status) - {Status.FINISHED}))
    def test_only_finished_papers_are_renewed(self, make, staff, reload, status):
        reason = "Banjir" if status is Status.CANCELLED else ""
        event = make.event(status=status, cancel_reason=reason)

        answer = press(staff, event, "perbarui-daftar", acknowledger=0, responsible=0)

        assert answer.status_code == 409
        assert reload(event).snapshot is None

    def test_who_held_no_post_that_day_signs_nothing(self, make, staff, reload):
        past = make.official(valid_to=date(2020, 12, 31))
        event = make.event(status=Status.FINISHED)

        answer = press(staff, event, "perbarui-daftar", acknowledger=past.id, responsible=0)

        assert answer.status_code == 422
        assert "Pilih pejabat yang menjabat pada hari kegiatan." in answer.text
        assert reload(event).acknowledger_id is None


def test_a_day_that_has_passed_cannot_be_scheduled(make, staff, reload):
    event = make.event(
        status=Status.DRAFT,
        starts_at=now() - timedelta(days=2),
        ends_at=now() - timedelta(days=2) + timedelta(hours=1),
    )

    page = press(staff, event, "jadwalkan")

    assert page.status_code == 409
    assert "sudah lewat. Tekan “Ubah”, lalu pilih tanggal lain." in page.text
    assert reload(event).status is Status.DRAFT


def test_scheduling_without_invitees_is_warned(make, staff):
    event = make.event(status=Status.DRAFT)

    press(staff, event, "jadwalkan")

    assert "Belum ada yang diundang." in staff.get(f"/kegiatan/{event.code}").text


def test_recording_is_open_until_the_end_of_today(make, staff):
    event = make.event()

    page = staff.get(f"/kegiatan/{event.code}").text

    assert "Pencatatan kehadiran dibuka sampai akhir " in page
    assert "00.00" not in page
