"""Paths of the repository and of the data folders of a province.

Every data folder contains the province code, so several provinces share one data root.
"""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

REPO = Path(__file__).resolve().parent.parent
DBT_PROJECT = REPO / "dbt_project"
EXPECTATIONS = REPO / "expectations"
PRIVATE, READABLE = 0o700, 0o755  # permissions of folders


@dataclass(frozen=True)
class Places:
    """The folders of one province under one data root."""

    province: str
    data: Path

    @property
    def raw(self) -> Path:
        """The received files, the ledger, the codebook snapshots and the published values."""
        return self.data / "raw" / self.province

    @property
    def blobs(self) -> Path:
        """The received files, named by their SHA-256."""
        return self.raw / "blobs"

    @property
    def ledger(self) -> Path:
        """The file of the ledger."""
        return self.raw / "ledger.jsonl"

    @property
    def snapshots(self) -> Path:
        """The codebooks that were used, by hash."""
        return self.raw / "codebook"

    @property
    def published(self) -> Path:
        """The values of each release, which later builds read."""
        return self.raw / "published"

    @property
    def landing(self) -> Path:
        """The Parquet tables of what was read."""
        return self.data / "landing" / self.province

    @property
    def build(self) -> Path:
        """The builds: candidates with their verdicts."""
        return self.data / "build" / self.province

    @property
    def release(self) -> Path:
        """The releases."""
        return self.data / "release" / self.province

    @property
    def files(self) -> Path:
        """The files made from releases for people: workbooks, pages, copies of CSV; a folder for each release."""
        return self.data / "files" / self.province

    @property
    def alerts(self) -> Path:
        """What was sent of digests, and what could not be."""
        return self.data / "alerts" / self.province

    @property
    def site(self) -> Path:
        """The sites made from releases: pages that open without a server; a folder for each release."""
        return self.data / "site" / self.province

    @property
    def analysis(self) -> Path:
        """The tables of analyses made from releases, uncertainty and audit of indices; a folder for each release."""
        return self.data / "analysis" / self.province

    @property
    def current(self) -> Path:
        """The text file that names the current release."""
        return self.release / "current"


def data_root() -> Path:
    """Return the data root: the environment variable CHISO_DATA, else `data/` of the repository."""
    return Path(os.environ.get("CHISO_DATA") or REPO / "data")


def max_file_bytes() -> int:
    """Return the size of the largest file that is received: CHISO_MAX_FILE_MB, else 200 MB."""
    return int(os.environ.get("CHISO_MAX_FILE_MB") or 200) << 20


def seeds_root() -> Path:
    """Return the folder of the seeds: the environment variable CHISO_SEEDS, else `data/seeds/` of the repository."""
    return Path(os.environ.get("CHISO_SEEDS") or REPO / "data" / "seeds")


def documents_root() -> Path:
    """Return the folder of the policy documents: CHISO_DOCUMENTS, else `../shared/documents` beside the project."""
    return Path(os.environ.get("CHISO_DOCUMENTS") or REPO.parent / "shared" / "documents")


def places(province: str, data: Path | None = None) -> Places:
    """Return the folders of `province` under `data`, by default under the data root."""
    return Places(province, data or data_root())


def make_private(folder: Path) -> None:
    """Make a folder `<data>/<kind>/<province>` that only its account may enter: it holds names of persons.

    One that is there and open to every account, as earlier versions left it, is closed. Any other keeps its
    permissions, which an administrator may have set for a group.
    """
    _make(folder.parent.parent, READABLE)
    for path in (folder.parent, folder):
        _make(path, PRIVATE)
    mode = folder.stat().st_mode
    if mode & 0o007 and not mode & stat.S_ISVTX:  # a folder with the sticky bit, such as /tmp, is everybody's
        with suppress(PermissionError):  # another account's
            folder.chmod(PRIVATE)


def make_readable(folder: Path) -> None:
    """Make a folder `<data>/<kind>/<province>` that every account may read: what is in it is published."""
    for path in (folder.parent.parent, folder.parent, folder):
        _make(path, READABLE)


def let_read(path: Path) -> None:
    """Let every account read a file, or a folder and all that is below it."""
    for entry in (path, *path.rglob("*")):
        if not entry.is_symlink():
            entry.chmod(entry.stat().st_mode & 0o777 | (0o055 if entry.is_dir() else 0o044))


def _make(folder: Path, mode: int) -> None:
    """Make a folder with these permissions, whatever the process's umask is; one that is there keeps its own."""
    if not folder.is_dir():
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(exist_ok=True)
        folder.chmod(mode)
