"""Makes the rows of form_rows for the rows of an observed table: codes, labels, units, which figures are due.

Which declared row an observed one is was decided by compare/.
"""

from __future__ import annotations

from collections.abc import Mapping

from pipelines.codebook.additions.addition import Row
from pipelines.codebook.placeholders import unconfirmed_code
from pipelines.codebook.schema import TABLES
from pipelines.submissions.compare.observed import ObservedRow
from pipelines.submissions.layout.layouts import unit_text
from pipelines.submissions.propose.candidates import candidates
from pipelines.submissions.propose.messages import Placeholders
from pipelines.submissions.propose.table import TOTAL, Note, ProposedTable


def seed_rows(table: ProposedTable, columns: list[Row]) -> list[Row]:
    """A row for each observed row, from the top; `columns` are those of seed_columns. Notes are added to the table."""
    if table.observed.kind != "rows":
        return []
    by_key = {row["row_key"]: row for row in table.declared["form_rows"]}
    order = sorted(by_key, key=lambda key: int(by_key[key]["row_order"]))
    keeps_order = [row.key for row in table.observed.rows] == order
    keys = _RowKeys(set(by_key), any(row["role"] == "row_code" for row in columns), table.placeholder)
    due = _DueMeasures(table, columns)
    has_indicator = any(row["indicator_code"] for row in columns if row["role"] == "value")
    rows: list[Row] = []
    for no, line in enumerate(table.observed.rows, start=1):
        declared = by_key.get(line.key or line.similar_key or "")
        row = dict(declared) if declared else _new_row(table, line, has_indicator)
        row |= table.block_key | {"row_key": line.key if line.key and not line.code else keys.of(line)}
        row |= _printed_changes(table, line, row, declared is not None)
        if declared and not line.unit and row["uom_code"]:
            row["uom_code"] = table.unit_now(row["uom_code"])
        row["due_measures"] = due.of(line, row, declared)
        if not keeps_order:
            row["row_order"] = str(no)
        if line.similar_key and row["indicator_code"]:
            row["indicator_code"] = unconfirmed_code(row["indicator_code"])
            facts = {"table": "form_rows", "row": f"{row['row_key']} {line.label}", "mark": row["indicator_code"]}
            table.notes.append(Note("diff_note_confirm", facts))
        rows.append(row)
    return rows


def _printed_changes(table: ProposedTable, line: ObservedRow, row: Row, is_declared: bool) -> Row:
    """Running number, label and unit where they are printed otherwise than declared."""
    changed: Row = {}
    if line.stt and line.stt != row["stt"]:
        changed["stt"] = line.stt
    if is_declared and line.label and not line.has_declared_label:
        changed["label_vi"] = line.label
    if is_declared and line.unit and row["uom_code"] and unit_text(line.unit) != table.symbol(row["uom_code"]):
        changed["uom_code"] = table.unit(line.unit, line.label)
        facts = {"row": row["row_key"], "label": line.label, "expected": row["uom_code"], "found": line.unit}
        table.notes.append(Note("diff_note_unit", facts))
    return changed


def _new_row(table: ProposedTable, line: ObservedRow, has_indicator: bool) -> Row:
    """An undeclared row; it gets no indicator of its own where its column has one."""
    row = dict.fromkeys(TABLES["form_rows"].columns, "")
    row |= {"label_vi": line.label, "label_en": line.label, "row_kind": "heading"}  # translated by whoever wants it
    if line.is_heading:
        return row
    missing = table.missing("form_rows", "label_vi", "breakdown_code" if has_indicator else "indicator_code")
    near = candidates(line.label, [] if has_indicator else table.indicators, missing)
    table.notes.append(Note("diff_note_new", {"table": "form_rows", "text": line.label}, near))
    return row | {
        "row_kind": "fixed",
        "indicator_code": "" if has_indicator else table.placeholder("indicator", table.row_name(line)),
        "breakdown_code": table.placeholder("breakdown", table.row_name(line)) if has_indicator else TOTAL,
        "uom_code": table.unit(line.unit or table.observed.unit, table.observed.sheet),
    }


class _DueMeasures:
    """Which measures a row asks for: those declared, without columns that are gone, with new ones not marked x."""

    def __init__(self, table: ProposedTable, columns: list[Row]) -> None:
        observed = table.columns()
        self.measures = {c.column: row["measure_code"] for c, row in zip(observed, columns, strict=True)}
        self.gone = {row["measure_code"] for row in table.declared["form_columns"]} - set(self.measures.values())
        declared = {column.column for column in observed if column.key or column.similar_key}
        self.added = {at for at, measure in self.measures.items() if measure and at not in declared}
        self.renamed = {row["measure_code"].strip("<?>"): row["measure_code"] for row in columns}

    def of(self, line: ObservedRow, row: Row, declared: Mapping[str, str] | None) -> str:
        """The value of `due_measures` for an observed row."""
        if declared is None:
            named = [self.measures.get(at, "") for at in line.due] if row["row_kind"] == "fixed" else []
        elif declared["due_measures"]:
            kept = [self.renamed.get(measure, measure) for measure in declared["due_measures"].split("|")]
            named = [m for m in kept if m not in self.gone] + [self.measures[at] for at in line.due if at in self.added]
        else:
            named = []
        return "|".join(dict.fromkeys(measure for measure in named if measure))


class _RowKeys:
    """Row codes of new rows: as printed, else a placeholder; where a form prints no codes, the next free number."""

    def __init__(self, taken: set[str], is_printed: bool, placeholder: Placeholders) -> None:
        self.taken, self.is_printed, self.placeholder = taken, is_printed, placeholder

    def of(self, line: ObservedRow) -> str:
        """The row code of an observed row."""
        if line.code:
            return line.code
        if line.is_heading:
            key = next(key for n in range(1, 1000) if (key := f"H{n}") not in self.taken)
        elif self.is_printed:
            return self.placeholder("row_code", line.label)
        else:
            key = next(key for n in range(1, 10000) if (key := f"{n:02d}") not in self.taken)
        self.taken.add(key)
        return key
