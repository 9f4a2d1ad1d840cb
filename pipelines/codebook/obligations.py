"""Who owes which report for which period by which day: the rules of obligation_rules, laid out one by one.

Here belong the expansion and the deadline. Whether a report has come is in warehouse; which days are worked
is in working_days.py.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import polars as pl

from pipelines.codebook.errors import CodebookError, Problem
from pipelines.codebook.load import Codebook
from pipelines.codebook.working_days import WorkingDays, working_days

RULE = ("duty_code", "duty_kind", "name_vi", "name_en", "receiver_vi", "legal_basis", "document_file", "line")
OWED = ("reporter_code", "form_code", "form_version", "period_code", "is_inclusive", "is_provisional")
DATES = {name: pl.Date() for name in ("start_date", "cutoff_date", "due_date", "last_date", "revision_date")}
COLUMNS = (*RULE, *OWED, *DATES)
NEXT_OCCASION = timedelta(days=31)  # the longest month: when the next monthly period ends


def expand_duties(codebook: Codebook, province: str, upto_period: str) -> pl.DataFrame:
    """One row per duty, reporter and period that has ended by the end of `upto_period`, or is asked for before it ends.

    A form and a rule count where they are valid on the period's first day, a reporter where it is on the last: who
    exists when the report is due owes it, for the whole period. The yearly estimate that is due on 5 December belongs
    to the duties of November.
    """
    last = period_end(codebook, upto_period)
    owed = begun_duties(codebook, province, last)
    soon = (pl.col("due_date") <= pl.col("cutoff_date")) & (pl.col("due_date") <= last + NEXT_OCCASION)
    return owed.filter((pl.col("cutoff_date") <= last) | soon.fill_null(False))


def begun_duties(codebook: Codebook, province: str, day: date) -> pl.DataFrame:
    """One row per duty, reporter and period that has begun_duties by `day`, whether it is due yet or not."""
    tables = codebook.tables
    own = pl.col("province_code").is_null() | (pl.col("province_code") == province)
    reporters = tables["reporters"].filter(own).rename({"kind": "reporter_kind", "office_code": "own_office"})
    owed = (
        _asked(tables["obligation_rules"].filter(own).drop("province_code"), tables["forms"])
        .join(
            tables["periods"].filter(pl.col("start_date") <= day),
            left_on=["frequency", "calendar"],
            right_on=["kind", "calendar"],
            suffix="_period",
        )
        .join(reporters, on="reporter_kind", suffix="_reporter")
        .filter(
            _valid("", "start_date"),
            _valid("_form", "start_date"),
            _valid("_reporter", "end_date"),
            pl.col("only_reporter").is_null() | (pl.col("only_reporter") == pl.col("reporter_code")),
            pl.col("only_office").is_null() | (pl.col("only_office") == pl.col("own_office")),
            pl.col("receiver_office_code").is_null()
            | pl.col("own_office").is_null()
            | (pl.col("receiver_office_code") != pl.col("own_office")),
        )
    )
    return _dated(owed, codebook, province).select(COLUMNS).sort("reporter_code", "duty_code", "period_code")


def period_end(codebook: Codebook, period_code: str) -> date:
    """The last day of a period."""
    found = codebook.tables["periods"].filter(period_code=period_code)["end_date"]
    if found.is_empty():
        expected = ("kỳ có trong bảng periods, ví dụ 2026-10", "a period of table periods, such as 2026-10")
        raise CodebookError([Problem("periods", period_code, "period_code", period_code, *expected)])
    return found.item()


def last_day_in_time(
    codebook: Codebook, form_code: str, reporter: dict[str, Any], period: dict[str, Any]
) -> date | None:
    """The last day on which this reporter's form for this period is in time; None where no rule says one."""
    day, province = period["start_date"], reporter["province_code"]
    rules = codebook.tables["obligation_rules"].filter(
        pl.col("province_code").is_null() | (pl.col("province_code") == province),
        (pl.col("valid_from") <= day) & (pl.col("valid_to").is_null() | (pl.col("valid_to") > day)),
        form_code=form_code,
        reporter_kind=reporter["kind"],
    )
    if rules.is_empty():
        return None
    shift = shift_rule(codebook, province, period["end_date"])
    return deadline_dates(rules.row(0, named=True), period["end_date"], working_days(codebook.tables), shift)[
        "last_date"
    ]


def shift_rule(codebook: Codebook, province: str, day: date) -> str:
    """What a deadline_dates on a day off becomes in the province: its own rule, else the common one, else nothing."""
    in_force = (pl.col("valid_from") <= day) & (pl.col("valid_to").is_null() | (pl.col("valid_to") > day))
    rules = codebook.tables["deadline_rules"].filter(in_force)
    own, common = rules.filter(province_code=province), rules.filter(pl.col("province_code").is_null())
    return next((str(frame["shift"][0]) for frame in (own, common) if frame.height), "none")


def deadline_dates(rule: dict[str, Any], cutoff: date, days: WorkingDays, shift: str) -> dict[str, date | None]:
    """The dates of one rule and one cut-off: as worded, the last day that is in time, that of the final figures."""
    due: date | None = None
    if rule["due_kind"] == "working_days":
        due = days.after(cutoff, rule["due_days"])
    elif rule["due_kind"] == "fixed_date":
        due = date(cutoff.year + (rule["due_years"] or 0), rule["due_month"], rule["due_day"])
    elif rule["due_kind"] == "last_month":
        due = cutoff.replace(day=rule["due_day"])
    last = None if due is None else due if rule["is_inclusive"] else due - timedelta(days=1)
    revision = rule["revision_days"]
    return {
        "cutoff_date": cutoff,
        "due_date": due,
        "last_date": None if last is None else days.nearest_working_day(last, shift),
        "revision_date": None if revision is None else days.after(cutoff, revision),
    }


def _asked(rules: pl.DataFrame, forms: pl.DataFrame) -> pl.DataFrame:
    """Rules with who and how often: a form says it for its rule, a report without a form for itself."""
    form = forms.select(
        *("form_code", "form_version", "reporter_kind", "frequency", "calendar", "valid_from", "valid_to"),
        only_reporter=pl.col("reporter_code"),
        only_office=pl.col("office_code"),
    )
    by_form = rules.drop("frequency", "calendar", "office_code").join(
        form, on=["form_code", "reporter_kind"], suffix="_form"
    )
    by_words = rules.filter(pl.col("form_code").is_null()).with_columns(
        form_version=pl.lit(None, pl.Int64()),
        only_reporter=pl.lit(None, pl.String()),
        only_office=pl.col("office_code"),
        valid_from_form=pl.col("valid_from"),
        valid_to_form=pl.col("valid_to"),
    )
    return pl.concat([by_form, by_words.select(by_form.columns)])


def _dated(owed: pl.DataFrame, codebook: Codebook, province: str) -> pl.DataFrame:
    """Deadlines per rule and period, joined to everyone who owes it."""
    key = ["duty_code", "valid_from", "period_code"]
    days = working_days(codebook.tables)
    rules = owed.unique(key).to_dicts()
    dates = [
        deadline_dates(row, row["end_date"], days, shift_rule(codebook, province, row["end_date"])) for row in rules
    ]
    schema = {name: owed.schema[name] for name in key} | {name: DATES[name] for name in DATES if name != "start_date"}
    found = [{name: row[name] for name in key} | date_ for row, date_ in zip(rules, dates, strict=True)]
    return owed.join(pl.DataFrame(found, schema=schema), on=key)


def _valid(suffix: str, day: str) -> pl.Expr:
    """Half-open validity on the period's first or last day."""
    start, end = pl.col(f"valid_from{suffix}"), pl.col(f"valid_to{suffix}")
    return (start <= pl.col(day)) & (end.is_null() | (pl.col(day) < end))
