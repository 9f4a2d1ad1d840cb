"""Says from which files a template may be learnt: those in which nothing needed a second look."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.submissions.book.book import Book, StruckText
from pipelines.submissions.book.legacy_fonts import DecodedText
from pipelines.submissions.extract.around_tables import nil_mark
from pipelines.submissions.extract.mode import FULL
from pipelines.submissions.extract.records import TableOnSheet
from pipelines.submissions.extract.submissions import Submission
from pipelines.submissions.layout.layouts import Layouts
from pipelines.submissions.recognise.head.titles import HEADER_CELLS
from pipelines.submissions.recognise.recognise import RecognisedForm
from pipelines.submissions.value.printed_unit import printed_unit


def is_usual(book: Book, part: Submission, layouts: Layouts) -> bool:
    """True for a book of one form that was read as it stands."""
    assert part.extracted
    (form, account), row = part.extracted, part.row
    values = (value for sheet in book.sheets for line in sheet.rows.values() for value in line.values())
    return (
        book.reader_name == "calamine"
        and form.who.form.layout == "row_form"
        and not (form.who.form.is_anchored or form.doubts or part.matches or part.records or account.notes)
        and (row["outcome"], row["mode"], row["n_reject"]) == ("read", FULL, 0)
        and all(sheet is book.sheets[sheet.no - 1] for sheet in form.sheets)
        and not any(sheet.covered or sheet.hidden_rows or sheet.hidden_columns for sheet in book.sheets)
        and not any(isinstance(value, DecodedText | StruckText) for value in values)
        and all(map(_is_usual_table, _tables(form, layouts)))
    )


def _tables(form: RecognisedForm, layouts: Layouts) -> Iterator[TableOnSheet]:
    for sheet, tables in zip(form.sheets, form.tables, strict=True):
        for table in tables:
            unit = printed_unit(sheet, table.code_row, layouts)
            yield TableOnSheet(sheet, table, form.who.reporter.area_id, unit, layouts)


def _is_usual_table(on_sheet: TableOnSheet) -> bool:
    """True for a table of numbered rows in which a plain number is taken as it is, wherever one is due."""
    sheet, table = on_sheet.sheet, on_sheet.table
    header = range(table.first, table.code_row + 1)
    return (
        any(len(sheet.rows.get(row, {})) >= HEADER_CELLS for row in header)  # above which titles are looked for
        and not (table.block.repeat or table.merged or table.hints or table.row_problems or table.heads)
        and not any(row <= table.last for row in table.signed)
        and table.values == sorted(table.values)
        and not nil_mark(sheet, table.first)
        and not on_sheet.header_problems()
        and not any(on_sheet.unit_problem(key, sheet.rows[row]) for row, key in table.keys.items())
    )
