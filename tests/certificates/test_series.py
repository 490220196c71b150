"""What certificates say, and the numbers set aside for them: typed by the office."""

from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError

from app.audit import AuditEntry
from app.certificates.models import CertificateSeries, Style

TYPED = {
    "style": "sertifikat",
    "pattern": "500.15.16/{nomor}/DISNAKER/2026",
    "first": "001",
    "last": "120",
    "dated": "2026-02-04",
    "signer": "0",
    "words": "",
}


def save(browser, event, **changed):
    return browser.post(f"/kegiatan/{event.code}/sertifikat", data=TYPED | changed)


def test_what_the_office_has_typed_is_kept_and_nothing_is_invented(make, staff, rows):
    event = make.event()
    before = staff.get(f"/kegiatan/{event.code}/sertifikat").text

    answer = save(staff, event)

    assert 'name="pattern" required type="text" value=""' in before
    assert answer.location.endswith(f"/kegiatan/{event.code}/sertifikat")
    (series,) = rows(CertificateSeries)
    assert (series.style, series.first, series.last) == (Style.CERTIFICATE, 1, 120)
    assert series.number_of(7) == "500.15.16/007/DISNAKER/2026"
    assert series.dated == date(2026, 2, 4)
    entry = rows(AuditEntry)[-1]
    assert (entry.action, entry.subject) == ("certificate.change", f"kegiatan {event.code}")


def test_without_noughts_in_front_numbers_have_none(make, staff, rows):
    event = make.event()

    save(staff, event, first="7")

    assert rows(CertificateSeries)[0].number_of(7) == "500.15.16/7/DISNAKER/2026"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"pattern": "500.15.16/123/2026"}, "Tulis {nomor} satu kali"),
        ({"pattern": "{nomor}/{nomor}"}, "Tulis {nomor} satu kali"),
        ({"first": "12a"}, "Tulis angka saja"),
        ({"first": "0"}, "Tulis angka saja"),
        ({"last": "99999999999"}, "Tulis angka saja"),
        ({"first": "200"}, "Nomor terakhir tidak boleh lebih kecil dari nomor pertama."),
        ({"style": "piagam"}, "Pilih sertifikat atau surat keterangan hadir."),
        ({"dated": "1026-02-04"}, "Tanggal ini belum benar."),
        ({"signer": "99999999999"}, ""),
    ],
)
def test_what_cannot_be_is_told_beside_its_field(make, staff, rows, typed, words):
    event = make.event()

    answer = save(staff, event, **typed)

    if words:
        assert answer.status_code == 422
        assert words in answer.text
        assert not rows(CertificateSeries)
    else:  # nonsense stands for nobody
        assert rows(CertificateSeries)[0].signer_id is None


def test_who_signs_held_the_post_on_the_day_of_the_certificate(make, staff, rows):
    event = make.event()
    late = make.official(name="Pejabat Baru", valid_from=date(2026, 3, 1))

    refused = save(staff, event, signer=str(late.id))
    taken = save(staff, event, signer=str(late.id), dated="2026-03-02")

    assert refused.status_code == 422
    assert "Pejabat Baru tidak menjabat pada 4 Februari 2026." in refused.text
    assert taken.status_code == 303
    assert rows(CertificateSeries)[0].signer_id == late.id


def test_the_table_keeps_the_same_rules(make):
    event = make.event()

    for wrong in ({"pattern": "tanpa"}, {"first": 9, "last": 8}, {"first": 0}, {"digits": 0}):
        with pytest.raises(IntegrityError):
            make.series(event, **wrong)


def test_a_pimpinan_looks_and_changes_nothing(make, log_in, rows):
    from app.accounts.models import Role

    event, lead = make.event(), log_in(make.account(Role.LEAD))

    page = lead.get(f"/kegiatan/{event.code}/sertifikat")

    assert 'name="pattern"' not in page.text
    assert save(lead, event).status_code == 403
    assert not rows(CertificateSeries)
