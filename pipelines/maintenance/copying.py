"""Copies one file so that the copy is whole or absent, and hashes it on the way."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from pipelines.errors import ChisoError, message
from pipelines.maintenance.messages import MAINTENANCE
from pipelines.process import fsync_path

PIECE = 1 << 20


class Held(NamedTuple):
    """What is known of a file: its hash and its size."""

    sha256: str
    n_bytes: int


Listed = Mapping[str, Held]  # by path below the data root, with slashes


class MaintenanceError(ChisoError):
    """A backup or a restore that is refused before anything is written; `code` is an entry of MAINTENANCE."""


def refuse(code: str, **values: object) -> MaintenanceError:
    """The error to raise for the sentence `code` of MAINTENANCE."""
    return MaintenanceError(message(MAINTENANCE, code, **values))


def copy_file(source: Path, target: Path, sha256: str | None = None) -> Held | None:
    """Copy a file through a draft beside the target; None, and no copy, where its bytes do not have `sha256`.

    The draft is on the disk before it is renamed. Permissions are those of a file that is never written again and that
    its account alone reads, where the disk of the copy has permissions. Raises OSError where the source cannot be read
    or the target not be written.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name}.part")
    digest, n_bytes = hashlib.sha256(), 0
    try:
        with source.open("rb") as read, draft.open("wb") as write:
            while piece := read.read(PIECE):
                digest.update(piece)
                n_bytes += len(piece)
                write.write(piece)
            write.flush()
            os.fsync(write.fileno())
        if sha256 is not None and digest.hexdigest() != sha256:
            return None
        with suppress(PermissionError):  # FAT and some network disks have no permissions
            draft.chmod(0o400)
        os.replace(draft, target)
    finally:
        draft.unlink(missing_ok=True)
    fsync_path(target.parent)
    return Held(digest.hexdigest(), n_bytes)


def has_size(path: Path, n_bytes: int) -> bool:
    """Whether a regular file of that size is there."""
    return path.is_file() and path.stat().st_size == n_bytes
