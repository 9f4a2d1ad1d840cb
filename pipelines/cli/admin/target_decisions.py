"""The commands `bind` and `settle`: decisions about targets from before the merger, and about conflicting targets."""

from __future__ import annotations

from typing import Any

import click

from pipelines.cli.app import cli
from pipelines.cli.bilingual import argument, option
from pipelines.cli.context import CommandContext, common_options
from pipelines.vocabulary import CONFLICT_STATE, TARGET_BINDING


@cli.command()
@argument("outcome", type=click.Choice(TARGET_BINDING.without("own", "undecided")))
@option("--target", "target_id")
@option("--document", "document_file")
@option("--period", "period_code", required=True)
@option("--new", "new_low", type=float)
@option("--new-high", "new_high", type=float)
@option("--reason", default="")
@option("--owner", default="")
@option("--expires")
@common_options
def bind(context: CommandContext, **fields: Any) -> None:
    """Record whether a target, or all of a document, binds the province of today."""
    from pipelines.codebook.load import load
    from pipelines.ledger import Ledger
    from pipelines.quality import target_decisions

    fields["period_code"] = context.period(fields["period_code"])
    binding = target_decisions.Binding(**fields)
    entry = target_decisions.bind(Ledger(context.places.ledger), load(context.seeds), binding)
    context.screen.print_message("target_decided", seq=entry.seq)


@cli.command()
@argument("conflict_id")
@argument("outcome", type=click.Choice(CONFLICT_STATE.without("open")))
@option("--working", "target_id")
@option("--period", "period_code", required=True)
@option("--reason", default="")
@option("--owner", default="")
@option("--expires")
@common_options
def settle(context: CommandContext, **fields: Any) -> None:
    """Record whether the working target proposed for a conflict is accepted."""
    from pipelines.codebook.load import load
    from pipelines.ledger import Ledger
    from pipelines.quality import target_decisions

    fields["period_code"] = context.period(fields["period_code"])
    settlement = target_decisions.Settlement(**fields)
    entry = target_decisions.settle(Ledger(context.places.ledger), load(context.seeds), settlement)
    context.screen.print_message("target_decided", seq=entry.seq)
