"""Gathers the facts about one candidate from its tree, the ledger, the originals and the landing.

Whether a fact forbids publication is decided in gate.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import polars as pl

from pipelines.errors import Message
from pipelines.ledger import BrokenLedgerError, Entry, Ledger
from pipelines.ledger.receipts import lost_originals
from pipelines.ledger.simulated import simulated_part
from pipelines.publication.candidate.candidate import Built, Candidate, load
from pipelines.publication.candidate.record import differences, recorded_build
from pipelines.publication.facts import CellBalance, Completeness, Facts, RuleCount
from pipelines.publication.messages import refuse
from pipelines.publication.originals import damaged
from pipelines.publication.tree import tree_hash
from pipelines.settings import Places
from pipelines.submissions.intake.order.landed import count_landed, landed
from pipelines.warehouse.export import csv_apart

PARTS = ("n_observation", "n_absence_filled", "n_reject", "n_context")


def gather(places: Places, place: Candidate) -> Facts:
    """Everything that the gate needs to know about the candidate in `place`.

    Raises PublicationError where the ledger has no record of its build.
    """
    built, changed_record, entries, ledger_error = _recorded(places, place)
    receipts = [entry for entry in entries if entry.kind == "receipt"]
    lost = lost_originals(entries)
    blobs = tuple(damaged(places, receipts))
    landing = places.landing / built.landing
    tables = place.tree / "parquet"
    found = tree_hash(place.tree)
    readable = not built.failures and found == built.tree_hash  # changed bytes are refused, so they are not read
    return Facts(
        identity=built.identity,
        tree_hash=found,
        built_tree_hash=built.tree_hash,
        changed_record=changed_record,
        csv_apart=csv_apart(place.tree, built.identity.occasion_period) if readable else (),
        ledger_error=ledger_error,
        damaged_blobs=tuple(blob for blob in blobs if blob.receipt_id not in lost),
        lost_blobs=tuple(blob for blob in blobs if blob.receipt_id in lost),
        balances=tuple(_balances(landing, receipts)),
        build_failures=built.failures,
        checks=built.checks,
        table_rows=built.table_rows,
        n_observations=sum(
            count_landed(landing, "observation", built.identity.ledger_seq, "receipt_seq")["n"].to_list()
        ),
        n_expected=_n_expected(tables, built) if readable else None,
        n_receipts=len(receipts),
        n_died=_died(landing, built.identity.ledger_seq),
        rule_counts=_rule_counts(tables) if readable else (),
        occasion_counts=_occasion_counts(tables, built) if readable else (),
        completeness=_completeness(tables, built) if readable else (),
        held_slices=_held(tables) if readable else (),
        simulated=simulated_part(entries),
    )


class _Recorded(NamedTuple):
    """What the ledger says of a build, what built.json says otherwise, and the ledger up to the build's position."""

    built: Built
    changed: tuple[str, ...]
    entries: list[Entry]
    ledger_error: Message | None


def _recorded(places: Places, place: Candidate) -> _Recorded:
    """The record of the build; that of built.json where the ledger is broken, since nothing is published then."""
    beside = load(place)
    entries, ledger_error = _entries(places)
    built = recorded_build(entries, place.folder.name)
    if ledger_error is not None:
        return _Recorded(beside, (), [], ledger_error)
    if built is None:
        raise refuse("build_unrecorded", build_id=place.folder.name)
    known = [entry for entry in entries if entry.seq <= built.identity.ledger_seq]
    return _Recorded(built, differences(beside, built), known, None)


def _entries(places: Places) -> tuple[list[Entry], Message | None]:
    """The whole ledger; none and the error where it is broken."""
    try:
        return Ledger(places.ledger).read(), None
    except BrokenLedgerError as error:
        return [], Message("ledger_broken", error.message_vi, error.message_en)


def _balances(landing: Path, receipts: Sequence[Entry]) -> Iterable[CellBalance]:
    """Counts of cells by receipt that must be equal: of the sheets, classified, kept as rows, by the second reader.

    A receipt without a second reader's count, or without rows (not recognised), has fewer balances.
    """
    last = max((entry.seq for entry in receipts), default=0)
    sheets = _counted(landed(landing, "sheet", last), pl.sum("n_nonempty"))
    read_twice = landed(landing, "sheet", last).filter(pl.col("n_second").is_not_null().all().over("receipt_id"))
    second = _counted(read_twice, pl.sum("n_second"))
    submissions = landed(landing, "submission", last)
    classified = _counted(submissions, pl.sum_horizontal(PARTS).sum())
    # a form that is refused or waits beside one that is read has no rows
    read = _counted(submissions.filter(pl.col("outcome") == "read"), pl.sum_horizontal(PARTS).sum())
    is_blank = (pl.col("outcome") == "absence") & (pl.col("reason_code") == "blank")
    rows = _by_receipt(count_landed(landing, "cell", last, "receipt_id", ~is_blank))
    for receipt in receipts:
        key, name = str(receipt.payload["receipt_id"]), str(receipt.payload["original_name"])
        yield CellBalance(key, name, "sheets", sheets.get(key, 0), classified.get(key, 0))
        if key in second:
            yield CellBalance(key, name, "second", second[key], classified.get(key, 0))
        if key in rows:
            yield CellBalance(key, name, "rows", read.get(key, 0), rows[key])


def _died(landing: Path, upto: int) -> int:
    """The number of receipts on which a worker process died."""
    rows = landed(landing, "submission", upto)
    return rows.filter(pl.col("reason_code") == "reader_died")["receipt_id"].n_unique() if rows.height else 0


def _counted(frame: pl.DataFrame, count: pl.Expr) -> dict[str, int]:
    """`count` by receipt."""
    return _by_receipt(frame.group_by("receipt_id").agg(count.cast(pl.Int64).alias("n")))


def _by_receipt(counted: pl.DataFrame) -> dict[str, int]:
    """`n` by receipt."""
    return dict(counted.select("receipt_id", "n").iter_rows())


def _rule_counts(tables: Path) -> tuple[RuleCount, ...]:
    """Violations by rule, severity, outcome and waiver."""
    columns = ("rule_code", "severity", "outcome", "is_waived")
    frame = pl.read_parquet(tables / "rule_count.parquet")
    grouped = frame.group_by(columns).agg(pl.sum("n_violations").cast(pl.Int64).alias("n")).sort(columns)
    return tuple(RuleCount(**row) for row in grouped.to_dicts())


def _occasion_counts(tables: Path, built: Built) -> tuple[RuleCount, ...]:
    """Violations of the period that occasions the release, counted alike; none where the tree has no such table."""
    columns, path = ["rule_code", "severity", "outcome", "is_waived"], tables / "violation.parquet"
    if not path.exists():
        return ()
    found = pl.read_parquet(path, columns=[*columns, "period_code"])
    counted = found.filter(period_code=built.identity.occasion_period).group_by(columns).agg(pl.len().alias("n"))
    return tuple(RuleCount(**row) for row in counted.sort(columns).to_dicts())


def _completeness(tables: Path, built: Built) -> tuple[Completeness, ...]:
    """Completeness of the forms due in the period that occasions the release."""
    columns = tuple(Completeness.__dataclass_fields__)
    frame = pl.read_parquet(tables / "completeness.parquet", columns=list(columns))
    due = frame.drop_nulls("form_code").filter(period_code=built.identity.occasion_period).sort(columns)
    return tuple(Completeness(**row) for row in due.to_dicts())


def _n_expected(tables: Path, built: Built) -> int | None:
    """The number of slices of the period that occasions the release: figures, and what is missing or not due.

    None where the table does not state periods.
    """
    path = tables / "slice_state.parquet"
    if "period_code" not in pl.read_parquet_schema(path):
        return None
    return pl.read_parquet(path, columns=["period_code"]).filter(period_code=built.identity.occasion_period).height


def _held(tables: Path) -> tuple[dict[str, str], ...]:
    """The held slices with their reasons."""
    columns = ["slice_id", "reason_code", "detail"]
    frame = pl.read_parquet(tables / "slice_state.parquet", columns=["state", *columns])
    held = frame.filter(pl.col("state") == "held").select(columns).sort(columns)
    return tuple({key: value or "" for key, value in row.items()} for row in held.to_dicts())
