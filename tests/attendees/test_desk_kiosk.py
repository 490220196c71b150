from app.access import COOKIE
from app.accounts.models import LoginSession
from app.audit import AuditEntry


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
    assert staff.get_cookie(f"balai_tiket_{event.code}").value.startswith("kiosk.")


def test_the_other_devices_stay_logged_in(make, log_in):
    event = make.event()
    account = make.account()
    tablet, pc = log_in(account), log_in(account)

    tablet.post(f"/meja/{event.code}/kios")

    assert pc.get(f"/meja/{event.code}").status_code == 200
