"""Which figures the statistical edits flag: a small province of thirty communes, run through the models without dbt."""

from __future__ import annotations

from typing import Any

import polars as pl

from pipelines.warehouse.in_memory.models import ModelDatabase

MODELS = (
    *("chk_outlier_past", "chk_outlier_point", "chk_outlier_level", "chk_outlier_judged"),
    "chk_figure_flag",
)
KEY = {"breakdown_code": "_T", "measure_code": "in_period", "source_code": "s", "period_code": "2027-02"}
N = 30
EARLIER = {"slice_id": pl.String, "recency_no": pl.Int64, "is_last_year": pl.Boolean, "value": pl.Float64}


def usual(commune: int) -> float:
    """The level of a commune: 40, 47, … 243, not one of them ten times another's neighbour."""
    return 40.0 + 7 * commune


def run(now: dict[int, float], last_year: float | None = None, n_past: int = 3, is_flow: bool = True) -> pl.DataFrame:
    """The flags, where every commune has its usual level but those of `now`; last year's figure is a multiple of it."""
    figures: list[dict[str, Any]] = []
    earlier: list[dict[str, Any]] = []
    for k in range(N):
        figures.append(
            {"slice_id": f"x{k}", "area_id": f"x{k}", "indicator_code": "N", **KEY, "value": now.get(k, usual(k))}
            | {"explanation": None, "form_code": "F", "is_flow": is_flow, "is_count": True}
        )
        for lag in range(1, n_past + 1):  # one unit up and down, so that deviations are not 0
            value = usual(k) + (lag % 3 - 1)
            earlier.append({"slice_id": f"x{k}", "recency_no": lag, "is_last_year": False, "value": value})
        if last_year is not None:
            value = usual(k) * last_year
            earlier.append({"slice_id": f"x{k}", "recency_no": n_past + 1, "is_last_year": True, "value": value})
    areas = pl.DataFrame([{"area_id": f"x{k}", "level": "commune", "kind_vi": "xã"} for k in range(N)])
    tables = {
        "chk_looked_at_figure": pl.DataFrame(figures, schema_overrides={"explanation": pl.String}),
        "chk_earlier_figure": pl.DataFrame(earlier, schema=EARLIER),
        "stg_areas": areas,
    }
    return ModelDatabase(tables, MODELS).query("select * from chk_figure_flag order by slice_id, basis")


def test_an_ordinary_month_has_no_flag() -> None:
    assert run({}).height == 0
    assert run({}, n_past=7).height == 0


def test_a_tenfold_figure_is_flagged_among_its_peers_with_the_unit_that_explains_it() -> None:
    """All others stand still, so the quartiles and the percentiles of the effects are 0: the mean deviation judges."""
    (flag,) = run({4: 680.0}).to_dicts()  # 68, tenfold
    assert (flag["slice_id"], flag["basis"], flag["method"], flag["peers"]) == ("x4", "previous", "hb_mean", "xã")
    assert (flag["hint_code"], flag["repaired_value"], flag["is_unit_error"]) == ("tenfold", 68.0, True)
    assert (flag["n"], flag["base_rate_pct"]) == (N, 100 / N)
    assert flag["distance"] > 2


def test_with_six_earlier_figures_its_own_past_flags_it_too() -> None:
    found = run({4: 680.0}, n_past=6)
    assert found["basis"].to_list() == ["past", "previous"]
    assert found["method"].to_list() == ["modified_z", "hb_mean"]


def test_a_month_in_which_all_fall_is_no_outlier_for_its_peers() -> None:
    assert run({k: usual(k) / 2 for k in range(N)}).height == 0


def test_a_fall_at_tet_as_last_year_is_no_outlier() -> None:
    """Half in February, as last February; one commune that did not fall stands out."""
    halved = {k: usual(k) / 2 for k in range(N)}
    assert run(halved, last_year=0.5, n_past=6).height == 0
    found = run(halved | {20: usual(20)}, last_year=0.5, n_past=6)
    assert found.select("slice_id", "basis").rows() == [("x20", "last_year")]
    stock = run(halved, last_year=0.5, n_past=6, is_flow=False)
    assert "last_year" not in stock["basis"].to_list()


def test_a_new_figure_is_compared_with_the_level_of_its_peers() -> None:
    """The first month, 61 being replaced: quartiles 97.75 and 199.25, upper fence 199.25 + 1.5 · 101.5 = 351.5."""
    assert run({3: 351.0}, n_past=0).height == 0
    (flag,) = run({3: 352.0}, n_past=0).to_dicts()
    assert (flag["basis"], flag["method"], flag["hint_code"], flag["is_unit_error"]) == ("level", "iqr", None, False)
