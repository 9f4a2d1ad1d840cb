"""Writes the same cells in every format that is read: the tests' own writers, none of which reads a workbook.

.xlsx by xlsxwriter (trial.py), .xlsb and .xls record by record, the others as text.
"""

from __future__ import annotations

import csv
import html
import io
import re
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from mutator import model, write_xlsb
from support import trial, write_xls
from xlsxwriter.utility import xl_cell_to_rowcol

Sheets = Mapping[str, trial.Cells]
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # characters that no XML may hold
NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
EXCEL = "urn:schemas-microsoft-com:office:spreadsheet"


def grid(cells: trial.Cells) -> list[list[Any]]:
    """Rows of values from the first cell on; None where there is none."""
    places = {xl_cell_to_rowcol(place): value for place, value in cells.items()}
    height, width = (max((place[axis] for place in places), default=0) + 1 for axis in (0, 1))
    return [[places.get((row, column)) for column in range(width)] for row in range(height)]


def write_xlsx(path: Path, sheets: Sheets) -> Path:
    """Write the sheets with xlsxwriter."""
    return trial.write(path, sheets)


def write_biff(path: Path, sheets: Sheets) -> Path:
    """Write the sheets as .xls."""
    return write_xls.write(
        path, {name: {xl_cell_to_rowcol(at): v for at, v in cells.items()} for name, cells in sheets.items()}
    )


def write_binary(path: Path, sheets: Sheets) -> Path:
    """Write the sheets as .xlsb."""
    made = [
        model.Sheet(name, [model.Row([model.Cell(value) for value in row], "line") for row in grid(cells)], [])
        for name, cells in sheets.items()
    ]
    return write_xlsb.write(model.Book(made), path)


def write_ods(path: Path, sheets: Sheets, indent: str = "", kind: str = ODS_TYPE, manifest: bool = True) -> Path:
    """Write the sheets as .ods: with white space between the elements, without type or manifest where that is asked."""
    tables = "".join(
        f"<table:table table:name={quoteattr(name)}>"
        + "".join(
            f"{indent}<table:table-row>{indent}{indent.join(map(_ods_cell, row))}{indent}</table:table-row>"
            for row in grid(cells)
        )
        + f"{indent}</table:table>"
        for name, cells in sheets.items()
    )
    body = f"<office:body>{indent}<office:spreadsheet>{indent}{tables}</office:spreadsheet></office:body>"
    xml = f'<?xml version="1.0"?><office:document-content {NAMES} office:version="1.2">{body}</office:document-content>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        if kind:
            archive.writestr("mimetype", kind, zipfile.ZIP_STORED)
        archive.writestr("content.xml", xml)
        if manifest:
            archive.writestr("META-INF/manifest.xml", "<manifest/>")
    return path


def _ods_cell(value: Any) -> str:
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, str):
        paragraphs = "".join(f"<text:p>{escape(line)}</text:p>" for line in xml_text(value).split("\n"))
        return f'<table:table-cell office:value-type="string">{paragraphs}</table:table-cell>'
    if isinstance(value, date):
        return f'<table:table-cell office:value-type="date" office:date-value="{value:%Y-%m-%d}"/>'
    return f'<table:table-cell office:value-type="float" office:value="{value}"/>'


def write_csv(path: Path, sheets: Sheets) -> Path:
    """Write the first sheet as .csv."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";").writerows(
        ["" if value is None else _shown(value) for value in row] for row in grid(next(iter(sheets.values())))
    )
    path.write_bytes(out.getvalue().encode("utf-8", "replace"))
    return path


def write_html(path: Path, sheets: Sheets) -> Path:
    """Write the first sheet as an HTML table under the name .xls."""
    rows = "".join(
        "<tr>" + "".join(f"<td>{'' if value is None else html.escape(_shown(value))}</td>" for value in row) + "</tr>"
        for row in grid(next(iter(sheets.values())))
    )
    page = f"<html><body><table>{rows}</table></body></html>"
    path.write_bytes(page.encode("utf-8", "replace"))
    return path


def write_xml_2003(path: Path, sheets: Sheets, prefix: str = "") -> Path:
    """Write the sheets as Excel 2003 XML; `prefix` stands before the names of all elements."""
    pages = "".join(
        f"<{prefix}Worksheet ss:Name={quoteattr(name)}><{prefix}Table>"
        + "".join(
            f'<{prefix}Row ss:Index="{at}">{_xml_cells(row, prefix)}</{prefix}Row>'
            for at, row in enumerate(grid(cells), start=1)
            if any(value is not None for value in row)
        )
        + f"</{prefix}Table></{prefix}Worksheet>"
        for name, cells in sheets.items()
    )
    names = f'xmlns:ss="{EXCEL}"' + ("" if prefix else f' xmlns="{EXCEL}"')
    xml = f'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><{prefix}Workbook {names}>{pages}'
    path.write_text(f"{xml}</{prefix}Workbook>", encoding="utf-8")
    return path


def _xml_cells(row: list[Any], prefix: str) -> str:
    kinds = {str: "String", float: "Number", int: "Number", date: "DateTime"}
    return "".join(
        f'<{prefix}Cell ss:Index="{at}"><{prefix}Data ss:Type="{kinds[type(value)]}">{escape(xml_text(_shown(value)))}'
        f"</{prefix}Data></{prefix}Cell>"
        for at, value in enumerate(row, start=1)
        if value is not None
    )


def _shown(value: Any) -> str:
    return f"{value:%Y-%m-%dT00:00:00.000}" if isinstance(value, date) else str(value)


def xml_text(text: str) -> str:
    """The text without the characters that no XML may hold."""
    return NOT_XML.sub("\ufffd", text)


FORMATS: dict[str, Callable[[Path, Sheets], Path]] = {
    "xlsx": write_xlsx,
    "xls": write_biff,
    "xlsb": write_binary,
    "ods": write_ods,
    "csv": write_csv,
    "html": write_html,
    "xml": write_xml_2003,
}
