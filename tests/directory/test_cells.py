"""Phone numbers, NIP and sexes as Excel leaves them."""

from __future__ import annotations

import random

import pytest

from app.directory.cells import CellProblem, nip_of, phone_of, sex_of, text_of, words_of

DICE = random.Random(2026)


def test_every_spelling_of_a_phone_number_is_one():
    for _ in range(200):
        rest = f"8{DICE.randint(11, 99)}{DICE.randint(0, 99_999_999):08d}"
        one = f"+62{rest}"

        assert phone_of(f"0{rest}") == one
        assert phone_of(f"+62 {rest[:3]}-{rest[3:]}") == one
        assert phone_of(f"62{rest}") == phone_of(rest) == one
        assert phone_of(int(rest)) == phone_of(float(rest)) == one
        assert phone_of(int(f"62{rest}")) == phone_of(float(f"62{rest}")) == one
        assert phone_of(f"'0{rest}") == phone_of(f'="0{rest}"') == one
        assert phone_of(f"0{rest[:3]}.{rest[3:7]}.{rest[7:]}") == one
        assert phone_of(f"HP: 0{rest[:3]} {rest[3:]}") == one


def test_a_number_that_excel_shows_in_powers_of_ten_is_read_whole():
    assert phone_of(8.12345678e10) == "+6281234567800"
    assert phone_of("8,1234567891E+10") == "+6281234567891"


def test_a_number_whose_digits_excel_dropped_is_wrong():
    with pytest.raises(CellProblem, match="dibulatkan Excel"):
        phone_of("8,12346E+10")


@pytest.mark.parametrize("text", [None, "", " ", "-", "0", "tidak ada", 0])
def test_no_phone_number(text):
    assert phone_of(text) is None


@pytest.mark.parametrize("text", ["123", "nol delapan", "0812", "08123x4567890"])
def test_what_is_no_phone_number_says_how_one_looks(text):
    with pytest.raises(CellProblem, match="Contoh: 0812-3456-7890"):
        phone_of(text)


def test_two_numbers_in_one_cell_are_told():
    with pytest.raises(CellProblem, match="satu nomor saja"):
        phone_of("0812-3456-7890 / 0813-3456-7890")


@pytest.mark.parametrize(
    "text",
    [
        "19680411 199303 1 009",
        "196804111993031009",
        "'196804111993031009",
        "NIP. 19680411 199303 1 009",
    ],
)
def test_a_nip_as_text_is_fine(text):
    assert nip_of(text) == "196804111993031009"


@pytest.mark.parametrize(
    "value",
    [1.96804111993031e17, 196804111993031000, "1,96804E+17", "196804111993031000"],
)
def test_a_nip_that_excel_made_a_number_has_lost_digits(value):
    with pytest.raises(CellProblem, match="Ubah kolom NIP menjadi Teks"):
        nip_of(value)


def test_a_short_nip_is_wrong_and_none_is_fine():
    with pytest.raises(CellProblem, match="18 angka"):
        nip_of("1968")
    assert nip_of("-") is None


def test_words_for_the_sexes():
    for word in ["L", "l", "Laki-laki", "Laki - Laki", "Pria", "lk", "LK."]:
        assert sex_of(word) == "L"
    for word in ["P", "Perempuan", "Wanita", "pr", "Pr."]:
        assert sex_of(word) == "P"
    assert sex_of("") is None
    with pytest.raises(CellProblem, match="Tulis L atau P"):
        sex_of("x")


def test_cells_become_plain_text():
    assert text_of(2.0) == "2"
    assert text_of(" a\u200b \n b ") == "a b"
    assert text_of(None) == text_of(True) == text_of(float("nan")) == ""


def test_an_error_of_excel_is_told():
    with pytest.raises(CellProblem, match="#REF!"):
        words_of("#REF!")


def test_an_endless_cell_is_cut_before_it_costs_time():
    assert len(text_of("x" * 100_000)) == 1_000
    with pytest.raises(CellProblem):
        phone_of("8e" + "9" * 5_000)
    with pytest.raises(CellProblem):
        phone_of("8" * 100_000)
