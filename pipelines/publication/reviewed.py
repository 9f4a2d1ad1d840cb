"""What a review reads: the latest candidate while it is not published, else the current release; earlier releases."""

from __future__ import annotations

import json
from pathlib import Path

from pipelines.ledger import Ledger
from pipelines.publication.candidate.candidate import candidate
from pipelines.publication.release.current import current_release
from pipelines.quality.review.worklist import Released
from pipelines.settings import Places


def latest_tree(places: Places) -> Path:
    """The tree of the latest candidate while it is not published, else the current release."""
    pointer = places.build / "latest"
    if pointer.is_file() and (build_id := pointer.read_text("utf-8").strip()):
        latest = candidate(places, build_id)
        if latest.built.exists() and latest.tree.is_dir():  # one that is being built has no record
            return latest.tree
    return current_release(places).folder


def reviewed(places: Places) -> Released:
    """The tree to review with the ledger position of its build, and the trees of the releases before it."""
    tree, entries = latest_tree(places), Ledger(places.ledger).read()
    released = {str(entry.payload["release_id"]) for entry in entries if entry.kind == "release"}
    earlier = [path for path in sorted(places.release.iterdir()) if path.is_dir() and path.name in released]
    position = json.loads((tree / "manifest.json").read_text("utf-8"))["ledger_seq"]
    return Released(tree, [path for path in earlier if path != tree], places.landing, entries, position)
