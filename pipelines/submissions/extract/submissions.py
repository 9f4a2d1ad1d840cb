"""The submissions of one book: each form, reporter and period is read, waits for a person, or is refused, by itself.

A submission is the rows that it gives to the landing. Sheets that belong to no form are counted with the first one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pipelines.codebook.identity_sheet import IDENTITY_SHEET
from pipelines.errors import Message, join
from pipelines.submissions.book.book import Book, Sheet
from pipelines.submissions.extract import area_table, coverage, row_form
from pipelines.submissions.extract import mode as modes
from pipelines.submissions.extract.account import Account
from pipelines.submissions.extract.records import Cell
from pipelines.submissions.layout.layouts import Layouts
from pipelines.submissions.match.findings import Finding, proposal_key
from pipelines.submissions.notes import note
from pipelines.submissions.problems import RefusedError, problem, waiting
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
Columns = list[tuple[Any, ...]]  # of rows, one sequence for each column; empty where there is no row


class Extracted(NamedTuple):
    """What a submission that is read was made of."""

    form: RecognisedForm
    account: Account


@dataclass(slots=True)
class Submission:
    """One submission of a file: its row of the landing's table `submission`, and the columns of its other rows."""

    row: dict[str, Any]
    cells: Columns = field(default_factory=Columns)  # of Cell
    observations: Columns = field(default_factory=Columns)  # of Observation
    personal: Columns = field(default_factory=Columns)  # of PersonalText
    records: Columns = field(default_factory=Columns)  # of RecordRow
    matches: Columns = field(default_factory=Columns)  # of Finding
    extracted: Extracted | None = None  # for submissions/templates; it goes no further than read_file.py


class SentFile(NamedTuple):
    """A file as received: its book, its name, what was stated of it, and the proposals that a person accepted."""

    book: Book
    name: str
    hints: Hints
    accepts: Sequence[str] = ()
    mode: str | None = None


def read_submissions(sent: SentFile, layouts: Layouts) -> list[Submission]:
    """Every submission of the file: those that are read or wait first, then those that are refused."""
    book = sent.book
    try:
        entries = recognise(book, layouts, sent.hints)
    except RefusedError as refusal:
        return [_refused(1, book.sheets, sent, refusal)]
    accounts: list[tuple[RecognisedForm, Account]] = []
    refused: list[RefusedForm] = []
    for entry in entries:
        try:
            if isinstance(entry, RefusedForm):
                raise entry.refusal
            accounts += [(entry, account) for account in _extract(entry, layouts)]
        except RefusedError as refusal:
            refused.append(RefusedForm(_with_identity(refusal, entry), entry.sheets))
    read = set[str]().union(*(account.sheets for _, account in accounts))
    read |= {sheet.name for entry in refused for sheet in entry.sheets}
    left = [sheet for sheet in book.sheets if sheet.name not in read]
    if accounts:
        for sheet in left:
            _take_unclaimed(accounts[0][1], sheet, layouts)
        accounts[0][0].notes += _hidden_sheets(left)
    elif refused:  # what no other form of the book accounts for is counted with the first
        refused[0].sheets += left
    _doubt_blank_forms(accounts)
    found = [_submission(no, entry, account, sent) for no, (entry, account) in enumerate(accounts, start=1)]
    for no, entry in enumerate(refused, start=len(found) + 1):
        found.append(_refused(no, entry.sheets, sent, entry.refusal))
    return found


def _doubt_blank_forms(accounts: Sequence[tuple[RecognisedForm, Account]]) -> None:
    """A doubt about every form without a figure beside a filled one of another reporter: a copy that was left there."""
    filled = {entry.who.reporter.code for entry, account in accounts if account.is_filled()}
    for entry, account in accounts:
        code = entry.who.reporter.code
        if filled and code not in filled and not account.is_filled():
            entry.doubts.append(problem("blank_of_other", expected=code, found=", ".join(sorted(filled))))


def _extract(found: RecognisedForm, layouts: Layouts) -> list[Account]:
    if found.who.form.layout == "row_form":
        locate(found)
        accounts = [row_form.extract(found, layouts)]
    else:
        accounts = area_table.extract(found, layouts)
    for account in accounts:
        for sheet in found.sheets:
            if sheet.name in account.sheets:
                account.covered(sheet)
    return accounts


def _with_identity(refusal: RefusedError, entry: RecognisedForm | RefusedForm) -> RefusedError:
    """The refusal with the duty of a form whose head was recognised."""
    if isinstance(entry, RecognisedForm):
        refusal.form_code = entry.who.form.code
        refusal.form_version = entry.who.form.version
        refusal.reporter = entry.who.reporter.code
        refusal.period = entry.who.period.code
    return refusal


def _take_unclaimed(account: Account, sheet: Sheet, layouts: Layouts) -> None:
    """Add the cells of a sheet that belongs to no form: nothing of it is read, signatures go to `personal`."""
    account.sheets.add(sheet.name)
    reason = "note" if sheet.name in layouts.guide_sheets else "unclaimed"
    if sheet.visibility != "visible":
        reason = "hidden_sheet"
    signed = signed_rows(sheet.rows, ())
    for row, line in sheet.rows.items():
        (account.private_row if row in signed else account.context_row)(sheet.name, row, line, reason)
    account.covered(sheet)


def _hidden_sheets(sheets: Sequence[Sheet]) -> list[Message]:
    hidden = [sheet for sheet in sheets if sheet.visibility != "visible" and sheet.rows]
    names = [sheet.name for sheet in hidden if sheet.name != IDENTITY_SHEET]
    return [note("hidden_sheet", sheets="”, “".join(names))] if names else []


def _submission(no: int, found: RecognisedForm, account: Account, sent: SentFile) -> Submission:
    """Submission `no` of the file: read, or waiting where the form is in doubt and nobody accepted the proposal."""
    pieces = {sheet.name: sheet for sheet in found.sheets}
    sheets = [pieces.get(sheet.name, sheet) for sheet in sent.book.sheets if sheet.name in account.sheets]
    row = identity_row(no, found, account.period)
    row |= {"reader_name": sent.book.reader_name, "n_second": count_second(sheets)}
    matches, notes = list(found.findings), [*found.notes]
    if found.doubts:
        key = proposal_key(_plan(found))
        matches.append(Finding("proposal", "form", key, None, None, found.who.form.code, None))
        if key not in sent.accepts:
            row |= outcome_columns("waiting", waiting(found.doubts, sent.name))
            n = _counts(account.cells)["n_nonempty"]
            return Submission(row | UNCOUNTED | {"n_nonempty": n, "n_context": n}, matches=_columns(matches))
        notes.insert(0, note("accepted", key=key, doubts="; ".join(doubt.code for doubt in found.doubts)))
    head = account.head()
    row["mode"] = modes.apply(account, head, sent.mode)  # before anything is counted: it changes the account
    row |= {
        **outcome_columns("read", join([*notes, *account.notes])),
        **coverage.stated_coverage(head),
        **_counts(account.cells),
    }
    observations = list(account.observations.values())
    tables = (account.cells, observations, account.personal, account.records, matches)
    return Submission(row, *(_columns(rows) for rows in tables), extracted=Extracted(found, account))


def identity_row(no: int, found: RecognisedForm, period: str) -> dict[str, Any]:
    """The columns of the landing's `submission` that say what it is."""
    who = found.who
    identity = {"form_code": who.form.code, "form_version": who.form.version, "reporter_code": who.reporter.code}
    return {"block_no": no, **identity, "period_code": period}


def outcome_columns(outcome: str, message: Message) -> dict[str, str | None]:
    """The columns of the landing's `submission` that say what became of it."""
    code, vi, en = message
    return {"outcome": outcome, "reason_code": code or None, "message_vi": vi or None, "message_en": en or None}


def _counts(cells: Sequence[Cell]) -> dict[str, int]:
    """The counts of the landing's `submission`."""
    outcomes = [cell.outcome for cell in cells]
    absent = outcomes.count("absence")
    blank = sum([cell.outcome == "absence" and not cell.raw_text for cell in cells]) if absent else 0
    return {
        "n_nonempty": len(cells) - blank,
        "n_observation": outcomes.count("observation"),
        "n_absence_filled": absent - blank,
        "n_absence_blank": blank,
        "n_reject": outcomes.count("reject"),
        "n_context": outcomes.count("context"),
    }


def _columns(rows: Sequence[tuple[Any, ...]]) -> Columns:
    return list(zip(*rows, strict=True))


def _plan(found: RecognisedForm) -> Any:
    """Which table, column and row would be read as which: a person accepts this, and nothing else the file may mean."""
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


def count_second(sheets: Sequence[Sheet]) -> int | None:
    """The second reader's count of these sheets; None where it did not see one, or counted it with others."""
    is_unknown = any(sheet.n_second is None and sheet.rows for sheet in sheets)
    return None if is_unknown else sum(sheet.n_second or 0 for sheet in sheets)


def _refused(no: int, sheets: Sequence[Sheet], sent: SentFile, refusal: RefusedError) -> Submission:
    """Submission `no` of the file, which is not taken: a row without cells."""
    n = sum(sheet.n_nonempty for sheet in sheets)
    recognised = {
        "form_code": refusal.form_code,
        "form_version": refusal.form_version,
        "reporter_code": refusal.reporter,
        "period_code": refusal.period,
    }
    row = {
        "block_no": no,
        **sent.hints.duty(),
        **{key: value for key, value in recognised.items() if value is not None},
        "reader_name": sent.book.reader_name,
        **outcome_columns("refused", refusal.about(sent.name)),
        **UNCOUNTED,
        "n_nonempty": n,
        "n_context": n,
        "n_second": count_second(sheets),
    }
    return Submission(row)
