"""The command `decide`: records decisions about figures in the ledger, one by options or many from a review list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from pipelines.cli.app import cli
from pipelines.cli.bilingual import argument, option
from pipelines.cli.context import ERROR, FILE_IN, OK, CommandContext, common_options
from pipelines.cli.usage_errors import CommandLineError
from pipelines.vocabulary import DECISION_KIND

NEEDED = {"area": "--area", "indicator_code": "--indicator", "source_code": "--source", "periods": "--period"}


@cli.command()
@argument("kind", type=click.Choice(DECISION_KIND.codes), required=False)
@option("--from", "answers", type=FILE_IN)
@option("--area")
@option("--indicator", "indicator_code")
@option("--breakdown", "breakdown_code", default="_T", show_default=True)
@option("--measure", "measure_code", default="in_period", show_default=True)
@option("--source", "source_code")
@option("--period", "periods", multiple=True)
@option("--rule", "rule_code")
@option("--expected", "expected", type=float, multiple=True)
@option("--new", "new_value", type=float)
@option("--reason", default="")
@option("--owner", default="")
@option("--expires")
@common_options
def decide(context: CommandContext, kind: str | None, answers: Path | None, **fields: Any) -> int:
    """Record decisions; which fields a kind of decision needs is checked by quality/decisions.py."""
    if answers is not None:
        if kind is not None or any(fields[name] for name in (*NEEDED, "rule_code", "expected", "new_value", "reason")):
            raise CommandLineError("list_or_options")
        return _decide_list(context, answers, fields["owner"])
    absent = [name for field, name in NEEDED.items() if not fields[field]]
    if kind is None or absent:
        raise CommandLineError("decision_incomplete", absent=", ".join(absent) or "KIND")
    periods = list(dict.fromkeys(context.period(text) for text in fields.pop("periods")))
    return _decide_periods(context, kind, periods, fields)


def _decide_periods(context: CommandContext, kind: str, periods: Sequence[str], fields: dict[str, Any]) -> int:
    """One decision for each period. One expected value is that of every period; several are in their order."""
    from pipelines.cli.names import find_area, find_indicator
    from pipelines.codebook.load import load
    from pipelines.ledger import Ledger
    from pipelines.publication.figures_sent import figures_sent
    from pipelines.quality.decisions import Decision, decide_all

    codebook = load(context.seeds)
    expected = fields.pop("expected")
    if len(expected) > 1 and len(expected) != len(periods):
        raise CommandLineError("expected_per_period", n=str(len(expected)), n_periods=str(len(periods)))
    values = expected if len(expected) > 1 else [*(expected or [None])] * len(periods)
    fields["area_id"] = find_area(codebook.tables["areas"], fields.pop("area"))
    names = codebook.tables["indicators"].select(code="indicator_code", name_vi="name_vi", name_en="name_en")
    fields["indicator_code"] = find_indicator(names, fields["indicator_code"])
    decisions = [
        Decision(decision_kind=kind, period_code=period, expected_value=value, **fields)
        for period, value in zip(periods, values, strict=True)
    ]
    sent = figures_sent(context.places, context.seeds, periods) if expected else {}
    for entry in decide_all(Ledger(context.places.ledger), codebook, decisions, sent).written:
        context.screen.print_message("decided", seq=entry.seq, kind=context.screen.label(DECISION_KIND, kind))
    return OK


def _decide_list(context: CommandContext, path: Path, owner: str) -> int:
    """Write what stands in the columns of answers of a review list: all of it, or nothing where there is a fault."""
    from pipelines.codebook.load import load
    from pipelines.ledger import Ledger
    from pipelines.publication.figures_sent import figures_sent
    from pipelines.quality.decisions import decide_all
    from pipelines.quality.review.answers import find_faults, read_answers

    screen, codebook, ledger = context.screen, load(context.seeds), Ledger(context.places.ledger)
    answers = read_answers(path, owner)
    sent = figures_sent(context.places, context.seeds, {answered.decision.period_code for answered in answers.decided})
    faults = [*answers.faults, *find_faults(codebook, answers, sent, ledger.read())]
    if faults:
        screen.print_message("answers_faulty", n=len(faults), file=path.name)
        for fault in sorted(faults, key=lambda fault: fault.place):
            screen.print_text(f"  {fault.in_lang(screen.lang)}")
        return ERROR
    decisions = [answered.decision for answered in answers.decided]
    done = decide_all(ledger, codebook, decisions, sent, is_again=True)
    counts = Counter(entry.payload["decision_kind"] for entry in done.written)
    kinds = ", ".join(f"{screen.label(DECISION_KIND, code)} {n}" for code, n in sorted(counts.items()))
    if done.written:
        screen.print_message("answers_written", n=len(done.written), kinds=kinds)
    else:
        screen.print_message("answers_none")
    if done.known:
        screen.print_message("answers_known", n=len(done.known))
    if answers.n_waiting:
        screen.print_message("answers_waiting", n=answers.n_waiting)
    return OK
