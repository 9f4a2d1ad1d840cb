"""Which months may be run: those that have ended. A backfill of all partitions runs them and refuses the others."""

from __future__ import annotations

from datetime import date

from pipelines.codebook.load import Codebook
from pipelines.codebook.obligations import period_end
from pipelines.defs.messages import step_error
from pipelines.defs.partitions import MONTHS
from pipelines.publication.triggers.deadlines import collected_month


def check_ended(codebook: Codebook, month: str, today: date) -> None:
    """Raise DagsterStepError, with the months that can be run, where `month` has not ended by `today`."""
    end = period_end(codebook, month)
    if end < today:
        return
    days = {"end": f"{end:%d/%m/%Y}", "day": f"{today:%d/%m/%Y}"}
    last = collected_month(codebook, today)
    raise step_error("future_month", period=month, first=MONTHS[0], last=last, **days)
