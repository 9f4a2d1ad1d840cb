"""Checks of a period as a whole: the reports that are outstanding, and the figures that are held."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from dagster import AssetCheckResult

from pipelines.defs.checks.messages import CHECKS, heads
from pipelines.defs.checks.result import Finding, check_result, check_spec, named
from pipelines.errors import Message, join, message
from pipelines.publication.candidate.candidate import Built
from pipelines.vocabulary import DUTY_STATE, HOLD_REASON
from pipelines.warehouse.query import query

ASSET = "quality"
REPORT_CHECKS = [check_spec("reports_in", ASSET), check_spec("figures_held", ASSET)]
REPORTS = """
select reporter_name_vi, duty_code, state, last_date from duty_status
where period_code = $period and state <> 'not_due'
order by duty_code, reporter_name_vi
"""
HELD = """
select coalesce(a.name_vi, s.area_id) as area, s.reason_code, count(*) as n
from slice_state as s left join area as a on a.area_id = s.area_id
where s.state = 'held' and s.period_code = $period
group by area, s.reason_code order by n desc, area
"""


def check_reports(tree: Path, built: Built, period: str) -> Iterator[AssetCheckResult]:
    """Yield whether every report due was read, and whether no figure is held."""
    if built.failures:
        for spec in REPORT_CHECKS:
            yield check_result(spec.name, Finding(message(CHECKS, "not_built")), passed=False, is_grave=True)
        return
    yield _reports(tree, period)
    yield _held(tree, period)


def _reports(tree: Path, period: str) -> AssetCheckResult:
    found = query(tree, REPORTS, {"period": period}).to_dicts()
    wanting = [row for row in found if row["state"] != "read"]
    units = [str(row["reporter_name_vi"]) for row in wanting]
    rows = [
        (
            row["reporter_name_vi"],
            row["duty_code"],
            DUTY_STATE.label(row["state"], "vi"),
            f"{row['last_date']:%d/%m/%Y}" if row["last_date"] else "–",
        )
        for row in wanting
    ]
    counts = {"n_due": len(found), "n_read": len(found) - len(wanting)}
    code = "reports_wanting" if wanting else "reports_all"
    said = message(CHECKS, code, period=period, n=len(wanting), units=named(units), **counts)
    finding = Finding(said, heads("unit", "report", "state", "due"), rows, counts)
    return check_result("reports_in", finding, passed=not wanting)


def _held(tree: Path, period: str) -> AssetCheckResult:
    found = query(tree, HELD, {"period": period}).to_dicts()
    units = [str(row["area"]) for row in found]
    rows = [(row["area"], HOLD_REASON.label(row["reason_code"], "vi"), str(row["n"])) for row in found]
    counts: Counter[str] = Counter()
    for row in found:
        counts[str(row["reason_code"])] += int(row["n"])
    reasons = [
        Message("", *(f"{word} {counts[code]}" for word in HOLD_REASON.labels[code]))
        for code in HOLD_REASON.codes
        if counts[code]
    ]
    n = counts.total()
    about = {"period": period, "n": n, "reasons": join(reasons, ", "), "n_units": len(set(units))}
    said = message(CHECKS, "held" if n else "held_none", **about, units=named(units))
    finding = Finding(said, heads("area", "reason", "count"), rows, {"n_held": n})
    return check_result("figures_held", finding, passed=not n)
