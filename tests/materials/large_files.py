"""A server as `make run` starts it, with two pages more: a file, and all files in one ZIP."""

from __future__ import annotations

from sqlalchemy import select

from app import start
from app.extensions import db
from app.materials import bundle, serving
from app.materials.models import MaterialFile

prepared_app = start.prepared_app


def with_downloads(wanted):
    app = prepared_app(wanted)

    @app.get("/unduh")
    def download():
        return serving.send(db.session.scalars(select(MaterialFile)).first())

    @app.get("/zip")
    def zip_of_all():
        return bundle.zip_of(db.session.scalars(select(MaterialFile)))

    return app


if __name__ == "__main__":
    start.prepared_app = with_downloads
    start.main()
