"""What admins see of the malware scanner, and the files that wait for it."""

from __future__ import annotations

import socket
import threading

import pytest

from app import jobs
from app.accounts.models import Role
from app.events.models import Event
from app.extensions import db
from app.materials.models import Material, MaterialFile, Scan
from tests.materials.people import PDF, form


@pytest.fixture
def admin(make, log_in):
    return log_in(make.account(Role.ADMIN))


@pytest.fixture
def scanner(app, tmp_path):
    """A daemon that speaks as ClamAV does, on a socket; it calls bad what contains "jahat"."""
    address = str(tmp_path / "clamd.ctl")
    server = socket.socket(socket.AF_UNIX)
    server.bind(address)
    server.listen()
    thread = threading.Thread(target=_answer, args=(server,), daemon=True)
    thread.start()
    app.config["CLAMAV"] = f"unix:{address}"
    yield
    server.shutdown(socket.SHUT_RDWR)
    server.close()
    thread.join()


def _answer(server):
    while True:
        try:
            line, _ = server.accept()
        except OSError:
            return
        with line:
            said = b""
            while not said.endswith((b"zVERSION\0", b"\0\0\0\0")) and (piece := line.recv(65536)):
                said += piece
            if b"zVERSION" in said:
                line.sendall(b"ClamAV 1.4.1/27500/Tue Nov 24 09:26:47 2026\0")
            else:
                bad = b"stream: Contoh.Jahat FOUND\0"
                line.sendall(bad if b"jahat" in said else b"stream: OK\0")


def test_without_a_scanner_the_page_says_how_to_get_one(admin):
    page = admin.get("/pengaturan/pemindai").text

    assert "Belum dipasang" in page
    assert "25 MB sebuah berkas, 200 MB sebuah kegiatan" in page


def test_a_scanner_that_is_away_is_named(app, admin, make, event):
    app.config["CLAMAV"] = "unix:/tidak/ada"
    make.material(event, scan=Scan.WAITING)

    page = admin.get("/pengaturan/pemindai").text

    assert "Tidak menjawab" in page
    assert "1 berkas" in page


def test_the_age_of_its_signatures_is_shown(scanner, admin):
    page = admin.get("/pengaturan/pemindai").text

    assert "ClamAV 1.4.1" in page
    assert "24 November 2026" in page


def test_files_that_wait_are_looked_at_again(scanner, admin, make, event, rows, work):
    make.material(event, PDF, scan=Scan.WAITING)
    make.material(event, b"%PDF-1.7 jahat", scan=Scan.WAITING)

    answer = admin.post("/pengaturan/pemindai")
    said = admin.get("/pengaturan/pemindai").text
    work()

    good, bad = rows(MaterialFile)
    assert answer.status_code == 303
    assert "2 berkas sedang diperiksa lagi." in said
    assert "<dd>1 berkas</dd>" in admin.get("/pengaturan/pemindai").text
    assert (good.scan, bad.scan) == (Scan.CLEAN, Scan.WAITING)
    assert [bool(material.withdrawn_at) for material in rows(Material)] == [False, True]


def test_a_signed_copy_that_waits_is_looked_at_too(scanner, admin, make, event, reload, work):
    copy = make.signed_copy(make.paper(event), scan=Scan.WAITING)

    admin.post("/pengaturan/pemindai")
    work()

    assert reload(copy).scan is Scan.CLEAN


def test_no_page_waits_for_the_scanner(scanner, admin, make, event, rows):
    for _ in range(30):
        make.material(event, PDF, scan=Scan.WAITING)

    admin.post("/pengaturan/pemindai")

    assert {file.scan for file in rows(MaterialFile)} == {Scan.WAITING}  # the worker has not begun


def test_what_waits_is_looked_at_for_the_button_alone(app, scanner, make, event, rows, work):
    make.material(event, PDF, scan=Scan.WAITING)
    with app.app_context():
        jobs.put_unfinished()
        jobs.put_watched()

    work()

    assert rows(MaterialFile)[0].scan is Scan.WAITING


def test_asking_twice_and_a_file_that_is_gone_do_no_harm(
    app, scanner, admin, make, event, rows, work
):
    material = make.material(event, PDF, scan=Scan.WAITING)
    gone = make.event()
    make.material(gone, PDF, scan=Scan.WAITING)
    admin.post("/pengaturan/pemindai")
    admin.post("/pengaturan/pemindai")
    with app.app_context():
        db.session.delete(db.session.get(Event, gone.id))
        db.session.commit()

    work()

    assert [(file.material_id, file.scan) for file in rows(MaterialFile)] == [
        (material.id, Scan.CLEAN)
    ]
    assert app.extensions["queue"].huey.scheduled_count() == 0  # nothing failed, to be done again


def test_a_file_that_comes_while_the_scanner_is_away_waits_in_the_office(
    app, staff, room, event, visitor, rows
):
    app.config["CLAMAV"] = "unix:/tidak/ada"

    staff.post(room, **form(("satu.pdf", PDF), audience="semua"))

    [file] = rows(MaterialFile)
    assert file.scan is Scan.WAITING
    assert "Menunggu pemeriksaan" in staff.get(room).text
    assert visitor.get(f"/materi/{event.code}").status_code == 404
