"""The accused figures of a period in a release or candidate, the rules that accuse them, and the proposed repairs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import polars as pl

from pipelines.codebook.load import Codebook
from pipelines.codebook.schema.columns import SLICE_KEY
from pipelines.quality.localisation.explain import PLACE, Contradiction, find_contradictions, read_release
from pipelines.quality.localisation.repairs import Repair
from pipelines.quality.localisation.rules_in_force import Cell
from pipelines.quality.review.flags import Flag, flags
from pipelines.quality.review.score import Limits, is_hard
from pipelines.quality.standing import Slice
from pipelines.warehouse.query import query

CELLS = "select * from violation_cell"
REPORTERS = "select submission_id, sheet, address, reporter_code from leaf_cell where period_code = $period"
STATES = """
select v.slice_id, v.state, v.reason_code, v.reason_detail from indicator_value as v
where v.period_code = $period and v.state = 'held' and not v.is_derived
"""
RULES = "select * from rule"  # a release of an earlier version has no limit_basis
LEVELS = "select * from level_change where last_period_code = $period"
NO_LIMITS = Limits(None, None, None)
STALE = "stale_correction"


class Alarm(NamedTuple):
    """A failing rule that names the figure."""

    rule_code: str
    severity: str
    is_hard: bool
    is_subject: bool
    limits: Limits
    message_vi: str


class Level(NamedTuple):
    """A level at which several figures in succession were held: their number, the least and the largest."""

    n_periods: int
    least_value: float
    largest_value: float


@dataclass
class Accused:
    """A figure as sent, and what speaks against it."""

    slice: Slice
    value: float
    reporter_code: str
    place: str
    is_held: bool
    alarms: list[Alarm] = field(default_factory=list[Alarm])
    repairs: list[Repair[Cell]] = field(default_factory=list[Repair[Cell]])
    is_explained_by: str = ""  # the indicator of the located figure whose correction settles this one's alarms
    stale_seq: str = ""  # the correction that no longer fits
    flag_expected: float | None = None  # what a statistical method expects
    level: Level | None = None  # the figures before it were held at its level


class Period(NamedTuple):
    """What the review of a period reads: its accused figures, and all reported figures."""

    accused: list[Accused]
    figures: pl.DataFrame


def read_period(codebook: Codebook, tree: Path, landing: Path, period: str, severities: Sequence[str]) -> Period:
    """The accused figures of `period` in a tree, accepted ones left out. Undecided rules accuse nothing."""
    figures, violations = read_release(tree, landing)
    violations = violations.filter(pl.col("period_code") == period, pl.col("severity").is_in(list(severities)))
    states = {row["slice_id"]: row for row in query(tree, STATES, {"period": period}).to_dicts()}
    reporters = query(tree, REPORTERS, {"period": period})
    now = figures.filter(pl.col("period_code") == period, pl.col("value").is_not_null(), ~pl.col("is_accepted"))
    now = now.join(reporters, on=PLACE, how="left")
    found: dict[Slice, Accused] = {}
    named = violations.join(query(tree, CELLS), on="violation_id").join(now, on=PLACE, suffix="_of_figure")
    basis = {(row["rule_code"], row["version"]): row.get("limit_basis") for row in query(tree, RULES).to_dicts()}
    for row in named.iter_rows(named=True):
        of_figure = row | {name: row[f"{name}_of_figure"] for name in SLICE_KEY}
        accused = _accused(found, of_figure, states)
        subject = tuple(row[name] for name in SLICE_KEY) == accused.slice
        limits = Limits(row["observed"], row["expected_low"], row["expected_high"])
        is_hard_rule = is_hard(row["rule_kind"], row["severity"], basis.get((row["rule_code"], row["version"])))
        accused.alarms.append(
            Alarm(row["rule_code"], row["severity"], is_hard_rule, subject, limits, row["message_vi"])
        )
    for row in now.iter_rows(named=True):
        state = states.get("|".join(row[name] for name in SLICE_KEY))
        if state and state["reason_code"] == STALE:
            _accused(found, row, states).stale_seq = state["reason_detail"] or "?"
    if "note" in severities:
        _add_flags(found, now, states, flags(tree, period))
    for key, level in levels(tree, period).items():
        if key in found:
            found[key].level = level
    locate(codebook, found, figures, violations)
    return Period(list(found.values()), figures)


def _add_flags(
    found: dict[Slice, Accused],
    now: pl.DataFrame,
    states: Mapping[str, object],
    flagged: Mapping[Slice, Sequence[Flag]],
) -> None:
    """Add the statistical notes about the figures of the period."""
    for row in now.iter_rows(named=True):
        for flag in flagged.get(tuple(row[name] for name in SLICE_KEY), ()):
            accused = _accused(found, row, states)
            accused.flag_expected = flag.expected
            accused.alarms.append(Alarm(flag.basis, "note", False, False, NO_LIMITS, flag.message_vi))


def levels(tree: Path, period: str) -> dict[Slice, Level]:
    """The levels held up to `period`, by the figure of that period; none in a release of an earlier version."""
    if not (tree / "parquet" / "level_change.parquet").exists():
        return {}
    rows = query(tree, LEVELS, {"period": period}).to_dicts()
    return {
        (*(row[name] for name in SLICE_KEY[:-1]), period): Level(
            row["n_periods"], row["least_value"], row["largest_value"]
        )
        for row in rows
    }


def _accused(found: dict[Slice, Accused], row: Mapping[str, object], states: Mapping[str, object]) -> Accused:
    """The entry of a figure, made where it is new."""
    key = tuple(str(row[name]) for name in SLICE_KEY)
    if key not in found:
        value = row.get("value_of_figure", row["value"])
        assert isinstance(value, float)
        place = f"{row['sheet']}!{row['address']}"
        found[key] = Accused(key, value, str(row["reporter_code"] or ""), place, "|".join(key) in states)
    return found[key]


def locate(codebook: Codebook, found: Mapping[Slice, Accused], figures: pl.DataFrame, violations: pl.DataFrame) -> None:
    """Add the repairs that `explain` proposes, and mark the figures whose alarms the first one of them settles.

    A figure that one contradiction locates is not settled by another contradiction in which it occurs too.
    """
    areas = {key[0] for key in found}
    located: list[tuple[Contradiction, list[Accused]]] = []
    for contradiction in find_contradictions(codebook, figures.filter(pl.col("area_id").is_in(areas)), violations):
        for repair in (repair for solution in contradiction.solutions for repair in solution.repairs):
            repaired = _of_cell(found, contradiction, repair.key)
            if repaired is not None:
                repaired.repairs.append(repair)
        cells = contradiction.solutions[0].cells if contradiction.solutions else ()
        first = [figure for cell in cells if (figure := _of_cell(found, contradiction, cell)) is not None]
        located += [(contradiction, first)] if first else []
    suspects = {figure.slice for _, first in located for figure in first}
    for contradiction, first in located:
        for cell in contradiction.values:
            other = _of_cell(found, contradiction, cell)
            if other is not None and other.slice not in suspects:
                other.is_explained_by = first[0].slice[SLICE_KEY.index("indicator_code")]


def _of_cell(found: Mapping[Slice, Accused], contradiction: Contradiction, cell: Cell) -> Accused | None:
    return found.get(_slice(contradiction.area_id, contradiction.source_code, cell))


def _slice(area: str, source: str, cell: Cell) -> Slice:
    return (area, cell.indicator_code, cell.breakdown_code, cell.measure_code, source, cell.period_code)
