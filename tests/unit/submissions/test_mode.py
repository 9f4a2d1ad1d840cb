"""Full, partial, withdrawal: what the head says, what was stated, and what is left of the account then."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from support.trial import row_form

Reader = Callable[..., Any]


@pytest.mark.parametrize(
    ("place", "text", "mode"),
    [
        ("A5", "Loại báo cáo: Bổ sung, điều chỉnh", "partial"),
        ("A5", "LOẠI BÁO CÁO: đính chính số liệu", "partial"),
        ("A5", "Loại báo cáo: Đầy đủ", "full"),
        ("A5", "Loại báo cáo: Rút báo cáo đã gửi", "withdrawal"),
        ("A5", "Loại báo cáo: Rút gọn", "full"),
        ("A5", "Loại báo cáo: tháng", "full"),
        ("A5", "(Bổ sung/điều chỉnh)", "partial"),
        ("A5", "Báo cáo điều chỉnh lần 2", "partial"),
        ("A5", "Báo cáo bổ sung lần thứ hai", "partial"),
        ("A5", "Bổ sung lần thứ: ……", "full"),  # printed for whoever needs it, not filled in
        ("A5", "ĐỀ NGHỊ RÚT BÁO CÁO", "withdrawal"),
        ("A3", "TÌNH HÌNH ĐIỀU CHỈNH, BỔ SUNG QUY HOẠCH", "full"),  # the title of a form
        ("A16", "Loại báo cáo: Bổ sung", "full"),  # below the table nothing is said of the whole
        ("B8", "Bổ sung", "full"),  # a heading in the table
        ("C2", "Biểu số: TRIAL-01\nBổ sung, điều chỉnh", "partial"),  # one cell of two lines
    ],
)
def test_only_the_head_of_the_sheet_says_what_the_file_is(read_form: Reader, place: str, text: str, mode: str) -> None:
    assert read_form(row_form(**{place: text, "E9": 5})).row["mode"] == mode


def test_the_answer_may_stand_in_the_next_cell(read_form: Reader) -> None:
    assert read_form(row_form(A5="Loại báo cáo:", C5="bổ sung", E9=5)).row["mode"] == "partial"


def test_two_kinds_at_once_are_a_full_report_that_says_so(read_form: Reader) -> None:
    row = read_form(row_form(A5="Loại báo cáo: ☐ lần đầu ☐ bổ sung", E9=5)).row
    assert row["mode"] == "full"
    assert row["reason_code"] == "mode_unclear"
    assert "“Loại báo cáo: ☐ lần đầu ☐ bổ sung” nêu nhiều loại báo cáo" in row["message_vi"]
    assert "names several kinds of report" in row["message_en"]


def test_what_was_stated_outweighs_the_sheet(read_form: Reader) -> None:
    cells = row_form(A5="Loại báo cáo: Bổ sung", E9=5)
    assert read_form(cells, mode="withdrawal").row["mode"] == "withdrawal"
    assert read_form(cells, mode="full").row["n_absence_blank"] > 0


def test_a_partial_submission_speaks_of_its_filled_cells_only(read_form: Reader) -> None:
    found = read_form(row_form(E9=5, F9="-", E12="abc", A11=None, B11=None, C11=None, D11=None), mode="partial")
    assert {at: one[4] for at, one in found.observations.items()} == {"E9": 5.0, "F9": 0.0}
    assert found.cells["E12"] == ("reject", "not_a_number")
    assert [cell for cell in found.cells.values() if cell[1] == "blank"] == []
    row = found.row
    assert (row["n_observation"], row["n_absence_filled"], row["n_absence_blank"], row["n_reject"]) == (1, 2, 0, 1)
    assert row["reason_code"] is None  # the row that was taken out is not missing


def test_an_explanation_without_its_figure_is_reported(read_form: Reader) -> None:
    row = read_form(row_form(E9=5, G9="mùa vụ", G12="sáp nhập thôn"), mode="partial").row
    assert "G12" in row["message_vi"] and "G9" not in row["message_vi"]


def test_a_withdrawal_counts_every_cell_and_takes_none(read_form: Reader) -> None:
    cells = row_form(E9=5, F9="-", E12="abc")
    before = read_form(cells)
    found = read_form(cells, mode="withdrawal")
    assert found.observations == {}
    assert found.cells["E9"] == found.cells["F9"] == found.cells["E12"] == ("context", "withdrawn")
    row = found.row
    assert row["n_nonempty"] == row["n_context"] == before.row["n_nonempty"]
    assert (row["n_observation"], row["n_absence_filled"], row["n_absence_blank"], row["n_reject"]) == (0, 0, 0, 0)
