"""Rows of form_columns for the columns that were seen.

Here: headers, codes, roles, what a column of figures means. Not here: which declared column one is (see_*.py).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from pipelines.codebook.addition import Row, seed_text
from pipelines.codebook.placeholders import placeholder, unconfirmed_code
from pipelines.codebook.schema import TABLES
from pipelines.codebook.text import name_ascii, name_fold
from pipelines.submissions.compare.observed import ObservedColumn
from pipelines.submissions.match.columns import PATH
from pipelines.submissions.propose.candidates import candidates, measure_texts
from pipelines.submissions.propose.table import BREAKDOWN, INDICATOR, MEASURE, PERSONAL, ROLE, Note, Proposed, Tables


def column_rows(one: Proposed) -> list[Row]:
    """A row for each column of `one.columns()`, from the left."""
    columns = one.columns()
    by_key = {row["col_key"]: row for row in one.base["form_columns"]}
    order = sorted(by_key, key=lambda key: int(by_key[key]["col_order"]))
    keeps_order = [column.key for column in columns] == order
    coded = _has_codes(one, by_key)
    taken = set(by_key)
    rows: list[Row] = []
    for no, column in enumerate(columns, start=1):
        own = by_key.get(column.key or column.near or "")
        row = dict(own) if own else _new_column(one, column, taken)
        if not column.is_same:
            row["header_vi"] = _header(one, column)
        row |= one.new | {"header_code": _code(column, own, coded)}
        if column.offset is not None and row["role"] == "value":
            row["area_offset"] = str(column.offset)
        if not keeps_order:
            row["col_order"] = str(no)
        if column.near:
            _confirm(one, row, column)
        rows.append(row)
    return rows


def _new_column(one: Proposed, column: ObservedColumn, taken: set[str]) -> Row:
    """A column that nobody declared: its role as every form with such a header tells it, else as its cells do."""
    header, told = column.header, _precedent(one.tables, column.header)
    role = column.role if column.role in ("area", "label") else told["role"] or column.role
    row = dict.fromkeys(TABLES["form_columns"].columns, "")
    row |= {"col_key": _key_of(header or f"column_{column.at}", taken), "header_vi": header}
    row |= {"role": role or placeholder(ROLE, header), "is_personal": "false"}
    if role == "value":
        row |= _meaning(one, header, told)
    elif role in ("context", "explanation", "evidence", ""):
        row["is_personal"] = told["is_personal"] or placeholder(PERSONAL, header)
    return row


def _meaning(one: Proposed, header: str, told: Row) -> Row:
    """What its figures are: told by the codebook's own words for a span of time, else to be chosen."""
    facts = {"table": "form_columns", "text": header}
    if any(row["row_kind"] == "repeat" for row in one.base["form_rows"]):  # a number of each entity listed
        return {"uom_code": one.unit("", header)}
    if one.seen.kind == "rows":  # the row says what is counted, the column of which span
        if told["measure_code"]:
            return {"measure_code": told["measure_code"]}
        near = candidates(header, measure_texts(one.tables), one.gone("form_columns", "header_vi", "measure_code"))
        one.notes.append(Note("diff_note_new", facts, near))
        return {"measure_code": placeholder(MEASURE, header)}
    near = candidates(header, one.indicators, one.gone("form_columns", "header_vi", "indicator_code"))
    one.notes.append(Note("diff_note_new", facts, near))
    shared = {row["measure_code"] for row in one.base["form_columns"] if row["role"] == "value"}
    return {
        "indicator_code": placeholder(INDICATOR, header),
        "breakdown_code": placeholder(BREAKDOWN, header),
        "measure_code": shared.pop() if len(shared) == 1 else placeholder(MEASURE, header),
        "uom_code": one.unit(one.seen.unit, header),
    }


def _confirm(one: Proposed, row: Row, column: ObservedColumn) -> None:
    """A header that is only like the declared one: what it means is likely, and a person has to say so."""
    name = "indicator_code" if row["indicator_code"] else "measure_code"
    if row["role"] == "value" and row[name]:
        row[name] = unconfirmed_code(row[name])
        one.notes.append(Note("diff_note_confirm", {"table": "form_columns", "row": column.header, "mark": row[name]}))


def _header(one: Proposed, column: ObservedColumn) -> str:
    """The lowest header; where several columns have it, with those above it."""
    if not column.path:
        return placeholder("tiêu đề", f"{column.at}")
    counts = Counter(name_fold(other.header) for other in one.seen.columns)
    return column.header if counts[name_fold(column.header)] == 1 else PATH.join(column.path)


def _has_codes(one: Proposed, by_key: Mapping[str, Row]) -> bool:
    """Columns are found by codes where the form has them and every column of figures still does."""
    had = any(row["header_code"] for row in by_key.values()) or not by_key
    roles = {column.at: by_key.get(column.key or column.near or "", {}).get("role") for column in one.columns()}
    figures = [column for column in one.columns() if "value" in (column.role, roles[column.at])]
    return had and (one.seen.kind != "rows" or all(column.code for column in figures))


def _code(column: ObservedColumn, own: Row | None, is_coded: bool) -> str:
    declared = own["header_code"] if own else ""
    if not is_coded or (own and not declared):
        return ""
    return declared if name_fold(declared) == name_fold(column.code.partition("=")[0]) else column.code


def _precedent(tables: Tables, header: str) -> Row:
    """What every declared column under that header has in common."""
    folded = name_fold(header)
    rows = [
        row
        for row in tables["form_columns"].iter_rows(named=True)
        if folded and folded in (name_fold(row["header_vi"]), name_fold(row["header_en"] or ""))
    ]
    told: Row = {}
    for name in ("role", "measure_code", "is_personal"):
        values = {seed_text(row[name]) for row in rows}
        told[name] = values.pop() if len(values) == 1 else ""
    return told


def _key_of(header: str, taken: set[str]) -> str:
    """A technical name from the header's words."""
    stem = "_".join(name_ascii(header).split())[:40].strip("_") or "column"
    key = next(key for n in range(1, 1000) if (key := stem if n == 1 else f"{stem}_{n}") not in taken)
    taken.add(key)
    return key
