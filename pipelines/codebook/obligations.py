"""Who owes which form for which period by which day: the rules of obligation_rules, laid out one by one.

Here belongs the expansion. Whether a report has come is the warehouse's to say.
"""

from __future__ import annotations

import polars as pl

from pipelines.codebook.faults import CodebookFault, Fault
from pipelines.codebook.load import Codebook

COLUMNS = ("reporter_code", "form_code", "form_version", "period_code", "due_date", "is_inclusive", "legal_basis")


def expand(codebook: Codebook, province: str, upto_period: str) -> pl.DataFrame:
    """One row per reporter, form and period that has ended by the end of `upto_period`.

    A form, a rule and a reporter count where they are valid on the period's first day.
    """
    tables = codebook.tables
    last = tables["periods"].filter(pl.col("period_code") == upto_period)["end_date"]
    if last.is_empty():
        expected = ("kỳ có trong bảng periods, ví dụ 2026-10", "a period of table periods, such as 2026-10")
        raise CodebookFault([Fault("periods", upto_period, "period_code", upto_period, *expected)])
    own = pl.col("province_code").is_null() | (pl.col("province_code") == province)
    rules = tables["obligation_rules"].filter(own).drop("province_code")
    forms = tables["forms"].rename(
        {"reporter_code": "only_reporter", "office_code": "only_office", "legal_basis": "form_basis"}
    )
    periods = tables["periods"].filter(pl.col("end_date") <= last.item())
    reporters = tables["reporters"].filter(own).rename({"kind": "reporter_kind"})
    owed = (
        rules.join(forms, on=["form_code", "reporter_kind"], suffix="_form")
        .join(periods, left_on=["frequency", "calendar"], right_on=["kind", "calendar"], suffix="_period")
        .join(reporters, on="reporter_kind", suffix="_reporter")
        .filter(
            *(_valid(suffix) for suffix in ("", "_form", "_reporter")),
            pl.col("only_reporter").is_null() | (pl.col("only_reporter") == pl.col("reporter_code")),
            pl.col("only_office").is_null() | (pl.col("only_office") == pl.col("office_code")),
        )
    )
    return (
        owed.with_columns(due_date=pl.col("end_date") + pl.duration(days=pl.col("due_days")))
        .select(COLUMNS)
        .sort("reporter_code", "form_code", "period_code")
    )


def _valid(suffix: str) -> pl.Expr:
    """Half-open validity on the period's first day."""
    start, end = pl.col(f"valid_from{suffix}"), pl.col(f"valid_to{suffix}")
    return (start <= pl.col("start_date")) & (end.is_null() | (pl.col("start_date") < end))
