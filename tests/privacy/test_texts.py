"""What people have written is not changed by an erasure: the pages say where it stands."""

from __future__ import annotations

import html

import pytest

from app.events.models import Status
from app.privacy.texts import bare
from app.sections.models import Document

PAGE = "/pengaturan/data-pribadi"


@pytest.fixture
def event(make):
    return make.event(title="Sosialisasi BPJS", status=Status.FINISHED)


@pytest.fixture
def rahmat(make, event):
    return make.presenter(event, name="Ir. Rahmat Rahasia, M.M.")


def about(who):
    return f"{PAGE}/narasumber/{who.id}/hapus"


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Ir. Rahmat Rahasia, M.M.", "Rahmat Rahasia"),
        ("Budi, BPJS", "Budi"),
        ("Hj. Siti Nurhaliza", "Siti Nurhaliza"),
    ],
)
def test_a_name_is_looked_for_as_people_write_it(name, written):
    assert bare(name) == written


def test_the_page_names_the_drafts_that_bear_the_name_and_leads_there(make, admin, event, rahmat):
    other = make.event(title="Acara lain")
    make.section(event, body="<p>Bapak RAHMAT Rahasia menjelaskan iuran.</p>")
    make.section(event, "talk", body="<p>Lagi: Rahmat Rahasia.</p>")
    make.section(event, "umum", document=Document.REPORT, body="<p>Oleh Rahmat Rahasia</p>")
    make.section(other, body="<p>Rahmat saja.</p>")

    page = html.unescape(admin.get(about(rahmat)).text)

    assert "Naskah yang memuat “Rahmat Rahasia”" in page
    assert page.count(f'href="/kegiatan/{event.code}/notula"') == 1
    assert f'href="/kegiatan/{event.code}/laporan"' in page
    assert other.code not in page


def test_a_name_that_only_an_earlier_text_bears_is_told_apart(make, admin, event, rahmat):
    notula = make.section(event, body="<p>Narasumber menjelaskan iuran.</p>")
    make.section_edit(notula, body="<p>Rahmat Rahasia menjelaskan iuran.</p>")
    laporan = make.section(event, "saran", document=Document.REPORT, body="<p>Rahmat Rahasia</p>")
    make.section_edit(laporan, body="<p>Oleh Rahmat Rahasia</p>")
    later = make.section(event, "umum", document=Document.REPORT, body="<p>Umum</p>")
    make.section_edit(later, body="<p>Rahmat Rahasia</p>", revision=None)

    page = html.unescape(admin.get(about(rahmat)).text)
    after = admin.post(about(rahmat), data={"confirm": "HAPUS"}, follow_redirects=True)

    assert ">Notula “Sosialisasi BPJS” (hanya dalam riwayat)</a>" in page
    assert ">Laporan “Sosialisasi BPJS”</a>" in page
    assert "Laporan “Sosialisasi BPJS” (hanya" not in page
    assert "Notula “Sosialisasi BPJS” (hanya dalam riwayat)" in after.text


def test_after_it_the_admin_is_told_once_more(make, admin, event, rahmat):
    make.section(event, body="<p>Rahmat Rahasia menjelaskan iuran.</p>")

    page = admin.post(about(rahmat), data={"confirm": "HAPUS"}, follow_redirects=True)

    assert "Nama itu masih tertulis dalam Notula “Sosialisasi BPJS”" in page.text


def test_where_no_text_bears_it_nothing_is_said(make, admin, event, rahmat):
    make.section(event, body="<p>Iuran.</p>")

    assert "Naskah yang memuat" not in admin.get(about(rahmat)).text
    page = admin.post(about(rahmat), data={"confirm": "HAPUS"}, follow_redirects=True)
    assert "masih tertulis" not in page.text
