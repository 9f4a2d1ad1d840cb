"""A candidate made by hand: ledger, tree and verdict without workbooks, dbt or Great Expectations. No tests here."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, replace
from pathlib import Path

import polars as pl

from pipelines.errors import Message
from pipelines.ledger import Ledger
from pipelines.ledger.entry import OF_BUILDS
from pipelines.publication.candidate import candidate as candidates
from pipelines.publication.candidate.candidate import Built
from pipelines.publication.candidate.record import record_build
from pipelines.publication.facts import Facts, Identity
from pipelines.publication.gate.gate import DUE_ALWAYS, DUE_WITH_OBSERVATIONS, check
from pipelines.publication.tree import tree_hash
from pipelines.quality.suite_files import CheckResult
from pipelines.settings import Places
from pipelines.warehouse.export import write_csv

SLICE = {
    "area_id": "c25-00700",
    "indicator_code": "n_ideas",
    "breakdown_code": "_T",
    "measure_code": "in_period",
    "source_code": "commune",
}
CONTENT = b"a workbook"
SHA = hashlib.sha256(CONTENT).hexdigest()
UOMS = b"uom_code\npercent\n"  # a codebook of one table; its hash is that of the line "table sha256"
CODEBOOK = hashlib.sha256(f"uoms {hashlib.sha256(UOMS).hexdigest()}\n".encode()).hexdigest()
PASSED = CheckResult("batch", "cell", "expect_columns", "", True, "stop", "", None, "Đủ cột")


def places_of(folder: Path) -> Places:
    places = Places("08", folder / "data")
    snapshot = places.snapshots / CODEBOOK
    snapshot.mkdir(parents=True)
    (snapshot / "uoms.csv").write_bytes(UOMS)
    Ledger(places.ledger).append("codebook", {"codebook_hash": CODEBOOK})
    return places


def received(places: Places) -> None:
    """One file received and landed."""
    blob = places.blobs / SHA[:2] / SHA
    blob.parent.mkdir(parents=True)
    blob.write_bytes(CONTENT)
    payload = {"receipt_id": "R1", "sha256": SHA, "n_bytes": len(CONTENT), "original_name": "a.xlsx", "channel": "cli"}
    Ledger(places.ledger).append("receipt", payload)
    landed = places.landing / "read" / "2026-10" / "submission-2-2.parquet"
    landed.parent.mkdir(parents=True)
    landed.write_bytes(b"rows")
    note = {"receipts": ["R1"], "files": {"2026-10/submission-2-2.parquet": hashlib.sha256(b"rows").hexdigest()}}
    (places.landing / "read" / "whole-2-2.json").write_text(json.dumps(note), "utf-8")


def identity_of(places: Places, build_id: str, period: str = "2026-10") -> Identity:
    entries = [entry for entry in Ledger(places.ledger).read() if entry.kind not in OF_BUILDS]
    number = sum(entry.kind == "release" for entry in entries) + 1
    release_id = f"{period}-r{number:03d}"
    return Identity(build_id, release_id, "08", period, entries[-1].seq, entries[-1].hash, CODEBOOK, "commit", "lock")


def make_tree(tree: Path, identity: Identity, value: float = 12.0) -> None:
    for folder in ("parquet", "csv", "data-docs"):
        (tree / folder).mkdir(parents=True)
    row = {**SLICE, "period_code": identity.occasion_period, "obs_status": "reported"}
    frame = pl.DataFrame([{**row, "state": "current", "value": value}, {**row, "state": "held", "value": 99.0}])
    frame.write_parquet(tree / "parquet" / "indicator_value.parquet")
    write_csv(tree, tree / "csv", period=identity.occasion_period)
    (tree / "data-docs" / "index.html").write_text("<html></html>")
    (tree / "manifest.json").write_text(json.dumps({**asdict(identity), "tag": identity.release_id}))


def facts_of(identity: Identity, digest: str) -> Facts:
    rows: dict[str, int] = {table: 5 for table in (*DUE_ALWAYS, *DUE_WITH_OBSERVATIONS)}
    return Facts(identity, digest, digest, checks=(PASSED,), table_rows=rows, n_observations=3)


def built(places: Places, build_id: str, value: float = 12.0, period: str = "2026-10") -> Identity:
    """A finished candidate without a verdict."""
    identity = identity_of(places, build_id, period)
    place = candidates.candidate(places, build_id)
    make_tree(place.tree, identity, value)
    finish(places, Built(identity, tree_hash(place.tree), "key", checks=(PASSED,)))
    return identity


def finish(places: Places, record: Built) -> None:
    """End a build as `build_candidate` does: the ledger first, then built.json."""
    record_build(Ledger(places.ledger), record)
    candidates.save(candidates.candidate(places, record.identity.build_id), record)


def judged(
    places: Places, build_id: str, value: float = 12.0, refused: bool = False, period: str = "2026-10"
) -> Identity:
    """A candidate with its verdict beside it and in the ledger."""
    identity = built(places, build_id, value, period)
    place = candidates.candidate(places, build_id)
    facts = facts_of(identity, tree_hash(place.tree))
    verdict = check(replace(facts, build_failures=(Message("planted", "gài", "planted"),)) if refused else facts)
    content = verdict.to_json().encode()
    place.verdict.write_bytes(content)
    payload = {
        "build_id": build_id,
        "outcome": verdict.outcome,
        "verdict_sha256": hashlib.sha256(content).hexdigest(),
    }
    Ledger(places.ledger).append("verdict", payload)
    return identity
