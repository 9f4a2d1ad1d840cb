"""What files would change if they were received now, compared with the figures in force; nothing is stored.

The figures are those of submissions. A decision that corrects one is named beside it and not applied to it.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

from pipelines.codebook.load import Codebook
from pipelines.codebook.schema.columns import SLICE_KEY
from pipelines.ledger import Entry, Ledger
from pipelines.ledger.days import today
from pipelines.publication.candidate.in_force import DUTY, figures_in_force, submissions_in_force
from pipelines.settings import Places
from pipelines.submissions.intake.archives.open_archive import may_hold_files, open_archive
from pipelines.submissions.intake.inbox.scan import FoundFile
from pipelines.submissions.intake.land import land, land_aside
from pipelines.submissions.intake.order.landed import as_read, landed, order_among, would_wait
from pipelines.submissions.intake.read_file import Task
from pipelines.submissions.intake.receive import Delivery, files_of

CHANGED, ADDED, REMOVED, REJECTED = "changed", "added", "removed", "rejected"
Row = Mapping[str, Any]


class Figure(NamedTuple):
    """A value, or the status that says why there is none."""

    value: float | None
    status: str


@dataclass(frozen=True)
class FigureChange:
    """One figure that would be another one; `old` or `new` is None where there is none."""

    kind: str
    slice: Row
    old: Figure | None
    new: Figure | None
    raw: str  # the cell's text, of a reject
    row_key: str
    sheet: str
    address: str
    decisions: tuple[int, ...]  # ledger positions of those that expect the old figure


@dataclass(frozen=True)
class Preview:
    """One submission of one file: its row, the submissions that it replaces or corrects, and what it would change."""

    file: Path
    submission: Row
    meets: tuple[Row, ...]
    changes: tuple[FigureChange, ...]
    n_same: int

    def count(self, kind: str) -> int:
        """The number of changes of one kind."""
        return sum(change.kind == kind for change in self.changes)


@dataclass(frozen=True)
class _Tables:
    """What is landed, and what was read aside as if it came next."""

    submissions: pl.DataFrame
    observations: pl.DataFrame
    cells: pl.DataFrame

    def figures_of(self, duty: Row, seq: int) -> tuple[pl.DataFrame, dict[tuple[str, ...], Row]]:
        """The submissions of a duty up to a ledger position, and their figures in force by slice."""
        same = [pl.col(name) == duty[name] for name in DUTY]
        submissions = self.submissions.filter(pl.col("receipt_seq") <= seq, *same)
        figures = figures_in_force(submissions, self.observations).iter_rows(named=True)
        return submissions, {tuple(row[name] for name in SLICE_KEY): row for row in figures}


def preview(
    places: Places, codebook: Codebook, paths: Sequence[Path], stated: dict[str, str | None], mode: str | None
) -> list[Preview]:
    """What each file would change; later files are compared with the earlier ones of the call too.

    `stated` has the keys sender, form and period, as for receiving.
    """
    found = files_of(codebook, paths, Delivery(stated.get("sender"), stated.get("form"), stated.get("period")))
    entries = Ledger(places.ledger).read()
    landing = land(places, codebook, entries)
    last = entries[-1].seq if entries else 0
    with tempfile.TemporaryDirectory() as aside, tempfile.TemporaryDirectory() as unpacked:
        files = [member for file in found.files for member in _with_contents(file, Path(unpacked))]
        tasks = [_task(file, last + n, stated, mode) for n, file in enumerate(files, start=1)]
        if tasks:
            land_aside(places, codebook, tasks, Path(aside))
        tables = _Tables(
            *(
                pl.concat([landed(landing.folder, table, last), as_read(Path(aside), table, last + len(tasks))])
                for table in ("submission", "observation", "cell")
            )
        )
        both = ((tables.submissions, landing.folder), (tables.submissions.clear(), Path(aside)))
        order = order_among(both)
    decisions = [entry for entry in entries if entry.kind == "decision"]
    by_seq = {task.receipt_seq: Path(file.source) for task, file in zip(tasks, files, strict=True)}
    fresh = tables.submissions.filter(pl.col("receipt_seq") > last).sort("receipt_seq", "block_no")
    rows = [row | would_wait(row, order) for row in fresh.iter_rows(named=True)]
    return [_preview(by_seq[row["receipt_seq"]], row, tables, decisions) for row in rows]


def _with_contents(file: FoundFile, aside: Path) -> list[FoundFile]:
    """The files of an archive or a message, unpacked below `aside`; the file itself where it is none."""
    if not may_hold_files(file.path):
        return [file]
    folder = Path(tempfile.mkdtemp(dir=aside))
    inner = open_archive(file.path, folder).files
    return [FoundFile(member.path, f"{file.source}/{member.name}", folder) for member in inner] or [file]


def _task(file: FoundFile, seq: int, stated: Mapping[str, str | None], mode: str | None) -> Task:
    """The task of reading a file as if it had been received at that ledger position."""
    sha256 = hashlib.sha256(file.path.read_bytes()).hexdigest()
    return Task(
        receipt_seq=seq,
        receipt_id=f"R{seq:06d}-{sha256[:8]}",
        sha256=sha256,
        path=str(file.path.resolve()),
        name=file.source.rpartition("/")[2],
        sender=stated["sender"],
        form=stated["form"],
        period=stated["period"],
        mode=mode,
        received=today(),
    )


def _preview(file: Path, row: Row, tables: _Tables, decisions: Sequence[Entry]) -> Preview:
    """One submission compared with the figures in force before it."""
    if row["outcome"] != "read":
        return Preview(file, row, (), (), 0)
    before, old = tables.figures_of(row, row["receipt_seq"] - 1)
    _, new = tables.figures_of(row, row["receipt_seq"])
    cells = tables.cells.filter(pl.col("submission_id") == row["submission_id"], pl.col("outcome") == "reject")
    rejects = {(cell["row_key"], cell["col_key"]): cell for cell in cells.iter_rows(named=True) if cell["row_key"]}
    changes: list[FigureChange] = []
    n_same = 0
    for key in dict.fromkeys((*old, *new)):
        earlier, later = old.get(key), new.get(key)
        stated = later or earlier or {}
        named: Row = {name: value for name, value in zip(SLICE_KEY, key, strict=True)}
        reject = rejects.pop((stated["row_key"], stated["col_key"]), None)
        if reject:
            changes.append(_reject(reject, named, _figure(earlier), decisions))
        elif _figure(earlier) != _figure(later):
            changes.append(_change(stated, named, (_figure(earlier), _figure(later)), decisions))
        else:
            n_same += _figure(later) is not None
    changes += [_reject(cell, {}, None, decisions) for cell in rejects.values()]
    in_order = sorted(changes, key=lambda change: (change.row_key, len(change.address), change.address))
    meets = submissions_in_force(before).sort("receipt_seq").to_dicts()
    return Preview(file, row, tuple(meets), tuple(in_order), n_same)


def _figure(row: Row | None) -> Figure | None:
    """The figure of an observation; None for a blank one."""
    return None if row is None or row["obs_status"] == "blank" else Figure(row["value"], row["obs_status"])


def _change(
    cell: Row, named: Row, figures: tuple[Figure | None, Figure | None], decisions: Sequence[Entry]
) -> FigureChange:
    """A figure that changes, comes or goes."""
    old, new = figures
    kind = ADDED if old is None else REMOVED if new is None else CHANGED
    place = (cell["row_key"] or "", cell["sheet"], cell["address"])
    return FigureChange(kind, named, old, new, "", *place, decisions=_expecting(old, named, decisions))


def _reject(cell: Row, named: Row, old: Figure | None, decisions: Sequence[Entry]) -> FigureChange:
    """A cell that cannot be read, with the figure that stands in its place now."""
    place = (cell["row_key"] or "", cell["sheet"], cell["address"])
    raw = str(cell["raw_text"] or "")
    return FigureChange(REJECTED, named, old, None, raw, *place, decisions=_expecting(old, named, decisions))


def _expecting(old: Figure | None, named: Row, decisions: Sequence[Entry]) -> tuple[int, ...]:
    """The ledger positions of decisions about the slice that expect its old value."""
    return tuple(
        entry.seq
        for entry in decisions
        if old
        and entry.payload.get("expected_value") == old.value
        and all(entry.payload.get(name) == value for name, value in named.items())
    )
