"""Runs the suites of expectations on one candidate: `batch` on what is in force, `marts` on what is published of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipelines.ledger import Entry
from pipelines.quality.data_docs import write_page
from pipelines.quality.results import RESULTS, dated, read_since, write_results
from pipelines.quality.suite_files import CheckResult, read_suite
from pipelines.quality.suites import validate
from pipelines.settings import Places
from pipelines.warehouse.export import batch_frames

DOCS = "data-docs"


def run_checks(
    warehouse: Path, tree: Path, period: str, earlier: Path | None = None, notice: str = ""
) -> tuple[CheckResult, ...]:
    """Results of all suites on a finished warehouse; their pages and the results themselves are written into the tree.

    `earlier` is the tree of the release before, whose results say since which period something is noted; `notice` says
    on each page that figures are simulated.
    """
    since = read_since(earlier / DOCS / RESULTS) if earlier else {}
    found: list[CheckResult] = []
    for suite, frames in batch_frames(warehouse).items():
        results = dated(validate(suite, frames), since, period)
        n_rows = {table: len(frame) for table, frame in frames.items()}
        write_page(tree / DOCS, read_suite(suite), results, n_rows, notice)
        found += results
    write_results(tree / DOCS / RESULTS, found)
    return tuple(found)


def tree_before(places: Places, entries: Sequence[Entry]) -> Path | None:
    """The tree of the last release among the entries; None before the first."""
    releases = [entry for entry in entries if entry.kind == "release"]
    return places.release / str(releases[-1].payload["release_id"]) if releases else None
