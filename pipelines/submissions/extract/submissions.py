"""The submissions of one book: each form, reporter and period read, waiting for a person, or refused, by itself.

Here: their rows for the landing, and the sheets that belong to none. Not here: finding forms (recognise.py) and tables
(locate.py), cells.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from pipelines.codebook.identity_sheet import IDENTITY_SHEET
from pipelines.errors import Message, join
from pipelines.submissions.book.book import Book, Sheet
from pipelines.submissions.extract import area_table, coverage, row_form
from pipelines.submissions.extract import mode as modes
from pipelines.submissions.extract.account import Account, Cell
from pipelines.submissions.layout.layouts import Layouts
from pipelines.submissions.match.findings import Finding, proposal_key
from pipelines.submissions.notes import note
from pipelines.submissions.problems import RefusedError, waiting
from pipelines.submissions.recognise.identify import Hints
from pipelines.submissions.recognise.locate import locate
from pipelines.submissions.recognise.recognise import RecognisedForm, RefusedForm, recognise
from pipelines.submissions.value.signatures import signed_rows

UNCOUNTED = {
    "n_nonempty": 0,
    "n_observation": 0,
    "n_absence_filled": 0,
    "n_absence_blank": 0,
    "n_reject": 0,
    "n_context": 0,
}


@dataclass(slots=True)
class Submission:
    """One submission of a file: its row for the landing, and its cells by column."""

    row: dict[str, Any]
    cells: list[tuple[Any, ...]] = field(default_factory=lambda: [])  # columns of takings.Cell
    observations: list[tuple[Any, ...]] = field(default_factory=lambda: [])  # columns of takings.Observation
    personal: list[tuple[Any, ...]] = field(default_factory=lambda: [])  # columns of takings.Personal
    records: list[tuple[Any, ...]] = field(default_factory=lambda: [])  # columns of takings.Record
    matches: list[tuple[Any, ...]] = field(default_factory=lambda: [])  # columns of findings.Finding


def read_submissions(
    book: Book, layouts: Layouts, given: Hints, name: str, accepts: Sequence[str], mode: str | None
) -> list[Submission]:
    """Every submission of the book; `accepts` are the proposals that a person accepted, `mode` what was stated."""
    try:
        entries = recognise(book, layouts, given)
    except RefusedError as fault:
        return [refused_submission(1, book.sheets, book, fault, given, name)]
    accounts: list[tuple[RecognisedForm, Account]] = []
    turned: list[RefusedForm] = []
    for entry in entries:
        try:
            if isinstance(entry, RefusedForm):
                raise entry.refusal
            accounts += [(entry, takings) for takings in _extract(entry, layouts)]
        except RefusedError as fault:
            turned.append(RefusedForm(_with_identity(fault, entry), entry.sheets))
    touched = set[str]().union(*(takings.sheets for _, takings in accounts))
    refused = {sheet.name for entry in turned for sheet in entry.sheets}
    left = [sheet for sheet in book.sheets if sheet.name not in touched | refused]
    for sheet in left if accounts else ():
        _untouched(accounts[0][1], sheet, layouts)
    if accounts:
        accounts[0][0].notes += _hidden(left)
    elif turned:  # what no other form of the book accounts for is counted with the first
        turned[0].sheets += left
    parts = [
        _submission(no, found, takings, book, (accepts, mode), name)
        for no, (found, takings) in enumerate(accounts, start=1)
    ]
    for no, entry in enumerate(turned, start=len(parts) + 1):
        parts.append(refused_submission(no, entry.sheets, book, entry.refusal, given, name))
    return parts


def _extract(found: RecognisedForm, layouts: Layouts) -> list[Account]:
    if found.who.form.layout == "row_form":
        locate(found)
        return [row_form.extract(found, layouts)]
    return area_table.extract(found, layouts)


def _with_identity(fault: RefusedError, entry: RecognisedForm | RefusedForm) -> RefusedError:
    """The refusal of a form whose head was understood says whose duty it was."""
    if isinstance(entry, RecognisedForm):
        fault.form_code = entry.who.form.code
        fault.form_version = entry.who.form.version
        fault.reporter = entry.who.reporter.code
        fault.period = entry.who.period.code
    return fault


def _untouched(takings: Account, sheet: Sheet, layouts: Layouts) -> None:
    """A sheet that belongs to no block: nothing of it is read, all of it is accounted for, who signs it privately."""
    takings.sheets.add(sheet.name)
    reason = "note" if sheet.name in layouts.guide_sheets else "unclaimed"
    if sheet.visibility != "visible":
        reason = "hidden_sheet"
    signed = signed_rows(sheet.rows, ())
    for row, line in sheet.rows.items():
        for column, value in line.items():
            (takings.private if row in signed else takings.context)(sheet.name, row, column, value, reason)


def _hidden(sheets: Sequence[Sheet]) -> list[Message]:
    names = [
        sheet.name for sheet in sheets if sheet.visibility != "visible" and sheet.name != IDENTITY_SHEET and sheet.rows
    ]
    if not names:
        return []
    return [note("hidden_sheet", sheets="”, “".join(names))]


def _submission(
    no: int, found: RecognisedForm, takings: Account, book: Book, stated: tuple[Sequence[str], str | None], name: str
) -> Submission:
    pieces = {sheet.name: sheet for sheet in found.sheets}
    sheets = [pieces.get(sheet.name, sheet) for sheet in book.sheets if sheet.name in takings.sheets]
    row = {
        "block_no": no,
        "form_code": found.who.form.code,
        "form_version": found.who.form.version,
        "reporter_code": found.who.reporter.code,
        "period_code": takings.period,
        "reader_name": book.reader_name,
        "n_second": _second(sheets),
    }
    accepts, mode = stated
    matches, accepted = list(found.findings), list[Message]()
    if found.doubts:
        key = proposal_key(_plan(found))
        matches.append(Finding("proposal", "form", key, None, None, found.who.form.code, None))
        if key not in accepts:
            reason, vi, en = waiting(found.doubts, name)
            n = _counts(takings.cells)["n_nonempty"]
            told = {"outcome": "waiting", "reason_code": reason, "message_vi": vi, "message_en": en}
            return Submission(row | told | UNCOUNTED | {"n_nonempty": n, "n_context": n}, matches=_columns(matches))
        accepted = [note("accepted", key=key, doubts="; ".join(doubt.code for doubt in found.doubts))]
    head = takings.head()
    row["mode"] = modes.apply(takings, head, mode)  # before anything is counted: it changes the account
    notes = [*accepted, *found.notes, *takings.notes]
    row |= {
        "outcome": "read",
        "reason_code": notes[0].code if notes else None,
        "message_vi": join(notes).vi or None,
        "message_en": join(notes).en or None,
        **coverage.stated_coverage(head),
        **_counts(takings.cells),
    }
    observations = list(takings.observations.values())
    tables = (takings.cells, observations, takings.personal, takings.records, matches)
    return Submission(row, *(_columns(rows) for rows in tables))


def _counts(cells: Sequence[Cell]) -> dict[str, int]:
    """The counts of the landing's `submission`."""
    outcomes = [cell[5] for cell in cells]
    absent = outcomes.count("absence")
    blank = sum([cell[5] == "absence" and not cell[2] for cell in cells]) if absent else 0
    return {
        "n_nonempty": len(cells) - blank,
        "n_observation": outcomes.count("observation"),
        "n_absence_filled": absent - blank,
        "n_absence_blank": blank,
        "n_reject": outcomes.count("reject"),
        "n_context": outcomes.count("context"),
    }


def _columns(rows: Sequence[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    return list(zip(*rows, strict=True))


def _plan(found: RecognisedForm) -> Any:
    """What would be read as what: exactly this is accepted, and nothing else that the same file may come to mean."""
    who = found.who
    tables = [
        [
            sheet.name,
            table.block.no,
            {str(at): column.key for at, column in table.columns.items()},
            {str(row): key for row, key in table.keys.items()},
        ]
        for sheet, tables in zip(found.sheets, found.tables, strict=False)
        for table in tables
    ]
    return [
        who.form.code,
        who.form.version,
        who.reporter.code,
        who.period.code,
        tables,
        [doubt.as_key() for doubt in found.doubts],
    ]


def _second(sheets: Sequence[Sheet]) -> int | None:
    """The second reader's count of these sheets; unknown where it did not see one, or saw it only whole."""
    if any(sheet.n_second is None and sheet.rows for sheet in sheets):
        return None
    return sum(sheet.n_second or 0 for sheet in sheets)


def refused_submission(
    no: int, sheets: Sequence[Sheet], book: Book, fault: RefusedError, given: Hints, name: str
) -> Submission:
    """The verdict on a form that is not taken."""
    reason, vi, en = fault.about(name)
    n = sum(sheet.n_nonempty for sheet in sheets)
    told = {
        "form_code": fault.form_code,
        "form_version": fault.form_version,
        "reporter_code": fault.reporter,
        "period_code": fault.period,
    }
    row = {
        "block_no": no,
        **given.duty(),
        **{key: value for key, value in told.items() if value is not None},
        "reader_name": book.reader_name,
        "outcome": "refused",
        "reason_code": reason,
        "message_vi": vi,
        "message_en": en,
        **UNCOUNTED,
        "n_nonempty": n,
        "n_context": n,
        "n_second": _second(sheets),
    }
    return Submission(row)
