"""The command `index score`: an analyst's own table through the steps of COINr."""

from __future__ import annotations

from pathlib import Path

from pipelines.cli.app import cli
from pipelines.cli.bilingual import option
from pipelines.cli.context import FILE_IN, FOLDER, with_screen
from pipelines.cli.screen import Screen


@cli.group()
def index() -> None:
    """Group of commands about composite indices."""


@index.command("score")
@option("--data", "table", required=True, type=FILE_IN)
@option("--meta", required=True, type=FILE_IN)
@option("--denominators", type=FILE_IN)
@option("--method", required=True, type=FILE_IN)
@option("--out", required=True, type=FOLDER)
@with_screen
def score(screen: Screen, table: Path, meta: Path, denominators: Path | None, method: Path, out: Path) -> None:
    """Score the table and print the files written, with their numbers of rows.

    It lacks `common_options`: `--data` is the analyst's table here, and neither province nor codebook matters.
    """
    from pipelines.indices.score import score as score_table

    for name, rows in score_table(table, meta, method, out, denominators).items():
        screen.print_text(f"{out / name}\t{rows}")
