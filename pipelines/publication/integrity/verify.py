"""Whether everything that a province keeps agrees with its ledger: `chiso verify`. Nothing is written.

The fast look reads the ledger, manifests, verdicts and proofs, and the sizes of all files; the deep one every byte.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from pipelines.errors import Message
from pipelines.ledger import BrokenLedgerError, Entry, Ledger
from pipelines.publication.integrity.findings import Finding, finding, finding_of
from pipelines.publication.integrity.releases import release_findings
from pipelines.publication.integrity.stored import stored_findings
from pipelines.publication.proof import verify_release
from pipelines.settings import Places


def no_part(_part: str) -> None:
    """Ignore the start of a part."""


def verify(places: Places, is_deep: bool = False, on_step: Callable[[str], None] = no_part) -> list[Finding]:
    """Every finding; an empty list, or one of notes only, means that everything is as the ledger says.

    With a broken ledger the releases are compared with their proofs alone.
    """
    on_step("verify_ledger")
    if not places.ledger.is_file():
        return [finding(places, places.ledger, "ledger_absent"), *_by_proofs(places, is_deep)]
    try:
        entries = Ledger(places.ledger).read()
    except BrokenLedgerError as error:
        said = Message("ledger_broken", error.message_vi, error.message_en)
        return [Finding(places.ledger.relative_to(places.data).as_posix(), said), *_by_proofs(places, is_deep)]
    return list(_all(places, entries, is_deep, on_step))


def _all(places: Places, entries: Sequence[Entry], is_deep: bool, on_step: Callable[[str], None]) -> Iterator[Finding]:
    on_step("verify_releases")
    yield from release_findings(places, entries, is_deep)
    on_step("verify_stored")
    yield from stored_findings(places, entries, is_deep)


def _by_proofs(places: Places, is_deep: bool) -> Iterator[Finding]:
    folders = [path.parent for path in sorted(places.release.glob("*/manifest.json"))]
    for folder in folders:
        yield from (finding_of(places, fault) for fault in verify_release.release_faults(folder, is_deep))
