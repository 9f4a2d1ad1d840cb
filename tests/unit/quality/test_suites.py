"""Suites: invalid values are found, expectations that cannot run are not met, the page needs no network."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd  # pyright: ignore[reportMissingTypeStubs]  # no stubs among the dependencies
import pytest
import yaml

from pipelines.quality.data_docs import write_page
from pipelines.quality.suite_files import SuiteError, read_suite
from pipelines.quality.suites import validate
from pipelines.settings import EXPECTATIONS

SUBMISSION = {
    "submission_id": ["s1", "s2"],
    "receipt_id": ["r1", "r2"],
    "outcome": ["read", "read"],
    "n_nonempty": [3, 1],
}
SHEET = {"receipt_id": ["r1", "r2"], "sheet_no": [1, 1], "visibility": ["visible", "visible"]}
CELL = {
    "submission_id": ["s1", "s1", "s2"],
    "sheet": ["XA-01"] * 3,
    "address": ["E12", "F12", "E12"],
    "outcome": ["observation", "absence", "observation"],
    "reason_code": ["value", "none_occurred", "value"],
}
OBSERVATION = {
    "submission_id": ["s1", "s1", "s2"],
    "area_id": ["c25-00700", "c25-00700", "c25-00703"],
    "indicator_code": ["X01", "X02", "X01"],
    "breakdown_code": ["_T"] * 3,
    "measure_code": ["in_period"] * 3,
    "source_code": ["XA"] * 3,
    "period_code": ["2026-10"] * 3,
    "value": [5.0, 0.0, 7.0],
    "uom_code": ["count"] * 3,
    "obs_status": ["reported", "none_occurred", "reported"],
}


def batch(**changed: dict[str, list[object]]) -> dict[str, pd.DataFrame]:
    tables = {"submission": SUBMISSION, "sheet": SHEET, "cell": CELL, "observation": OBSERVATION}
    return {name: pd.DataFrame({**columns, **changed.get(name, {})}) for name, columns in tables.items()}


def test_a_valid_batch_and_an_empty_month_pass() -> None:
    valid = batch()
    empty = {name: frame.iloc[:0] for name, frame in valid.items()}
    assert [row for row in validate("batch", valid) if not row.success] == []
    assert [row for row in validate("batch", empty) if not row.success] == []


def test_invalid_values_are_named_with_their_severity() -> None:
    frames = batch(
        cell={"address": ["E12", "E12", "12E"], "reason_code": ["value", None, "value"]},
        observation={"value": [5.0, 0.0, None], "obs_status": ["reported", "blank", "reported"]},
        sheet={"visibility": ["visible", "hidden"]},
    )
    failed = [row for row in validate("batch", frames) if not row.success]
    found = {(row.table, row.expectation, row.severity) for row in failed}
    assert found == {
        ("cell", "expect_compound_columns_to_be_unique", "stop"),
        ("cell", "expect_column_values_to_match_regex", "stop"),
        ("cell", "expect_column_values_to_not_be_null", "stop"),
        ("observation", "expect_column_values_to_not_be_null", "stop"),
        ("observation", "expect_column_values_to_be_in_set", "note"),
        ("sheet", "expect_column_values_to_be_in_set", "note"),
    }


def row(expectation: str, severity: str, description: str, **kwargs: object) -> dict[str, object]:
    return {"expectation": expectation, "severity": severity, "description_vi": description, "kwargs": kwargs}


BROKEN = {
    "title_vi": "Thử",
    "tables": {
        "cell": [
            row("expect_column_values_to_not_be_null", "stop", "Cột lạ", column="nowhere"),
            row("expect_pigs_to_fly", "note", "Kiểm tra lạ"),
            row("expect_column_values_to_match_regex", "stop", "Mẫu hỏng", column="sheet", regex="("),
            row("expect_table_row_count_to_equal", "stop", "Ba <dòng>", value=3),
        ],
        "elsewhere": [row("expect_table_row_count_to_equal", "stop", "Bảng vắng", value=3)],
    },
}


def test_an_expectation_that_cannot_run_is_a_failure_and_shows_on_the_page(tmp_path: Path) -> None:
    (tmp_path / "thu.yml").write_text(yaml.safe_dump(BROKEN), encoding="utf-8")
    results = validate("thu", batch(), docs=tmp_path / "docs", folder=tmp_path)
    assert [(row.success, bool(row.exception)) for row in results] == [
        (False, True),
        (False, True),
        (False, True),
        (True, False),
        (False, True),
    ]
    page = (tmp_path / "docs" / "thu.html").read_text(encoding="utf-8")
    assert "1/5 kiểm tra đạt" in page and "Ba &lt;dòng&gt;" in page and "expect_pigs_to_fly" in page
    assert not re.search(r"(?:src|href)=\"(?!thu\.html)|@import|url\(", page)
    assert 'href="thu.html"' in (tmp_path / "docs" / "index.html").read_text(encoding="utf-8")


def test_a_malformed_suite_names_every_row(tmp_path: Path) -> None:
    (tmp_path / "bad.yml").write_text(
        "tables:\n  cell:\n    - {expectation: e, severity: hold, description_vi: Mô tả}\n    - {severty: stop}\n",
        encoding="utf-8",
    )
    with pytest.raises(SuiteError) as caught:
        read_suite("bad", tmp_path)
    text = caught.value.message_vi
    assert "cell, dòng 1" in text and "'hold'" in text
    assert "cell, dòng 2: thiếu “expectation”" in text and "khoá lạ: severty" in text and "title_vi" in text
    assert "cell, row 2: “expectation” is missing" in caught.value.message_en


def test_the_suites_of_the_project_are_valid() -> None:
    assert {path.stem for path in EXPECTATIONS.glob("*.yml")} == {"batch", "marts"}
    for path in EXPECTATIONS.glob("*.yml"):
        assert {row.severity for row in read_suite(path.stem).expectations} == {"stop", "note"}


def test_the_index_of_the_pages_gives_title_and_summary(tmp_path: Path) -> None:
    suite = read_suite("batch")
    results = validate("batch", batch())
    write_page(tmp_path, suite, results, {"submission": 12_345})
    index, page = ((tmp_path / name).read_text(encoding="utf-8") for name in ("index.html", "batch.html"))
    assert f'<li><a href="batch.html">{suite.title_vi}</a>: {len(results)}/{len(results)} kiểm tra đạt.</li>' in index
    assert "(12.345 dòng)" in page


def dbt_rules(repo: Path) -> set[tuple[str, str, str]]:
    """(table, expectation, columns) that the data tests and constraints of the released tables hold already."""
    found: set[tuple[str, str, str]] = set()
    for path in sorted((repo / "dbt_project" / "models" / "published").rglob("_models.yml")):
        for model in yaml.safe_load(path.read_text(encoding="utf-8"))["models"]:
            for test in model.get("data_tests", []):
                columns = ", ".join(test["unique_together"]["arguments"]["columns"])
                found.add((model["name"], "expect_compound_columns_to_be_unique", columns))
            for column in model["columns"]:
                tests = [name if isinstance(name, str) else next(iter(name)) for name in column.get("data_tests", [])]
                tests += [constraint["type"] for constraint in column.get("constraints", [])]
                found |= {(model["name"], BY_TEST[test], column["name"]) for test in tests if test in BY_TEST}
    return found


BY_TEST = {
    "unique": "expect_column_values_to_be_unique",
    "not_null": "expect_column_values_to_not_be_null",
    "in_vocabulary": "expect_column_values_to_be_in_set",
}


def test_no_expectation_of_released_tables_repeats_a_test_of_dbt(repo: Path) -> None:
    """Of a whole column: one with a condition, or for a share of the rows, is another question."""
    known = dbt_rules(repo)
    assert ("slice_state", "expect_column_values_to_be_unique", "slice_id") in known
    assert ("leaf_cell", "expect_compound_columns_to_be_unique", "submission_id, sheet, address") in known
    suite = read_suite("marts").expectations
    whole = [row for row in suite if not {"mostly", "row_condition"} & row.kwargs.keys()]
    assert [row for row in whole if (row.table, row.kind, row.column) in known] == []
