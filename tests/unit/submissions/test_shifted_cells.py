"""Rows of a comma-separated text that a decimal comma without quotes has shifted, and those that are merely long."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from support.trial import row_form
from unit.submissions.conftest import Read

from pipelines.submissions.book.book import parse_address

WIDTH = 8  # columns of TRIAL-01
Reader = Callable[..., Read]


def _write(path: Path, lines: dict[int, str], delimiter: str = ",") -> Path:
    """TRIAL-01 as text, every cell that holds the delimiter in quotes; `lines` replaces whole rows."""
    grid: dict[int, dict[int, str]] = {}
    for at, value in row_form(E9=5, F9=50, E11=12, F11=30).items():
        row, column = parse_address(at)
        grid.setdefault(row, {})[column] = f'"{value}"' if delimiter in str(value) else str(value)
    texts = [
        lines.get(row) or delimiter.join(grid.get(row, {}).get(column, "") for column in range(1, WIDTH + 1))
        for row in range(1, max(grid) + 1)
    ]
    path.write_text("\n".join(texts) + "\n", encoding="utf-8")
    return path


def _line(*cells: str) -> str:
    return ",".join(("3", "Dòng 03", "03", "triệu đồng", *cells))


@pytest.mark.parametrize(
    "cells",
    [
        ("12", "5", "30", "", ""),  # 12,5 and 30: 30 stands among the explanations
        ("12", "5", "30", "", "", ""),
        ("1", "234", "", "", ""),  # 1,234 alone: only the length of the row tells
        ("12", "5", "x", "", ""),
    ],
)
def test_a_shifted_row_makes_the_file_wait(read: Reader, tmp_path: Path, cells: tuple[str, ...]) -> None:
    found = read(_write(tmp_path / "t.csv", {11: _line(*cells)}), name="t.csv")
    assert (found.row["outcome"], found.row["reason_code"]) == ("waiting", "cells_shifted")
    assert "dòng 11" in found.row["message_vi"] and "row 11" in found.row["message_en"]


@pytest.mark.parametrize(
    "cells",
    [
        ("12", "30", "", ""),
        ('"12,5"', "30", "", ""),
        ("12", "30", "tăng do sáp nhập", ""),
        ("12", "30", "tăng do sáp nhập", " mở rộng", ""),  # a comma among the words moves no figure
    ],
)
def test_a_row_whose_figures_stand_in_their_columns_is_read(
    read: Reader, tmp_path: Path, cells: tuple[str, ...]
) -> None:
    found = read(_write(tmp_path / "t.csv", {11: _line(*cells)}), name="t.csv")
    assert (found.row["outcome"], found.row["n_reject"]) == ("read", 0)
    assert found.observations["F11"][4] == 30


def test_decimal_commas_between_semicolons_shift_nothing(read: Reader, tmp_path: Path) -> None:
    line = "3;Dòng 03;03;triệu đồng;12,5;30;;"
    found = read(_write(tmp_path / "t.csv", {11: line}, ";"), name="t.csv")
    assert found.row["outcome"] == "read"
    assert found.observations["E11"][4] == 12.5
