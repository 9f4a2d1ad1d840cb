"""The folder of one build: what lies where, and the record that the build leaves for the gate.

Here: paths and the spelling of built.json. Not here: building (build.py), judging (gate.py).
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from pipelines.publication.facts import Identity, identity_from
from pipelines.publication.messages import refuse
from pipelines.publication.tree import write_atomic
from pipelines.quality.suite_files import CheckResult
from pipelines.settings import Places


@dataclass(frozen=True)
class Candidate:
    """`data/build/<province>/<build_id>`."""

    folder: Path

    @property
    def tree(self) -> Path:
        return self.folder / "tree"

    @property
    def work(self) -> Path:
        return self.folder / "work"

    @property
    def verdict(self) -> Path:
        return self.folder / "verdict.json"

    @property
    def built(self) -> Path:
        return self.folder / "built.json"


@dataclass(frozen=True)
class Built:
    """What a build says of itself: who it is, its bytes when it was finished, what failed, what was checked."""

    identity: Identity
    tree_hash: str
    landing: str  # folder name of the reading key
    faults: tuple[str, ...] = ()
    checks: tuple[CheckResult, ...] = ()
    table_rows: dict[str, int] = field(default_factory=lambda: {})


def candidate(places: Places, build_id: str) -> Candidate:
    """The folder of `build_id`, whether it exists or not."""
    return Candidate(places.build / build_id)


def save(place: Candidate, built: Built) -> None:
    """Write built.json as the build's last act: without it there is no candidate."""
    text = json.dumps(asdict(built), ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    write_atomic(place.built, text.encode())


def load(place: Candidate) -> Built:
    """The record of a finished build; PublicationFault where there is none."""
    if not place.built.exists():
        raise refuse("no_candidate", build_id=place.folder.name)
    raw: dict[str, Any] = json.loads(place.built.read_text("utf-8"))
    return Built(
        identity=identity_from(raw["identity"]),
        tree_hash=raw["tree_hash"],
        landing=raw["landing"],
        faults=tuple(raw["faults"]),
        checks=tuple(CheckResult(**row) for row in raw["checks"]),
        table_rows=raw["table_rows"],
    )


def latest_build(places: Places) -> str:
    """The build made last; PublicationFault where there is none."""
    pointer = places.build / "latest"
    if not pointer.exists():
        raise refuse("no_candidate", build_id="–")
    return pointer.read_text("utf-8").strip()
