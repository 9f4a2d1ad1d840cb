"""Builds a candidate: landing, warehouse, released tables, suites, manifest, and the record of all that."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from pipelines.codebook.load import Codebook, load, save_snapshot
from pipelines.errors import Message
from pipelines.ledger import Entry, Item, Ledger
from pipelines.ledger.simulated import both_languages, simulated_part
from pipelines.publication.candidate import candidate as candidates
from pipelines.publication.candidate.candidate import Built, Candidate
from pipelines.publication.candidate.interrupts import interrupts_raised
from pipelines.publication.candidate.manifest import write_manifest
from pipelines.publication.candidate.record import record_build
from pipelines.publication.candidate.run_suites import run_checks, tree_before
from pipelines.publication.facts import Identity
from pipelines.publication.identity import SourceHashes, code_commit, identify, lock_hash
from pipelines.publication.ledger_guard import check_ledger
from pipelines.publication.province_lock import OnWait, no_wait
from pipelines.publication.tree import set_writable, tree_hash, write_atomic
from pipelines.quality.suite_files import CheckResult
from pipelines.settings import Places, make_private
from pipelines.submissions.intake.land import land
from pipelines.warehouse.build import build as build_warehouse
from pipelines.warehouse.dbt import OnResult
from pipelines.warehouse.export import export
from pipelines.warehouse.messages import WarehouseError
from pipelines.warehouse.sources import BuildIds, Sources


def no_step(_step: str) -> None:
    """Ignore the start of a step."""


class Progress(NamedTuple):
    """Callbacks of a long run.

    For the start of a step, after each file or model (done, in all), where the lock of another run is awaited, and with
    the result of each model and data test.
    """

    on_step: Callable[[str], None] = no_step
    on_file: Callable[[int, int], None] | None = None
    on_wait: OnWait = no_wait
    on_result: OnResult | None = None


NO_PROGRESS = Progress()


def note_codebook(places: Places, seeds: Path) -> Codebook:
    """Load the codebook, keep a snapshot of it, and append its hash to the ledger unless it is the one noted last.

    Everything that receives, reads or builds begins here. Raises PublicationError where the ledger lost what is proved
    to have been in it.
    """
    ledger = Ledger(places.ledger)
    entries = ledger.read()
    check_ledger(places, entries)
    codebook = load(seeds)
    make_private(places.raw)
    save_snapshot(codebook, places.snapshots)
    if _unnoted(entries, codebook.hash):  # where the codebook is noted, no exclusive lock is needed
        ledger.append_decided(lambda known: _unnoted(known, codebook.hash))
    return codebook


def _unnoted(known: Sequence[Entry], codebook_hash: str) -> list[Item]:
    """The entry of a codebook that is not the one noted last."""
    noted = [entry.payload["codebook_hash"] for entry in known if entry.kind == "codebook"]
    return [] if noted and noted[-1] == codebook_hash else [("codebook", {"codebook_hash": codebook_hash})]


def build_candidate(places: Places, seeds: Path, period: str, progress: Progress = NO_PROGRESS) -> Built:
    """A candidate for `period` from everything known now.

    Failed models and tests do not raise: they are recorded in `failures`, and the gate refuses the candidate.
    """
    progress.on_step("codebook")
    codebook = note_codebook(places, seeds)
    entries = Ledger(places.ledger).read()
    hashes = SourceHashes(codebook.hash, code_commit(), lock_hash())
    identity = identify(places.province, period, entries, hashes)
    known = [entry for entry in entries if entry.seq <= identity.ledger_seq]
    place = candidates.candidate(places, identity.build_id)
    if place.folder.exists():
        set_writable(place.folder)
        shutil.rmtree(place.folder)
    place.tree.mkdir(parents=True)
    progress.on_step("land")
    landing = land(places, codebook, known, on_progress=progress.on_file)
    built = make_tree(Sources(places, codebook, known, landing.folder), identity, place, progress)
    record_build(Ledger(places.ledger), built)
    candidates.save(place, built)
    write_atomic(places.build / "latest", f"{identity.build_id}\n".encode())
    return built


def make_tree(sources: Sources, identity: Identity, place: Candidate, progress: Progress = NO_PROGRESS) -> Built:
    """Build warehouse, tables, suites and manifest of one identity into the folders of `place`.

    Raises KeyboardInterrupt where it was stopped.
    """
    checks: tuple[CheckResult, ...] = ()
    rows: dict[str, int] = {}
    failures: tuple[Message, ...] = ()
    with interrupts_raised():
        try:
            progress.on_step("warehouse")
            ids = BuildIds(identity.build_id, identity.release_id, identity.occasion_period)
            warehouse = build_warehouse(sources, ids, place.work, progress.on_file, progress.on_result)
            progress.on_step("export")
            simulated = simulated_part(sources.entries)
            notice = both_languages(simulated)
            rows = export(warehouse, place.tree, identity.occasion_period, notice)
            progress.on_step("checks")
            earlier = tree_before(sources.places, sources.entries)
            checks = run_checks(warehouse, place.tree, identity.occasion_period, earlier, notice)
            write_manifest(place.tree, identity, rows, simulated)
        except WarehouseError as error:
            failures = error.failures
    return Built(identity, tree_hash(place.tree), sources.landing.name, failures, checks, rows)
