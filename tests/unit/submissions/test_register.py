"""A register's rows: as many records as the sender lists, every cell accounted for, no person in a record."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import Font
from support import trial
from support.trial_register import CODES, HEADER, codebook, filled, project, write
from unit.submissions.conftest import Read, read_with

from pipelines.submissions.layout.compile import compile_layouts
from pipelines.submissions.layout.layouts import Layouts

Records = dict[str, tuple[str, dict[str, Any]]]
Reader = Callable[..., Read]


@pytest.fixture(scope="module")
def layouts(tmp_path_factory: pytest.TempPathFactory) -> Layouts:
    folder = tmp_path_factory.mktemp("register") / "seeds"
    trial.codebook(folder)
    return compile_layouts(codebook(folder), "08")


@pytest.fixture
def read_rows(layouts: Layouts, tmp_path: Path) -> Reader:
    """Read the trial register with these rows; every non-empty cell must be in the account, once."""

    def _read(rows: list[Any], given: dict[str, Any] | None = None, **layout: Any) -> Read:
        path = write(tmp_path / "t.xlsx", rows, **layout)
        found = read_with(layouts, path, **(given or {}))
        row = found.row
        if row["outcome"] == "read":
            parts = ("n_observation", "n_absence_filled", "n_reject", "n_context")
            assert sum(row[name] for name in parts) == row["n_nonempty"] == filled(path)
            assert row["n_second"] in (None, filled(path))
            (part,) = found.outcome.parts
            addresses = part.cells[1]
            assert len(set(addresses)) == len(addresses)
        return found

    return _read


def records(found: Read) -> Records:
    (part,) = found.outcome.parts
    return {key: (entity, json.loads(text)) for key, entity, text in zip(*part.records, strict=True)}


def notes(found: Read) -> str:
    return found.row["message_vi"] or ""


def test_each_filled_row_is_a_record_with_typed_fields(read_rows: Reader) -> None:
    rows = [project(1), project(2, day=date(2026, 2, 1), support="1.250,5"), project(3, support="-", field="…")]
    found = read_rows(rows)
    assert found.row["outcome"] == "read" and found.row["reason_code"] is None
    assert records(found) == {
        "DA.1": (
            "DA-001",
            {"name": "Dự án DA-001", "code": "DA-001", "field": "Nông nghiệp", "day": "2026-03-05", "support": 10.0},
        ),
        "DA.2": (
            "DA-002",
            {"name": "Dự án DA-002", "code": "DA-002", "field": "Nông nghiệp", "day": "2026-02-01", "support": 1250.5},
        ),
        "DA.3": ("DA-003", {"name": "Dự án DA-003", "code": "DA-003", "day": "2026-03-05", "support": 0.0}),
    }
    assert found.cells["B8"] == ("context", "record")
    assert found.cells["A8"] == ("context", "label")
    assert found.cells["F10"] == ("absence", "none_occurred")
    assert found.cells["D10"] == ("context", "filler")
    assert found.observations == {}


def test_no_personal_text_is_anywhere_but_in_its_own_table(read_rows: Reader) -> None:
    found = read_rows([project(1), ["", "I. Nhóm", "", "", "", "", "Người Lạc"], project(2)])
    (part,) = found.outcome.parts
    assert found.personal["G8"] == "Người DA-001"
    texts = json.dumps(
        [part.cells, part.records, part.observations, part.matches, part.row], ensure_ascii=False, default=str
    )
    for text in ("Người DA-001", "Người DA-002", "Người Lạc", "Họ Và Tên"):
        assert text not in texts
        assert text in found.personal.values()


@pytest.mark.parametrize("n", [1, 12, 500])
def test_as_many_records_as_rows(read_rows: Reader, n: int) -> None:
    found = read_rows([project(k) for k in range(1, n + 1)])
    assert [entity for entity, _ in records(found).values()] == [f"DA-{k:03d}" for k in range(1, n + 1)]


def test_dotted_and_numbered_lines_are_room_and_no_records(read_rows: Reader) -> None:
    rows = [
        project(1),
        [2],
        [3, "…………", "....", "…", "...", "…", "……"],
        ["…", "…"],
        [4, "-", "", "", "", 0],
        project(5),
    ]
    found = read_rows(rows)
    assert [entity for entity, _ in records(found).values()] == ["DA-001", "DA-005"]
    assert {found.cells[at] for at in ("A9", "A10", "B10", "F10", "A11", "A12", "B12", "F12")} == {
        ("context", "filler")
    }
    assert found.row["n_reject"] == 0


def test_headings_and_totals_are_no_records_and_totals_are_held_against_the_rows(read_rows: Reader) -> None:
    rows = [
        ["I", "Nông nghiệp"],
        project(1),
        project(2, support=5),
        ["", "Cộng nhóm I", "", "", "", 15],
        ["", "II. Công nghiệp"],
        project(3, support=7),
        ["", "Cộng", "", "", "", 7],
        ["Tổng cộng", "", "", "", "", "22"],
        ["", "TỔNG SỐ: 3 dự án", 3, "", "", 21],
    ]
    found = read_rows(rows)
    assert [entity for entity, _ in records(found).values()] == ["DA-001", "DA-002", "DA-003"]
    assert {found.cells[at] for at in ("A8", "B8", "B12")} == {("context", "label")}
    assert {found.cells[at] for at in ("B11", "F11", "A15", "F15", "C16")} == {("context", "summary_row")}
    assert found.row["reason_code"] == "total_differs"
    assert "F16 ghi 21, cộng các dòng được 22;" in notes(found)
    assert notes(found).count("cộng các dòng") == 1


def test_names_that_begin_like_totals_or_signatures_are_records(read_rows: Reader) -> None:
    names = ("Tổng công ty Cơ khí", "Cộng đồng khởi nghiệp trẻ", "Kiểm tra chất lượng chè", "Kế toán số", "Ký số từ xa")
    rows = [project(n, name=name) for n, name in enumerate(names, 1)]
    assert [fields["name"] for _, fields in records(read_rows(rows)).values()] == list(names)


def test_rows_may_be_inserted_unnumbered_and_in_any_order(read_rows: Reader) -> None:
    rows = [project(3), project(1), project(None, "DA-X"), ["", "", "", "", "", "", ""], project(2)]
    found = read_rows(rows)
    assert [entity for entity, _ in records(found).values()] == ["DA-003", "DA-001", "DA-X", "DA-002"]


def test_a_list_without_any_number_ends_where_it_ends(read_rows: Reader) -> None:
    rows = [["", "Dự án A", "A1"], ["", "Dự án B", "B1"]]
    tail = [[""], ["", "CÁN BỘ TỔNG HỢP", "", "", "TRƯỞNG PHÒNG"], [""], ["", "Họ Một", "", "", "Họ Hai"]]
    found = read_rows(rows, tail=tail)
    assert [entity for entity, _ in records(found).values()] == ["A1", "B1"]
    assert {"Họ Một", "Họ Hai"} <= set(found.personal.values())


def test_signatures_right_below_the_last_row_are_not_taken_for_records(read_rows: Reader) -> None:
    for title in ("TRƯỞNG PHÒNG", "Thủ trưởng đơn vị"):
        tail = [["", "CÁN BỘ TỔNG HỢP", "", "", title], ["", "Họ Một", "", "", "Họ Hai"]]
        found = read_rows([project(1), ["", "Tổng cộng", "", "", "", 10]], tail=tail)
        assert list(records(found)) == ["DA.1"]
        assert {"Họ Một", "Họ Hai"} <= set(found.personal.values())


def test_rows_below_a_signature_are_questions_whose_texts_are_restricted(read_rows: Reader) -> None:
    signed = [["", "Người lập biểu", "", "", "Giám đốc"], ["", "Họ Một", "HM-1", "", "Họ Hai"]]
    found = read_rows([project(1), *signed, project(2)], tail=[])
    assert list(records(found)) == ["DA.1"]
    assert {found.cells[f"{letter}11"] for letter in "BCDEF"} == {("reject", "below_signatures")}
    assert found.cells["A11"] == found.cells["G11"] == ("context", "signature")
    assert {at for at, text in found.raw.items() if text is None} == {"G8", *found.personal}
    assert {"Họ Một", "HM-1", "Họ Hai", "Dự án DA-002", "Người DA-002"} <= set(found.personal.values())


def test_a_header_printed_again_below_the_signatures_of_a_page_goes_on_with_the_list(read_rows: Reader) -> None:
    signed = [["", "Người lập biểu", "", "", "Giám đốc"], ["", "Họ Một", "HM-1", "", "Họ Hai"]]
    found = read_rows([project(1), *signed, HEADER, CODES, project(2)])
    assert [entity for entity, _ in records(found).values()] == ["DA-001", "DA-002"]
    assert {"Họ Một", "HM-1", "Họ Hai"} <= set(found.personal.values())
    assert found.row["n_reject"] == 0


def test_notes_end_the_register(read_rows: Reader) -> None:
    found = read_rows([project(1)], tail=[["Ghi chú: số liệu đến 14/10"], ["", "Người lập biểu"]])
    assert found.cells["A9"] == ("context", "note")
    assert list(records(found)) == ["DA.1"]


@pytest.mark.parametrize(
    ("changed", "at", "reason"),
    [
        ({"support": "mười hai"}, "F8", "not_a_number"),
        ({"support": "1.234"}, "F8", "ambiguous_number"),
        ({"support": datetime(2026, 12, 5)}, "F8", "date_in_value"),
        ({"support": "5 tỷ đồng"}, "F8", "unit_differs"),
        ({"day": "hôm qua"}, "E8", "not_a_date"),
        ({"day": "31/02/2026"}, "E8", "not_a_date"),
        ({"day": 46100}, "E8", "not_a_date"),
        ({"field": datetime(2026, 12, 1)}, "D8", "date_in_value"),
        ({"day": datetime(1900, 2, 28)}, "E8", "not_a_date"),
        ({"code": "…"}, "C8", "no_key"),
        ({"code": "1.01234E+09"}, "C8", "not_a_code"),
    ],
)
def test_what_a_column_cannot_take_is_a_reject(read_rows: Reader, changed: Any, at: str, reason: str) -> None:
    found = read_rows([project(1, **changed)])
    assert found.cells[at] == ("reject", reason)
    assert found.evidence[at]
    assert len(records(found)) == 1
    assert not {v for v in records(found)["DA.1"][1].values()} & {"hôm qua", "1.234", "mười hai"}


def test_an_ambiguous_number_is_read_by_how_the_others_are_written(read_rows: Reader) -> None:
    found = read_rows([project(1, support="1.234"), project(2, support="12,5")])
    assert records(found)["DA.1"][1]["support"] == 1234.0
    assert found.cells["F8"] == ("context", "record")
    assert "kiểu Việt Nam" in found.evidence["F8"]


def test_another_unit_in_the_header_or_over_the_table_is_never_applied(read_rows: Reader) -> None:
    header = [*HEADER[:5], "Kinh phí (tỷ đồng)", HEADER[6]]
    for layout in (
        {"header": header},
        {"unit": "Đơn vị tính: tỷ đồng", "header": [*HEADER[:5], "Kinh phí", HEADER[6]]},
    ):
        found = read_rows([project(1)], **layout)
        assert found.cells["F8"] == ("reject", "unit_differs")
        assert records(found)["DA.1"][1]["support"] is None


def test_one_key_twice_is_reported_at_both_cells_and_neither_row_is_lost(read_rows: Reader) -> None:
    found = read_rows([project(1), project(2), project(3, code="da-001")])
    assert found.cells["C8"] == found.cells["C10"] == ("reject", "duplicate_entity")
    assert "C8" in found.evidence["C10"] and "C10" in found.evidence["C8"]
    assert [entity for entity, _ in records(found).values()] == ["DA-001", "DA-002", "da-001"]


def test_a_missing_key_is_asked_for_and_the_place_stands_for_it(read_rows: Reader) -> None:
    found = read_rows([project(1), project(2, code="", name="Không mã")])
    assert found.cells["C9"] == ("absence", "blank")
    assert records(found)["DA.2"][0] == "#2"


def test_without_a_key_column_the_place_is_the_key(read_rows: Reader) -> None:
    rows = [[1, "Dự án A", "x", "01/02/2026", 5, "Ai"], [2, "Dự án A", "x", "01/02/2026", 5, "Ai"]]
    header, codes = [*HEADER[:2], *HEADER[3:]], [*CODES[:2], *CODES[3:]]
    found = read_rows(rows, form="TRIAL-LIST", header=header, codes=codes)
    assert [entity for entity, _ in records(found).values()] == ["#1", "#2"]
    assert found.row["n_reject"] == 0


def test_a_row_of_figures_without_a_name_is_nobodys(read_rows: Reader) -> None:
    found = read_rows([project(1), [2, "", "", "Nông nghiệp", "01/02/2026", 5]])
    assert {found.cells[at] for at in ("D9", "E9", "F9")} == {("reject", "no_entity")}
    assert list(records(found)) == ["DA.1"]


def test_an_empty_register_is_a_question_and_a_nil_return_is_an_answer(read_rows: Reader) -> None:
    empty = read_rows([[1, "…"], [2, "…"]])
    assert records(empty) == {}
    assert empty.cells["B10"] == ("absence", "blank")
    ticked = read_rows([[1, "…"], [2, "…"]], nil="x")
    assert ticked.cells["B10"] == ("absence", "none_occurred")
    said = read_rows([["", "Không có"]])
    assert said.cells["B8"] == ("absence", "none_occurred")
    assert "B9" not in said.cells
    bare = read_rows([])
    assert bare.cells["B8"] == ("absence", "blank")


def test_a_tick_beside_a_filled_register_is_not_believed(read_rows: Reader) -> None:
    found = read_rows([project(1)], nil="x")
    assert found.row["reason_code"] == "nil_not_applied"
    assert list(records(found)) == ["DA.1"]


def test_without_column_codes_the_headers_tell(read_rows: Reader) -> None:
    found = read_rows([project(1), project(2)], codes=None)
    assert found.row["outcome"] == "read"
    assert [entity for entity, _ in records(found).values()] == ["DA-001", "DA-002"]
    assert found.personal["G7"] == "Người DA-001"


def test_moved_columns_and_one_more_are_read_by_their_headers(read_rows: Reader) -> None:
    order = [0, 2, 1, 5, 6, 3, 4]
    rows = [[*(project(1)[at] for at in order), "thêm"]]
    found = read_rows(rows, header=[*(HEADER[at] for at in order), "Cột thêm"], codes=None)
    assert records(found)["DA.1"][1]["support"] == 10.0
    assert found.cells["H7"] == ("context", "unclaimed")
    assert found.personal["E7"] == "Người DA-001"


@pytest.mark.parametrize(("at", "text"), [(2, "Mã dự ánn"), (5, "Kinh phí (triệu đồngg)"), (6, "Người liên hệệ")])
def test_a_column_known_by_likeness_only_waits(read_rows: Reader, at: int, text: str) -> None:
    found = read_rows([project(1)], header=[*HEADER[:at], text, *HEADER[at + 1 :]], codes=None)
    assert (found.row["outcome"], found.row["reason_code"]) == ("waiting", "columns_doubtful")
    assert found.outcome.parts[0].records == []


def test_the_header_of_a_second_page_is_no_record(read_rows: Reader) -> None:
    found = read_rows([project(1), HEADER, CODES, project(2)])
    assert list(records(found)) == ["DA.1", "DA.2"]
    assert found.cells["B9"] == ("context", "header")


def test_a_group_over_merged_cells_and_numbered_groups_are_headings(read_rows: Reader) -> None:
    rows = [["Lĩnh vực nông nghiệp"], [1, "Chè"], ["1.1", *project(1)[1:]], ["1.2", *project(2)[1:]]]
    found = read_rows(rows, merged=["A8:G8"])
    assert [entity for entity, _ in records(found).values()] == ["DA-001", "DA-002"]


def test_a_withdrawn_register_has_no_records(read_rows: Reader) -> None:
    found = read_rows([project(1)], {"mode": "withdrawal"})
    assert found.row["mode"] == "withdrawal"
    assert found.outcome.parts[0].records == []


def test_an_error_cell_is_a_reject_wherever_it_stands(read_rows: Reader) -> None:
    found = read_rows([project(1, field="#REF!", support="=1/0")])
    assert found.cells["D8"] == ("reject", "error_cell")
    assert found.cells["F8"] == ("reject", "formula_without_value")


def test_a_line_of_four_signatures_and_the_names_below_are_no_records(read_rows: Reader) -> None:
    tail = [["Người lập", "Kế toán", "Ban kiểm soát nội bộ", "", "Thủ trưởng"], ["Họ A", "Họ B", "Họ C", "", "Họ D"]]
    found = read_rows([["", "Dự án A", "A1", "chè", "01/02/2026", 5]], tail=tail)
    assert list(records(found)) == ["DA.1"]
    assert {"Họ A", "Họ B", "Họ C", "Họ D"} <= set(found.personal.values())


def test_a_note_between_two_rows_is_a_note(read_rows: Reader) -> None:
    found = read_rows([project(1), ["", "Ghi chú: dự án sau chuyển từ xã khác"], project(2)])
    assert list(records(found)) == ["DA.1", "DA.2"]
    assert found.cells["B9"] == ("context", "label")


def test_a_list_without_a_form_number_that_fits_two_registers_waits(read_rows: Reader) -> None:
    found = read_rows([project(1)], form="", tail=[["Kỳ báo cáo: Tháng 10 năm 2026"]])
    assert (found.row["outcome"], found.row["reason_code"]) == ("waiting", "form_two")


def test_hidden_rows_and_columns_are_read_and_told(layouts: Layouts, tmp_path: Path) -> None:
    path = write(tmp_path / "t.xlsx", [project(1), project(2)])
    book = openpyxl.load_workbook(path)
    book.worksheets[0].row_dimensions[9].hidden = True
    book.worksheets[0].column_dimensions["F"].hidden = True
    book.save(path)
    found = read_with(layouts, path)
    assert list(records(found)) == ["DA.1", "DA.2"]
    assert found.evidence["B9"] == "ô nằm trong dòng ẩn 9"
    assert found.evidence["F8"] == "ô nằm trong cột ẩn F"
    assert found.evidence["B8"] is None


def test_one_register_on_two_sheets_is_one_list(layouts: Layouts, tmp_path: Path) -> None:
    path = write(tmp_path / "t.xlsx", [project(1), project(2)])
    book = openpyxl.load_workbook(path)
    second = book.copy_worksheet(book.worksheets[0])
    second["C8"], second["C9"] = "DA-009", "DA-002"
    book.save(path)
    found = read_with(layouts, path)
    assert {key: entity for key, (entity, _) in records(found).items()} == {
        **{"DA.1": "DA-001", "DA.2": "DA-002", "DA.3": "DA-009", "DA.4": "DA-002"}
    }
    assert found.cells["Sheet!C9"] == found.cells["Sheet Copy!C9"] == ("reject", "duplicate_entity")
    assert found.row["n_nonempty"] == filled(path)


def test_a_register_below_a_table_of_fixed_rows(layouts: Layouts, tmp_path: Path) -> None:
    path = write(tmp_path / "t.xlsx", [project(1), project(2)], form="TRIAL-BOTH")
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    sheet.insert_rows(6, 5)
    head = [("STT", "Chỉ tiêu", "Mã số", "Đơn vị tính", "Trong kỳ"), ("A", "B", "C", "D", "1")]
    lines = [*head, (1, "Số dự án", "01", "dự án", 2), (), ("II. DANH SÁCH",)]
    for n, line in enumerate(lines, 6):
        for at, value in enumerate(line, 1):
            sheet.cell(n, at, value)
    book.save(path)
    found = read_with(layouts, path)
    assert found.row["outcome"] == "read"
    assert found.observations["E8"][4] == 2.0
    assert [entity for entity, _ in records(found).values()] == ["DA-001", "DA-002"]
    assert found.row["n_nonempty"] == filled(path) == found.row["n_second"]


def test_a_code_is_what_its_format_shows(layouts: Layouts, tmp_path: Path) -> None:
    path = write(tmp_path / "t.xlsx", [project(1)])
    book = openpyxl.load_workbook(path)
    assert book.active is not None
    book.active["C8"].value, book.active["C8"].number_format = 12, "0000"
    book.save(path)
    found = read_with(layouts, path)
    assert records(found)["DA.1"][0] == "0012"
    assert found.raw["C8"] == "0012"


def test_dates_are_read_by_their_column(read_rows: Reader) -> None:
    days = ("2026-10-05", "ngày 5 tháng 10 năm 2026", "10/25/2026", "10/05/2026")
    found = read_rows([project(n, day=day) for n, day in enumerate(days, 1)])
    assert [fields["day"] for _, fields in records(found).values()] == [*["2026-10-05"] * 2, "2026-10-25", "2026-10-05"]
    assert found.row["n_reject"] == 0
    assert "10/25/2026" in found.evidence["E11"] and "month/day" in found.evidence_en["E11"]
    asked = read_rows([project(1, day="25/10/2026"), project(2, day=datetime(2026, 5, 10))])
    assert asked.cells["E9"] == ("reject", "ambiguous_date")
    assert records(asked)["DA.2"][1]["day"] is None


def test_an_entity_that_is_struck_out_as_a_whole_is_no_record(layouts: Layouts, tmp_path: Path) -> None:
    path = write(tmp_path / "t.xlsx", [project(1), project(2), project(3)])
    book = openpyxl.load_workbook(path)
    assert book.active is not None
    for at in (*(f"{column}9" for column in "ABCDEFG"), "C10"):  # all of the second row, the code of the third
        book.active[at].font = Font(strike=True)
    book.save(path)
    found = read_with(layouts, path)
    assert [key for key, _ in records(found).values()] == ["DA-001", "#2"]
    assert found.cells["B9"] == found.cells["C9"] == found.cells["C10"] == ("reject", "struck_out")
    assert found.cells["A9"] == ("context", "label")
