"""The build as assets: every dbt model, `quality` and `candidate`, made by one call of the build function.

A build is a pure function of everything known, so no part of it is made by itself: to materialise one of these assets
is to materialise all. The function is that of the command line; what it reports of each model and data test becomes
events here. A model that failed or was skipped has no event, the candidate has one: the gate records the refusal.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from dagster import (
    AssetCheckResult,
    AssetCheckSeverity,
    AssetExecutionContext,
    AssetKey,
    AssetSpec,
    DataVersion,
    MaterializeResult,
    MetadataValue,
    multi_asset,
)

from pipelines.defs.checks import CANDIDATE_CHECKS, check_candidate
from pipelines.defs.dbt_specs import UNIQUE_ID, dbt_specs
from pipelines.defs.handed_on import BUILD_ID
from pipelines.defs.messages import both
from pipelines.defs.metadata import of_tables
from pipelines.defs.partitions import PARTITIONS, partition_of
from pipelines.defs.resources import Office, RunLock
from pipelines.publication import month
from pipelines.publication.candidate import candidate as candidates
from pipelines.publication.prepare import Prepared
from pipelines.settings import Places
from pipelines.warehouse.build import table_rows
from pipelines.warehouse.dbt import NodeResult

Results = Mapping[str, NodeResult]
Metadata = dict[str, Any]

MODELS, TESTS = dbt_specs()
QUALITY = AssetSpec(
    "quality",
    deps=[model.key for model in MODELS if model.key.path[0] in ("quality", "published")],
    description=both("asset_quality"),
    group_name="publication",
    kinds={"greatexpectations"},
    owners=["team:statistician"],
)
CANDIDATE = AssetSpec(
    "candidate",
    deps=["quality", *(model.key for model in MODELS if model.key.path[0] == "published")],
    description=both("asset_candidate"),
    group_name="publication",
    kinds={"parquet", "csv"},
    owners=["team:analyst"],
)


@multi_asset(
    name="build",
    specs=[*MODELS, QUALITY, CANDIDATE],
    check_specs=[*TESTS, *CANDIDATE_CHECKS],
    partitions_def=PARTITIONS,
)
def build(context: AssetExecutionContext, office: Office, run_lock: RunLock) -> Iterator[Any]:  # noqa: ARG001
    """Build a candidate from everything known, unless nothing has changed since the last release."""
    where = partition_of(context.partition_key)
    places = office.places(where.province)
    reported: list[NodeResult] = []
    progress = month.Progress(on_result=reported.append)
    prepared = month.prepare(places, office.seeds_root, where.month, progress)
    results = {result.unique_id: result for result in reported}
    if prepared.occasion != where.month:
        context.log.info(both("occasion_later", month=where.month, occasion=prepared.occasion))
    if prepared.release:
        context.log.info(both("nothing_new", release_id=prepared.release.release_id))
    for result in results.values():
        if result.status not in ("success", "pass"):
            words = {"node": result.unique_id, "status": result.status, "message": result.message}
            context.log.warning(both("node_failed", **words))
    yield from _models(places, prepared, results)
    yield from _tests(prepared, results)
    yield from _candidate(places, prepared, where.month)


def _models(places: Places, prepared: Prepared, results: Results) -> Iterator[MaterializeResult[Any]]:
    """The models that were built, with their rows; all of them where the last release stands unchanged."""
    warehouse = candidates.candidate(places, prepared.build_id).work / "warehouse.duckdb"
    rows = table_rows(warehouse) if prepared.built and warehouse.exists() else {}
    for spec in MODELS:
        result = results.get(str(spec.metadata[UNIQUE_ID]))
        if prepared.release or (result and result.is_good):
            metadata = _of_build(prepared)
            if result:
                metadata["seconds"] = round(result.seconds, 3)
            if (count := rows.get(".".join(spec.key.path))) is not None:
                metadata["dagster/row_count"] = count
            yield _made(spec.key, metadata, prepared)


def _tests(prepared: Prepared, results: Results) -> Iterator[AssetCheckResult]:
    """The results of the data tests; a test that did not run, since a model before it failed, has not passed."""
    for spec in TESTS:
        result = results.get(str((spec.metadata or {})[UNIQUE_ID]))
        metadata: Metadata = {"rows_found": result.failures, "message": result.message} if result else {}
        yield AssetCheckResult(
            asset_key=spec.asset_key,
            check_name=spec.name,
            passed=bool(prepared.release or (result and result.is_good)),
            severity=AssetCheckSeverity.WARN if result and result.status == "warn" else AssetCheckSeverity.ERROR,
            metadata=metadata,
        )


def _candidate(places: Places, prepared: Prepared, period: str) -> Iterator[Any]:
    """Quality and candidate, with their checks, from the record of the build."""
    folder = candidates.candidate(places, prepared.build_id)
    built = prepared.built or candidates.load(folder)
    tree = prepared.release.folder if prepared.release else folder.tree
    failed = [check for check in built.checks if not check.success]
    counts = {"n_expectations": len(built.checks), "n_failed": len(failed)}
    yield _made(AssetKey("quality"), {**_of_build(prepared), **counts}, prepared)
    for check in check_candidate(tree, built, period):
        yield check._replace(asset_key=AssetKey("quality"))
    failures = MetadataValue.md("\n".join(f"- {failure.vi}" for failure in built.failures))
    counts = {"n_tables": len(built.table_rows), "dagster/row_count": sum(built.table_rows.values())}
    metadata = {**_of_build(prepared), **counts, **of_tables(tree, period), "tree": MetadataValue.path(tree)}
    metadata |= {"errors": failures} if built.failures else {}
    yield _made(AssetKey("candidate"), metadata, prepared)


def _of_build(prepared: Prepared) -> Metadata:
    """What every asset of a build says about it."""
    unchanged = {"unchanged_since": prepared.release.release_id} if prepared.release else {}
    return {BUILD_ID: prepared.build_id, "occasion_period": prepared.occasion, **unchanged}


def _made(key: AssetKey, metadata: Metadata, prepared: Prepared) -> MaterializeResult[Any]:
    return MaterializeResult(asset_key=key, metadata=metadata, data_version=DataVersion(prepared.build_id))
