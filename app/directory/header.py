"""Which column of a list holds what, found by the words of its header."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from app.directory.cells import text_of
from app.directory.spelling import fold

# What offices write above a column, folded.
SYNONYMS = {
    "name": "nama|nama lengkap|nama pejabat|nama peserta|nama orang|nama pegawai"
    "|nama tanpa gelar|nama dan gelar|nama beserta gelar|nama lengkap dan gelar",
    "name_of_kepling": "nama kepling|nama kepala lingkungan|nama kaling",
    "name_of_lurah": "nama lurah",
    "name_of_camat": "nama camat",
    "front_titles": "gelar depan|gelar di depan|gelar awal",
    "back_titles": "gelar belakang|gelar di belakang|gelar akhir|gelar",
    "post": "jabatan|nama jabatan|posisi|jabatan posisi|jabatan tugas",
    "district": "kecamatan|kec|nama kecamatan|kecamatan tugas",
    "village": "kelurahan|kel|nama kelurahan|desa kelurahan|kelurahan desa|kel desa"
    "|kelurahan lingkungan|wilayah|wilayah kerja|wilayah tugas|kelurahan instansi",
    "neighbourhood": "lingkungan|lingk|ling|lk|no lingkungan|nomor lingkungan|nama lingkungan"
    "|no lk|no lingk|lingkungan no|lingkungan ke",
    "phone": "no hp|hp|nomor hp|no wa|wa|whatsapp|no whatsapp|nomor wa|nomor whatsapp|telepon|telp"
    "|no telp|no telepon|nomor telepon|nomor telp|no tlp|handphone|no handphone|nomor handphone"
    "|ponsel|no ponsel|no hp wa|hp wa|no wa hp|nomor hp wa|no hp telepon|kontak|no kontak",
    "email": "email|e mail|alamat email|alamat e mail|surel|pos el|posel|alamat surel",
    "nip": "nip|no nip|nomor nip|nip bila ada|nip jika ada",
    "sex": "l p|lp|jk|j k|jenis kelamin|kelamin|gender|sex|lk pr|jns kelamin|jenis kelamin l p",
}
FIELD_OF = {word: field for field, words in SYNONYMS.items() for word in words.split("|")}
POST_OF_NAME = {"name_of_kepling": "Kepling", "name_of_lurah": "Lurah", "name_of_camat": "Camat"}


def columns_of(cells: Sequence[Any]) -> dict[str, int]:
    """The fields that a row names, with their column; of two equal ones the first counts."""
    columns: dict[str, int] = {}
    for index, cell in enumerate(cells):
        field = FIELD_OF.get(fold(text_of(cell))) if isinstance(cell, str) else None
        if field:
            columns.setdefault(field, index)
    return columns


def is_header(columns: dict[str, int]) -> bool:
    """A header names the person and at least one thing more."""
    named = {"name", *POST_OF_NAME} & columns.keys()
    return bool(named) and len(columns) > 1
