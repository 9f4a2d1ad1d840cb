"""The codebook's forms -> Form, Block, Column, Slot: what recognition and extraction look up in a version of a form.

Here: forms with their blocks, the meaning of every value cell. Not here: names of reporters and areas (compile.py).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, NamedTuple

import polars as pl

from pipelines.codebook.identity_sheet import layout_hash
from pipelines.codebook.load import Codebook
from pipelines.codebook.nil_return import nil_cells
from pipelines.codebook.text import name_fold
from pipelines.submissions.layout.layouts import FAR, Block, DeclaredColumn, Form, FormRow, Slot, unit_text

NUMBER = "biểu số"  # an anchor that begins so is the number printed on the form


def symbols(tables: dict[str, pl.DataFrame]) -> dict[str, str]:
    return {row["uom_code"]: unit_text(row["symbol_vi"]) for row in rows_of(tables["uoms"])}


def rows_of(frame: pl.DataFrame) -> Iterator[dict[str, Any]]:
    return frame.iter_rows(named=True)


class FormTables(NamedTuple):
    """What units and indicators tell about a figure; of an indicator's versions the widest bounds."""

    percents: set[str]
    ratios: set[str]  # units of the same dimension as %, so that 25% may be shown for 0.25 of them
    symbols: dict[str, str]  # unit as printed, folded
    indicators: dict[str, tuple[bool, float, float]]  # is a number of things, lowest, highest


def _facts(tables: dict[str, pl.DataFrame]) -> FormTables:
    things = {row["uom_code"] for row in rows_of(tables["uoms"]) if row["uom_code"] == row["dimension"]}
    indicators: dict[str, tuple[bool, float, float]] = {}
    for row in rows_of(tables["indicators"]):
        is_count = row["uom_code"] in things and row["decimals"] == 0 and row["stock_flow"] in ("stock", "flow")
        low = float("-inf") if row["bound_low"] is None else row["bound_low"]
        high = float("inf") if row["bound_high"] is None else row["bound_high"]
        was = indicators.get(row["indicator_code"], (is_count, low, high))
        indicators[row["indicator_code"]] = (is_count and was[0], min(low, was[1]), max(high, was[2]))
    percents = {code for code, symbol in symbols(tables).items() if symbol == "%"}
    shares = {row["dimension"] for row in rows_of(tables["uoms"]) if row["uom_code"] in percents}
    ratios = {row["uom_code"] for row in rows_of(tables["uoms"]) if row["dimension"] in shares} - percents
    return FormTables(percents, ratios, symbols(tables), indicators)


def compile_forms(codebook: Codebook, only: dict[str | None, str]) -> list[Form]:
    """Every version of every form."""
    tables = codebook.tables
    anchors = _by(tables["form_anchors"], "form_code", "form_version")
    blocks = _by(tables["form_blocks"], "form_code", "form_version")
    columns = _by(tables["form_columns"], "form_code", "form_version", "block_no")
    rows = _by(tables["form_rows"], "form_code", "form_version", "block_no")
    facts = _facts(tables)
    forms: list[Form] = []
    for form in rows_of(tables["forms"]):
        key = (form["form_code"], form["form_version"])
        forms.append(
            Form(
                code=form["form_code"],
                version=form["form_version"],
                layout=form["layout_kind"],
                reporter_kind=form["reporter_kind"],
                reporter=form["reporter_code"] or only.get(form["office_code"]),
                office=form["office_code"],
                nil=nil_cells(tables, *key),
                frequency=form["frequency"],
                calendar=form["calendar"],
                valid_from=form["valid_from"],
                valid_to=form["valid_to"] or FAR,
                anchors=tuple((name_fold(a["sheet_name"] or ""), name_fold(a["text"])) for a in anchors.get(key, [])),
                blocks=tuple(
                    _block(
                        block,
                        block["source_code"] or form["source_code"],
                        columns.get((*key, block["block_no"]), []),
                        rows.get((*key, block["block_no"]), []),
                        facts,
                    )
                    for block in blocks.get(key, [])
                ),
                is_anchored=not any(name_fold(a["text"]).startswith(NUMBER) for a in anchors.get(key, [])),
                seal=layout_hash(codebook, *key),
            )
        )
    return forms


def _block(
    block: dict[str, Any], source: str, columns: list[dict[str, Any]], rows: list[dict[str, Any]], facts: FormTables
) -> Block:
    shaped = tuple(_column(row) for row in sorted(columns, key=lambda row: row["col_order"]))
    form_rows = {row["row_key"]: _form_row(row) for row in sorted(rows, key=lambda row: row["row_order"])}
    values = [column for column in shaped if column.role == "value"]
    lines = list(form_rows.values()) or [FormRow("", "fixed", None, None, None, frozenset())]
    return Block(
        no=block["block_no"],
        kind=block["block_kind"],
        sheet=name_fold(block["sheet_name"] or ""),
        sheet_name=block["sheet_name"] or "",
        area_set=block["area_set"],
        header_rows=block["header_rows"],
        period=block["period_code"],
        source=source,
        columns=shaped,
        rows=form_rows,
        keys=_row_keys(list(form_rows)),
        slots={
            line.key: {column.key: _slot(line, column, source, facts, not form_rows) for column in values}
            for line in lines
        },
        labels=_labels([row for row in form_rows.values() if row.kind != "repeat"]),
        repeat=next((row.key for row in form_rows.values() if row.kind == "repeat"), ""),
    )


def _labels(rows: list[FormRow]) -> dict[str, tuple[str, ...]]:
    """Folded label -> the rows that carry it, in printed order; `Trong đó: nữ` may stand under several."""
    found: dict[str, tuple[str, ...]] = {}
    for row in rows:
        for label in sorted(row.labels):
            found[label] = (*found.get(label, ()), row.key)
    return found


def _slot(row: FormRow, column: DeclaredColumn, source: str, facts: FormTables, is_always_due: bool) -> Slot:
    if row.kind == "repeat":  # its unit is that of the rows counted; a number in them is another thing's
        row = replace(row, uom=None, indicator=None)
    uom = column.uom or row.uom or ""
    measure = column.measure or ""
    indicator, breakdown = row.indicator or column.indicator or "", row.breakdown or column.breakdown or "_T"
    is_due = is_always_due or (row.kind == "fixed" and measure in row.due)
    is_count, low, high = facts.indicators.get(indicator, (False, float("-inf"), float("inf")))
    return Slot(
        (indicator, breakdown, measure, source),
        uom,
        uom in facts.percents,
        is_due,
        is_count,
        uom in facts.ratios,
        low,
        high,
        facts.symbols.get(uom, ""),
    )


def _row_keys(codes: list[str]) -> dict[str, str]:
    """01 may come back as the number 1; a short form that two rows share is none."""
    bare = Counter(code.lstrip("0") for code in codes)
    short = {code.lstrip("0"): code for code in codes if code.strip("0") and bare[code.lstrip("0")] == 1}
    return short | {name_fold(code): code for code in codes}


def _column(row: dict[str, Any]) -> DeclaredColumn:
    return DeclaredColumn(
        key=row["col_key"],
        role=row["role"],
        header=name_fold(row["header_vi"]),
        code=name_fold(row["header_code"] or ""),
        title=row["header_vi"],
        area_offset=row["area_offset"],
        indicator=row["indicator_code"],
        breakdown=row["breakdown_code"],
        measure=row["measure_code"],
        uom=row["uom_code"],
        is_personal=row["is_personal"],
        also=frozenset({name_fold(row["header_vi"]), name_fold(row["header_en"] or "")}) - {""},
    )


def _form_row(row: dict[str, Any]) -> FormRow:
    due = frozenset((row["due_measures"] or "").split("|")) - {""}
    labels = frozenset({name_fold(row["label_vi"]), name_fold(row["label_en"] or "")}) - {""}
    what = (row["indicator_code"], row["breakdown_code"], row["uom_code"], due)
    return FormRow(row["row_key"], row["row_kind"], *what, title=row["label_vi"], labels=labels)


def _by(frame: pl.DataFrame, *keys: str) -> dict[tuple[Any, ...], list[dict[str, Any]]]:
    grouped: dict[tuple[Any, ...], list[dict[str, Any]]] = defaultdict(list)
    for row in rows_of(frame):
        grouped[tuple(row[key] for key in keys)].append(row)
    return dict(grouped)
