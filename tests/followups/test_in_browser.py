"""What only a browser shows: parts that are swapped, and the same without JavaScript."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from app import wib
from app.columns import now
from app.extensions import db
from app.followups.models import FollowUp, Note, Status

pytestmark = pytest.mark.browser

IN_A_WEEK = (wib.today(now()) + timedelta(days=7)).isoformat()


def fill_in(page):
    page.get_by_label("Apa yang akan dilakukan").fill("Data tukang bangunan")
    page.get_by_role("button", name="7 hari lagi").click()
    page.locator(f"#due_on[value='{IN_A_WEEK}']").wait_for()
    page.get_by_label("Cari nama atau wilayah").fill("perwira")


def test_somebody_is_found_while_typing_and_nothing_typed_is_lost(make, pc, log_in_there, rows):
    budi = make.person(make.village(name="Perwira"), name="Budi Contoh")
    log_in_there(pc, make.account())
    page = pc.new_page()
    page.goto("/tindak-lanjut/baru")

    fill_in(page)
    page.get_by_label("Budi Contoh").check()
    expect(page.get_by_label("Nomor HP")).to_be_hidden()
    page.locator("#save").click()
    page.get_by_role("heading", name="Data tukang bangunan").wait_for()

    [promise] = rows(FollowUp)
    assert (promise.person_id, promise.due_on.isoformat()) == (budi.id, IN_A_WEEK)


def test_the_same_works_without_javascript(make, chromium, live, log_in_there, rows):
    budi = make.person(make.village(name="Perwira"), name="Budi Contoh")
    context = chromium.new_context(base_url=live, java_script_enabled=False)
    log_in_there(context, make.account())
    page = context.new_page()
    page.goto("/tindak-lanjut/baru")

    fill_in(page)
    page.get_by_role("button", name="Cari").click()
    page.get_by_label("Budi Contoh").check()
    page.locator("#save").click()
    page.get_by_role("heading", name="Data tukang bangunan").wait_for()
    context.close()

    assert [promise.person_id for promise in rows(FollowUp)] == [budi.id]


def test_enter_in_a_line_saves_instead_of_filling_in_a_day(make, pc, log_in_there, rows):
    log_in_there(pc, make.account())
    page = pc.new_page()
    page.goto("/tindak-lanjut/baru")
    page.get_by_label("Apa yang akan dilakukan").fill("Kirim brosur")
    page.locator("#due_on").fill(IN_A_WEEK)
    page.get_by_label("Orang atau pihak lain").check()

    page.get_by_label("Nama dan jabatan atau instansi").fill("Ibu Sari")
    page.get_by_label("Nama dan jabatan atau instansi").press("Enter")
    page.get_by_role("heading", name="Kirim brosur").wait_for()

    assert len(rows(FollowUp)) == 1


def test_a_press_moves_a_card_and_the_filter_stays(make, pc, log_in_there, reload):
    event = make.event()
    promise = make.follow_up(event, what="Kirim brosur")
    make.follow_up(what="Yang lain")
    log_in_there(pc, make.account())
    page = pc.new_page()
    page.goto(f"/tindak-lanjut?kegiatan={event.code}")

    page.get_by_text("Pindahkan").click()
    page.get_by_role("button", name=re.compile("^Tandai menunggu")).click()
    page.locator("section[aria-labelledby=column-menunggu] .promise-card").wait_for()

    assert reload(promise).status is Status.WAITING
    assert page.locator("section[aria-labelledby=column-baru] .promise-card").count() == 0
    assert page.get_by_text("Yang lain").count() == 0


def test_on_a_phone_the_board_is_one_list_by_state(make, phone, log_in_there):
    make.follow_up(what="Satu")
    make.follow_up(what="Dua", status=Status.WAITING)
    log_in_there(phone, make.account())
    page = phone.new_page()
    page.goto("/tindak-lanjut")

    boxes = [box.bounding_box() for box in page.locator(".promise-column").all()]

    assert len({box["x"] for box in boxes}) == 1
    assert [box["y"] for box in boxes] == sorted(box["y"] for box in boxes)


def test_the_responsible_writes_and_marks_as_done_on_a_phone(app, make, phone, rows, reload):
    promise = make.follow_up(what="Kirim brosur", linked=True)
    with app.app_context():
        token = db.session.get(FollowUp, promise.id).token
    page = phone.new_page()
    page.goto(f"/j/{token}")
    page.wait_for_url(f"**/janji/{promise.code}")

    page.get_by_label("Apa yang sudah dilakukan").fill("Sudah dikirim ke lurah.")
    page.get_by_role("button", name="Tandai selesai").click()
    page.get_by_text("Terima kasih. Tindak lanjut ditandai selesai.").wait_for()

    assert reload(promise).status is Status.DONE
    assert [note.words for note in rows(Note)] == ["Sudah dikirim ke lurah."]
    assert page.get_by_role("button", name="Tandai selesai").count() == 0
