"""The real Dagster daemon for an hour: 500 files dropped into an inbox, a month on schedule, late reports.

CHISO_DAEMON_SECONDS and CHISO_DAEMON_FILES change duration and number. `make test-slow` runs a minute with 40 files.
"""

from __future__ import annotations

import os
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.cell import Cell
from support.daemon_trial import Trial, run_trial
from support.inbox_drops import Report
from support.small_offices import small_seeds

from pipelines.codebook.load import Codebook, load
from pipelines.ledger.days import today
from pipelines.publication.triggers.deadlines import collected_month, runs_on
from pipelines.sample.province import write_sample

pytestmark = pytest.mark.campaign
SECONDS = float(os.environ.get("CHISO_DAEMON_SECONDS", "3600"))
N_FILES = int(os.environ.get("CHISO_DAEMON_FILES", "500"))
N_COMMUNES = 6
MOST_GRACE = 30


def test_each_file_is_received_once_and_late_and_corrected_reports_make_one_release(tmp_path: Path) -> None:
    seeds = small_seeds(tmp_path / "seeds", N_COMMUNES)
    is_scheduled = run_today(seeds)
    reports = sent(load(seeds), tmp_path)
    kills = (SECONDS * 0.8,)
    trial = Trial(tmp_path, N_FILES, SECONDS, 30, 30.0, kills, with_month=True, patience=1800.0)
    outcome = run_trial(trial, seeds, reports)
    print("\n".join(outcome.lines()))
    assert outcome.received == outcome.expected
    assert outcome.expected.total() >= N_FILES
    # one release on schedule, one more for the late and the corrected report together; on a day off no month is run
    assert len(outcome.releases) == (2 if is_scheduled else 0)


def run_today(seeds: Path) -> bool:
    """State so many days of grace that a month is run today; False where today is no working day."""
    path = seeds / "schedule_rules.csv"
    stated = path.read_text(encoding="utf-8")
    for grace in range(MOST_GRACE):
        path.write_text(stated.replace("\n,1,", f"\n,{grace},"), encoding="utf-8")
        if any("XA-01" in run.duties for run in runs_on(load(seeds), "08", today())):
            return True
    return False


def sent(codebook: Codebook, folder: Path) -> list[Report]:
    """The communes' reports of the month that is collected: all but one before; then that one and a corrected one."""
    month = str(collected_month(codebook, today()))
    written = write_sample(codebook, "08", [month], folder / "sample", has_mistakes=False)
    forms = sorted(path for path in written if "_XA-01_" in path.name)
    at_once = [Report(-1.0, f"{month}/{path.name}", path.read_bytes()) for path in forms[1:]]
    late = Report(0.55, f"{month}/{forms[0].name}", forms[0].read_bytes())
    corrected = Report(0.55, f"{month}/{forms[1].name}", one_more(forms[1], folder / "corrected.xlsx"))
    return [*at_once, late, corrected]


def one_more(source: Path, target: Path) -> bytes:
    """The workbook with one more in the first count of its table."""
    book = openpyxl.load_workbook(source)
    cell = next(
        cell
        for row in book.worksheets[0].iter_rows(min_row=5, min_col=4)
        for cell in row
        if isinstance(cell, Cell) and isinstance(cell.value, int) and cell.value > 10
    )
    cell.value = int(str(cell.value)) + 1
    book.save(target)
    return target.read_bytes()
