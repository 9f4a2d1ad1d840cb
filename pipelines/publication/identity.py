"""What a build is identified by: code commit, lock hash, ledger position; and the ids of build and release."""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from pipelines.ledger import Entry
from pipelines.ledger.entry import GENESIS, OF_BUILDS
from pipelines.publication.facts import Identity
from pipelines.publication.tree import file_sha256
from pipelines.settings import REPO

SOURCE_FOLDERS = ("pipelines", "dbt_project", "expectations")
NOT_SOURCE = {"__pycache__", "target", "logs", "dbt_packages", ".user.yml"}


def source_hash(repo: Path = REPO) -> str:
    """sha256 over every source file, tracked or not, that a build's bytes may depend on."""
    digest = hashlib.sha256()
    for folder in SOURCE_FOLDERS:
        for path in sorted((repo / folder).rglob("*")):
            parts = path.relative_to(repo).parts
            if path.is_file() and not NOT_SOURCE.intersection(parts) and path.suffix != ".pyc":
                digest.update(f"{'/'.join(parts)}\0{file_sha256(path)}\n".encode())
    return digest.hexdigest()


def code_commit(repo: Path = REPO) -> str:
    """Git's HEAD, `-dirty-<source hash>` where the sources differ from it; without git `content-<source hash>`."""
    head = _git(repo, "rev-parse", "--verify", "HEAD")
    changes = _git(repo, "status", "--porcelain", "--untracked-files=all", "--", *SOURCE_FOLDERS)
    if head is None or changes is None:
        return f"content-{source_hash(repo)}"
    return f"{head}-dirty-{source_hash(repo)[:16]}" if changes else head


def lock_hash(repo: Path = REPO) -> str:
    """sha256 of the lock file of the environment; `none` outside a checkout."""
    lock = repo / "uv.lock"
    return file_sha256(lock) if lock.exists() else "none"


def position(entries: Sequence[Entry]) -> tuple[int, str]:
    """Seq and hash of the last entry that builds depend on: every kind but those about builds.

    If they counted, to build, or to run the gate on a candidate, would change its identity.
    """
    sources = [entry for entry in entries if entry.kind not in OF_BUILDS]
    return (sources[-1].seq, sources[-1].hash) if sources else (0, GENESIS)


class SourceHashes(NamedTuple):
    """Hashes of what a build depends on besides the ledger."""

    codebook: str
    commit: str
    lock: str


def identify(province: str, period: str, entries: Sequence[Entry], hashes: SourceHashes) -> Identity:
    """The identity of the build for `period` from these sources; equal sources give an equal `build_id`."""
    seq, ledger_hash = position(entries)
    parts = (province, period, str(seq), ledger_hash, *hashes)
    build_id = hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]
    count = sum(entry.kind == "release" for entry in entries)
    return Identity(build_id, f"{period}-r{count + 1:03d}", province, period, seq, ledger_hash, *hashes)


def _git(repo: Path, *arguments: str) -> str | None:
    """Git's answer; None where there is no git, or `repo` is not the root of its own checkout."""
    if not (repo / ".git").exists():
        return None
    try:
        done = subprocess.run(["git", "-C", str(repo), *arguments], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout.strip()
