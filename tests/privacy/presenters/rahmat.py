"""Rahmat, who speaks at kegiatan, and what an admin does with the data about him."""

from __future__ import annotations

PAGE = "/pengaturan/data-pribadi"
NAME, PHONE = "Ir. Rahmat Rahasia, M.M.", "+6281277770005"
BPJS = "BPJS Ketenagakerjaan"


def about(who):
    return f"{PAGE}/narasumber/{who.id}"


def erase(admin, who, word="HAPUS"):
    return admin.post(f"{about(who)}/hapus", data={"confirm": word})
