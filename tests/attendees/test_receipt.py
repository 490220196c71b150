"""The receipt opens for the phone that signed, and for nobody else."""

import hashlib
from datetime import timedelta

import pytest

from app.attendees.models import Attendance
from app.columns import now
from app.events.models import Status
from tests.attendees.hall import come_in, sign


def test_the_receipt_says_who_when_and_which_number(app, make):
    event = make.event(title="Sosialisasi BPU")
    kepling = make.invited(event, name="Siti Aminah")
    phone = come_in(app, event)

    sign(phone, event, kepling)
    page = phone.get(f"/r/{event.code}").text

    assert "Sosialisasi BPU" in page
    assert "Siti Aminah" in page
    assert ">1</strong>" in page
    assert "WIB" in page
    assert "Catat orang lain di HP ini" in page


def test_only_the_hash_of_the_token_is_stored(app, make, rows):
    event = make.event()
    phone = come_in(app, event)

    answer = sign(phone, event, make.invited(event))

    cookie = next(c for c in answer.headers.getlist("Set-Cookie") if "balai_peserta" in c)
    token = cookie.split(";")[0].split("=")[1]
    assert len(token) == 64  # 256 bits
    assert rows(Attendance)[0].token_hash == hashlib.sha256(token.encode()).hexdigest()
    assert {"HttpOnly", "SameSite=Lax", f"Path=/r/{event.code}"} <= set(cookie.split("; "))


@pytest.mark.parametrize("planted", ["", "x", "0" * 64, "hash"])
def test_a_planted_token_is_worthless(app, make, rows, visitor, planted):
    event = make.event()
    sign(come_in(app, event), event, make.invited(event))
    value = rows(Attendance)[0].token_hash if planted == "hash" else planted

    visitor.set_cookie("balai_peserta", value, path=f"/r/{event.code}")

    assert visitor.get(f"/r/{event.code}").status_code == 403


def test_a_token_planted_before_signing_is_replaced(app, make):
    event = make.event()
    phone = come_in(app, event)
    phone.set_cookie("balai_peserta", "a" * 64, path=f"/r/{event.code}")

    sign(phone, event, make.invited(event))

    assert phone.get_cookie("balai_peserta", path=f"/r/{event.code}").value != "a" * 64
    assert phone.get(f"/r/{event.code}").status_code == 200


def test_a_token_opens_only_its_own_kegiatan(app, make):
    event, other = make.event(), make.event()
    phone = come_in(app, event)
    sign(phone, event, make.invited(event))
    token = phone.get_cookie("balai_peserta", path=f"/r/{event.code}").value

    phone.set_cookie("balai_peserta", token, path=f"/r/{other.code}")

    assert phone.get(f"/r/{other.code}").status_code == 403


@pytest.mark.parametrize(("days", "status"), [(29, 200), (31, 403)])
def test_the_receipt_dies_thirty_days_after_the_kegiatan(app, make, days, status):
    from app.extensions import db

    event = make.event()
    phone = come_in(app, event)
    sign(phone, event, make.invited(event))
    with app.app_context():
        found = db.session.get(type(event), event.id)
        found.starts_at = now() - timedelta(days=days, hours=1)
        found.ends_at = now() - timedelta(days=days)
        found.status = Status.FINISHED
        db.session.commit()

    page = phone.get(f"/r/{event.code}")

    assert page.status_code == status
    assert "Catat orang lain" not in page.text
