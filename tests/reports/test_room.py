"""The room of the laporan: proposals that nobody has written yet, texts, number and signers."""

from datetime import date, time

import pytest

from app import wib
from app.accounts.models import Role
from app.audit import AuditEntry
from app.directory.models import Post
from app.events.models import Status
from app.followups.models import Status as Promised
from app.questions.models import Status as Asked
from app.reports.models import Report
from app.sections.models import Section, SectionEdit

START = wib.at(date(2026, 2, 4), time(9))
SCRIPT = {"X-Requested-With": "balai-editor"}


@pytest.fixture
def event(make):
    """Two kelurahan of one kecamatan; three of four invited came, and one guest."""
    district = make.district(name="Tanjungbalai Selatan", code="12.74.01")
    perwira = make.village(district, name="Perwira", code="12.74.01.1003")
    karya = make.village(district, name="Karya", code="12.74.01.1004")
    head = make.official(name="Agus Salim Lubis")
    event = make.event(
        title="Sosialisasi BPJS",
        theme="Jaminan sosial sampai ke lingkungan",
        place="Aula Dinas",
        starts_at=START,
        ends_at=None,
        letter_number="500.15.16/7/2026",
        letter_date=date(2026, 1, 30),
        target_posts=f"{Post.VILLAGE_HEAD},{Post.NEIGHBOURHOOD_HEAD}",
        regions=[district],
        chair_id=head.id,
        acknowledger_id=head.id,
        status=Status.FINISHED,
    )
    people = [make.person(district), make.person(perwira), make.person(make.neighbourhood(karya))]
    for person in [*people, make.person(make.neighbourhood(karya))]:
        make.invitation(event, person)
    for person in people:
        make.attendance(event, person)
    make.attendance(event, name="Tamu dari bank")
    return event


def address(event, rest=""):
    return f"/kegiatan/{event.code}/laporan{rest}"


def words_of(answer):
    return " ".join(answer.text.split())


def test_what_nobody_has_written_is_proposed_and_not_yet_kept(staff, event, rows):
    page = words_of(staff.get(address(event)))

    assert page.count("Usulan sistem") == 6
    assert "telah dilaksanakan kegiatan Sosialisasi BPJS dengan tema" in page
    assert "Instruksi Presiden Nomor 2 Tahun 2021" in page
    assert "Surat undangan Nomor 500.15.16/7/2026 tanggal 30 Januari 2026." in page
    assert "bagi lurah dan kepala lingkungan di Kec. Tanjungbalai Selatan" in page
    assert "Dari 4 undangan hadir 3 orang (75%)." in page
    assert "Demikian laporan ini dibuat untuk dapat dipergunakan sebagaimana mestinya." in page
    assert rows(Section) == []


def test_a_kegiatan_about_something_else_gets_no_legal_basis_that_is_not_its_own(make, staff):
    event = make.event(title="Pelatihan koperasi", letter_number="")

    assert "Instruksi Presiden" not in staff.get(address(event)).text


def test_every_kelurahan_is_counted_with_whom_was_invited_and_who_came(staff, event):
    page = words_of(staff.get(address(event)))

    for row in (
        "<td>Tanjungbalai Selatan</td><td>Kantor Camat</td>"
        '<td class="number">1</td><td class="number">1</td><td class="number">100%</td>',
        "<td>Tanjungbalai Selatan</td><td>Perwira</td>"
        '<td class="number">1</td><td class="number">1</td><td class="number">100%</td>',
        "<td>Tanjungbalai Selatan</td><td>Karya</td>"
        '<td class="number">2</td><td class="number">1</td><td class="number">50%</td>',
    ):
        assert row in page
    assert page.index("Perwira</td>") < page.index("Karya</td>")
    assert "Selain itu hadir 1 orang tanpa undangan." in page
    assert "<desc" in page
    assert "Perwira 1 dari 1; Karya 1 dari 2." in page


def test_questions_are_counted_and_only_what_was_given_out_is_told(make, staff, event):
    given = {"answer": "Rp16.800.", "answered_by": "Rina"}
    make.question(event, words="Berapa iurannya?", status=Asked.ANSWERED)
    make.question(event, words="Kapan didata?", status=Asked.SHOWN, **given)
    make.question(event, words="Siapa PERISAI?", status=Asked.FOLLOWED_UP, hides_name=True)
    make.question(event, words="Kasar sekali", status=Asked.HIDDEN, hidden_reason="Di luar topik.")
    make.question(event, words="Belum dibaca", status=Asked.NEW)

    page = words_of(staff.get(address(event)))

    asked = "Disampaikan 3 pertanyaan: 1 dijawab, 1 ditindaklanjuti, 1 belum dijawab."
    assert asked in page
    assert "Berapa iurannya?" in page
    assert "Rp16.800." not in page
    assert "Kasar sekali" not in page
    assert "Belum dibaca" not in page


def test_promises_become_suggestions_while_they_are_open(make, staff, event):
    make.follow_up(event, what="Poster manfaat", due_on=date(2027, 3, 1), position="Lurah Perwira")
    make.follow_up(event, what="Loket keliling", status=Promised.DONE)

    page = words_of(staff.get(address(event)))

    assert (
        "Poster manfaat: agar diselesaikan oleh Lurah Perwira paling lambat 1 Maret 2027." in page
    )
    assert "Loket keliling: agar" not in page
    assert "Ditetapkan 2 tindak lanjut; 1 di antaranya sudah selesai." in page


def test_text_of_people_is_text(make, staff):
    event = make.event(title="<script>alert(1)</script>", theme="<b>BPJS</b>")

    page = staff.get(address(event)).text

    assert "<script>alert" not in page
    assert "<b>BPJS" not in page


def test_a_text_is_written_and_its_proposal_stays_in_the_history(staff, event, rows):
    answer = staff.post(
        address(event, "/saran"),
        data={"base": "0", "marks": "html", "text": "<p>Lanjutkan.<script>x</script></p>"},
        headers=SCRIPT,
    )

    [section] = rows(Section)
    [before] = rows(SectionEdit)
    page = staff.get(address(event)).text
    assert answer.json["revision"] == 1
    assert (section.key, section.body) == ("saran", "<p>Lanjutkan.</p>")
    assert "agar diteruskan oleh lurah dan kepala lingkungan" in before.body
    assert page.count("Usulan sistem") == 5
    assert [entry.action for entry in rows(AuditEntry)] == ["section.edit"]


def test_the_second_of_two_writers_sees_both_texts(staff, log_in, make, event, rows):
    other = log_in(make.account())
    written = {"base": "0", "marks": "html"}
    staff.post(address(event, "/umum"), data=written | {"text": "<p>Satu</p>"}, headers=SCRIPT)

    answer = other.post(
        address(event, "/umum"), data=written | {"text": "<p>Dua</p>"}, headers=SCRIPT
    )

    assert answer.status_code == 409
    assert "<p>Satu</p>" in answer.text
    assert "<p>Dua</p>" in answer.text
    assert rows(Section)[0].body == "<p>Satu</p>"


def test_a_text_that_does_not_exist_is_not_found(staff, event):
    assert staff.post(address(event, "/penutup"), data={"text": "x"}).status_code == 404


def test_number_date_and_signers_are_kept_as_they_are_typed(make, staff, event, rows):
    boss = make.official(name="Wali Kota Contoh", position="Wali Kota")
    typed = {"nomor": " 500/12/2026 ", "tanggal": "2026-02-06", "mengetahui": str(boss.id)}

    answer = staff.post(address(event, "/nomor"), data=typed)

    [report] = rows(Report)
    assert answer.status_code == 303
    assert (report.number, report.dated) == ("500/12/2026", date(2026, 2, 6))
    assert (report.signer_id, report.acknowledger_id) == (None, boss.id)
    assert [entry.action for entry in rows(AuditEntry)] == ["report.change"]
    assert 'value="500/12/2026"' in staff.get(address(event)).text


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"tanggal": "2026-02-03"}, "Tanggal laporan tidak mendahului tanggal kegiatan."),
        ({"nomor": "x" * 81}, "Paling banyak 80 huruf."),
        ({"penanda_tangan": "9999"}, "Pilih pejabat yang menjabat pada tanggal laporan."),
    ],
)
def test_what_cannot_stand_on_a_laporan_is_said(staff, event, rows, typed, words):
    answer = staff.post(address(event, "/nomor"), data=typed)

    assert answer.status_code == 422
    assert words in answer.text
    assert rows(Report) == []


@pytest.mark.parametrize("status", [Status.CANCELLED, Status.LOCKED])
def test_a_closed_kegiatan_keeps_its_laporan(make, staff, rows, status):
    event = make.event(status=status, cancel_reason="Aula dipakai.")

    page = staff.get(address(event))
    written = staff.post(address(event, "/umum"), data={"base": "0", "text": "x"})
    number = staff.post(address(event, "/nomor"), data={"nomor": "1"})

    assert "data-editor" not in page.text
    assert (written.status_code, number.status_code) == (409, 409)
    assert rows(Section) == []
    assert rows(Report) == []


def test_pimpinan_reads_it_and_changes_nothing(make, log_in, event):
    pimpinan = log_in(make.account(Role.LEAD))

    page = pimpinan.get(address(event))

    assert "telah dilaksanakan kegiatan Sosialisasi BPJS" in page.text
    assert "data-editor" not in page.text
    assert pimpinan.post(address(event, "/umum"), data={"text": "x"}).status_code == 403
    assert pimpinan.post(address(event, "/nomor")).status_code == 403


@pytest.mark.parametrize("many", [1, 4])
def test_the_number_of_queries_does_not_grow(make, staff, event, queries, many):
    make.photo_consent(event)
    for _ in range(many):
        make.question(event)
        make.follow_up(event)
        make.photo(event, chosen=True)
        make.invitation(event)
    staff.get(address(event))

    queries.clear()
    staff.get(address(event))

    assert len(queries) == 17, queries
