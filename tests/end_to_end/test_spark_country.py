"""The marts of the country on Spark: five tables of three provinces' releases, equal to DuckDB's bit for bit."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.country_trees import country
from support.spark_trial import country_on_spark, local_session

from pipelines.warehouse.country.marts import build

pytestmark = pytest.mark.spark
TABLES = {"country_release", "country_indicator", "province_value", "national_value", "country_completeness"}


def test_the_marts_of_the_country_are_those_of_duckdb(tmp_path: Path) -> None:
    warehouse = build(*country(tmp_path / "releases"), tmp_path / "duckdb")
    with local_session(tmp_path / "tables") as spark:
        ran, tables = country_on_spark(spark, warehouse, tmp_path)
    assert (ran["model"], ran["unit_test"]) == (6, 5)  # the closed lists of codes are a model too
    assert ran["test"] > 15
    assert {parity.table.removeprefix("country.") for parity in tables} == TABLES
    assert {parity.table: parity.differences for parity in tables if not parity.is_identical} == {}
    assert sum(parity.n_spark for parity in tables) > 500
