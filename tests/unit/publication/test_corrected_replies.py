"""Answers to corrected files: what is answered, what stays open beside a partial correction, what a refusal settles."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from support import trial

from pipelines.publication import month
from pipelines.publication.replies import Reply, reply
from pipelines.settings import places

FIRST: dict[str, Any] = {"E9": 100, "F9": 100, "E10": 12.5, "E11": 7, "F11": 7, "E12": "abc"}  # F12 blank: two asked


class Desk:
    """A province's data with the trial forms, nothing built."""

    def __init__(self, root: Path) -> None:
        trial.codebook(root / "seeds")
        self.root, self.places = root, places("08", root / "data")

    def send(self, mode: Any = None, **cells: Any) -> Reply:
        """Receive a file and answer it."""
        path = trial.write(self.root / "Bieu.xlsx", {"TRIAL-01": trial.row_form(**cells)})
        (receipt,) = month.receive(self.places, self.root / "seeds", [path], mode=mode)
        return self.answer(receipt.receipt_id)

    def answer(self, receipt: str) -> Reply:
        (answer,) = reply(self.places, self.root / "seeds", receipt=receipt)
        return answer


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def first_sheet(answer: Reply) -> list[str]:
    sheet = openpyxl.load_workbook(answer.path).worksheets[0]
    return [cell.value for line in sheet for cell in line if isinstance(cell.value, str)]


def marked(answer: Reply) -> set[str]:
    sheet = openpyxl.load_workbook(answer.path)["TRIAL-01"]
    return {cell.coordinate for line in sheet for cell in line if cell.comment}


def test_a_partial_correction_answers_its_cells_and_leaves_the_others_open(desk: Desk) -> None:
    first = desk.send(**FIRST)
    assert marked(first) == {"E12", "F12"}
    second = desk.send("partial", E12=5)
    assert (second.n_marks, second.n_open, second.n_answered) == (0, 1, 1)
    told = first_sheet(second)
    assert [text for text in told if text.startswith("Chưa xử lý (Q-") and "F12" in text]
    assert "Đã xử lý từ lần trả lời trước: 1 câu hỏi" in told
    assert [text for text in told if "Còn 1 câu hỏi của báo cáo đã gửi trước" in text]
    third = desk.send("partial", F12=5)
    assert (third.n_marks, third.n_open, third.n_answered) == (0, 0, 1)


def test_the_first_file_is_asked_no_more_what_a_partial_one_answered(desk: Desk) -> None:
    first = desk.send(**FIRST)
    desk.send("partial", E12=5)
    assert marked(desk.answer(first.receipt_id)) == {"F12"}


def test_a_full_correction_shows_answered_open_and_new(desk: Desk) -> None:
    desk.send(**FIRST)
    second = desk.send(**{**FIRST, "E12": 5, "E9": "nhiều"})
    assert (second.n_marks, second.n_open, second.n_answered) == (2, 1, 1)
    told = first_sheet(second)
    assert (told.count("Mới"), told.count("Chưa xử lý"), told.count("Đã xử lý")) == (1, 1, 1)


def test_a_refused_correction_answers_nothing(desk: Desk) -> None:
    desk.send(**FIRST)
    second = desk.send(**FIRST, A7="?", B7="?", C7="?", D7="?", E7="?", F7="?", G7="?", H7="?")
    assert (second.n_marks, second.n_open, second.n_answered) == (0, 0, 0)
    third = desk.send(**{**FIRST, "E12": 5, "F12": 5})
    assert (third.n_marks, third.n_answered) == (0, 2)


def test_a_withdrawal_says_so(desk: Desk) -> None:
    desk.send(**FIRST)
    second = desk.send("withdrawal", **FIRST)
    assert second.n_marks == 0
    assert [text for text in first_sheet(second) if text.startswith("Báo cáo đã được rút")]


def test_what_a_partial_answer_leaves_open_is_remembered_with_it(desk: Desk) -> None:
    desk.send(**FIRST)
    second = desk.send("partial", E12=5, E9="nhiều")
    home = desk.places.data / "reply" / "08"
    (asked,) = json.loads((home / f"{second.receipt_id}.questions.json").read_text("utf-8"))["asked"]
    assert sorted(text.partition(":")[0] for text in asked["questions"].values()) == ["TRIAL-01!E9", "TRIAL-01!F12"]
