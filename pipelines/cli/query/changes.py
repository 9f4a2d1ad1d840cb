"""The command `changes`: what a release says that the one before it did not, by part, the numbers first."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.cli.app import cli
from pipelines.cli.bilingual import option
from pipelines.cli.context import OK, CommandContext, common_options
from pipelines.forms.number_text import printed_number
from pipelines.vocabulary import PROGRESS_CLASS

if TYPE_CHECKING:
    from pipelines.cli.screen import Screen
    from pipelines.publication.release.difference import Change

NAMED = 5  # lines of each part without --all


@cli.command()
@option("--against", "earlier_id")
@option("--all", "is_whole", is_flag=True)
@common_options
def changes(context: CommandContext, earlier_id: str | None, is_whole: bool) -> int:
    """Print what the current release changes against the one before it, or against the release `earlier_id`."""
    from pipelines.publication.release.current import current_release, find_release

    release, screen = current_release(context.places), context.screen
    screen.print_notice(release.simulated)
    earlier_id = earlier_id or _previous(context, release.release_id)
    if earlier_id is None:
        screen.print_message("changes_first", release=release.release_id)
        return OK
    earlier = find_release(context.places, earlier_id)
    print_changes(screen, earlier, release.folder, None if is_whole else "chiso changes --all")
    return OK


def print_changes(screen: Screen, earlier: Path, later: Path, more: str | None) -> None:
    """Print the numbers of changes between two folders of releases, then the changes by part.

    `more` is the command that prints every line; None prints them.
    """
    from pipelines.publication.release.difference import compare

    found = compare(earlier, later)
    screen.print_message("changes_title", release=later.name, earlier=earlier.name)
    counts = [
        (screen.text(f"changes_{part}"), change.changed.height, change.new.height, change.gone.height)
        for part, change in found.items()
    ]
    screen.print_table(("head_what", "head_differs", "head_appeared", "head_disappeared"), counts)
    for part, change in found.items():
        _print_part(screen, part, change, more)


def _previous(context: CommandContext, release_id: str) -> str | None:
    """The release that was current before `release_id`, as the ledger has it."""
    from pipelines.ledger import Ledger

    for entry in Ledger(context.places.ledger).read():
        if entry.kind == "release" and entry.payload["release_id"] == release_id:
            return entry.payload.get("previous_release_id")
    return None


def _print_part(screen: Screen, part: str, change: Change, more: str | None) -> None:
    """Print the lines of one part; what is new among figures and places is a number, unless the whole is asked for."""
    listed = {"changed": change.changed}
    if more is None or part in ("held", "questions", "targets"):
        listed |= {"new": change.new, "gone": change.gone}
    for kind, rows in listed.items():
        if rows.is_empty():
            continue
        screen.print_message(f"changes_list_{kind}", part=screen.text(f"changes_{part}"), n=rows.height)
        for row in rows.head(NAMED if more else rows.height).iter_rows(named=True):
            values = [_value(screen, part, row[name]) for name in ("before", "compared") if name in row]
            text = (
                " → ".join(values)
                if kind == "changed"
                else values[-1]
                if part in ("figures", "targets", "places")
                else ""
            )
            unit = f" {row['unit']}" if row.get("unit") else ""
            screen.print_text(f"  {row['what']}, {row['period_code']}" + (f": {text}{unit}" if text else ""))
        if more and rows.height > NAMED:
            screen.print_message("changes_more", n=rows.height - NAMED, command=more)


def _value(screen: Screen, part: str, value: float | str) -> str:
    """What was compared, as people write it."""
    if part == "targets":
        return screen.label(PROGRESS_CLASS, str(value))
    return printed_number(round(float(value), 3), screen.lang)
