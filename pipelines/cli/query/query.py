"""The commands `query`, SQL on the current release, `export`, its tables as CSV, and `tables`, what they answer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipelines.cli.app import cli
from pipelines.cli.bilingual import argument, option
from pipelines.cli.context import ERROR, OK, CommandContext, common_options
from pipelines.cli.query.standing import print_rollback
from pipelines.settings import let_read
from pipelines.warehouse.config import QUERY_SECONDS

if TYPE_CHECKING:
    import polars as pl

    from pipelines.warehouse.dictionary.answers import Answer

COLUMNS = "select table_name, column_name, coalesce(comment, '') from duckdb_columns() order by all"
MAX_COLUMNS = 4  # of a table that are named beside a word found in them


@cli.command()
@argument("sql")
@option("--timeout", type=float, default=QUERY_SECONDS, show_default=True)
@common_options
def query(context: CommandContext, sql: str, timeout: float) -> None:
    """Print the rows to standard output, and their number to standard error."""
    from pipelines.publication.release.current import current_release
    from pipelines.warehouse.query import select

    release = current_release(context.places)
    found = select(release.folder, sql, timeout)
    context.screen.print_notice(release.simulated, is_beside=True)
    print_rollback(context, release, is_beside=True)
    context.screen.print_table(found.columns, found.rows)
    context.screen.print_problem("rows", n=len(found.rows))


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
    let_read(out)
    context.screen.print_notice(simulated)
    context.screen.print_message("exported", n=len(written), folder=out)
    return OK


def print_frame(context: CommandContext, frame: pl.DataFrame) -> None:
    """Print a frame as a table under its own column names."""
    context.screen.print_table(frame.columns, frame.rows())


@cli.command()
@argument("word", required=False)
@common_options
def tables(context: CommandContext, word: str | None) -> int:
    """Print the tables of the current release, or those in whose name, question or columns `word` stands."""
    from pipelines.publication.release.current import current_release
    from pipelines.warehouse.dictionary.answers import released_tables

    release, screen = current_release(context.places), context.screen
    present = {path.stem for path in (release.folder / "parquet").glob("*.parquet")}
    answers = [answer for answer in released_tables() if answer.table in present]
    columns = _columns(release.folder) if word else {}
    rows = [row for answer in answers if (row := _row(answer, word, columns.get(answer.table, {}), screen.lang))]
    if not rows:
        screen.print_message("tables_none", word=word)
        return ERROR
    heads = ["head_topic", "head_table", "head_answers", *(["head_columns"] if word else [])]
    screen.print_table(heads, [row[: len(heads)] for row in rows])
    screen.print_message("tables_next", table=rows[0][1])
    return OK


def _columns(folder: Path) -> dict[str, dict[str, str]]:
    """The columns of each table with their descriptions."""
    from pipelines.warehouse.query import select

    found: dict[str, dict[str, str]] = {}
    for table, column, comment in select(folder, COLUMNS).rows:
        found.setdefault(table, {})[column] = comment
    return found


def _row(answer: Answer, word: str | None, columns: dict[str, str], lang: str) -> tuple[str, str, str, str] | None:
    """The line of a table, with the columns that `word` stands in; None where it stands nowhere."""
    from pipelines.codebook.text import name_ascii

    shown = (answer.topic, answer.table, answer.question_vi if lang == "vi" else answer.question_en)
    if word is None:
        return (*shown, "")

    def has_word(*texts: str) -> bool:
        """Whether `word` stands in the texts, from the beginning of one of their words."""
        return f" {name_ascii(word)}" in " " + name_ascii(" ".join(texts).replace("_", " "))

    named = [name for name, text in columns.items() if has_word(name, text)]
    if not named and not has_word(answer.table, answer.question_vi, answer.question_en, answer.description):
        return None
    return (*shown, ", ".join(named[:MAX_COLUMNS]) + (" …" if len(named) > MAX_COLUMNS else ""))
