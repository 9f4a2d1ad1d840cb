"""Observations put straight into landing, for tests of what comes after reading. Nothing here opens a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import polars as pl

Row = dict[str, Any]
SUBMISSION = {
    "block_no": 1,
    "province_code": "08",
    "mode": "full",
    "reader_version": "test",
    "reader_name": "test",
    "outcome": "read",
}


def land(
    folder: Path,
    seq: int,
    form: str,
    version: int,
    reporter: str,
    period: str,
    observations: Sequence[Row],
    **columns: Any,
) -> str:
    """One submission with its observations, one cell each down column A of sheet `S`; returns its submission_id.

    `columns` are further ones of the submission: mode, outcome, coverage_end …
    """
    submission_id = f"T{seq:04d}"
    target = folder / period
    target.mkdir(parents=True, exist_ok=True)
    ids = {"submission_id": submission_id, "receipt_seq": seq}
    own = {"receipt_id": f"R{seq:06d}", "form_code": form, "form_version": version, "reporter_code": reporter}
    pl.DataFrame([{**SUBMISSION, **ids, **own, "period_code": period, **columns}]).write_parquet(
        target / f"submission-{seq}-{seq}.parquet"
    )
    if not observations:
        return submission_id
    rows = [
        {**ids, "sheet": "S", "address": f"A{number}", "explanation": None, "figure_status": None, **row}
        for number, row in enumerate(observations, 1)
    ]
    pl.DataFrame(rows, infer_schema_length=None).write_parquet(target / f"observation-{seq}-{seq}.parquet")
    cells = [
        {**ids, "receipt_id": own["receipt_id"], "sheet": "S", "address": row["address"], "outcome": "observation"}
        | {"raw_text": str(row["value"])}
        for row in rows
    ]
    pl.DataFrame(cells).write_parquet(target / f"cell-{seq}-{seq}.parquet")
    return submission_id
