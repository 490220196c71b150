from __future__ import annotations

from flask import Blueprint

from app.access import account

bp = Blueprint("reports", __name__, url_prefix="/kegiatan/<code>/laporan")


@bp.get("")
@account
def index(code: str) -> str:
    return code
