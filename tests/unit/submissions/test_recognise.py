"""Which form, whose, for which period: stated on the sheet or by the sender, or hinted at by the file's name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support.trial import COMMUNE, row_form, write

from pipelines.submissions.book.book import Row, Sheet
from pipelines.submissions.layout.layouts import Layouts
from pipelines.submissions.match.by_codes import find_tables
from pipelines.submissions.problems import RefusedError

Reader = Callable[..., Any]
OTHER_ROWS = {f"B{row}": f"Việc khác {row}" for row in range(8, 13)} | {f"C{row}": None for row in range(9, 13)}


def test_the_number_may_stand_in_the_next_cell(read_form: Reader) -> None:
    found = read_form(row_form(A1="Biểu số:", B1="TRIAL-01"))
    assert (found.row["form_code"], found.row["outcome"]) == ("TRIAL-01", "read")
    assert found.cells["B1"] == ("context", "identity")


def test_a_cell_with_a_blank_line_below_the_head_is_read(read_form: Reader) -> None:
    found = read_form(row_form(E9=5, A15="Số liệu đến 14/10\n\nĐơn vị báo cáo chịu trách nhiệm"))
    assert (found.row["outcome"], found.cells["A15"]) == ("read", ("context", "note"))


def test_number_reporter_and_period_may_share_one_cell(read_form: Reader) -> None:
    head = "Biểu số: TRIAL-01\nĐơn vị báo cáo: UBND xã Ngọc Đường\nKỳ báo cáo: Tháng 10/2026"
    found = read_form(row_form(A1=head, E1=None, A4=None))
    assert (found.row["reporter_code"], found.row["period_code"]) == (COMMUNE, "2026-10")


@pytest.mark.parametrize("name", ["UBND xã Ngọc Đường", "Ủy ban nhân dân xã Ngọc Đường", "xã Ngọc Đường", COMMUNE])
def test_a_reporter_goes_by_office_name_or_code(read_form: Reader, name: str) -> None:
    assert read_form(row_form(E1=f"Đơn vị báo cáo: {name}")).row["reporter_code"] == COMMUNE


def test_a_printed_code_decides_and_must_agree_with_the_name(read_form: Reader) -> None:
    assert read_form(row_form(E2=f"Mã đơn vị: {COMMUNE}")).row["reporter_code"] == COMMUNE
    other = read_form(row_form(E2="Mã đơn vị: C00706")).row
    assert (other["outcome"], other["reason_code"]) == ("waiting", "name_code_differ")


def test_the_version_is_the_one_of_the_period(read_form: Reader) -> None:
    # administrative January 2027 begins on 15/12/2026, the day version 2 begins
    assert read_form(row_form(A4="Kỳ báo cáo: Tháng 1 năm 2027")).row["form_version"] == 2
    assert read_form(row_form(A4="Kỳ báo cáo: Tháng 12 năm 2026")).row["form_version"] == 1


def test_an_empty_head_is_filled_from_the_file_name(read_form: Reader) -> None:
    bare = row_form(E1="Đơn vị báo cáo: ……………", A4="Kỳ báo cáo: ……")
    found = read_form(bare, name="08_TRIAL-01_2026-09_C00706.xlsx").row
    assert (found["reporter_code"], found["period_code"]) == ("C00706", "2026-09")


def test_what_the_sheet_states_outweighs_stated_period_and_file_name(read_form: Reader) -> None:
    stated = {"name": "08_TRIAL-01_2026-09_C00706.xlsx", "period": "2026-08"}
    found = read_form(row_form(), **stated).row
    assert (found["reporter_code"], found["period_code"]) == (COMMUNE, "2026-10")


def test_a_stated_sender_replaces_a_name_that_nobody_knows(read_form: Reader) -> None:
    cells = row_form(E1="Đơn vị báo cáo: xã Không Có")
    assert read_form(cells, name="08_TRIAL-01_2026-09_C00706.xlsx").row["reason_code"] == "reporter_unknown"
    found = read_form(cells, sender=COMMUNE).row
    assert (found["outcome"], found["reporter_code"]) == ("read", COMMUNE)


def test_a_stated_form_is_enough_where_the_sheet_lost_its_number(read_form: Reader) -> None:
    few = {f"B{row}": "Dòng lạ" for row in range(9, 13)} | {f"C{row}": None for row in range(9, 13)}
    assert read_form(row_form(A1=None, **few)).row["reason_code"] == "form_unknown"
    found = read_form(row_form(A1=None, E9=5), form="TRIAL-01")
    assert found.observations["E9"][4] == 5.0


def test_all_problems_are_named_at_once_with_the_file_name(read_form: Reader) -> None:
    cells = row_form(E1="Đơn vị báo cáo: xã Không Có", A4="Kỳ báo cáo: tháng mười")
    row = read_form(cells, name="gửi lại.xlsx").row
    assert row["outcome"] == "refused"
    for text in ("gửi lại.xlsx", "Không Có", "tháng mười"):
        assert text in row["message_vi"]
        assert text in row["message_en"]
    assert row["n_context"] == row["n_nonempty"] == len(cells)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"A1": "Biểu số: KHAC-99", **OTHER_ROWS}, "form_unknown"),
        ({"A4": "Kỳ báo cáo: Quý IV năm 2026"}, "period_kind"),
        ({"A4": "Kỳ báo cáo: Tháng 3 năm 2025"}, "version_unknown"),
        ({"E1": "Đơn vị báo cáo: D08-SKHCN"}, "reporter_kind"),
        ({"E7": None, **OTHER_ROWS}, "columns_missing"),
        ({**{f"{letter}7": None for letter in "ABCDEFGH"}, **OTHER_ROWS}, "header_not_found"),
        (OTHER_ROWS, "rows_not_found"),
    ],
)
def test_each_refusal_has_its_reason(read_form: Reader, changed: dict[str, Any], reason: str) -> None:
    row = read_form(row_form(**changed)).row
    assert (row["outcome"], row["reason_code"]) == ("refused", reason)
    assert "t.xlsx" in row["message_vi"]


def test_a_column_code_over_two_columns_is_named(layouts: Layouts) -> None:
    form = next(form for form in layouts.forms if (form.code, form.version) == ("TRIAL-01", 1))
    rows: dict[int, Row] = {6: {5: "Tháng 9", 7: "Tháng 10"}, 7: {1: "A", 2: "B", 3: "C", 4: "D", 5: "1", 6: "2"}}
    rows[7] |= {7: "1", 8: "3", 9: "4"}
    with pytest.raises(RefusedError) as refused:
        find_tables(Sheet(1, "S", "visible", rows), form)
    assert refused.value.code == "column_conflict"
    assert "mã cột 1 (“Trong kỳ”) có ở nhiều cột" in refused.value.message_vi
    assert "column code 1 (“Trong kỳ”) stands over several columns" in refused.value.message_en


def test_the_refusal_of_an_unknown_form_names_the_nearest(read_form: Reader) -> None:
    """Two rows of four and eight further ones, F1 = 2/7; label and figures of three columns and a code."""
    other = {f"B{row}": f"Việc khác {row}" for row in range(11, 19)} | {f"E{row}": 1 for row in range(11, 19)}
    gone = {f"C{row}": None for row in range(6, 13)} | {f"{letter}7": None for letter in "ABCDEFGH"}
    row = read_form(row_form(A1="Biểu số: KHAC-99", E9=5, E10=6, **other, **gone)).row
    assert (row["outcome"], row["reason_code"]) == ("refused", "form_unknown")
    # 0.6 × 2/7 + 0.4 × 3/4 = 0.471, less than the 0.5 from which a form is proposed
    assert "tìm thấy: “KHAC-99”; gần nhất là biểu TRIAL-01 (khớp 47%)" in row["message_vi"]
    assert "found: “KHAC-99”; the nearest is form TRIAL-01 (47%)" in row["message_en"]


def test_a_missing_column_is_named(read_form: Reader) -> None:
    found = read_form(row_form(E7=None, E6=None, F9=3))
    assert found.row["reason_code"] == "layout_matched"
    assert "cột “Trong kỳ” thiếu" in found.row["message_vi"]
    assert list(found.observations) == ["F9", "F11", "F12"]


def test_a_hidden_sheet_is_context_and_never_a_form(read: Reader, tmp_path: Path) -> None:
    sheets = {"Nay": row_form(E9=5), "Trước": row_form(E9=6, A4="Kỳ báo cáo: Tháng 9 năm 2026")}
    found = read(write(tmp_path / "t.xlsx", sheets, hidden=("Trước",)))
    assert found.row["period_code"] == "2026-10"
    old = {reason for place, reason in found.cells.items() if place.startswith("Trước!")}
    assert old == {("context", "hidden_sheet")}
    assert [(sheet[1], sheet[2]) for sheet in found.outcome.sheets] == [("Nay", "visible"), ("Trước", "hidden")]


def test_two_periods_in_one_file_are_two_submissions(read: Reader, tmp_path: Path) -> None:
    sheets = {"T9": row_form(E9=6, A4="Kỳ báo cáo: Tháng 9 năm 2026"), "T10": row_form(E9=5), "Khác": {"B2": "ghi nhớ"}}
    found = read(write(tmp_path / "t.xlsx", sheets))
    rows = [part.row for part in found.outcome.parts]
    assert [(row["block_no"], row["period_code"]) for row in rows] == [(1, "2026-09"), (2, "2026-10")]
    assert found.cells["Khác!B2"] == ("context", "unclaimed")
    assert sum(row["n_nonempty"] for row in rows) == sum(map(len, sheets.values()))


def test_the_same_form_and_period_twice_in_one_file_gives_no_figure_twice(read: Reader, tmp_path: Path) -> None:
    found = read(write(tmp_path / "t.xlsx", {"Một": row_form(E9=5), "Hai": row_form(E9=6)}))
    assert found.cells["Một!E9"] == found.cells["Hai!E9"] == ("reject", "duplicate_slice")


def test_a_period_may_be_stated_by_its_days(read_form: Reader) -> None:
    # administrative October 2026 lasts from 15 September to 14 October
    line = "Kỳ báo cáo: từ ngày 15/9/2026 đến ngày 14/10/2026"
    assert read_form(row_form(A4=line)).row["period_code"] == "2026-10"
    assert read_form(row_form(A4=line.replace("14/10", "15/10"))).row["reason_code"] == "period_unknown"


@pytest.mark.parametrize("typed", ["UBND xa Ngoc Duong", "xã Ngọc Đương", "ỦY BAN NHÂN DÂN XÃ NGOC DƯỜNG"])
def test_a_reporter_without_its_marks_is_the_only_one_so_named(read_form: Reader, typed: str) -> None:
    found = read_form(row_form(E9=5, E1=f"Đơn vị báo cáo: {typed}"))
    assert (found.row["outcome"], found.row["reporter_code"]) == ("read", COMMUNE)
    assert found.row["reason_code"] == "reporter_likened" and typed in found.row["message_vi"]


@pytest.mark.parametrize("typed", ["xã Ngọc Đườngg", "huyện Ngọc Đường", "phường Ngoc Duong"])
def test_another_name_or_kind_is_nobody(read_form: Reader, typed: str) -> None:
    found = read_form(row_form(E9=5, E1=f"Đơn vị báo cáo: {typed}"))
    assert (found.row["outcome"], found.row["reason_code"]) == ("refused", "reporter_unknown")


def test_two_that_differ_in_marks_only_are_neither(layouts: Layouts, read_form: Reader) -> None:
    layouts.names.plain["xa ngoc duong"].add("C00691")
    try:
        assert read_form(row_form(E9=5, E1="Đơn vị báo cáo: xa Ngoc Duong")).row["reason_code"] == "reporter_ambiguous"
    finally:
        layouts.names.plain["xa ngoc duong"].discard("C00691")
