"""A register's blank form: numbered lines, a line of dots, checks, a guide; filled entries are read back as records."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from support import trial, trial_register
from unit.submissions.conftest import Read, read_with

from pipelines.codebook.load import Codebook
from pipelines.forms.blank.blank import write_form
from pipelines.forms.blank.content import FormContent
from pipelines.forms.blank.layout import FormKey
from pipelines.submissions.extract.submissions import Submission
from pipelines.submissions.intake.batch import SCHEMAS
from pipelines.submissions.layout.compile import compile_layouts

STARTUPS = FormKey("SKHCN-07", "D08-SKHCN", "2026-Q4")
PEOPLE = FormKey("TRIAL-REG", trial.COMMUNE, "2026-10")


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


def records(part: Submission, column: str) -> list[Any]:
    """Return one column of the records that were read."""
    names = [name for name in SCHEMAS["record"] if name != "submission_id"]
    return list(part.records[names.index(column)]) if part.records else []


def firm(n: int) -> dict[str, float | str]:
    name = {"name": f"Doanh nghiệp mô phỏng {n}", "firm_code": f"MP-{n:04d}", "commune": "Xã Ngọc Đường"}
    return name | {"field": "chè", "decision_number": f"{n}/2026", "decision_date": "2026-05-02", "support": 12.5 * n}


def test_the_blank_has_numbered_lines_and_a_line_of_dots(codebook: Codebook, tmp_path: Path) -> None:
    lines = grid(write_form(codebook, STARTUPS, tmp_path / "t.xlsx"))
    codes = next(n for n, line in enumerate(lines) if line[:4] == ["A", "B", "C", "D"])
    body = lines[codes + 1 : codes + 17]
    assert [line[0] for line in body] == [*range(1, 16), "…"]
    assert {text for line in body[:15] for text in line[1:]} == {None}
    assert set(body[15]) == {"…"}
    texts = [str(cell) for line in lines for cell in line if cell]
    assert any(text.startswith("Không phát sinh trong kỳ") for text in texts)
    assert not any(text.startswith("Đơn vị tính") for text in texts)  # the header of each column says it
    assert any("mỗi dòng một đối tượng" in text for text in texts)


def test_numbers_and_days_are_checked_in_every_line_but_the_dots(codebook: Codebook, tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(write_form(codebook, STARTUPS, tmp_path / "t.xlsx")).worksheets[0]
    first = next(row for row in range(1, sheet.max_row + 1) if sheet[f"A{row}"].value == 1)
    found = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    days, numbers = found[f"G{first}:G{first + 14}"], found[f"H{first}:H{first + 14}"]
    assert days.type == "date"
    assert numbers.formula1 == f'OR(ISNUMBER(H{first}),H{first}="-",H{first}="...",H{first}="x")'
    lines = [f"{column}{row}" for column in "ABCDEFGH" for row in range(first, first + 16)]
    assert not any(sheet[address].protection.locked for address in lines)


@pytest.mark.parametrize("n", [0, 1, 40])
def test_what_is_filled_in_comes_back(codebook: Codebook, tmp_path: Path, n: int) -> None:
    known = [firm(k) for k in range(1, n + 1)]
    found = back(codebook, write_form(codebook, STARTUPS, tmp_path / "t.xlsx", FormContent(registers={"DN": known})))
    assert found.row["outcome"] == "read"
    assert found.row["n_nonempty"] == found.row["n_second"]
    (part,) = found.outcome.parts
    assert [json.loads(text) for text in records(part, "fields")] == known
    assert found.row["n_reject"] == 0
    assert found.row["n_absence_blank"] == (1 if n == 0 else 0)


def test_the_guide_describes_every_column_and_what_is_counted(codebook: Codebook, tmp_path: Path) -> None:
    lines = grid(write_form(codebook, STARTUPS, tmp_path / "t.xlsx"), sheet=1)
    columns = {line[0]: line[1:3] for line in lines if line[1] and line[2]}
    assert columns["C"] == ["Mã số doanh nghiệp", "Mã nhận ra đối tượng qua các kỳ; mỗi mã một dòng."]
    assert set("ABCDEFG1") <= set(columns)
    text = "\n".join(str(cell) for line in lines for cell in line if cell)
    assert "Nghị định 268/2025/NĐ-CP" in text  # the indicator's definition
    assert "chèn thêm phía trên dòng “…”" in text


def test_a_personal_column_states_its_protection_and_the_register_of_start_ups_has_none(
    codebook: Codebook, tmp_path: Path
) -> None:
    people = write_form(codebook, PEOPLE, tmp_path / "people.xlsx")
    text = "\n".join(str(cell) for sheet in (0, 1) for line in grid(people, sheet) for cell in line if cell)
    assert "Cột G: dữ liệu cá nhân: chỉ lưu ở bảng hạn chế" in text
    lines = grid(write_form(codebook, STARTUPS, tmp_path / "startups.xlsx"))
    startups = "\n".join(str(cell) for line in lines for cell in line)
    assert "Không ghi họ tên" in startups
    columns = codebook.tables["form_columns"].filter(form_code="SKHCN-07")
    assert not columns["is_personal"].any()


def test_equal_arguments_give_equal_bytes(codebook: Codebook, tmp_path: Path) -> None:
    first, second = (
        write_form(codebook, STARTUPS, tmp_path / name, FormContent(registers={"DN": [firm(1)]})) for name in ("a", "b")
    )
    assert first.read_bytes() == second.read_bytes()


def test_without_form_number_codes_and_hidden_sheet_the_headers_identify_the_register(
    codebook: Codebook, tmp_path: Path
) -> None:
    path = write_form(codebook, STARTUPS, tmp_path / "t.xlsx", FormContent(registers={"DN": [firm(1), firm(2)]}))
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
    assert records(found.outcome.parts[0], "entity_key") == ["MP-0001", "MP-0002"]
