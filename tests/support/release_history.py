"""A province that publishes a release a month: what each month cost, and whether each release can be built again."""

from __future__ import annotations

import shutil
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipelines.publication import month
from pipelines.publication.candidate.rebuild import rebuild
from pipelines.publication.tree import tree_hash
from pipelines.settings import REPO, Places, places

SEEDS = REPO / "data" / "seeds"


@dataclass(frozen=True)
class PublishedMonth:
    """A release, the processor seconds of its month, and the bytes that it and the whole data root take."""

    release_id: str
    tree_hash: str
    n_files: int
    cpu: float
    wall: float
    release_bytes: int
    data_bytes: int


def publish_month(where: Places, period: str, files: Sequence[Path]) -> PublishedMonth:
    """Receive the files of a month and publish it; asserts that the gate passed."""
    cpu, wall = time.process_time(), time.perf_counter()
    if files:
        month.receive(where, SEEDS, files, month.Delivery(is_ahead=True))
    done = month.run(where, SEEDS, period)
    assert done.release is not None, done.verdict.reasons
    cost = time.process_time() - cpu, time.perf_counter() - wall
    folder = where.release / done.release.release_id
    return PublishedMonth(
        done.release.release_id, tree_hash(folder), len(files), *cost, size(folder), size(where.release.parent)
    )


def rebuilt_differently(where: Places, releases: Sequence[PublishedMonth], folder: Path) -> list[str]:
    """What differs where every release is built again from originals and ledger, in order.

    One landing, read anew from the originals, serves all of them; nothing else of the data root is used.
    """
    (folder / "data").mkdir(parents=True)
    faults: list[str] = []
    for release in releases:
        out = folder / release.release_id
        out.mkdir()
        (out / "data").symlink_to(folder / "data")
        done = rebuild(where, release.release_id, out)
        if not done.is_equal:
            faults.append(f"{release.release_id}: {done.different} {done.missing} {done.added} {done.failures}")
        if tree_hash(where.release / release.release_id) != release.tree_hash:
            faults.append(f"{release.release_id}: changed after it was published")
        shutil.rmtree(out)
    return faults


def size(folder: Path) -> int:
    """Bytes of all files below the folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def data_root(folder: Path) -> Places:
    """The places of the simulated province in a data root of its own."""
    return places("08", folder)
