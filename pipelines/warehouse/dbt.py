"""Calls of dbt in this process.

A start of dbt as a program costs 10 s and a look on the network; a call costs neither. The project is parsed once for
each state of its files (4 s of CPU) and kept; each build is one invocation on its own database file.
"""

from __future__ import annotations

import fcntl
import functools
import hashlib
import os
import tempfile
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple, cast

from pipelines.settings import DBT_PROJECT
from pipelines.warehouse.messages import WarehouseError, failure

# dbt reads these at import or at each call; a run must not use the network
ENVIRONMENT = {"DO_NOT_TRACK": "1", "DBT_SEND_ANONYMOUS_USAGE_STATS": "false"}
FAILED = ("error", "fail", "runtime error")
# dbt formats every line of its log before it asks who reads it: a fifth of a build. The result object holds all of it.
QUIET = ("--quiet", "--log-level", "none", "--log-level-file", "none", "--no-write-json")
RESULT_EVENTS = {"LogModelResult": "total", "LogTestResult": "num_models"}  # event -> where it has the number of all
OnNode = Callable[[int, int], None]  # models and tests done, and in all
KEPT = DBT_PROJECT / "target" / "manifest"
# keys and references of the codebook were checked when it was loaded (tag `declared`)
BUILT = ("build", "--resource-type", "model", "--resource-type", "test", "--exclude", "tag:declared")
# The models of the country are disabled in the project of a province: they read other sources (models/country).
COUNTRY_VARS = ("--vars", "{country: true}")
# Of staging the country needs the closed lists alone; `cautious` leaves out the tests of what it does not build.
COUNTRY_BUILT = (
    *("build", "--resource-type", "model", "--resource-type", "test", "--indirect-selection", "cautious"),
    *("--select", "path:models/country", "stg_vocabulary", "--exclude", "tag:declared"),
)


class NodeResult(NamedTuple):
    """How one model or test ended: `status` as dbt names it; `failures` are rows that a test found."""

    unique_id: str
    status: str  # success, pass, warn; error, fail, runtime error; skipped
    seconds: float
    failures: int = 0
    message: str = ""

    @property
    def is_good(self) -> bool:
        """Whether the model was built or the test has passed; a warning is no pass."""
        return self.status in ("success", "pass")


OnResult = Callable[[NodeResult], None]


def run(
    arguments: Sequence[str],
    warehouse: Path,
    work: Path,
    on_event: Callable[[object], None] | None = None,
    is_country: bool = False,
) -> None:
    """Run `dbt ARGUMENTS` on the database file `warehouse`; `on_event` is called with each event of dbt.

    With `is_country` the project has the models of the country too. Raises WarehouseError naming every model and test
    that failed.
    """
    outcome = invoke(arguments, warehouse, work, on_event, is_country)
    if outcome.exception is not None:
        raise WarehouseError([failure("dbt_failed", text=outcome.exception)])
    failures = [
        failure("node_failed", node=result.node.name, status=result.status, text=result.message or "")
        for result in getattr(outcome.result, "results", [])
        if str(result.status) in FAILED
    ]
    if failures or not outcome.success:
        raise WarehouseError(failures or [failure("dbt_failed", text="dbt")])


def invoke(
    arguments: Sequence[str],
    warehouse: Path,
    work: Path,
    on_event: Callable[[object], None] | None = None,
    is_country: bool = False,
) -> Any:
    """The dbtRunnerResult of `dbt ARGUMENTS`. Connections are closed after it, so that the file can be opened again."""
    project = country_manifest() if is_country else manifest()
    os.environ["CHISO_WAREHOUSE"] = str(warehouse)
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager
    from dbt.cli.main import dbtRunner

    try:
        return dbtRunner(manifest=project, callbacks=[on_event] if on_event else []).invoke(
            [*arguments, *(COUNTRY_VARS if is_country else ()), *folder_options(work), *QUIET]
        )
    finally:
        DuckDBConnectionManager.close_all_connections()


def result_of(event: Any) -> NodeResult | None:
    """The result that an event of dbt speaks of; None for other events."""
    if event.info.name != "NodeFinished":
        return None
    result = event.data.run_result
    return NodeResult(
        event.data.node_info.unique_id,
        str(result.status),
        float(result.execution_time),
        int(result.num_failures or 0),
        str(result.message or ""),
    )


def node_counter(on_node: OnNode) -> Callable[[Any], None]:
    """A callback for dbt's events: the result of a model or test carries its number and that of all."""

    def count(event: Any) -> None:
        if event.info.name in RESULT_EVENTS:
            on_node(event.data.index, getattr(event.data, RESULT_EVENTS[event.info.name]))

    return count


@functools.cache
def manifest() -> Any:
    """The manifest of the parsed project, read from disk (0.2 s) where this state of the project was parsed before.

    Raises WarehouseError where it cannot be parsed.
    """
    return _kept_or_parsed(KEPT)


@functools.cache
def country_manifest() -> Any:
    """As `manifest`, with the models of the country, which no build of a province has."""
    return _kept_or_parsed(KEPT / "country", COUNTRY_VARS)


def _kept_or_parsed(folder: Path, options: Sequence[str] = ()) -> Any:
    os.environ.update(ENVIRONMENT)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # a second process waits for the parse of the first
        path = folder / f"{project_hash()}.msgpack"
        parsed = _read(path)
        if parsed is None:
            parsed = _parse(*options)
            _keep(parsed, path)
    return parsed


def manifest_tables() -> dict[str, Any]:
    """The parts of the manifest that describe models, tests and sources, as dbt writes them to manifest.json."""
    parsed = manifest()
    parsed.build_parent_and_child_maps()
    parts = ("nodes", "sources", "groups")
    described = {
        part: {key: node.to_dict(omit_none=False) for key, node in getattr(parsed, part).items()} for part in parts
    }
    metadata = {"adapter_type": parsed.metadata.adapter_type, "project_name": parsed.metadata.project_name}
    return described | {"metadata": metadata, "parent_map": parsed.parent_map, "child_map": parsed.child_map}


def project_hash(project: Path = DBT_PROJECT) -> str:
    """A hash of dbt's versions and of the path and content of every file under `project`, dbt's output excepted."""
    whole = hashlib.sha256()
    for package in ("dbt-core", "dbt-adapters", "dbt-duckdb"):
        whole.update(f"{package} {version(package)}\n".encode())
    for path in sorted(project.rglob("*")):
        place = path.relative_to(project)
        if path.is_file() and place.parts[0] not in ("target", "logs"):
            whole.update(f"{place.as_posix()} {hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return whole.hexdigest()[:32]


def _parse(*options: str) -> Any:
    """The manifest as dbt parses it. dbt's own partial parse is not used: the files alone decide."""
    # the stem enters the manifest as the database's name; the folder differs from build to build
    os.environ["CHISO_WAREHOUSE"] = "warehouse.duckdb"
    from dbt.cli.main import dbtRunner

    with tempfile.TemporaryDirectory() as work:
        outcome = dbtRunner().invoke(["parse", "--no-partial-parse", *options, *folder_options(Path(work)), *QUIET])
    if outcome.exception is not None or outcome.result is None:
        raise WarehouseError([failure("dbt_failed", text=outcome.exception or "dbt parse")])
    return outcome.result


def _keep(parsed: Any, path: Path) -> None:
    """Write the manifest with its hash before it, and remove those of earlier states of the project."""
    from dbt.parser import manifest as parser

    encoder = cast(Any, parser.extended_mashumaro_encoder)
    content: bytes = parsed.to_msgpack(encoder)
    for old in path.parent.glob("*.msgpack"):
        old.unlink()
    part = path.with_suffix(".part")
    part.write_bytes(hashlib.sha256(content).digest() + content)
    part.replace(path)


def _read(path: Path) -> Any:
    """The kept manifest; None where there is none or where the file is not what was written."""
    if not path.is_file():
        return None
    kept = path.read_bytes()
    if hashlib.sha256(kept[32:]).digest() != kept[:32]:
        return None
    from dbt.contracts.graph.manifest import Manifest
    from dbt.parser import manifest as parser

    decoder = cast(Any, parser.extended_mashumuro_decoder)  # dbt's spelling
    return Manifest.from_msgpack(kept[32:], decoder=decoder)


def folder_options(work: Path) -> list[str]:
    """The options that name dbt's folders: project and profile as checked out, logs under `work`."""
    return ["--project-dir", str(DBT_PROJECT), "--profiles-dir", str(DBT_PROJECT), "--log-path", str(work / "logs")]
