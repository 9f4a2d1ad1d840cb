"""Additions to the seeds: new rows and the end of the version that they replace, written as files of a seeds folder.

The files are laid out like data/seeds: copied into it, they are the change. Which rows are added is decided in
submissions/propose.
"""

from __future__ import annotations

import csv
import io
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from pipelines.codebook.checks.schema_rules import PROPOSED_TABLES
from pipelines.codebook.errors import CodebookError, Problem
from pipelines.codebook.load import Codebook, load
from pipelines.codebook.read import seed_files
from pipelines.codebook.schema import TABLES

Row = dict[str, str]


@dataclass(frozen=True)
class Closing:
    """A form version that ends on `valid_to`, because the next one begins on that day."""

    form_code: str
    form_version: int
    valid_to: str


@dataclass
class Addition:
    """New rows by table. `name` is the name of their files, without `.csv`."""

    name: str
    rows: dict[str, list[Row]] = field(default_factory=lambda: {})
    closing: Closing | None = None

    def tables(self) -> list[str]:
        """Return the tables that have new rows, in the order of the schema."""
        return [table for table in PROPOSED_TABLES if self.rows.get(table)]


def seed_text(value: Any) -> str:
    """Return a typed value as it stands in a seed file; None is an empty cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else str(value)


def csv_text(table: str, rows: Sequence[Mapping[str, str]]) -> str:
    """Return the rows as the text of a seed file, header first; a column that a row lacks is empty."""
    file = io.StringIO()
    writer = csv.DictWriter(file, list(TABLES[table].columns), restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue()


def new_files(addition: Addition, seeds: Path) -> Iterator[tuple[str, str]]:
    """Yield (path below the seeds folder, text) of each new file."""
    for table in addition.tables():
        yield f"{table}/{_free_name(seeds, table, addition.name)}.csv", csv_text(table, addition.rows[table])


def write_additions(additions: Sequence[Addition], seeds: Path, out: Path) -> list[Path]:
    """Write every new file, and each file of `forms` in which a version ends, below `out`; return their paths."""
    return write_files(changed_files(additions, seeds), out)


def changed_files(additions: Sequence[Addition], seeds: Path) -> list[tuple[str, str]]:
    """Return (path, text) of every new file, and of each file of `forms` in which a version ends."""
    files = [entry for addition in additions for entry in new_files(addition, seeds)]
    return [*files, *close_versions([addition.closing for addition in additions if addition.closing], seeds)]


def close_versions(closings: Sequence[Closing], seeds: Path) -> Iterator[tuple[str, str]]:
    """Yield (path, new text) of the files that declare the versions, with their `valid_to` set.

    Every other row of such a file stays as it is.
    """
    days = {(closing.form_code, str(closing.form_version)): closing.valid_to for closing in closings}
    for path in seed_files(seeds, "forms") if days else ():
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            rows, names = list(reader), list(reader.fieldnames or ())
        ending = [row for row in rows if (row["form_code"], row["form_version"]) in days]
        for row in ending:
            row["valid_to"] = days[row["form_code"], row["form_version"]]
        if ending:
            target = io.StringIO()
            writer = csv.DictWriter(target, list(dict.fromkeys([*names, "valid_to"])), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
            yield path.relative_to(seeds).as_posix(), target.getvalue()


def added_files(seeds: Path, name: str, rows: Mapping[str, Sequence[Row]]) -> list[tuple[str, str]]:
    """Return (path below the seeds folder, text) of the files that hold further rows.

    A table that is a folder gets a file `name`.csv of its own; one that is a single file gets the rows at its end.
    """
    files: list[tuple[str, str]] = []
    for table, lines in rows.items():
        single = seeds / f"{table}.csv"
        if not lines:
            continue
        if not single.is_file():
            files.append((f"{table}/{_free_name(seeds, table, name)}.csv", csv_text(table, lines)))
            continue
        text = single.read_text(encoding="utf-8-sig")
        names = next(csv.reader([text.splitlines()[0]]))
        target = io.StringIO()
        csv.DictWriter(target, names, restval="", extrasaction="ignore", lineterminator="\n").writerows(lines)
        files.append((single.name, text + ("" if text.endswith("\n") else "\n") + target.getvalue()))
    return files


def write_files(files: Sequence[tuple[str, str]], out: Path) -> list[Path]:
    """Write the files below `out`; return their paths."""
    for name, text in files:
        path = out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    return [out / name for name, _ in files]


def problems_with(files: Sequence[tuple[str, str]], seeds: Path) -> tuple[list[Problem], Codebook | None]:
    """Return the problems of a copy of the seeds with the files in it, or its codebook where there is none."""
    with tempfile.TemporaryDirectory() as scratch:
        copied = Path(scratch) / "seeds"
        shutil.copytree(seeds, copied)
        write_files(files, copied)
        try:
            return [], load(copied)
        except CodebookError as error:
            return error.problems, None


def _free_name(seeds: Path, table: str, name: str) -> str:
    """Return `name`, or `name_2`, `name_3` … if the table already has a file of that name."""
    taken = {path.stem for path in seed_files(seeds, table)}
    return next(free for n in range(1, 1000) if (free := name if n == 1 else f"{name}_{n}") not in taken)
