"""The folder of one candidate, and the record of its build (built.json) for people; the gate reads the ledger's."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from pipelines.errors import Message
from pipelines.ledger import Entry
from pipelines.publication.facts import Identity, identity_from
from pipelines.publication.messages import PublicationError, refuse
from pipelines.publication.tree import write_atomic
from pipelines.quality.suite_files import CheckResult, check_from
from pipelines.settings import Places


@dataclass(frozen=True)
class Candidate:
    """`data/build/<province>/<build_id>`."""

    folder: Path

    @property
    def tree(self) -> Path:
        """What becomes the release: marts.duckdb, parquet, csv, data-docs, manifest.json."""
        return self.folder / "tree"

    @property
    def work(self) -> Path:
        """The warehouse and dbt's files; not released."""
        return self.folder / "work"

    @property
    def verdict(self) -> Path:
        """The gate's verdict, once it was run."""
        return self.folder / "verdict.json"

    @property
    def built(self) -> Path:
        """The record of the build."""
        return self.folder / "built.json"


@dataclass(frozen=True)
class Built:
    """The record of a build: its identity, the hash of its tree, failed models and tests, results of the suites."""

    identity: Identity
    tree_hash: str
    landing: str  # folder name of the reading key
    failures: tuple[Message, ...] = ()
    checks: tuple[CheckResult, ...] = ()
    table_rows: dict[str, int] = field(default_factory=lambda: {})


def candidate(places: Places, build_id: str) -> Candidate:
    """The folder of `build_id`, whether it exists or not."""
    return Candidate(places.build / build_id)


def save(place: Candidate, built: Built) -> None:
    """Write built.json; it is written last, and without it there is no candidate."""
    record = {**asdict(built), "failures": [failure._asdict() for failure in built.failures]}
    text = json.dumps(record, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    write_atomic(place.built, text.encode())


def load(place: Candidate) -> Built:
    """The record of a finished build.

    Raises PublicationError where there is none, or where it was cut or written by another version of chiso.
    """
    if not place.built.exists():
        raise refuse("no_candidate", build_id=place.folder.name)
    try:
        raw: dict[str, Any] = json.loads(place.built.read_text("utf-8"))
        return Built(
            identity=identity_from(raw["identity"]),
            tree_hash=raw["tree_hash"],
            landing=raw["landing"],
            failures=tuple(Message(**row) for row in raw["failures"]),
            checks=tuple(check_from(row) for row in raw["checks"]),
            table_rows=raw["table_rows"],
        )
    except (ValueError, KeyError, TypeError) as error:
        raise refuse("candidate_outdated", build_id=place.folder.name) from error


def latest_build(places: Places) -> str:
    """The id of the build made last, to show what is known; which one is judged or published never depends on it.

    Raises PublicationError where there is none.
    """
    pointer = places.build / "latest"
    build_id = pointer.read_text("utf-8").strip() if pointer.is_file() else ""
    if not build_id:
        raise refuse("no_candidate", build_id="–")
    return build_id


def open_candidate(places: Places, entries: Sequence[Entry]) -> str:
    """The id of the candidate that is not published yet, where it is the only one; after a release that of the release.

    Candidates of an earlier ledger position are superseded. Raises PublicationError where there is none, or where two
    of one position differ in period, code or codebook: which one is meant is for the caller to say.
    """
    releases = [entry for entry in entries if entry.kind == "release"]
    last = releases[-1].seq if releases else 0
    found: list[Identity] = []
    for path in sorted(places.build.glob("*/built.json")):
        with suppress(PublicationError):  # of another version of chiso
            found.append(load(Candidate(path.parent)).identity)
    newest = max((identity.ledger_seq for identity in found), default=0)
    waiting = [identity for identity in found if identity.ledger_seq == newest >= last]
    if len(waiting) > 1:
        named = ", ".join(f"{identity.build_id} ({identity.occasion_period})" for identity in waiting)
        raise refuse("several_candidates", n=len(waiting), found=named)
    if not waiting and not releases:
        raise refuse("no_candidate", build_id="–")
    return waiting[0].build_id if waiting else str(releases[-1].payload["build_id"])
