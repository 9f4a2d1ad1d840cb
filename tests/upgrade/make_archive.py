"""Makes `ee44df5.tar.xz`: what an office has that ran commit ee44df5 for two months. Not run by any test.

The figures are simulated, and every workbook says so. Run it with the environment of that commit, in its checkout:

    git worktree add OLD ee44df5 && cd OLD && make .venv/.synced
    .venv/bin/python ../tests/upgrade/make_archive.py ../tests/upgrade/ee44df5.tar.xz

The archive holds `data` (raw, landing, release, the records of builds), and `inbox/2026-10`: the forms of that
version as they come back in the third month, after the upgrade. The clock of the ledger is set to the days on which an
office would have run its months, so that every entry lies before the day on which a test goes on.
"""

# The modules are those of commit ee44df5: the present ones have other functions.
# pyright: basic, reportMissingImports=false, reportAttributeAccessIssue=false, reportCallIssue=false
from __future__ import annotations

import lzma
import sys
import tarfile
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

sys.path.append(str(Path.cwd()))

from small_seeds import write_small_seeds

from pipelines.codebook.load import load
from pipelines.ledger import book
from pipelines.publication import month
from pipelines.sample.province import write_sample
from pipelines.settings import places, seeds_root

MONTHS = {"2026-08": datetime(2026, 8, 19, 2, tzinfo=UTC), "2026-09": datetime(2026, 9, 18, 2, tzinfo=UTC)}
NEXT = "2026-10"
DAMAGED = "C01180"  # its September workbook arrives cut in half


class Clock(datetime):
    """The clock that the ledger reads."""

    moment = datetime(2026, 8, 19, 2, tzinfo=UTC)

    @classmethod
    def now(cls, tz: Any = None) -> datetime:
        return cls.moment.astimezone(tz)


def main(archive: Path) -> None:
    """Run the two months and write the archive."""
    book.datetime = Clock
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        seeds = folder / "seeds"
        write_small_seeds(seeds_root(), seeds)
        where = places("08", folder / "data")
        written = write_sample(load(seeds), "08", [*MONTHS, NEXT], folder / "written")
        for path in written:
            inbox = folder / "inbox" / path.name.split("_")[2]
            inbox.mkdir(parents=True, exist_ok=True)
            path.rename(inbox / path.name)
        (damaged,) = (folder / "inbox" / "2026-09").glob(f"*{DAMAGED}*")
        damaged.write_bytes(damaged.read_bytes()[: damaged.stat().st_size // 2])
        for period, day in MONTHS.items():
            Clock.moment = day
            done = month.run(where, seeds, period, folder / "inbox" / period)
            assert done.release is not None, done.verdict.reasons
        pack(folder, archive)


def pack(folder: Path, archive: Path) -> None:
    """Write `data` and the inbox of the next month as tar.xz; equal folders give equal bytes."""
    with lzma.open(archive, "wb", preset=9 | lzma.PRESET_EXTREME) as raw, tarfile.open(fileobj=raw, mode="w") as tar:
        for path in sorted([*(folder / "data").rglob("*"), *(folder / "inbox" / NEXT).rglob("*")]):
            name = path.relative_to(folder)
            if "work" in name.parts:  # of builds: tables that each build makes anew
                continue
            tar.add(path, str(name), recursive=False, filter=_anonymous)


def _anonymous(member: tarfile.TarInfo) -> tarfile.TarInfo:
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    member.mtime = 0
    return member


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
