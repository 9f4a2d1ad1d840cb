"""The suites of `expectations/*.yml`, read and checked: which expectation, with what arguments, how grave, said how.

Not here: running them (suites.py), their page (data_docs.py), relations between figures (dbt_project/models/quality).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, cast

import yaml

from pipelines.settings import EXPECTATIONS

SEVERITY = ("stop", "note")  # a batch or a mart as a whole is broken or odd; holding is for single slices


class SuiteError(Exception):
    """A suite's file does not say what it should; the message lists every culprit."""


@dataclass(frozen=True)
class Expectation:
    """One row of a suite."""

    table: str
    kind: str
    kwargs: dict[str, Any]
    severity: Literal["stop", "note"]
    description_vi: str

    @property
    def column(self) -> str:
        """The column or columns spoken of; empty for the table as a whole."""
        columns: list[str] = self.kwargs.get("column_list") or [self.kwargs.get("column") or ""]
        return ", ".join(columns)


@dataclass(frozen=True)
class Suite:
    """One file: its name, its title for readers, its rows in the order written."""

    name: str
    title_vi: str
    expectations: tuple[Expectation, ...]

    @property
    def tables(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(row.table for row in self.expectations))


@dataclass(frozen=True)
class CheckResult:
    """What one expectation said of one table; `exception` set: it could not be evaluated, which is a failure."""

    suite: str
    table: str
    expectation: str
    column: str
    success: bool
    severity: str
    observed: str
    exception: str | None
    description_vi: str


def read_suite(name: str, folder: Path = EXPECTATIONS) -> Suite:
    """The suite `name`; SuiteError names every row that is not well formed."""
    path = folder / f"{name}.yml"
    if not path.is_file():
        raise SuiteError(f"Không có bộ kiểm tra {path.name} trong thư mục {folder.name}/.")
    raw = cast(dict[str, Any], yaml.safe_load(path.read_text(encoding="utf-8")) or {})
    tables = cast(dict[str, list[dict[str, Any]]], raw.get("tables") or {})
    rows = [(table, number, row) for table, listed in tables.items() for number, row in enumerate(listed, 1)]
    problems = [
        f"{path.name}: {table}, dòng {number}: {said}" for table, number, row in rows for said in _problems(row)
    ]
    if not rows:
        problems.append(f"{path.name}: không có kiểm tra nào dưới khoá “tables”")
    if not raw.get("title_vi"):
        problems.append(f"{path.name}: thiếu khoá “title_vi”")
    if problems:
        raise SuiteError("\n".join(problems))
    made = (
        Expectation(table, row["expectation"], row.get("kwargs") or {}, row["severity"], row["description_vi"])
        for table, _, row in rows
    )
    return Suite(name, str(raw["title_vi"]), tuple(made))


def _problems(row: dict[str, Any]) -> Iterator[str]:
    for key in ("expectation", "severity", "description_vi"):
        if not isinstance(row.get(key), str) or not row[key].strip():
            yield f"thiếu “{key}”"
    if row.get("severity") not in (None, *SEVERITY):
        yield f"“severity” là {row['severity']!r}, phải là một trong: {', '.join(SEVERITY)}"
    unknown = sorted(set(row) - {"expectation", "kwargs", "severity", "description_vi"})
    if unknown:
        yield f"khoá lạ: {', '.join(unknown)}"
