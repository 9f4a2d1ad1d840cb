"""One candidate warehouse from the three sources: a pure function of landing, codebook and ledger.

Here: the order of loading and running. Not here: SQL (dbt_project), the release tree (publication).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb

from pipelines.codebook.load import Codebook
from pipelines.codebook.obligations import period_end
from pipelines.ledger import Entry
from pipelines.ledger.days import last_day_of
from pipelines.settings import Places
from pipelines.warehouse import dbt
from pipelines.warehouse.duties import load_duties
from pipelines.warehouse.sources import load_codebook, load_landing, load_ledger

CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "threads": 1,  # float sums in parallel differ in their last digits from run to run
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}


def build(
    places: Places,
    codebook: Codebook,
    entries: Sequence[Entry],
    landing: Path,
    occasion_period: str,
    build_id: str,
    release_id: str,
    work: Path,
) -> Path:
    """The path of `work/warehouse.duckdb`, all models built and all data tests passed.

    `landing` is the folder of one reading key; `entries` are the ledger up to the build's position.
    Raises WarehouseFault naming every failed model and test.
    """
    work.mkdir(parents=True, exist_ok=True)
    warehouse = work / "warehouse.duckdb"
    warehouse.unlink(missing_ok=True)
    position = max((entry.seq for entry in entries), default=0)
    as_of = last_day_of(entries)
    row: dict[str, Any] = {
        "build_id": build_id,
        "province_code": places.province,
        "province_area_id": f"p34-{places.province}",
        "occasion_period": occasion_period,
        "release_id": release_id,
        "ledger_seq": position,
        "codebook_hash": codebook.hash,
        "as_of_date": as_of,
    }
    with duckdb.connect(str(warehouse), config=CONFIG) as con:
        load_landing(con, landing)
        load_codebook(con, codebook, places.province, occasion_period, work)
        load_duties(con, places, codebook, entries, max(as_of, period_end(codebook, occasion_period)))
        load_ledger(con, places, entries, row)
    dbt.run(["build", "--exclude-resource-type", "unit_test"], warehouse, work)
    return warehouse
