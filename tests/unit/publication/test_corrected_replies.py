"""Answers to corrected files: what is answered, what stays open beside a partial correction, what a refusal settles."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from support import trial

from pipelines.publication import month
from pipelines.publication.reply.replies import Reply, reply
from pipelines.settings import places

FIRST: dict[str, Any] = {"E9": 100, "F9": 100, "E10": 12.5, "E11": 7, "F11": 7, "E12": "abc"}  # F12 blank: two asked


class Workspace:
    """A province's data with the trial forms, nothing built."""

    def __init__(self, root: Path) -> None:
        trial.codebook(root / "seeds")
        self.root, self.places = root, places("08", root / "data")

    def send(self, mode: Any = None, **cells: Any) -> Reply:
        """Receive a file and answer it."""
        path = trial.write(self.root / "Bieu.xlsx", {"TRIAL-01": trial.row_form(**cells)})
        (receipt,) = month.receive(self.places, self.root / "seeds", [path], month.Delivery(mode=mode))
        return self.answer(receipt.receipt_id)

    def answer(self, receipt: str) -> Reply:
        (answer,) = reply(self.places, self.root / "seeds", receipt=receipt)
        return answer


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return Workspace(tmp_path_factory.mktemp("replies"))


def first_sheet(answer: Reply) -> list[str]:
    sheet = openpyxl.load_workbook(answer.path).worksheets[0]
    return [cell.value for line in sheet for cell in line if isinstance(cell.value, str)]


def marked(answer: Reply) -> set[str]:
    sheet = openpyxl.load_workbook(answer.path)["TRIAL-01"]
    return {cell.coordinate for line in sheet for cell in line if cell.comment}


def test_partial_corrections_answer_their_cells_and_leave_the_others_open(workspace: Workspace) -> None:
    first = workspace.send(**FIRST)
    assert marked(first) == {"E12", "F12"}
    second = workspace.send("partial", E12=5, E9="nhiều")
    assert (marked(second), second.n_open, second.n_answered) == ({"E9"}, 1, 1)
    printed = first_sheet(second)
    assert [text for text in printed if text.startswith("Chưa xử lý (Q-") and "F12" in text]
    assert [text for text in printed if "Còn 1 câu hỏi của báo cáo đã gửi trước" in text]
    assert "Đã xử lý từ lần trả lời trước: 1 câu hỏi" in printed
    assert marked(workspace.answer(first.receipt_id)) == {"F12"}  # what the second file answered is asked no more
    third = workspace.send("partial", F12=5)
    assert (third.n_marks, third.n_open, third.n_answered) == (0, 1, 1)  # E9 is still open


def test_a_full_correction_shows_answered_open_and_new_and_a_refused_one_answers_nothing(workspace: Workspace) -> None:
    september = {"A4": "(Kỳ báo cáo: Tháng 9 năm 2026)"}
    workspace.send(**FIRST, **september)
    second = workspace.send(**{**FIRST, "E12": 5, "E9": "nhiều"}, **september)
    assert (second.n_marks, second.n_open, second.n_answered) == (2, 1, 1)
    printed = first_sheet(second)
    assert (printed.count("Mới"), printed.count("Chưa xử lý"), printed.count("Đã xử lý")) == (1, 1, 1)
    refused = workspace.send(**FIRST, A4="(Kỳ báo cáo: Tháng 13 năm 2026)")
    assert (refused.n_marks, refused.n_open, refused.n_answered) == (0, 0, 0)
    last = workspace.send(**{**FIRST, "E12": 5, "F12": 5}, **september)
    assert (last.n_marks, last.n_answered) == (0, 2)


def test_a_withdrawal_says_so(workspace: Workspace) -> None:
    answer = workspace.send("withdrawal", A4="(Kỳ báo cáo: Tháng 8 năm 2026)", **FIRST)
    assert answer.n_marks == 0
    assert [text for text in first_sheet(answer) if text.startswith("Báo cáo đã được rút")]
