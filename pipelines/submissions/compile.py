"""The codebook's tables -> Layouts: folded names, forms with their blocks, slots of every value cell.

Here: the only place of this room that reads the codebook's tables. Not here: the shapes themselves (layouts.py).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple

import polars as pl

from pipelines.codebook.identity_sheet import GUIDE_SHEET, RESULT_SHEET
from pipelines.codebook.load import Codebook
from pipelines.codebook.text import name_fold
from pipelines.submissions.layouts import (
    FAR,
    OFFICE,
    Block,
    Column,
    Form,
    FormRow,
    Layouts,
    Period,
    Reporter,
    Slot,
    unit_text,
)


def compile_layouts(codebook: Codebook, province: str) -> Layouts:
    """The codebook as `province` reads by it."""
    tables = codebook.tables
    reporters = [
        Reporter(
            row["reporter_code"],
            row["kind"],
            row["area_id"],
            row["office_code"],
            row["valid_from"],
            row["valid_to"] or FAR,
        )
        for row in _rows(tables["reporters"])
        if row["province_code"] in (None, province)
    ]
    periods = [
        Period(row["period_code"], row["kind"], row["calendar"], row["start_date"], row["end_date"], row["name_vi"])
        for row in _rows(tables["periods"])
    ]
    forms = _forms(tables, _only_of_office(reporters))
    return Layouts(
        province=province,
        forms=forms,
        numbers={name_fold(form.code): form.code for form in forms},
        reporters={reporter.code: reporter for reporter in reporters},
        reporter_names=_reporter_names(tables, {reporter.code for reporter in reporters}),
        periods={period.code: period for period in periods},
        period_names={(period.calendar, name_fold(period.name)): period.code for period in periods},
        areas=_area_names(tables),
        symbols=_symbols(tables),
        scales={unit_text(u["symbol_vi"]): (u["dimension"], u["factor"]) for u in _rows(tables["uoms"])},
        guides=frozenset({GUIDE_SHEET, RESULT_SHEET}),
    )


def _symbols(tables: dict[str, pl.DataFrame]) -> dict[str, str]:
    return {row["uom_code"]: unit_text(row["symbol_vi"]) for row in _rows(tables["uoms"])}


def _rows(frame: pl.DataFrame) -> Iterator[dict[str, Any]]:
    return frame.iter_rows(named=True)


def _reporter_names(tables: dict[str, pl.DataFrame], known: set[str]) -> dict[str, set[str]]:
    names: dict[str, set[str]] = defaultdict(set)
    for row in _rows(tables["reporters"]):
        if row["reporter_code"] in known:
            folded = name_fold(row["name_vi"])
            for name in (folded, OFFICE.sub("", folded), name_fold(row["reporter_code"])):
                names[name].add(row["reporter_code"])
    for row in _rows(tables["aliases"]):
        if row["scope"] == "reporter" and row["target"] in known:
            names[row["text_fold"]].add(row["target"])
    return dict(names)


def _area_names(tables: dict[str, pl.DataFrame]) -> dict[str, dict[str, str]]:
    """Names and aliases of each area set; a name that two areas share resolves to none of them."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in _rows(tables["areas"]):
        for name in (row["name_vi"], f"{row['kind_vi']} {row['name_vi']}"):
            found[row["area_set"]][name_fold(name)].add(row["area_id"])
    for row in _rows(tables["aliases"]):
        if row["scope"] != "reporter":
            found[row["scope"]][row["text_fold"]].add(row["target"])
    return {
        area_set: {name: next(iter(ids)) for name, ids in names.items() if len(ids) == 1}
        for area_set, names in found.items()
    }


class Facts(NamedTuple):
    """What units and indicators tell about a figure; of an indicator's versions the widest bounds."""

    percents: set[str]
    ratios: set[str]  # units of the same dimension as %, so that 25% may be shown for 0.25 of them
    indicators: dict[str, tuple[bool, float, float]]  # is a number of things, lowest, highest


def _facts(tables: dict[str, pl.DataFrame]) -> Facts:
    things = {row["uom_code"] for row in _rows(tables["uoms"]) if row["uom_code"] == row["dimension"]}
    indicators: dict[str, tuple[bool, float, float]] = {}
    for row in _rows(tables["indicators"]):
        is_count = row["uom_code"] in things and row["decimals"] == 0 and row["stock_flow"] in ("stock", "flow")
        low = float("-inf") if row["bound_low"] is None else row["bound_low"]
        high = float("inf") if row["bound_high"] is None else row["bound_high"]
        was = indicators.get(row["indicator_code"], (is_count, low, high))
        indicators[row["indicator_code"]] = (is_count and was[0], min(low, was[1]), max(high, was[2]))
    percents = {code for code, symbol in _symbols(tables).items() if symbol == "%"}
    shares = {row["dimension"] for row in _rows(tables["uoms"]) if row["uom_code"] in percents}
    ratios = {row["uom_code"] for row in _rows(tables["uoms"]) if row["dimension"] in shares} - percents
    return Facts(percents, ratios, indicators)


def _only_of_office(reporters: list[Reporter]) -> dict[str | None, str]:
    """office -> reporter, where the province has one such office and no predecessor of it."""
    counts = Counter(reporter.office for reporter in reporters)
    return {one.office: one.code for one in reporters if one.office and counts[one.office] == 1}


def _forms(tables: dict[str, pl.DataFrame], only: dict[str | None, str]) -> list[Form]:
    anchors = _by(tables["form_anchors"], "form_code", "form_version")
    blocks = _by(tables["form_blocks"], "form_code", "form_version")
    columns = _by(tables["form_columns"], "form_code", "form_version", "block_no")
    rows = _by(tables["form_rows"], "form_code", "form_version", "block_no")
    facts = _facts(tables)
    forms: list[Form] = []
    for form in _rows(tables["forms"]):
        key = (form["form_code"], form["form_version"])
        forms.append(
            Form(
                code=form["form_code"],
                version=form["form_version"],
                layout=form["layout_kind"],
                reporter_kind=form["reporter_kind"],
                reporter=form["reporter_code"] or only.get(form["office_code"]),
                office=form["office_code"],
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
            )
        )
    return forms


def _block(
    block: dict[str, Any], source: str, columns: list[dict[str, Any]], rows: list[dict[str, Any]], facts: Facts
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
    )


def _slot(row: FormRow, column: Column, source: str, facts: Facts, is_always_due: bool) -> Slot:
    uom = column.uom or row.uom or ""
    measure = column.measure or ""
    indicator, breakdown = row.indicator or column.indicator or "", row.breakdown or column.breakdown or "_T"
    is_due = is_always_due or (row.kind != "heading" and measure in row.due)
    is_count, *bounds = facts.indicators.get(indicator, (False, float("-inf"), float("inf")))
    return Slot(
        (indicator, breakdown, measure, source),
        uom,
        uom in facts.percents,
        is_due,
        is_count,
        uom in facts.ratios,
        *bounds,
    )


def _row_keys(codes: list[str]) -> dict[str, str]:
    """01 may come back as the number 1; a short form that two rows share is none."""
    bare = Counter(code.lstrip("0") for code in codes)
    short = {code.lstrip("0"): code for code in codes if code.strip("0") and bare[code.lstrip("0")] == 1}
    return short | {name_fold(code): code for code in codes}


def _column(row: dict[str, Any]) -> Column:
    return Column(
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
    )


def _form_row(row: dict[str, Any]) -> FormRow:
    due = frozenset((row["due_measures"] or "").split("|")) - {""}
    return FormRow(row["row_key"], row["row_kind"], row["indicator_code"], row["breakdown_code"], row["uom_code"], due)


def _by(frame: pl.DataFrame, *keys: str) -> dict[tuple[Any, ...], list[dict[str, Any]]]:
    grouped: dict[tuple[Any, ...], list[dict[str, Any]]] = defaultdict(list)
    for row in _rows(frame):
        grouped[tuple(row[key] for key in keys)].append(row)
    return dict(grouped)
