"""Small provinces: seeds with a few communes of each, and their workbooks in an inbox, by province and month."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Sequence
from pathlib import Path

from pipelines.codebook.load import load
from pipelines.sample.province import write_sample
from pipelines.settings import seeds_root


def small_seeds(folder: Path, n_communes: int) -> Path:
    """The repository's seeds with the first communes of each province; the other reporters and every rule stay."""
    shutil.copytree(seeds_root(), folder)
    for path in sorted((folder / "reporters").glob("*_communes.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        kept = sorted(row["reporter_code"] for row in rows)[:n_communes]
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(row for row in rows if row["reporter_code"] in kept)
    return folder


def fill_inbox(inbox: Path, seeds: Path, province: str, months: Sequence[str], scratch: Path) -> int:
    """Put the workbooks due for these months, without mistakes, into `inbox/<province>/<month>`; returns how many."""
    written = write_sample(load(seeds), province, months, scratch / province, has_mistakes=False)
    for path in written:
        month = next(month for month in months if f"_{month}_" in path.name)
        folder = inbox / province / month
        folder.mkdir(parents=True, exist_ok=True)
        path.rename(folder / path.name)
    return len(written)
