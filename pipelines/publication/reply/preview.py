"""What files would change if they were received now: read aside, held against what stands, nothing stored.

Here: the differences as rows. Not here: how a file is read (submissions), how differences look on a screen (cli).
The figures are those of the submissions: a correction by decision is told beside them, not worked into them.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.codebook.load import Codebook
from pipelines.ledger import Entry, Ledger
from pipelines.publication.candidate.in_force import DUTY, SLICE, figures_in_force, submissions_in_force
from pipelines.publication.candidate.run_suites import landed
from pipelines.settings import Places
from pipelines.submissions.intake.land import land, land_aside
from pipelines.submissions.intake.read_one import Task
from pipelines.submissions.intake.receive import files_of

CHANGED, ADDED, REMOVED, REJECTED = "changed", "added", "removed", "rejected"
Row = Mapping[str, Any]
Figure = tuple[float | None, str]  # value, obs_status


@dataclass(frozen=True)
class Difference:
    """One slice that would not be what it is: its figures as (value, obs_status), None where there is none."""

    kind: str
    slice: Row
    old: Figure | None
    new: Figure | None
    raw: str  # of a reject: what stands in the cell
    row_key: str
    sheet: str
    address: str
    decisions: tuple[int, ...]  # ledger positions of those that expect the old figure


@dataclass(frozen=True)
class Preview:
    """One submission of one file: what it is, which submissions it meets, what it would change."""

    file: Path
    submission: Row
    meets: tuple[Row, ...]
    differences: tuple[Difference, ...]
    n_same: int

    def count(self, kind: str) -> int:
        return sum(one.kind == kind for one in self.differences)


@dataclass(frozen=True)
class _Tables:
    """What is landed, and what was read aside as if it came next."""

    submissions: pl.DataFrame
    observations: pl.DataFrame
    cells: pl.DataFrame

    def until(self, seq: int) -> pl.DataFrame:
        return self.submissions.filter(pl.col("receipt_seq") <= seq)


def preview(
    places: Places, codebook: Codebook, paths: Sequence[Path], stated: dict[str, str | None], mode: str | None
) -> list[Preview]:
    """Each file against what stands, those before it in the call included; `stated` as for receive."""
    files = files_of(codebook, paths, stated)
    entries = Ledger(places.ledger).read()
    landing = land(places, codebook, entries)
    last = entries[-1].seq if entries else 0
    tasks = [_task(file, last + n, stated, mode) for n, file in enumerate(files, start=1)]
    with tempfile.TemporaryDirectory() as aside:
        if tasks:
            land_aside(places, codebook, tasks, Path(aside))
        tables = _Tables(
            *(
                pl.concat([landed(folder, table, last + len(tasks)) for folder in (landing.folder, Path(aside))])
                for table in ("submission", "observation", "cell")
            )
        )
    decided = [entry for entry in entries if entry.kind == "decision"]
    by_seq = {task.receipt_seq: file for task, file in zip(tasks, files, strict=True)}
    fresh = tables.submissions.filter(pl.col("receipt_seq") > last).sort("receipt_seq", "block_no")
    return [_preview(by_seq[row["receipt_seq"]], row, tables, decided) for row in fresh.iter_rows(named=True)]


def _task(file: Path, seq: int, stated: Mapping[str, str | None], mode: str | None) -> Task:
    sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
    given = (stated["sender"], stated["form"], stated["period"])
    return Task(seq, f"R{seq:06d}-{sha256[:8]}", sha256, str(file.resolve()), file.name, *given, mode=mode)


def _preview(file: Path, row: Row, tables: _Tables, decided: Sequence[Entry]) -> Preview:
    if row["outcome"] != "read":
        return Preview(file, row, (), (), 0)
    duty = [pl.col(name) == row[name] for name in DUTY]
    before, after = (tables.until(seq).filter(*duty) for seq in (row["receipt_seq"] - 1, row["receipt_seq"]))
    old, new = (_by_slice(figures_in_force(rows, tables.observations)) for rows in (before, after))
    mine = tables.cells.filter(pl.col("submission_id") == row["submission_id"], pl.col("outcome") == "reject")
    rejects = {(one["row_key"], one["col_key"]): one for one in mine.iter_rows(named=True) if one["row_key"]}
    differences: list[Difference] = []
    n_same = 0
    for key in dict.fromkeys((*old, *new)):
        then, now = old.get(key), new.get(key)
        place = (then or now or {})["row_key"], (then or now or {})["col_key"]
        kind = REJECTED if place in rejects else _kind(_figure(then), _figure(now))
        if kind:
            cell = rejects.pop(place) if kind == REJECTED else now or then or {}
            differences.append(_difference(kind, key, then, now, cell, decided))
        else:
            n_same += _figure(now) is not None
    differences += [_difference(REJECTED, (), None, None, cell, decided) for cell in rejects.values()]
    meets = submissions_in_force(before).sort("receipt_seq").to_dicts()
    in_order = sorted(differences, key=lambda one: (one.row_key, len(one.address), one.address))
    return Preview(file, row, tuple(meets), tuple(in_order), n_same)


def _by_slice(figures: pl.DataFrame) -> dict[tuple[str, ...], Row]:
    return {tuple(row[name] for name in SLICE): row for row in figures.iter_rows(named=True)}


def _figure(row: Row | None) -> Figure | None:
    """What the row says of its slice; a blank says nothing."""
    return None if row is None or row["obs_status"] == "blank" else (row["value"], row["obs_status"])


def _kind(old: Figure | None, new: Figure | None) -> str:
    if old == new:
        return ""
    return ADDED if old is None else REMOVED if new is None else CHANGED


def _difference(
    kind: str, key: tuple[str, ...], old: Row | None, new: Row | None, cell: Row, decided: Sequence[Entry]
) -> Difference:
    then, named = _figure(old), {str(name): value for name, value in zip(SLICE, key, strict=False)}
    hangs = tuple(
        entry.seq
        for entry in decided
        if then
        and entry.payload.get("expected_value") == then[0]
        and all(entry.payload.get(name) == value for name, value in named.items())
    )
    now = None if kind == REJECTED else _figure(new)
    raw = str(cell["raw_text"] or "") if kind == REJECTED else ""
    return Difference(kind, named, then, now, raw, cell["row_key"] or "", cell["sheet"], cell["address"], hangs)
