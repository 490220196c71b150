"""flask demo load, flask demo remove."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from app.demo import passwords
from app.demo.queries import has_real_admin, why_not_load
from app.demo.removal import Kept, remove_demo
from app.demo.story import load_demo

demo = AppGroup("demo", help="The sample data that a new installation shows.")


@demo.command("load")
@click.option("--again", is_flag=True, help="Also when it was loaded and taken away before.")
def load(again: bool) -> None:
    """Show two sample kegiatan with everything that belongs to them."""
    if reason := why_not_load(again=again):
        raise click.ClickException(reason)
    load_demo(again=again)
    click.echo(f"The sample data is loaded. Its accounts stand in {passwords.file()}.")


@demo.command("remove")
def remove() -> None:
    """Take the sample data away; what you have added yourself stays."""
    kept = remove_demo()
    click.echo("The sample data is gone.")
    for line in explain(kept):
        click.echo(line)
    if not has_real_admin():
        click.echo("Nobody can log in now: flask account create USERNAME")


def explain(kept: Kept) -> list[str]:
    """A sentence for each kind of sample row that had to stay."""
    return [
        f"Of the sample {kind}, {len(names)} stayed and were retired, because kegiatan or persons"
        f" of your own refer to them: {', '.join(names)}."
        for kind, names in kept._asdict().items()
        if names
    ]
