"""Splits a table with a column for each year into one table a year: a block holds the figures of one period.

A block names its period in `form_blocks.period_code`. A form of declared rows has one period for the whole submission,
so of its columns of years the latest is declared and the others are left out.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta

import polars as pl

from pipelines.codebook.additions.addition import Row
from pipelines.submissions.compare.header_rows import is_other_time, year_of
from pipelines.submissions.compare.observed import ObservedColumn, ObservedTable


def split_by_year(table: ObservedTable) -> list[ObservedTable]:
    """One table for each year among the columns of a new table; the table itself where it has fewer than two."""
    if table.block is not None or table.kind == "ranked_pairs":
        return [table]
    years = {column.column: year for column in table.columns if column.role == "value" and (year := _year(column))}
    if len({year for year in years.values() if year.isdigit()}) < 2:
        return [table]
    if table.kind == "rows":
        latest = max(year for year in years.values() if year.isdigit())
        return [_of_year(table, years, latest, "")]
    order = sorted(dict.fromkeys(years.values()), key=lambda year: not year.isdigit())
    return [_of_year(table, years, year, year) for year in order]  # of no one year last: the first names the period


def _of_year(table: ObservedTable, years: dict[int, str], year: str, period: str) -> ObservedTable:
    """The table with the figures of one year; columns without a year belong to the first one."""
    is_first = year == next(iter(years.values()))
    columns = [
        column
        for column in table.columns
        if years.get(column.column, "") == year or (column.column not in years and (_is_key(column) or is_first))
    ]
    other = [at for at, found in years.items() if found != year]
    topic = _topic(next(column for column in columns if column.column in years), table.sheet)
    return replace(table, columns=columns, year=period, topic=topic, left_out=len(other) if not period else 0)


def _is_key(column: ObservedColumn) -> bool:
    return column.role in ("area", "area_id", "stt", "label", "row_code", "uom")


def _year(column: ObservedColumn) -> str:
    """The year that heads the column, or the text that stands for other years; empty for any other column."""
    return next(
        (text if is_other_time(text) else year_of(text) for text in reversed(column.path) if _is_time(text)), ""
    )


def _is_time(text: str) -> bool:
    return bool(year_of(text)) or is_other_time(text)


def _topic(column: ObservedColumn, sheet: str) -> str:
    """What the figures of all years are about: the headers without the year, else the sheet."""
    return " > ".join(text for text in column.path if not _is_time(text)) or sheet


def period_of(year: str, known: Collection[str]) -> str:
    """The code of the statistical year; empty where the codebook has no such period."""
    return f"S{year}" if f"S{year}" in known else ""


def hold_years(periods: pl.DataFrame, form: Row, blocks: list[Row]) -> dict[str, str]:
    """Let a new form with a block for each year hold for all of them; returns what a note says, empty for others."""
    codes = [block["period_code"] for block in blocks if block.get("period_code")]
    known = periods.filter(pl.col("period_code").is_in(codes)).sort("start_date")
    if len(codes) < 2 or not known.height:
        return {}
    form["valid_from"] = known["start_date"][0].isoformat()
    form["valid_to"] = (known["end_date"][-1] + timedelta(days=1)).isoformat()
    form["frequency"], form["calendar"] = known["kind"][0], known["calendar"][0]
    return {"n": str(len(codes)), "first": codes[0], "last": codes[-1]}
