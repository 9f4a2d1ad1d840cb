"""Figures that must not be added up (ranks, scores, averages, ratios) give no number and the reason.

Ratios are rebuilt from their carried parts; the only mean is the rule of an edition. All figures are made up.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from support.border_machine import carry, indicator

from pipelines.codebook.load import Codebook, load

HA_GIANG, TUYEN_QUANG = "p63-02", "p63-08"  # merged into p34-08
FIELDS = "method, obs_status, value, value_low, value_high, reason_code"
VALUE = f"select {FIELDS} from border_value where area_id = 'p34-08'"
NOTHING = (None, None, None)


@pytest.fixture(scope="module")
def codebook(repo: Path) -> Codebook:
    return load(repo / "data" / "seeds")


def pair(code: str, first: float, second: float, **cells: Any) -> list[dict[str, Any]]:
    areas = ((HA_GIANG, first), (TUYEN_QUANG, second))
    return [{"area_id": area, "indicator_code": code, "value": value, **cells} for area, value in areas]


def test_a_rank_is_never_summed(codebook: Codebook) -> None:
    """Not even where somebody declared the indicator a sum: the measure says what it is."""
    figures = pair("N_FIRM_ACTIVE", 57, 48, measure_code="rank")
    rows = carry(codebook, figures).execute(VALUE).fetchall()
    assert rows == [("withheld", "withheld", *NOTHING, "rank")]


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"agg_area": "none", "stock_flow": "score"}, "score"),
        ({"agg_area": "none", "stock_flow": "ratio"}, "ratio_without_parts"),
        ({"agg_area": "none", "stock_flow": "stock"}, "not_additive"),
        ({"agg_area": "ratio", "stock_flow": "ratio"}, "ratio_without_parts"),  # reported without parts
        ({"agg_area": "ratio", "stock_flow": "ratio", "calc_kind": "share", "scale": 100.0, "numerator_code": "N_OCOP"}
         | {"denominator_code": "N_COOP"}, "parts_missing"),
    ],
)  # fmt: skip
def test_what_is_no_sum_is_withheld_with_its_reason(codebook: Codebook, cells: dict[str, Any], reason: str) -> None:
    tried = carry(codebook, pair("TRIED", 40, 60), indicators=indicator(codebook, "TRIED", **cells))
    assert tried.execute(VALUE).fetchall() == [("withheld", "withheld", *NOTHING, reason)]


def test_no_score_rank_or_ratio_of_the_seeds_is_ever_added(codebook: Codebook) -> None:
    """Each indicator that is no sum, in every measure, on both provinces: none comes out as a number."""
    indicators = codebook.tables["indicators"].filter(pl.col("agg_area") != "sum").unique("indicator_code")
    measures = codebook.tables["measures"]["measure_code"].to_list()
    figures = [
        figure
        for code in indicators["indicator_code"]
        for measure in measures
        for figure in pair(code, 40, 60, measure_code=measure, period_code="2027")
    ]
    con = carry(codebook, figures)
    found = con.execute("select count(*), count(value), count(value_low), count(reason_code) from border_value")
    n, *numbers, reasons = found.fetchone() or (0, 0, 0, 0)
    assert n > len(measures) * 100
    assert (numbers, reasons) == ([0, 0], n)
    con.execute("select count(*) from fct_border_sum")
    assert con.fetchone() == (0,)


def test_a_ratio_is_rebuilt_from_its_parts(codebook: Codebook) -> None:
    """10 of 40 firms and 30 of 160 firms: 40 of 200 is 20 %, the mean of 25 and 18.75 is 21.875."""
    figures = pair("N_FIRM_INNOV", 10, 30) + pair("N_FIRM_ACTIVE", 40, 160) + pair("R_FIRM_INNOV_PCT", 25, 18.75)
    found = carry(codebook, figures).execute(VALUE + " and indicator_code = 'R_FIRM_INNOV_PCT'").fetchall()
    assert found == [("rebuilt_ratio", "exact", 20.0, 20.0, 20.0, None)]


def test_a_split_gives_a_ratio_between_its_extremes(codebook: Codebook) -> None:
    """Trà Bùi (12 of 50) went in unknown parts; with Trà Giang unknown, 21136 got all of some others (8 of 50).

    At most (8 + 12) of (50 + 0) and at least 8 of 100: 8 % to 40 %.
    """
    links = codebook.tables["area_links"].filter(to_id="c25-21136")
    whole = links.filter(relation="whole")["from_id"].to_list()
    assert set(links["from_id"]) - set(whole) == {"c24-21142"} and whole
    parts = {"N_FIRM_INNOV": (8.0, 12.0), "N_FIRM_ACTIVE": (50.0, 50.0)}
    figures = [
        {
            "area_id": area,
            "indicator_code": code,
            "value": values[area == "c24-21142"] if area != whole[-1] else values[0],
        }
        for code, values in parts.items()
        for area in ("c24-21142", whole[-1])
    ] + [{"area_id": area, "indicator_code": code, "value": 0.0} for code in parts for area in whole[:-1]]
    row = carry(codebook, figures).execute(
        "select method, obs_status, value, value_low, value_high from border_value"
        " where area_id = 'c25-21136' and from_set = 'c24' and indicator_code = 'R_FIRM_INNOV_PCT'"
    )
    assert row.fetchall() == [("rebuilt_ratio", "interval", None, 8.0, 40.0)]


def scores(codebook: Codebook, rows: Sequence[tuple[str, str, float | None, int | None]]) -> pl.DataFrame:
    schema = codebook.tables["published_scores"].schema
    common: dict[str, Any] = {"period_code": "S2023", "source_code": "dti_published", "confidence": "high"}
    made = [
        {**dict.fromkeys(schema), **common, "source_url": "test", "indicator_code": code, "area_id": area}
        | {"value": value, "rank": rank}
        for code, area, value, rank in rows
    ]
    return pl.DataFrame(made, schema=schema)


def test_the_dti_of_a_merged_province_is_the_plain_mean_of_the_old_ones(codebook: Codebook) -> None:
    """As the edition of 2024 did: 0.5 and 0.7 give 0.6 whatever the provinces' sizes, and are called a mean."""
    nodes = codebook.tables["index_nodes"].filter(index_code="DTI", structure_version=2, level=1)
    main = nodes["indicator_code"].drop_nulls().to_list()
    rows: list[tuple[str, str, float | None, int | None]]
    rows = [(code, area, value, None) for code in main for area, value in ((HA_GIANG, 0.5), (TUYEN_QUANG, 0.7))]
    rows.append(("DTI_TOTAL", HA_GIANG, 0.55, 57))
    rows.append((main[0], "p63-06", 0.4, None))  # only Bắc Kạn: Thái Nguyên has published none
    con = carry(codebook, [], published_scores=scores(codebook, rows))
    found = con.execute(f"{VALUE} and indicator_code <> 'DTI_TOTAL'").fetchall()
    assert found == [("plain_mean", "exact", 0.6, 0.6, 0.6, None)] * len(main)
    total = con.execute(f"{VALUE} and indicator_code = 'DTI_TOTAL' order by reason_code").fetchall()
    assert total == [("withheld", "withheld", *NOTHING, "rank"), ("withheld", "withheld", *NOTHING, "score")]
    incomplete = con.execute(VALUE.replace("p34-08", "p34-19")).fetchall()
    assert incomplete == [("plain_mean", "withheld", *NOTHING, "areas_missing")]
