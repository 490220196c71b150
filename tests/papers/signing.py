"""How staff bring in signatures, for tests."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from werkzeug.test import TestResponse

from tests.papers.certificates import PASSPHRASE


def room_of(event: Any, number: int = 1) -> str:
    return f"/kegiatan/{event.code}/dokumen/daftar-hadir/versi/{number}/tanda-tangan"


def upload(browser: Any, event: Any, content: bytes, name: str = "ttd.pdf") -> TestResponse:
    answer: TestResponse = browser.post(
        room_of(event), data={"ttd-berkas": (BytesIO(content), name)}
    )
    return answer


def sign_here(
    browser: Any, event: Any, key: bytes, seen: str, passphrase: str = PASSPHRASE, **fields: str
) -> TestResponse:
    data = {"sertifikat": (BytesIO(key), "kantor.p12"), "sandi": passphrase, "seen": seen}
    answer: TestResponse = browser.post(f"{room_of(event)}/sertifikat", data=data | fields)
    return answer


def scan(browser: Any, event: Any, content: bytes, name: str) -> TestResponse:
    answer: TestResponse = browser.post(
        f"{room_of(event)}/basah", data={"pindaian-berkas": (BytesIO(content), name)}
    )
    return answer
