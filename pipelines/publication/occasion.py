"""Which period a new release is of: the one that was asked for, or the latest published where that ends later.

A release shows everything known, with the duties up to the end of its period. Were one of an older month published
after a later one, `current` would go back to that month; were it not published, the correction that came with it would
be missing. So what is run for an older month becomes a new release of the latest published period.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.codebook.load import Codebook
from pipelines.codebook.obligations import period_end
from pipelines.ledger import Entry
from pipelines.ledger.days import last_day_of, today
from pipelines.publication.messages import refuse


def check_begun(codebook: Codebook, entries: Sequence[Entry], period: str) -> None:
    """Raise PublicationError where `period` has not begun, neither today nor on the last day of the ledger.

    Periods of simulated files may begin later.
    """
    begins = codebook.tables["periods"].filter(period_code=period)["start_date"]
    is_simulated = any(entry.payload.get("is_ahead") or entry.payload.get("is_simulated") for entry in entries)
    if not is_simulated and not begins.is_empty() and begins[0] > max(today(), last_day_of(entries)):
        raise refuse("period_ahead", period=period, begins=f"{begins[0]:%d/%m/%Y}")


def occasion(codebook: Codebook, entries: Sequence[Entry], period: str) -> str:
    """The period of the release that a run of `period` makes, by the releases of the ledger that stand.

    A release that was rolled back, such as one of a future month published by mistake, holds no later run at its
    period. Of two periods with one last day, such as a year and its last month, the one asked for is taken. Periods
    that the present codebook does not have are passed over. Raises CodebookError where it does not have `period`.
    """
    ends = dict(codebook.tables["periods"].select("period_code", "end_date").iter_rows())
    published = [code for code in reversed(_standing(entries)) if code in ends]
    latest = max(published, key=lambda code: ends[code], default=period)
    wanted = period_end(codebook, period)
    return latest if ends.get(latest, wanted) > wanted else period


def _standing(entries: Sequence[Entry]) -> tuple[str, ...]:
    """The periods of the releases that no rollback set aside, in the order of publication."""
    standing: tuple[str, ...] = ()
    upto: dict[str, tuple[str, ...]] = {}  # of each release, the periods that stood when it was published
    for entry in entries:
        if entry.kind == "release":
            standing = (*standing, str(entry.payload["occasion_period"]))
            upto[str(entry.payload["release_id"])] = standing
        elif entry.kind == "rollback":
            standing = upto.get(str(entry.payload["release_id"]), standing)
    return standing
