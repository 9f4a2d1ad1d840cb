"""Run a suite of expectations over pandas frames with Great Expectations. Only this module imports the library.

The import takes 4 s and 270 MB, so it happens inside the call. One ephemeral context serves all tables of a call. The
frames are handed over whole: the library's SQL route fails on DuckDB with an IndexError.
"""

from __future__ import annotations

import json
import logging
import operator
import os
import shutil
from collections.abc import Mapping, Sequence, Sized
from pathlib import Path
from typing import Any, NamedTuple

from pipelines.errors import message
from pipelines.quality.data_docs import write_page
from pipelines.quality.messages import SUITES
from pipelines.quality.suite_files import CheckResult, Expectation, read_suite
from pipelines.settings import EXPECTATIONS

N_EXAMPLES = 3


class Evaluation(NamedTuple):
    """What the library said of one expectation: whether it is met, what was observed, what was raised."""

    success: bool
    observed: str = ""
    exception: str | None = None


def validate(
    suite_name: str, frames: Mapping[str, Sized], docs: Path | None = None, folder: Path = EXPECTATIONS
) -> list[CheckResult]:
    """Return the result of every expectation of a suite, in the order of its file.

    Args:
        suite_name: name of the suite's file without `.yml`.
        frames: table -> pandas frame. The expectations of a table without a frame are not met.
        docs: folder for the page of the results; None writes none.
        folder: folder of the suites.

    Raises:
        SuiteError: the file of the suite is absent or not valid.
    """
    suite = read_suite(suite_name, folder)
    library = _library()
    source = _context(library).data_sources.add_pandas("frames")
    results: list[CheckResult] = []
    for table in suite.tables:
        rows = [row for row in suite.expectations if row.table == table]
        if table in frames:
            found = _evaluate(library, source.add_dataframe_asset(table), frames[table], rows)
        else:
            found = [Evaluation(False, "", message(SUITES, "table_absent", table=table).vi)] * len(rows)
        results += [_result(suite.name, row, evaluation) for row, evaluation in zip(rows, found, strict=True)]
    if docs:
        write_page(docs, suite, results, {table: len(frames[table]) for table in suite.tables if table in frames})
    return results


def _library() -> Any:
    """Import Great Expectations with its analytics switched off. Any: half of its types are unknown."""
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    import great_expectations as gx

    return gx


def _context(library: Any) -> Any:
    """Return an ephemeral context without progress bars and without the empty folder that it makes for a site."""
    logging.getLogger("great_expectations.data_context.types.base").setLevel(logging.WARNING)  # it logs its folders
    context = library.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    site = context.variables.data_docs_sites["local_site"]["store_backend"]["base_directory"]
    shutil.rmtree(site, ignore_errors=True)  # the second context of a process names the folder of the first
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
    )


def _evaluate(library: Any, asset: Any, frame: Sized, rows: Sequence[Expectation]) -> list[Evaluation]:
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
    for result in batch.validate(suite, result_format="SUMMARY").results:
        raised = _raised(result.exception_info)
        number = result.expectation_config.meta["row"]
        found[number] = Evaluation(bool(result.success) and not raised, _observed(result), raised)
    no_result = Evaluation(False, "", message(SUITES, "no_result").vi)
    return [found.get(number, no_result) for number in range(len(rows))]


def _raised(info: Any) -> str | None:
    """Return the exceptions of one result: `info` is one mapping, or one for each metric that failed."""
    entries: list[dict[str, Any]] = [info] if "raised_exception" in info else list(info.values())
    raised = [str(entry.get("exception_message")) for entry in entries if entry.get("raised_exception")]
    return "; ".join(dict.fromkeys(raised)) or None


def _observed(result: Any) -> str:
    """Return what the table holds, short enough for a line: a count with examples, or the observed value."""
    details: dict[str, Any] = result.result
    if details.get("unexpected_count"):
        # NaN and NaT differ from themselves: they are no examples
        found = [value for value in details.get("partial_unexpected_list", []) if operator.eq(value, value)]
        examples = json.dumps(found[:N_EXAMPLES], ensure_ascii=False, default=str)
        return f"{details['unexpected_count']}/{details['element_count']}" + (f": {examples}" if found else "")
    value = details.get("observed_value")
    return "" if value is None else json.dumps(value, ensure_ascii=False, default=str)
