"""For every report with failing rules: the cells most likely wrong, and the values that may have been intended.

The figures and violations of a release or candidate are split into contradictions that share no cell. SQL decides what
fails: a relation that fails here and is no violation there (waived, explained) is left out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import polars as pl

from pipelines.codebook.load import Codebook
from pipelines.codebook.schema import Row
from pipelines.quality.localisation.localise import Localisation, independent_groups, localise
from pipelines.quality.localisation.repairs import Repair, propose_repairs
from pipelines.quality.localisation.rule_relations import (
    AnyRelation,
    Report,
    Rules,
    SentFigure,
    failing_relations,
    name_of,
)
from pipelines.quality.localisation.rules_in_force import Cell
from pipelines.quality.localisation.typing_errors import KINDS
from pipelines.warehouse.query import query

# Figures as sent. For a held slice the release shows another value, so the value of its cell is taken.
FIGURES = """
select v.area_id, v.source_code, v.indicator_code, v.breakdown_code, v.measure_code, v.period_code,
    case when v.state = 'current' then v.value else c.value end as value,
    v.state = 'current' and not v.is_questioned and not v.is_explained as is_published,
    exists (
        select 1 from decision_log as d
        where d.slice_id = v.slice_id and d.decision_kind = 'accept' and d.expected_value is not distinct from c.value
    ) as is_accepted,
    c.form_code, g.submission_id, g.sheet, g.address
from indicator_value as v
inner join lineage as g on g.slice_id = v.slice_id
inner join leaf_cell as c on c.submission_id = g.submission_id and c.sheet = g.sheet and c.address = g.address
where not v.is_derived
"""
VIOLATIONS = "select * from violation where outcome = 'fail' and not is_waived and not is_explained"
SERIES = ["area_id", "source_code"]
PLACE = ["submission_id", "sheet", "address"]


class Place(NamedTuple):
    """Where a figure stands in the workbook that brought it."""

    submission_id: str
    sheet: str
    address: str


@dataclass(frozen=True)
class Solution:
    """One lightest set of cells whose change would resolve the contradiction, and the repairs proposed for them."""

    cells: tuple[Cell, ...]
    repairs: tuple[Repair[Cell], ...]


@dataclass(frozen=True)
class Contradiction:
    """One contradiction of one report.

    Without `solutions`, no change of the cells that may change resolves it. A solution without cells means that the
    figures agree with each other and are only unusual.
    """

    area_id: str
    source_code: str
    period_code: str
    form_codes: tuple[str, ...]
    rule_codes: tuple[str, ...]
    messages_vi: tuple[str, ...]
    messages_en: tuple[str, ...]
    subjects: tuple[Cell, ...]  # the figure that each of the rules is about
    solutions: tuple[Solution, ...]
    values: Mapping[Cell, float | None]
    places: Mapping[Cell, Place]


@dataclass(frozen=True)
class _Sent:
    """The figures of one area and source: what was sent, where it stands, on which form."""

    figures: dict[Cell, SentFigure]
    places: dict[Cell, Place]
    forms: dict[Cell, str]


def read_release(tree: Path, landing: Path) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return (figures, violations) of the tree of a release or candidate.

    Explanations are not released; they are read from the landing. Without a landing no figure counts as explained.
    """
    figures = query(tree, FIGURES)
    files = sorted(landing.glob("*/*/observation-*.parquet"))
    if not files:
        return figures.with_columns(explanation=pl.lit(None, pl.String)), query(tree, VIOLATIONS)
    explained = pl.scan_parquet(files).select(*PLACE, "explanation").filter(pl.col("explanation").is_not_null())
    explanations = explained.unique(PLACE, keep="any").collect()
    return figures.join(explanations, on=PLACE, how="left"), query(tree, VIOLATIONS)


def find_contradictions(codebook: Codebook, figures: pl.DataFrame, violations: pl.DataFrame) -> list[Contradiction]:
    """Return every contradiction among `figures` that `violations` name, by period, area and source.

    The frames are those of `read_release`.
    """
    found: list[Contradiction] = []
    by_series = figures.partition_by(SERIES, as_dict=True)
    rules: dict[str, Rules] = {}
    by_report = violations.partition_by(["period_code", *SERIES], as_dict=True)
    for (period, area, source), failing in sorted(by_report.items()):
        if (area, source) not in by_series:
            continue
        if period not in rules:
            rules[str(period)] = Rules(codebook, str(period))
        found += _of_report(rules[str(period)], _sent(by_series[area, source]), failing.to_dicts())
    return found


def _sent(figures: pl.DataFrame) -> _Sent:
    sent = _Sent({}, {}, {})
    for row in figures.iter_rows(named=True):
        cell = _cell(row)
        sent.figures[cell] = SentFigure(row["value"], row.get("explanation"), row["is_published"], row["is_accepted"])
        sent.places[cell] = Place(row["submission_id"], row["sheet"], row["address"])
        sent.forms[cell] = row["form_code"]
    return sent


def _of_report(rules: Rules, sent: _Sent, failing: Sequence[Row]) -> Iterator[Contradiction]:
    """Yield the contradictions of one area, source and period; `failing` are the rows of its violations."""
    report = rules.report(sent.figures)
    violations = {name_of(row["rule_code"], _cell(row)): row for row in failing}
    left_out = set(failing_relations(report)) - violations.keys()
    relations = [
        relation
        for relation in report.relations
        if relation.name not in left_out or relation.name.startswith("bounds|")
    ]
    for group in independent_groups(relations, report.values, report.weights):
        named = {relation.name: relation.keys for relation in group if relation.name in violations}
        if named:
            located = localise(group, report.values, report.weights)
            for alternatives, names in _by_part(located, named):
                solutions = _solutions(group, report, alternatives)
                cells = sorted({cell for relation in group for cell in relation.keys})
                yield _contradiction([violations[name] for name in names], cells, report, sent, solutions)


def _by_part(
    located: Localisation[Cell], named: Mapping[str, Collection[Cell]]
) -> Iterator[tuple[Sequence[frozenset[Cell]], list[str]]]:
    """Yield each part with the violations that have one of its cells; last the violations of no located cell."""
    left = dict.fromkeys(named)
    for part in located.parts:
        cells = frozenset[Cell]().union(*part)
        names = [name for name, keys in named.items() if not cells.isdisjoint(keys)]
        if names:
            yield part, names
        for name in names:
            left.pop(name, None)
    if left:
        yield [frozenset()] if located.sets else [], list(left)


def _contradiction(
    violations: Sequence[Row], cells: Sequence[Cell], report: Report, sent: _Sent, solutions: tuple[Solution, ...]
) -> Contradiction:
    first = violations[0]
    return Contradiction(
        area_id=first["area_id"],
        source_code=first["source_code"],
        period_code=first["period_code"],
        form_codes=tuple(sorted({sent.forms[cell] for cell in cells})),
        rule_codes=tuple(row["rule_code"] for row in violations),
        messages_vi=tuple(row["message_vi"] for row in violations),
        messages_en=tuple(row["message_en"] for row in violations),
        subjects=tuple(_cell(row) for row in violations),
        solutions=solutions,
        values={cell: report.values[cell] for cell in cells},
        places={cell: sent.places[cell] for cell in cells},
    )


def _solutions(
    group: Sequence[AnyRelation], report: Report, alternatives: Sequence[frozenset[Cell]]
) -> tuple[Solution, ...]:
    """Return the alternatives of equal weight, those with the simplest repair first."""
    named = {cell for relation in group for cell in relation.keys}
    values = {cell: value for cell, value in report.values.items() if cell in named}
    found = [
        Solution(tuple(sorted(cells)), tuple(propose_repairs(group, values, cells, report.context)))
        for cells in alternatives
    ]
    return tuple(sorted(found, key=_simplest))


def _simplest(solution: Solution) -> int:
    """Return the rank of the simplest repair of a solution; one without repairs comes last."""
    return min((KINDS.index(repair.kind) for repair in solution.repairs), default=len(KINDS))


def _cell(row: Row) -> Cell:
    return Cell(row["indicator_code"], row["breakdown_code"], row["measure_code"], row["period_code"])
