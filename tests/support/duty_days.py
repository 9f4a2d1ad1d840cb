"""Ledger, landing and codebook of a few made-up days, and the duty tables that a build of each day stores.

Nothing here states what should be found; the tests do.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import duckdb

from pipelines.codebook.load import Codebook, save_snapshot
from pipelines.codebook.obligations import period_end
from pipelines.ledger import Ledger
from pipelines.ledger.days import last_day_of
from pipelines.settings import Places
from pipelines.warehouse import dbt
from pipelines.warehouse.config import BUILD
from pipelines.warehouse.duties import load_duties
from pipelines.warehouse.export import export
from pipelines.warehouse.sources import BuildIds, Sources, build_row, load_codebook, load_landing, load_ledger

VIETNAM = timezone(timedelta(hours=7))
TABLES = ("completeness", "duty_version", "sheet_version", "cell_version", "duty_status", "day", "reporter")


def at(text: str) -> datetime:
    """18/09/2026 08:30 by the clock of Vietnam."""
    return datetime.strptime(text, "%d/%m/%Y %H:%M").replace(tzinfo=VIETNAM)


class Workspace:
    """The sources as they grow, day by day."""

    def __init__(self, places: Places) -> None:
        self.places = places
        self.ledger = Ledger(places.ledger)
        self.landing = places.data / "landed"
        self.landing.mkdir(parents=True)

    def note(self, codebook: Codebook, when: str) -> None:
        save_snapshot(codebook, self.places.snapshots)
        self.ledger.append("codebook", {"codebook_hash": codebook.hash}, at=at(when))

    def receive(self, when: str, **stated: str) -> int:
        """A receipt of this moment; its position."""
        seq = self.ledger.head()[0] + 1
        payload = {"receipt_id": f"R{seq:06d}", "sha256": f"{seq:064d}", "n_bytes": 0, "original_name": "thử.xlsx"}
        return self.ledger.append("receipt", payload | {"channel": "test"} | stated, at=at(when)).seq

    def load(self, codebook: Codebook, period: str) -> tuple[Path, int, date]:
        """A warehouse with the sources of this moment and no model yet, its position and its day."""
        entries = self.ledger.read()
        seq, day = entries[-1].seq, last_day_of(entries)
        work = self.places.data / f"work-{seq}"
        work.mkdir()
        row = build_row(Sources(self.places, codebook, entries, self.landing), BuildIds("b", f"{period}-r001", period))
        warehouse = work / "warehouse.duckdb"
        with duckdb.connect(str(warehouse), config=BUILD) as con:
            load_landing(con, self.landing)
            load_codebook(con, codebook, self.places.province, period, work)
            load_duties(con, self.places, codebook, entries, max(day, period_end(codebook, period)))
            load_ledger(con, self.places, entries, row)
        return warehouse, seq, day

    def build(self, codebook: Codebook, period: str, tables: Sequence[str] = TABLES) -> tuple[Path, int, date]:
        """The release tree of a build at this moment, its position and its day; only the duty tables are in it."""
        warehouse, seq, day = self.load(codebook, period)
        work = warehouse.parent
        dbt.run(["run", "--select", *(f"+{table}" for table in tables), "period"], warehouse, work)
        export(warehouse, work / "tree", period)
        return work / "tree", seq, day
