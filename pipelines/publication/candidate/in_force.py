"""Which landed figures stand at a position of the ledger: the rule of int_submissions and int_submitted_slices.

Here: that rule over landing alone, for answers that must not wait for a build; a test holds it against the SQL.
Not here: decisions, rules, anything that a build adds.
"""

from __future__ import annotations

import polars as pl

DUTY = ("reporter_code", "form_code", "period_code")
SLICE = ("area_id", "indicator_code", "breakdown_code", "measure_code", "source_code", "period_code")


def not_replaced(submissions: pl.DataFrame) -> pl.DataFrame:
    """Of any outcome, since the last readable full one of their duty or the last withdrawal, that one included.

    What could not be read has perhaps no known duty; nothing replaces it then.
    """
    full = submissions.filter(pl.col("outcome") == "read", pl.col("mode") != "partial")
    ends = full.group_by(DUTY).agg(pl.max("receipt_seq").alias("replaced_before"))
    found = submissions.join(ends, on=DUTY, how="left", maintain_order="left")
    return found.filter(pl.col("receipt_seq") >= pl.col("replaced_before").fill_null(0)).drop("replaced_before")


def standing_submissions(submissions: pl.DataFrame) -> pl.DataFrame:
    """The readable ones among them."""
    return not_replaced(submissions).filter(pl.col("outcome") == "read")


def submissions_in_force(submissions: pl.DataFrame) -> pl.DataFrame:
    """The standing ones that state figures."""
    return standing_submissions(submissions).filter(pl.col("mode") != "withdrawal")


def statements_in_force(submissions: pl.DataFrame, observations: pl.DataFrame) -> pl.DataFrame:
    """Every row of the submission that states a slice last, among the submissions in force: one, if all is well."""
    standing = submissions_in_force(submissions).select("submission_id", "reporter_code", "form_code")
    stated = observations.join(standing, on="submission_id", maintain_order="left")
    return stated.filter(pl.col("receipt_seq") == pl.max("receipt_seq").over(*SLICE, "reporter_code", "form_code"))


def figures_in_force(submissions: pl.DataFrame, observations: pl.DataFrame) -> pl.DataFrame:
    """One row per slice and duty: the figure stated last, among the submissions in force."""
    stated = statements_in_force(submissions, observations).sort("receipt_seq", maintain_order=True)
    return stated.unique([*SLICE, "reporter_code", "form_code"], keep="last", maintain_order=True)
