"""When the workbooks of the simulated province arrive: most when due, a few late, those of one commune a month never.

Times lie within the story, not on the machine's clock; equal arguments give equal times.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random

import polars as pl

from pipelines.codebook.load import Codebook
from pipelines.forms.blank.blank import form_file_name
from pipelines.forms.blank.layout import FormKey
from pipelines.sample.province import SEED, duties_of
from pipelines.sample.reports import communes_of

MORNING = time(2, 0, tzinfo=UTC)  # 9 o'clock in Viet Nam
BEGINNING = datetime(2026, 7, 1, 2, tzinfo=UTC)  # the publishers' files come before the first month
LATE = 0.03  # of the workbooks
MOST_DAYS_LATE = 12
LONGEST = timedelta(days=90)  # after the period; a form with a longer term comes earlier, with preliminary figures
PAUSE = 5  # months after which the same commune may fail again


def arrivals(
    codebook: Codebook, province: str, periods: Sequence[str], written: Sequence[Path]
) -> list[tuple[datetime, list[Path]]]:
    """Return the written workbooks that arrive, by time; those of the silent communes are left out."""
    by_name = {path.name: path for path in written}
    silent = {(silent_commune(codebook, province, period), period) for period in periods}
    found: dict[datetime, list[Path]] = {}
    for duty in duties_of(codebook, province, periods).iter_rows(named=True):
        key = FormKey(duty["form_code"], duty["reporter_code"], duty["period_code"])
        path = by_name.get(form_file_name(codebook, key))
        if path and (key.reporter_code, key.period_code) not in silent:
            found.setdefault(arrival(duty), []).append(path)
    return sorted(found.items())


def arrival(duty: Mapping[str, date | str]) -> datetime:
    """Return when the workbook of a duty comes: after its period has ended, and mostly by its due date."""
    end, last = duty["cutoff_date"], duty["due_date"]
    assert isinstance(end, date) and isinstance(last, date), "a form of the sample has a cut-off and a due date"
    due = min(last, end + LONGEST)
    rng = Random(f"{SEED}:{duty['form_code']}:{duty['reporter_code']}:{duty['period_code']}:arrival")
    if rng.random() < LATE:
        day = max(due, end) + timedelta(days=rng.randint(1, MOST_DAYS_LATE))
    else:
        days = max((due - end).days, 1)
        day = end + timedelta(days=rng.randint(max(1, days - 4), days))
    return datetime.combine(day, MORNING)


def silent_commune(codebook: Codebook, province: str, period: str) -> str | None:
    """Return the commune that sends nothing for a month; None for other periods, whose forms are departments'."""
    months = codebook.tables["periods"].filter(kind="month", calendar="admin").sort("start_date")
    if period not in months["period_code"]:
        return None
    known = months.filter(pl.col("period_code") <= period)["period_code"].to_list()
    communes = communes_of(codebook, province)
    chosen = Random(f"{SEED}:{province}:silent").sample(communes, min(PAUSE, len(communes)))
    return chosen[len(known) % len(chosen)] if chosen else None
