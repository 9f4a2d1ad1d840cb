"""Run a suite of expectations over small pandas frames with Great Expectations. Only this module imports the library.

The import takes 1.3 s of CPU, so it happens inside the call. One ephemeral context serves all calls of a process. The
frames are summaries, one row per batch or series: the library's SQL route fails on DuckDB with an IndexError.
"""

from __future__ import annotations

import functools
import json
import logging
import operator
import os
import shutil
from collections.abc import Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

from pipelines.errors import message
from pipelines.quality.late_modules import late
from pipelines.quality.messages import SUITES
from pipelines.quality.suite_files import Case, CheckResult, Expectation, read_suite
from pipelines.settings import EXPECTATIONS

N_EXAMPLES = 3
SUBJECT = ["subject", "subject_vi"]  # columns that name a row
# Of these the library needs a chart and tests of distributions that no suite of ours uses: 0.9 s of CPU and 80 MB.
UNUSED = ("altair", "scipy.stats")
_numbers = count()  # a data source has a name of its own in its context


class Evaluation(NamedTuple):
    """What the library said of one expectation: whether it is met, what was observed, what was raised."""

    success: bool
    observed: str = ""
    exception: str | None = None
    cases: tuple[Case, ...] = ()


def validate(suite_name: str, frames: Mapping[str, Any], folder: Path = EXPECTATIONS) -> list[CheckResult]:
    """Return the result of every expectation of a suite, in the order of its file.

    Args:
        suite_name: name of the suite's file without `.yml`.
        frames: table -> pandas frame. The expectations of a table without a frame are not met. Rows are named where
            the frame has the columns of SUBJECT.
        folder: folder of the suites.

    Raises:
        SuiteError: the file of the suite is absent or not valid.
    """
    suite = read_suite(suite_name, folder)
    library = _library()
    source = _context().data_sources.add_pandas(f"frames {next(_numbers)}")
    results: list[CheckResult] = []
    for table in suite.tables:
        rows = [row for row in suite.expectations if row.table == table]
        if table in frames:
            found = _evaluate(library, source.add_dataframe_asset(table), frames[table], rows)
        else:
            found = [Evaluation(False, "", message(SUITES, "table_absent", table=table).vi)] * len(rows)
        results += [_result(suite.name, row, evaluation) for row, evaluation in zip(rows, found, strict=True)]
    return results


def _library() -> Any:
    """Import Great Expectations with its analytics switched off. Any: half of its types are unknown."""
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    with late(UNUSED):
        import great_expectations as gx

    return gx


@functools.cache
def _context() -> Any:
    """Return an ephemeral context without progress bars and without the empty folder that it makes for a site."""
    logging.getLogger("great_expectations.data_context.types.base").setLevel(logging.WARNING)  # it logs its folders
    context = _library().get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    site = context.variables.data_docs_sites["local_site"]["store_backend"]["base_directory"]
    shutil.rmtree(site, ignore_errors=True)
    return context


def _result(suite: str, row: Expectation, found: Evaluation) -> CheckResult:
    return CheckResult(
        suite,
        row.table,
        row.kind,
        row.column,
        found.success,
        row.severity,
        found.observed,
        found.exception,
        row.description_vi,
        found.cases,
    )


def _evaluate(library: Any, asset: Any, frame: Any, rows: Sequence[Expectation]) -> list[Evaluation]:
    """Return one evaluation for each row. A row that the library cannot make or does not answer is not met."""
    make = library.expectations.expectation_configuration.ExpectationConfiguration
    suite = library.ExpectationSuite(name=asset.name)
    found: dict[int, Evaluation] = {}
    for number, row in enumerate(rows):
        try:
            # with the default match_type "domain" two bounds on one column would be merged into one
            made = make(type=row.kind, kwargs=row.kwargs, meta={"row": number})
            suite.add_expectation_configuration(made, match_type="success")
        except Exception as error:  # a misspelt expectation or argument fails its own row and hides no other
            found[number] = Evaluation(False, "", f"{type(error).__name__}: {error}")
    batch = asset.add_batch_definition_whole_dataframe("all").get_batch(batch_parameters={"dataframe": frame})
    names = [column for column in SUBJECT if column in frame]
    style = {"result_format": "COMPLETE", "unexpected_index_column_names": names} if names else "SUMMARY"
    for result in batch.validate(suite, result_format=style).results:
        raised = _raised(result.exception_info)
        number = int(result.expectation_config.meta["row"])
        cases = () if result.success or raised else _cases(result, rows[number].column)
        found[number] = Evaluation(bool(result.success) and not raised, _observed(result, cases), raised, cases)
    no_result = Evaluation(False, "", message(SUITES, "no_result").vi)
    return [found.get(number, no_result) for number in range(len(rows))]


def _raised(info: Any) -> str | None:
    """Return the exceptions of one result: `info` is one mapping, or one for each metric that failed."""
    entries: list[dict[str, Any]] = [info] if "raised_exception" in info else list(info.values())
    raised = [str(entry.get("exception_message")) for entry in entries if entry.get("raised_exception")]
    return "; ".join(dict.fromkeys(raised)) or None


def _cases(result: Any, column: str) -> tuple[Case, ...]:
    """Return the rows that do not meet an expectation, in the order of the frame; nothing where rows have no names."""
    rows: list[dict[str, Any]] = result.result.get("unexpected_index_list") or []
    return tuple(Case(row["subject"], row["subject_vi"], _number(row[column])) for row in rows if "subject" in row)


def _number(value: float) -> str:
    """Return a number with three digits and a decimal comma; a whole one in full."""
    return f"{int(value)}" if value == int(value) else f"{value:.3g}".replace(".", ",")


def _observed(result: Any, cases: Sequence[Case]) -> str:
    """Return what the table holds, short enough for a line: a count with examples, or the observed value."""
    details: dict[str, Any] = result.result
    if details.get("unexpected_count"):
        counted = f"{details['unexpected_count']}/{details['element_count']}"
        if cases:
            named = "; ".join(f"{case.subject_vi}: {case.value}" for case in cases[:N_EXAMPLES])
            return f"{counted}: {named}" + (" …" if len(cases) > N_EXAMPLES else "")
        # NaN and NaT differ from themselves: they are no examples
        found = [value for value in details.get("partial_unexpected_list", []) if operator.eq(value, value)]
        examples = json.dumps(found[:N_EXAMPLES], ensure_ascii=False, default=str)
        return counted + (f": {examples}" if found else "")
    value = details.get("observed_value")
    return "" if value is None else json.dumps(value, ensure_ascii=False, default=str)
