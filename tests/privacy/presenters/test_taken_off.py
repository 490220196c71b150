"""Who was taken off a programme is found, told everything and forgotten like those who speak."""

from __future__ import annotations

import re

import pytest

from app.events.models import Event, Status
from app.extensions import db
from app.followups.models import FollowUp
from app.materials.models import MaterialFile, Upload
from app.personal import ERASED
from app.presenters.models import Presenter
from app.questions.models import Question
from tests.privacy.presenters.rahmat import BPJS, NAME, PAGE, about, erase


@pytest.fixture
def taken_off(app, admin, known, rahmat):
    """By staff, as everybody is; the kegiatan is over."""
    admin.post(f"/kegiatan/{known.code}/narasumber/{rahmat.id}/hapus")
    admin.get("/")
    return rahmat


@pytest.mark.parametrize("words", ["rahmat", "Rahasia IR", "0812 7777 0005"])
def test_an_admin_finds_them_by_name_or_phone_and_reads_that_they_were_taken_off(
    admin, taken_off, words
):
    found = admin.get(f"{PAGE}/cari", query_string={"q": words}).text

    line = found.partition(f'href="{about(taken_off)}"')[2].partition("</li>")[0]
    assert line.endswith("dihapus dari susunan acara</span>")
    assert found.count("dihapus dari susunan acara") == 1  # not that of the other kegiatan


def test_everything_that_bears_the_name_is_in_the_file(taken_off, parts):
    held = parts(about(taken_off))

    here, elsewhere = held["Narasumber"]
    assert (here["Kegiatan"], here["Nomor WhatsApp"]) == ("Acara A", "0812-7777-0005")
    assert here["Dihapus dari susunan acara"].endswith("WIB")
    assert elsewhere["Dihapus dari susunan acara"] == ""
    assert [one["Judul"] for one in held["Materi yang diunggah"]] == ["Paparan", "Video"]
    answered = held["Pertanyaan yang ditujukan kepadanya atau dijawabnya"]
    assert [one["Jawaban"] for one in answered] == ["Enam belas ribu.", "Di Kisaran."]
    [promise] = held["Tindak lanjut sebagai penanggung jawab"]
    assert (promise["Penanggung jawab"].startswith(NAME), promise["Nomor HP"]) == (
        True,
        "0812-7777-0005",
    )
    assert len(held["Dokumen terbit yang mungkin memuat nama"]) == 1
    assert [one["Aktivitas"] for one in held["Jejak audit"]] == [
        "Narasumber: tautan pribadi dibuat",
        "Materi: ditambahkan",
        "Narasumber: dihapus dari susunan acara",
    ]


def test_nothing_of_them_is_left_in_any_table(app, admin, taken_off, rows):
    assert erase(admin, taken_off).status_code == 303

    assert [one.added_by for one in rows(MaterialFile)] == [ERASED, "", "Petugas"]
    by = [one.answered_by for one in rows(Question)]
    assert by == [ERASED, "Agus Pejabat", ERASED, "Agus Pejabat"]
    [promise] = rows(FollowUp)
    assert (promise.responsible, promise.phone, promise.position) == (ERASED, None, BPJS)
    assert rows(Upload) == []
    with app.app_context():
        for table in db.metadata.sorted_tables:
            held = str(db.session.execute(db.select(table)).all())
            for secret in ("Rahmat", "RAHMAT", "Rahasia", "81277770005"):
                assert secret not in held, (table.name, secret)


def test_the_erased_come_back_to_no_list(admin, known, taken_off, rows):
    erase(admin, taken_off)

    promise = admin.get(f"/tindak-lanjut/{rows(FollowUp)[0].code}/ubah").text
    assert f'value="{taken_off.id}">{ERASED}' not in promise
    page = admin.get(f"/kegiatan/{known.code}/narasumber").text
    assert re.findall(r"<p><strong>([^<]+)</strong>", page) == ["Dewi Lain"]


def test_the_page_says_what_goes_and_what_stays(admin, taken_off):
    page = admin.get(f"{about(taken_off)}/hapus").text

    assert "Pada 1 kegiatan sebagai narasumber" in page  # the other one
    assert "Pada 1 kegiatan yang susunan acaranya pernah memuat orang ini" in page
    assert "Nama pengunggah pada 2 materi" in page
    assert "nama penjawab pada 2 jawaban" in page


def test_where_there_is_no_other_programme_none_is_spoken_of(make, over, admin):
    event = over("Acara X")
    budi = make.presenter(event, name="Budi", institution=BPJS)
    admin.post(f"/kegiatan/{event.code}/narasumber/{budi.id}/hapus")

    page = admin.get(f"{about(budi)}/hapus").text

    assert "sebagai narasumber:" not in page
    assert "Tempatnya dalam susunan acara" not in page
    assert "Nama pengunggah pada 0 materi" in page


@pytest.mark.parametrize("status", [Status.DRAFT, Status.SCHEDULED, Status.RUNNING])
def test_they_need_not_wait_for_the_kegiatan_to_be_over(app, admin, taken_off, rows, status):
    """They do not speak there any more."""
    with app.app_context():
        db.session.get(Event, taken_off.event_id).status = status
        db.session.commit()

    assert erase(admin, taken_off).status_code == 303

    assert {one.name for one in rows(Presenter)} == {ERASED, "Dewi Lain"}


def test_what_they_promised_comes_first(make, admin, taken_off, rows):
    make.follow_up(what="Loket keliling", presenter_id=taken_off.id)

    answer = erase(admin, taken_off)

    assert answer.status_code == 409
    assert "Loket keliling" in answer.text
    assert rows(Presenter)[0].name == NAME


def test_somebody_who_speaks_finds_also_where_they_were_taken_off(make, over, taken_off, parts):
    again = make.presenter(over("Acara Z"), name=NAME, institution=BPJS)

    spoke = parts(about(again))["Narasumber"]

    assert [one["Kegiatan"] for one in spoke] == ["Acara A", "Acara B", "Acara Z"]
