"""Explicit acts of a person about releases, each under the province's lock: rollback, retirement, missing proofs."""

from __future__ import annotations

from pipelines.ledger import Ledger
from pipelines.ledger.reasons import is_stated
from pipelines.publication.messages import refuse
from pipelines.publication.proof.make import proof_path, write_proof
from pipelines.publication.province_lock import OnWait, no_wait, province_lock
from pipelines.publication.release import retention
from pipelines.publication.release.release import recover
from pipelines.publication.release.retention import Kept
from pipelines.publication.release.standing import Rollback, roll_back
from pipelines.publication.tree import tree_hash
from pipelines.settings import Places


def rollback(places: Places, asked: Rollback, on_wait: OnWait = no_wait) -> None:
    """Make an earlier release the current one again. Raises PublicationError as `roll_back`."""
    _check_stated(asked.reason, asked.owner)
    with province_lock(places, on_wait):
        entries = Ledger(places.ledger).read()
        recover(places, entries)
        roll_back(places, entries, asked)


def retire(places: Places, n_kept: int, reason: str, owner: str, on_wait: OnWait = no_wait) -> list[Kept]:
    """Delete the folders that `retention.plan` does not keep, and return the plan that was followed."""
    _check_stated(reason, owner)
    with province_lock(places, on_wait):
        entries = Ledger(places.ledger).read()
        recover(places, entries)
        planned = retention.plan(places, entries, n_kept)
        retention.retire(places, entries, [row.release_id for row in planned if not row.reason], reason, owner)
        return planned


def prove(places: Places, on_wait: OnWait = no_wait) -> list[str]:
    """Write the proofs that releases of earlier versions lack, where their bytes are those of the ledger."""
    with province_lock(places, on_wait):
        entries = Ledger(places.ledger).read()
        without = [
            (str(entry.payload["release_id"]), entry.payload["tree_hash"])
            for entry in entries
            if entry.kind == "release" and not proof_path(places, entry.payload["release_id"]).exists()
        ]
        recover(places, entries)
        whole = [release_id for release_id, digest in without if tree_hash(places.release / release_id) == digest]
        for release_id in whole:
            write_proof(places, entries, release_id)
        return whole


def _check_stated(reason: str, owner: str) -> None:
    for name, text in (("--reason", reason), ("--owner", owner)):
        if not is_stated(text):
            raise refuse("nothing_stated", option=name)
