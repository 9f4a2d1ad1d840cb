"""Months in parallel processes: each province's outcome, whatever another does; undeclared provinces."""

from __future__ import annotations

import os
import signal
from collections.abc import Sequence
from pathlib import Path

import pytest

from pipelines.country import months
from pipelines.country.messages import CountryError, said
from pipelines.country.months import Job, Outcome, Task, in_processes, run_months
from pipelines.settings import seeds_root


def task(province: str) -> Outcome:
    """01 is published, 04 raises, 08 is killed by the system, 11 is refused."""
    if province == "04":
        raise CountryError(said("nothing_published"))
    if province == "08":
        os.kill(os.getpid(), signal.SIGKILL)
    if province == "11":
        return Outcome(province, "refused", reason=said("gate_refused", vi="Thiếu.", en="Missing."))
    return Outcome(province, "published", "2026-10-r001")


def test_a_province_that_fails_or_dies_stops_no_other_and_is_named() -> None:
    seen: list[str] = []
    done = in_processes(task, ["08", "04", "11", "01"], 2, lambda outcome: seen.append(outcome.province))
    assert [(outcome.province, outcome.state, outcome.release_id) for outcome in done] == [
        ("01", "published", "2026-10-r001"),
        ("04", "failed", ""),
        ("08", "failed", ""),
        ("11", "refused", ""),
    ]
    assert sorted(seen) == ["01", "04", "08", "11"]
    reasons = [outcome.reason.en if outcome.reason else None for outcome in done]
    assert reasons[0] is None and reasons[3] == "The gate refused: Missing."
    assert reasons[1] == "The province has published no release"
    assert reasons[2] and "died (code -9)" in reasons[2] and "--province 08" in reasons[2]


def recorded(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The provinces of each call that would run them; none is run."""
    asked: list[list[str]] = []

    def run_none(_task: Task, codes: Sequence[str], _n_jobs: int, _on_done: object) -> list[Outcome]:
        asked.append(list(codes))
        return []

    monkeypatch.setattr(months, "in_processes", run_none)
    return asked


def test_an_undeclared_province_is_refused_before_anything_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = recorded(monkeypatch)
    with pytest.raises(CountryError) as raised:
        run_months(Job(tmp_path, seeds_root(), "2026-10"), ["08", "03"])
    assert raised.value.code == "province_undeclared" and "03" in raised.value.message_en
    assert asked == [] and not list(tmp_path.iterdir())


def test_by_default_every_declared_province_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = recorded(monkeypatch)
    assert run_months(Job(tmp_path, seeds_root(), "2026-10"), n_jobs=3) == []
    assert {"08", "19", "51"} <= set(asked[0]) and asked[0] == sorted(asked[0])


@pytest.mark.parametrize(
    ("made", "expected"), [([], None), (["08"], "08"), (["08/2026-10"], "08/2026-10"), (["19/2026-10"], None)]
)
def test_the_files_of_a_province_are_below_its_code(tmp_path: Path, made: list[str], expected: str | None) -> None:
    for name in made:
        (tmp_path / name).mkdir(parents=True)
    found = months.inbox_of(Job(tmp_path, tmp_path, "2026-10", tmp_path), "08")
    assert found == (tmp_path / expected if expected else None)
