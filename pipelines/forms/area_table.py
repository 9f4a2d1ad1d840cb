"""Write a publisher's table as its form declares it: a sheet with areas in rows and figures in columns."""

# xlsxwriter ships type hints for arguments, and none for its option dictionaries.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import xlsxwriter

from pipelines.codebook.load import Codebook
from pipelines.forms.blank.content import Value

CREATED = datetime(2026, 1, 1)  # a workbook records its date of creation; a fixed one keeps equal tables equal in bytes
HEAD = {"bold": True, "text_wrap": True, "border": 1, "valign": "vcenter", "align": "center"}
BODY = {"border": 1}


@dataclass(frozen=True)
class AreaTableContent:
    """Lines above the table, the figures by area_id and indicator_code, and lines below it."""

    above: Sequence[str]
    figures: Mapping[tuple[str, str], Value]
    below: Sequence[str] = ()


def write_area_table(codebook: Codebook, form_code: str, content: AreaTableContent, path: Path) -> Path:
    """Write the table of a form with one version, one block and one row of codes below its header; return the path.

    Areas stand in the order of their codes. Equal arguments give equal bytes.
    """
    tables = codebook.tables
    block = tables["form_blocks"].filter(form_code=form_code).row(0, named=True)
    columns = tables["form_columns"].filter(form_code=form_code).sort("col_order").rows(named=True)
    areas = tables["areas"].filter(area_set=block["area_set"]).sort("area_id")
    path.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(str(path), {"in_memory": True}) as book:
        book.set_properties({"title": content.above[0], "created": CREATED})
        head, body, bold = book.add_format(HEAD), book.add_format(BODY), book.add_format({"bold": True})
        sheet = book.add_worksheet(block["sheet_name"])
        sheet.set_column(0, 0, 22)
        sheet.set_column(1, len(columns) - 1, 14)
        for row, line in enumerate(content.above):
            sheet.write_string(row, 0, line, bold)
        first = len(content.above) + 1
        for at, column in enumerate(columns):
            sheet.write_string(first, at, column["header_vi"], head)
            sheet.write_string(first + 1, at, column["header_code"] or "", head)
        for row, area in enumerate(areas.iter_rows(named=True), first + 2):
            sheet.write_string(row, 0, area["name_vi"], body)
            for at, column in enumerate(columns[1:], 1):
                sheet.write(row, at, content.figures.get((area["area_id"], column["indicator_code"]), ""), body)
        for row, line in enumerate(content.below, first + 3 + areas.height):
            sheet.write_string(row, 0, line)
        sheet.freeze_panes(first + 2, 1)
    return path
