"""What `chiso codebook check` prints: every problem of the seeds and of their quotes, else the notes."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from pipelines.cli.context import CommandContext


def check_codebook(context: CommandContext, documents: Path) -> None:
    """Check tables and quotes, and print the notes.

    Raises CodebookError with every problem of both.
    """
    from pipelines.codebook.damage.repairs import with_repairs
    from pipelines.codebook.errors import CodebookError, Problem
    from pipelines.codebook.load import load
    from pipelines.codebook.read import read_table, row_lines
    from pipelines.codebook.review.notes import notes, zero_notes
    from pipelines.codebook.review.quotes import review_quotes
    from pipelines.codebook.schema import TABLES

    screen, problems = context.screen, list[Problem]()
    try:
        found = load(context.seeds)
        tables, code = found.tables, found.hash
    except CodebookError as error:  # the quotes of faulty seeds are looked up too
        problems, code = error.problems, ""
        tables = {table: read_table(context.seeds, table, []) for table in TABLES}
    quotes = review_quotes(tables, documents if documents.is_dir() else None)
    if problems or quotes.problems:
        for note in zero_notes({"form_rows": tables["form_rows"].to_dicts()}):
            screen.print_item(note.in_lang(screen.lang))
        raise CodebookError([*problems, *with_repairs(quotes.problems, tables, partial(row_lines, context.seeds))])
    n_rows = sum(frame.height for frame in tables.values())
    screen.print_message("codebook_good", n_tables=len(tables), n_rows=n_rows, hash=code)
    if quotes.n_found:
        screen.print_message("quotes_good", n=quotes.n_found, folder=documents)
    if quotes.absent:
        names = ", ".join(quotes.absent)
        screen.print_message("quotes_unchecked", n=len(quotes.absent), names=names, folder=documents)
    found_notes = notes(context.seeds, tables)
    if found_notes:
        screen.print_message("codebook_notes", n=len(found_notes))
    for note in found_notes:
        screen.print_item(note.in_lang(screen.lang))
