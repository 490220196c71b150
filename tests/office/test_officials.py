from datetime import date, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from app import wib
from app.accounts.models import Role
from app.columns import now
from app.extensions import db
from app.office.models import Official, Standing
from app.office.queries import officials_on
from tests.browser import HTMX

FIELDS = {
    "prefix": "Plt.",
    "position": "Kepala Dinas",
    "front_titles": "Drs. H.",
    "name": "Budi Contoh",
    "back_titles": "M.Si.",
    "rank": "Pembina Tk. I (IV/b)",
    "nip": "19680411 199303 1 009",
    "valid_from": "2026-01-02",
    "valid_to": "",
}
DAY = date(2026, 2, 4)
A_DAY = timedelta(days=1)


def test_staff_add_an_official(staff, rows):
    answer = staff.post("/pengaturan/pejabat/baru", data=FIELDS)

    [official] = rows(Official)
    assert (answer.status_code, answer.location) == (303, "/pengaturan/pejabat")
    assert official.full_name == "Drs. H. Budi Contoh, M.Si."
    assert official.signs_as == "Plt. Kepala Dinas"
    assert official.nip == "196804111993031009"
    assert (official.valid_from, official.valid_to) == (date(2026, 1, 2), None)


def test_an_official_without_a_nip_has_none(staff, rows):
    staff.post("/pengaturan/pejabat/baru", data=FIELDS | {"nip": ""})

    assert rows(Official)[0].nip is None


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("name", " ", "Kolom ini wajib diisi."),
        ("position", "", "Kolom ini wajib diisi."),
        ("prefix", "Yth.", "Pilih salah satu."),
        ("nip", "1234", "NIP terdiri dari 18 angka."),
        ("valid_from", "", "Kolom ini wajib diisi."),
        ("valid_from", "kemarin", "Tanggal ini belum benar."),
        ("valid_to", "31/02/2026", "Tanggal ini belum benar."),
        ("valid_to", "2026-01-01", "Hari terakhir tidak boleh sebelum hari pertama."),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(staff, rows, field, typed, words):
    page = staff.post("/pengaturan/pejabat/baru", data=FIELDS | {field: typed})

    assert page.status_code == 422
    assert words in page.text
    assert "Drs. H." in page.text
    assert rows(Official) == []


@pytest.mark.parametrize("typed", ["2026-02-04", "04/02/2026", "4-2-2026"])
def test_a_day_may_be_typed_as_the_message_shows_it(staff, rows, typed):
    staff.post("/pengaturan/pejabat/baru", data=FIELDS | {"valid_from": typed})

    assert rows(Official)[0].valid_from == date(2026, 2, 4)


def test_a_term_of_one_day_is_a_term(staff, rows):
    staff.post("/pengaturan/pejabat/baru", data=FIELDS | {"valid_to": "2026-01-02"})

    assert rows(Official)[0].valid_to == date(2026, 1, 2)


@pytest.mark.parametrize(
    ("column", "value", "rule"),
    [
        ("name", "", "has_name_and_position"),
        ("position", "", "has_name_and_position"),
        ("prefix", "Yth.", "known_prefix"),
        ("nip", "1234", "nip_length"),
        ("valid_to", date(2019, 12, 31), "dates_in_order"),
    ],
)
def test_the_table_keeps_the_rules_of_the_form(make, column, value, rule):
    with pytest.raises(IntegrityError, match=rule):
        make.official(**{column: value})


def test_a_typing_mistake_is_corrected(make, staff, reload):
    official = make.official(name="Budy")

    page = staff.get(f"/pengaturan/pejabat/{official.id}")
    staff.post(f"/pengaturan/pejabat/{official.id}", data=FIELDS)

    assert 'value="Budy"' in page.text
    assert reload(official).name == "Budi Contoh"


def test_a_term_is_ended(make, staff, reload):
    official = make.official(valid_from=date(2025, 1, 1))

    page = staff.get(f"/pengaturan/pejabat/{official.id}/akhiri")
    answer = staff.post(
        f"/pengaturan/pejabat/{official.id}/akhiri", data={"last_day": "2026-02-04"}
    )

    assert f'value="{wib.today(now())}"' in page.text
    assert answer.status_code == 303
    assert reload(official).valid_to == DAY


@pytest.mark.parametrize("last_day", ["2024-12-31", "", "besok"])
def test_a_term_cannot_end_before_it_begins(make, staff, reload, last_day):
    official = make.official(valid_from=date(2025, 1, 1))

    page = staff.post(f"/pengaturan/pejabat/{official.id}/akhiri", data={"last_day": last_day})

    assert page.status_code == 422
    assert reload(official).valid_to is None


def test_an_official_is_retired_and_comes_back(make, staff, reload):
    official = make.official()

    line = staff.post(f"/pengaturan/pejabat/{official.id}/nonaktifkan", headers=HTMX)
    was_active = reload(official).is_active
    answer = staff.post(f"/pengaturan/pejabat/{official.id}/aktifkan")

    assert line.text.startswith(f'<tr id="pejabat-{official.id}">')
    assert "Nonaktif" in line.text
    assert not was_active
    assert reload(official).is_active
    assert (answer.status_code, answer.location) == (303, "/pengaturan/pejabat")


@pytest.mark.parametrize(
    ("valid_from", "valid_to", "signs"),
    [
        (DAY, None, True),
        (DAY + A_DAY, None, False),
        (DAY - A_DAY, DAY, True),
        (DAY - A_DAY, DAY - A_DAY, False),
        (DAY, DAY, True),
        (DAY - A_DAY, DAY + A_DAY, True),
    ],
)
def test_who_signs_on_a_day_includes_the_first_and_the_last(app, make, valid_from, valid_to, signs):
    official = make.official(valid_from=valid_from, valid_to=valid_to)

    with app.app_context():
        found = [each.id for each in officials_on(DAY)]

    assert found == ([official.id] if signs else [])
    assert (official.standing_on(DAY) is Standing.CURRENT) is signs


def test_a_retired_official_signs_no_more(app, make):
    make.official(is_active=False)

    with app.app_context():
        assert officials_on(DAY) == []


def test_the_list_tells_who_is_valid_today(make, staff):
    today = wib.today(now())
    make.official(name="Sekarang", valid_from=today, valid_to=today)
    make.official(name="Dahulu", valid_to=today - A_DAY)
    make.official(name="Nanti", valid_from=today + A_DAY)
    make.official(name="Keluar", is_active=False)

    page = staff.get("/pengaturan/pejabat")

    for name, badge in (
        ("Sekarang", "Berlaku"),
        ("Dahulu", "Berakhir"),
        ("Nanti", "Akan berlaku"),
        ("Keluar", "Nonaktif"),
    ):
        row = page.text.split(f"    {name}\n", 1)[1].split("</tr>")[0]
        assert f">{badge}</span>" in row


def test_an_empty_list_says_how_to_begin(staff):
    assert "Belum ada pejabat." in staff.get("/pengaturan/pejabat").text


def test_an_official_of_a_kegiatan_is_never_deleted(app, make, reload):
    official = make.official()
    make.event(chair_id=official.id)

    with app.app_context():
        db.session.delete(db.session.get(Official, official.id))
        with pytest.raises(IntegrityError):
            db.session.commit()

    assert reload(official)


def test_a_pimpinan_reads_and_cannot_change(make, log_in, reload, rows):
    official = make.official(name="Budi Contoh")
    browser = log_in(make.account(Role.LEAD))
    address = f"/pengaturan/pejabat/{official.id}"

    page = browser.get("/pengaturan/pejabat")

    assert "Budi Contoh" in page.text
    assert "Ubah" not in page.text
    assert browser.get(address).status_code == 403
    for path in (address, f"{address}/akhiri", f"{address}/nonaktifkan", f"{address}/aktifkan"):
        assert browser.post(path, data=FIELDS | {"last_day": "2026-02-04"}).status_code == 403
    assert browser.post("/pengaturan/pejabat/baru", data=FIELDS).status_code == 403
    assert len(rows(Official)) == 1
    assert reload(official).valid_to is None


def test_an_official_that_does_not_exist_is_not_found(staff):
    for number in (1, 2**63):
        assert staff.get(f"/pengaturan/pejabat/{number}").status_code == 404
        assert staff.post(f"/pengaturan/pejabat/{number}/nonaktifkan").status_code == 404


def test_what_a_real_account_changes_is_sample_data_no_longer(make, staff, reload):
    official = make.official(is_demo=True)

    staff.post(f"/pengaturan/pejabat/{official.id}/nonaktifkan")

    assert not reload(official).is_demo


@pytest.mark.parametrize("officials", [1, 5])
def test_the_number_of_queries_does_not_grow_with_the_list(make, staff, queries, officials):
    for _ in range(officials):
        make.official()

    queries.clear()
    staff.get("/pengaturan/pejabat")

    assert len(queries) == 2, queries
