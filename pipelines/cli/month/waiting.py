"""The commands `waiting` and `accept`: files that wait for a person, and the agreement to read one as proposed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.cli.app import cli
from pipelines.cli.bilingual import argument, option
from pipelines.cli.context import CommandContext, common_options

if TYPE_CHECKING:
    from pipelines.submissions.intake.accept import WaitingProposal

HEADS = ("head_receipt", "head_file", "head_form", "head_period", "head_sender")
FINDING_HEADS = ("head_part", "head_outcome", "head_code", "head_sheet", "head_cell", "head_expected", "head_found")


@cli.command()
@common_options
def waiting(context: CommandContext) -> None:
    """Print every waiting file with its proposal and the differences from the declared form."""
    from pipelines.ledger import Ledger
    from pipelines.publication import month
    from pipelines.submissions.intake.accept import proposals

    screen = context.screen
    with screen.progress() as (on_step, on_file):
        on_step("land")
        landing = month.land(context.places, context.seeds, on_file)
    found = proposals(landing, Ledger(context.places.ledger).read())
    if not found:
        screen.print_message("waiting_none")
        return
    screen.print_table(
        HEADS,
        [(row.receipt_id, row.original_name, row.form_code, row.period_code, row.reporter_code) for row in found],
    )
    for proposal in found:
        said = proposal.message_vi if screen.lang == "vi" else proposal.message_en
        screen.print_text(f"{proposal.receipt_id}: {said}")
        if proposal.findings:
            screen.print_table(FINDING_HEADS, _finding_rows(proposal, screen.lang))
    screen.print_message("waiting_how", receipt=found[0].receipt_id)


def _finding_rows(proposal: WaitingProposal, lang: str) -> list[tuple[str, ...]]:
    """The differences of a proposal, in the order of FINDING_HEADS."""
    from pipelines.vocabulary import MATCH_KIND, MATCH_PART

    return [
        (
            *(MATCH_PART.label(row.part, lang), MATCH_KIND.label(row.kind, lang), row.key or ""),
            *(row.sheet or "", row.address or "", row.expected or "", row.found or ""),
        )
        for row in proposal.findings
    ]


@cli.command()
@argument("receipt_id")
@option("--reason", default="")
@option("--owner", default="")
@common_options
def accept(context: CommandContext, receipt_id: str, reason: str, owner: str) -> None:
    """Record the acceptance in the ledger, read the file again, and print how it was read."""
    from pipelines.cli.month.print_outcome import print_receipts
    from pipelines.ledger import Ledger
    from pipelines.publication import month
    from pipelines.submissions.intake.accept import accept as accept_proposals
    from pipelines.submissions.intake.receive import Receipt

    places, seeds = context.places, context.seeds
    entry = accept_proposals(Ledger(places.ledger), month.land(places, seeds), receipt_id, reason, owner)
    print_receipts(context, month.land(places, seeds), [Receipt.of(entry)])
    context.screen.print_message("accepted", receipt=receipt_id, seq=entry.seq)
