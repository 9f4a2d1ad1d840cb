"""Deadlines against dates written by hand from calendars of 2026, 2027 and 2028; days off against a library."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from support import holiday_library
from unit.codebook.small import good, write
from unit.policy import documents

from pipelines.codebook.errors import CodebookError
from pipelines.codebook.load import Codebook, load
from pipelines.codebook.obligations import DueRule, deadline_dates, expand_duties, shift_rule
from pipelines.codebook.working_days import WorkingDays, working_days

Row = dict[str, Any]


@pytest.fixture(scope="module")
def codebook(repo: Path) -> Codebook:
    return load(repo / "data" / "seeds")


@pytest.fixture(scope="module")
def days(codebook: Codebook) -> WorkingDays:
    return working_days(codebook.tables)


def day(text: str) -> date:
    """04/12/2026 as people write it."""
    return date(*reversed([int(part) for part in text.split("/")]))


def test_the_seed_is_what_the_library_says(repo: Path) -> None:
    with (repo / "data" / "seeds" / "holidays.csv").open(encoding="utf-8") as file:
        head, *rows = csv.reader(file)
    assert tuple(head) == holiday_library.HEAD
    assert sorted(map(tuple, rows)) == holiday_library.rows()


# first day of the lunar year and 10th of the third lunar month, from printed calendars; 2030 differs from China's
LUNAR = """
2024 10/02/2024 18/04/2024
2025 29/01/2025 07/04/2025
2026 17/02/2026 26/04/2026
2027 06/02/2027 16/04/2027
2028 26/01/2028 04/04/2028
2029 13/02/2029 23/04/2029
2030 02/02/2030 12/04/2030
"""


@pytest.mark.parametrize("line", LUNAR.split("\n")[1:-1])
def test_tet_and_hung_kings_by_the_lunar_calendar(codebook: Codebook, days: WorkingDays, line: str) -> None:
    year, tet, kings = line.split()
    names = dict(codebook.tables["holidays"].select("day", "name_vi").rows())
    assert names[day(tet)] == "Tết Nguyên Đán"
    assert names[day(kings)] == "Ngày Giỗ Tổ Hùng Vương"
    # Labour Code 2019, article 112: five days of Tết, two of National Day
    off = [free for free in days.off if free.year == int(year)]
    assert len([free for free in off if free.month in (1, 2)]) >= 5 + 1
    assert sum(free.month == 9 or (free.month, free.day) == (8, 31) for free in off) >= 2


def test_an_exchanged_saturday_is_worked_and_its_monday_is_not(days: WorkingDays) -> None:
    assert (days.is_working(day("22/08/2026")), days.is_working(day("31/08/2026"))) == (True, False)
    assert (days.is_working(day("04/05/2024")), days.is_working(day("29/04/2024"))) == (True, False)
    assert (days.is_working(day("15/08/2026")), days.is_working(day("17/08/2026"))) == (False, True)


# cut-off, working days after it -> the last day in time
AFTER_THE_CUT_OFF = """
14/10/2026 1 15/10/2026  Wednesday -> Thursday
14/10/2026 3 19/10/2026  Thursday, Friday, Monday
14/11/2026 1 16/11/2026  the cut-off is a Saturday: Monday
14/12/2026 1 15/12/2026  Monday -> Tuesday
14/12/2026 5 21/12/2026  Tuesday to Friday, Monday
14/12/2027 1 15/12/2027  Tuesday -> Wednesday
14/12/2028 2 18/12/2028  Thursday -> Friday, Monday
14/02/2026 1 23/02/2026  Tết: off from Monday 16 to Friday 20, with both weekends
14/02/2026 3 25/02/2026  23, 24, 25 February
14/02/2027 1 15/02/2027  Sunday; the days off of Tết ended on Wednesday 10
14/01/2028 7 01/02/2028  17 to 21 are five; Monday 24 to Friday 28 are Tết, 29 and 30 a weekend; 31 is the sixth
"""


def test_working_days_after_the_cut_off(days: WorkingDays) -> None:
    for line in AFTER_THE_CUT_OFF.split("\n")[1:-1]:
        cutoff, n, last, reason = line.split(maxsplit=3)
        found = deadline_dates(DueRule(due_kind="working_days", due_days=int(n)), day(cutoff), days, "next")
        assert found.last_date == day(last), reason


# cut-off, day as worded, inclusive or strictly before, province's rule -> the last day in time
FIXED = """
14/12/2026 05/12 before next     04/12/2026  Saturday 5 is excluded; Friday 4 is worked
14/12/2026 05/12 on     next     07/12/2026  Saturday: the term ends on Monday
14/12/2026 05/12 on     previous 04/12/2026  the province asks for the working day before
14/12/2026 05/12 on     none     05/12/2026  the province moves nothing
14/12/2027 05/12 before next     06/12/2027  Saturday 4 is the last day of the term, so it ends on Monday 6
14/12/2027 05/12 before previous 03/12/2027
14/12/2027 05/12 before none     04/12/2027
14/12/2028 05/12 before next     04/12/2028  Monday
14/12/2028 05/12 on     next     05/12/2028
14/12/2026 15/12 before next     14/12/2026  Monday, the cut-off itself
14/12/2027 15/12 before next     14/12/2027
14/12/2028 15/12 before next     14/12/2028
14/12/2025 15/12 before next     15/12/2025  Sunday 14 is the last day of the term: Monday 15
14/01/2028 26/01 on     next     31/01/2028  Tết: off from Monday 24 to Friday 28 and the weekend
14/02/2026 17/02 before next     23/02/2026  Monday 16 is the eve
14/02/2026 17/02 before previous 13/02/2026  Friday before the weekend before Tết
14/02/2027 08/02 on     next     11/02/2027  Monday 8 is the third day; off until Wednesday 10
"""


@pytest.mark.parametrize("line", FIXED.split("\n")[1:-1])
def test_fixed_dates(days: WorkingDays, line: str) -> None:
    cutoff, due, sense, shift, last = line.split()[:5]
    number, month = due.split("/")
    asked = DueRule(due_kind="fixed_date", due_day=int(number), due_month=int(month), is_inclusive=sense == "on")
    found = deadline_dates(asked, day(cutoff), days, shift)
    assert found.last_date == day(last), line
    assert found.due_date == date(day(cutoff).year, int(month), int(number))


def test_the_25th_of_the_periods_last_month(days: WorkingDays) -> None:
    """Decree 09/2019, article 13: 25/10/2026 is a Sunday, 25/12/2026 a Friday, 25/12/2027 a Saturday."""
    asked = DueRule(due_kind="last_month", due_day=25)
    for cutoff, last in (
        ("14/10/2026", "26/10/2026"),
        ("14/12/2026", "25/12/2026"),
        ("14/12/2027", "27/12/2027"),
        ("14/01/2028", "31/01/2028"),  # 25 January 2028 is the eve of Tết
    ):
        assert deadline_dates(asked, day(cutoff), days, "next").last_date == day(last)


def test_a_statistical_deadline_lies_in_the_next_year(days: WorkingDays) -> None:
    """01/02 of the year after a statistical year: in 2027 a Monday, in 2026 a Sunday."""
    asked = DueRule(due_kind="fixed_date", due_day=1, due_month=2, due_years=1)
    assert deadline_dates(asked, day("31/12/2026"), days, "next").last_date == day("01/02/2027")
    assert deadline_dates(asked, day("31/12/2025"), days, "next").last_date == day("02/02/2026")


def test_no_date_is_no_deadline(days: WorkingDays) -> None:
    found = deadline_dates(DueRule(due_kind="unset"), day("14/12/2026"), days, "next")
    assert (found.cutoff_date, found.due_date, found.last_date) == (day("14/12/2026"), None, None)


def test_a_year_without_holidays_is_an_error(days: WorkingDays) -> None:
    with pytest.raises(CodebookError, match="2047"):
        deadline_dates(DueRule(due_kind="working_days", due_days=1), day("31/12/2046"), days, "next")


def test_the_yearly_estimate_and_its_final_figures(codebook: Codebook) -> None:
    """Plan 57, line 282: before 05/12; the figures are estimates, their final ones follow the cut-off of 14/12."""
    found = {
        row["period_code"]: (row["cutoff_date"], row["due_date"], row["last_date"], row["revision_date"])
        for row in expand_duties(codebook, "08", "2028").filter(duty_code="NV-01").to_dicts()
    }
    assert found == {
        "2026": (day("14/12/2026"), day("05/12/2026"), day("04/12/2026"), day("21/12/2026")),
        "2027": (day("14/12/2027"), day("05/12/2027"), day("06/12/2027"), day("21/12/2027")),
        "2028": (day("14/12/2028"), day("05/12/2028"), day("04/12/2028"), day("21/12/2028")),
    }


def test_a_duty_asked_for_before_its_period_ends_is_known_in_the_month_before(codebook: Codebook) -> None:
    known = {
        month: expand_duties(codebook, "08", month).filter(duty_code="NV-01")["period_code"].to_list()
        for month in ("2026-10", "2026-11", "2026-12", "2026")
    }
    assert known == {"2026-10": [], "2026-11": ["2026"], "2026-12": ["2026"], "2026": ["2026"]}


def test_no_office_reports_to_itself_and_reviews_come_once(codebook: Codebook) -> None:
    owed = expand_duties(codebook, "08", "2030")
    assert "D08-SKHCN" not in owed.filter(duty_code="KH57-CQ")["reporter_code"].to_list()
    assert owed.filter(duty_code="KH57-CQ", period_code="2026").height == 11  # twelve offices without the receiver
    for review, period, last in (
        ("KH57-2025", "2025", "31/12/2025"),
        ("KH57-2030", "2030", "31/12/2030"),
    ):
        row = owed.filter(duty_code=review).row(0, named=True)
        assert owed.filter(duty_code=review).height == 1
        assert (row["reporter_code"], row["period_code"], row["last_date"]) == ("D08-SKHCN", period, day(last))


def test_other_provinces_owe_what_their_documents_ask(codebook: Codebook) -> None:
    offices = expand_duties(codebook, "19", "2026").filter(duty_code="KN-CQ")
    assert set(offices["last_date"]) == {day("04/12/2026")} and offices.height == 11
    lead = expand_duties(codebook, "19", "2026").filter(duty_code="KN-SKHCN").row(0, named=True)
    assert (lead["reporter_code"], lead["due_date"], lead["last_date"]) == (
        "D19-SKHCN",
        day("15/12/2026"),
        day("14/12/2026"),
    )
    assert set(expand_duties(codebook, "51", "2026")["duty_code"]) == {"UBND-CP", "SKHCN-01", "SKHCN-06", "XA-01"}


def test_the_rule_of_the_province_comes_before_the_common_one(tmp_path: Path) -> None:
    tables = good()
    tables["deadline_rules"].append(
        {**tables["deadline_rules"][0], "province_code": "08", "shift": "previous", "valid_from": "2026-03-01"}
    )
    codebook = load(write(tables, tmp_path))
    assert shift_rule(codebook, "08", day("28/02/2026")) == "next"
    assert shift_rule(codebook, "08", day("01/03/2026")) == "previous"
    assert shift_rule(codebook, "19", day("01/03/2026")) == "next"


def test_a_version_that_begins_within_a_period_is_owed_from_the_next_one(tmp_path: Path) -> None:
    """Version 2 begins on 1 February; the administrative February began on 15 January and is owed in version 1."""
    tables = good()
    for name in ("forms", "form_anchors", "form_blocks", "form_columns", "form_rows"):
        tables[name] += [{**row, "form_version": "2"} for row in tables[name]]
    first, second = tables["forms"]
    first["valid_to"] = second["valid_from"] = "2026-02-01"
    owed = expand_duties(load(write(tables, tmp_path)), "08", "2026-03").filter(form_code="XA")
    versions = set(owed.select("period_code", "form_version").iter_rows())
    assert versions == {("2026-02", 1), ("2026-03", 2)}  # the duty itself begins in 2026


def test_every_duty_stands_in_its_document(codebook: Codebook, shared: Path) -> None:
    texts = documents.all_lines(shared / "documents")
    rules = codebook.tables["obligation_rules"].to_dicts()
    quoted = [row for row in rules if row["document_file"]]
    assert quoted
    for row in quoted:
        assert documents.normal(row["quote"]) in texts[row["document_file"]][row["line"]], row["duty_code"]
    assert all("Nghị định 09/2019" in row["legal_basis"] for row in rules if not row["document_file"])


def test_every_report_that_the_documents_ask_for_is_a_duty(codebook: Codebook) -> None:
    asked = codebook.tables["commitments"].filter(kind="report").select("document_file", "line").rows()
    rules = set(codebook.tables["obligation_rules"].select("document_file", "line").rows())
    assert len(asked) >= 10
    assert set(asked) <= rules


def test_what_the_province_has_not_confirmed_is_marked(codebook: Codebook) -> None:
    """Only an issued document that names a day, or that asks for no period at all, is no provisional setting."""
    issued = set(codebook.tables["policy_documents"].filter(status="issued")["document_file"])
    settled = codebook.tables["obligation_rules"].filter(~pl.col("is_provisional")).to_dicts()
    assert {"NV-01", "KH57-VUONGMAC"} <= {row["duty_code"] for row in settled}
    for row in settled:
        assert row["document_file"] in issued, row["duty_code"]
        assert row["due_kind"] == "fixed_date" or row["frequency"] is None, row["duty_code"]
