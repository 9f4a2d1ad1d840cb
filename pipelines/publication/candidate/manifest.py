"""The release's manifest. It depends on tree and identity only and has no time: a rebuild gives the same bytes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from pipelines.publication.facts import Identity
from pipelines.publication.tree import file_sha256


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
