"""The laporan of the demo, and the drawn pictures in it."""

import io

from PIL import Image

from app import files, rich_text
from app.demo.removal import remove_demo
from app.extensions import db
from app.office.models import Official
from app.photos.models import Photo, PhotoConsent
from app.reports.models import Report
from app.sections.models import Section


def test_six_small_drawn_pictures_say_that_they_are_samples(app, demo, rows):
    [consent] = rows(PhotoConsent)
    photos = rows(Photo)

    assert len(photos) == 6
    assert all(photo.chosen and photo.consent_id == consent.event_id for photo in photos)
    assert all("(gambar contoh)" in photo.caption for photo in photos)
    assert all(photo.size < 80_000 for photo in photos)
    assert consent.words.startswith("Data contoh")
    with app.app_context():
        for photo in photos:
            for name in (photo.stored_as, photo.thumbnail_as):
                assert Image.open(io.BytesIO(files.read(name))).format == "JPEG"


def test_its_texts_are_cleaned_and_two_stay_as_they_are_proposed(demo, rows):
    sections = rows(Section)
    texts = [section for section in sections if section.document == "laporan"]
    [report] = rows(Report)

    assert {section.key for section in texts} == {"umum", "maksud", "simpulan", "saran"}
    assert all(section.body == rich_text.clean(section.body) for section in texts)
    assert "CONTOH" in report.number


def test_photos_and_laporan_go_with_the_demo(app, demo, rows):
    names = [name for photo in rows(Photo) for name in (photo.stored_as, photo.thumbnail_as)]

    with app.app_context():
        remove_demo()
        left = [name for name in names if _is_there(name)]

    assert left == []
    assert rows(Photo) == []
    assert rows(Report) == []


def test_an_official_who_signs_a_laporan_of_the_office_stays(app, make, demo, rows):
    event = make.event()
    official = rows(Official)[0]
    make.report(event, acknowledger_id=official.id)

    with app.app_context():
        kept = remove_demo()
        db.session.remove()

    assert kept.officials == [official.name]


def _is_there(name):
    try:
        return bool(files.read(name))
    except files.Gone:
        return False
