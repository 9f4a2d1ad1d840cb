"""Runs the suites of expectations on one candidate: `batch` on what was landed, `marts` on the released tables."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from pipelines.publication.candidate.in_force import not_replaced, statements_in_force
from pipelines.quality.suite_files import CheckResult, read_suite
from pipelines.quality.suites import validate
from pipelines.submissions.intake.order.landed import landed


def landed_in_force(landing: Path, upto: int) -> dict[str, pl.DataFrame]:
    """The landing's tables without what a later submission replaced, since its sender has corrected it."""
    submissions = landed(landing, "submission", upto)
    kept = not_replaced(submissions)
    return {
        "submission": kept,
        "sheet": landed(landing, "sheet", upto).join(kept, on="receipt_id", how="semi"),
        "cell": landed(landing, "cell", upto).join(kept, on="submission_id", how="semi"),
        "observation": statements_in_force(submissions, landed(landing, "observation", upto)),
    }


def run_checks(landing: Path, upto: int, tree: Path) -> tuple[CheckResult, ...]:
    """Results of both suites; their pages are written into the tree."""
    docs = tree / "data-docs"
    batch = {table: frame.to_pandas() for table, frame in landed_in_force(landing, upto).items()}
    paths = {table: tree / "parquet" / f"{table}.parquet" for table in read_suite("marts").tables}
    marts = {table: pl.read_parquet(path).to_pandas() for table, path in paths.items() if path.exists()}
    return (*validate("batch", batch, docs), *validate("marts", marts, docs))
