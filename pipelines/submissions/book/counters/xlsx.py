"""Counts the non-empty cells of an .xlsx in its sheets' XML, and finds what calamine does not report.

The package is read without calamine and openpyxl. The usual sheet (no formula, no error, no inline text) is counted by
its `<v>` tags; any other is walked cell by cell.
"""

from __future__ import annotations

import io
import posixpath
import re
from functools import lru_cache
from xml.etree.ElementTree import Element, fromstring, iterparse
from zipfile import ZipFile

from pipelines.submissions.book.book import BrokenCell, SheetScan, parse_address
from pipelines.submissions.book.counters.text_sample import N_SAMPLED, SharedTexts
from pipelines.submissions.book.source import Source
from pipelines.submissions.book.xlsx_formats import (
    add_formatting,
    formatted_strings,
    formatted_text,
    local_name,
    style_effects,
)

# A shared string that may hold blanks only (NBSP and other blanks of two or three bytes included); the parser decides.
EMPTY_TEXT = re.compile(
    rb"<t\s*/>|<t[^>]*>(?:\s|&#\w{1,6};|[\xc2\xe1-\xe3][\x80-\xbf]{1,2})*</t>|<si\s*/>|<si></si>|<\w+:si|<!\[CDATA"
)

# In a sheet: a type other than shared text, a formula, an empty value. Two expressions: each begins with one byte that
# is searched for fast.
ODD_TYPE, ODD_TAG = re.compile(rb' t="(?!s")'), re.compile(rb"<f|<v></v>")

_FILLED: set[bytes] = set()  # shared strings known to show something: the same ones come in every file of a form
N_CACHED = 50_000


def scan(source: Source) -> list[SheetScan]:
    """One scan for each sheet, in workbook order."""
    archive = source.package
    parts = {_folded(name): name for name in archive.namelist()}
    styles, strings = _part(archive, parts, "styles.xml"), _part(archive, parts, "sharedstrings.xml")
    pieces = strings.split(b"<si>")
    empty, effects, superscripts = _empty_strings(strings, pieces), style_effects(styles), formatted_strings(strings)
    scans: list[SheetScan] = []
    shared = SharedTexts(strings, pieces)
    for name, part in _sheets(archive, parts):
        if part is None:
            scans.append(SheetScan(name, 0, has_cells=False))  # a chart, a dialog or macros
            continue
        xml = archive.read(parts[part])
        count = None if empty else _count(xml)
        scans.append(_walk(name, xml, empty) if count is None else SheetScan(name, count))
        scans[-1].sample.update(shared.sample(xml))
        add_formatting(scans[-1], xml, effects, superscripts)
    return scans


def _part(archive: ZipFile, parts: dict[str, str], ending: str) -> bytes:
    """The first part whose name ends so; empty where there is none."""
    found = next((name for name in parts if name.endswith(ending)), None)
    return archive.read(parts[found]) if found else b""


def _folded(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _sheets(archive: ZipFile, parts: dict[str, str]) -> list[tuple[str, str | None]]:
    """Name of every sheet, and its part where it has cells."""
    workbook = next(name for name in parts if name.endswith("workbook.xml"))
    folder = posixpath.dirname(workbook)
    rels = archive.read(parts[f"{folder}/_rels/workbook.xml.rels".lstrip("/")])
    found = _linked_sheets(archive.read(parts[workbook]), rels, folder)
    return [(name, part if part in parts else None) for name, part in found]


@lru_cache(maxsize=64)  # these parts are the same in every file of a form
def _linked_sheets(workbook: bytes, rels: bytes, folder: str) -> list[tuple[str, str | None]]:
    """Name of every sheet, and the part that it is linked to."""
    targets = {
        rel.get("Id", ""): _target(folder, rel.get("Target", ""))
        for rel in fromstring(rels)
        if rel.get("Type", "").endswith("/worksheet")
    }
    found: list[tuple[str, str | None]] = []
    for element in fromstring(workbook).iter():
        if local_name(element) == "sheet":
            link = next((value for key, value in element.attrib.items() if key.endswith("}id")), "")
            found.append((element.get("name", ""), targets.get(link)))
    return found


def _target(folder: str, target: str) -> str:
    target = target.replace("\\", "/")
    joined = target if target.startswith("/") else posixpath.join(folder, target)
    return posixpath.normpath(joined).lstrip("/").lower()


def _empty_strings(xml: bytes, pieces: list[bytes]) -> frozenset[int]:
    """Numbers of the shared strings without text: a cell that refers to one shows nothing."""
    unseen = set(pieces) - _FILLED
    if not EMPTY_TEXT.search(b"<si>".join([b"", *unseen])):
        if len(_FILLED) > N_CACHED:
            _FILLED.clear()
        _FILLED.update(unseen)
        return frozenset()
    items = [element for element in fromstring(xml) if local_name(element) == "si"]
    return frozenset(number for number, item in enumerate(items) if not _text(item).strip())


def _count(xml: bytes) -> int | None:
    """Count filled cells by their `<v>` tags, in a tenth of a walk's time; None where the sheet makes that unsafe.

    Unsafe are: prefixed tags, formulas, types other than shared text (errors, inline text), single quotes, comments,
    values with attributes, empty values.
    """
    end = xml.rfind(b"</sheetData>")
    if end < 0 or xml.find(b"'", 0, end) >= 0 or ODD_TYPE.search(xml, 0, end) or ODD_TAG.search(xml, 0, end):
        return None
    if xml.find(b"!", 0, end) >= 0 and xml.find(b"<!", 0, end) >= 0:
        return None
    count = xml.count(b"<v>", 0, end)
    return count if count == xml.count(b"</v>", 0, end) else None


def _walk(name: str, xml: bytes, empty: frozenset[int]) -> SheetScan:
    """Walk every cell; rows are dropped as they close, so a large sheet needs little memory."""
    result = SheetScan(name, 0)
    row = column = 0
    for event, element in iterparse(io.BytesIO(xml), ("start", "end")):
        kind = local_name(element)
        if kind == "row" and event == "start":
            row, column = int(element.get("r") or row + 1), 0
        elif kind == "row":
            element.clear()
        elif kind == "c" and event == "end":
            reference = element.get("r")
            row, column = parse_address(reference) if reference else (row, column + 1)
            _cell(result, element, (row, column), empty)
    return result


def _cell(result: SheetScan, cell: Element, at: tuple[int, int], empty: frozenset[int]) -> None:
    """Count one cell; note it where it is broken, has superscripts, or a text where calamine does not look for it."""
    kind = cell.get("t", "n")
    child = {local_name(part): part for part in cell}
    value = (child["v"].text or "") if "v" in child else None
    inline = _text(child["is"]) if "is" in child and kind in ("inlineStr", "str") else None
    if kind == "e":
        result.broken[at] = BrokenCell("error_cell", value or "#ERROR")
    elif inline is not None and not (kind == "str" and value):
        if not inline.strip():
            return
        if text := formatted_text(child["is"]):
            result.superscripts[at] = text
        if kind == "str" or "f" in child:
            result.left_out[at] = inline
        elif len(result.sample) < N_SAMPLED:
            result.sample[at] = inline
    elif "f" in child and not value and not (kind == "str" and value is not None):
        formula = child["f"].text
        result.broken[at] = BrokenCell("formula_without_value", f"={formula}" if formula else "=…")
    elif not value or value.isspace() or (kind == "s" and int(value) in empty):
        return
    elif kind == "inlineStr":  # Excel shows the value as a text
        result.left_out[at] = value
    result.n_nonempty += 1


def _text(item: Element) -> str:
    """The text of a string item and of its runs, without its phonetic guide."""
    texts = [part.text or "" for part in item if local_name(part) == "t"]
    runs = [part for part in item if local_name(part) == "r"]
    return "".join(texts + [piece.text or "" for run in runs for piece in run if local_name(piece) == "t"])
