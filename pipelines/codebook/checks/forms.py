"""Checks of forms: every part exists, every block can be found on a sheet, every value cell has a meaning.

Tables: forms, form_anchors, form_blocks, form_columns, form_rows. Registers (repeat rows) are checked in registers.py.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from pipelines.codebook.errors import Problem, found, problem
from pipelines.codebook.schema import Row, Rows

LAYOUT_OF = {"rows": "row_form", "area_rows": "area_table", "ranked_pairs": "area_table"}  # by block_kind


class FormKey(NamedTuple):
    """A version of a form."""

    form_code: str
    form_version: int


class BlockKey(NamedTuple):
    """A block of a version of a form."""

    form: FormKey
    block_no: int


def check_forms(rows: Rows) -> list[Problem]:
    """Return the problems of every form, block, column and row."""
    forms = {_form_key(row): row for row in rows["forms"]}
    blocks = {_block_key(row): row for row in rows["form_blocks"]}
    columns, lines = _by_block(rows["form_columns"]), _by_block(rows["form_rows"])
    problems = [*_parts(rows, forms, blocks), *_reporters(rows), *_offices(rows), *_units(rows)]
    for key, block in blocks.items():
        problems += _block(block, forms.get(key.form), columns.get(key, []), lines.get(key, []))
        problems += _orders(columns.get(key, []), "form_columns", "col_order")
        problems += _orders(lines.get(key, []), "form_rows", "row_order")
        problems += _lines(block, columns.get(key, []), lines.get(key, []))
    return problems


def _form_key(row: Row) -> FormKey:
    return FormKey(row["form_code"], row["form_version"])


def _block_key(row: Row) -> BlockKey:
    return BlockKey(_form_key(row), row["block_no"])


def _by_block(rows: list[Row]) -> dict[BlockKey, list[Row]]:
    groups: defaultdict[BlockKey, list[Row]] = defaultdict(list)
    for row in rows:
        groups[_block_key(row)].append(row)
    return groups


def _parts(rows: Rows, forms: dict[FormKey, Row], blocks: dict[BlockKey, Row]) -> Iterator[Problem]:
    """Anchors, blocks, columns and rows name a form and a block that exist; a form has anchors and blocks."""
    for table in ("form_anchors", "form_blocks"):
        named = {_form_key(row) for row in rows[table]}
        for row in rows[table]:
            if _form_key(row) not in forms:
                version = "/".join(map(str, _form_key(row)))
                yield problem(table, row, "form_code, form_version", version, "form_version")
        for key, form in forms.items():
            if key not in named:
                yield problem("forms", form, "form_code, form_version", 0, "at_least_row", table=table)
    for table in ("form_columns", "form_rows"):
        for row in rows[table]:
            if _block_key(row) not in blocks:
                key = "/".join(map(str, (*_form_key(row), row["block_no"])))
                yield problem(table, row, "form_code, form_version, block_no", key, "block_of_table")


def _reporters(rows: Rows) -> Iterator[Problem]:
    """The only sender of a form is a reporter of the form's kind."""
    kinds = {row["reporter_code"]: row["kind"] for row in rows["reporters"]}
    for form in rows["forms"]:
        kind = kinds.get(form["reporter_code"])
        if kind is not None and kind != form["reporter_kind"]:
            reporter = f"{form['reporter_code']} ({kind})"
            yield problem("forms", form, "reporter_code", reporter, "reporter_of_kind", kind=form["reporter_kind"])


def _offices(rows: Rows) -> Iterator[Problem]:
    """An office that sends or receives a form exists; a form names its only sender or an office, not both."""
    known = {row["office_code"] for row in rows["reporters"]}
    for form in rows["forms"]:
        for column in ("office_code", "receiver_office_code"):
            if form[column] is not None and form[column] not in known:
                yield problem("forms", form, column, form[column], "office_of_reporters")
        if form["office_code"] is not None and form["reporter_code"] is not None:
            yield problem("forms", form, "office_code", form["office_code"], "reporter_or_office")


def _units(rows: Rows) -> Iterator[Problem]:
    """A form's unit converts into the indicator's: both have one dimension. A rank has a unit of its own."""
    dimension = {row["uom_code"]: row["dimension"] for row in rows["uoms"]}
    of_indicator: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows["indicators"]:
        if row["uom_code"] in dimension:  # an unknown unit is reported by check_schema
            of_indicator[row["indicator_code"]].add(dimension[row["uom_code"]])
    for table in ("form_columns", "form_rows"):
        for row in rows[table]:
            indicator = row["indicator_code"]
            known = of_indicator.get(indicator or "", set())
            printed = dimension.get(row["uom_code"])
            if known and printed is not None and printed not in known and row.get("measure_code") != "rank":
                values = {"indicator": indicator, "dimensions": ", ".join(sorted(known))}
                yield problem(table, row, "uom_code", row["uom_code"], "unit_like_indicator", **values)


def _block(block: Row, form: Row | None, columns: list[Row], lines: list[Row]) -> Iterator[Problem]:
    """A block fits the form's layout and has the columns, rows and area set that its kind needs."""
    kind, roles = block["block_kind"], Counter(column["role"] for column in columns)
    if form and kind in LAYOUT_OF and form["layout_kind"] != LAYOUT_OF[kind]:
        yield problem("form_blocks", block, "block_kind", kind, "block_of_layout", layout=form["layout_kind"])
    row_name = "row_code" if roles["row_code"] else "label"  # rows of published tables have labels only
    is_register = any(line["row_kind"] == "repeat" for line in lines)
    needed = {
        "rows": (row_name,) if is_register else (row_name, "value"),
        "area_rows": ("area", "value"),
        "ranked_pairs": ("value",),
    }.get(kind, ())
    for role in needed:
        if not roles[role] or (role != "value" and roles[role] > 1):
            yield problem("form_blocks", block, "role", f"{roles[role]} × {role}", "block_column", kind=kind, role=role)
    if kind == "rows" and not lines:
        yield problem("form_blocks", block, "block_kind", 0, "rows_in_form_rows")
    if kind in ("area_rows", "ranked_pairs") and block["area_set"] is None:
        yield problem("form_blocks", block, "area_set", "", "area_set")
    for column in columns:
        if column["role"] == "value" and not is_register:
            yield from _value_column(kind, column)


def _value_column(kind: str, column: Row) -> Iterator[Problem]:
    """A value column states everything of the figure's meaning that the rows of its block do not state."""
    needed = {
        "rows": ("measure_code",),
        "area_rows": ("indicator_code", "breakdown_code", "measure_code", "uom_code"),
        "ranked_pairs": ("indicator_code", "breakdown_code", "measure_code", "uom_code", "area_offset"),
    }.get(kind, ())
    for name in needed:
        if column[name] is None:
            yield problem("form_columns", column, name, "", "value_column", kind=kind)


def _orders(rows: list[Row], table: str, column: str) -> Iterator[Problem]:
    """Numbers of order occur once in a block."""
    counts = Counter(row[column] for row in rows)
    for row in rows:
        if counts[row[column]] > 1:
            yield problem(table, row, column, row[column], "once_in_block")


def _lines(block: Row, columns: list[Row], lines: list[Row]) -> Iterator[Problem]:
    """A fixed row states what it counts and which measures are due; evidence needs a column."""
    values = [column for column in columns if column["role"] == "value"]
    measures = {column["measure_code"] for column in values}
    # in a table of rows by columns the column states the indicator and the row the breakdown
    of_columns = bool(values) and all(column["indicator_code"] for column in values)
    fixed = [line for line in lines if line["row_kind"] == "fixed"]
    if block["block_kind"] == "rows" and len(fixed) > 1 and not any(line["indicator_code"] for line in fixed):
        bare = [column for column in values if not column["indicator_code"]]
        for column in bare:  # said at the columns, once, and not at each of the rows
            value = found("found_rows_without", n=len(fixed))
            yield problem("form_columns", column, "indicator_code", value, "indicator_of_column")
        of_columns = of_columns or bool(bare)
    for line in lines if block["block_kind"] == "rows" else []:
        for name in ("indicator_code", "breakdown_code", "uom_code", "due_measures"):
            if name == "indicator_code" and of_columns:
                continue
            if line["row_kind"] == "fixed" and line[name] is None:
                yield problem("form_rows", line, name, "", "fixed_row_value")
        if line["needs_evidence"] and not any(column["role"] == "evidence" for column in columns):
            yield problem("form_rows", line, "needs_evidence", "true", "evidence_column")
        unknown = set((line["due_measures"] or "").split("|")) - measures - {""}
        if unknown and line["row_kind"] != "repeat":
            shown = ", ".join(sorted(map(str, measures)))
            named = ", ".join(sorted(unknown))
            yield problem("form_rows", line, "due_measures", named, "among_measures", measures=shown)
