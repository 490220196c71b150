"""Spellings that mean the same place, post or name."""

from __future__ import annotations

import random

import pytest

from app.directory.models import Post
from app.directory.naming import split_titles
from app.directory.post_words import post_of
from app.directory.spelling import (
    fold,
    neighbourhood_key,
    neighbourhood_of,
    number_of,
    place_key,
    roman,
)
from app.titles import with_titles

DICE = random.Random(12_74)


@pytest.mark.parametrize(
    ("written", "official"),
    [
        ("Tanjung Balai Kota 1", "Tanjungbalai Kota I"),
        ("Kel. Tanjung Balai Kota.II", "Tanjungbalai Kota II"),
        ("TJ. BALAI KOTA IV", "Tanjungbalai Kota IV"),
        ("Kec. Tanjung Balai Utara", "Tanjungbalai Utara"),
        ("Kualo Silau Bestari", "Kuala Silo Bestari"),
        ("kelurahan kwala  silau bestari", "Kuala Silo Bestari"),
        ("Kwala Silo Bestari", "Kuala Silo Bestari"),
        ("Mata Halasan", "Matahalasan"),
        ("Sungai Raja", "Sei Raja"),
        ("Sungai Tualang Raso", "Sei Tualang Raso"),
        ("Beting Kwala Kapias", "Beting Kuala Kapias"),
        ("Kel.Perwira", "Perwira"),
    ],
)
def test_spellings_of_one_place_are_equal(written, official):
    assert place_key(written) == place_key(official)


def test_places_that_differ_in_a_number_stay_apart():
    kota = [place_key(f"Tanjungbalai Kota {roman(n)}") for n in range(1, 5)]

    assert len(set(kota)) == 4


def test_every_number_is_understood_as_roman_and_as_arabic():
    for number in range(1, 400):
        assert number_of(str(number)) == number
        if roman(number) not in {"C", "L"}:
            assert number_of(roman(number).lower()) == number


@pytest.mark.parametrize("text", ["", "0", "400", "IIII", "VX", "IC", "C", "L", "A", "-1", "²"])
def test_what_is_no_number_of_a_lingkungan(text):
    assert number_of(text) is None


@pytest.mark.parametrize("number", [1, 2, 4, 9, 14, 40])
def test_all_ways_to_write_a_lingkungan_are_one(number):
    words = ["Lingkungan", "Lingk.", "LINGK", "Lk", "LK.", "Ling.", "lingkungan no.", "No.", ""]
    numbers = [str(number), f"{number:02d}", f"{number}.0", roman(number), roman(number).lower()]

    for word in words:
        for form in numbers:
            spaces = " " * DICE.randint(1, 3)
            assert neighbourhood_of(f"{word}{spaces}{form} ") == (number, ""), (word, form)
    assert neighbourhood_of(f"LK{number}") == neighbourhood_of(f"Lk.{number}") == (number, "")


def test_a_lingkungan_may_have_its_own_name():
    assert neighbourhood_of("Lingkungan  Melati") == (None, "Lingkungan Melati")
    assert neighbourhood_key("Lingk. Melati") == neighbourhood_key("melati")
    assert neighbourhood_key("Lingkungan II A") == neighbourhood_key("2A") != neighbourhood_key("2")


@pytest.mark.parametrize(
    ("words", "post"),
    [
        ("Kepling", Post.NEIGHBOURHOOD_HEAD),
        ("KALING", Post.NEIGHBOURHOOD_HEAD),
        ("Kepala  Lingkungan", Post.NEIGHBOURHOOD_HEAD),
        ("Ka. Lingkungan", Post.NEIGHBOURHOOD_HEAD),
        ("Ka.Lingk. III", Post.NEIGHBOURHOOD_HEAD),
        ("Lurah", Post.VILLAGE_HEAD),
        ("Plt. Lurah", Post.VILLAGE_HEAD),
        ("Pj. Lurah Perwira", Post.VILLAGE_HEAD),
        ("Camat", Post.DISTRICT_HEAD),
        ("Kadis", Post.HEAD),
        ("Kepala Dinas", Post.HEAD),
        ("Plt. Kepala Dinas Ketenagakerjaan", Post.HEAD),
        ("Kepala Dinas Kesehatan", Post.OTHER),
        ("Sekretaris Lurah", Post.OTHER),
        ("Sekretaris Camat", Post.OTHER),
        ("Staf Kelurahan", Post.OTHER),
    ],
)
def test_words_of_a_post(words, post):
    named = post_of(words)

    assert named.post is post
    assert named.position == (words if post is Post.OTHER else "")


def test_no_words_are_no_post():
    assert post_of("  ") is None


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("Drs. H. Ahmad Yani, M.Si.", ("Drs. H.", "Ahmad Yani", "M.Si.")),
        ("Drs.H.Ahmad Yani,M.Si", ("Drs. H.", "Ahmad Yani", "M.Si")),
        ("Hj Siti Aminah, S.Sos., M.AP", ("Hj", "Siti Aminah", "S.Sos., M.AP")),
        ("SITI AMINAH S.SOS", ("", "SITI AMINAH", "S.SOS")),
        ("Budi Santoso SE", ("", "Budi Santoso", "SE")),
        ("dr. Rina", ("dr.", "Rina", "")),
        ("Suparno", ("", "Suparno", "")),
        ("M. Yusuf", ("", "M. Yusuf", "")),
        ("H.", ("", "H.", "")),
        ("Siti Ma", ("", "Siti Ma", "")),
        ("Lubis, Ahmad", ("", "Lubis, Ahmad", "")),
    ],
)
def test_titles_are_taken_off_a_name(written, parts):
    assert split_titles(written) == parts


def test_no_letter_of_a_name_is_lost_or_changes_case():
    names = ["ahmad yani", "SITI", "Muhammad bin Ali", "Ni'mah", "D. Aritonang", "Butar-Butar"]
    fronts = ["", "H.", "Drs. H.", "Prof. Dr. Ir.", "Hj."]
    backs = ["", "S.Sos.", "S.H., M.H.", "SE", "A.Md.Keb."]

    for name in names:
        for front in fronts:
            for back in backs:
                assert split_titles(with_titles(front, name, back)) == (front, name, back)


def test_folding_ignores_case_accents_and_punctuation():
    assert fold("  Ni'mah  É. ") == "ni mah e"
    assert fold(fold("Ünal-Ça")) == fold("Ünal-Ça") == "unal ca"
