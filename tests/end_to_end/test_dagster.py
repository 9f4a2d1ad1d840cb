"""The month through Dagster: releases, a planted structural fault that must not become one, an older month again."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from dagster import (
    AssetsDefinition,
    DagsterInstance,
    Definitions,
    ExecuteInProcessResult,
    in_process_executor,
    materialize,
)
from support.small_offices import fill_inbox, small_seeds

from pipelines.defs.assets import ASSETS, release
from pipelines.defs.month import month_job
from pipelines.defs.partitions import Partition
from pipelines.defs.resources import Office, RunLock
from pipelines.ledger import Ledger
from pipelines.publication.messages import PublicationError

PROVINCE, AUGUST, SEPTEMBER = "08", "2026-08", "2026-09"
MONTH_ASSETS = ["received", "read", "quality", "candidate", "verdict", "release"]
AFTER = {"files", "site", "replies"}
N_COMMUNES = 2


class Dagster:
    """A small province with the files of two months in its inbox, and Dagster over it in this process."""

    def __init__(self, root: Path) -> None:
        seeds = small_seeds(root / "seeds", N_COMMUNES)
        self.inbox = root / "inbox"
        self.n_files = fill_inbox(self.inbox, seeds, PROVINCE, [AUGUST, SEPTEMBER], root / "scratch")
        office = Office(data=str(root / "data"), seeds=str(seeds), inbox=str(self.inbox), quiet_seconds=0)
        self.places = office.places(PROVINCE)
        self.resources = {"office": office, "run_lock": RunLock(office=office)}
        self.instance = DagsterInstance.ephemeral()
        self.defs = Definitions(assets=ASSETS, jobs=[month_job], resources=self.resources, executor=in_process_executor)

    def month(self, period: str) -> ExecuteInProcessResult:
        job, key = self.defs.resolve_job_def("month"), Partition(period, PROVINCE).key
        return job.execute_in_process(partition_key=key, instance=self.instance, raise_on_error=False)

    def alone(self, asset: AssetsDefinition, period: str) -> None:
        key = Partition(period, PROVINCE).key
        materialize([asset], selection=[asset], resources=self.resources, instance=self.instance, partition_key=key)

    @property
    def releases(self) -> list[str]:
        entries = Ledger(self.places.ledger).read()
        return [str(entry.payload["release_id"]) for entry in entries if entry.kind == "release"]

    @property
    def current(self) -> str:
        return self.places.current.read_text(encoding="utf-8").strip()

    def kinds(self) -> list[str]:
        return [entry.kind for entry in Ledger(self.places.ledger).read()]


def passed(result: ExecuteInProcessResult) -> dict[str, bool]:
    return {one.check_name: one.passed for one in result.get_asset_check_evaluations()}


def materialised(result: ExecuteInProcessResult) -> list[str]:
    events = [event for event in result.all_events if event.is_step_materialization]
    return [event.asset_key.to_user_string() for event in events if event.asset_key]


def stated(result: ExecuteInProcessResult, asset: str) -> dict[str, str]:
    """The metadata of an asset's materialisation."""
    for event in result.all_events:
        if event.is_step_materialization and event.asset_key and event.asset_key.to_user_string() == asset:
            found = event.step_materialization_data.materialization.metadata
            return {name: str(value.value) for name, value in found.items()}
    return {}


@pytest.mark.slow
def test_a_structural_fault_is_not_published_by_any_launch_and_an_older_month_never_turns_back(tmp_path: Path) -> None:
    dagster = Dagster(tmp_path)
    late = next((dagster.inbox / PROVINCE / AUGUST).glob("*_XA-01_*"))
    withheld = tmp_path / late.name
    shutil.move(late, withheld)
    first = dagster.month(AUGUST)
    assert first.success and passed(first)["gate_passes"] and passed(first)["suite_batch"]
    assert [name for name in materialised(first) if "/" not in name and name not in AFTER] == MONTH_ASSETS
    assert set(materialised(first)) > AFTER | {"published/indicator_value"}
    assert dagster.releases == [dagster.current] == ["2026-08-r001"]
    assert stated(first, "release")["build_id"] == stated(first, "candidate")["build_id"]

    # an original of August is no longer what was received
    original = sorted(path for path in dagster.places.blobs.rglob("*") if path.is_file())[0]
    whole = original.read_bytes()
    original.chmod(0o644)
    original.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    second = dagster.month(SEPTEMBER)
    assert not second.success and not passed(second)["gate_passes"]
    assert {"verdict", "replies"} < set(materialised(second)) and "release" not in materialised(second)
    with pytest.raises(PublicationError) as refused:
        dagster.alone(release, SEPTEMBER)
    assert refused.value.code == "refused"
    assert dagster.releases == ["2026-08-r001"]

    # repaired, the same month is published, and nothing is received a second time
    original.write_bytes(whole)
    third = dagster.month(SEPTEMBER)
    assert third.success and dagster.releases == ["2026-08-r001", "2026-09-r002"]
    assert dagster.kinds().count("receipt") == dagster.n_files - 1

    # a file of August that comes now makes a further release of September; without one nothing is published
    shutil.move(withheld, late)
    fourth = dagster.month(AUGUST)
    assert fourth.success and dagster.releases[2:] == [dagster.current] == ["2026-09-r003"]
    assert stated(fourth, "candidate")["occasion_period"] == SEPTEMBER
    fifth = dagster.month(AUGUST)
    assert fifth.success and dagster.releases[3:] == []
    assert stated(fifth, "release")["release_id"] == "2026-09-r003"
    assert stated(fifth, "candidate")["unchanged_since"] == "2026-09-r003"
