"""The reply to a form with five mistakes of a clerk: one row each, and the repairs that explain finds."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from support.province import Province

from pipelines.cli.app import call
from pipelines.publication import month
from pipelines.publication.reply.replies import Reply, reply
from pipelines.settings import Places, seeds_root

PERIOD = "2026-10"
HEAD = "Mã câu hỏi"


@pytest.fixture(scope="module")
def places(province: Province, tmp_path_factory: pytest.TempPathFactory) -> Places:
    copy = province.copied(tmp_path_factory.mktemp("mistakes") / "data")
    shutil.copytree(province.current, copy.release / province.current.name)  # the last published figures are quoted
    return copy


@pytest.fixture(scope="module")
def answer(province: Province, places: Places, tmp_path_factory: pytest.TempPathFactory) -> Reply:
    """Ngọc Đường sends 3 “dn”, ten times its electronic identities, two digits exchanged, a blank, and 52,8 %."""
    path = tmp_path_factory.mktemp("sent") / "BC thang 10.xlsx"
    book = openpyxl.load_workbook(province.sent("C00700", PERIOD))
    sheet: Any = book["XA-01"]
    sheet["E15"], sheet["E21"], sheet["E33"] = "3 xưởng", None, "52,8 %"
    assert (sheet["E26"].value, sheet["E31"].value) == (7610, 179)  # as the sample writes them
    sheet["E26"], sheet["E31"] = 76100, 197
    book.save(path)
    (receipt,) = month.receive(places, seeds_root(), [path])
    month.build(places, seeds_root(), PERIOD)
    (answer,) = reply(places, seeds_root(), receipt=receipt.receipt_id)
    return answer


@pytest.fixture(scope="module")
def rows(answer: Reply) -> list[list[str]]:
    """The rows of the table of questions: cell, text."""
    sheet: Any = openpyxl.load_workbook(answer.path).worksheets[0]
    lines = [[str(cell.value or "") for cell in line] for line in sheet]
    head = next(number for number, line in enumerate(lines) if line[6] == HEAD)
    return [[line[2], line[5]] for line in lines[head + 1 :] if line[0]]


def test_each_mistake_has_one_row(answer: Reply, rows: list[list[str]]) -> None:
    assert sorted(cell for cell, _ in rows) == ["E15", "E21", "E26", "E31", "E33"]
    assert answer.n_marks == 5


def test_the_proposals_are_those_of_explain(
    places: Places, rows: list[list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    text = dict(rows)
    assert "Ô E31: có thể gõ đảo hai chữ số cạnh nhau: 197 → 179." in text["E31"]
    assert text["E31"].index("197 → 179") < text["E31"].index("\n–")  # the repair first, then what it settles
    assert "Sửa đúng thì 3 điểm sau tự hết" in text["E31"] and text["E31"].count("\n–") == 3
    assert "76.100 → 7.610" in text["E26"]
    assert not [body for body in text.values() if "Giá trị khớp" in body or "76100" in body]
    root = places.data
    assert call(["explain", "--period", PERIOD, "--area", "Ngọc Đường", "--data", str(root)]) == 0
    said = capsys.readouterr().out
    assert "197 → 179" in said and "76.100 → 7.610" in said


def test_related_cells_refer_to_the_question(answer: Reply) -> None:
    sheet: Any = openpyxl.load_workbook(answer.path)["XA-01"]
    # the total and the other part of the sum, the sum since the start of the year, the ratio
    for address in ("E30", "E32", "F31"):
        assert "Ô liên quan: xem câu hỏi Q-" in sheet[address].comment.text


def test_the_reply_says_until_when_and_whom_to_ask(answer: Reply) -> None:
    sheet: Any = openpyxl.load_workbook(answer.path).worksheets[0]
    printed = [str(cell.value) for line in sheet for cell in line if cell.value]
    assert [text for text in printed if text.startswith("Trả lời trước ngày: ")]
    contact = "Liên hệ: Bộ phận tiếp nhận báo cáo, Sở Khoa học và Công nghệ tỉnh Tuyên Quang"
    assert contact in printed  # no telephone: none is declared


def test_undecided_rules_accuse_nobody(places: Places, answer: Reply) -> None:
    assert answer.path.exists()
    from pipelines.publication.candidate.candidate import candidate, latest_build
    from pipelines.warehouse.query import query

    tree: Path = candidate(places, latest_build(places)).tree
    found = query(tree, "select distinct message_vi, expected_low from violation where outcome = 'undecided'")
    assert found.height >= 5  # cells left blank, figures not collected
    assert found["expected_low"].null_count() == found.height
    assert not [text for text in found["message_vi"] if "chưa kiểm tra được" not in text or "phải là" in text]
    assert [text for text in found["message_vi"] if "một kỳ trước trong năm" in text]
