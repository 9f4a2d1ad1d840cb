"""Full, partial, withdrawn, sent again, accepted: what stands then, what was kept, the first release made again."""

from __future__ import annotations

import filecmp
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pytest
from support.stored import store

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
from pipelines.warehouse.query import query

pytestmark = pytest.mark.slow  # two builds and a rebuild; the formulas themselves have dbt unit tests
PERIOD = "2026-10"
OWN = "in_period"
Values = Mapping[tuple[str, str], float | str]
SENT: Values = {("01", OWN): 100, ("02", OWN): 10, ("03", OWN): 500, ("04", OWN): 50, ("05", OWN): 7}  # 06 on: blank
FULL, PARTIAL, WITHDRAWAL = REPORT_MODES
# Communes, by what becomes of their file.
CORRECTED, WITHDRAWN, AGAIN, BACK, EARLY, SPOILED, REPAIRED, WAITED, BEYOND = (
    "C00691", "C00694", "C00700", "C00706", "C00715", "C00721", "C00733", "C00745", "C00763"
)  # fmt: skip
STORED = {424241: "NaN", 424242: "1e999", 424244: "-Infinity"}  # in place of three of the next
UNFIT: Values = {**SENT, ("01", OWN): 424241, ("02", OWN): 424242, ("03", OWN): "9" * 40, ("04", OWN): 424244}


class Workspace:
    """A province's data, and its inbox."""

    def __init__(self, root: Path) -> None:
        self.places: Places = places("08", root / "data")
        self.inbox = root / "inbox"
        self.codebook = load(seeds_root())
        self.n = 0

    def file(self, reporter: str, values: Values, kind: str = FULL) -> Path:
        """XA-01 with these figures, in a folder of its own."""
        self.n += 1
        folder = self.inbox / f"{self.n:03d}"
        folder.mkdir(parents=True)
        key = FormKey("XA-01", reporter, PERIOD)
        path = write_form(self.codebook, key, folder / form_file_name(self.codebook, key), FormContent(values))
        if kind != FULL:
            book = openpyxl.load_workbook(path)
            sheet: Any = book["XA-01"]
            next(cell for line in sheet for cell in line if cell.value == FULL).value = kind
            book.save(path)
        return path

    def send(self, reporter: str, values: Values, kind: str = FULL, mode: str | None = None) -> None:
        month.receive(self.places, seeds_root(), [self.file(reporter, values, kind)], month.Delivery(mode=mode))

    def accept(self) -> None:
        """Say yes to the one file that waits, at the command line."""
        waiting = landed(month.land(self.places, seeds_root()).folder, "submission", 99).filter(outcome="waiting")
        (receipt,) = waiting["receipt_id"].to_list()
        answer = ["--reason", "Sở gửi thay xã", "--owner", "Phòng Thống kê"]
        assert call(["accept", receipt, *answer, "--data", str(self.places.data)]) == 0

    def publish(self) -> str:
        done = month.run(self.places, seeds_root(), PERIOD)
        assert done.release is not None, done.verdict.reasons
        return done.release.release_id


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """First everybody's first file and a release, then what came after it and a second one."""
    workspace = Workspace(tmp_path_factory.mktemp("resubmission"))
    for reporter in (CORRECTED, WITHDRAWN, AGAIN, BACK, SPOILED):
        workspace.send(reporter, SENT)
    workspace.send(REPAIRED, {**SENT, ("02", OWN): "chưa rõ"})
    workspace.send(EARLY, {("01", OWN): 5, ("06", OWN): 3}, PARTIAL)
    month.receive(workspace.places, seeds_root(), [workspace.file(WAITED, SENT)], month.Delivery(sender=AGAIN))
    month.receive(workspace.places, seeds_root(), [store(workspace.file(BEYOND, UNFIT), STORED)])
    assert workspace.publish() == "2026-10-r001"
    workspace.send(CORRECTED, {("02", OWN): 12, ("05", OWN): "-"}, PARTIAL)
    workspace.send(WITHDRAWN, {}, WITHDRAWAL)
    workspace.send(AGAIN, {**SENT, ("01", OWN): 200})
    workspace.send(AGAIN, SENT)
    workspace.send(BACK, SENT, mode="withdrawal")
    workspace.send(BACK, {**SENT, ("01", OWN): 111})
    workspace.send(EARLY, SENT)
    workspace.send(SPOILED, {("02", OWN): "chưa rõ"}, mode="partial")
    workspace.send(REPAIRED, {("02", OWN): 9}, mode="partial")
    workspace.accept()
    workspace.send(BEYOND, SENT)
    assert workspace.publish() == "2026-10-r002"
    return workspace


def stands(workspace: Workspace, reporter: str, release: str = "2026-10-r002") -> dict[str, tuple[object, ...]]:
    """Mã số -> state and value of the commune's first five lines and the sixth, which was never in the first file."""
    rows = workspace.codebook.tables["form_rows"].filter(form_code="XA-01", form_version=1)
    codes = dict(rows.select("indicator_code", "row_key").iter_rows())
    found = query(
        workspace.places.release / release,
        "select indicator_code, state, value from indicator_value where area_id = $area and period_code = $period"
        " and measure_code = 'in_period' and not is_derived",
        {"area": f"c25-{reporter[1:]}", "period": PERIOD},
    )
    printed = {codes[code]: rest for code, *rest in found.iter_rows()}
    return {key: tuple(printed[key]) for key in ("01", "02", "03", "04", "05", "06")}


def current(*values: float) -> dict[str, tuple[object, ...]]:
    """The first five lines as sent, the sixth missing."""
    lines = {f"{n:02d}": ("current", value) for n, value in enumerate(values, 1)}
    return {**lines, "06": ("missing", None)}


def test_a_partial_submission_changes_only_its_cells(workspace: Workspace) -> None:
    assert stands(workspace, CORRECTED, "2026-10-r001") == current(100, 10, 500, 50, 7)
    assert stands(workspace, CORRECTED) == current(100, 12, 500, 50, 0)


def test_a_withdrawal_makes_its_slices_missing_and_the_last_good_values_stand_in(workspace: Workspace) -> None:
    shown = {key: ("missing", value) for key, (_, value) in current(100, 10, 500, 50, 7).items()}
    assert stands(workspace, WITHDRAWN) == shown
    duty = query(
        workspace.places.release / "2026-10-r002",
        "select n_missing, n_withdrawn, n_read from completeness where form_code = 'XA-01' and period_code = $period",
        {"period": PERIOD},
    )
    assert duty.row(0) == (115, 1, 8)  # 124 communes, 9 sent, one took it back


def test_a_withdrawal_is_undone_by_a_later_file(workspace: Workspace) -> None:
    assert stands(workspace, BACK) == current(111, 10, 500, 50, 7)


def test_a_then_b_then_a_again_ends_as_a(workspace: Workspace) -> None:
    assert stands(workspace, AGAIN) == current(100, 10, 500, 50, 7)


def test_an_early_partial_file_counts_until_the_full_one_comes(workspace: Workspace) -> None:
    early = stands(workspace, EARLY, "2026-10-r001")
    assert (early["01"], early["02"], early["06"]) == (("current", 5.0), ("missing", None), ("current", 3.0))
    # the full one leaves line 06 blank, so what stood there is shown as the last good value
    assert stands(workspace, EARLY) == {**current(100, 10, 500, 50, 7), "06": ("missing", 3.0)}


def test_a_correction_that_cannot_be_read_holds_its_cell_and_no_other(workspace: Workspace) -> None:
    assert stands(workspace, SPOILED) == {**current(100, 10, 500, 50, 7), "02": ("held", 10.0)}


def test_a_reject_is_settled_by_a_partial_correction(workspace: Workspace) -> None:
    assert stands(workspace, REPAIRED, "2026-10-r001")["02"] == ("held", None)
    assert stands(workspace, REPAIRED) == current(100, 9, 500, 50, 7)
    rejected = f"select reporter_code, row_key from rejected_cell where reporter_code <> '{BEYOND}'"
    assert query(workspace.places.release / "2026-10-r001", rejected).rows() == [(REPAIRED, "02")]
    assert query(workspace.places.release / "2026-10-r002", rejected).rows() == [(SPOILED, "02")]


def test_a_file_that_waits_costs_its_own_slices_until_it_is_accepted(workspace: Workspace) -> None:
    assert set(stands(workspace, WAITED, "2026-10-r001").values()) == {("held", None)}
    assert stands(workspace, AGAIN, "2026-10-r001") == current(100, 10, 500, 50, 7)
    assert stands(workspace, WAITED) == current(100, 10, 500, 50, 7)
    held = "select distinct area_id from slice_state where state = 'held' and area_id like 'c25-%' order by 1"
    areas = [f"c25-{reporter[1:]}" for reporter in (REPAIRED, WAITED, BEYOND)]
    assert query(workspace.places.release / "2026-10-r001", held)["area_id"].to_list() == areas


def test_a_number_beyond_the_range_holds_its_cell_until_a_corrected_file_comes(workspace: Workspace) -> None:
    first = stands(workspace, BEYOND, "2026-10-r001")
    assert first == {
        **dict.fromkeys(("01", "02", "03", "04"), ("held", None)),
        "05": ("current", 7.0),
        "06": first["06"],
    }
    rejects = f"select row_key, reason_code from rejected_cell where reporter_code = '{BEYOND}' order by row_key"
    unfit = [(key, "out_of_range") for key in ("01", "02", "03", "04")]
    assert query(workspace.places.release / "2026-10-r001", rejects).rows() == unfit
    assert stands(workspace, BEYOND) == current(100, 10, 500, 50, 7)
    assert query(workspace.places.release / "2026-10-r002", rejects).rows() == []


def test_every_version_is_kept_with_its_mode_and_what_it_followed(workspace: Workspace) -> None:
    rows = query(
        workspace.places.release / "2026-10-r002",
        "select s.mode, s.is_in_force, s.same_as is not null as is_same, b.receipt_seq as after"
        " from submission_status as s left join submission_status as b on b.submission_id = s.supersedes"
        " where s.reporter_code = $reporter order by s.receipt_seq",
        {"reporter": AGAIN},
    )
    first, second = query(
        workspace.places.release / "2026-10-r002",
        "select receipt_seq from submission_status where reporter_code = $reporter order by receipt_seq",
        {"reporter": AGAIN},
    )["receipt_seq"].to_list()[:2]
    assert rows.rows() == [("full", False, False, None), ("full", False, False, first), ("full", True, True, second)]
    back = query(
        workspace.places.release / "2026-10-r002",
        "select mode, is_in_force from submission_status where reporter_code = $reporter order by receipt_seq",
        {"reporter": BACK},
    )
    assert back.rows() == [("full", False), ("withdrawal", False), ("full", True)]
    stated = [entry.payload.get("mode") for entry in Ledger(workspace.places.ledger).read() if entry.kind == "receipt"]
    assert stated == [None] * 13 + ["withdrawal"] + [None] * 2 + ["partial"] * 2 + [None] * 2


def test_what_stands_by_landing_alone_is_what_the_warehouse_says(workspace: Workspace) -> None:
    """The preview and the replies do not wait for a build: their rule must be the SQL's."""
    last = Ledger(workspace.places.ledger).read()[-1].seq
    folder = month.land(workspace.places, seeds_root()).folder
    stands = figures_in_force(landed(folder, "submission", last), landed(folder, "observation", last))
    built = (workspace.places.build / "latest").read_text().strip()
    warehouse = workspace.places.build / built / "work" / "warehouse.duckdb"
    columns = "submission_id, sheet, address, value, obs_status"
    with duckdb.connect(str(warehouse), read_only=True) as con:
        rows = con.execute(f"select {columns} from intermediate.int_observations").fetchall()
    assert len(rows) > 150  # nine communes, 31 figures each, one of them withdrawn
    assert sorted(stands.select(columns.split(", ")).rows(), key=str) == sorted(rows, key=str)


def test_the_first_release_is_made_again_to_the_same_bytes(
    workspace: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert call(["rebuild", "2026-10-r001", "--out", str(out), "--data", str(workspace.places.data)]) == 0, (
        capsys.readouterr().out
    )
    published = workspace.places.release / "2026-10-r001"
    names = [
        path.relative_to(published) for kind in ("parquet", "csv") for path in sorted((published / kind).iterdir())
    ]
    assert len(names) > 20
    assert [name for name in names if not filecmp.cmp(published / name, out / "tree" / name, shallow=False)] == []
