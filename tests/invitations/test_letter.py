from datetime import date, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from app.accounts.models import Role
from app.audit import AuditEntry
from app.columns import now
from app.directory.models import Post
from app.events.models import Event, Status
from app.extensions import db
from app.invitations.letters import InvitationLetter
from app.invitations.states import Nature

NUMBER = "500.15.16/118/DISNAKERKOPUMKM/2026"
TYPED = {
    "letter_number": NUMBER,
    "letter_date": "2026-01-30",
    "nature": "segera",
    "attachment": "",
    "has_annex": "y",
    "addressed_to": "Camat Datuk Bandar\r\nLurah Sirantau",
    "addressed_at": "Tanjungbalai",
    "subject": "Undangan Sosialisasi",
    "opening": "Sehubungan dengan hal itu:",
    "note": "",
    "closing": "Terima kasih.",
    "copies": "Wali Kota",
    "map_url": "https://maps.app.goo.gl/abc",
}


@pytest.fixture
def event(make):
    make.office()
    district = make.district(name="Datuk Bandar")
    head = make.official(name="Agus Salim Lubis")
    return make.event(
        title="Sosialisasi Jamsostek",
        regions=[district],
        target_posts=Post.DISTRICT_HEAD,
        acknowledger_id=head.id,
    )


def address(event):
    return f"/kegiatan/{event.code}/undangan/surat"


def seen(page):
    return page.text.split('name="seen" type="hidden" value="')[1].split('"')[0]


def save(browser, event, **typed):
    """Open the form as a person does, and send it."""
    mark = seen(browser.get(address(event)))
    data = TYPED | {"seen": mark, "signer": str(event.acknowledger_id)} | typed
    return browser.post(address(event), data=data)


def test_a_letter_is_offered_with_everything_worked_out(staff, event, rows):
    page = staff.get(address(event))

    assert 'value="Undangan Sosialisasi Jamsostek"' in page.text
    assert "Instruksi Presiden Nomor 2 Tahun 2021" in page.text
    assert "Camat Datuk Bandar</textarea>" in page.text.replace("\r\n", "")
    assert "Wali Kota Tanjungbalai (sebagai laporan)" in page.text
    assert f'<option selected value="{event.acknowledger_id}">Agus Salim Lubis' in page.text
    assert 'name="letter_number" type="text" value=""' in page.text  # never invented
    assert rows(InvitationLetter) == []


def test_the_letter_is_kept_and_its_number_stands_in_the_kegiatan(staff, event, rows, reload):
    answer = save(staff, event)

    [letter] = rows(InvitationLetter)
    assert (answer.status_code, answer.location) == (303, address(event))
    assert letter.nature is Nature.SOON
    assert letter.addressee_lines == ["Camat Datuk Bandar", "Lurah Sirantau"]
    assert (letter.signer_id, letter.has_annex) == (event.acknowledger_id, True)
    assert letter.map_url == "https://maps.app.goo.gl/abc"
    assert reload(event).letter_number == NUMBER
    assert reload(event).letter_date == date(2026, 1, 30)
    assert reload(event).updated_at > event.updated_at
    assert [entry.action for entry in rows(AuditEntry)] == ["letter.save"]


def test_who_has_the_kegiatan_open_is_not_disturbed_when_the_number_stays(staff, event, reload):
    save(staff, event)
    before = reload(event).updated_at

    save(staff, event, note="Tepat waktu")

    assert reload(event).updated_at == before


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("subject", " ", "Kolom ini wajib diisi."),
        ("opening", "", "Kolom ini wajib diisi."),
        ("letter_date", "30 Januari", "Tanggal ini belum benar."),
        ("letter_date", "1830-01-30", "Tanggal ini belum benar."),
        ("letter_number", "x" * 81, "Paling banyak 80 huruf."),
        ("nature", "rahasia sekali", "Pilih salah satu."),
        ("map_url", "http://peta.example", "yang berawal dengan https://"),
        ("map_url", "javascript:alert(1)", "yang berawal dengan https://"),
        ("map_url", "https://peta.example:99/", "yang berawal dengan https://"),
        ("signer", "99", "tidak menjabat pada 30 Januari 2026. Pilih pejabat lain."),
        ("signer", str(2**63), "2026"),
    ],
)
def test_a_typing_mistake_keeps_what_was_typed(staff, event, rows, field, typed, words):
    page = save(staff, event, closing="Sampai jumpa.", **{field: typed})

    if field == "signer" and typed == str(2**63):  # no id at all: nobody
        assert rows(InvitationLetter)[0].signer_id is None
        return
    assert page.status_code == 422
    assert words in page.text
    assert "Sampai jumpa." in page.text
    assert rows(InvitationLetter) == []


def test_only_who_is_in_office_on_the_day_of_the_letter_signs(make, staff, event, rows):
    later = make.official(name="Budi Nanti", valid_from=date(2026, 2, 1))

    page = save(staff, event, signer=str(later.id))
    answer = save(staff, event, signer=str(later.id), letter_date="2026-02-02")

    assert page.status_code == 422
    assert "Budi Nanti tidak menjabat pada 30 Januari 2026." in page.text
    assert answer.status_code == 303
    assert rows(InvitationLetter)[0].signer_id == later.id


def test_two_who_write_at_once_both_keep_their_words(make, staff, log_in, event, rows):
    other = log_in(make.account())
    mark = seen(other.get(address(event)))
    save(staff, event, note="Catatan pertama")

    typed = TYPED | {"seen": mark, "note": "Catatan kedua", "signer": "0"}
    page = other.post(address(event), data=typed)
    again = other.post(address(event), data=typed | {"seen": seen(page)})

    assert page.status_code == 409
    assert "Surat ini berubah sejak Anda membukanya." in page.text
    assert '<td class="as-typed">Catatan pertama</td>' in page.text
    assert '<td class="as-typed">Catatan kedua</td>' in page.text
    assert 'value="Catatan kedua"' in page.text
    assert again.status_code == 303
    assert rows(InvitationLetter)[0].note == "Catatan kedua"


def test_a_double_press_is_no_conflict_with_oneself(staff, event, rows):
    mark = seen(staff.get(address(event)))
    typed = TYPED | {"seen": mark, "signer": str(event.acknowledger_id)}

    first, again = (staff.post(address(event), data=typed) for _ in range(2))

    assert (first.status_code, again.status_code) == (303, 303)
    assert len(rows(InvitationLetter)) == 1


def test_a_number_that_was_changed_meanwhile_is_not_overwritten(staff, event, reload):
    page = staff.get(address(event))
    save(staff, event, letter_number="500/1")

    answer = staff.post(address(event), data=TYPED | {"seen": seen(page), "signer": "0"})

    assert answer.status_code == 409
    assert reload(event).letter_number == "500/1"


def test_the_texts_of_another_template_are_copied_and_the_rest_stays(make, staff, event, rows):
    template = make.letter_template(opening="Dalam rangka {judul} di {kota}:", closing="Sekian.")
    typed = TYPED | {"seen": "x", "signer": "0", "template": str(template.id)}

    page = staff.post(f"{address(event)}/teks", data=typed)
    sample = staff.post(f"{address(event)}/teks", data=typed | {"template": "0"})

    assert "Dalam rangka Sosialisasi Jamsostek di Tanjungbalai:" in page.text
    assert "Sekian." in page.text
    assert f'value="{NUMBER}"' in page.text
    assert "Lurah Sirantau" in page.text
    assert "Instruksi Presiden Nomor 2 Tahun 2021" in sample.text
    assert rows(InvitationLetter) == []
    assert staff.post(f"{address(event)}/teks", data=typed | {"template": "99"}).status_code == 404


def test_the_first_template_of_the_office_is_what_a_letter_begins_with(make, staff, event):
    make.letter_template(name="B", closing="Dari templat B.")
    make.letter_template(name="A", closing="Dari templat A.")

    assert "Dari templat A." in staff.get(address(event)).text


def test_a_target_that_has_changed_is_offered_beside_the_stored_lines(make, staff, event):
    make.letter(event, addressed_to="Camat Lain")

    page = staff.get(address(event))

    assert "Camat Lain</textarea>" in page.text
    assert "Menurut sasaran: Camat Datuk Bandar." in page.text


@pytest.mark.parametrize("status", [Status.LOCKED, Status.CANCELLED])
def test_a_kegiatan_that_is_shut_keeps_its_letter(app, make, staff, rows, event, status):
    make.letter(event, note="Tetap")
    mark = seen(staff.get(address(event)))
    with app.app_context():
        found = db.session.get(Event, event.id)
        found.status, found.cancel_reason = status, "Aula dipakai"
        db.session.commit()

    page = staff.post(address(event), data=TYPED | {"seen": mark})

    assert page.status_code == 409
    assert 'name="subject"' not in page.text
    assert [one.note for one in rows(InvitationLetter)] == ["Tetap"]


def test_a_pimpinan_reads_and_cannot_change(make, log_in, event, rows):
    make.letter(event, note="Tepat waktu")
    lead = log_in(make.account(Role.LEAD))

    page = lead.get(address(event))

    assert "Tepat waktu" in page.text
    assert 'name="subject"' not in page.text
    for path in (address(event), f"{address(event)}/teks"):
        assert lead.post(path, data=TYPED).status_code == 403


def test_strangers_find_nothing(app, staff, event):
    assert app.test_client().get(address(event)).location.startswith("/masuk")
    assert staff.get("/kegiatan/tidakada/undangan/surat").status_code == 404


@pytest.mark.parametrize(
    ("column", "value", "rule"),
    [
        ("subject", "", "has_texts"),
        ("opening", "", "has_texts"),
        ("map_url", "http://peta.example", "map_is_https"),
    ],
)
def test_the_table_keeps_the_rules_of_the_form(make, column, value, rule):
    with pytest.raises(IntegrityError, match=rule):
        make.letter(make.event(), **{column: value})


def test_a_letter_goes_with_its_draft(make, staff, rows):
    event = make.event(status=Status.DRAFT, starts_at=now() + timedelta(days=2), ends_at=None)
    make.letter(event)

    staff.post(f"/kegiatan/{event.code}/hapus")

    assert rows(InvitationLetter) == []
