import pytest

from app.accounts.models import Role
from app.invitations.letters import InvitationLetter
from tests.browser import HTMX

TYPED = {
    "subject": "Undangan",
    "opening": "Sehubungan dengan itu:",
    "nature": "biasa",
    "addressed_to": "Camat",
    "letter_number": "500/1",
    "signer": "0",
}


@pytest.fixture
def event(make):
    make.office()
    return make.event()


def address(event):
    return f"/kegiatan/{event.code}/undangan/surat/pratinjau"


def test_the_letter_that_is_being_typed_is_shown_in_place(make, staff, event, rows):
    make.letter(event, note="Tersimpan")

    page = staff.post(address(event), data=TYPED | {"note": "Diketik"}, headers=HTMX)

    assert page.text.lstrip().startswith('<section id="pratinjau-surat"')
    assert 'src="data:image/png;base64,' in page.text
    assert rows(InvitationLetter)[0].note == "Tersimpan"


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"map_url": "http://x"}, "Tautan peta: Alamat ini belum benar."),
        ({"letter_date": "besok"}, "Tanggal surat: Tanggal ini belum benar."),
        ({"nature": "?"}, "Sifat: Pilih salah satu."),
        ({"opening": ""}, "Kalimat pembuka: Kolom ini wajib diisi."),
    ],
)
def test_what_is_wrong_is_said_and_the_stored_value_is_shown(make, staff, event, wrong, words):
    make.letter(event)

    page = staff.post(address(event), data=TYPED | wrong, headers=HTMX)

    assert page.status_code == 200
    assert words in page.text
    assert 'src="data:image/png;base64,' in page.text


def test_without_htmx_it_is_a_page_with_the_stored_letter(staff, event, rows):
    page = staff.post(address(event))

    assert "<h1>Pratinjau surat undangan</h1>" in page.text
    assert 'src="data:image/png;base64,' in page.text
    assert rows(InvitationLetter) == []


def test_a_pimpinan_sees_what_is_stored(make, log_in, event):
    lead = log_in(make.account(Role.LEAD))

    page = lead.post(address(event), data=TYPED | {"opening": ""}, headers=HTMX)

    assert "wajib diisi" not in page.text
    assert 'src="data:image/png;base64,' in page.text
