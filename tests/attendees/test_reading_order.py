"""What a screen reader reads out on each step of the sign-in, in the order in which it does."""

import pytest

from app.wib import long_date
from tests.attendees.hall import code_of
from tests.attendees.test_hall_browser import draw

pytestmark = pytest.mark.browser


@pytest.fixture
def event(make):
    return make.event(title="Sosialisasi BPJS", place="Aula")


@pytest.fixture
def page(phone, event, make):
    district = make.district(name="Selatan")
    village = make.village(district, name="Perwira")
    for number in (1, 2):
        make.invited(event, region=make.neighbourhood(village, number), name=f"Kepling {number}")
    make.invited(
        event, region=make.neighbourhood(make.village(district, name="Karya"), 1), name="Ani"
    )
    page = phone.new_page()
    page.goto(f"/h/{event.code}?k={code_of(event)}")
    return page


def read(page):
    """What is read out: without the addresses of links, and without the wrapping of the layout."""
    lines = page.locator("body").aria_snapshot().splitlines()
    told = [line.strip(" -") for line in lines if "/url:" not in line]
    return [line for line in told if line not in {"main:", "list:", "listitem:", "paragraph:"}]


CONSENT = "Kirimi saya materi dan kabar kegiatan ini lewat WhatsApp (tidak wajib)"
EVENT = "strong: Sosialisasi BPJS"
NOT_LISTED = 'link "Saya tidak ada di daftar":'
BACK = 'link "Kembali ke awal":'
PAD = "Bidang tanda tangan. Gambar dengan jari. Bila tidak bisa, pilih Minta dibantu petugas."
NOTICE = (
    "paragraph: Data Bapak/Ibu (nama, jabatan, kelurahan, tanda tangan) dipakai untuk daftar hadir"
    " dan notula kegiatan ini. Kami tidak meminta NIK."
)


def test_each_step_says_where_one_is_then_what_to_do(page, event):
    assert read(page) == [
        EVENT,
        f"text: {long_date(event.day)} · Aula",
        "status",
        'heading "Pilih kelurahan" [level=1]',
        'heading "Kec. Selatan" [level=2]',
        'link "Perwira":',
        'link "Karya":',
        NOT_LISTED,
    ]

    choose(page, "Perwira")
    assert read(page) == [
        EVENT,
        "status",
        'heading "Pilih lingkungan" [level=1]',
        "paragraph: Kelurahan Perwira",
        'link "Lingkungan I":',
        'link "Lingkungan II":',
        NOT_LISTED,
        BACK,
    ]

    choose(page, "Lingkungan II")
    assert read(page) == [
        EVENT,
        "status",
        'heading "Pilih nama Anda" [level=1]',
        'link "Kepling 2 Kepala Lingkungan, Perwira / Lingk. II":',
        "strong: Kepling 2",
        "text: Kepala Lingkungan, Perwira / Lingk. II",
        NOT_LISTED,
        BACK,
    ]

    choose(page, "Kepling 2")
    assert read(page) == [
        EVENT,
        "status",
        'heading "Kepling 2" [level=1]',
        "paragraph: Kepala Lingkungan, Perwira / Lingk. II",
        'group "Tanda tangan":',
        "paragraph: Tanda tangan",
        f'img "{PAD}"',
        "status",
        "alert",
        'button "Urungkan"',
        'button "Hapus"',
        NOTICE,
        "group: Selengkapnya",
        'button "Kirim"',
        'button "Minta dibantu petugas"',
        'link "Saya mewakili Kepling 2":',
        BACK,
    ]

    draw(page)
    assert "status: Tanda tangan terisi." in read(page)
    page.get_by_role("button", name="Kirim").click()
    page.wait_for_url("**/r/*")
    receipt = [line for line in read(page) if "pukul" not in line]
    assert receipt == [
        EVENT,
        "status",
        'navigation "Ruang peserta":',
        'link "Bukti hadir":',
        'link "Materi":',
        'link "Pertanyaan":',
        'heading "Kehadiran tercatat" [level=1]',
        "text: Nomor kedatangan",
        'strong: "1"',
        "strong: Kepling 2",
        "text: Kepala Lingkungan, Perwira / Lingk. II",
        'link "Ajukan pertanyaan":',
        'link "Catat orang lain di HP ini":',
        f'checkbox "{CONSENT}"',
        f"text: {CONSENT}",
        "paragraph: Anda belum menyetujui. Kehadiran Anda tercatat tanpa ini.",
        'button "Simpan pilihan"',
    ]


def test_what_is_missing_is_said_at_once(page):
    for words in ("Perwira", "Lingkungan II", "Kepling 2"):
        choose(page, words)
    page.get_by_role("button", name="Kirim").click()

    assert "alert: Tanda tangan belum dibubuhkan." in read(page)


def choose(page, words):
    before = page.url
    page.get_by_role("link", name=words).last.click()
    page.wait_for_url(lambda address: address != before)
