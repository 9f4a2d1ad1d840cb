"""The gate: facts about a candidate in, verdict out. Pure: no file, no clock, no database.

The facts are gathered by gather_facts.py; gate_run.py records the verdict.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from pipelines.errors import Message, message
from pipelines.publication.facts import DamagedBlob, Facts, Verdict
from pipelines.publication.messages import BALANCES, BLOB_STATES, GATE, GATE_NOTES

# Tables that must have rows; those of figures only once something was observed.
DUE_ALWAYS = ("area", "indicator", "period", "form", "rule")
DUE_WITH_OBSERVATIONS = ("indicator_value", "slice_state", "leaf_cell", "submission_status")

# The reader may die on one bad file. From this many files and this share on the reader itself is broken, and a release
# of held slices only would hide it (seen once: a half-installed reader died on 6 of 6 files).
MANY_DIED, DIED_SHARE = 5, 0.2


def check(facts: Facts) -> Verdict:
    """The verdict on one candidate: `refuse` with all reasons at once where there is any, else `pass`."""
    reasons = tuple(_reasons(facts))
    return Verdict(
        identity=facts.identity,
        tree_hash=facts.tree_hash,
        outcome="refuse" if reasons else "pass",
        reasons=reasons,
        rule_counts=facts.rule_counts,
        occasion_counts=facts.occasion_counts,
        completeness=facts.completeness,
        held_slices=facts.held_slices,
        simulated=facts.simulated,
        notes=tuple(_blob(GATE_NOTES, "blob_lost", blob) for blob in facts.lost_blobs),
    )


def _reasons(facts: Facts) -> Iterator[Message]:
    yield from _sources(facts)
    if facts.changed_record:
        yield message(GATE, "record_changed", names=", ".join(facts.changed_record))
    for failure in facts.build_failures:
        yield message(GATE, "build_failed", failure_vi=failure.vi, failure_en=failure.en)
    if facts.build_failures:
        return  # there is no tree to check
    if facts.tree_hash != facts.built_tree_hash:
        yield message(GATE, "tree_changed", found=facts.tree_hash, expected=facts.built_tree_hash)
    if facts.csv_apart:
        yield message(GATE, "csv_apart", names=", ".join(facts.csv_apart))
    yield from _checks(facts)
    yield from _stops(facts)
    yield from _empty(facts)


def _sources(facts: Facts) -> Iterator[Message]:
    if facts.ledger_error:
        yield message(GATE, "ledger_broken", vi=facts.ledger_error.vi, en=facts.ledger_error.en)
    for blob in facts.damaged_blobs:
        yield _blob(GATE, "blob_damaged", blob)
    if facts.n_died >= MANY_DIED and facts.n_died > DIED_SHARE * facts.n_receipts:
        yield message(GATE, "reader_broken", n=facts.n_died, of=facts.n_receipts)
    for row in facts.balances:
        if row.n_in != row.n_out:
            vi, en = BALANCES[row.what]
            yield message(
                GATE,
                "cells_unbalanced",
                original_name=row.original_name,
                receipt_id=row.receipt_id,
                what_vi=vi,
                what_en=en,
                n_in=row.n_in,
                n_out=row.n_out,
            )


def _blob(catalogue: dict[str, tuple[str, str]], code: str, blob: DamagedBlob) -> Message:
    """What is to be said of a receipt whose original is gone or changed."""
    vi, en = BLOB_STATES["gone" if blob.found_sha256 is None else "changed"]
    return message(catalogue, code, **asdict(blob), found_vi=vi, found_en=en)


def _checks(facts: Facts) -> Iterator[Message]:
    """Suites of expectations: a failed check of severity stop, or any check that could not run, is a reason."""
    if not facts.checks:
        yield message(GATE, "checks_missing")
    for check in facts.checks:
        names = {"expectation": check.expectation, "suite": check.suite, "table": check.table}
        if check.exception:
            yield message(GATE, "check_crashed", **names, observed=check.exception)
        elif not check.success and check.severity == "stop":
            column, seen = check.column or "–", check.observed or "–"
            yield message(GATE, "check_failed", **names, description=check.description_vi, column=column, observed=seen)


def _stops(facts: Facts) -> Iterator[Message]:
    """Rules of severity stop that failed; an undecided one lacks a commune's figure, which must not stop the others."""
    stops: dict[str, int] = {}
    for row in facts.rule_counts:
        if (row.severity, row.outcome, row.is_waived) == ("stop", "fail", False) and row.n:
            stops[row.rule_code] = stops.get(row.rule_code, 0) + row.n
    for rule_code, count in sorted(stops.items()):
        yield message(GATE, "stop_violation", rule_code=rule_code, n=count)


def _empty(facts: Facts) -> Iterator[Message]:
    """Tables without rows, and an occasion of which no figure is expected; a month without reports has missing ones."""
    if facts.n_expected == 0:
        identity = facts.identity
        yield message(GATE, "nothing_expected", period=identity.occasion_period, province=identity.province)
    due = DUE_ALWAYS + (DUE_WITH_OBSERVATIONS if facts.n_observations else ())
    for table in due:
        if not facts.table_rows.get(table):
            yield message(GATE, "table_empty", table=table)
