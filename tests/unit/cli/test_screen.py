"""What stands at a terminal and what goes into a pipe."""

from __future__ import annotations

import os
import shutil

import pytest

from pipelines.cli.screen import Screen

HEADS = [f"column_{n}" for n in range(17)]
ROW = [f"a long value of column {n}" if n else None for n in range(17)]


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody looks at a terminal of 100 columns."""
    monkeypatch.setattr(Screen, "is_watched", True)

    def size(*_: object) -> os.terminal_size:
        return os.terminal_size((100, 40))

    monkeypatch.setattr(shutil, "get_terminal_size", size)
    monkeypatch.setenv("COLUMNS", "100")


@pytest.mark.usefixtures("terminal")
def test_a_row_wider_than_the_terminal_is_a_record_that_loses_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    Screen("vi").print_table(HEADS, [ROW])
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "── 1 ──"
    assert [line.split(None, 1) for line in lines[1:]] == [list(pair) for pair in zip(HEADS[1:], ROW[1:], strict=True)]


@pytest.mark.usefixtures("terminal")
def test_a_narrow_table_folds_a_long_text_and_does_not_cut_it(capsys: pytest.CaptureFixture[str]) -> None:
    Screen("vi").print_table(["head_file", "head_message"], [("a.xlsx", "word " * 40)])
    shown = capsys.readouterr().out
    assert "┃" in shown and "Tệp" in shown and shown.count("word") == 40 and "…" not in shown


def test_a_pipe_gets_every_column_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    Screen("vi").print_table(HEADS, [ROW])
    assert capsys.readouterr().out == "\t".join(HEADS) + "\n\t" + "\t".join(map(str, ROW[1:])) + "\n"


def test_a_simulated_release_says_so_and_a_real_one_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    for lang in ("vi", "en"):
        for part in ("none", "partly", "all"):
            Screen(lang).print_notice(part)
    lines = [
        "*** CÓ SỐ LIỆU MÔ PHỎNG ***",
        "*** SỐ LIỆU MÔ PHỎNG ***",
        "*** CONTAINS SIMULATED DATA ***",
        "*** SIMULATED DATA ***",
    ]
    assert capsys.readouterr().out.splitlines() == lines
    Screen("vi").print_notice("all", is_beside=True)
    printed = capsys.readouterr()
    assert printed.out == "" and printed.err == "*** SỐ LIỆU MÔ PHỎNG ***\n"
