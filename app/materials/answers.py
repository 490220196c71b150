"""What every room shows of a material: the file, small and large pictures of it, all at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import abort, make_response
from werkzeug.wrappers import Response

from app.materials import bundle, pictures, serving
from app.materials.counting import count
from app.materials.models import Material, MaterialFile
from app.materials.queries import file_or_404
from app.web import render, unchanged

PICTURE_POLICY = "default-src 'none'; sandbox"


def download(material: Material) -> Response:
    return count(serving.send(file_or_404(material)), [material.id])


def thumbnail(material: Material) -> Response:
    file = file_or_404(material)
    return _jpeg(file, pictures.thumbnail(file) or abort(404), "kecil")


def picture(material: Material, number: int) -> Response:
    """One page of it, large."""
    file = _seen_or_404(material, number)
    return _jpeg(file, pictures.page_picture(file, number), str(number))


def look(page: str, material: Material, number: int, **context: Any) -> Response:
    """The page around the pictures."""
    file = _seen_or_404(material, number)
    return render(page, material=material, file=file, number=number, **context)


def everything(materials: Sequence[Material]) -> Response:
    """One ZIP of all files; 404 where there are none."""
    with_file = [material for material in materials if material.file]
    found = [material.file for material in with_file if material.file] or abort(404)
    return count(bundle.zip_of(found), [material.id for material in with_file])


def _seen_or_404(material: Material, number: int) -> MaterialFile:
    """The first page can be asked for before the others have been counted."""
    file = file_or_404(material)
    return file if file.can_be_seen and 1 <= number <= (file.pages or 1) else abort(404)


def _jpeg(file: MaterialFile, content: bytes, which: str) -> Response:
    etag = f"{file.sha256[:16]}-{which}"
    response = unchanged(etag) or make_response(content)
    response.content_type = "image/jpeg"
    response.set_etag(etag, weak=True)
    response.headers["Content-Security-Policy"] = PICTURE_POLICY
    return response
