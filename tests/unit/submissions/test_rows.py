"""Pairing of rows, and what the score makes of it, on a block of six declared rows made here by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipelines.errors import Message
from pipelines.submissions.book.book import Sheet
from pipelines.submissions.layout.layouts import Block, DeclaredColumn, FormRow, Slice, Slot
from pipelines.submissions.match.by_codes import LocatedTable, reject_doubled_rows
from pipelines.submissions.match.cell_plan import plan_of
from pipelines.submissions.match.columns import PairedColumns
from pipelines.submissions.match.findings import EXTRA, MATCHED, MISSING, MOVED, SIMILAR, Finding, summary
from pipelines.submissions.match.rows import PairedRows, RecognisedBy, RowHint, pair_rows
from pipelines.submissions.match.score import score_match

TITLES = {
    "01": "Số hộ kinh doanh",
    "02": "Trong đó: nữ làm chủ",
    "03": "Số hợp tác xã",
    "04": "Trong đó: nữ làm chủ",
    "05": "Số doanh nghiệp đang hoạt động",
    "06": "Tổng vốn đăng ký",
}
FOLDED = {
    "01": "số hộ kinh doanh",
    "02": "nữ làm chủ",
    "03": "số hợp tác xã",
    "04": "nữ làm chủ",
    "05": "số doanh nghiệp đang hoạt động",
    "06": "tổng vốn đăng ký",
}
LABEL_AT, CODE_AT, VALUE_AT = 1, 2, 3


def _column(key: str, role: str) -> DeclaredColumn:
    return DeclaredColumn(key, role, key, "", key, None, None, None, None, None, False)


COLUMNS = {LABEL_AT: _column("label", "label"), CODE_AT: _column("code", "row_code"), VALUE_AT: _column("v", "value")}


@pytest.fixture
def block() -> Block:
    labels: dict[str, tuple[str, ...]] = {}
    for key, text in FOLDED.items():
        labels[text] = (*labels.get(text, ()), key)
    slot = Slot(Slice("I", "_T", "in_period", "s"), "household", False, True)
    return Block(
        no=1,
        kind="rows",
        sheet="",
        sheet_name="S",
        area_set=None,
        header_rows=1,
        period=None,
        source="s",
        columns=tuple(COLUMNS.values()),
        rows={
            key: FormRow(key, "fixed", "I", "_T", None, frozenset({"in_period"}), title, frozenset({FOLDED[key]}))
            for key, title in TITLES.items()
        },
        keys={key: key for key in TITLES},
        slots={key: {"v": slot} for key in TITLES},
        labels=labels,
        due_rows=tuple(TITLES),
    )


def _by(paired: PairedRows) -> dict[int, RecognisedBy]:
    return {row: hint.by for row, hint in paired.hints.items()}


def test_a_code_with_its_label_needs_no_hint(block: Block) -> None:
    paired = pair_rows(block, {5: "01", 6: "03"}, {5: "Số hộ kinh doanh", 6: "2. Số hợp tác xã"})
    assert (paired.keys, paired.hints, paired.problems) == ({5: "01", 6: "03"}, {}, {})


def test_a_label_of_another_row_contradicts_the_code_and_names_it(block: Block) -> None:
    paired = pair_rows(block, {5: "01"}, {5: "Số hợp tác xã"})
    assert paired.keys == {}
    assert paired.problems[5].code == "row_conflict"
    assert paired.problems[5].vi == (
        "mã số “01” là “Số hộ kinh doanh” nhưng tên dòng ghi “Số hợp tác xã” (là mã số 03); "
        "sửa mã số hoặc tên dòng cho khớp biểu mẫu"
    )
    assert paired.problems[5].en == (
        "row code “01” is “Số hộ kinh doanh” but the row is called “Số hợp tác xã” (which is row code 03); "
        "make code and name agree with the form"
    )


def test_a_label_that_names_one_row_is_enough(block: Block) -> None:
    paired = pair_rows(block, {}, {5: "Số hộ kinh doanh", 6: "So hop tac xa"})
    assert paired.keys == {5: "01", 6: "03"}
    assert _by(paired) == {5: RecognisedBy.LABEL, 6: RecognisedBy.LABEL}


def test_a_label_of_two_rows_is_known_by_its_position(block: Block) -> None:
    labels = {5: "Số hộ kinh doanh", 6: "Trong đó: nữ làm chủ", 7: "Số hợp tác xã", 8: "Trong đó: nữ làm chủ"}
    paired = pair_rows(block, {}, labels)
    assert paired.keys == {5: "01", 6: "02", 7: "03", 8: "04"}
    assert _by(paired) | {5: None, 7: None} == {
        **{5: None, 7: None},
        **{6: RecognisedBy.POSITION, 8: RecognisedBy.POSITION},
    }


def test_a_label_of_two_rows_without_certain_neighbours_between_them_is_ambiguous(block: Block) -> None:
    paired = pair_rows(block, {}, {5: "Trong đó: nữ làm chủ"})  # 02 or 04
    assert paired.keys == {}
    assert paired.problems[5].vi == ("tên dòng “Trong đó: nữ làm chủ” có thể là mã số 02, 04; điền cột Mã số")
    assert paired.problems[5].en == "the row “Trong đó: nữ làm chủ” may be row code 02, 04; fill in the column Mã số"


def test_two_rows_of_one_label_are_neither(block: Block) -> None:
    paired = pair_rows(block, {}, {5: "Số hợp tác xã", 6: "Số hợp tác xã"})
    assert paired.keys == {}
    assert {row: problem.code for row, problem in paired.problems.items()} == {5: "row_ambiguous", 6: "row_ambiguous"}


@pytest.mark.parametrize(("row", "key"), [(8, "05"), (4, None)])
def test_a_similar_label_counts_at_its_position_only(block: Block, row: int, key: str | None) -> None:
    labels = {5: "Số hộ kinh doanh", 7: "Số hợp tác xã", 9: "Tổng vốn đăng ký", row: "Số doanh nghiệp đang hoạt độngg"}
    paired = pair_rows(block, {}, labels)
    assert paired.keys.get(row) == key
    if key:
        assert paired.hints[row].by is RecognisedBy.SIMILARITY
        assert paired.hints[row].message.en == (
            "the row's label is similar to “Số doanh nghiệp đang hoạt động” and stands at its position between its two "
            "neighbours"
        )


def _table(block: Block, keys: dict[int, str], hints: dict[int, RowHint]) -> LocatedTable:
    places = {"label": LABEL_AT, "row_code": CODE_AT, "value": VALUE_AT}
    plan = plan_of(block, COLUMNS)
    table = LocatedTable(block, 3, 4, dict(COLUMNS), [VALUE_AT], places, plan, keys=keys, hints=hints)
    table.last = max(keys)
    return table


def _kinds(block: Block, keys: dict[int, str], hints: dict[int, RowHint]) -> dict[str, str]:
    table = _table(block, keys, hints)
    sheet = Sheet(1, "S", "visible", {row: {LABEL_AT: TITLES[key], VALUE_AT: 1.0} for row, key in keys.items()})
    labels = {row: TITLES[key] for row, key in keys.items()}
    findings = score_match(sheet, table, PairedColumns(found=dict(COLUMNS)), labels).findings
    return {finding.key: finding.kind for finding in findings if finding.part == "row" and finding.key}


def test_the_score_reads_how_a_row_was_recognised_and_not_a_text(block: Block) -> None:
    misleading = Message("row_by_label", "tên dòng gần giống", "similar")
    hints = {5: RowHint(RecognisedBy.SIMILARITY, Message("row_by_similarity", "x", "x")),
             6: RowHint(RecognisedBy.LABEL, misleading)}  # fmt: skip
    keys = {5: "01", 6: "02", 7: "03", 8: "04", 9: "05"}
    assert _kinds(block, keys, hints) == {
        "01": SIMILAR,
        **dict.fromkeys(("02", "03", "04", "05"), MATCHED),
        "06": MISSING,
    }


def test_a_row_out_of_order_is_moved(block: Block) -> None:
    kinds = _kinds(block, {5: "06", 6: "01", 7: "02", 8: "03", 9: "04", 10: "05"}, {})
    assert kinds == {"06": MOVED, **dict.fromkeys(("01", "02", "03", "04", "05"), MATCHED)}


def test_the_score_of_four_rows_of_six_with_one_more(block: Block) -> None:
    keys = {5: "01", 6: "02", 7: "03", 8: "04"}
    table = _table(block, keys, {})
    rows = {row: {VALUE_AT: 1.0} for row in (*keys, 9)}
    table.last = 9
    found = score_match(Sheet(1, "S", "visible", {row: dict(line) for row, line in rows.items()}), table,
                        PairedColumns(found=dict(COLUMNS)), {})  # fmt: skip
    # recall 4/6, precision 4/5: F1 = 2 × 4/6 × 4/5 / (4/6 + 4/5) = 8/11; all columns: 0.6 × 8/11 + 0.4
    assert found.score == 0.836
    assert [(finding.kind, finding.address) for finding in found.findings if finding.kind == EXTRA] == [(EXTRA, "A9")]


def test_two_rows_that_stand_twice_are_a_second_table_and_a_single_one_is_not(block: Block) -> None:
    twice = _table(block, {5: "01", 6: "02", 11: "01", 12: "02"}, {})
    reject_doubled_rows(twice)
    assert sorted(twice.row_problems) == [5, 6, 11, 12]
    assert twice.row_problems[5].en == (
        "row code 01 stands in rows 5 and 11, it is not clear which is of this period; keep one table"
    )
    single = _table(block, {5: "01", 6: "02", 11: "01"}, {})
    reject_doubled_rows(single)
    assert single.row_problems == {}


def test_a_block_keeps_one_plan_for_each_place_of_its_columns(block: Block) -> None:
    moved = {VALUE_AT + 1: COLUMNS[VALUE_AT], LABEL_AT: COLUMNS[LABEL_AT]}
    assert plan_of(block, COLUMNS) is plan_of(block, dict(COLUMNS))
    assert plan_of(block, moved) is not plan_of(block, COLUMNS)
    assert len(block.plans) == 2
    assert plan_of(replace(block, no=2), COLUMNS) is not plan_of(block, COLUMNS)


def test_a_summary_names_six_findings_and_counts_the_rest() -> None:
    missing = [Finding(MISSING, "row", str(n), "S", None, f"Dòng {n}", None) for n in range(1, 9)]
    similar = Finding(SIMILAR, "column", "v", "S", "E6", "Trong kỳ", "Trong ky")
    found = summary([Finding(MATCHED, "row", "0", "S", "B5", "Dòng 0", "Dòng 0"), similar, *missing])
    assert found.vi.startswith("cột “Trong kỳ” gần giống (tệp ghi “Trong ky”) tại E6; dòng “Dòng 1” thiếu; ")
    assert found.vi.endswith("dòng “Dòng 5” thiếu; và 3 điểm khác")
    assert found.en.startswith("column “Trong kỳ” similar (the file has “Trong ky”) at E6; row “Dòng 1” missing; ")
    assert found.en.endswith("row “Dòng 5” missing; and 3 more")
    assert summary(missing[:6]).en.endswith("row “Dòng 6” missing")
