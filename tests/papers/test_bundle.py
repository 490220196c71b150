"""The SPJ bundle: every paper in one document that keeps its tags, or in a ZIP with a list."""

import hashlib
import io
import os
import re
import signal
import subprocess
import zipfile
from datetime import date, time

import pikepdf
import pytest
from PIL import Image

from app import files, wib
from app.attendees.models import Part
from app.columns import now
from app.extensions import db
from app.papers.bundling import MAKERS
from app.papers.models import Kind, Order, Paper, Progress, Work
from app.papers.press import Job, press
from app.photos.models import Photo, PhotoConsent
from tests.papers.bundles import Cancelled, Made, leftovers


@pytest.fixture
def event(make):
    make.office(address="Jalan Sudirman")
    event = make.event(
        title="Sosialisasi BPJS",
        place="Aula Dinas",
        starts_at=wib.at(date(2026, 2, 4), time(9)),
        ends_at=None,
    )
    for _ in range(3):
        make.attendance(event, part=Part.PARTICIPANT)
    return event


@pytest.fixture
def photos(app, event):
    """Six photos, and how the people in them have agreed."""

    def photos(count=6, *, consent=True):
        with app.app_context():
            for n in range(count):
                picture = io.BytesIO()
                Image.new("RGB", (120, 90), (40 * n, 90, 120)).save(picture, "JPEG")
                content = picture.getvalue()
                sizes = {"width": 120, "height": 90, "size": len(content), "sort": n}
                places = {"stored_as": files.store(content), "thumbnail_as": files.store(content)}
                digest = hashlib.sha256(content + bytes([n])).hexdigest()
                row = Photo(
                    event_id=event.id, sha256=digest, caption=f"Foto ke-{n}", **sizes, **places
                )
                row.request_id = f"{n:032}"
                db.session.add(row)
            if consent:
                db.session.add(PhotoConsent(event_id=event.id, words="Lisan, di aula."))
            db.session.commit()

    return photos


def issue(app, event, kind, words, **values):
    """An issued paper that says these words."""
    html = f'<!doctype html><html lang="id"><title>Uji</title><p>{words}</html>'
    content = press.make(Job(html, {})).content
    with app.app_context():
        paper = Paper(
            event_id=event.id,
            kind=kind,
            title=event.title,
            dated=event.day,
            snapshot={},
            stored_as=files.store(content),
            sha256=hashlib.sha256(content).hexdigest(),
            size=len(content),
            issued_at=now(),
            issuer="Siti",
            **{"request_id": f"{words:_<32}"[:32]} | values,
        )
        db.session.add(paper)
        db.session.commit()
    return content


def words_of(text):
    return " ".join(text.split())


def test_the_index_names_every_part_with_its_pages_and_what_is_missing(
    make, app, event, photos, text_of
):
    make.material(event, title="Paparan BPU")
    photos()

    made = Made(app, event, Work.BUNDLE_PDF)

    pages = text_of(made.content).split("\f")[:-1]
    cover = words_of(pages[0])
    assert "BERKAS SURAT PERTANGGUNGJAWABAN (SPJ)" in cover
    for part in ("Surat Undangan", "Daftar Hadir", "Notula", "Laporan Kegiatan", "Daftar Materi"):
        assert part in cover
    assert "Belum diterbitkan" in cover
    last = re.search(r"Dokumentasi Foto .*? (\d+)–(\d+)", cover)
    assert (int(last[1]), int(last[2])) == (len(pages) - 1, len(pages))
    assert f"Seluruh berkas: {len(pages)} halaman." in cover
    assert made.name == f"spj-2026-02-04-{event.code}.pdf"


def test_every_page_has_a_running_number_beside_its_own(make, app, event, text_of):
    pages = text_of(Made(app, event, Work.BUNDLE_PDF).content).split("\f")[:-1]

    numbers = [re.search(r"SPJ halaman (\d+) dari (\d+)", page).groups() for page in pages]
    assert numbers == [(str(n), str(len(pages))) for n in range(1, len(pages) + 1)]
    assert all("Halaman " in page for page in pages)


def test_who_listens_finds_each_paper_as_a_part_with_its_tables(make, app, event, facts_of):
    make.material(event, title="Paparan BPU")

    pdf = Made(app, event, Work.BUNDLE_PDF).content

    tree = facts_of(pdf, "-struct-text")
    parts = re.findall(r'^  Part "(.*)"', tree, re.MULTILINE)
    assert parts[:3] == ["Daftar Isi", "Surat Undangan", "Daftar Hadir"]
    assert parts[-1] == "Daftar Materi"
    assert "SPJ halaman" not in tree
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        nums = list(opened.Root.StructTreeRoot.ParentTree.Nums)
        owners = {int(number): tags for number, tags in zip(nums[::2], nums[1::2], strict=True)}
        for page in opened.pages:
            for tag in owners[int(page.StructParents)]:
                assert tag.Pg.objgen == page.objgen
        names = re.findall(rb"/ID \((.*?)\)", pdf)
        assert len(names) == len(set(names))
        assert opened.Root.Lang in ("id", "id-ID")
        assert bool(opened.Root.MarkInfo.Marked)
        assert not opened.check_pdf_syntax()
        with opened.open_outline() as outline:
            assert [item.title for item in outline.root] == parts


def test_the_one_document_keeps_the_marks_of_the_archive_and_the_data_of_its_lists(app, event):
    pdf = Made(app, event, Work.BUNDLE_PDF).content

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        metadata = opened.Root.Metadata.read_bytes()
        assert re.search(rb"pdfaid:part\W+3\b", metadata)
        assert re.search(rb"pdfaid:conformance\W+U\b", metadata)
        assert re.search(rb"pdfuaid:part\W+1\b", metadata)
        assert len(opened.Root.OutputIntents) == 1
        attached = {str(file.UF): str(file.AFRelationship) for file in opened.Root.AF}
        assert any(name.endswith(".csv") for name in attached)
        assert set(attached.values()) == {"/Data"}


def test_all_letters_are_embedded(app, event, tmp_path):
    file = tmp_path / "spj.pdf"
    file.write_bytes(Made(app, event, Work.BUNDLE_PDF).content)

    fonts = subprocess.run(["pdffonts", str(file)], capture_output=True, text=True, check=True)

    lines = fonts.stdout.splitlines()[2:]
    assert lines
    assert all(re.search(r" yes yes yes +\d+ +0$", line) for line in lines)


def test_what_was_issued_comes_as_it_was_issued_in_its_newest_version(app, event, text_of):
    issue(app, event, Kind.MINUTES, "Notula lama")
    newer = issue(app, event, Kind.MINUTES, "Notula baru", number=2, reason="Salah ketik")

    text = words_of(text_of(Made(app, event, Work.BUNDLE_PDF).content))

    assert "Notula baru" in text
    assert "Notula lama" not in text
    assert "versi 2" in text
    assert hashlib.sha256(newer).hexdigest()[:16] in text


def test_photos_stay_out_until_the_people_in_them_have_agreed(app, event, photos, text_of):
    photos(consent=False)

    text = words_of(text_of(Made(app, event, Work.BUNDLE_PDF).content))

    assert "Dokumentasi Foto: persetujuan orang yang difoto belum dicatat" in text
    assert "Foto ke-1" not in text


def test_the_same_kegiatan_gives_the_same_bytes(app, event):
    first, second = (Made(app, event, Work.BUNDLE_PDF) for _ in range(2))

    assert first.content == second.content


def test_progress_is_told_step_by_step_and_never_goes_back(app, event):
    told = Made(app, event, Work.BUNDLE_PDF).told

    done = [one[0] for one in told]
    assert done == sorted(done)
    assert {one[1] for one in told} == {8}
    assert [one[2] for one in told][:2] == ["Surat Undangan", "Daftar Hadir"]
    assert told[-1] == (7, 8, "Menyatukan semua halaman")


@pytest.mark.parametrize("step", [0, 3, 7])
def test_cancelled_between_steps_it_leaves_nothing(app, event, step):
    with pytest.raises(Cancelled):
        Made(app, event, Work.BUNDLE_PDF, cancel_at=step)

    assert not leftovers(app)


def test_the_zip_holds_every_paper_the_materials_and_a_list_that_can_be_checked(make, app, event):
    make.material(event, b"%PDF-1.7 isi materi", title="Paparan BPU", name="paparan.pdf")

    made = Made(app, event, Work.BUNDLE_ZIP)

    with zipfile.ZipFile(io.BytesIO(made.content)) as archive:
        names = archive.namelist()
        assert names[:2] == ["01-surat-undangan.pdf", "02-daftar-hadir.pdf"]
        assert "materi/01-paparan.pdf" in names
        assert names[-1] == "daftar-isi.txt"
        told = archive.read("daftar-isi.txt").decode()
        listed = dict(re.findall(r"^([0-9a-f]{64})  (\S+)\r$", told, re.MULTILINE))
        assert set(listed.values()) == set(names[:-1])
        for digest, name in listed.items():
            assert hashlib.sha256(archive.read(name)).hexdigest() == digest
    assert "Kegiatan : Sosialisasi BPJS" in told
    assert "- Dokumentasi Foto: belum ada foto" in told
    assert Made(app, event, Work.BUNDLE_ZIP).content == made.content


def test_a_large_material_is_named_and_left_out(make, app, event, monkeypatch):
    monkeypatch.setattr("app.papers.bundle_zip.LARGEST", 10)
    make.material(event, b"%PDF-1.7 lebih dari sepuluh", name="besar.pdf")

    made = Made(app, event, Work.BUNDLE_ZIP)

    with zipfile.ZipFile(io.BytesIO(made.content)) as archive:
        assert not [name for name in archive.namelist() if name.startswith("materi/")]
        assert "- besar.pdf: terlalu besar" in archive.read("daftar-isi.txt").decode()


def test_certificates_come_one_by_one_in_a_zip_under_safe_names(make, app, event, text_of):
    for serial, name in ((101, "../../etc/Budi: Contoh"), (102, "Budi Contoh"), (103, "Κώστας")):
        make.certificate(event, make.attendance(event, name=name), serial)

    made = Made(app, event, Work.CERTIFICATES_ZIP)

    with zipfile.ZipFile(io.BytesIO(made.content)) as archive:
        names = archive.namelist()
        assert names[1] == "sertifikat-102-Budi-Contoh.pdf"
        assert all(re.fullmatch(r"sertifikat-10\d-[\w-]+\.pdf", name) for name in names)
        assert "Budi Contoh" in text_of(archive.read(names[1]))
    assert [one[:2] for one in made.told] == [(0, 3), (1, 3), (2, 3)]


def test_all_certificates_come_in_one_document(make, app, event, text_of):
    for serial in (101, 102):
        make.certificate(event, make.attendance(event), serial)

    assert text_of(Made(app, event, Work.CERTIFICATES_PDF).content).count("\f") == 2


def test_a_worker_that_is_killed_leaves_what_the_next_one_begins_again(app, event):
    with app.app_context():
        over = {"state": Progress.CANCELLED, "request_id": "k" * 32}  # as far as others may order
        order = Order(event_id=event.id, work=Work.BUNDLE_PDF, **over)
        db.session.add(order)
        db.session.commit()
        number = order.id
        db.engine.dispose()  # as before every fork

    def killed(done: int, _total: int, _step: str) -> None:
        if done == 2:
            os.kill(os.getpid(), signal.SIGKILL)

    child = os.fork()
    if child == 0:
        with app.app_context():
            MAKERS[Work.BUNDLE_PDF](db.session.get_one(Order, number), killed)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    left = leftovers(app)
    with app.app_context():
        path, _ = MAKERS[Work.BUNDLE_PDF](db.session.get_one(Order, number), lambda *_: None)
        again = path.read_bytes()
        path.unlink()

    assert os.WTERMSIG(status) == signal.SIGKILL
    assert left
    assert not leftovers(app)
    assert again == Made(app, event, Work.BUNDLE_PDF).content
