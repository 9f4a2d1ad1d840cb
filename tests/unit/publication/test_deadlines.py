"""The days on which months are run and units reminded, against days counted by hand on the calendar of 2027.

XA-01 is due on the third working day after the 14th, SKHCN-01 on the fifth (docs/duties.md); with one day of grace
their months are run two working days later. 2027: Tết is off from Thursday 4 to Wednesday 10 February, Hùng Kings on
Friday 16 April, Labour Day on Monday 3 May, National Day on 2 and 3 September, Culture Day on Wednesday 24 November.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest

from pipelines.codebook.load import Codebook, load
from pipelines.publication.triggers.deadlines import (
    ReminderDay,
    collected_month,
    next_run,
    reminders_on,
    runs_on,
    schedule_rule,
)
from pipelines.settings import seeds_root

PROVINCES = ("08", "19", "51")
# of each month the day of the run for XA-01 and that for SKHCN-01
RUNS = {
    *("21/01", "25/01", "19/02", "23/02", "19/03", "23/03", "22/04", "26/04", "21/05", "25/05", "21/06", "23/06"),
    *("21/07", "23/07", "20/08", "24/08", "21/09", "23/09", "21/10", "25/10", "19/11", "23/11", "21/12", "23/12"),
}
# two working days before and one after: XA-01, then SKHCN-01
BEFORE_XA = "15/01 15/02 15/03 15/04 17/05 15/06 15/07 16/08 15/09 15/10 15/11 15/12"
AFTER_XA = "20/01 18/02 18/03 21/04 20/05 18/06 20/07 19/08 20/09 20/10 18/11 20/12"
BEFORE_SKHCN = "19/01 17/02 17/03 20/04 19/05 17/06 19/07 18/08 17/09 19/10 17/11 17/12"
AFTER_SKHCN = "22/01 22/02 22/03 23/04 24/05 22/06 22/07 23/08 22/09 22/10 22/11 22/12"
# Tuyên Quang only: NHNN-01 (tenth working day after a calendar quarter), TK-02 and TK-03 (15 February), NV-01 (before 5
# December, a Sunday: by Saturday 4, so by Monday 6), the tenth working day after 14 December, 25 and 31 December
OTHERS_08 = {
    *("13/01", "18/01", "12/04", "15/04", "12/07", "15/07", "12/10", "15/10"),  # 15/01, 14/04, 14/07, 14/10
    *("11/02", "16/02"),  # 15/02: two working days before it is the first day after Tết
    *("02/12", "07/12", "24/12", "29/12", "23/12", "28/12"),  # 06/12, 28/12, and 27/12, for the 25th is a Saturday
    "29/12",  # 31/12; the day after falls into January
}


@pytest.fixture(scope="module")
def codebook() -> Codebook:
    return load(seeds_root())


def day(text: str) -> date:
    """16/10/2026; without a year of 2027."""
    parts = [int(part) for part in text.split("/")]
    return date(parts[2] if len(parts) == 3 else 2027, parts[1], parts[0])


def days_of(year: int) -> Iterator[date]:
    for n in range(366):
        if (found := date(year, 1, 1) + timedelta(days=n)).year == year:
            yield found


@pytest.mark.parametrize("province", PROVINCES)
def test_months_are_run_on_these_days_of_2027_and_no_others(codebook: Codebook, province: str) -> None:
    found = {today: runs_on(codebook, province, today) for today in days_of(2027)}
    assert {f"{today:%d/%m}" for today, runs in found.items() if runs} == RUNS
    for today, runs in found.items():
        assert [run.period for run in runs] == ([f"{today:%Y-%m}"] if runs else [])
        assert all(
            run.duties == (("XA-01",) if f"{today:%d/%m}" in first_of_each_month() else ("SKHCN-01",)) for run in runs
        )


def first_of_each_month() -> set[str]:
    return {min(text for text in RUNS if text.endswith(f"/{month:02d}")) for month in range(1, 13)}


def test_units_of_tuyen_quang_are_reminded_on_these_days_and_no_others(codebook: Codebook) -> None:
    monthly = {*BEFORE_XA.split(), *AFTER_XA.split(), *BEFORE_SKHCN.split(), *AFTER_SKHCN.split()}
    found = {today: reminders_on(codebook, "08", today) for today in days_of(2027)}
    assert {f"{today:%d/%m}" for today, reminders in found.items() if reminders} == monthly | OTHERS_08
    before = {
        f"{today:%d/%m}" for today, all_ in found.items() for one in all_ if "XA-01" in one.duties and not one.is_after
    }
    after = {
        f"{today:%d/%m}" for today, all_ in found.items() for one in all_ if "XA-01" in one.duties and one.is_after
    }
    assert before == set(BEFORE_XA.split()) and after == set(AFTER_XA.split())
    assert ReminderDay("S2026", day("15/02"), ("TK-02", "TK-03"), is_after=False) in found[day("11/02")]


def test_a_deadline_moved_by_tet(codebook: Codebook) -> None:
    """Tết of 2029 is off from Monday 12 to Friday 16 February: the first working day after the 14th is the 19th."""
    runs = {f"{today:%d/%m}": runs_on(codebook, "08", today) for today in days_of(2029)}
    february = {text: (run.last_date, run.duties) for text, found in runs.items() for run in found if text[3:] == "02"}
    assert february == {
        "23/02": (day("21/02/2029"), ("XA-01",)),
        "27/02": (day("23/02/2029"), ("SKHCN-01",)),
    }


def test_culture_day_within_the_days_of_grace(codebook: Codebook) -> None:
    """SKHCN-01 of November 2026 is due on Friday 20; grace is Monday 23, Tuesday 24 is off, the run is on the 25th."""
    runs = [today for today in days_of(2026) if today.month == 11 and runs_on(codebook, "08", today)]
    assert runs == [day("20/11/2026"), day("25/11/2026")]


def test_two_deadlines_of_one_day_are_one_run(codebook: Codebook) -> None:
    rules = codebook.tables["obligation_rules"].with_columns(
        due_days=pl.when(pl.col("duty_code") == "SKHCN-01").then(3).otherwise(pl.col("due_days"))
    )
    same = replace(codebook, tables={**codebook.tables, "obligation_rules": rules}, hash="same day")
    (run,) = runs_on(same, "08", day("21/01"))
    assert run.duties == ("SKHCN-01", "XA-01") and run.last_date == day("19/01")
    assert runs_on(same, "08", day("25/01")) == []


def test_the_next_run_is_found_over_the_turn_of_the_year(codebook: Codebook) -> None:
    found = next_run(codebook, "08", day("23/12/2026"))
    assert found is not None and (found.run_date, found.period) == (day("21/01"), "2027-01")
    found = next_run(codebook, "08", day("20/12/2026"))
    assert found is not None and (found.run_date, found.period) == (day("21/12/2026"), "2026-12")


def test_the_rule_of_the_province_counts_from_its_first_day(tmp_path: Path, codebook: Codebook) -> None:
    rows = pl.concat(
        [
            codebook.tables["schedule_rules"],
            codebook.tables["schedule_rules"].with_columns(
                province_code=pl.lit("19"), grace_days=pl.lit(3, pl.Int64()), valid_from=day("20/01")
            ),
        ]
    )
    stated = replace(codebook, tables={**codebook.tables, "schedule_rules": rows}, hash="three days in 19")
    assert [schedule_rule(stated, "19", day(text)).grace_days for text in ("19/01", "20/01")] == [1, 3]
    assert schedule_rule(stated, "08", day("20/01")).grace_days == 1
    # XA-01 of January, due on the 19th, still has one day; SKHCN-01, due on the 21st, waits 22, 25, 26 and runs on 27
    assert [bool(runs_on(stated, "19", day(text))) for text in ("21/01", "25/01", "27/01")] == [True, False, True]
    none = replace(codebook, tables={**codebook.tables, "schedule_rules": rows.clear()}, hash="no rule")
    assert runs_on(none, "08", day("20/01")) and not any(reminders_on(none, "08", today) for today in days_of(2027))


def test_the_month_that_is_collected_is_the_last_one_that_ended(codebook: Codebook) -> None:
    assert collected_month(codebook, day("14/11/2026")) == "2026-10"  # the 14th itself still belongs to November
    assert collected_month(codebook, day("15/11/2026")) == "2026-11"
    for today in days_of(2027):
        months = today.month - (today.day < 15)
        assert collected_month(codebook, today) == (f"2027-{months:02d}" if months else "2026-12")
