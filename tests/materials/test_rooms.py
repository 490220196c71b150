"""What presenters, participants and everybody see, and what never leaves the office."""

from __future__ import annotations

import pytest

from app.columns import now
from app.events.models import Event, Status
from app.extensions import db
from app.materials.models import Audience, Material, Scan
from tests.materials.people import PDF, form, pdf, presenter_of, signed_in

PAGES = ["/lihat", "/unduh", "/kecil.jpg", "/halaman/1.jpg"]


@pytest.fixture
def phone(app, make, event):
    return signed_in(app, make, event)


@pytest.fixture
def hidden(make, event):
    """What is there, and not for participants."""
    everybody = {"name": "r.pdf", "audience": Audience.EVERYBODY}
    return [
        make.material(event, title="Rahasia kantor", name="r.pdf", audience=Audience.STAFF),
        make.material(event, title="Rahasia ditarik", withdrawn_at=now(), **everybody),
        make.material(event, title="Rahasia tertahan", scan=Scan.WAITING, **everybody),
        make.material(
            make.event(), title="Rahasia lain", name="r.pdf", audience=Audience.EVERYBODY
        ),
    ]


def test_a_participant_sees_kind_and_size_before_the_tap(make, event, phone):
    make.material(event, PDF, title="Paparan")
    make.material(event, title="Rekaman", url="https://youtu.be/abc")

    page = phone.get(f"/r/{event.code}/materi").text

    for words in ("Paparan", "PDF · 3 kB", "Rekaman", "Buka YouTube"):
        assert words in page
    assert 'rel="noopener noreferrer"' in page


def test_a_participant_downloads_what_was_uploaded(make, event, phone):
    material = make.material(event, PDF)

    answer = phone.get(f"/r/{event.code}/materi/{material.id}/unduh")

    assert answer.status_code == 200
    assert answer.data == PDF


@pytest.mark.parametrize("room", ["/r/{}/materi", "/materi/{}"])
def test_what_is_not_for_all_never_leaves_the_office(make, event, phone, hidden, room):
    make.material(event, title="Untuk semua", name="semua.pdf", audience=Audience.EVERYBODY)
    address = room.format(event.code)

    page = phone.get(address).text
    content = phone.get(f"{address}/semua.zip").data

    assert "Untuk semua" in page
    assert "Rahasia" not in page
    assert b"semua.pdf" in content
    assert b"r.pdf" not in content.replace(b"semua.pdf", b"")
    answers = [phone.get(f"{address}/{one.id}{rest}") for one in hidden for rest in PAGES]
    assert {answer.status_code for answer in answers} == {404}


def test_everybody_sees_only_what_is_for_everybody(make, event, visitor):
    mine = make.material(event, title="Untuk semua", audience=Audience.EVERYBODY)
    theirs = make.material(event, title="Untuk peserta")

    page = visitor.get(f"/materi/{event.code}")

    assert page.status_code == 200
    assert "Untuk semua" in page.text
    assert "Untuk peserta" not in page.text
    assert visitor.get(f"/materi/{event.code}/{mine.id}/unduh").status_code == 200
    assert visitor.get(f"/materi/{event.code}/{theirs.id}/unduh").status_code == 404


def test_the_public_page_of_nothing_does_not_exist(make, event, visitor):
    make.material(event)
    draft = make.event(status=Status.DRAFT)
    make.material(draft, audience=Audience.EVERYBODY)

    for code in (event.code, draft.code, "tidakada"):
        for rest in ("", "/semua.zip"):
            assert visitor.get(f"/materi/{code}{rest}").status_code == 404


def test_a_phone_that_has_not_signed_gets_nothing(make, event, visitor):
    material = make.material(event, PDF)

    for rest in ("", "/semua.zip", *(f"/{material.id}{page}" for page in PAGES)):
        answer = visitor.get(f"/r/{event.code}/materi{rest}")

        assert answer.status_code == 403
        assert PDF not in answer.data


def test_a_kegiatan_that_went_back_to_draft_shows_nothing(app, make, event, phone):
    material = make.material(event)
    with app.app_context():
        db.session.get(Event, event.id).status = Status.DRAFT
        db.session.commit()

    assert phone.get(f"/r/{event.code}/materi").status_code == 404
    assert phone.get(f"/r/{event.code}/materi/{material.id}/unduh").status_code == 404


def test_a_presenter_sees_own_ones_and_what_participants_see(app, make, event, hidden):
    who, speaker = presenter_of(app, make, event)
    make.material(event, title="Milik sendiri", presenter_id=who.id, audience=Audience.STAFF)
    make.material(event, title="Milik lain", presenter_id=make.presenter(event).id)

    page = speaker.get(f"/narasumber/{event.code}/materi").text

    assert "Milik sendiri" in page
    assert "Milik lain" in page
    assert "Rahasia" not in page


def test_a_presenter_changes_only_own_materials(app, make, event, reload):
    who, speaker = presenter_of(app, make, event)
    others = [make.material(event), make.material(event, presenter_id=make.presenter(event).id)]
    room = f"/narasumber/{event.code}/materi"

    for other in others:
        answers = [speaker.get(f"{room}/{other.id}")]
        answers += [
            speaker.post(f"{room}/{other.id}{deed}", data={"title": "Baru"})
            for deed in ("", "/tarik")
        ]
        answers.append(speaker.post(f"{room}/{other.id}/ganti", **form(("a.pdf", PDF))))
        start = {"nama": "a.pdf", "ukuran": 10, "ganti": other.id}
        answers.append(speaker.post(f"{room}/unggahan/{'a' * 32}", data=start))
        assert {answer.status_code for answer in answers} == {404}
        assert reload(other).title == other.title
        assert reload(other).withdrawn_at is None


def test_a_presenter_renames_replaces_and_withdraws(app, make, event, rows):
    who, speaker = presenter_of(app, make, event)
    room = f"/narasumber/{event.code}/materi"
    speaker.post(room, **form(("lama.pdf", PDF)))
    [material] = rows(Material)

    speaker.post(f"{room}/{material.id}", data={"title": "Judul baru", "audience": "semua"})
    speaker.post(f"{room}/{material.id}/ganti", **form(("baru.pdf", pdf(b"2"))))
    assert speaker.get(f"{room}/{material.id}/unduh").data == pdf(b"2")
    speaker.post(f"{room}/{material.id}/tarik")

    [after] = rows(Material)
    assert (after.title, after.audience) == ("Judul baru", Audience.PARTICIPANTS)
    assert after.withdrawn_at is not None


def test_an_own_file_that_waits_for_the_scanner_is_listed_and_not_handed_out(app, make, event):
    who, speaker = presenter_of(app, make, event)
    waits = make.material(event, title="Tertahan", presenter_id=who.id, scan=Scan.WAITING)
    room = f"/narasumber/{event.code}/materi"

    assert "Menunggu pemeriksaan" in speaker.get(room).text
    assert speaker.get(f"{room}/{waits.id}/unduh").status_code == 404


def test_another_kegiatan_does_not_exist_for_a_presenter(app, make, event):
    _who, speaker = presenter_of(app, make, event)
    other = make.event()

    assert speaker.get(f"/narasumber/{other.code}/materi").status_code == 404


def test_a_presenter_changes_nothing_in_a_locked_kegiatan(app, make, reload):
    event = make.event(status=Status.LOCKED)
    who, speaker = presenter_of(app, make, event)
    material = make.material(event, title="Paparan", presenter_id=who.id)
    room = f"/narasumber/{event.code}/materi"

    answers = [
        speaker.post(f"{room}/{material.id}", data={"title": "Baru"}),
        speaker.post(f"{room}/{material.id}/tarik"),
        speaker.post(room, **form(("a.pdf", PDF))),
    ]

    assert {answer.status_code for answer in answers} == {409}
    assert (reload(material).title, reload(material).withdrawn_at) == ("Paparan", None)


@pytest.mark.parametrize("room", ["/r/{}/materi", "/materi/{}", "/narasumber/{}/materi"])
def test_a_longer_list_asks_no_more_of_the_database(app, make, event, room, queries):
    who, browser = presenter_of(app, make, event)
    if room.startswith("/r/"):
        browser = signed_in(app, make, event)

    def cost(more):
        for _ in range(more):
            make.material(event, presenter_id=who.id, audience=Audience.EVERYBODY)
        queries.clear()
        assert browser.get(room.format(event.code)).status_code == 200
        return len(queries)

    assert cost(1) == cost(5)
