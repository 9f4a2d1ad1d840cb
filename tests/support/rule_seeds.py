"""Rules, cross-checks and what they need of the codebook, read from the seeds with `csv`.

Nothing of this is the code under test: what a rule means is written down again in `rule_meaning`.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import NamedTuple

from pipelines.codebook.load import Codebook

Key = tuple[str, str, str, str, str, str]  # area, indicator, breakdown, measure, source, period
PLACES = Decimal("0.000001")  # figures are compared in six decimals
OF_REPORTS = ("outlier", "copied_period", "copied_sender")  # kinds about a batch or a report as a whole
GAP = "cumulative_gap"


def exact(value: float) -> Decimal:
    """A figure as it is compared."""
    return Decimal(repr(float(value))).quantize(PLACES, ROUND_HALF_UP)


class Term(NamedTuple):
    """A row of rule_terms, or a side of a cross-check."""

    role: str
    series: tuple[str, str, str]  # indicator, breakdown, measure
    coefficient: float = 1
    product_no: str = ""
    source: str = ""
    shift: str = ""
    scope: str = ""
    goals: tuple[float, float] | None = None
    is_log: bool = False


class Rule(NamedTuple):
    """A row of rules with its terms, or a cross-check."""

    code: str
    version: str
    kind: str
    severity: str
    tolerance: float | None
    tolerance_pct: float
    low: float | None
    high: float | None
    min_base: float
    terms: tuple[Term, ...]
    valid_from: date
    valid_to: date


class Period(NamedTuple):
    """A period with the one before it of its kind and calendar, if any, and the one before it in the same year."""

    code: str
    kind: tuple[str, str]
    start: date
    end: date
    previous: str | None
    previous_in_year: str | None


def rules_of(seeds: Path) -> list[Rule]:
    """Every rule and cross-check of the seeds about single figures; that of gaps once for each sum to date."""
    terms: dict[tuple[str, str], list[Term]] = {}
    for row in _rows(*sorted((seeds / "rule_terms").glob("*.csv"))):
        terms.setdefault((row["rule_code"], row["version"]), []).append(_term(row))
    rows = [row for row in _rows(*sorted((seeds / "rules").glob("*.csv"))) if row["rule_kind"] not in OF_REPORTS]
    rules = [_rule(row, tuple(terms.get((row["rule_code"], row["version"]), ()))) for row in rows]
    sums = [rule for rule in rules if rule.kind == "cumulative_balance"]
    gaps = [
        gap._replace(terms=each.terms, tolerance=each.tolerance) for gap in rules if gap.kind == GAP for each in sums
    ]
    return (
        [rule for rule in rules if rule.kind != GAP] + gaps + [_check(row) for row in _rows(seeds / "cross_checks.csv")]
    )


def _rows(*paths: Path) -> Iterator[dict[str, str]]:
    for path in paths:
        with path.open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)


def _number(text: str | None) -> float | None:
    return float(text) if text else None


def _term(row: Mapping[str, str]) -> Term:
    low, high = _number(row.get("goal_low")), _number(row.get("goal_high"))
    return Term(
        row["role"],
        (row["indicator_code"], row["breakdown_code"], row["measure_code"]),
        float(row.get("coefficient") or 1),
        row.get("product_no") or "",
        row.get("source_code") or "",
        row.get("shift") or "",
        row.get("area_scope") or "",
        (low, high) if low is not None and high is not None else None,
        row.get("is_log") == "true",
    )


def _rule(row: Mapping[str, str], terms: tuple[Term, ...]) -> Rule:
    return Rule(
        row["rule_code"],
        row["version"],
        row["rule_kind"],
        row["severity"],
        _number(row["tolerance"]),
        float(row.get("tolerance_pct") or 0),
        _number(row["low"]),
        _number(row["high"]),
        float(row["min_base"] or 0),
        terms,
        date.fromisoformat(row["valid_from"]),
        date.fromisoformat(row["valid_to"]) if row["valid_to"] else date.max,
    )


def _check(row: Mapping[str, str]) -> Rule:
    """A cross-check: first <= (1 + tolerance) × second, or both equal; a sum over communes is never the subject."""
    share = float(row["tolerance_pct"]) / 100
    is_equal = row["relation"] == "equal"
    sides = [
        (row["indicator_code"], row["source_code"], 1.0),
        (row["other_indicator_code"], row["other_source_code"], -1.0 if is_equal else -(1 + share)),
    ]
    if row["source_code"] == "commune_sum":
        sides.reverse()
    terms: list[Term] = []
    for (indicator, source, coefficient), role in zip(sides, ("subject", "term"), strict=True):
        scope = "children" if source == "commune_sum" else ""
        shift = "same_month" if role == "term" else ""
        series = (indicator, row["breakdown_code"], row["measure_code"])
        terms.append(Term(role, series, coefficient, "", "" if scope else source, shift, scope))
    low = 0.0 if is_equal else None
    pct = float(row["tolerance_pct"]) if is_equal else 0.0
    severity = row["severity"] or "note"
    return Rule(
        row["check_code"], "1", "cross_check", severity, 0.0, pct, low, 0.0, 0.0, tuple(terms), date.min, date.max
    )


def periods_of(codebook: Codebook) -> dict[str, Period]:
    """Every period by its code."""
    names = ("kind", "calendar", "start_date", "end_date", "previous_code", "previous_in_year_code")
    found: dict[str, Period] = {}
    for row in codebook.tables["periods"].iter_rows(named=True):
        kind, calendar, start, end, previous, in_year = (row[name] for name in names)
        found[row["period_code"]] = Period(row["period_code"], (kind, calendar), start, end, previous, in_year)
    return found
