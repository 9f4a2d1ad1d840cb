"""The month through Dagster: a release, then a planted structural fault that must not become one, however launched."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from dagster import DagsterInstance, Definitions, ExecuteInProcessResult, in_process_executor, materialize

from pipelines.defs.assets import ASSETS, release
from pipelines.defs.month import month_job
from pipelines.defs.resources import ProvinceResource
from pipelines.ledger import Ledger
from pipelines.publication.messages import PublicationError

N_COMMUNES = 3


class Office:
    """A province with three communes' files of two months in its inbox, and Dagster over it."""

    def __init__(self, root: Path, sample: Path) -> None:
        self.province = ProvinceResource(data=str(root / "data"), inbox=str(root / "inbox"))
        for path in sorted(sample.iterdir()):
            _, form, period, _ = path.stem.split("_")
            folder = root / "inbox" / period
            folder.mkdir(parents=True, exist_ok=True)
            if form == "XA-01" and period != "2026-10" and len(list(folder.iterdir())) < N_COMMUNES:
                shutil.copy(path, folder)
        self.instance = DagsterInstance.ephemeral()
        self.defs = Definitions(
            assets=ASSETS, jobs=[month_job], resources={"province": self.province}, executor=in_process_executor
        )

    def month(self, period: str) -> ExecuteInProcessResult:
        job = self.defs.resolve_job_def("month")
        return job.execute_in_process(partition_key=period, instance=self.instance, raise_on_error=False)

    @property
    def current(self) -> str:
        return self.province.places.current.read_text(encoding="utf-8").strip()

    def kinds(self) -> list[str]:
        return [entry.kind for entry in Ledger(self.province.places.ledger).read()]


def checks(result: ExecuteInProcessResult) -> dict[str, bool]:
    return {one.check_name: one.passed for one in result.get_asset_check_evaluations()}


def materialised(result: ExecuteInProcessResult) -> list[str]:
    events = [event for event in result.all_events if event.is_step_materialization]
    return [event.asset_key.to_user_string() for event in events if event.asset_key]


@pytest.mark.slow
def test_a_structural_fault_is_not_published_by_any_launch(tmp_path: Path, sample: Path) -> None:
    office = Office(tmp_path, sample)
    first = office.month("2026-08")
    assert first.success and checks(first)["gate_passes"] and checks(first)["suite_batch"]
    assert materialised(first) == ["received", "landed", "candidate", "verdict", "release"]
    assert office.current == "2026-08-r001" and office.kinds().count("receipt") == N_COMMUNES

    # an original of August is no longer what was received
    original = sorted(path for path in office.province.places.blobs.rglob("*") if path.is_file())[0]
    whole = original.read_bytes()
    original.chmod(0o644)
    original.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    second = office.month("2026-09")
    assert not checks(second)["gate_passes"] and "release" not in materialised(second)
    assert "verdict" in materialised(second) and office.kinds()[-1] == "verdict"
    assert office.current == "2026-08-r001" and office.kinds().count("release") == 1

    with pytest.raises(PublicationError) as refused:
        materialize([release], selection=[release], resources={"province": office.province}, instance=office.instance)
    assert refused.value.code == "refused"
    assert office.current == "2026-08-r001" and office.kinds().count("release") == 1
    assert [path.name for path in office.province.places.release.iterdir() if path.is_dir()] == ["2026-08-r001"]

    # repaired, the same month is published, and nothing is received a second time
    original.write_bytes(whole)
    third = office.month("2026-09")
    assert third.success and office.current.startswith("2026-09-r")
    assert office.kinds().count("receipt") == 2 * N_COMMUNES
