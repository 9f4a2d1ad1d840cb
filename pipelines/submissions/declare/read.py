"""Reads a declaration workbook: the texts of its rows with the addresses of their cells, the choices, the source file.

What the texts mean is decided in resolve.py.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from pipelines.codebook.declaration_sheet import CHOICES, FIRST_ROW, FORM_NO, SHEETS, SOURCE, DeclarationSheet
from pipelines.codebook.text import name_fold
from pipelines.errors import ChisoError, Message
from pipelines.submissions.book.book import Book, Sheet, UnreadableError, address, raw_text
from pipelines.submissions.book.read import read_book
from pipelines.submissions.declare.messages import fault
from pipelines.submissions.messages import unreadable


class DeclarationError(ChisoError):
    """The file cannot be opened, or is no declaration workbook."""


class Fault(NamedTuple):
    """Something wrong in a cell; the address is empty where it concerns the sheet."""

    sheet: str
    address: str
    text: Message


@dataclass
class SheetRow:
    """One row of a sheet: its texts by seed column, and where each stands."""

    texts: dict[str, str]
    cells: dict[str, str]


@dataclass
class ChoiceRow:
    """One row of the sheet of choices."""

    mark: str
    near: str
    text: str
    cell: str


@dataclass
class DeclarationBook:
    """Everything that a person wrote."""

    rows: dict[str, list[SheetRow]]  # seed table -> rows in the order of the sheet
    choices: list[ChoiceRow]
    source: dict[str, str]
    faults: list[Fault] = field(default_factory=list[Fault])


def read_declaration(path: Path) -> DeclarationBook:
    """The contents of the workbook. Raises DeclarationError where it is none."""
    try:
        book = read_book(path.read_bytes(), {}, lambda _: None)
    except UnreadableError as error:
        vi, en = unreadable(error.reason, path.name, error.detail)
        raise DeclarationError(Message(error.reason, vi, en)) from error
    sheets = {name_fold(sheet.name): sheet for sheet in book.sheets}
    for name in (CHOICES, SOURCE, *(sheet.name for sheet in SHEETS)):
        if name_fold(name) not in sheets and (name == CHOICES or not any(sheet.name == name for sheet in SHEETS[5:])):
            raise DeclarationError(fault("not_a_declaration", name=path.name, sheet=name))
    found = DeclarationBook({}, _choices(sheets[name_fold(CHOICES)]), _source(book))
    for sheet in SHEETS:
        if (target := sheets.get(name_fold(sheet.name))) is not None:
            found.rows[sheet.table] = _rows(sheet, target, found.faults)
    return found


def _text(sheet: Sheet, row: int, at: int) -> str:
    return " ".join(raw_text(sheet.rows.get(row, {}).get(at, "")).split())


def _rows(declared: DeclarationSheet, sheet: Sheet, faults: list[Fault]) -> list[SheetRow]:
    """The rows with a text in any column that is read."""
    heads = {raw_text(value).strip(): at for at, value in sheet.rows.get(FIRST_ROW - 1, {}).items()}
    has_number = declared.has_form and declared.table != "forms"
    wanted = [*([FORM_NO] if has_number else []), *declared.columns]
    missing = [name for name in wanted if name not in heads]
    faults += [Fault(declared.name, "", fault("column_gone", column=name)) for name in missing]
    rows: list[SheetRow] = []
    for row in sorted(row for row in sheet.rows if row >= FIRST_ROW):
        texts = {name: _text(sheet, row, heads[name]) for name in wanted if name in heads}
        if any(text for name, text in texts.items() if name != FORM_NO):
            rows.append(SheetRow(texts, {name: address(row, heads[name]) for name in texts}))
    return rows


def _choices(sheet: Sheet) -> list[ChoiceRow]:
    heads = {raw_text(value).strip(): at for at, value in sheet.rows.get(FIRST_ROW - 1, {}).items()}
    mark, near, choice = (heads.get(name, at) for at, name in enumerate(("mark", "near", "choice"), start=1))
    return [
        ChoiceRow(text, _text(sheet, row, near), _text(sheet, row, choice), address(row, choice))
        for row in sorted(sheet.rows)
        if row >= FIRST_ROW and (text := _text(sheet, row, mark))
    ]


def _source(book: Book) -> dict[str, str]:
    sheet = next(sheet for sheet in book.sheets if sheet.name == SOURCE)
    return {_text(sheet, row, 1): _text(sheet, row, 2) for row in sheet.rows}
