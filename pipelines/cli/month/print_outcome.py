"""Prints the outcome of a step of the month: receipts, candidate, verdict, release.

Shared by the commands `run`, `receive`, `build`, `gate`, `publish`, `accept` and by `run --sample`.
"""

from __future__ import annotations

from dataclasses import astuple
from typing import TYPE_CHECKING

from pipelines.cli.context import CommandContext
from pipelines.cli.screen import RuleLine

if TYPE_CHECKING:
    import polars as pl

    from pipelines.publication.candidate.candidate import Built
    from pipelines.publication.facts import Verdict
    from pipelines.publication.release.release import Release

RECEIPT_COLUMNS = {
    "head_file": "original_name",
    "head_receipt": "receipt_id",
    "head_outcome": "outcome",
    "head_form": "form_code",
    "head_period": "period_code",
    "head_sender": "reporter_code",
    "head_mode": "mode",
    "head_observations": "n_observation",
    "head_rejects": "n_reject",
}
# reason of a submission -> what the analyst can state where the sender cannot; replies to senders name no option
HINTS = {
    "form_unknown": "hint_form",
    "form_ambiguous": "hint_form",
    "reporter_unknown": "hint_sender",
    "reporter_ambiguous": "hint_sender",
    "period_unknown": "hint_period",
    "mode_unclear": "hint_mode",
}
COMPLETENESS_HEADS = (
    *("head_form", "head_period", "head_due", "head_read", "head_unreadable", "head_missing", "head_not_due"),
    *("head_withdrawn", "head_waiting"),
)


def print_receipts(context: CommandContext, submissions: pl.DataFrame) -> None:
    """Print one line for each submission: its file, what it was recognised as, its outcome and the reason.

    Below it is printed what the analyst can state or decide where a file was not read.
    """
    rows = submissions.select(*RECEIPT_COLUMNS.values(), f"message_{context.screen.lang}").rows()
    context.screen.print_table([*RECEIPT_COLUMNS, "head_message"], rows)
    hints = [HINTS.get(reason) for reason in submissions["reason_code"]]
    hints += ["hint_waiting" for outcome in submissions["outcome"] if outcome == "waiting"]
    for hint in dict.fromkeys(filter(None, hints)):
        context.screen.print_message(hint)


def print_built(context: CommandContext, built: Built) -> None:
    """Print the candidate's ids, and how many errors it has."""
    identity = built.identity
    names = {"build_id": identity.build_id, "period": identity.occasion_period, "release_id": identity.release_id}
    context.screen.print_message("built", **names)
    if built.failures:
        context.screen.print_message("build_failures", n=len(built.failures))


def print_verdict(context: CommandContext, verdict: Verdict) -> None:
    """Print the verdict with every reason, the counts of violations, and how complete the reports are."""
    screen = context.screen
    screen.print_message("passed" if verdict.outcome == "pass" else "refused", build_id=verdict.identity.build_id)
    for reason in verdict.reasons:
        screen.print_text(f"- {reason.in_lang(screen.lang)}")
    counts = sorted((row for row in verdict.rule_counts if row.n), key=lambda row: row.outcome != "fail")
    if counts:
        screen.print_rule_counts(
            RuleLine(row.rule_code, row.severity, row.outcome, row.is_waived, row.n) for row in counts
        )
    if verdict.completeness:
        screen.print_table(COMPLETENESS_HEADS, [astuple(row) for row in verdict.completeness])
    if verdict.held_slices:
        screen.print_message("held", n=len(verdict.held_slices))


def print_release(context: CommandContext, release: Release) -> None:
    """Print where the release lies."""
    context.screen.print_message("published", release_id=release.release_id, folder=release.folder)
