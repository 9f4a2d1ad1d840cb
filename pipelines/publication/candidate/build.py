"""Building a candidate: codebook and ledger as they stand, landing, warehouse, checks, the release tree.

Here: the order of these calls and the record they leave. Not here: their inner workings, the verdict.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from pipelines.codebook.load import Codebook, load, save_snapshot
from pipelines.ledger import Entry, Item, Ledger
from pipelines.publication.candidate import candidate as candidates
from pipelines.publication.candidate.candidate import Built
from pipelines.publication.candidate.manifest import write_manifest
from pipelines.publication.candidate.run_suites import run_checks
from pipelines.publication.facts import Identity
from pipelines.publication.identity import code_commit, identify, lock_hash
from pipelines.publication.tree import set_writable, tree_hash, write_atomic
from pipelines.quality.suite_files import CheckResult
from pipelines.settings import Places
from pipelines.submissions.intake.land import land
from pipelines.warehouse.build import build as build_warehouse
from pipelines.warehouse.errors import WarehouseFault
from pipelines.warehouse.export import export

Progress = Callable[[int, int], None]
OnStep = Callable[[str], None]


def no_step(_step: str) -> None:
    """The default listener: nobody."""


def note_codebook(places: Places, seeds: Path) -> Codebook:
    """The codebook under `seeds`, its snapshot kept and its hash in the ledger when it is a new one."""
    codebook = load(seeds)
    save_snapshot(codebook, places.snapshots)
    ledger = Ledger(places.ledger)
    if _unnoted(ledger.read(), codebook.hash):  # readers of a noted codebook need no exclusive lock
        ledger.append_decided(lambda known: _unnoted(known, codebook.hash))
    return codebook


def _unnoted(known: Sequence[Entry], codebook_hash: str) -> list[Item]:
    """The entry of a codebook that is not the one noted last."""
    noted = [entry.payload["codebook_hash"] for entry in known if entry.kind == "codebook"]
    return [] if noted and noted[-1] == codebook_hash else [("codebook", {"codebook_hash": codebook_hash})]


def build_candidate(
    places: Places, seeds: Path, period: str, on_step: OnStep = no_step, on_file: Progress | None = None
) -> Built:
    """A candidate for `period` from everything known now; a failed warehouse is recorded, not raised."""
    on_step("codebook")
    codebook = note_codebook(places, seeds)
    entries = Ledger(places.ledger).read()
    identity = identify(places.province, period, entries, codebook.hash, code_commit(), lock_hash())
    known = [entry for entry in entries if entry.seq <= identity.ledger_seq]
    place = candidates.candidate(places, identity.build_id)
    if place.folder.exists():
        set_writable(place.folder)
        shutil.rmtree(place.folder)
    place.tree.mkdir(parents=True)
    on_step("land")
    landing = land(places, codebook, known, on_progress=on_file)
    built = make_tree(places, codebook, known, landing.folder, identity, place.tree, place.work, on_step)
    candidates.save(place, built)
    write_atomic(places.build / "latest", f"{identity.build_id}\n".encode())
    return built


def make_tree(
    places: Places,
    codebook: Codebook,
    entries: Sequence[Entry],
    landing: Path,
    identity: Identity,
    tree: Path,
    work: Path,
    on_step: OnStep = no_step,
) -> Built:
    """Warehouse, tables, checks and manifest of one identity into `tree`."""
    checks: tuple[CheckResult, ...] = ()
    rows: dict[str, int] = {}
    faults: tuple[str, ...] = ()
    try:
        on_step("warehouse")
        warehouse = build_warehouse(
            places,
            codebook,
            entries,
            landing,
            identity.occasion_period,
            identity.build_id,
            identity.release_id,
            work,
        )
        on_step("export")
        rows = export(warehouse, tree)
        on_step("checks")
        checks = run_checks(landing, identity.ledger_seq, tree)
        write_manifest(tree, identity, rows)
    except WarehouseFault as fault:
        faults = tuple(fault.failures)
    return Built(identity, tree_hash(tree), landing.name, faults, checks, rows)
