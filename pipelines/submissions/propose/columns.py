"""Makes the rows of form_columns for the columns of an observed table: headers, codes, roles, what figures mean.

Which declared column an observed one is was decided by compare/.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from pipelines.codebook.additions.addition import Row, seed_text
from pipelines.codebook.placeholders import unconfirmed_code
from pipelines.codebook.schema import TABLES
from pipelines.codebook.text import name_ascii, name_fold
from pipelines.submissions.compare.observed import ObservedColumn
from pipelines.submissions.match.columns import PATH
from pipelines.submissions.propose.candidates import candidates, measure_texts
from pipelines.submissions.propose.table import TOTAL, Note, ProposedTable, Tables

# Columns that need no header on the sheet: they are known by what they hold.
UNHEADED = {"label": "Chỉ tiêu", "row_code": "Mã số", "stt": "STT", "area": "Địa phương"}


class Precedent(NamedTuple):
    """What every declared column with one header has in common; empty where they differ."""

    role: str
    measure_code: str
    is_personal: str


def seed_columns(table: ProposedTable) -> list[Row]:
    """A row for each column of `table.columns()`, from the left; notes are added to the table."""
    columns = table.columns()
    by_key = {row["col_key"]: row for row in table.declared["form_columns"]}
    order = sorted(by_key, key=lambda key: int(by_key[key]["col_order"]))
    keeps_order = [column.key for column in columns] == order
    is_coded = _has_codes(table, by_key)
    taken = set(by_key)
    rows: list[Row] = []
    for no, column in enumerate(columns, start=1):
        declared = by_key.get(column.key or column.similar_key or "")
        row = dict(declared) if declared else _new_column(table, column, taken)
        if not column.has_declared_header and (column.path or not row["header_vi"]):
            row["header_vi"] = _header(table, column)
        row |= table.block_key | {"header_code": _code(column, declared, is_coded)}
        if column.area_offset is not None and row["role"] == "value":
            row["area_offset"] = str(column.area_offset)
        if not keeps_order:
            row["col_order"] = str(no)
        if declared and row["uom_code"]:
            row["uom_code"] = table.unit_now(row["uom_code"])
        if column.similar_key:
            _confirm(table, row, column)
        rows.append(row)
    return rows


def _new_column(table: ProposedTable, column: ObservedColumn, taken: set[str]) -> Row:
    """An undeclared column: its role is that of every declared column with such a header, else what its cells hold."""
    header, precedent = column.header, _precedent(table.tables, column.header)
    header = header or UNHEADED.get(column.role, "")
    role = column.role if column.role in ("area", "label") else precedent.role or column.role
    row = dict.fromkeys(TABLES["form_columns"].columns, "")
    row |= {"col_key": _new_key(header or f"column_{column.column}", taken), "header_vi": header}
    row |= {"role": role or table.placeholder("role", header), "is_personal": "false"}
    if role == "value":
        row |= _meaning(table, table.column_name(column) or header, precedent)
    elif role in ("context", "explanation", "evidence", ""):
        row["is_personal"] = precedent.is_personal or table.placeholder("is_personal", header)
    return row


def _meaning(table: ProposedTable, header: str, precedent: Precedent) -> Row:
    """What the figures of a new column mean: the codebook's measure for such headers, else placeholders."""
    if table.is_register:  # a number of each entity listed
        return {"uom_code": table.unit("", header)}
    facts = {"table": "form_columns", "text": header}
    if table.observed.kind == "rows" and not table.has_indicator_columns:  # the row says what is counted
        if precedent.measure_code:
            return {"measure_code": precedent.measure_code}
        missing = table.missing("form_columns", "header_vi", "measure_code")
        table.notes.append(Note("diff_note_new", facts, candidates(header, measure_texts(table.tables), missing)))
        return {"measure_code": table.placeholder("measure", header)}
    missing = table.missing("form_columns", "header_vi", "indicator_code")
    table.notes.append(Note("diff_note_new", facts, candidates(header, table.indicators, missing)))
    measures = {row["measure_code"] for row in table.declared["form_columns"] if row["role"] == "value"}
    meaning = {
        "indicator_code": table.placeholder("indicator", header),
        "measure_code": measures.pop() if len(measures) == 1 else table.placeholder("measure", table.observed.sheet),
    }
    if table.observed.kind == "rows":  # breakdown and unit are the row's
        return meaning
    return meaning | {"breakdown_code": TOTAL, "uom_code": table.unit(table.observed.unit, header)}


def _confirm(table: ProposedTable, row: Row, column: ObservedColumn) -> None:
    """Mark the meaning of a column whose header only resembles the declared one: a person has to confirm it."""
    name = "indicator_code" if row["indicator_code"] else "measure_code"
    if row["role"] == "value" and row[name]:
        row[name] = unconfirmed_code(row[name])
        facts = {"table": "form_columns", "row": column.header, "mark": row[name]}
        table.notes.append(Note("diff_note_confirm", facts))


def _header(table: ProposedTable, column: ObservedColumn) -> str:
    """The lowest header text; where several columns have it, the whole path."""
    if not column.path:
        return table.placeholder("header", f"{column.column}")
    several = sum(name_fold(other.header) == name_fold(column.header) for other in table.observed.columns) > 1
    return PATH.join(column.path) if several else column.header


def _has_codes(table: ProposedTable, by_key: Mapping[str, Row]) -> bool:
    """True if columns are found by codes: the form has them, and every column of figures still does."""
    had_codes = any(row["header_code"] for row in by_key.values()) or not by_key
    roles = {c.column: by_key.get(c.key or c.similar_key or "", {}).get("role") for c in table.columns()}
    figures = [column for column in table.columns() if "value" in (column.role, roles[column.column])]
    return had_codes and (table.observed.kind != "rows" or all(column.code for column in figures))


def _code(column: ObservedColumn, declared: Row | None, is_coded: bool) -> str:
    code = declared["header_code"] if declared else ""
    if not is_coded or (declared and not code):
        return ""
    return code if name_fold(code) == name_fold(column.code.partition("=")[0]) else column.code


def _precedent(tables: Tables, header: str) -> Precedent:
    folded = name_fold(header)
    rows = [
        row
        for row in tables["form_columns"].iter_rows(named=True)
        if folded and folded in (name_fold(row["header_vi"]), name_fold(row["header_en"] or ""))
    ]

    def common(name: str) -> str:
        values = {seed_text(row[name]) for row in rows}
        return values.pop() if len(values) == 1 else ""

    return Precedent(common("role"), common("measure_code"), common("is_personal"))


def _new_key(header: str, taken: set[str]) -> str:
    """A technical name from the words of the header, added to `taken`."""
    stem = "_".join(name_ascii(header).split())[:40].strip("_") or "column"
    key = next(key for n in range(1, 1000) if (key := stem if n == 1 else f"{stem}_{n}") not in taken)
    taken.add(key)
    return key
