"""The files that need a person: the lists that `status`, `remind` and `reply` print, and the command `dismiss`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipelines.cli.app import cli
from pipelines.cli.bilingual import argument, option
from pipelines.cli.context import CommandContext, common_options
from pipelines.cli.screen import Screen
from pipelines.vocabulary import OUTCOME

if TYPE_CHECKING:
    from pipelines.ledger import Entry
    from pipelines.submissions.intake.review.open_files import OpenFile

HEADS = ("head_receipt", "head_file", "head_outcome", "head_form", "head_period", "head_sender", "head_message")
NAMED = 8  # harmless entries named in one line


def print_open_files(context: CommandContext, entries: Sequence[Entry]) -> None:
    """Print what needs a person by the ledger and the landing written last; nothing where there is nothing."""
    from pipelines.publication.month import review

    screen, found = context.screen, review(context.places, context.seeds, entries)
    if found.n_unread:
        screen.print_message("not_landed", n=found.n_unread)
    _print_open(screen, found.open)
    if found.late:
        screen.print_message("late_title", n=len(found.late))
        for file in found.late:
            line = {"file": file.source, "receipt": file.receipt_id, "judged": file.judged_as}
            screen.print_text("  " + screen.text("late_line", **line, period=file.period_code))


def print_strays(context: CommandContext, entries: Sequence[Entry]) -> None:
    """Print what lies beside the releases and is none."""
    from pipelines.publication.release.strays import strays

    released = {str(entry.payload["release_id"]) for entry in entries if entry.kind == "release"}
    for path in strays(context.places, released):
        context.screen.print_message("status_stray", path=path)


def print_skipped(screen: Screen, skipped: Sequence[tuple[str, str]]) -> None:
    """Print every entry that was not received, with the reason."""
    from pipelines.submissions.intake.inbox.skipped import reason_text

    if skipped:
        screen.print_message("skipped_title")
        screen.print_table(
            ("head_file", "head_message"), [(source, reason_text(reason, screen.lang)) for source, reason in skipped]
        )


@cli.command()
@argument("receipt_id")
@option("--reason", default="")
@option("--owner", default="")
@common_options
def dismiss(context: CommandContext, receipt_id: str, reason: str, owner: str) -> None:
    """Record in the ledger that an open file needs nobody any more."""
    from pipelines.ledger import Ledger
    from pipelines.publication.month import review
    from pipelines.publication.originals import lost_files
    from pipelines.submissions.intake.review.dismiss import dismiss as record

    ledger = Ledger(context.places.ledger)
    entries = ledger.read()
    found = review(context.places, context.seeds, entries)
    open_now = [*found.open, *lost_files(context.places, entries, receipt_id)]
    entry = record(ledger, open_now, receipt_id, reason, owner)
    context.screen.print_message("dismissed", file_id=receipt_id, seq=entry.seq)


def _print_open(screen: Screen, files: Sequence[OpenFile]) -> None:
    wanting = [file for file in files if not file.is_harmless]
    harmless = [file.source for file in files if file.is_harmless]
    if wanting:
        screen.print_message("open_title", n=len({file.file_id for file in wanting}))
        screen.print_table(HEADS, [_row(screen, file) for file in wanting])
        screen.print_message("open_how")
    if harmless:
        names = ", ".join(harmless[:NAMED]) + (" …" if len(harmless) > NAMED else "")
        screen.print_message("open_harmless", n=len(harmless), names=names)


def _row(screen: Screen, file: OpenFile) -> tuple[str, ...]:
    is_outcome = file.state in OUTCOME.codes
    state = screen.label(OUTCOME, file.state) if is_outcome else screen.text(f"open_{file.state}")
    duty = (file.form_code, file.period_code, file.reporter_code)
    return file.file_id, file.source, state, *duty, file.reason.in_lang(screen.lang)
