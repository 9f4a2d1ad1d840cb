"""Checks a declaration workbook as a whole, tries it on its file, and gives the seed files that declare it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from pipelines.codebook.additions.addition import Addition, Closing, Row, added_files, changed_files, problems_with
from pipelines.codebook.errors import Problem
from pipelines.codebook.load import Codebook
from pipelines.codebook.schema import TABLES
from pipelines.codebook.schema.declaration_sheet import SHEETS
from pipelines.codebook.text import name_ascii
from pipelines.submissions.declare.read import DeclarationBook, Fault, read_declaration
from pipelines.submissions.declare.resolve import Resolver

NEW_TABLES = ("indicators", "breakdowns")  # before the rows that name their codes
SHEET_OF = {sheet.table: sheet.name for sheet in SHEETS}


@dataclass
class Declared:
    """The outcome: faults by cell, or the files to write and the codebook with them."""

    book: DeclarationBook
    faults: list[Fault]
    files: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    codebook: Codebook | None = None
    closings: list[Closing] = field(default_factory=list[Closing])


def check_declaration(codebook: Codebook, seeds: Path, path: Path) -> Declared:
    """Read the workbook at `path` and check its rows with the codebook; nothing is written."""
    book = read_declaration(path)
    resolver = Resolver(codebook, book)
    rows = resolver.rows()
    if resolver.faults:
        return Declared(book, resolver.faults)
    closings = [closing for form in rows["forms"] if (closing := _closing(codebook, form))]
    files = _files(seeds, rows, closings)
    problems, changed = problems_with(files, seeds)
    if changed is None:
        return Declared(book, [_fault(problem, rows, resolver, files) for problem in problems])
    return Declared(book, [], files, changed, closings)


def _closing(codebook: Codebook, form: Row) -> Closing | None:
    """The version of the form that ends where the declared one begins."""
    start = date.fromisoformat(form["valid_from"])
    for version in codebook.tables["forms"].filter(form_code=form["form_code"]).to_dicts():
        if version["valid_from"] < start < (version["valid_to"] or date.max):
            return Closing(version["form_code"], version["form_version"], form["valid_from"])
    return None


def _files(seeds: Path, rows: dict[str, list[Row]], closings: list[Closing]) -> list[tuple[str, str]]:
    """Every new file, and the files of `forms` in which a version ends."""
    form = rows["forms"][0]
    stem = "_".join(name_ascii(form["form_code"]).replace("-", " ").split()) or "form"
    name = f"{stem}_v{form['form_version']}"
    new = {table: rows.get(table, []) for table in NEW_TABLES}
    declared = {table: lines for table, lines in rows.items() if table not in (*NEW_TABLES, "aliases")}
    files = added_files(seeds, name, new | {"aliases": rows.get("aliases", [])})
    files += changed_files([Addition(name, declared)], seeds)
    for closing in closings:
        files += changed_files([Addition(name, {}, closing)], seeds)
    return files


def _fault(problem: Problem, rows: dict[str, list[Row]], resolver: Resolver, files: list[tuple[str, str]]) -> Fault:
    """The problem at its cell; one of a row that the workbook does not hold names the table and its row."""
    sheet, key = (
        SHEET_OF.get(problem.table, problem.table),
        TABLES[problem.table].key if problem.table in TABLES else (),
    )
    for no, row in enumerate(rows.get(problem.table, [])):
        text = "/".join(row[column] for column in key)
        is_line = any(problem.row == f"{name}:{no + 2}" for name, _ in files)
        if text == problem.row or is_line:
            cells = resolver.places[problem.table, no].cells
            named = next((cells[name] for name in problem.column.split(", ") if name in cells), "")
            return Fault(sheet, named or next(iter(cells.values()), ""), problem.text)
    return Fault(sheet, "", problem.text)
