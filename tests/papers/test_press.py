"""The worker process: what it refuses, what happens when it hangs or dies, and that it recovers."""

import http.server
import io
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress

import pikepdf
import pytest
from PIL import Image

from app.attendees.models import Attendance
from app.events.signers import SIGNERS
from app.extensions import db
from app.papers import job as job_module
from app.papers import press as press_module
from app.papers.press import START, Busy, Job, NoPaper, press

QUEUE, PATIENCE = (
    press_module.QUEUE,
    job_module.SHORT.patience,
)  # before a fixture makes them longer
HTML = '<!doctype html><html lang="id"><title>Uji</title><p>Halo</p></html>'


@pytest.fixture
def patient(monkeypatch):
    def patient(seconds):
        monkeypatch.setattr(job_module, "SHORT", job_module.SHORT._replace(patience=seconds))

    return patient


@pytest.fixture
def canary():
    """An address that notes every visit."""
    visits = []

    class Note(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            visits.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *args):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Note)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/x", visits
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize(
    "body",
    [
        '<img src="{}" alt="x">',
        '<style>@import url("{}");</style>',
        '<style>@font-face {{ font-family: X; src: url("{}") }}</style><p style="font: 9pt X">x',
        '<link rel="attachment" href="{}">',
        '<link rel="stylesheet" href="{}">',
        '<object data="{}"></object>',
        '<p style="background: url({})">x',
    ],
)
def test_nothing_is_fetched_from_the_network(page, canary, body):
    address, visits = canary

    with suppress(NoPaper):
        page(body.format(address))

    assert visits == []


@pytest.mark.parametrize(
    "body", ['<img src="{}" alt="x">', '<link rel="attachment" href="{}">', '<object data="{}">']
)
def test_no_file_of_the_machine_gets_into_a_paper(page, body):
    with suppress(NoPaper), pikepdf.open(io.BytesIO(page(body.format(f"file://{__file__}")))) as it:
        assert not it.attachments
        assert not list(it.pages[0].get_images())


def test_the_next_paper_is_fine_after_a_refused_one(page, text_of):
    with pytest.raises(NoPaper):
        page('<img src="file:///etc/passwd" alt="x">')

    assert "Halo" in text_of(page("Halo"))


def test_a_worker_that_was_killed_is_replaced(page, text_of):
    page("Halo")
    os.kill(press._worker.pid, signal.SIGKILL)
    press._worker.wait()

    assert "Halo" in text_of(page("Halo"))


def test_a_worker_that_hangs_is_killed_and_the_next_paper_is_fine(page, patient):
    page("Halo")
    os.kill(press._worker.pid, signal.SIGSTOP)
    patient(0.5)
    began = time.monotonic()

    with pytest.raises(NoPaper):
        page("Halo")

    assert time.monotonic() - began < PATIENCE  # what a paper is given otherwise
    patient(60)
    assert page("Halo").startswith(b"%PDF")


def test_waiting_and_working_together_stay_within_half_a_minute():
    assert QUEUE + PATIENCE <= 30


def test_who_would_wait_too_long_is_told_at_once(page, monkeypatch):
    monkeypatch.setattr(press_module, "QUEUE", 0.1)

    with press._turn, pytest.raises(Busy):
        page("Halo")


def test_a_paper_may_use_only_so_much_of_the_processor():
    script = START.replace("from app.papers.worker import main; main()", "")
    script += "from app.papers.worker import _allow_cpu; _allow_cpu(0)\nwhile True: pass"

    done = subprocess.run([sys.executable, "-c", script, str(press_module.ROOT / "app")])

    assert done.returncode == -signal.SIGXCPU


def test_a_picture_that_unfolds_hugely_does_no_harm(page, patient):
    patient(4)
    file = io.BytesIO()
    Image.new("1", (13_000, 13_000)).save(file, "PNG")
    body = '<!doctype html><html lang="id"><title>x</title><img src="balai:lambang" alt="x"></html>'

    with suppress(NoPaper):
        press.make(Job(body, {}, file.getvalue()))

    patient(60)
    assert page("Halo").startswith(b"%PDF")


def test_a_worker_ends_with_the_web_process():
    page_maker = "from app.papers.press import press, Job; import os\n"
    page_maker += f"press.make(Job({HTML!r}, {{}}))\n"
    page_maker += "print(press._worker.pid, flush=True); os._exit(0)"

    done = subprocess.run([sys.executable, "-c", page_maker], capture_output=True, text=True)
    pid = int(done.stdout)
    for _ in range(100):
        if not os.path.exists(f"/proc/{pid}") or _is_zombie(pid):
            break
        time.sleep(0.1)

    assert not os.path.exists(f"/proc/{pid}") or _is_zombie(pid)


def _is_zombie(pid):
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


def test_the_web_process_never_loads_weasyprint():
    script = "import sys, app; assert not {m for m in sys.modules if m.startswith('weasyprint')}"

    subprocess.run([sys.executable, "-c", script], check=True)


def test_the_worker_sees_no_secrets_of_ours(page, monkeypatch):
    monkeypatch.setenv("BALAI_SECRET_KEY", "rahasia-sekali")
    press.stop()
    page("Halo")

    with open(f"/proc/{press._worker.pid}/environ", "rb") as file:
        assert b"rahasia-sekali" not in file.read()


def test_the_answer_is_a_page_with_a_button_to_try_again(make, staff, monkeypatch, rows):
    event = make.event()
    monkeypatch.setattr(press_module, "QUEUE", 0.05)

    with press._turn:
        page = staff.post(f"/kegiatan/{event.code}/hadir/daftar-hadir.pdf", data={"hp": "y"})

    assert page.status_code == 503
    assert "Sedang menyusun dokumen lain, coba lagi" in page.text
    assert '<input type="hidden" name="hp" value="y">' in page.text
    assert "Coba lagi</button>" in page.text


@pytest.mark.parametrize(
    "path",
    [
        "/kegiatan/{}/hadir/daftar-hadir.pdf",
        "/kegiatan/{}/hadir/lembar-kosong.pdf",
        "/pengaturan/kop/pratinjau",
        "/pengaturan/kop/pratinjau.pdf",
    ],
)
def test_no_transaction_is_open_while_the_press_works(make, staff, monkeypatch, path):
    make.office()
    signers = {f"{role}_id": make.official().id for role in SIGNERS}
    event = make.event(**signers)
    make.attendance(event, make.invited(event))
    open_ones, printed = [], press.make

    def watched(job):
        made = printed(job)
        open_ones.append(db.session().in_transaction())
        return made

    monkeypatch.setattr(press, "make", watched)

    answer = staff.post(path.format(event.code), data={"baris": "1"})

    assert answer.status_code == 200
    assert open_ones == [False]


def test_others_can_write_while_a_paper_is_being_made(make, staff, monkeypatch, app, rows):
    event = make.event(acknowledger_id=make.official().id)
    make.attendance(event)

    def slow(job):
        make.attendance(event, name="Datang sementara itu")  # raises where it may not
        raise NoPaper

    monkeypatch.setattr(press, "make", slow)

    staff.post(f"/kegiatan/{event.code}/hadir/daftar-hadir.pdf")

    assert "Datang sementara itu" in {row.name for row in rows(Attendance)}
