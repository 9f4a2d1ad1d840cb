"""Two further provinces of four communes, two months: run side by side, joined; a damaged release is left out.

The sample of `make campaign-country`. Totals and ranks are computed here from the communes' released figures.
"""

from __future__ import annotations

import importlib
import json
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl
import pytest

from pipelines.cli.app import ERROR, OK, call
from pipelines.country.marts import Country, make_country
from pipelines.settings import REPO, places

PERIODS = ["2026-08", "2026-09"]
CODE, SHARE = "N_FIRM_ACTIVE", "R_FIRM_INNOV_PCT"

pytestmark = pytest.mark.slow


class Measured(NamedTuple):
    """The folders of the measurement, its stages and the marts."""

    data: Path
    seeds: Path
    stages: list[Any]
    made: Country


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Measured:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(REPO / "benchmarks")
        benchmark = importlib.import_module("country")
        folder = tmp_path_factory.mktemp("country")
        words = ["--provinces", "2", "--communes", "4", "--months", "1", "--further", "1", "--cold"]
        stages, made = benchmark.measure(benchmark.parsed(words), folder)
    return Measured(folder / "data", folder / "seeds", stages, made)


def table(made: Country, name: str) -> pl.DataFrame:
    return pl.read_parquet(made.folder / "parquet" / f"{name}.parquet")


def communes(measured: Measured, province: str, indicator: str) -> pl.DataFrame:
    """The figures of the province's communes in its current release."""
    spot = places(province, measured.data)
    release = spot.release / spot.current.read_text().strip()
    values = pl.read_parquet(release / "parquet" / "indicator_value.parquet")
    return values.filter(
        pl.col("area_id").str.starts_with("c25-"), indicator_code=indicator, measure_code="in_period", state="current"
    )


def test_each_province_has_a_ledger_and_releases_of_both_months(measured: Measured) -> None:
    assert [(stage.name, stage.n_files, stage.n_months) for stage in measured.stages] == [
        ("2026-08", 8, 1),
        ("2026-09", 8, 2),
    ]
    assert all(
        stage.build > stage.intake > 0 and 0 < stage.release < stage.sizes["release"] for stage in measured.stages
    )
    for province in ("01", "04"):
        spot = places(province, measured.data)
        assert spot.ledger.is_file() and spot.current.read_text().strip() == "2026-09-r002"
        assert [path.name for path in sorted(spot.release.glob("*-r*/"))] == ["2026-08-r001", "2026-09-r002"]


def test_every_province_of_the_country_has_a_row(measured: Measured) -> None:
    assert measured.made.period == "2026-09"
    rows = table(measured.made, "country_release")
    assert rows.height == 34
    joined = rows.filter(pl.col("release_id").is_not_null())
    assert joined.select("province_code", "state", "simulated", "verdict").rows() == [
        ("01", "joined", "all", "pass"),
        ("04", "joined", "all", "pass"),
    ]
    assert set(rows.filter(pl.col("release_id").is_null())["state"]) == {"absent"}
    assert "MÔ PHỎNG" in json.loads((measured.made.folder / "manifest.json").read_text())["notice"]
    assert (measured.made.folder / "csv" / "SO-LIEU-MO-PHONG.txt").is_file()


def test_a_total_is_the_sum_of_the_communes_and_says_of_how_many_provinces(measured: Measured) -> None:
    values = table(measured.made, "national_value").filter(source_code="commune_sum", measure_code="in_period")
    for period in PERIODS:
        parts = [communes(measured, province, CODE).filter(period_code=period)["value"] for province in ("01", "04")]
        assert [len(part) for part in parts] == [4, 4]
        (total,) = values.filter(indicator_code=CODE, period_code=period).to_dicts()
        assert total["value"] == sum(part.sum() for part in parts)
        assert (total["scope"], total["n_provinces"], total["n_provinces_expected"]) == ("provinces", 2, 34)
        assert total["scope_label_vi"] == "Tổng của 2/34 tỉnh; không phải số cả nước"
        ratios = pl.concat(communes(measured, province, SHARE) for province in ("01", "04")).filter(period_code=period)
        (share,) = values.filter(indicator_code=SHARE, period_code=period).to_dicts()
        innovating, firms = (float(ratios[part].sum()) for part in ("numerator", "denominator"))
        assert share["value"] == pytest.approx(100 * innovating / firms, rel=1e-12)  # one quotient of exact sums


def test_provinces_are_ranked_by_their_figures(measured: Measured) -> None:
    rows = table(measured.made, "province_value").filter(
        source_code="commune_sum", measure_code="in_period", indicator_code=CODE, period_code="2026-09"
    )
    sums = {
        province: communes(measured, province, CODE).filter(period_code="2026-09")["value"].sum()
        for province in ("01", "04")
    }
    assert sums["01"] != sums["04"]
    best = max(sums, key=lambda province: sums[province])
    assert {row["province_code"]: (row["value"], row["rank"], row["n_ranked"]) for row in rows.to_dicts()} == {
        province: (value, 1 if province == best else 2, 2) for province, value in sums.items()
    }
    scores = table(measured.made, "province_value")["indicator_code"].to_list()
    assert "CXI" not in scores  # scores of communes are normalised within their province


def test_what_is_due_and_came_is_counted_by_province_and_period(measured: Measured) -> None:
    rows = table(measured.made, "country_completeness").filter(pl.col("period_code").is_in(PERIODS))
    assert rows.height == 34 * 2
    joined = rows.filter(pl.col("province_code").is_in(["01", "04"]))
    assert joined.select("n_due", "n_not_due", "n_read", "n_missing").unique().rows() == [(4, 0, 4, 0)]
    assert rows.filter(pl.col("n_due").is_null()).height == 32 * 2


def test_equal_releases_give_equal_bytes_and_a_damaged_one_is_left_out_by_name(
    measured: Measured, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--data", str(measured.data), "--seeds", str(measured.seeds)]
    spot = places("04", measured.data)
    (victim,) = spot.release.glob("2026-09-r002/parquet/indicator_value.parquet")
    content = victim.read_bytes()
    victim.chmod(0o644)
    again = make_country(measured.data, measured.seeds, tmp_path / "again")
    for path in (path for path in measured.made.folder.rglob("*") if path.is_file() and "marts." not in path.name):
        assert path.read_bytes() == (again.folder / path.relative_to(measured.made.folder)).read_bytes(), path
    try:
        victim.write_bytes(content[:-9] + bytes([content[-9] ^ 1]) + content[-8:])
        assert call(["country", "build", str(tmp_path / "out"), *words]) == OK
        said = capsys.readouterr().out
        assert "04 Tỉnh Cao Bằng: KHÔNG GHÉP" in said and "indicator_value.parquet" in said and "1/34" in said
        left = Country("2026-09", tmp_path / "out", [], {})
        (row,) = table(left, "country_release").filter(province_code="04").to_dicts()
        assert row["state"] == "failed" and "indicator_value.parquet" in row["reason_vi"] and row["release_id"] is None
        assert set(table(left, "province_value")["province_code"]) == {"01"}
        assert set(table(left, "national_value")["n_provinces"]) == {1}
    finally:
        victim.write_bytes(content)


def test_a_month_runs_for_the_others_where_a_ledger_is_broken(
    measured: Measured, capsys: pytest.CaptureFixture[str]
) -> None:
    ledger = places("04", measured.data).ledger
    content = ledger.read_bytes()
    words = ["--data", str(measured.data), "--seeds", str(measured.seeds), "--province", "01", "--province", "04"]
    try:
        ledger.write_bytes(content.replace(b'"kind":"receipt"', b'"kind":"Receipt"', 1))
        assert call(["country", "run", "--period", "9/2026", "--jobs", "2", "--no-files", *words]) == ERROR
    finally:
        ledger.write_bytes(content)
    said = capsys.readouterr().out
    assert "01: không có gì mới từ 2026-09-r002" in said
    assert "04: LỖI." in said and "1/2 tỉnh xong; chưa xong: 04" in said
