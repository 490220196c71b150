"""Staff hand the links over: by WhatsApp one by one, to a group, as a list for another tool."""

from __future__ import annotations

import csv
import io
import re
from datetime import timedelta
from urllib.parse import unquote

import pytest

from app.accounts.models import Role
from app.audit import AuditEntry
from app.directory.models import Post
from app.events.models import Status
from app.invitations.models import Invitation, Reply
from tests.browser import HTMX


def here(event, path: str = "") -> str:
    return f"/kegiatan/{event.code}/undangan/kirim{path}"


def words_for(page, person) -> str:
    """What WhatsApp is opened with for this person."""
    row = page.text.partition(f'id="kirim-{person.id}"')[2].partition("</li>")[0]
    return unquote(re.search(r'href="(https://wa.me/[^"]+)"', row)[1])


def names(page) -> list[str]:
    rows = page.text.partition('<ul class="rows send-rows">')[2].partition("</ul>")[0]
    return re.findall(r"<strong>([^<]+)</strong>", rows)


class TestLinks:
    def test_all_on_the_list_get_one_in_one_step(self, make, coming, staff, rows):
        event = coming()
        for _ in range(3):
            make.invitation(event)
        off = make.invitation(event)
        staff.post(f"/kegiatan/{event.code}/undangan/{off.person_id}/keluarkan")

        before = staff.get(here(event))
        staff.post(here(event))
        after = staff.get(here(event))

        assert "3 orang belum mempunyai tautan pribadi." in before.text
        assert "belum mempunyai tautan" not in after.text
        assert [bool(one.token_hash) for one in rows(Invitation)] == [True, True, True, False]
        assert rows(AuditEntry)[-1].action == "invitation.links"

    def test_after_a_new_secret_all_get_another_one_in_one_step(
        self, app, make, coming, staff, rows
    ):
        event = coming()
        for _ in range(2):
            make.invitation(event, linked=True)
        revoked = make.invitation(event, linked=True)
        staff.post(here(event, f"/{revoked.person_id}/tautan/cabut"))
        old = {one.token_hash for one in rows(Invitation)}

        app.secret_key = "another-secret-that-is-long-enough-as-well"
        page = staff.get(here(event)).text
        staff.post(here(event))

        assert "2 orang belum mempunyai tautan pribadi." in page
        first, second, third = (one.token_hash for one in rows(Invitation))
        assert third is None
        assert not {first, second} & old

    def test_doing_it_again_renews_none(self, make, coming, staff, reload):
        event = coming()
        invitation = make.invitation(event, linked=True)

        staff.post(here(event))

        assert reload(invitation).token_hash == invitation.token_hash

    def test_a_revoked_link_opens_nothing_and_is_not_made_again_by_itself(
        self, make, coming, staff, visitor, link, reload
    ):
        event = coming()
        invitation = make.invitation(event, linked=True)
        address = link(invitation)

        staff.post(here(event, f"/{invitation.person_id}/tautan/cabut"))
        staff.post(here(event))

        assert visitor.get(address).status_code == 404
        assert reload(invitation).token_hash is None
        assert "Tautan dicabut" in staff.get(here(event)).text

    def test_of_a_renewed_one_only_the_new_link_opens(self, make, coming, staff, visitor, link):
        event = coming()
        invitation = make.invitation(event, linked=True)
        old = link(invitation)

        staff.post(here(event, f"/{invitation.person_id}/tautan"))

        assert visitor.get(old).status_code == 404
        assert visitor.get(link(invitation)).status_code == 303

    def test_the_page_changes_nothing(self, make, coming, staff, rows):
        event = coming()
        make.invitation(event)

        staff.get(here(event))

        assert rows(Invitation)[0].token_hash is None

    def test_the_link_bears_the_name_of_the_house_whatever_host_was_asked(
        self, app, make, coming, staff
    ):
        event, person = coming(), make.person()
        make.invitation(event, person, linked=True)
        app.config["BASE_URL"] = "https://balai.example"

        page = staff.get(here(event))  # asked as localhost

        assert "https://balai.example/u/" in words_for(page, person)
        assert "localhost/u/" not in page.text


class TestWords:
    def test_the_invitation(self, make, coming, staff):
        event = coming(title="Sosialisasi *BPJS*", place="Aula Dinas")
        lurah = make.person(make.village(name="Perwira"), phone="+6281234567890")
        make.invitation(event, lurah, linked=True)

        words = words_for(staff.get(here(event)), lurah)

        assert words.startswith("https://wa.me/6281234567890?text=Yth. Bapak/Ibu Lurah Perwira,\n")
        assert "Mengundang hadir pada *Sosialisasi BPJS*\nHari/tanggal: " in words
        assert "\nTempat: Aula Dinas\nKonfirmasi dan materi: http://localhost/u/" in words
        assert words.endswith("\nTerima kasih.")

    def test_without_a_number_the_person_is_chosen_in_whatsapp(self, make, coming, staff):
        event, person = coming(), make.person()
        make.invitation(event, person, linked=True)

        assert words_for(staff.get(here(event)), person).startswith("https://wa.me/?text=")

    def test_a_camat_is_called_by_the_kecamatan(self, make, coming, staff):
        event = coming()
        camat = make.person(make.district(name="Datuk Bandar"), Post.DISTRICT_HEAD)
        make.invitation(event, camat, linked=True)

        assert "Camat Datuk Bandar,\n" in words_for(staff.get(here(event)), camat)

    def test_who_was_written_to_and_is_silent_is_reminded(self, make, coming, staff):
        event, person = coming(), make.person()
        make.invitation(event, person, linked=True, sent_at=event.created_at)

        assert "Mengingatkan undangan kami" in words_for(staff.get(here(event)), person)

    def test_a_move_is_told(self, make, coming, staff):
        event, person = coming(), make.person()
        told = {"told_start": event.starts_at - timedelta(days=1), "told_place": event.place}
        make.invitation(event, person, linked=True, sent_at=event.created_at, **told)

        page = staff.get(here(event, "?tampil=jadwal-berubah"))

        assert "Jadwal atau tempat berubah" in words_for(page, person)

    def test_a_cancellation_is_told_without_a_link(self, make, coming, staff):
        event = coming(status=Status.CANCELLED, cancel_reason="Aula terendam.")
        person = make.person()
        make.invitation(event, person)

        words = words_for(staff.get(here(event)), person)

        assert "*dibatalkan*" in words
        assert "Aula terendam." in words
        assert "/u/" not in words

    def test_the_group_gets_no_personal_link(self, make, coming, staff):
        event = coming()
        make.invitation(event, linked=True)

        page = staff.get(here(event)).text

        group = page.partition('<textarea id="group-words"')[2].partition("</textarea>")[0]
        assert "Yth. Bapak/Ibu undangan" in group
        assert "/u/" not in group


class TestMarks:
    def test_one_press_marks_who_was_written_to_and_by_whom(
        self, make, coming, log_in, reload, rows
    ):
        event, siti = coming(), make.account(name="Siti")
        invitation = make.invitation(event, linked=True)
        browser = log_in(siti)

        answer = browser.post(
            here(event, f"/{invitation.person_id}/tandai"),
            data={"tanda": "terkirim", "tampil": "belum-dikirim"},
        )

        anchor = f"#kirim-{invitation.person_id}"
        assert answer.location == here(event, f"?tampil=belum-dikirim{anchor}")
        assert reload(invitation).sent_by == siti.id
        assert reload(invitation).told_start == event.starts_at
        assert "oleh Siti" in browser.get(here(event)).text
        assert rows(AuditEntry)[-1].detail == {"person": invitation.person_id, "mark": "terkirim"}

    def test_htmx_gets_the_line_and_the_counts(self, make, coming, staff):
        event, person = coming(), make.person()
        make.invitation(event, person, linked=True)

        page = staff.post(
            here(event, f"/{person.id}/tandai"), data={"tanda": "terkirim"}, headers=HTMX
        ).text

        assert page.lstrip().startswith(f'<li id="kirim-{person.id}"')
        assert "Sudah dikirim" in page
        assert "Belum dikirim (0)" in page

    def test_a_mark_is_taken_back(self, make, coming, staff, reload):
        event = coming()
        invitation = make.invitation(event, linked=True, sent_at=event.created_at)

        staff.post(here(event, f"/{invitation.person_id}/tandai"), data={"tanda": "belum"})

        assert reload(invitation).sent_at is None

    def test_a_reminder_leaves_the_first_mark(self, make, coming, staff, reload):
        event = coming()
        invitation = make.invitation(event, linked=True, sent_at=event.created_at)

        staff.post(here(event, f"/{invitation.person_id}/tandai"), data={"tanda": "diingatkan"})

        assert reload(invitation).reminded_at
        assert reload(invitation).sent_at == event.created_at

    def test_the_silent_are_reminded_in_one_go(self, make, coming, staff, reload):
        event = coming()
        sent = {"linked": True, "sent_at": event.created_at}
        silent, answered = (make.invitation(event, **sent, reply=r) for r in (None, Reply.COMES))
        new = make.invitation(event, linked=True)

        ready = staff.get(here(event, "?tampil=belum-menjawab"))
        data = {"tanda": "diingatkan", "tampil": "belum-menjawab"}
        staff.post(here(event, "/tandai-semua"), data=data)

        assert len(names(ready)) == 1
        assert reload(silent).reminded_at
        assert (reload(answered).reminded_at, reload(new).reminded_at) == (None, None)

    @pytest.mark.parametrize(
        ("filter", "expected"),
        [
            ("belum-dikirim", ["Baru"]),
            ("belum-menjawab", ["Diam"]),
            ("tanpa-nomor", ["Tanpa"]),
            ("apa-saja", ["Baru", "Diam", "Tanpa"]),
        ],
    )
    def test_filters(self, make, coming, staff, filter, expected):
        event = coming()
        sent = {"linked": True, "sent_at": event.created_at}
        make.invitation(event, make.person(name="Baru", phone="+6281200000001"), linked=True)
        make.invitation(event, make.person(name="Diam", phone="+6281200000002"), **sent)
        make.invitation(event, make.person(name="Tanpa"), **sent, reply=Reply.COMES)

        page = staff.get(here(event, f"?tampil={filter}"))

        assert sorted(names(page)) == expected

    def test_of_another_kegiatan_nobody_is_marked(self, make, coming, staff, reload):
        event, stranger = coming(), make.invitation(coming(), linked=True)

        for path in ("/tandai", "/tautan", "/tautan/cabut", "/email"):
            address = here(event, f"/{stranger.person_id}{path}")
            assert staff.post(address, data={"tanda": "terkirim"}).status_code == 404, path
        assert staff.get(here(event, f"/{stranger.person_id}")).status_code == 404
        assert reload(stranger).sent_at is None

    @pytest.mark.parametrize("status", [Status.DRAFT, Status.FINISHED, Status.CANCELLED])
    def test_nothing_is_marked_when_nothing_is_sent(self, make, coming, staff, reload, status):
        event = coming(status=status, cancel_reason="Banjir")
        invitation = make.invitation(event, linked=True)
        data = {"tanda": "terkirim"}

        for path in ("", f"/{invitation.person_id}/tandai", "/tandai-semua", "/unduh.csv"):
            assert staff.post(here(event, path), data=data).status_code == 409, path
        assert reload(invitation).sent_at is None

    def test_a_mark_that_no_page_sends_is_refused(self, make, coming, staff):
        event = coming()
        person = make.invited(event)

        answer = staff.post(here(event, f"/{person.id}/tandai"), data={"tanda": "x"})

        assert answer.status_code == 400


class TestCsv:
    def test_it_holds_numbers_as_a_broadcast_tool_wants_them(self, make, coming, staff, rows, link):
        event = coming()
        lurah = make.person(
            make.village(name="Perwira"), name="=HYPERLINK(1)", phone="+6281234567890"
        )
        invitation = make.invitation(event, lurah)
        make.invitation(event, make.person())  # without a number

        answer = staff.post(here(event, "/unduh.csv"))

        table = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))
        assert table == [
            ["Nama", "Jabatan", "Wilayah", "Nomor WhatsApp", "Tautan"],
            ["'=HYPERLINK(1)", "Lurah", "Perwira", "+6281234567890", table[1][4]],
        ]
        assert table[1][4] == f"http://localhost{link(invitation)}"
        assert "attachment" in answer.headers["Content-Disposition"]
        entry = rows(AuditEntry)[-1]
        assert (entry.action, entry.detail) == ("invitation.export", {"rows": 1, "kind": "csv"})


def test_a_pimpinan_gets_no_links(make, coming, log_in):
    event = coming()
    make.invitation(event, linked=True)

    page = log_in(make.account(Role.LEAD)).get(f"/kegiatan/{event.code}/undangan")

    assert "/u/" not in page.text
    assert "Kirim undangan" not in page.text


def test_no_phone_and_no_token_is_written_down(make, coming, staff, rows):
    event, person = coming(), make.person(phone="+6281234567890")
    make.invitation(event, person)

    staff.post(here(event))
    staff.post(here(event, f"/{person.id}/tandai"), data={"tanda": "terkirim"})
    staff.post(here(event, "/unduh.csv"))

    kept = " ".join(f"{entry.subject} {entry.detail}" for entry in rows(AuditEntry))
    assert "81234567890" not in kept
    assert not re.search("[0-9a-f]{32}", kept)


@pytest.mark.parametrize("number", [1, 5])
def test_the_number_of_queries_does_not_grow(make, coming, log_in, queries, number):
    event, siti = coming(), make.account()
    for _ in range(number):
        make.invitation(event, linked=True, sent_at=event.created_at, sent_by=siti.id)
    browser = log_in(siti)

    queries.clear()
    browser.get(here(event))

    assert len(queries) == 10, queries
