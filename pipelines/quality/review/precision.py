"""The record of decisions per rule: whose alarms were right, whose were false."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.ledger import Entry
from pipelines.quality.review.score import Record
from pipelines.quality.standing import Slice, slice_of
from pipelines.warehouse.query import query

# Every figure that a failing violation of a release or candidate names, in the violation's own period.
ALARMS = """
select distinct v.rule_code, v.slice_id as subject_id, i.area_id, i.indicator_code,
    i.breakdown_code, i.measure_code, i.source_code, i.period_code
from violation as v
inner join violation_cell as c on c.violation_id = v.violation_id
inner join lineage as g on g.submission_id = c.submission_id and g.sheet = c.sheet and g.address = c.address
inner join indicator_value as i on i.slice_id = g.slice_id and not i.is_derived and i.period_code = v.period_code
where v.outcome = 'fail'
"""


def records(trees: Iterable[Path], entries: Sequence[Entry]) -> dict[str, Record]:
    """The record of each rule, by its code.

    An alarm is right where one of its figures was corrected, false where one was accepted or waived instead. One that
    stands in several releases counts once; one without a decision does not count.
    """
    last = last_decisions(entries)
    periods = sorted({key[-1] for key in last})
    if not periods:
        return {}
    found: dict[tuple[str, str], bool] = {}
    for tree in trees:
        alarms = query(tree, ALARMS).filter(pl.col("period_code").is_in(periods))
        for (rule, subject), rows in alarms.group_by("rule_code", "subject_id"):
            keys = {tuple(str(subject).split("|")), *map(slice_of, rows.to_dicts())}
            answers = [last[key] for key in keys if key in last]
            if any(answer["decision_kind"] == "correct" for answer in answers):
                found[str(rule), str(subject)] = True
            elif any(_rejects(answer, str(rule)) for answer in answers):
                found.setdefault((str(rule), str(subject)), False)
    right = {rule: 0 for rule, _ in found}
    wrong = dict(right)
    for (rule, _), is_right in found.items():
        (right if is_right else wrong)[rule] += 1
    return {rule: Record(right[rule], wrong[rule]) for rule in right}


def last_decisions(entries: Iterable[Entry]) -> dict[Slice, Mapping[str, Any]]:
    """The last decision about each figure that says whether it is right."""
    kinds = ("accept", "correct", "waive")
    return {
        slice_of(entry.payload): entry.payload
        for entry in entries
        if entry.kind == "decision" and entry.payload.get("decision_kind") in kinds
    }


def _rejects(answer: Mapping[str, Any], rule: str) -> bool:
    """True where a decision says that the alarm of a rule was false."""
    return answer["decision_kind"] == "accept" or answer.get("rule_code") == rule
