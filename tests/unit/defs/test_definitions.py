"""The asset graph as a snapshot: a changed name is a changed name in Dagster's history."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from dagster import AssetKey, ExecutorDefinition
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from pipelines.definitions import defs
from pipelines.defs.partitions import PARTITIONS

GRAPH = defs.resolve_asset_graph()
MONTH = {"received", "read", "quality", "candidate", "verdict", "release", "files", "site", "replies"}


def described(key: AssetKey) -> dict[str, Any]:
    node = GRAPH.get(key)
    return {
        "deps": sorted(parent.to_user_string() for parent in node.parent_keys),
        "group": node.group_name,
        "kinds": sorted(node.kinds or ()),
        "owners": sorted(node.owners or ()),
        "checks": sorted(check.name for check in node.check_keys),
    }


def test_the_asset_graph(snapshot: SnapshotAssertion) -> None:
    keys = sorted(GRAPH.get_all_asset_keys())
    assert {key.to_user_string(): described(key) for key in keys} == snapshot(extension_class=JSONSnapshotExtension)


def test_everything_but_the_codebook_has_a_partition_for_each_month_of_each_province() -> None:
    without = [key.to_user_string() for key in GRAPH.get_all_asset_keys() if not GRAPH.get(key).is_partitioned]
    assert without == ["codebook"]
    assert all(GRAPH.get_check_spec(check).partitions_def == PARTITIONS for check in GRAPH.asset_check_keys)


def test_every_asset_is_described_and_has_owner_group_and_kind() -> None:
    for key in GRAPH.get_all_asset_keys():
        node = GRAPH.get(key)
        assert node.description and node.owners and node.kinds and node.group_name != "default", key
    for name in MONTH:
        text = GRAPH.get(AssetKey(name)).description or ""
        assert " (" in text and text.endswith(")"), name  # Vietnamese, English in brackets


def test_every_model_of_dbt_lies_between_what_was_read_and_the_candidate() -> None:
    models = {key for key in GRAPH.get_all_asset_keys() if "dbt" in (GRAPH.get(key).kinds or ())}
    assert len(models) > 200  # 284 on the day on which this was written
    sources = {parent for key in models for parent in GRAPH.get(key).parent_keys} - models
    assert sources == {AssetKey("codebook"), AssetKey("received"), AssetKey("read")}
    upstream = {AssetKey("candidate")}
    while above := {parent for key in upstream for parent in GRAPH.get(key).parent_keys} - upstream:
        upstream |= above
    # what nothing else reads: models that only serve tests or the index engine, none of which is released
    assert {key for key in models - upstream if key.path[0] == "published"} == set()


def test_only_the_gate_blocks_so_that_it_judges_a_failed_build_too() -> None:
    blocking = [check.name for check in GRAPH.asset_check_keys if GRAPH.get_check_spec(check).blocking]
    assert blocking == ["gate_passes"]


def test_a_run_has_one_process_and_no_backfill_policy_joins_partitions() -> None:
    assert isinstance(defs.executor, ExecutorDefinition) and defs.executor.name == "in_process"
    assert {GRAPH.get(key).backfill_policy for key in GRAPH.get_all_asset_keys()} == {None}
    assert all(key not in GRAPH.get(key).parent_keys for key in GRAPH.get_all_asset_keys())  # no self-dependent asset


def test_the_entry_stays_thin(repo: Path) -> None:
    assert len((repo / "pipelines" / "definitions.py").read_text(encoding="utf-8").splitlines()) < 35
