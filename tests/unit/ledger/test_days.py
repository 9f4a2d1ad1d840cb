"""Days of entries in Vietnam, seven hours ahead of the UTC that entries carry."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from pipelines.ledger import Entry, Ledger
from pipelines.ledger.days import entries_known_on, last_day_of, local_time


def entries(folder: Path, *times: str) -> list[Entry]:
    ledger = Ledger(folder / "ledger.jsonl")
    for time in times:
        ledger.append("codebook", {"codebook_hash": time}, at=datetime.fromisoformat(time).replace(tzinfo=UTC))
    return ledger.read()


@pytest.mark.parametrize(
    ("time", "day"),
    [("2026-11-02T16:59:59", date(2026, 11, 2)), ("2026-11-02T17:00:00", date(2026, 11, 3))],
)
def test_a_day_begins_at_17_utc(tmp_path: Path, time: str, day: date) -> None:
    assert last_day_of(entries(tmp_path, time)) == day


def test_a_time_is_printed_as_in_vietnam_without_its_seconds(tmp_path: Path) -> None:
    assert local_time(entries(tmp_path, "2026-11-30T08:11:48.002645")[0]) == "30/11/2026 15:11"


def test_the_latest_day_counts_where_a_clock_was_set_back(tmp_path: Path) -> None:
    assert last_day_of(entries(tmp_path, "2026-11-05T01:00", "2026-11-01T01:00")) == date(2026, 11, 5)
    assert last_day_of([]) == date.min


def test_entries_known_on_a_day_end_before_the_first_later_one(tmp_path: Path) -> None:
    found = entries(tmp_path, "2026-11-01T01:00", "2026-11-03T01:00", "2026-11-02T01:00")
    assert [entry.seq for entry in entries_known_on(found, date(2026, 11, 2))] == [1]
    assert [entry.seq for entry in entries_known_on(found, date(2026, 11, 3))] == [1, 2, 3]
    assert entries_known_on(found, date(2026, 10, 31)) == []
