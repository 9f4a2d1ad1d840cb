"""A sheet's XML with cells restyled: only `s` of marked cells changes, and blank cells appear where a mark needs one.

Here: finding rows and cells in the order of the sheet, merged areas, the place of the drawing's relation.
Not here: what a style looks like (styles.py), comments (comments.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from pipelines.forms.reply.xml_edits import CannotAnnotate, Edits, Node, parse, parser, tag_end

Spot = tuple[int, int]  # row, column, from 1
Restyle = Callable[[int, str], int]
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
RELATIONSHIPS = {
    True: "http://purl.oclc.org/ooxml/officeDocument/relationships",
    False: "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}


def spot(address: str) -> Spot:
    """B12 -> (12, 2)."""
    match = ADDRESS.fullmatch(address)
    if match is None:
        raise CannotAnnotate(address)
    column = 0
    for letter in match.group(1):
        column = column * 26 + ord(letter) - 64
    if column > 16384 or int(match.group(2)) > 1048576:
        raise CannotAnnotate(address)
    return int(match.group(2)), column


def letters(column: int) -> str:
    """2 -> B."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def anchors(data: bytes, spots: set[Spot]) -> dict[Spot, Spot]:
    """Where each spot is seen: itself, or the first cell of the merged area that it lies in."""
    seen = {one: one for one in spots}
    for first, last in MERGED.findall(data, max(data.rfind(b"sheetData"), 0)):
        (top, left), (bottom, right) = spot(first.decode()), spot(last.decode())
        for row, column in spots:
            if top <= row <= bottom and left <= column <= right:
                seen[row, column] = (top, left)
    return seen


@dataclass
class SheetXml:
    """One pass over a sheet's part, collecting edits for the wanted cells."""

    data: bytes
    wanted: Mapping[Spot, str]  # severity by cell
    restyle: Restyle
    edits: Edits = field(init=False)
    legacy: str | None = None  # relation id of the drawing that comments already have
    behind: int = 0  # where <legacyDrawing> would stand
    root: Node | None = None

    def __post_init__(self) -> None:
        self.edits = Edits(self.data)
        self._rows = sorted({row for row, _ in self.wanted})
        self._columns: list[int] = []
        self._row: Node | None = None
        self._row_no = self._column_no = 0
        self._styles_of_columns: list[tuple[int, int, int]] = []
        self._stack: list[Node] = []
        self._parser = parser()
        self._parser.StartElementHandler, self._parser.EndElementHandler = self._begin, self._finish
        parse(self._parser, self.data)
        if self._rows:
            raise CannotAnnotate("no sheetData")

    def relate_drawing(self, relation: str) -> None:
        """Name the comments' drawing in the sheet."""
        assert self.root is not None
        base = RELATIONSHIPS[b"purl.oclc.org" in self.data[self.root.start : self.root.inner]]
        self.edits.insert(self.behind, f'<{self.root.prefix}legacyDrawing xmlns:r="{base}" r:id="{relation}"/>')

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
            self.root, self.behind = node, node.inner
        elif local == "col" and depth == 2:
            self._column(attributes)
        elif local == "legacyDrawing" and depth == 1:
            self.legacy = next((value for key, value in attributes.items() if key.endswith(":id")), None)
        elif local == "row" and depth == 2:
            self._row_begins(node)
        elif local == "c" and depth == 3 and self._columns:
            self._cell(node)

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
                self.edits_at_end(node)
            if node.local in BEFORE:
                self.behind = node.end

    def _column(self, attributes: dict[str, str]) -> None:
        if attributes.get("style"):
            first, last = int(attributes.get("min", "0")), int(attributes.get("max", "0"))
            self._styles_of_columns.append((first, last, int(attributes["style"])))

    def _row_begins(self, node: Node) -> None:
        self._row_no = int(node.attributes.get("r") or self._row_no + 1)
        self._column_no = 0
        new = ""
        while self._rows and self._rows[0] < self._row_no:
            new += self._whole_row(node.prefix, self._rows.pop(0))
        if new:
            self.edits.insert(node.start, new)
        if self._rows and self._rows[0] == self._row_no:
            self._rows.pop(0)
            self._row, self._columns = node, sorted(column for row, column in self.wanted if row == self._row_no)

    def _cell(self, node: Node) -> None:
        address = node.attributes.get("r")
        self._column_no = spot(address)[1] if address else self._column_no + 1
        new = ""
        while self._columns and self._columns[0] < self._column_no:
            new += self._new_cell(node.prefix, self._columns.pop(0))
        if new:
            self.edits.insert(node.start, new)
        if self._columns and self._columns[0] == self._column_no:
            self._columns.pop(0)
            severity = self.wanted[self._row_no, self._column_no]
            style = self.restyle(_style(node.attributes.get("s")), severity)
            self.edits.set(node, "s", str(style))

    def _row_ends(self, node: Node) -> None:
        if self._row is not None and self._columns:
            new = "".join(self._new_cell(node.prefix, column) for column in self._columns)
            self.edits.append_to(node, new)
        self._row, self._columns = None, []

    def edits_at_end(self, node: Node) -> None:
        """Rows behind the last one of the sheet."""
        if self._rows:
            self.edits.append_to(node, "".join(self._whole_row(node.prefix, row) for row in self._rows))
        self._rows = []

    def _whole_row(self, prefix: str, row: int) -> str:
        self._row_no, before, row_node, self._row = row, self._row_no, self._row, None
        cells = "".join(
            self._new_cell(prefix, column) for column in sorted(column for at, column in self.wanted if at == row)
        )
        self._row_no, self._row = before, row_node
        return f'<{prefix}row r="{row}">{cells}</{prefix}row>'

    def _new_cell(self, prefix: str, column: int) -> str:
        """A blank cell that looks as its row or column does, but for the colour."""
        style = 0
        for first, last, of_column in self._styles_of_columns:
            if first <= column <= last:
                style = of_column
        if self._row and self._row.attributes.get("customFormat") in ("1", "true"):
            style = _style(self._row.attributes.get("s"))
        style = self.restyle(style, self.wanted[self._row_no, column])
        return f'<{prefix}c r="{letters(column)}{self._row_no}" s="{style}"/>'


def _style(text: str | None) -> int:
    return int(text) if text and text.isdigit() else 0
