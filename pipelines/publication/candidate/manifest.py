"""The release's manifest. It depends on tree and identity only and has no time: a rebuild gives the same bytes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from pipelines.ledger.simulated import both_languages
from pipelines.publication.facts import Identity
from pipelines.publication.tree import file_sha256


def write_manifest(tree: Path, identity: Identity, rows: Mapping[str, int], simulated: str) -> Path:
    """Write `manifest.json`: the identity, rows and hashes of every table, and how much is simulated. Returns its path.

    `simulated` is a code of SIMULATED; its words stand beside it for who opens the file.
    """
    tables = {
        table: {
            "rows": rows[table],
            "parquet_sha256": file_sha256(tree / "parquet" / f"{table}.parquet"),
            "csv_sha256": file_sha256(tree / "csv" / f"{table}.csv"),
        }
        for table in sorted(rows)
    }
    said = {"simulated": simulated, "notice": both_languages(simulated)}
    text = json.dumps({**asdict(identity), **said, "tables": tables}, ensure_ascii=False, indent=2, sort_keys=True)
    path = tree / "manifest.json"
    path.write_text(text + "\n", "utf-8")
    return path
