"""Calls of dbt in this process.

A start of dbt as a program costs 10 s and a look on the network; a call costs neither. The project is parsed once a
process (3 to 4 s), each build is one invocation on its own database file.
"""

from __future__ import annotations

import functools
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pipelines.settings import DBT_PROJECT
from pipelines.warehouse.errors import WarehouseError, failure

# dbt reads these at import or at each call; a run must not use the network
ENVIRONMENT = {"DO_NOT_TRACK": "1", "DBT_SEND_ANONYMOUS_USAGE_STATS": "false"}
FAILED = ("error", "fail", "runtime error")
# dbt formats every line of its log before it asks who reads it: a fifth of a build. The result object holds all of it.
QUIET = ("--quiet", "--log-level", "none", "--log-level-file", "none")


def run(arguments: Sequence[str], warehouse: Path, work: Path) -> None:
    """Run `dbt ARGUMENTS` on the database file `warehouse`.

    Raises WarehouseError naming every model and test that failed.
    """
    outcome = invoke(arguments, warehouse, work)
    if outcome.exception is not None:
        raise WarehouseError([failure("dbt_failed", text=outcome.exception)])
    failures = [
        failure("node_failed", node=result.node.name, status=result.status, text=result.message or "")
        for result in getattr(outcome.result, "results", [])
        if str(result.status) in FAILED
    ]
    if failures or not outcome.success:
        raise WarehouseError(failures or [failure("dbt_failed", text="dbt")])


def invoke(arguments: Sequence[str], warehouse: Path, work: Path) -> Any:
    """The dbtRunnerResult of `dbt ARGUMENTS`. Connections are closed after it, so that the file can be opened again."""
    project = manifest()
    os.environ["CHISO_WAREHOUSE"] = str(warehouse)
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager
    from dbt.cli.main import dbtRunner

    try:
        return dbtRunner(manifest=project).invoke([*arguments, *_folders(work), *QUIET, "--no-write-json"])
    finally:
        DuckDBConnectionManager.close_all_connections()


@functools.cache
def manifest() -> Any:
    """The manifest of the parsed project. Raises WarehouseError where it cannot be parsed."""
    os.environ.update(ENVIRONMENT)
    os.environ.setdefault("CHISO_WAREHOUSE", "warehouse.duckdb")
    from dbt.cli.main import dbtRunner

    with tempfile.TemporaryDirectory() as work:
        outcome = dbtRunner().invoke(["parse", *_folders(Path(work)), *QUIET])
    if outcome.exception is not None or outcome.result is None:
        raise WarehouseError([failure("dbt_failed", text=outcome.exception or "dbt parse")])
    return outcome.result


def _folders(work: Path) -> list[str]:
    """The options that name dbt's folders: project and profile as checked out, logs under `work`."""
    return ["--project-dir", str(DBT_PROJECT), "--profiles-dir", str(DBT_PROJECT), "--log-path", str(work / "logs")]
