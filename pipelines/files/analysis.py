"""Analyses of the indices of a release, in `data/analysis/<province>/<release>`: which codebook they are made with."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from pipelines.codebook.load import load, load_snapshot
from pipelines.errors import Message, message, reason_of
from pipelines.files.messages import FILES
from pipelines.indices.analysis import analyse
from pipelines.publication.release.current import find_release
from pipelines.settings import Places, let_read, make_readable, seeds_root


@dataclass
class MadeAnalysis:
    """Where the tables are, their rows, and the sentences of what could not be made."""

    release_id: str
    folder: Path
    n_rows: dict[str, int] = field(default_factory=dict[str, int])
    faults: list[Message] = field(default_factory=list[Message])


def make_analysis(places: Places, release_id: str | None = None) -> MadeAnalysis:
    """Write the analysis tables of a release, by default of the current one.

    Raises PublicationError where there is no such release. Any other fault is in the answer.
    """
    release = find_release(places, release_id)
    made = MadeAnalysis(release.name, places.analysis / release.name)
    try:
        make_readable(places.analysis)
        done = analyse(release, codebook_of(places, release), made.folder)
        let_read(made.folder)
        made.n_rows, faults = done.n_rows, done.faults
    except Exception as error:  # an analysis never stops a release
        faults = {"all": error}
    for part, error in faults.items():
        about = {"part": message(FILES, f"part_{part}"), "release_id": made.release_id, "reason": reason_of(error)}
        made.faults.append(message(FILES, "analysis_fault", **about))
    return made


def codebook_of(places: Places, release: Path) -> Mapping[str, pl.DataFrame]:
    """Return the tables of the codebook that a release was made with; those of the seeds where it is not kept.

    A copy of the releases alone has no snapshots. Raises CodebookError where the snapshot is damaged.
    """
    manifest = json.loads((release / "manifest.json").read_bytes())
    snapshot = places.snapshots / str(manifest.get("codebook_hash", "none"))
    return (load_snapshot(snapshot) if snapshot.is_dir() else load(seeds_root())).tables
