"""Which landed figures are in force at a ledger position: the rule of int_submissions and int_submitted_slices.

It is applied to the landing alone, for answers that cannot wait for a build; a test compares it with the SQL.
"""

from __future__ import annotations

import polars as pl

DUTY = ("reporter_code", "form_code", "period_code")
SLICE = ("area_id", "indicator_code", "breakdown_code", "measure_code", "source_code", "period_code")


def standing_submissions(submissions: pl.DataFrame) -> pl.DataFrame:
    """The submissions read since the last full one or withdrawal of their duty, that one included."""
    read = submissions.filter(pl.col("outcome") == "read")
    ends = pl.when(pl.col("mode") != "partial").then(pl.col("receipt_seq")).max().over(DUTY)
    return read.filter(pl.col("receipt_seq") >= ends.fill_null(0))


def submissions_in_force(submissions: pl.DataFrame) -> pl.DataFrame:
    """The standing submissions that state figures: no withdrawals."""
    return standing_submissions(submissions).filter(pl.col("mode") != "withdrawal")


def figures_in_force(submissions: pl.DataFrame, observations: pl.DataFrame) -> pl.DataFrame:
    """One row per slice and duty: the observation stated last among the submissions in force."""
    standing = submissions_in_force(submissions).select("submission_id", "reporter_code", "form_code")
    return (
        observations.join(standing, on="submission_id")
        .sort("receipt_seq", maintain_order=True)
        .unique([*SLICE, "reporter_code", "form_code"], keep="last", maintain_order=True)
    )
