"""The figures of the published workbooks, read with openpyxl, and a made-up further year of PCI.

Nothing here imports the reader: expected figures are keyed by area_id, indicator, measure, source and period as the
codebook names them, but places and codes follow from the sheets and from the tables below.
"""

from __future__ import annotations

import csv
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

Key = tuple[str, str, str, str, str]  # area_id, indicator_code, measure_code, source_code, period_code
PROVINCES = 63
SUB_INDICES = ["ENTRY", "LAND", "TRANSPARENCY", "TIME", "INFORMAL", "BIAS", "PROACTIVITY", "SUPPORT", "LABOUR", "LEGAL"]
PAPI_COLUMNS = [
    *["D1", "D1_CIVIC", "D1_OPPORTUNITY", "D1_ELECTION", "D1_CONTRIBUTION"],
    *["D2", "D2_POVERTY", "D2_BUDGET", "D2_LAND_PLAN"],
    *["D3", "D3_INTERACTION", "D3_INSPECTION", "D3_INVESTMENT"],
    *["D4", "D4_PUBLIC_SECTOR", "D4_SERVICE", "D4_EMPLOYMENT", "D4_WILLINGNESS"],
    *["D5", "D5_CERTIFICATION", "D5_CONSTRUCTION", "D5_LAND_RIGHT", "D5_PERSONAL"],
    *["D6", "D6_HEALTH", "D6_EDUCATION", "D6_INFRASTRUCTURE", "D6_ORDER"],
    "TOTAL",
]
PAPI_COLUMNS_2016 = [
    {"D3_INSPECTION": "D3_RESPONSE", "D3_INVESTMENT": "D3_INSPECTION"}.get(code, code) for code in PAPI_COLUMNS
]
# how VCCI writes a province that PAPI writes otherwise
SPELT = {
    "TT.Huế": "Thừa Thiên-Huế",
    "TT- Huế": "Thừa Thiên-Huế",
    "TT-Huế": "Thừa Thiên-Huế",
    "Tp.HCM": "TP. Hồ Chí Minh",
    "BRVT": "Bà Rịa-Vũng Tàu",
    "Bắc Cạn": "Bắc Kạn",
    "Đăk Lăk": "Đắk Lắk",
    "Đăk Nông": "Đắk Nông",
    "T. Đồng-nai (mới)": "Đồng Nai",  # of the made-up year
}


def workbook(path: Path) -> openpyxl.Workbook:
    """The workbook with the calculated values of its formulas."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # unknown extensions in the publisher's file
        return openpyxl.load_workbook(path, data_only=True)


def area_ids(papi: openpyxl.Workbook) -> dict[str, str]:
    """Province name as PAPI writes it → area_id, by the official code that stands beside it."""
    return {row[2]: f"p63-{int(row[0]):02d}" for row in _papi_rows(papi.worksheets[0])}


def _papi_rows(sheet: Worksheet) -> list[tuple[Any, ...]]:
    """The values of a row for each province: official code, region, name, figures."""
    return list(sheet.iter_rows(3, 65, values_only=True))


def papi_figures(papi: openpyxl.Workbook) -> dict[Key, float | None]:
    """Every figure of the six sheets; a blank cell is None."""
    figures: dict[Key, float | None] = {}
    for year, sheet in zip(range(2011, 2017), papi.worksheets, strict=True):
        codes = PAPI_COLUMNS_2016 if year == 2016 else PAPI_COLUMNS
        for row in _papi_rows(sheet):
            for code, value in zip(codes, row[3:32], strict=True):
                figures[f"p63-{int(row[0]):02d}", f"PAPI_{code}", "level", "papi", f"S{year}"] = value
    return figures


def pci_figures(pci: openpyxl.Workbook, year: int, areas: dict[str, str]) -> dict[Key, float | None]:
    """Every figure of the ten sub-index sheets and of the Vietnamese summary."""
    figures: dict[Key, float | None] = {}
    sheets = [sheet for sheet in pci.worksheets if not sheet.title.startswith("Summary")]
    for sub, sheet in zip(SUB_INDICES, sheets, strict=True):
        for column, technical in _technical(sheet):
            code = f"PCI_SUB_{sub}" if column == 3 else f"PCI_{technical.upper()}"
            for row in range(4, 67):
                area = _area(sheet, row, 2, areas)
                figures[area, code, "level", "pci_subindex", f"S{year}"] = _number(sheet, row, column)
    summary = pci["Summary_VN"]
    pairs = [(2 + 2 * i, 3 + 2 * i, f"PCI_SUB_{sub}", "level") for i, sub in enumerate(SUB_INDICES)]
    for names, column, code, measure in [*pairs, (22, 23, "PCI_TOTAL", "level"), (22, 24, "PCI_TOTAL", "rank")]:
        for row in range(2, 65):
            area = _area(summary, row, names, areas)
            figures[area, code, measure, "pci_summary", f"S{year}"] = _number(summary, row, column)
    return figures


def _technical(sheet: Worksheet) -> Iterator[tuple[int, str]]:
    """Column and technical code of each column of figures."""
    for column in range(3, 40):
        if sheet.cell(3, column).value is not None:
            yield column, str(sheet.cell(3, column).value)


def _area(sheet: Worksheet, row: int, column: int, areas: dict[str, str]) -> str:
    name = str(sheet.cell(row, column).value)
    return areas[SPELT.get(name, name)]


def _number(sheet: Worksheet, row: int, column: int) -> float | None:
    value = sheet.cell(row, column).value
    assert value is None or isinstance(value, int | float)
    return value


def write_further_year(pci_2015: Path, target: Path) -> None:
    """Write a PCI 2016 with the figures of 2015, another header of one sub-index and another name of one province."""
    book = workbook(pci_2015)
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value == "PCI 2015":
                    cell.value = "PCI 2016"
                elif cell.value == "Đồng Nai":
                    cell.value = "T. Đồng-nai (mới)"
    book["Tính minh bạch"]["C1"] = "Điểm thành phần: minh bạch"
    book.save(target)


def add_further_year(seeds: Path) -> None:
    """Add the seed rows that declare it: a form version, its anchors, blocks and columns, and an alias."""
    for table in ("forms", "form_anchors", "form_blocks", "form_columns"):
        with (seeds / table / "publishers.csv").open(encoding="utf-8", newline="") as file:
            rows = [row for row in csv.DictReader(file) if (row["form_code"], row["form_version"]) == ("PCI", "2015")]
        for row in rows:
            row["form_version"] = "2016"
            if table == "forms":
                row |= {"valid_from": "2016-01-01", "valid_to": "2017-01-01"}
            if table == "form_anchors" and row["text"] == "PCI 2015":
                row["text"] = "PCI 2016"
            if table == "form_columns" and row["header_vi"] == "PCI 2015":
                row["header_vi"] = "PCI 2016"
            if table == "form_columns" and row["header_code"] == "sub3_transparency":
                row["header_vi"] = "Điểm thành phần: minh bạch"
        with (seeds / table / "pci_2016.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    with (seeds / "aliases.csv").open("a", encoding="utf-8") as file:
        file.write("p63,T. Đồng-nai (mới),p63-75\n")
