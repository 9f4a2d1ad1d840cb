"""Outlier methods on an analyst's own series: the SQL of the statistical edits, run on a table in memory."""

from __future__ import annotations

import polars as pl

from pipelines.warehouse.in_memory import outliers as sql

# What a caller may set, by method; docs/rules.md has the defaults and their sources.
OPTIONS = {
    "hb": {"exponent", "median_share", "width", "tail", "size_low"},
    "modified_z": {"limit"},
    "iqr": {"factor"},
    "adjusted_box": {"factor", "quartiles"},
}
QUARTILES = ("hinges", "type_7")


def flag(frame: pl.DataFrame, method: str, *, series: str = "series", **options: float | str) -> pl.DataFrame:
    """Judge every figure of a table by one method.

    Args:
        frame: `value`, for `hb` also `previous`, and if there are several series their column.
        method: hb, modified_z, iqr or adjusted_box.
        series: the column that names the series; without it all rows are one series.
        options: the method's own settings (OPTIONS).

    Returns:
        The frame's rows and columns in their order, with method (what judged: a fall-back has a name of its own), n,
        score (what is compared), low and high (its limits), expected, distance (1 at the limit), medcouple and
        is_outlier. A row that the method leaves apart has nulls.

    Raises:
        ValueError: the method, an option or a column is not known, or an option is no number.
    """
    text = _checked(frame, method, options)
    names = pl.col(series) if series in frame.columns else pl.lit("")
    previous = pl.col("previous").cast(pl.Float64) if "previous" in frame.columns else pl.lit(None, pl.Float64)
    points = frame.select(
        names.rank("dense").cast(pl.Int64).alias("series_no"),
        pl.int_range(pl.len(), dtype=pl.Int64).alias("point_no"),
        pl.col("value").cast(pl.Float64).fill_nan(None),
        previous.fill_nan(None).alias("previous"),
    )
    judged = sql.judge(points, method, text).drop("series_no", "value", "centre")
    return (
        frame.with_row_index("point_no")
        .with_columns(pl.col("point_no").cast(pl.Int64))
        .join(judged, on="point_no", how="left", maintain_order="left")
        .drop("point_no")
    )


def medcouple(values: list[float]) -> float | None:
    """Return the medcouple of one series, None for an empty one."""
    rows = pl.DataFrame({"series_no": 1, "point_no": range(len(values)), "value": values}, strict=False)
    found = sql.statistics(rows.with_columns(pl.col("value").cast(pl.Float64)))
    return found["medcouple"][0] if found.height else None


def _checked(frame: pl.DataFrame, method: str, options: dict[str, float | str]) -> dict[str, str]:
    """Return the options as SQL literals."""
    if method not in OPTIONS:
        raise ValueError(f"method {method!r}: one of {', '.join(OPTIONS)}")
    if unknown := options.keys() - OPTIONS[method]:
        raise ValueError(f"options of {method}: {', '.join(sorted(OPTIONS[method]))}; not {', '.join(sorted(unknown))}")
    needed = {"value", "previous"} if method == "hb" else {"value"}
    if missing := needed - set(frame.columns):
        raise ValueError(f"columns of {method}: {', '.join(sorted(missing))} missing")
    text = {name: repr(float(value)) for name, value in options.items() if name != "quartiles"}
    if "quartiles" in options:
        if options["quartiles"] not in QUARTILES:
            raise ValueError(f"quartiles: one of {', '.join(QUARTILES)}")
        text["quartiles"] = str(options["quartiles"])
    return text
