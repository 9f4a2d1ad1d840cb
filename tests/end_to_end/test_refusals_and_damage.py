"""What a person reads of a file that no form fits, and of seeds that a spreadsheet program has damaged."""

from __future__ import annotations

import csv
import re
import shutil
from pathlib import Path

import openpyxl
import pytest

from pipelines.cli.app import call
from pipelines.cli.context import ERROR, UNREAD
from pipelines.settings import REPO

ENGLISH = re.compile(r"(?:Error|Exception|Traceback|not a zip|line \d+)")


def test_a_refusal_quotes_what_is_printed_and_names_near_forms(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["SỞ KHOA HỌC VÀ CÔNG NGHỆ", None, "Biểu số: SKHCN-99"])
    sheet.append(["Kết quả xây dựng hệ sinh thái khởi nghiệp của tỉnh"])
    sheet.append([])
    sheet.append(["STT", "Chỉ tiêu", "Đơn vị", "Giá trị"])
    sheet.append([1, "Một chỉ tiêu chưa khai báo", "đề tài", 5])
    (tmp_path / "in").mkdir()
    book.save(tmp_path / "in" / "bao cao.xlsx")
    (tmp_path / "in" / "hong.xlsx").write_bytes(b"PK\x03\x04 broken")
    assert call(["receive", str(tmp_path / "in"), "--data", str(tmp_path / "data")]) == UNREAD
    printed = capsys.readouterr().out
    said = next(line for line in printed.splitlines() if line.startswith("bao cao.xlsx"))
    assert "SKHCN-99" in said and "SỞ KHOA HỌC VÀ CÔNG NGHỆ" in said
    assert "“Kết quả xây dựng hệ sinh thái khởi nghiệp đổi mới sáng tạo của tỉnh” (SKHCN-01)" in said
    forms = (row for path in (REPO / "data/seeds/forms").glob("*.csv") for row in csv.DictReader(path.open()))
    codes = {row["form_code"] for row in forms}
    assert 1 <= len({code for code in codes if f"({code})" in said}) <= 3
    assert not ENGLISH.search(printed), printed


def test_damaged_seeds_are_named_with_line_and_repair(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    seeds = shutil.copytree(REPO / "data" / "seeds", tmp_path / "seeds")
    uoms = seeds / "uoms.csv"
    uoms.write_text(uoms.read_text(encoding="utf-8").replace(",", ";"), encoding="utf-8")
    holidays = seeds / "holidays.csv"
    lines = holidays.read_text(encoding="utf-8").splitlines()
    at = next(n for n, line in enumerate(lines) if re.match(r"\d{4}-\d\d-(?:1[3-9]|2\d|3[01])", line))  # no month
    year, month, day = lines[at][:10].split("-")
    lines[at] = f"{day}/{month}/{year}{lines[at][10:]}"
    holidays.write_text("\n".join(lines) + "\n", encoding="utf-8")
    (seeds / "measures.xlsx").write_bytes(b"PK")
    assert call(["codebook", "check", "--seeds", str(seeds)]) == ERROR
    said = capsys.readouterr().err
    for expected in (
        "uoms.csv:1",
        f"holidays.csv:{at + 1}",
        f"{day}/{month}/{year}",
        f"{year}-{month}-{day}",
        "measures.xlsx",
    ):
        assert expected in said, said
    assert said.count("sửa: ") >= 3  # each with its repair
