"""Arbitrary texts and numbers in arbitrary cells of every layout and every format never end a worker.

Each file has a verdict, and none is the software's own failure (`reader_fault`). What the landing gets can be written
as UTF-8. The samples are fixed by their seeds; the counts are printed.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from support import trial
from support.spell_book import FORMATS, Sheets
from support.trial_register import CODES, HEADER, codebook
from unit.submissions.test_area_table import RANKS, SCORES
from xlsxwriter.utility import xl_rowcol_to_cell  # pyright: ignore[reportMissingTypeStubs, reportUnknownVariableType]

from pipelines.submissions.intake.read_file import Task, read_workbook
from pipelines.submissions.intake.workers.packing import Packer
from pipelines.submissions.layout.compile import compile_layouts
from pipelines.submissions.layout.layouts import Layouts

QUICK, SLOW = 4, 80  # files of each layout and format
ODD: tuple[Any, ...] = (
    # white space and lines
    *(
        "\n",
        "\n\n",
        "\na",
        "a\n\nb",
        "\r\n12",
        "\r",
        "a\r\rb",
        "\t",
        "\x0b\x0c",
        "\u2028\u2029",
        "\u00a0",
        "\u200b\ufeff",
    ),
    *(" \n \n12", "12\n", "\n\n\n\nx\n\n\n", "a\n" * 400, "Người lập biểu\n\n\n\nNguyễn Văn Bịa", "\u3000"),
    # characters
    *("\x00", "a\x01b", "\x1f", "\x7f", "\x85", "\ud800", "a\udfffb", "_xD800_", "_x000D_", "\ufffe", "\U0010ffff"),
    *("e\u0301\u0323\u0302" * 50, "\u0301", "\u0301\u0301\u0301", "đ" * 3000, "🙂", "ﷺ", "\u202eabc", "ǅ", "ß", "İ"),
    # digits
    *(
        "9" * 400,
        "1" * 3000,
        "0" * 50 + "1",
        "1.2.3.4.5",
        "1,2,3",
        "1.234.567,8,9",
        "1e400",
        "-1e-400",
        "NaN",
        "inf",
        "∞",
    ),
    *("²³", "①②", "١٢٣", "१२३", "Ⅷ", "½", "12¹²³", "--5", "+-5", "(5", "5)", "((5))", "5%%", "%", "% 5", "1 2 3 4 5"),
    *("≈", "~", "ước", "ước ước 5", "5 -", "- -", ".", ",", "...", "…" * 100, "x", "X x", "#REF!", "#", "5'000", "'5"),
    # units
    *("5 tỷ", "tỷ đồng", "triệu tỷ nghìn", "5 triệu/tỷ", "người/hộ/%", "Đơn vị tính:", "ĐVT: ", "ĐVT: %", "(Đơn vị: )"),
    # heads and headers
    *(
        "Biểu số:",
        "Biểu số: ",
        "Biểu số:\n",
        "biểu số",
        "Biểu số: TRIAL-01",
        "Biểu số: TRIAL-99/x",
        "Biểu",
        "Biểu 02CS",
    ),
    *(
        "Đơn vị báo cáo:",
        "Đơn vị báo cáo:\n\n",
        "Đơn vị báo cáo: ?",
        "Mã đơn vị:",
        "Mã đơn vị: C00700 C00701",
        "Kỳ báo cáo:",
    ),
    *("Kỳ báo cáo: Tháng 13 năm 2026", "Kỳ báo cáo: Quý V/0", "Tháng 10 năm 99999999999999999999", "Loại báo cáo:"),
    *(
        "Từ ngày",
        "Từ ngày 99/99/9999 đến ngày 00/00/0000",
        "Từ ngày 31/02/2026 đến ngày 30/02/2026",
        "Loại báo cáo: rút",
    ),
    *(
        "A",
        "B",
        "1",
        "2=1+3",
        "(1)",
        "STT",
        "Mã số",
        "Chỉ tiêu",
        "Dòng 01",
        "Dòng 01\n\nDòng 02",
        "Tổng số",
        "I",
        "1.1.1.1.1",
    ),
    *(
        "Người lập biểu",
        "Thủ trưởng",
        "Nơi nhận:",
        "Ghi chú:",
        "Không phát sinh: x",
        "Tỉnh",
        "Tuyên Quang",
        "Điểm A",
        "Hà Nội",
    ),
    # dates
    *(
        "31/02/2026",
        "0000-00-00",
        "2026-13-45",
        "1/1/1",
        "29/02/1900",
        "2026-10-05T25:61:61",
        "ngày  tháng  năm",
        "5.12",
    ),
    # templates, markup, formulas
    *(
        "{name}",
        "{0}",
        "{",
        "}",
        "%s%d",
        "\\",
        "\\n",
        "${x}",
        "<b>",
        "&amp;",
        "&#0;",
        "]]>",
        "<!--",
        '"',
        '""',
        "';--",
        "=1+1",
    ),
    # numbers
    *(
        0.0,
        -0.0,
        5e-324,
        1.7e308,
        -1.7e308,
        1e15,
        1e16,
        0.1 + 0.2,
        123456789012345678,
        -1,
        date(1900, 2, 28),
        date(9999, 12, 31),
    ),
)


@pytest.fixture(scope="module")
def layouts(tmp_path_factory: pytest.TempPathFactory) -> Layouts:
    folder = tmp_path_factory.mktemp("arbitrary") / "seeds"
    trial.codebook(folder)
    return compile_layouts(codebook(folder), "08")


def _register() -> trial.Cells:
    head = {"A1": "Biểu số: TRIAL-REG", "A2": f"Đơn vị báo cáo: {trial.COMMUNE_NAME}"}
    cells: trial.Cells = head | {"A3": "(Kỳ báo cáo: Tháng 10 năm 2026)", "B13": "Người lập biểu"}
    for column, (header, code) in enumerate(zip(HEADER, CODES, strict=True)):
        cells |= {xl_rowcol_to_cell(5, column): header, xl_rowcol_to_cell(6, column): code}
    for row in range(3):
        values = (str(row + 1), f"Dự án {row}", f"DA-{row}", "Nông nghiệp", "05/03/2026", 10.0, "liên hệ")
        cells |= {xl_rowcol_to_cell(7 + row, column): value for column, value in enumerate(values)}
    return cells


LAYOUTS: dict[str, Sheets] = {
    "row form": {"TRIAL-01": trial.row_form(E9=5, F9=7, E10="12,5", E11="1.250", E12="-", G9="vì sáp nhập")},
    "area table": {"Điểm": SCORES, "Hạng": RANKS},
    "register": {"TRIAL-REG": _register()},
    "two forms": {"A": trial.row_form(E9=5), "B": trial.row_form(E9=6, A4="(Kỳ báo cáo: Tháng 9 năm 2026)")},
}


def _mutated(sheets: Sheets, rng: Random) -> Sheets:
    """The sheets with up to eight cells, filled ones or others, set to an odd value."""
    found = {name: dict(cells) for name, cells in sheets.items()}
    for _ in range(rng.randint(1, 8)):
        cells = found[rng.choice(list(found))]
        is_filled = rng.random() < 0.6
        place = rng.choice(sorted(cells)) if is_filled else xl_rowcol_to_cell(rng.randrange(24), rng.randrange(10))
        value = rng.choice(ODD)
        if rng.random() < 0.3 and isinstance(value, str) and is_filled and isinstance(cells[place], str):
            value = rng.choice((value + cells[place], cells[place] + value))
        cells[place] = value
    return found


def _written(name: str, path: Path, sheets: Sheets) -> Path:
    """The file; a value that the format cannot hold is left out."""
    if name in ("xlsx", "xlsb"):  # xlsxwriter and the writer of .xlsb encode strictly
        sheets = {s: {at: _escaped(v, name) for at, v in cells.items()} for s, cells in sheets.items()}
    return FORMATS[name](path, sheets)


def _escaped(value: Any, name: str) -> Any:
    if not isinstance(value, str):
        return value
    half = "_xD800_" if name == "xlsx" else "?"
    return "".join(half if "\ud800" <= char <= "\udfff" else char for char in value)[:30000]


def _run(folder: Path, layouts: Layouts, n: int) -> Counter[str]:
    counts: Counter[str] = Counter()
    for layout, sheets in LAYOUTS.items():
        for form in FORMATS:
            for seed in range(n):
                path = _written(form, folder / f"t.{form}", _mutated(sheets, Random(f"{layout} {form} {seed}")))
                sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
                task = Task(1, "R000001", sha256, str(path), path.name, None, None, None)
                read = read_workbook(task, layouts, {}, lambda stage: None)
                for part in read.parts:
                    reason = part.row["reason_code"] if part.row["outcome"] in ("unreadable", "refused") else ""
                    counts[f"{part.row['outcome']} {reason}".strip()] += 1
                    assert reason != "reader_fault", (layout, form, seed, part.row["message_vi"])
                    assert part.row["message_vi"] is None or part.row["message_vi"].encode()
                    columns = (*part.cells, *part.observations, *part.personal, *part.records)
                    assert all(value.encode() or True for column in columns for value in column if type(value) is str)
                Packer().pack(read)
                counts["files"] += 1
    return counts


def test_a_sample_of_arbitrary_texts_never_ends_a_worker(layouts: Layouts, tmp_path: Path) -> None:
    counts = _run(tmp_path, layouts, QUICK)
    print(dict(counts.most_common()))
    assert counts["files"] == len(LAYOUTS) * len(FORMATS) * QUICK
    assert counts["read"] > counts["files"] / 3  # most odd texts cost at most their cell


@pytest.mark.slow
def test_arbitrary_texts_never_end_a_worker(layouts: Layouts, tmp_path: Path) -> None:
    counts = _run(tmp_path, layouts, SLOW)
    print(dict(counts.most_common()))
    assert counts["files"] == len(LAYOUTS) * len(FORMATS) * SLOW
