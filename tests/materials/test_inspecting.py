"""Which files are kept: none of the hostile ones, every ordinary one."""

from __future__ import annotations

import os
import re
import struct
import time
import warnings
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from app.materials import apart, judging
from app.materials.inspecting import Busy, Refused, inspect
from app.materials.names import extension_of
from tests.materials.corpus import ordinary
from tests.materials.hostile import films, hostile, office, pdfs
from tests.materials.hostile.zips import packed

MB = 1_000_000
ADVICE = re.compile(r"\b(unggah|Unggah|Kirim ulang|simpan sebagai)\b.*[.]$", re.S)


@pytest.fixture
def judged(tmp_path):
    """The extension of what is kept, the code and the words of what is refused."""

    def judged(name: str, content: bytes) -> tuple[str | int, str]:
        file = tmp_path / os.urandom(8).hex()
        file.write_bytes(content)
        try:
            return inspect(file, name).extension, ""
        except Refused as refused:
            return refused.code, str(refused)
        finally:
            file.unlink()

    return judged


@pytest.fixture
def judged_here(judged, monkeypatch):
    """The same without a process of its own for each: hundreds of them would take a minute."""
    monkeypatch.setattr("app.materials.inspecting.judge_apart", judging.judge)
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", None)  # put back what the check changes
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # as the process does
        yield judged


def all_judged(judged, cases):
    return {name: judged(name, content) for name, content, *_ in cases}


def bombs():
    return [case for case in hostile() if case[0].startswith("bom-")]


def test_every_hostile_file_is_refused_with_a_reason_and_a_way_out(judged_here):
    cases = hostile()
    assert len(cases) >= 60

    verdicts = all_judged(judged_here, [case for case in cases if case not in bombs()])

    codes = {name: code for name, (code, _) in verdicts.items()}
    assert codes == {name: code for name, _, code in cases if not name.startswith("bom-")}
    assert [text for _, text in verdicts.values() if not ADVICE.search(text)] == []


def test_no_ordinary_file_is_refused(judged_here):
    cases = ordinary()
    assert len(cases) >= 60

    verdicts = all_judged(judged_here, cases)

    assert verdicts == {name: (extension_of(name), "") for name, _ in cases}


def test_the_process_of_its_own_says_the_same(judged):
    kinds = {extension_of(name): (name, content) for name, content in ordinary()}
    bad = {extension_of(name): (name, content) for name, content, _ in hostile() if content}

    kept = all_judged(judged, kinds.values())
    refused = all_judged(judged, [bad[extension] for extension in kinds if extension in bad])

    assert kept == {name: (extension, "") for extension, (name, _) in kinds.items()}
    assert {code for code, _ in refused.values()} <= {415, 422}
    assert apart.UNCHECKED not in {text for _, text in refused.values()}


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.pptm", b"PK", "PPTX tanpa makro"),
        ("a.doc", b"x", "Simpan sebagai DOCX atau PDF"),
        ("a.heic", b"x", "Simpan sebagai JPG"),
        ("a.mov", b"x", "Simpan sebagai MP4"),
        ("a.zip", b"x", "unggah isinya satu per satu"),
        ("a", b"x", "tanpa akhiran"),
        ("a.pdf", b"", "kosong"),
        ("a.pdf", b"MZ\x90\0", "bukan PDF, melainkan program"),
        ("a.docx", office.OLE, "format Office lama"),
        ("a.docx", packed(office.document("pptx")), "bukan DOCX, melainkan PPTX"),
        ("a.pdf", pdfs.opening(S=pdfs.Name.Launch), "menjalankan program"),
    ],
)
def test_the_reason_is_the_right_one(judged, name, content, words):
    assert words in judged(name, content)[1]


def test_a_small_file_is_judged_quickly_whatever_it_unpacks_to(judged):
    cases = bombs()
    assert len(cases) == 4
    started = os.times().children_user

    verdicts = all_judged(judged, cases)

    assert {code for code, _ in verdicts.values()} == {422}
    assert os.times().children_user - started < 1.5 * len(cases)


END = {
    "time": "from app.materials import judging; judging.CPU = 0.05; judging._set_limits(0)\n"
    "while True: pass",
    "a broken library": "import ctypes; ctypes.string_at(0)",
    "somebody": "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
}


@pytest.mark.parametrize("killer", END)
def test_whoever_kills_the_process_that_judges_is_refused(judged, monkeypatch, killer):
    start, _, _ = apart.START.partition(" from app.materials.judging")
    monkeypatch.setattr(apart, "START", f"{start} {END[killer]}")

    assert judged("a.pdf", pdfs.pdf()) == (422, apart.UNCHECKED)


def test_a_judge_who_cannot_be_had_in_time_says_so(judged, monkeypatch):
    monkeypatch.setattr(apart, "QUEUE", 0.05)
    for _ in range(2):
        apart.AT_ONCE.acquire()
    try:
        answer = judged("a.pdf", pdfs.pdf())
    finally:
        apart.AT_ONCE.release(2)

    assert answer == (503, str(Busy()))


def test_where_too_many_wait_already_the_next_is_told_so_at_once(judged):
    for _ in range(2):  # nobody will be done, so who waits waits to the end
        apart.AT_ONCE.acquire()
    began = time.monotonic()
    for _ in range(16):
        apart.IN_LINE.acquire()
    try:
        answer = judged("a.pdf", pdfs.pdf())
    finally:
        apart.IN_LINE.release(16)
        apart.AT_ONCE.release(2)

    assert answer == (503, str(Busy()))
    assert time.monotonic() - began < apart.QUEUE
    assert judged("a.pdf", pdfs.pdf())[0] == "pdf"


@pytest.mark.parametrize("extension", ["mp4", "pptx"])
def test_a_hundred_megabytes_are_judged_in_seconds_and_outside_this_process(tmp_path, extension):
    file = tmp_path / "besar"
    {"mp4": _long_film, "pptx": _heavy_slides}[extension](file)
    memory, busy = _memory(), os.times().children_user

    kind = inspect(file, f"besar.{extension}")

    assert kind.extension == extension
    assert os.times().children_user - busy < 5
    assert _memory() - memory < 20 * MB


def _long_film(file: Path) -> None:
    with file.open("wb") as content:
        content.write(films.BRAND + films.FILM + struct.pack(">I4s", 100 * MB, b"mdat"))
        content.truncate(content.tell() + 100 * MB - 8)


def _heavy_slides(file: Path) -> None:
    parts = office.document("pptx").items()
    with zipfile.ZipFile(file, "w") as package:
        for name, content in parts:
            package.writestr(name, content)
        with package.open("ppt/media/film.mp4", "w") as film:
            for _ in range(100):
                film.write(bytes(MB))


def _memory() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
