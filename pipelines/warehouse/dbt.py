"""dbt in this process: the project is parsed once for each state of its files, each build is one invocation.

Here: the only calls into dbt. A start of dbt as a program costs 10 s and a look on the network; a call costs neither.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any, cast

from pipelines.settings import DBT_PROJECT
from pipelines.warehouse.errors import WarehouseFault

# dbt reads these at import or at each call; a run must not look on the network
SILENCE = {"DO_NOT_TRACK": "1", "DBT_SEND_ANONYMOUS_USAGE_STATS": "false"}
# dbt makes every line of its log before it asks who wants it: a fifth of a build. The result object has all of it.
QUIET = ("--quiet", "--no-write-json", "--log-level", "none", "--log-level-file", "none")
KEPT = DBT_PROJECT / "target" / "manifest"
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
    parsed = manifest(work)
    os.environ["CHISO_WAREHOUSE"] = str(warehouse)
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager
    from dbt.cli.main import dbtRunner

    try:
        return dbtRunner(manifest=parsed).invoke([*arguments, *_common(work)])
    finally:
        DuckDBConnectionManager.close_all_connections()


def manifest(work: Path) -> Any:
    """The parsed project, kept on disk under the hash of what it is made of: 0.2 s of CPU instead of the parse's 4."""
    global _manifest
    if _manifest is None:
        os.environ.update(SILENCE)
        KEPT.mkdir(parents=True, exist_ok=True)
        with (KEPT / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # a second process waits for the parse of the first
            path = KEPT / f"{project_hash()}.msgpack"
            _manifest = _load(path)
            if _manifest is None:
                _manifest = _parse(work)
                _keep(_manifest, path)
    return _manifest


def project_hash(project: Path = DBT_PROJECT) -> str:
    """A hash over dbt's versions and over path and content of every file that dbt may read."""
    whole = hashlib.sha256()
    for package in ("dbt-core", "dbt-adapters", "dbt-duckdb"):
        whole.update(f"{package} {version(package)}\n".encode())
    for path in sorted(project.rglob("*")):
        place = path.relative_to(project)
        if path.is_file() and place.parts[0] not in ("target", "logs"):
            content = hashlib.sha256(path.read_bytes()).hexdigest()
            whole.update(f"{place.as_posix()} {content}\n".encode())
    return whole.hexdigest()[:32]


def _common(work: Path) -> list[str]:
    return [
        *("--project-dir", str(DBT_PROJECT), "--profiles-dir", str(DBT_PROJECT), "--log-path", str(work / "logs")),
        *QUIET,
    ]


def _parse(work: Path) -> Any:
    """dbt's reading of the whole project; its own partial parse is not used, so the files alone decide."""
    # only the stem enters the manifest, as the database's name; the folder is each build's
    os.environ["CHISO_WAREHOUSE"] = "warehouse.duckdb"
    from dbt.cli.main import dbtRunner

    outcome = dbtRunner().invoke(["parse", "--no-partial-parse", *_common(work)])
    if outcome.exception is not None or outcome.result is None:
        raise WarehouseFault([str(outcome.exception or "dbt parse")])
    return outcome.result


def _keep(parsed: Any, path: Path) -> None:
    """Write the manifest, its own hash before it, and remove those of earlier states of the project."""
    from dbt.parser import manifest as parser

    encoder = cast(Any, parser.extended_mashumaro_encoder)
    content: bytes = parsed.to_msgpack(encoder)
    for old in path.parent.glob("*.msgpack"):
        old.unlink()
    part = path.with_suffix(".part")
    part.write_bytes(hashlib.sha256(content).digest() + content)
    part.replace(path)


def _load(path: Path) -> Any:
    """The kept manifest; None where there is none, or where the file is not what was written."""
    if not path.is_file():
        return None
    kept = path.read_bytes()
    if hashlib.sha256(kept[32:]).digest() != kept[:32]:
        return None
    from dbt.contracts.graph.manifest import Manifest
    from dbt.parser import manifest as parser

    decoder = cast(Any, parser.extended_mashumuro_decoder)  # dbt's spelling
    return Manifest.from_msgpack(kept[32:], decoder=decoder)
