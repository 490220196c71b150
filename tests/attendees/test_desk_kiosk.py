import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.access import COOKIE
from app.accounts.models import LoginSession, Role
from app.attendees import kiosks, late
from app.attendees.kiosks import Kiosk
from app.audit import AuditEntry
from app.columns import now
from app.events.models import Event
from app.extensions import db
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


def press_again(browser, event):
    """The button of the page that is still shown: its token went with the log-out."""
    return browser.open(f"/meja/{event.code}/kios", method="POST", data={"csrf_token": "lama"})


@pytest.mark.parametrize("again", ["press", "look"])
def test_who_starts_the_same_kiosk_twice_or_goes_back_comes_to_the_kiosk(make, staff, rows, again):
    event = make.event()
    staff.post(f"/meja/{event.code}/kios")

    there = f"/meja/{event.code}/kios"
    answer = staff.get(there) if again == "look" else press_again(staff, event)

    assert (answer.status_code, answer.location) == (303, f"/h/{event.code}")
    assert [kiosk.ended_at for kiosk in rows(Kiosk)] == [None]
    assert staff.get(f"/h/{event.code}/tamu").status_code == 200


def test_who_presses_again_before_the_kiosk_was_there_reads_what_to_do(app, make, staff, rows):
    event = make.event()
    before = app.test_client()
    before.set_cookie(COOKIE, staff.get_cookie(COOKIE).value)
    staff.post(f"/meja/{event.code}/kios")

    answer = press_again(before, event)

    assert answer.location == "/masuk"
    assert "sudah keluar dari akun" in before.get("/masuk").text
    assert len(rows(Kiosk)) == 1


def test_a_kiosk_that_staff_have_ended_is_not_shown_again(make, staff, log_in, rows):
    event = make.event()
    staff.post(f"/meja/{event.code}/kios")
    log_in(make.account()).post(f"/meja/{event.code}/kios/{rows(Kiosk)[0].id}/akhiri")

    assert staff.get(f"/meja/{event.code}/kios").location.startswith("/masuk")
    assert press_again(staff, event).location == "/masuk"


def test_two_presses_at_the_same_moment_make_one_kiosk(app, make, staff, rows):
    event = make.event()
    twins = [app.test_client() for _ in range(2)]
    for twin in twins:
        twin.set_cookie(COOKIE, staff.get_cookie(COOKIE).value)
    with ThreadPoolExecutor(2) as pool:
        with app.app_context(), db.engine.begin() as somebody:
            somebody.execute(select(Event.id).with_for_update())
            answers = [pool.submit(twin.post, f"/meja/{event.code}/kios") for twin in twins]
            time.sleep(0.5)  # both wait for it
        places = {answer.result(20).location for answer in answers}

    assert places == {f"/h/{event.code}", "/masuk"}
    assert len(rows(Kiosk)) == 1


def test_no_other_site_starts_a_kiosk(make, staff, rows):
    event = make.event()

    answer = staff.open(f"/meja/{event.code}/kios", method="POST")

    assert answer.status_code == 400
    assert rows(Kiosk) == []
    assert len(rows(LoginSession)) == 1


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
