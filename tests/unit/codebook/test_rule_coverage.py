"""Figures that feed a target or an index have a plausibility rule; a new one without is reported."""

from __future__ import annotations

from pathlib import Path

import pytest
from unit.codebook.small import Tables, good, write

from pipelines.codebook.load import load
from pipelines.codebook.review.notes import notes
from pipelines.codebook.review.rule_coverage import unchecked, without_source
from pipelines.codebook.schema import Rows

SEEDS = Path("data/seeds")


@pytest.fixture(scope="module")
def seeds(repo: Path) -> Rows:
    return {table: frame.to_dicts() for table, frame in load(repo / SEEDS).tables.items()}


def found(tables: Tables, root: Path) -> set[tuple[str, str]]:
    write(tables, root)
    rows = {table: frame.to_dicts() for table, frame in load(root).tables.items()}
    return {(figure.indicator, figure.measure) for figure in unchecked(rows)}


def test_every_figure_that_feeds_a_target_or_an_index_has_a_plausibility_rule(seeds: Rows) -> None:
    assert unchecked(seeds) == []


def test_limits_of_department_rules_state_their_source(repo: Path, seeds: Rows) -> None:
    files = [repo / SEEDS / "rules" / f"{name}.csv" for name in ("departments", "plausibility")]
    codes = {line.partition(",")[0] for file in files for line in file.read_text("utf-8").splitlines()}
    assert len(codes) > 165  # 58 + 110 rules and a heading
    assert codes & set(without_source(seeds)) == set()


def test_the_share_of_tfp_is_asked_about_and_never_held(seeds: Rows) -> None:
    """It may be negative or above 100 (definition): 33.9 in 2020, published; with growth near 0 it takes any value."""
    terms = [row for row in seeds["rule_terms"] if row["indicator_code"] in ("G_TFP_SHARE", "R_TFP_SHARE_PCT")]
    codes = {row["rule_code"] for row in terms}
    bounds = [row for row in seeds["rules"] if row["rule_code"] in codes and row["rule_kind"] == "share_bounds"]
    assert bounds
    assert {row["severity"] for row in bounds} == {"question"}
    assert all(row["low"] < 0 and row["high"] > 100 for row in bounds)


def test_a_figure_is_covered_by_a_rule_of_its_total_and_measure(tmp_path: Path) -> None:
    """The small codebook: PCT = NEW / ALL feeds CXI. ALL has a jump of its period and a balance of its sum to date.

    PART (NEW is a part of ALL, in the period) bounds PCT of the period, not its sum to date.
    """
    open_ones = {("NEW", "in_period"), ("NEW", "ytd"), ("PCT", "ytd")}
    assert found(good(), tmp_path / "good") == open_ones
    tables = good()
    tables["rules"][1]["valid_to"] = "2026-06-01"
    assert found(tables, tmp_path / "unrelated") == open_ones | {("PCT", "in_period")}
    tables = good()
    tables["rules"] += [
        {**tables["rules"][2], "rule_code": "PCT_BOUNDS", "rule_kind": "share_bounds", "low": "0", "high": "100"},
        {**tables["rules"][2], "rule_code": "NEW_FLOOR", "rule_kind": "share_bounds", "low": "0", "high": ""},
    ]
    term = {**tables["rule_terms"][0], "role": "subject"}
    tables["rule_terms"] += [
        {**term, "rule_code": "PCT_BOUNDS", "indicator_code": "PCT", "measure_code": "ytd"},
        # "not negative" bounds nothing from above
        {**term, "rule_code": "NEW_FLOOR", "indicator_code": "NEW", "measure_code": "in_period"},
    ]
    tables["rule_kinds"].append({**tables["rule_kinds"][2], "rule_kind": "share_bounds"})
    assert found(tables, tmp_path / "bounds") == open_ones - {("PCT", "ytd")}


def test_a_rule_that_has_ended_and_a_figure_of_a_publisher_count_for_nothing(tmp_path: Path) -> None:
    tables = good()
    tables["rules"][2]["valid_to"] = "2026-06-01"
    assert {("ALL", "in_period"), ("ALL", "ytd")} <= found(tables, tmp_path / "ended")
    tables = good()
    rows = {table: frame.to_dicts() for table, frame in load(write(tables, tmp_path / "publisher")).tables.items()}
    assert unchecked(rows)
    assert unchecked({**rows, "forms": [{**form, "reporter_kind": "publisher"} for form in rows["forms"]]}) == []


def test_the_check_names_the_figure_and_the_way_out(tmp_path: Path) -> None:
    root = write(good(), tmp_path)
    texts = {note.code: note for note in notes(root, load(root).tables)}
    assert "PCT (ytd)" in texts["note_unchecked"].en and "rule_terms" in texts["note_unchecked"].vi
    assert "JUMP" in texts["note_no_source"].vi and "limit_source" in texts["note_no_source"].en
