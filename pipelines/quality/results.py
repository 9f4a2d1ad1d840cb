"""Results of the suites kept from release to release, and since which period each finding is noted.

`results.json` lies beside the pages of a release. The next build reads that of the last release.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path

from pipelines.quality.suite_files import CheckResult, check_from

RESULTS = "results.json"
Key = tuple[str, str, str, str, str]  # suite, table, expectation, column, subject


def dated(results: Sequence[CheckResult], since: Mapping[Key, str], period: str) -> list[CheckResult]:
    """The results with the period since which each finding is noted without a break; `period` where it is new."""
    return [
        replace(row, cases=tuple(case._replace(since=since.get(_key(row, case.subject), period)) for case in row.cases))
        for row in results
    ]


def write_results(path: Path, results: Sequence[CheckResult]) -> None:
    """Write the results as JSON; they have no time, so that equal builds give equal bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps([asdict(row) for row in results], ensure_ascii=False, indent=1, sort_keys=True)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


def read_since(path: Path) -> dict[Key, str]:
    """Finding -> the period since which it is noted; nothing where the release has no results, as older ones."""
    if not path.is_file():
        return {}
    results = [check_from(row) for row in json.loads(path.read_text(encoding="utf-8"))]
    return {_key(row, case.subject): case.since for row in results for case in row.cases}


def _key(row: CheckResult, subject: str) -> Key:
    return (row.suite, row.table, row.expectation, row.column, subject)
