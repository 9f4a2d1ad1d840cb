"""The dbt models as assets and the data tests as asset checks, from the manifest that builds use.

dagster-dbt translates names, descriptions, columns and groups. What differs from its defaults: a source is the asset
that makes it, an owner is the role that dbt's group names, and no check blocks, since the gate must judge the candidate
of a failed build too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from graphlib import TopologicalSorter
from typing import Any

from dagster import AssetCheckSpec, AssetKey, AssetSpec
from dagster_dbt import DagsterDbtTranslator, DagsterDbtTranslatorSettings

from pipelines.defs.partitions import PARTITIONS
from pipelines.warehouse.dbt import manifest_tables

SOURCES = {"codebook": "codebook", "ledger": "received", "landing": "read"}  # schema of the sources -> asset
UNIQUE_ID = "dagster_dbt/unique_id"
NOT_KEPT = ("dagster_dbt/manifest", "dagster_dbt/dagster_dbt_translator")  # the whole manifest in each asset's metadata
ROLE = re.compile(r"\((\w+)\)")  # of an owner's name: Người phân tích (analyst)
DECLARED = "declared"  # tag of tests that no build runs


class Translator(DagsterDbtTranslator):
    """Names and descriptions of dbt's nodes in Dagster."""

    def __init__(self) -> None:
        super().__init__(DagsterDbtTranslatorSettings(enable_duplicate_source_asset_keys=True))

    def get_asset_key(self, dbt_resource_props: Mapping[str, Any]) -> AssetKey:
        """The layer and name of a model, as in `marts/fct_headline`; of a source the asset that makes it."""
        if dbt_resource_props["resource_type"] == "source":
            return AssetKey(SOURCES[dbt_resource_props["source_name"]])
        return super().get_asset_key(dbt_resource_props)

    def get_description(self, dbt_resource_props: Mapping[str, Any]) -> str:
        """The question that a released table answers, in Vietnamese and English, and the description in dbt."""
        question = str(dbt_resource_props.get("meta", {}).get("question") or "")
        return "\n\n".join(filter(None, (question, dbt_resource_props["description"])))

    def get_owners(self, dbt_resource_props: Mapping[str, Any]) -> list[str]:
        """The role in the name of the owner of dbt's group, as a team."""
        group: Any = dbt_resource_props.get("group") or {}  # a source has none
        name = str(group["owner"]["name"]) if group else ""
        return [f"team:{role}" for role in ROLE.findall(name)]


def dbt_specs() -> tuple[list[AssetSpec], list[AssetCheckSpec]]:
    """The assets of all models, each after those that it reads, and the checks of all data tests that a build runs."""
    tables, translator = manifest_tables(), Translator()
    nodes: dict[str, dict[str, Any]] = tables["nodes"]
    reads = {key: sorted(node["depends_on"]["nodes"]) for key, node in sorted(nodes.items())}
    ordered = [key for key in TopologicalSorter(reads).static_order() if key in nodes]  # the others are sources
    models: dict[str, AssetSpec] = {
        key: translator.get_asset_spec(tables, key, None) for key in ordered if nodes[key]["resource_type"] == "model"
    }
    checks = [
        translator.get_asset_check_spec(models[node["attached_node"]], tables, key, None)
        for key, node in sorted(nodes.items())
        if node["resource_type"] == "test" and DECLARED not in node["tags"]
    ]
    return [_model(spec) for spec in models.values()], [_check(check, nodes) for check in checks if check]


def _model(spec: AssetSpec) -> AssetSpec:
    kept = {name: value for name, value in spec.metadata.items() if name not in NOT_KEPT}
    return spec.replace_attributes(metadata=kept)


def _check(check: AssetCheckSpec, nodes: Mapping[str, Mapping[str, Any]]) -> AssetCheckSpec:
    unique_id = str(check.metadata[UNIQUE_ID])
    return AssetCheckSpec(
        check.name,
        asset=check.asset_key,
        description=nodes[unique_id]["description"] or None,
        metadata={UNIQUE_ID: unique_id},
        partitions_def=PARTITIONS,
    )
