"""Stores the bytes of files by their hash: read piece by piece, up to a limit, written beside and renamed."""

from __future__ import annotations

import hashlib
import io
import os
import stat
import tempfile
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from pipelines.process import fsync_path
from pipelines.settings import Places, make_private, max_file_bytes

PIECE = 1 << 20
SYNCED_AT_ONCE = 8


class Stored(NamedTuple):
    """Bytes that lie in the store."""

    sha256: str
    n_bytes: int


class _UnreadError(OSError):
    """A file cannot be received; the reason is a code of skipped.REASONS."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def blob_path(places: Places, sha256: str) -> Path:
    """Where the bytes of that hash are stored."""
    return places.blobs / sha256[:2] / sha256


def store(places: Places, path: Path) -> Stored | str:
    """Store a file as `<aa>/<sha256>`, read-only; a code of skipped.REASONS where it cannot be read.

    No link is followed and no FIFO waited for. Damaged bytes under the same name are replaced. The bytes are on the
    disk only after `sync`. Raises OSError where the store itself cannot be written.
    """
    blobs = str(places.blobs)  # texts and no Paths below: these cost more than to read and hash a form
    if not os.path.isdir(blobs):
        make_private(places.raw)
        places.blobs.mkdir(exist_ok=True)
    fd, scratch = tempfile.mkstemp(dir=blobs, prefix=".")
    digest, n_bytes = hashlib.sha256(), 0
    try:
        with os.fdopen(fd, "wb") as out:
            for piece in _pieces(path):
                digest.update(piece)
                n_bytes += len(piece)
                out.write(piece)
        sha256 = digest.hexdigest()
        folder = f"{blobs}/{sha256[:2]}"
        if not _holds(f"{folder}/{sha256}", sha256):
            if not os.path.isdir(folder):
                os.makedirs(folder, exist_ok=True)
            os.chmod(scratch, 0o400)
            os.replace(scratch, f"{folder}/{sha256}")
            scratch = ""
    except _UnreadError as error:
        return error.reason
    except OSError as error:  # a full disk does not name the file
        error.filename = error.filename or blobs
        raise
    finally:
        if scratch:
            os.unlink(scratch)
    return Stored(digest.hexdigest(), n_bytes)


def sync(places: Places, stored: Iterable[str]) -> None:
    """Flush the blobs with these hashes and their folders to the disk; to be called before receipts name them.

    All at the end and several at once: the first fsync writes what the file system has gathered, and the disk answers
    those that wait for it together. An fsync reports what could not be written; a sync of all file systems does not.
    Raises OSError.
    """
    blobs = {str(blob_path(places, sha256)) for sha256 in stored}
    if not blobs:
        return
    folders = {os.path.dirname(blob) for blob in blobs}
    with ThreadPoolExecutor(SYNCED_AT_ONCE) as threads:
        for paths in (blobs, folders, [str(places.blobs)]):
            list(threads.map(fsync_path, paths))


def _pieces(path: Path) -> Iterator[bytes]:
    """The bytes of a regular file. Raises _UnreadError where there is none to read, or they pass the limit."""
    limit = max_file_bytes()
    try:
        fd = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        raise _UnreadError("vanished" if isinstance(error, FileNotFoundError) else "unreadable_file") from error
    with io.FileIO(fd) as file:
        state = os.fstat(fd)
        if not stat.S_ISREG(state.st_mode):
            raise _UnreadError("special_file")
        if state.st_size > limit:
            raise _UnreadError("too_large")
        n_bytes = 0
        while piece := _read(file):
            n_bytes += len(piece)
            if n_bytes > limit:  # it grows while it is read
                raise _UnreadError("too_large")
            yield piece
        after = os.fstat(fd)
        if (after.st_size, after.st_mtime_ns) != (state.st_size, state.st_mtime_ns):
            raise _UnreadError("still_written")


def _read(file: io.FileIO) -> bytes:
    try:
        return file.read(PIECE) or b""
    except OSError as error:
        raise _UnreadError("unreadable_file") from error


def _holds(target: str, sha256: str) -> bool:
    """True if the stored bytes are there and whole."""
    if not os.path.exists(target):
        return False
    with open(target, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == sha256
