"""E-mails to the invited: asked for on a page, sent once by the worker, failures shown."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from datetime import timedelta

import pytest
from icalendar import Calendar
from sqlalchemy import update

from app import jobs
from app.audit import AuditEntry
from app.columns import now
from app.directory.models import Person
from app.events.models import Status
from app.extensions import db
from app.invitations import posting
from app.invitations.mails import PATIENCE, Mail
from app.invitations.models import Invitation, Reply
from tests.invitations.post_office import PostOffice, certificate_in, open_post_office
from tests.test_once import HIDDEN

FROM, TO = "dinas@contoh.example", "budi@contoh.example"


@pytest.fixture
def post_office(app) -> Iterator[PostOffice]:
    with open_post_office() as office:
        app.config.update(SMTP=office.address, MAIL_FROM=FROM)
        yield office
    jobs.close(app)


def here(event, path: str = "") -> str:
    return f"/kegiatan/{event.code}/undangan/kirim{path}"


def ask(staff, event, about: str = "undangan"):
    return staff.post(here(event, "/email"), data={"perihal": about})


def invite(make, event, **values):
    person = make.person(name="Budi Contoh", email=TO)
    return make.invitation(event, person, **{"linked": True} | values)


def test_it_goes_to_everybody_with_an_address(
    make, coming, staff, post_office, work, link, reload, rows
):
    make.office(name="Dinas Ketenagakerjaan")
    event = coming(title="Sosialisasi BPJS", place="Aula Dinas")
    invitation = invite(make, event)
    make.invitation(event, linked=True)  # has no address

    ask(staff, event)
    nothing_yet = list(post_office.letters)
    work()

    [message] = post_office.messages
    assert nothing_yet == []
    assert post_office.envelopes == [(FROM, TO)]
    assert message["Subject"] == "Undangan: Sosialisasi BPJS"
    assert message["From"] == f"Dinas Ketenagakerjaan <{FROM}>"
    assert message["To"] == f"Budi Contoh <{TO}>"
    body = message.get_body().get_content()
    assert "Tempat: Aula Dinas" in body
    assert f"http://localhost{link(invitation)}" in body
    [attached] = message.iter_attachments()
    assert attached.get_content_type() == "text/calendar"
    [entry] = Calendar.from_ical(attached.get_payload(decode=True)).walk("VEVENT")
    assert entry.start == event.starts_at
    assert reload(invitation).emailed_at
    assert reload(invitation).sent_at
    assert rows(Mail)[0].sent_at
    assert rows(AuditEntry)[-1].action == "invitation.mail"


def test_asked_for_twice_it_goes_once(make, coming, staff, post_office, work):
    event = coming()
    invite(make, event)

    ask(staff, event)
    ask(staff, event)
    work()
    ask(staff, event)
    work()

    assert len(post_office.letters) == 1


def test_to_one_person_a_double_press_sends_one(make, coming, staff, post_office, work):
    """Also where the worker is quicker than the second press."""
    event = coming()
    own = here(event, f"/{invite(make, event).person_id}")
    form = {"request_id": HIDDEN.search(staff.get(own).text)[1]}

    first = staff.post(f"{own}/email", data=form)
    work()
    again = staff.post(f"{own}/email", data=form)
    work()

    assert (first.status_code, first.location) == (303, own)
    assert (again.status_code, again.location) == (303, own)
    assert len(post_office.letters) == 1


def test_done_twice_it_goes_once(app, make, coming, staff, post_office, work, rows):
    event = coming()
    invite(make, event)
    ask(staff, event)
    [mail] = rows(Mail)
    with app.app_context():
        posting.order([mail.id, mail.id])
        jobs.put_unfinished()

    work()

    assert len(post_office.letters) == 1


def test_what_the_queue_has_lost_is_found_in_the_rows(
    app, make, coming, staff, post_office, work, rows
):
    event = coming()
    with app.app_context():
        db.session.add(Mail(invitation_id=invite(make, event).id))
        db.session.commit()
        jobs.put_unfinished()  # as a worker does when it starts

    work()

    assert len(post_office.letters) == 1


def test_one_that_was_cut_off_is_not_sent_again_until_staff_say_so(
    app, make, coming, staff, post_office, work, rows
):
    event = coming()
    invitation = invite(make, event)
    begun = now() - PATIENCE - timedelta(minutes=1)
    with app.app_context():
        db.session.add(Mail(invitation_id=invitation.id, begun_at=begun, tries=1))
        db.session.commit()
        jobs.put_unfinished()

    work()
    page = staff.get(here(event))
    nothing = list(post_office.letters)
    staff.post(here(event, f"/{invitation.person_id}/email"))
    work()

    assert nothing == []
    assert "terputus saat dikirim, mungkin sudah sampai" in page.text
    assert len(post_office.letters) == 1


def test_a_refused_address_is_shown_and_not_tried_again(
    make, coming, staff, post_office, work, rows, reload
):
    post_office.refuses["RCPT"] = b"550 no such <user> here"
    event = coming()
    invitation = invite(make, event)

    ask(staff, event)
    work()
    page = staff.get(here(event))

    [mail] = rows(Mail)
    assert mail.trouble == "Server surat menolak (550): no such <user> here"
    assert "no such &lt;user&gt; here" in page.text
    assert reload(invitation).sent_at is None


def test_a_server_that_is_away_is_tried_again_and_then_given_up(
    app, make, coming, staff, post_office, rows
):
    event = coming()
    invite(make, event)
    post_office.refuses["MAIL"] = b"451 later"
    ask(staff, event)
    [mail] = rows(Mail)

    tries = 0
    with app.app_context():
        for _ in range(5):
            try:
                posting.send(mail.id)
            except posting.Later:
                tries += 1

    assert tries == posting.MOST_TRIES - 1
    assert rows(Mail)[0].trouble == "Server surat menolak (451): later"


def test_after_a_while_it_goes_out_if_the_server_is_back(
    app, make, coming, staff, post_office, rows
):
    event = coming()
    invite(make, event)
    ask(staff, event)
    [mail] = rows(Mail)

    with app.app_context():
        post_office.refuses["MAIL"] = b"451 later"
        with pytest.raises(posting.Later):
            posting.send(mail.id)
        post_office.refuses.clear()
        posting.send(mail.id)

    assert len(post_office.letters) == 1
    assert rows(Mail)[0].sent_at


def test_a_server_that_dies_after_the_words_leaves_it_open(
    make, coming, staff, post_office, work, rows, reload
):
    post_office.dies_after_data = True
    event = coming()
    invitation = invite(make, event)

    ask(staff, event)
    work()

    assert rows(Mail)[0].trouble == posting.UNSURE
    assert reload(invitation).sent_at is None


def test_a_server_that_nobody_reaches_is_said(app, make, coming, staff, post_office, rows):
    app.config["SMTP"] = "smtp://127.0.0.1:9"
    event = coming()
    invite(make, event)
    ask(staff, event)

    with app.app_context(), pytest.raises(posting.Later):
        posting.send(rows(Mail)[0].id)


def test_a_password_is_told_to_nobody_over_an_open_line(
    app, make, coming, staff, post_office, work, rows
):
    secret = post_office.address.replace("smtp://", "smtp://dinas:rahasia@")
    app.config["SMTP"] = secret
    event = coming()
    invite(make, event)

    ask(staff, event)
    work()

    assert "STARTTLS" in rows(Mail)[0].trouble
    assert post_office.letters == []


def test_the_line_is_encrypted_before_the_password_is_told(
    app, make, coming, staff, post_office, work, tmp_path, monkeypatch
):
    post_office.certificate = certificate_in(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", post_office.certificate)  # whom this machine trusts
    app.config["SMTP"] = post_office.address.replace("smtp://", "smtp://dinas:kata%40sandi@")
    event = coming()
    invite(make, event)

    ask(staff, event)
    work()

    told = base64.b64encode(b"\0dinas\0kata@sandi")
    assert post_office.logins == [(True, told)]
    assert len(post_office.letters) == 1


def test_a_server_that_cannot_show_who_it_is_is_told_nothing(
    app, make, coming, staff, post_office, rows, tmp_path
):
    post_office.certificate = certificate_in(tmp_path)
    app.config["SMTP"] = post_office.address.replace("smtp://", "smtp://dinas:rahasia@")
    event = coming()
    invite(make, event)
    ask(staff, event)

    with app.app_context(), pytest.raises(posting.Later):
        posting.send(rows(Mail)[0].id)

    assert (post_office.logins, post_office.letters) == ([], [])


def test_headers_take_one_line_each_whatever_people_typed(
    app, make, coming, staff, post_office, work, rows
):
    make.office(name="Dinas\r\nBcc: musuh@contoh.example")
    event = coming(title="Rapat\r\nBcc: musuh@contoh.example\r\n\r\nisi palsu")
    invitation = invite(make, event)
    with app.app_context():
        sly = {"name": 'Budi"\r\nBcc: musuh@contoh.example <x@y.id>'}
        db.session.execute(update(Person).where(Person.id == invitation.person_id).values(**sly))
        db.session.commit()

    ask(staff, event)
    work()

    [message] = post_office.messages
    assert post_office.envelopes == [(FROM, TO)]
    assert message["Bcc"] is None
    assert [address.addr_spec for address in message["To"].addresses] == [TO]
    assert message["Subject"].startswith("Undangan: Rapat Bcc: musuh@contoh.example")


def test_an_address_with_a_line_in_it_is_refused(app, make, coming, staff, post_office, work, rows):
    event = coming()
    invitation = invite(make, event)
    with app.app_context():
        sly = {"email": "a@b.id>\r\nRCPT TO:<musuh@contoh.example"}
        db.session.execute(update(Person).where(Person.id == invitation.person_id).values(**sly))
        db.session.commit()

    ask(staff, event)
    work()

    assert post_office.letters == []
    assert "Alamat e-mail ini belum benar" in rows(Mail)[0].trouble


class TestReminders:
    def test_the_silent_are_reminded_in_one_go(
        self, make, coming, staff, post_office, work, reload
    ):
        event = coming()
        silent = invite(make, event, sent_at=event.created_at)
        answered = make.person(email="ani@contoh.example")
        make.invitation(event, answered, linked=True, sent_at=event.created_at, reply=Reply.COMES)

        answer = ask(staff, event, "pengingat")
        work()

        [message] = post_office.messages
        assert answer.location == here(event, "?tampil=belum-menjawab")
        assert message["Subject"].startswith("Pengingat: ")
        assert reload(silent).reminded_at
        assert reload(silent).sent_at == event.created_at

    def test_nobody_is_reminded_twice_a_day(self, make, coming, staff, post_office, work):
        event = coming()
        invite(make, event, sent_at=event.created_at, reminded_at=now() - timedelta(hours=2))

        ask(staff, event, "pengingat")
        work()

        assert post_office.letters == []

    def test_who_answers_meanwhile_is_left_in_peace(
        self, app, make, coming, staff, post_office, work, rows
    ):
        event = coming()
        invitation = invite(make, event, sent_at=event.created_at)
        ask(staff, event, "pengingat")
        with app.app_context():
            db.session.get_one(Invitation, invitation.id).answer(Reply.COMES)
            db.session.commit()

        work()

        assert post_office.letters == []
        assert rows(Mail)[0].trouble == "Tidak dikirim: sudah menjawab."


class TestNews:
    def test_a_cancellation_goes_to_all_who_were_told(
        self, app, make, coming, staff, post_office, work, reload
    ):
        event = coming()
        told = {"told_start": event.starts_at, "told_place": event.place}
        invitation = invite(make, event, sent_at=event.created_at, **told)
        make.invitation(event, make.person(email="baru@contoh.example"), linked=True)
        staff.post(f"/kegiatan/{event.code}/batalkan", data={"reason": "Banjir."})

        ask(staff, event, "kabar")
        ask(staff, event, "kabar")
        work()

        [message] = post_office.messages
        assert message["Subject"].startswith("Pembatalan: ")
        assert "Banjir." in message.get_body().get_content()
        assert reload(invitation).sent_at == event.created_at

    def test_a_move_goes_to_all_who_were_told_otherwise(
        self, app, make, coming, staff, post_office, work, reload
    ):
        event = coming()
        told = {"told_start": event.starts_at - timedelta(days=1), "told_place": event.place}
        invitation = invite(make, event, sent_at=event.created_at, reply=Reply.COMES, **told)

        ask(staff, event, "kabar")
        work()

        [message] = post_office.messages
        assert message["Subject"].startswith("Perubahan jadwal: ")
        assert reload(invitation).told_start == event.starts_at


def test_what_has_changed_since_it_was_asked_for_counts(
    app, make, coming, staff, post_office, work, rows
):
    event = coming()
    invitation = invite(make, event)
    ask(staff, event)

    staff.post(f"/kegiatan/{event.code}/undangan/{invitation.person_id}/keluarkan")
    work()

    assert post_office.letters == []
    assert rows(Mail)[0].trouble == "Tidak dikirim: sudah dikeluarkan dari daftar undangan."


def test_without_a_mail_server_the_page_says_so(make, coming, staff, rows):
    event = coming()
    invite(make, event)

    page = staff.get(here(event))
    answer = ask(staff, event)

    assert "E-mail belum diatur" in page.text
    assert answer.status_code == 409
    assert rows(Mail) == []


@pytest.mark.parametrize("status", [Status.DRAFT, Status.FINISHED, Status.LOCKED])
def test_nothing_is_sent_about_what_is_no_invitation(
    make, coming, staff, post_office, rows, status
):
    event = coming(status=status)
    invite(make, event)

    assert ask(staff, event).status_code == 409
    assert rows(Mail) == []


def test_no_address_is_written_down(make, coming, staff, post_office, rows):
    event = coming()
    invitation = invite(make, event)

    ask(staff, event)
    staff.post(here(event, f"/{invitation.person_id}/email"))

    assert "contoh.example" not in " ".join(str(entry.detail) for entry in rows(AuditEntry))


def test_what_the_server_quotes_stays_out_of_the_log(
    make, coming, staff, post_office, work, caplog, monkeypatch
):
    monkeypatch.setattr("app.logs.log.propagate", True)
    monkeypatch.setattr("app.logs.log.level", 20)
    post_office.refuses["RCPT"] = f"451 <{TO}> later".encode()
    event = coming()
    invite(make, event)

    ask(staff, event)
    work()

    told = [str(vars(record)) for record in caplog.records]
    assert any("job failed" in line for line in told)
    assert not any(TO in line for line in told)
