"""What an accused figure probably should be: its repair, else its baseline, else the limit that it passes."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Mapping

import polars as pl

from pipelines.codebook.load import Codebook
from pipelines.codebook.schema.columns import SLICE_KEY
from pipelines.quality.review.accused import Accused
from pipelines.quality.standing import Slice

SERIES = SLICE_KEY[:-1]
N_BASE = 6  # earlier published values, as the comparisons over time take


def baselines(codebook: Codebook, figures: pl.DataFrame, slices: Iterable[Slice], period: str) -> dict[Slice, float]:
    """The median of up to six earlier published values of each series; none for cumulative measures, which grow."""
    periods, measures = codebook.tables["periods"], codebook.tables["measures"]
    now = periods.row(by_predicate=pl.col("period_code") == period, named=True)
    earlier = periods.filter(
        pl.col("kind") == now["kind"], pl.col("calendar") == now["calendar"], pl.col("start_date") < now["start_date"]
    ).select("period_code", "start_date")
    growing = measures.filter(pl.col("own_measure_code").is_not_null())["measure_code"].to_list()
    wanted = pl.DataFrame([key[:-1] for key in slices], schema=list(SERIES), orient="row").unique()
    before = (
        figures.filter(pl.col("is_published"), pl.col("value").is_not_null(), ~pl.col("measure_code").is_in(growing))
        .join(earlier, on="period_code")
        .join(wanted, on=SERIES, how="semi")
        .sort("start_date")
    )
    found: dict[Slice, float] = {}
    for series, rows in before.group_by(SERIES):
        found[*map(str, series), period] = statistics.median(rows["value"].to_list()[-N_BASE:])
    return found


def expected_value(figure: Accused, bases: Mapping[Slice, float]) -> float | None:
    """The value that the figure is compared with; None where nothing says what it should be."""
    if figure.repairs:
        return figure.repairs[0].new
    if figure.slice in bases:
        return bases[figure.slice]
    if figure.flag_expected is not None:
        return figure.flag_expected
    for alarm in figure.alarms:
        nearest, observed = alarm.limits.nearest, alarm.limits.observed
        if nearest is not None and alarm.is_subject:
            return nearest
        if nearest is not None and observed:  # of a ratio: its numerator in proportion
            return figure.value * nearest / observed
    return None
