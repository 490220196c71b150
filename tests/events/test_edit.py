from datetime import timedelta

import pytest

from app.audit import AuditEntry
from app.columns import now
from app.events.models import Event, Status
from tests.events.test_new import TYPED


def seen(page):
    return page.text.split('name="seen" type="hidden" value="')[1].split('"')[0]


def test_the_form_shows_what_is_stored(make, staff):
    event = make.event(title="Judul lama", starts_at=now().replace(hour=2, minute=0))

    page = staff.get(f"/kegiatan/{event.code}/ubah")

    assert 'value="Judul lama"' in page.text
    assert 'value="09:00"' in page.text


def test_changes_are_kept_and_written_down(make, staff, reload, rows):
    event = make.event(title="Judul lama", status=Status.SCHEDULED)
    mark = seen(staff.get(f"/kegiatan/{event.code}/ubah"))

    answer = staff.post(f"/kegiatan/{event.code}/ubah", data=TYPED | {"seen": mark})

    assert (answer.status_code, answer.location) == (303, f"/kegiatan/{event.code}")
    assert reload(event).title == TYPED["title"]
    assert reload(event).status is Status.SCHEDULED
    assert rows(AuditEntry)[-1].action == "event.edit"


def test_an_hour_that_is_not_sent_is_empty_and_not_the_old_one(make, staff, reload):
    event = make.event(ends_at=now().replace(hour=20) + timedelta(days=1))  # 03.00 WIB
    mark = seen(staff.get(f"/kegiatan/{event.code}/ubah"))
    typed = {key: value for key, value in TYPED.items() if key != "ends"}

    answer = staff.post(f"/kegiatan/{event.code}/ubah", data=typed | {"seen": mark})

    assert answer.status_code == 303
    assert reload(event).ends_at is None


def test_two_people_at_once_do_not_overwrite_each_other(make, staff, reload):
    event = make.event(title="Judul lama")
    mine = seen(staff.get(f"/kegiatan/{event.code}/ubah"))
    theirs = TYPED | {"title": "Judul rekan", "seen": mine}
    staff.post(f"/kegiatan/{event.code}/ubah", data=theirs)

    page = staff.post(
        f"/kegiatan/{event.code}/ubah", data=TYPED | {"title": "Judul saya", "seen": mine}
    )

    assert page.status_code == 409
    assert reload(event).title == "Judul rekan"
    assert '<td class="as-typed">Judul rekan</td><td class="as-typed">Judul saya</td>' in page.text
    assert 'value="Judul saya"' in page.text


def test_a_double_press_is_no_conflict_with_oneself(make, staff, reload):
    event = make.event(title="Judul lama")
    mine = seen(staff.get(f"/kegiatan/{event.code}/ubah"))

    first, again = (
        staff.post(f"/kegiatan/{event.code}/ubah", data=TYPED | {"seen": mine}) for _ in range(2)
    )

    assert (first.status_code, first.location) == (303, f"/kegiatan/{event.code}")
    assert (again.status_code, again.location) == (303, first.location)
    assert reload(event).title == TYPED["title"]


def test_who_has_seen_both_may_save_again(make, staff, reload):
    event = make.event()
    page = staff.post(f"/kegiatan/{event.code}/ubah", data=TYPED | {"seen": "kemarin"})

    staff.post(f"/kegiatan/{event.code}/ubah", data=TYPED | {"seen": seen(page)})

    assert reload(event).title == TYPED["title"]


def test_people_signing_in_the_hall_are_no_conflict(make, staff, reload):
    event = make.event()
    mark = seen(staff.get(f"/kegiatan/{event.code}/ubah"))
    make.attendance(event)

    answer = staff.post(f"/kegiatan/{event.code}/ubah", data=TYPED | {"seen": mark})

    assert answer.status_code == 303


def test_who_was_retired_since_stays_a_signer(make, staff, reload):
    head, other = (make.official(is_active=False) for _ in range(2))
    event = make.event(chair_id=head.id)
    page = staff.get(f"/kegiatan/{event.code}/ubah")

    answer = staff.post(
        f"/kegiatan/{event.code}/ubah", data=TYPED | {"seen": seen(page), "chair": head.id}
    )

    assert f'value="{other.id}">' not in page.text
    assert answer.status_code == 303
    assert reload(event).chair_id == head.id


def test_a_signer_chosen_after_the_first_end_is_kept_and_the_rest_stays(make, staff, reload):
    head, new = make.official(name="Lama"), make.official(name="Baru")
    kept = {"office": {"name": "Dinas Lama"}, "chair": None, "responsible": None}
    kept["acknowledger"] = head.snapshot() | {"rank": "Pangkat lama"}
    event = make.event(acknowledger_id=head.id, snapshot=kept)
    mark = seen(staff.get(f"/kegiatan/{event.code}/ubah"))
    chosen = {"seen": mark, "acknowledger": head.id, "responsible": new.id}

    staff.post(f"/kegiatan/{event.code}/ubah", data=TYPED | chosen)

    assert reload(event).snapshot == kept | {"responsible": new.snapshot()}


@pytest.mark.parametrize(
    ("status", "advice"),
    [
        (Status.FINISHED, "Buka kembali kegiatan ini sebelum mengubahnya."),
        (Status.CANCELLED, "Pulihkan kegiatan ini sebelum mengubahnya."),
        (Status.LOCKED, "Kegiatan ini terkunci dan tidak dapat diubah lagi."),
    ],
)
def test_what_is_over_is_not_edited(make, staff, reload, status, advice):
    event = make.event(title="Judul lama", status=status, cancel_reason="Banjir")

    for answer in (
        staff.get(f"/kegiatan/{event.code}/ubah"),
        staff.post(f"/kegiatan/{event.code}/ubah", data=TYPED),
    ):
        assert answer.status_code == 409
        assert f'role="alert">{advice}' in answer.text
    assert reload(event).title == "Judul lama"


class TestCopy:
    def test_the_details_are_offered_and_the_day_is_chosen_anew(self, make, staff):
        head = make.official()
        district = make.district()
        event = make.event(
            title="Judul", agenda="09.00 Pembukaan", letter_number="500/1", chair_id=head.id,
            target_posts="lurah", regions=[district],
        )  # fmt: skip

        page = staff.get(f"/kegiatan/{event.code}/salin").text

        assert 'value="Judul"' in page
        assert "09.00 Pembukaan" in page
        assert f'<option selected value="{head.id}"' in page
        assert f'name="regions" value="{district.id}" checked' in page
        assert "500/1" not in page
        assert 'name="day" required type="date" value=""' in page

    def test_it_becomes_a_draft_of_its_own_without_invitations(self, make, staff, rows):
        event = make.event(status=Status.FINISHED)
        make.invited(event)

        staff.post(f"/kegiatan/{event.code}/salin", data=TYPED)

        old, new = rows(Event)
        assert (new.status, new.invited, new.present) == (Status.DRAFT, 0, 0)
        assert old.title == event.title
        assert new.code != old.code


class TestDelete:
    def test_an_untouched_draft_can_be_deleted(self, make, staff, rows):
        event = make.event(status=Status.DRAFT, regions=[make.district()])

        answer = staff.post(f"/kegiatan/{event.code}/hapus")

        assert (answer.status_code, answer.location) == (303, "/kegiatan")
        assert rows(Event) == []
        assert rows(AuditEntry)[-1].action == "event.delete"

    @pytest.mark.parametrize("status", [s for s in Status if s is not Status.DRAFT])
    def test_whatever_is_more_than_a_draft_stays(self, make, staff, reload, status):
        event = make.event(status=status, cancel_reason="Banjir")

        page = staff.post(f"/kegiatan/{event.code}/hapus")

        assert page.status_code == 409
        assert "Hanya draf yang dapat dihapus." in page.text
        assert reload(event)

    def test_a_draft_with_invitations_stays(self, make, staff, reload):
        event = make.event(status=Status.DRAFT)
        make.invited(event)

        page = staff.post(f"/kegiatan/{event.code}/hapus")

        assert page.status_code == 409
        assert "Ada 1 orang dalam daftar undangan." in page.text
        assert reload(event)

    def test_all_that_holds_a_draft_is_named_at_once(self, make, staff, reload):
        start = now() - timedelta(days=1)
        event = make.event(status=Status.DRAFT, starts_at=start, issued=1)
        make.attendance(event)
        make.invited(event)

        page = staff.post(f"/kegiatan/{event.code}/hapus")

        assert page.status_code == 409
        assert "sudah mempunyai daftar hadir dan dokumen terbit" in page.text
        assert "Ada 1 orang dalam daftar undangan." in page.text
        assert reload(event)

    def test_a_draft_with_promises_stays(self, make, staff, rows, reload):
        event = make.event(status=Status.DRAFT)
        make.follow_up(event, what="Kirim brosur")
        question = make.question(event)
        make.follow_up(question_id=question.id)

        page = staff.post(f"/kegiatan/{event.code}/hapus")

        assert page.status_code == 409
        assert "Masih ada tindak lanjut dari kegiatan ini" in page.text
        assert reload(event)
        assert rows(AuditEntry) == []

    def test_a_draft_with_attendance_stays(self, make, staff, reload):
        event = make.event(status=Status.DRAFT, starts_at=now() - timedelta(days=1))
        make.attendance(event)

        page = staff.post(f"/kegiatan/{event.code}/hapus")

        assert page.status_code == 409
        assert "sudah mempunyai daftar hadir" in page.text
        assert reload(event)
