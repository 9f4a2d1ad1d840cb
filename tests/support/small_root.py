"""A data root made by hand: a ledger with receipts and releases, their bytes on the disk."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.ledger import Entry, Ledger
from pipelines.publication.tree import set_read_only, tree_hash
from pipelines.settings import Places, make_private


def add_receipt(where: Places, content: bytes, name: str = "a.xlsx") -> Path:
    """Store bytes and their receipt, bytes first; returns the blob."""
    sha256 = hashlib.sha256(content).hexdigest()
    blob = where.blobs / sha256[:2] / sha256
    make_private(where.raw)
    blob.parent.mkdir(parents=True, exist_ok=True)
    if not blob.exists():
        draft = blob.with_name(f".{sha256}")
        draft.write_bytes(content)
        draft.rename(blob)

    def receipt(known: Sequence[Entry]) -> list[tuple[str, dict[str, Any]]]:
        seq = len(known) + 1
        payload: dict[str, Any] = {"receipt_id": f"R{seq:06d}-{sha256[:8]}", "sha256": sha256, "n_bytes": len(content)}
        return [("receipt", payload | {"original_name": name, "channel": "cli"})]

    Ledger(where.ledger).append_decided(receipt)
    return blob


def add_release(where: Places, release_id: str, value: int) -> Path:
    """Write a release with one table of one value, its verdict, and the entries of both; `current` names it."""
    folder = where.release / release_id
    (folder / "parquet").mkdir(parents=True)
    pl.DataFrame({"value": [value]}).write_parquet(folder / "parquet" / "figure.parquet")
    (folder / "manifest.json").write_text(json.dumps({"build_id": f"b{value}"}), "utf-8")
    set_read_only(folder)
    (where.release / f"{release_id}.verdict.json").write_text("{}", "utf-8")
    verdict = {"build_id": f"b{value}", "outcome": "pass", "verdict_sha256": hashlib.sha256(b"{}").hexdigest()}
    Ledger(where.ledger).append("verdict", verdict)
    payload = {"release_id": release_id, "build_id": f"b{value}", "tree_hash": tree_hash(folder)}
    Ledger(where.ledger).append("release", payload | {"occasion_period": release_id[:7], "ledger_seq": value})
    where.current.write_text(f"{release_id}\n", "utf-8")
    return folder
