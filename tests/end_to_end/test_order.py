"""What would replace more by less, several files of one delivery, a stated period that contradicts: to the build."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pytest

from pipelines.cli.app import call
from pipelines.codebook.load import load
from pipelines.forms.blank.blank import form_file_name, write_form
from pipelines.forms.blank.content import FormContent
from pipelines.forms.blank.form_sheet import REPORT_MODES
from pipelines.forms.blank.layout import FormKey
from pipelines.ledger import Ledger
from pipelines.publication import month
from pipelines.publication.candidate.in_force import figures_in_force
from pipelines.settings import Places, places, seeds_root
from pipelines.submissions.intake.order.landed import landed

pytestmark = pytest.mark.slow  # one build; the decisions themselves are in unit/submissions/test_order.py
PERIOD, OWN = "2026-10", "in_period"
FULL, PARTIAL, _ = REPORT_MODES
SENT = {"01": 100, "02": 10, "03": 500, "04": 50, "05": 7}
FEWER, CHOICE, PAIR, SAME = "C00691", "C00694", "C00700", "C00706"
ANSWER = ("--reason", "Đã hỏi lại xã", "--owner", "Phòng Thống kê")


class Workspace:
    """A province's data, and its inbox."""

    def __init__(self, root: Path) -> None:
        self.places: Places = places("08", root / "data")
        self.inbox = root / "inbox"
        self.codebook = load(seeds_root())

    def file(self, name: str, reporter: str, values: Mapping[str, float], kind: str = FULL) -> Path:
        """XA-01 with these figures under a name in the inbox."""
        self.inbox.mkdir(exist_ok=True)
        key = FormKey("XA-01", reporter, PERIOD)
        cells = {(row, OWN): value for row, value in values.items()}
        path = write_form(self.codebook, key, self.inbox / form_file_name(self.codebook, key), FormContent(cells))
        book = openpyxl.load_workbook(path)
        sheet: Any = book["XA-01"]
        for cell in [cell for line in sheet for cell in line if cell.value == FULL]:
            cell.value = kind
        book.save(self.inbox / name)
        path.unlink()
        return self.inbox / name

    def send(self, *files: Path) -> None:
        """All files in one call."""
        month.receive(self.places, seeds_root(), files)

    def outcomes(self, reporter: str) -> list[tuple[str, str | None]]:
        """Outcome and reason of the reporter's submissions, in the order of the ledger."""
        folder = month.land(self.places, seeds_root()).folder
        rows = landed(folder, "submission", 999).filter(reporter_code=reporter).sort("receipt_id", "block_no")
        return rows.select("outcome", "reason_code").rows()

    def stands(self, reporter: str) -> dict[str, float]:
        """Row -> figure in force of the reporter, by the landing alone."""
        folder = month.land(self.places, seeds_root()).folder
        submissions = landed(folder, "submission", 999).filter(reporter_code=reporter)
        figures = figures_in_force(submissions, landed(folder, "observation", 999))
        return dict(figures.drop_nulls("value").select("row_key", "value").rows())

    def receipts(self, reporter: str) -> list[str]:
        """The receipts of the reporter."""
        folder = month.land(self.places, seeds_root()).folder
        return landed(folder, "submission", 999).filter(reporter_code=reporter)["receipt_id"].sort().to_list()


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    workspace = Workspace(tmp_path_factory.mktemp("order"))
    workspace.send(workspace.file("1.xlsx", FEWER, SENT))
    workspace.send(workspace.file("2.xlsx", FEWER, {"01": 9}))
    workspace.send(workspace.file("a.xlsx", CHOICE, SENT), workspace.file("b.xlsx", CHOICE, {**SENT, "01": 1}))
    # the correction's name comes first, and so does its receipt
    workspace.send(workspace.file("a2.xlsx", PAIR, {"02": 12}, PARTIAL), workspace.file("b2.xlsx", PAIR, SENT))
    workspace.send(workspace.file("a3.xlsx", SAME, SENT), workspace.file("b3.xlsx", SAME, SENT))
    month.build(workspace.places, seeds_root(), PERIOD)
    return workspace


def test_what_would_lose_most_figures_waits_and_the_earlier_ones_stay(workspace: Workspace) -> None:
    assert workspace.outcomes(FEWER)[:2] == [("read", None), ("waiting", "fewer_figures")]
    assert workspace.stands(FEWER) == {row: float(value) for row, value in SENT.items()}


def test_of_two_different_files_neither_counts_and_a_correction_comes_after_its_report(workspace: Workspace) -> None:
    assert workspace.outcomes(CHOICE)[:2] == [("waiting", "same_delivery")] * 2
    assert workspace.stands(PAIR) == {**{row: float(value) for row, value in SENT.items()}, "02": 12.0}
    assert [outcome for outcome, _ in workspace.outcomes(SAME)] == ["read", "read"]


def test_the_warehouse_says_what_the_landing_says(workspace: Workspace) -> None:
    built = (workspace.places.build / "latest").read_text().strip()
    warehouse = workspace.places.build / built / "work" / "warehouse.duckdb"
    with duckdb.connect(str(warehouse), read_only=True) as con:
        rows = con.execute("select submission_id, address, value from intermediate.int_observations").fetchall()
        states = dict(
            con.execute(
                "select s.reporter_code || ' ' || s.outcome, count(*) from intermediate.int_submissions as i"
                " right join staging.stg_submissions as s using (submission_id) group by all"
            ).fetchall()
        )
    folder = month.land(workspace.places, seeds_root()).folder
    last = 11  # a codebook and nine receipts, and the verdict or acceptance after them
    stands = figures_in_force(landed(folder, "submission", last), landed(folder, "observation", last))
    assert sorted(stands.select("submission_id", "address", "value").rows(), key=str) == sorted(rows, key=str)
    assert states == {
        **{f"{FEWER} read": 1, f"{FEWER} waiting": 1, f"{CHOICE} waiting": 2, f"{PAIR} read": 2, f"{SAME} read": 2}
    }


def test_acceptance_chooses_one_and_the_receipt_says_what_it_replaces(
    workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    data = ("--data", str(workspace.places.data))
    assert call(["waiting", *data]) == 0
    waiting = capsys.readouterr().out
    chosen, fewer = workspace.receipts(CHOICE)[1], workspace.receipts(FEWER)[1]
    assert "làm mất 4 số liệu (dòng 02, 03, 04, 05)" in waiting and fewer in waiting
    assert call(["accept", chosen, *ANSWER, *data]) == 0
    assert workspace.stands(CHOICE) == {**{row: float(value) for row, value in SENT.items()}, "01": 1.0}
    assert call(["accept", fewer, *ANSWER, *data]) == 0
    assert f"thay {workspace.receipts(FEWER)[0]}" in capsys.readouterr().out
    assert workspace.stands(FEWER) == {"01": 9.0}
    assert call(["waiting", *data]) == 0
    left = capsys.readouterr().out
    assert not any(receipt in left for receipt in workspace.receipts(CHOICE) + workspace.receipts(FEWER))


def test_a_landing_made_anew_decides_the_same(workspace: Workspace) -> None:
    folder = month.land(workspace.places, seeds_root()).folder
    last = Ledger(workspace.places.ledger).read()[-1].seq
    before = landed(folder, "submission", last).sort("submission_id")
    for path in folder.rglob("*"):
        if path.is_file():
            path.unlink()
    again = landed(month.land(workspace.places, seeds_root()).folder, "submission", last).sort("submission_id")
    assert again.equals(before)


def test_the_same_bytes_and_the_same_title_again(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    path = workspace.file("again.xlsx", "C00715", SENT)
    data = ("--data", str(workspace.places.data))
    call(["receive", str(path), *data])
    call(["receive", str(path), *data])
    first = workspace.receipts("C00715")[0]
    assert f"thay {first}" in capsys.readouterr().out
    # point 5 at the command line: what was stated contradicts the sheet, and every spelling of the period is understood
    call(["receive", str(path), "--period", "T11/2026", *data])
    assert workspace.outcomes("C00715")[-1] == ("waiting", "stated_period_differs")
    call(["receive", str(path), "--period", "tháng 10/2026", *data])
    assert workspace.outcomes("C00715")[-1][0] == "read"
