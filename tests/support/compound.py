"""Writes compound files (MS-CFB version 3) and Outlook messages (MS-OXMSG) by hand, for the tests of their reader."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Union

Tree = dict[str, Union[bytes, "Tree"]]  # storage: name -> stream or storage
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
SECTOR, SMALL, CUTOFF = 512, 64, 4096


@dataclass
class _Entry:
    """One entry of the directory."""

    name: str
    kind: int
    right: int = FREE
    child: int = FREE
    start: int = 0
    size: int = 0

    def to_bytes(self) -> bytes:
        text = self.name.encode("utf-16-le") + b"\0\0"
        head = struct.pack("<64sHBBIII", text, len(text), self.kind, 1, FREE, self.right, self.child)
        return head + bytes(36) + struct.pack("<IQ", self.start, self.size)


@dataclass
class _Writer:
    """Collects the sectors, the small stream and the directory of a file."""

    sectors: list[bytes] = field(default_factory=list[bytes])
    fat: list[int] = field(default_factory=list[int])
    small: bytearray = field(default_factory=bytearray)
    small_fat: list[int] = field(default_factory=list[int])
    entries: list[_Entry] = field(default_factory=list[_Entry])

    def chain(self, content: bytes) -> int:
        """Add sectors with this content; the first of them."""
        if not content:
            return END
        first = len(self.fat)
        pieces = [content[at : at + SECTOR].ljust(SECTOR, b"\0") for at in range(0, len(content), SECTOR)]
        self.fat += [*range(first + 1, first + len(pieces)), END]
        self.sectors += pieces
        return first

    def small_chain(self, content: bytes) -> int:
        """The same in the small stream."""
        first, n = len(self.small) // SMALL, -(-len(content) // SMALL)
        self.small += content.ljust(n * SMALL, b"\0")
        self.small_fat += [*range(first + 1, first + n), END] if n else []
        return first if n else END

    def add(self, parent: int, below: Tree) -> None:
        """Add the entries below a storage: a list to the right, which is a valid tree if no balanced one."""
        before: int | None = None
        for name, content in below.items():
            at = len(self.entries)
            entry = _Entry(name, 1 if isinstance(content, dict) else 2)
            self.entries.append(entry)
            if before is None:
                self.entries[parent].child = at
            else:
                self.entries[before].right = at
            before = at
            if isinstance(content, dict):
                self.add(at, content)
            else:
                entry.size = len(content)
                entry.start = self.chain(content) if len(content) >= CUTOFF else self.small_chain(content)


def compound(tree: Tree) -> bytes:
    """The file of this tree: small streams in the small stream, the others in sectors of their own."""
    writer = _Writer(entries=[_Entry("Root Entry", 5)])
    writer.add(0, tree)
    root = writer.entries[0]
    root.start, root.size = writer.chain(bytes(writer.small)), len(writer.small)
    first_small_fat = writer.chain(struct.pack(f"<{len(writer.small_fat)}I", *writer.small_fat))
    first_directory = writer.chain(b"".join(entry.to_bytes() for entry in writer.entries))
    n_fat = 1
    while len(writer.fat) + n_fat > n_fat * 128:
        n_fat += 1
    first_fat = len(writer.fat)
    fat = [*writer.fat, *[FAT] * n_fat]
    table = struct.pack(f"<{len(fat)}I", *fat).ljust(n_fat * SECTOR, b"\xff")
    versions = struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    numbers = (0, n_fat, first_directory, 0, CUTOFF, first_small_fat, 1 if writer.small_fat else 0, END, 0)
    places = [first_fat + n for n in range(n_fat)] + [FREE] * (109 - n_fat)
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + versions + struct.pack("<9I", *numbers)
    return header + struct.pack("<109I", *places) + b"".join(writer.sectors) + table


def outlook(
    files: dict[str, bytes],
    sender: str = "",
    sent: datetime | None = None,
    subject: str = "",
    inner: Tree | None = None,
) -> bytes:
    """An Outlook message with these attachments; `inner` is the tree of a message attached to it."""
    return compound(message_tree(files, sender, sent, subject, inner))


def message_tree(
    files: dict[str, bytes],
    sender: str = "",
    sent: datetime | None = None,
    subject: str = "",
    inner: Tree | None = None,
    header: int = 32,
) -> Tree:
    """The storages and streams of a message."""
    days = (sent - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds() * 10_000_000 if sent else 0
    submitted = struct.pack("<HHIQ", 0x40, 0x39, 6, int(days)) if sent else b""
    tree: Tree = {"__properties_version1.0": bytes(header) + submitted, "__nameid_version1.0": {"x": b""}}
    for code, text in (("0037", subject), ("5D01", sender)):
        if text:
            tree[f"__substg1.0_{code}001F"] = text.encode("utf-16-le")
    for n, (name, content) in enumerate(files.items()):
        tree[f"__attach_version1.0_#{n:08X}"] = {
            "__properties_version1.0": bytes(8),
            "__substg1.0_3707001F": name.encode("utf-16-le"),
            "__substg1.0_37010102": content,
        }
    if inner is not None:
        at = f"__attach_version1.0_#{len(files):08X}"
        tree[at] = {"__properties_version1.0": bytes(8), "__substg1.0_3701000D": inner}
    return tree
