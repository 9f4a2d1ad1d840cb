"""`chiso form blank` and `chiso reply` as a user types them, where little was received and nothing built."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pipelines.cli.app import ERROR, OK, call
from pipelines.cli.context import UNREAD

NAME = "08_XA-01_2026-10_C00700.xlsx"


def at(folder: Path, *words: str) -> int:
    return call([*words, "--data", str(folder / "data")])


def blank(folder: Path, *more: str) -> Path:
    assert at(folder, "form", "blank", "XA-01", "--period", "2026-10", "--out", str(folder / "forms"), *more) == OK
    return folder / "forms"


def row_of(sheet: Any, code: str) -> int:
    return next(line[2].row for line in sheet if line[2].value == code)


def test_a_form_for_everybody_who_owes_it(tmp_path: Path, repo: Path) -> None:
    written = {path.name for path in blank(tmp_path, "--all").iterdir()}
    communes = (repo / "data" / "seeds" / "reporters" / "08_communes.csv").read_text("utf-8").splitlines()[1:]
    assert written == {f"08_XA-01_2026-10_{line.split(',')[0]}.xlsx" for line in communes}


@pytest.mark.parametrize("words", [[], ["--all", "--reporter", "C00700"]])
def test_one_reporter_or_all(tmp_path: Path, words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert at(tmp_path, "form", "blank", "XA-01", "--period", "2026-10", *words) == ERROR
    assert "--reporter" in capsys.readouterr().err


def test_who_owes_nothing_is_reported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert at(tmp_path, "form", "blank", "XA-99", "--all", "--period", "2026-10") == ERROR
    assert "XA-99" in capsys.readouterr().err


def test_a_faulty_form_comes_back_marked_and_its_correction_is_seen(tmp_path: Path) -> None:
    form = blank(tmp_path, "--reporter", "C00700") / NAME
    answers = tmp_path / "answers"
    fill(form, {"01": "12 hộ", "03": 40, "05": "khoảng 120", "07": "-"})
    assert at(tmp_path, "receive", str(form)) == OK
    assert at(tmp_path, "reply", "--period", "2026-10", "--out", str(answers)) == OK
    first = next(answers.iterdir())
    book = openpyxl.load_workbook(first)
    assert book.sheetnames == ["Kết quả kiểm tra", "XA-01", "Hướng dẫn", "_chiso"]
    assert book["_chiso"].sheet_state == "veryHidden"
    sheet: Any = book["XA-01"]
    assert "12 hộ" in sheet.cell(row_of(sheet, "01"), 5).comment.text
    assert "để trống" in sheet.cell(row_of(sheet, "02"), 5).comment.text
    assert [sheet.cell(row_of(sheet, code), 5).comment for code in ("03", "07")] == [None, None]
    assert "hiểu là 120 (số ước tính)" in sheet.cell(row_of(sheet, "05"), 5).comment.text

    corrected = tmp_path / "sửa" / NAME  # the answer itself, corrected and sent back
    corrected.parent.mkdir()
    corrected.write_bytes(first.read_bytes())
    fill(corrected, {"01": 12}, sheet="XA-01")
    assert at(tmp_path, "receive", str(corrected)) == OK
    assert at(tmp_path, "reply", "--all", "--out", str(tmp_path / "again")) == OK
    second = openpyxl.load_workbook(next((tmp_path / "again").iterdir()))
    rows = [[cell.value for cell in row] for row in second["Kết quả kiểm tra"]]
    assert [row[5] for row in rows if row[3] == "Đã xử lý" and "12 hộ" in str(row[5])]
    assert {str(row[4]) for row in rows if row[2] and row[2] != "Ô"} == {"Chưa xử lý"}


def test_a_file_that_is_no_workbook_gets_a_sheet_of_words(tmp_path: Path) -> None:
    broken = tmp_path / "báo cáo.xls"
    broken.write_bytes(b"khong phai excel")
    assert at(tmp_path, "receive", str(broken)) == UNREAD
    assert at(tmp_path, "reply", "--all", "--out", str(tmp_path / "answers")) == OK
    answer = next((tmp_path / "answers").iterdir())
    assert answer.suffix == ".xlsx" and answer.name.isascii()
    texts = [cell.value for row in openpyxl.load_workbook(answer).worksheets[0] for cell in row if cell.value]
    assert any("không phải là bảng tính" in str(text) for text in texts)


def test_nothing_to_answer_is_reported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    blank(tmp_path, "--reporter", "C00700")
    assert at(tmp_path, "reply", "R999999-00000000") == ERROR
    assert "Không có tệp nào khớp" in capsys.readouterr().out


def fill(path: Path, figures: dict[str, Any], sheet: str = "XA-01") -> None:
    """Write figures of column 1 as a person with another program would."""
    book = openpyxl.load_workbook(path)
    page: Any = book[sheet]
    for code, value in figures.items():
        page.cell(row_of(page, code), 5).value = value
    book.save(path)
