"""A yearly table of a publisher with 300 lines and 13 numbered columns, and the same a year later in another layout.

The first year is declared here as seed rows. The second moves every column by two, prints its headers over two rows,
renames, adds and leaves out lines. Where each figure stands is known, since this module puts it there.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import openpyxl

from pipelines.codebook.schema import TABLES

FORM = "YEARLY"
FIELDS = [
    *(
        "giáo dục",
        "y tế",
        "khoa học",
        "văn hoá",
        "môi trường",
        "giao thông",
        "thuỷ lợi",
        "cấp nước",
        "an sinh",
        "lưu trữ",
    )
]
OFFICES = [
    *("thanh tra", "kiểm lâm", "thú y", "khuyến nông", "hải quan", "kho bạc", "thống kê", "đăng kiểm", "dự trữ"),
    *("bảo hiểm", "biên phòng", "cứu hộ", "khí tượng", "bản đồ", "địa chất", "bưu chính", "xuất bản", "thể thao"),
    *("du lịch", "lâm nghiệp", "thuỷ sản", "chăn nuôi", "trồng trọt", "hạt nhân", "đo lường", "sáng chế", "viễn thám"),
    *("tần số", "đường thuỷ", "hàng hải"),
]
GROUPS = {  # the upper header and those below it
    "Chi đầu tư": ("Tổng số", "Xây lắp", "Thiết bị", "Vốn nước ngoài"),
    "Chi thường xuyên": ("Tổng số", "Tiền lương", "Nghiệp vụ", "Sửa chữa", "Khác"),
    "Chi khác": ("Tổng số", "Trả lãi", "Viện trợ", "Dự phòng"),
}
COLUMNS = [f"{group} > {header}" for group, headers in GROUPS.items() for header in headers]
NEW_COLUMNS = ("Số đơn vị", "Số biên chế")
N_NEW_LINES, N_GONE = 10, 6
REWORDED = (7, 61, 122, 183, 244)  # lines in other words


def labels() -> list[str]:
    """The labels of the 300 lines; every tenth names a year."""
    texts = [f"Chi {field_} của cơ quan {office}" for office in OFFICES for field_ in FIELDS]
    return [f"{text} chuyển từ năm 2023" if no % 10 == 0 else text for no, text in enumerate(texts)]


@dataclass
class YearlyTable:
    """A workbook and its figures by breakdown and indicator; the lines that nobody declared are apart."""

    path: Path
    figures: dict[tuple[str, str], float] = field(default_factory=dict[tuple[str, str], float])
    n_new: int = 0


TITLE = "BẢNG CHI CỦA CÁC CƠ QUAN NĂM"


def declare(seeds: Path, title: str = f"{TITLE} 2024") -> None:
    """Add the form of 2024, its indicators and breakdowns to a folder of seeds."""
    form = {"form_code": FORM, "form_version": "2024"}
    names = {"name_vi": "Bảng chi hằng năm", "name_en": "Yearly spending"}
    kind = {"layout_kind": "row_form", "reporter_kind": "publisher", "reporter_code": "PUB-MOF", "frequency": "year"}
    days = {"calendar": "stat", "source_code": "mof_budget_final", "valid_from": "2024-01-01", "valid_to": "2025-01-01"}
    _add(seeds, "forms", [form | names | kind | days])
    _add(seeds, "form_anchors", [form | {"anchor_no": "1", "text": title}])
    block = form | {"block_no": "1"}
    _add(seeds, "form_blocks", [block | {"block_kind": "rows", "sheet_name": "Chi", "header_rows": "2"}])
    fixed = [("stt", "stt", "STT", "A"), ("label", "label", "Nội dung", "B")]
    columns = [
        {"col_key": key, "col_order": str(no), "role": role, "header_vi": header, "header_code": code}
        for no, (key, role, header, code) in enumerate(fixed, start=1)
    ]
    columns += [
        {"col_key": f"c{no}", "col_order": str(no + 2), "role": "value", "header_vi": header, "header_code": str(no)}
        | {"indicator_code": f"YEARLY_{no}", "measure_code": "in_period"}
        for no, header in enumerate(COLUMNS, start=1)
    ]
    _add(seeds, "form_columns", [block | column | {"is_personal": "false"} for column in columns])
    rows = [
        {
            "row_key": f"{no:03d}",
            "row_order": str(no),
            "row_kind": "fixed",
            "stt": str(no),
            "label_vi": text,
            "label_en": text,
        }
        | {"breakdown_code": f"YEARLY{no:03d}", "uom_code": "million_vnd", "due_measures": "in_period"}
        for no, text in enumerate(labels(), start=1)
    ]
    _add(seeds, "form_rows", [block | row for row in rows])
    codes = [{"breakdown_code": row["breakdown_code"], "name_vi": row["label_vi"], "name_en": "Line"} for row in rows]
    _add(seeds, "breakdowns", codes)
    _add(seeds, "indicators", [_indicator(f"YEARLY_{no}", text) for no, text in enumerate(COLUMNS, start=1)])


def write_first(path: Path) -> YearlyTable:
    """The workbook of 2024, as declared: codes A, B, 1 to 13 below headers over two rows."""
    table = YearlyTable(path)
    lines = [(f"YEARLY{no:03d}", text) for no, text in enumerate(labels(), start=1)]
    _write(table, f"{TITLE} 2024", lines, ())
    return table


def write_moved(path: Path, title: str = f"{TITLE} 2025") -> YearlyTable:
    """The workbook of 2025: two new columns in front, so every number moves by two; lines added, left out, renamed."""
    table = YearlyTable(path)
    texts = [text.replace("2023", "2024") for text in labels()]
    for no in REWORDED:
        texts[no] = texts[no].replace("Chi ", "Chi cho ")
    lines = [(f"YEARLY{no:03d}", text) for no, text in enumerate(texts, start=1)]
    del lines[40 : 40 + N_GONE]
    for n in range(N_NEW_LINES):
        lines.insert(25 * n + 3, ("", f"Hỗ trợ chương trình mục tiêu thứ {n + 1} theo nghị quyết mới"))
    _write(table, title, lines, NEW_COLUMNS)
    return table


def _write(table: YearlyTable, title: str, lines: list[tuple[str, str]], added: tuple[str, ...]) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Chi"
    sheet["A1"], sheet["A3"] = "BỘ TÀI CHÍNH", title
    sheet.cell(4, 6, "Đơn vị tính: Triệu đồng")
    for at, header in enumerate(("STT", "Nội dung", *added), start=1):
        sheet.cell(5, at, header)
        sheet.merge_cells(start_row=5, start_column=at, end_row=6, end_column=at)
    at = 3 + len(added)
    for group, headers in GROUPS.items():
        sheet.cell(5, at, group)
        sheet.merge_cells(start_row=5, start_column=at, end_row=5, end_column=at + len(headers) - 1)
        for header in headers:
            sheet.cell(6, at, header)
            at += 1
    codes: list[Any] = ["A", "B", *range(1, len(added) + len(COLUMNS) + 1)]
    for place, code in enumerate(codes, start=1):
        sheet.cell(7, place, code)
    for no, (breakdown, text) in enumerate(lines, start=1):
        sheet.cell(7 + no, 1, no)
        sheet.cell(7 + no, 2, text)
        for n in range(len(added) + len(COLUMNS)):
            value = no * 100 + n + 0.5
            sheet.cell(7 + no, 3 + n, value)
            if breakdown and n >= len(added):
                table.figures[breakdown, f"YEARLY_{n - len(added) + 1}"] = value
            else:
                table.n_new += 1
    book.save(table.path)


def reworded_codes() -> set[str]:
    """The breakdowns of the lines in other words: form diff leaves them to a person."""
    return {f"YEARLY{no + 1:03d}" for no in REWORDED}


def declare_new(seeds: Path) -> None:
    """Add what a person chose for the new lines and columns of 2025."""
    chosen = [row for path in (seeds / "form_rows").glob("yearly_v*.csv") for row in _read(path)]
    new = sorted({row["breakdown_code"] for row in chosen if row["breakdown_code"].startswith("NEW")})
    columns = [row for path in (seeds / "form_columns").glob("yearly_v*.csv") for row in _read(path)]
    codes = {row["indicator_code"] for row in columns if row["indicator_code"].startswith("YEARLY_NEW")}
    known = _read(seeds / "breakdowns" / "yearly.csv")
    _add(seeds, "breakdowns", known + [{"breakdown_code": code, "name_vi": code, "name_en": code} for code in new])
    indicators = _read(seeds / "indicators" / "yearly.csv")
    _add(seeds, "indicators", indicators + [_indicator(code, code) for code in sorted(codes)])


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _indicator(code: str, name: str) -> dict[str, str]:
    kind = {"calc_kind": "reported", "stock_flow": "flow", "agg_area": "none", "agg_time": "sum", "direction": "1"}
    names = {"name_vi": name, "name_en": name, "definition_vi": name}
    return (
        {"indicator_code": code, "version": "1", "uom_code": "million_vnd", "decimals": "1"}
        | names
        | kind
        | {"valid_from": "2010-01-01"}
    )


def _add(seeds: Path, table: str, rows: list[dict[str, str]]) -> None:
    with (seeds / table / "yearly.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(TABLES[table].columns), restval="", extrasaction="raise")
        writer.writeheader()
        writer.writerows(rows)
