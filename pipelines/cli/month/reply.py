"""The command `reply`: each sender's own workbook as an answer, with the questions at their cells."""

from __future__ import annotations

from pathlib import Path

from pipelines.cli.app import cli
from pipelines.cli.bilingual import argument, option
from pipelines.cli.context import ERROR, FOLDER, OK, CommandContext, common_options
from pipelines.cli.query.open_files import print_open_files
from pipelines.cli.usage_errors import CommandLineError
from pipelines.vocabulary import OUTCOME

HEADS = (
    "head_receipt",
    "head_file",
    "head_outcome",
    "head_questions",
    "head_still_open",
    "head_answered",
    "head_reply",
)


@cli.command()
@argument("receipt", required=False)
@option("--period")
@option("--all", "is_all", is_flag=True)
@option("--out", type=FOLDER)
@common_options
def reply(context: CommandContext, receipt: str | None, period: str | None, is_all: bool, out: Path | None) -> int:
    """Write the answers to one receipt, to those of a period, or to all, and print one line for each."""
    from pipelines.publication.reply.replies import reply as write_replies

    if sum((receipt is not None, period is not None, is_all)) != 1:
        raise CommandLineError("receipt_period_or_all")
    period = period and context.period(period)
    replies = write_replies(context.places, context.seeds, out, receipt, period)
    if not replies:
        context.screen.print_message("nothing_to_answer")
        _print_others(context)
        return ERROR
    screen = context.screen
    rows = [
        (
            *(done.receipt_id, done.original_name, screen.label(OUTCOME, done.outcome)),
            *(done.n_marks, done.n_open, done.n_answered, done.path),
        )
        for done in replies
    ]
    screen.print_table(HEADS, rows)
    if receipt is None:
        _print_others(context)
    return OK


def _print_others(context: CommandContext) -> None:
    """Print every file that needs a person: of one whose period is unknown no reply of a period tells."""
    from pipelines.ledger import Ledger

    print_open_files(context, Ledger(context.places.ledger).read())
