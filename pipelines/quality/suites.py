"""Structure, completeness and distribution of a whole batch or mart, by Great Expectations. Its only importer.

The import takes 4 s and 270 MB, so it happens inside the call; one ephemeral context serves all tables of a call, and
pandas frames are given whole (its SQL route fails on DuckDB with an IndexError that looks like bad data).
Not here: what a suite says (expectations/*.yml), relations between figures (dbt_project/models/quality).
"""

from __future__ import annotations

import json
import logging
import os
import shutil
from collections.abc import Mapping, Sequence, Sized
from pathlib import Path
from typing import Any

from pipelines.quality.data_docs import write_page
from pipelines.quality.suite_files import CheckResult, Expectation, read_suite
from pipelines.settings import EXPECTATIONS

N_EXAMPLES = 3


def validate(
    suite_name: str, frames: Mapping[str, Sized], docs: Path | None = None, folder: Path = EXPECTATIONS
) -> list[CheckResult]:
    """Every expectation of the suite on its table (a pandas frame), in the file's order; a table not given fails."""
    suite = read_suite(suite_name, folder)
    library = _library()
    context = _context(library)
    source = context.data_sources.add_pandas("frames")
    results: list[CheckResult] = []
    for table in suite.tables:
        rows = [row for row in suite.expectations if row.table == table]
        if table in frames:
            found = _evaluate(library, source, table, frames[table], rows)
        else:
            found = [(False, "", f"bảng {table} không có trong lô")] * len(rows)
        results += [_result(suite.name, row, *said) for row, said in zip(rows, found, strict=True)]
    if docs:
        write_page(docs, suite, results, {table: len(frames[table]) for table in suite.tables if table in frames})
    return results


def _library() -> Any:
    """Great Expectations, told not to phone home. Untyped on purpose: its own types are half unknown."""
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    import great_expectations as gx

    return gx


def _context(library: Any) -> Any:
    """One context for a call, without progress bars and without the empty folder it makes for a site of its own."""
    logging.getLogger("great_expectations.data_context.types.base").setLevel(logging.WARNING)  # names its folders
    context = library.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    site = context.variables.data_docs_sites["local_site"]["store_backend"]["base_directory"]
    shutil.rmtree(site, ignore_errors=True)  # a process's second context names the folder of its first
    return context


def _result(suite: str, row: Expectation, success: bool, observed: str, problem: str | None) -> CheckResult:
    return CheckResult(
        suite, row.table, row.kind, row.column, success, row.severity, observed, problem, row.description_vi
    )


def _evaluate(
    library: Any, source: Any, table: str, frame: Sized, rows: Sequence[Expectation]
) -> list[tuple[bool, str, str | None]]:
    """Success, what was observed and what was raised, a row each; rows that cannot even be made are failures."""
    make = library.expectations.expectation_configuration.ExpectationConfiguration
    suite = library.ExpectationSuite(name=table)
    found: dict[int, tuple[bool, str, str | None]] = {}
    for number, row in enumerate(rows):
        try:
            # by "domain", the default, two bounds on one column would quietly be one
            made = make(type=row.kind, kwargs=row.kwargs, meta={"row": number})
            suite.add_expectation_configuration(made, match_type="success")
        except Exception as problem:  # a misspelt expectation or argument must fail its own row, not hide the others
            found[number] = (False, "", f"{type(problem).__name__}: {problem}")
    batch = source.add_dataframe_asset(table).add_batch_definition_whole_dataframe("all")
    outcome = batch.get_batch(batch_parameters={"dataframe": frame}).validate(suite, result_format="SUMMARY")
    for result in outcome.results:
        raised = _raised(result.exception_info)
        found[result.expectation_config.meta["row"]] = (bool(result.success) and not raised, _observed(result), raised)
    # A row that the library answered neither way would otherwise pass by silence.
    return [found.get(number, (False, "", "no result")) for number in range(len(rows))]


def _raised(info: Any) -> str | None:
    """The exceptions of one result: a flat mapping, or one mapping per metric that failed."""
    entries: list[dict[str, Any]] = [info] if "raised_exception" in info else list(info.values())
    raised = [str(entry.get("exception_message")) for entry in entries if entry.get("raised_exception")]
    return "; ".join(dict.fromkeys(raised)) or None


def _observed(result: Any) -> str:
    """What stood in the table instead, short enough for a line."""
    details: dict[str, Any] = result.result
    if details.get("unexpected_count"):
        examples = [value for value in details.get("partial_unexpected_list", []) if value == value][:N_EXAMPLES]
        shown = f": {json.dumps(examples, ensure_ascii=False, default=str)}" if examples else ""
        return f"{details['unexpected_count']}/{details['element_count']}{shown}"
    seen = details.get("observed_value")
    return "" if seen is None else json.dumps(seen, ensure_ascii=False, default=str)
