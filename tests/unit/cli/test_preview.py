"""`chiso receive --preview`: every difference named, old and new, and nothing stored."""

from __future__ import annotations

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


class Desk:
    """A province's data with the trial forms, spoken to by the command line."""

    def __init__(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        trial.codebook(root / "seeds")
        self.root, self.capsys = root, capsys
        self.places = places("08", root / "data")

    def file(self, **cells: Any) -> Path:
        return write(self.root / NAME, {"TRIAL-01": row_form(**cells)})

    def receive(self, *words: str, **cells: Any) -> list[list[str]]:
        """What the command prints, by line and column."""
        path = str(self.file(**cells))
        common = ["--data", str(self.root / "data"), "--seeds", str(self.root / "seeds")]
        assert call(["receive", path, *words, *common]) == OK
        return [line.strip().split("\t") for line in self.capsys.readouterr().out.splitlines()]

    def changes(self, *words: str, **cells: Any) -> dict[str, tuple[str, str, str]]:
        """Cell -> change, old, new."""
        rows = [line for line in self.receive("--preview", *words, **cells) if len(line) == 7]
        return {line[6].partition("!")[2]: (line[3], line[4], line[5]) for line in rows[1:]}


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(tmp_path, capsys)


def test_a_full_file_shows_what_changes_comes_and_goes(desk: Desk) -> None:
    desk.receive(**FIRST)
    second = {**FIRST, "E9": 1234567, "E10": None, "E12": 5, "F12": "...", "F9": "một trăm"}
    assert desk.changes(**second) == {
        "E9": ("đổi", "100", "1.234.567"),
        "F9": ("không đọc được", "100", "“một trăm”"),
        "E10": ("mất", "12,5", "(không có)"),
        "E12": ("đổi", "-", "5"),
        "F12": ("đổi", "-", "..."),
    }


def test_a_partial_file_shows_its_own_cells(desk: Desk) -> None:
    desk.receive(**FIRST, E13=None)
    assert desk.changes("--mode", "partial", E10=13, E11=7) == {"E10": ("đổi", "12,5", "13")}


def test_a_withdrawal_shows_all_that_goes(desk: Desk) -> None:
    desk.receive(**FIRST)
    gone = desk.changes("--mode", "withdrawal", **FIRST)
    assert set(gone) == set(FIRST) and {change for change, _, _ in gone.values()} == {"mất"}


def test_a_first_file_meets_nothing(desk: Desk) -> None:
    said = [line[0] for line in desk.receive("--preview", **FIRST)]
    assert "Chưa có báo cáo nào trước đó." in said
    assert "0 số liệu đổi, 7 thêm, 0 mất, 0 không đọc được, 0 giữ nguyên." in said


def test_the_same_file_changes_nothing(desk: Desk) -> None:
    desk.receive(**FIRST)
    said = [line[0] for line in desk.receive("--preview", **FIRST)]
    assert "0 số liệu đổi, 0 thêm, 0 mất, 0 không đọc được, 7 giữ nguyên." in said


def test_nothing_is_stored(desk: Desk) -> None:
    desk.receive(**FIRST)
    raw = {path: path.read_bytes() for path in desk.places.raw.rglob("*") if path.is_file()}
    landed = sorted(path for path in desk.places.landing.rglob("*") if path.is_file())
    desk.receive("--preview", **{**FIRST, "E9": 5})
    assert {path: path.read_bytes() for path in desk.places.raw.rglob("*") if path.is_file()} == raw
    assert sorted(path for path in desk.places.landing.rglob("*") if path.is_file()) == landed


def test_a_file_that_would_not_be_taken_says_why(desk: Desk) -> None:
    said = [line[0] for line in desk.receive("--preview", A4="(Kỳ báo cáo: Tháng 13 năm 2026)", **FIRST)]
    assert "sẽ không được nhận số liệu" in said[0] and "Tháng 13 năm 2026" in said[0]


def test_a_decision_that_rests_on_the_old_figure_is_named(desk: Desk) -> None:
    desk.receive(**FIRST)
    slice_ = {"area_id": trial.COMMUNE_AREA, "indicator_code": "TRIAL_01", "breakdown_code": "_T"}
    place = {"measure_code": "in_period", "source_code": "province_admin", "period_code": "2026-10"}
    why = {"reason": "xã báo lại", "owner": "Phòng thống kê", "expected_value": 100.0, "new_value": 10.0}
    ledger = Ledger(desk.places.ledger)
    ledger.append("decision", {"decision_kind": "correct", **slice_, **place, **why})
    seq = ledger.read()[-1].seq
    said = [line[0] for line in desk.receive("--preview", **{**FIRST, "E9": 10})]
    assert f"Quyết định số {seq} dựa vào số cũ của ô E9: hãy xem lại sau khi nhận." in said
