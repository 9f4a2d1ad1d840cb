"""What stands at a terminal and what goes into a pipe."""

from __future__ import annotations

import os
import shutil

import pytest

from pipelines.cli.screen import RuleLine, Screen

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


@pytest.mark.usefixtures("terminal")
def test_an_overview_has_one_line_a_row_and_cuts_the_widest_columns(capsys: pytest.CaptureFixture[str]) -> None:
    rows = [("T000-01", "x" * 60, "y" * 60), ("T000-02", "short", "y")]
    Screen("vi").print_table(["head_code", "head_goal", "head_indicator"], rows, one_line=True)
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 3 + 2 + 1 and all(len(line) == 100 for line in lines)  # a frame, two rows, the lower edge
    # 100 columns less a frame of 10 leave 90: 7 for the code, 41 and 42 for the texts
    assert f"│ T000-01 │ {'x' * 40}… │ {'y' * 41}… │" in lines
    assert "│ T000-02 │ short" in lines[4]


def test_a_pipe_gets_every_column_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    Screen("vi").print_table(HEADS, [ROW])
    assert capsys.readouterr().out == "\t".join(HEADS) + "\n\t" + "\t".join(map(str, ROW[1:])) + "\n"


def test_rule_counts_are_those_of_the_period_with_one_number_for_the_rest(capsys: pytest.CaptureFixture[str]) -> None:
    """Two violations of the period, one undecided case; of all periods five violations and four undecided cases."""
    of_period = [RuleLine("JUMP_A", "hold", "fail", False, 2), RuleLine("CUM_A", "hold", "undecided", False, 1)]
    of_all = [*of_period, RuleLine("SUM_A", "hold", "fail", True, 3), RuleLine("CUM_A", "hold", "undecided", False, 3)]
    Screen("en").print_rule_counts(of_period, of_all)
    printed = capsys.readouterr().out
    assert "JUMP_A" in printed and "SUM_A" not in printed and "CUM_A" not in printed
    assert "missing: 1 cases" in printed and "Other periods: 3 violations, 3 cases" in printed


def test_counts_of_one_period_alone_say_nothing_of_others(capsys: pytest.CaptureFixture[str]) -> None:
    Screen("en").print_rule_counts(
        [RuleLine("JUMP_A", "hold", "fail", False, 2)], [RuleLine("JUMP_A", "hold", "fail", False, 2)]
    )
    printed = capsys.readouterr().out
    assert "JUMP_A" in printed and "Other periods" not in printed and "cases" not in printed


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
