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
SHARES = {name: _c("float!") for name in ("area_low", "area_high", "people_low", "people_high")}
CALENDAR = ("admin", "stat")
PERIOD_KIND = ("month", "quarter", "half", "nine", "year")
REPORTER_KIND = ("commune", "department", "publisher", "body")  # body: a committee of people or Party
DUTY_KIND = ("form", "report", "review", "budget")
DUE_KIND = ("working_days", "fixed_date", "last_month", "unset")
SEVERITY = ("stop", "hold", "note")
RULE_KIND = ("cumulative_balance", "part_whole", "children_sum", "jump", "share_bounds", "reported_derived")
COLUMN_ROLE = (
    *("area", "area_id", "stt", "label", "row_code", "uom", "value", "explanation", "evidence", "context"),
    *("entity_key", "date"),  # of registers: what knows an entity again, and days
)
TARGET_KIND = ("stock", "flow", "ratio", "rank", "score")
AGGREGATION = ("arithmetic", "sum", "geometric", "harmonic", "copeland")
IMPUTE_KIND = ("none", "group_mean", "group_median", "mean", "median", "previous")
NORMALISE_KIND = (
    *("none", "min_max", "goalpost", "z_score", "distance_to_target", "distance_to_maximum", "distance_to_reference"),
    *("fraction_of_maximum", "rank", "percentile_rank", "points_of_maximum"),
)
EVIDENCE = ("confirmed", "verified", "inferred", "assumed")  # assumed: a parameter of ours, never called official
TERM_ROLE = ("subject", "part", "whole", "total", "child", "reported", "derived")

TABLES: dict[str, Table] = {
    # ---- where, who, when, in what ----
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
    "area_versions": Table(  # what an area was called and which kind it was, where that changed during its life
        ("area_id", "valid_from"),
        {
            "area_id": _c("text!", ref="areas.area_id"),
            "kind_vi": _c("text!"),
            **NAMES,
            "legal_basis": _c("text?"),
            **VALID,
        },
    ),
    "area_relations": Table(  # what a resolution's words say of the land and the people that went over
        ("relation",),
        {"relation": _c("text!"), **NAMES, **SHARES},
    ),
    "area_links": Table(  # an area that ended and one that took over all or part of it
        ("from_id", "to_id"),
        {
            "from_id": _c("text!", ref="areas.area_id"),
            "to_id": _c("text!", ref="areas.area_id"),
            "relation": _c("text!", ref="area_relations.relation"),
            **{name: _c("float?") for name in SHARES},  # closer than the relation's own, where somebody knows
            "basis_vi": _c("text?"),  # who says so
        },
    ),
    "indicator_weights": Table(  # what a count follows when an area is split; a count that is not here follows neither
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
            "province_code": _c("text?"),  # empty: a publisher, who may send to every province
            "area_id": _c("text!", ref="areas.area_id"),
            "office_code": _c("text?"),  # what it is in any province: SKHCN, STC; empty: its kind says it
            **NAMES,
            **VALID,
        },
    ),
    "reporter_successions": Table(  # who took over from a reporter that ended, function by function
        ("reporter_code", "successor_code"),
        {
            "reporter_code": _c("text!", ref="reporters.reporter_code"),
            "successor_code": _c("text!", ref="reporters.reporter_code"),
            "function_vi": _c("text?"),  # empty: everything
            "function_en": _c("text?"),
            "legal_basis": _c("text!"),
        },
    ),
    "senders": Table(  # who may send a file in which another one reports
        ("sender_code", "reporter_kind", "reporter_code", "form_code", "valid_from"),
        {
            "sender_code": _c("text!", ref="reporters.reporter_code"),
            "reporter_kind": _c("text?", "commune", "department", "body"),  # all of this kind in the sender's province
            "reporter_code": _c("text?", ref="reporters.reporter_code"),  # or this one alone
            "form_code": _c("text?"),  # empty: every form
            "basis_vi": _c("text!"),  # the document, or the province's own decision
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
            "row_kind": _c("text!", "fixed", "heading", "repeat"),  # repeat: a register, alone in its block
            "stt": _c("text?"),
            "label_vi": _c("text!"),
            "label_en": _c("text!"),
            "indicator_code": _c("text?", ref="indicators.indicator_code"),
            "breakdown_code": _c("text?", ref="breakdowns.breakdown_code"),
            "uom_code": _c("text?", ref="uoms.uom_code"),
            "due_measures": _c("text?"),  # in_period|ytd; a value column not named here holds x
            "needs_evidence": _c("bool?"),  # the evidence columns are filled on this line; elsewhere they hold x
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
            "receiver_vi": _c("text!"),  # as the document words it
            "receiver_office_code": _c("text?"),  # nobody reports to himself
            "frequency": _c("text?", *PERIOD_KIND),  # of a report without a form; empty there: owed on request
            "calendar": _c("text?", *CALENDAR),
            "due_kind": _c("text!", *DUE_KIND),
            "due_days": _c("int?"),  # working_days: so many after the cut-off
            "due_month": _c("int?"),  # fixed_date
            "due_day": _c("int?"),  # fixed_date, last_month
            "due_years": _c("int?"),  # fixed_date: years after the one in which the period ends
            "is_inclusive": _c("bool!"),  # chậm nhất ngày D, not trước ngày D
            "revision_days": _c("int?"),  # an estimate's final figures: so many working days after the cut-off
            "document_file": _c("text?", ref="policy_documents.document_file"),
            "line": _c("int?"),
            "quote": _c("text?"),
            "legal_basis": _c("text?"),
            "is_provisional": _c("bool!"),  # the province has set nothing yet
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
            "expect_month": _c("int?"),  # of a rule; empty there: no day is known, so it is never called missing
            "expect_day": _c("int?"),
            "expect_years": _c("int?"),  # years after the one it speaks of
            "year_endings": _c("text?"),  # 0|3|5|8: other years are never published, and nothing is put in their place
            "evidence": _c("text!", "C", "V", "I", "B", "S"),  # confirmed, verified, inferred, background, stated
            "basis_vi": _c("text!"),
            "source_url": _c("text?"),
            "rule_from": _c("date?"),  # of a rule: its first year begins here
        },
    ),
    "holidays": Table(
        ("day",),
        {
            "day": _c("date!"),
            "kind": _c("text!", "holiday", "workday"),  # workday: a Saturday worked in exchange for a day off
            **NAMES,
            "is_provisional": _c("bool!"),  # by the law's rule; the year's announcement has not been seen
        },
    ),
    "deadline_rules": Table(  # what becomes of a deadline that falls on a day off
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
            "screen_min_coverage": _c("float?"),  # an area with a smaller share of the leaves leaves the field
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
            "merge_kind": _c("text?", "plain_mean"),  # a merged area without a figure: mean of what it was merged from
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
            "n_field": _c("int?"),  # provinces in that edition's field
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
            "areas_on": _c("date?"),  # the day on which its areas exist; empty: the first day of the period
            **VALID,  # against the start date of the period scored
        },
    ),
    # ---- what the documents promise ----
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
            "date_from": _c("date?"),  # the document's day lies between these two
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
            "relation": _c("text?", "kind_of", "part_of"),  # kind_of: narrower, the same thing; part_of: another thing
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
    "indicator_parts": Table(  # calc_kind sum: the figure is the sum of these
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
            "operator_line": _c("int?"),  # where the word stands, if not in the quote
            "province_code": _c("text!"),
            "area_id": _c("text!", ref="areas.area_id"),
            "indicator_code": _c("text!", ref="indicators.indicator_code"),
            "operator": _c("text!", "ge", "gt", "le", "eq", "between", "about"),  # as worded
            "judged_as": _c("text!", "ge", "gt", "le", "near"),
            "low": _c("float!"),  # the number; of a range the lower one, at which it is met
            "high": _c("float?"),  # the upper number of a range, at which it is fully met
            "uom_code": _c("text!", ref="uoms.uom_code"),
            "horizon_from": _c("int?"),  # first and last year
            "horizon_to": _c("int?"),
            "accumulation": _c("text!", "point", "cumulative_in_period", "per_year", "unknown"),
            "kind": _c("text!", *TARGET_KIND),
            "rank_population": _c("text?", "63", "34", "unknown"),
            "denominator_vi": _c("text?"),  # the denominator alone, as worded
            "denominator_concept": _c("text?", ref="concepts.concept_code"),
            "scope": _c("text?"),  # denominator or scope as worded; several words of the line are parted by "; "
            "stage": _c("text!", "final", "interim", "yearly"),
            "is_maintenance": _c("bool!"),  # keep what is there, not reach
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
            "year_from": _c("int!"),  # more than one year: an average over them
            "year_to": _c("int!"),
            "state": _c("text!", "known", "asked", "not_available"),
            "value": _c("float?"),
            "uom_code": _c("text?", ref="uoms.uom_code"),
            "rank_population": _c("text?", "63", "34", "unknown"),
            "document_file": _c("text?", ref="policy_documents.document_file"),
            "line": _c("int?"),
            "quote": _c("text?"),
            "source_vi": _c("text?"),  # where a figure outside the documents was published
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
            "indicator_code": _c("text?", ref="indicators.indicator_code"),  # the figure that the promise asks to track
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
            "breakdown_code": _c("text?", ref="breakdowns.breakdown_code"),  # its row on the report form
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
    "uncollected": Table(  # what a document names and no form brings, and why
        ("indicator_code",),
        {
            "indicator_code": _c("text!", ref="indicators.indicator_code"),
            "reason_code": _c("text!", "no_method", "level_ended", "not_defined", "no_holder"),
            "reason_vi": _c("text!"),
            "reason_en": _c("text!"),
            "holder_vi": _c("text?"),  # who would have it
            "form_code": _c("text?"),  # the form that brings what stands in its place
        },
    ),
    "cross_checks": Table(  # what is asked twice on purpose: both figures, and how far apart they may be
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
            "reason_vi": _c("text!"),  # why both are asked, and why they may differ by so much
            "reason_en": _c("text!"),
        },
    ),
    "series_breaks": Table(  # from this day a figure does not mean what it meant
        ("indicator_code", "break_date"),
        {
            "indicator_code": _c("text!", ref="indicators.indicator_code"),
            "break_date": _c("date!"),
            "kind": _c("text!", "definition", "borders", "method", "form", "source"),
            "old_indicator_code": _c("text?", ref="indicators.indicator_code"),  # what the series was before
            "reason_vi": _c("text!"),
            "reason_en": _c("text!"),
            "legal_basis": _c("text?"),
        },
    ),
}
