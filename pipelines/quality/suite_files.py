"""Suites of expectations in `expectations/*.yml`: reading and checking of the files.

Running them: suites.py. Their page: data_docs.py. Rules between figures: dbt_project/models/quality.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, NamedTuple, cast

import yaml

from pipelines.errors import ChisoError, Message, message
from pipelines.quality.messages import SUITES
from pipelines.settings import EXPECTATIONS
from pipelines.vocabulary import SEVERITY

SUITE_SEVERITY = SEVERITY.without("hold")  # of a whole batch or mart; `hold` exists for single slices only
KEYS = ("expectation", "kwargs", "severity", "description_vi")


class SuiteError(ChisoError):
    """The file of a suite is absent or not valid; the text lists everything that is wrong with it."""


@dataclass(frozen=True)
class Expectation:
    """One expectation of a suite: a kind of Great Expectations with its arguments, for one table."""

    table: str
    kind: str
    kwargs: dict[str, Any]
    severity: Literal["stop", "note"]
    description_vi: str

    @property
    def column(self) -> str:
        """The column or columns checked, separated by commas; empty for the table as a whole."""
        columns: list[str] = self.kwargs.get("column_list") or [self.kwargs.get("column") or ""]
        return ", ".join(columns)


@dataclass(frozen=True)
class Suite:
    """The content of one file: its name, its title, its expectations in the order written."""

    name: str
    title_vi: str
    expectations: tuple[Expectation, ...]

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables with expectations, in the order written."""
        return tuple(dict.fromkeys(row.table for row in self.expectations))


class Case(NamedTuple):
    """One row that does not meet an expectation: its key from period to period, its name, its value, since when."""

    subject: str
    subject_vi: str
    value: str
    since: str = ""  # period of the first release of an unbroken series that noted it


@dataclass(frozen=True)
class CheckResult:
    """Result of one expectation on one table.

    `observed` is what the table holds instead, in short; `cases` are the rows, where the table names its rows.
    `exception` is set if the expectation could not be evaluated; it then counts as not met.
    """

    suite: str
    table: str
    expectation: str
    column: str
    success: bool
    severity: str
    observed: str
    exception: str | None
    description_vi: str
    cases: tuple[Case, ...] = ()

    @property
    def since(self) -> str:
        """The earliest period since which one of the cases is noted; empty without cases."""
        return min((case.since for case in self.cases), default="")


def check_from(raw: Mapping[str, Any]) -> CheckResult:
    """The result that a JSON object holds. Raises KeyError or TypeError for anything else."""
    fields: dict[str, Any] = {**raw, "cases": tuple(Case(*case) for case in raw["cases"])}
    return CheckResult(**fields)


def read_suite(name: str, folder: Path = EXPECTATIONS) -> Suite:
    """Return the suite `<folder>/<name>.yml`.

    Raises:
        SuiteError: the file is absent or not valid.
    """
    path = folder / f"{name}.yml"
    if not path.is_file():
        raise SuiteError(message(SUITES, "suite_absent", file=path.name, folder=folder.name))
    raw = cast(dict[str, Any], yaml.safe_load(path.read_text(encoding="utf-8")) or {})
    tables = cast(dict[str, list[dict[str, Any]]], raw.get("tables") or {})
    rows = [(table, number, row) for table, listed in tables.items() for number, row in enumerate(listed, 1)]
    problems = [
        message(SUITES, "in_row", table=table, number=number, problem_vi=problem.vi, problem_en=problem.en)
        for table, number, row in rows
        for problem in _row_problems(row)
    ]
    if not rows:
        problems.append(message(SUITES, "no_expectation"))
    if not raw.get("title_vi"):
        problems.append(message(SUITES, "no_title"))
    if problems:
        raise SuiteError(_listed(path.name, problems))
    made = (
        Expectation(table, row["expectation"], row.get("kwargs") or {}, row["severity"], row["description_vi"])
        for table, _, row in rows
    )
    return Suite(name, str(raw["title_vi"]), tuple(made))


def _listed(file: str, problems: Sequence[Message]) -> Message:
    """Return one text that lists all problems of a file."""
    return message(
        SUITES,
        "suite_invalid",
        file=file,
        problems_vi="\n".join(f"- {problem.vi}" for problem in problems),
        problems_en="\n".join(f"- {problem.en}" for problem in problems),
    )


def _row_problems(row: dict[str, Any]) -> Iterator[Message]:
    for key in ("expectation", "severity", "description_vi"):
        if not isinstance(row.get(key), str) or not row[key].strip():
            yield message(SUITES, "no_key", key=key)
    if row.get("severity") not in (None, *SUITE_SEVERITY):
        yield message(SUITES, "unknown_severity", value=repr(row["severity"]), known=", ".join(SUITE_SEVERITY))
    unknown = sorted(set(row) - set(KEYS))
    if unknown:
        yield message(SUITES, "unknown_keys", keys=", ".join(unknown))
