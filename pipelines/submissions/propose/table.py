"""The seed rows of one observed table: what they are made of, and the row of its block.

columns.py makes the rows of its columns, rows.py those of its rows, form.py the form and its anchors. What was declared
is kept word for word; no new row or column ever gets an indicator, however similar a known one is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import polars as pl

from pipelines.codebook.additions.addition import Row
from pipelines.codebook.placeholders import unconfirmed_code
from pipelines.codebook.text import name_fold
from pipelines.submissions.book.book import address
from pipelines.submissions.compare.observed import ObservedColumn, ObservedRow, ObservedTable
from pipelines.submissions.layout.layouts import unit_text
from pipelines.submissions.match.columns import PATH
from pipelines.submissions.match.similarity import DIGITS
from pipelines.submissions.propose.candidates import Candidate, CodedText, indicator_texts
from pipelines.submissions.propose.messages import Placeholders
from pipelines.submissions.propose.years import period_of

Tables = Mapping[str, pl.DataFrame]
MAX_CELLS_SHOWN = 5  # of a note
TOTAL = unconfirmed_code("_T")  # the breakdown of new lines and columns, confirmed for all of them at once


@dataclass(frozen=True)
class Note:
    """What a person should know about the rows: a sentence of `pipelines.cli.words.form_diff`, and what fills it."""

    code: str
    facts: dict[str, str]
    near: tuple[Candidate, ...] = ()


class Origin(NamedTuple):
    """Where a proposed row of a column or line stands on the sheet, and what stands there."""

    sheet: str
    cell: str
    printed: str
    figures: tuple[str, ...]


@dataclass
class ProposedTable:
    """One observed table beside the rows of its nearest declared block.

    Args:
        tables: the codebook.
        observed: the table.
        block_key: form_code, form_version and block_no of the new rows.
        declared: the rows of the nearest declared block by seed table; empty lists where no block is near.
        placeholder: writes what only a person can choose.
        notes: filled while the rows are made.
    """

    tables: Tables
    observed: ObservedTable
    block_key: Row
    declared: dict[str, list[Row]]
    placeholder: Placeholders
    notes: list[Note] = field(default_factory=list[Note])

    @cached_property
    def indicators(self) -> list[CodedText]:
        """Every text that stands for an indicator."""
        return indicator_texts(self.tables)

    @property
    def is_register(self) -> bool:
        """True for a list whose rows are as many as the sender has."""
        return any(row["row_kind"] == "repeat" for row in self.declared["form_rows"])

    @cached_property
    def _labels(self) -> Counter[str]:
        return Counter(name_fold(row.label) for row in self.observed.rows)

    def row_name(self, row: ObservedRow) -> str:
        """The label of a row, with its code where several rows have it: two rows are two choices."""
        several = self._labels[name_fold(row.label)] > 1
        return f"{row.label} ({row.code or row.row})" if several else row.label

    @cached_property
    def _headers(self) -> Counter[str]:
        return Counter(name_fold(column.header) for column in self.observed.columns)

    def column_name(self, column: ObservedColumn) -> str:
        """The lowest header text; where several columns have it, the whole path."""
        if self.observed.topic and column.role == "value":
            return self.observed.topic  # equal for every year: one choice
        several = self._headers[name_fold(column.header)] > 1
        return PATH.join(column.path) if several and column.path else column.header

    @cached_property
    def has_indicator_columns(self) -> bool:
        """True where the columns say what is counted and the rows of which group.

        So it is declared, or, of a new table of several columns of figures, no header is known for a measure.
        """
        if self.declared["form_columns"]:
            return any(row["indicator_code"] for row in self.declared["form_columns"])
        headers = {name_fold(column.header) for column in self.observed.columns if column.role == "value"}
        known = self.tables["form_columns"].filter(pl.col("measure_code").is_not_null(), pl.col("role") == "value")
        return len(headers) > 1 and headers.isdisjoint({name_fold(text) for text in known["header_vi"].to_list()})

    def columns(self) -> list[ObservedColumn]:
        """The columns to declare; a publisher's further columns of text are left out, since nothing is read of them."""
        columns = self.declared["form_columns"]
        is_ours = not columns or any(row["role"] == "row_code" for row in columns) or self.is_register
        return [
            column
            for column in self.observed.columns
            if column.key or column.similar_key or (not column.is_part and (is_ours or column.role == "value"))
        ]

    def block(self) -> Row:
        """The row of form_blocks."""
        declared = self.declared["form_blocks"][0] if self.declared["form_blocks"] else {}
        sheet = self.observed.sheet if not declared or declared["sheet_name"] else ""
        row = declared | self.block_key | {"block_kind": self.observed.kind, "sheet_name": sheet}
        n_rows = self.observed.header_last - self.observed.header_first
        if not self._has_declared_columns() or n_rows > int(row["header_rows"]):
            row["header_rows"] = str(n_rows)
        row.setdefault("area_set", self.observed.area_set or "")
        if row.get("period_code") and sheet != declared["sheet_name"]:
            row["period_code"] = self._period(row["period_code"], declared["sheet_name"])
        if self.observed.year:
            period = period_of(self.observed.year, self.tables["periods"]["period_code"].to_list())
            row["period_code"] = period or self.placeholder("period", self.observed.year)
        return row

    def _period(self, declared: str, sheet_name: str) -> str:
        """The period of a table on a sheet of another name: of the year in that name, as in the declared one."""
        years, found = DIGITS.findall(declared), DIGITS.findall(self.observed.sheet)
        known = set(self.tables["periods"]["period_code"].to_list())
        code = declared.replace(years[0], found[0]) if years and years[0] in sheet_name and len(found) == 1 else ""
        return code if code in known else self.placeholder("period", self.observed.sheet)

    def _has_declared_columns(self) -> bool:
        declared = {row["col_key"] for row in self.declared["form_columns"]}
        same = {column.key for column in self.columns() if column.has_declared_header or column.code}
        return bool(declared) and declared <= same and len(same) == len(self.columns())

    def missing(self, table: str, text: str, code: str) -> list[CodedText]:
        """What the nearest block declares and the table lacks: what a new row or column may be.

        Args:
            table: `form_columns` or `form_rows`.
            text: the seed column with the printed text.
            code: the seed column with the code.
        """
        key = "col_key" if table == "form_columns" else "row_key"
        items = self.observed.columns if table == "form_columns" else self.observed.rows
        present = {item.key or item.similar_key for item in items}
        rows = [row for row in self.declared[table] if row[key] not in present and row[code]]
        return [CodedText(row[text], row[code]) for row in rows]

    def symbol(self, uom: str) -> str:
        """The unit as printed, folded."""
        return next((text for text, code in self._units if code == uom), "")

    def unit(self, printed: str, header: str) -> str:
        """The code of the one unit that is printed so; a placeholder for `header` where none or several are."""
        folded = unit_text(printed)
        codes = [code for text, code in self._units if folded and text == folded]
        return codes[0] if len(codes) == 1 else self.placeholder("unit", printed or header)

    def unit_now(self, uom: str) -> str:
        """The unit of a kept line or column: as declared, or the one printed above the table, to be confirmed.

        The printed unit counts where no line or column is declared in it, for units of its dimension.
        """
        printed = [code for text, code in self._units if text and text == self.observed.unit]
        rows = [*self.declared["form_rows"], *self.declared["form_columns"]]
        if len(printed) != 1 or printed[0] in {row["uom_code"] for row in rows}:
            return uom
        dimensions = dict(self.tables["uoms"].select("uom_code", "dimension").iter_rows())
        return unconfirmed_code(printed[0]) if dimensions.get(uom) == dimensions[printed[0]] else uom

    @cached_property
    def _units(self) -> list[CodedText]:
        rows = self.tables["uoms"].select("symbol_vi", "uom_code").rows()
        return [CodedText(unit_text(symbol), uom) for symbol, uom in rows]


def table_notes(table: ObservedTable) -> list[Note]:
    """What to know about a table as a whole: columns of other years, signs that reading does not know."""
    notes: list[Note] = []
    if table.left_out:
        notes.append(Note("diff_note_one_year", {"sheet": table.sheet, "n": str(table.left_out)}))
    if table.signs:
        cells = ", ".join(place for place, _ in table.signs[:MAX_CELLS_SHOWN])
        facts = {"sheet": table.sheet, "cells": cells, "text": table.signs[0].text, "n": str(len(table.signs))}
        notes.append(Note("diff_note_signs", facts))
    return notes


def origins(table: ProposedTable, columns: list[Row], lines: list[Row]) -> dict[tuple[str, str, str], Origin]:
    """Table, block and key of each row of columns and lines -> where it stands; the rows are in observed order."""
    seen, block = table.observed, table.block_key["block_no"]
    found: dict[tuple[str, str, str], Origin] = {}
    for column, row in zip(table.columns(), columns, strict=True):
        place = address(seen.header_last, column.column)
        found["form_columns", block, row["col_key"]] = Origin(seen.sheet, place, PATH.join(column.path), column.sample)
    label_at = next((column.column for column in seen.columns if "label" in (column.role, column.key)), 1)
    for line, row in zip(seen.rows, lines, strict=False):
        found["form_rows", block, row["row_key"]] = Origin(
            seen.sheet, address(line.row, label_at), line.label, line.sample
        )
    return found
