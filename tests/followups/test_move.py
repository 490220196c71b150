import pytest

from app.accounts.models import Role
from app.audit import AuditEntry
from app.followups.models import Note, Status
from tests.browser import HTMX


def press(browser, promise, status, **more):
    headers = more.pop("headers", None)
    return browser.post(
        f"/tindak-lanjut/{promise.code}/status", data={"status": status} | more, headers=headers
    )


def test_a_press_sets_the_state_and_leaves_a_dated_note(make, log_in, rows, reload):
    promise = make.follow_up()
    siti = make.account(name="Siti")

    answer = press(log_in(siti), promise, "diproses")

    [note] = rows(Note)
    assert answer.location == f"/tindak-lanjut/{promise.code}"
    assert reload(promise).status is Status.DOING
    assert (note.status, note.author, note.account_id) == (Status.DOING, "Siti", siti.id)
    assert rows(AuditEntry)[-1].action == "follow-up.status"


def test_pressed_twice_it_sets_the_same_and_leaves_one_note(make, staff, rows, reload):
    promise = make.follow_up()

    press(staff, promise, "selesai")
    closed = reload(promise).closed_at
    press(staff, promise, "selesai")

    assert reload(promise).closed_at == closed
    assert len(rows(Note)) == 1


@pytest.mark.parametrize("status", ["selesai", "batal"])
def test_what_is_closed_can_be_reopened(make, staff, reload, status):
    promise = make.follow_up(status=Status(status), drop_reason="Tidak jadi")

    press(staff, promise, "diproses")

    again = reload(promise)
    assert (again.status, again.closed_at, again.drop_reason) == (Status.DOING, None, "")


def test_from_one_end_to_the_other_it_has_to_be_reopened_first(make, staff, reload):
    promise = make.follow_up(status=Status.DONE)

    answer = press(staff, promise, "menunggu")

    assert answer.status_code == 409
    assert "Buka kembali dahulu." in answer.text
    assert reload(promise).status is Status.DONE


def test_nothing_is_dropped_without_a_reason(make, staff, reload):
    promise = make.follow_up()

    answer = press(staff, promise, "batal")

    assert answer.status_code == 409
    assert "Tuliskan alasan pembatalan." in answer.text
    assert reload(promise).status is Status.NEW


@pytest.mark.parametrize("word", ["", "x", "BARU"])
def test_a_state_that_does_not_exist_changes_nothing(make, staff, rows, reload, word):
    promise = make.follow_up()

    press(staff, promise, word)

    assert reload(promise).status is Status.NEW
    assert rows(Note) == []


def test_on_the_board_the_board_comes_back_as_it_was_filtered(make, staff):
    event = make.event()
    promise = make.follow_up(event, what="Yang ini")
    make.follow_up(what="Yang lain")
    back = f"/tindak-lanjut?tampil=papan&kegiatan={event.code}"

    part = press(staff, promise, "menunggu", kembali=back, headers=HTMX)
    plain = press(staff, promise, "diproses", kembali=back)

    assert part.text.startswith('<div id="promises"')
    assert "Yang ini" in part.text
    assert "Yang lain" not in part.text
    assert f"kegiatan={event.code}" in part.text
    assert plain.location == back


@pytest.mark.parametrize("away", ["https://evil.example/", "//evil.example", "/\\evil.example", ""])
def test_the_way_back_never_leaves_the_house(make, staff, away):
    promise = make.follow_up()

    assert press(staff, promise, "diproses", kembali=away).location == (
        f"/tindak-lanjut/{promise.code}"
    )


def test_other_columns_cannot_be_set_along(make, staff, reload):
    promise = make.follow_up()

    press(staff, promise, "diproses", what="x", due_on="2030-01-01", code="x", closed_at="x")

    again = reload(promise)
    assert (again.what, again.due_on, again.code) == (promise.what, promise.due_on, promise.code)


def test_the_head_of_the_office_sets_nothing(make, log_in, reload):
    promise = make.follow_up()

    assert press(log_in(make.account(Role.LEAD)), promise, "selesai").status_code == 403
    assert reload(promise).status is Status.NEW
