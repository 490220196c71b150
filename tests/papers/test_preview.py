import pytest

from app.accounts.models import Role
from app.office.letterhead import LetterheadForm
from app.office.models import Office
from tests.browser import HTMX

KOP = {
    "government": "Pemerintah Kota Contoh",
    "name": "Dinas Contoh",
    "address": "Jalan Contoh",
    "city": "Contoh",
    "paper": "F4",
    "margin_top": "20",
    "margin_bottom": "25",
    "margin_left": "30",
    "margin_right": "20",
    "rule": "tunggal",
    "underline_names": "y",
}


def test_the_letterhead_that_is_being_typed_is_shown_as_a_picture(staff, rows):
    page = staff.post("/pengaturan/kop/pratinjau", data=KOP, headers=HTMX)

    assert page.status_code == 200
    assert page.text.startswith('<figure id="pratinjau"')
    assert 'src="data:image/png;base64,' in page.text
    assert rows(Office) == []


def test_the_pdf_shows_what_was_typed(staff, text_of, facts_of):
    answer = staff.post("/pengaturan/kop/pratinjau.pdf", data=KOP)

    assert "inline" in answer.headers.get("Content-Disposition", "inline")
    assert "PEMERINTAH KOTA CONTOH" in text_of(answer.data)
    assert "609.449 x 935.433 pts" in facts_of(answer.data)


@pytest.mark.parametrize(
    "wrong",
    [
        {"margin_left": "banyak"},
        {"margin_left": "-5"},
        {"margin_left": "9" * 400},
        {"margin_top": "61"},
        {"paper": "A0"},
        {"rule": "<script>"},
        {"postal_code": "12"},
        {"name": "x" * 161},
    ],
)
def test_a_wrong_value_shows_the_stored_one_and_a_sentence(staff, make, app, wrong):
    make.office()

    page = staff.post("/pengaturan/kop/pratinjau", data=KOP | wrong, headers=HTMX)

    assert page.status_code == 200
    with app.test_request_context(method="POST", data=KOP | wrong):
        form = LetterheadForm(meta={"csrf": False})
        form.validate()
    ((name, (words, *_)),) = form.errors.items()
    assert f"{form[name].label.text}: {words}" in page.text
    assert 'src="data:image/png;base64,' in page.text


def test_the_smallest_and_the_widest_paper_can_be_made(staff):
    for margin in ("5", "60"):
        margins = {f"margin_{side}": margin for side in ("top", "bottom", "left", "right")}
        page = staff.post("/pengaturan/kop/pratinjau", data=KOP | margins, headers=HTMX)
        assert 'src="data:image/png;base64,' in page.text


def test_a_pimpinan_tries_no_letterheads(make, log_in):
    lead = log_in(make.account(Role.LEAD))

    for address in ("/pengaturan/kop/pratinjau", "/pengaturan/kop/pratinjau.pdf"):
        assert lead.post(address, data=KOP).status_code == 403


def test_without_htmx_it_is_a_page(staff):
    page = staff.post("/pengaturan/kop/pratinjau", data=KOP)

    assert "<h1>Pratinjau kop</h1>" in page.text
