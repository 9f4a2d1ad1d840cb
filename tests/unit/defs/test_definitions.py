"""The asset graph as a snapshot: a changed name is a changed name in Dagster's history."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from dagster import AssetKey, ExecutorDefinition, build_schedule_context
from syrupy.assertion import SnapshotAssertion

from pipelines.definitions import defs
from pipelines.defs.month import monthly
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
        "schedules": {monthly.name: (monthly.cron_schedule, monthly.execution_timezone)},
        "executor": defs.executor.name if isinstance(defs.executor, ExecutorDefinition) else None,
    }


def test_every_rule_kind_has_its_check_and_only_the_gate_blocks() -> None:
    graph = defs.resolve_asset_graph()
    names = {check.name for check in graph.asset_check_keys if check.asset_key == AssetKey("candidate")}
    assert names == {f"rule_{kind}" for kind in RULE_KIND.codes} | {"suite_batch", "suite_marts"}
    assert [check.name for check in graph.asset_check_keys if graph.get_check_spec(check).blocking] == ["gate_passes"]


def test_the_fifteenth_asks_for_the_month_that_ended_on_the_fourteenth() -> None:
    at = datetime(2026, 10, 14, 23, 0, tzinfo=UTC)  # 06:00 of the 15th in Hà Nội
    context = build_schedule_context(scheduled_execution_time=at, repository_def=defs.get_repository_def())
    tick = monthly.evaluate_tick(context)
    assert [request.partition_key for request in tick.run_requests or []] == ["2026-10"]


def test_the_entry_stays_thin(repo: Path) -> None:
    assert len((repo / "pipelines" / "definitions.py").read_text(encoding="utf-8").splitlines()) < 30
