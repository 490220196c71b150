"""What staff see and change."""

from __future__ import annotations

import pytest

from app.accounts.models import Role
from app.audit import AuditEntry
from app.events.models import Status
from app.materials.models import Audience, Material, Scan
from tests.browser import HTMX

LINK = {"url": "https://www.youtube.com/watch?v=abc", "title": "Rekaman", "audience": "semua"}


def test_the_list_tells_kind_size_audience_and_what_the_scanner_said(make, staff, event, room):
    make.material(event, title="Paparan", downloads=7)
    make.material(event, title="Tertahan", scan=Scan.WAITING, audience=Audience.STAFF)

    page = staff.get(room).text

    for words in ("Paparan", "PDF", "7 unduhan", "Belum dipindai", "Menunggu pemeriksaan"):
        assert words in page
    assert "Petugas saja" in page


def test_a_pimpinan_reads_and_changes_nothing(make, log_in, event, room):
    material = make.material(event, title="Paparan")
    lead = log_in(make.account(Role.LEAD))

    page = lead.get(room).text

    assert "Paparan" in page
    assert "Unggah berkas" not in page
    assert "Simpan" not in lead.get(f"{room}/{material.id}").text
    assert lead.get(f"{room}/{material.id}/unduh").status_code == 200


def test_a_link_says_where_it_leads(staff, room, rows):
    staff.post(f"{room}/tautan", data=LINK | {"request_id": "a" * 32})

    [link] = rows(Material)
    page = staff.get(f"{room}/{link.id}").text
    assert (link.title, link.url, link.audience) == ("Rekaman", LINK["url"], Audience.EVERYBODY)
    assert "Tautan ke YouTube" in page
    assert 'rel="noopener noreferrer"' in page


@pytest.mark.parametrize(
    ("url", "leads_to"),
    [
        ("https://youtu.be/abc", "YouTube"),
        ("https://m.youtube.com/watch?v=abc", "YouTube"),
        ("https://us02web.zoom.us/j/123?pwd=x", "Zoom"),
        ("https://www.bpjsketenagakerjaan.go.id/faq", "www.bpjsketenagakerjaan.go.id"),
        ("https://youtube.com.contoh.id/a", "youtube.com.contoh.id"),
        ("https://bukanzoom.us/a", "bukanzoom.us"),
    ],
)
def test_where_a_link_leads_is_its_host(make, event, url, leads_to):
    assert make.material(event, url=url).leads_to == leads_to


@pytest.mark.parametrize(
    "url",
    [
        "http://contoh.id",
        "javascript:alert(1)",
        "https://",
        "https://localhost/a",
        "https://youtube.com@contoh.id/",
        "https://contoh.id:8443/",
        "https://contoh.id\\@youtube.com/",
        "https://cоntoh.id/",
        "https://contoh.id/a b",
        "https://[::1",
        "//contoh.id",
        "HTTPS://contoh.id/",
        "https://contoh.id/" + "a" * 500,
        "",
    ],
)
def test_an_address_that_is_no_plain_https_link_is_refused(staff, room, rows, url):
    answer = staff.post(f"{room}/tautan", data=LINK | {"request_id": "a" * 32, "url": url})

    assert answer.status_code == 422
    assert rows(Material) == []


def test_the_same_link_form_sent_twice_makes_one_link(staff, room, rows):
    for _ in range(2):
        answer = staff.post(f"{room}/tautan", data=LINK | {"request_id": "a" * 32})

    assert answer.status_code == 303
    assert len(rows(Material)) == 1


def test_title_and_audience_can_be_changed(make, staff, event, room, reload, rows):
    material = make.material(event)

    answer = staff.post(
        f"{room}/{material.id}",
        data={
            "title": " Paparan  baru ",
            "audience": "semua",
            "downloads": 99,
            "url": "https://x.id",
        },
    )

    now = reload(material)
    assert answer.status_code == 303
    assert (now.title, now.audience) == ("Paparan baru", Audience.EVERYBODY)
    assert (now.downloads, now.url) == (0, None)
    assert [entry.action for entry in rows(AuditEntry)] == ["material.change"]


def test_the_address_of_a_link_can_be_changed(make, staff, event, room, reload):
    link = make.material(event, url="https://youtu.be/abc")
    data = {"title": "Zoom", "audience": "peserta", "url": "https://zoom.us/j/1"}

    staff.post(f"{room}/{link.id}", data=data)

    assert reload(link).url == "https://zoom.us/j/1"


@pytest.mark.parametrize("data", [{"title": ""}, {"audience": "dunia"}, {"title": "x" * 201}])
def test_what_does_not_fit_is_not_saved(make, staff, event, room, reload, data):
    material = make.material(event, title="Paparan")

    answer = staff.post(f"{room}/{material.id}", data={"title": "Baru", "audience": "semua"} | data)

    assert answer.status_code == 422
    assert reload(material).title == "Paparan"


def test_withdrawing_and_putting_back_set_a_state_however_often(
    make, staff, event, room, reload, rows
):
    material = make.material(event)

    staff.post(f"{room}/{material.id}/tarik")
    first = reload(material).withdrawn_at
    staff.post(f"{room}/{material.id}/tarik")
    assert reload(material).withdrawn_at == first is not None
    assert "Ditarik" in staff.get(room).text

    for _ in range(2):
        staff.post(f"{room}/{material.id}/tampilkan")
    assert reload(material).withdrawn_at is None
    assert {entry.action for entry in rows(AuditEntry)} == {
        "material.withdraw",
        "material.put_back",
    }


def test_a_line_goes_to_the_place_it_is_sent_to(make, staff, event, room, rows):
    a, b, c = [make.material(event, title=title) for title in "abc"]

    def order():
        return "".join(m.title for m in sorted(rows(Material), key=lambda m: m.sort))

    for place, expected in ((1, "cab"), (1, "cab"), (2, "acb"), (99, "abc")):
        answer = staff.post(f"{room}/{c.id}/tempat", data={"tempat": place})

        assert answer.status_code == 303
        assert order() == expected


def test_htmx_gets_the_list_in_its_new_order(make, staff, event, room):
    make.material(event, title="Satu")
    second = make.material(event, title="Dua")

    answer = staff.post(f"{room}/{second.id}/tempat", data={"tempat": 1}, headers=HTMX)

    assert answer.text.startswith('<section id="materials"')
    assert answer.text.index("Dua") < answer.text.index("Satu")


@pytest.mark.parametrize("place", ["", "x", "-1", str(2**31)])
def test_a_place_that_is_no_number_is_refused(make, staff, event, room, place):
    material = make.material(event)

    assert staff.post(f"{room}/{material.id}/tempat", data={"tempat": place}).status_code == 400


@pytest.mark.parametrize("status", [Status.LOCKED, Status.CANCELLED])
@pytest.mark.parametrize("deed", ["", "/tempat", "/tarik", "/tampilkan"])
def test_nothing_changes_in_a_closed_kegiatan(make, staff, rows, reload, status, deed):
    event = make.event(status=status, cancel_reason="Aula dipakai.")
    material = make.material(event, title="Paparan")
    data = {"title": "Baru", "audience": "semua", "tempat": 1}

    answer = staff.post(f"/kegiatan/{event.code}/materi/{material.id}{deed}", data=data)

    assert answer.status_code == 409
    assert "Materinya tidak dapat diubah" in answer.text
    assert reload(material).title == "Paparan"
    assert reload(material).withdrawn_at is None
    assert rows(AuditEntry) == []


def test_a_material_of_another_kegiatan_does_not_exist(make, staff, room):
    other = make.material(make.event())
    pages = ["", "/lihat", "/unduh", "/versi/1", "/kecil.jpg", "/halaman/1.jpg"]

    answers = [staff.get(f"{room}/{other.id}{page}") for page in pages]
    deeds = ["", "/tempat", "/tarik", "/tampilkan", "/ganti"]
    answers += [staff.post(f"{room}/{other.id}{deed}", data={"tempat": 1}) for deed in deeds]

    assert {answer.status_code for answer in answers} == {404}


def test_the_zip_holds_what_was_not_withdrawn(make, staff, event, room):
    make.material(event, name="satu.pdf")
    make.material(event, name="tertahan.pdf", scan=Scan.WAITING)
    dua = make.material(event, name="dua.pdf")
    staff.post(f"{room}/{dua.id}/tarik")

    content = staff.get(f"{room}/semua.zip").data

    assert b"satu.pdf" in content
    assert b"dua.pdf" not in content
    assert b"tertahan.pdf" not in content


def test_there_is_no_zip_of_nothing(make, staff, event, room):
    make.material(event, url="https://youtu.be/abc")

    assert staff.get(f"{room}/semua.zip").status_code == 404


def test_titles_are_shown_as_text(make, staff, event, room):
    make.material(event, title='<script>alert(1)</script>"{{1234*5678}}')

    page = staff.get(room).text

    assert "<script>alert" not in page
    assert "7006652" not in page


def test_a_longer_list_asks_no_more_of_the_database(make, staff, event, room, queries):
    for _ in range(2):
        make.material(event, added_by=make.account().id, presenter_id=make.presenter(event).id)
    queries.clear()
    staff.get(room)
    few = len(queries)
    for _ in range(8):
        make.material(event, added_by=make.account().id, presenter_id=make.presenter(event).id)

    queries.clear()
    staff.get(room)

    assert len(queries) == few
