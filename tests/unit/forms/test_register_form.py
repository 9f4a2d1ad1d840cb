"""A register's blank form: numbered room, a line of dots, checks, a guide; what is filled in comes back as records."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from support import trial, trial_register
from unit.submissions.conftest import Read, read_with

from pipelines.codebook.load import Codebook
from pipelines.forms.blank.blank import write_blank
from pipelines.submissions.layout.compile import compile_layouts

OWN = ("SKHCN-07", "D08-SKHCN", "2026-Q4")
PEOPLE = ("TRIAL-REG", trial.COMMUNE, "2026-10")


@pytest.fixture(scope="module")
def codebook(tmp_path_factory: pytest.TempPathFactory) -> Codebook:
    folder = tmp_path_factory.mktemp("register_form") / "seeds"
    trial.codebook(folder)
    return trial_register.codebook(folder)


def grid(path: Path, sheet: int = 0) -> list[list[Any]]:
    page = openpyxl.load_workbook(path).worksheets[sheet]
    return [[cell.value for cell in line] for line in page.iter_rows()]


def back(codebook: Codebook, path: Path) -> Read:
    return read_with(compile_layouts(codebook, "08"), path, name=path.name)


def firm(n: int) -> dict[str, float | str]:
    name = {"name": f"Doanh nghiệp mô phỏng {n}", "firm_code": f"MP-{n:04d}", "commune": "Xã Ngọc Đường"}
    return name | {"field": "chè", "decision_number": f"{n}/2026", "decision_date": "2026-05-02", "support": 12.5 * n}


def test_the_blank_has_numbered_room_and_a_line_of_dots(codebook: Codebook, tmp_path: Path) -> None:
    lines = grid(write_blank(codebook, *OWN, tmp_path / "t.xlsx"))
    codes = next(n for n, line in enumerate(lines) if line[:4] == ["A", "B", "C", "D"])
    body = lines[codes + 1 : codes + 17]
    assert [line[0] for line in body] == [*range(1, 16), "…"]
    assert {text for line in body[:15] for text in line[1:]} == {None}
    assert set(body[15]) == {"…"}
    texts = [str(cell) for line in lines for cell in line if cell]
    assert any(text.startswith("Không phát sinh trong kỳ") for text in texts)
    assert not any(text.startswith("Đơn vị tính") for text in texts)  # each column of numbers says its own
    assert any("mỗi dòng một đối tượng" in text for text in texts)


def test_numbers_and_days_are_checked_in_every_line_but_the_dots(codebook: Codebook, tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(write_blank(codebook, *OWN, tmp_path / "t.xlsx")).worksheets[0]
    first = next(cell.row for cell in sheet["A"] if cell.value == 1)
    found = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    days, numbers = found[f"G{first}:G{first + 14}"], found[f"H{first}:H{first + 14}"]
    assert days.type == "date"
    assert numbers.formula1 == f'OR(ISNUMBER(H{first}),H{first}="-",H{first}="...",H{first}="x")'
    assert not any(cell.protection.locked for line in sheet.iter_rows(first, first + 15) for cell in line)


@pytest.mark.parametrize("n", [0, 1, 40])
def test_what_is_filled_in_comes_back(codebook: Codebook, tmp_path: Path, n: int) -> None:
    known = [firm(k) for k in range(1, n + 1)]
    found = back(codebook, write_blank(codebook, *OWN, tmp_path / "t.xlsx", records={"DN": known}))
    assert found.row["outcome"] == "read"
    assert found.row["n_nonempty"] == found.row["n_second"]
    (part,) = found.outcome.parts
    assert [json.loads(text) for text in (part.records[2] if n else ())] == known
    assert found.row["n_reject"] == 0
    assert found.row["n_absence_blank"] == (1 if n == 0 else 0)


def test_the_guide_tells_every_column_and_what_is_counted(codebook: Codebook, tmp_path: Path) -> None:
    lines = grid(write_blank(codebook, *OWN, tmp_path / "t.xlsx"), sheet=1)
    told = {line[0]: line[1:3] for line in lines if line[1] and line[2]}
    assert told["C"] == ["Mã số doanh nghiệp", "Mã nhận ra đối tượng qua các kỳ; mỗi mã một dòng."]
    assert set("ABCDEFG1") <= set(told)
    text = "\n".join(str(cell) for line in lines for cell in line if cell)
    assert "Nghị định 268/2025/NĐ-CP" in text  # the indicator's definition
    assert "chèn thêm phía trên dòng “…”" in text


def test_a_personal_column_says_what_becomes_of_it_and_our_own_register_has_none(
    codebook: Codebook, tmp_path: Path
) -> None:
    people = write_blank(codebook, *PEOPLE, tmp_path / "people.xlsx")
    text = "\n".join(str(cell) for sheet in (0, 1) for line in grid(people, sheet) for cell in line if cell)
    assert "Cột G: dữ liệu cá nhân: chỉ lưu ở bảng hạn chế" in text
    own = "\n".join(str(cell) for line in grid(write_blank(codebook, *OWN, tmp_path / "own.xlsx")) for cell in line)
    assert "Không ghi họ tên" in own
    columns = codebook.tables["form_columns"].filter(form_code="SKHCN-07")
    assert not columns["is_personal"].any()


def test_equal_arguments_give_equal_bytes(codebook: Codebook, tmp_path: Path) -> None:
    one, other = (write_blank(codebook, *OWN, tmp_path / name, records={"DN": [firm(1)]}) for name in ("a", "b"))
    assert one.read_bytes() == other.read_bytes()


def test_without_form_number_codes_and_hidden_sheet_the_headers_tell_which_register_it_is(
    codebook: Codebook, tmp_path: Path
) -> None:
    path = write_blank(codebook, *OWN, tmp_path / "t.xlsx", records={"DN": [firm(1), firm(2)]})
    book = openpyxl.load_workbook(path)
    del book["_chiso"]
    sheet = book.worksheets[0]
    sheet.title = "Trang 1"
    for line in sheet.iter_rows():
        for cell in line:
            if cell.value in set("ABCDEFG1") or str(cell.value).startswith("Biểu số"):
                cell.value = None
    book.save(path)
    found = back(codebook, path)
    assert (found.row["form_code"], found.row["outcome"]) == ("SKHCN-07", "read")
    assert list(found.outcome.parts[0].records[1]) == ["MP-0001", "MP-0002"]
