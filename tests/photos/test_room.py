"""What staff do with photos that are there: captions, order, choice, consent, removal."""

from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from app import files
from app.audit import AuditEntry
from app.events.models import Event, Status
from app.extensions import db
from app.photos.models import Photo, PhotoConsent
from tests.photos.cameras import picture


def address(event, rest=""):
    return f"/kegiatan/{event.code}/dokumentasi{rest}"


def order(rows):
    return [photo.id for photo in sorted(rows(Photo), key=lambda photo: photo.sort)]


def test_a_caption_is_written_and_written_down(make, staff, rows):
    event = make.event()
    photo = make.photo(event)

    answer = staff.post(
        address(event, f"/{photo.id}/keterangan"), data={"keterangan": "  Sambutan <b> "}
    )

    [photo] = rows(Photo)
    page = staff.get(address(event)).text
    assert answer.status_code == 303
    assert photo.caption == "Sambutan <b>"
    assert 'value="Sambutan &lt;b&gt;"' in page
    assert f'alt="Foto 1: {photo.caption.replace("<b>", "&lt;b&gt;")}"' in page
    [entry] = rows(AuditEntry)
    assert (entry.action, entry.detail) == ("photo.describe", {"photo": photo.id})


def test_a_caption_that_is_too_long_is_not_kept(make, staff, rows):
    event = make.event()
    photo = make.photo(event, caption="Lama")

    answer = staff.post(address(event, f"/{photo.id}/keterangan"), data={"keterangan": "x" * 201})

    assert answer.status_code == 422
    assert "Paling banyak 200 huruf." in answer.text
    assert rows(Photo)[0].caption == "Lama"


def test_photos_move_to_the_place_that_is_asked_for(make, staff, rows):
    event = make.event()
    first, second, third = (make.photo(event) for _ in range(3))

    staff.post(address(event, f"/{third.id}/tempat"), data={"tempat": "1"})

    assert order(rows) == [third.id, first.id, second.id]
    assert staff.post(address(event, f"/{third.id}/tempat")).status_code == 400


def test_htmx_gets_the_list_alone(make, staff):
    event = make.event()
    first, _ = make.photo(event), make.photo(event)

    answer = staff.post(
        address(event, f"/{first.id}/tempat"), data={"tempat": "2"}, headers={"HX-Request": "true"}
    )

    assert answer.text.lstrip().startswith('<section id="photos"')


def test_no_photo_is_chosen_before_the_people_in_it_have_agreed(make, staff, rows):
    event = make.event()
    photo = make.photo(event)

    page = staff.get(address(event)).text
    answer = staff.post(address(event, f"/{photo.id}/pilih"))

    assert "tidak dapat dipilih untuk laporan dan tidak keluar dari kantor" in page
    assert "Pilih untuk laporan" not in page
    assert answer.status_code == 409
    assert "Catat dahulu bagaimana orang-orang dalam foto menyetujuinya." in answer.text
    assert not rows(Photo)[0].chosen


def test_the_database_knows_that_rule_too(app, make):
    event = make.event()

    with app.app_context():
        db.session.add(Photo(**photo_values(event), chosen=True))
        with pytest.raises(IntegrityError, match="chosen_with_consent"):
            db.session.commit()


def photo_values(event):
    names = {"stored_as": "1" * 32, "thumbnail_as": "2" * 32, "request_id": "3" * 32}
    return names | {
        "event_id": event.id,
        "width": 1,
        "height": 1,
        "size": 1,
        "sha256": "0" * 64,
    }


def test_with_consent_photos_are_chosen_and_left_out(make, staff, rows):
    event = make.event()
    photo = make.photo(event)
    staff.post(address(event, "/persetujuan"), data={"cara": "Diberitahukan sebelum acara."})

    staff.post(address(event, f"/{photo.id}/pilih"))
    staff.post(address(event, f"/{photo.id}/pilih"))
    chosen = rows(Photo)[0].chosen
    page = staff.get(address(event)).text
    staff.post(address(event, f"/{photo.id}/keluarkan"))

    assert chosen
    assert "1 foto, 1 dipilih untuk laporan" in page
    assert not rows(Photo)[0].chosen
    actions = [entry.action for entry in rows(AuditEntry)]
    assert actions == ["photo.consent", "photo.choose", "photo.choose", "photo.leave_out"]


def test_consent_says_how_and_by_whom_it_was_noted(make, log_in, rows):
    event = make.event()
    browser = log_in(make.account(name="Siti Petugas"))

    empty = browser.post(address(event, "/persetujuan"), data={"cara": "  "})
    browser.post(address(event, "/persetujuan"), data={"cara": "Diumumkan pembawa acara."})

    [consent] = rows(PhotoConsent)
    assert empty.status_code == 422
    assert "Tulis dahulu bagaimana" in empty.text
    assert (consent.words, consent.noter) == ("Diumumkan pembawa acara.", "Siti Petugas")
    assert "oleh Siti Petugas" in browser.get(address(event)).text


def test_consent_that_is_withdrawn_takes_all_photos_out_of_the_laporan(make, staff, rows):
    event = make.event()
    make.photo_consent(event)
    make.photo(event, chosen=True)

    question = staff.get(address(event, "/persetujuan/cabut"))
    staff.post(address(event, "/persetujuan/cabut"))
    again = staff.post(address(event, "/persetujuan/cabut"))

    assert "Cabut persetujuan foto?" in question.text
    assert again.status_code == 303
    assert rows(PhotoConsent) == []
    assert not rows(Photo)[0].chosen


def test_removing_asks_first_and_forgets_both_files(app, make, staff, rows):
    event = make.event()
    photo = make.photo(event, picture())

    question = staff.get(address(event, f"/{photo.id}/hapus"))
    answer = staff.post(address(event, f"/{photo.id}/hapus"))

    assert "Hapus foto?" in question.text
    assert answer.status_code == 303
    assert rows(Photo) == []
    assert list((Path(app.config["DATA"]) / "files").glob("*")) == []


def test_the_files_go_with_a_kegiatan_that_is_deleted(app, make):
    event = make.event(status=Status.DRAFT)
    make.photo_consent(event)
    photo = make.photo(event, chosen=True)

    with app.app_context():
        db.session.delete(db.session.get_one(Event, event.id))
        db.session.commit()

        with pytest.raises(files.Gone):
            files.read(photo.stored_as)
        with pytest.raises(files.Gone):
            files.read(photo.thumbnail_as)


POSTS = ["keterangan", "tempat", "pilih", "keluarkan", "hapus"]


def test_a_photo_of_another_kegiatan_is_not_found(make, staff, rows):
    event, other = make.event(), make.event()
    photo = make.photo(other)

    for name in (f"/{photo.id}.jpg", f"/{photo.id}/kecil.jpg", f"/{2**63}.jpg"):
        assert staff.get(address(event, name)).status_code == 404
    for verb in POSTS:
        assert staff.post(address(event, f"/{photo.id}/{verb}")).status_code == 404
    assert len(rows(Photo)) == 1


@pytest.mark.parametrize("verb", POSTS)
def test_nothing_changes_in_a_locked_kegiatan(make, staff, rows, verb):
    event = make.event(status=Status.LOCKED)
    photo = make.photo(event)

    answer = staff.post(address(event, f"/{photo.id}/{verb}"), data={"tempat": "1"})

    assert answer.status_code == 409
    assert "terkunci" in answer.text
    assert len(rows(Photo)) == 1


@pytest.mark.parametrize("photos", [1, 5])
def test_the_number_of_queries_does_not_grow_with_the_photos(make, staff, queries, photos):
    event, account = make.event(), make.account()
    for _ in range(photos):
        make.photo(event, added_by=account.id)
    staff.get(address(event))

    queries.clear()
    staff.get(address(event))

    assert len(queries) == 4, queries
