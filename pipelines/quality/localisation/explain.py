"""For every report with failing rules: which cells are most likely wrong, and what they may have been meant to say.

Here: the violations and figures of a release or candidate, split into contradictions that share no cell, each answered.
Not here: how a cell is located (localise.py), how a rule becomes a relation (rule_relations.py), what is printed (cli).
SQL decides what fails: a relation that fails here and is not accused there (waived, explained) is not said.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from pipelines.codebook.load import Codebook
from pipelines.quality.localisation.localise import Localisation, independent_groups, localise
from pipelines.quality.localisation.relations import Ratio, Relation
from pipelines.quality.localisation.repairs import Repair, propose_repairs
from pipelines.quality.localisation.rule_relations import Cell, Report, Rules, SentFigure, failing_relations, name_of
from pipelines.quality.localisation.typing_errors import KINDS
from pipelines.warehouse.query import query

# The figures as sent: of a held slice the release shows another value, so its own is read from its cell.
FIGURES = """
select v.area_id, v.source_code, v.indicator_code, v.breakdown_code, v.measure_code, v.period_code,
    case when v.state = 'current' then v.value else c.value end as value,
    v.state = 'current' as is_published,
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
VIOLATIONS = "select * from violation where outcome = 'fail' and not is_waived"
SERIES = ["area_id", "source_code"]


@dataclass(frozen=True)
class Place:
    """Where a figure stands in the workbook that brought it."""

    submission_id: str
    sheet: str
    address: str


@dataclass(frozen=True)
class Solution:
    """One lightest set of cells whose change would settle the contradiction, and what they may have meant to say."""

    cells: tuple[Cell, ...]
    repairs: tuple[Repair[Cell], ...]


@dataclass(frozen=True)
class Contradiction:
    """One contradiction of one report. No answers: nothing that may be changed would settle it. An answer without
    cells: the figures agree with each other, only unusual ones are among them."""

    area_id: str
    source_code: str
    period_code: str
    form_codes: tuple[str, ...]
    rule_codes: tuple[str, ...]
    messages_vi: tuple[str, ...]
    messages_en: tuple[str, ...]
    solutions: tuple[Solution, ...]
    values: Mapping[Cell, float | None]
    places: Mapping[Cell, Place]


def read_release(tree: Path, landing: Path) -> tuple[pl.DataFrame, pl.DataFrame]:
    """(figures, violations) of a release or a candidate's tree; explanations, which are not released, from landing."""
    figures = query(tree, FIGURES)
    cells = ["submission_id", "sheet", "address"]
    files = sorted(landing.glob("*/*/observation-*.parquet"))
    if not files:  # landing can be made again at any time; without it no figure is known to be explained
        return figures.with_columns(explanation=pl.lit(None, pl.String)), query(tree, VIOLATIONS)
    said = pl.scan_parquet(files).select(*cells, "explanation").filter(pl.col("explanation").is_not_null())
    return figures.join(said.unique(cells, keep="any").collect(), on=cells, how="left"), query(tree, VIOLATIONS)


def find_contradictions(codebook: Codebook, figures: pl.DataFrame, violations: pl.DataFrame) -> list[Contradiction]:
    """Every contradiction among `figures` that `violations` accuse, by period, area and source."""
    found: list[Contradiction] = []
    keys = ["period_code", *SERIES]
    known = figures.partition_by(SERIES, as_dict=True)
    rules: dict[str, Rules] = {}
    for (period, area, source), failing in sorted(violations.partition_by(keys, as_dict=True).items()):
        if (area, source) not in known:
            continue
        if period not in rules:
            rules[str(period)] = Rules(codebook, str(period))
        found += _of_report(rules[str(period)], known[area, source], failing)
    return found


def _of_report(rules: Rules, figures: pl.DataFrame, failing: pl.DataFrame) -> Iterator[Contradiction]:
    """The contradictions of one area, source and period."""
    sent = {_cell(row): row for row in figures.iter_rows(named=True)}
    report = rules.report(
        {
            cell: SentFigure(row["value"], row.get("explanation"), row["is_published"], row["is_accepted"])
            for cell, row in sent.items()
        }
    )
    accused = {name_of(row["rule_code"], _cell(row)): row for row in failing.iter_rows(named=True)}
    silent = set(failing_relations(report)) - accused.keys()
    said = [one for one in report.relations if one.name not in silent or one.name.startswith("bounds|")]
    for block in independent_groups(said, report.values, report.weights):
        spoken = {one.name: one.keys for one in block if one.name in accused}
        if spoken:
            located = localise(block, report.values, report.weights)
            for alternatives, names in _by_part(located, spoken):
                answers = _answers(block, report, alternatives)
                yield _accused([accused[name] for name in names], block, report, sent, answers)


def _by_part(
    located: Localisation[Cell], spoken: Mapping[str, frozenset[Cell]]
) -> Iterator[tuple[Sequence[frozenset[Cell]], list[str]]]:
    """Each part with the violations that speak of its cells; last those that no cell is blamed for."""
    left = dict.fromkeys(spoken)
    for part in located.parts:
        cells = frozenset[Cell]().union(*part)
        names = [name for name, keys in spoken.items() if not keys.isdisjoint(cells)]
        if names:
            yield part, names
        for name in names:
            left.pop(name, None)
    if left:
        yield [frozenset()] if located.sets else [], list(left)


def _accused(
    violations: Sequence[Mapping[str, str]],
    block: Sequence[Relation[Cell] | Ratio[Cell]],
    report: Report,
    sent: Mapping[Cell, Mapping[str, str]],
    solutions: tuple[Solution, ...],
) -> Contradiction:
    cells = sorted({cell for one in block for cell in one.keys})
    first = violations[0]
    return Contradiction(
        area_id=first["area_id"],
        source_code=first["source_code"],
        period_code=first["period_code"],
        form_codes=tuple(sorted({sent[cell]["form_code"] for cell in cells})),
        rule_codes=tuple(one["rule_code"] for one in violations),
        messages_vi=tuple(one["message_vi"] for one in violations),
        messages_en=tuple(one["message_en"] for one in violations),
        solutions=solutions,
        values={cell: report.values[cell] for cell in cells},
        places={cell: Place(sent[cell]["submission_id"], sent[cell]["sheet"], sent[cell]["address"]) for cell in cells},
    )


def _answers(
    block: Sequence[Relation[Cell] | Ratio[Cell]], report: Report, alternatives: Sequence[frozenset[Cell]]
) -> tuple[Solution, ...]:
    """The alternatives of equal weight, those that a plain slip explains first."""
    values = {cell: report.values[cell] for one in block for cell in one.keys}
    found = [
        Solution(tuple(sorted(cells)), tuple(propose_repairs(block, values, cells, report.around)))
        for cells in alternatives
    ]
    return tuple(sorted(found, key=lambda one: min((KINDS.index(fix.kind) for fix in one.repairs), default=len(KINDS))))


def _cell(row: Mapping[str, str]) -> Cell:
    return Cell(row["indicator_code"], row["breakdown_code"], row["measure_code"], row["period_code"])
