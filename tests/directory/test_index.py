"""/direktori: browsing and searching the territory."""

from __future__ import annotations

import pytest

from app.accounts.models import Role
from tests.browser import HTMX


@pytest.fixture
def bestari(make):
    return make.village(make.district("Tanjungbalai Utara"), "Kuala Silo Bestari")


def test_an_empty_directory_says_how_to_begin(staff):
    assert "flask region load" in staff.get("/direktori").text


def test_the_tree_counts_active_persons_with_everything_below(make, staff, bestari):
    second = make.neighbourhood(bestari, 2)
    make.person(bestari)
    make.person(second)
    make.person(second, is_active=False)

    page = " ".join(staff.get("/direktori").text.split())

    assert "2 orang aktif" in page
    assert "2 orang · 1 lingk." in page
    assert 'Lingkungan II</a> <span class="quiet small number">1 orang' in page


@pytest.mark.parametrize(
    "words", ["kwala silau bestari", "Kel. Kuala Silo", "KUALO  SILO", "silo bestari"]
)
def test_a_region_is_found_by_any_spelling(make, staff, bestari, words):
    make.village(name="Perwira")

    page = staff.get("/direktori", query_string={"q": words}).text

    assert "Kuala Silo Bestari" in page
    assert "Perwira" not in page


def test_a_lingkungan_is_found_by_kelurahan_and_number(make, staff):
    perwira = make.village(name="Perwira")
    for number in (1, 2):
        make.neighbourhood(perwira, number)

    page = staff.get("/direktori", query_string={"q": "perwira lingkungan 2"}).text

    assert "Perwira / Lingk. II" in page
    assert "Perwira / Lingk. I<" not in page


def test_active_persons_are_found_by_parts_of_their_name(make, staff, bestari):
    make.person(bestari, name="Ni'mah Lubis")
    make.person(bestari, name="Ni'mah Siregar", is_active=False)

    page = staff.get("/direktori?q=lubis+ni+mah").text

    assert "mah Lubis" in page
    assert "Siregar" not in page


def test_htmx_gets_the_results_alone(staff, bestari):
    answer = staff.get("/direktori?q=bestari", headers=HTMX)

    assert answer.text.startswith('<div id="found">')
    assert "Kuala Silo Bestari" in answer.text


def test_nothing_found_says_what_to_do(staff, bestari):
    assert "Periksa ejaannya" in staff.get("/direktori?q=zzz").text


def test_the_words_somebody_typed_stay_text(staff, bestari):
    page = staff.get("/direktori", query_string={"q": "<script>alert(1)</script>"}).text

    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize("path", ["/direktori", "/direktori?q=kelurahan", "/direktori?q=orang"])
@pytest.mark.parametrize("places", [1, 5])
def test_the_number_of_queries_does_not_grow(make, log_in, queries, path, places):
    browser = log_in(make.account())
    for _ in range(places):
        make.person()
    queries.clear()

    browser.get(path)

    assert len(queries) == 3, queries


def test_pimpinan_reads_and_finds_no_buttons(make, log_in, bestari):
    page = log_in(make.account(Role.LEAD)).get("/direktori").text

    assert "Kuala Silo Bestari" in page
    assert "Impor" not in page
    assert "Tambah" not in page
