"""Each plausibility rule on a figure that is known or plausible, and on one that no clerk should get past it.

The examples stand in plausibility_examples.csv with their sources. They were not computed from the limits: good ones
are published figures, targets or levels of a province; bad ones are figures that were published before the rules
existed, and slips (a digit too many, another unit, a decimal sign lost).
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any, cast

import duckdb
import polars as pl
import pytest

from pipelines.codebook.load import load
from pipelines.warehouse.in_memory.models import Renderer, model_paths

EXAMPLES = list(csv.DictReader(Path(__file__).with_name("plausibility_examples.csv").open(encoding="utf-8")))


@pytest.fixture(scope="module")
def tables(repo: Path) -> dict[str, pl.DataFrame]:
    return dict(load(repo / "data/seeds").tables)


@pytest.fixture(scope="module")
def violated(tables: dict[str, pl.DataFrame]) -> set[tuple[str, str]]:
    """The models' answer: (rule, `<rule of the example>/good` or `/bad`) where a rule on the indicator is violated.

    Bounds are asked of every rule on the indicator, jumps of the example's rule, with its earlier figure.
    """
    figures = pl.DataFrame(
        [
            {
                **{k: one[k] for k in ("rule_code", "indicator_code")},
                "base": one["base"] or None,
                "at": at,
                "value": one[at],
            }
            for one in EXAMPLES
            for at in ("good", "bad")
        ]
    ).with_columns(pl.col("base", "value").cast(pl.Float64), area_id=pl.concat_str("rule_code", pl.lit("/"), "at"))
    terms = (
        tables["rule_terms"].filter(role="subject").select("rule_code", "version", "indicator_code", "role").unique()
    )
    asked = (
        tables["rules"]
        .select("rule_code", "version", "rule_kind", "severity", "tolerance", "low", "high", "min_base")
        .join(terms, on=["rule_code", "version"])
        .join(figures.rename({"rule_code": "example"}), on="indicator_code")
        .filter((pl.col("rule_kind") == "share_bounds") | (pl.col("rule_code") == pl.col("example")))
        .with_columns(breakdown_code=pl.lit("_T"), measure_code=pl.lit("in_period"), source_code=pl.lit("s"))
        .with_columns(period_code=pl.lit("P"), slice_id=pl.concat_str("rule_code", pl.lit("|"), "area_id"))
    )
    renderer = Renderer()
    jumps = (
        "select rule_code, area_id from int_rule_figures as f where rule_kind = 'jump' and {{ is_jump('f', 'f.base') }}"
    )
    bounds = f"select rule_code, area_id from ({model_paths()['chk_share_bounds'].read_text('utf-8')})"
    with duckdb.connect() as con:
        con.register("int_rule_figures", cast("Any", asked.to_arrow()))  # pyright: ignore[reportUnknownMemberType] - pyarrow has no types
        return {row for sql in (jumps, bounds) for row in con.execute(renderer.render(sql)).fetchall()}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["rule_code"])
def test_the_slip_violates_its_rule_and_the_plausible_figure_none(
    example: dict[str, str], violated: set[tuple[str, str]]
) -> None:
    code = example["rule_code"]
    assert (code, f"{code}/bad") in violated
    assert {rule for rule, figure in violated if figure == f"{code}/good"} == set()


def test_every_plausibility_rule_has_an_example_with_sources(repo: Path, tables: dict[str, pl.DataFrame]) -> None:
    kinds = dict(tables["rules"].select("rule_code", "rule_kind").iter_rows())
    lines = (repo / "data/seeds/rules/plausibility.csv").read_text("utf-8").splitlines()[1:]
    codes = {line.partition(",")[0] for line in lines}
    assert {kinds[code] for code in codes} == {"share_bounds", "jump"}
    assert codes == {example["rule_code"] for example in EXAMPLES}
    assert all(example["good_source"] and example["bad_source"] for example in EXAMPLES)


def test_examples_speak_of_figures_of_their_rule(tables: dict[str, pl.DataFrame]) -> None:
    subjects = set(tables["rule_terms"].select("rule_code", "indicator_code").iter_rows())
    assert {(example["rule_code"], example["indicator_code"]) for example in EXAMPLES} <= subjects
