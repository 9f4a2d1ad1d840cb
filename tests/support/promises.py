"""Made-up documents, targets and baselines added to a copy of the seeds, and seeds with every indicator renamed.

Nothing here states what should be found; the tests do.
"""

from __future__ import annotations

import csv
import hashlib
from pathlib import Path
from typing import Any

from pipelines.codebook.load import Codebook
from pipelines.ledger import Ledger
from pipelines.settings import Places
from pipelines.warehouse import dbt
from pipelines.warehouse.build import load
from pipelines.warehouse.sources import BuildIds, Sources

Row = dict[str, Any]
PERIOD = "2026-10"

INDICATOR = {
    "version": 1,
    "definition_vi": "Bịa ra để thử",
    "calc_kind": "reported",
    "uom_code": "number",
    "stock_flow": "stock",
    "agg_area": "none",
    "agg_time": "none",
    "direction": 1,
    "decimals": 1,
    "valid_from": "2016-01-01",
}
TARGET = {
    "line": 1,
    "quote": "bịa",
    "province_code": "08",
    "area_id": "p34-08",
    "operator": "ge",
    "judged_as": "ge",
    "uom_code": "number",
    "horizon_to": 2030,
    "accumulation": "point",
    "kind": "stock",
    "stage": "final",
    "is_maintenance": "false",
}
DOCUMENT = {
    "title_vi": "Văn bản bịa",
    "title_en": "Made up",
    "kind": "plan",
    "issuer_vi": "Không ai",
    "date_line": 1,
    "date_basis_vi": "bịa",
    "status": "issued",
}


def add(seeds: Path, table: str, rows: list[Row]) -> None:
    """Append rows to `<table>.csv`; columns that a row leaves out stay empty."""
    path = seeds / f"{table}.csv"
    with path.open(encoding="utf-8") as file:
        header = next(csv.reader(file))
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, header, restval="", lineterminator="\n").writerows(rows)


def add_indicators(seeds: Path, rows: list[Row]) -> None:
    """Indicators of their own file, each with its concept (`concept_code` of the row)."""
    with (seeds / "indicators" / "policy.csv").open(encoding="utf-8") as file:
        header = next(csv.reader(file))
    with (seeds / "indicators" / "made_up.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header, restval="", lineterminator="\n")
        writer.writeheader()
        for row in rows:
            own = {key: value for key, value in row.items() if key != "concept_code"}
            name = {"name_vi": row["indicator_code"], "name_en": row["indicator_code"]}
            writer.writerow({**INDICATOR, **name, **own})
    add(seeds, "indicator_concepts", [{key: row[key] for key in ("indicator_code", "concept_code")} for row in rows])
    firsts = {row["concept_code"]: row["indicator_code"] for row in reversed(rows)}
    shared = [code for code in firsts if sum(row["concept_code"] == code for row in rows) > 1]
    chosen = {"is_concept_headline": "true", "reason_vi": "bịa", "reason_en": "made up"}
    add(seeds, "headline_choices", [{"indicator_code": firsts[code], **chosen} for code in shared])


def rename(code: str) -> str:
    """Another code for an indicator, from which the old one cannot be derived."""
    return "Z" + hashlib.md5(code.encode()).hexdigest()[:12]


def rename_indicators(seeds: Path) -> None:
    """Every indicator code of every seed table, wherever a column speaks of an indicator."""
    columns = {"indicator_code", "numerator_code", "denominator_code", "part_code", "published_indicator_code"}
    columns |= {"other_indicator_code", "old_indicator_code", "self_indicator_code"}
    for path in seeds.rglob("*.csv"):
        with path.open(encoding="utf-8") as file:
            header, *rows = list(csv.reader(file))
        places = [place for place, name in enumerate(header) if name in columns]
        if not places:
            continue
        for row in rows:
            for place in places:
                row[place] = rename(row[place]) if row[place] else ""
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([header, *rows])


def built(
    place: Places,
    codebook: Codebook,
    ledger: Ledger,
    landing: Path,
    work: Path,
    models: list[str],
    period: str = PERIOD,
) -> Path:
    """A warehouse of `period` with only `models` and what they read: a third of a whole build's time."""
    work.mkdir()
    warehouse = work / "warehouse.duckdb"
    load(Sources(place, codebook, ledger.read(), landing), BuildIds("b", f"{period}-r001", period), warehouse)
    dbt.run(["run", "--select", *(f"+{model}" for model in models)], warehouse, work)
    return warehouse
