from datetime import timedelta

from app.access import COOKIE
from app.accounts.models import LoginSession, Role
from app.attendees import kiosks, late
from app.attendees.kiosks import Kiosk
from app.audit import AuditEntry
from app.columns import now
from tests.attendees.hall import hold_mark, hold_ticket


def test_the_page_explains_before_anything_happens(make, staff, rows):
    event = make.event()

    page = staff.get(f"/meja/{event.code}/kios")

    assert "keluar dari akun" in page.text
    assert len(rows(LoginSession)) == 1


def test_a_kiosk_is_logged_out_and_may_sign(make, staff, rows):
    event = make.event()

    answer = staff.post(f"/meja/{event.code}/kios")

    assert (answer.status_code, answer.location) == (303, f"/h/{event.code}")
    assert rows(LoginSession) == []
    assert staff.get_cookie(COOKIE) is None
    assert staff.get(f"/meja/{event.code}").location.startswith("/masuk")
    assert [e.action for e in rows(AuditEntry)] == ["kiosk.start"]
    assert staff.get_cookie(f"balai_tiket_{event.code}").value.startswith("kiosk")


def test_a_kiosk_keeps_its_ticket_for_what_comes_late_after_its_last_moment(make, staff):
    event = make.event()

    staff.post(f"/meja/{event.code}/kios")

    kept = timedelta(seconds=staff.get_cookie(f"balai_tiket_{event.code}").max_age)
    assert kept >= kiosks.LIVES + late.LATEST


def test_no_mark_of_a_tablet_ends_while_it_is_a_kiosk(app, make, staff):
    event = make.event()
    old = hold_mark(app, now() - timedelta(days=29, hours=12)).get_cookie("balai_hp").value
    staff.set_cookie("balai_hp", old)

    staff.post(f"/meja/{event.code}/kios")

    assert staff.get_cookie("balai_hp").value != old
    assert staff.get(f"/h/{event.code}/tamu").status_code == 200


def test_the_other_devices_stay_logged_in(make, log_in):
    event = make.event()
    account = make.account()
    tablet, pc = log_in(account), log_in(account)

    tablet.post(f"/meja/{event.code}/kios")

    assert pc.get(f"/meja/{event.code}").status_code == 200


def test_the_desk_lists_running_kiosks_and_ends_them(app, make, staff, rows):
    event = make.event()
    for name in ("Budi Santoso", "Siti Aminah"):
        hold_ticket(app, event, now(), kiosk_by=make.account(name=name))
    first = rows(Kiosk)[0]

    before = staff.get(f"/meja/{event.code}").text
    answer = staff.post(f"/meja/{event.code}/kios/{first.id}/akhiri", follow_redirects=True)

    assert "Kios 1" in before
    assert "oleh Budi Santoso" in before
    assert "Kios 1 berakhir" in answer.text
    assert "oleh Budi Santoso" not in answer.text
    assert "oleh Siti Aminah" in answer.text
    entries = [(e.action, e.subject, e.detail) for e in rows(AuditEntry)]
    assert entries == [("kiosk.end", f"kegiatan {event.code}", {"number": 1})]


def test_ending_a_kiosk_twice_is_one_deed(app, make, staff, rows):
    event = make.event()
    hold_ticket(app, event, now(), is_kiosk=True)
    address = f"/meja/{event.code}/kios/{rows(Kiosk)[0].id}/akhiri"

    staff.post(address)
    ended = rows(Kiosk)[0].ended_at
    staff.post(address)

    assert rows(Kiosk)[0].ended_at == ended
    assert len(rows(AuditEntry)) == 1


def test_a_kiosk_of_another_kegiatan_does_not_exist_here(app, make, staff, rows):
    event, other = make.event(), make.event()
    hold_ticket(app, other, now(), is_kiosk=True)

    answer = staff.post(f"/meja/{event.code}/kios/{rows(Kiosk)[0].id}/akhiri")

    assert answer.status_code == 404
    assert rows(Kiosk)[0].ended_at is None


def test_only_staff_end_kiosks(app, make, log_in, rows):
    event = make.event()
    hold_ticket(app, event, now(), is_kiosk=True)
    lead = log_in(make.account(role=Role.LEAD))

    answer = lead.post(f"/meja/{event.code}/kios/{rows(Kiosk)[0].id}/akhiri")

    assert answer.status_code == 403
    assert "Akhiri kios" not in lead.get(f"/meja/{event.code}").text


def test_a_device_that_becomes_a_kiosk_again_is_one_kiosk(make, log_in, rows):
    event, account = make.event(), make.account()
    tablet = log_in(account)
    tablet.post(f"/meja/{event.code}/kios")
    login = log_in(account).get_cookie(COOKIE).value

    tablet.set_cookie(COOKIE, login)
    tablet.post(f"/meja/{event.code}/kios")

    assert [kiosk.ended_at is None for kiosk in rows(Kiosk)] == [False, True]
    assert tablet.get(f"/h/{event.code}/tamu").status_code == 200


def test_many_kiosks_cost_no_more_statements(app, make, staff, queries):
    event = make.event()
    account = make.account()
    counts = []
    for more in (1, 4):
        for _ in range(more):
            hold_ticket(app, event, now(), kiosk_by=account)
        queries.clear()
        staff.get(f"/meja/{event.code}")
        counts.append(len(queries))

    assert counts[0] == counts[1]
