"""Files dropped into a shared folder as people and programs drop them, at random moments, from a seed.

Nothing here uses chiso. `Drop.expected` is what has to be received: the bytes of each whole version of a file, once.
"""

from __future__ import annotations

import hashlib
import heapq
import io
import random
import time
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

Steps = Iterator[float]  # each value is a pause in seconds before the next step


@dataclass
class Drop:
    """One path below the inbox, how it is written, and the hashes of the versions that are whole."""

    source: str
    kind: str
    expected: list[str] = field(default_factory=list[str])


@dataclass
class Pace:
    """Pauses of the writers: `stall` outlasts the time a file has to be still, `short` does not."""

    stall: float
    short: float


@dataclass(frozen=True)
class Report:
    """A workbook to copy into the inbox at a part of the time, as `source`; a negative one is before."""

    moment: float
    source: str
    content: bytes


class Dropper:
    """Drops `n` files over some seconds; every tenth is corrected once its first version was received."""

    def __init__(self, inbox: Path, n: int, seed: int, pace: Pace) -> None:
        self.inbox, self.pace, self.rng = inbox, pace, random.Random(seed)
        self.drops = [self._drop(n) for n in range(n)]
        self.reports: list[Report] = []
        self.corrected = self.drops[::10]

    def _drop(self, n: int) -> Drop:
        kinds = ("whole", "half", "reserved", "renamed", "opened", "plain")
        kind = self.rng.choices(kinds, (30, 20, 10, 15, 10, 15))[0]
        folder = f"C{n // 3:05d}"  # three files a sender; the names repeat in all folders
        name = ("bao_cao", "Biểu số 1", unicodedata.normalize("NFD", "Phụ lục"))[n % 3]
        place = {0: "", 1: f"{folder}/", 2: f"2026-10/{folder}/"}[n % 7 % 3]
        suffix = ".csv" if kind == "plain" else ".xlsx"
        unique = f" {n}" if not place else ""
        return Drop(f"{place}{name}{unique}{suffix}", kind)

    def run(self, seconds: float, is_received: Callable[[str, str], bool]) -> None:
        """Drop all files within `seconds`; `is_received` says whether bytes of a path were received."""
        start = time.monotonic()
        waiting: list[tuple[float, int, Steps]] = []
        for n, drop in enumerate(self.drops):
            heapq.heappush(waiting, (self.rng.uniform(0, seconds * 0.75), n, self._write(drop, 1)))
        for n, drop in enumerate(self.corrected, len(self.drops)):
            steps = self._correct(drop, is_received, start + 4 * seconds)
            heapq.heappush(waiting, (self.rng.uniform(seconds * 0.5, seconds * 0.8), n, steps))
        later = [report for report in self.reports if report.moment >= 0]
        for n, report in enumerate(later, len(self.drops) + len(self.corrected)):
            heapq.heappush(waiting, (report.moment * seconds, n, self._copy(report)))
        while waiting:
            due, n, steps = heapq.heappop(waiting)
            time.sleep(max(0.0, start + due - time.monotonic()))
            pause = next(steps, None)
            if pause is not None:
                heapq.heappush(waiting, (time.monotonic() - start + pause, n, steps))

    def expected(self) -> Counter[tuple[str, str]]:
        """Path and hash of every whole version that was written."""
        found = Counter((drop.source, digest) for drop in self.drops for digest in drop.expected)
        return found + Counter((one.source, hashlib.sha256(one.content).hexdigest()) for one in self.reports)

    def copy_those_before(self) -> int:
        """Copy the reports that lie there before the time begins; their number."""
        before = [report for report in self.reports if report.moment < 0]
        for report in before:
            list(self._copy(report))
        return len(before)

    def _copy(self, report: Report) -> Steps:
        path = self.inbox / report.source
        path.parent.mkdir(parents=True, exist_ok=True)
        yield from self._whole(path, report.content)

    def _correct(self, drop: Drop, is_received: Callable[[str, str], bool], until: float) -> Steps:
        while not (drop.expected and is_received(drop.source, drop.expected[0])):
            if time.monotonic() > until:
                return
            yield self.pace.short * 4
        yield from self._write(drop, 2)

    def _write(self, drop: Drop, version: int) -> Steps:
        """The steps of writing one version; the last one makes it whole."""
        path = self.inbox / drop.source
        path.parent.mkdir(parents=True, exist_ok=True)
        content = self._content(drop, version)
        yield from {
            "whole": self._whole,
            "half": self._half,
            "reserved": self._reserved,
            "renamed": self._renamed,
            "opened": self._opened,
            "plain": self._plain,
        }[drop.kind](path, content)
        drop.expected.append(hashlib.sha256(content).hexdigest())

    def _content(self, drop: Drop, version: int) -> bytes:
        text = f"{drop.source};{version}\n".encode()
        if drop.kind == "plain":
            return text * 200
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
            file.writestr("[Content_Types].xml", text)
            file.writestr("noise", self.rng.randbytes(20_000))
        return buffer.getvalue()

    def _whole(self, path: Path, content: bytes) -> Steps:
        path.write_bytes(content)
        yield from ()

    def _half(self, path: Path, content: bytes) -> Steps:
        """A slow copy that stalls for longer than a file has to be still."""
        with path.open("wb") as file:
            for piece in (content[:7000], content[7000:15000]):
                file.write(piece)
                file.flush()
                yield self.pace.stall
            file.write(content[15000:])

    def _reserved(self, path: Path, content: bytes) -> Steps:
        """A copy that reserves its place first, as Windows' Explorer does."""
        with path.open("wb") as file:
            file.truncate(len(content))
            yield self.pace.stall
            file.write(content[:9000])
            file.flush()
            yield self.pace.stall
            file.write(content[9000:])

    def _renamed(self, path: Path, content: bytes) -> Steps:
        part = path.with_name(f"{path.name}.part")
        part.write_bytes(content[:100])
        yield self.pace.stall
        part.write_bytes(content)
        part.rename(path)

    def _opened(self, path: Path, content: bytes) -> Steps:
        """Saved in Excel and left open: the lock file goes away later."""
        lock = path.with_name(f"~${path.name}")
        lock.write_bytes(b"1")
        path.write_bytes(content)
        yield self.pace.stall
        lock.unlink()

    def _plain(self, path: Path, content: bytes) -> Steps:
        """A file without an end mark, written with short pauses."""
        with path.open("wb") as file:
            file.write(content[:300])
            file.flush()
            yield self.pace.short
            file.write(content[300:])
