"""Signing with the office's own PKCS#12 file, by PAdES. Only for the process apart.

Key and passphrase live as long as that process: a second or less.
"""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from cryptography.hazmat.primitives.serialization import pkcs12
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter, enumerate_sig_fields

from app.materials.refusal import Refused

NO_PKCS12 = (
    "Berkas sertifikat ini tidak terbaca. Pilih berkas .p12 atau .pfx yang memuat kunci Anda."
)
WRONG_PASSPHRASE = "Kata sandi sertifikat ini tidak cocok. Periksa, lalu coba lagi."  # noqa: S105
NO_KEY = "Berkas sertifikat ini tidak memuat kunci. Ekspor ulang beserta kuncinya, lalu coba lagi."
EXPIRED = (
    "Sertifikat ini sudah kedaluwarsa sejak {day}. Gunakan sertifikat yang masih berlaku,"
    " lalu coba lagi."
)
TOO_EARLY = "Sertifikat ini baru berlaku mulai {day}. Gunakan sertifikat yang sudah berlaku."
DAY = "%d-%m-%Y"


def sign(pdf: bytes, key: bytes, passphrase: str, *, reason: str, location: str) -> bytes:
    """The PDF and one signature more, which nobody sees on its pages. Raises Refused."""
    _check(key, passphrase)
    signer = signers.SimpleSigner.load_pkcs12_data(key, (), passphrase.encode())
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    number = 1 + sum(1 for _ in enumerate_sig_fields(writer))
    meta = signers.PdfSignatureMetadata(
        field_name=f"TandaTangan{number}",
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        reason=reason or None,
        location=location or None,
    )
    field = SigFieldSpec(
        meta.field_name or "", readable_field_name=f"Tanda tangan elektronik {number}"
    )
    signed: bytes = signers.sign_pdf(writer, meta, signer, new_field_spec=field).getvalue()
    return signed


def _check(key: bytes, passphrase: str) -> None:
    """Whether the key can be opened, and its certificate is valid now. Raises Refused."""
    try:
        private, certificate, _ = pkcs12.load_key_and_certificates(key, passphrase.encode())
    except ValueError as error:
        known = str(error).startswith("Invalid password")
        raise Refused(WRONG_PASSPHRASE if known else NO_PKCS12) from error
    if private is None or certificate is None:
        raise Refused(NO_KEY)
    _check_term(certificate)


def _check_term(certificate: Any) -> None:
    moment = datetime.now(UTC)
    if moment > certificate.not_valid_after_utc:
        raise Refused(EXPIRED.format(day=certificate.not_valid_after_utc.strftime(DAY)))
    if moment < certificate.not_valid_before_utc:
        raise Refused(TOO_EARLY.format(day=certificate.not_valid_before_utc.strftime(DAY)))
