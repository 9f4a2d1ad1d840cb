"""Lists the files to receive below some paths, and what is skipped there with the reason. No file is opened.

Nothing is followed and nothing raises: a link, a FIFO, a folder that may not be read is a line of the result.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from pipelines.submissions.intake.inbox.names import readable, relative
from pipelines.submissions.intake.inbox.skipped import Skipped, ignored


class FoundFile(NamedTuple):
    """A regular file to receive; `source` is its path below the received folder, that folder's name in front."""

    path: Path
    source: str
    root: Path  # the received folder; of a file named by itself its own folder


class Found(NamedTuple):
    """What lies below the received paths."""

    files: list[FoundFile]
    skipped: list[Skipped]


def scan(paths: Iterable[Path]) -> Found:
    """The files of `paths` in order of name; a folder stands for all files below it.

    A folder that is named itself may be a link; below it no link is followed.
    """
    found = Found([], [])
    for path in paths:
        for entry in _below(path) if os.path.isdir(path) else [_file(path, path.parent, readable(path.name))]:
            if isinstance(entry, Skipped):
                found.skipped.append(entry)
            else:
                found.files.append(entry)
    return found


def _below(root: Path) -> Iterator[FoundFile | Skipped]:
    """Everything below a folder, depth first, each folder's entries in order of name."""
    stack = [root]
    while stack:
        path = stack.pop()
        source = readable(relative(path, root))
        is_folder = os.path.isdir(path) and not os.path.islink(path)
        reason = ignored(path.name, is_folder) if path != root else None
        if reason:
            yield Skipped(source, reason)
        elif is_folder or path == root:
            try:
                stack += [path / name for name in sorted(os.listdir(path), reverse=True)]
            except OSError:
                yield Skipped(source, "unreadable_folder")
        else:
            yield _file(path, root, source)


def _file(path: Path, root: Path, source: str) -> FoundFile | Skipped:
    """A file to receive, or why the entry is none."""
    try:
        mode = os.lstat(path).st_mode
    except OSError as error:
        return Skipped(source, "vanished" if isinstance(error, FileNotFoundError) else "unreadable_file")
    if stat.S_ISLNK(mode):
        return Skipped(source, _kind_of_link(path))
    return FoundFile(path, source, root) if stat.S_ISREG(mode) else Skipped(source, "special_file")


def _kind_of_link(path: Path) -> str:
    if not os.path.exists(path):
        return "dangling_link"
    return "folder_link" if os.path.isdir(path) else "link"
