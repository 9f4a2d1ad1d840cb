"""Seed rows of one table as it was seen: what they are made of, and the row of its block.

Here: the table, what is declared of it, the words for what only a person can choose. Not here: columns
(columns.py), rows (rows.py), the form and its anchors (form.py). What was declared is kept word for
word; no new row or column ever gets an indicator, however near one is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import polars as pl

from pipelines.codebook.addition import Row
from pipelines.codebook.placeholders import placeholder
from pipelines.submissions.compare.observed import ObservedColumn, ObservedTable
from pipelines.submissions.layout.layouts import unit_text
from pipelines.submissions.match.similarity import DIGITS
from pipelines.submissions.propose.candidates import indicator_texts

INDICATOR, BREAKDOWN, MEASURE = "mã chỉ tiêu", "mã phân tổ", "mã thước đo"
UNIT, CODE, ROLE, ENGLISH = "mã đơn vị tính", "mã số", "vai trò", "tên tiếng Anh"
PERIOD = "mã kỳ"
PERSONAL = "có dữ liệu cá nhân: true hay false"
Tables = Mapping[str, pl.DataFrame]


@dataclass(frozen=True)
class Note:
    """What a person should know about the rows: a sentence of the command line's catalogue, and what fills it."""

    code: str
    facts: dict[str, str]
    near: tuple[tuple[str, str, float], ...] = ()  # candidates: code, its text, likeness


@dataclass
class Proposed:
    """One table; `new` are its form_code, form_version, block_no, `base` the rows of the nearest declared block."""

    tables: Tables
    seen: ObservedTable
    new: Row
    base: dict[str, list[Row]]  # by seed table; empty lists where no block is near
    notes: list[Note] = field(default_factory=lambda: [])

    @cached_property
    def indicators(self) -> list[tuple[str, str]]:
        """Every text that stands for an indicator."""
        return indicator_texts(self.tables)

    def columns(self) -> list[ObservedColumn]:
        """The columns to declare: of a publisher's table no further ones of text, which nothing would be read from."""
        is_ours = (
            not self.base["form_columns"]
            or any(row["role"] == "row_code" for row in self.base["form_columns"])
            or any(row["row_kind"] == "repeat" for row in self.base["form_rows"])
        )
        return [
            one
            for one in self.seen.columns
            if one.key or one.near or (not one.is_part and (is_ours or one.role == "value"))
        ]

    def block(self) -> Row:
        """The row of form_blocks."""
        base = self.base["form_blocks"][0] if self.base["form_blocks"] else {}
        sheet = self.seen.sheet if not base or base["sheet_name"] else ""
        row = base | self.new | {"block_kind": self.seen.kind, "sheet_name": sheet}
        n_rows = self.seen.header_last - self.seen.top
        if not self._is_as_declared() or n_rows > int(row["header_rows"]):
            row["header_rows"] = str(n_rows)
        row.setdefault("area_set", self.seen.area_set or "")
        if row.get("period_code") and sheet != base["sheet_name"]:
            row["period_code"] = self._period(row["period_code"], base["sheet_name"])
        return row

    def _period(self, declared: str, name: str) -> str:
        """The period of a table on a sheet of another name: that of the year in it, as in the declared name."""
        years, found = DIGITS.findall(declared), DIGITS.findall(self.seen.sheet)
        known = set(self.tables["periods"]["period_code"].to_list())
        code = declared.replace(years[0], found[0]) if years and years[0] in name and len(found) == 1 else ""
        return code if code in known else placeholder(PERIOD, self.seen.sheet)

    def _is_as_declared(self) -> bool:
        known = {row["col_key"] for row in self.base["form_columns"]}
        same = {column.key for column in self.columns() if column.is_same or column.code}
        return bool(known) and known <= same and len(same) == len(self.columns())

    def gone(self, table: str, text: str, code: str) -> list[tuple[str, str]]:
        """What the nearest block declares and the table has no more: what a new line or column may be."""
        key = "col_key" if table == "form_columns" else "row_key"
        seen = {one.key or one.near for one in (self.seen.columns if table == "form_columns" else self.seen.rows)}
        return [(row[text], row[code]) for row in self.base[table] if row[key] not in seen and row[code]]

    def symbol(self, uom: str) -> str:
        """The unit as printed, ready to compare."""
        return next((text for code, text in self._units if code == uom), "")

    def unit(self, printed: str, of: str) -> str:
        """The one unit that is printed so."""
        text = unit_text(printed)
        codes = [code for code, symbol in self._units if text and symbol == text]
        return codes[0] if len(codes) == 1 else placeholder(UNIT, printed or of)

    @cached_property
    def _units(self) -> list[tuple[str, str]]:
        return [(u, unit_text(s)) for u, s in self.tables["uoms"].select("uom_code", "symbol_vi").rows()]
