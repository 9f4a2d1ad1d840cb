"""The outlier methods of the statistical edits on a table of the caller, in memory: the macros that the models use."""

from __future__ import annotations

import functools

import polars as pl

from pipelines.warehouse.in_memory.models import ModelDatabase, Renderer

MACROS = {
    "hb": "outlier_hb",
    "modified_z": "outlier_modified_z",
    "iqr": "outlier_iqr",
    "adjusted_box": "outlier_adjusted_box",
}
POINTS = "points"


def judge(points: pl.DataFrame, method: str, options: dict[str, str]) -> pl.DataFrame:
    """Every point that the method judges, with its score, limits and verdict.

    Args:
        points: series_no, point_no, value and previous.
        method: a key of MACROS.
        options: arguments of the macro, as SQL literals.
    """
    arguments = "".join(f", {name}={value!r}" for name, value in sorted(options.items()))
    judged = f"{MACROS[method]}('{POINTS}'{arguments})"
    sql = _renderer().render(
        f"select j.*, {{{{ outlier_verdict('j') }}}} as is_outlier, {{{{ outlier_distance('j') }}}} as distance"
        f" from ({{{{ {judged} }}}}) as j order by j.series_no, j.point_no"
    )
    return ModelDatabase({POINTS: points}, ()).query(sql)


def statistics(points: pl.DataFrame) -> pl.DataFrame:
    """Quartiles of type 7, quartile skewness and medcouple of every series."""
    sql = _renderer().render(
        "select q.series_no, q.n, q.q1, q.middle as median, q.q3, q.quartile_skewness, m.medcouple"
        f" from ({{{{ outlier_quartiles('{POINTS}') }}}}) as q"
        f" left join ({{{{ outlier_medcouple('{POINTS}') }}}}) as m on m.series_no = q.series_no order by q.series_no"
    )
    return ModelDatabase({POINTS: points}, ()).query(sql)


@functools.cache
def _renderer() -> Renderer:
    return Renderer()
