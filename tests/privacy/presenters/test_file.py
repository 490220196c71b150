"""Who speaks has the same rights as who comes: everything in one file, and nobody else in it."""

from __future__ import annotations

from app.attendees.models import Part
from app.audit import AuditEntry
from app.extensions import db
from app.followups.models import FollowUp
from app.presenters.models import Presenter
from tests.privacy.handed_out import opened
from tests.privacy.presenters.rahmat import BPJS, NAME, about


def test_everything_of_every_kegiatan_is_in_one_file(make, known, rahmat, parts):
    signed = {"name": NAME, "institution": BPJS, "part": Part.SPEAKER}
    make.attendance(make.event(title="Acara C"), **signed)

    held = parts(about(rahmat))

    spoke = held["Narasumber"]
    assert [(one["Kegiatan"], one["Tautan pribadi"]) for one in spoke] == [
        ("Acara A", "ada"),
        ("Acara B", "ada"),
    ]
    assert (spoke[0]["Nama"], spoke[0]["Jabatan"]) == (NAME, "Kepala Cabang Rahasia")
    assert (spoke[0]["Instansi"], spoke[0]["Nomor WhatsApp"]) == (BPJS, "0812-7777-0005")
    assert (spoke[0]["Materi atau topik"], spoke[0]["Rencana lama bicara"]) == ("Iuran", "45 menit")
    assert spoke[0]["Tautan pernah diterbitkan"] == "ya"
    brought = held["Materi yang diunggah"]
    assert [one.get("Judul") for one in brought] == ["Paparan", "Video", None]
    assert "paparan.pdf" in brought[0]["Berkas"]
    assert brought[1]["Alamat tautan"] == "https://contoh.id/v"
    assert "setengah.pdf" in brought[2]["Unggahan belum selesai"]
    questions = held["Pertanyaan yang ditujukan kepadanya atau dijawabnya"]
    assert [(one["Pertanyaan"], one["Jawaban"]) for one in questions] == [
        ("Berapa iurannya?", "Enam belas ribu."),
        ("Untuk siapa?", ""),
        ("Di mana?", "Di Kisaran."),
    ]
    assert held["Tindak lanjut sebagai penanggung jawab"][0]["Catatan sendiri"].endswith("Sudah.")
    assert [one["Kegiatan"] for one in held["Kehadiran"]] == ["Acara C"]
    assert len(held["Dokumen terbit yang mungkin memuat nama"]) == 1
    deeds = [one["Aktivitas"] for one in held["Jejak audit"]]
    assert deeds == ["Narasumber: tautan pribadi dibuat", "Materi: ditambahkan"]


def test_the_file_holds_no_token_and_nobody_else(app, admin, known, rahmat):
    with app.app_context():
        tokens = [db.session.get(Presenter, rahmat.id).token]
        tokens += [db.session.scalars(db.select(FollowUp)).one().token]

    archive = opened(admin.post(f"{about(rahmat)}/unduh.zip"))

    text = "".join(archive.read(name).decode() for name in archive.namelist())
    assert all(tokens)
    for secret in [*tokens, "Budi Penanya", "Agus Pejabat", "Petugas", "Dewi Lain"]:
        assert secret not in text


def test_the_file_stands_in_the_register_of_exports_without_a_name(admin, rahmat, rows):
    admin.post(f"{about(rahmat)}/unduh.zip")

    entry = rows(AuditEntry)[-1]
    assert (entry.action, entry.subject) == ("privacy.export", f"narasumber {rahmat.id}")
    assert f"narasumber {rahmat.id}" in admin.get("/pengaturan/jejak?jenis=export").text
