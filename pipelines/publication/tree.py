"""Bytes of a folder: their hash, their way to the disk, their write protection.

Here: what is true of any folder of files. Not here: what a release holds.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path


def file_sha256(path: Path) -> str:
    """Hex digest of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def tree_hash(tree: Path) -> str:
    """sha256 over sorted (relative path, size, sha256) of every file; an absent folder hashes as an empty one."""
    files = sorted((path.relative_to(tree).as_posix(), path) for path in tree.rglob("*") if path.is_file())
    digest = hashlib.sha256()
    for name, path in files:
        digest.update(f"{name}\0{path.stat().st_size}\0{file_sha256(path)}\n".encode())
    return digest.hexdigest()


def sync(path: Path) -> None:
    """Push one file or folder entry to the disk."""
    fd = os.open(path, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def sync_tree(tree: Path) -> None:
    """Push every file and folder below `tree` to the disk."""
    for path in [*tree.rglob("*"), tree]:
        sync(path)


def write_atomic(path: Path, content: bytes) -> None:
    """`path` holds either its old content or all of `content`, whenever it is read and whatever breaks."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.draft")
    with draft.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(draft, path)
    sync(path.parent)


def set_read_only(tree: Path) -> None:
    """Take every write permission from a published folder and its files."""
    for path in [*tree.rglob("*"), tree]:
        path.chmod(0o555 if path.is_dir() else 0o444)


def set_writable(tree: Path) -> None:
    """Give the owner's write permission back, so that a folder can be moved or removed."""
    for path in [tree, *tree.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)
