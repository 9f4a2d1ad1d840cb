"""Hash, fsync, atomic replacement and write protection of a folder of files."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from pipelines.process import fsync_path


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


def sync_tree(tree: Path) -> None:
    """Force every file and folder below `tree` to the disk."""
    for path in [*tree.rglob("*"), tree]:
        fsync_path(path)


def write_atomic(path: Path, content: bytes, is_public: bool = False) -> None:
    """Replace the content of `path`; a reader, or a crash, finds the old or the new content, never a part of it.

    With `is_public` every account may read it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.draft")
    with draft.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    if is_public:
        draft.chmod(0o644)
    os.replace(draft, path)
    fsync_path(path.parent)


def set_read_only(tree: Path) -> None:
    """Remove every write permission of a folder and its files."""
    for path in [*tree.rglob("*"), tree]:
        path.chmod(0o555 if path.is_dir() else 0o444)


def set_writable(tree: Path) -> None:
    """Restore the owner's write permission, so that a folder can be moved or removed."""
    for path in [tree, *tree.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)
