"""Prints the outcome of a step of the month: receipts, candidate, verdict, release.

Shared by the commands `run`, `receive`, `build`, `gate`, `publish`, `accept` and by `run --sample`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import astuple
from typing import TYPE_CHECKING, Any

from pipelines.cli.context import OK, UNREAD, CommandContext
from pipelines.cli.month.file_notes import UNREAD_OUTCOMES, FileNotes
from pipelines.cli.query.open_files import print_skipped, print_strays
from pipelines.cli.screen import RuleLine, Screen
from pipelines.vocabulary import MODE, OUTCOME

if TYPE_CHECKING:
    import polars as pl

    from pipelines.publication.candidate.candidate import Built
    from pipelines.publication.facts import RuleCount, Verdict
    from pipelines.publication.release.release import Release
    from pipelines.submissions.intake.inbox.skipped import Skipped
    from pipelines.submissions.intake.land import Landing
    from pipelines.submissions.intake.receive import Receipt

RECEIPT_HEADS = (
    *("head_file", "head_receipt", "head_outcome", "head_form", "head_period", "head_sender", "head_mode"),
    *("head_observations", "head_rejects", "head_message"),
)
# reason of a submission -> what the analyst can state where the sender cannot; replies to senders name no option
HINTS = {
    "form_unknown": "hint_form",
    "form_ambiguous": "hint_form",
    "reporter_unknown": "hint_sender",
    "reporter_ambiguous": "hint_sender",
    "period_unknown": "hint_period",
    "mode_unclear": "hint_mode",
    "not_a_workbook": "hint_written",
    "written_incomplete": "hint_written",
}
COMPLETENESS_HEADS = (
    *("head_form", "head_period", "head_due", "head_read", "head_unreadable", "head_missing", "head_not_due"),
    *("head_withdrawn", "head_waiting"),
)


def print_receipts(
    context: CommandContext,
    landing: Landing,
    receipts: Sequence[Receipt],
    skipped: Sequence[Skipped] = (),
    is_brief: bool = False,
) -> int:
    """Print one line for each submission with what it was recognised as and what is to be said, then the counts.

    With `is_brief` a file that was read and of which nothing is to be said has no line.

    Below it is printed what the analyst can state, decide or type next. The result is UNREAD where some file was not
    read or was skipped though it may be a report, else OK.
    """
    from pipelines.ledger import Ledger
    from pipelines.publication import month
    from pipelines.submissions.intake.review.open_files import source_of

    screen = context.screen
    submissions = month.outcomes(landing, receipts)
    entries = Ledger(context.places.ledger).read()
    review = month.review(context.places, context.seeds, entries, landing.folder)
    notes = FileNotes(screen, month.cells_of(landing, receipts), receipts, review)
    sources = {receipt.receipt_id: source_of({"source": receipt.source}) for receipt in receipts}
    rows = [
        (sources[row["receipt_id"]], *_row(screen, row), note)
        for row in submissions.to_dicts()
        if (note := notes.of(row)) or not is_brief
    ]
    if rows:
        screen.print_table(RECEIPT_HEADS, rows)
    print_skipped(screen, [(source_of({"source": entry.source}), entry.reason) for entry in skipped])
    submissions, n_evidence = _without_evidence(submissions, list(review.evidence))
    hints = [HINTS.get(reason) for reason in submissions["reason_code"]]
    hints += ["hint_waiting" for outcome in submissions["outcome"] if outcome == "waiting"]
    for hint in dict.fromkeys(filter(None, hints)):
        screen.print_message(hint)
    _print_next(screen, submissions)
    return _print_counts(screen, submissions, skipped, n_evidence)


def _without_evidence(submissions: pl.DataFrame, evidence: list[str]) -> tuple[pl.DataFrame, int]:
    """The submissions that somebody has to read, and the number of files that only prove a figure."""
    is_evidence = submissions["outcome"].is_in(UNREAD_OUTCOMES) & submissions["receipt_id"].is_in(evidence)
    return submissions.filter(~is_evidence), submissions.filter(is_evidence)["receipt_id"].n_unique()


def _row(screen: Screen, row: Mapping[str, Any]) -> tuple[Any, ...]:
    """One submission with its codes as words, in the order of RECEIPT_HEADS from the receipt on."""
    outcome, mode = screen.label(OUTCOME, row["outcome"]), screen.label(MODE, row["mode"])
    duty = (row["form_code"], row["period_code"], row["reporter_code"])
    return row["receipt_id"], outcome, *duty, mode, row["n_observation"], row["n_reject"]


def _print_next(screen: Screen, submissions: pl.DataFrame) -> None:
    """Print the commands that follow: answer, settle, build."""
    unread = submissions.filter(submissions["outcome"].is_in(UNREAD_OUTCOMES))["receipt_id"].to_list()
    if unread:
        screen.print_message("next_reply", receipt=unread[0])
        screen.print_message("next_status", file_id=unread[0])
    periods = submissions.filter(submissions["outcome"] == "read")["period_code"].drop_nulls().to_list()
    if periods:
        screen.print_message("next_run", period=max(sorted(set(periods)), key=periods.count))


def _print_counts(screen: Screen, submissions: pl.DataFrame, skipped: Sequence[Skipped], n_evidence: int) -> int:
    """Print the last line: receipts by their worst outcome; the result is UNREAD where not all were read.

    Files that a form names as evidence are counted apart: nobody has to read them.
    """
    worst: dict[str, str] = {}
    for receipt, outcome in submissions.select("receipt_id", "outcome").iter_rows():
        worst[receipt] = max(worst.get(receipt, "read"), outcome, key=OUTCOME.codes.index)
    counts = {outcome: list(worst.values()).count(outcome) for outcome in OUTCOME.codes}
    line = screen.text("files_counts", **counts)
    line += screen.text("files_evidence", n=n_evidence) if n_evidence else ""
    screen.print_text(line + (screen.text("files_skipped", n=len(skipped)) if skipped else ""))
    is_read = counts["read"] == len(worst) and all(entry.is_harmless for entry in skipped)
    return OK if is_read else UNREAD


def print_built(context: CommandContext, built: Built) -> None:
    """Print the candidate's ids, and how many errors it has."""
    identity = built.identity
    names = {"build_id": identity.build_id, "period": identity.occasion_period, "release_id": identity.release_id}
    context.screen.print_message("built", **names)
    if built.failures:
        context.screen.print_message("build_failures", n=len(built.failures))


def print_verdict(context: CommandContext, verdict: Verdict) -> None:
    """Print the verdict with every reason, the counts of violations, how complete the reports are, what lies astray."""
    from pipelines.ledger import BrokenLedgerError, Ledger

    screen = context.screen
    screen.print_notice(verdict.simulated)
    screen.print_message("passed" if verdict.outcome == "pass" else "refused", build_id=verdict.identity.build_id)
    for reason in verdict.reasons:
        screen.print_item(reason.in_lang(screen.lang))
    if verdict.notes:
        screen.print_message("verdict_notes", n=len(verdict.notes))
        for said in verdict.notes:
            screen.print_item(said.in_lang(screen.lang))
    screen.print_rule_counts(_rule_lines(verdict.occasion_counts), _rule_lines(verdict.rule_counts))
    if verdict.completeness:
        screen.print_table(COMPLETENESS_HEADS, [astuple(row) for row in verdict.completeness])
    if verdict.held_slices:
        screen.print_message("held", n=len(verdict.held_slices))
    with suppress(BrokenLedgerError):  # a reason of the verdict
        print_strays(context, Ledger(context.places.ledger).read())


def _rule_lines(counts: Iterable[RuleCount]) -> list[RuleLine]:
    """Counts of violations as the screen prints them."""
    return [RuleLine(row.rule_code, row.severity, row.outcome, row.is_waived, row.n) for row in counts if row.n]


def print_release(context: CommandContext, release: Release) -> None:
    """Print where the release lies, and that it is simulated."""
    context.screen.print_notice(release.simulated)
    context.screen.print_message("published", release_id=release.release_id, folder=release.folder)
