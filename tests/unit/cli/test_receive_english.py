"""`chiso receive --lang en` prints no Vietnamese sentence, and the landing explains every reject in both languages."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from support import trial

from pipelines.cli.app import OK, call

VIETNAMESE = re.compile(r"[À-ỹ]")
# Quoted as printed: what the sender wrote, a column's name, a conversion of units (1 tỷ đồng = 1000 triệu đồng).
AS_PRINTED = re.compile(r"“[^”]*”|\bMã số\b|\(1 [^()]* = [^()]*\)")
REJECTS: dict[str, dict[str, Any]] = {
    "not_a_number": {"E9": "mười"},
    "ambiguous_number": {"E11": "1.234"},
    "unexpected_percent": {"E9": "25%"},
    "error_cell": {"E9": ("=1/0", "#DIV/0!")},
    "unexpected_value": {"F10": 3},
    "unknown_row_code": {"C9": "77", "E9": 3},
    "no_row_code": {"C9": None, "B9": "Dòng thêm", "E9": 3},
    "row_conflict": {"C12": "01", "E12": 3},
    "unit_differs": {"D11": "tỷ đồng", "E11": 3},
    "duplicate_slice": {"C12": "01", "B12": "Dòng 01", "E9": 5, "E12": 6},
    "out_of_range": {"E9": 1e17},
    "below_signatures": {"B19": "Người lập biểu", "B20": None, "A23": "1", "B23": "Dòng thêm", "E23": 7},
}


def test_no_vietnamese_sentence_is_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    trial.codebook(tmp_path / "seeds")
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for code, cells in REJECTS.items():
        trial.write(inbox / f"{code}.xlsx", {"TRIAL-01": trial.row_form(**cells)})
    where = ("--data", str(tmp_path / "data"), "--seeds", str(tmp_path / "seeds"))
    assert call(["receive", str(inbox), *where, "--lang", "en"]) == OK
    printed = AS_PRINTED.sub("", capsys.readouterr().out)
    assert all(f"{code}.xlsx" in printed for code in REJECTS)
    assert not VIETNAMESE.search(printed), printed
    cells = pl.concat([pl.read_parquet(path) for path in (tmp_path / "data").rglob("cell-*.parquet")])
    rejects = cells.filter(pl.col("outcome") == "reject")
    assert set(rejects["reason_code"]) == set(REJECTS)
    for cell in rejects.iter_rows(named=True):
        assert VIETNAMESE.search(cell["evidence_vi"]), cell
        assert cell["evidence_en"] and not VIETNAMESE.search(AS_PRINTED.sub("", cell["evidence_en"])), cell
