"""The gate: facts in, verdict out. Pure: no file, no clock, no database.

Here: which facts forbid a publication. Not here: gathering them (gather_facts.py), acting on the answer (release.py).
"""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.publication.facts import Facts, Verdict
from pipelines.publication.messages import GATE, Said, say

# Without these a release says nothing; the value tables are due only once there is something observed.
DUE_ALWAYS = ("area", "indicator", "period", "form", "rule")
DUE_WITH_OBSERVATIONS = ("indicator_value", "slice_state", "leaf_cell", "submission_status")

# One file that kills the reader is that file's matter; this many of this share is the reader's own fault, and a release
# of nothing but held slices would hide it (seen once: a half-installed reader died on 6 of 6 files).
MANY_DIED, DIED_SHARE = 5, 0.2

_FOUND = {True: ("không còn trên đĩa", "is gone from the disk"), False: ("đã bị thay đổi", "was changed")}
_BALANCE = {
    "sheets": ("số ô đọc được và số ô đã phân loại", "cells read and cells classified"),
    "second": ("số ô đếm bằng trình đọc thứ hai", "cells by the second reader's count"),
    "rows": ("số ô đã phân loại và số dòng ghi lại", "cells classified and rows kept"),
}


def judge(facts: Facts) -> Verdict:
    """The verdict on one candidate: refused where there is any reason, all reasons at once."""
    reasons = tuple(_reasons(facts))
    return Verdict(
        identity=facts.identity,
        tree_hash=facts.tree_hash,
        outcome="refuse" if reasons else "pass",
        reasons=reasons,
        rule_counts=facts.rule_counts,
        completeness=facts.completeness,
        held_slices=facts.held_slices,
    )


def _reasons(facts: Facts) -> Iterator[Said]:
    yield from _sources(facts)
    for fault in facts.build_faults:
        yield say(GATE, "build_failed", fault=fault)
    if facts.build_faults:
        return  # there is no tree to look at
    if facts.tree_hash != facts.built_tree_hash:
        yield say(GATE, "tree_changed", found=facts.tree_hash, expected=facts.built_tree_hash)
    yield from _checks(facts)
    yield from _stops(facts)
    yield from _empty(facts)


def _sources(facts: Facts) -> Iterator[Said]:
    if facts.ledger_fault:
        yield say(GATE, "ledger_broken", vi=facts.ledger_fault.vi, en=facts.ledger_fault.en)
    for blob in facts.damaged_blobs:
        vi, en = _FOUND[blob.found_sha256 is None]
        yield say(
            GATE,
            "blob_damaged",
            original_name=blob.original_name,
            receipt_id=blob.receipt_id,
            sha256=blob.sha256,
            found_vi=vi,
            found_en=en,
        )
    if facts.n_died >= MANY_DIED and facts.n_died > DIED_SHARE * facts.n_receipts:
        yield say(GATE, "reader_broken", n=facts.n_died, of=facts.n_receipts)
    for row in facts.balances:
        if row.n_in != row.n_out:
            vi, en = _BALANCE[row.what]
            yield say(
                GATE,
                "cells_unbalanced",
                original_name=row.original_name,
                receipt_id=row.receipt_id,
                what_vi=vi,
                what_en=en,
                n_in=row.n_in,
                n_out=row.n_out,
            )


def _checks(facts: Facts) -> Iterator[Said]:
    """Great Expectations: a failed structural check, or any check that could not run, forbids."""
    if not facts.checks:
        yield say(GATE, "checks_missing")
    for check in facts.checks:
        names = {"expectation": check.expectation, "suite": check.suite, "table": check.table}
        if check.exception:
            yield say(GATE, "check_crashed", **names, observed=check.exception)
        elif not check.success and check.severity == "stop":
            column, seen = check.column or "–", check.observed or "–"
            yield say(GATE, "check_failed", **names, description=check.description_vi, column=column, observed=seen)


def _stops(facts: Facts) -> Iterator[Said]:
    """Only failures: a rule undecided for want of one commune's figure must not stop the other 123."""
    stops: dict[str, int] = {}
    for row in facts.rule_counts:
        if (row.severity, row.outcome, row.is_waived) == ("stop", "fail", False) and row.n:
            stops[row.rule_code] = stops.get(row.rule_code, 0) + row.n
    for rule_code, count in sorted(stops.items()):
        yield say(GATE, "stop_violation", rule_code=rule_code, n=count)


def _empty(facts: Facts) -> Iterator[Said]:
    due = DUE_ALWAYS + (DUE_WITH_OBSERVATIONS if facts.n_observations else ())
    for table in due:
        if not facts.table_rows.get(table):
            yield say(GATE, "table_empty", table=table)
