"""Adds trial registers to the trial codebook and writes workbooks of them with openpyxl.

Nothing here reads a workbook or imports the reader. TRIAL-REG lists projects: name, code, field, day,
support in million dong, and a column of personal data.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
from support import trial

from pipelines.codebook.load import Codebook, load
from pipelines.codebook.schema import TABLES

FORM = "TRIAL-REG"
HEADER = ("STT", "Tên dự án", "Mã dự án", "Lĩnh vực", "Ngày quyết định", "Kinh phí (triệu đồng)", "Người liên hệ")
CODES = ("A", "B", "C", "D", "E", "1", "G")
COLUMNS = (  # key, role, unit, is personal
    ("stt", "stt", "", False),
    ("name", "label", "", False),
    ("code", "entity_key", "", False),
    ("field", "context", "", False),
    ("day", "date", "", False),
    ("support", "value", "million_vnd", False),
    ("contact", "context", "", True),
)
TOP = 8  # the first row below the column codes
Line = Sequence[Any]


def add_register(folder: Path, form: str = FORM, keyed: bool = True, block_no: str = "1") -> None:
    """Append the rows of the register to the seeds in `folder`; without its key column unless `keyed`."""
    head = {"form_code": form, "form_version": "1"}
    names = {"name_vi": "Danh sách dự án thử", "name_en": "Trial register"}
    kind = {"layout_kind": "row_form", "reporter_kind": "commune", "frequency": "month", "calendar": "admin"}
    _add(folder, "forms", [head | names | kind | {"source_code": "province_register", "valid_from": "2025-12-15"}])
    block = head | {"block_no": block_no}
    _add(folder, "form_anchors", [head | {"anchor_no": "1", "text": f"Biểu số: {form}"}])
    _add(folder, "form_blocks", [block | {"block_kind": "rows", "header_rows": "1"}])
    columns = [
        {"col_key": key, "col_order": str(n), "role": role, "header_vi": header, "header_code": code, "uom_code": uom}
        | {"is_personal": str(personal).lower()}
        for n, ((key, role, uom, personal), header, code) in enumerate(zip(COLUMNS, HEADER, CODES, strict=True), 1)
        if keyed or role != "entity_key"
    ]
    _add(folder, "form_columns", [block | column for column in columns])
    line = {"row_key": "DA", "row_order": "1", "row_kind": "repeat", "label_vi": "Dự án", "label_en": "Project"}
    counted = {"indicator_code": "N_STARTUP_PROJECT", "breakdown_code": "_T", "uom_code": "project"}
    _add(folder, "form_rows", [block | line | counted | {"due_measures": "in_period"}])


def _add_counted(folder: Path) -> None:
    """A table of one line over the register of TRIAL-BOTH: how many projects there are."""
    block = {"form_code": "TRIAL-BOTH", "form_version": "1", "block_no": "1"}
    _add(folder, "form_blocks", [block | {"block_kind": "rows", "header_rows": "1"}])
    roles = ("stt", "label", "row_code", "uom", "value")
    columns = [
        {"col_key": role, "col_order": str(n), "role": role, "header_vi": header, "header_code": code}
        | {"is_personal": "false", "measure_code": "in_period" if role == "value" else ""}
        for n, (role, header, code) in enumerate(zip(roles, trial.HEADER, (*CODES[:4], "1"), strict=False), 1)
    ]
    _add(folder, "form_columns", [block | column for column in columns])
    line = {"row_key": "01", "row_order": "1", "row_kind": "fixed", "label_vi": "Số dự án", "label_en": "Projects"}
    counted = {"indicator_code": "N_STARTUP_PROJECT", "breakdown_code": "_T", "uom_code": "project"}
    _add(folder, "form_rows", [block | line | counted | {"due_measures": "in_period"}])


def codebook(folder: Path) -> Codebook:
    """The codebook of `folder` (trial.codebook made it) with three registers."""
    add_register(folder)
    add_register(folder, "TRIAL-LIST", keyed=False)
    add_register(folder, "TRIAL-BOTH", block_no="2")
    _add_counted(folder)
    _choose_headline(folder)
    return load(folder)


def _choose_headline(folder: Path) -> None:
    """The trial registers are a second source of the number of projects, so one of the two is declared its headline."""
    row = {"indicator_code": "N_STARTUP_PROJECT", "source_code": "province_admin", "is_concept_headline": "false"}
    with (folder / "headline_choices.csv").open("a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, list(TABLES["headline_choices"].columns)).writerow(
            row | {"reason_vi": "Số trên biểu, không phải danh sách.", "reason_en": "The form's figure, not the list."}
        )


def project(n: int | None, code: str | None = None, **changed: Any) -> list[Any]:
    """A full row; `changed` sets cells by column key."""
    code = f"DA-{n:03d}" if code is None else code
    row = {"stt": n, "name": f"Dự án {code}", "code": code, "field": "Nông nghiệp", "day": "05/03/2026", "support": 10}
    row |= {"contact": f"Người {code}"} | changed
    return [row[key] for key, *_ in COLUMNS]


def write(
    path: Path,
    rows: Iterable[Line],
    form: str = FORM,
    header: Sequence[str] = HEADER,
    codes: Sequence[str] | None = CODES,
    unit: str = "",
    nil: str = "",
    tail: Sequence[Line] = (("",), ("", "Người lập biểu", "", "", "Thủ trưởng đơn vị"), ("",), ("", "Họ Và Tên")),
    merged: Sequence[str] = (),
) -> Path:
    """The register of C00700 for October 2026; its header stands in row 6, its first row in TOP."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    lines: list[Line] = [
        (f"Biểu số: {form}", "", "", "", "Đơn vị báo cáo: UBND xã Ngọc Đường"),
        ("DANH SÁCH DỰ ÁN",),
        ("(Kỳ báo cáo: Tháng 10 năm 2026)",),
        ("Không phát sinh trong kỳ:", nil),
        (unit,),
        header,
        *([codes] if codes else []),
        *rows,
        *tail,
    ]
    for n, line in enumerate(lines, 1):
        for at, value in enumerate(line, 1):
            if value not in ("", None):
                sheet.cell(n, at, value)
    for box in merged:
        sheet.merge_cells(box)
    book.save(path)
    return path


def filled(path: Path) -> int:
    """How many cells hold something, as openpyxl sees them."""
    sheets = openpyxl.load_workbook(path).worksheets
    return sum(cell.value is not None for sheet in sheets for line in sheet.iter_rows() for cell in line)


def _add(folder: Path, table: str, rows: list[dict[str, str]]) -> None:
    with (folder / table / "trial_register.csv").open("a", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(TABLES[table].columns))
        if file.tell() == 0:
            writer.writeheader()
        writer.writerows(rows)
