"""The guide behind a form: what each line means and rests on, the ratios made of it, nil return and evidence."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from pipelines.codebook.load import Codebook, load
from pipelines.forms.blank.blank import write_form
from pipelines.forms.blank.layout import FormKey


@pytest.fixture(scope="module")
def codebook(repo: Path) -> Codebook:
    return load(repo / "data" / "seeds")


def guide(codebook: Codebook, path: Path, form: str, sender: str, period: str) -> list[list[str]]:
    sheet = openpyxl.load_workbook(write_form(codebook, FormKey(form, sender, period), path))["Hướng dẫn"]
    return [[str(cell) for cell in line if cell] for line in sheet.iter_rows(values_only=True) if any(line)]


def test_a_line_says_what_it_counts_when_and_why(codebook: Codebook, tmp_path: Path) -> None:
    lines = guide(codebook, tmp_path / "t.xlsx", "SNV-01", "D08-SNV", "2026")
    meaning = next(line[2] for line in lines if line[0] == "04")
    assert meaning.split("\n")[1:] == [
        "Số đếm tại ngày cuối kỳ.",
        "Căn cứ: Chương trình hành động thực hiện Nghị quyết số 57-NQ/TW, dòng 46.",
    ]


def test_ratios_are_named_by_their_lines(codebook: Codebook, tmp_path: Path) -> None:
    """Doctors are line 04, staff line 02, the workforce line 01: read off the printed form."""
    texts = [line[0] for line in guide(codebook, tmp_path / "t.xlsx", "SNV-01", "D08-SNV", "2026")]
    ratios = [text.partition(". ")[0] for text in texts if " = mã số " in text]
    assert ratios == [
        "Tỷ lệ nhân lực khoa học và công nghệ trong tổng nhân lực = mã số 02 / mã số 01 × 100",
        "Tỷ lệ nhân lực khoa học và công nghệ có trình độ đại học trở lên = mã số 03 / mã số 02 × 100",
        "Tỷ lệ nhân lực khoa học và công nghệ có trình độ tiến sĩ = mã số 04 / mã số 02 × 100",
    ]


@pytest.mark.parametrize(
    ("form", "sender", "period", "has_nil", "has_evidence"),
    [
        ("VPUB-01", "D08-VPUB", "2026-Q4", True, False),
        ("SNNMT-01", "D08-SNNMT", "2026-H2", True, True),
        ("SKHCN-04", "D08-SKHCN", "S2026", False, True),
    ],
)
def test_steps_are_those_of_the_form(
    codebook: Codebook, tmp_path: Path, form: str, sender: str, period: str, has_nil: bool, has_evidence: bool
) -> None:
    texts = "\n".join(line[0] for line in guide(codebook, tmp_path / "t.xlsx", form, sender, period))
    assert ("đánh dấu x ở ô bên cạnh" in texts, "tên tệp, ví dụ QD-12.pdf" in texts) == (has_nil, has_evidence)
    assert "quý iv" not in texts
