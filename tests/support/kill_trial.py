"""One trial: a run that is killed, the runs after it, and what must be true of the disk in between and in the end."""

from __future__ import annotations

import hashlib
import itertools
import json
import random
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from support import kills
from support.attacked import Attacked

from pipelines.ledger import BrokenLedgerError, Ledger
from pipelines.publication.tree import tree_hash
from pipelines.settings import Places
from pipelines.submissions.intake.receive import blob_path

RELEASES = ["2026-09-r001", "2026-10-r002"]  # and further ones where a run was killed after it published


@dataclass
class Tally:
    """What a number of trials found."""

    kills: dict[str, int] = field(default_factory=dict[str, int])
    survived: dict[str, int] = field(default_factory=dict[str, int])
    unrecorded: int = 0  # a tree below release/ that the ledger did not have yet, right after a kill
    inside: int = 0  # kills inside the real warehouse step
    faults: list[str] = field(default_factory=list[str])


class Trials:
    """The state that trials begin from, the undisturbed run they are compared with, and their results."""

    def __init__(self, attacked: Attacked, folder: Path) -> None:
        self.inbox, self.folder = attacked.inbox("2026-10"), folder
        self.base, self.tally = attacked.places, Tally()
        whole = kills.copied(self.base, folder / "whole")
        kept = folder / "tree"

        def undisturbed(_note: Path) -> str:
            return kills.run_month(whole, self.inbox)

        ended = kills.forked(undisturbed, folder)
        assert (ended.code, ended.noted) == (0, RELEASES[-1]), (folder / "printed").read_text()
        shutil.copytree(whole.release / RELEASES[-1], kept)
        build_id = (whole.build / "latest").read_text().strip()
        self.stand_in = kills.StandIn(kept, whole.build / build_id)
        self.expected = {part: tree_hash(kept / part) for part in ("parquet", "csv")}

    def operations(self, run: kills.Run, base: Places) -> int:
        """The number of operations of an undisturbed run."""
        where = kills.copied(base, self.folder / "counted")
        ended = kills.forked(kills.killed_at(run, where, self.inbox, self.stand_in, 0), self.folder)
        assert ended.code == 0, (self.folder / "printed").read_text()
        _remove(where)
        return int(ended.noted)

    def passed(self) -> Places:
        """A data root whose candidate has passed the gate and is not published."""
        where = kills.copied(self.base, self.folder / "passed")

        def stop(*_: object) -> None:
            raise InterruptedError

        def work(_note: Path) -> object:
            self.stand_in.install()
            kills.month.publish = stop
            return kills.run_month(where, self.inbox)

        kills.forked(work, self.folder)
        assert (where.build / "latest").exists() and "InterruptedError" in (self.folder / "printed").read_text()
        return where

    def kill(self, kind: str, run: kills.Run, base: Places, numbers: list[int]) -> None:
        """Kill the run before operation numbers[0], the run after it before numbers[1], …; then run undisturbed."""
        where = kills.copied(base, self.folder / "trial")
        for number in numbers:
            ended = kills.forked(kills.killed_at(run, where, self.inbox, self.stand_in, number), self.folder)
            self._killed(kind, where, ended.code)
        self._finish(f"{kind} {numbers}", kind, run, where)

    def kill_append(self, number: int) -> None:
        """Kill while the ledger is written; the unfinished line is set aside as `chiso ledger repair` does."""
        where = kills.copied(self.base, self.folder / "trial")
        ended = kills.forked(kills.killed_in_append(where, self.inbox, self.stand_in, number), self.folder)
        self._killed("line", where, ended.code)
        if ended.code == -9:
            try:
                Ledger(where.ledger).read()
                self.tally.faults.append(f"append {number}: half a line was not noticed")
            except BrokenLedgerError as error:
                aside = Ledger(where.ledger).repair()
                if not error.is_torn or aside is None:
                    self.tally.faults.append(f"append {number}: {error}")
        self._finish(f"append {number}", "line", kills.run_month, where)

    def kill_in_warehouse(self, share: float, delay: float, is_real: bool = False) -> None:
        """Kill inside the real warehouse step; then run undisturbed, with the real step where `is_real`."""
        where = kills.copied(self.base, self.folder / "trial")
        ended = kills.forked(kills.killed_in_warehouse(where, self.inbox, share, delay), self.folder)
        self._killed("warehouse", where, ended.code)
        self.tally.inside += ended.noted == "warehouse" and ended.code == -9
        run = kills.run_again if is_real else kills.run_month
        self._finish(f"warehouse {share:.2f}", "warehouse", run, where, is_real)

    def _killed(self, kind: str, where: Places, code: int) -> None:
        """Count the kill and look at the disk as a reader would right after it."""
        self.tally.kills[kind] = self.tally.kills.get(kind, 0) + (code == -9)
        current = where.current.read_text("utf-8")
        if current.strip() not in RELEASES or not (where.release / current.strip() / "manifest.json").is_file():
            self.tally.faults.append(f"{kind}: current names {current!r}")
        text = where.ledger.read_text("utf-8", "replace")
        trees = [path.name for path in where.release.glob("*/")]
        self.tally.unrecorded += any(f'"release_id":"{name}","tree_hash"' not in text for name in trees)

    def _finish(self, name: str, kind: str, run: kills.Run, where: Places, is_real: bool = False) -> None:
        stand_in = None if is_real else self.stand_in
        ended = kills.forked(kills.killed_at(run, where, self.inbox, stand_in, 0), self.folder)
        faults = [(self.folder / "printed").read_text()[-600:]] if ended.code else self._wrong(where)
        self.tally.faults += [f"{name}: {fault}" for fault in faults]
        self.tally.survived[kind] = self.tally.survived.get(kind, 0) + (not faults)
        _remove(where)

    def _wrong(self, where: Places) -> list[str]:
        """What is not as it must be after the last run; files received before a kill may have come in twice."""
        entries = Ledger(where.ledger).read()  # verifies the chain
        receipts = {str(entry.payload["sha256"]) for entry in entries if entry.kind == "receipt"}
        sent = {hashlib.sha256(path.read_bytes()).hexdigest() for path in self.inbox.iterdir()}
        released = {str(e.payload["release_id"]): str(e.payload["tree_hash"]) for e in entries if e.kind == "release"}
        names = list(released)
        wrong = {
            "a receipt is missing": not sent <= receipts,
            "a stored file is missing or changed": any(not _is_whole(where, digest) for digest in receipts),
            f"releases {names}": names != [*RELEASES, *(f"2026-10-r{n:03d}" for n in range(3, len(names) + 1))],
            "current": where.current.read_text("utf-8") != f"{names[-1]}\n",
            "something else lies beside the releases": {path.name for path in where.release.iterdir()} != _due(names),
            "drafts are left": any(where.data.rglob("*.draft")) or any(where.data.rglob("*.part")),
        }
        for name, digest in released.items():
            verdict = json.loads((where.release / f"{name}.verdict.json").read_text("utf-8"))
            wrong[f"{name} differs"] = {tree_hash(where.release / name), verdict["tree_hash"]} != {digest}
        last = where.release / names[-1]
        wrong["tables differ"] = any(tree_hash(last / part) != digest for part, digest in self.expected.items())
        return [text for text, is_wrong in wrong.items() if is_wrong]


def drawn(seed: int, last: int, n: int) -> list[int]:
    """`n` numbers of operations: the first, the last, and one drawn from each of as many equal parts between them.

    A single one is that in the middle.
    """
    if n == 1:
        return [last // 2]
    rng = random.Random(seed)
    edges = [2 + round((last - 2) * part / (n - 2)) for part in range(n - 1)]
    return [1, *(rng.randrange(low, max(high, low + 1)) for low, high in itertools.pairwise(edges)), last]


def _due(names: list[str]) -> set[str]:
    beside = {f"{name}.{kind}.json" for name in names for kind in ("verdict", "proof")}
    return {*names, *beside, "current", "marts.duckdb", "marts.json", "verify_release.py"}


def _is_whole(where: Places, digest: str) -> bool:
    path = blob_path(where, digest)
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == digest


def _remove(where: Places) -> None:
    for path in [where.data, *where.data.rglob("*/")]:
        path.chmod(0o700)
    shutil.rmtree(where.data)
