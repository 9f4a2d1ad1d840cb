"""Schedules evaluated with each day of a year as their time, through Dagster, for every province.

The days themselves are counted by hand in tests/unit/publication/test_deadlines.py; here it is Dagster's tick of six in
the morning in Hà Nội that is held against a few of them, and against the days between.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import nullcontext
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from dagster import DagsterInstance, RunRequest, ScheduleDefinition, SkipReason, build_schedule_context
from dagster._core.execution import build_resources
from dagster._core.test_utils import create_run_for_test  # pyright: ignore[reportUnknownVariableType]

from pipelines.codebook.load import Codebook, load
from pipelines.definitions import defs
from pipelines.defs.resources import Office
from pipelines.defs.triggers import schedules
from pipelines.ledger import Ledger
from pipelines.settings import places, seeds_root

# Each month of 2027 is run on the fifth and the seventh working day after the 14th. January: Friday 15, 18, 19, 20, 21.
DAYS_2027 = (
    *("2027-01-21", "2027-01-25", "2027-02-19", "2027-02-23", "2027-03-19", "2027-03-23"),
    *("2027-04-22", "2027-04-26", "2027-05-21", "2027-05-25", "2027-06-21", "2027-06-23"),
    *("2027-07-21", "2027-07-23", "2027-08-20", "2027-08-24", "2027-09-21", "2027-09-23"),
    *("2027-10-21", "2027-10-25", "2027-11-19", "2027-11-23", "2027-12-21", "2027-12-23"),
)
PROVINCES = ("08", "19", "51")
RELEASE = (  # what an entry has to hold
    *("release_id", "build_id", "tree_hash", "occasion_period", "ledger_seq"),
    *("codebook_hash", "code_commit", "lock_hash", "published_sha256"),
)


class Ticks:
    """Schedules evaluated with a day as their time; what they have requested is in `instance`."""

    def __init__(self, instance: DagsterInstance) -> None:
        self.instance = instance

    def found(self, name: str, day: str) -> list[RunRequest | SkipReason]:
        """What the schedule's function yields."""
        schedule: Any = defs.get_repository_def().get_schedule_def(name)
        context = build_schedule_context(instance=self.instance, scheduled_execution_time=moment(day))
        return list(schedule(context, office=Office()))

    def requests(self, name: str, day: str) -> list[RunRequest]:
        return [one for one in self.found(name, day) if isinstance(one, RunRequest)]

    def said(self, name: str, day: str) -> list[str]:
        (skip,) = self.found(name, day)
        assert isinstance(skip, SkipReason)
        return (skip.skip_message or "").splitlines()


def same(instance: DagsterInstance) -> Callable[[object], nullcontext[DagsterInstance]]:
    def given(_: object) -> nullcontext[DagsterInstance]:
        return nullcontext(instance)

    return given


@pytest.fixture(scope="module")
def ticks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ticks]:
    """One instance of Dagster and one codebook for all ticks: by itself each takes half a second for its own."""
    codebook = load(seeds_root())

    def loaded(_: Path) -> Codebook:
        return codebook

    with (
        DagsterInstance.local_temp(str(tmp_path_factory.mktemp("dagster"))) as instance,
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setattr(build_resources, "ephemeral_instance_if_missing", same(instance))
        patch.setattr(DagsterInstance, "from_ref", same(instance))
        patch.setenv("CHISO_DATA", str(tmp_path_factory.mktemp("data")))
        patch.setattr(schedules, "load", loaded)
        yield Ticks(instance)


def moment(day: str) -> datetime:
    """06:00 of the day in Hà Nội, which is 23:00 of the day before in UTC."""
    return (datetime.fromisoformat(f"{day}T00:00:00+00:00") - timedelta(hours=1)).astimezone(UTC)


def days_of_2027() -> list[str]:
    return [str(date(2027, 1, 1) + timedelta(days=n)) for n in range(365)]


@pytest.mark.parametrize("province", PROVINCES)
def test_the_month_of_each_province_is_requested_on_its_days_of_2027_and_no_others(ticks: Ticks, province: str) -> None:
    wanted_on = {day: ticks.requests(f"month_{province}", day) for day in days_of_2027()}
    assert [day for day, wanted in wanted_on.items() if wanted] == list(DAYS_2027)
    keys = [request.partition_key for wanted in wanted_on.values() for request in wanted]
    assert keys == [f"{day[:7]}|{province}" for day in DAYS_2027]
    run_keys = [request.run_key for wanted in wanted_on.values() for request in wanted]
    assert len(set(run_keys)) == len(DAYS_2027)  # a repeated tick of a day has the same key


def test_a_day_without_a_month_says_when_the_next_one_is(ticks: Ticks) -> None:
    assert ticks.said("month_08", "2027-02-08") == [  # Tết
        "Ngày 08/02/2027 tỉnh 08 không có kỳ nào phải tổng hợp. Lần tới: 19/02/2027, kỳ 2027-02 (hạn 17/02/2027).",
        "On 08/02/2027 no month of province 08 is due. Next: 19/02/2027, 2027-02 (last day in time 17/02/2027).",
    ]


def test_a_request_names_deadline_and_duties(ticks: Ticks) -> None:
    (request,) = ticks.requests("month_08", "2027-02-19")
    assert request.tags["chiso/deadline"] == "2027-02-17" and request.tags["chiso/duties"] == "XA-01"


def test_reminders_are_requested_with_their_province_and_day(ticks: Ticks) -> None:
    assert ticks.said("reminders_19", "2027-02-08")[0] == "Ngày 08/02/2027 tỉnh 19 không có báo cáo nào phải nhắc."
    (request,) = ticks.requests("reminders_19", "2027-02-15")
    assert request.run_config == {"ops": {"remind": {"config": {"province": "19", "day": "2027-02-15"}}}}
    assert request.run_key == "19-2027-02-15"


@pytest.mark.parametrize("province", PROVINCES)
def test_reminders_fall_on_working_days_of_2027_only(ticks: Ticks, province: str) -> None:
    asked = [date.fromisoformat(day) for day in days_of_2027() if ticks.requests(f"reminders_{province}", day)]
    off = {date(2027, 2, n) for n in range(4, 11)} | {date(2027, 4, 16), date(2027, 5, 3), date(2027, 11, 24)}
    off |= {date(2027, 1, 1), date(2027, 4, 30), date(2027, 9, 2), date(2027, 9, 3)}
    assert len(asked) >= 4 * 12  # two days for each of two monthly forms
    assert not [day for day in asked if day.weekday() >= 5 or day in off]


def release_of_february(province: str, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A data root whose ledger has one release, of February 2027."""
    monkeypatch.setenv("CHISO_DATA", str(data))
    entry = {**dict.fromkeys(RELEASE, ""), "release_id": "r", "occasion_period": "2027-02"}
    Ledger(places(province).ledger).append("release", entry)


def test_a_month_is_requested_once_however_often_its_day_is_evaluated(
    ticks: Ticks, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (request,) = ticks.requests("month_08", "2027-03-19")
    run = create_run_for_test(ticks.instance, tags=dict(request.tags))
    assert ticks.said("month_08", "2027-03-19")[0] == (
        f"Lượt 08-2027-03-2027-03-19 đã yêu cầu trước đây (lượt chạy {run.run_id[:8]})."
    )
    # the gate has refused that run: the month is overdue, and the run of its second deadline is requested alone
    release_of_february("08", tmp_path, monkeypatch)
    assert [one.run_key for one in ticks.requests("month_08", "2027-03-23")] == ["08-2027-03-2027-03-23"]
    assert ticks.requests("month_08", "2027-03-22") == []
    ticks.instance.delete_run(run.run_id)


def test_a_month_that_a_machine_was_off_for_is_requested_on_the_next_morning(
    ticks: Ticks, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last release is of February; the run of Friday 19 March was missed."""
    release_of_february("19", tmp_path, monkeypatch)
    (request,) = ticks.requests("month_19", "2027-03-22")
    assert request.partition_key == "2027-03|19" and request.run_key == "19-2027-03-2027-03-19"
    assert [one.run_key for one in ticks.requests("month_19", "2027-03-23")] == [
        *("19-2027-03-2027-03-19", "19-2027-03-2027-03-23"),
    ]
    assert ticks.requests("month_19", "2027-03-18") == []
    assert ticks.requests("month_19", "2027-04-05") == []  # two weeks are over


def test_a_tick_of_the_daemon_gives_the_same(ticks: Ticks) -> None:
    repository = defs.get_repository_def()
    context = build_schedule_context(
        scheduled_execution_time=moment("2027-02-19"),
        repository_def=repository,
        instance=ticks.instance,
        resources={"office": Office()},
    )
    tick = repository.get_schedule_def("month_08").evaluate_tick(context)
    assert [request.partition_key for request in tick.run_requests or []] == ["2027-02|08"]


def test_schedules_are_off_unless_the_office_names_the_province() -> None:
    for schedule in defs.get_repository_def().schedule_defs:
        assert isinstance(schedule, ScheduleDefinition)
        assert schedule.default_status.value == "STOPPED"
        assert (schedule.cron_schedule, schedule.execution_timezone) == ("0 6 * * *", "Asia/Ho_Chi_Minh")
