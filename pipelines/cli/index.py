"""The group `index`: `index score` scores an analyst's own table as COINr does, `index evidence` writes evidence."""

from __future__ import annotations

from pathlib import Path

import click

from pipelines.cli import index_analyses, index_changes, index_paths
from pipelines.cli.app import cli
from pipelines.cli.bilingual import argument, option
from pipelines.cli.context import FILE_IN, FOLDER, FOLDER_IN, CommandContext, common_options, with_screen
from pipelines.cli.screen import Screen, single_line
from pipelines.settings import seeds_root


@cli.group()
def index() -> None:
    """Group of commands about composite indices."""


for command in (index_analyses.analyse, index_analyses.uncertainty, index_analyses.audit, index_changes.changes):
    index.add_command(command)
for command in (index_paths.what_if, index_paths.path):
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
    """Score the table and print the files written, with their numbers of rows, and the units without a score.

    It lacks `common_options`: `--data` is the analyst's table here, and the province does not matter. The codebook is
    read only where a table gives names of units and no codes.
    """
    from pipelines.codebook.load import load
    from pipelines.indices.files.input_tables import Files, Reading
    from pipelines.indices.score import score_files

    data, meta, method = (paths[name] or Path() for name in ("table", "meta", "method"))
    reading = Reading(decimal, lambda: load(seeds or seeds_root()).tables)
    files = Files(data, meta, method, paths["denominators"])
    written = score_files(files, out, reading)
    for name, rows in written.n_rows.items():
        screen.print_text(f"{out / name}\t{rows}")
    for sentence in written.without_score:
        screen.print_text(str(single_line(sentence.in_lang(screen.lang))))


@index.command("evidence")
@argument("out", type=FOLDER)
@option("--component")
@common_options
def evidence(context: CommandContext, out: Path, component: str | None) -> None:
    """Write the evidence of components and print each folder."""
    from pipelines.codebook.load import load
    from pipelines.indices.components.evidence import Source, personal_forms, write_evidence
    from pipelines.publication.release.current import current_release

    release = current_release(context.places)
    context.screen.print_notice(release.simulated)
    forms = personal_forms(load(context.seeds).tables["form_columns"])
    area = f"p34-{context.places.province}"
    source = Source(context.places, area, release.folder, release.release_id, release.simulated, forms)
    for folder in write_evidence(source, out, component):
        context.screen.print_text(str(folder))
