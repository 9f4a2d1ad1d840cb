"""Schedules evaluated with each day of a year as their time, through Dagster, for every province.

The days themselves are counted by hand in tests/unit/publication/test_deadlines.py; here it is Dagster's tick of six in
the morning in Hà Nội that is held against a few of them, and against the days between.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from dagster import RunRequest, ScheduleDefinition, build_schedule_context

from pipelines.definitions import defs
from pipelines.defs.resources import Office

# Each month of 2027 is run on the fifth and the seventh working day after the 14th. January: Friday 15, 18, 19, 20, 21.
DAYS_2027 = (
    *("2027-01-21", "2027-01-25", "2027-02-19", "2027-02-23", "2027-03-19", "2027-03-23"),
    *("2027-04-22", "2027-04-26", "2027-05-21", "2027-05-25", "2027-06-21", "2027-06-23"),
    *("2027-07-21", "2027-07-23", "2027-08-20", "2027-08-24", "2027-09-21", "2027-09-23"),
    *("2027-10-21", "2027-10-25", "2027-11-19", "2027-11-23", "2027-12-21", "2027-12-23"),
)
PROVINCES = ("08", "19", "51")


def tick(name: str, day: str) -> Any:
    """The schedule evaluated for 06:00 in Hà Nội, which is 23:00 of the day before in UTC."""
    at = datetime.fromisoformat(f"{day}T00:00:00+00:00") - timedelta(hours=1)
    schedule = defs.get_repository_def().get_schedule_def(name)
    context = build_schedule_context(
        scheduled_execution_time=at.astimezone(UTC),
        repository_def=defs.get_repository_def(),
        resources={"office": Office()},
    )
    return schedule.evaluate_tick(context)


def requests(name: str, day: str) -> list[RunRequest]:
    return list(tick(name, day).run_requests or [])


def days_of_2027() -> list[str]:
    return [str(date(2027, 1, 1) + timedelta(days=n)) for n in range(365)]


@pytest.mark.parametrize("province", PROVINCES)
def test_the_month_of_each_province_is_requested_on_its_days_of_2027_and_no_others(province: str) -> None:
    found = {day: requests(f"month_{province}", day) for day in days_of_2027()}
    assert [day for day, wanted in found.items() if wanted] == list(DAYS_2027)
    keys = [request.partition_key for wanted in found.values() for request in wanted]
    assert keys == [f"{day[:7]}|{province}" for day in DAYS_2027]
    run_keys = [request.run_key for wanted in found.values() for request in wanted]
    assert len(set(run_keys)) == len(DAYS_2027)  # a repeated tick of a day has the same key


def test_a_day_without_a_month_says_when_the_next_one_is() -> None:
    said = tick("month_08", "2027-02-08").skip_message  # Tết
    assert said.splitlines() == [
        "Ngày 08/02/2027 tỉnh 08 không có kỳ nào phải tổng hợp. Lần tới: 19/02/2027, kỳ 2027-02 (hạn 17/02/2027).",
        "On 08/02/2027 no month of province 08 is due. Next: 19/02/2027, 2027-02 (last day in time 17/02/2027).",
    ]


def test_a_request_names_deadline_and_duties() -> None:
    (request,) = requests("month_08", "2027-02-19")
    assert request.tags["chiso/deadline"] == "2027-02-17" and request.tags["chiso/duties"] == "XA-01"


def test_reminders_are_requested_with_their_province_and_day() -> None:
    assert tick("reminders_19", "2027-02-08").skip_message.startswith("Ngày 08/02/2027 tỉnh 19 không có báo cáo nào")
    (request,) = requests("reminders_19", "2027-02-15")
    assert request.run_config == {"ops": {"remind": {"config": {"province": "19", "day": "2027-02-15"}}}}
    assert request.run_key == "19-2027-02-15"


def test_reminders_of_province_51_fall_on_working_days_of_2027_only() -> None:
    asked = [date.fromisoformat(day) for day in days_of_2027() if requests("reminders_51", day)]
    off = {date(2027, 2, n) for n in range(4, 11)} | {date(2027, 4, 16), date(2027, 5, 3), date(2027, 11, 24)}
    off |= {date(2027, 1, 1), date(2027, 4, 30), date(2027, 9, 2), date(2027, 9, 3)}
    assert len(asked) >= 4 * 12  # two days for each of two monthly forms
    assert not [day for day in asked if day.weekday() >= 5 or day in off]


def test_schedules_are_off_unless_the_office_names_the_province() -> None:
    for schedule in defs.get_repository_def().schedule_defs:
        assert isinstance(schedule, ScheduleDefinition)
        assert schedule.default_status.value == "STOPPED"
        assert (schedule.cron_schedule, schedule.execution_timezone) == ("0 6 * * *", "Asia/Ho_Chi_Minh")
