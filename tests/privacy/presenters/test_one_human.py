"""Who is one human: in the programmes, on the lists and in the directory."""

from __future__ import annotations

import pytest

from app.directory.models import Person
from app.events.models import Status
from app.personal import ERASED
from app.presenters.models import Presenter
from app.questions.models import Question
from tests.privacy.presenters.rahmat import BPJS, NAME, PAGE, PHONE, about, erase


def test_the_same_name_from_the_same_institution_or_phone_is_one_human(make, over, rahmat, parts):
    make.presenter(over("Sama nomor"), name=NAME, institution="Lain", phone=PHONE)
    make.presenter(over("Orang lain"), name=NAME, institution="Lain")
    make.presenter(over("Sekantor"), name="Ani", institution=BPJS, phone=PHONE)

    spoke = parts(about(rahmat))["Narasumber"]

    assert [one["Kegiatan"] for one in spoke] == ["Acara A", "Sama nomor"]


@pytest.mark.parametrize("nothing", ["", "-", "tidak ada"])
def test_two_of_one_name_without_an_institution_are_one_by_phone_alone(make, over, parts, nothing):
    budi = make.presenter(over("Acara X"), name="Budi", institution=nothing)
    make.presenter(over("Acara Y"), name="Budi", institution=nothing)
    make.attendance(make.event(title="Acara Z"), name="Budi", institution=nothing)

    assert [one["Kegiatan"] for one in parts(about(budi))["Narasumber"]] == ["Acara X"]


def test_who_bears_a_part_of_anothers_name_has_not_given_the_answers_of_that_one(
    make, over, admin, parts, rows
):
    event = over("Acara X")
    ani = make.presenter(event, name="Ani", institution=BPJS)
    make.presenter(event, name="Ani Lestari", institution=BPJS)
    make.question(event, words="Siapa?", answer="Saya.", answered_by="Ani Lestari, BPJS")
    make.question(event, words="Lalu?", answer="Saya juga.", answered_by="Ani, BPJS")

    theirs = parts(about(ani))["Pertanyaan yang ditujukan kepadanya atau dijawabnya"]
    erase(admin, ani)

    assert [one["Jawaban"] for one in theirs] == ["Saya juga."]
    assert [one.answered_by for one in rows(Question)] == ["Ani Lestari, BPJS", ERASED]


def test_who_signed_as_a_guest_and_who_spoke_are_one_from_either_side(make, over, rahmat, parts):
    event = make.event(title="Acara C", status=Status.SCHEDULED)
    guest = make.attendance(event, name="ir rahmat rahasia mm", phone=PHONE, institution="Lain")
    make.attendance(event, name="Ir. Rahmat Rahasia M.M", institution=BPJS)
    other = make.attendance(event, name=NAME, institution="Lain")

    assert [one["Kegiatan"] for one in parts(f"{PAGE}/tamu/{guest.id + 1}")["Narasumber"]] == [
        "Acara A"
    ]
    assert len(parts(about(rahmat))["Kehadiran"]) == 1
    assert parts(f"{PAGE}/tamu/{other.id}")["Narasumber"] == []


def test_a_person_of_the_directory_has_spoken_where_name_and_phone_are_the_same(
    make, over, rahmat, parts
):
    titled = {"name": "Rahmat Rahasia", "front_titles": "Ir.", "back_titles": "M.M."}
    same = make.person(phone=PHONE, **titled)
    namesake = make.person(phone="+6281277770009", **titled)
    unknown = make.person(**titled)

    spoke = [parts(f"{PAGE}/orang/{one.id}")["Narasumber"] for one in (same, namesake, unknown)]

    assert [len(one) for one in spoke] == [1, 0, 0]


def test_a_person_who_spoke_is_forgotten_in_the_programme_too(make, admin, rahmat, rows):
    titled = {"name": "Rahmat Rahasia", "front_titles": "Ir.", "back_titles": "M.M."}
    person = make.person(phone=PHONE, **titled)

    admin.post(f"{PAGE}/orang/{person.id}/hapus", data={"confirm": "HAPUS"})

    assert rows(Presenter)[0].name == rows(Person)[0].name == ERASED


def test_two_who_were_erased_are_two(make, over, admin, rows, parts):
    first, second = (
        make.presenter(over(f"Acara {name}"), name=name, institution=BPJS) for name in "AB"
    )
    for who in (first, second):
        erase(admin, who)

    assert [one["Kegiatan"] for one in parts(about(first))["Narasumber"]] == ["Acara A"]
