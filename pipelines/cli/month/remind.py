"""`chiso remind`: whom to remind today, of what, by when; with `--out` as texts ready to be sent."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelines.cli.app import cli
from pipelines.cli.bilingual import option
from pipelines.cli.context import CommandContext, common_options
from pipelines.cli.query.duties import Moment, find_moment, released_entries, written
from pipelines.cli.query.open_files import print_open_files
from pipelines.cli.screen import Screen

if TYPE_CHECKING:
    import polars as pl

REMINDER_HEADS = ("head_reporter", "head_duty", "head_period", "head_asked", "head_receiver")


@cli.command()
@option("--on", "text")
@option("--within", type=int, default=3, show_default=True)
@option("--out", type=Path)
@common_options
def remind(context: CommandContext, text: str | None, within: int, out: Path | None) -> None:
    """Print whom to remind today or on the day `text`; with `out` write one text for each unit there."""
    from pipelines.ledger import Ledger
    from pipelines.publication.release.current import current_release
    from pipelines.publication.reply.reminder_files import ALL, not_sent_since, write_texts
    from pipelines.warehouse.as_known import reminders

    entries = Ledger(context.places.ledger).read()
    if text is None and not context.places.current.exists():
        print_open_files(context, entries)  # files need a person before the first release too
    release = current_release(context.places)
    screen = context.screen
    screen.print_notice(release.simulated)
    moment = find_moment(released_entries(context, entries), text)
    found = reminders(release.folder, moment.seq, moment.day, within)
    if text is None:
        found = not_sent_since(context.places, found, moment.seq)
    if found.is_empty():
        screen.print_message("remind_nobody", day=written(moment.day))
    else:
        _print_table(screen, found, moment)
    if out is not None:
        n = write_texts(context.places, context.seeds, found, moment.day, out)
        screen.print_message("remind_written", n=n, folder=out, combined=out / ALL)
    elif found.height:
        screen.print_message("remind_next")
    if text is None:  # the files are those of now
        print_open_files(context, entries)


def _print_table(screen: Screen, found: pl.DataFrame, moment: Moment) -> None:
    """Print one line for each report to remind of."""
    screen.print_message("remind_title", day=written(moment.day), n=found.height)
    columns = [f"{name}_{screen.lang}" for name in ("reporter_name", "duty_name", "period_name")]
    rows = [
        (*(row[column] for column in columns), _asked(screen, row), row["receiver_vi"])
        for row in found.iter_rows(named=True)
    ]
    screen.print_table(REMINDER_HEADS, rows)


def _asked(screen: Screen, row: dict[str, Any]) -> str:
    """What the reporter is to do, by which day."""
    days = row["n_working_days"]
    last = written(row["asked_by"]) if row["asked_by"] else "–"
    return screen.text(f"ask_{row['reason']}", last=last, n=abs(days) if days is not None else "–")
