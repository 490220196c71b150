"""One handler for every error: the same words as a page and as an alert for htmx."""

from __future__ import annotations

import errno

from flask import Flask, g, render_template, request
from flask_wtf.csrf import CSRFError
from htmx_flask import make_response
from sqlalchemy.exc import (
    DataError,
    IntegrityError,
    InterfaceError,
    OperationalError,
    TimeoutError,
)
from werkzeug.exceptions import (
    Conflict,
    HTTPException,
    InternalServerError,
    NotFound,
    ServiceUnavailable,
)
from werkzeug.wrappers import Response

from app.extensions import db
from app.logs import log
from app.traces import trace_of
from app.web import wants_fragment

DATABASE_TROUBLE = (OperationalError, InterfaceError, TimeoutError)


class DiskFull(HTTPException):
    code = 507
    description = "Insufficient Storage"


# What happened, and what to do next.
WORDS = {
    400: ("Permintaan tidak terbaca", "Kembali ke halaman sebelumnya dan coba lagi."),
    403: (
        "Belum diizinkan",
        "Peran Anda tidak membuka halaman ini. Hubungi admin bila Anda memerlukannya.",
    ),
    404: (
        "Halaman tidak ditemukan",
        "Alamat ini tidak ada, atau bukan untuk Anda. Periksa kembali tautannya.",
    ),
    405: ("Cara ini tidak dapat dipakai", "Kembali ke halaman sebelumnya dan coba lagi."),
    409: (
        "Baru saja diubah orang lain",
        "Data ini berubah pada saat yang sama. Muat ulang halaman, lalu coba lagi.",
    ),
    413: ("Berkas terlalu besar", "Pilih berkas yang lebih kecil, lalu kirim lagi."),
    415: ("Jenis berkas tidak diterima", "Pilih berkas dengan jenis yang disebutkan."),
    429: ("Terlalu banyak percobaan", "Tunggu sebentar, lalu coba lagi."),
    500: (
        "Terjadi kesalahan di pihak kami",
        "Kejadian ini sudah tercatat. Coba lagi; bila tetap gagal, sebutkan nomor kejadian.",
    ),
    503: (
        "Sistem sedang sibuk",
        "Isian Anda belum tersimpan. Tunggu sebentar, lalu coba lagi.",
    ),
    507: (
        "Ruang penyimpanan penuh",
        "Isian Anda belum tersimpan. Hubungi admin untuk mengosongkan ruang.",
    ),
}
# Personal ones.
BY_LINK = ("/n/", "/narasumber/", "/t/", "/tanya/", "/j/", "/janji/", "/u/", "/undangan/")
EXPIRED = ("Formulir ini kedaluwarsa", "Muat ulang halaman, lalu kirim lagi.")


def show_error(error: HTTPException) -> Response:
    """One page for every error; for htmx, the same words in the alert area."""
    if error.response is not None:
        return error.response  # type: ignore[return-value]
    code = error.code or 500
    title, advice = WORDS.get(code, WORDS[500] if code >= 500 else WORDS[400])
    in_hall = request.path.startswith(("/h/", "/r/"))
    by_link = request.path.startswith(BY_LINK)
    if code == 404 and in_hall:
        advice = "Pindai ulang kode QR di layar, atau tanyakan kepada petugas."
    elif code == 404 and by_link:
        advice = "Tautan ini tidak berlaku (lagi). Mintalah tautan baru kepada petugas."
    if isinstance(error, CSRFError):
        title, advice = EXPIRED
    if code >= 500:
        g.login_session = None  # the page must not ask the database who is there: it may be away
    incident = g.get("request_id", "") if code >= 500 else ""
    words = {"title": title, "advice": advice, "incident": incident}
    words["is_guest"] = in_hall or by_link  # without an account to log in with
    if wants_fragment():
        html = render_template("errors/_error.html", **words)
        response = make_response(html, code, retarget="#alerts", reswap="innerHTML")
    else:
        response = make_response(render_template("errors/error.html", **words), code)
    kept = [(name, value) for name, value in error.get_headers() if name != "Content-Type"]
    response.headers.extend(kept)  # which methods are allowed, how long to wait
    if code == 503:
        response.headers["Retry-After"] = "5"
    return response


def show_conflict(error: IntegrityError) -> Response:
    """A constraint caught what two people did at once."""
    db.session.rollback()
    log.warning("conflict", extra={"fields": {"id": g.get("request_id")}})
    return show_error(Conflict())


def show_database_trouble(error: OperationalError | InterfaceError | TimeoutError) -> Response:
    """A lock that outlasted our patience, a full disk, or a database that is away."""
    db.session.rollback()
    why = str(getattr(error, "orig", error)).partition("\n")[0]  # PostgreSQL adds values below
    log.error("database", extra={"fields": {"id": g.get("request_id"), "why": why}})
    full = "disk is full" in why or "No space left" in why
    return show_error(DiskFull() if full else ServiceUnavailable())


def show_impossible_value(error: DataError | OverflowError) -> Response:
    """An id that no column can hold names nothing that exists."""
    db.session.rollback()
    return show_error(NotFound())


def show_disk_trouble(error: OSError) -> Response:
    db.session.rollback()
    log.error("disk", extra={"fields": {"id": g.get("request_id"), "errno": error.errno}})
    full = error.errno in {errno.ENOSPC, errno.EDQUOT}
    return show_error(DiskFull() if full else ServiceUnavailable())


def show_own_mistake(error: InternalServerError) -> Response:
    """What Flask wraps an unforeseen exception in; Flask has no transaction to clean up."""
    db.session.rollback()
    cause = error.original_exception
    if isinstance(cause, DATABASE_TROUBLE):
        return show_database_trouble(cause)  # it happened while an error page was made
    fields = {"id": g.get("request_id"), "trace": trace_of(cause)}
    log.error("mistake", extra={"fields": fields})
    return show_error(error)


def init_app(app: Flask) -> None:
    app.register_error_handler(HTTPException, show_error)
    app.register_error_handler(InternalServerError, show_own_mistake)
    app.register_error_handler(IntegrityError, show_conflict)
    for trouble in DATABASE_TROUBLE:
        app.register_error_handler(trouble, show_database_trouble)
    app.register_error_handler(DataError, show_impossible_value)
    app.register_error_handler(OverflowError, show_impossible_value)
    app.register_error_handler(OSError, show_disk_trouble)
