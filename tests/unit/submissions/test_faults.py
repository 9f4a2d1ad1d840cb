"""An exception within the software costs the sheet at which it arises; its verdict names sheet, cell and stage."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support import trial
from unit.submissions.conftest import Read

from pipelines.submissions.extract import account
from pipelines.submissions.intake import read_file
from pipelines.submissions.recognise.head import sheet_head

SEPTEMBER = "(Kỳ báo cáo: Tháng 9 năm 2026)"


@pytest.fixture
def two_sheets(tmp_path: Path) -> Path:
    """A form of October on sheet A, one of September on sheet B."""
    sheets = {"A": trial.row_form(E9=5), "B": trial.row_form(E9="7", A4=SEPTEMBER)}
    return trial.write(tmp_path / "t.xlsx", sheets)


def _rows(found: Read) -> list[dict[str, Any]]:
    return [part.row for part in found.outcome.parts]


def _is_seven(value: object, *_: object) -> bool:
    return value == "7"


def _is_title_of_b(head: Any, _: object, text: Any) -> bool:
    return head.sheet.name == "B" and text.row == 3


def _is_any(*_: object) -> bool:
    return True


def _break(monkeypatch: pytest.MonkeyPatch, module: Any, name: str, is_bad: Callable[..., bool]) -> None:
    """Let a function of `module` raise for some of its calls."""
    kept = getattr(module, name)

    def failing(*args: Any, **named: Any) -> Any:
        if is_bad(*args):
            raise IndexError("string index out of range")
        return kept(*args, **named)

    monkeypatch.setattr(module, name, failing)


def test_a_fault_in_extraction_costs_its_sheet_alone(
    read: Callable[..., Read], two_sheets: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _break(monkeypatch, account, "parse_slot", _is_seven)
    good, lost = _rows(read(two_sheets))
    assert (good["outcome"], good["period_code"], good["mode"], good["n_observation"]) == ("read", "2026-10", "full", 1)
    assert (lost["outcome"], lost["reason_code"]) == ("unreadable", "reader_fault")
    assert (lost["form_code"], lost["reporter_code"], lost["period_code"]) == ("TRIAL-01", "C00700", "2026-09")
    assert "trích số liệu, trang “B”, ô E9 nên phần này chưa được đọc" in lost["message_vi"]
    assert "extracting the figures, sheet “B”, cell E9" in lost["message_en"]
    n_cells = len(trial.row_form(E9=5))
    assert (good["n_nonempty"], lost["n_nonempty"], lost["n_context"]) == (n_cells, n_cells, n_cells)


def test_a_fault_in_recognition_costs_its_sheet_and_the_others_take_nothing_away(
    read: Callable[..., Read], two_sheets: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Which form the lost sheet belonged to is not known; it may be a part of the one that is read.
    _break(monkeypatch, sheet_head, "_read_text", _is_title_of_b)
    good, lost = _rows(read(two_sheets))
    assert (good["outcome"], good["mode"], good["n_observation"]) == ("read", "partial", 1)
    assert "nhận dạng biểu, trang “B”, ô A3" in lost["message_vi"]


def test_a_form_that_loses_one_of_its_sheets_is_partial(
    read: Callable[..., Read], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    both = {"A": trial.row_form(E9=5, F9=None), "B": trial.row_form(E9=None, F9="7")}  # one form, one period
    path = trial.write(tmp_path / "t.xlsx", both)
    assert [row["mode"] for row in _rows(read(path))] == ["full"]
    _break(monkeypatch, account, "parse_slot", _is_seven)
    assert [(row["outcome"], row.get("mode")) for row in _rows(read(path))] == [
        ("read", "partial"),
        ("unreadable", None),
    ]


def test_a_book_whose_only_form_is_lost_is_not_accused_of_having_none(
    read: Callable[..., Read], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = trial.write(tmp_path / "t.xlsx", {"A": trial.row_form(E9="7"), "Ghi chú": {"A1": "ghi chú"}})
    _break(monkeypatch, account, "parse_slot", _is_seven)
    (lost,) = _rows(read(path))
    assert (lost["reason_code"], lost["n_nonempty"]) == ("reader_fault", len(trial.row_form(E9="7")) + 1)


def test_a_fault_at_no_sheet_costs_the_file(
    read: Callable[..., Read], two_sheets: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _break(monkeypatch, read_file, "read_book", _is_any)
    (row,) = _rows(read(two_sheets))
    assert (row["outcome"], row["reason_code"]) == ("unreadable", "reader_fault")
    assert "phần mềm gặp lỗi khi mở tệp nên" in row["message_vi"]


def test_memory_is_the_pools_business(
    read: Callable[..., Read], two_sheets: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def _no_memory(*_: Any) -> Any:
        raise MemoryError

    monkeypatch.setattr(account, "parse_slot", _no_memory)
    with pytest.raises(MemoryError):
        read(two_sheets)


def test_the_first_stage_is_reported_before_a_byte_is_read(layouts: Any, tmp_path: Path) -> None:
    # so that the verdict on a file that kills the worker never names a stage of the file before it
    stages: list[str] = []
    task = read_file.Task(1, "R000001", "0" * 64, str(tmp_path / "none"), "t.xlsx", None, None, None)
    (part,) = read_file.read_workbook(task, layouts, {}, stages.append).parts
    assert (part.row["reason_code"], stages) == ("blob_missing", ["open"])
