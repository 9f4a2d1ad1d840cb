"""Copies of a release's CSV files that Excel opens by a double click.

The release's own files are for programs: no mark at the beginning, comma, decimal point. Excel on a computer with
Vietnamese regional settings opens them garbled and takes 12.5 for text. The copies have a mark of UTF-8, semicolons,
decimal commas and days as dd/mm/yyyy. A code that Excel would take for a number, such as 00715, is written as ="00715",
the only way in which it keeps its zeros. A cell that would run as a formula is left as the release escapes it.
"""

from __future__ import annotations

from pathlib import Path

import polars as pl

from pipelines.warehouse.export import NOTICE_FILE

# A number in Excel's eyes, with a zero in front or too long to be kept: it would lose digits.
LOSES_DIGITS = r"^(0\d+|\d{16,})$"


def write_copies(release: Path, folder: Path) -> int:
    """Write a copy of each CSV file of a release into `folder`; returns how many."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = sorted((release / "csv").glob("*.csv"))
    for path in paths:
        types = pl.read_parquet_schema(release / "parquet" / f"{path.stem}.parquet")
        frame = pl.read_csv(path, infer_schema=False)
        frame = frame.select(_shown(name, types[name]) for name in frame.columns)
        frame.write_csv(folder / path.name, separator=";", include_bom=True, line_terminator="\r\n")
    note = release / "csv" / NOTICE_FILE
    if note.exists():
        (folder / NOTICE_FILE).write_bytes(note.read_bytes())
    return len(paths)


def _shown(name: str, kind: pl.DataType) -> pl.Expr:
    """How a column of texts is written, by its type in Parquet."""
    column = pl.col(name)
    if kind.is_float() or kind.is_decimal():
        return column.str.replace(".", ",", literal=True)
    if kind == pl.Date:
        return column.str.replace(r"^(\d{4})-(\d{2})-(\d{2})$", "${3}/${2}/${1}")
    if kind == pl.String:
        quoted = pl.lit('="') + column + pl.lit('"')
        return pl.when(column.str.contains(LOSES_DIGITS)).then(quoted).otherwise(column).alias(name)
    return column
