"""flask backup, flask restore, flask upgrade: for the person who keeps the server."""

from __future__ import annotations

from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from app import audit, schema, sizes
from app.backups import shelf
from app.backups.archive import Damaged
from app.backups.databases import CannotCopy
from app.backups.making import make_backup
from app.backups.restoring import CannotRestore, restore
from app.backups.upgrading import upgrade_safely
from app.extensions import db

KEEP = 14


@click.command("backup")
@click.option("--to", type=click.Path(path_type=Path), help="A file instead of the usual folder.")
@click.option("--keep", default=KEEP, show_default=True, help="How many of the newest stay.")
@with_appcontext
def backup(to: Path | None, keep: int) -> None:
    """Copy database and files into one archive while people go on working."""
    try:
        path = make_backup(to)
    except (CannotCopy, OSError) as error:
        raise click.ClickException(f"No backup was made. {error}") from error
    audit.record("backup.make", path.name)
    db.session.commit()
    gone = shelf.clear_out(max(keep, 1)) if to is None else []
    click.echo(f"{path} ({sizes.show(path.stat().st_size)}), whole and on the disk.")
    if gone:
        click.echo(f"{len(gone)} older ones were removed.")


@click.command("restore")
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@with_appcontext
def restore_command(path: Path) -> None:
    """Put an archive back into an empty installation."""
    try:
        with schema.alone(Path(current_app.config["DATA"])), schema.alone_on_database():
            manifest = restore(path)
    except (Damaged, CannotRestore, CannotCopy, OSError) as error:
        raise click.ClickException(f"Nothing was restored. {error}") from error
    audit.record("backup.restore", path.name, made_at=manifest.made_at)
    db.session.commit()
    click.echo(f"Restored the backup of {manifest.made_at}: {len(manifest.members) - 1} files.")


@click.command("upgrade")
@with_appcontext
def upgrade() -> None:
    """Bring the tables up to date, with a backup before."""
    with schema.alone(Path(current_app.config["DATA"])), schema.alone_on_database():
        for line in upgrade_safely():
            click.echo(line)
