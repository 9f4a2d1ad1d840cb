"""The days on which a province's month is run and its units are reminded: a function of codebook, province and day.

The month is run after each deadline of a monthly form, when the days of grace for late reports have passed: on the
working day that follows them. Nothing here looks at a clock, a ledger or a file.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

import polars as pl

from pipelines.codebook.load import Codebook
from pipelines.codebook.obligations import begun_duties
from pipelines.codebook.working_days import working_days

MONTHLY = {"kind": "month", "calendar": "admin"}  # of the periods that partitions and releases are named by
LOOK_AHEAD = timedelta(days=62)  # within it the next monthly deadline passes
N_KEPT = 12  # expanded years of provinces


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
    joined: dict[str, RunDay] = {}
    for run in run_days(codebook, province, day):
        if run.run_date == day:
            known = joined.get(run.period)
            duties = (*known.duties, *run.duties) if known else run.duties
            joined[run.period] = run._replace(duties=tuple(sorted(duties)))
    return list(joined.values())


def next_run(codebook: Codebook, province: str, day: date) -> RunDay | None:
    """The first month that is run after `day`; None where no monthly form is due in the next two months."""
    runs = [*run_days(codebook, province, day), *run_days(codebook, province, day + LOOK_AHEAD)]
    return min((run for run in runs if day < run.run_date <= day + LOOK_AHEAD), default=None)


def run_days(codebook: Codebook, province: str, day: date) -> list[RunDay]:
    """Every day in the year of `day` on which a month is run."""
    days = working_days(codebook.tables)
    found: list[RunDay] = []
    for deadline in _deadlines(codebook, province, day.year):
        if deadline.is_monthly:
            grace = deadline.rule.grace_days
            run_date = days.after(deadline.last_date, grace + 1)
            found.append(RunDay(run_date, deadline.period, deadline.last_date, deadline.duties))
    return [run for run in found if run.run_date.year == day.year]


def reminders_on(codebook: Codebook, province: str, day: date) -> list[ReminderDay]:
    """The deadlines of which units are reminded on `day`: of every duty with a deadline, not of monthly ones alone."""
    days = working_days(codebook.tables)
    found: list[ReminderDay] = []
    for deadline in _deadlines(codebook, province, day.year):
        last, rule = deadline.last_date, deadline.rule
        about = (deadline.period, last, deadline.duties)
        if rule.remind_before_days and days.before(last, rule.remind_before_days) == day:
            found.append(ReminderDay(*about, is_after=False))
        if rule.remind_after_days and days.after(last, rule.remind_after_days) == day:
            found.append(ReminderDay(*about, is_after=True))
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


class _Deadline(NamedTuple):
    """A last day in time that duties of one period share."""

    period: str
    last_date: date
    duties: tuple[str, ...]
    is_monthly: bool  # it is of a form of an administrative month
    rule: ScheduleRule


def _deadlines(codebook: Codebook, province: str, year: int) -> list[_Deadline]:
    """The deadlines in a year and in the two months before and after it; the last few results are kept."""
    key = (codebook.hash, province, year)
    if key not in _kept:
        if len(_kept) == N_KEPT:
            del _kept[next(iter(_kept))]
        _kept[key] = list(_expanded(codebook, province, year))
    return _kept[key]


_kept: dict[tuple[str, str, int], list[_Deadline]] = {}


def _expanded(codebook: Codebook, province: str, year: int) -> Iterator[_Deadline]:
    first, last = date(year, 1, 1) - LOOK_AHEAD, date(year, 12, 31) + LOOK_AHEAD
    owed = begun_duties(codebook, province, last).filter(pl.col("last_date").is_between(first, last))
    months = set(codebook.tables["periods"].filter(**MONTHLY)["period_code"].to_list())
    seen: defaultdict[tuple[date, str, bool], set[str]] = defaultdict(set)
    for row in owed.select("last_date", "period_code", "form_code", "duty_code").unique().iter_rows(named=True):
        is_monthly = row["period_code"] in months and row["form_code"] is not None
        seen[row["last_date"], row["period_code"], is_monthly].add(row["duty_code"])
    for (day, period, is_monthly), duties in sorted(seen.items()):
        rule = schedule_rule(codebook, province, day)
        yield _Deadline(period, day, tuple(sorted(duties)), is_monthly, rule)
