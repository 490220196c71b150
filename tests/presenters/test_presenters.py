"""Staff keep the programme of presenters and hand over their links."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest

from app.accounts.models import Role
from app.audit import AuditEntry
from app.events.models import Status
from app.presenters.models import Presenter

TYPED = {
    "name": "Martin Cipto Hutajulu",
    "position": "Account Representative Khusus",
    "institution": "BPJS Ketenagakerjaan Cabang Kisaran",
    "topic": "Program bagi pekerja bukan penerima upah",
    "minutes": "45",
    "phone": "0812-3456-7890",
}


def names(page) -> list[str]:
    return re.findall(r"<p><strong>([^<]+)</strong>", page.text)


def test_staff_add_a_presenter_whose_link_is_ready_at_once(make, staff, rows):
    event = make.event()

    answer = staff.post(f"/kegiatan/{event.code}/narasumber/baru", data=TYPED)

    [presenter] = rows(Presenter)
    assert (answer.status_code, answer.location) == (303, f"/kegiatan/{event.code}/narasumber")
    assert (presenter.name, presenter.minutes) == (TYPED["name"], 45)
    assert presenter.phone == "+6281234567890"
    assert presenter.token_hash
    assert rows(AuditEntry)[-1].action == "presenter.add"


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("name", " ", "Kolom ini wajib diisi."),
        ("minutes", "0", "antara 1 dan 600"),
        ("minutes", "601", "antara 1 dan 600"),
        ("minutes", "lama", "antara 1 dan 600"),
        ("phone", "12", "Nomor ini belum benar."),
        ("topic", "x" * 201, "Paling banyak 200 huruf."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(make, staff, rows, field, typed, words):
    event = make.event()

    page = staff.post(f"/kegiatan/{event.code}/narasumber/baru", data=TYPED | {field: typed})

    assert page.status_code == 422
    assert words in page.text
    assert TYPED["institution"] in page.text
    assert rows(Presenter) == []


def test_only_a_name_is_needed(make, staff, rows):
    event = make.event()

    staff.post(f"/kegiatan/{event.code}/narasumber/baru", data={"name": "Budi"})

    assert rows(Presenter)[0].minutes is None


def test_fields_that_no_form_has_change_nothing(make, staff, rows):
    event, other = make.event(), make.event()
    extra = {"event_id": other.id, "token_hash": "f" * 64, "generation": 9, "sort": 7}

    staff.post(f"/kegiatan/{event.code}/narasumber/baru", data=TYPED | extra)

    [presenter] = rows(Presenter)
    assert (presenter.event_id, presenter.sort) == (event.id, 0)
    assert presenter.generation != 9
    assert presenter.token_hash != "f" * 64


def test_they_stand_in_the_order_of_the_programme(make, staff):
    event = make.event()
    for n, name in enumerate(["Ani", "Budi", "Citra"]):
        make.presenter(event, name=name, sort=n)
    address = f"/kegiatan/{event.code}/narasumber"
    last = re.findall(r"/narasumber/(\d+)/urutan/2", staff.get(address).text)[-1]

    staff.post(f"{address}/{last}/urutan/1")

    assert names(staff.get(address)) == ["Citra", "Ani", "Budi"]


def test_it_is_written_down_who_moved_whom(make, staff, rows):
    event = make.event()
    make.presenter(event)
    ani = make.presenter(event)

    staff.post(f"/kegiatan/{event.code}/narasumber/{ani.id}/urutan/1")

    entry = rows(AuditEntry)[-1]
    assert (entry.action, entry.detail) == ("presenter.place", {"place": 1, "presenter": ani.id})


def test_moving_to_the_same_place_twice_is_no_error(make, staff):
    event = make.event()
    ani, _budi = make.presenter(event, name="Ani"), make.presenter(event, name="Budi", sort=1)
    address = f"/kegiatan/{event.code}/narasumber"

    for _ in range(2):
        staff.post(f"{address}/{ani.id}/urutan/2")

    assert names(staff.get(address)) == ["Budi", "Ani"]


def test_a_change_is_kept(make, staff, reload):
    event = make.event()
    presenter = make.presenter(event)

    staff.post(f"/kegiatan/{event.code}/narasumber/{presenter.id}", data=TYPED)

    assert reload(presenter).topic == TYPED["topic"]
    assert reload(presenter).token_hash == presenter.token_hash


def test_whatsapp_opens_with_the_words_and_the_link(make, staff):
    event = make.event(title="Sosialisasi BPJS", place="Aula Dinas")
    presenter = make.presenter(event, phone="+6281234567890")

    page = staff.get(f"/kegiatan/{event.code}/narasumber")

    address = re.search(r'href="(https://wa.me/6281234567890\?text=[^"]+)"', page.text)[1]
    words = unquote(address)
    assert f"Yth. Bapak/Ibu {presenter.name}" in words
    assert "*Sosialisasi BPJS*" in words
    assert re.search(r"http://localhost/n/[0-9a-f]{64}", words)


def test_the_link_bears_the_name_of_the_house_whatever_host_was_asked(make, app, staff):
    event = make.event()
    make.presenter(event)
    app.config["BASE_URL"] = "https://balai.example"

    page = staff.get(f"/kegiatan/{event.code}/narasumber")  # asked as localhost

    assert "https://balai.example/n/" in page.text
    assert "localhost/n/" not in page.text


def test_who_spoke_elsewhere_is_offered_again(make, staff, rows):
    before, event = make.event(), make.event()
    old = make.presenter(before, name="Martin", institution="BPJS", phone="+6281234567890")
    make.presenter(event, name="Sudah di sini")

    page = staff.get(f"/kegiatan/{event.code}/narasumber")
    staff.post(f"/kegiatan/{event.code}/narasumber/lagi/{old.id}")
    staff.post(f"/kegiatan/{event.code}/narasumber/lagi/{old.id}")

    assert "Tambahkan Martin" in page.text
    new = [one for one in rows(Presenter) if one.event_id == event.id and one.name == "Martin"]
    assert len(new) == 1
    assert new[0].institution == "BPJS"
    assert new[0].token_hash not in (None, old.token_hash)


def test_a_presenter_of_another_kegiatan_does_not_exist_here(make, staff, reload):
    event, other = make.event(), make.event()
    stranger = make.presenter(other)
    address = f"/kegiatan/{event.code}/narasumber/{stranger.id}"

    for path in ("", "/hapus", "/tautan", "/tautan/cabut", "/urutan/1"):
        assert staff.post(f"{address}{path}", data=TYPED).status_code == 404, path
    assert reload(stranger).token_hash == stranger.token_hash


@pytest.mark.parametrize("status", [Status.LOCKED, Status.CANCELLED])
def test_what_is_over_for_good_does_not_change(make, staff, rows, status):
    event = make.event(status=status, cancel_reason="Aula dipakai.")
    presenter = make.presenter(event)
    address = f"/kegiatan/{event.code}/narasumber"

    for path in (
        "/baru",
        f"/{presenter.id}",
        f"/{presenter.id}/hapus",
        f"/{presenter.id}/urutan/1",
    ):
        assert staff.post(address + path, data=TYPED).status_code == 409, path
    assert [one.name for one in rows(Presenter)] == [presenter.name]


def test_a_pimpinan_reads_and_gets_no_link(make, log_in):
    event = make.event()
    presenter = make.presenter(event)

    page = log_in(make.account(Role.LEAD)).get(f"/kegiatan/{event.code}/narasumber")

    assert presenter.name in page.text
    assert "/n/" not in page.text


@pytest.mark.parametrize("number", [1, 5])
def test_the_number_of_queries_does_not_grow(make, staff, queries, number):
    event, before = make.event(), make.event()
    for _ in range(number):
        make.presenter(event)
        make.presenter(before)

    queries.clear()
    staff.get(f"/kegiatan/{event.code}/narasumber")

    assert len(queries) == 4, queries
