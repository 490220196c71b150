"""python -m bench.upload: files of 25 MB and 100 MB, sent in parts as the page sends them.

Starts an own server on a temporary folder. Seconds stand beside those of a plain copy with fsync
of the same file in the same run: what the disk costs today. Memory is that of the whole process
tree, the process that judges the file included, without pages of files that are mapped.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
import shutil
import sqlite3
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

from app.materials.uploading import PART
from bench.figures import Figure, at_most, memory_of_tree, quiet_moment, report
from bench.servers import Browser, Server, serving

MB = 1024 * 1024
SIZES = (25, 100)
MOST_MEMORY = 64  # MB more than before, however large the file
SLOWEST = {25: 15, 100: 60}  # seconds


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="balai-bench-") as name:
        folder = Path(name)
        settings = {"BALAI_FILE_MB": "110", "BALAI_EVENT_MB": "400"}
        with serving(folder / "data", **settings) as server:
            browser = server.logged_in("petugas")
            upload(server, browser, pdf(folder, 1))  # whatever is loaded late is loaded now
            figures = [
                figure for size in SIZES for figure in measured(server, browser, folder, size)
            ]
    report(figures)


def measured(server: Server, browser: Browser, folder: Path, size: int) -> list[Figure]:
    file = pdf(folder, size)
    begun = time.perf_counter()
    copy_with_fsync(file, folder / "copy")
    copied = time.perf_counter() - begun
    quiet_moment(2)
    with peak_memory(server.process.pid) as memory:
        begun = time.perf_counter()
        upload(server, browser, file)
        took = time.perf_counter() - begun
    check(server, file)
    return [
        at_most(f"upload of {size} MB in parts, judged and kept", took, SLOWEST[size], "s"),
        Figure(f"a plain copy of the same {size} MB with fsync", f"{copied:.2f} s"),
        at_most(f"memory it took at most ({size} MB)", memory[0], MOST_MEMORY, "MB"),
    ]


def upload(server: Server, browser: Browser, file: Path) -> None:
    """As static/js/upload.js does it, over one connection."""
    room = f"/kegiatan/{server.codes()['berlangsung']}/materi"
    token = re.search(rb'name="csrf_token"[^>]*value="([^"]+)"', browser.get(room))
    assert token is not None
    address = f"{room}/unggahan/{secrets.token_hex(16)}"
    cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in browser.jar)
    headers = {"Cookie": cookies, "X-CSRFToken": token[1].decode(), "HX-Request": "true"}
    line = HTTPConnection("localhost", server.port, timeout=300)

    def post(path: str, body: bytes, kind: str) -> dict[str, int]:
        line.request("POST", address + path, body, headers | {"Content-Type": kind})
        answer = line.getresponse()
        content = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{path or 'start'}: {answer.status} {content[:300]!r}")
        return dict(json.loads(content))

    form = "application/x-www-form-urlencoded"
    size = file.stat().st_size
    answer = post("", urlencode({"nama": file.name, "ukuran": size}).encode(), form)
    with file.open("rb") as source:
        while answer["next"] < size:
            at = answer["next"]
            source.seek(at)
            answer = post(f"/bagian?mulai={at}", source.read(PART), "application/octet-stream")
    post("/selesai", b"", form)
    line.close()


def check(server: Server, file: Path) -> None:
    """What was kept is what was sent, and nothing else lies there."""
    with closing(sqlite3.connect(server.data / "balai.sqlite")) as connection:
        query = "SELECT stored_as, sha256 FROM material_file ORDER BY id DESC LIMIT 1"
        stored_as, sha256 = connection.execute(query).fetchone()
        left = connection.execute("SELECT count(*) FROM upload_part").fetchone()[0]
    for path in (file, server.data / "files" / stored_as):
        with path.open("rb") as content:
            assert hashlib.file_digest(content, "sha256").hexdigest() == sha256
    assert left == 0


@contextmanager
def peak_memory(pid: int) -> Iterator[list[float]]:
    """MB at most above what was there before, looked at every 20 ms."""
    before, found, over = memory(pid), [0.0], threading.Event()

    def watch() -> None:
        while not over.wait(0.02):
            found[0] = max(found[0], memory(pid) - before)

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield found
    finally:
        over.set()
        watcher.join()


def memory(pid: int) -> float:
    try:
        return memory_of_tree(pid, "Anonymous")
    except OSError:  # a process ended while we looked
        return 0.0


def copy_with_fsync(source: Path, target: Path) -> None:
    with source.open("rb") as old, target.open("wb") as new:
        shutil.copyfileobj(old, new, MB)
        new.flush()
        os.fsync(new.fileno())


def pdf(folder: Path, size: int) -> Path:
    """A plain PDF of about so many MB: one page, one picture that no program can make smaller."""
    path = folder / f"paparan-{size}.pdf"
    side = int((size * MB) ** 0.5)
    page = b"q 500 0 0 500 40 40 cm /P Do Q"
    picture = (
        f"<</Type/XObject/Subtype/Image/Width {side}/Height {side}/ColorSpace/DeviceGray"
        f"/BitsPerComponent 8/Length {side * side}>>"
    ).encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</XObject<</P 5 0 R>>>>>>",
        b"<</Length %d>>\nstream\n%s\nendstream" % (len(page), page),
        picture + b"\nstream\n" + secrets.token_bytes(side * side) + b"\nendstream",
    ]
    with path.open("wb") as file:
        file.write(b"%PDF-1.7\n")
        starts = []
        for number, content in enumerate(objects, start=1):
            starts.append(file.tell())
            file.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
        table = file.tell()
        file.write(b"xref\n0 6\n0000000000 65535 f \n")
        file.writelines(b"%010d 00000 n \n" % start for start in starts)
        file.write(b"trailer\n<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % table)
    return path


if __name__ == "__main__":
    main()
