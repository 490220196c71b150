import hashlib

import pytest

from app import files
from app.directory.models import Post
from app.extensions import db
from app.papers.kinds import Kind
from app.papers.models import Paper


@pytest.fixture
def issue(app):
    """Put an issued letter into the office's shelf."""

    def issue(event, content, number=1, kind=Kind.LETTER):
        with app.app_context():
            paper = Paper(
                event_id=event.id,
                kind=kind,
                number=number,
                reason="Salah ketik" if number > 1 else "",
                title=event.title,
                dated=event.day,
                snapshot={},
                stored_as=files.store(content),
                sha256=hashlib.sha256(content).hexdigest(),
                size=len(content),
                issuer="Akun",
                request_id=f"{event.code}{kind[:3]}{number}",
            )
            db.session.add(paper)
            db.session.commit()

    return issue


def test_the_invited_read_the_newest_letter_byte_by_byte(make, coming, invited, issue):
    event = coming()
    person = invited(make.invitation(event, linked=True))
    issue(event, b"%PDF-1.7 pertama")
    issue(event, b"%PDF-1.7 kedua", 2)
    issue(event, b"%PDF-1.7 notula", 3, Kind.MINUTES)
    issue(coming(), b"%PDF-1.7 lain", 4)

    answer = person.get(f"/undangan/{event.code}/surat.pdf")

    assert answer.data == b"%PDF-1.7 kedua"
    assert answer.mimetype == "application/pdf"
    assert f'/undangan/{event.code}/surat.pdf"' in person.get(f"/undangan/{event.code}").text


def test_before_it_is_issued_a_friendly_page_says_so(make, coming, invited, rows):
    event = coming()
    make.letter(event)
    person = invited(make.invitation(event, linked=True))

    page = person.get(f"/undangan/{event.code}/surat.pdf")

    assert page.status_code == 404
    assert "Surat undangan belum diterbitkan" in page.text
    assert f'href="/undangan/{event.code}"' in page.text
    assert "surat.pdf" not in person.get(f"/undangan/{event.code}").text
    assert rows(Paper) == []


def test_nobody_else_reads_it(app, make, coming, invited, staff, issue):
    event, other = coming(), coming()
    issue(event, b"%PDF-1.7")
    person = invited(
        make.invitation(other, make.person(post=Post.OTHER, position="A"), linked=True)
    )

    for browser in (app.test_client(), staff, person):
        page = browser.get(f"/undangan/{event.code}/surat.pdf")
        assert page.status_code == 404
        assert "belum diterbitkan" not in page.text
