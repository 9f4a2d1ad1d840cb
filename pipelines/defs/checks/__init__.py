"""Asset checks: one for each kind of problem, with counts, the units concerned, and what to do.

They show what reading, build and gate recorded, and decide nothing. Only the check of the verdict is blocking, since
the gate must record its refusal even where a suite fails. Blocking stops the run; in any later run `publication`
refuses to publish a refused candidate. A severity of ERROR stands for what stops a publication, WARN for what holds a
figure or needs a person; a mere note passes.
"""

from collections.abc import Iterator
from pathlib import Path

from dagster import AssetCheckResult

from pipelines.defs.checks.files import FILE_CHECKS, INBOX_CHECKS, check_files, check_inbox
from pipelines.defs.checks.gate import SUITE_CHECKS, VERDICT_CHECKS, check_suites, check_verdict
from pipelines.defs.checks.reports import REPORT_CHECKS, check_reports
from pipelines.defs.checks.rules import RULE_CHECKS, check_rules
from pipelines.publication.candidate.candidate import Built

CANDIDATE_CHECKS = [*RULE_CHECKS, *SUITE_CHECKS, *REPORT_CHECKS]

__all__ = [
    "CANDIDATE_CHECKS",
    "FILE_CHECKS",
    "INBOX_CHECKS",
    "VERDICT_CHECKS",
    "check_candidate",
    "check_files",
    "check_inbox",
    "check_verdict",
]


def check_candidate(tree: Path, built: Built, period: str) -> Iterator[AssetCheckResult]:
    """Yield the result of every check of a build about a period, by the tables in `tree`.

    Where the build failed, no rule has passed.
    """
    yield from check_rules(tree, built, period)
    yield from check_suites(built)
    yield from check_reports(tree, built, period)
