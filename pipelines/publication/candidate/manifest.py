"""The release's manifest, and the values that later releases may show in place of held ones.

Both depend on the tree and the identity only and have no time, so that a rebuild gives the same bytes.
"""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

import polars as pl

from pipelines.publication.facts import Identity
from pipelines.publication.tree import file_sha256

PUBLISHED_COLUMNS = (
    *("area_id", "indicator_code", "breakdown_code", "measure_code", "source_code", "period_code"),
    *("value", "obs_status"),
)


def write_manifest(tree: Path, identity: Identity, rows: Mapping[str, int]) -> Path:
    """Write `manifest.json`: the identity, and rows and hashes of every table. Returns its path."""
    tables = {
        table: {
            "rows": rows[table],
            "parquet_sha256": file_sha256(tree / "parquet" / f"{table}.parquet"),
            "csv_sha256": file_sha256(tree / "csv" / f"{table}.csv"),
        }
        for table in sorted(rows)
    }
    text = json.dumps({**asdict(identity), "tables": tables}, ensure_ascii=False, indent=2, sort_keys=True)
    path = tree / "manifest.json"
    path.write_text(text + "\n", "utf-8")
    return path


def published_values(tree: Path) -> bytes:
    """Parquet of the values that this release publishes as current; later releases show them in place of held ones."""
    current = (
        pl.scan_parquet(tree / "parquet" / "indicator_value.parquet")
        .filter(pl.col("state") == "current")
        .select(PUBLISHED_COLUMNS)
        .sort(PUBLISHED_COLUMNS[:6])
        .collect()
    )
    buffer = io.BytesIO()
    current.write_parquet(buffer)
    return buffer.getvalue()
