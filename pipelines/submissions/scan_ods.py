"""The second reader of .ods: counts non-empty cells in content.xml and finds error cells.

Here: XML of the package, read without calamine. Not here: values. Repeated cells count as often as they stand.
"""

from __future__ import annotations

import re
import zipfile
from xml.etree.ElementTree import Element, fromstring

from pipelines.submissions.sheet import Broken, SheetScan

ERROR = re.compile(r"#[A-Z/0!?]+|Err:\d+")
MAX_COUNTED = 5_000_000  # repeats are two numbers in the file; a bomb of them must not cost minutes


def scan(content: bytes, archive: zipfile.ZipFile | None) -> list[SheetScan]:
    """One scan a sheet; ValueError for more cells than anybody types."""
    assert archive is not None
    root = fromstring(archive.read("content.xml"))
    return [_table(element) for element in root.iter() if _tag(element) == "table" and _get(element, "name")]


def _table(table: Element) -> SheetScan:
    found = SheetScan(_get(table, "name"), 0)
    row = 0
    for line in table.iter():
        if _tag(line) != "table-row":
            continue
        times = int(_get(line, "number-rows-repeated") or 1)
        column = 0
        for cell in line:
            if _tag(cell) not in ("table-cell", "covered-table-cell"):
                continue
            width = int(_get(cell, "number-columns-repeated") or 1)
            if _is_filled(cell):
                found.n_nonempty += width * times
                if found.n_nonempty > MAX_COUNTED:
                    raise ValueError("too many repeated cells")
                _note_error(found, cell, (row + 1, times), (column + 1, width))
            column += width
        row += times
    return found


def _is_filled(cell: Element) -> bool:
    kind = _get(cell, "value-type")
    return bool(_shown(cell).strip()) if kind in ("", "string") else True


def _note_error(found: SheetScan, cell: Element, rows: tuple[int, int], columns: tuple[int, int]) -> None:
    is_error = any(key.endswith("}value-type") and value == "error" for key, value in cell.attrib.items())
    shown = _shown(cell)
    if is_error or (_get(cell, "formula") and ERROR.fullmatch(shown)):
        for row in range(rows[0], sum(rows)):
            for column in range(columns[0], sum(columns)):
                found.broken[row, column] = Broken("error_cell", shown or "#ERROR")


def _shown(cell: Element) -> str:
    """The text of the cell's paragraphs, without its comment."""
    return "".join("".join(part.itertext()) for part in cell if _tag(part) == "p")


def _get(element: Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def _tag(element: Element) -> str:
    return element.tag.rpartition("}")[2]
