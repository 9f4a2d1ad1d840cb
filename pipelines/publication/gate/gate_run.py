"""Runs the gate on one candidate: writes the verdict beside it and into the ledger."""

from __future__ import annotations

from contextlib import suppress
from hashlib import sha256

from pipelines.ledger import BrokenLedgerError, Ledger
from pipelines.publication.candidate.candidate import candidate
from pipelines.publication.facts import Verdict
from pipelines.publication.gate.gate import check
from pipelines.publication.gate.gather_facts import gather
from pipelines.publication.messages import refuse
from pipelines.publication.province_lock import OnWait, no_wait, province_lock
from pipelines.publication.release.release import recover
from pipelines.publication.tree import write_atomic
from pipelines.settings import Places


def gate(places: Places, build_id: str, on_wait: OnWait = no_wait) -> Verdict:
    """The verdict on the candidate `build_id`, written beside its tree and recorded in the ledger unless it is there.

    Raises PublicationError for a candidate that does not exist or was published already.
    """
    with province_lock(places, on_wait):
        ledger = Ledger(places.ledger)
        with suppress(BrokenLedgerError):  # a broken ledger is a reason of the verdict
            entries = ledger.read()
            recover(places, entries)
            for entry in entries:
                if entry.kind == "release" and entry.payload["build_id"] == build_id:
                    raise refuse("already_released", build_id=build_id, release_id=entry.payload["release_id"])
        place = candidate(places, build_id)
        verdict = check(gather(places, place))
        content = verdict.to_json().encode()
        write_atomic(place.verdict, content)
        if not any(reason.code == "ledger_broken" for reason in verdict.reasons):
            _record(ledger, verdict, sha256(content).hexdigest())
        return verdict


def _record(ledger: Ledger, verdict: Verdict, digest: str) -> None:
    """Append the verdict, unless the last one of this build is the same.

    Period and ledger position tell which files came after it (submissions/intake/review).
    """
    identity = verdict.identity
    build_id = identity.build_id
    payload = {"build_id": build_id, "outcome": verdict.outcome, "verdict_sha256": digest}
    payload |= {name: getattr(identity, name) for name in ("release_id", "occasion_period", "ledger_seq")}
    recorded = [entry for entry in ledger.read() if entry.kind == "verdict" and entry.payload["build_id"] == build_id]
    if not recorded or recorded[-1].payload != payload:
        ledger.append("verdict", payload)
