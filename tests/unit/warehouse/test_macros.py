"""The macros that every model trusts, each on values at its edges. Expected values are worked by hand."""

from __future__ import annotations

from typing import Any

import duckdb
import pytest

from pipelines.warehouse.in_memory.models import Renderer


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


@pytest.mark.parametrize("threshold", ["0.95", "0.6", "0.5", "2", "3.5"])
def test_a_figure_off_a_threshold_by_rounding_alone_equals_it_when_snapped(renderer: Renderer, threshold: str) -> None:
    # 8 units in the last place, more than a sum of a few shares loses; 1e-11 is a difference
    x = f"cast({threshold} as double)"
    near = ", ".join(f"({x} * (1 + {k} * 2.220446049250313e-16))" for k in (-8, -1, 0, 1, 8))
    sql = (
        f"select {{{{ snap('v') }}}} = {{{{ snap('{threshold}') }}}} from (values {near}, ({x} * (1 - 1e-11))) as t (v)"
    )
    assert [row[0] for row in rows(renderer, sql)] == [True] * 5 + [False]


def test_snapping_keeps_forty_binary_digits_and_null(renderer: Renderer) -> None:
    # between 1 and 2 the grid is 2^-39 wide
    sql = "select {{ snap('1 + pow(2, -39)') }} - 1, {{ snap('1 + pow(2, -41)') }}, {{ snap('0') }}, {{ snap('null') }}"
    assert rows(renderer, sql) == [(2**-39, 1.0, 0.0, None)]


@pytest.mark.parametrize(
    ("number", "printed"),
    [("12.50", "12,5"), ("100", "100"), ("0.00004", "0"), ("0.00005", "0,0001"), ("-3.1400", "-3,14"), ("null", "…")],
)
def test_a_number_is_printed_without_trailing_zeros(renderer: Renderer, number: str, printed: str) -> None:
    assert rows(renderer, f"select {{{{ printed_number('{number}', ',') }}}}") == [(printed,)]


def test_texts_of_a_group_are_joined_in_order_and_once_where_asked(renderer: Renderer) -> None:
    source = "from (values ('b', 1), ('a', 2), ('b', 3), (null, 0)) as t (x, n)"
    assert rows(renderer, f"select {{{{ joined_texts('x', ', ') }}}} {source}") == [("a, b, b",)]
    assert rows(renderer, f"select {{{{ joined_texts('x', ', ', order_by='n desc') }}}} {source}") == [("b, a, b",)]
    assert rows(renderer, f"select {{{{ joined_texts('x', ' ', distinct=true) }}}} {source}") == [("a b",)]
    assert rows(renderer, f"select {{{{ joined_texts('x', ' ', distinct=true) }}}} {source} where x is null") == [
        (None,)
    ]


# least final first: an estimate, a preliminary figure, a final one
STATUS_PAIRS = {
    ("uoc", "chinh_thuc"): "uoc",
    ("chinh_thuc", "uoc"): "uoc",
    ("so_bo", "uoc"): "uoc",
    ("chinh_thuc", "so_bo"): "so_bo",
    ("so_bo", "so_bo"): "so_bo",
    ("chinh_thuc", None): "chinh_thuc",
    (None, "so_bo"): "so_bo",
    (None, None): None,
}


def test_two_figures_are_as_final_as_the_less_final_one(renderer: Renderer) -> None:
    with duckdb.connect() as con:
        con.execute("create table t (x text, y text)")
        con.executemany("insert into t values (?, ?)", list(STATUS_PAIRS))
        found = con.execute(renderer.render("select x, y, {{ least_final('x', 'y') }} from t")).fetchall()
    assert {(x, y): status for x, y, status in found} == STATUS_PAIRS


def test_a_group_is_as_final_as_its_least_final_figure(renderer: Renderer) -> None:
    groups = {"estimate": ["chinh_thuc", "uoc", "so_bo"], "preliminary": ["chinh_thuc", "so_bo", None], "none": [None]}
    with duckdb.connect() as con:
        con.execute("create table t (name text, x text)")
        con.executemany("insert into t values (?, ?)", [(name, x) for name, xs in groups.items() for x in xs])
        sql = renderer.render("select name, {{ least_final_of('x') }} from t group by name")
        assert dict(con.execute(sql).fetchall()) == {"estimate": "uoc", "preliminary": "so_bo", "none": None}
