"""flask region load: the official kecamatan and kelurahan."""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import AppGroup

from app.directory.official import TANJUNGBALAI, BadRegionFile, load_official_regions
from app.extensions import db

regions = AppGroup("region", help="Kecamatan, kelurahan and lingkungan.")


@regions.command("load")
@click.argument(
    "file", type=click.Path(exists=True, dir_okay=False, path_type=Path), default=TANJUNGBALAI
)
def load(file: Path) -> None:
    """Add the regions of FILE (columns: code, level, name, parent) that are missing.

    Without FILE: the 6 kecamatan and 31 kelurahan of Kota Tanjungbalai.
    """
    try:
        added = load_official_regions(file)
    except (BadRegionFile, UnicodeDecodeError) as problem:
        raise click.ClickException(f"{problem} Nothing was added.") from problem
    db.session.commit()
    click.echo(f"Added {added} regions.")
