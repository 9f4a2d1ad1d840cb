"""Checks of the suites and of the gate's verdict."""

from __future__ import annotations

from collections.abc import Iterator

from dagster import AssetCheckResult

from pipelines.defs.checks.messages import CHECKS, heads
from pipelines.defs.checks.result import Finding, check_result, check_spec
from pipelines.errors import message
from pipelines.publication.candidate.candidate import Built
from pipelines.publication.facts import Verdict
from pipelines.vocabulary import SEVERITY

SUITES = ("batch", "marts")
SUITE_CHECKS = [check_spec(f"suite_{suite}", "quality") for suite in SUITES]
VERDICT_CHECKS = [check_spec("gate_passes", "verdict", blocking=True)]


def check_suites(built: Built) -> Iterator[AssetCheckResult]:
    """Yield whether every expectation of a suite holds; a suite without any result fails."""
    for suite in SUITES:
        yield _suite(suite, built)


def _suite(suite: str, built: Built) -> AssetCheckResult:
    of_suite = [check for check in built.checks if check.suite == suite]
    failed = [check for check in of_suite if not check.success]
    is_grave = not of_suite or any(check.severity == "stop" or check.exception for check in failed)
    rows = [
        (
            f"{check.table}.{check.column or '–'}",
            check.description_vi,
            SEVERITY.label(check.severity, "vi"),
            str(check.observed or check.exception or "–"),
        )
        for check in failed
    ]
    code = "suite_missing" if not of_suite else "suite_failed" if failed else "suite_passed"
    said = message(CHECKS, code, n=len(of_suite), n_failed=len(failed), folder="tree/data-docs")
    counts = {"n_checks": len(of_suite), "n_failed": len(failed)}
    finding = Finding(said, heads("table", "check", "severity", "seen"), rows, counts)
    return check_result(f"suite_{suite}", finding, passed=bool(of_suite) and not failed, is_grave=is_grave)


def check_verdict(verdict: Verdict) -> AssetCheckResult:
    """Return the verdict of the gate with its reasons."""
    is_passed = verdict.outcome == "pass"
    about = {"build_id": verdict.identity.build_id, "n": len(verdict.reasons), "n_held": len(verdict.held_slices)}
    said = message(CHECKS, "gate_passed" if is_passed else "gate_refused", **about)
    rows = [(reason.code, reason.vi) for reason in verdict.reasons]
    counts = {"n_reasons": len(rows), "n_held": len(verdict.held_slices)}
    finding = Finding(said, heads("code", "reason"), rows, counts)
    return check_result("gate_passes", finding, passed=is_passed, is_grave=True)
