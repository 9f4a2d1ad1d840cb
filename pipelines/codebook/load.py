"""The codebook as a whole: load it from seeds, identify it by a hash, write and read its snapshots."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import polars as pl

from pipelines.codebook.checks import check
from pipelines.codebook.damage.repairs import with_repairs
from pipelines.codebook.damage.spreadsheet import workbooks
from pipelines.codebook.errors import CodebookError, problem_at
from pipelines.codebook.periods import with_derived
from pipelines.codebook.read import read_table, row_lines, seed_files, stray_workbooks
from pipelines.codebook.schema import SEEDS, TABLES
from pipelines.codebook.text import name_ascii, name_fold, sort_key

READING_TABLES = (
    *("areas", "aliases", "reporters", "periods", "forms", "form_anchors", "form_blocks", "form_columns", "form_rows"),
    *("uoms", "measures", "breakdowns", "senders", "area_links"),
)
N_KEPT = 4


@dataclass(frozen=True)
class Codebook:
    """The tables of the schema, typed and sorted by key.

    `hash` changes with any value. `reading_hash` changes only with what the reading of a workbook depends on.
    """

    tables: dict[str, pl.DataFrame]
    hash: str
    reading_hash: str


def load(root: Path) -> Codebook:
    """Return the codebook of the seeds folder `root`.

    `areas` and `reporters` get the derived columns name_fold, name_ascii and sort_key, `aliases` gets text_fold. A
    command loads it several times: the last N_KEPT codebooks are kept by the content of their files (10 ms instead of
    450).

    Raises:
        CodebookError: lists every problem of every table.
    """
    state = _state(root)
    if state not in _kept:
        codebook = read_seeds(root)
        if _state(root) != state:  # a file changed while it was read
            return codebook
        if len(_kept) == N_KEPT:
            del _kept[next(iter(_kept))]
        _kept[state] = codebook
    return replace(_kept[state], tables=dict(_kept[state].tables))


def read_seeds(root: Path) -> Codebook:
    """Read and check the seeds folder `root` without the codebooks that are kept; result and errors as of `load`."""
    problems = stray_workbooks(root)
    declared = {table: read_table(root, table, problems) for table in SEEDS}
    declared["periods"] = with_derived(declared["periods"], declared["calendars"])
    problems += check(declared)
    if problems:
        raise CodebookError(with_repairs(problems, declared, partial(row_lines, root)))
    digests = {table: _sha256(declared[table]) for table in TABLES}
    return Codebook(
        tables={table: _derive(table, declared[table]) for table in TABLES},
        hash=_digest(digests, tuple(TABLES)),
        reading_hash=_digest(digests | _reading_digests(declared), READING_TABLES),
    )


_kept: dict[str, Codebook] = {}


def _state(root: Path) -> str:
    """Return a hash of the names and contents of all files of the tables, and of the names of workbooks beside them."""
    whole = hashlib.sha256("".join(f"{path.name}\n" for path in workbooks(root, SEEDS)).encode())
    for path in (path for table in SEEDS for path in seed_files(root, table)):
        whole.update(f"{path.relative_to(root).as_posix()} {hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return whole.hexdigest()


def areas_of_forms(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Return the areas of the sets that some form's area column names.

    Only these and `former_areas` enter the reading hash: a change of another province's communes makes no workbook be
    read again.
    """
    sets = tables["form_blocks"]["area_set"].drop_nulls().unique().to_list()
    return tables["areas"].filter(pl.col("area_set").is_in(sets))


def former_areas(tables: Mapping[str, pl.DataFrame]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the areas by whose names a reporter may be known, and the links from former areas to those of reporters.

    They are the areas of reporters, those linked to them, and what these lie in.
    """
    reported = tables["reporters"].filter(kind="commune")["area_id"].to_list()
    links = tables["area_links"].filter(pl.col("to_id").is_in(reported))
    wanted = {*tables["reporters"]["area_id"].drop_nulls().to_list(), *links["from_id"].to_list()}
    parents = dict(tables["areas"].select("area_id", "parent_id").iter_rows())
    while above := {parents[area] for area in wanted if parents.get(area)} - wanted:
        wanted |= above
    return tables["areas"].filter(pl.col("area_id").is_in(sorted(wanted))), links


def _reading_digests(tables: Mapping[str, pl.DataFrame]) -> dict[str, str]:
    """The digests of the tables of which reading depends on a part."""
    former, links = former_areas(tables)
    areas = pl.concat([areas_of_forms(tables), former]).unique(maintain_order=True)
    return {"areas": _sha256(areas), "area_links": _sha256(links)}


def save_snapshot(codebook: Codebook, folder: Path) -> Path:
    """Write the declared columns to `<folder>/<hash>/<table>.csv` unless they are there, and return that folder."""
    target = folder / codebook.hash
    if target.exists():
        return target
    folder.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(dir=folder, prefix=".snapshot-"))
    try:
        for table, frame in codebook.tables.items():
            _write_durable(scratch / f"{table}.csv", _csv(frame.select(list(TABLES[table].columns))))
    except OSError:  # a full disk
        shutil.rmtree(scratch, ignore_errors=True)
        raise
    scratch.chmod(0o755)
    try:
        os.replace(scratch, target)
    except OSError:  # another process was faster; the same hash means the same content
        shutil.rmtree(scratch)
        if not target.exists():
            raise
    return target


def _write_durable(path: Path, content: bytes) -> None:
    """Write a file whose bytes are on the disk before its folder gets the name by which it is believed."""
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def snapshot_hash(path: Path) -> str | None:
    """Return the hash of a snapshot folder from its bytes; None where it has a table that this version does not know.

    It takes milliseconds, reads no table and finds every changed byte; an older version's snapshot may lack tables.
    """
    digests = {file.stem: hashlib.sha256(file.read_bytes()).hexdigest() for file in path.glob("*.csv")}
    if digests.keys() - TABLES.keys():
        return None
    return _digest(digests, tuple(table for table in TABLES if table in digests))


def load_snapshot(path: Path) -> Codebook:
    """Return the codebook of a snapshot folder.

    Raises:
        CodebookError: the content is invalid, or has another hash than the folder's name.
    """
    codebook = load(path)
    if codebook.hash != path.name:
        raise CodebookError([problem_at("snapshot", path.name, "", codebook.hash, "content_hash", hash=path.name)])
    return codebook


def _derive(table: str, frame: pl.DataFrame) -> pl.DataFrame:
    """Add the columns by which names are compared and sorted."""
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
    """Return the canonical bytes of a table: typed values in key order, however its files are split or sorted."""
    return frame.write_csv().encode()


def _sha256(frame: pl.DataFrame) -> str:
    return hashlib.sha256(_csv(frame)).hexdigest()


def _digest(digests: Mapping[str, str], tables: tuple[str, ...]) -> str:
    return hashlib.sha256("".join(f"{table} {digests[table]}\n" for table in tables).encode()).hexdigest()
