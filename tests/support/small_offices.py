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
        rows = _rows(path)
        kept = sorted(row["reporter_code"] for row in rows)[:n_communes]
        _write(path, [row for row in rows if row["reporter_code"] in kept])
    return folder


def owe_from(seeds: Path, day: str) -> None:
    """Let the monthly forms and their duties be in force from `day` on, so that more months can be run."""
    forms = [path for path in sorted((seeds / "forms").glob("*.csv")) if "2027" not in path.name]
    monthly = {row["form_code"] for path in forms for row in _rows(path) if row["frequency"] == "month"}
    for path in [*forms, *sorted((seeds / "obligation_rules").glob("*.csv"))]:
        rows = _rows(path)
        for row in rows:
            if row["form_code"] in monthly:
                row["valid_from"] = day
        _write(path, rows)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _write(path: Path, rows: Sequence[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def fill_inbox(inbox: Path, seeds: Path, province: str, months: Sequence[str], scratch: Path) -> int:
    """Put the workbooks due for these months, without mistakes, into `inbox/<province>/<month>`; returns how many."""
    written = write_sample(load(seeds), province, months, scratch / province, has_mistakes=False)
    for path in written:
        month = next(month for month in months if f"_{month}_" in path.name)
        folder = inbox / province / month
        folder.mkdir(parents=True, exist_ok=True)
        path.rename(folder / path.name)
    return len(written)
