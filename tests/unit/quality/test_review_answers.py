"""Fifty questions decided in the review list as a person does it, read back: the same entries as one by one."""

from __future__ import annotations

import random
from dataclasses import asdict
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pipelines.codebook.load import Codebook, load
from pipelines.codebook.schema.review_sheet import COLUMNS, LISTS, OWNER_LABEL, WORDS, LineKey, key_of
from pipelines.forms.review.content import ReviewLine, ReviewSheet
from pipelines.forms.review.workbook import HEAD_ROW, write_review
from pipelines.ledger import Ledger
from pipelines.quality.decisions import Decision, DecisionError, decide_all
from pipelines.quality.review.answers import Answers, AnswersError, find_faults, read_answers
from pipelines.quality.standing import Sent, Slice
from pipelines.settings import seeds_root

OWNER = "Phòng Quản lý khoa học"
KINDS = ("accept", "correct", "ask", "wait", "waive")
FIRST = HEAD_ROW + 2  # row of the first line, from 1


@pytest.fixture(scope="module")
def codebook() -> Codebook:
    return load(seeds_root())


@pytest.fixture(scope="module")
def keys(codebook: Codebook) -> list[LineKey]:
    """Fifty figures of communes; a waiver is possible for each."""
    areas = codebook.tables["reporters"].filter(kind="commune", province_code="08")["area_id"].to_list()[:50]
    slice_rest = ("N_ADULT", "_T", "in_period", "province_admin", "2026-10")
    return [LineKey(area, *slice_rest, 9000.0 + no, "JUMP_N_ADULT") for no, area in enumerate(areas)]


@pytest.fixture
def sent(keys: list[LineKey]) -> dict[Slice, Sent]:
    return {key[:6]: Sent(key.value, "XA-01.xlsx", "XA-01", "E25") for key in keys}


@pytest.fixture
def path(keys: list[LineKey], tmp_path: Path) -> Path:
    lines = [
        ReviewLine(key, "UBND xã", "xã", "Số người", "Tháng 10", 900.0, 0, ("khác nhiều",), "9 → 90", 1.0, "", None)
        for key in keys
    ]
    write_review(ReviewSheet("DANH SÁCH", ("Ghi chú", "Cách làm"), lines), tmp_path / "list.xlsx")
    return tmp_path / "list.xlsx"


def at(name: str) -> int:
    """The column of a heading, from 1."""
    return 1 + list(COLUMNS).index(name)


def fill(sheet: Any, keys: list[LineKey]) -> list[Decision]:
    """Answer every line, kinds in turn; return what the answers say, in the order of the lines."""
    owner_row = next(row for row in range(1, FIRST) if sheet.cell(row, 1).value == OWNER_LABEL)
    sheet.cell(owner_row, 5).value = OWNER
    decisions: list[Decision] = []
    for no, key in enumerate(keys):
        kind, row = KINDS[no % 5], FIRST + no
        sheet.cell(row, at("decision")).value = WORDS[kind]
        sheet.cell(row, at("reason")).value = f"Xã xác nhận số {no}"
        if kind == "correct":
            sheet.cell(row, at("new_value")).value = 100 + no
        if kind == "ask":
            sheet.cell(row, at("asked")).value = "chị Hoa"
        if kind != "wait":
            reason = f"Xã xác nhận số {no}" + (" (đã hỏi: chị Hoa)" if kind == "ask" else "")
            new, rule = (100.0 + no if kind == "correct" else None), ("JUMP_N_ADULT" if kind == "waive" else None)
            decisions.append(Decision(kind, *key[:6], reason, OWNER, rule, key.value, new))
    return decisions


def edit(path: Path, keys: list[LineKey]) -> list[Decision]:
    """What fifty answers say, written as a person does.

    The lines are in another order, one is deleted, a decision has a trailing blank, a number is text, the columns of
    reason and note are exchanged.
    """
    book: Any = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    said = fill(sheet, keys)
    sheet.cell(FIRST, at("decision")).value = "Chấp nhận "
    sheet.cell(FIRST + 1, at("new_value")).value = "101 "
    rows = [[sheet.cell(FIRST + no, column).value for column in range(1, len(COLUMNS) + 1)] for no in range(len(keys))]
    random.Random(1).shuffle(rows)
    for no, row in enumerate(rows):
        for column, value in enumerate(row, start=1):
            sheet.cell(FIRST + no, column).value = value
    deleted = next(no for no, row in enumerate(rows) if row[-1] == keys[5].text())
    sheet.delete_rows(FIRST + deleted)
    for row in range(FIRST - 1, FIRST + len(keys)):
        one, other = sheet.cell(row, at("reason")), sheet.cell(row, at("asked"))
        one.value, other.value = other.value, one.value
    book.save(path)
    return [decision for decision in said if decision.area_id != keys[5].area_id]


def payloads(ledger: Ledger) -> list[dict[str, Any]]:
    return sorted((dict(entry.payload) for entry in ledger.read()), key=lambda payload: payload["area_id"])


def read(path: Path, codebook: Codebook, sent: dict[Slice, Sent], ledger: Ledger) -> tuple[Answers, list[str]]:
    answers = read_answers(path)
    faults = [*answers.faults, *find_faults(codebook, answers, sent, ledger.read())]
    return answers, [fault.in_lang("vi") for fault in faults]


def test_fifty_answers_give_the_entries_of_fifty_commands(
    codebook: Codebook, keys: list[LineKey], sent: dict[Slice, Sent], path: Path, tmp_path: Path
) -> None:
    said = edit(path, keys)
    one_by_one, at_once = Ledger(tmp_path / "one.jsonl"), Ledger(tmp_path / "list.jsonl")
    for decision in said:
        decide_all(one_by_one, codebook, [decision], sent)
    answers, faults = read(path, codebook, sent, at_once)
    assert faults == [] and answers.n_waiting == 10
    done = decide_all(at_once, codebook, [one.decision for one in answers.decided], sent, is_again=True)
    assert len(done.written) == 50 - 10 - 1 and done.known == []  # ten wait, one line is deleted
    assert payloads(at_once) == payloads(one_by_one)
    assert {entry.payload["decision_kind"] for entry in done.written} == {"accept", "correct", "ask", "waive"}
    again, faults = read(path, codebook, sent, at_once)
    done = decide_all(at_once, codebook, [one.decision for one in again.decided], sent, is_again=True)
    assert faults == [] and done.written == [] and len(done.known) == 39
    assert len(at_once.read()) == 39


def faulty(sheet: Any, keys: list[LineKey]) -> None:
    fill(sheet, keys[:11])
    sheet.cell(FIRST, at("decision")).value = "Đồng ý"
    sheet.cell(FIRST + 1, at("new_value")).value = "9.792"
    sheet.cell(FIRST + 2, at("reason")).value = "."
    sheet.cell(FIRST + 3, at("decision")).value = None  # a reason without a decision
    sheet.cell(FIRST + 4, at("key")).value = keys[4].text().replace("9004.0", "9005.0")
    sheet.cell(FIRST + 5, at("new_value")).value = 7  # of an acceptance
    sheet.cell(FIRST + 6, at("new_value")).value = None  # of a correction
    sheet.cell(FIRST + 7, at("key")).value = keys[5].text()
    sheet.cell(FIRST + 10, at("reason")).value = None


def test_every_fault_stands_at_its_cell_and_all_are_named_at_once(
    codebook: Codebook, keys: list[LineKey], sent: dict[Slice, Sent], path: Path, tmp_path: Path
) -> None:
    book: Any = openpyxl.load_workbook(path)
    faulty(book.worksheets[0], keys)
    book.save(path)
    sent[keys[9][:6]] = Sent(1.0, "XA-01 lan 2.xlsx", "XA-01", "E25")
    _, faults = read(path, codebook, sent, Ledger(tmp_path / "ledger.jsonl"))
    expected = {
        f"K{FIRST}": "“Đồng ý” không phải một quyết định; chọn một trong: Chấp nhận, Sửa,",
        f"L{FIRST + 1}": "“9.792” không phải một số rõ ràng; hãy viết liền",
        f"M{FIRST + 2}": "lý do “.” không nói lên điều gì",
        f"K{FIRST + 3}": "“–” không phải một quyết định",
        f"O{FIRST + 4}": "không còn nguyên; hãy chép lại mã",
        f"L{FIRST + 5}": "thừa giá trị mới; loại “Chấp nhận” không dùng",
        f"L{FIRST + 6}": "thiếu giá trị mới; loại “Sửa” bắt buộc phải có",
        f"O{FIRST + 7}": f"số liệu này đã có ở dòng {FIRST + 5}",
        f"F{FIRST + 9}": "giá trị hiện có là 1, ở ô XA-01!E25 (XA-01 lan 2.xlsx), không phải 9.009",
        f"M{FIRST + 10}": "thiếu lý do; loại “Chấp nhận”",
    }
    found = {fault.split(": ")[0].removeprefix("list.xlsx, Soát xét!"): fault for fault in faults}
    assert found.keys() == expected.keys()
    for cell, words in expected.items():
        assert words in found[cell], found[cell]
        assert "--" not in found[cell]


def test_nothing_is_written_where_one_decision_is_wrong(
    codebook: Codebook, keys: list[LineKey], sent: dict[Slice, Sent], tmp_path: Path
) -> None:
    ledger = Ledger(tmp_path / "ledger.jsonl")
    good = Decision("accept", *keys[0][:6], "Xã xác nhận", OWNER, None, keys[0].value)
    wrong = Decision("accept", *keys[1][:6], "Xã xác nhận", OWNER, None, 1.0)
    with pytest.raises(DecisionError, match=r"giá trị hiện có là 9\.001"):
        decide_all(ledger, codebook, [good, wrong], sent)
    assert ledger.read() == []


def test_the_owner_is_asked_for_once(
    codebook: Codebook, keys: list[LineKey], sent: dict[Slice, Sent], path: Path
) -> None:
    book: Any = openpyxl.load_workbook(path)
    fill(book.worksheets[0], keys[:3])
    book.worksheets[0].cell(4, 5).value = "."
    book.save(path)
    answers, faults = read(path, codebook, sent, Ledger(path.with_name("ledger.jsonl")))
    assert [fault.split(": ")[0] for fault in faults] == ["list.xlsx, Soát xét!E4"]
    assert "thiếu người chịu trách nhiệm (“.”)" in faults[0]
    assert read_answers(path, OWNER).faults == [] and len(answers.decided) == 3


def test_a_waiver_is_offered_only_where_one_rule_speaks_of_the_figure(keys: list[LineKey], path: Path) -> None:
    key = keys[0]._replace(rule_code="")
    line = ReviewLine(key, "UBND xã", "xã", "Số người", "Tháng 10", None, 0, (), "", 1.0, "", None)
    write_review(ReviewSheet("DANH SÁCH", (), [line]), path)
    book: Any = openpyxl.load_workbook(path)
    lists = {str(one.sqref): one.formula1 for one in book.worksheets[0].data_validations.dataValidation}
    assert lists[f"K{FIRST}"] == f"{LISTS}!$A$1:$A$4"
    fill(book.worksheets[0], [key])
    book.worksheets[0].cell(FIRST, at("decision")).value = WORDS["waive"]
    book.save(path)
    (fault,) = read_answers(path, OWNER).faults
    assert fault.address == f"K{FIRST}" and "hãy chọn “Chấp nhận” nếu số đúng" in fault.text.vi


def test_the_sheet_is_one_to_work_and_print_with(path: Path) -> None:
    book: Any = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    assert sheet.freeze_panes == f"E{FIRST}"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.auto_filter.ref == f"A{FIRST - 1}:O{FIRST + 49}"
    assert [sheet.cell(FIRST - 1, column).value for column in range(1, 16)] == list(COLUMNS.values())
    assert sheet.cell(FIRST, at("value")).number_format == "#,##0"
    assert book[LISTS].sheet_state == "hidden"
    assert [cell.value for cell in book[LISTS]["A"]] == list(WORDS.values())
    lists = {str(one.sqref): one.formula1 for one in sheet.data_validations.dataValidation if one.type == "list"}
    assert lists[f"K{FIRST}"] == f"{LISTS}!$A$1:$A$5"


def test_another_file_is_no_list(tmp_path: Path) -> None:
    book: Any = openpyxl.Workbook()
    book.active["A1"] = "Chỉ tiêu"
    book.save(tmp_path / "other.xlsx")
    with pytest.raises(AnswersError, match="không phải danh sách soát xét"):
        read_answers(tmp_path / "other.xlsx")
    (tmp_path / "broken.xlsx").write_bytes(b"no workbook")
    with pytest.raises(AnswersError):
        read_answers(tmp_path / "broken.xlsx")


@pytest.mark.parametrize(("old", "new"), [("9000", "9001"), ("JUMP", "BUMP"), ("c25-", "c24-"), ("|", "")])
def test_a_key_that_was_changed_is_none(keys: list[LineKey], old: str, new: str) -> None:
    text = keys[0].text()
    assert key_of(text) == key_of(f" {text} ") == keys[0]
    assert key_of(text.replace(old, new)) is None
    assert key_of(text[:-1]) is None and key_of("") is None


def test_a_later_decision_of_the_corrected_value(codebook: Codebook, keys: list[LineKey], tmp_path: Path) -> None:
    """97920 is corrected to 9792. The corrected value may be accepted, not corrected anew; the sent one may be both."""
    key, ledger = keys[0][:6], Ledger(tmp_path / "ledger.jsonl")
    sent = {key: Sent(97920.0, "XA-01.xlsx", "XA-01", "E25")}

    def write(kind: str, expected: float, new: float | None = None) -> None:
        decision = Decision(kind, *key, "Xã xác nhận", OWNER, None, expected, new)
        decide_all(ledger, codebook, [decision], sent)

    write("correct", 97920.0, 9792.0)
    write("accept", 9792.0)
    with pytest.raises(DecisionError, match=r"97\.920, ở ô XA-01!E25 .*không phải 9\.792 \(đang được điều chỉnh thành"):
        write("correct", 9792.0, 9793.0)
    write("correct", 97920.0, 9793.0)
    with pytest.raises(DecisionError, match=r"đang được điều chỉnh thành 9\.793"):
        write("accept", 9792.0)
    write("accept", 97920.0)  # takes the correction back
    with pytest.raises(
        DecisionError, match=r"giá trị hiện có là 97\.920, ở ô XA-01!E25 \(XA-01\.xlsx\), không phải 9\.793$"
    ):
        write("accept", 9793.0)
    assert [entry.payload["decision_kind"] for entry in ledger.read()] == ["correct", "accept", "correct", "accept"]


def test_a_figure_that_nobody_sent_cannot_be_decided(codebook: Codebook, keys: list[LineKey], tmp_path: Path) -> None:
    decision = Decision("accept", *keys[0][:6], "Xã xác nhận", OWNER, None, 5.0)
    assert asdict(decision)["expected_value"] == 5.0
    with pytest.raises(DecisionError, match="không có tệp nào đang dùng nêu số liệu này"):
        decide_all(Ledger(tmp_path / "ledger.jsonl"), codebook, [decision], {})
