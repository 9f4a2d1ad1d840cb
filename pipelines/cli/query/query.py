"""The command `query`: SQL on the current release, read-only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from pipelines.cli.app import cli
from pipelines.cli.bilingual import argument
from pipelines.cli.context import CommandContext, common_options

if TYPE_CHECKING:
    import polars as pl


@cli.command()
@argument("sql")
@common_options
def query(context: CommandContext, sql: str) -> None:
    """Print the rows to standard output, and their number to standard error."""
    from pipelines.publication.release.current import current_release
    from pipelines.warehouse.query import select

    found = select(current_release(context.places).folder, sql)
    context.screen.print_table(found.columns, found.rows)
    click.echo(context.screen.text("rows", n=len(found.rows)), err=True)


def print_frame(context: CommandContext, frame: pl.DataFrame) -> None:
    """Print a frame as a table under its own column names."""
    context.screen.print_table(frame.columns, frame.rows())
