"""Which landed figures are in force at a ledger position: the rule of int_submissions and int_submitted_slices.

It is applied to the landing alone, for answers that cannot wait for a build; a test compares it with the SQL.
"""

from __future__ import annotations

import polars as pl

from pipelines.codebook.schema.columns import SLICE_KEY

DUTY = ("reporter_code", "form_code", "period_code")


def not_replaced(submissions: pl.DataFrame) -> pl.DataFrame:
    """Submissions of any outcome since the last full one or withdrawal read of their duty, that one included.

    A submission whose duty is not known is never replaced.
    """
    full = submissions.filter(pl.col("outcome") == "read", pl.col("mode") != "partial")
    ends = full.group_by(DUTY).agg(pl.max("receipt_seq").alias("replaced_before"))
    found = submissions.join(ends, on=DUTY, how="left", maintain_order="left")
    return found.filter(pl.col("receipt_seq") >= pl.col("replaced_before").fill_null(0)).drop("replaced_before")


def standing_submissions(submissions: pl.DataFrame) -> pl.DataFrame:
    """The submissions read since the last full one or withdrawal of their duty, that one included."""
    return not_replaced(submissions).filter(pl.col("outcome") == "read")


def submissions_in_force(submissions: pl.DataFrame) -> pl.DataFrame:
    """The standing submissions that state figures: no withdrawals."""
    return standing_submissions(submissions).filter(pl.col("mode") != "withdrawal")


def statements_in_force(submissions: pl.DataFrame, observations: pl.DataFrame) -> pl.DataFrame:
    """Every observation of the submission in force that states its slice last: as a rule one row per slice and duty."""
    standing = submissions_in_force(submissions).select("submission_id", "reporter_code", "form_code")
    stated = observations.join(standing, on="submission_id", maintain_order="left")
    return stated.filter(pl.col("receipt_seq") == pl.max("receipt_seq").over(*SLICE_KEY, "reporter_code", "form_code"))


def figures_in_force(submissions: pl.DataFrame, observations: pl.DataFrame) -> pl.DataFrame:
    """One row per slice and duty: the observation stated last among the submissions in force."""
    stated = statements_in_force(submissions, observations).sort("receipt_seq", maintain_order=True)
    return stated.unique([*SLICE_KEY, "reporter_code", "form_code"], keep="last", maintain_order=True)
