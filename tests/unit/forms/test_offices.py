"""A form that an office sends: its duty, its printed receiver, and what becomes of one that another office sends."""

from __future__ import annotations

import hashlib
from pathlib import Path

import openpyxl
import pytest

from pipelines.codebook.load import Codebook, load
from pipelines.codebook.obligations import expand_duties
from pipelines.forms.blank.blank import write_form
from pipelines.forms.blank.layout import FormKey
from pipelines.submissions.intake.read_file import Task, read_workbook
from pipelines.submissions.layout.compile import compile_layouts


@pytest.fixture(scope="module")
def codebook(repo: Path) -> Codebook:
    return load(repo / "data" / "seeds")


def read(codebook: Codebook, path: Path) -> dict[str, object]:
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    task = Task(1, "R000001", sha256, str(path), "t.xlsx", None, None, None)
    return read_workbook(task, compile_layouts(codebook, "08"), {}, lambda stage: None).parts[0].row


def test_one_office_owes_the_form_and_no_other_department_does(codebook: Codebook) -> None:
    duties = expand_duties(codebook, "08", "2026-10").filter(form_code="SKHCN-01", period_code="2026-10")
    assert duties["reporter_code"].to_list() == ["D08-SKHCN"]


@pytest.mark.parametrize(
    ("sender", "outcome", "reason"), [("D08-SKHCN", "read", None), ("D08-STC", "refused", "reporter_kind")]
)
def test_a_form_from_another_office_is_refused(
    codebook: Codebook, tmp_path: Path, sender: str, outcome: str, reason: str | None
) -> None:
    row = read(codebook, write_form(codebook, FormKey("SKHCN-01", sender, "2026-10"), tmp_path / "t.xlsx"))
    assert (row["outcome"], row["reason_code"]) == (outcome, reason)


def test_a_form_without_a_printed_sender_comes_from_the_only_office_of_the_province(
    codebook: Codebook, tmp_path: Path
) -> None:
    path = write_form(codebook, FormKey("SKHCN-01", "D08-SKHCN", "2026-10"), tmp_path / "t.xlsx")
    book = openpyxl.load_workbook(path)
    del book["_chiso"]
    for line in book["SKHCN-01"].iter_rows(max_row=12):
        for cell in line:
            if isinstance(cell.value, str) and cell.value.startswith(("Đơn vị báo cáo", "Mã đơn vị")):
                cell.value = None
    book.save(path)
    assert read(codebook, path)["reporter_code"] == "D08-SKHCN"


def test_a_name_shared_with_an_office_before_the_merger_means_the_office_in_force(
    codebook: Codebook, tmp_path: Path
) -> None:
    name = "Sở Khoa học và Công nghệ tỉnh Tuyên Quang"
    bearers = codebook.tables["reporters"].filter(name_vi=name)["reporter_code"]
    assert set(bearers) == {"D08-SKHCN", "D63-08-SKHCN"}
    path = write_form(codebook, FormKey("SKHCN-01", "D08-SKHCN", "2026-10"), tmp_path / "t.xlsx")
    book = openpyxl.load_workbook(path)
    del book["_chiso"]
    cells = [cell for line in book["SKHCN-01"].iter_rows(max_row=12) for cell in line if isinstance(cell.value, str)]
    assert any(name in str(cell.value) for cell in cells)
    for cell in cells:
        if str(cell.value).startswith("Mã đơn vị"):
            cell.value = None
    book.save(path)
    assert read(codebook, path)["reporter_code"] == "D08-SKHCN"
