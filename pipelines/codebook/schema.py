"""The schema of data/seeds, declared once: tables, columns, types, keys, references, closed vocabularies.

Loading, checking and dbt's sources follow this declaration. In a type, `!` marks a required column and `?` one that may
be empty. Validity is half-open: valid_from <= day < valid_to.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from pipelines import vocabulary

Row = dict[str, Any]  # a row of a table: column -> typed value
Rows = dict[str, list[Row]]  # table -> rows

TEXT, INT, FLOAT, BOOL, DATE = "text", "int", "float", "bool", "date"


@dataclass(frozen=True)
class Column:
    """One column: type, whether a value is required, closed vocabulary, and the `table.column` that it refers to."""

    dtype: str
    required: bool = True
    values: tuple[str, ...] = ()
    ref: str = ""


@dataclass(frozen=True)
class Table:
    """One table of the seeds: its key and its columns by name."""

    key: tuple[str, ...]
    columns: dict[str, Column] = field(default_factory=lambda: {})


def _c(spec: str, *values: str, ref: str = "") -> Column:
    """Return the Column of a type such as `text!` or `float?`."""
    return Column(spec[:-1], spec.endswith("!"), values, ref)


VALID = {"valid_from": _c("date!"), "valid_to": _c("date?")}
NAMES = {"name_vi": _c("text!"), "name_en": _c("text!")}
BLOCK = {"form_code": _c("text!"), "form_version": _c("int!"), "block_no": _c("int!")}
SLICE = {
    "indicator_code": _c("text?", ref="indicators.indicator_code"),
    "breakdown_code": _c("text?", ref="breakdowns.breakdown_code"),
    "measure_code": _c("text?", ref="measures.measure_code"),
}
SHARES = {name: _c("float!") for name in ("area_low", "area_high", "people_low", "people_high")}
CALENDAR = ("admin", "stat")
PERIOD_KIND = ("month", "quarter", "half", "nine", "year")
REPORTER_KIND = ("commune", "department", "publisher", "body")  # body: a People's or Party committee
DUTY_KIND = ("form", "report", "review", "budget")
DUE_KIND = ("working_days", "fixed_date", "last_month", "unset")
SEVERITY = vocabulary.SEVERITY.codes
RULE_KIND = vocabulary.RULE_KIND.codes
COLUMN_ROLE = (
    *("area", "area_id", "stt", "label", "row_code", "uom", "value", "explanation", "evidence", "context"),
    *("entity_key", "date"),  # of registers only: the key of an entity, and days
)
TARGET_KIND = ("stock", "flow", "ratio", "rank", "score")
AGGREGATION = ("arithmetic", "sum", "geometric", "harmonic", "copeland")
IMPUTE_KIND = ("none", "group_mean", "group_median", "mean", "median", "previous")
NORMALISE_KIND = (
    *("none", "min_max", "goalpost", "z_score", "distance_to_target", "distance_to_maximum", "distance_to_reference"),
    *("fraction_of_maximum", "rank", "percentile_rank", "points_of_maximum"),
)
EVIDENCE = ("confirmed", "verified", "inferred", "assumed")  # assumed: chosen here, never called official
TERM_ROLE = ("subject", "part", "whole", "total", "child", "reported", "derived")

TABLES: dict[str, Table] = {
    # ---- areas, reporters, periods, units, measures ----
    "areas": Table(
        ("area_id",),
        {
            "area_id": _c("text!"),  # p34-08, p63-02, c25-00700: the set makes the code unique
            "area_set": _c("text!", "vn", "p34", "p63", "p64", "p61", "d24", "c25", "c24"),
            "code": _c("text!"),
            "level": _c("text!", "country", "province", "district", "commune"),
            "parent_id": _c("text?", ref="areas.area_id"),
            "kind_vi": _c("text!"),
            **NAMES,
            "area_km2": _c("float?"),
            "population": _c("int?"),
            **VALID,
        },
    ),
    "area_versions": Table(  # name and kind by span, for areas that changed theirs
        ("area_id", "valid_from"),
        {
            "area_id": _c("text!", ref="areas.area_id"),
            "kind_vi": _c("text!"),
            **NAMES,
            "legal_basis": _c("text?"),
            **VALID,
        },
    ),
    "area_relations": Table(  # what the wording of a resolution says of the share of land and people
        ("relation",),
        {"relation": _c("text!"), **NAMES, **SHARES},
    ),
    "area_links": Table(  # an area that ended, and one that took over all or part of it
        ("from_id", "to_id"),
        {
            "from_id": _c("text!", ref="areas.area_id"),
            "to_id": _c("text!", ref="areas.area_id"),
            "relation": _c("text!", ref="area_relations.relation"),
            **{name: _c("float?") for name in SHARES},  # narrower bounds than those of the relation, where known
            "basis_vi": _c("text?"),  # source of the narrower bounds
        },
    ),
    "indicator_weights": Table(  # whether a count follows people or land when an area is split; without a row: neither
        ("indicator_code",),
        {
            "indicator_code": _c("text!", ref="indicators.indicator_code"),
            "weight_class": _c("text!", "people", "area"),
            "basis_vi": _c("text!"),
        },
    ),
    "reporters": Table(
        ("reporter_code",),
        {
            "reporter_code": _c("text!"),
            "kind": _c("text!", *REPORTER_KIND),
            "province_code": _c("text?"),  # empty: a publisher, which may send to every province
            "area_id": _c("text!", ref="areas.area_id"),
            "office_code": _c("text?"),  # the office, the same in every province: SKHCN, STC; empty: none
            **NAMES,
            **VALID,
        },
    ),
    "reporter_successions": Table(  # the successors of a reporter that ended, one row for each function
        ("reporter_code", "successor_code"),
        {
            "reporter_code": _c("text!", ref="reporters.reporter_code"),
            "successor_code": _c("text!", ref="reporters.reporter_code"),
            "function_vi": _c("text?"),  # empty: everything
            "function_en": _c("text?"),
            "legal_basis": _c("text!"),
        },
    ),
    "senders": Table(  # who may send files in which another one reports
        ("sender_code", "reporter_kind", "reporter_code", "form_code", "valid_from"),
        {
            "sender_code": _c("text!", ref="reporters.reporter_code"),
            "reporter_kind": _c("text?", "commune", "department", "body"),  # all of this kind in the province
            "reporter_code": _c("text?", ref="reporters.reporter_code"),  # or only this reporter
            "form_code": _c("text?"),  # empty: every form
            "basis_vi": _c("text!"),  # the document, or the decision of the province
            "source_code": _c("text!", ref="sources.source_code"),  # province_admin where no document says so
            **VALID,  # against the start date of the period reported
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
            "own_measure_code": _c("text?", ref="measures.measure_code"),  # the measure that a cumulative one adds up
        },
    ),
    "breakdowns": Table(("breakdown_code",), {"breakdown_code": _c("text!"), **NAMES}),
    # ---- indicators ----
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
    # ---- forms ----
    "forms": Table(
        ("form_code", "form_version"),
        {
            "form_code": _c("text!"),
            "form_version": _c("int!"),
            **NAMES,
            "layout_kind": _c("text!", "row_form", "area_table"),
            "reporter_kind": _c("text!", *REPORTER_KIND),
            "reporter_code": _c("text?", ref="reporters.reporter_code"),  # the only sender, where there is one
            "office_code": _c("text?"),  # the office that sends it in every province that asks for it
            "receiver_office_code": _c("text?"),  # the office that gets it; empty: the provincial committee
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
            "text": _c("text!"),  # a whole cell, compared folded; a sheet must have all anchors of the version
        },
    ),
    "form_blocks": Table(
        ("form_code", "form_version", "block_no"),
        {
            **BLOCK,
            "block_kind": _c("text!", "rows", "area_rows", "ranked_pairs"),
            "sheet_name": _c("text?"),  # empty: the sheet that carries the form's number
            "area_set": _c("text?"),  # the set whose names stand in the area column
            "header_rows": _c("int!"),  # number of header rows below the first
            "period_code": _c("text?", ref="periods.period_code"),  # empty: the period of the receipt or of the sheet
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
            "row_kind": _c("text!", "fixed", "heading", "repeat"),  # repeat: a register, the only row of its block
            "stt": _c("text?"),
            "label_vi": _c("text!"),
            "label_en": _c("text!"),
            "indicator_code": _c("text?", ref="indicators.indicator_code"),
            "breakdown_code": _c("text?", ref="breakdowns.breakdown_code"),
            "uom_code": _c("text?", ref="uoms.uom_code"),
            "due_measures": _c("text?"),  # in_period|ytd; value columns of other measures hold x
            "needs_evidence": _c("bool?"),  # true: the evidence columns are filled on this row; else they hold x
        },
    ),
    # ---- rules, duties, holidays ----
    "rules": Table(
        ("rule_code", "version"),
        {
            "rule_code": _c("text!"),
            "version": _c("int!"),
            "rule_kind": _c("text!", *RULE_KIND),
            "severity": _c("text!", *SEVERITY),
            "tolerance": _c("float?"),  # in the subject's unit
            "low": _c("float?"),  # share_bounds: bound; jump: smallest ratio to the last admitted figure
            "high": _c("float?"),  # share_bounds: bound; jump: largest ratio to the last admitted figure
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
        ("duty_code", "province_code", "valid_from"),
        {
            "duty_code": _c("text!"),
            "duty_kind": _c("text!", *DUTY_KIND),
            **NAMES,
            "form_code": _c("text?"),  # empty: a report without a form, met by any file received for it
            "province_code": _c("text?"),
            "reporter_kind": _c("text!", *REPORTER_KIND),
            "office_code": _c("text?"),  # of a report without a form: the one office that owes it
            "receiver_vi": _c("text!"),  # as worded in the document
            "receiver_office_code": _c("text?"),  # an office does not report to itself
            "frequency": _c("text?", *PERIOD_KIND),  # of a report without a form; empty: owed on request
            "calendar": _c("text?", *CALENDAR),
            "due_kind": _c("text!", *DUE_KIND),
            "due_days": _c("int?"),  # working_days: number of working days after the cut-off
            "due_month": _c("int?"),  # fixed_date
            "due_day": _c("int?"),  # fixed_date, last_month
            "due_years": _c("int?"),  # fixed_date: years after the one in which the period ends
            "is_inclusive": _c("bool!"),  # true: “chậm nhất ngày D”; false: “trước ngày D”
            "revision_days": _c("int?"),  # final figures of an estimate: working days after the cut-off
            "document_file": _c("text?", ref="policy_documents.document_file"),
            "line": _c("int?"),
            "quote": _c("text?"),
            "legal_basis": _c("text?"),
            "is_provisional": _c("bool!"),  # true: the province has not confirmed the rule
            "note_vi": _c("text?"),
            **VALID,
        },
    ),
    "availability": Table(  # when an official yearly figure first exists: of one edition, or as a rule for all years
        ("indicator_code", "period_code"),
        {
            "indicator_code": _c("text!", ref="indicators.indicator_code"),
            "period_code": _c("text?", ref="periods.period_code"),  # empty: a rule
            "published_on": _c("date?"),  # of one edition
            "expect_month": _c("int?"),  # of a rule; empty: no day is known, so the figure is never `missing`
            "expect_day": _c("int?"),
            "expect_years": _c("int?"),  # years after the year of the figure
            "year_endings": _c("text?"),  # 0|3|5|8: other years are never published nor estimated
            "evidence": _c("text!", "C", "V", "I", "B", "S"),  # confirmed, verified, inferred, background, stated
            "basis_vi": _c("text!"),
            "source_url": _c("text?"),
            "rule_from": _c("date?"),  # of a rule: the first day of its first year
        },
    ),
    "holidays": Table(
        ("day",),
        {
            "day": _c("date!"),
            "kind": _c("text!", "holiday", "workday"),  # workday: a Saturday worked in exchange for a day off
            **NAMES,
            "is_provisional": _c("bool!"),  # derived from the law; the announcement of the year has not been seen
        },
    ),
    "deadline_rules": Table(  # how a deadline that falls on a day off is moved
        ("province_code", "valid_from"),
        {
            "province_code": _c("text?"),
            "shift": _c("text!", "next", "previous", "none"),
            "legal_basis": _c("text!"),
            "is_provisional": _c("bool!"),
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
            "aggregation": _c("text?", *AGGREGATION),
            "min_coverage": _c("float?"),  # smallest share of the children's weight that must be present
            "published_indicator_code": _c("text?", ref="indicators.indicator_code"),
            "published_source_code": _c("text?", ref="sources.source_code"),
            "min_coverage_count": _c("float?"),  # smallest share of the number of children that must be present
            # x / (denominator / scale); the denominator's breakdown is _T
            "denominator_code": _c("text?", ref="indicators.indicator_code"),
            "denominator_measure_code": _c("text?", ref="measures.measure_code"),
            "denominator_source_code": _c("text?", ref="sources.source_code"),
            "denominator_scale": _c("float?"),
            "value_scale": _c("text?", "linear", "ln"),  # ln: value, bounds and target go through the logarithm
            "target": _c("float?"),
            "is_treated": _c("bool?"),  # false: never treated for outliers (surveys, other indices)
            "evidence": _c("text?", *EVIDENCE),
        },
    ),
    "index_methods": Table(
        ("index_code", "method_version"),
        {
            "index_code": _c("text!"),
            "method_version": _c("int!"),
            **NAMES,
            "normalise_kind": _c("text!", *NORMALISE_KIND),
            "scale_low": _c("float!"),
            "scale_high": _c("float!"),
            "status": _c("text?", "computed", "published_only", "pending"),  # empty: computed
            "evidence": _c("text?", *EVIDENCE),
            "screen_min_coverage": _c("float?"),  # an area with a smaller share of its leaves is screened out
            "impute_kind": _c("text?", *IMPUTE_KIND),
            "impute_grouping_code": _c("text?"),  # of area_groups
            "impute_max_periods": _c("int?"),  # previous: how many periods back
            "treat_winmax": _c("int?"),  # empty: no treatment
            "treat_skew_threshold": _c("float?"),
            "treat_kurtosis_threshold": _c("float?"),
            "treat_transform": _c("text?", "none", "log_ct", "log_ct_orig", "log_ct_plus"),
            "z_mean": _c("float?"),
            "z_sd": _c("float?"),
            "is_capped": _c("bool?"),  # distance to target or reference: nothing above 1
            "is_clipped": _c("bool?"),  # goalpost; empty: clipped
            "bounds_kind": _c("text?", "period", "panel"),
            "reference_area_id": _c("text?", ref="areas.area_id"),
            "weight_kind": _c("text?", "own", "equal"),
            "merge_kind": _c("text?", "plain_mean"),  # figure of a merged area: mean of the areas it was merged from
        },
    ),
    "area_groups": Table(
        ("grouping_code", "area_id"),
        {
            "grouping_code": _c("text!"),  # regions, income groups
            "area_id": _c("text!", ref="areas.area_id"),
            "group_code": _c("text!"),
            **NAMES,
        },
    ),
    "published_scores": Table(
        ("indicator_code", "area_id", "period_code", "source_code"),
        {
            "indicator_code": _c("text!", ref="indicators.indicator_code"),
            "area_id": _c("text!", ref="areas.area_id"),
            "period_code": _c("text!", ref="periods.period_code"),
            "source_code": _c("text!", ref="sources.source_code"),
            "value": _c("float?"),
            "rank": _c("int?"),
            "n_field": _c("int?"),  # number of provinces ranked in that edition
            "confidence": _c("text!", "high", "low", "derived"),
            "value_kind": _c("text?"),
            "note": _c("text?"),
            "source_url": _c("text!"),
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
            "areas_on": _c("date?"),  # the day whose areas are ranked; empty: the first day of the period
            **VALID,  # against the start date of the period scored
        },
    ),
    # ---- policy documents: targets, commitments, tasks ----
    "policy_documents": Table(
        ("document_file",),
        {
            "document_file": _c("text!"),
            "title_vi": _c("text!"),
            "title_en": _c("text!"),
            "kind": _c("text!", "directive", "programme", "resolution", "plan"),
            "issuer_vi": _c("text!"),
            "number": _c("text?"),
            "area_id": _c("text!", ref="areas.area_id"),  # the province as of the document's date
            "date_from": _c("date?"),  # the date of the document lies between these two
            "date_to": _c("date?"),
            "date_line": _c("int!"),
            "date_basis_vi": _c("text!"),
            "status": _c("text!", "issued", "draft"),
        },
    ),
    "concepts": Table(
        ("concept_code",),
        {
            "concept_code": _c("text!"),
            "parent_code": _c("text?", ref="concepts.concept_code"),
            "relation": _c("text?", "kind_of", "part_of"),  # kind_of: a narrower concept; part_of: a different concept
            **NAMES,
        },
    ),
    "indicator_concepts": Table(
        ("indicator_code",),
        {
            "indicator_code": _c("text!", ref="indicators.indicator_code"),
            "concept_code": _c("text!", ref="concepts.concept_code"),
        },
    ),
    "indicator_parts": Table(  # the parts of an indicator with calc_kind sum
        ("indicator_code", "part_code"),
        {
            "indicator_code": _c("text!", ref="indicators.indicator_code"),
            "part_code": _c("text!", ref="indicators.indicator_code"),
        },
    ),
    "targets": Table(
        ("target_id",),
        {
            "target_id": _c("text!"),
            "document_file": _c("text!", ref="policy_documents.document_file"),
            "line": _c("int!"),
            "horizon_line": _c("int?"),  # where the year stands, often a heading
            "quote": _c("text!"),
            "operator_word": _c("text?"),
            "operator_line": _c("int?"),  # line of the word, if it is not in the quote
            "province_code": _c("text!"),
            "area_id": _c("text!", ref="areas.area_id"),
            "indicator_code": _c("text!", ref="indicators.indicator_code"),
            "operator": _c("text!", "ge", "gt", "le", "eq", "between", "about"),  # as worded
            "judged_as": _c("text!", "ge", "gt", "le", "near"),
            "low": _c("float!"),  # the number; of a range its lower end, at which the target is met
            "high": _c("float?"),  # of a range its upper end, at which the target is fully met
            "uom_code": _c("text!", ref="uoms.uom_code"),
            "horizon_from": _c("int?"),  # first and last year
            "horizon_to": _c("int?"),
            "accumulation": _c("text!", "point", "cumulative_in_period", "per_year", "unknown"),
            "kind": _c("text!", *TARGET_KIND),
            "rank_population": _c("text?", "63", "34", "unknown"),
            "denominator_vi": _c("text?"),  # only the denominator, as worded
            "denominator_concept": _c("text?", ref="concepts.concept_code"),
            "scope": _c("text?"),  # denominator or scope as worded; several wordings are separated by "; "
            "stage": _c("text!", "final", "interim", "yearly"),
            "is_maintenance": _c("bool!"),  # true: a level to keep, not to reach
            "supersedes": _c("text?", ref="targets.target_id"),
            "note_vi": _c("text?"),
        },
    ),
    "baselines": Table(
        ("baseline_id",),
        {
            "baseline_id": _c("text!"),
            "indicator_code": _c("text!", ref="indicators.indicator_code"),
            "area_id": _c("text!", ref="areas.area_id"),
            "year_from": _c("int!"),  # several years: their average
            "year_to": _c("int!"),
            "state": _c("text!", "known", "asked", "not_available"),
            "value": _c("float?"),
            "uom_code": _c("text?", ref="uoms.uom_code"),
            "rank_population": _c("text?", "63", "34", "unknown"),
            "document_file": _c("text?", ref="policy_documents.document_file"),
            "line": _c("int?"),
            "quote": _c("text?"),
            "source_vi": _c("text?"),  # publication of a figure that stands in no document
            "asked_of_vi": _c("text?"),
            "note_vi": _c("text?"),
        },
    ),
    "commitments": Table(
        ("commitment_id",),
        {
            "commitment_id": _c("text!"),
            "document_file": _c("text!", ref="policy_documents.document_file"),
            "line": _c("int!"),
            "quote": _c("text!"),
            "area_id": _c("text!", ref="areas.area_id"),
            "kind": _c("text!", "goal", "measure", "institution", "policy", "data", "event", "report"),
            "horizon_line": _c("int?"),
            "horizon_to": _c("int?"),
            "indicator_code": _c("text?", ref="indicators.indicator_code"),  # figure that tracks the commitment
        },
    ),
    "agencies": Table(
        ("agency_code",),
        {
            "agency_code": _c("text!"),
            **NAMES,
            "reporter_code": _c("text?", ref="reporters.reporter_code"),
        },
    ),
    "tasks": Table(
        ("task_id",),
        {
            "task_id": _c("text!"),
            "document_file": _c("text!", ref="policy_documents.document_file"),
            "line": _c("int!"),
            "task_no": _c("text!"),  # as printed: 5.1.2
            "quote": _c("text!"),
            "area_id": _c("text!", ref="areas.area_id"),
            "time_line": _c("int!"),
            "time_vi": _c("text!"),  # as worded
            "time_kind": _c("text!", "continuous", "yearly", "interval", "open", "until"),
            "year_from": _c("int?"),
            "year_to": _c("int?"),
            "breakdown_code": _c("text?", ref="breakdowns.breakdown_code"),  # the row of the task on its report form
        },
    ),
    "task_agencies": Table(
        ("task_id", "agency_no"),
        {
            "task_id": _c("text!", ref="tasks.task_id"),
            "agency_no": _c("int!"),
            "role": _c("text!", "lead", "executor", "cooperating"),
            "agency_code": _c("text!", ref="agencies.agency_code"),
            "agency_vi": _c("text!"),  # as worded
            "line": _c("int!"),
        },
    ),
    "progress_methods": Table(
        ("method_code", "kind"),
        {
            "method_code": _c("text!", "distance", "linear", "cagr", "logit", "trend"),
            "kind": _c("text!", *TARGET_KIND),
            "is_allowed": _c("bool!"),
            "reason_vi": _c("text!"),
            "reason_en": _c("text!"),
        },
    ),
    "uncollected": Table(  # indicators that a document names and no form collects, with the reason
        ("indicator_code",),
        {
            "indicator_code": _c("text!", ref="indicators.indicator_code"),
            "reason_code": _c("text!", "no_method", "level_ended", "not_defined", "no_holder"),
            "reason_vi": _c("text!"),
            "reason_en": _c("text!"),
            "holder_vi": _c("text?"),  # who holds the figure
            "form_code": _c("text?"),  # the form that collects a substitute
        },
    ),
    "cross_checks": Table(  # figures collected twice on purpose, and how far apart they may be
        ("check_code",),
        {
            "check_code": _c("text!"),
            "indicator_code": _c("text!", ref="indicators.indicator_code"),
            "breakdown_code": _c("text!", ref="breakdowns.breakdown_code"),
            "source_code": _c("text!", ref="sources.source_code"),
            "other_indicator_code": _c("text!", ref="indicators.indicator_code"),
            "other_source_code": _c("text!", ref="sources.source_code"),
            "measure_code": _c("text!", ref="measures.measure_code"),
            "relation": _c("text!", "equal", "at_most"),  # the first figure against the other
            "tolerance_pct": _c("float!"),  # of the other figure
            "reason_vi": _c("text!"),  # why both are collected, and the reason of the tolerance
            "reason_en": _c("text!"),
        },
    ),
    "series_breaks": Table(  # the day from which the figures of an indicator have another meaning
        ("indicator_code", "break_date"),
        {
            "indicator_code": _c("text!", ref="indicators.indicator_code"),
            "break_date": _c("date!"),
            "kind": _c("text!", "definition", "borders", "method", "form", "source"),
            "old_indicator_code": _c("text?", ref="indicators.indicator_code"),  # the series before that day
            "reason_vi": _c("text!"),
            "reason_en": _c("text!"),
            "legal_basis": _c("text?"),
        },
    ),
}
