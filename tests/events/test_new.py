from datetime import date

from app.audit import AuditEntry
from app.events.models import Event, Status

TYPED = {
    "title": "Sosialisasi Program BPJS Ketenagakerjaan",
    "day": "2026-02-04",
    "starts": "09:00",
    "ends": "12:00",
    "place": "Aula Dinas",
    "agenda": "09.00 Pembukaan\r\n\r\n09.15 Sambutan",
    "letter_number": "500.15.16/123/DISNAKERKOPUMKM/2026",
    "letter_date": "2026-01-30",
    "note_taker": "Aulia Ikram Pulungan",
}


def create(browser, **typed):
    return browser.post("/kegiatan/baru", data=TYPED | typed)


def test_a_new_kegiatan_is_a_draft(staff, rows):
    answer = create(staff)

    (event,) = rows(Event)
    assert (answer.status_code, answer.location) == (303, f"/kegiatan/{event.code}")
    assert event.status is Status.DRAFT
    assert event.title == TYPED["title"]
    assert event.agenda_items == ["09.00 Pembukaan", "09.15 Sambutan"]
    assert event.letter_number == "500.15.16/123/DISNAKERKOPUMKM/2026"
    assert event.letter_date == date(2026, 1, 30)
    assert rows(AuditEntry)[-1].action == "event.create"


def test_hours_are_typed_in_wib_and_kept_in_utc(staff, rows):
    create(staff)

    (event,) = rows(Event)
    assert event.starts_at.isoformat() == "2026-02-04T02:00:00+00:00"
    assert event.ends_at.isoformat() == "2026-02-04T05:00:00+00:00"
    assert event.hours == "pukul 09.00 WIB s.d. 12.00 WIB"


def test_half_past_midnight_in_wib_stays_on_its_day(staff, rows):
    create(staff, day="2028-02-29", starts="00:30", ends="")

    (event,) = rows(Event)
    assert event.starts_at.isoformat() == "2028-02-28T17:30:00+00:00"
    assert event.day == date(2028, 2, 29)


def test_hours_may_be_typed_with_a_dot_and_a_day_with_slashes(staff, rows):
    create(staff, day="04/02/2026", starts="09.00", ends="12.00")

    (event,) = rows(Event)
    assert event.hours == "pukul 09.00 WIB s.d. 12.00 WIB"


def test_without_an_end_it_lasts_until_it_is_over(staff, rows):
    create(staff, ends="")

    (event,) = rows(Event)
    assert event.ends_at is None
    assert event.hours == "pukul 09.00 WIB s.d. selesai"


def test_an_end_before_the_start_is_refused(staff, rows):
    for ends in ("08:00", "09:00"):
        page = create(staff, ends=ends)

        assert page.status_code == 422
        assert "Jam selesai harus sesudah jam mulai." in page.text
        assert 'value="Sosialisasi Program BPJS Ketenagakerjaan"' in page.text
    assert rows(Event) == []


def test_title_day_and_start_are_needed(staff, rows):
    page = create(staff, title=" ", day="", starts="")

    assert page.status_code == 422
    assert page.text.count("Kolom ini wajib diisi.") == 3
    assert rows(Event) == []


def test_a_day_or_an_hour_that_nobody_can_read_is_named(staff, rows):
    for day in ("2026-02-30", "besok", "0001-01-01", "9999-12-31"):
        page = create(staff, day=day)
        assert page.status_code == 422
        assert "Tanggal ini belum benar." in page.text
    assert "Jam ini belum benar." in create(staff, starts="25:00").text
    assert rows(Event) == []


def test_a_draft_may_wait_for_its_place(staff, rows):
    create(staff, place="")

    assert rows(Event)[0].missing == ["tempat"]


def test_what_the_form_does_not_offer_is_ignored(staff, rows):
    create(staff, status="selesai", code="zzz", present="99", is_demo="1")

    (event,) = rows(Event)
    assert event.status is Status.DRAFT
    assert (event.present, event.is_demo) == (0, False)
    assert event.code != "zzz"


def test_markup_in_a_title_is_text(staff, rows):
    create(staff, title="<script>alert(1)</script>")

    page = staff.get(f"/kegiatan/{rows(Event)[0].code}")

    assert "<script>alert" not in page.text


class TestSigners:
    def test_officials_of_the_day_can_sign(self, make, staff, rows):
        head, section = make.official(), make.official(position="Kepala Bidang")

        create(staff, chair=head.id, acknowledger=head.id, responsible=section.id)

        (event,) = rows(Event)
        assert (event.chair_id, event.acknowledger_id) == (head.id, head.id)
        assert event.responsible_id == section.id

    def test_one_whose_term_is_over_on_that_day_is_named(self, make, staff, rows):
        head = make.official(name="Agus Salim Lubis", valid_to=date(2026, 2, 3))

        page = create(staff, acknowledger=head.id)

        assert page.status_code == 422
        assert "Agus Salim Lubis tidak menjabat pada 4 Februari 2026." in page.text
        assert rows(Event) == []

    def test_the_last_day_of_a_term_still_counts(self, make, staff, rows):
        head = make.official(valid_to=date(2026, 2, 4))

        create(staff, chair=head.id)

        assert rows(Event)[0].chair_id == head.id

    def test_the_select_offers_those_of_the_chosen_day(self, make, staff):
        make.official(name="Dahulu", valid_to=date(2026, 2, 3))
        make.official(name="Kini", valid_from=date(2026, 2, 4))

        page = staff.get("/kegiatan/penanda-tangan?day=2026-02-04")

        assert "Kini" in page.text
        assert "Dahulu" not in page.text

    def test_a_day_that_changes_under_a_signer_is_explained_at_once(self, make, staff):
        head = make.official(name="Agus Salim Lubis", valid_to=date(2026, 2, 3))

        page = staff.get(f"/kegiatan/penanda-tangan?day=2026-02-04&acknowledger={head.id}")

        assert "Agus Salim Lubis tidak menjabat pada 4 Februari 2026." in page.text

    def test_nonsense_signs_nothing(self, staff, rows):
        for nonsense in ("x", "-1", "9" * 40):
            create(staff, chair=nonsense)

        assert {event.chair_id for event in rows(Event)} == {None}


class TestTarget:
    def test_any_mix_of_regions_and_posts(self, make, staff, rows, app):
        south, north = make.district(name="Selatan"), make.district(name="Utara")
        perwira = make.village(south, "Perwira")

        create(staff, regions=[perwira.id, north.id], posts=["kepling", "lurah"])

        (event,) = rows(Event)
        assert event.target_posts == "lurah,kepling"
        room = staff.get(f"/kegiatan/{event.code}").text
        assert "Kelurahan Perwira" in room
        assert "Kecamatan Utara, semua kelurahan" in room

    def test_a_kecamatan_stands_for_its_kelurahan(self, make, staff, rows):
        south = make.district(name="Selatan")
        perwira = make.village(south, "Perwira")

        create(staff, regions=[perwira.id, south.id], posts=["lurah"])

        room = staff.get(f"/kegiatan/{rows(Event)[0].code}").text
        assert "Kecamatan Selatan, semua kelurahan" in room
        assert "Kelurahan Perwira" not in room

    def test_posts_of_a_territory_need_one(self, staff, rows):
        page = create(staff, posts=["lurah"])

        assert page.status_code == 422
        assert "Pilih sedikitnya satu kecamatan atau kelurahan." in page.text
        assert rows(Event) == []

    def test_a_territory_needs_posts(self, make, staff):
        page = create(staff, regions=[make.district().id])

        assert page.status_code == 422
        assert "Pilih jabatan yang diundang dari wilayah ini." in page.text

    def test_ticks_come_back_when_something_is_wrong(self, make, staff):
        south = make.district()

        page = create(staff, title="", regions=[south.id], posts=["lurah"])

        assert f'name="regions" value="{south.id}" checked' in page.text
        assert 'name="posts" value="lurah" checked' in page.text

    def test_a_post_nobody_offers_is_refused(self, staff):
        page = create(staff, posts=["raja"])

        assert page.status_code == 422
        assert "Pilih jabatan yang ada dalam daftar." in page.text
