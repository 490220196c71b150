"""Input that no browser sends and no person types: an answer below 500, quickly."""

from __future__ import annotations

import time

import pytest

FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data; boundary=x"

BODIES = {
    "lone surrogates": (b"username=%ED%A0%80&password=%ED%B0%80", FORM),
    "raw bytes that are no text": (b"username=\xed\xa0\x80\xff\xfe&password=\xff", FORM),
    "NUL": (b"username=si%00ti&password=%00", FORM),
    "combining marks": (f"username={'a' + chr(0x301) * 500}&password=x".encode(), FORM),
    "right to left": ("username=\u202eitis&password=x".encode(), FORM),
    "100 kB name": (b"username=" + b"a" * 100_000 + b"&password=x", FORM),
    "100 kB of blanks": (b"username=" + b"+" * 100_000 + b"x&password=x", FORM),
    "100 kB password": (b"username=siti&password=" + b"a" * 100_000, FORM),
    "repeated parameters": (b"username=a&username=b&password=c&password=d", FORM),
    "20,000 fields": (b"&".join(b"f%d=1" % n for n in range(20_000)), FORM),
    "array names": (b"username[]=a&username[0]=b&password[$ne]=x", FORM),
    "bad percents": (b"username=%&password=%zz%u0041", FORM),
    "nothing": (b"", FORM),
    "only ampersands": (b"&" * 50_000, FORM),
    "JSON": (b'{"username": {"$gt": ""}}', "application/json"),
    "broken JSON": (b'{"username": "\\ud800', "application/json"),
    "text": (b"username=siti", "text/plain"),
    "unknown kind": (b"\x00\x01", "application/x-thing"),
    "odd charset": (b"username=siti", f"{FORM}; charset=utf-7"),
    "unknown charset": (b"username=siti", f"{FORM}; charset=klingon"),
    "multipart without boundary": (b"--x\r\n", "multipart/form-data"),
    "multipart cut off": (b'--x\r\nContent-Disposition: form-data; name="use', MULTIPART),
    "multipart without name": (
        b"--x\r\nContent-Disposition: form-data\r\n\r\nx\r\n--x--",
        MULTIPART,
    ),
    "multipart with a file as name": (
        b'--x\r\nContent-Disposition: form-data; name="username"; filename="../../x"\r\n'
        b"Content-Type: text/html\r\n\r\n<script>\r\n--x--\r\n",
        MULTIPART,
    ),
    "multipart with 20,001 parts": (
        b"".join(
            b'--x\r\nContent-Disposition: form-data; name="f"\r\n\r\n1\r\n' for _ in range(20_001)
        )
        + b"--x--\r\n",
        MULTIPART,
    ),
}


@pytest.mark.parametrize("case", BODIES)
def test_odd_bodies_are_answered_calmly(visitor, case):
    body, kind = BODIES[case]
    begun = time.process_time()

    answer = visitor.post("/masuk", data=body, content_type=kind)

    assert 400 <= answer.status_code < 500
    assert time.process_time() - begun < 3


@pytest.mark.parametrize(
    "query",
    [
        "next=%ED%A0%80",
        "next=%00",
        "next=%E2%80%AE",
        "next=/a&next=//evil.example",
        "next[]=/a",
        "%",
        "&" * 5000,
        "next=" + "/" * 20_000,
        "next=%0d%0aSet-Cookie:%20x=1",
        "=%ff",
    ],
)
def test_odd_queries_are_answered_calmly(make, visitor, query):
    answer = visitor.get(f"/masuk?{query}")

    assert answer.status_code == 200


@pytest.mark.parametrize(
    "path", ["/%ED%A0%80", "/%00", "/%ff%fe", "/" + "a" * 60_000, "/" + "../" * 500, "/%0d%0ax: y"]
)
def test_odd_paths_are_not_found(visitor, path):
    assert visitor.get(path).status_code == 404


@pytest.mark.parametrize(
    "headers",
    [
        {"Cookie": "balai_form=x.y.z; balai_login=;;; =x; $Version=1"},
        {"Cookie": "balai_form=" + "A" * 5000},
        {"Cookie": "\xff\xfe=\xed\xa0\x80"},
        {"Accept-Encoding": "gzip;q=x, *;q=-1, ,,"},
        {"Accept-Language": "x" * 5000},
        {"User-Agent": "\x00\x1b[31m" + "x" * 9000},
        {"If-None-Match": '"' * 500},
        {"Range": "bytes=-9999999999999999999"},
        {"Content-Length": "0", "Transfer-Encoding": "gzip"},
        {"HX-Request": "perhaps", "HX-Target": "\xff", "HX-Current-URL": "http://["},
        {"Sec-Fetch-Site": "\xff"},
    ],
)
def test_odd_headers_are_answered_calmly(visitor, headers):
    answer = visitor.get("/masuk", headers=headers)

    assert answer.status_code == 200


def test_markup_in_what_was_typed_comes_back_as_text(visitor):
    nasty = '"><script>alert(1)</script>{{7654321*7654321}}'

    page = visitor.post("/masuk", data={"username": nasty, "password": "x"})

    assert "<script>alert" not in page.text
    assert str(7654321**2) not in page.text
