"""Similar questions become one, and can be taken apart again."""

import pytest

from app.events.models import Slide
from app.questions.models import Status


@pytest.fixture
def event(make):
    return make.event()


@pytest.fixture
def merge(event, staff):
    def merge(question, target):
        address = f"/kegiatan/{event.code}/pertanyaan/{question.code}/gabung"
        return staff.post(address, data={"into": target.code})

    return merge


@pytest.fixture
def separate(event, staff):
    return lambda one: staff.post(f"/kegiatan/{event.code}/pertanyaan/{one.code}/pisahkan")


def test_each_supporter_counts_once_over_both(event, make, merge, separate, reload):
    ani, budi, citra = (make.attendance(event) for _ in range(3))
    target, other = make.question(event), make.question(event)
    for voter in (ani, budi):
        make.vote(target, voter)
    for voter in (budi, citra):
        make.vote(other, voter)

    merge(other, target)
    together = reload(target).votes
    separate(other)

    assert together == 3
    assert (reload(target).votes, reload(other).votes) == (2, 2)


def test_the_asker_is_kept_and_comes_back_as_before(event, make, merge, separate, reload):
    asker = make.attendance(event, name="Siti")
    target, other = make.question(event), make.question(event, asker, status=Status.NEW)

    merge(other, target)
    merged = reload(other)
    separate(other)

    assert (merged.merged_into_id, merged.asker) == (target.id, "Siti")
    assert (reload(other).merged_into_id, reload(other).status) == (None, Status.NEW)


def test_there_are_no_chains(event, make, merge, reload):
    first, second, third = (make.question(event) for _ in range(3))

    merge(first, second)
    merge(second, third)
    fourth = make.question(event)
    merge(fourth, first)

    assert [reload(one).merged_into_id for one in (first, second, fourth)] == [third.id] * 3
    assert reload(third).merged_into_id is None


def test_the_one_on_stage_leaves_it(event, make, staff, merge, reload):
    target, other = make.question(event), make.question(event)
    staff.post(f"/kegiatan/{event.code}/pertanyaan/{other.code}/mulai")

    merge(other, target)

    assert reload(other).status is Status.SHOWN
    assert reload(event).slide is Slide.QUESTIONS


def test_what_everybody_could_see_does_not_vanish(event, make, merge, reload):
    target, other = make.question(event, status=Status.NEW), make.question(event)

    merge(other, target)

    assert reload(target).status is Status.SHOWN


@pytest.mark.parametrize(
    ("own", "targets", "words"),
    [
        ({"status": Status.ANSWERED}, {}, "dijawab tidak dapat digabung"),
        ({}, {"status": Status.HIDDEN, "hidden_reason": "Salah."}, "Pertanyaan tujuan"),
    ],
)
def test_what_cannot_be_merged_is_told(event, make, merge, reload, own, targets, words):
    target, other = make.question(event, **targets), make.question(event, **own)

    answer = merge(other, target)

    assert answer.status_code == 409
    assert words in answer.text
    assert reload(other).merged_into_id is None


def test_a_question_is_not_merged_into_itself_nor_twice(event, make, merge, reload):
    first, second, third = (make.question(event) for _ in range(3))

    alone = merge(first, first)
    merge(first, second)
    back = merge(second, first)
    twice = merge(first, third)

    assert [alone.status_code, back.status_code, twice.status_code] == [409] * 3
    assert reload(first).merged_into_id == second.id


def test_a_merged_one_is_not_moved_on_its_own(event, make, staff, merge, reload):
    target, other = make.question(event), make.question(event)
    merge(other, target)

    answer = staff.post(f"/kegiatan/{event.code}/pertanyaan/{other.code}/mulai")

    assert answer.status_code == 409
    assert "Pisahkan lebih dahulu." in answer.text


def test_questions_of_another_kegiatan_are_no_target(event, make, merge):
    foreign = make.question(make.event())

    assert merge(make.question(event), foreign).status_code == 404
