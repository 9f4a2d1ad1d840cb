"""Compiles the codebook's forms into Form, Block, DeclaredColumn and Slot: the meaning of every value cell."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import polars as pl

from pipelines.codebook.identity_sheet import layout_hash
from pipelines.codebook.load import Codebook
from pipelines.codebook.nil_return import nil_cells
from pipelines.codebook.text import name_fold
from pipelines.submissions.layout.layouts import (
    NO_END,
    Anchor,
    Block,
    DeclaredColumn,
    Form,
    FormRow,
    Slice,
    Slot,
    unit_text,
)

NUMBER = "biểu số"  # an anchor that begins so is the number printed on the form
SeedRow = dict[str, Any]
Grouped = dict[tuple[Any, ...], list[SeedRow]]


def symbols(tables: dict[str, pl.DataFrame]) -> dict[str, str]:
    """uom_code -> unit as printed, folded."""
    return {row["uom_code"]: unit_text(row["symbol_vi"]) for row in rows_of(tables["uoms"])}


def rows_of(frame: pl.DataFrame) -> Iterator[SeedRow]:
    """The rows of a table as dictionaries."""
    return frame.iter_rows(named=True)


class IndicatorFacts(NamedTuple):
    """What an indicator says of its figures; of its versions the widest bounds."""

    is_count: bool = False  # a number of things
    low: float = float("-inf")
    high: float = float("inf")


@dataclass(frozen=True, slots=True)
class _Declared:
    """The rows of the form tables by form, version and block, and what units and indicators say of figures."""

    anchors: Grouped
    blocks: Grouped
    columns: Grouped
    rows: Grouped
    percents: set[str]
    ratios: set[str]  # units of the same dimension as %, so that 25% may be shown for 0.25 of them
    things: set[str]  # units that count things: each is a dimension of its own
    symbols: dict[str, str]
    indicators: dict[str, IndicatorFacts]


def compile_forms(codebook: Codebook, only_of_office: dict[str | None, str]) -> list[Form]:
    """Every version of every form; a form of an office names the office's only reporter."""
    declared = _declared(codebook.tables)
    return [_form(codebook, form, declared, only_of_office) for form in rows_of(codebook.tables["forms"])]


def _declared(tables: dict[str, pl.DataFrame]) -> _Declared:
    form, block = ("form_code", "form_version"), ("form_code", "form_version", "block_no")
    percents = {code for code, symbol in symbols(tables).items() if symbol == "%"}
    shares = {row["dimension"] for row in rows_of(tables["uoms"]) if row["uom_code"] in percents}
    return _Declared(
        anchors=_by(tables["form_anchors"], *form),
        blocks=_by(tables["form_blocks"], *form),
        columns=_by(tables["form_columns"], *block),
        rows=_by(tables["form_rows"], *block),
        percents=percents,
        ratios={row["uom_code"] for row in rows_of(tables["uoms"]) if row["dimension"] in shares} - percents,
        things=things(tables),
        symbols=symbols(tables),
        indicators=_indicators(tables),
    )


def things(tables: dict[str, pl.DataFrame]) -> set[str]:
    """The units that count things: `person`, but not its multiple `thousand_person`, of the dimension person too."""
    return {row["uom_code"] for row in rows_of(tables["uoms"]) if row["uom_code"] == row["dimension"]}


def _indicators(tables: dict[str, pl.DataFrame]) -> dict[str, IndicatorFacts]:
    counted = things(tables)
    indicators: dict[str, IndicatorFacts] = {}
    for row in rows_of(tables["indicators"]):
        facts = IndicatorFacts(
            is_count=row["uom_code"] in counted and row["decimals"] == 0 and row["stock_flow"] in ("stock", "flow"),
            low=float("-inf") if row["bound_low"] is None else row["bound_low"],
            high=float("inf") if row["bound_high"] is None else row["bound_high"],
        )
        earlier = indicators.get(row["indicator_code"], facts)
        indicators[row["indicator_code"]] = IndicatorFacts(
            facts.is_count and earlier.is_count, min(facts.low, earlier.low), max(facts.high, earlier.high)
        )
    return indicators


def _form(codebook: Codebook, form: SeedRow, declared: _Declared, only_of_office: dict[str | None, str]) -> Form:
    key = (form["form_code"], form["form_version"])
    anchors = [
        Anchor(name_fold(row["sheet_name"] or ""), name_fold(row["text"])) for row in declared.anchors.get(key, [])
    ]
    return Form(
        code=form["form_code"],
        version=form["form_version"],
        layout=form["layout_kind"],
        reporter_kind=form["reporter_kind"],
        reporter=form["reporter_code"] or only_of_office.get(form["office_code"]),
        office=form["office_code"],
        nil=nil_cells(codebook.tables, *key),
        frequency=form["frequency"],
        calendar=form["calendar"],
        days_ahead=form["days_ahead"] or 0,
        valid_from=form["valid_from"],
        valid_to=form["valid_to"] or NO_END,
        anchors=tuple(anchors),
        blocks=tuple(_block(form, block, declared) for block in declared.blocks.get(key, [])),
        is_anchored=not any(anchor.text.startswith(NUMBER) for anchor in anchors),
        layout_hash=layout_hash(codebook, *key),
        title=form["name_vi"],
        title_en=form["name_en"] or "",
    )


def _block(form: SeedRow, block: SeedRow, declared: _Declared) -> Block:
    key = (form["form_code"], form["form_version"], block["block_no"])
    source = block["source_code"] or form["source_code"]
    columns = tuple(_column(row) for row in sorted(declared.columns.get(key, []), key=lambda row: row["col_order"]))
    rows = [_form_row(row) for row in sorted(declared.rows.get(key, []), key=lambda row: row["row_order"])]
    slots = {
        row.key: {
            column.key: _slot(row, column, source, declared, is_always_due=not rows)
            for column in columns
            if column.role == "value"
        }
        for row in rows or [FormRow("", "fixed", None, None, None, frozenset())]
    }
    return Block(
        no=block["block_no"],
        kind=block["block_kind"],
        sheet=name_fold(block["sheet_name"] or ""),
        sheet_name=block["sheet_name"] or "",
        area_set=block["area_set"],
        header_rows=block["header_rows"],
        period=block["period_code"],
        source=source,
        columns=columns,
        rows={row.key: row for row in rows},
        keys=_row_keys([row.key for row in rows]),
        slots=slots,
        labels=_labels([row for row in rows if row.kind != "repeat"]),
        repeat=next((row.key for row in rows if row.kind == "repeat"), ""),
        due_rows=tuple(key for key, columns in slots.items() if any(slot.is_due for slot in columns.values())),
    )


def _labels(rows: list[FormRow]) -> dict[str, tuple[str, ...]]:
    """Folded label -> the rows that carry it, in printed order; `Trong đó: nữ` may stand under several."""
    found: dict[str, tuple[str, ...]] = {}
    for row in rows:
        for label in sorted(row.labels):
            found[label] = (*found.get(label, ()), row.key)
    return found


def _slot(row: FormRow, column: DeclaredColumn, source: str, declared: _Declared, *, is_always_due: bool) -> Slot:
    if row.kind == "repeat":  # its unit is that of the rows counted; a number in a row measures something else
        row = replace(row, uom=None, indicator=None)
    uom = column.uom or row.uom or ""
    measure = column.measure or ""
    indicator, breakdown = row.indicator or column.indicator or "", row.breakdown or column.breakdown or "_T"
    facts = declared.indicators.get(indicator, IndicatorFacts())
    return Slot(
        slice=Slice(indicator, breakdown, measure, source),
        uom=uom,
        is_percent=uom in declared.percents,
        is_due=is_always_due or (row.kind == "fixed" and measure in row.due),
        is_count=uom in declared.things and (facts.is_count or not indicator),
        is_ratio=uom in declared.ratios,
        low=facts.low,
        high=facts.high,
        unit=declared.symbols.get(uom, ""),
    )


def _row_keys(codes: list[str]) -> dict[str, str]:
    """Row code as it may be written -> row key: 01 also as 1, where no other row shares that short form."""
    counts = Counter(code.lstrip("0") for code in codes)
    short = {code.lstrip("0"): code for code in codes if code.strip("0") and counts[code.lstrip("0")] == 1}
    return short | {name_fold(code): code for code in codes}


def _column(row: SeedRow) -> DeclaredColumn:
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
        headers=frozenset({name_fold(row["header_vi"]), name_fold(row["header_en"] or "")}) - {""},
    )


def _form_row(row: SeedRow) -> FormRow:
    return FormRow(
        key=row["row_key"],
        kind=row["row_kind"],
        indicator=row["indicator_code"],
        breakdown=row["breakdown_code"],
        uom=row["uom_code"],
        due=frozenset((row["due_measures"] or "").split("|")) - {""},
        title=row["label_vi"],
        labels=frozenset({name_fold(row["label_vi"]), name_fold(row["label_en"] or "")}) - {""},
    )


def _by(frame: pl.DataFrame, *keys: str) -> Grouped:
    """The rows of a table by these columns."""
    grouped: Grouped = defaultdict(list)
    for row in rows_of(frame):
        grouped[tuple(row[key] for key in keys)].append(row)
    return dict(grouped)
