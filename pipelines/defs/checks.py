"""What Dagster shows of a candidate's quality: one check per rule kind, one per suite, and the gate's verdict.

The gate alone blocks: it has weighed all of them, and its refusal must be written down even when a suite fails.
Blocking stops only its own run; that a refused candidate cannot be published later is publication's doing.
Not here: any judgement; these are readings of what the build and the gate recorded.
"""

from collections.abc import Iterator

import polars as pl
from dagster import AssetCheckResult, AssetCheckSeverity, AssetCheckSpec

from pipelines.codebook.schema import RULE_KIND
from pipelines.publication.candidate.candidate import Built, Candidate
from pipelines.publication.facts import Verdict

SUITES = ("batch", "marts")
CANDIDATE_CHECKS = [
    *(AssetCheckSpec(f"rule_{kind}", asset="candidate") for kind in RULE_KIND),
    *(AssetCheckSpec(f"suite_{suite}", asset="candidate") for suite in SUITES),
]
VERDICT_CHECKS = [AssetCheckSpec("gate_passes", asset="verdict", blocking=True)]


def of_candidate(place: Candidate, built: Built) -> Iterator[AssetCheckResult]:
    """Every check of a candidate; one that failed to build fails them all."""
    counts = None if built.failures else pl.read_parquet(place.tree / "parquet" / "rule_count.parquet")
    for kind in RULE_KIND:
        yield _rule_kind(kind, counts)
    for suite in SUITES:
        yield _suite(suite, built)


def _rule_kind(kind: str, counts: pl.DataFrame | None) -> AssetCheckResult:
    """Failures that nobody waived; an undecided rule lacks a figure and accuses nobody."""
    if counts is None:
        return AssetCheckResult(check_name=f"rule_{kind}", passed=False)
    open_ = counts.filter(rule_kind=kind, outcome="fail", is_waived=False).filter(pl.col("n_violations") > 0)
    found = {f"{row['rule_code']} ({row['severity']})": int(row["n_violations"]) for row in open_.to_dicts()}
    is_grave = "stop" in open_["severity"].to_list()
    return AssetCheckResult(
        check_name=f"rule_{kind}",
        passed=open_.is_empty(),
        severity=AssetCheckSeverity.ERROR if is_grave else AssetCheckSeverity.WARN,
        metadata=found,
    )


def _suite(suite: str, built: Built) -> AssetCheckResult:
    mine = [check for check in built.checks if check.suite == suite]
    failed = [check for check in mine if not check.success]
    is_grave = not mine or any(check.severity == "stop" or check.exception for check in failed)
    return AssetCheckResult(
        check_name=f"suite_{suite}",
        passed=bool(mine) and not failed,
        severity=AssetCheckSeverity.ERROR if is_grave else AssetCheckSeverity.WARN,
        metadata={f"{n}. {check.table}.{check.column}": check.description_vi for n, check in enumerate(failed, 1)},
    )


def of_verdict(verdict: Verdict) -> AssetCheckResult:
    """The gate's answer with its reasons."""
    return AssetCheckResult(
        check_name="gate_passes",
        passed=verdict.outcome == "pass",
        metadata={f"{n}. {reason.code}": reason.vi for n, reason in enumerate(verdict.reasons, 1)},
    )
