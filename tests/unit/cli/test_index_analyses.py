"""`chiso index uncertainty` and `index audit` on the example of the documentation."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.cli.app import call
from pipelines.cli.context import ERROR, OK


def test_uncertainty_of_a_folder_prints_intervals_sources_and_a_probability(
    repo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = repo / "docs" / "examples" / "index_score"
    options = ["--replicates", "200", "--reach", "2", "--out", str(tmp_path / "out")]
    assert call(["index", "uncertainty", str(folder), *options]) == OK
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split("\t")[-1] == "Xác suất hạng 2 trở lên"
    units = [line.split("\t") for line in lines[1:6]]
    assert [int(unit[1]) for unit in units] == [1, 2, 3, 4, 5]
    assert units[0][0] == "p34-19" and units[0][3] == "1–1" and units[0][5] == "1.00"
    assert any(line.startswith("Trọng số\t") for line in lines)
    assert (tmp_path / "out" / "index_rank_interval.csv").read_text("utf-8").count("\n") == 6


def test_audit_of_a_folder_prints_groups_and_leaves(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(["index", "audit", str(repo / "docs" / "examples" / "index_score"), "--lang", "en"]) == OK
    out = capsys.readouterr().out
    assert "Cronbach's alpha" in out and "R_FIRM\t0.50" in out


def test_a_folder_or_an_index_is_named_and_not_both(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = str(repo / "docs" / "examples" / "index_score")
    for words in ([], [folder, "--index", "CXI"]):
        assert call(["index", "audit", *words]) == ERROR
        assert "--index MÃ" in capsys.readouterr().err


def test_files_that_a_folder_lacks_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "iData.csv").write_text("uCode,A\nx,1\n", encoding="utf-8")
    assert call(["index", "uncertainty", str(tmp_path)]) == ERROR
    said = capsys.readouterr().err
    assert "iMeta" in said and "METHOD" in said and "iData," not in said
