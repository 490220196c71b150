"""Signed copies of an issued paper: signed elsewhere, signed here, or a scan of the signed sheet.

Nothing here commits. Reading and signing take their time: the transaction that runs is ended
first, so that nobody waits for our lock.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from app import files, sizes
from app.accounts.models import Account
from app.events.queries import event_to_change_or_404
from app.extensions import db
from app.materials import inspecting, scanner
from app.materials.names import extension_of, shown_name
from app.materials.refusal import Refused
from app.materials.scratch import scratch_file
from app.materials.undo import remove_unless_committed
from app.papers import notary
from app.papers.issuing import record
from app.papers.models import Paper, SignedCopy, Way
from app.papers.notary import Key

MOST_ADDED = 4 * sizes.MB  # bytes behind our own: signatures, their pictures, what proves them
MOST_COPIES = 20  # of one paper
SCANS = {"pdf", "jpg", "jpeg", "png"}

EMPTY = "Pilih berkasnya lebih dahulu, lalu unggah."
NO_PDF = "Berkas ini bukan PDF. Unggah PDF hasil tanda tangan elektronik."
NO_SCAN = "Pindaian diterima sebagai PDF, JPG, atau PNG. Simpan ulang, lalu unggah lagi."
TOO_LARGE = (
    "Berkas ini jauh lebih besar daripada dokumen yang diterbitkan."
    " Tanda tangani tanpa menambah lampiran, lalu unggah hasilnya."
)
LOCKED = "Berkas ini terkunci kata sandi. Tanda tangani tanpa kata sandi, lalu unggah lagi."
AS_ISSUED = (
    "Berkas ini sama persis dengan yang diterbitkan: belum ditandatangani."
    " Tanda tangani dahulu di layanan tanda tangan, lalu unggah hasilnya."
)
OTHER = (
    "Berkas ini bukan versi {number} yang diterbitkan, atau isinya sudah diubah."
    " Unduh versi {number}, tanda tangani tanpa mengubahnya, lalu unggah hasilnya."
)
OVERTAKEN = "Dokumen ini baru saja ditandatangani. Periksa salinannya di bawah dahulu."
FULL = "Salinan bertanda tangan untuk versi ini sudah penuh."


def keep_signed(paper: Paper, content: bytes, name: str, by: Account) -> SignedCopy:
    """A PDF that was signed elsewhere. Raises Refused unless it is ours, and nothing but signed."""
    _check_extends(paper, content)
    db.session.commit()
    signers = notary.read(content, paper.size)
    return _keep(paper, content, shown_name(name), "pdf", by, signers)


def sign_here(paper: Paper, key: Key, by: Account, seen: str) -> SignedCopy:
    """Sign with the office's own key; who has signed before stays. `seen` is the hash of what the
    form has shown: the same form again signs nothing twice. Raises Refused.
    """
    base = paper.signed or paper
    if base.sha256 != seen:
        raise Refused(OVERTAKEN, 409)
    content = files.read(base.stored_as)
    db.session.commit()
    content, signers = notary.sign(content, paper.size, key)
    return _keep(paper, content, f"ttd-{paper.file_name}", "pdf", by, signers, seen)


def keep_scan(paper: Paper, path: Path, name: str, by: Account) -> SignedCopy:
    """A scan of the sheet that was signed with a pen. Raises Refused."""
    if not path.stat().st_size:
        raise Refused(EMPTY)
    if extension_of(name) not in SCANS:
        raise Refused(NO_SCAN, 415)
    db.session.commit()
    kind = inspecting.inspect(path, name)
    return _keep(paper, path.read_bytes(), shown_name(name), kind.extension, by)


def _check_extends(paper: Paper, content: bytes) -> None:
    """Whether the file begins with our very bytes, and goes on behind them. Raises Refused."""
    if not content:
        raise Refused(EMPTY)
    if not content.startswith(b"%PDF-"):
        raise Refused(NO_PDF, 415)
    if len(content) > paper.size + MOST_ADDED:
        raise Refused(TOO_LARGE)
    if hashlib.sha256(content[: paper.size]).hexdigest() != paper.sha256:
        locked = b"/Encrypt" in content[-4096:] or b"/Encrypt" in content[:4096]
        raise Refused(LOCKED if locked else OTHER.format(number=paper.number))
    if len(content) == paper.size:
        raise Refused(AS_ISSUED)


def _keep(
    paper: Paper,
    content: bytes,
    name: str,
    extension: str,
    by: Account,
    signers: list[dict[str, Any]] | None = None,
    seen: str = "",
) -> SignedCopy:
    """Store it and write it down; the same file again is the same copy."""
    with scratch_file() as path:
        path.write_bytes(content)
        scan = scanner.scan(path)
        stored_as = files.store_file(path)
    remove_unless_committed(stored_as)
    event = event_to_change_or_404(paper.event.code)
    sha256 = hashlib.sha256(content).hexdigest()
    db.session.refresh(paper, ["copies"])
    if same := next((copy for copy in paper.copies if copy.sha256 == sha256), None):
        db.session.rollback()
        return same
    if seen and seen != (paper.signed or paper).sha256:
        raise Refused(OVERTAKEN, 409)
    if len(paper.copies) >= MOST_COPIES:
        raise Refused(FULL)
    copy = SignedCopy(
        paper_id=paper.id,
        way=Way.WET if signers is None else Way.ELECTRONIC,
        stored_as=stored_as,
        name=name,
        extension=extension,
        scan=scan,
        sha256=sha256,
        size=len(content),
        signers=signers or [],
        added_by=by.id,
        adder=by.name,
    )
    db.session.add(copy)
    record(event, "sign", by, paper, way=copy.way.value, signers=len(copy.signers))
    db.session.flush()
    return copy
