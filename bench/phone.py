"""A phone in the hall: keeps cookies, scans, chooses, signs, and reads its receipt."""

from __future__ import annotations

import gzip
import re
import time
from http.client import HTTPConnection, HTTPResponse
from urllib.parse import urlencode

HIDDEN = re.compile(r'<input[^>]*?name="(\w+)"[^>]*?type="hidden"[^>]*?value="([^"]*)"')
PERSON = re.compile(r'<input type="hidden" name="(person_id)" value="(\d+)"')
STATIC = re.compile(r'(?:href|src)="(/static/[^"]+)"')
STROKE = " ".join(f"{60 + n * 4},{100 + (n * 29 % 80) * (-1) ** n // 2}" for n in range(120))
SIGNATURE = f"{STROKE};80,160 200,150 320,165 520,150"


class Phone:
    def __init__(self, port: int) -> None:
        self.connection = HTTPConnection("127.0.0.1", port, timeout=30)
        self.cookies: dict[str, str] = {}
        self.bytes = 0
        self.times: list[float] = []

    def get(self, path: str) -> str:
        return self._ask("GET", path)[1]

    def post(self, path: str, body: str) -> str:
        return self._ask("POST", path, body)[1]

    def sign_in(self, code: str, key: str, way: tuple[int, int, int]) -> str:
        """The whole self sign-in; hands back the receipt, or "" where anything went wrong."""
        village, place, person = way
        self.get(f"/h/{code}?k={key}")
        self.get(f"/h/{code}")
        self.get(f"/h/{code}/kelurahan/{village}")
        self.get(f"/h/{code}/wilayah/{place}")
        page = self.get(f"/h/{code}/orang/{person}")
        form = dict(HIDDEN.findall(page)) | dict(PERSON.findall(page)) | {"signature": SIGNATURE}
        answer, _ = self._ask("POST", f"/h/{code}/hadir", urlencode(form))
        receipt = self.get(f"/r/{code}") if answer.getheader("HX-Redirect") else ""
        self.connection.close()
        return receipt

    def first_visit(self, code: str, key: str, way: tuple[int, int, int]) -> int:
        """Bytes of the sign-in page and all that it loads, headers included."""
        self.get(f"/h/{code}?k={key}")
        self.bytes = 0
        page = self.get(f"/h/{code}/orang/{way[2]}")
        for address in dict.fromkeys(STATIC.findall(page)):
            if "noscript" not in address:
                self.get(address)
        return self.bytes

    def cookie_line(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def _ask(self, method: str, path: str, body: str | None = None) -> tuple[HTTPResponse, str]:
        headers = {"Accept-Encoding": "gzip", "Cookie": self.cookie_line()}
        if body is not None:
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "HX-Request": "true"}
        begin = time.perf_counter()
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        raw = answer.read()
        self.times.append(time.perf_counter() - begin)
        if answer.status >= 400:
            raise RuntimeError(f"{answer.status} {method} {path}")
        self._take_cookies(answer)
        self.bytes += len(raw) + len(str(answer.headers)) + 17  # the status line
        if answer.getheader("Content-Encoding") == "gzip":
            raw = gzip.decompress(raw)
        return answer, raw.decode(errors="replace")

    def _take_cookies(self, answer: HTTPResponse) -> None:
        for line in answer.headers.get_all("Set-Cookie", []):
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
