"""Entries for the registers of any form, invented from the codebook: as many as the figure that counts them.

Names, codes and documents say of themselves that they are simulated. No person is invented:
personal columns stay empty.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from random import Random
from typing import Any

import polars as pl

from pipelines.codebook.load import Codebook
from pipelines.forms.blank.content import Entry
from pipelines.sample.figures import LineFigures

MARK = "mô phỏng"
FIRST_DAY, N_DAYS = date(2025, 11, 1), 250  # the days of simulated documents: the same in every period


def register_entries(codebook: Codebook, lines: pl.DataFrame, counts: LineFigures) -> dict[str, list[Entry]]:
    """Return the entries of each register among the form's lines, by row_key; `counts` says how many there are."""
    found: dict[str, list[Entry]] = {}
    for line in lines.filter(row_kind="repeat").iter_rows(named=True):
        block = {name: line[name] for name in ("form_code", "form_version", "block_no")}
        columns = codebook.tables["form_columns"].filter(~pl.col("is_personal"), **block).rows(named=True)
        n = int(counts[line["row_key"], line["due_measures"]])
        found[line["row_key"]] = [_entry(columns, line["label_vi"], number) for number in range(1, n + 1)]
    return found


def _entry(columns: Iterable[dict[str, Any]], noun: str, number: int) -> Entry:
    """Return entry `number` of the list of `noun`; it has the same fields in every period."""
    rng = Random(f"{noun}:{number}")
    fields: dict[str, float | int | str] = {}
    for column in columns:
        key, role = column["col_key"], column["role"]
        if role == "label":
            fields[key] = f"{noun} {MARK} {number:02d}"
        elif role == "entity_key":
            fields[key] = f"MP-{number:04d}"
        elif role == "date":
            fields[key] = (FIRST_DAY + timedelta(days=rng.randint(0, N_DAYS))).isoformat()
        elif role == "value":
            fields[key] = 5 * rng.randint(0, 60)
        elif role == "context":
            fields[key] = f"{column['header_vi']} {number} ({MARK})"
    return fields
