"""`chiso receive --preview`: every difference named, old and new, and nothing stored."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support import trial
from support.trial import row_form, write

from pipelines.cli.app import OK, call
from pipelines.ledger import Ledger
from pipelines.settings import places

NAME = "Thu_thap.xlsx"
FIRST: dict[str, Any] = {"E9": 100, "F9": 100, "E10": 12.5, "E11": 7, "F11": 7, "E12": "-", "F12": "-"}


class Workspace:
    """A province's data with the trial forms and one file received, spoken to by the command line."""

    def __init__(self, root: Path) -> None:
        trial.codebook(root / "seeds")
        self.root, self.places = root, places("08", root / "data")
        self.call(**FIRST)
        slice_ = {"area_id": trial.COMMUNE_AREA, "indicator_code": "TRIAL_01", "breakdown_code": "_T"}
        place = {"measure_code": "in_period", "source_code": "province_admin", "period_code": "2026-10"}
        why = {"reason": "xã báo lại", "owner": "Phòng thống kê", "expected_value": 100.0, "new_value": 10.0}
        decision = {"decision_kind": "correct", **slice_, **place, **why}
        self.decision = Ledger(self.places.ledger).append("decision", decision).seq

    def call(self, *words: str, **cells: Any) -> None:
        path = str(write(self.root / NAME, {"TRIAL-01": row_form(**cells)}))
        common = ["--data", str(self.root / "data"), "--seeds", str(self.root / "seeds")]
        assert call(["receive", path, *words, *common]) == OK

    def files(self) -> dict[Path, bytes]:
        return {path: path.read_bytes() for path in self.places.data.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return Workspace(tmp_path_factory.mktemp("preview"))


Asks = Callable[..., list[list[str]]]


@pytest.fixture
def ask(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> Asks:
    """What a preview prints, by line and column; nothing of it may be stored."""

    def _ask(*words: str, **cells: Any) -> list[list[str]]:
        before = workspace.files()
        capsys.readouterr()
        workspace.call("--preview", *words, **cells)
        assert workspace.files() == before
        return [line.strip().split("\t") for line in capsys.readouterr().out.splitlines()]

    return _ask


def changes(printed: list[list[str]]) -> dict[str, tuple[str, str, str]]:
    """Cell -> change, old, new."""
    rows = [line for line in printed if len(line) == 7]
    return {line[6].partition("!")[2]: (line[3], line[4], line[5]) for line in rows[1:]}


def test_a_full_file_shows_what_changes_comes_and_goes(ask: Asks, workspace: Workspace) -> None:
    printed = ask(**{**FIRST, "E9": 1234567, "E10": None, "E12": 5, "F12": "...", "F9": "một trăm"})
    assert changes(printed) == {
        "E9": ("đổi", "100", "1.234.567"),
        "F9": ("không đọc được", "100", "“một trăm”"),
        "E10": ("mất", "12,5", "(không có)"),
        "E12": ("đổi", "-", "5"),
        "F12": ("đổi", "-", "..."),
    }
    assert [f"Quyết định số {workspace.decision} dựa vào số cũ của ô E9: hãy xem lại sau khi nhận."] in printed


def test_a_partial_file_shows_its_own_cells(ask: Asks) -> None:
    printed = ask("--mode", "partial", E10=13, E11=7)
    assert changes(printed) == {"E10": ("đổi", "12,5", "13")}
    assert ["1 số liệu đổi, 0 thêm, 0 mất, 0 không đọc được, 6 giữ nguyên."] in printed


def test_a_withdrawal_shows_all_that_goes(ask: Asks) -> None:
    gone = changes(ask("--mode", "withdrawal", **FIRST))
    assert set(gone) == set(FIRST) and {change for change, _, _ in gone.values()} == {"mất"}


def test_a_first_file_meets_nothing(ask: Asks) -> None:
    printed = ask(A4="(Kỳ báo cáo: Tháng 9 năm 2026)", **FIRST)
    assert ["Chưa có báo cáo nào trước đó."] in printed
    assert ["0 số liệu đổi, 7 thêm, 0 mất, 0 không đọc được, 0 giữ nguyên."] in printed


def test_the_same_file_changes_nothing(ask: Asks) -> None:
    assert ["0 số liệu đổi, 0 thêm, 0 mất, 0 không đọc được, 7 giữ nguyên."] in ask(**FIRST)


def test_a_file_that_would_not_be_taken_says_why(ask: Asks) -> None:
    said = ask(A4="(Kỳ báo cáo: Tháng 13 năm 2026)", **FIRST)[0][0]
    assert "sẽ không được nhận số liệu" in said and "Tháng 13 năm 2026" in said
