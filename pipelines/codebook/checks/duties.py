"""A duty that can be held to: it names who owes what by which rule, says where that stands, and is asked for once.

Here belong obligation_rules, the days off and the days of official figures. The dates that follow of them are in
obligations.py.
"""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import combinations

from pipelines.codebook.checks.schema_rules import Row, Rows, key_of
from pipelines.codebook.errors import Problem

# what each kind of deadline is told by; the other columns stay empty
PARTS = {
    "working_days": ("due_days",),
    "fixed_date": ("due_month", "due_day"),
    "last_month": ("due_day",),
    "unset": (),
}
SHORTEST_MONTH = 28
SOME_YEAR = 2025  # not a leap year: a deadline must exist in every year


def check_duties(rows: Rows) -> list[Problem]:
    """Faults of every duty."""
    problems: list[Problem] = []
    kinds: defaultdict[str, set[str]] = defaultdict(set)
    for form in rows["forms"]:
        kinds[form["form_code"]].add(form["reporter_kind"])
    offices = {row["office_code"] for row in rows["reporters"]}
    for row in rows["obligation_rules"]:
        problems += _what(row, kinds)
        problems += _deadline(row)
        problems += _source(row)
        for name in ("office_code", "receiver_office_code"):
            if row[name] is not None and row[name] not in offices:
                expected = ("cơ quan có trong cột office_code của reporters", "an office_code of table reporters")
                problems.append(_problem(row, name, row[name], expected))
    return [
        *problems,
        *_twice(rows["obligation_rules"]),
        *_years(rows["holidays"]),
        *_availability(rows["availability"]),
    ]


def _what(row: Row, kinds: dict[str, set[str]]) -> Iterator[Problem]:
    """A form says who, how often and by which calendar; a report without a form says it itself."""
    form = row["form_code"]
    if form is None:
        if row["duty_code"] in kinds:
            expected = ("mã khác mã các biểu", "a code that no form has")
            yield _problem(row, "duty_code", row["duty_code"], expected)
        if (row["frequency"] is None) != (row["calendar"] is None):
            yield _problem(row, "calendar", row["calendar"], ("có cùng với frequency", "given with the frequency"))
    elif form not in kinds:
        yield _problem(row, "form_code", form, ("biểu có trong bảng forms", "a form of table forms"))
    elif row["reporter_kind"] not in kinds[form]:
        words = ", ".join(sorted(map(str, kinds[form])))
        expected = (f"loại đơn vị của biểu: {words}", f"the form's reporter kind: {words}")
        yield _problem(row, "reporter_kind", row["reporter_kind"], expected)
    for name in ("frequency", "calendar", "office_code") if form else ():
        if row[name] is not None:
            yield _problem(row, name, row[name], ("để trống: biểu đã nói", "empty: the form says it"))
    if row["duty_kind"] is not None and (row["duty_kind"] == "form") != (form is not None):
        yield _problem(row, "duty_kind", row["duty_kind"], ("form khi và chỉ khi có biểu", "form exactly where one is"))


def _deadline(row: Row) -> Iterator[Problem]:
    needed = PARTS.get(row["due_kind"], ())
    for name in ("due_days", "due_month", "due_day") if row["due_kind"] in PARTS else ():
        if (row[name] is not None) != (name in needed):
            expected = (f"có khi và chỉ khi due_kind {row['due_kind']} cần", f"given as {row['due_kind']} needs it")
            yield _problem(row, name, row[name], expected)
    day, month = row["due_day"], row["due_month"]
    most = monthrange(SOME_YEAR, month)[1] if month in range(1, 13) else SHORTEST_MONTH
    if (day is not None and not 1 <= day <= most) or (month is not None and month not in range(1, 13)):
        expected = ("một ngày có trong mọi năm", "a day that every year has")
        yield _problem(row, "due_month, due_day", f"{month or ''}/{day or ''}", expected)
    for name, least in (("due_days", 1), ("revision_days", 1)):  # Decree 09/2019: at least one working day
        if row[name] is not None and row[name] < least:
            expected = (f"từ {least} ngày làm việc trở lên", f"{least} working day or more")
            yield _problem(row, name, row[name], expected)


def _source(row: Row) -> Iterator[Problem]:
    document = (row["document_file"], row["line"], row["quote"])
    if any(document) != all(document) or not (any(document) or row["legal_basis"]):
        expected = ("văn bản, dòng và câu; hoặc căn cứ pháp lý", "document, line and quote; or a legal basis")
        yield _problem(row, "document_file, line, quote, legal_basis", "", expected)


def _twice(rows: list[Row]) -> Iterator[Problem]:
    """One form is owed once by one kind of reporter: two rules would date it twice."""
    rules: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        if row["form_code"] is not None:
            rules[row["form_code"], row["reporter_kind"]].append(row)
    for same in rules.values():
        for one, other in combinations(same, 2):
            if one["duty_code"] == other["duty_code"] and one["province_code"] == other["province_code"]:
                continue  # versions of one rule: check_schema compares their dates
            is_shared = None in (one["province_code"], other["province_code"])
            if (is_shared or one["province_code"] == other["province_code"]) and _overlap(one, other):
                found = f"{key_of('obligation_rules', one)}, {key_of('obligation_rules', other)}"
                expected = ("mỗi biểu một nghĩa vụ tại một thời điểm", "one duty for a form at a time")
                yield _problem(other, "form_code", found, expected)


def _overlap(one: Row, other: Row) -> bool:
    starts, ends = (one["valid_from"], other["valid_from"]), (one["valid_to"], other["valid_to"])
    if None in starts:  # a problem of its own already
        return False
    return max(starts) < min(end or date.max for end in ends)


def _years(rows: list[Row]) -> Iterator[Problem]:
    """A year without a holiday between others is a year that was forgotten."""
    years = {row["day"].year for row in rows if row["day"] is not None}
    for year in sorted(set(range(min(years, default=0), max(years, default=0))) - years):
        expected = (f"ngày nghỉ lễ của năm {year}", f"the holidays of {year}")
        yield Problem("holidays", str(year), "day", "0", *expected)


def _availability(rows: list[Row]) -> Iterator[Problem]:
    """An edition has its day; a rule has its first year, and a whole day or none."""
    for row in rows:
        is_edition = row["period_code"] is not None
        day = [row[name] is not None for name in ("expect_month", "expect_day", "expect_years")]
        for name, is_due in (("published_on", is_edition), ("rule_from", not is_edition)):
            if (row[name] is not None) != is_due:
                expected = (
                    "period_code đi với published_on, quy tắc đi với rule_from",
                    "an edition's day, a rule's year",
                )
                yield Problem("availability", key_of("availability", row), name, str(row[name] or ""), *expected)
        if any(day) != all(day) or (is_edition and any(day)):
            expected = ("tháng, ngày và số năm cùng có hoặc cùng trống", "month, day and years together or none")
            found = "/".join(str(row[name] or "") for name in ("expect_month", "expect_day", "expect_years"))
            yield Problem(
                "availability", key_of("availability", row), "expect_month, expect_day, expect_years", found, *expected
            )


def _problem(row: Row, column: str, found: object, expected: tuple[str, str]) -> Problem:
    found = "" if found is None else str(found)
    return Problem("obligation_rules", key_of("obligation_rules", row), column, found, *expected)
