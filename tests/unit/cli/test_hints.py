"""What `chiso receive` tells the analyst to state where a file was not read; files that are read get no hint."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from support import trial

from pipelines.cli.app import OK, call
from pipelines.cli.context import UNREAD

FORM, SENDER, PERIOD = "--form MÃ_BIỂU", "--sender MÃ_ĐƠN_VỊ", "--period KỲ"
MODE, WAITING = "--mode partial hoặc --mode withdrawal", "chiso accept"
OTHER = {f"B{row}": "Dòng lạ" for row in range(9, 13)} | {f"C{row}": None for row in range(9, 13)}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("hints")
    trial.codebook(root / "seeds")
    return root


@pytest.mark.parametrize(
    ("cells", "hint"),
    [
        ({"E9": 5}, None),
        ({"A1": None, **OTHER}, FORM),
        ({"E1": "Đơn vị báo cáo: xã Không Có"}, SENDER),
        ({"A4": "Kỳ báo cáo: tháng mười"}, PERIOD),
        ({"A5": "Loại báo cáo: ☐ lần đầu ☐ bổ sung", "E9": 5}, MODE),
        ({"A1": "Biểu số: KHAC-99", "E9": 5}, WAITING),
    ],
)
def test_a_file_that_was_not_read_gets_its_hint(
    root: Path, cells: dict[str, Any], hint: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    path = trial.write(root / "Bieu.xlsx", {"TRIAL-01": trial.row_form(**cells)})
    assert call(["receive", str(path), "--data", str(root / "data"), "--seeds", str(root / "seeds")]) == (
        OK if hint in (None, MODE) else UNREAD
    )
    printed = capsys.readouterr().out.splitlines()
    lines = [line for line in printed if "\t" not in line]  # below the table
    assert [h for h in (FORM, SENDER, PERIOD, MODE, WAITING) if any(h in line for line in lines)] == (
        [hint] if hint else []
    )
