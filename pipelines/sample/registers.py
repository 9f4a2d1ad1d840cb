"""Entities for the registers of any form, invented from the codebook alone: as many as the figure that counts them.

Here: their fields by the roles of the columns. Not here: how many there are (figures.py). Names, codes and documents
say of themselves that they are simulated, and there are no people in them: a personal column stays empty.
"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import polars as pl

from pipelines.codebook.load import Codebook
from pipelines.forms.blank.register_lines import Entity
from pipelines.sample.figures import Figures

MARK = "mô phỏng"
FIRST, SPAN = date(2025, 11, 1), 250  # the days of simulated documents: the same in every period


def registers(codebook: Codebook, lines: pl.DataFrame, counts: Figures) -> dict[str, list[Entity]]:
    """row_key of each register among the form's lines -> its entities; `counts` says how many there are."""
    found: dict[str, list[Entity]] = {}
    for line in lines.filter(row_kind="repeat").iter_rows(named=True):
        block = {name: line[name] for name in ("form_code", "form_version", "block_no")}
        columns = codebook.tables["form_columns"].filter(~pl.col("is_personal"), **block)
        roles = list(columns.select("col_key", "role", "header_vi").iter_rows())
        n = int(counts[line["row_key"], line["due_measures"]])
        found[line["row_key"]] = [_entity(roles, line["label_vi"], k) for k in range(1, n + 1)]
    return found


def _entity(columns: list[tuple[str, str, str]], noun: str, n: int) -> Entity:
    """The n-th entity: whoever asks, and for whichever period, it has the same fields."""
    draw = Random(f"{noun}:{n}")
    fields: dict[str, float | int | str] = {}
    for key, role, header in columns:
        if role == "label":
            fields[key] = f"{noun} {MARK} {n:02d}"
        elif role == "entity_key":
            fields[key] = f"MP-{n:04d}"
        elif role == "date":
            fields[key] = (FIRST + timedelta(days=draw.randint(0, SPAN))).isoformat()
        elif role == "value":
            fields[key] = 5 * draw.randint(0, 60)
        elif role == "context":
            fields[key] = f"{header} {n} ({MARK})"
    return fields
