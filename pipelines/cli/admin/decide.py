"""The command `decide`: records one decision about one figure in the ledger."""

from __future__ import annotations

from typing import Any

import click

from pipelines.cli.app import cli
from pipelines.cli.bilingual import argument, option
from pipelines.cli.context import CommandContext, common_options
from pipelines.vocabulary import DECISION_KIND


@cli.command()
@argument("kind", type=click.Choice(DECISION_KIND.codes))
@option("--area", required=True)
@option("--indicator", "indicator_code", required=True)
@option("--breakdown", "breakdown_code", default="_T", show_default=True)
@option("--measure", "measure_code", default="in_period", show_default=True)
@option("--source", "source_code", required=True)
@option("--period", required=True)
@option("--rule", "rule_code")
@option("--expected", "expected_value", type=float)
@option("--new", "new_value", type=float)
@option("--reason", default="")
@option("--owner", default="")
@option("--expires")
@common_options
def decide(context: CommandContext, kind: str, area: str, period: str, **fields: Any) -> None:
    """Record a decision; which fields a kind of decision needs is checked by quality/decisions.py."""
    from pipelines.cli.names import find_area, find_indicator
    from pipelines.codebook.load import load
    from pipelines.ledger import Ledger
    from pipelines.quality.decisions import Decision
    from pipelines.quality.decisions import decide as write_decision

    codebook = load(context.seeds)
    area_id = find_area(codebook.tables["areas"], area)
    names = codebook.tables["indicators"].select(code="indicator_code", name_vi="name_vi", name_en="name_en")
    fields["indicator_code"] = find_indicator(names, fields["indicator_code"])
    decision = Decision(decision_kind=kind, area_id=area_id, period_code=context.period(period), **fields)
    entry = write_decision(Ledger(context.places.ledger), codebook, decision)
    context.screen.print_message("decided", seq=entry.seq, kind=context.screen.label(DECISION_KIND, kind))
