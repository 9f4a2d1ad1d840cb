"""A row form that lost its codes, its number or its order: what labels and headers still prove, what waits, what not.

Expected figures stand in the cells that the tests fill; which row is which follows from the labels of trial.py.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support.trial import COMMUNE, Cells, row_form, write

from pipelines.codebook.text import name_fold
from pipelines.submissions.book.book import Row, Sheet
from pipelines.submissions.book.read import read_book
from pipelines.submissions.extract.submissions import SentFile, read_submissions
from pipelines.submissions.layout.layouts import Block, DeclaredColumn, FormRow, Layouts, Slice, Slot
from pipelines.submissions.match.by_labels import match_block
from pipelines.submissions.match.rows import RecognisedBy
from pipelines.submissions.recognise.identify import collect_hints

Reader = Callable[..., Any]
FIGURES = {"E9": 5, "F9": 50, "E10": 12.5, "E11": 2.5, "F11": 3, "E12": 7, "F12": 8}
TRUTH = {
    **{("TRIAL_01", "in_period"): 5.0, ("TRIAL_01", "ytd"): 50.0, ("TRIAL_02", "in_period"): 12.5},
    **{("TRIAL_03", "in_period"): 2.5, ("TRIAL_03", "ytd"): 3.0},
    **{("TRIAL_04", "in_period"): 7.0, ("TRIAL_04", "ytd"): 8.0},
}
NO_COLUMN_CODES: Cells = {f"{letter}7": None for letter in "ABCDEFGH"}
NO_ROW_CODES: Cells = {f"C{row}": None for row in range(6, 13)}
NO_HEADER: Cells = {f"{letter}{row}": None for letter in "ABCDEFGH" for row in (6, 7)}


def figures(found: Any) -> dict[tuple[str, str], float]:
    """Indicator and measure -> value, of all that was read as a number."""
    return {(row[1], row[2]): row[4] for row in found.observations.values() if row[4] is not None}


def matches(found: Any, part: int = 0) -> set[tuple[str, str, str | None]]:
    """Kind, part and key of every line of the explanation that is no plain match."""
    rows = zip(*found.outcome.parts[part].matches, strict=True)
    return {(row[0], row[1], row[2]) for row in rows if row[0] not in ("matched", "proposal")}


@pytest.mark.parametrize("lost", [NO_COLUMN_CODES, NO_ROW_CODES, NO_COLUMN_CODES | NO_ROW_CODES])
@pytest.mark.parametrize("number", ["Biểu số: TRIAL-01", None])
def test_labels_and_headers_decide_where_codes_are_gone(read_form: Reader, lost: Cells, number: str | None) -> None:
    found = read_form(row_form(**{**FIGURES, **lost, "A1": number}))
    assert (found.row["outcome"], found.row["reporter_code"]) == ("read", COMMUNE)
    assert figures(found) == TRUTH


def test_how_a_row_was_known_stands_in_the_evidence(read_form: Reader) -> None:
    found = read_form(row_form(**FIGURES, **NO_ROW_CODES))
    assert "theo tên dòng" in found.evidence["E9"]
    assert ("missing", "column", "row_code") in matches(found)


def test_rows_in_another_order_keep_their_meaning(read_form: Reader) -> None:
    swapped = {"B9": "Dòng 04", "D9": "người", "B12": "Dòng 01"}
    found = read_form(row_form(**{**FIGURES, **NO_ROW_CODES, **swapped}))
    assert figures(found)["TRIAL_04", "in_period"] == 5.0
    assert figures(found)["TRIAL_01", "in_period"] == 7.0
    assert any(kind == "moved" and part == "row" for kind, part, _ in matches(found))


def test_columns_in_another_order_keep_their_meaning(read_form: Reader) -> None:
    moved = {"E6": "Luỹ kế", "F6": "Trong kỳ", **NO_COLUMN_CODES, "F10": None, "E9": 50, "F9": 5}
    assert figures(read_form(row_form(**moved))) == {("TRIAL_01", "in_period"): 5.0, ("TRIAL_01", "ytd"): 50.0}


def test_an_inserted_row_is_rejected_and_is_a_finding(read_form: Reader) -> None:
    found = read_form(row_form(**FIGURES, **NO_ROW_CODES, B13="Số cây xanh", E13=99))
    assert found.cells["E13"] == ("reject", "no_row_code")
    assert figures(found) == TRUTH
    assert ("extra", "row", None) in matches(found)


def test_a_header_that_contradicts_its_code_waits_for_a_person(read_form: Reader) -> None:
    found = read_form(row_form(**FIGURES, E6="Luỹ kế", F6="Trong kỳ"))
    assert (found.row["outcome"], found.row["reason_code"]) == ("waiting", "columns_doubtful")
    assert not found.observations
    assert found.row["n_context"] == found.row["n_nonempty"] == len(row_form(**FIGURES))


def test_no_header_at_all_is_a_proposal_by_place(read_form: Reader) -> None:
    found = read_form(row_form(**FIGURES, **NO_HEADER))
    assert (found.row["outcome"], found.row["reason_code"]) == ("waiting", "columns_doubtful")
    assert ("similar", "column", "ytd") in matches(found)


def test_a_number_that_is_not_declared_waits_even_if_the_layout_is(read_form: Reader) -> None:
    found = read_form(row_form(**FIGURES, A1="Biểu số: TRIAL-1"))
    assert (found.row["outcome"], found.row["reason_code"]) == ("waiting", "number_differs")


def test_what_a_person_accepts_is_read_and_nothing_else(tmp_path: Path, layouts: Layouts) -> None:
    path = write(tmp_path / "t.xlsx", {"S": row_form(**FIGURES, **NO_HEADER)})
    book = read_book(path.read_bytes(), {}, lambda _: None)
    stated = collect_hints("t.xlsx", None, None, None)
    waiting = read_submissions(SentFile(book, "t.xlsx", stated, ()), layouts)[0]
    key = next(row[2] for row in zip(*waiting.matches, strict=True) if row[0] == "proposal")
    accepted = read_submissions(SentFile(book, "t.xlsx", stated, (key,)), layouts)[0]
    assert (accepted.row["outcome"], accepted.row["reason_code"]) == ("read", "accepted")
    assert {(row[5], row[7]): row[10] for row in zip(*accepted.observations, strict=True)} == TRUTH
    assert read_submissions(SentFile(book, "t.xlsx", stated, ("0" * 12,)), layouts)[0].row["outcome"] == "waiting"


def test_half_a_form_without_its_number_is_a_guess(read_form: Reader) -> None:
    """Two rows of four: 0.6 × 2/3 + 0.4 = 0.8, from 0.85 on it would be read."""
    other = {"B11": "Số cây xanh", "B12": "Số ghế đá", "C11": None, "C12": None, "E11": None, "F11": None}
    found = read_form(row_form(**FIGURES | other | {"A1": None, "E12": None, "F12": None}))
    assert (found.row["outcome"], found.row["reason_code"]) == ("waiting", "form_guessed")
    assert "giống nhất là biểu TRIAL-01 (khớp 80%" in found.row["message_vi"]
    assert "form TRIAL-01 is the most similar (80%" in found.row["message_en"]
    assert "row “Dòng 03” missing" in found.row["message_en"]


def test_a_layout_that_differs_much_waits(read_form: Reader) -> None:
    """Two rows of four, four further ones: F1 = 0.4; label and figures of three columns and a code less."""
    other = {f"B{row}": f"Việc khác {row}" for row in (11, 12, 13, 14)} | {f"E{row}": 1 for row in (11, 12, 13, 14)}
    gone = {f"C{row}": None for row in range(6, 13)} | {f"{letter}7": None for letter in "ABCDEFGH"}
    found = read_form(row_form(**FIGURES | other | gone))
    assert (found.row["outcome"], found.row["reason_code"]) == ("waiting", "layout_differs")
    # 0.6 × 0.4 + 0.4 × 3/4
    assert "(khớp 54%)" in found.row["message_vi"] and "(54%)" in found.row["message_en"]


def test_a_row_label_typed_without_its_marks_is_the_same_label(read_form: Reader) -> None:
    assert figures(read_form(row_form(**{**FIGURES, **NO_ROW_CODES, "B10": "Dong 02"}))) == TRUTH


def test_two_forms_in_one_sheet_are_two_submissions(read_form: Reader) -> None:
    below = {f"{place[0]}{int(place[1:]) + 25}": value for place, value in _other(E9=6).items()}
    beside = {f"{chr(ord(place[0]) + 10)}{place[1:]}": value for place, value in _other(E9=6).items()}
    for second, figure in ((below, "E34"), (beside, "O9")):
        found = read_form(row_form(E9=5) | second)
        rows = [part.row for part in found.outcome.parts]
        assert [(row["outcome"], row["reporter_code"]) for row in rows] == [("read", COMMUNE), ("read", "C00706")]
        assert (found.observations["E9"][4], found.observations[figure][4]) == (5.0, 6.0)
        assert sum(row["n_nonempty"] for row in rows) == len(row_form(E9=5) | second)


def test_one_bad_form_of_a_file_does_not_stop_the_other(read: Reader, tmp_path: Path) -> None:
    sheets = {"Một": row_form(E9=5), "Hai": row_form(E1="Đơn vị báo cáo: xã Không Có", E9=6)}
    found = read(write(tmp_path / "t.xlsx", sheets))
    rows = [part.row for part in found.outcome.parts]
    assert [(row["outcome"], row["reason_code"]) for row in rows] == [("read", None), ("refused", "reporter_unknown")]
    assert found.observations["E9"][4] == 5.0
    assert sum(row["n_nonempty"] for row in rows) == sum(map(len, sheets.values()))


def test_a_header_printed_again_on_a_second_page_is_a_header(read_form: Reader) -> None:
    cells = row_form(E9=5, E12=7)
    split = {place: value for place, value in cells.items() if int(place[1:]) < 11}
    split |= {f"{place[0]}11": value for place, value in cells.items() if place[1:] == "6"}
    split |= {f"{place[0]}12": value for place, value in cells.items() if place[1:] == "7"}
    split |= {f"{place[0]}{int(place[1:]) + 2}": value for place, value in cells.items() if int(place[1:]) >= 11}
    found = read_form(split)
    assert found.row["reason_code"] is None
    assert (found.observations["E9"][4], found.observations["E14"][4]) == (5.0, 7.0)
    assert found.cells["E12"] == ("context", "header")


@pytest.mark.parametrize("stated", [{"sender": "C00706"}, {"folder": "UBND xã Lũng Cú"}])
def test_a_sender_who_is_not_the_reporter_waits(read_form: Reader, stated: dict[str, str]) -> None:
    found = read_form(row_form(**FIGURES), **stated)
    assert (found.row["outcome"], found.row["reason_code"]) == ("waiting", "sender_differs")
    assert next(iter(stated.values())) in found.row["message_vi"]


@pytest.mark.parametrize("stated", [{"sender": COMMUNE}, {"folder": "xã Ngọc Đường"}, {"folder": "tháng 10"}])
def test_a_sender_who_is_the_reporter_and_a_folder_that_names_nobody_do_not(
    read_form: Reader, stated: dict[str, str]
) -> None:
    assert read_form(row_form(**FIGURES), **stated).row["outcome"] == "read"


def _other(**changed: Any) -> Cells:
    return row_form(E1="Đơn vị báo cáo: C00706", **changed)


TITLES = ("Tổng dân số", "Số hộ nghèo của xã", "Diện tích trồng rừng")


def _column(key: str, role: str, title: str) -> DeclaredColumn:
    folded = name_fold(title)
    return DeclaredColumn(
        key=key,
        role=role,
        header=folded,
        code="",
        title=title,
        area_offset=None,
        indicator=None,
        breakdown=None,
        measure=key if role == "value" else None,
        uom=None,
        is_personal=False,
        headers=frozenset({folded}),
    )


def _block() -> Block:
    """Three rows without codes, each with a figure of this period."""
    keys = ("01", "02", "03")
    labels = dict(zip(keys, map(name_fold, TITLES), strict=True))
    slot = Slot(Slice("I", "_T", "in_period", "s"), "u", is_percent=False, is_due=True)
    return Block(
        no=1,
        kind="rows",
        sheet="",
        sheet_name="",
        area_set=None,
        header_rows=1,
        period=None,
        source="s",
        columns=(_column("label", "label", "Chỉ tiêu"), _column("in_period", "value", "Trong kỳ")),
        rows={
            key: FormRow(key, "fixed", "I", "_T", "u", frozenset({"in_period"}), title, frozenset({labels[key]}))
            for key, title in zip(keys, TITLES, strict=True)
        },
        keys={},
        slots={key: {"in_period": slot} for key in keys},
        labels={label: (key,) for key, label in labels.items()},
        due_rows=keys,
    )


@pytest.mark.parametrize(
    ("label", "kind", "similar"),
    [
        ("Số hộ nghèo của xã", "matched", set[int]()),
        ("Số hộ nghèo cả xã", "similar", {3}),  # a slip of the keyboard, 0.97 alike
    ],
)
def test_a_row_known_by_a_similar_label_is_no_plain_match(label: str, kind: str, similar: set[int]) -> None:
    rows: dict[int, Row] = {1: {1: "Chỉ tiêu", 2: "Trong kỳ"}}
    rows |= {n: {1: text, 2: 5.0} for n, text in enumerate((TITLES[0], label, TITLES[2]), start=2)}
    match = match_block(Sheet(1, "S", "visible", rows), _block())
    assert match is not None
    assert {finding.key: finding.kind for finding in match.findings if finding.part == "row"}["02"] == kind
    assert {row for row, hint in match.table.hints.items() if hint.by is RecognisedBy.SIMILARITY} == similar
