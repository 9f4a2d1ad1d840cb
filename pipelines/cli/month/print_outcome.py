"""Prints the outcome of a step of the month: receipts, candidate, verdict, release.

Shared by the commands `run`, `receive`, `build`, `gate`, `publish`, `accept` and by `run --sample`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.cli.app import Desk

if TYPE_CHECKING:
    import polars as pl

    from pipelines.publication.candidate.candidate import Built
    from pipelines.publication.facts import Verdict
    from pipelines.publication.release.release import Release


def print_receipts(desk: Desk, found: pl.DataFrame) -> None:
    """One line a submission: which file, taken for what, with which outcome and why."""
    heads = ("head_file", "head_receipt", "head_outcome", "head_form", "head_period", "head_sender", "head_mode")
    columns = ["original_name", "receipt_id", "outcome", "form_code", "period_code", "reporter_code", "mode"]
    counts = ["n_observation", "n_reject", f"message_{desk.screen.lang}"]
    rows = found.select(*columns, *counts).rows()
    desk.screen.table([*heads, "head_observations", "head_rejects", "head_message"], rows)


def print_built(desk: Desk, built: Built) -> None:
    """Which candidate now exists."""
    who = built.identity
    desk.screen.say("built", build_id=who.build_id, period=who.occasion_period, release_id=who.release_id)
    if built.faults:
        desk.screen.say("build_faults", n=len(built.faults))


def print_verdict(desk: Desk, verdict: Verdict) -> None:
    """The answer, every reason, what the rules found, who has reported."""
    screen = desk.screen
    screen.say("passed" if verdict.outcome == "pass" else "refused", build_id=verdict.identity.build_id)
    for reason in verdict.reasons:
        screen.text(f"- {reason.in_lang(screen.lang)}")
    found = sorted((row for row in verdict.rule_counts if row.n), key=lambda row: row.outcome != "fail")
    if found:
        screen.rules((row.rule_code, row.severity, row.outcome, row.is_waived, row.n) for row in found)
    heads = ["head_form", "head_period", "head_due", "head_read", "head_unreadable", "head_missing", "head_not_due"]
    heads += ["head_withdrawn", "head_waiting"]
    if verdict.completeness:
        screen.table(heads, [tuple(vars(row).values()) for row in verdict.completeness])
    if verdict.held_slices:
        screen.say("held", n=len(verdict.held_slices))


def print_release(desk: Desk, release: Release) -> None:
    """Where the release lies."""
    desk.screen.say("published", release_id=release.release_id, folder=release.folder)
