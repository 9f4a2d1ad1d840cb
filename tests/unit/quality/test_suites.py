"""Suites: each expectation finds a row beyond its tolerance and none on it; what cannot run is not met; the page."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd  # pyright: ignore[reportMissingTypeStubs]  # no stubs among the dependencies
import pytest
import yaml

from pipelines.quality.data_docs import write_page
from pipelines.quality.suite_files import Case, CheckResult, Suite, SuiteError, read_suite
from pipelines.quality.suites import validate
from pipelines.settings import EXPECTATIONS

# suite, table, column -> values that pass, values that do not: on each edge and just beyond it. None: not compared.
EDGES: dict[tuple[str, str, str], tuple[list[float | None], list[float]]] = {
    ("batch", "batch_structure", "n_twice"): ([0], [1]),
    ("batch", "batch_structure", "n_without_reason"): ([0], [1]),
    ("batch", "batch_structure", "n_unknown_outcome"): ([0], [1]),
    ("batch", "batch_structure", "n_bad_address"): ([0], [1]),
    ("batch", "batch_structure", "n_without_uom"): ([0], [1]),
    ("batch", "batch_structure", "n_without_value"): ([0], [1]),
    ("batch", "batch_form", "read_share"): ([0.9, 1, None], [0.89]),
    ("batch", "batch_form", "blank_share"): ([0, 0.1, None], [0.11]),
    ("batch", "batch_form", "reject_share"): ([0, 0.02, None], [0.021]),
    ("batch", "batch_form", "absent_change"): ([-0.1, 0.1, None], [-0.11, 0.11]),
    ("batch", "batch_form", "blank_change"): ([-0.5, 0.05, None], [0.06]),
    ("batch", "batch_form", "reject_change"): ([-0.5, 0.01, None], [0.011]),
    ("batch", "batch_form", "sender_ratio"): ([0.8, 1.5, None], [0.79]),
    ("batch", "batch_form", "late_change"): ([-1, 0.2, None], [0.21]),
    ("batch", "batch_indicator", "median_ratio"): ([0.334, 3, None], [0.332, 3.01]),
    ("batch", "batch_indicator", "p90_ratio"): ([0.334, 3, None], [0.332, 3.01]),
    ("batch", "batch_indicator", "zero_change"): ([-0.4, 0.4, None], [-0.41, 0.41]),
    ("batch", "batch_indicator", "round_change"): ([-0.5, 0.3, None], [0.31]),
    ("batch", "batch_indicator", "first_digit_change"): ([-1, 0.32, None], [0.33]),
    ("marts", "batch_held", "held_share"): ([0, 0.05], [0.06]),
}


def frames_of(suite: str, is_beyond: bool) -> dict[str, pd.DataFrame]:
    """A frame for each table: its columns hold their passing values, and those beyond where asked."""
    frames: dict[str, pd.DataFrame] = {}
    for table in read_suite(suite).tables:
        columns = {c: p + (b if is_beyond else []) for (s, t, c), (p, b) in EDGES.items() if (s, t) == (suite, table)}
        n = max(map(len, columns.values()))
        filled = {column: (values + values[:1] * n)[:n] for column, values in columns.items()}
        names = {"subject": [f"F{i}" for i in range(n)], "subject_vi": [f"Biểu {i}" for i in range(n)]}
        frames[table] = pd.DataFrame({**names, **filled}).astype(dict.fromkeys(filled, float))
    return frames


@pytest.mark.parametrize("suite", ["batch", "marts"])
def test_what_is_within_every_tolerance_passes_and_so_does_an_empty_month(suite: str) -> None:
    within = frames_of(suite, is_beyond=False)
    empty = {name: frame.iloc[:0] for name, frame in within.items()}
    assert [row for row in validate(suite, within) if not row.success] == []
    assert [row for row in validate(suite, empty) if not row.success] == []


@pytest.mark.parametrize("suite", ["batch", "marts"])
def test_every_expectation_finds_what_is_beyond_its_tolerance_and_nothing_else(suite: str) -> None:
    for row in validate(suite, frames_of(suite, is_beyond=True)):
        passing, beyond = EDGES[suite, row.table, row.column]
        first = len(passing)
        assert not row.success and not row.exception, row
        assert [case.subject for case in row.cases] == [f"F{first + i}" for i in range(len(beyond))], row
        assert row.severity == ("stop" if row.table == "batch_structure" else "note")


def test_every_expectation_of_the_suites_has_its_edges() -> None:
    rows = [(path.stem, row) for path in EXPECTATIONS.glob("*.yml") for row in read_suite(path.stem).expectations]
    columns = [(suite, row.table, row.column) for suite, row in rows]
    assert sorted(columns) == sorted(EDGES)  # one expectation a column, by which its results are kept


def test_an_example_names_the_indicator_and_its_value() -> None:
    rows = {"subject": ["F|N", "F|M", "F|L", "F|K"], "subject_vi": ["Số N", "Số M", "Số L", "Số K"]}
    frames = frames_of("batch", is_beyond=False)
    changed = pd.DataFrame({**rows, "median_ratio": [12.345, 4.0, 1000.0, 0.25]})
    unchanged = dict.fromkeys(("p90_ratio", "zero_change", "round_change", "first_digit_change"), float("nan"))
    frames["batch_indicator"] = changed.assign(**unchanged)
    (found,) = [row for row in validate("batch", frames) if not row.success]
    assert found.cases == (
        Case("F|N", "Số N", "12,3"),
        Case("F|M", "Số M", "4"),
        Case("F|L", "Số L", "1000"),
        Case("F|K", "Số K", "0,25"),
    )
    assert found.observed == "4/4: Số N: 12,3; Số M: 4; Số L: 1000 …"


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
    frames = {"cell": pd.DataFrame({"sheet": ["XA-01"] * 3})}
    results = validate("thu", frames, folder=tmp_path)
    write_page(tmp_path / "docs", read_suite("thu", tmp_path), results, {"cell": 3})
    assert [(row.success, bool(row.exception)) for row in results] == [
        (False, True),
        (False, True),
        (False, True),
        (True, False),
        (False, True),
    ]
    page = (tmp_path / "docs" / "thu.html").read_text(encoding="utf-8")
    assert 'class="notice"' not in page
    write_page(tmp_path / "simulated", read_suite("thu", tmp_path), results, {"cell": 3}, "SỐ LIỆU <MÔ PHỎNG>")
    for name in ("thu", "index"):
        text = (tmp_path / "simulated" / f"{name}.html").read_text(encoding="utf-8")
        assert '<body><p class="notice">SỐ LIỆU &lt;MÔ PHỎNG&gt;</p><h1>' in text
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
    assert {row.severity for row in read_suite("batch").expectations} == {"stop", "note"}
    assert {row.severity for row in read_suite("marts").expectations} == {"note"}


def test_the_index_of_the_pages_gives_title_and_summary(tmp_path: Path) -> None:
    suite = read_suite("batch")
    results = validate("batch", frames_of("batch", is_beyond=False))
    write_page(tmp_path, suite, results, {"batch_form": 12_345})
    index, page = ((tmp_path / name).read_text(encoding="utf-8") for name in ("index.html", "batch.html"))
    assert f'<li><a href="batch.html">{suite.title_vi}</a>: {len(results)}/{len(results)} kiểm tra đạt.</li>' in index
    assert "(12.345 dòng)" in page


def test_the_page_says_since_which_period_something_is_noted(tmp_path: Path) -> None:
    suite = Suite("batch", "Lô", read_suite("batch").expectations)
    cases = (Case("F", "Biểu F", "0,3", "2026-11"), Case("G", "Biểu G", "0,2", "2026-10"))
    row = CheckResult("batch", "batch_form", "expect", "absent_change", False, "note", "2/9: <F>", None, "Vắng", cases)
    page = write_page(tmp_path, suite, [row], {"batch_form": 9}).read_text(encoding="utf-8")
    assert "<th>Từ kỳ</th>" in page
    assert "<td>2/9: &lt;F&gt;</td><td>2026-10</td></tr>" in page


def test_no_suite_repeats_a_data_test_of_dbt(repo: Path) -> None:
    """Keys, required columns and codes are data tests; a suite has ranges of summaries that SQL has counted."""
    for path in EXPECTATIONS.glob("*.yml"):
        kinds = {row.kind for row in read_suite(path.stem).expectations}
        assert kinds == {"expect_column_values_to_be_between"}, path.name
    models = repo / "dbt_project" / "models" / "published"
    published = "".join(path.read_text(encoding="utf-8") for path in models.rglob("_models.yml"))
    assert "- name: indicator_value\n" in published
    for table in {row.table for path in EXPECTATIONS.glob("*.yml") for row in read_suite(path.stem).expectations}:
        assert f"- name: {table}\n" not in published  # what is checked is no released table, row by row
