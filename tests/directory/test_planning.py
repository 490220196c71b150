"""What an import would change: matching, carrying down, duplicates, and rows that are wrong."""

from __future__ import annotations

import pytest

from app.directory.models import Post
from app.directory.planned import Kind
from app.directory.planning import plan
from app.directory.table import read_table
from tests.directory.lists import HEADER, csv_of, xlsx_of

NIP = "196804111993031009"


@pytest.fixture
def perwira(make):
    return make.village(make.district("Tanjungbalai Selatan", code="12.74.01"), "Perwira")


@pytest.fixture
def planned(app):
    """Plan an import of these rows below our header; a row may be shorter than the header."""

    def planned(*rows, header=HEADER, **kwargs):
        with app.app_context():
            return plan(read_table(xlsx_of([header, *rows], **kwargs), "a.xlsx"))

    return planned


def kepling(name="Budi", village="Perwira", lk="II", phone=None, nip=None, sex=None):
    return [name, "Kepling", None, village, lk, phone, nip, sex]


def test_an_unknown_person_is_new(make, perwira, planned):
    second = make.neighbourhood(perwira, 2)

    row = planned(kepling("Hj. Budiwati, S.E.", phone=81234567890, sex="P")).rows[0]

    entry = row.entry
    assert row.kind is Kind.NEW
    assert (entry.front_titles, entry.name, entry.back_titles) == ("Hj.", "Budiwati", "S.E.")
    assert (entry.post, entry.phone, entry.sex) == (Post.NEIGHBOURHOOD_HEAD, "+6281234567890", "P")
    assert (entry.place.region_id, row.place) == (second.id, "Perwira / Lingk. II")


@pytest.mark.parametrize("lk", ["Lingk. II", "Lingkungan 2", "LK 2", "LK. II", "II", 2, 2.0])
def test_spellings_of_a_lingkungan_find_the_same_one(make, perwira, planned, lk):
    make.person(make.neighbourhood(perwira, 2), name="Budi")

    assert planned(kepling(lk=lk)).rows[0].kind is Kind.SAME


def test_a_person_is_known_by_nip_first(make, perwira, planned):
    siti = make.person(make.neighbourhood(perwira, 1), name="Siti Aminah", nip=NIP)
    make.person(make.neighbourhood(perwira, 2), name="Siti Aminah")

    row = planned(kepling("Siti Aminah Lubis", lk="I", nip="19680411 199303 1 009")).rows[0]

    assert (row.person.id, row.kind) == (siti.id, Kind.CHANGED)
    assert [tuple(c) for c in row.changes] == [("Nama", "Siti Aminah", "Siti Aminah Lubis")]


def test_a_nip_of_somebody_with_quite_another_name_is_pointed_out(make, perwira, planned):
    make.person(make.neighbourhood(perwira, 1), name="Siti Aminah", nip=NIP)

    row = planned(kepling("Joko", lk="I", nip=NIP)).rows[0]

    assert "NIP ini milik Siti Aminah" in row.entry.notes[0]


def test_then_by_name_in_the_same_region(make, perwira, planned):
    budi = make.person(make.neighbourhood(perwira, 2), name="Budi", phone="+6281111111111")

    row = planned(kepling(phone="0812-2222-2222")).rows[0]

    assert row.person.id == budi.id
    assert [tuple(c) for c in row.changes] == [("Nomor HP", "0811-1111-1111", "0812-2222-2222")]


def test_then_by_phone_and_name_who_has_moved(make, perwira, planned):
    budi = make.person(make.neighbourhood(perwira, 1), name="Budi", phone="+6281111111111")
    make.neighbourhood(perwira, 2)

    row = planned(kepling(phone="081111111111")).rows[0]

    assert row.person.id == budi.id
    assert [tuple(c) for c in row.changes] == [
        ("Wilayah", "Perwira / Lingk. I", "Perwira / Lingk. II")
    ]


def test_a_shared_phone_alone_makes_nobody_the_same(make, perwira, planned):
    make.person(make.neighbourhood(perwira, 1), name="Ani", phone="+6281111111111")
    make.neighbourhood(perwira, 2)

    assert planned(kepling(phone="081111111111")).rows[0].kind is Kind.NEW


def test_an_empty_cell_erases_nothing(make, perwira, planned):
    make.person(
        make.neighbourhood(perwira, 2),
        name="Budi",
        front_titles="H.",
        back_titles="S.E.",
        phone="+6281111111111",
        nip=NIP,
        sex="L",
    )

    assert planned(kepling()).rows[0].kind is Kind.SAME


def test_a_list_in_capitals_does_not_shout_the_names_that_are_known(make, perwira, planned):
    make.person(make.neighbourhood(perwira, 2), name="Ahmad Yani")

    assert planned(kepling("AHMAD YANI")).rows[0].kind is Kind.SAME
    assert planned(kepling("Ahmad yani")).rows[0].kind is Kind.CHANGED


def test_who_was_inactive_becomes_active_again(make, perwira, planned):
    make.person(make.neighbourhood(perwira, 2), name="Budi", is_active=False)

    row = planned(kepling()).rows[0]

    assert [tuple(c) for c in row.changes] == [("Status", "Nonaktif", "Aktif")]


def test_a_new_lingkungan_is_offered_once_however_it_is_written(perwira, planned):
    result = planned(
        kepling("A", lk="Lingk. IV"), kepling("B", lk="4"), kepling("C", lk="Melati"),
        kepling("D", lk="Lingkungan Melati"),
    )  # fmt: skip

    assert [new.label for new in result.new_regions] == ["Perwira / Melati", "Perwira / Lingk. IV"]


def test_a_retired_lingkungan_is_not_created_again(app, make, perwira, planned):
    region = make.neighbourhood(perwira, 2)
    with app.app_context():
        from app.directory.models import Region
        from app.extensions import db

        db.session.get(Region, region.id).retire()
        db.session.commit()

    row = planned(kepling()).rows[0]

    assert row.entry.problems == [
        "Lingkungan II di Perwira sudah dinonaktifkan. "
        "Aktifkan kembali dulu di direktori bila masih ada."
    ]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (kepling(village="Perwera"), "Kelurahan “Perwera” tidak dikenal. Maksud Anda Perwira?"),
        (kepling(village="Xyz"), "Kelurahan “Xyz” tidak dikenal. Periksa ejaannya."),
        (kepling(village=None), "Kelurahan belum diisi."),
        (kepling(lk=None), "Lingkungan belum diisi."),
        (kepling(lk="500"), "Lingkungan “500” belum benar. Contoh: II atau 2."),
        (kepling(name="-", phone="081234567890"), "Nama belum diisi."),
        (kepling(name="#N/A"), "Sel berisi kesalahan Excel (#N/A)"),
        (["Budi", "", None, "Perwira", "II"], "Jabatan belum diisi."),
        (["Budi", "Camat"], "Kecamatan belum diisi."),
        (["Budi", "Camat", "Medan"], "Kecamatan “Medan” tidak dikenal."),
        (["Budi", "Lurah", "Utara", "Perwira"], "Kecamatan “Utara” tidak dikenal."),
        (kepling(phone="12"), "Nomor HP “12” belum benar."),
        (kepling(nip=1.96804111993031e17), "NIP diubah Excel menjadi angka"),
        (kepling(sex="X"), "Jenis kelamin “X” tidak dikenal."),
        (kepling(name="x" * 121), "Nama paling banyak 120 huruf."),
    ],
)
def test_a_wrong_row_tells_its_number_and_the_reason(make, perwira, planned, row, reason):
    make.neighbourhood(perwira, 2)

    result = planned([], row)

    assert (result.rows[0].number, result.rows[0].kind) == (3, Kind.WRONG)
    assert any(problem.startswith(reason) for problem in result.rows[0].entry.problems)


def test_a_kelurahan_in_another_kecamatan_is_told(make, perwira, planned):
    make.district("Datuk Bandar")

    row = planned(["Budi", "Lurah", "Datuk Bandar", "Perwira"]).rows[0]

    assert row.entry.problems == [
        "Kelurahan Perwira ada di Kecamatan Tanjungbalai Selatan, bukan Datuk Bandar."
    ]


def test_all_that_is_wrong_with_a_row_is_told_at_once(make, perwira, planned):
    problems = planned(kepling(village="X", phone="1", sex="Z")).rows[0].entry.problems

    assert len(problems) == 3


def test_the_same_person_twice_is_told_with_the_row_of_the_first(make, perwira, planned):
    make.neighbourhood(perwira, 2)

    result = planned(kepling("BUDI"), kepling("Ani", lk="3"), kepling("Budi"))

    assert [row.kind for row in result.rows] == [Kind.NEW, Kind.NEW, Kind.WRONG]
    assert result.rows[2].entry.problems == ["Orang ini sama dengan baris 2."]


def test_two_rows_with_one_nip_are_one_person(make, perwira, planned):
    result = planned(kepling("Budi", lk="1", nip=NIP), kepling("Ani", lk="2", nip=NIP))

    assert result.rows[1].entry.problems == ["Orang ini sama dengan baris 2."]


def test_two_persons_for_one_lingkungan_are_noted_not_refused(make, perwira, planned):
    result = planned(kepling("Ani"), kepling("Budi"))

    assert [row.kind for row in result.rows] == [Kind.NEW, Kind.NEW]
    assert result.rows[1].entry.notes == ["Baris 2 juga Kepala Lingkungan di tempat ini."]


def test_who_held_the_post_until_now_is_named(make, perwira, planned):
    region = make.neighbourhood(perwira, 2)
    ani = make.person(region, name="Ani")
    make.person(region, name="Staf", post=Post.OTHER, position="Staf")

    result = planned(kepling("Budi"))

    assert [person.id for person in result.rows[0].replaces] == [ani.id]


def test_who_moves_within_the_list_is_no_predecessor(make, perwira, planned):
    ani = make.person(make.neighbourhood(perwira, 2), name="Ani", phone="+6281111111111")
    make.neighbourhood(perwira, 3)

    result = planned(kepling("Budi"), kepling("Ani", lk="3", phone="081111111111"))

    assert result.rows[1].person.id == ani.id
    assert result.replaced == []


def test_a_kelurahan_written_once_counts_for_the_rows_below(make, perwira, planned):
    result = planned(
        ["Ani", "Lurah", "Tanjungbalai Selatan", "Perwira"],
        ["Budi", "Kepling", None, None, "I"],
        ["Cici", "Kepling", None, None, "II"],
        ["Dedi", "Sekretaris Lurah"],
    )

    assert [row.place for row in result.rows] == [
        "Perwira", "Perwira / Lingk. I", "Perwira / Lingk. II", "-",
    ]  # fmt: skip
    assert result.rows[1].entry.notes == ["Tempat diambil dari baris di atasnya."]
    assert result.rows[0].entry.notes == []


def test_another_kecamatan_ends_the_carrying(make, perwira, planned):
    make.district("Datuk Bandar")

    result = planned(
        ["Ani", "Lurah", "Tanjungbalai Selatan", "Perwira"],
        ["Budi", "Kepling", "Datuk Bandar", None, "I"],
    )

    assert result.rows[1].entry.problems == ["Kelurahan belum diisi."]


def test_a_heading_line_tells_the_kelurahan_of_the_rows_below(make, perwira, planned):
    karya = make.village(name="Karya")
    make.neighbourhood(karya, 1)

    result = planned(
        ["KELURAHAN PERWIRA"], ["Ani", "Kepling", None, None, 1], ["Kel. Karya"],
        ["Budi", "Kepling", None, None, 1],
    )  # fmt: skip

    assert [row.place for row in result.rows] == ["Perwira / Lingk. I", "Karya / Lingk. I"]


def test_a_heading_above_the_header_counts_too(app, perwira):
    content = csv_of("KELURAHAN : PERWIRA", "", "Nama;Jabatan;Lk", "Ani;Kaling;2")
    with app.app_context():
        result = plan(read_table(content, "a.csv"))

    assert result.rows[0].place == "Perwira / Lingk. II"


def test_totals_examples_and_empty_lines_are_no_persons(make, perwira, planned):
    result = planned(
        [1, "Budi", "Kepling", "Perwira", "2"],
        [2], [3, None], ["Jumlah", 1], [None, "Total: 1 orang"], [None, "Contoh Nama", "Kepling"],
        [None, None, None, "Mengetahui,"],
        header=["No", "Nama", "Jabatan", "Kelurahan", "LK"],
    )  # fmt: skip

    assert [row.entry.name for row in result.rows] == ["Budi"]
    assert [number for number, _ in result.ignored] == [5, 6, 7, 8]


def test_places_written_with_the_post_or_in_one_cell(make, perwira, planned):
    result = planned(
        ["Ani", "Lurah Perwira"],
        ["Budi", "Kepala Lingkungan III Perwira"],
        ["Cici", "Kaling II", None, "Perwira"],
        ["Dedi", "Kepling", None, "Perwira / Lingk. IV"],
        ["Edi", "Camat Tanjung Balai Selatan"],
    )

    assert [row.place for row in result.rows] == [
        "Perwira", "Perwira / Lingk. III", "Perwira / Lingk. II", "Perwira / Lingk. IV",
        "Kec. Tanjungbalai Selatan",
    ]  # fmt: skip


def test_a_list_of_kepling_needs_no_column_for_the_post(make, perwira, planned):
    one = planned(["Ani", "Perwira", "II"], header=["Nama Kepling", "Kelurahan", "Lingkungan"])
    two = planned(["Ani", "Perwira", "II"], header=["Nama", "Kelurahan", "Lingkungan"])

    assert one.rows[0].entry.post is two.rows[0].entry.post is Post.NEIGHBOURHOOD_HEAD


def test_the_head_of_the_office_needs_no_place(perwira, planned):
    assert planned(["Agus", "Kadis"]).rows[0].kind is Kind.NEW


def test_the_plan_is_another_once_the_directory_has_changed(make, perwira, planned):
    region = make.neighbourhood(perwira, 2)
    before = planned(kepling()).digest

    again = planned(kepling()).digest
    make.person(region, name="Budi")
    after = planned(kepling()).digest

    assert before == again != after


@pytest.mark.parametrize("people", [1, 30])
def test_the_directory_is_read_once_however_long_the_list(make, perwira, planned, queries, people):
    rows = [kepling(f"Orang {n}", lk=n + 1) for n in range(people)]
    queries.clear()

    planned(*rows)

    assert len(queries) == 2
