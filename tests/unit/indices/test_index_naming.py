"""The rule by which the test of a release finds what is called the PII and is not; each kind planted once."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from openpyxl import Workbook
from openpyxl.chart import BarChart
from support.index_naming import Naming, file_texts

NAME = "chỉ số đổi mới sáng tạo cấp địa phương (pii)"
RULE = Naming((NAME, "thứ hạng pii"), frozenset({"34,88", "34.88", "25/34"}))


@pytest.mark.parametrize(
    "text",
    [
        "PII mô phỏng: 34 tỉnh, hạng 25/34",
        "Simulated PII, 34.88 points",
        "Điểm PII tự chấm: 34,88",
        "Chỉ số đổi mới sáng tạo cấp địa phương (PII)",  # the name of the published index, as the codebook has it
        "T000-05 · Thứ hạng PII",  # a target, by its name in the codebook
        "Điểm PII 2025 do Bộ KH&CN công bố: 37,66, hạng 21/34",
        "Official PII 2025: 37.66",
        "PII_DEMO",  # a code of ours
        "Chỉ số đổi mới sáng tạo cấp xã: 34,88",  # another index
    ],
)
def test_a_marked_and_an_official_text_may_be_printed(text: str) -> None:
    assert RULE.fault(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Hạng PII của tỉnh: 27/34",
        "PII",  # an axis
        "Provincial Innovation Index, computed",
        "Chỉ số đổi mới sáng tạo cấp địa phương của tỉnh tăng 3 điểm",
        "Chỉ số đổi mới sáng tạo cấp địa phương (PII) 34,88",  # a computed score under the official name
        "Thứ hạng PII 25/34",
        "Điểm PII chính thức: 34,88",  # a computed score called official
    ],
)
def test_a_computed_score_and_an_unmarked_name_are_found(text: str) -> None:
    assert RULE.fault(text)


def test_a_longer_number_is_no_computed_score() -> None:
    assert RULE.fault(f"{NAME} 134,88 · 34,881 · 125/34 · 25/340") is None


def test_every_kind_of_file_is_read(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        "<title>A</title><h1>Hạng <b>PII</b></h1><svg><text x='1'>trục PII</text></svg><p title='gợi ý PII'>B</p>"
        "<table><tr><td>mô phỏng</td><td>PII</td></tr><tr><td>dòng</td><td>PII</td></tr></table>"
        '<script>const rows = {"label": "kịch bản PII", "href": "chi-so/pii.html"}</script>',
        "utf-8",
    )
    found = {text.removeprefix("PII without mark: ") for text in RULE.faults(file_texts(page))}
    assert found == {"Hạng PII", "trục PII", "gợi ý PII", "dòng PII", "kịch bản PII"}
    book, chart = Workbook(), BarChart()
    sheet = book.worksheets[0]
    sheet.title = "PII 2026"
    sheet.append(["Hạng", "PII", 27])
    sheet.append(["PII", "mô phỏng"])
    chart.title = "Biểu đồ PII"
    sheet.add_chart(chart, "E1")
    book.save(tmp_path / "book.xlsx")
    found = {text.removeprefix("PII without mark: ") for text in RULE.faults(file_texts(tmp_path / "book.xlsx"))}
    assert found == {"PII 2026", "Hạng PII 27", "Biểu đồ PII"}
    pl.DataFrame({"index_code": ["PII"], "name_vi": ["Điểm PII"]}).write_parquet(tmp_path / "table.parquet")
    assert RULE.faults(file_texts(tmp_path / "table.parquet")) == ["PII without mark: Điểm PII"]
    (tmp_path / "notes.txt").write_text("một\nhạng PII\n", "utf-8")
    assert RULE.faults(file_texts(tmp_path / "notes.txt")) == ["PII without mark: hạng PII"]
