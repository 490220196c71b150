"""What only a browser shows: nothing is left behind on a shared computer."""

from __future__ import annotations

import pytest

from app.accounts.models import Role
from tests.factories import PASSWORD

pytestmark = pytest.mark.browser


def test_after_logging_out_the_back_button_shows_nothing(make, pc):
    make.account(Role.ADMIN, username="ani", name="Ani Rahmawati", password=PASSWORD)
    page = pc.new_page()
    page.goto("/pengaturan/akun")
    page.get_by_label("Nama pengguna").fill("ani")
    page.get_by_label("Kata sandi").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Masuk").click()
    page.wait_for_url("**/pengaturan/akun")
    assert page.get_by_role("rowheader", name="Ani Rahmawati").is_visible()

    page.get_by_role("button", name="Keluar").click()
    page.wait_for_url("**/masuk")
    page.go_back()

    page.wait_for_url("**/masuk?next=**")
    assert "Ani Rahmawati" not in page.content()
    kept = page.evaluate("({...localStorage, ...sessionStorage})")
    assert kept.keys() <= {"htmx-current-path-for-history"}  # the path of this very page
    assert "balai_login" not in {cookie["name"] for cookie in pc.cookies()}


@pytest.mark.parametrize(
    "address",
    ["/akun/kata-sandi", "/akun/perangkat", "/pengaturan/akun", "/pengaturan/akun/baru"],
)
def test_the_pages_fit_a_phone_and_break_no_rule_of_ours(make, phone, log_in_there, address):
    log_in_there(phone, make.account(Role.ADMIN, name="Ani Rahmawati Siregar Lubis"))
    page = phone.new_page()
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))

    page.goto(address)

    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert complaints == []
    heights = page.evaluate(
        "[...document.querySelectorAll('header a, header button, main button, main .button')]"
        ".map(e => e.getBoundingClientRect().height)"
    )
    assert min(heights) >= 44
