"""What is signed in a PDF, by whom, and whether anything else was changed since it was issued.

Only for the process apart: it loads pyHanko (40 MB), and what it reads may be hostile.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pyhanko.keys import load_certs_from_pemder_data
from pyhanko.sign.diff_analysis import DiffResult, ModificationLevel
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation import EmbeddedPdfSignature, validate_pdf_signature
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from app.materials import signs
from app.materials.refusal import HIDDEN, LOCKED, Refused
from app.papers.changes_allowed import POLICY
from app.papers.pdf_reader import Reader

MOST_REVISIONS = 24  # of one file: everyone who signs adds one, archives add two
MOST_AREA = 130_000  # square points that pictures of signatures cover: a quarter of a page of A4
LONGEST_NAME = 200  # letters

UNSIGNED = (
    "Berkas ini belum ditandatangani secara elektronik."
    " Tanda tangani dahulu di layanan tanda tangan, lalu unggah hasilnya."
)
CHANGED = (
    "Berkas ini bukan hanya ditandatangani: isinya juga berubah setelah diterbitkan."
    " Unduh lagi dokumen yang diterbitkan, tanda tangani tanpa mengubahnya, lalu unggah hasilnya."
)
BROKEN = (
    "Tanda tangan pada berkas ini tidak cocok dengan isinya."
    " Tanda tangani lagi dokumen yang diterbitkan, lalu unggah hasilnya."
)
PART = (
    "Tanda tangan pada berkas ini tidak mencakup seluruh isinya."
    " Tanda tangani lagi dokumen yang diterbitkan, lalu unggah hasilnya."
)
OUT_OF_TIME = (
    "Sertifikat penanda tangan tidak berlaku pada waktu penandatanganan."
    " Tanda tangani lagi dengan sertifikat yang berlaku, lalu unggah hasilnya."
)
COVERS = (
    "Gambar tanda tangan pada berkas ini menutupi terlalu banyak isi halaman."
    " Tanda tangani lagi dengan gambar yang lebih kecil, lalu unggah hasilnya."
)


def read(content: bytes, size: int, trust: str) -> list[dict[str, Any]]:
    """Who has signed, the first one first. Of `content` the first `size` bytes are as issued.

    Raises Refused; whatever else is raised, the file is not good either.
    """
    issued = Reader(content[:size]).xrefs
    reader = Reader(content)
    if reader.encrypted:
        raise Refused(LOCKED)
    first = issued.total_revisions  # the first that was added
    if not first < reader.xrefs.total_revisions <= first + MOST_REVISIONS:
        raise Refused(UNSIGNED if reader.xrefs.total_revisions == first else CHANGED)
    start = issued.get_startxref_for_revision(first - 1)
    if reader.xrefs.get_startxref_for_revision(first - 1) != start:
        raise Refused(CHANGED)
    signed = reader.embedded_regular_signatures
    if not signed:
        raise Refused(UNSIGNED)
    _check_changes(POLICY.review_file(reader, first - 1))
    _check_pictures(reader)
    known = ValidationContext(trust_roots=_roots(trust), allow_fetching=False)
    statuses = [validate_pdf_signature(one, known) for one in signed]
    for one, status in zip(signed, statuses, strict=True):
        _check(one, status, first)
    _check_end(content, statuses[-1], is_newest=signed[-1].signed_revision == _last(reader))
    return [_signer(one, status) for one, status in zip(signed, statuses, strict=True)]


def _check_changes(found: Any) -> None:
    """Signatures may be added, with what proves them later; a word on a page may not."""
    if not isinstance(found, DiffResult):
        raise Refused(CHANGED)
    if found.modification_level > ModificationLevel.FORM_FILLING:
        raise Refused(CHANGED)


def _check(one: EmbeddedPdfSignature, status: PdfSignatureStatus, first: int) -> None:
    if not (status.intact and status.valid):
        raise Refused(BROKEN)
    if one.signed_revision < first or status.coverage < SignatureCoverageLevel.ENTIRE_REVISION:
        raise Refused(PART)
    _check_changes(status.diff_result)
    if not status.docmdp_ok:
        raise Refused(CHANGED)
    valid = status.signing_cert["tbs_certificate"]["validity"].native
    moment = _moment(one)
    if moment and not valid["not_before"] <= moment <= valid["not_after"]:
        raise Refused(OUT_OF_TIME)


def _check_end(content: bytes, last: PdfSignatureStatus, *, is_newest: bool) -> None:
    """Behind the last signature stands nothing, or what proves it later; no archive around it."""
    if last.coverage is not SignatureCoverageLevel.ENTIRE_FILE:
        behind = content[content.rfind(b"%%EOF") + 5 :].strip()
        level = last.modification_level
        if is_newest or behind or level is None or level > ModificationLevel.LTA_UPDATES:
            raise Refused(PART)
    if signs.hides_zip(content):
        raise Refused(HIDDEN)


def _last(reader: Reader) -> int:
    revisions: int = reader.xrefs.total_revisions
    return revisions - 1


def _check_pictures(reader: Reader) -> None:
    """A signature may be seen, but it must not be a new page laid over ours."""
    area = 0.0
    for _name, _value, field in enumerate_sig_fields(reader):
        entry = field.get_object()
        for box in (entry, *(kid.get_object() for kid in entry.get("/Kids", ()))):
            if rect := box.get("/Rect"):
                left, bottom, right, top = (float(side) for side in rect)
                area += abs((right - left) * (top - bottom))
    if area > MOST_AREA:
        raise Refused(COVERS)


def _signer(one: EmbeddedPdfSignature, status: PdfSignatureStatus) -> dict[str, Any]:
    certificate, moment = status.signing_cert, _moment(one)
    return {
        "name": _name(certificate.subject.native),
        "when": moment.isoformat() if moment else None,
        "issuer": _name(certificate.issuer.native),
        "trusted": bool(status.trusted),
    }


def _moment(one: EmbeddedPdfSignature) -> datetime | None:
    """When it was signed, as the signer's own clock says."""
    moment = one.self_reported_timestamp
    if moment is None:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)


def _name(words: dict[str, Any]) -> str:
    """The name in a certificate; where there is none, the office that it names."""
    for key in ("common_name", "organization_name", "organizational_unit_name"):
        if found := _one(words.get(key)):
            return found
    return "tanpa nama"


def _one(value: str | Sequence[str] | None) -> str:
    texts: Iterable[str] = [value] if isinstance(value, str) else value or ()
    line = " ".join(" ".join(texts).split())
    return "".join(letter for letter in line if letter.isprintable())[:LONGEST_NAME]


def _roots(trust: str) -> list[Any]:
    """Whose certificates are sure. Where they cannot be read, nobody's are."""
    try:
        return list(load_certs_from_pemder_data(Path(trust).read_bytes())) if trust else []
    except (OSError, ValueError):
        return []
