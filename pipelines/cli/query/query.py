"""The commands `query`, SQL on the current release, read-only, and `export`, its tables as CSV."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipelines.cli.app import cli
from pipelines.cli.bilingual import argument, option
from pipelines.cli.context import ERROR, OK, CommandContext, common_options

if TYPE_CHECKING:
    import polars as pl


@cli.command()
@argument("sql")
@common_options
def query(context: CommandContext, sql: str) -> None:
    """Print the rows to standard output, and their number to standard error."""
    from pipelines.publication.release.current import current_release
    from pipelines.warehouse.query import select

    release = current_release(context.places)
    found = select(release.folder, sql)
    context.screen.print_notice(release.simulated, is_beside=True)
    context.screen.print_table(found.columns, found.rows)
    click.echo(context.screen.text("rows", n=len(found.rows)), err=True)


@cli.command()
@option("--release", "release_id")
@option("--out", type=click.Path(file_okay=False, path_type=Path), required=True)
@common_options
def export(context: CommandContext, release_id: str | None, out: Path) -> int:
    """Write the tables of a release as CSV; ERROR where the folder has content or the release is not there."""
    from pipelines.ledger.simulated import both_languages
    from pipelines.publication.release.current import find_release, simulated_in
    from pipelines.warehouse.export import write_csv

    if out.exists() and any(out.iterdir()):
        context.screen.print_message("out_exists", path=out)
        return ERROR
    tree = find_release(context.places, release_id)
    simulated = simulated_in(tree)
    written = write_csv(tree, out, both_languages(simulated))
    context.screen.print_notice(simulated)
    context.screen.print_message("exported", n=len(written), folder=out)
    return OK


def print_frame(context: CommandContext, frame: pl.DataFrame) -> None:
    """Print a frame as a table under its own column names."""
    context.screen.print_table(frame.columns, frame.rows())
