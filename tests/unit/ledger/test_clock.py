"""A clock that jumps is refused; what it wrote before somebody noticed is read with a time that can be right."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from pipelines.ledger import Ledger, clock
from pipelines.ledger.clock import ClockError, settled
from pipelines.ledger.days import confirm_clock, entries_known_on, last_day_of

NOW = datetime(2026, 11, 30, 2, tzinfo=UTC)  # nine in the morning in Vietnam
REASON = ("Pin đồng hồ của máy chủ hết", "Phòng Tin học")
SetClock = Callable[[datetime], None]


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(tmp_path / "ledger.jsonl")


@pytest.fixture
def set_clock(monkeypatch: pytest.MonkeyPatch) -> SetClock:
    """Set the machine's clock."""

    def change(moment: datetime) -> None:
        class Clock(datetime):
            @classmethod
            def now(cls, tz: object = None) -> datetime:  # pyright: ignore[reportIncompatibleMethodOverride]
                return moment

        monkeypatch.setattr(clock, "datetime", Clock)
        monkeypatch.setattr("pipelines.ledger.days.datetime", Clock)

    return change


def note(ledger: Ledger, text: str = "h") -> None:
    ledger.append("codebook", {"codebook_hash": text})


@pytest.mark.parametrize(
    ("step", "code"),
    [
        (timedelta(days=400), None),
        (timedelta(days=400, seconds=1), "clock_ahead"),
        (timedelta(days=365 * 73), "clock_ahead"),  # 2099
        (timedelta(days=-1), None),
        (timedelta(days=-1, seconds=-1), "clock_behind"),
        (timedelta(days=-365 * 6), "clock_behind"),  # 2020
    ],
)
def test_a_jump_is_refused_and_a_step_is_not(
    ledger: Ledger, set_clock: SetClock, step: timedelta, code: str | None
) -> None:
    set_clock(NOW)
    note(ledger)
    before = ledger.path.read_bytes()
    set_clock(NOW + step)
    if code is None:
        note(ledger)
        assert len(ledger.read()) == 2
        return
    with pytest.raises(ClockError) as caught:
        note(ledger)
    assert caught.value.code == code and ledger.path.read_bytes() == before
    assert "30/11/2026 09:00" in caught.value.message_vi and "chiso ledger clock" in caught.value.message_vi


def test_the_first_entry_and_simulated_days_are_no_measure(ledger: Ledger, set_clock: SetClock) -> None:
    set_clock(datetime(2020, 1, 1, tzinfo=UTC))
    receipt = {"receipt_id": "R1", "sha256": "0", "n_bytes": 1, "original_name": "a", "channel": "cli"}
    ledger.append("receipt", receipt | {"is_simulated": True}, at=datetime(2028, 10, 20, tzinfo=UTC))
    note(ledger)
    set_clock(NOW)
    with pytest.raises(ClockError, match="2525 ngày"):  # since 1 January 2020, the day of the second entry
        note(ledger)


def test_a_confirmed_clock_settles_what_was_written_with_a_later_one(ledger: Ledger, set_clock: SetClock) -> None:
    """2099 was believed by an earlier version: three entries have it, one before them and one after are right."""
    ledger.append("codebook", {"codebook_hash": "1"}, at=NOW - timedelta(days=9))
    for n in "23":
        ledger.append("codebook", {"codebook_hash": n}, at=datetime(2099, 1, 1, tzinfo=UTC))
    set_clock(NOW)
    assert last_day_of(ledger.read()) == date(2099, 1, 1)
    with pytest.raises(ClockError) as caught:
        note(ledger)
    assert caught.value.code == "clock_behind"
    before = ledger.read()
    confirm_clock(ledger, date(2026, 11, 30), *REASON)
    note(ledger, "5")
    entries = ledger.read()
    assert [entry.kind for entry in entries] == ["codebook"] * 3 + ["clock", "codebook"]
    assert last_day_of(entries) == date(2026, 11, 30)
    days = [f"{clock.moment_of(entry):%d/%m}" for entry in settled(entries)]
    assert days == ["21/11", "21/11", "21/11", "30/11", "30/11"]
    assert len(entries_known_on(entries, date(2026, 11, 29))) == 3
    # the ledger is as it was written, and so is what was known before
    assert entries[:3] == before and settled(before) == before


def test_entries_without_a_right_one_before_them_get_the_time_of_the_confirmation(
    ledger: Ledger, set_clock: SetClock
) -> None:
    ledger.append("codebook", {"codebook_hash": "1"}, at=datetime(2099, 1, 1, tzinfo=UTC))
    set_clock(NOW)
    confirm_clock(ledger, date(2026, 11, 30), *REASON)
    assert [clock.moment_of(entry) for entry in settled(ledger.read())] == [NOW, NOW]


@pytest.mark.parametrize(
    ("today", "reason", "code"),
    [
        (date(2026, 11, 29), REASON, "clock_differs"),
        (date(2026, 12, 1), REASON, "clock_differs"),
        (date(2026, 11, 30), ("", "Phòng Tin học"), "clock_unexplained"),
        (date(2026, 11, 30), ("Pin hết", ""), "clock_unexplained"),
    ],
)
def test_a_clock_is_confirmed_by_the_day_of_a_calendar_and_a_person(
    ledger: Ledger, set_clock: SetClock, today: date, reason: tuple[str, str], code: str
) -> None:
    set_clock(NOW)
    note(ledger)
    with pytest.raises(ClockError) as caught:
        confirm_clock(ledger, today, *reason)
    assert caught.value.code == code and len(ledger.read()) == 1
