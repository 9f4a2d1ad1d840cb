"""The tables of data/seeds, declared once: columns, types, keys, references, closed vocabularies.

`load` types the CSVs by this page, `check` cross-checks by it, dbt gets the same columns as Parquet.
A suffix marks a column: `!` required, `?` may be empty. Dates are half-open: valid_from <= d < valid_to.
"""

from __future__ import annotations

from dataclasses import dataclass, field

TEXT, INT, FLOAT, BOOL, DATE = "text", "int", "float", "bool", "date"


@dataclass(frozen=True)
class Column:
    """One column: its type, whether a value is due, its closed vocabulary, and the column it points at."""

    dtype: str
    required: bool = True
    values: tuple[str, ...] = ()
    ref: str = ""


@dataclass(frozen=True)
class Table:
    """One seed: its key, its columns; `dated` tables carry valid_from and valid_to."""

    key: tuple[str, ...]
    columns: dict[str, Column] = field(default_factory=lambda: {})


def _c(spec: str, *values: str, ref: str = "") -> Column:
    """`text!`, `float?` … as a Column."""
    return Column(spec[:-1], spec.endswith("!"), values, ref)


VALID = {"valid_from": _c("date!"), "valid_to": _c("date?")}
NAMES = {"name_vi": _c("text!"), "name_en": _c("text!")}
BLOCK = {"form_code": _c("text!"), "form_version": _c("int!"), "block_no": _c("int!")}
SLICE = {
    "indicator_code": _c("text?", ref="indicators.indicator_code"),
    "breakdown_code": _c("text?", ref="breakdowns.breakdown_code"),
    "measure_code": _c("text?", ref="measures.measure_code"),
}
CALENDAR = ("admin", "stat")
PERIOD_KIND = ("month", "quarter", "half", "nine", "year")
REPORTER_KIND = ("commune", "department", "publisher")
SEVERITY = ("stop", "hold", "note")
RULE_KIND = ("cumulative_balance", "part_whole", "children_sum", "jump", "share_bounds", "reported_derived")
COLUMN_ROLE = ("area", "area_id", "stt", "label", "row_code", "uom", "value", "explanation", "context")
TERM_ROLE = ("subject", "part", "whole", "total", "child", "reported", "derived")

TABLES: dict[str, Table] = {
    # ---- where, who, when, in what ----
    "areas": Table(
        ("area_id",),
        {
            "area_id": _c("text!"),  # p34-08, p63-02, c25-00700: the set makes the code unique
            "area_set": _c("text!", "vn", "p34", "p63", "c25"),
            "code": _c("text!"),
            "level": _c("text!", "country", "province", "commune"),
            "parent_id": _c("text?", ref="areas.area_id"),
            "kind_vi": _c("text!"),
            **NAMES,
            "area_km2": _c("float?"),
            "population": _c("int?"),
            **VALID,
        },
    ),
    "area_links": Table(
        ("from_id", "to_id"),
        {
            "from_id": _c("text!", ref="areas.area_id"),
            "to_id": _c("text!", ref="areas.area_id"),
            "relation": _c("text!", "unchanged", "whole", "part"),
            "share_low": _c("float?"),
            "share_high": _c("float?"),
        },
    ),
    "reporters": Table(
        ("reporter_code",),
        {
            "reporter_code": _c("text!"),
            "kind": _c("text!", *REPORTER_KIND),
            "province_code": _c("text?"),  # empty: a publisher, who may send to every province
            "area_id": _c("text!", ref="areas.area_id"),
            **NAMES,
            "successor_code": _c("text?", ref="reporters.reporter_code"),
            **VALID,
        },
    ),
    "aliases": Table(
        ("scope", "text"),
        {
            "scope": _c("text!"),  # an area_set, or `reporter`
            "text": _c("text!"),
            "target": _c("text!"),
        },
    ),
    "periods": Table(
        ("period_code",),
        {
            "period_code": _c("text!"),
            "kind": _c("text!", *PERIOD_KIND),
            "calendar": _c("text!", *CALENDAR),
            "start_date": _c("date!"),
            "end_date": _c("date!"),  # last day, inclusive, as forms print it
            "previous_code": _c("text?", ref="periods.period_code"),
            "previous_in_year_code": _c("text?", ref="periods.period_code"),
            "is_year_start": _c("bool!"),
            "name_vi": _c("text!"),
            "name_en": _c("text!"),
        },
    ),
    "uoms": Table(
        ("uom_code",),
        {
            "uom_code": _c("text!"),
            "symbol_vi": _c("text!"),
            "symbol_en": _c("text!"),
            "dimension": _c("text!"),
            "factor": _c("float!"),
        },
    ),
    "sources": Table(("source_code",), {"source_code": _c("text!"), **NAMES, "is_official": _c("bool!")}),
    "measures": Table(
        ("measure_code",),
        {
            "measure_code": _c("text!"),
            **NAMES,
            "own_measure_code": _c("text?", ref="measures.measure_code"),  # what a cumulative measure adds up
        },
    ),
    "breakdowns": Table(("breakdown_code",), {"breakdown_code": _c("text!"), **NAMES}),
    # ---- what ----
    "indicators": Table(
        ("indicator_code", "version"),
        {
            "indicator_code": _c("text!"),
            "version": _c("int!"),
            **NAMES,
            "definition_vi": _c("text!"),
            "calc_kind": _c("text!", "reported", "ratio", "share", "per_capita", "sum", "growth"),
            "numerator_code": _c("text?", ref="indicators.indicator_code"),
            "denominator_code": _c("text?", ref="indicators.indicator_code"),
            "scale": _c("float?"),  # 100 for a percentage, 10000 for per 10 000 people
            "uom_code": _c("text!", ref="uoms.uom_code"),
            "stock_flow": _c("text!", "stock", "flow", "ratio", "score"),
            "agg_area": _c("text!", "sum", "ratio", "none"),
            "agg_time": _c("text!", "sum", "last", "none"),
            "direction": _c("int!"),  # 1 higher is better, -1 lower is better
            "bound_low": _c("float?"),
            "bound_high": _c("float?"),
            "decimals": _c("int!"),
            "legal_basis": _c("text?"),
            **VALID,
        },
    ),
    # ---- on which sheet ----
    "forms": Table(
        ("form_code", "form_version"),
        {
            "form_code": _c("text!"),
            "form_version": _c("int!"),
            **NAMES,
            "layout_kind": _c("text!", "row_form", "area_table"),
            "reporter_kind": _c("text!", *REPORTER_KIND),
            "reporter_code": _c("text?", ref="reporters.reporter_code"),  # the only sender, where there is one
            "frequency": _c("text!", *PERIOD_KIND),
            "calendar": _c("text!", *CALENDAR),
            "source_code": _c("text!", ref="sources.source_code"),
            "legal_basis": _c("text?"),
            **VALID,  # against the start date of the period reported
        },
    ),
    "form_anchors": Table(
        ("form_code", "form_version", "anchor_no"),
        {
            "form_code": _c("text!"),
            "form_version": _c("int!"),
            "anchor_no": _c("int!"),
            "sheet_name": _c("text?"),
            "text": _c("text!"),  # a whole cell, compared folded; all anchors of a version must stand
        },
    ),
    "form_blocks": Table(
        ("form_code", "form_version", "block_no"),
        {
            **BLOCK,
            "block_kind": _c("text!", "rows", "area_rows", "ranked_pairs"),
            "sheet_name": _c("text?"),  # empty: whichever sheet carries the form's number
            "area_set": _c("text?"),  # whose names the area column holds
            "header_rows": _c("int!"),  # rows under the header's first row that are still header
            "period_code": _c("text?", ref="periods.period_code"),  # empty: the receipt's or the sheet's period
            "source_code": _c("text?", ref="sources.source_code"),  # empty: the form's
        },
    ),
    "form_columns": Table(
        ("form_code", "form_version", "block_no", "col_key"),
        {
            **BLOCK,
            "col_key": _c("text!"),
            "col_order": _c("int!"),
            "role": _c("text!", *COLUMN_ROLE),
            "header_vi": _c("text!"),
            "header_en": _c("text?"),
            "header_code": _c("text?"),  # A, B, 1, 2 of our forms; sub1_entry of a publisher's technical row
            "area_offset": _c("int?"),  # ranked_pairs: where the area of this value stands, in columns
            **SLICE,
            "uom_code": _c("text?", ref="uoms.uom_code"),
            "is_personal": _c("bool!"),
        },
    ),
    "form_rows": Table(
        ("form_code", "form_version", "block_no", "row_key"),
        {
            **BLOCK,
            "row_key": _c("text!"),  # Mã số: 01, 02 …
            "row_order": _c("int!"),
            "row_kind": _c("text!", "fixed", "heading", "repeat"),
            "stt": _c("text?"),
            "label_vi": _c("text!"),
            "label_en": _c("text!"),
            "indicator_code": _c("text?", ref="indicators.indicator_code"),
            "breakdown_code": _c("text?", ref="breakdowns.breakdown_code"),
            "uom_code": _c("text?", ref="uoms.uom_code"),
            "due_measures": _c("text?"),  # in_period|ytd; a value column not named here holds x
        },
    ),
    # ---- checks, duties ----
    "rules": Table(
        ("rule_code", "version"),
        {
            "rule_code": _c("text!"),
            "version": _c("int!"),
            "rule_kind": _c("text!", *RULE_KIND),
            "severity": _c("text!", *SEVERITY),
            "tolerance": _c("float?"),  # in the subject's unit
            "low": _c("float?"),  # share_bounds: bound; jump: smallest ratio to the previous period
            "high": _c("float?"),  # share_bounds: bound; jump: largest ratio to the previous period
            "min_base": _c("float?"),  # jump: changes smaller than this in absolute terms are not jumps
            "message_vi": _c("text!"),
            "message_en": _c("text!"),
            **VALID,
        },
    ),
    "rule_terms": Table(
        ("rule_code", "version", "term_no"),
        {
            "rule_code": _c("text!"),
            "version": _c("int!"),
            "term_no": _c("int!"),
            "role": _c("text!", *TERM_ROLE),
            "indicator_code": _c("text!", ref="indicators.indicator_code"),
            "breakdown_code": _c("text!", ref="breakdowns.breakdown_code"),
            "measure_code": _c("text!", ref="measures.measure_code"),
        },
    ),
    "obligation_rules": Table(
        ("form_code", "reporter_kind", "valid_from"),
        {
            "form_code": _c("text!"),
            "reporter_kind": _c("text!", *REPORTER_KIND),
            "province_code": _c("text?"),
            "due_days": _c("int!"),  # days after the period's last day
            "is_inclusive": _c("bool!"),  # chậm nhất ngày D, not trước ngày D
            "legal_basis": _c("text?"),
            **VALID,
        },
    ),
    # ---- composite indices ----
    "index_nodes": Table(
        ("index_code", "structure_version", "node_code"),
        {
            "index_code": _c("text!"),
            "structure_version": _c("int!"),
            "node_code": _c("text!"),
            "parent_code": _c("text?"),
            "level": _c("int!"),  # 1 = leaves
            **NAMES,
            "weight": _c("float!"),
            "direction": _c("int!"),
            **SLICE,
            "source_code": _c("text?", ref="sources.source_code"),
            "bound_low": _c("float?"),
            "bound_high": _c("float?"),
            "aggregation": _c("text?", "arithmetic", "sum"),
            "min_coverage": _c("float?"),  # smallest share of the children's weight that must be present
            "published_indicator_code": _c("text?", ref="indicators.indicator_code"),
            "published_source_code": _c("text?", ref="sources.source_code"),
        },
    ),
    "index_methods": Table(
        ("index_code", "method_version"),
        {
            "index_code": _c("text!"),
            "method_version": _c("int!"),
            **NAMES,
            "normalise_kind": _c("text!", "min_max", "goalpost", "none"),
            "scale_low": _c("float!"),
            "scale_high": _c("float!"),
        },
    ),
    "index_fields": Table(
        ("index_code", "structure_version", "method_version", "field_code"),
        {
            "index_code": _c("text!"),
            "structure_version": _c("int!"),
            "method_version": _c("int!"),
            "field_code": _c("text!"),  # the population that is compared and ranked
            "area_set": _c("text!"),
            "parent_id": _c("text?", ref="areas.area_id"),
            "period_kind": _c("text!", *PERIOD_KIND),
            "calendar": _c("text!", *CALENDAR),
            "is_official": _c("bool!"),
            **VALID,  # against the start date of the period scored
        },
    ),
}
