"""Sensors ticked on each day of a year, through Dagster: which month an inbox is read for, when a month is overdue."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from dagster import DagsterInstance, RunRequest, SensorDefinition, SkipReason, build_sensor_context
from dagster._core.execution import build_resources
from unit.defs.test_sensors import some_job

from pipelines.codebook.load import Codebook, load
from pipelines.defs.resources import Office
from pipelines.defs.triggers import sensors
from pipelines.defs.triggers.sensors import changes_sensor, inbox_sensor
from pipelines.ledger import Ledger
from pipelines.ledger.entry import KINDS
from pipelines.settings import seeds_root

EVERY_DAY = [date(2027, 1, 1) + timedelta(days=n) for n in range(365)]
# the day after the first run of each month of 2027: tests/unit/publication/test_deadlines.py counts the days of runs
OVERDUE_FROM = [
    *(date(2027, month, day) for month, day in ((1, 22), (2, 20), (3, 20), (4, 23), (5, 22), (6, 22))),
    *(date(2027, month, day) for month, day in ((7, 22), (8, 21), (9, 22), (10, 22), (11, 20), (12, 22))),
]


def no_change(*_: object) -> None:
    """Nothing came after the last release."""


class Kept(logging.Handler):
    """Keeps the warnings of a tick."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.texts.append(record.getMessage().splitlines()[0])


class Days:
    """An office whose sensors are ticked on a day of the year."""

    def __init__(self, root: Path, instance: DagsterInstance, patch: pytest.MonkeyPatch) -> None:
        self.office = Office(data=str(root / "data"), inbox=str(root / "inbox"), quiet_seconds=0.0)
        self.root, self.instance, self.patch = root, instance, patch
        self.cursor: str | None = None

    def tick(self, sensor: SensorDefinition, day: date) -> tuple[RunRequest | SkipReason, list[str]]:
        """What the tick gives, and its warnings."""
        self.patch.setattr(sensors, "today", lambda: day)
        context = build_sensor_context(instance=self.instance, cursor=self.cursor, resources={"office": self.office})
        warnings = Kept()
        context.log.addHandler(warnings)
        found: Any = sensor(context)
        self.cursor = context.cursor
        return found, warnings.texts


@pytest.fixture
def days(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Days]:
    """One instance and one codebook for all ticks: by itself each takes half a second for its own."""
    codebook = load(seeds_root())

    def loaded(_: Path) -> Codebook:
        return codebook

    def same(_: object) -> nullcontext[DagsterInstance]:
        return nullcontext(instance)

    instance = DagsterInstance.ephemeral()
    monkeypatch.setattr(build_resources, "ephemeral_instance_if_missing", same)
    monkeypatch.setattr(sensors, "load", loaded)
    yield Days(tmp_path, instance, monkeypatch)
    instance.dispose()


@pytest.mark.parametrize("province", ["08", "19", "51"])
def test_a_file_is_read_for_the_month_that_has_ended_on_every_day(days: Days, province: str) -> None:
    """Administrative months end on the 14th."""
    (days.root / "inbox" / province).mkdir(parents=True)
    (days.root / "inbox" / province / "a.csv").write_bytes(b"1;2\n")
    sensor = inbox_sensor(province, some_job)
    first, _ = days.tick(sensor, EVERY_DAY[0])
    assert isinstance(first, SkipReason)  # seen for the first time
    months = ["2026-12"] * 14 + [f"2027-{day - timedelta(days=14):%m}" for day in EVERY_DAY[14:]]
    for day, month in zip(EVERY_DAY, months, strict=True):
        found, _ = days.tick(sensor, day)
        assert isinstance(found, RunRequest) and found.partition_key == f"{month}|{province}", day


def test_every_tick_warns_of_an_overdue_month_and_of_no_other(days: Days) -> None:
    """The last release is of December 2026: from the day after the run of January on a month is overdue each day."""
    entry = {**dict.fromkeys(KINDS["release"], ""), "release_id": "r", "occasion_period": "2026-12"}
    Ledger(days.office.places("08").ledger).append("release", entry)
    days.patch.setattr(sensors, "changes_since_release", no_change)
    sensor = changes_sensor("08", some_job)
    for day in EVERY_DAY:
        found, warnings = days.tick(sensor, day)
        assert isinstance(found, SkipReason)
        past = sum(begin <= day for begin in OVERDUE_FROM)
        assert [f"2027-{past:02d}" in text for text in warnings] == ([True] if past else []), (day, warnings)
