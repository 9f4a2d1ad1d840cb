"""The seed rows that would declare the layout of a workbook: a further version of the nearest form, or a new form.

Here: forms, anchors, aliases, from which day a version holds and which one ends there. Not here: blocks, columns and
rows (table.py), writing files (codebook/addition.py). Proposed, for a person to review; nothing is written.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

import polars as pl

from pipelines.codebook.addition import Addition, Closing, Row, seed_text
from pipelines.codebook.load import Codebook
from pipelines.codebook.placeholders import placeholder
from pipelines.codebook.schema import TABLES
from pipelines.codebook.text import name_ascii
from pipelines.submissions.compare.observed import ObservedForm, ObservedTable
from pipelines.submissions.propose.anchors import anchors, over_tables, tell_apart, title_rank
from pipelines.submissions.propose.candidates import area_candidates
from pipelines.submissions.propose.columns import column_rows
from pipelines.submissions.propose.rows import row_rows
from pipelines.submissions.propose.table import ENGLISH, Note, Proposed

PARTS = ("form_anchors", "form_blocks", "form_columns", "form_rows")
FEW_LEFT = 5  # areas that a table lacks are told beside a name that nobody knows, where they are few
FREE = ("form_version", "valid_from", "valid_to")  # what a further version always changes


@dataclass
class Proposal:
    """The rows for one form of the book, empty where the layout is declared already; and what to know about them."""

    seen: ObservedForm
    addition: Addition
    notes: list[Note] = field(default_factory=lambda: [])

    @property
    def is_new_layout(self) -> bool:
        return "forms" in self.addition.rows


def propose(codebook: Codebook, seen: ObservedForm) -> Proposal:
    """The rows that declare exactly this layout, and the aliases that its names need."""
    return _Proposing(codebook, seen).proposal()


def _next(versions: list[dict[str, Any]], start: date | None) -> int:
    """The next number; a publisher's versions that are called after their year go on so."""
    numbers = [row["form_version"] for row in versions]
    is_by_year = bool(numbers) and all(row["form_version"] == row["valid_from"].year for row in versions)
    if start and is_by_year and start.year not in numbers:
        return start.year
    return max(numbers, default=0) + 1


class _Proposing:
    def __init__(self, codebook: Codebook, seen: ObservedForm) -> None:
        self.tables, self.seen = codebook.tables, seen
        self.base = self._own("forms", seen.form) if seen.form else []
        self.is_renamed = bool(seen.form and seen.number)
        self.kept = seen  # what the new version holds of it
        self.notes: list[Note] = []

    def proposal(self) -> Proposal:
        form = self._form()
        code, version = form["form_code"], form["form_version"]
        stem = "_".join(name_ascii(code).replace("-", " ").split()) if "<" not in code else "new_form"
        rows: dict[str, list[Row]] = {"forms": [form], "form_anchors": []}
        rows |= {table: [] for table in PARTS[1:]}
        number = max((int(row["block_no"]) for row in self._own("form_blocks", self.seen.form)), default=0)
        for table in self.seen.tables:
            number += (is_new := table.block is None or table.is_further)
            new = {"form_code": code, "form_version": version, "block_no": str(number if is_new else table.block)}
            self._table(table, new, rows)
        if form["valid_from"][:1].isdigit():
            self._drop_earlier(rows, date.fromisoformat(form["valid_from"]))
        declared = self._own("form_anchors", self.seen.form)
        rows["form_anchors"] = anchors(self.kept, declared, form, self.notes)
        rows["form_blocks"].sort(key=lambda row: int(row["block_no"]))
        addition = Addition(f"{stem}_v{version}", rows, self._closing(form))
        is_declared = self._is_declared(rows)
        rows["form_anchors"] = tell_apart(self.kept, rows["form_anchors"], declared, form)
        if is_declared:
            addition = Addition(f"{stem}_names")
            self.notes = []
        if aliases := self._aliases():
            addition.rows["aliases"] = aliases
        return Proposal(self.seen, addition, self.notes)

    def _table(self, table: ObservedTable, new: Row, rows: dict[str, list[Row]]) -> None:
        base = {
            name: [r for r in self._own(name, self.seen.form) if r["block_no"] == str(table.block)]
            for name in PARTS[1:]
        }
        one = Proposed(self.tables, table, new, base)
        columns = column_rows(one)
        block = one.block()
        if not self.base and self.seen.number:  # a form that prints its number is found on whichever sheet prints it
            block["sheet_name"] = ""
        rows["form_blocks"].append(block)
        rows["form_columns"] += columns
        rows["form_rows"] += row_rows(one, columns)
        self.notes += one.notes

    def _drop_earlier(self, rows: dict[str, list[Row]], start: date) -> None:
        """Sheets of periods before the new version stay with the older one, which still reads them."""
        told = {row["block_no"]: row["period_code"] for row in rows["form_blocks"] if row.get("period_code")}
        starts = dict(self.tables["periods"].select("period_code", "start_date").iter_rows())
        early = {no for no, period in told.items() if period in starts and starts[period] < start}
        if not early or len(early) == len(rows["form_blocks"]):
            return
        names = [row["sheet_name"] for row in rows["form_blocks"] if row["block_no"] in early]
        for table in PARTS[1:]:
            rows[table] = [row for row in rows[table] if row["block_no"] not in early]
        self.kept = replace(self.seen, tables=[table for table in self.seen.tables if table.sheet not in names])
        self.notes.append(Note("diff_note_earlier", {"sheets": ", ".join(names)}))

    def _own(self, table: str, form: tuple[str, int] | None) -> list[Row]:
        """The declared rows of a version, as text."""
        if form is None:
            return []
        frame = self.tables[table].filter(form_code=form[0], form_version=form[1])
        names = list(TABLES[table].columns)
        return [{name: seed_text(row[name]) for name in names} for row in frame.iter_rows(named=True)]

    def _is_declared(self, rows: dict[str, list[Row]]) -> bool:
        """Do the rows say what the nearest version says already?"""
        if not self.seen.form or self.is_renamed:
            return False

        def bare(some: Iterable[Row]) -> set[tuple[tuple[str, str], ...]]:
            return {tuple(sorted((k, v) for k, v in row.items() if k not in FREE)) for row in some}

        return all(bare(rows[table]) == bare(self._own(table, self.seen.form)) for table in PARTS)

    # ---- the form and its days ----

    def _form(self) -> Row:
        start = self._start()
        if not self.base:
            return self._new_form(start)
        base = self.base[0]
        code = self.seen.number if self.is_renamed else base["form_code"]
        if self.is_renamed:
            self.notes.append(Note("diff_note_number", {"number": code, "form": base["form_code"]}))
        versions = self._versions(code)
        version = _next(versions, start)
        row = base | {"form_code": code, "form_version": str(version)}
        if start is None:
            self.notes.append(Note("diff_note_no_period", {"form": code}))
            return row | {"valid_from": placeholder("ngày bắt đầu hiệu lực"), "valid_to": ""}
        same_day = next((old for old in versions if old["valid_from"] == start), None)
        if same_day:
            facts = {"form": code, "version": str(same_day["form_version"]), "day": f"{start:%d/%m/%Y}"}
            self.notes.append(Note("diff_note_same_day", facts))
            return row | {"valid_from": placeholder("ngày bắt đầu hiệu lực"), "valid_to": ""}
        return row | {"valid_from": start.isoformat(), "valid_to": seed_text(self._end(versions, start))}

    def _versions(self, code: str) -> list[dict[str, Any]]:
        return self.tables["forms"].filter(form_code=code).sort("valid_from").to_dicts()

    def _start(self) -> date | None:
        if self.seen.period is None:
            return None
        return self._period(self.seen.period)["start_date"]

    def _period(self, code: str) -> dict[str, Any]:
        return self.tables["periods"].filter(period_code=code).row(0, named=True)

    def _end(self, versions: list[dict[str, Any]], start: date) -> date | None:
        """Where the version in force ends or the next begins; a publisher's version of one period holds for one."""
        for old in versions:
            if old["valid_from"] < start and start < (old["valid_to"] or date.max):
                return old["valid_to"]
        following = next((old["valid_from"] for old in versions if old["valid_from"] > start), None)
        period = self._period(self.seen.period or "")
        base = self.base[0]
        held = self.tables["periods"].filter(
            pl.col("kind") == period["kind"],
            pl.col("calendar") == period["calendar"],
            pl.col("start_date") >= date.fromisoformat(base["valid_from"]),
            pl.col("start_date") < (date.fromisoformat(base["valid_to"]) if base["valid_to"] else date.max),
        )
        return period["end_date"] + timedelta(days=1) if held.height == 1 else following

    def _closing(self, form: Row) -> Closing | None:
        """The version in force when the new one begins ends there."""
        if not self.base or "<" in form["valid_from"]:
            return None
        start = date.fromisoformat(form["valid_from"])
        for old in self._versions(form["form_code"]):
            if old["valid_from"] < start < (old["valid_to"] or date.max):
                return Closing(form["form_code"], old["form_version"], form["valid_from"])
        return None

    def _new_form(self, start: date | None) -> Row:
        """A form that is near to none: only what the sheet itself tells."""
        title = max((text for _, text in over_tables(self.seen)), key=title_rank, default="")
        of = self._period(self.seen.period) if self.seen.period else {"kind": "", "calendar": ""}
        kinds = {table.kind for table in self.seen.tables}
        self.notes.append(Note("diff_note_new_form", {}))
        if start is None:
            self.notes.append(Note("diff_note_no_period", {"form": self.seen.number or "–"}))
        return dict.fromkeys(TABLES["forms"].columns, "") | {
            "form_code": self.seen.number or placeholder("mã biểu"),
            "form_version": "1",
            "name_vi": title or placeholder("tên biểu"),
            "name_en": placeholder(ENGLISH),
            "layout_kind": "row_form" if kinds == {"rows"} else "area_table",
            "reporter_kind": self.seen.kind or placeholder("loại đơn vị báo cáo"),
            "frequency": of["kind"] or placeholder("loại kỳ"),
            "calendar": of["calendar"] or placeholder("lịch"),
            "source_code": placeholder("mã nguồn"),
            "valid_from": start.isoformat() if start else placeholder("ngày bắt đầu hiệu lực"),
        }

    def _aliases(self) -> list[Row]:
        """A row for each name of an area that nobody knows; which area it is, a person says."""
        rows: dict[tuple[str, str], Row] = {}
        for table in self.seen.tables:
            scope = table.area_set or ""
            for place, text in table.unknown:
                if (scope, text) not in rows:
                    rows[scope, text] = {"scope": scope, "text": text, "target": placeholder("mã địa bàn", text)}
                    near = tuple(area_candidates(text, self._areas(scope)))
                    left = ", ".join(table.missing) if len(table.missing) <= FEW_LEFT else ""
                    facts = {"text": text, "sheet": table.sheet, "cell": place, "scope": scope, "left": left}
                    self.notes.append(Note("diff_note_alias", facts, near))
        return list(rows.values())

    def _areas(self, scope: str) -> list[tuple[str, str]]:
        return self.tables["areas"].filter(area_set=scope).select("name_vi", "area_id").rows()
