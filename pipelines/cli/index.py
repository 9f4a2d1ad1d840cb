"""The group `index`: `index score` puts an analyst's own table through the steps of COINr."""

from __future__ import annotations

from pathlib import Path

import click

from pipelines.cli import index_analyses
from pipelines.cli.app import cli
from pipelines.cli.bilingual import option
from pipelines.cli.context import FILE_IN, FOLDER, FOLDER_IN, with_screen
from pipelines.cli.screen import Screen
from pipelines.settings import seeds_root


@cli.group()
def index() -> None:
    """Group of commands about composite indices."""


for command in (index_analyses.analyse, index_analyses.uncertainty, index_analyses.audit):
    index.add_command(command)


@index.command("score")
@option("--data", "table", required=True, type=FILE_IN)
@option("--meta", required=True, type=FILE_IN)
@option("--denominators", type=FILE_IN)
@option("--method", required=True, type=FILE_IN)
@option("--decimal", type=click.Choice(("comma", "point")))
@option("--out", required=True, type=FOLDER)
@option("--seeds", type=FOLDER_IN)
@with_screen
def score(screen: Screen, out: Path, decimal: str | None, seeds: Path | None, **paths: Path | None) -> None:
    """Score the table and print the files written, with their numbers of rows.

    It lacks `common_options`: `--data` is the analyst's table here, and the province does not matter. The codebook is
    read only where a table gives names of units and no codes.
    """
    from pipelines.codebook.load import load
    from pipelines.indices.files.input_tables import Files, Reading
    from pipelines.indices.score import score_files

    data, meta, method = (paths[name] or Path() for name in ("table", "meta", "method"))
    reading = Reading(decimal, lambda: load(seeds or seeds_root()).tables)
    files = Files(data, meta, method, paths["denominators"])
    for name, rows in score_files(files, out, reading).items():
        screen.print_text(f"{out / name}\t{rows}")
