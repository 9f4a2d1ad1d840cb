"""The answer to a register: what its sender must correct, at its cell and in the words of a list."""

from __future__ import annotations

from pathlib import Path

import openpyxl
from support import trial, trial_register
from support.trial_register import project

from pipelines.publication import month
from pipelines.publication.reply.replies import reply
from pipelines.settings import places


def test_each_fault_of_a_register_is_reported_at_its_cell(tmp_path: Path) -> None:
    trial.codebook(tmp_path / "seeds")
    trial_register.codebook(tmp_path / "seeds")
    here = places("08", tmp_path / "data")
    rows = [
        project(1),
        project(2, code="DA-001", support="mười"),
        project(3, code="", day="mai"),
        ["", "Tổng cộng", "", "", "", 99],
    ]
    sent = trial_register.write(tmp_path / "ds.xlsx", rows)
    (receipt,) = month.receive(here, tmp_path / "seeds", [sent])
    (answer,) = reply(here, tmp_path / "seeds", receipt=receipt.receipt_id)
    book = openpyxl.load_workbook(answer.path)
    printed = {cell.coordinate: cell.comment.text for line in book["Sheet"] for cell in line if cell.comment}
    assert set(printed) == {"C8", "C9", "F9", "C10", "E10"}
    assert "Sheet!C8 và Sheet!C9 cùng ghi mã “DA-001”" in printed["C9"]
    assert "ghi mã vào cột này" in printed["C10"] and "ghi số" not in printed["C10"]
    assert "“mai” không phải là ngày" in printed["E10"]
    # the total is not judged: a number of the rows above it could not be read
    first = [cell.value for line in book.worksheets[0] for cell in line if isinstance(cell.value, str)]
    assert not any("dòng tổng" in text for text in first)


def test_a_row_below_the_signatures_is_asked_about_without_its_text(tmp_path: Path) -> None:
    trial.codebook(tmp_path / "seeds")
    trial_register.codebook(tmp_path / "seeds")
    here = places("08", tmp_path / "data")
    tail = [["", "Người lập biểu", "", "", "Giám đốc"], ["", "Kín Một"], project(2, contact="Kín Hai")]
    sent = trial_register.write(tmp_path / "ds.xlsx", [project(1)], tail=tail)
    (receipt,) = month.receive(here, tmp_path / "seeds", [sent])
    (answer,) = reply(here, tmp_path / "seeds", receipt=receipt.receipt_id)
    book = openpyxl.load_workbook(answer.path)
    comments = {cell.coordinate: cell.comment.text for line in book["Sheet"] for cell in line if cell.comment}
    assert set(comments) == {f"{letter}11" for letter in "BCDEF"}
    assert all("nằm dưới phần ký" in text and "Đã đọc" not in text for text in comments.values())
    kept = "".join(path.read_text("utf-8") for path in here.data.rglob("*.questions.json"))
    assert "B11" in kept and "DA-002" not in kept and "Kín" not in kept


def test_a_total_that_differs_is_reported_on_the_first_sheet(tmp_path: Path) -> None:
    trial.codebook(tmp_path / "seeds")
    trial_register.codebook(tmp_path / "seeds")
    here = places("08", tmp_path / "data")
    sent = trial_register.write(tmp_path / "ds.xlsx", [project(1), project(2), ["", "Tổng cộng", "", "", "", 99]])
    (receipt,) = month.receive(here, tmp_path / "seeds", [sent])
    (answer,) = reply(here, tmp_path / "seeds", receipt=receipt.receipt_id)
    first = [cell.value for line in openpyxl.load_workbook(answer.path).worksheets[0] for cell in line]
    assert any("ô Sheet!F10 ghi 99, cộng các dòng được 20" in str(text) for text in first)
