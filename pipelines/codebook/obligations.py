"""Reporting duties: who owes which report for which period, and by which day.

The rules of `obligation_rules` are expanded to one row for each duty, reporter and period. Whether a report has come is
computed in the warehouse.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

import polars as pl

from pipelines.codebook.errors import CodebookError, problem_at
from pipelines.codebook.load import Codebook
from pipelines.codebook.schema import Row
from pipelines.codebook.working_days import WorkingDays, working_days

RULE = ("duty_code", "duty_kind", "name_vi", "name_en", "receiver_vi", "legal_basis", "document_file", "line")
OWED = ("reporter_code", "form_code", "form_version", "period_code", "is_inclusive", "is_provisional")
DATES = {name: pl.Date() for name in ("start_date", "cutoff_date", "due_date", "last_date", "revision_date")}
COLUMNS = (*RULE, *OWED, *DATES)
LONGEST_MONTH = timedelta(days=31)  # within it the next monthly period ends


@dataclass(frozen=True)
class DueRule:
    """The deadline columns of a row of `obligation_rules`; docs/duties.md describes the kinds."""

    due_kind: str
    due_days: int | None = None
    due_month: int | None = None
    due_day: int | None = None
    due_years: int | None = None
    is_inclusive: bool = True
    revision_days: int | None = None

    @classmethod
    def of_row(cls, row: Row) -> DueRule:
        """Return the deadline columns of a row."""
        return cls(**{name: row[name] for name in cls.__dataclass_fields__})

    def due_date(self, cutoff: date, days: WorkingDays) -> date | None:
        """Return the day as the document words it, for a period that ends on `cutoff`; None for the kind `unset`."""
        if self.due_kind == "working_days" and self.due_days is not None:
            return days.after(cutoff, self.due_days)
        if self.due_kind == "fixed_date" and self.due_month is not None and self.due_day is not None:
            return date(cutoff.year + (self.due_years or 0), self.due_month, self.due_day)
        if self.due_kind == "last_month" and self.due_day is not None:
            return cutoff.replace(day=self.due_day)
        return None


class DueDates(NamedTuple):
    """The dates of one duty and period; None where the rule states none."""

    cutoff_date: date  # last day of the period
    due_date: date | None  # as the document words it
    last_date: date | None  # last day that is in time
    revision_date: date | None  # when the final figures of an estimate are expected


def expand_duties(codebook: Codebook, province: str, upto_period: str) -> pl.DataFrame:
    """Return one row for each duty, reporter and period due at the occasion `upto_period`.

    Included are periods that have ended by the end of `upto_period`, and reports asked for before their period ends:
    the yearly estimate that is due on 5 December belongs to the duties of November. A form and a rule count where they
    are in force on the first day of the period, a reporter where it exists on the last: who exists when the report is
    due owes it for the whole period.

    Raises:
        CodebookError: the period is unknown, or a deadline lies outside the table of holidays.
    """
    last = period_end(codebook, upto_period)
    owed = begun_duties(codebook, province, last)
    soon = (pl.col("due_date") <= pl.col("cutoff_date")) & (pl.col("due_date") <= last + LONGEST_MONTH)
    return owed.filter((pl.col("cutoff_date") <= last) | soon.fill_null(False))


def begun_duties(codebook: Codebook, province: str, day: date) -> pl.DataFrame:
    """Return one row for each duty, reporter and period that has begun by `day`, due or not, with COLUMNS."""
    tables = codebook.tables
    of_province = pl.col("province_code").is_null() | (pl.col("province_code") == province)
    reporters = tables["reporters"].filter(of_province).rename({"kind": "reporter_kind", "office_code": "office"})
    owed = (
        _with_form(tables["obligation_rules"].filter(of_province).drop("province_code"), tables["forms"])
        .join(
            tables["periods"].filter(pl.col("start_date") <= day),
            left_on=["frequency", "calendar"],
            right_on=["kind", "calendar"],
            suffix="_period",
        )
        .join(reporters, on="reporter_kind", suffix="_reporter")
        .filter(
            _in_force("", "start_date"),
            _in_force("_form", "start_date"),
            _in_force("_reporter", "end_date"),
            pl.col("only_reporter").is_null() | (pl.col("only_reporter") == pl.col("reporter_code")),
            pl.col("only_office").is_null() | (pl.col("only_office") == pl.col("office")),
            pl.col("receiver_office_code").is_null()
            | pl.col("office").is_null()
            | (pl.col("receiver_office_code") != pl.col("office")),
        )
    )
    return _with_dates(owed, codebook, province).select(COLUMNS).sort("reporter_code", "duty_code", "period_code")


def period_end(codebook: Codebook, period_code: str) -> date:
    """Return the last day of a period.

    Raises:
        CodebookError: the period is not in table periods.
    """
    found = codebook.tables["periods"].filter(period_code=period_code)["end_date"]
    if found.is_empty():
        raise CodebookError([problem_at("periods", period_code, "period_code", period_code, "period_of_table")])
    return found.item()


def last_day_in_time(codebook: Codebook, form_code: str, reporter: Row, period: Row) -> date | None:
    """Return the last day on which the reporter's form for the period is in time; None if no rule states one.

    `reporter` and `period` are rows of the tables reporters and periods.
    """
    day, province = period["start_date"], reporter["province_code"]
    rules = codebook.tables["obligation_rules"].filter(
        pl.col("province_code").is_null() | (pl.col("province_code") == province),
        (pl.col("valid_from") <= day) & (pl.col("valid_to").is_null() | (pl.col("valid_to") > day)),
        form_code=form_code,
        reporter_kind=reporter["kind"],
    )
    if rules.is_empty():
        return None
    rule = DueRule.of_row(rules.row(0, named=True))
    shift = shift_rule(codebook, province, period["end_date"])
    return deadline_dates(rule, period["end_date"], working_days(codebook.tables), shift).last_date


def shift_rule(codebook: Codebook, province: str, day: date) -> str:
    """Return how a deadline on a day off is moved: `next`, `previous` or `none`.

    The province's rule in force on `day` comes before the common one; without either it is `none`.
    """
    in_force = (pl.col("valid_from") <= day) & (pl.col("valid_to").is_null() | (pl.col("valid_to") > day))
    rules = codebook.tables["deadline_rules"].filter(in_force)
    of_province, common = rules.filter(province_code=province), rules.filter(pl.col("province_code").is_null())
    return next((str(frame["shift"][0]) for frame in (of_province, common) if frame.height), "none")


def deadline_dates(rule: DueRule, cutoff: date, days: WorkingDays, shift: str) -> DueDates:
    """Return the dates of a rule for a period that ends on `cutoff`; `shift` as `shift_rule` returns it."""
    due = rule.due_date(cutoff, days)
    last = due if due is None or rule.is_inclusive else due - timedelta(days=1)
    return DueDates(
        cutoff_date=cutoff,
        due_date=due,
        last_date=None if last is None else days.nearest_working_day(last, shift),
        revision_date=None if rule.revision_days is None else days.after(cutoff, rule.revision_days),
    )


def _with_form(rules: pl.DataFrame, forms: pl.DataFrame) -> pl.DataFrame:
    """Add reporter, frequency and calendar: from the form, or from the rule of a report without a form."""
    form = forms.select(
        *("form_code", "form_version", "reporter_kind", "frequency", "calendar", "valid_from", "valid_to"),
        only_reporter=pl.col("reporter_code"),
        only_office=pl.col("office_code"),
    )
    by_form = rules.drop("frequency", "calendar", "office_code").join(
        form, on=["form_code", "reporter_kind"], suffix="_form"
    )
    without_form = rules.filter(pl.col("form_code").is_null()).with_columns(
        form_version=pl.lit(None, pl.Int64()),
        only_reporter=pl.lit(None, pl.String()),
        only_office=pl.col("office_code"),
        valid_from_form=pl.col("valid_from"),
        valid_to_form=pl.col("valid_to"),
    )
    return pl.concat([by_form, without_form.select(by_form.columns)])


def _with_dates(owed: pl.DataFrame, codebook: Codebook, province: str) -> pl.DataFrame:
    """Add the dates, computed once for each rule and period."""
    key = ["duty_code", "valid_from", "period_code"]
    days = working_days(codebook.tables)
    schema = {name: owed.schema[name] for name in key} | {name: DATES[name] for name in DueDates._fields}
    dated: list[Row] = []
    for row in owed.unique(key).to_dicts():
        end = row["end_date"]
        dates = deadline_dates(DueRule.of_row(row), end, days, shift_rule(codebook, province, end))
        dated.append({name: row[name] for name in key} | dates._asdict())
    return owed.join(pl.DataFrame(dated, schema=schema), on=key)


def _in_force(suffix: str, day: str) -> pl.Expr:
    """True if the half-open validity with this suffix contains the day of the column `day`."""
    start, end = pl.col(f"valid_from{suffix}"), pl.col(f"valid_to{suffix}")
    return (start <= pl.col(day)) & (end.is_null() | (pl.col(day) < end))
