"""Runs the suites of expectations on one candidate: `batch` on what was landed, `marts` on the released tables."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from pipelines.quality.suite_files import CheckResult, read_suite
from pipelines.quality.suites import validate
from pipelines.submissions.intake.batch import SCHEMAS


def landed(landing: Path, table: str, upto: int) -> pl.DataFrame:
    """A landing table up to a ledger position; empty where it has no files."""
    files = sorted(landing.glob(f"*/{table}-*.parquet"))
    if not files:
        return pl.DataFrame(schema=SCHEMAS[table])
    return pl.scan_parquet(files).filter(pl.col("receipt_seq") <= upto).collect()


def run_checks(landing: Path, upto: int, tree: Path) -> tuple[CheckResult, ...]:
    """Results of both suites; their pages are written into the tree."""
    docs = tree / "data-docs"
    batch = {table: landed(landing, table, upto).to_pandas() for table in read_suite("batch").tables}
    paths = {table: tree / "parquet" / f"{table}.parquet" for table in read_suite("marts").tables}
    marts = {table: pl.read_parquet(path).to_pandas() for table, path in paths.items() if path.exists()}
    return (*validate("batch", batch, docs), *validate("marts", marts, docs))
