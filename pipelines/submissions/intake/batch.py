"""Writes the outcomes of many files as Parquet, one file a table, period and batch.

A note beside them, written last, says that the batch is whole.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import chain, groupby
from pathlib import Path
from typing import Any, cast

import numpy as np
import polars as pl
from numpy.typing import NDArray

from pipelines.codebook.read import POLARS
from pipelines.process import fsync_path
from pipelines.submissions import READER_VERSION
from pipelines.submissions.extract.mode import FULL
from pipelines.submissions.extract.submissions import Submission
from pipelines.submissions.intake.landing_tables import LANDING
from pipelines.submissions.intake.read_file import ReadResult
from pipelines.submissions.templates.packed import NONE, SEPARATOR, length

SCHEMAS: dict[str, dict[str, pl.DataType]] = {
    table: {name: POLARS[column.dtype] for name, column in declared.columns.items()}
    for table, declared in LANDING.items()
}
NOWHERE = "_none"  # the folder of submissions whose period is not known
FLUSH = 100_000  # rows kept as Python objects before they become columns: about 60 MB


@dataclass(slots=True)
class _Growing:
    """A table under construction: rows that share their first columns come in runs."""

    schema: dict[str, pl.DataType]
    heads: list[tuple[Any, ...]] = field(default_factory=lambda: [])  # what the rows of a run share
    lengths: list[int] = field(default_factory=lambda: [])
    pieces: list[list[Any]] = field(default_factory=lambda: [])  # of the other columns, one for each run
    frames: list[pl.DataFrame] = field(default_factory=lambda: [])

    def add(self, head: tuple[Any, ...], columns: list[Any]) -> None:
        """A run of rows, given by column: a sequence of values, or as workers/packing.py makes it."""
        self.pieces = self.pieces or [[] for _ in columns]
        self.heads.append(head)
        self.lengths.append(length(columns[0]))
        for growing, column in zip(self.pieces, columns, strict=True):
            growing.append(column)
        if sum(self.lengths) > FLUSH:
            self.flush()

    def flush(self) -> None:
        """Turn the Python objects into columns."""
        if not self.heads:
            return
        runs = np.repeat(np.arange(len(self.heads)), self.lengths)
        n = len(self.heads[0])
        names = list(self.schema)
        shared = [[head[at] for head in self.heads] for at in range(n)]
        series = [
            pl.Series(name, values, self.schema[name])[runs] for name, values in zip(names[:n], shared, strict=True)
        ]
        series += [
            _column(name, pieces, self.schema[name]) for name, pieces in zip(names[n:], self.pieces, strict=True)
        ]
        self.frames.append(pl.DataFrame(series))
        self.heads, self.lengths, self.pieces = [], [], []

    def frame(self) -> pl.DataFrame:
        """The whole table."""
        self.flush()
        return pl.concat(self.frames)


def _column(name: str, pieces: list[Any], dtype: pl.DataType) -> pl.Series:
    """The column that the pieces make; packed ones side by side are taken apart together."""
    parts: list[pl.Series] = []
    for is_packed, run in groupby(pieces, lambda piece: isinstance(piece, str)):
        if is_packed:
            texts = _packed(name, list(run))
            parts.append(texts if texts.dtype == dtype else texts.cast(dtype))
        else:
            parts.append(pl.Series(name, list(chain.from_iterable(run)), dtype, strict=True))
    return parts[0] if len(parts) == 1 else pl.concat(parts, rechunk=True)


def _packed(name: str, texts: list[str]) -> pl.Series:
    """The column of all texts; of files that are filled alike the same one comes again and again."""
    numbers = {text: no for no, text in enumerate(dict.fromkeys(texts))}
    if 4 * len(numbers) > len(texts):
        return _texts(name, SEPARATOR.join(texts))
    known = [_texts(name, text) for text in numbers]
    order = np.array([numbers[text] for text in texts])
    lengths = np.array([len(each) for each in known])
    starts: NDArray[np.int64] = np.cumsum(lengths) - lengths
    rows = np.arange(int(lengths[order].sum()))
    shift: NDArray[np.int64] = starts[order] - np.cumsum(lengths[order]) + lengths[order]
    index = cast("NDArray[np.int64]", rows + np.repeat(shift, lengths[order]))
    return pl.concat(known, rechunk=True).gather(index)


def _texts(name: str, packed: str) -> pl.Series:
    texts = pl.Series(name, [packed]).str.split(SEPARATOR).explode()
    return texts.set(texts == NONE, None) if NONE in packed else texts


class Batch:
    """What was read so far, by period folder and table."""

    def __init__(self, province: str) -> None:
        self.province = province
        self.receipts: list[str] = []
        self.broken: list[str] = []
        self.lost: list[str] = []
        self._tables: dict[tuple[str, str], _Growing] = {}

    def add(self, outcome: ReadResult) -> None:
        """Take one file's outcome."""
        task = outcome.task
        self.receipts.append(task.receipt_id)
        if task.is_lost:
            self.lost.append(task.receipt_id)
        elif outcome.parts[0].row.get("reason_code") in ("blob_damaged", "blob_missing"):
            self.broken.append(task.receipt_id)
        first = outcome.parts[0].row.get("period_code") or NOWHERE
        self._grow(first, "sheet", (task.receipt_id, task.receipt_seq), list(zip(*outcome.sheets, strict=True)))
        for part in outcome.parts:
            self._part(outcome, part)

    def write(self, folder: Path, name: str) -> None:
        """Put every table in place, submissions last, then the note that makes the batch count."""
        tables = sorted(self._tables.items(), key=lambda item: (item[0][1] == "submission", item[0]))
        hashes: dict[str, str] = {}
        for (period, table), growing in tables:
            target = folder / period / f"{table}-{name}.parquet"
            target.parent.mkdir(parents=True, exist_ok=True)
            _put(target, growing.frame().write_parquet)
            if table == "personal":
                target.chmod(0o600)  # the one table that names people: for the account that runs the month alone
            hashes[f"{period}/{target.name}"] = hashlib.sha256(target.read_bytes()).hexdigest()
        for period in {period for period, _ in self._tables}:
            fsync_path(folder / period)  # the names of the tables, before the note that says they are there
        ids = {"receipts": sorted(self.receipts), "broken": sorted(self.broken), "lost": sorted(self.lost)}
        note = json.dumps({**ids, "files": hashes})
        _put(folder / f"whole-{name}.json", lambda path: path.write_text(note, encoding="utf-8"))
        fsync_path(folder)

    def _part(self, outcome: ReadResult, part: Submission) -> None:
        task, row = outcome.task, part.row
        period = row.get("period_code") or NOWHERE
        submission_id = f"{task.receipt_id}-{row['block_no']}"
        full = (
            {"mode": task.mode or FULL}
            | row
            | {
                "submission_id": submission_id,
                "receipt_id": task.receipt_id,
                "receipt_seq": task.receipt_seq,
                "province_code": self.province,
                "delivery": task.delivery,
                "accepts": ",".join(task.accepts) or None,
                "reader_version": READER_VERSION,
            }
        )
        self._grow(period, "submission", (), [(full.get(name),) for name in SCHEMAS["submission"]])
        self._grow(period, "cell", (submission_id, task.receipt_id, task.receipt_seq), part.cells)
        self._grow(period, "observation", (submission_id, task.receipt_seq), part.observations)
        self._grow(period, "personal", (submission_id,), part.personal)
        self._grow(period, "record", (submission_id,), part.records)
        self._grow(period, "match", (submission_id,), part.matches)

    def _grow(self, period: str, table: str, head: tuple[Any, ...], columns: list[Any]) -> None:
        if columns:
            self._tables.setdefault((period, table), _Growing(SCHEMAS[table])).add(head, columns)


def _put(target: Path, write: Callable[[Path], object]) -> None:
    """Write beside the target, make it durable, rename: a name in the landing is always a whole file."""
    scratch = target.with_name(f".{target.name}.tmp")
    write(scratch)
    fsync_path(scratch)
    os.replace(scratch, target)


def notes(folder: Path) -> Iterable[tuple[str, dict[str, Any]]]:
    """Name and note of every whole batch. A batch whose note or files changed since is none, and is discarded."""
    for path in sorted(folder.glob("whole-*.json")):
        name = path.stem.removeprefix("whole-")
        try:
            note = json.loads(path.read_text(encoding="utf-8"))
        except ValueError:  # cut
            note = None
        if note and all(_is_same(folder / file, sha256) for file, sha256 in note.get("files", {}).items()):
            yield name, note
        else:
            discard(folder, name)


def _is_same(path: Path, sha256: str) -> bool:
    """True if the file is there with these bytes."""
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == sha256


def discard(folder: Path, name: str) -> None:
    """Take a batch away; its note first, so that a crash leaves a torn batch and never a false one."""
    (folder / f"whole-{name}.json").unlink(missing_ok=True)
    for path in folder.glob(f"*/*-{name}.parquet"):
        path.unlink()


def sweep(folder: Path) -> None:
    """Remove what a crash left: unfinished files, and files of batches that have no note."""
    whole = {name for name, _ in notes(folder)}
    for path in [*folder.glob("*/.*.tmp"), *folder.glob(".*.tmp")]:
        path.unlink()
    for path in folder.glob("*/*.parquet"):
        if path.stem.partition("-")[2] not in whole:
            path.unlink()
