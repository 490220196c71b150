"""The official territory: `flask region load`."""

from __future__ import annotations

from collections import Counter

import pytest

from app.directory.models import Level, Region
from app.directory.official import load_first_regions, load_official_regions
from app.extensions import db


def test_six_kecamatan_and_31_kelurahan_with_their_exact_codes(app, rows):
    answer = app.test_cli_runner().invoke(args=["region", "load"])

    regions = {region.code: region for region in rows(Region)}
    assert answer.output == "Added 37 regions.\n"
    assert Counter(region.level for region in regions.values()) == {
        Level.DISTRICT: 6,
        Level.VILLAGE: 31,
    }
    datuk_bandar = [code for code in sorted(regions) if code.startswith("12.74.05.")]
    assert datuk_bandar == [f"12.74.05.{n}" for n in (1003, 1004, 1005, 1006, 1010)]
    assert regions["12.74.05.1010"].name == "Pantai Johor"
    assert regions["12.74.02.1004"].name == "Kuala Silo Bestari"
    assert regions["12.74.02.1004"].parent_id == regions["12.74.02"].id


def test_loading_again_changes_nothing(app, rows):
    run = app.test_cli_runner()
    run.invoke(args=["region", "load"])
    before = [(region.id, region.name) for region in rows(Region)]

    answer = run.invoke(args=["region", "load"])

    assert answer.output == "Added 0 regions.\n"
    assert [(region.id, region.name) for region in rows(Region)] == before


def test_a_corrected_name_is_taken_over(app, make, reload):
    old = make.district("Tanjung Balai Selatan", code="12.74.01")

    app.test_cli_runner().invoke(args=["region", "load"])

    assert reload(old).name == "Tanjungbalai Selatan"


def test_loading_does_not_commit_by_itself(app, rows):
    with app.app_context():
        assert load_official_regions() == 37
        db.session.rollback()

    assert rows(Region) == []


def test_a_new_installation_begins_with_the_official_regions(app, rows):
    with app.app_context():
        load_first_regions()
        db.session.commit()

    assert len(rows(Region)) == 37


def test_an_office_that_has_regions_of_its_own_keeps_just_those(app, make, rows):
    renamed = make.district("Balai Selatan", code="12.74.01")

    with app.app_context():
        load_first_regions()
        db.session.commit()

    assert [(region.id, region.name) for region in rows(Region)] == [(renamed.id, "Balai Selatan")]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("kode,nama\n1,A\n", "columns are code, level, name and parent"),
        ("code,level,name,parent\n12.01,desa,A,\n", "neither kecamatan nor kelurahan"),
        ("code,level,name,parent\n12.01.1001,kelurahan,A,12.01\n", "no parent"),
        ("code,level,name,parent\n12.01,kecamatan,A,\n12.02,kecamatan,B,12.01\n", "no parent"),
        ("code,level,name,parent\n,kecamatan,A,\n", "code and name are needed"),
    ],
)
def test_a_wrong_file_adds_nothing_and_says_why(app, rows, tmp_path, text, problem):
    file = tmp_path / "regions.csv"
    file.write_text(text)

    answer = app.test_cli_runner().invoke(args=["region", "load", str(file)])

    assert answer.exit_code == 1
    assert problem in answer.output
    assert rows(Region) == []
