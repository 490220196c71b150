"""Checking a list of 5,000 persons before it is imported: python -m bench.directory"""

from __future__ import annotations

import os
import tempfile
import time
from io import BytesIO

import xlsxwriter
from sqlalchemy import select

from app import create_app, schema
from app.directory.models import Level, Region
from app.directory.official import load_official_regions
from app.directory.planning import plan
from app.directory.table import read_table
from app.extensions import db
from bench.figures import Figure, at_most, report

PERSONS = 5_000
HEADER = ("No", "Nama Lengkap", "Jabatan", "Kelurahan", "Lingkungan", "No. HP")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["BALAI_DATA"] = folder
        app = create_app({"SECRET_KEY": "only-for-this-benchmark"})
        with app.app_context():
            schema.bring_up_to_date()
            load_official_regions()
            villages = select(Region.name).where(Region.level == Level.VILLAGE)
            content = workbook(list(db.session.scalars(villages)))
            begun, cpu_before = time.perf_counter(), time.process_time()
            read = read_table(content, "daftar.xlsx")
            seconds_to_read = time.perf_counter() - begun
            rows = len(plan(read).rows)
            seconds = time.perf_counter() - begun
            cpu = time.process_time() - cpu_before
    if rows != PERSONS:
        raise SystemExit(f"{PERSONS} persons were written, {rows} were read.")
    report(
        [
            Figure(f"reading {PERSONS:,} rows of XLSX", f"{seconds_to_read:.2f} s"),
            Figure("CPU of reading and checking them", f"{cpu:.2f} s"),
            at_most(f"checking {PERSONS:,} rows, reading included", seconds, 10, "s"),
        ]
    )


def workbook(villages: list[str]) -> bytes:
    """Kepling of all kelurahan, the numbers of their phones as Excel spoils them."""
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "DAFTAR KEPALA LINGKUNGAN")
        sheet.write_row(2, 0, HEADER)
        for number in range(PERSONS):
            village, neighbourhood = villages[number % len(villages)], number // len(villages) + 1
            place = (village, f"Lingk. {neighbourhood}", 81_200_000_000 + number)
            sheet.write_row(number + 3, 0, (number + 1, f"Orang {number}", "Kepling", *place))
    return buffer.getvalue()


if __name__ == "__main__":
    main()
