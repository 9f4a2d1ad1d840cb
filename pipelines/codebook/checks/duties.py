"""Checks of reporting duties: who owes what, its deadline and legal source, holidays, days of official figures.

Tables: obligation_rules, schedule_rules, holidays, availability. The dates that follow from them are computed in
obligations.py.
"""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import combinations

from pipelines.codebook.errors import Problem, problem, problem_at, row_key
from pipelines.codebook.schema import Row, Rows

# Columns that define the deadline of each kind; the others must be empty.
DUE_COLUMNS = {
    "working_days": ("due_days",),
    "fixed_date": ("due_month", "due_day"),
    "last_month": ("due_day",),
    "unset": (),
}
SHORTEST_MONTH = 28
SOME_YEAR = 2025  # not a leap year: a deadline must exist in every year
LEAST_DAYS = 1  # Decree 09/2019: at least one working day


def check_duties(rows: Rows) -> list[Problem]:
    """Return the problems of every duty, of the holidays and of the availability of official figures."""
    problems: list[Problem] = []
    kinds: defaultdict[str, set[str]] = defaultdict(set)
    for form in rows["forms"]:
        kinds[form["form_code"]].add(form["reporter_kind"])
    offices = {row["office_code"] for row in rows["reporters"]}
    for row in rows["obligation_rules"]:
        problems += _subject(row, kinds)
        problems += _deadline(row)
        problems += _source(row)
        for column in ("office_code", "receiver_office_code"):
            if row[column] is not None and row[column] not in offices:
                problems.append(_problem(row, column, "office_of_reporters"))
    problems += _duplicate_duties(rows["obligation_rules"])
    problems += _before_figures(rows)
    return [*problems, *_schedule(rows), *_years(rows["holidays"]), *_availability(rows["availability"])]


def _schedule(rows: Rows) -> Iterator[Problem]:
    """Working days before and after a deadline are counted from 0."""
    for row in rows["schedule_rules"]:
        for column in ("grace_days", "remind_before_days", "remind_after_days"):
            if row[column] < 0:
                yield problem("schedule_rules", row, column, row[column], "at_least_working_days", least=0)


def _subject(row: Row, kinds: Mapping[str, set[str]]) -> Iterator[Problem]:
    """A form states its reporters, frequency and calendar; a report without a form states them itself."""
    form = row["form_code"]
    if form is None:
        if row["duty_code"] in kinds:
            yield _problem(row, "duty_code", "no_form_code")
        if (row["frequency"] is None) != (row["calendar"] is None):
            yield _problem(row, "calendar", "with_frequency")
    elif form not in kinds:
        yield _problem(row, "form_code", "form_of_table")
    elif row["reporter_kind"] not in kinds[form]:
        yield _problem(row, "reporter_kind", "kind_of_form", kinds=", ".join(sorted(map(str, kinds[form]))))
    for column in ("frequency", "calendar", "office_code") if form else ():
        if row[column] is not None:
            yield _problem(row, column, "empty_form_states")
    if row["duty_kind"] is not None and (row["duty_kind"] == "form") != (form is not None):
        yield _problem(row, "duty_kind", "form_kind")


def _deadline(row: Row) -> Iterator[Problem]:
    """The columns of the deadline's kind have values, the day exists in every year, counts of days are positive."""
    kind = row["due_kind"]
    for column in ("due_days", "due_month", "due_day") if kind in DUE_COLUMNS else ():
        if (row[column] is not None) != (column in DUE_COLUMNS[kind]):
            yield _problem(row, column, "due_part", kind=kind)
    day, month = row["due_day"], row["due_month"]
    last = monthrange(SOME_YEAR, month)[1] if month in range(1, 13) else SHORTEST_MONTH
    if (day is not None and not 1 <= day <= last) or (month is not None and month not in range(1, 13)):
        yield problem("obligation_rules", row, "due_month, due_day", f"{month or ''}/{day or ''}", "day_of_every_year")
    for column in ("due_days", "revision_days"):
        if row[column] is not None and row[column] < LEAST_DAYS:
            yield _problem(row, column, "at_least_working_days", least=LEAST_DAYS)


def _source(row: Row) -> Iterator[Problem]:
    """A duty names document, line and quote together, or a legal basis."""
    document = (row["document_file"], row["line"], row["quote"])
    if any(document) != all(document) or not (any(document) or row["legal_basis"]):
        yield problem("obligation_rules", row, "document_file, line, quote, legal_basis", "", "document_or_basis")


def _duplicate_duties(rows: list[Row]) -> Iterator[Problem]:
    """A form is owed once by one kind of reporter: two rules in force together would give it two deadlines."""
    rules: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        if row["form_code"] is not None:
            rules[row["form_code"], row["reporter_kind"]].append(row)
    for same in rules.values():
        for first, second in combinations(same, 2):
            if first["duty_code"] == second["duty_code"] and first["province_code"] == second["province_code"]:
                continue  # versions of one rule: check_schema compares their dates
            is_shared = None in (first["province_code"], second["province_code"])
            if (is_shared or first["province_code"] == second["province_code"]) and _overlap(first, second):
                keys = f"{row_key('obligation_rules', first)}, {row_key('obligation_rules', second)}"
                yield problem("obligation_rules", second, "form_code", keys, "one_duty")


def _overlap(first: Row, second: Row) -> bool:
    """True if both rules are in force on some day; False where a start is missing, which is a problem already."""
    starts, ends = (first["valid_from"], second["valid_from"]), (first["valid_to"], second["valid_to"])
    if None in starts:
        return False
    return max(starts) < min(end or date.max for end in ends)


def _years(rows: list[Row]) -> Iterator[Problem]:
    """Every year between the first and the last holiday has a holiday."""
    years = {row["day"].year for row in rows if row["day"] is not None}
    for year in sorted(set(range(min(years, default=0), max(years, default=0))) - years):
        yield problem_at("holidays", str(year), "day", 0, "holidays_of_year", year=year)


def _availability(rows: list[Row]) -> Iterator[Problem]:
    """An edition has the day it was published; a rule has its first year, and month, day and years or none of them."""
    names = ("expect_month", "expect_day", "expect_years")
    for row in rows:
        is_edition = row["period_code"] is not None
        expected = [row[name] is not None for name in names]
        for name, is_due in (("published_on", is_edition), ("rule_from", not is_edition)):
            if (row[name] is not None) != is_due:
                yield problem("availability", row, name, row[name], "edition_or_rule")
        if any(expected) != all(expected) or (is_edition and any(expected)):
            value = "/".join(str(row[name] or "") for name in names)
            yield problem("availability", row, ", ".join(names), value, "month_day_years")


def _before_figures(rows: Rows) -> Iterator[Problem]:
    """A form that has a fixed day is not due before the official figures on it exist."""
    expected = {
        row["indicator_code"]: (row["expect_years"], row["expect_month"], row["expect_day"])
        for row in rows["availability"]
        if None not in (row["expect_years"], row["expect_month"], row["expect_day"])
    }
    held: defaultdict[str, list[tuple[tuple[int, int, int], str]]] = defaultdict(list)
    for row in rows["form_rows"]:
        if row["indicator_code"] in expected:
            held[row["form_code"]].append((expected[row["indicator_code"]], row["indicator_code"]))
    for row in rows["obligation_rules"]:
        is_dated = row["due_kind"] == "fixed_date" and None not in (row["due_month"], row["due_day"])
        if not is_dated or row["form_code"] not in held:
            continue
        (years, month, day), indicator = max(held[row["form_code"]])
        if (row["due_years"] or 0, row["due_month"], row["due_day"]) < (years, month, day):
            named = {"indicator": indicator, "day": f"{day}/{month}", "years": years}
            value = f"{row['due_day']}/{row['due_month']}"
            yield problem("obligation_rules", row, "due_month, due_day", value, "due_before_figure", **named)


def _problem(row: Row, column: str, code: str, /, **values: object) -> Problem:
    return problem("obligation_rules", row, column, row[column], code, **values)
