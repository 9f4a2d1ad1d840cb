"""Adds two trial forms to the province's codebook and writes workbooks of them with xlsxwriter.

Nothing here reads a workbook or imports the reader. TRIAL-01 is a form of numbered rows whose second version (2027) has
one row more; TRIAL-AREA is a publisher's table of areas with a summary of ranked pairs.
"""

# xlsxwriter ships no stubs.
# pyright: reportMissingTypeStubs=false, reportUnknownArgumentType=false
from __future__ import annotations

import csv
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

import xlsxwriter
from xlsxwriter.utility import xl_cell_to_rowcol

from pipelines.codebook.load import Codebook, load
from pipelines.codebook.schema import TABLES
from pipelines.settings import seeds_root

Cells = dict[str, Any]
COMMUNE, COMMUNE_NAME, COMMUNE_AREA = "C00700", "UBND xã Ngọc Đường", "c25-00700"
HEADER = ["STT", "Chỉ tiêu", "Mã số", "Đơn vị tính", "Trong kỳ", "Luỹ kế", "Giải trình", "Người cung cấp"]
CODES = ["A", "B", "C", "D", "1", "2", "3", "4"]
ROWS = {  # row key: unit, unit as printed, due measures
    "01": ("person", "người", "in_period|ytd"),
    "02": ("percent", "%", "in_period"),
    "03": ("million_vnd", "triệu đồng", "in_period|ytd"),
    "04": ("person", "người", "in_period|ytd"),
}


def row_form(**changed: Any) -> Cells:
    """TRIAL-01 for October 2026, empty but for its frame, from A1 on; `changed` sets or (None) clears cells."""
    cells: Cells = {
        "A1": "Biểu số: TRIAL-01",
        "E1": f"Đơn vị báo cáo: {COMMUNE_NAME}",
        "A3": "TÊN BIỂU",
        "A4": "(Kỳ báo cáo: Tháng 10 năm 2026)",
    }
    for letter, header, code in zip("ABCDEFGH", HEADER, CODES, strict=True):
        cells |= {f"{letter}6": header, f"{letter}7": code}
    cells["B8"] = "Mục I"
    for row, (key, (_, unit, due)) in enumerate(ROWS.items(), start=9):
        cells |= {f"A{row}": str(row - 8), f"B{row}": f"Dòng {key}", f"C{row}": key, f"D{row}": unit}
        if "ytd" not in due:
            cells[f"F{row}"] = "x"
    cells |= {"A14": "Ghi chú: “-” không phát sinh", "A15": "dòng ghi chú thứ hai"}
    cells |= {"B17": "Người lập biểu", "G17": "Thủ trưởng đơn vị", "B20": "Họ Và Tên"}
    return {place: value for place, value in (cells | changed).items() if value is not None}


def write(path: Path, sheets: Mapping[str, Cells], hidden: tuple[str, ...] = (), merged: tuple[str, ...] = ()) -> Path:
    """Write a workbook of these sheets. A text that begins with `=` is a formula, a tuple a formula with its value."""
    with xlsxwriter.Workbook(str(path)) as book:
        dates = book.add_format({"num_format": "dd/mm/yyyy"})
        for name, cells in sheets.items():
            sheet = book.add_worksheet(name)
            if name in hidden:
                sheet.hide()
            for box in merged:
                sheet.merge_range(box, "")
            for place, value in cells.items():
                row, column = xl_cell_to_rowcol(place)
                if isinstance(value, tuple):
                    formula, result = cast("tuple[str, Any]", value)
                    sheet.write_formula(row, column, formula, None, result)
                elif hasattr(value, "year"):
                    sheet.write_datetime(row, column, value, dates)
                elif isinstance(value, str) and not value.startswith("="):
                    sheet.write_string(row, column, value)
                else:
                    sheet.write(row, column, value)
    return path


def codebook(folder: Path) -> Codebook:
    """The province's codebook with the trial forms."""
    shutil.copytree(seeds_root(), folder)
    with (folder / "indicators" / "tuyen_quang.csv").open(encoding="utf-8") as file:
        sample = next(csv.DictReader(file)) | {"legal_basis": "", "valid_from": "2010-01-01"}
    units = {key: uom for key, (uom, _, _) in ROWS.items()} | {"05": "person"}
    units |= dict.fromkeys(("A", "B", "TOTAL"), "point_10")
    _add(folder, "indicators", [sample | {"indicator_code": f"TRIAL_{k}", "uom_code": u} for k, u in units.items()])
    _add_row_form(folder, 1, "2025-12-15", "2026-12-15")
    _add_row_form(folder, 2, "2026-12-15", "", {"05": ("person", "người", "in_period")})
    _add_area_table(folder)
    return load(folder)


def _add_row_form(folder: Path, version: int, start: str, end: str, more: dict[str, Any] | None = None) -> None:
    form = {"form_code": "TRIAL-01", "form_version": str(version)}
    names = {"name_vi": "Biểu thử", "name_en": "Trial form"}
    kind = {"layout_kind": "row_form", "reporter_kind": "commune", "frequency": "month", "calendar": "admin"}
    dates = {"source_code": "province_admin", "valid_from": start, "valid_to": end}
    _add(folder, "forms", [form | names | kind | dates])
    block = form | {"block_no": "1"}
    _add(folder, "form_anchors", [form | {"anchor_no": "1", "text": "Biểu số: TRIAL-01"}])
    _add(folder, "form_blocks", [block | {"block_kind": "rows", "header_rows": "1"}])
    roles = ["stt", "label", "row_code", "uom", "value", "value", "explanation", "context"]
    keys = ["stt", "label", "row_code", "uom", "in_period", "ytd", "explanation", "contact"]
    columns = [
        {"col_key": key, "col_order": str(n), "role": role, "header_vi": header, "header_code": code}
        | {"measure_code": key if role == "value" else "", "is_personal": str(key == "contact").lower()}
        for n, (key, role, header, code) in enumerate(zip(keys, roles, HEADER, CODES, strict=True), start=1)
    ]
    _add(folder, "form_columns", [block | column for column in columns])
    heading = {"row_key": "H1", "row_order": "1", "row_kind": "heading", "label_vi": "Mục I", "label_en": "Part I"}
    rows = [
        {"row_key": key, "row_order": str(n), "row_kind": "fixed", "label_vi": f"Dòng {key}", "label_en": f"Row {key}"}
        | {"indicator_code": f"TRIAL_{key}", "breakdown_code": "_T", "uom_code": uom, "due_measures": due}
        for n, (key, (uom, _, due)) in enumerate((ROWS | (more or {})).items(), start=2)
    ]
    _add(folder, "form_rows", [block | row for row in [heading, *rows]])


def _add_area_table(folder: Path) -> None:
    form = {"form_code": "TRIAL-AREA", "form_version": "1"}
    names = {"name_vi": "Bảng thử", "name_en": "Trial table"}
    kind = {"layout_kind": "area_table", "reporter_kind": "publisher", "frequency": "year", "calendar": "stat"}
    dates = {"source_code": "papi", "reporter_code": "PUB-PAPI", "valid_from": "2020-01-01", "valid_to": "2021-01-01"}
    _add(folder, "forms", [form | names | kind | dates])
    anchors = [{"anchor_no": "1", "sheet_name": "Điểm", "text": "Tỉnh"}, {"anchor_no": "2", "text": "Tổng hợp 2020"}]
    _add(folder, "form_anchors", [form | anchor for anchor in anchors])
    blocks = [
        {"block_no": "1", "block_kind": "area_rows", "sheet_name": "Điểm", "area_set": "p34", "header_rows": "1"},
        {"block_no": "2", "block_kind": "ranked_pairs", "sheet_name": "Hạng", "area_set": "p34", "header_rows": "0"},
    ]
    _add(folder, "form_blocks", [form | block for block in blocks])
    columns = [
        ("1", "area", "1", "area", "Tỉnh", "", "", ""),
        ("1", "a", "2", "value", "Điểm A", "code_a", "", "TRIAL_A"),
        ("1", "b", "3", "value", "Điểm B", "", "", "TRIAL_B"),
        ("2", "total", "1", "value", "Tổng hợp 2020", "", "-1", "TRIAL_TOTAL"),
    ]
    named = ("block_no", "col_key", "col_order", "role", "header_vi", "header_code", "area_offset", "indicator_code")
    for column in columns:
        row = form | dict(zip(named, column, strict=True)) | {"is_personal": "false"}
        if row["role"] == "value":
            row |= {"breakdown_code": "_T", "measure_code": "level", "uom_code": "point_10"}
        _add(folder, "form_columns", [row])


def _add(folder: Path, table: str, rows: list[dict[str, str]]) -> None:
    """Append to a further file of one seed table."""
    target = folder / table / "trial.csv"
    is_new = not target.exists()
    with target.open("a", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(TABLES[table].columns), restval="", extrasaction="raise")
        if is_new:
            writer.writeheader()
        writer.writerows(rows)
