"""Who comes to the materials, and how they send files."""

from __future__ import annotations

import secrets
from io import BytesIO

from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import encode_multipart

from app import links
from app.presenters.doors import COOKIE
from tests.attendees.hall import come_in, sign


def pdf(more=b"isi berkas " * 200):
    """A plain PDF with one empty page; `more` makes it as large, and as it should be."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>",
        b"<</Length 0>>\nstream\n\nendstream",
        b"<</Length %d>>\nstream\n%s\nendstream" % (len(more), more),
    ]
    content, starts = b"%PDF-1.7\n", []
    for number, one in enumerate(objects, start=1):
        starts.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"xref\n0 6\n0000000000 65535 f \n"
    table += b"".join(b"%010d 00000 n \n" % start for start in starts)
    end = b"trailer\n<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(content)
    return content + table + end


PDF = pdf()


def presenter_of(app, make, event, **values):
    """A presenter, and the browser that has exchanged the personal link."""
    who = make.presenter(event, **values)
    browser = app.test_client()
    with app.app_context():
        browser.set_cookie(COOKIE, links.token_for("presenter", who.id, who.generation))
    return who, browser


def signed_in(app, make, event):
    """A phone on which somebody has signed."""
    phone = come_in(app, event)
    sign(phone, event, make.invited(event))
    return phone


def form(*files, **fields):
    """An ordinary form with files, as a browser without scripts sends it."""
    sent = [FileStorage(BytesIO(content), name) for name, content in files or [("", b"")]]
    fields = {"request_id": secrets.token_hex(16), "audience": "peserta"} | fields
    boundary, body = encode_multipart(MultiDict(fields | {"berkas": sent}))
    return {"data": body, "content_type": f"multipart/form-data; boundary={boundary}"}


class Line:
    """Sends a file in parts, as static/js/upload.js does."""

    def __init__(self, browser, room, content, name="paparan.pdf", **fields):
        self.browser, self.content = browser, content
        self.id = fields.pop("id", secrets.token_hex(16))
        self.address = f"{room}/unggahan/{self.id}"
        self.fields = {"nama": name, "ukuran": len(content)} | fields

    def start(self):
        return self.browser.post(self.address, data=self.fields)

    def part(self, start, size=512 * 1024):
        return self.browser.post(
            f"{self.address}/bagian?mulai={start}",
            data=self.content[start : start + size],
            content_type="application/octet-stream",
        )

    def finish(self):
        return self.browser.post(f"{self.address}/selesai")

    def cancel(self):
        return self.browser.post(f"{self.address}/batal")

    def whole(self):
        """From start to finish; the last answer."""
        answer = self.start()
        while answer.is_json and "next" in answer.json and answer.json["next"] < len(self.content):
            answer = self.part(answer.json["next"])
        return self.finish() if answer.is_json and "next" in answer.json else answer
