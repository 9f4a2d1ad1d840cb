"""`chiso index what-if` and `index path` on the example of the documentation."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from pipelines.cli.app import call
from pipelines.cli.context import ERROR, OK


@pytest.fixture
def folder(repo: Path) -> str:
    return str(repo / "docs" / "examples" / "index_score")


def test_what_if_prints_scores_before_and_after(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    options = ["--unit", "P34-08", "--set", "R_FIRM=27,5", "--lang", "en"]
    assert call(["index", "what-if", folder, *options]) == OK
    lines = capsys.readouterr().out.splitlines()
    # R_FIRM is 11.6 to 27.5 in the table: 20.8 is at 57.86 of 100, 27.5 at the top beside p34-19
    assert lines[1].split("\t") == ["R_FIRM", "57.86", "100.00", "3", "1"]
    assert any(line.startswith("INDEX\t") for line in lines)


def test_a_path_within_the_limits_of_the_office(folder: str, repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    effort = str(repo / "docs" / "examples" / "index_score" / "effort.csv")
    options = ["--unit", "p34-08", "--rank", "2", "--effort", effort, "--lang", "en"]
    assert call(["index", "path", folder, *options]) == OK
    out = capsys.readouterr().out
    assert "from rank 3 to rank 2" in out and "(proved)" in out and "Scored again by the SQL models" in out
    assert "with the new figures: rank 2." in out and "limits stated by the office for 3 leaves" in out


def test_a_rank_out_of_reach_is_an_error_that_states_the_best(
    folder: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A workbook with Vietnamese headings: nothing but R_FIRM moves, by 0.1 a year."""
    book = Workbook()
    assert book.active is not None
    book.active.append(["Mã", "Giới hạn năm", "Chi phí"])
    for code, limit in (("R_FIRM", 0.1), ("R_ONLINE", 0), ("N_LATE", 0)):
        book.active.append([code, limit, 1])
    book.save(tmp_path / "no_luc.xlsx")
    options = ["--unit", "p34-08", "--rank", "1", "--effort", str(tmp_path / "no_luc.xlsx")]
    assert call(["index", "path", folder, *options]) == ERROR
    out = capsys.readouterr().out
    assert "không thể đạt hạng 1" in out and "từ hạng 3 lên hạng 3" in out
    assert "0.100" in out  # the best uses what there is


def test_every_problem_of_an_effort_file_is_listed(
    folder: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "e.csv").write_text("iCode,yearly_limit,step\nR_FIRM,-1,0.1\nR_NONE,1,\nN_LATE,x,0\n", encoding="utf-8")
    options = ["--unit", "p34-08", "--rank", "1", "--effort", str(tmp_path / "e.csv")]
    assert call(["index", "path", folder, *options]) == ERROR
    said = capsys.readouterr().err
    assert [word in said for word in ("“-1”", "R_NONE", "“x”", "“0”")] == [True] * 4


def test_unknown_names_are_answered_with_near_ones(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(["index", "what-if", folder, "--unit", "p34-8", "--set", "R_FIRM=1"]) == ERROR
    assert "p34-08" in capsys.readouterr().err
    assert call(["index", "what-if", folder, "--unit", "p34-08", "--set", "R_FIRMS=1"]) == ERROR
    assert "R_FIRM" in capsys.readouterr().err
    assert call(["index", "what-if", folder, "--unit", "p34-08", "--set", "R_FIRM"]) == ERROR
    assert "THÀNH_PHẦN=SỐ" in capsys.readouterr().err


def test_files_have_no_trend(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    options = ["--unit", "p34-08", "--rank", "2", "--peers", "trend"]
    assert call(["index", "path", folder, *options]) == ERROR
    assert "--peers frozen" in capsys.readouterr().err
