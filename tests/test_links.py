"""Whoever holds a personal link fills neither the audit log nor the disk with it."""

from __future__ import annotations

import re
import secrets
from datetime import timedelta

import pytest

from app import links
from app.audit import AuditEntry
from app.columns import now
from app.events.models import Status
from app.extensions import db
from app.invitations.states import Reply
from app.materials.models import Material
from tests.materials.people import PDF, form, presenter_of


@pytest.fixture
def event(make):
    start = now() + timedelta(days=2)
    hours = {"starts_at": start, "ends_at": start + timedelta(hours=3)}
    return make.event(status=Status.SCHEDULED, **hours)


@pytest.fixture
def entries(rows):
    return lambda: [entry.action for entry in rows(AuditEntry)]


@pytest.fixture
def worn_out(app):
    """Leave one change to a link, and no more."""

    def worn_out(row):
        with app.app_context():
            for _ in range(links.OFTEN.amount - 1):
                assert links.may_change(row)

    return worn_out


@pytest.fixture
def token_of(app):
    def token_of(row):
        with app.app_context():
            found = db.session.get_one(type(row), row.id)
            found.issue_link()
            db.session.commit()
            return found.token

    return token_of


def test_opening_a_link_again_and_again_leaves_no_entry(make, app, event, entries, token_of):
    kinds = {
        "u": ("undangan", event, make.invitation(event)),
        "n": ("narasumber", event, make.presenter(event)),
        "j": ("janji", promise := make.follow_up(), promise),
        "t": ("tanya", question := make.question(event), question),
    }
    for letter, (room, home, row) in kinds.items():
        token, phone = token_of(row), app.test_client()
        for _ in range(5):
            assert phone.get(f"/{letter}/{token}").location == f"/{room}/{home.code}"
            assert phone.get(f"/{room}/{home.code}").status_code == 200

    assert entries() == []


class TestReplies:
    @pytest.fixture
    def invitation(self, make, event):
        return make.invitation(event, linked=True)

    @pytest.fixture
    def reply(self, app, event, invitation, token_of):
        phone = app.test_client()
        phone.get(f"/u/{token_of(invitation)}")
        return lambda **typed: phone.post(f"/undangan/{event.code}", data=typed)

    def test_the_same_answer_again_is_no_news(self, event, entries, reply, reload):
        before = reload(event).version

        for _ in range(5):
            assert reply(reply="hadir").status_code == 303

        assert entries() == ["invitation.reply"]
        assert reload(event).version == before + 1

    def test_another_answer_or_other_words_are(self, entries, reply):
        reply(reply="hadir")
        reply(reply="berhalangan", note="Sakit.")
        reply(reply="berhalangan", note="Rapat.")

        assert entries() == ["invitation.reply"] * 3

    def test_after_a_day_full_of_changes_staff_are_to_be_asked(
        self, entries, invitation, reload, reply, worn_out
    ):
        worn_out(invitation)
        reply(reply="hadir")

        page = reply(reply="berhalangan", note="Sakit.")

        assert page.status_code == 409
        assert links.TOO_OFTEN in page.text
        assert "Sakit." in page.text
        assert entries() == ["invitation.reply"]
        assert reload(invitation).reply is Reply.COMES

    def test_others_are_not_kept_from_answering(
        self, app, make, event, invitation, worn_out, token_of
    ):
        worn_out(invitation)
        phone = app.test_client()
        phone.get(f"/u/{token_of(make.invitation(event))}")

        for answer in ("hadir", "berhalangan", "hadir"):
            sent = phone.post(f"/undangan/{event.code}", data={"reply": answer})
            assert sent.status_code == 303


class TestPresenters:
    @pytest.fixture
    def room(self, event):
        return f"/narasumber/{event.code}"

    @pytest.fixture
    def who(self, app, make, event):
        return presenter_of(app, make, event)

    def link(self, **typed):
        once = secrets.token_hex(16)
        return {"url": "https://youtu.be/abc", "title": "Rekaman", "request_id": once} | typed

    def test_a_title_and_a_withdrawal_are_written_down_when_they_are_new(
        self, entries, room, rows, who
    ):
        _, browser = who
        browser.post(f"{room}/materi/tautan", data=self.link())
        address = f"{room}/materi/{rows(Material)[0].id}"

        for _ in range(3):
            browser.post(address, data={"title": "Rekaman kedua"})
        for _ in range(3):
            browser.post(f"{address}/tarik")

        assert entries() == ["material.link", "material.change", "material.withdraw"]

    def test_links_titles_and_withdrawals_end_for_the_day(self, entries, room, rows, who, worn_out):
        presenter, browser = who
        worn_out(presenter)
        browser.post(f"{room}/materi/tautan", data=self.link())
        address = f"{room}/materi/{rows(Material)[0].id}"

        answers = [
            browser.post(f"{room}/materi/tautan", data=self.link()),
            browser.post(address, data={"title": "Judul lain"}),
            browser.post(f"{address}/tarik"),
        ]

        assert {one.status_code for one in answers} == {409}
        assert all(links.TOO_OFTEN in one.text for one in answers)
        assert entries() == ["material.link"]

    def test_files_and_versions_end_for_the_day(self, entries, room, rows, who, worn_out):
        presenter, browser = who
        worn_out(presenter)
        browser.post(f"{room}/materi", **form(("paparan.pdf", PDF)))
        address = f"{room}/materi/{rows(Material)[0].id}"

        answers = [
            browser.post(f"{room}/materi", **form(("lagi.pdf", PDF))),
            browser.post(f"{address}/ganti", **form(("baru.pdf", PDF))),
        ]

        assert {one.status_code for one in answers} == {409}
        assert all(links.TOO_OFTEN in one.text for one in answers)
        assert entries() == ["material.add"]

    def test_answers_to_questions_end_for_the_day(
        self, make, entries, event, reload, room, who, worn_out
    ):
        presenter, browser = who
        question = make.question(event, presenter_id=presenter.id)
        address = f"{room}/pertanyaan/{question.code}"
        worn_out(presenter)

        def write(words):
            mark = re.search(r'name="read"[^>]* value="([^"]*)"', browser.get(address).text)[1]
            return browser.post(address, data={"read": mark, "answer": words})

        write("Rp16.800.")
        page = write("Rp20.000.")

        assert links.TOO_OFTEN in page.text
        assert reload(question).answer == "Rp16.800."
        assert entries() == ["question.write"]
