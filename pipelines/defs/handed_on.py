"""What one asset hands on to the next: the id of a build or release, as metadata of its materialisation.

Nothing else passes between assets: what the id names lies on disk. The id is that of the present run; where the asset
before was not part of it, that of the last run of the same partition. What was built last never decides.
"""

from __future__ import annotations

from dagster import AssetExecutionContext, AssetKey, AssetRecordsFilter, DagsterEventType

from pipelines.defs.messages import step_error

BUILD_ID, RELEASE_ID = "build_id", "release_id"


def handed_on(context: AssetExecutionContext, asset: str, name: str) -> str:
    """The metadata `name` of the asset's materialisation in this run, else of the last one of this partition.

    Raises DagsterStepError where there is none.
    """
    key, instance = AssetKey(asset), context.instance
    logged = instance.all_logs(context.run_id, of_type=DagsterEventType.ASSET_MATERIALIZATION)
    made = [entry.asset_materialization for entry in logged if entry.asset_materialization]
    found = [materialization for materialization in made if materialization.asset_key == key]
    if not found:
        of_partition = AssetRecordsFilter(asset_key=key, asset_partitions=[context.partition_key])
        records = instance.fetch_materializations(of_partition, limit=1).records
        found = [record.asset_materialization for record in records if record.asset_materialization]
    value = found[-1].metadata.get(name) if found else None
    if value is None:
        raise step_error("nothing_handed_on", asset=asset, key=name, partition=context.partition_key)
    return str(value.value)
