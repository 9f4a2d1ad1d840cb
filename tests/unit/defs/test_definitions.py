"""The asset graph as a snapshot: a changed name is a changed name in Dagster's history."""

from __future__ import annotations

from pathlib import Path

from dagster import AssetKey, ExecutorDefinition
from syrupy.assertion import SnapshotAssertion

from pipelines.definitions import defs
from pipelines.vocabulary import RULE_KIND


def test_the_asset_graph(snapshot: SnapshotAssertion) -> None:
    graph = defs.resolve_asset_graph()
    assert snapshot == {
        "assets": {
            key.to_user_string(): {
                "deps": sorted(parent.to_user_string() for parent in graph.get(key).parent_keys),
                "partitioned": graph.get(key).is_partitioned,
            }
            for key in sorted(graph.get_all_asset_keys())
        },
        "checks": {
            check.to_user_string(): graph.get_check_spec(check).blocking for check in sorted(graph.asset_check_keys)
        },
        "jobs": sorted(job.name for job in defs.get_repository_def().get_all_jobs() if not job.name.startswith("__")),
        "schedules": sorted(schedule.name for schedule in defs.get_repository_def().schedule_defs),
        "sensors": sorted(sensor.name for sensor in defs.get_repository_def().sensor_defs),
        "executor": defs.executor.name if isinstance(defs.executor, ExecutorDefinition) else None,
    }


def test_every_rule_kind_has_its_check_and_only_the_gate_blocks() -> None:
    graph = defs.resolve_asset_graph()
    names = {check.name for check in graph.asset_check_keys if check.asset_key == AssetKey("candidate")}
    assert names == {f"rule_{kind}" for kind in RULE_KIND.codes} | {"suite_batch", "suite_marts"}
    assert [check.name for check in graph.asset_check_keys if graph.get_check_spec(check).blocking] == ["gate_passes"]


def test_the_entry_stays_thin(repo: Path) -> None:
    assert len((repo / "pipelines" / "definitions.py").read_text(encoding="utf-8").splitlines()) < 30
