"""Turns the texts of a declaration workbook into seed values, and names every cell that has none.

A text is a code, a name of a list, `name [code]` as the drop-down lists show it, or an open mark that the sheet of
choices answers.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import datetime
from typing import Any

from pipelines.codebook.additions.addition import Row
from pipelines.codebook.load import Codebook
from pipelines.codebook.placeholders import PLACEHOLDER
from pipelines.codebook.schema import DATE, INT, TABLES
from pipelines.codebook.schema.declaration_sheet import (
    ALL_COLUMNS,
    AS_PROPOSED,
    CHOICES,
    CODE_TABLES,
    FORM_NO,
    LIST_OF,
    SHEETS,
    VOCABULARIES,
    DeclarationSheet,
)
from pipelines.codebook.text import name_ascii, name_fold
from pipelines.errors import Message
from pipelines.submissions.declare.messages import fault
from pipelines.submissions.declare.read import DeclarationBook, Fault, SheetRow
from pipelines.submissions.match.similarity import similarity

CODED = re.compile(r"\[([^\[\]]+)\]\s*$")
LIKELY = re.compile(r"<([^<>«»]+)\?>")
NEW = {"indicator_code": "indicators", "breakdown_code": "breakdowns"}  # codes that the workbook itself declares
N_NEAR, MIN_NEAR = 3, 0.5


class Resolver:
    """The values of one workbook; `faults` are filled while they are found."""

    def __init__(self, codebook: Codebook, book: DeclarationBook) -> None:
        self.codebook, self.book = codebook, book
        self.faults: list[Fault] = list(book.faults)
        self.places: dict[tuple[str, int], SheetRow] = {}  # seed table and number of the row -> its cells
        self._names = {name: self._known(name) for name in {*LIST_OF.values()}}
        self._marks = Counter(m for rows in book.rows.values() for r in rows for m in _marks(r))
        self._chosen = self._choices()

    def rows(self) -> dict[str, list[Row]]:
        """The rows by seed table; cells with a fault are empty."""
        found = {sheet.table: self._rows_of(sheet) for sheet in SHEETS if sheet.table in self.book.rows}
        if not found.get("forms"):
            self.faults.append(Fault(SHEETS[0].name, "", fault("nothing_declared")))
        self._set_due(found)
        return found

    def _known(self, name: str) -> dict[str, str]:
        """Folded name or code -> code."""
        if name in VOCABULARIES:
            labels = list(VOCABULARIES[name].items())
        else:
            table, code, label = CODE_TABLES[name]
            frame = self.codebook.tables[table]
            labels = [(str(key), str(text)) for key, text in frame.select(code, label).iter_rows()]
        if name in NEW:
            rows = self.book.rows.get(NEW[name], [])
            labels += [(row.texts.get(name, ""), row.texts.get("name_vi", "")) for row in rows]
        counts = Counter(name_fold(text) for _, text in labels)
        found = {name_fold(text): code for code, text in labels if counts[name_fold(text)] == 1}
        plain = Counter(name_ascii(text) for _, text in labels)
        found |= {name_ascii(text): code for code, text in labels if plain[name_ascii(text)] == 1}
        return found | {code: code for code, _ in labels}

    def _choices(self) -> dict[str, str]:
        """Mark -> what was chosen; a mark without an answer is a fault where it still stands in a row."""
        chosen: dict[str, str] = {}
        for row in self.book.choices:
            likely = LIKELY.fullmatch(row.mark)
            is_agreed = name_fold(row.text) in (name_fold(AS_PROPOSED), "đúng", "dung", "x")
            if likely and is_agreed:
                chosen[row.mark] = likely.group(1)
            elif is_agreed and (code := CODED.search(row.near)):
                chosen[row.mark] = code.group(1)
            elif row.text:
                chosen[row.mark] = row.text
            elif self._marks[row.mark]:
                text = fault("choice_open", mark=row.mark, n=self._marks[row.mark])
                self.faults.append(Fault(CHOICES, row.cell, text))
        return chosen

    def _rows_of(self, sheet: DeclarationSheet) -> list[Row]:
        rows: list[Row] = []
        for no, line in enumerate(self.book.rows[sheet.table]):
            self.places[sheet.table, no] = line
            row = dict.fromkeys(TABLES[sheet.table].columns, "") | sheet.fixed
            row |= {name: self._value(sheet, line, name) for name in sheet.columns if name in line.texts}
            if sheet.has_form and sheet.table != "forms":
                row |= self._form_of(sheet, line)
            rows.append(row)
        return rows

    def _form_of(self, sheet: DeclarationSheet, line: SheetRow) -> Row:
        """Code and version of the form that the row belongs to."""
        forms, text = self.book.rows["forms"], line.texts.get(FORM_NO, "")
        if not text.isdigit() or not 1 <= int(text) <= len(forms):
            cell = line.cells.get(FORM_NO, "")
            self.faults.append(Fault(sheet.name, cell, fault("form_row_unknown", text=text)))
            return {}
        form = forms[int(text) - 1].texts
        return {name: self._answered(form.get(name, "")) for name in ("form_code", "form_version")}

    def _answered(self, text: str) -> str:
        return PLACEHOLDER.sub(lambda mark: self._chosen.get(mark.group(), mark.group()), text)

    def _value(self, sheet: DeclarationSheet, line: SheetRow, name: str) -> str:
        if name == "due_measures":  # by columns of the workbook
            return line.texts[name]
        value, problem = self._typed(sheet.table, name, self._answered(line.texts[name]))
        return self._fail(sheet, line, name, problem) if problem else value

    def _typed(self, table: str, name: str, text: str) -> tuple[str, Message | None]:
        """The seed value of a text, or what is wrong with it."""
        column = TABLES[table].columns[name]
        known = {row.mark for row in self.book.choices}
        value, problem = text, None
        if marks := PLACEHOLDER.findall(text):  # an open choice is one fault, on its sheet
            value, unknown = "", [mark for mark in marks if mark not in known]
            problem = fault("mark_open", mark=unknown[0]) if unknown else None
        elif not text:
            problem = fault("value_due") if column.required else None
        elif column.dtype == DATE:
            value = self._day(text)
            problem = None if value else fault("not_a_day", text=text)
        elif name in LIST_OF and NEW.get(name) != table:
            value = self._code(LIST_OF[name], text)
            problem = None if value else self._unknown(LIST_OF[name], text)
        elif column.dtype == INT:
            value = text.removesuffix(".0")
            problem = None if re.fullmatch(r"-?\d+", value) else fault("not_whole", text=text)
        return value, problem

    def _code(self, name: str, text: str) -> str:
        """The code that the text stands for; empty where there is none, or several."""
        known = self._names[name]
        coded = CODED.search(text)
        if coded and coded.group(1) in known:
            return coded.group(1)
        return known.get(text) or known.get(name_fold(text)) or known.get(name_ascii(text)) or ""

    def _unknown(self, name: str, text: str) -> Message:
        if name in VOCABULARIES:
            return fault("word_unknown", text=text, known=", ".join(VOCABULARIES[name].values()))
        ranked = sorted(((similarity(text, other), code) for other, code in self._names[name].items()), reverse=True)
        near = list(dict.fromkeys(code for score, code in ranked[:N_NEAR] if score >= MIN_NEAR))
        return fault(
            "code_unknown", text=text, table=CODE_TABLES[name][0], near=f" ({', '.join(near)}?)" if near else ""
        )

    def _day(self, text: str) -> str:
        for style in ("%Y-%m-%d", "%d/%m/%Y"):
            try:
                return datetime.strptime(text, style).date().isoformat()
            except ValueError:
                continue
        return ""

    def _fail(self, sheet: DeclarationSheet, line: SheetRow, name: str, text: Message) -> str:
        self.faults.append(Fault(sheet.name, line.cells.get(name, ""), text))
        return ""

    def _set_due(self, rows: dict[str, list[Row]]) -> None:
        """Replace columns that are to be filled by their measures."""
        lines = next(sheet for sheet in SHEETS if sheet.table == "form_rows")
        measures: dict[tuple[Any, ...], dict[str, str]] = {}
        for row in rows.get("form_columns", []):
            if row["role"] == "value":
                block = (row["form_code"], row["form_version"], row["block_no"])
                measures.setdefault(block, {})[row["col_key"]] = row["measure_code"]
        for no, row in enumerate(rows.get("form_rows", [])):
            known = measures.get((row["form_code"], row["form_version"], row["block_no"]), {})
            text = row["due_measures"]
            if not text:
                continue
            names = list(known) if name_fold(text) == ALL_COLUMNS else [key.strip() for key in text.split(",")]
            for name in (name for name in names if name not in known):
                self._fail(lines, self.places["form_rows", no], "due_measures", fault("column_unknown", text=name))
            row["due_measures"] = "|".join(dict.fromkeys(known[name] for name in names if known.get(name)))


def _marks(row: SheetRow) -> set[str]:
    return {mark for name, text in row.texts.items() if name != "due_measures" for mark in PLACEHOLDER.findall(text)}
