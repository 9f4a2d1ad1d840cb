"""What Dagster shows beside each asset: files, rows, reported of due, seconds, links to the files of a release.

Numbers have one name from month to month, so that Dagster plots them. Files that came are called by the technical part
of their names.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from time import perf_counter
from typing import Any

import polars as pl
from dagster import MetadataValue

from pipelines.defs.checks.result import table
from pipelines.files.analysis import MadeAnalysis
from pipelines.files.make import Made
from pipelines.ledger.file_names import technical_name
from pipelines.publication.release.release import Release
from pipelines.publication.reply.replies import Reply
from pipelines.publication.triggers.take_new import Taken
from pipelines.settings import Places
from pipelines.site.make import MadeSite
from pipelines.submissions.intake.inbox.skipped import Skipped, reason_text
from pipelines.submissions.intake.land import Landing
from pipelines.submissions.intake.order.landed import landed
from pipelines.vocabulary import OUTCOME
from pipelines.warehouse.query import query

Metadata = dict[str, Any]
COVERAGE = """
select count(*) as n_due, count(*) filter (where state = 'read') as n_read,
    count(*) filter (where timeliness = 'late') as n_late
from duty_status where period_code = $period and state <> 'not_due'
"""
SLICES = """
select count(*) as n_slices, count(*) filter (where state = 'held') as n_held,
    count(*) filter (where state = 'current') as n_current
from slice_state where period_code = $period
"""


class Stopwatch:
    """The seconds since it was made, as metadata."""

    def __init__(self) -> None:
        self._began = perf_counter()

    @property
    def seconds(self) -> Metadata:
        """How long the step has taken."""
        return {"seconds": round(perf_counter() - self._began, 2)}


def of_received(done: Taken) -> Metadata:
    """What came: files, bytes, and a table of files, skipped entries and files that are still being written."""
    rows = [
        (technical_name(Path(receipt.original_name).name, receipt.receipt_id), receipt.receipt_id, "đã nhận")
        for receipt in done.receipts
    ]
    rows += [(_skipped_name(entry), "–", f"bỏ qua: {reason_text(entry.reason, 'vi')}") for entry in done.skipped]
    rows += [(technical_name(Path(file.source).name, "–"), "–", f"chờ: {file.text('vi')}") for file in done.waiting]
    counts = {"n_receipts": len(done.receipts), "n_skipped": len(done.skipped), "n_waiting": len(done.waiting)}
    n_bytes = sum(receipt.n_bytes for receipt in done.receipts)
    return {**counts, "n_bytes": n_bytes, **_table(("Tệp", "Biên nhận", "Kết quả"), rows)}


def of_landing(landing: Landing, period: str, last: int) -> Metadata:
    """What was read of the files of a period: submissions by outcome, and the figures in them."""
    of_period = landed(landing.folder, "submission", last).filter(pl.col("period_code") == period)
    outcomes = dict(of_period.group_by("outcome").len().iter_rows())
    counts = {f"n_{outcome}": outcomes.get(outcome, 0) for outcome in OUTCOME.codes}
    figures = {name: int(of_period[name].sum()) for name in ("n_observation", "n_reject")}
    return {"n_new": landing.n_new, "reading_key": landing.reading_key, **counts, **figures}


def of_tables(tree: Path, period: str) -> Metadata:
    """What the tables say of a period: reports read of those due, figures, how many are held; empty without tables."""
    if not (tree / "parquet" / "duty_status.parquet").exists():
        return {}
    coverage = query(tree, COVERAGE, {"period": period}).to_dicts()[0]
    slices = query(tree, SLICES, {"period": period}).to_dicts()[0]
    n_due, n_read = int(coverage["n_due"]), int(coverage["n_read"])
    share = {"coverage_pct": round(100 * n_read / n_due, 1)} if n_due else {}
    return {**coverage, **slices, **share}


def of_release(places: Places, release: Release) -> Metadata:
    """The folder of a release, its verdict, its tables and their rows."""
    verdict = places.release / f"{release.release_id}.verdict.json"
    tables = sorted((release.folder / "parquet").glob("*.parquet"))
    rows = sum(pl.scan_parquet(path).select(pl.len()).collect().item() for path in tables)
    return {
        **{"release_id": release.release_id, "build_id": release.build_id},
        **{"folder": MetadataValue.path(release.folder), "verdict": MetadataValue.path(verdict)},
        **{"n_tables": len(tables), "dagster/row_count": rows},
    }


def of_files(made: Made, analysis: MadeAnalysis) -> Metadata:
    """Where the files for people and the analysis tables are; those that could not be made are sentences."""
    named = {"workbook": made.workbook, "page": made.page, "pdf": made.pdf}
    named |= {f"bulletin_{n}": path for n, path in enumerate(made.bulletins, 1)}
    links = {name: MetadataValue.path(path) for name, path in named.items() if path is not None}
    counts = {"n_communes": made.n_communes, "n_csv": made.n_csv, "n_bulletins": len(made.bulletins)}
    counts |= {"n_analysis_tables": len(analysis.n_rows)}
    said = [*made.faults, *analysis.faults]
    faults = {"faults": MetadataValue.md("\n".join(f"- {fault.vi}" for fault in said))} if said else {}
    return {"release_id": made.release_id, "folder": MetadataValue.path(made.folder), **links, **counts, **faults}


def of_site(made: MadeSite) -> Metadata:
    """Which page to open; parts that could not be made are sentences."""
    start = {"open": MetadataValue.path(made.start)} if made.start else {}
    faults = {"faults": MetadataValue.md("\n".join(f"- {fault.vi}" for fault in made.faults))} if made.faults else {}
    return {"release_id": made.release_id, **start, "n_pages": made.n_pages, **faults}


def of_replies(written: Sequence[Reply]) -> Metadata:
    """Where the replies are, how many have questions, and how many questions there are."""
    folder = {"folder": MetadataValue.path(written[0].path.parent)} if written else {}
    asked = sum(bool(answer.n_marks) for answer in written)
    marks = sum(answer.n_marks for answer in written)
    return {"n_replies": len(written), "n_with_questions": asked, "n_questions": marks, **folder}


def _skipped_name(entry: Skipped) -> str:
    return technical_name(Path(entry.source).name, "–")


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Metadata:
    return {"table": MetadataValue.md(table(heads, rows))} if rows else {}
