"""Certificates and signatures for tests, made on the fly: nobody's, and valid nowhere else."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any, NamedTuple

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter

PASSPHRASE = "empat belas kuda nil"
USES = {
    "content_commitment": True,
    "key_encipherment": False,
    "data_encipherment": False,
    "key_agreement": False,
    "encipher_only": False,
    "decipher_only": False,
}


class Identity(NamedTuple):
    key: Any
    certificate: Any

    @property
    def pem(self) -> bytes:
        return bytes(self.certificate.public_bytes(serialization.Encoding.PEM))


def identity(
    name: str = "Agus Salim Lubis",
    issuer: Identity | None = None,
    *,
    begins: int = -10,
    ends: int = 10,
) -> Identity:
    """A key with its certificate, valid between two days from now; without an issuer its own."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    is_root = issuer is None
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.certificate.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now + timedelta(days=begins))
        .not_valid_after(now + timedelta(days=ends))
        .add_extension(x509.BasicConstraints(is_root, None), critical=True)
        .add_extension(
            x509.KeyUsage(digital_signature=True, key_cert_sign=is_root, crl_sign=is_root, **USES),
            critical=True,
        )
    )
    return Identity(key, builder.sign(issuer.key if issuer else key, hashes.SHA256()))


def packed(who: Identity, passphrase: str = PASSPHRASE) -> bytes:
    """The PKCS#12 file."""
    lock = serialization.BestAvailableEncryption(passphrase.encode())
    return pkcs12.serialize_key_and_certificates(b"ttd", who.key, who.certificate, None, lock)


def signed(pdf: bytes, who: Identity | None = None, **options: Any) -> bytes:
    """As a service outside would sign it; `box` lays a picture on the page."""
    signer = signers.SimpleSigner.load_pkcs12_data(
        packed(who or identity()), (), PASSPHRASE.encode()
    )
    name = options.pop("field", "Signature1")
    place = {"box": options.pop("box", None), "on_page": 0}
    meta = signers.PdfSignatureMetadata(
        field_name=name, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES, **options
    )
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    field = SigFieldSpec(name, **place)
    # In a thread of its own: pyHanko wants one where no browser of another test is looked after.
    with ThreadPoolExecutor(1) as pool:
        made = pool.submit(signers.sign_pdf, writer, meta, signer, new_field_spec=field)
        return made.result().getvalue()
