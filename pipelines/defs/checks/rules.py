"""Checks of the rules: one for each kind, with the senders of the figures that violate one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from dagster import AssetCheckResult

from pipelines.defs.checks.messages import CHECKS, heads
from pipelines.defs.checks.result import Finding, check_result, check_spec, named
from pipelines.errors import Message, join, message
from pipelines.publication.candidate.candidate import Built
from pipelines.vocabulary import RULE_KIND, SEVERITY
from pipelines.warehouse.query import query

ASSET = "quality"
RULE_CHECKS = [
    check_spec(f"rule_{kind}", ASSET, "rule", label=Message("", *label)) for kind, label in RULE_KIND.labels.items()
]
# The sender of a violation is that of its cells; where it has none, the area stands for it.
VIOLATIONS = """
with senders as (
    select c.violation_id, min(r.name_vi) as name_vi
    from violation_cell as c
    inner join submission_status as t on t.submission_id = c.submission_id
    inner join reporter as r on r.reporter_code = t.reporter_code
    group by c.violation_id
)

select v.rule_kind, v.rule_code, v.severity, v.outcome, v.period_code, v.message_vi,
    coalesce(s.name_vi, a.name_vi, v.area_id) as unit
from violation as v
left join senders as s on s.violation_id = v.violation_id
left join area as a on a.area_id = v.area_id
where not v.is_waived
order by unit, v.rule_code, v.violation_id
"""
Row = dict[str, Any]


def check_rules(tree: Path, built: Built, period: str) -> Iterator[AssetCheckResult]:
    """Yield for each kind whether no rule of it accuses a figure of the period, or stops the publication."""
    rows = None if built.failures else query(tree, VIOLATIONS).to_dicts()
    for kind in RULE_KIND.codes:
        if rows is None:
            said = message(CHECKS, "not_built")
            yield check_result(f"rule_{kind}", Finding(said), passed=False, is_grave=True)
        else:
            of_kind = [row for row in rows if row["rule_kind"] == kind]
            yield _kind(kind, of_kind, period)


def _kind(kind: str, rows: Sequence[Row], period: str) -> AssetCheckResult:
    """The result of a kind. Stops count whatever their period, as for the gate; undecided rules accuse nobody."""
    failed = [row for row in rows if row["outcome"] == "fail"]
    stops = [row for row in failed if row["severity"] == "stop"]
    of_period = [row for row in failed if row["period_code"] == period]
    shown = sorted([*stops, *(row for row in of_period if row not in stops)], key=_severity)
    counts = Counter(str(row["severity"]) for row in of_period)
    lines = [(row["unit"], SEVERITY.label(row["severity"], "vi"), row["message_vi"], row["rule_code"]) for row in shown]
    numbers = {
        **{f"n_{severity}": counts[severity] for severity in SEVERITY.codes if counts[severity]},
        "n_violations": len(of_period),
        "n_of_other_periods": len(failed) - len(of_period),
        "n_undecided": len(rows) - len(failed),
    }
    said = _said(kind, period, shown, bool(stops))
    finding = Finding(said, heads("unit", "severity", "message", "code"), lines, numbers)
    is_clean = not stops and not counts.keys() - {"note"}
    return check_result(f"rule_{kind}", finding, passed=is_clean, is_grave=bool(stops))


def _said(kind: str, period: str, shown: Sequence[Row], are_stops: bool) -> Message:
    """What is said of a kind: stops first, then what is held or asked, then mere notes."""
    units = [str(row["unit"]) for row in shown]
    counts = Counter(str(row["severity"]) for row in shown)
    in_order = [(code, counts[code]) for code in SEVERITY.codes if counts[code]]
    severities = [Message("", *(f"{word} {n}" for word in SEVERITY.labels[code])) for code, n in in_order]
    code = "rule" if counts.keys() - {"note"} else "rule_notes" if shown else "rule_none"
    return message(
        CHECKS,
        "rule_stops" if are_stops else code,
        label=Message("", *RULE_KIND.labels[kind]),
        period=period,
        n=counts["stop"] if are_stops else len(shown),
        n_units=len(set(units)),
        units=named(units),
        severities=join(severities, ", "),
    )


def _severity(row: Row) -> int:
    return SEVERITY.codes.index(row["severity"])
