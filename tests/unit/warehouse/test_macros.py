"""The macros that every model trusts, each on values at its edges. Expected values are worked by hand."""

from __future__ import annotations

from typing import Any

import duckdb
import pytest

from pipelines.warehouse.index_engine import Renderer


@pytest.fixture(scope="module")
def renderer() -> Renderer:
    return Renderer()


def rows(renderer: Renderer, sql: str) -> list[Any]:
    with duckdb.connect() as con:
        return con.execute(renderer.render(sql)).fetchall()


def test_a_version_holds_from_its_first_day_until_the_day_before_the_next(renderer: Renderer) -> None:
    days = "values ('2025-06-30'), ('2025-07-01'), ('2026-06-30'), ('2026-07-01')"
    versions = "values (1, date '2025-07-01', date '2026-07-01'), (2, date '2026-07-01', null)"
    found = rows(
        renderer,
        "select cast(d.day as varchar), v.version"
        f" from (select cast(t.day as date) as day from ({days}) as t (day)) as d"
        f" inner join ({versions}) as v (version, valid_from, valid_to) on {{{{ valid_on('v', 'd.day') }}}}"
        " order by d.day",
    )
    assert found == [("2025-07-01", 1), ("2026-06-30", 1), ("2026-07-01", 2)]


def test_a_version_that_has_not_begun_has_not_ended(renderer: Renderer) -> None:
    versions = "values (1, date '2025-07-01', date '2026-07-01'), (2, date '2026-07-01', null)"
    sql = f"select version from ({versions}) as v (version, valid_from, valid_to) where {{{{ %s }}}} order by version"
    assert rows(renderer, sql % "not_ended_on('v', \"date '2026-06-30'\")") == [(1,), (2,)]
    assert rows(renderer, sql % "not_ended_on('v', \"date '2026-07-01'\")") == [(2,)]
