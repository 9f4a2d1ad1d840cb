"""`chiso receive --lang en` prints no Vietnamese sentence, and the landing explains every reject in both languages."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from support import trial
from support.rejects import AS_PRINTED, REJECTS, VIETNAMESE

from pipelines.cli.app import OK, call


def test_no_vietnamese_sentence_is_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    trial.codebook(tmp_path / "seeds")
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for code, cells in REJECTS.items():
        trial.write(inbox / f"{code}.xlsx", {"TRIAL-01": trial.row_form(**cells)})
    where = ("--data", str(tmp_path / "data"), "--seeds", str(tmp_path / "seeds"))
    for path in sorted(inbox.iterdir()):  # one by one: different files of one reporter in one delivery wait
        assert call(["receive", str(path), *where, "--lang", "en"]) == OK
    printed = AS_PRINTED.sub("", capsys.readouterr().out)
    assert all(f"{code}.xlsx" in printed for code in REJECTS)
    assert not VIETNAMESE.search(printed), printed
    cells = pl.concat([pl.read_parquet(path) for path in (tmp_path / "data").rglob("cell-*.parquet")])
    rejects = cells.filter(pl.col("outcome") == "reject")
    assert set(rejects["reason_code"]) == set(REJECTS)
    for cell in rejects.iter_rows(named=True):
        assert VIETNAMESE.search(cell["evidence_vi"]), cell
        assert cell["evidence_en"] and not VIETNAMESE.search(AS_PRINTED.sub("", cell["evidence_en"])), cell
