"""Fixtures of the reader's tests: the trial codebook, and one workbook read in this process."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from support import trial

from pipelines.codebook.load import Codebook
from pipelines.submissions.extract.records import Cell, Observation, PersonalText
from pipelines.submissions.intake.read_file import ReadResult, Task, read_workbook
from pipelines.submissions.layout.compile import compile_layouts
from pipelines.submissions.layout.layouts import Layouts
from pipelines.submissions.value.numbers import ParsedFigure


@dataclass(frozen=True)
class Read:
    """One workbook's outcome, by address for its cells."""

    outcome: ReadResult

    @property
    def row(self) -> dict[str, Any]:
        assert len(self.outcome.parts) == 1
        return self.outcome.parts[0].row

    @property
    def rows(self) -> list[Cell]:
        """The cells of every submission."""
        return [Cell(*row) for part in self.outcome.parts for row in zip(*part.cells, strict=True)]

    @property
    def cells(self) -> dict[str, tuple[str, str]]:
        """Address (with the sheet's name where there are several) -> outcome and reason."""
        several = len(self.outcome.sheets) > 1
        return {
            f"{cell.sheet}!{cell.address}" if several else cell.address: (cell.outcome, cell.reason_code)
            for cell in self.rows
        }

    @property
    def raw(self) -> dict[str, Any]:
        return {cell.address: cell.raw_text for cell in self.rows}

    @property
    def evidence(self) -> dict[str, Any]:
        """Address -> Vietnamese evidence."""
        return {cell.address: cell.evidence_vi for cell in self.rows}

    @property
    def evidence_en(self) -> dict[str, Any]:
        """Address -> English evidence."""
        return {cell.address: cell.evidence_en for cell in self.rows}

    @property
    def observed(self) -> list[Observation]:
        return [Observation(*row) for part in self.outcome.parts for row in zip(*part.observations, strict=True)]

    @property
    def observations(self) -> dict[str, tuple[Any, ...]]:
        """Address -> area, indicator, measure, period, value, unit, obs_status, figure_status, explanation."""
        return {
            seen.address: (
                *(seen.area_id, seen.indicator_code, seen.measure_code, seen.period_code, seen.value, seen.uom_code),
                *(seen.obs_status, seen.figure_status, seen.explanation),
            )
            for seen in self.observed
        }

    @property
    def personal(self) -> dict[str, str]:
        rows = [PersonalText(*row) for part in self.outcome.parts for row in zip(*part.personal, strict=True)]
        return {text.address: text.raw_text for text in rows}


def evidence_vi(found: ParsedFigure) -> str:
    """The Vietnamese evidence of a parsed cell; empty where it has none."""
    return found.evidence.vi if found.evidence else ""


@pytest.fixture(scope="session")
def trial_codebook(tmp_path_factory: pytest.TempPathFactory) -> Codebook:
    return trial.codebook(tmp_path_factory.mktemp("trial") / "seeds")


@pytest.fixture(scope="session")
def layouts(trial_codebook: Codebook) -> Layouts:
    return compile_layouts(trial_codebook, "08")


def read_with(
    layouts: Layouts,
    path: Path,
    name: str = "t.xlsx",
    sender: Any = None,
    form: Any = None,
    period: Any = None,
    folder: Any = None,
    mode: Any = None,
    received: Any = None,
) -> Read:
    """The outcome of one workbook in this process."""
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    task = Task(1, "R000001", sha256, str(path), name, sender, form, period, folder, mode=mode, received=received)
    return Read(read_workbook(task, layouts, {}, lambda stage: None))


@pytest.fixture
def read(layouts: Layouts) -> Callable[..., Read]:
    return partial(read_with, layouts)


@pytest.fixture
def read_form(read: Callable[..., Read], tmp_path: Path) -> Callable[..., Read]:
    """Read TRIAL-01 with some cells set."""

    def _read(cells: trial.Cells, merged: tuple[str, ...] = (), **stated: Any) -> Read:
        return read(trial.write(tmp_path / "t.xlsx", {"TRIAL-01": cells}, merged=merged), **stated)

    return _read
