"""The days on which a province's month is run and its units are reminded: a function of codebook, province and day.

The month is run after each deadline of a monthly form, when the days of grace for late reports have passed: on the
working day that follows them. Nothing here looks at a clock, a ledger or a file.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

import polars as pl

from pipelines.codebook.load import Codebook
from pipelines.codebook.obligations import begun_duties
from pipelines.codebook.working_days import working_days

MONTHLY = {"kind": "month", "calendar": "admin"}  # of the periods that partitions and releases are named by
LOOK_AHEAD = timedelta(days=62)  # within it the next monthly deadline passes


class ScheduleRule(NamedTuple):
    """Working days around a deadline: how long late reports are waited for, when units are reminded (0: not)."""

    grace_days: int = 0
    remind_before_days: int = 0
    remind_after_days: int = 0


class RunDay(NamedTuple):
    """A deadline of monthly forms after which the month is run."""

    run_date: date
    period: str
    last_date: date  # the last day that is in time
    duties: tuple[str, ...]


class ReminderDay(NamedTuple):
    """A deadline of which units are reminded on a day; `is_after` where it has passed."""

    period: str
    last_date: date
    duties: tuple[str, ...]
    is_after: bool


def runs_on(codebook: Codebook, province: str, day: date) -> list[RunDay]:
    """The months that are run on `day`, one for each period: what falls on one day is one run.

    Raises CodebookError where a deadline lies outside the table of holidays.
    """
    due = [run for run in run_days(codebook, province, day) if run.run_date == day]
    joined: dict[str, RunDay] = {}
    for run in due:
        known = joined.get(run.period)
        duties = (*known.duties, *run.duties) if known else run.duties
        joined[run.period] = run._replace(duties=tuple(sorted(duties)))
    return list(joined.values())


def next_run(codebook: Codebook, province: str, day: date) -> RunDay | None:
    """The first month that is run after `day`; None where no monthly form is due in the next two months."""
    later = [run for run in run_days(codebook, province, day + LOOK_AHEAD) if run.run_date > day]
    return min(later, default=None)


def run_days(codebook: Codebook, province: str, until: date) -> Iterator[RunDay]:
    """Every run of periods that have begun by `until`; they may be later themselves."""
    days = working_days(codebook.tables)
    for (period, last), duties in _deadlines(codebook, province, until, is_monthly=True):
        grace = schedule_rule(codebook, province, last).grace_days
        yield RunDay(days.after(last, grace + 1), period, last, duties)


def reminders_on(codebook: Codebook, province: str, day: date) -> list[ReminderDay]:
    """The deadlines of which units are reminded on `day`: of every duty with a deadline, not of monthly ones alone."""
    days = working_days(codebook.tables)
    found: list[ReminderDay] = []
    for (period, last), duties in _deadlines(codebook, province, day, is_monthly=False):
        rule = schedule_rule(codebook, province, last)
        if rule.remind_before_days and days.before(last, rule.remind_before_days) == day:
            found.append(ReminderDay(period, last, duties, is_after=False))
        if rule.remind_after_days and days.after(last, rule.remind_after_days) == day:
            found.append(ReminderDay(period, last, duties, is_after=True))
    return found


def collected_month(codebook: Codebook, day: date) -> str | None:
    """The administrative month whose reports are collected on `day`: the last one that has ended."""
    ended = codebook.tables["periods"].filter(pl.col("end_date") < day, **MONTHLY).sort("end_date")
    return str(ended["period_code"][-1]) if ended.height else None


def schedule_rule(codebook: Codebook, province: str, day: date) -> ScheduleRule:
    """The rule in force on `day`: the province's before the common one; without either no day of grace, no reminder."""
    in_force = (pl.col("valid_from") <= day) & (pl.col("valid_to").is_null() | (pl.col("valid_to") > day))
    rules = codebook.tables["schedule_rules"].filter(in_force)
    for frame in (rules.filter(province_code=province), rules.filter(pl.col("province_code").is_null())):
        if frame.height:
            return ScheduleRule(*frame.select(ScheduleRule._fields).row(0))
    return ScheduleRule()


def _deadlines(
    codebook: Codebook, province: str, day: date, *, is_monthly: bool
) -> Iterator[tuple[tuple[str, date], tuple[str, ...]]]:
    """Period and last day in time of the duties whose period has begun by `day`, each with the codes of the duties."""
    owed = begun_duties(codebook, province, day).filter(pl.col("last_date").is_not_null())
    owed = owed.filter(pl.col("last_date") >= day - LOOK_AHEAD - LOOK_AHEAD)
    if is_monthly:
        months = codebook.tables["periods"].filter(**MONTHLY).select("period_code")
        owed = owed.join(months, on="period_code", how="semi").filter(pl.col("form_code").is_not_null())
    for key, frame in owed.group_by(["period_code", "last_date"], maintain_order=True):
        period, last = key
        yield (str(period), _day(last)), tuple(sorted(set(frame["duty_code"].to_list())))


def _day(value: object) -> date:
    """The value as a day; polars gives keys of groups without their type."""
    if not isinstance(value, date):
        raise TypeError(value)
    return value
