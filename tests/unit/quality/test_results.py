"""Results kept from release to release: since which period a finding is noted without a break."""

from __future__ import annotations

from pathlib import Path

from pipelines.quality.results import RESULTS, dated, read_since, write_results
from pipelines.quality.suite_files import Case, CheckResult


def found(*subjects: str, column: str = "median_ratio") -> CheckResult:
    cases = tuple(Case(subject, f"Số {subject}", "4") for subject in subjects)
    return CheckResult("batch", "batch_indicator", "expect", column, not cases, "note", "1/9", None, "Trung vị", cases)


def release(folder: Path, period: str, before: Path | None, *results: CheckResult) -> Path:
    since = read_since(before) if before else {}
    path = folder / period / RESULTS
    write_results(path, dated(results, since, period))
    return path


def periods(path: Path) -> dict[str, str]:
    return {key[-1]: period for key, period in read_since(path).items()}


def test_a_finding_keeps_the_period_of_the_first_release_that_noted_it(tmp_path: Path) -> None:
    first = release(tmp_path, "2026-09", None, found("A"))
    second = release(tmp_path, "2026-10", first, found("A", "B"))
    assert periods(first) == {"A": "2026-09"}
    assert periods(second) == {"A": "2026-09", "B": "2026-10"}


def test_a_finding_that_was_gone_begins_anew(tmp_path: Path) -> None:
    first = release(tmp_path, "2026-09", None, found("A"))
    second = release(tmp_path, "2026-10", first, found())
    third = release(tmp_path, "2026-11", second, found("A"))
    assert periods(third) == {"A": "2026-11"}


def test_a_finding_of_another_column_is_another_one(tmp_path: Path) -> None:
    first = release(tmp_path, "2026-09", None, found("A"))
    second = release(tmp_path, "2026-10", first, found("A", column="p90_ratio"))
    assert periods(second) == {"A": "2026-10"}


def test_the_earliest_period_of_the_cases_is_that_of_the_result() -> None:
    (row,) = dated(
        [found("A", "B")], {("batch", "batch_indicator", "expect", "median_ratio", "B"): "2026-08"}, "2026-10"
    )
    assert [case.since for case in row.cases] == ["2026-10", "2026-08"]
    assert row.since == "2026-08"
    assert found().since == ""


def test_a_release_without_results_and_equal_results_in_equal_bytes(tmp_path: Path) -> None:
    assert read_since(tmp_path / RESULTS) == {}
    one, other = (release(tmp_path / name, "2026-09", None, found("A")) for name in ("one", "other"))
    assert one.read_bytes() == other.read_bytes()
