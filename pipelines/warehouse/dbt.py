"""dbt in this process: the manifest is parsed once, each build is one invocation on its own file.

Here: the only calls into dbt. A start of dbt as a program costs 10 s and a look on the network; a call costs neither.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pipelines.settings import DBT_PROJECT
from pipelines.warehouse.errors import WarehouseFault

# dbt reads these at import or at each call; a run must not look on the network
SILENCE = {"DO_NOT_TRACK": "1", "DBT_SEND_ANONYMOUS_USAGE_STATS": "false"}
_manifest: Any = None


def run(arguments: Sequence[str], warehouse: Path, work: Path) -> None:
    """`dbt ARGUMENTS` on the candidate file `warehouse`; raises WarehouseFault naming every node that failed."""
    outcome = invoke(arguments, warehouse, work)
    if outcome.exception is not None:
        raise WarehouseFault([str(outcome.exception)])
    failures = [
        f"{result.node.name}: {result.status} {result.message or ''}".strip()
        for result in getattr(outcome.result, "results", [])
        if str(result.status) in ("error", "fail", "runtime error")
    ]
    if failures or not outcome.success:
        raise WarehouseFault(failures or ["dbt"])


def invoke(arguments: Sequence[str], warehouse: Path, work: Path) -> Any:
    """dbt's own result object; the connection is closed after it, or the file could not be opened again."""
    os.environ.update(SILENCE)
    os.environ["CHISO_WAREHOUSE"] = str(warehouse)
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager
    from dbt.cli.main import dbtRunner

    common = ["--project-dir", str(DBT_PROJECT), "--profiles-dir", str(DBT_PROJECT), "--log-path", str(work / "logs")]
    # dbt makes every line of its log before it asks who wants it: a fifth of a build. The result object tells all.
    quiet = ["--quiet", "--no-write-json", "--log-level", "none", "--log-level-file", "none"]
    try:
        return dbtRunner(manifest=manifest(work)).invoke([*arguments, *common, *quiet])
    finally:
        DuckDBConnectionManager.close_all_connections()


def manifest(work: Path) -> Any:
    """The parsed project, once a process (3 to 4 s)."""
    global _manifest
    if _manifest is None:
        os.environ.update(SILENCE)
        os.environ.setdefault("CHISO_WAREHOUSE", "warehouse.duckdb")
        from dbt.cli.main import dbtRunner

        places = [
            "--project-dir",
            str(DBT_PROJECT),
            "--profiles-dir",
            str(DBT_PROJECT),
            "--log-path",
            str(work / "logs"),
        ]
        outcome = dbtRunner().invoke(["parse", *places, "--quiet", "--log-level", "none", "--log-level-file", "none"])
        if outcome.exception is not None or outcome.result is None:
            raise WarehouseFault([str(outcome.exception or "dbt parse")])
        _manifest = outcome.result
    return _manifest
