"""The codebook as a whole: load it from seeds, know it by hash, keep and read back its snapshots.

Here belong the Codebook, its derived columns and its hashes. Typing is in read.py, cross-checks are in check.py.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from pipelines.codebook.check import check
from pipelines.codebook.errors import CodebookError, Problem
from pipelines.codebook.read import read_table, seed_files
from pipelines.codebook.schema import TABLES
from pipelines.codebook.text import name_ascii, name_fold, sort_key

READING_TABLES = (
    *("areas", "aliases", "reporters", "periods", "forms", "form_anchors", "form_blocks", "form_columns", "form_rows"),
    *("uoms", "measures", "breakdowns", "senders"),
)
N_KEPT = 4


@dataclass(frozen=True)
class Codebook:
    """Every table of the schema, typed and sorted by key; `hash` names the content."""

    tables: dict[str, pl.DataFrame]
    hash: str
    reading_hash: str


def load(root: Path) -> Codebook:
    """The codebook under `root`; raises CodebookError with every problem found.

    A command asks for it several times: the last few are kept by the content of their files (10 ms instead of 450).
    """
    state = _state(root)
    if state not in _kept:
        codebook = read_seeds(root)
        if _state(root) != state:  # a file was changed meanwhile
            return codebook
        if len(_kept) == N_KEPT:
            del _kept[next(iter(_kept))]
        _kept[state] = codebook
    return replace(_kept[state], tables=dict(_kept[state].tables))


def read_seeds(root: Path) -> Codebook:
    """The codebook under `root`, read and checked; raises CodebookError with every problem found."""
    problems: list[Problem] = []
    bare = {table: read_table(root, table, problems) for table in TABLES}
    problems += check(bare)
    if problems:
        raise CodebookError(problems)
    digests = {table: _sha256(frame) for table, frame in bare.items()}
    return Codebook(
        tables={table: _derive(table, frame) for table, frame in bare.items()},
        hash=_digest(digests, tuple(TABLES)),
        reading_hash=_digest(digests | {"areas": _sha256(areas_of_forms(bare))}, READING_TABLES),
    )


_kept: dict[str, Codebook] = {}


def _state(root: Path) -> str:
    """A hash of the names and contents of all files of the tables."""
    whole = hashlib.sha256()
    for path in (path for table in TABLES for path in seed_files(root, table)):
        whole.update(f"{path.relative_to(root).as_posix()} {hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return whole.hexdigest()


def areas_of_forms(tables: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """The areas whose names a form's area column may hold: ten thousand old communes make no workbook read again."""
    sets = tables["form_blocks"]["area_set"].drop_nulls().unique().to_list()
    return tables["areas"].filter(pl.col("area_set").is_in(sets))


def save_snapshot(codebook: Codebook, folder: Path) -> Path:
    """Write the seeds' content to `<folder>/<hash>/<table>.csv` once; a second call finds it there."""
    target = folder / codebook.hash
    if target.exists():
        return target
    folder.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(dir=folder, prefix=".snapshot-"))
    for table, frame in codebook.tables.items():
        (scratch / f"{table}.csv").write_bytes(_csv(frame.select(list(TABLES[table].columns))))
    scratch.chmod(0o755)
    try:
        os.replace(scratch, target)
    except OSError:  # another process was faster; same hash, same content
        shutil.rmtree(scratch)
        if not target.exists():
            raise
    return target


def load_snapshot(path: Path) -> Codebook:
    """The codebook of a snapshot folder; its content must still have the hash that names the folder."""
    codebook = load(path)
    if codebook.hash != path.name:
        expected = (f"nội dung có mã băm {path.name}", f"content with the hash {path.name}")
        raise CodebookError([Problem("snapshot", path.name, "", codebook.hash, *expected)])
    return codebook


def _derive(table: str, frame: pl.DataFrame) -> pl.DataFrame:
    if table in ("areas", "reporters"):
        names: list[str] = frame["name_vi"].to_list()
        folded = {"name_fold": name_fold, "name_ascii": name_ascii, "sort_key": sort_key}
        return frame.with_columns(
            pl.Series(column, [fold(name) for name in names], pl.String()) for column, fold in folded.items()
        )
    if table == "aliases":
        texts: list[str] = frame["text"].to_list()
        return frame.with_columns(pl.Series("text_fold", [name_fold(text) for text in texts], pl.String()))
    return frame


def _csv(frame: pl.DataFrame) -> bytes:
    """The canonical bytes of a table: typed values, key order, so that files may be split or reordered freely."""
    return frame.write_csv().encode()


def _sha256(frame: pl.DataFrame) -> str:
    return hashlib.sha256(_csv(frame)).hexdigest()


def _digest(digests: dict[str, str], tables: tuple[str, ...]) -> str:
    return hashlib.sha256("".join(f"{table} {digests[table]}\n" for table in tables).encode()).hexdigest()
