"""Proposes the seed rows that declare an observed form: a further version of the nearest form, or a new form.

The form, its anchors and aliases, from which day the version is valid and which one ends there. table.py makes the rows
of its blocks, codebook/addition.py writes the files. Proposals are for a person to review; nothing is written here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

import polars as pl

from pipelines.codebook.additions.addition import Addition, Closing, Row, seed_text
from pipelines.codebook.load import Codebook
from pipelines.codebook.schema import TABLES
from pipelines.codebook.text import name_ascii
from pipelines.submissions.compare.observed import ObservedForm, ObservedTable
from pipelines.submissions.layout.layouts import FormVersion
from pipelines.submissions.propose.aliases import seed_aliases
from pipelines.submissions.propose.anchors import seed_anchors, texts_above_tables, title_rank, with_new_anchor
from pipelines.submissions.propose.columns import seed_columns
from pipelines.submissions.propose.messages import Placeholders
from pipelines.submissions.propose.rows import seed_rows
from pipelines.submissions.propose.table import Note, Origin, ProposedTable, origins, table_notes
from pipelines.submissions.propose.years import hold_years, split_by_year

Origins = dict[tuple[str, str, str], Origin]
PARTS = ("form_anchors", "form_blocks", "form_columns", "form_rows")
ALWAYS_CHANGED = ("form_version", "valid_from", "valid_to")  # by a further version


@dataclass
class Proposal:
    """The rows for one form of the book, empty where the layout is declared already, and notes for the person."""

    observed: ObservedForm
    addition: Addition
    notes: list[Note] = field(default_factory=list[Note])
    origins: Origins = field(default_factory=dict[tuple[str, str, str], Origin])  # by table, block and key of the row

    @property
    def is_new_layout(self) -> bool:
        """True if a version of a form is proposed, False where only names are."""
        return "forms" in self.addition.rows


def propose(codebook: Codebook, observed: ObservedForm, lang: str = "vi") -> Proposal:
    """The rows that declare exactly this layout, and the aliases that its names need.

    Args:
        codebook: the codebook to add to.
        observed: a form as observed in a workbook.
        lang: the language of placeholders, `vi` or `en`.
    """
    return _FormProposer(codebook, observed, Placeholders(lang)).proposal()


def _next_version(versions: list[dict[str, Any]], start: date | None) -> int:
    """The next number; versions that are numbered by their year go on so."""
    numbers = [row["form_version"] for row in versions]
    is_by_year = bool(numbers) and all(row["form_version"] == row["valid_from"].year for row in versions)
    if start and is_by_year and start.year not in numbers:
        return start.year
    return max(numbers, default=0) + 1


class _FormProposer:
    """Makes the proposal for one observed form."""

    def __init__(self, codebook: Codebook, observed: ObservedForm, placeholder: Placeholders) -> None:
        self.tables, self.observed, self.placeholder = codebook.tables, observed, placeholder
        self.declared = self._declared_rows("forms", observed.form)
        self.is_renumbered = bool(observed.form and (observed.number or observed.is_other_source))
        self.kept = observed  # what the new version holds of it
        self.notes: list[Note] = []
        self.origins: Origins = {}

    def proposal(self) -> Proposal:
        form = self._form()
        code, version = form["form_code"], form["form_version"]
        stem = "_".join(name_ascii(code).replace("-", " ").split()) if "<" not in code else "new_form"
        rows: dict[str, list[Row]] = {"forms": [form], "form_anchors": []}
        rows |= {table: [] for table in PARTS[1:]}
        number = max(
            (int(row["block_no"]) for row in self._declared_rows("form_blocks", self.observed.form)), default=0
        )
        for table in [part for whole in self.observed.tables for part in split_by_year(whole)]:
            number += (is_new := table.block is None or table.is_additional)
            block_no = str(number if is_new else table.block)
            self._add_table(table, {"form_code": code, "form_version": version, "block_no": block_no}, rows)
        if not self.declared and (years := hold_years(self.tables["periods"], form, rows["form_blocks"])):
            self.notes = [note for note in self.notes if note.code != "diff_note_no_period"]
            self.notes.append(Note("diff_note_years", years))
        if form["valid_from"][:1].isdigit():
            self._drop_earlier_periods(rows, date.fromisoformat(form["valid_from"]))
        is_other = self.observed.is_other_source
        anchors = [] if is_other else self._declared_rows("form_anchors", self.observed.form)
        rows["form_anchors"] = seed_anchors(self.kept, anchors, form, self.notes)
        rows["form_blocks"].sort(key=lambda row: int(row["block_no"]))
        addition = Addition(f"{stem}_v{version}", rows, self._closing(form))
        is_declared = self._is_declared(rows)
        rows["form_anchors"] = with_new_anchor(self.kept, rows["form_anchors"], anchors, form, self.placeholder)
        if is_declared:
            addition = Addition(f"{stem}_names")
            self.notes = []
        if aliases := seed_aliases(self.observed, self.tables, self.placeholder, self.notes):
            addition.rows["aliases"] = aliases
        return Proposal(self.observed, addition, self.notes, self.origins)

    def _add_table(self, table: ObservedTable, block_key: Row, rows: dict[str, list[Row]]) -> None:
        declared = {
            name: [r for r in self._declared_rows(name, self.observed.form) if r["block_no"] == str(table.block)]
            for name in PARTS[1:]
        }
        proposed = ProposedTable(self.tables, table, block_key, declared, self.placeholder)
        columns = seed_columns(proposed)
        block = proposed.block()
        if not self.declared and self.observed.number:  # a printed number is found on whichever sheet prints it
            block["sheet_name"] = ""
        rows["form_blocks"].append(block)
        rows["form_columns"] += columns
        lines = seed_rows(proposed, columns)
        rows["form_rows"] += lines
        self.origins |= origins(proposed, columns, lines)
        self.notes += [note for note in [*proposed.notes, *table_notes(table)] if note not in self.notes]

    def _drop_earlier_periods(self, rows: dict[str, list[Row]], start: date) -> None:
        """Leave out sheets of periods before the new version: the older version still reads them."""
        periods = {row["block_no"]: row["period_code"] for row in rows["form_blocks"] if row.get("period_code")}
        starts = dict(self.tables["periods"].select("period_code", "start_date").iter_rows())
        early = {no for no, period in periods.items() if period in starts and starts[period] < start}
        if not self.declared or not early or len(early) == len(rows["form_blocks"]):
            return
        names = [row["sheet_name"] for row in rows["form_blocks"] if row["block_no"] in early]
        for table in PARTS[1:]:
            rows[table] = [row for row in rows[table] if row["block_no"] not in early]
        kept = [table for table in self.observed.tables if table.sheet not in names]
        self.kept = replace(self.observed, tables=kept)
        self.notes.append(Note("diff_note_earlier", {"sheets": ", ".join(names)}))

    def _declared_rows(self, table: str, form: FormVersion | None) -> list[Row]:
        """The declared rows of a version, as text."""
        if form is None:
            return []
        frame = self.tables[table].filter(form_code=form.code, form_version=form.version)
        names = list(TABLES[table].columns)
        return [{name: seed_text(row[name]) for name in names} for row in frame.iter_rows(named=True)]

    def _is_declared(self, rows: dict[str, list[Row]]) -> bool:
        """True if the nearest version says what the rows say."""
        if not self.observed.form or self.is_renumbered or not self._is_in_force():
            return False

        def contents(seeds: Iterable[Row]) -> set[tuple[tuple[str, str], ...]]:
            return {tuple(sorted((k, v) for k, v in row.items() if k not in ALWAYS_CHANGED)) for row in seeds}

        return all(contents(rows[table]) == contents(self._declared_rows(table, self.observed.form)) for table in PARTS)

    def _is_in_force(self) -> bool:
        """True if the nearest version holds for the period of the file, or its period is not known."""
        if not self.observed.period:
            return True
        start = self._period(self.observed.period)["start_date"]
        (form,) = self.declared
        starts = date.fromisoformat(form["valid_from"]) <= start
        return starts and (not form["valid_to"] or start < date.fromisoformat(form["valid_to"]))

    # ---- the form and its days ----

    def _form(self) -> Row:
        """The row of `forms`."""
        start = self._period(self.observed.period)["start_date"] if self.observed.period else None
        if not self.declared:
            return self._new_form(start)
        (declared,) = self.declared
        if self.observed.is_other_source:
            self.notes.append(Note("diff_note_source", {"form": declared["form_code"], "name": declared["name_vi"]}))
            return self._new_form(start) | {"layout_kind": declared["layout_kind"]}
        code = self.observed.number if self.is_renumbered else declared["form_code"]
        if self.is_renumbered:
            self.notes.append(Note("diff_note_number", {"number": code, "form": declared["form_code"]}))
        versions = self._versions(code)
        row = declared | {"form_code": code, "form_version": str(_next_version(versions, start))}
        same_day = next((version for version in versions if start and version["valid_from"] == start), None)
        if start is None:
            self.notes.append(Note("diff_note_no_period", {"form": code}))
        elif same_day:
            facts = {"form": code, "version": str(same_day["form_version"]), "day": f"{start:%d/%m/%Y}"}
            self.notes.append(Note("diff_note_same_day", facts))
        else:
            return row | {"valid_from": start.isoformat(), "valid_to": seed_text(self._end(versions, start))}
        return row | {"valid_from": self.placeholder("valid_from"), "valid_to": ""}

    def _versions(self, code: str) -> list[dict[str, Any]]:
        return self.tables["forms"].filter(form_code=code).sort("valid_from").to_dicts()

    def _period(self, code: str) -> dict[str, Any]:
        return self.tables["periods"].filter(period_code=code).row(0, named=True)

    def _end(self, versions: list[dict[str, Any]], start: date) -> date | None:
        """The end of the version in force or the next one's start; after a version of one period its end."""
        for version in versions:
            if version["valid_from"] < start < (version["valid_to"] or date.max):
                return version["valid_to"]
        following = next((version["valid_from"] for version in versions if version["valid_from"] > start), None)
        period = self._period(self.observed.period or "")
        (declared,) = self.declared
        held = self.tables["periods"].filter(
            pl.col("kind") == period["kind"],
            pl.col("calendar") == period["calendar"],
            pl.col("start_date") >= date.fromisoformat(declared["valid_from"]),
            pl.col("start_date") < (date.fromisoformat(declared["valid_to"]) if declared["valid_to"] else date.max),
        )
        return period["end_date"] + timedelta(days=1) if held.height == 1 else following

    def _closing(self, form: Row) -> Closing | None:
        """The end of the version in force when the new one begins."""
        if not self.declared or "<" in form["valid_from"] or self.observed.is_other_source:
            return None
        start = date.fromisoformat(form["valid_from"])
        for version in self._versions(form["form_code"]):
            if version["valid_from"] < start < (version["valid_to"] or date.max):
                return Closing(form["form_code"], version["form_version"], form["valid_from"])
        return None

    def _new_form(self, start: date | None) -> Row:
        """A form that is near to none: only what the sheet itself says."""
        title = max((text for _, text in texts_above_tables(self.observed)), key=title_rank, default="")
        period = self._period(self.observed.period) if self.observed.period else {"kind": "", "calendar": ""}
        kinds = {table.kind for table in self.observed.tables}
        self.notes.append(Note("diff_note_new_form", {}))
        if start is None:
            self.notes.append(Note("diff_note_no_period", {"form": self.observed.number or "–"}))
        return dict.fromkeys(TABLES["forms"].columns, "") | {
            "form_code": self.observed.number or self.placeholder("form"),
            "form_version": "1",
            "name_vi": title or self.placeholder("form_name"),
            "name_en": self.placeholder("name_en"),
            "layout_kind": "row_form" if kinds == {"rows"} else "area_table",
            "reporter_kind": self.observed.reporter_kind or self.placeholder("reporter_kind"),
            "frequency": period["kind"] or self.placeholder("frequency"),
            "calendar": period["calendar"] or self.placeholder("calendar"),
            "source_code": self.placeholder("source"),
            "valid_from": start.isoformat() if start else self.placeholder("valid_from"),
        }
