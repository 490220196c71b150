from __future__ import annotations

from app.accounts.models import Role
from app.audit import AuditEntry
from app.columns import now


def test_only_who_agreed_and_has_a_number_is_on_the_list(make, staff, rows):
    event, agreed = make.event(), {"broadcast_at": now()}
    make.attendance(event, name="Dewi Setuju", phone="+6281200000001", **agreed)
    make.attendance(event, name="Joko Diam", phone="+6281200000002")
    make.attendance(event, name="Rina Tanpa Nomor", **agreed)
    void = {"voided_at": now(), "void_reason": "Salah orang"}
    make.attendance(event, name="Batal", phone="+6281200000003", **agreed, **void)
    make.attendance(make.event(), name="Lain", phone="+6281200000004", **agreed)

    answer = staff.post(f"/kegiatan/{event.code}/materi/penerima.csv")

    lines = answer.data.decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert "Dewi Setuju" in lines[1]
    assert f"/materi/{event.code}" in lines[1]
    entry = rows(AuditEntry)[-1]
    assert (entry.action, entry.detail["rows"]) == ("material.export", 1)


def test_the_page_offers_it_once_somebody_has_agreed(make, staff):
    event = make.event()
    address = f"/kegiatan/{event.code}/materi"
    make.attendance(event, phone="+6281200000002")
    assert "penerima.csv" not in staff.get(address).text

    make.attendance(event, phone="+6281200000001", broadcast_at=now())

    assert "1 peserta setuju" in staff.get(address).text


def test_who_only_reads_gets_no_list(make, log_in):
    event = make.event()

    answer = log_in(make.account(Role.LEAD)).post(f"/kegiatan/{event.code}/materi/penerima.csv")

    assert answer.status_code == 403
