"""Who has reported: the part of `chiso status` about duties.

The queries are in warehouse/as_known.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from pipelines.cli.context import CommandContext
from pipelines.cli.names import find_day, unknown_name
from pipelines.cli.screen import Screen

if TYPE_CHECKING:
    from pathlib import Path

    import polars as pl

    from pipelines.ledger import Entry

HEADS = {
    "head_duty": "duty_code",
    "head_period": "period_code",
    "head_due": "n_due",
    "head_received": "n_read",
    "head_in_time": "n_in_time",
    "head_late": "n_late",
    "head_overdue": "n_missing",
    "head_not_due": "n_not_due",
    "head_unreadable": "n_unreadable",
    "head_waiting": "n_waiting",
    "head_withdrawn": "n_withdrawn",
    "head_revised": "n_revised",
    "head_estimates": "n_estimates",
}
RECENT = timedelta(days=62)  # two months: older late reports stay in the table `duty_status`
NAMED = 8  # reporters named in one line; the rest is a number, and `chiso remind` lists all


class Moment(NamedTuple):
    """A ledger position and a day: what was known, and when it is asked."""

    seq: int
    day: date


def print_duties(context: CommandContext, folder: Path, entries: Sequence[Entry], as_known: str | None) -> None:
    """Print counts by duty and period, then who is late or missing, and whose figures are not final.

    `as_known` is a ledger position or a day; without it everything known now counts, as of today.
    """
    from pipelines.warehouse.as_known import completeness, duties, has_duties

    screen = context.screen
    if not has_duties(folder):
        screen.print_message("duties_absent")
        return
    moment = find_moment(released_entries(context, entries), as_known)
    found = duties(folder, moment.seq, moment.day)
    counts = _recent_or_open(completeness(folder, moment.seq, moment.day), found, moment.day)
    screen.print_message("duties_title", day=written(moment.day), seq=moment.seq)
    if counts.is_empty():
        screen.print_message("duties_none")
        return
    screen.print_table(list(HEADS), counts.select(HEADS.values()).rows())
    _print_reporters(screen, found, moment.day)
    screen.print_message("duties_next")


def find_moment(entries: Sequence[Entry], text: str | None) -> Moment:
    """The moment that `text` names: a ledger position, or a day with all that was known at its end; None is now.

    Raises UnknownNameError for a position that `entries` does not have, or a text that is neither.
    """
    from pipelines.ledger.days import entries_known_on, last_day_of, today

    if not text:
        return Moment(len(entries), today())
    if text.isdigit():
        if not 1 <= int(text) <= len(entries):
            raise unknown_name("seq_unknown", text=text, last=len(entries))
        return Moment(int(text), last_day_of(entries[: int(text)]))
    day = find_day(text)
    return Moment(len(entries_known_on(entries, day)), day)


def written(day: date) -> str:
    """A date as Vietnamese write it: 16/10/2026."""
    return f"{day:%d/%m/%Y}"


def released_entries(context: CommandContext, entries: Sequence[Entry]) -> list[Entry]:
    """The entries of the ledger that the current release was built from."""
    return list(entries[: released_seq(context, entries)])


def released_seq(context: CommandContext, entries: Sequence[Entry]) -> int:
    """The ledger position of the current release. Raises PublicationError where the ledger does not have it."""
    from pipelines.publication.release.current import current_release, ledger_position

    return ledger_position(entries, current_release(context.places).release_id)


def _recent_or_open(counts: pl.DataFrame, found: pl.DataFrame, day: date) -> pl.DataFrame:
    """The counts of duties that fell due within RECENT, and of older ones that are still open."""
    is_unmet = found["state"].is_in(["missing", "unreadable", "waiting", "withdrawn"])
    is_open = is_unmet | (found["figure_status"] == "uoc")
    is_recent = (found["last_date"] >= day - RECENT) & (found["state"] != "not_due")
    key = ["duty_code", "period_code"]
    return counts.join(found.filter(is_open | is_recent).select(key).unique(), on=key, how="semi")


def _print_reporters(screen: Screen, found: pl.DataFrame, day: date) -> None:
    """Print the reporters that are missing or late, were not read, withdrew, or whose figures are not final."""
    recent = found["last_date"] >= day - RECENT
    for code, chosen in (
        ("who_missing", found["state"] == "missing"),
        ("who_late", (found["timeliness"] == "late") & recent),
        ("who_unreadable", found["state"] == "unreadable"),
        ("who_waiting", found["state"] == "waiting"),
        ("who_withdrawn", found["state"] == "withdrawn"),
        ("who_unmarked", found["is_early_unmarked"]),
    ):
        rows = found.filter(chosen)
        if rows.height:
            screen.print_message(code)
            for _, group in rows.group_by("duty_code", "period_code", maintain_order=True):
                screen.print_text(f"  {_line(screen, group.to_dicts(), code)}")


def _line(screen: Screen, rows: list[dict[str, Any]], code: str) -> str:
    """One duty and period with its deadline and the first NAMED reporters."""
    first = rows[0]
    names = [
        row[f"reporter_name_{screen.lang}"]
        + (f" ({screen.text('working_days', n=row['n_working_days_late'])})" if code == "who_late" else "")
        for row in rows[:NAMED]
    ]
    if len(rows) > NAMED:
        names.append(screen.text("and_others", n=len(rows) - NAMED))
    last = written(first["last_date"]) if first["last_date"] else "–"
    title = {"duty": first["duty_code"], "period": first[f"period_name_{screen.lang}"], "last": last}
    return f"{screen.text('duty_line', **title)}: {'; '.join(names)}"
