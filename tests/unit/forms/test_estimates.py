"""A form due before its cut-off: its sender states up to which day the figures count, and the reader reads that day."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from pipelines.codebook.load import Codebook, load
from pipelines.forms.blank.blank import write_form
from pipelines.forms.blank.layout import FormKey
from pipelines.submissions.intake.read_file import Task, read_workbook
from pipelines.submissions.layout.compile import compile_layouts

SPAN = "(Từ ngày 15/12/2025 đến ngày 14/12/2026)"


@pytest.fixture(scope="module")
def codebook(repo: Path) -> Codebook:
    return load(repo / "data" / "seeds")


def read(codebook: Codebook, path: Path) -> dict[str, object]:
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    task = Task(1, "R000001", sha256, str(path), path.name, None, None, None)
    return read_workbook(task, compile_layouts(codebook, "08"), {}, lambda stage: None).parts[0].row


def test_the_sender_of_an_estimate_states_its_last_day(codebook: Codebook, tmp_path: Path) -> None:
    path = write_form(codebook, FormKey("NV-01", "D08-SKHCN", "2026"), tmp_path / "08_NV-01_2026_D08-SKHCN.xlsx")
    assert read(codebook, path)["coverage_end"] == date(2026, 12, 14)
    book = openpyxl.load_workbook(path)
    cell = next(cell for line in book["NV-01"] for cell in line if cell.value == SPAN)
    assert not cell.protection.locked
    guide = [str(cell.value) for line in book["Hướng dẫn"] for cell in line if cell.value]
    assert any("14/12/2026 nên số gửi đúng hạn là số ước" in text for text in guide)
    cell.value = SPAN.replace("14/12/2026", "30/11/2026")
    book.save(path)
    row = read(codebook, path)
    assert (row["outcome"], row["period_code"], row["coverage_end"]) == ("read", "2026", date(2026, 11, 30))


def test_a_form_due_after_its_cut_off_keeps_its_days(codebook: Codebook, tmp_path: Path) -> None:
    path = write_form(codebook, FormKey("XA-01", "C00700", "2026-10"), tmp_path / "x.xlsx")
    book = openpyxl.load_workbook(path)
    spans = [cell for line in book["XA-01"] for cell in line if str(cell.value).startswith("(Từ ngày")]
    assert [(cell.value, cell.protection.locked) for cell in spans] == [
        ("(Từ ngày 15/09/2026 đến ngày 14/10/2026)", True)
    ]
    guide = [str(cell.value) for line in book["Hướng dẫn"] for cell in line if cell.value]
    assert not [text for text in guide if "số ước" in text]
