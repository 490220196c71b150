"""Files that come with an ordinary form, where no script runs."""

from __future__ import annotations

import socket
from io import BytesIO
from urllib.parse import urlsplit

import pytest
from sqlalchemy import delete

from app.accounts.models import LoginSession
from app.events.models import Status
from app.extensions import db
from app.materials.models import Audience, Material, MaterialFile
from tests.materials.people import PDF, form, pdf, presenter_of


def test_several_files_come_in_at_once(staff, room, rows):
    answer = staff.post(room, **form(("satu.pdf", PDF), ("dua.pdf", PDF), audience="petugas"))

    assert (answer.status_code, answer.location) == (303, room)
    assert [material.title for material in rows(Material)] == ["satu", "dua"]
    assert {material.audience for material in rows(Material)} == {Audience.STAFF}
    assert "2 berkas tersimpan." in staff.get(room).text


def test_a_good_file_stays_where_another_is_refused(staff, room, rows, stored):
    answer = staff.post(
        room, **form(("satu.pdf", PDF), ("jahat.html", b"<script>"), ("k.pdf", b""))
    )

    assert answer.status_code == 415
    assert "jahat.html" in answer.text
    assert "k.pdf" in answer.text
    assert "1 berkas tersimpan." in answer.text
    assert [material.title for material in rows(Material)] == ["satu"]
    assert len(stored()) == 1


def test_the_same_form_sent_twice_makes_no_doubles(staff, room, rows, stored):
    once = {"request_id": "a" * 32}
    staff.post(room, **form(("satu.pdf", PDF), ("dua.pdf", PDF), **once))

    answer = staff.post(room, **form(("satu.pdf", PDF), ("dua.pdf", PDF), **once))

    assert answer.status_code == 303
    assert len(rows(Material)) == len(stored()) == 2


def test_a_form_without_a_file_says_what_to_do(staff, room, rows):
    answer = staff.post(room, **form())

    assert answer.status_code == 422
    assert "Pilih berkasnya lebih dahulu" in answer.text


def test_a_file_that_is_too_large_is_refused_with_its_limit(small_house, staff, room, rows, stored):
    answer = staff.post(room, **form(("besar.pdf", pdf(bytes(1024 * 1024)))))

    assert answer.status_code == 413
    assert "melebihi 1 MB. Perkecil berkasnya, atau tambahkan sebagai tautan." in answer.text
    assert (rows(Material), stored()) == ([], [])


def test_a_body_beyond_the_kegiatan_is_refused_before_it_is_read(small_house, staff, room, stored):
    answer = staff.post(room, **form(("besar.pdf", bytes(3 * 1024 * 1024))))

    assert answer.status_code == 413
    assert "besar.pdf" not in answer.text
    assert stored() == []


@pytest.mark.parametrize("size", ["Content-Length: 2147483648", "Transfer-Encoding: chunked"])
@pytest.mark.parametrize("room", ["/kegiatan/{}/materi", "/narasumber/{}/materi"])
def test_what_is_much_too_large_is_refused_at_its_announcement(event, live, stored, room, size):
    address = urlsplit(live)
    head = (
        f"POST {room.format(event.code)} HTTP/1.1\r\nHost: {address.netloc}\r\n{size}\r\n"
        "Content-Type: multipart/form-data; boundary=x\r\n\r\n"
    )

    with socket.create_connection((address.hostname, address.port), timeout=10) as line:
        line.sendall(head.encode())
        answer = line.recv(1000)

    assert b" 413 " in answer.partition(b"\r\n")[0]
    assert stored() == []


def test_files_may_be_larger_than_other_forms(app, staff, room, rows):
    content = pdf(bytes((app.config["UPLOAD_MB"] + 1) * 1024 * 1024))

    staff.post(room, **form(("besar.pdf", content)))

    assert [file.size for file in rows(MaterialFile)] == [len(content)]


def test_a_file_instead_of_another_keeps_the_history(staff, room, rows):
    staff.post(room, **form(("lama.pdf", PDF)))
    [material] = rows(Material)

    staff.post(f"{room}/{material.id}/ganti", **form(("baru.pdf", pdf(b"baru"))))

    page = staff.get(f"{room}/{material.id}").text
    assert "Versi 1: lama.pdf" in page
    assert "Versi 2: baru.pdf" in page
    assert [file.is_current for file in rows(MaterialFile)] == [False, True]
    assert staff.get(f"{room}/{material.id}/versi/1").data == PDF
    assert staff.get(f"{room}/{material.id}/unduh").data == pdf(b"baru")


def test_a_refused_replacement_leaves_all_as_it_was(staff, room, rows, stored):
    staff.post(room, **form(("lama.pdf", PDF)))
    [material] = rows(Material)

    answer = staff.post(f"{room}/{material.id}/ganti", **form(("baru.exe", b"MZ")))

    assert answer.status_code == 415
    assert [file.is_current for file in rows(MaterialFile)] == [True]
    assert len(stored()) == 1


def test_a_link_cannot_be_replaced_by_a_file(make, staff, room, event, stored):
    link = make.material(event, url="https://youtu.be/abc")

    answer = staff.post(f"{room}/{link.id}/ganti", **form(("baru.pdf", PDF)))

    assert answer.status_code == 409
    assert stored() == []


@pytest.mark.parametrize("status", [Status.LOCKED, Status.CANCELLED])
def test_a_closed_kegiatan_takes_no_form(make, staff, rows, status):
    event = make.event(status=status, cancel_reason="Aula dipakai.")

    answer = staff.post(f"/kegiatan/{event.code}/materi", **form(("satu.pdf", PDF)))

    assert answer.status_code == 409
    assert rows(Material) == []


def test_a_presenter_uploads_for_participants_whatever_the_form_says(app, make, event, rows):
    who, speaker = presenter_of(app, make, event)

    answer = speaker.post(
        f"/narasumber/{event.code}/materi",
        **form(("satu.pdf", PDF), audience="semua", presenter_id="999", event_id="999"),
    )

    [material] = rows(Material)
    assert answer.status_code == 303
    assert (material.audience, material.presenter_id) == (Audience.PARTICIPANTS, who.id)
    assert material.event_id == event.id
    assert material.added_by is None


@pytest.mark.parametrize(
    ("room", "says"), [("/kegiatan/{}/materi", b" 303 "), ("/narasumber/{}/materi", b" 404 ")]
)
def test_the_files_of_a_stranger_are_refused_unread(event, live, room, says):
    address = urlsplit(live)
    head = (
        f"POST {room.format(event.code)} HTTP/1.1\r\nHost: {address.netloc}\r\n"
        "Content-Length: 100000000\r\nContent-Type: multipart/form-data; boundary=x\r\n\r\n"
    )

    with socket.create_connection((address.hostname, address.port), timeout=10) as line:
        line.sendall(head.encode())
        answer = line.recv(1000)  # before the first byte of the body

    assert says in answer.partition(b"\r\n")[0]


@pytest.mark.parametrize("who", ["staff", "presenter"])
def test_nobody_waits_for_our_lock_while_a_body_comes_in(app, make, event, staff, rows, who):
    room, browser = f"/kegiatan/{event.code}/materi", staff
    if who == "presenter":
        room, browser = f"/narasumber/{event.code}/materi", presenter_of(app, make, event)[1]
    sent = form(("besar.pdf", pdf(bytes(200_000))))
    body = Watched(sent["data"])

    answer = browser.post(
        room,
        input_stream=body,
        content_type=sent["content_type"],
        headers={"Content-Length": str(len(sent["data"]))},
    )

    assert answer.status_code == 303
    assert [material.title for material in rows(Material)] == ["besar"]
    assert set(body.locked) == {False}


def test_who_is_logged_out_while_the_body_comes_in_is_asked_again_when_it_is_here(
    staff, room, rows, stored
):
    sent = form(("besar.pdf", pdf(bytes(200_000))))

    answer = staff.post(
        room,
        input_stream=LoggedOutMeanwhile(sent["data"]),
        content_type=sent["content_type"],
        headers={"Content-Length": str(len(sent["data"]))},
    )

    assert answer.location.startswith("/masuk")
    assert (rows(Material), stored()) == ([], [])


class Watched(BytesIO):
    """A body that looks, whenever it is read, whether a transaction is open."""

    def __init__(self, content):
        super().__init__(content)
        self.locked = []

    def readinto(self, buffer):
        self.locked.append(db.session().in_transaction())
        return super().readinto(buffer)

    def read(self, *size):
        self.locked.append(db.session().in_transaction())
        return super().read(*size)


class LoggedOutMeanwhile(BytesIO):
    """A body during which an admin ends all sessions."""

    def read(self, *size):
        with db.engine.begin() as connection:
            connection.execute(delete(LoginSession))
        return super().read(*size)
