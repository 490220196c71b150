"""All materials of a kegiatan in one ZIP."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import zipfile

import pytest
from sqlalchemy import select

from app import files
from app.extensions import db
from app.materials import bundle
from app.materials.models import MaterialFile

CONTENTS = [os.urandom(size) for size in (1, 300_000, 1_000_000)]
NAMES = ["Paparan.pdf", "Résumé 资料 📎.pdf", "paparan.PDF"]


@pytest.fixture
def download(app, visitor):
    """Get the ZIP of everything there is."""

    @app.get("/zip")
    def zip_of_all():
        return bundle.zip_of(db.session.scalars(select(MaterialFile).order_by(MaterialFile.id)))

    return lambda **how: visitor.get("/zip", **how)


@pytest.fixture
def three(make):
    event = make.event()
    for name, content in zip(NAMES, CONTENTS, strict=True):
        make.material(event, content, name=name)


@pytest.mark.usefixtures("three")
def test_it_holds_every_file_unchanged_under_a_name_of_its_own(download):
    answer = download()

    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["Paparan.pdf", "Résumé 资料 📎.pdf", "paparan (2).PDF"]
        assert [archive.read(name) for name in archive.namelist()] == CONTENTS
        assert {info.compress_type for info in archive.infolist()} == {zipfile.ZIP_STORED}


@pytest.mark.usefixtures("three")
def test_the_length_is_known_before_it_is_written(download):
    answer = download()

    assert int(answer.headers["Content-Length"]) == len(answer.data)
    assert answer.mimetype == "application/zip"
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="materi.zip"')
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


@pytest.mark.usefixtures("three")
def test_sizes_and_checksums_stand_before_the_bytes(download):
    content = download().data

    flags, checksum, size = content[6:8], content[14:18], content[18:22]
    assert not flags[0] & 0x08
    assert checksum != b"\0\0\0\0"
    assert int.from_bytes(size, "little") == len(CONTENTS[0])


@pytest.mark.usefixtures("three")
@pytest.mark.skipif(not shutil.which("unzip"), reason="needs unzip")
def test_another_program_finds_nothing_to_complain_about(download, tmp_path):
    (tmp_path / "materi.zip").write_bytes(download().data)

    checked = subprocess.run(["unzip", "-t", tmp_path / "materi.zip"], capture_output=True)

    assert checked.returncode == 0


def test_names_that_some_systems_cannot_write_are_mended(make, download):
    event = make.event()
    for name in ["../../etc/passwd.pdf", 'a:b*c?"<>|\\.pdf', "x" * 190 + ".pdf", "...", "..."]:
        make.material(event, b"isi", name=name)

    with zipfile.ZipFile(io.BytesIO(download().data)) as archive:
        names = archive.namelist()

    assert names[:2] == ["_.._etc_passwd.pdf", "a_b_c______.pdf"]
    assert names[2] == "x" * 120 + ".pdf"
    assert names[3:] == ["berkas", "berkas (2)"]


@pytest.mark.usefixtures("three")
def test_a_file_whose_bytes_are_gone_spoils_nothing(app, download, rows):
    with app.app_context():
        files.remove(rows(MaterialFile)[1].stored_as)

    with zipfile.ZipFile(io.BytesIO(download().data)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["Paparan.pdf", "paparan (2).PDF"]


def test_nothing_at_all_is_an_empty_zip(download):
    with zipfile.ZipFile(io.BytesIO(download().data)) as archive:
        assert archive.namelist() == []


@pytest.mark.usefixtures("three")
def test_it_is_written_in_small_pieces_and_holds_no_connection(app, download):
    answer = download(buffered=False)

    sizes = [len(piece) for piece in answer.response]

    with app.app_context():
        assert db.engine.pool.checkedout() == 0
    assert max(sizes) <= 1024 * 1024
    assert sum(sizes) == int(answer.headers["Content-Length"])


def test_more_than_a_plain_zip_can_hold_is_refused(download, three, monkeypatch):
    monkeypatch.setattr(bundle, "MOST", 1_000)

    assert download().status_code == 413
