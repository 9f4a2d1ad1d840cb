"""The statements of a dbt build, kept and executed again without dbt.

Of the 12 s of CPU that `dbt build` takes on three months, DuckDB needs 4.5 s; the rest is dbt compiling 436 nodes anew
and writing its log. The compiled SQL depends on the files of the project alone: a build starts from an empty schema,
and no model asks for data while it is compiled. So the first build of a state of the project runs in dbt, and its
statements are kept under the hash of that state; later builds execute them in the same order.

Only the good case is repeated: where a statement raises or a data test finds rows, the caller starts again with dbt,
which names every model and test that failed.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

from pipelines.warehouse.config import LIMITED
from pipelines.warehouse.dbt import KEPT, NodeResult, OnResult, project_hash

COMMENT = re.compile(r"^\s*/\*.*?\*/\s*", re.DOTALL)  # dbt writes the node before each statement
WRITES = ("create ", "insert ", "alter ", "comment ")
TEST = re.compile(r"^select\s+count\(\*\) as failures,", re.IGNORECASE)  # failures, should_warn, should_error


class Statement(NamedTuple):
    """One statement and the model or test that it is of."""

    node: str
    text: str


class Recorder:
    """Collects the statements of one dbt invocation that write, and its data tests, in order of execution."""

    def __init__(self) -> None:
        self.statements: list[Statement] = []

    def __call__(self, event: Any) -> None:
        """Take one event of dbt (a protobuf message): a callback of dbtRunner."""
        if event.info.name != "SQLQuery":
            return
        text = COMMENT.sub("", event.data.sql).strip()
        if text.lower().startswith(WRITES) or TEST.match(text):
            self.statements.append(Statement(event.data.node_info.unique_id, text))


def read() -> list[Statement] | None:
    """The statements kept for this state of the project; None where there are none or the file was changed."""
    path = _path()
    if not path.is_file():
        return None
    content = path.read_bytes()
    if hashlib.sha256(content[64:]).hexdigest().encode() != content[:64]:
        return None
    rows: list[Any] = json.loads(content[64:])
    # an earlier version kept texts without their nodes
    return [Statement(*row) for row in rows] if all(isinstance(row, list) for row in rows) else None


def keep(statements: Sequence[Statement]) -> None:
    """Keep the statements of a build in which every model and test passed; those of earlier states are removed."""
    content = json.dumps(statements, ensure_ascii=False).encode()
    path = _path()
    for old in path.parent.glob("*.statements"):
        old.unlink(missing_ok=True)
    part = path.with_name(f"{path.name}.{os.getpid()}")  # two processes may build at once
    part.write_bytes(hashlib.sha256(content).hexdigest().encode() + content)
    part.replace(path)


def execute(
    statements: Sequence[Statement],
    warehouse: Path,
    on_progress: Callable[[int, int], None] | None = None,
    on_result: OnResult | None = None,
) -> bool:
    """Execute the statements on the database file; False where one raises or a data test finds rows.

    Each statement is its own transaction, as in dbt: tables written in an open one have no statistics, and the order of
    joins is then bad (36 s of CPU for one model instead of 0.2). One that needs more memory than the limit runs without
    it. `on_result` gets the result of every model and test, after all have succeeded.
    """
    results: dict[str, NodeResult] = {}
    with duckdb.connect(str(warehouse), config=LIMITED) as con:
        for done, statement in enumerate(statements, start=1):
            begin = time.perf_counter()
            try:
                row = _row(con, statement.text)
            except duckdb.InterruptException:  # Ctrl-C
                raise
            except duckdb.Error:
                return False
            is_test = bool(TEST.match(statement.text))
            if is_test and (row is None or row[2]):
                return False
            _note(results, statement.node, time.perf_counter() - begin, row if is_test else None)
            if on_progress:
                on_progress(done, len(statements))
    if on_result:
        for result in results.values():
            on_result(result)
    return True


def _note(results: dict[str, NodeResult], node: str, seconds: float, test: tuple[Any, ...] | None) -> None:
    """Add a statement to the result of its node; `test` are failures, should_warn and should_error of a data test."""
    if not node:  # a schema is of no model
        return
    before = results.get(node)
    status, failures = ("success", 0) if test is None else ("warn" if test[1] else "pass", int(test[0]))
    results[node] = NodeResult(node, status, seconds + (before.seconds if before else 0), failures)


def _row(con: duckdb.DuckDBPyConnection, text: str) -> tuple[Any, ...] | None:
    """The first row of a statement's result."""
    try:
        return con.execute(text).fetchone()
    except duckdb.OutOfMemoryException:
        con.execute("reset memory_limit")
        return con.execute(text).fetchone()


def _path() -> Path:
    return KEPT / f"{project_hash()}.statements"
