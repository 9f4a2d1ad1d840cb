"""One invalid value at a time: the problem is reported at its table and column, names its codes, and comes alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from unit.codebook.small import Tables, good, write
from unit.codebook.spoiled import CASES, COMPANIONS, LIST

from pipelines.codebook.errors import CodebookError, Problem
from pipelines.codebook.load import load


def problems_of(tables: Tables, root: Path) -> list[Problem]:
    with pytest.raises(CodebookError) as caught:
        load(write(tables, root))
    assert all(problem.text.vi in caught.value.message_vi for problem in caught.value.problems)
    assert all(problem.text.en in caught.value.message_en for problem in caught.value.problems)
    return caught.value.problems


def test_small_codebook_is_good(tmp_path: Path) -> None:
    assert load(write(good(), tmp_path)).tables["areas"].height == 6


def test_a_register_is_good(tmp_path: Path) -> None:
    tables = good()
    LIST(tables)
    assert load(write(tables, tmp_path)).tables["form_rows"]["row_kind"].to_list() == ["repeat"]


@pytest.mark.parametrize("case", CASES)
def test_a_problem_names_what_is_wrong(case: str, tmp_path: Path) -> None:
    spoil, table, column, words = CASES[case]
    tables = good()
    spoil(tables)
    found = [problem for problem in problems_of(tables, tmp_path) if problem.column != COMPANIONS.get(case)]
    assert {(problem.table, problem.column) for problem in found} == {(table, column)}
    text = "\n".join(problem.text.vi for problem in found)
    assert all(word in text for word in words), text


def test_a_problem_reads_in_both_languages(tmp_path: Path) -> None:
    tables = good()
    CASES["decimal"][0](tables)
    (problem,) = problems_of(tables, tmp_path)
    assert problem.text.vi == (
        "bảng areas, dòng areas.csv:3, cột area_km2: thấy «13795,5»; cần: số thập phân dùng dấu chấm, ví dụ 0.5"
        "; sửa: 13795.5"
    )
    assert problem.text.en == (
        "table areas, row areas.csv:3, column area_km2: found “13795,5”; expected: a decimal with a point, such as 0.5"
        "; repair: 13795.5"
    )


def test_unknown_and_missing_columns(tmp_path: Path) -> None:
    tables = good()
    for row in tables["uoms"]:
        row["colour"] = row.pop("dimension")
    assert {(problem.row, problem.column) for problem in problems_of(tables, tmp_path)} >= {
        ("uoms.csv:1", "colour"),
        ("uoms.csv:1", "dimension"),
    }


def test_unquoted_comma_names_the_line(tmp_path: Path) -> None:
    root = write(good(), tmp_path)
    with (root / "breakdowns.csv").open("a", encoding="utf-8") as file:
        file.write("F,Nữ, gái,Female\n")
    with pytest.raises(CodebookError, match=r"breakdowns\.csv:3.*4 ô.*Nữ, gái"):
        load(root)


def test_other_encoding_names_the_file(tmp_path: Path) -> None:
    root = write(good(), tmp_path)
    (root / "breakdowns.csv").write_bytes("breakdown_code,name_vi,name_en\n_T,Tổng,Total\n".encode("utf-16"))
    with pytest.raises(CodebookError, match=r"breakdowns\.csv.*UTF-8"):
        load(root)


def test_all_problems_come_in_one_message(tmp_path: Path) -> None:
    tables = good()
    for case in ("decimal", "vocabulary", "weight", "alias target", "previous period"):
        CASES[case][0](tables)
    found = problems_of(tables, tmp_path)
    assert [problem.column for problem in found] == ["area_km2", "severity", "target", "previous_code", "weight"]
