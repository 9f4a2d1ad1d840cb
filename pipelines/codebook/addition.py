"""Rows that would be added to the seeds, and versions that end where they begin; written as files of a seeds folder.

Here: rows as text, their files, the one cell that closes a version. Not here: which rows (submissions/propose/form.py).
What is written is laid out like data/seeds: copied over it, it is the change.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from pipelines.codebook.checks.schema_rules import PROPOSED
from pipelines.codebook.read import seed_files
from pipelines.codebook.schema import TABLES

Row = dict[str, str]


@dataclass(frozen=True)
class Closing:
    """A version of a form that ends on `valid_to`, because the next one begins there."""

    form_code: str
    form_version: int
    valid_to: str


@dataclass
class Addition:
    """New rows by table; `name` is that of their files, without `.csv`."""

    name: str
    rows: dict[str, list[Row]] = field(default_factory=lambda: {})
    closing: Closing | None = None

    def tables(self) -> list[str]:
        return [table for table in PROPOSED if self.rows.get(table)]


def seed_text(value: Any) -> str:
    """A typed value of a table as it stands in a seed file."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else str(value)


def csv_text(table: str, rows: Sequence[Mapping[str, str]]) -> str:
    """The rows as a seed file, header first."""
    file = io.StringIO()
    writer = csv.DictWriter(file, list(TABLES[table].columns), restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue()


def new_files(addition: Addition, seeds: Path) -> Iterator[tuple[str, str]]:
    """Path below the seeds folder and text of each new file."""
    for table in addition.tables():
        yield f"{table}/{_free(seeds, table, addition.name)}.csv", csv_text(table, addition.rows[table])


def write_additions(additions: Sequence[Addition], seeds: Path, out: Path) -> list[Path]:
    """Write every new file below `out`, and each file of `forms` in which a version ends; returns them."""
    files = [entry for addition in additions for entry in new_files(addition, seeds)]
    files += close_versions([addition.closing for addition in additions if addition.closing], seeds)
    for name, text in files:
        path = out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    return [out / name for name, _ in files]


def close_versions(closings: Sequence[Closing], seeds: Path) -> Iterator[tuple[str, str]]:
    """The files that declare the versions, with their last days set; every other row stays as it is."""
    days = {(one.form_code, str(one.form_version)): one.valid_to for one in closings}
    for path in seed_files(seeds, "forms") if days else ():
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            rows, names = list(reader), list(reader.fieldnames or ())
        own = [row for row in rows if (row["form_code"], row["form_version"]) in days]
        for row in own:
            row["valid_to"] = days[row["form_code"], row["form_version"]]
        if own:
            target = io.StringIO()
            writer = csv.DictWriter(target, list(dict.fromkeys([*names, "valid_to"])), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
            yield path.relative_to(seeds).as_posix(), target.getvalue()


def _free(seeds: Path, table: str, name: str) -> str:
    """A file name that the table does not have yet."""
    taken = {path.stem for path in seed_files(seeds, table)}
    return next(free for n in range(1, 1000) if (free := name if n == 1 else f"{name}_{n}") not in taken)
