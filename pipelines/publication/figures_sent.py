"""What the files in force state of figures, from the landing: a decision is compared with it before any build."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import polars as pl

from pipelines.codebook.schema.columns import SLICE_KEY
from pipelines.ledger import Ledger
from pipelines.ledger.file_names import technical_name
from pipelines.publication.candidate.in_force import figures_in_force
from pipelines.publication.month import land
from pipelines.quality.standing import Sent, Slice
from pipelines.settings import Places
from pipelines.submissions.intake.order.landed import landed


def figures_sent(places: Places, seeds: Path, periods: Collection[str]) -> dict[Slice, Sent]:
    """Every figure of some periods as sent, with its place. Files that are not read yet are read."""
    landing = land(places, seeds)
    last = Ledger(places.ledger).head()[0]
    submissions = landed(landing.folder, "submission", last)
    observations = landed(landing.folder, "observation", last).filter(pl.col("period_code").is_in(list(periods)))
    names: dict[str, str] = {}
    for entry in Ledger(places.ledger).read():
        if entry.kind == "receipt":
            receipt = str(entry.payload["receipt_id"])
            names[receipt] = technical_name(str(entry.payload["original_name"]), receipt)
    receipts = dict(submissions.select("submission_id", "receipt_id").iter_rows())
    found: dict[Slice, Sent] = {}
    for row in figures_in_force(submissions, observations).iter_rows(named=True):
        receipt = receipts[row["submission_id"]]
        file = str(names.get(receipt, receipt))
        found[tuple(row[name] for name in SLICE_KEY)] = Sent(row["value"], file, row["sheet"], row["address"])
    return found
