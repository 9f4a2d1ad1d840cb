"""docs/forms.md states the thresholds of the commune's and the department's form: they are those of the seeds."""

from __future__ import annotations

import re
from pathlib import Path

import polars as pl
import pytest

from pipelines.codebook.load import load

Limits = dict[str, tuple[float, float]]


@pytest.fixture(scope="module")
def judged(repo: Path) -> pl.DataFrame:
    """Every rule with each of its terms and the term's indicator."""
    tables = load(repo / "data/seeds").tables
    indicators = tables["indicators"].select("indicator_code", "stock_flow").unique("indicator_code")
    return tables["rules"].join(tables["rule_terms"], on=["rule_code", "version"]).join(indicators, on="indicator_code")


@pytest.fixture(scope="module")
def own_rules(repo: Path) -> list[str]:
    lines = (repo / "data/seeds/rules/tuyen_quang.csv").read_text("utf-8").splitlines()[1:]
    return [line.partition(",")[0] for line in lines]


def test_the_table_of_limits_is_that_of_the_seeds(repo: Path, judged: pl.DataFrame) -> None:
    page = (repo / "docs/forms.md").read_text("utf-8")
    printed: dict[str, Limits] = {"hold": {}, "question": {}}
    for code, held, asked in re.findall(r"^\| `(R_\w+)` \| ([\d–]*) ?\| ([\d–]*) ?\|$", page, re.M):
        for severity, text in (("hold", held), ("question", asked)):
            if text:
                low, high = map(float, text.split("–"))
                printed[severity][code] = (low, high)
    leaves = (
        load(repo / "data/seeds").tables["index_nodes"].filter(index_code="CXI", level=1)["indicator_code"].to_list()
    )
    assert {*printed["hold"], *printed["question"]} == set(leaves)
    bounds = judged.filter(pl.col("indicator_code").is_in(leaves), rule_kind="share_bounds", measure_code="in_period")
    for severity, limits in printed.items():
        rows = bounds.filter(severity=severity).select("indicator_code", "low", "high").iter_rows()
        assert {code: (low, high) for code, low, high in rows} == limits


def test_a_stock_may_double_signatures_grow_faster_and_dossiers_change_fivefold(
    judged: pl.DataFrame, own_rules: list[str]
) -> None:
    jumps = judged.filter(pl.col("rule_code").is_in(own_rules), rule_kind="jump")
    bands = {row["indicator_code"]: (row["low"], row["high"]) for row in jumps.filter(stock_flow="stock").to_dicts()}
    low, high = bands.pop("N_ADULT_ESIGN")
    assert low == 0.5 and high > 2
    assert set(bands.values()) == {(0.5, 2)}
    dossiers = jumps.filter(pl.col("indicator_code").str.starts_with("N_DOSSIER"))
    assert set(dossiers.select("low", "high").iter_rows()) == {(0.2, 5)}


def test_counts_balance_exactly_and_money_within_one_and_a_half_million(
    judged: pl.DataFrame, own_rules: list[str]
) -> None:
    balances = judged.filter(pl.col("rule_code").is_in(own_rules), rule_kind="cumulative_balance")
    found = {(code[:2], tolerance) for code, tolerance in balances.select("indicator_code", "tolerance").iter_rows()}
    assert found == {("N_", 0), ("V_", 1.5)}
    ratios = judged.filter(pl.col("rule_code").is_in(own_rules), rule_kind="reported_derived")
    assert set(ratios["tolerance"]) == {0.1}
