"""Whether a file of an inbox is completely written, by its times, by what lies beside it, and by its last bytes.

An inbox is a shared folder: files are copied into it while chiso looks, and people open and save them there. A file
waits while it may still be written, though not for ever: after `Patience` it is taken as it is, and where it cannot be
read it is listed among the files that need a person. If it is completed later, it is received again.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from pipelines.submissions.intake.inbox.scan import FoundFile
from pipelines.submissions.intake.inbox.skipped import PARTIAL_SUFFIXES

REASONS: dict[str, tuple[str, str]] = {  # code -> (Vietnamese, English)
    "changing": ("đang được chép hoặc vừa thay đổi", "being copied, or changed a moment ago"),
    "opened": ("đang mở trên một máy (có tệp khoá bên cạnh)", "open on a computer (a lock file lies beside it)"),
    "downloading": ("đang tải về (có tệp tải dở bên cạnh)", "being downloaded (a partial file lies beside it)"),
    "empty": ("chưa có nội dung, mới được giữ chỗ", "without content yet"),
    "later_month": (
        "nằm trong thư mục của tháng chưa đến kỳ thu",
        "in the folder of a month not collected yet",
    ),
    "truncated": ("chưa ghi xong: thiếu phần cuối của tệp", "not complete: the end of the file is missing"),
}
TAIL = 22 + 65535  # bytes that the end record of a ZIP file takes at most, with its comment
END, END_SIZE, ZIP64 = b"PK\x05\x06", 22, 0xFFFFFFFF
HOUR = 3600.0
QUIET_SECONDS = 30.0  # of every file: pauses of a slow network are shorter


@dataclass(frozen=True)
class Patience:
    """How long a file waits, in seconds since it last changed."""

    quiet: float = QUIET_SECONDS
    incomplete: float = HOUR  # without its end, empty, or with a partial file beside it
    opened: float = 24 * HOUR  # with a lock file beside it, which a crash of Excel leaves lying

    def limit(self, reason: str) -> float:
        """How long a file waits for this reason, a code of REASONS."""
        return {"changing": self.quiet, "opened": self.opened}.get(reason, self.incomplete)


class Waiting(NamedTuple):
    """A file that seems incomplete: its source, a code of REASONS, seconds since it last changed."""

    source: str
    reason: str
    unchanged: float

    def text(self, lang: str) -> str:
        """Why it waits."""
        return REASONS[self.reason][lang != "vi"]


class Sorted(NamedTuple):
    """Files by whether they are complete; `overdue` are those of `ready` that were waited for in vain."""

    ready: list[FoundFile]
    waiting: list[Waiting]
    overdue: list[Waiting]


def sort_by_completeness(files: Iterable[FoundFile], now: float, patience: Patience) -> Sorted:
    """The files that can be received at `now` (seconds since 1970), and those that have to wait."""
    names = cache(_names_in)
    result = Sorted([], [], [])
    for file in files:
        try:
            state = os.stat(file.path, follow_symlinks=False)
        except OSError:  # gone again: an office program saves under another name and renames
            continue
        age = unchanged(state, now)
        reason = "changing" if age < patience.quiet else incomplete(file.path, names(file.path.parent))
        waiting = Waiting(file.source, reason, age) if reason else None
        if waiting and age < patience.limit(waiting.reason):
            result.waiting.append(waiting)
            continue
        result.ready.append(file)
        if waiting:
            result.overdue.append(waiting)
    return result


def incomplete(path: Path, beside: Collection[str]) -> str | None:
    """Why a file that does not change seems incomplete, a code of REASONS; None where it is whole.

    `beside` has the names in its folder, in lower case.
    """
    name = path.name.casefold()
    if any(lock in beside for lock in _locks(name)):
        return "opened"
    stems = (name, name.rpartition(".")[0] or name)
    if any(f"{stem}{suffix}" in beside for stem in stems for suffix in PARTIAL_SUFFIXES):
        return "downloading"
    try:
        with path.open("rb") as file:
            head = file.read(8)
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - TAIL))
            return _unfinished(head, file.read(), size)
    except OSError:  # receiving it names the reason
        return None


def is_lock_of_none(lock: Path) -> bool:
    """Whether a lock file is of no file that lies beside it."""
    return not any(lock.name.casefold() in _locks(name) for name in _names_in(lock.parent))


def _locks(name: str) -> list[str]:
    """The names that a lock file of a file may have, in lower case as `name` is."""
    locks = [f"~${name}", f".~lock.{name}#"]
    if name.endswith((".doc", ".docx")):  # Word writes its sign in place of the first letters of a long name
        without_first = name[1:]
        locks += [f"~${without_first}", f"~${without_first[1:]}"]
    return locks


def _unfinished(head: bytes, tail: bytes, size: int) -> str | None:
    """Whether the bytes end before their end; only ZIP files (xlsx, docx too) and PDF files say where that is."""
    if not head.strip(b"\0"):  # a copy that reserves its place first
        return "empty"
    if head.startswith(b"PK\x03\x04") and not _has_end_record(tail, size):
        return "truncated"
    return "truncated" if head.startswith(b"%PDF") and b"%%EOF" not in tail[-2048:] else None


def _has_end_record(tail: bytes, size: int) -> bool:
    """Whether the end record of a ZIP file is there and the directory before it ends where the record begins.

    Without the second condition the record of a ZIP file that is stored in this one would do.
    """
    at = tail.rfind(END)
    if at < 0 or len(tail) - at < END_SIZE + int.from_bytes(tail[at + 20 : at + 22], "little"):
        return False
    length, offset = (int.from_bytes(tail[at + n : at + n + 4], "little") for n in (12, 16))
    return ZIP64 in (length, offset) or offset + length == size - len(tail) + at


def unchanged(state: os.stat_result, now: float) -> float:
    """Seconds since a file last changed. Times in the future, of a wrong clock, do not count."""
    times = [moment for moment in (state.st_mtime, state.st_ctime) if moment <= now + HOUR]
    return now - max(times) if times else HOUR * 24 * 365


def _names_in(folder: Path) -> frozenset[str]:
    try:
        return frozenset(name.casefold() for name in os.listdir(folder))
    except OSError:
        return frozenset()
