"""Writes compound files (MS-CFB version 3) and Outlook messages (MS-OXMSG) by hand, for the tests of their reader."""

from __future__ import annotations

import struct
from datetime import UTC, datetime
from typing import Union

Tree = dict[str, Union[bytes, "Tree"]]  # storage: name -> stream or storage
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
SECTOR, SMALL, CUTOFF = 512, 64, 4096


def compound(tree: Tree) -> bytes:
    """The file of this tree: small streams in the mini stream, the others in sectors of their own."""
    entries: list[list[object]] = [["Root Entry", 5, FREE, FREE, END, 0]]  # name, kind, right, child, start, size
    sectors: list[bytes] = []
    fat: list[int] = []
    small, small_fat = bytearray(), []

    def chain(content: bytes) -> int:
        if not content:
            return END
        first = len(fat)
        pieces = [content[at : at + SECTOR].ljust(SECTOR, b"\0") for at in range(0, len(content), SECTOR)]
        fat.extend([*range(first + 1, first + len(pieces)), END])
        sectors.extend(pieces)
        return first

    def add(parent: int, below: Tree) -> None:
        before = None
        for name, content in below.items():
            at = len(entries)
            entries.append([name, 1 if isinstance(content, dict) else 2, FREE, FREE, 0, 0])
            if before is None:
                entries[parent][3] = at
            else:
                entries[before][2] = at  # a list to the right: a valid tree, if no balanced one
            before = at
            if isinstance(content, dict):
                add(at, content)
            elif len(content) >= CUTOFF:
                entries[at][4:] = [chain(content), len(content)]
            else:
                first = len(small) // SMALL
                n = -(-len(content) // SMALL)
                small.extend(content.ljust(n * SMALL, b"\0"))
                small_fat.extend([*range(first + 1, first + n), END] if n else [])
                entries[at][4:] = [first if n else END, len(content)]

    add(0, tree)
    entries[0][4:] = [chain(bytes(small)), len(small)]
    first_small_fat = chain(struct.pack(f"<{len(small_fat)}I", *small_fat))
    directory = b"".join(_entry(*entry) for entry in entries)
    first_directory = chain(directory.ljust(-(-len(directory) // SECTOR) * SECTOR, b"\0"))
    n_fat = 1
    while (len(fat) + n_fat) > n_fat * 128:
        n_fat += 1
    first_fat = len(fat)
    fat.extend([FAT] * n_fat)
    table = struct.pack(f"<{len(fat)}I", *fat).ljust(n_fat * SECTOR, b"\xff")
    header = struct.pack("<8s16xHHHHH6xIIIIIIIII", bytes.fromhex("d0cf11e0a1b11ae1"), 0x3E, 3, 0xFFFE, 9, 6, 0, n_fat,
                         first_directory, 0, CUTOFF, first_small_fat, 1 if small_fat else 0, END, 0)  # fmt: skip
    places = [first_fat + n for n in range(n_fat)] + [FREE] * (109 - n_fat)
    return header + struct.pack("<109I", *places) + b"".join(sectors) + table


def _entry(name: str, kind: int, right: int, child: int, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    head = struct.pack("<64sHBBIII", text, len(text), kind, 1, FREE, right, child)
    return head + bytes(36) + struct.pack("<IQ", start, size)


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
