import pytest

from app.accounts.models import Role
from app.attendees.models import Method, Part
from app.audit import AuditEntry
from tests.browser import HTMX


def test_it_says_how_many_are_on_the_list(make, staff):
    event = make.event(title="Sosialisasi")
    make.attendance(event, sex="L", part=Part.PARTICIPANT)
    make.attendance(event, sex="P", part=Part.SPEAKER)
    make.attendance(event, signature=None, method=Method.HELPED)

    page = staff.get(f"/kegiatan/{event.code}/hadir")

    assert "<strong>3</strong> hadir" in page.text
    assert "Peserta 1 · Narasumber 1 · Tamu 1" in page.text
    assert "1 orang hadir masih menunggu tanda tangan." in page.text


def test_only_who_may_edit_is_offered_the_phones(make, staff, log_in):
    event = make.event()
    lead = log_in(make.account(Role.LEAD))

    for browser, offered in ((staff, True), (lead, False)):
        page = browser.get(f"/kegiatan/{event.code}/hadir")
        assert ("Sertakan nomor HP dan NIP" in page.text) is offered


def test_sample_data_is_called_so(make, staff):
    for is_demo in (True, False):
        page = staff.get(f"/kegiatan/{make.event(is_demo=is_demo).code}/hadir")
        assert ("Data contoh</span>" in page.text) is is_demo


def test_strangers_and_wrong_codes_find_nothing(make, staff, visitor):
    event = make.event()

    assert visitor.get(f"/kegiatan/{event.code}/hadir").status_code == 303
    assert visitor.post(f"/kegiatan/{event.code}/hadir/daftar-hadir.pdf").status_code == 303
    assert staff.get("/kegiatan/tidakada/hadir").status_code == 404
    assert staff.post("/kegiatan/tidakada/hadir/daftar-hadir.csv").status_code == 404


def test_a_list_never_leaves_by_get(make, staff):
    event = make.event()

    for name in ("daftar-hadir.pdf", "daftar-hadir.xlsx", "daftar-hadir.csv", "lembar-kosong.pdf"):
        assert staff.get(f"/kegiatan/{event.code}/hadir/{name}").status_code == 405


@pytest.mark.parametrize("headers", [HTMX, {}])
def test_the_first_page_is_shown_as_a_picture(make, staff, rows, headers):
    event = make.event()
    make.attendance(event)

    page = staff.get(f"/kegiatan/{event.code}/hadir/pratinjau", headers=headers)

    assert 'src="data:image/png;base64,' in page.text
    assert ("<html" in page.text) is (headers == {})
    assert rows(AuditEntry) == []


def test_the_number_of_queries_does_not_grow(make, staff, queries):
    counts = []
    for people in (1, 5):
        event = make.event()
        for _ in range(people):
            make.attendance(event, make.invited(event))
        queries.clear()
        staff.get(f"/kegiatan/{event.code}/hadir")
        counts.append(len(queries))

    assert counts[0] == counts[1]
