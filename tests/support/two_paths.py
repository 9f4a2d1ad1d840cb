"""Reads a workbook in the full way and by the templates of those before it, and compares what both give.

The columns that a template packs are taken apart here by hand, not by the code that packs them.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from pipelines.submissions.intake.read_file import ReadResult, Task, read_workbook
from pipelines.submissions.layout.layouts import Layouts
from pipelines.submissions.templates.templates import Templates

TABLES = ("cells", "observations", "personal", "records", "matches")


def task_of(path: Path, name: str = "") -> Task:
    """The receipt of a file, of which nothing was stated."""
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    return Task(1, "R000001", sha256, str(path), name or path.name, None, None, None)


class TwoPaths:
    """Both ways, with the templates that were learnt so far."""

    def __init__(self, layouts: Layouts) -> None:
        self.layouts = layouts
        self.templates = Templates(layouts)
        self.n_by_template = 0

    def read(self, path: Path, name: str = "") -> ReadResult:
        """The file by the templates; asserts that the full way gives the same."""
        task = task_of(path, name)
        found = read_workbook(task, self.layouts, {}, lambda _stage: None, self.templates)
        full = read_workbook(task, self.layouts, {}, lambda _stage: None)
        assert not full.by_template
        assert account(found) == account(full), path.name
        self.n_by_template += found.by_template
        return found

    def full(self, path: Path) -> ReadResult:
        """The file in the full way; asserts that the templates give the same."""
        self.read(path)
        return read_workbook(task_of(path), self.layouts, {}, lambda _stage: None)


def account(result: ReadResult) -> dict[str, Any]:
    """Everything that a file gives to the landing."""
    parts = [{"row": part.row} | {name: _rows(getattr(part, name)) for name in TABLES} for part in result.parts]
    return {"sheets": result.sheets, "parts": parts}


def _rows(columns: list[Any]) -> list[tuple[Any, ...]]:
    return list(zip(*map(_values, columns), strict=True))


def _values(column: Any) -> list[Any]:
    if not isinstance(column, str):
        return list(column)
    return [None if text == "\x00" else text for text in column.split("\x1e")]
