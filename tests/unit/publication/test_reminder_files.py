"""Reminders leave out reports that came after the release; before the first release the job writes none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
import pytest
from dagster import DagsterInstance

from pipelines.defs.resources import Office
from pipelines.defs.triggers.reminders import remind_job
from pipelines.publication.reply import reminder_files
from pipelines.publication.reply.reminder_files import not_sent_since
from pipelines.settings import places

REPORT = ("reporter_code", "form_code", "period_code")


def rows(*reports: tuple[str, str | None, str], **more: Any) -> pl.DataFrame:
    columns = {name: [report[n] for report in reports] for n, name in enumerate(REPORT)}
    return pl.DataFrame({**columns, **more}, schema_overrides=dict.fromkeys(REPORT, pl.String))


def test_what_was_read_or_waits_since_the_release_is_not_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = [(f"C{n}", "XA-01", "2026-11") for n in range(6)]
    wanted += [("C1", "XA-01", "2026-10"), ("D1", None, "2026")]
    submissions = rows(
        *wanted[:5],
        receipt_seq=[10, 11, 11, 11, 11],
        outcome=["read", "read", "waiting", "refused", "unreadable"],
    )

    def latest(folder: Path) -> Path:
        return folder

    def landed(*_: object) -> pl.DataFrame:
        return submissions

    monkeypatch.setattr(reminder_files, "latest_landing", latest)
    monkeypatch.setattr(reminder_files, "landed", landed)
    found = not_sent_since(places("08", Path("none")), rows(*wanted, sort_key=list(range(8))), 10)
    # C0 came before the release, which therefore knows of it; C3 and C4 could not be read
    assert found["sort_key"].to_list() == [0, 3, 4, 5, 6, 7]


def test_without_a_landing_every_report_is_asked_for(tmp_path: Path) -> None:
    wanted = rows(("C1", "XA-01", "2026-11"))
    assert not_sent_since(places("08", tmp_path), wanted, 0).equals(wanted)


def test_before_the_first_release_the_job_writes_nothing(tmp_path: Path) -> None:
    with DagsterInstance.ephemeral() as instance:
        done = remind_job.execute_in_process(
            run_config={"ops": {"remind": {"config": {"province": "08", "day": "2026-12-15"}}}},
            resources={"office": Office(data=str(tmp_path))},
            instance=instance,
        )
    assert done.success and list(tmp_path.iterdir()) == []
