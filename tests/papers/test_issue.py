"""Staff issue a paper: from then on it stays as it is, and a new version takes a reason."""

import hashlib
import threading

import pytest

from app import files
from app.accounts.models import Role
from app.audit import AuditEntry
from app.events.models import Event, Status, WrongState
from app.events.queries import event_or_404
from app.extensions import db
from app.papers import issuing, printing
from app.papers.kinds import Kind
from app.papers.models import Paper
from app.papers.press import NoPaper
from app.web import local_path


@pytest.fixture
def event(make):
    make.office(phone="(0623) 595000")
    head = make.official(name="Agus Salim Lubis")
    event = make.event(title="Sosialisasi BPJS", acknowledger_id=head.id)
    make.attendance(event, name="Budi Contoh")
    make.presenter(event, name="Ir. Rahmat")
    return event


def issue(browser, event, kind="daftar-hadir", number=1, **fields):
    address = f"/kegiatan/{event.code}/dokumen/{kind}/terbitkan"
    return browser.post(address, data={"request_id": f"{number:032x}"} | fields)


def test_the_bytes_are_frozen_with_who_when_and_what_they_say(app, event, staff, rows):
    answer = issue(staff, event)

    assert (answer.status_code, answer.location) == (303, f"/kegiatan/{event.code}/dokumen")
    (paper,) = rows(Paper)
    with app.app_context():
        content = files.read(paper.stored_as)
    assert content.startswith(b"%PDF-")
    assert paper.sha256 == hashlib.sha256(content).hexdigest()
    assert (paper.size, paper.number, paper.attendees) == (len(content), 1, 1)
    assert (paper.kind, paper.title, paper.dated) == (Kind.ATTENDANCE, event.title, event.day)
    assert paper.issuer == "Akun " + paper.issuer.split()[1]
    assert paper.snapshot["acknowledger"]["name"] == "Agus Salim Lubis"
    assert paper.snapshot["office"]["phone"] == "(0623) 595000"
    assert paper.snapshot["event"]["place"] == "Aula"
    assert paper.snapshot["presenters"] == ["Ir. Rahmat"]
    assert "Budi Contoh" not in str(paper.snapshot)


def test_later_changes_do_not_reach_what_is_issued(app, event, make, staff, rows):
    issue(staff, event)
    make.attendance(event, name="Datang Kemudian")

    page = staff.post(f"/kegiatan/{event.code}/dokumen/daftar-hadir/versi/1.pdf")

    (paper,) = rows(Paper)
    assert page.status_code == 200
    assert hashlib.sha256(page.data).hexdigest() == paper.sha256
    assert f"daftar-hadir-{event.day}-{event.code}-v1.pdf" in page.headers["Content-Disposition"]


def test_its_code_and_the_configured_address_go_to_the_press(app, event, staff, rows, monkeypatch):
    sealed = []
    press = printing.press.make
    monkeypatch.setattr(printing.press, "make", lambda job: sealed.append(job.seal) or press(job))

    issue(staff, event)

    (paper,) = rows(Paper)
    assert sealed == [(paper.code, f"http://localhost/v/{paper.code}")]
    assert local_path(f"/v/{paper.code}")


def test_a_new_version_needs_a_reason(event, staff, rows):
    issue(staff, event)

    without = issue(staff, event, number=2)
    with_one = issue(staff, event, number=3, alasan="Satu nama diperbaiki.")

    assert without.status_code == 422
    assert "Kolom ini wajib diisi." in without.text
    assert with_one.status_code == 303
    assert [(paper.number, paper.reason) for paper in rows(Paper)] == [
        (1, ""),
        (2, "Satu nama diperbaiki."),
    ]


def test_the_same_form_sent_twice_issues_once(app, event, staff, rows, stored):
    first, again = issue(staff, event), issue(staff, event)

    assert (first.status_code, again.status_code) == (303, 303)
    assert len(rows(Paper)) == len(stored()) == 1


def test_the_same_form_from_two_lines_at_once_issues_once(event, staff, rows, stored):
    answers = at_once([lambda: issue(staff, event), lambda: issue(staff, event)])

    assert [answer.status_code for answer in answers] == [303, 303]
    assert len(rows(Paper)) == len(stored()) == 1
    assert [one.action for one in rows(AuditEntry)].count("paper.issue") == 1


def test_of_two_who_issue_at_once_one_is_told(event, make, log_in, rows, stored):
    one, other = log_in(make.account()), log_in(make.account())

    answers = at_once([lambda: issue(one, event), lambda: issue(other, event, number=2)])

    told = next(answer for answer in answers if answer.status_code != 303)
    assert told.status_code in {409, 422}
    assert len(rows(Paper)) == len(stored()) == 1


def test_who_was_overtaken_while_printing_is_told_by_whom(app, event, make, staff, monkeypatch):
    press = printing.press.make

    def slow(job):
        made = press(job)
        make.paper(event, issuer="Siti Admin")
        return made

    monkeypatch.setattr(printing.press, "make", slow)

    answer = issue(staff, event)

    assert answer.status_code == 409
    assert "Versi 1 baru saja diterbitkan oleh Siti Admin." in answer.text


def test_a_version_in_between_tells_also_who_has_a_reason(app, event, make, rows):
    account = make.account()
    make.paper(event)
    with app.test_request_context(method="POST"):
        there = event_or_404(event.code)

        def overtake(job):
            make.paper(event)
            return Made

        class Made:
            content = b"%PDF-1.7"

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(printing.press, "make", overtake)
            with pytest.raises(WrongState, match="Versi 2 baru saja"):
                issuing.issue(there, Kind.ATTENDANCE, account, "c" * 32, "Salah ketik")
        db.session.rollback()

    assert len(rows(Paper)) == 2


def test_no_file_stays_where_the_row_does_not(app, event, make, stored):
    account = make.account()
    with app.test_request_context(method="POST"):
        issuing.issue(event_or_404(event.code), Kind.ATTENDANCE, account, "d" * 32)
        before = len(stored())

        db.session.rollback()

    assert (before, len(stored())) == (1, 0)


def test_a_press_that_fails_offers_the_same_form_again(event, staff, rows, monkeypatch):
    def fail(job):
        raise NoPaper("MemoryError")

    monkeypatch.setattr(printing.press, "make", fail)

    answer = issue(staff, event)

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert f'name="request_id" value="{1:032x}"' in answer.text
    assert rows(Paper) == []


@pytest.mark.parametrize(
    ("status", "words"),
    [(Status.DRAFT, "Kegiatan ini masih draf."), (Status.CANCELLED, "Kegiatan ini dibatalkan")],
)
def test_a_kegiatan_that_is_not_on_issues_nothing(make, staff, rows, status, words):
    event = make.event(status=status, cancel_reason="Aula dipakai.")

    answer = issue(staff, event)

    assert answer.status_code == 409
    assert words in answer.text
    assert rows(Paper) == []


def test_a_list_of_nobody_is_not_issued(make, staff, rows):
    answer = issue(staff, make.event())

    assert answer.status_code == 409
    assert "Belum ada yang tercatat hadir." in answer.text
    assert rows(Paper) == []


def test_what_cannot_be_composed_cannot_be_issued(event, staff, rows):
    answer = issue(staff, event, kind="spj")

    assert answer.status_code == 409
    assert rows(Paper) == []


def test_pimpinan_reads_and_does_not_issue(event, make, log_in, rows):
    lead = log_in(make.account(Role.LEAD))

    assert issue(lead, event).status_code == 403
    assert "Terbitkan" not in lead.get(f"/kegiatan/{event.code}/dokumen").text
    assert rows(Paper) == []


def test_it_is_written_down_without_names_of_participants(event, staff, rows):
    issue(staff, event)
    staff.post(f"/kegiatan/{event.code}/dokumen/daftar-hadir/versi/1.pdf")

    issued, handed_out = rows(AuditEntry)[-2:]
    (paper,) = rows(Paper)
    assert (issued.action, issued.subject) == ("paper.issue", f"kegiatan {event.code}")
    assert issued.detail == {"kind": "daftar-hadir", "version": 1, "sha256": paper.sha256}
    assert (handed_out.action, handed_out.detail["version"]) == ("paper.export", 1)


def test_a_kegiatan_with_issued_papers_stays(app, make, staff, reload):
    event = make.event(status=Status.DRAFT)
    make.paper(event)

    page = staff.post(f"/kegiatan/{event.code}/hapus")

    assert page.status_code == 409
    assert "sudah mempunyai dokumen terbit" in page.text
    assert reload(event)


def test_the_database_keeps_it_too(app, make, staff, reload):
    event = make.event(status=Status.DRAFT)
    make.paper(event)
    with app.app_context():
        db.session.get(Event, event.id).issued = 0  # as if the count had been forgotten
        db.session.commit()

    page = staff.post(f"/kegiatan/{event.code}/hapus")

    assert page.status_code == 409
    assert reload(event)


def test_a_form_without_its_number_is_no_form_of_ours(event, staff):
    answer = staff.post(f"/kegiatan/{event.code}/dokumen/daftar-hadir/terbitkan")

    assert answer.status_code == 400


def test_another_kegiatan_has_no_such_version(event, make, staff):
    make.paper(event)
    other = make.event()

    page = staff.post(f"/kegiatan/{other.code}/dokumen/daftar-hadir/versi/1.pdf")

    assert page.status_code == 404


def at_once(deeds):
    answers = []
    threads = [threading.Thread(target=lambda d=deed: answers.append(d())) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers
