"""Decides whether a declared form may be meant by a table at all: shared names, stage of the figures, sender.

Numbers of rows and columns are the same on forms of every ministry, so they are no evidence here. Figures of another
stage (an estimate, the final accounts) or of another office are of another source, however alike the layout is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipelines.codebook.text import name_ascii
from pipelines.submissions.compare.header_rows import is_number
from pipelines.submissions.compare.observed import ObservedTable
from pipelines.submissions.layout.layouts import Block, DeclaredColumn, Form, Layouts
from pipelines.submissions.match.similarity import without_digits

FLOOR = 0.5  # of the names of both sides: below it the tables have more apart than in common
STAGES = {  # how a stage of a budget or a plan is printed, without accents
    "plan": re.compile(r"\b(?:du toan|estimates?)\b"),
    "forecast": re.compile(r"\b(?:uoc thuc hien|uoc th|uoc dat)\b"),
    "final": re.compile(r"\b(?:quyet toan|final accounts?)\b"),
}


def name_likeness(table: ObservedTable, block: Block) -> float:
    """The share of names that the table and the declared block have in common, from 0 to 1 (Dice's coefficient).

    Of a form of declared rows the names are those of its rows; of a table of areas the headers of its figures, among
    them technical names of a publisher.
    """
    if block.repeat:
        return table.score
    if block.kind == "rows":
        printed = [row for row in table.rows if not row.is_heading]
        shared = sum(row.key is not None or row.similar_key is not None for row in printed)
        return _dice(shared, len(printed), len(block.due_rows))
    declared = {column.key: column for column in block.columns if column.role == "value"}
    values = [column for column in table.columns if column.role == "value" or (column.key or "") in declared]
    codes = {key for key, column in declared.items() if column.code and not is_number(column.code)}
    shared = sum(
        column.has_declared_header
        or column.similar_key in declared
        or column.key in codes
        or _is_of_another_year(column.header, declared.get(column.key or ""))
        for column in values
    )
    return _dice(shared, len(values), len(declared))


def _is_of_another_year(header: str, declared: DeclaredColumn | None) -> bool:
    return declared is not None and without_digits(header) in {without_digits(text) for text in declared.headers}


def _dice(shared: int, printed: int, declared: int) -> float:
    return 2 * shared / max(1, printed + declared)


def is_of_other_stage(form: Form, tables: list[ObservedTable], texts: Iterable[str]) -> bool:
    """True if the sheets print another stage than the form has; `texts` are what stands above the tables."""
    headers = [column.header for table in tables for column in table.columns]
    printed = stage(texts) or stage(headers)
    declared_headers = [c.header for block in form.blocks for c in block.columns if c.role == "value"]
    declared = stage(anchor.text for anchor in form.anchors) or stage(declared_headers)
    return bool(printed and declared and printed != declared)


def stage(texts: Iterable[str]) -> str:
    """The one stage that the texts name; empty where they name none or several."""
    plain = [name_ascii(text) for text in texts]
    found = {name for name, words in STAGES.items() if any(words.search(text) for text in plain)}
    return found.pop() if len(found) == 1 else ""


def is_of_other_office(form: Form, reporters: set[str], layouts: Layouts) -> bool:
    """True if the reporters that the sheet names are of another kind or office than the form's."""
    known = [layouts.reporters[code] for code in reporters if code in layouts.reporters]
    if not known or form.reporter_kind == "publisher":
        return False
    return all(
        reporter.kind != form.reporter_kind or (form.office is not None and reporter.office != form.office)
        for reporter in known
    )
