"""A file that kills, hangs or bloats its reader costs that file a verdict, and nothing else."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from support import trial

from pipelines.submissions.intake.messages import IntakeError
from pipelines.submissions.intake.read_file import ReadResult, Task
from pipelines.submissions.intake.workers import process
from pipelines.submissions.intake.workers.pool import WorkerPool
from pipelines.submissions.layout.layouts import Layouts


@pytest.fixture
def bad_worker(monkeypatch: pytest.MonkeyPatch, repo: Path) -> None:
    monkeypatch.setattr(process, "WORKER", "bad_worker")
    monkeypatch.setenv("PYTHONPATH", str(repo / "tests" / "support"))


def _tasks(path: Path, names: list[str]) -> list[Task]:
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    return [Task(n, f"R{n:06d}", sha256, str(path), name, None, None, None) for n, name in enumerate(names, start=1)]


def _read(layouts: Layouts, tasks: list[Task], wall_seconds: float) -> dict[str, ReadResult]:
    with WorkerPool(lambda: layouts, wall_seconds) as cages:
        outcomes = list(cages.read(tasks))
    assert sorted(o.task.receipt_seq for o in outcomes) == [task.receipt_seq for task in tasks]
    return {outcome.task.name: outcome for outcome in outcomes}


@pytest.mark.usefixtures("bad_worker")
def test_a_bad_file_costs_itself_and_not_the_others(layouts: Layouts, tmp_path: Path) -> None:
    path = trial.write(tmp_path / "t.xlsx", {"TRIAL-01": trial.row_form(E9=5)})
    bad = {"kill-extract": "reader_died", "hang-extract": "timeout"}
    bad |= {"bloat-extract": "memory", "abort-extract": "memory"}
    good = [f"good{n}" for n in range(8)]
    names = [*good[:3], *bad, *good[3:]]
    found = _read(layouts, _tasks(path, names), wall_seconds=3)
    for name, reason in bad.items():
        row = found[name].parts[0].row
        assert (row["outcome"], row["reason_code"]) == ("unreadable", reason), name
        assert name in row["message_vi"]
    assert all(found[name].parts[0].row["outcome"] == "read" for name in good)


@pytest.mark.usefixtures("bad_worker")
def test_another_reader_takes_over_from_one_that_died(layouts: Layouts, tmp_path: Path) -> None:
    path = trial.write(tmp_path / "t.xlsx", {"TRIAL-01": trial.row_form(E9=5)})
    found = _read(layouts, _tasks(path, ["kill-calamine", "kill-scan"]), wall_seconds=30)
    without_calamine, without_scan = (found[name].parts[0].row for name in ("kill-calamine", "kill-scan"))
    assert (without_calamine["outcome"], without_calamine["reader_name"]) == ("read", "openpyxl")
    assert (without_scan["outcome"], without_scan["reader_name"]) == ("read", "calamine")
    assert without_scan["n_second"] is None


def test_a_lone_cell_far_away_does_not_exhaust_the_reader(layouts: Layouts, tmp_path: Path) -> None:
    # calamine makes a rectangle of what lies between: 17 billion cells
    cells = trial.row_form(E9=5) | {"XFD1048576": "lạc"}
    path = trial.write(tmp_path / "t.xlsx", {"TRIAL-01": cells})
    row = _read(layouts, _tasks(path, ["far.xlsx"]), wall_seconds=30)["far.xlsx"].parts[0].row
    assert (row["outcome"], row["reader_name"], row["n_nonempty"]) == ("read", "openpyxl", len(cells))


@pytest.mark.usefixtures("bad_worker")
def test_workers_that_end_with_their_server_cost_no_file_a_verdict(layouts: Layouts, tmp_path: Path) -> None:
    path = trial.write(tmp_path / "t.xlsx", {"TRIAL-01": trial.row_form(E9=5)})
    with WorkerPool(lambda: layouts) as pool:
        outcomes: list[ReadResult] = []
        for n, outcome in enumerate(pool.read(_tasks(path, [f"good{n}" for n in range(40)]))):
            outcomes.append(outcome)
            if n in (3, 20):
                assert pool._server  # pyright: ignore[reportPrivateUsage]
                pool._server._process.kill()  # pyright: ignore[reportPrivateUsage]
    assert [outcome.parts[0].row["outcome"] for outcome in outcomes] == ["read"] * 40


def test_workers_that_cannot_start_are_no_fault_of_a_file(
    layouts: Layouts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = trial.write(tmp_path / "t.xlsx", {"TRIAL-01": trial.row_form()})
    monkeypatch.setattr(process, "WORKER", "no_such_module")
    with pytest.raises(IntakeError, match="no_such_module"):
        _read(layouts, _tasks(path, ["t.xlsx"]), wall_seconds=10)
