from datetime import date, timedelta

import pytest

from app import wib
from app.accounts.models import Role
from app.audit import AuditEntry
from app.columns import now
from app.events.models import Status as Stage
from app.followups.models import FollowUp, Status
from app.questions.models import Question
from app.questions.models import Status as Asked
from tests.browser import HTMX

ID = "a" * 32


def day(days=0):
    return wib.today(now()) + timedelta(days=days)


def typed(**values):
    """A form in which everything that is needed has been filled in."""
    defaults = {"request_id": ID, "what": "Kunjungi nelayan", "who": "words", "words": "Ibu Sari"}
    return defaults | {"region": "0", "due_on": day(7).isoformat()} | values


def test_a_promise_is_kept_in_words_and_shown(make, staff, rows):
    village = make.village(name="Perwira")

    answer = staff.post(
        "/tindak-lanjut/baru", data=typed(region=village.id, phone="0812-3456-7890")
    )

    [promise] = rows(FollowUp)
    assert answer.location == f"/tindak-lanjut/{promise.code}"
    assert (promise.what, promise.responsible) == ("Kunjungi nelayan", "Ibu Sari")
    assert (promise.region_id, promise.phone) == (village.id, "+6281234567890")
    assert (promise.due_on, promise.opened_on, promise.status) == (day(7), day(), Status.NEW)
    assert rows(AuditEntry)[-1].action == "follow-up.create"
    assert "Kunjungi nelayan" in staff.get(answer.location).text


def test_the_same_form_sent_again_makes_no_second_one(staff, rows):
    first = staff.post("/tindak-lanjut/baru", data=typed())
    again = staff.post("/tindak-lanjut/baru", data=typed())

    assert len(rows(FollowUp)) == 1
    assert again.location == first.location


def test_a_person_of_the_directory_answers_for_it_with_post_and_phone(make, staff, rows):
    kepling = make.person(
        make.neighbourhood(make.village(name="Perwira"), 2), name="Budi", phone="+6281200000001"
    )

    staff.post("/tindak-lanjut/baru", data=typed(who="person", person=kepling.id))

    [promise] = rows(FollowUp)
    assert promise.person_id == kepling.id
    assert promise.responsible == "Budi, Kepala Lingkungan Perwira / Lingk. II"
    assert promise.position == "Kepala Lingkungan Perwira / Lingk. II"
    assert promise.phone == "+6281200000001"


def test_a_presenter_of_the_kegiatan_answers_for_it(make, staff, rows):
    event = make.event()
    martin = make.presenter(event, name="Martin", institution="BPJS", phone="+6281200000002")

    staff.post(
        f"/tindak-lanjut/baru?kegiatan={event.code}",
        data=typed(who="presenter", presenter=martin.id),
    )

    [promise] = rows(FollowUp)
    assert (promise.event_id, promise.presenter_id) == (event.id, martin.id)
    assert (promise.responsible, promise.phone) == ("Martin, BPJS", "+6281200000002")


def test_a_presenter_of_another_kegiatan_cannot_be_chosen(make, staff, rows):
    event = make.event()
    make.presenter(event)
    stranger = make.presenter(make.event())

    answer = staff.post(
        f"/tindak-lanjut/baru?kegiatan={event.code}",
        data=typed(who="presenter", presenter=stranger.id),
    )

    assert answer.status_code == 422
    assert "Pilih narasumber dari daftar." in answer.text
    assert rows(FollowUp) == []


def test_an_official_answers_for_it(make, staff, rows):
    head = make.official(name="Agus", prefix="Plt.", position="Kepala Dinas")

    staff.post("/tindak-lanjut/baru", data=typed(who="official", official=head.id))

    [promise] = rows(FollowUp)
    assert promise.official_id == head.id
    assert (promise.responsible, promise.position) == (
        "Agus, Plt. Kepala Dinas",
        "Plt. Kepala Dinas",
    )


def test_from_a_question_it_is_filled_in_and_the_question_says_so(make, staff, rows):
    village = make.village(name="Perwira")
    event = make.event()
    martin = make.presenter(event)
    question = make.question(
        event, words="Kapan tukang didata?", region_id=village.id, presenter_id=martin.id
    )
    address = f"/tindak-lanjut/baru?tanya={question.code}"

    page = staff.get(address).text
    staff.post(address, data=typed(what="Data tukang"))

    assert 'maxlength="500"' in page
    assert page.count("Kapan tukang didata?") == 2
    assert f'<option selected value="{village.id}">' in page
    assert 'value="presenter" checked' in page
    [promise] = rows(FollowUp)
    assert (promise.question_id, promise.event_id) == (question.id, event.id)
    assert rows(Question)[0].status is Asked.FOLLOWED_UP


def test_a_hidden_question_stays_hidden_when_something_is_promised(make, staff, rows):
    question = make.question(make.event(), status=Asked.HIDDEN, hidden_reason="Sudah ada")

    staff.post(f"/tindak-lanjut/baru?tanya={question.code}", data=typed())

    assert len(rows(FollowUp)) == 1
    assert rows(Question)[0].status is Asked.HIDDEN


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"what": " "}, "Tuliskan apa yang akan dilakukan."),
        ({"what": "x" * 501}, "Paling banyak 500 huruf."),
        ({"words": ""}, "Tuliskan siapa yang bertanggung jawab."),
        ({"who": "person"}, "Cari namanya, lalu pilih satu orang yang aktif."),
        ({"who": "official", "official": "999"}, "Pilih pejabat dari daftar."),
        ({"who": "setan"}, "Pilih salah satu."),
        ({"phone": "abc"}, "Nomor ini belum benar."),
        ({"region": str(2**31)}, None),
        ({"region": "99999"}, "Pilih wilayah dari daftar."),
        ({"due_on": ""}, "Kolom ini wajib diisi."),
        ({"due_on": "31/02/2026"}, "Tanggal ini belum benar."),
        ({"due_on": "9999-01-01"}, "Tanggal ini belum benar."),
        ({"due_on": day(-1).isoformat()}, "Batas waktu tidak boleh sebelum hari"),
    ],
)
def test_what_cannot_be_is_said_beside_the_field(staff, rows, values, words):
    answer = staff.post("/tindak-lanjut/baru", data=typed(**values))

    if words:
        assert answer.status_code == 422
        assert words in answer.text
        assert rows(FollowUp) == []
    else:  # an id that no table holds is no region
        assert rows(FollowUp)[0].region_id is None


def test_today_is_early_enough(staff, rows):
    staff.post("/tindak-lanjut/baru", data=typed(due_on=day().isoformat()))

    assert rows(FollowUp)[0].due_on == day()


def test_who_has_left_cannot_be_chosen(make, staff, rows):
    gone = make.person(is_active=False)

    answer = staff.post("/tindak-lanjut/baru", data=typed(who="person", person=gone.id))

    assert answer.status_code == 422
    assert rows(FollowUp) == []


@pytest.mark.parametrize("days", [7, 14, 30])
def test_a_button_fills_the_day_in_and_keeps_what_was_typed(staff, rows, days):
    answer = staff.post("/tindak-lanjut/baru", data=typed(what="Setengah jadi", hari=days))

    assert answer.status_code == 200
    assert f'value="{day(days).isoformat()}"' in answer.text
    assert "Setengah jadi" in answer.text
    assert rows(FollowUp) == []


def test_enter_in_the_search_searches_until_somebody_is_chosen(make, staff, rows):
    lurah = make.person(make.village(name="Perwira"), name="Ani")
    sent = typed(who="person", q="perwira", enter="1")

    searched = staff.post("/tindak-lanjut/baru", data=sent)

    assert searched.status_code == 200
    assert f'id="person-{lurah.id}"' in searched.text
    assert "Belum tersimpan" not in searched.text
    assert rows(FollowUp) == []
    assert staff.post("/tindak-lanjut/baru", data=sent | {"person": lurah.id}).status_code == 303
    assert len(rows(FollowUp)) == 1


def test_without_javascript_a_person_is_searched_by_a_button(make, staff, rows):
    lurah = make.person(make.village(name="Perwira"), name="Ani")
    other = make.person(make.village(name="Karya"), name="Budi")

    page = staff.post("/tindak-lanjut/baru", data=typed(who="person", q="lurah perwira", cari="1"))
    by_place = staff.post("/tindak-lanjut/baru", data=typed(who="person", q="perwira", cari="1"))

    assert page.status_code == by_place.status_code == 200
    assert f'id="person-{lurah.id}"' in by_place.text
    assert f'id="person-{other.id}"' not in by_place.text
    assert "Kunjungi nelayan" in by_place.text
    assert rows(FollowUp) == []


def test_with_javascript_only_the_list_of_persons_comes(make, staff):
    ani, budi = make.person(name="Ani"), make.person(name="Budi")

    answer = staff.get(f"/tindak-lanjut/orang?q=ani&person={budi.id}", headers=HTMX)

    assert answer.text.startswith('<div id="persons"')
    assert f'value="{budi.id}" checked' in answer.text
    assert f'value="{ani.id}">' in answer.text


def test_htmx_gets_the_form_again_or_the_way_on(staff):
    wrong = staff.post("/tindak-lanjut/baru", data=typed(what=""), headers=HTMX)
    right = staff.post("/tindak-lanjut/baru", data=typed(), headers=HTMX)

    assert wrong.status_code == 422
    assert wrong.text.startswith('<form id="promise-form"')
    assert right.headers["HX-Redirect"].startswith("/tindak-lanjut/")


def test_fields_that_the_form_does_not_have_change_nothing(make, staff, rows):
    event = make.event()
    extra = {"status": "selesai", "code": "meinkode", "event_id": event.id, "is_demo": "1"}
    extra |= {"token_hash": "x", "opened_on": "2020-01-01", "closed_at": "2020-01-01", "id": "77"}

    staff.post("/tindak-lanjut/baru", data=typed(**extra))

    [promise] = rows(FollowUp)
    assert (promise.status, promise.event_id, promise.is_demo) == (Status.NEW, None, False)
    assert promise.code != "meinkode"
    assert promise.token_hash is None
    assert promise.closed_at is None
    assert promise.opened_on == day()
    assert promise.id == 1


@pytest.mark.parametrize("sent", ["", "x", "A" * 32, "a" * 33])
def test_a_form_without_its_id_is_none_of_ours(staff, rows, sent):
    answer = staff.post("/tindak-lanjut/baru", data=typed(request_id=sent))

    assert answer.status_code == 400
    assert rows(FollowUp) == []


@pytest.mark.parametrize("where", ["kegiatan=tidakada", "tanya=tidakada"])
def test_what_it_should_come_from_must_be_there(staff, where):
    assert staff.get(f"/tindak-lanjut/baru?{where}").status_code == 404


def test_in_a_room_it_belongs_to_the_kegiatan(make, staff, rows):
    event = make.event(status=Stage.FINISHED)

    staff.post(f"/tindak-lanjut/baru?kegiatan={event.code}", data=typed())

    assert rows(FollowUp)[0].event_id == event.id


def test_the_head_of_the_office_reads_and_promises_nothing(make, log_in):
    head = log_in(make.account(Role.LEAD))

    assert head.get("/tindak-lanjut/baru").status_code == 403
    assert "/tindak-lanjut/baru" not in head.get("/tindak-lanjut").text


def test_the_table_refuses_a_day_before_the_opening(app, make):
    from sqlalchemy.exc import IntegrityError

    with pytest.raises(IntegrityError, match="due_after_opening"):
        make.follow_up(due_on=date(2026, 1, 1), opened_on=date(2026, 1, 2))
