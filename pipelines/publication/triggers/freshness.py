"""Whether a province's last release is as fresh as its schedule promises: the month that should have been published."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from pipelines.codebook.load import Codebook
from pipelines.ledger import Entry
from pipelines.publication.triggers.deadlines import LOOK_AHEAD, RunDay, run_days

MISSED = timedelta(days=14)  # older months are started by hand


def overdue_month(codebook: Codebook, province: str, day: date, entries: Sequence[Entry]) -> RunDay | None:
    """The last month that was to be run before `day` and that no release is of, nor of a later one; None: all is fresh.

    The day of the run itself is not counted: the run may still be going on.
    """
    runs = {*run_days(codebook, province, day), *run_days(codebook, province, day - LOOK_AHEAD)}
    past = [run for run in runs if run.run_date < day]
    if not past:
        return None
    last = max(past, key=lambda run: (run.period, run.run_date))
    first = min((run for run in past if run.period == last.period), key=lambda run: run.run_date)
    ends = dict(codebook.tables["periods"].select("period_code", "end_date").iter_rows())
    released = [ends.get(str(entry.payload["occasion_period"])) for entry in entries if entry.kind == "release"]
    is_fresh = any(end is not None and end >= ends[last.period] for end in released)
    return None if is_fresh else first


def missed_month(codebook: Codebook, province: str, day: date, entries: Sequence[Entry]) -> RunDay | None:
    """The month that a machine which was off has missed: overdue, and run within the last `MISSED` before.

    None before the first release: a province that is set up anew does not run a month that was before it.
    """
    if not any(entry.kind == "release" for entry in entries):
        return None
    late = overdue_month(codebook, province, day, entries)
    return late if late and day - late.run_date <= MISSED else None
