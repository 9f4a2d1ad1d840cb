"""What makes a new release after the last one, and which month should have been published: from entries of a ledger."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from pipelines.codebook.load import Codebook, load
from pipelines.errors import Message
from pipelines.ledger import Entry
from pipelines.publication.month import Review
from pipelines.publication.triggers import changes
from pipelines.publication.triggers.changes import changes_since_release
from pipelines.publication.triggers.freshness import missed_month, overdue_month
from pipelines.settings import places, seeds_root
from pipelines.submissions.intake.review.open_files import LateFile, OpenFile


def entry(seq: int, kind: str, **payload: Any) -> Entry:
    return Entry(seq, f"2026-10-22T0{seq}:00:00+00:00", "cli", "analyst", kind, payload, "", "", "")


def release(seq: int, position: int, period: str = "2026-10") -> Entry:
    return entry(seq, "release", release_id=f"{period}-r001", occasion_period=period, ledger_seq=position)


@pytest.fixture
def late(monkeypatch: pytest.MonkeyPatch) -> list[LateFile]:
    """The files that came after the verdict, as `month.review` finds them in a landing."""
    found: list[LateFile] = []
    waiting = OpenFile("R9", "x", "waiting", Message("r", "x", "x"), "", "", "")

    def review(*_: object) -> Review:
        return Review([waiting], found, 0)

    monkeypatch.setattr(changes, "review", review)
    return found


def since(entries: list[Entry]) -> tuple[int, tuple[str, ...], int] | None:
    found = changes_since_release(places("08", Path("none")), seeds_root(), entries)
    return None if found is None else (found.seq, found.sources, found.n_decisions)


def test_late_files_and_decisions_together_are_one_change_named_by_the_last(late: list[LateFile]) -> None:
    late += [LateFile("R4", "C1/a.xlsx", "C1", "2026-09", "2026-10-r001")]
    entries = [entry(1, "receipt", receipt_id="R1"), entry(2, "verdict", ledger_seq=1), release(3, 1)]
    assert since(entries) is None
    entries.append(entry(4, "receipt", receipt_id="R4"))
    assert since(entries) == (4, ("C1/a.xlsx",), 0)
    entries += [entry(5, "decision"), entry(6, "dismissal"), entry(7, "skip")]
    assert since(entries) == (6, ("C1/a.xlsx",), 2)


def test_a_file_of_a_month_that_is_not_published_yet_is_no_change(late: list[LateFile]) -> None:
    assert late == []
    assert since([release(1, 0), entry(2, "receipt", receipt_id="R2")]) is None


def test_what_a_refused_candidate_held_is_not_run_again(late: list[LateFile]) -> None:
    late += [LateFile("R2", "a.xlsx", "C1", "2026-10", "2026-10-r001")]
    entries = [release(1, 0), entry(2, "receipt", receipt_id="R2"), entry(3, "verdict", ledger_seq=2, outcome="refuse")]
    assert since(entries) is None
    assert since([*entries, entry(4, "decision")]) == (4, (), 1)


def test_before_the_first_release_nothing_is_a_change(late: list[LateFile]) -> None:
    late += [LateFile("R1", "a.xlsx", "C1", "2026-10", "2026-10-r001")]
    assert since([entry(1, "receipt", receipt_id="R1"), entry(2, "decision")]) is None


@pytest.fixture(scope="module")
def codebook() -> Codebook:
    return load(seeds_root())


@pytest.mark.parametrize(
    ("day", "released", "expected"),
    [
        ("2026-10-21", "2026-09", None),  # the run of October is today
        ("2026-10-22", "2026-09", "2026-10"),
        ("2026-10-22", "2026-10", None),
        ("2026-10-22", "2026-11", None),
        ("2026-11-19", "2026-10", None),
        ("2026-11-21", "2026-10", "2026-11"),  # the run of November was on Friday 20
        ("2027-01-21", "2026-12", None),
        ("2027-01-22", "2026-12", "2027-01"),
        ("2027-01-05", "2026-11", "2026-12"),  # over the turn of the year
    ],
)
def test_the_month_that_should_have_been_published(
    codebook: Codebook, day: str, released: str, expected: str | None
) -> None:
    found = overdue_month(codebook, "08", date.fromisoformat(day), [release(1, 0, released)])
    assert (found and found.period) == expected


def test_on_no_day_of_2027_is_a_month_overdue_that_was_published_on_its_day(codebook: Codebook) -> None:
    """Days of the first run of each month: tests/unit/publication/test_deadlines.py counts them."""
    first = ["21", "19", "19", "22", "21", "21", "21", "20", "21", "21", "19", "21"]
    days = [date(2027, month, int(day)) for month, day in enumerate(first, 1)]
    every = [date(2027, 1, 1) + timedelta(days=n) for n in range(365)]
    for today in every:
        released = [release(1, 0, "2026-12"), *(release(2, 0, f"{day:%Y-%m}") for day in days if day <= today)]
        assert overdue_month(codebook, "08", today, released) is None, today
    # without the release of February the month is overdue from Saturday 20 on, until that of March
    found = [
        today
        for today in every
        if (late := overdue_month(codebook, "08", today, [release(1, 0, "2027-01")])) and late.period == "2027-02"
    ]
    assert (found[0], found[-1]) == (date(2027, 2, 20), date(2027, 3, 19))


@pytest.mark.parametrize(
    ("day", "is_missed"), [("2027-02-19", False), ("2027-02-20", True), ("2027-03-05", True), ("2027-03-06", False)]
)
def test_a_missed_month_is_made_up_for_within_two_weeks(codebook: Codebook, day: str, is_missed: bool) -> None:
    today = date.fromisoformat(day)
    assert (missed_month(codebook, "08", today, [release(1, 0, "2027-01")]) is not None) == is_missed
    assert missed_month(codebook, "08", today, []) is None  # a province that was set up today
