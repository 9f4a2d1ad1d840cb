"""The sheet part with cells restyled: only `s` of marked cells changes, and a mark may add a blank cell.

Rows and cells are visited in the order of the sheet. A mark in a merged area belongs to the area's first cell.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from pipelines.forms.reply.xml_edits import Edits, Node, NotEditableError, new_parser, parse, tag_end

Restyle = Callable[[int, str], int]  # index of a format, severity -> index of the coloured format
ADDRESS = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
MERGED = re.compile(rb"""<(?:\w+:)?mergeCell\b[^>]*?\bref\s*=\s*["']([A-Z]+\d+):([A-Z]+\d+)["']""")
# What may stand before <legacyDrawing>, in the schema's order; everything else of a sheet stands behind it.
BEFORE = {
    *("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection"),
    *("protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells"),
    *("phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins"),
    *("pageSetup", "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors"),
    *("smartTags", "drawing"),
}
RELATIONSHIPS = {  # by whether the workbook is Strict Open XML
    True: "http://purl.oclc.org/ooxml/officeDocument/relationships",
    False: "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}


class CellPosition(NamedTuple):
    """A cell of a sheet by numbers counted from 1; positions sort by rows."""

    row: int
    column: int


def parse_address(address: str) -> CellPosition:
    """Parse an address: B12 is row 12, column 2. Raises NotEditableError for what is no cell of a sheet."""
    match = ADDRESS.fullmatch(address)
    if match is None:
        raise NotEditableError(address)
    column = 0
    for letter in match.group(1):
        column = column * 26 + ord(letter) - 64
    if column > 16384 or int(match.group(2)) > 1048576:
        raise NotEditableError(address)
    return CellPosition(int(match.group(2)), column)


def column_letters(column: int) -> str:
    """Return the letters of a column number: 2 is B."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def merged_anchors(data: bytes, positions: set[CellPosition]) -> dict[CellPosition, CellPosition]:
    """Return where each position is shown: at itself, or at the first cell of its merged area."""
    anchors = {position: position for position in positions}
    for first, last in MERGED.findall(data, max(data.rfind(b"sheetData"), 0)):
        start, end = parse_address(first.decode()), parse_address(last.decode())
        for position in positions:
            if start.row <= position.row <= end.row and start.column <= position.column <= end.column:
                anchors[position] = start
    return anchors


class _ColumnStyle(NamedTuple):
    """The format that the sheet states for a range of columns."""

    first: int
    last: int
    style: int


@dataclass
class SheetPart:
    """One pass over a sheet part, which collects edits for the wanted cells."""

    data: bytes
    wanted: Mapping[CellPosition, str]  # severity by cell
    restyle: Restyle
    edits: Edits = field(init=False)
    legacy_drawing: str | None = None  # relationship id of the drawing that the sheet's comments have
    drawing_offset: int = 0  # where <legacyDrawing> belongs
    root: Node | None = None

    def __post_init__(self) -> None:
        self.edits = Edits(self.data)
        self._rows = sorted({position.row for position in self.wanted})  # still to be visited
        self._columns: list[int] = []  # of the current row, still to be visited
        self._row: Node | None = None
        self._row_no = self._column_no = 0
        self._column_styles: list[_ColumnStyle] = []
        self._stack: list[Node] = []
        self._parser = new_parser()
        self._parser.StartElementHandler, self._parser.EndElementHandler = self._begin, self._finish
        parse(self._parser, self.data)
        if self._rows:
            raise NotEditableError("no sheetData")

    def add_legacy_drawing(self, relationship_id: str) -> None:
        """Add the element that names the drawing of the sheet's comments."""
        assert self.root is not None
        base = RELATIONSHIPS[b"purl.oclc.org" in self.data[self.root.start : self.root.inner]]
        element = f'<{self.root.prefix}legacyDrawing xmlns:r="{base}" r:id="{relationship_id}"/>'
        self.edits.insert(self.drawing_offset, element)

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        start = self._parser.CurrentByteIndex
        depth = len(self._stack)
        local = name.rpartition(":")[2]
        node = Node(name, attributes, start, 0, 0, 0)
        if depth < 2 or local in ("row", "c"):
            node.inner = tag_end(self.data, start)
            node.close = node.end = node.inner
        self._stack.append(node)
        if depth == 0:
            self.root, self.drawing_offset = node, node.inner
        elif local == "col" and depth == 2:
            self._column_begins(attributes)
        elif local == "legacyDrawing" and depth == 1:
            self.legacy_drawing = next((value for key, value in attributes.items() if key.endswith(":id")), None)
        elif local == "row" and depth == 2:
            self._row_begins(node)
        elif local == "c" and depth == 3 and self._columns:
            self._cell_begins(node)

    def _finish(self, _: str) -> None:
        node = self._stack.pop()
        depth = len(self._stack)
        if depth > 2 or not node.inner:
            return
        at = self._parser.CurrentByteIndex
        if self.data[node.inner - 2 : node.inner] != b"/>":
            node.close, node.end = at, self.data.index(b">", at) + 1
        if node.local == "row" and depth == 2:
            self._row_ends(node)
        elif depth == 1:
            if node.local == "sheetData":
                self._add_last_rows(node)
            if node.local in BEFORE:
                self.drawing_offset = node.end

    def _column_begins(self, attributes: dict[str, str]) -> None:
        if attributes.get("style"):
            first, last = int(attributes.get("min", "0")), int(attributes.get("max", "0"))
            self._column_styles.append(_ColumnStyle(first, last, int(attributes["style"])))

    def _row_begins(self, node: Node) -> None:
        self._row_no = int(node.attributes.get("r") or self._row_no + 1)
        self._column_no = 0
        new = ""
        while self._rows and self._rows[0] < self._row_no:
            new += self._new_row(node.prefix, self._rows.pop(0))
        if new:
            self.edits.insert(node.start, new)
        if self._rows and self._rows[0] == self._row_no:
            self._rows.pop(0)
            self._row, self._columns = node, self._wanted_columns(self._row_no)

    def _cell_begins(self, node: Node) -> None:
        address = node.attributes.get("r")
        self._column_no = parse_address(address).column if address else self._column_no + 1
        new = ""
        while self._columns and self._columns[0] < self._column_no:
            new += self._new_cell(node.prefix, self._columns.pop(0))
        if new:
            self.edits.insert(node.start, new)
        if self._columns and self._columns[0] == self._column_no:
            self._columns.pop(0)
            severity = self.wanted[CellPosition(self._row_no, self._column_no)]
            style = self.restyle(_style_index(node.attributes.get("s")), severity)
            self.edits.set(node, "s", str(style))

    def _row_ends(self, node: Node) -> None:
        if self._row is not None and self._columns:
            new = "".join(self._new_cell(node.prefix, column) for column in self._columns)
            self.edits.append_to(node, new)
        self._row, self._columns = None, []

    def _add_last_rows(self, node: Node) -> None:
        """Add the wanted rows after the last one of the sheet."""
        if self._rows:
            self.edits.append_to(node, "".join(self._new_row(node.prefix, row) for row in self._rows))
        self._rows = []

    def _wanted_columns(self, row: int) -> list[int]:
        return sorted(position.column for position in self.wanted if position.row == row)

    def _new_row(self, prefix: str, row: int) -> str:
        current_no, current, self._row_no, self._row = self._row_no, self._row, row, None
        cells = "".join(self._new_cell(prefix, column) for column in self._wanted_columns(row))
        self._row_no, self._row = current_no, current
        return f'<{prefix}row r="{row}">{cells}</{prefix}row>'

    def _new_cell(self, prefix: str, column: int) -> str:
        """Return a blank cell with the format of its row or column, coloured."""
        style = 0
        for columns in self._column_styles:
            if columns.first <= column <= columns.last:
                style = columns.style
        if self._row and self._row.attributes.get("customFormat") in ("1", "true"):
            style = _style_index(self._row.attributes.get("s"))
        style = self.restyle(style, self.wanted[CellPosition(self._row_no, column)])
        return f'<{prefix}c r="{column_letters(column)}{self._row_no}" s="{style}"/>'


def _style_index(text: str | None) -> int:
    return int(text) if text and text.isdigit() else 0
