"""What a declaration of a table consists of, and the columns and closed vocabularies that several tables share.

A suffix marks a column: `!` required, `?` may be empty. A column without a description has the shared one of its name
in dbt_project/models/columns.md.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

Row = dict[str, Any]  # a row of a table: column -> typed value
Rows = dict[str, list[Row]]  # table -> rows

TEXT, INT, FLOAT, BOOL, DATE = "text", "int", "float", "bool", "date"
TIMESTAMP = "timestamp"  # of the ledger's tables; no seed has one


@dataclass(frozen=True)
class Column:
    """One column: type, whether a value is due, description, closed vocabulary, and the column it points at."""

    dtype: str
    required: bool = True
    description: str = ""
    values: tuple[str, ...] = ()
    ref: str = ""


@dataclass(frozen=True)
class Table:
    """One table: its key, its grain in a sentence, its columns; `dated` tables carry valid_from and valid_to."""

    key: tuple[str, ...]
    description: str
    columns: dict[str, Column]


def column(spec: str, description: str = "", *values: str, ref: str = "") -> Column:
    """Return the Column of a spec such as `text!` or `float?`."""
    return Column(spec[:-1], spec.endswith("!"), description, values, ref)


def described(columns: dict[str, Column], **descriptions: str) -> dict[str, Column]:
    """Return shared columns with descriptions of their own."""
    return {name: replace(known, description=descriptions[name]) for name, known in columns.items()}


VALID = {"valid_from": column("date!"), "valid_to": column("date?")}
NAMES = {"name_vi": column("text!"), "name_en": column("text!")}
BLOCK = {"form_code": column("text!"), "form_version": column("int!"), "block_no": column("int!")}
SLICE = {
    "indicator_code": column("text?", ref="indicators.indicator_code"),
    "breakdown_code": column("text?", ref="breakdowns.breakdown_code"),
    "measure_code": column("text?", ref="measures.measure_code"),
}
SLICE_KEY = ("area_id", *SLICE, "source_code", "period_code")  # the key of a figure, in the order used everywhere
SHARES = {name: column("float!") for name in ("area_low", "area_high", "people_low", "people_high")}
CALENDAR = ("admin", "stat")
PERIOD_KIND = ("month", "quarter", "half", "nine", "year")
REPORTER_KIND = ("commune", "department", "publisher", "body")  # body: a committee of people or Party
DUTY_KIND = ("form", "report", "review", "budget")
DUE_KIND = ("working_days", "fixed_date", "last_month", "unset")
COLUMN_ROLE = (
    *("area", "area_id", "stt", "label", "row_code", "uom", "value", "explanation", "evidence", "context"),
    *("entity_key", "date"),  # of registers: what knows an entity again, and days
)
TARGET_KIND = ("stock", "flow", "ratio", "rank", "score")
FIGURE_KIND = column(
    "text!",
    "Loại số: stock số có, flow số tăng thêm, ratio tỷ lệ, rank thứ hạng, score điểm (kind of figure).",
    *TARGET_KIND,
)
DOCUMENT_AREA = column(
    "text!", "Tỉnh của văn bản vào ngày ban hành (province as of the document's date).", ref="areas.area_id"
)
ANY_PROVINCE = column("text?", "Tỉnh; trống: mọi tỉnh (province; empty: every province).")
AGGREGATION = ("arithmetic", "sum", "geometric", "harmonic", "copeland")
IMPUTE_KIND = ("none", "group_mean", "group_median", "mean", "median", "previous")
NORMALISE_KIND = (
    *("none", "min_max", "goalpost", "z_score", "distance_to_target", "distance_to_maximum", "distance_to_reference"),
    *("fraction_of_maximum", "rank", "percentile_rank", "points_of_maximum"),
)
EVIDENCE = ("confirmed", "verified", "inferred", "assumed")  # assumed: a parameter of ours, never called official
TERM_ROLE = ("subject", "part", "whole", "total", "child", "reported", "derived", "term", "sample")
