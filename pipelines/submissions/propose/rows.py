"""Rows of form_rows for the lines that were seen.

Here: codes, names, units, which figures are due. Not here: which declared line one is (rows.py).
"""

from __future__ import annotations

from collections.abc import Mapping

from pipelines.codebook.addition import Row
from pipelines.codebook.placeholders import placeholder, unconfirmed_code
from pipelines.codebook.schema import TABLES
from pipelines.submissions.compare.observed import ObservedRow
from pipelines.submissions.layout.layouts import unit_text
from pipelines.submissions.propose.candidates import candidates
from pipelines.submissions.propose.table import BREAKDOWN, CODE, ENGLISH, INDICATOR, Note, Proposed


def row_rows(one: Proposed, columns: list[Row]) -> list[Row]:
    """A row for each line, from the top; `columns` are those of propose_columns.column_rows."""
    if one.seen.kind != "rows":
        return []
    by_key = {row["row_key"]: row for row in one.base["form_rows"]}
    order = sorted(by_key, key=lambda key: int(by_key[key]["row_order"]))
    keeps_order = [row.key for row in one.seen.rows] == order
    keys = _Keys(set(by_key), any(row["role"] == "row_code" for row in columns))
    due = _Due(one, columns)
    has_indicator = any(row["indicator_code"] for row in columns if row["role"] == "value")
    rows: list[Row] = []
    for no, line in enumerate(one.seen.rows, start=1):
        own = by_key.get(line.key or line.near or "")
        row = dict(own) if own else _new_row(one, line, has_indicator)
        row |= one.new | {"row_key": line.key if line.key and not line.code else keys.of(line)}
        row |= _printed(one, line, row, own is not None) | {"due_measures": due.of(line, row, own)}
        if not keeps_order:
            row["row_order"] = str(no)
        if line.near and row["indicator_code"]:
            row["indicator_code"] = unconfirmed_code(row["indicator_code"])
            facts = {"table": "form_rows", "row": f"{row['row_key']} {line.label}", "mark": row["indicator_code"]}
            one.notes.append(Note("diff_note_confirm", facts))
        rows.append(row)
    return rows


def _printed(one: Proposed, line: ObservedRow, row: Row, is_declared: bool) -> Row:
    """Number, name and unit where they are printed otherwise than declared."""
    changed: Row = {}
    if line.stt and line.stt != row["stt"]:
        changed["stt"] = line.stt
    if is_declared and line.label and not line.is_same:
        changed["label_vi"] = line.label
    if is_declared and line.unit and row["uom_code"] and unit_text(line.unit) != one.symbol(row["uom_code"]):
        changed["uom_code"] = one.unit(line.unit, line.label)
        facts = {"row": row["row_key"], "label": line.label, "expected": row["uom_code"], "found": line.unit}
        one.notes.append(Note("diff_note_unit", facts))
    return changed


def _new_row(one: Proposed, line: ObservedRow, has_indicator: bool) -> Row:
    row = dict.fromkeys(TABLES["form_rows"].columns, "")
    row |= {"label_vi": line.label, "label_en": placeholder(ENGLISH, line.label), "row_kind": "heading"}
    if line.is_heading:
        return row
    facts = {"table": "form_rows", "text": line.label}
    near = candidates(line.label, one.indicators, one.gone("form_rows", "label_vi", "indicator_code"))
    one.notes.append(Note("diff_note_new", facts, near))
    return row | {
        "row_kind": "fixed",
        "indicator_code": "" if has_indicator else placeholder(INDICATOR, line.label),
        "breakdown_code": placeholder(BREAKDOWN, line.label),
        "uom_code": one.unit(line.unit or one.seen.unit, line.label),
    }


class _Due:
    """Which measures a line is asked for: as declared, without columns that are gone, with new ones not marked x."""

    def __init__(self, one: Proposed, columns: list[Row]) -> None:
        self.measures = {c.at: row["measure_code"] for c, row in zip(one.columns(), columns, strict=True)}
        self.gone = {row["measure_code"] for row in one.base["form_columns"]} - set(self.measures.values())
        declared = {c.at for c in one.columns() if c.key or c.near}
        self.added = {at for at, measure in self.measures.items() if measure and at not in declared}
        self.renamed = {row["measure_code"].strip("<?>"): row["measure_code"] for row in columns}

    def of(self, line: ObservedRow, row: Row, own: Mapping[str, str] | None) -> str:
        if own is None:
            named = [self.measures.get(at, "") for at in line.due] if row["row_kind"] == "fixed" else []
        elif own["due_measures"]:
            kept = [self.renamed.get(measure, measure) for measure in own["due_measures"].split("|")]
            named = [m for m in kept if m not in self.gone] + [self.measures[at] for at in line.due if at in self.added]
        else:
            named = []
        return "|".join(dict.fromkeys(measure for measure in named if measure))


class _Keys:
    """Row codes of new lines: as printed, else to be chosen; where a form prints none, the next free number."""

    def __init__(self, taken: set[str], is_printed: bool) -> None:
        self.taken, self.is_printed = taken, is_printed

    def of(self, line: ObservedRow) -> str:
        if line.code:
            return line.code
        if line.is_heading:
            key = next(key for n in range(1, 1000) if (key := f"H{n}") not in self.taken)
        elif self.is_printed:
            return placeholder(CODE, line.label)
        else:
            key = next(key for n in range(1, 10000) if (key := f"{n:02d}") not in self.taken)
        self.taken.add(key)
        return key
