"""Reads the directory and the streams of an OLE compound file: .xls, .doc, .ppt before 2007, and Outlook's .msg.

A chain of sectors that is broken or runs in a circle raises ValueError; no size in the file is trusted.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from typing import NamedTuple

SIGNATURE = bytes.fromhex("d0cf11e0a1b11ae1")
HEADER = 512
MAX_ENTRIES = 20_000  # of the directory; a message with a hundred attachments has about 2,000
NONE = 0xFFFFFFFF
STORAGE, STREAM, ROOT = 1, 2, 5
Path = tuple[str, ...]


class _Entry(NamedTuple):
    """One entry of the directory."""

    name: str
    kind: int
    left: int
    right: int
    child: int
    start: int
    size: int


class OleFile:
    """The streams of a compound file by their path from the root. Raises ValueError where the file is none."""

    def __init__(self, content: bytes) -> None:
        if not content.startswith(SIGNATURE) or len(content) < HEADER:
            raise ValueError("no compound file")
        self._content = content
        sector_shift, small_shift = struct.unpack_from("<HH", content, 30)
        if sector_shift not in (9, 12) or small_shift != 6:
            raise ValueError("sector size")
        self._sector, self._small = 1 << sector_shift, 1 << small_shift
        n_fat, first_dir = struct.unpack_from("<II", content, 44)
        self._cutoff, first_small_fat = struct.unpack_from("<II", content, 56)
        self._fat = self._numbers(self._fat_sectors(n_fat))
        entries = self._entries(self._chain(first_dir, self._fat))
        if not entries or entries[0].kind != ROOT:
            raise ValueError("no root")
        self._small_fat = self._numbers(self._chain(first_small_fat, self._fat))
        self._small_stream = self._joined(self._chain(entries[0].start, self._fat))
        self._paths = dict(_walk(entries))

    def names(self, parent: Path = ()) -> list[str]:
        """The names of the streams and storages directly below a storage."""
        n = len(parent)
        return [path[n] for path in self._paths if len(path) == n + 1 and path[:n] == parent]

    def has(self, path: Path) -> bool:
        """True if there is a stream or storage of that path."""
        return path in self._paths

    def read(self, path: Path) -> bytes | None:
        """The bytes of a stream; None where there is none of that path."""
        entry = self._paths.get(path)
        if entry is None or entry.kind != STREAM:
            return None
        if entry.size >= self._cutoff:
            return self._joined(self._chain(entry.start, self._fat))[: entry.size]
        small = self._small
        sectors = self._chain(entry.start, self._small_fat)
        return b"".join(self._small_stream[at * small : (at + 1) * small] for at in sectors)[: entry.size]

    def _fat_sectors(self, n_fat: int) -> list[int]:
        """The sectors of the allocation table: 109 in the header, the rest in a chain of their own."""
        sectors = list(struct.unpack_from("<109I", self._content, 76))
        at = struct.unpack_from("<I", self._content, 68)[0]
        seen: set[int] = set()
        while at < NONE - 5 and at not in seen:
            seen.add(at)
            *more, at = self._numbers([at])
            sectors += more
        return [sector for sector in sectors if sector < NONE - 5][:n_fat]

    def _numbers(self, sectors: Sequence[int]) -> list[int]:
        raw = self._joined(sectors)
        return list(struct.unpack(f"<{len(raw) // 4}I", raw[: len(raw) // 4 * 4]))

    def _joined(self, sectors: Sequence[int]) -> bytes:
        size = self._sector  # the header fills the sector before the first
        return b"".join(self._content[(at + 1) * size : (at + 2) * size] for at in sectors)

    def _chain(self, start: int, table: Sequence[int]) -> list[int]:
        """The sectors of a stream, from the first on."""
        found: list[int] = []
        at = start
        while at < NONE - 5:
            if at >= len(table) or len(found) > len(table):
                raise ValueError("chain")
            found.append(at)
            at = table[at]
        return found

    def _entries(self, sectors: Sequence[int]) -> list[_Entry]:
        raw = self._joined(sectors)
        entries: list[_Entry] = []
        for at in range(0, min(len(raw) // 128, MAX_ENTRIES) * 128, 128):
            length = min(struct.unpack_from("<H", raw, at + 64)[0], 64)
            name = raw[at : at + max(length - 2, 0)].decode("utf-16-le", "replace")
            left, right, child = struct.unpack_from("<III", raw, at + 68)
            start, size = struct.unpack_from("<II", raw, at + 116)
            entries.append(_Entry(name, raw[at + 66], left, right, child, start, size))
        return entries


def _walk(entries: Sequence[_Entry]) -> Iterator[tuple[Path, _Entry]]:
    """Every entry below the root with its path; each is visited once, whatever its links say."""
    seen = {0}
    todo: list[tuple[int, Path]] = [(entries[0].child, ())]
    while todo:
        at, parent = todo.pop()
        if at >= len(entries) or at in seen:
            continue
        seen.add(at)
        entry = entries[at]
        path = (*parent, entry.name)
        yield path, entry
        todo += [(entry.left, parent), (entry.right, parent)]
        if entry.kind == STORAGE:
            todo.append((entry.child, path))
