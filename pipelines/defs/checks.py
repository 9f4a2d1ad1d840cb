"""Asset checks: the files of a month, then of a candidate one for each rule kind and suite, and the gate's verdict.

The checks show what build and gate recorded, and decide nothing. Only the check of the verdict is blocking, since the
gate must record its refusal even where a suite fails. Blocking stops the run; in any later run `publication` refuses to
publish a refused candidate.
"""

from collections.abc import Iterator

import polars as pl
from dagster import AssetCheckResult, AssetCheckSeverity, AssetCheckSpec

from pipelines.defs.partitions import PARTITIONS
from pipelines.publication.candidate.candidate import Built, Candidate
from pipelines.publication.facts import Verdict
from pipelines.publication.month import Review
from pipelines.vocabulary import RULE_KIND

SUITES = ("batch", "marts")
CANDIDATE_CHECKS = [
    *(AssetCheckSpec(f"rule_{kind}", asset="quality", partitions_def=PARTITIONS) for kind in RULE_KIND.codes),
    *(AssetCheckSpec(f"suite_{suite}", asset="quality", partitions_def=PARTITIONS) for suite in SUITES),
]
LANDED_CHECKS = [
    AssetCheckSpec(
        "files_read",
        asset="read",
        partitions_def=PARTITIONS,
        description="Mọi tệp đã nhận đều đọc được; tệp bị từ chối, không mở được, đang chờ, bỏ qua hoặc đến sau khi đã"
        " duyệt được nêu từng tệp, kèm lý do (every file was read; those that need a person are named).",
    )
]
VERDICT_CHECKS = [AssetCheckSpec("gate_passes", asset="verdict", partitions_def=PARTITIONS, blocking=True)]


def check_files(review: Review) -> AssetCheckResult:
    """Return whether no file needs a person, with each one that does."""
    wanting = [file for file in review.open if not file.is_harmless]
    named = {f"{n}. {file.source} ({file.file_id})": file.reason.vi for n, file in enumerate(wanting, 1)}
    late = {f"{file.source} ({file.receipt_id})": f"đến sau khi đã duyệt {file.judged_as}" for file in review.late}
    n_files = len({file.file_id for file in wanting})
    return AssetCheckResult(
        check_name="files_read",
        passed=not wanting and not late,
        severity=AssetCheckSeverity.WARN,
        description=f"Tệp cần người xử lý: {n_files}; đến sau khi đã duyệt: {len(late)}",
        metadata={**named, **late},
    )


def check_candidate(folder: Candidate, built: Built) -> Iterator[AssetCheckResult]:
    """Yield the result of every check of a candidate; where the build failed, no rule has passed."""
    counts = None if built.failures else pl.read_parquet(folder.tree / "parquet" / "rule_count.parquet")
    for kind in RULE_KIND.codes:
        yield _rule_kind(kind, counts)
    for suite in SUITES:
        yield _suite(suite, built)


def _rule_kind(kind: str, counts: pl.DataFrame | None) -> AssetCheckResult:
    """Return whether a rule kind has no violation that is not waived; undecided rules do not count.

    `counts` is the table rule_count, None where the build failed.
    """
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
    """Return whether every expectation of a suite holds; a suite without any result fails."""
    of_suite = [check for check in built.checks if check.suite == suite]
    failed = [check for check in of_suite if not check.success]
    is_grave = not of_suite or any(check.severity == "stop" or check.exception for check in failed)
    return AssetCheckResult(
        check_name=f"suite_{suite}",
        passed=bool(of_suite) and not failed,
        severity=AssetCheckSeverity.ERROR if is_grave else AssetCheckSeverity.WARN,
        metadata={
            f"{n}. {check.table}.{check.column}": f"{check.description_vi}: {check.observed or check.exception}"
            for n, check in enumerate(failed, 1)
        },
    )


def check_verdict(verdict: Verdict) -> AssetCheckResult:
    """Return the verdict of the gate with its reasons."""
    return AssetCheckResult(
        check_name="gate_passes",
        passed=verdict.outcome == "pass",
        metadata={f"{n}. {reason.code}": reason.vi for n, reason in enumerate(verdict.reasons, 1)},
    )
