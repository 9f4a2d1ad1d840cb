"""Counts the filled cells of an Excel 2003 XML file by cutting it at its tags, without the parser of the first reader.

It also finds formulas without a value, number formats, and hidden rows and columns.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from pipelines.submissions.book.book import BrokenCell, FormatEffect, SheetScan
from pipelines.submissions.book.counters.text_sample import thinned
from pipelines.submissions.book.number_formats import PERCENT, format_effect
from pipelines.submissions.book.source import Source
from pipelines.submissions.book.text_encoding import decode_bytes

UNSEEN = re.compile(r"<!--.*?-->|<\?.*?\?>|<((?:\w+:)?)Comment\b.*?</\1Comment>", re.DOTALL)
STYLE = re.compile(r"<(?:\w+:)?Style\b([^>]*)>(.*?)</(?:\w+:)?Style>", re.DOTALL)
FORMAT = re.compile(r"<(?:\w+:)?NumberFormat\b([^>]*)>")
TAG = re.compile(r"<(/?)(?:\w+:)?(Worksheet|Column|Row|Cell|Data)\b([^>]*?)(/?)>")
MARKUP = re.compile(r"<[^>]*>")
NAMED = frozenset({"On/Off", "True/False", "Yes/No"})  # formats that show a number as a word


def scan(source: Source) -> list[SheetScan]:
    """One scan for each sheet, in workbook order."""
    page = UNSEEN.sub("", decode_bytes(source.content) or "")
    counter = _Counter(page, _effects(page))
    for tag in TAG.finditer(page):
        counter.take(tag)
    for result in counter.scans:
        result.sample = thinned(result.sample.items())
    return counter.scans


def _effects(page: str) -> dict[str, FormatEffect]:
    """Name of each style whose format shows another number -> what it shows."""
    found: dict[str, FormatEffect] = {}
    for attributes, body in STYLE.findall(page):
        shown = FORMAT.search(body)
        code = _attribute(shown.group(1), "Format") if shown else ""
        effect = PERCENT if code == "Percent" else None if code in NAMED else format_effect(code)
        if effect:
            found[_attribute(attributes, "ID")] = effect
    return found


@dataclass(slots=True)
class _Counter:
    """Follows the tags of a file: where the next cell stands, and what the last one holds."""

    page: str
    effects: dict[str, FormatEffect]
    scans: list[SheetScan] = field(default_factory=list[SheetScan])
    row: int = 0
    next_row: int = 1
    column: int = 0  # the last one that a cell of this row covers
    next_column: int = 1
    cell: str = ""  # the attributes of the open cell
    at: tuple[int, int] = (0, 0)
    data: tuple[int, str] | None = None  # where the open cell's data begin, and their attributes
    is_filled: bool = False

    def take(self, tag: re.Match[str]) -> None:
        """Take the next tag."""
        is_end, name, attributes, is_empty = bool(tag.group(1)), tag.group(2), tag.group(3), bool(tag.group(4))
        if name == "Worksheet" and not is_end:
            self.scans.append(SheetScan(html.unescape(_attribute(attributes, "Name")), 0))
            self.next_row, self.next_column = 1, 1
        elif not self.scans:
            return
        elif name == "Column":
            self._column(attributes)
        elif name == "Row" and not is_end:
            self._row(attributes)
        elif name == "Cell" and not is_end:
            self._open(attributes)
        elif name == "Data" and is_end and self.data:
            self._fill(tag.start())
        if name == "Data":
            self.data = None if is_end or is_empty else (tag.end(), attributes)
        if name == "Cell" and (is_end or is_empty):
            self._close()

    def _row(self, attributes: str) -> None:
        self.row, self.column = _number(attributes, "Index", self.next_row), 0
        self.next_row = self.row + _number(attributes, "Span", 0) + 1
        if _attribute(attributes, "Hidden") == "1":
            self.scans[-1].hidden_rows |= set(range(self.row, min(self.next_row, self.row + 1000)))

    def _column(self, attributes: str) -> None:
        first = _number(attributes, "Index", self.next_column)
        last = first + _number(attributes, "Span", 0)
        if _attribute(attributes, "Hidden") == "1":
            self.scans[-1].hidden_columns |= set(range(first, min(last, first + 1000) + 1))
        self.next_column = last + 1

    def _open(self, attributes: str) -> None:
        column = _number(attributes, "Index", self.column + 1)
        self.column = column + _number(attributes, "MergeAcross", 0)
        self.cell, self.at, self.is_filled = attributes, (self.row, column), False

    def _fill(self, end: int) -> None:
        """Count the open cell if its data show something."""
        result = self.scans[-1]
        start, attributes = self.data or (end, "")
        text = html.unescape(MARKUP.sub("", self.page[start:end]))
        kind = _attribute(attributes, "Type")
        self.is_filled = True  # also by the empty result of a formula
        if kind != "Error" and not text.strip():
            return
        result.n_nonempty += 1
        if kind == "Number" and (effect := self.effects.get(_attribute(self.cell, "StyleID"))):
            result.format_effects[self.at] = effect
        elif kind == "String" and "<" not in self.page[start:end]:
            result.sample[self.at] = text

    def _close(self) -> None:
        """Note a formula whose cell holds no data."""
        formula = html.unescape(_attribute(self.cell, "Formula"))
        if formula and not self.is_filled:
            self.scans[-1].n_nonempty += 1
            self.scans[-1].broken[self.at] = BrokenCell("formula_without_value", formula)


def _attribute(attributes: str, name: str) -> str:
    found = re.search(rf"""(?<![\w])(?:\w+:)?{name}\s*=\s*(?:"([^"]*)"|'([^']*)')""", attributes)
    return (found.group(1) or found.group(2) or "") if found else ""


def _number(attributes: str, name: str, otherwise: int) -> int:
    text = _attribute(attributes, name)
    return int(text) if text.isdecimal() and len(text) < 9 else otherwise
