"""After a run, also one that failed, the digest of its month is sent, once; without settings nothing happens."""

# Signatures of Dagster hold a bare PathLike, which strict mode reports where they are imported.
# pyright: reportUnknownVariableType=false

from pathlib import Path

import pytest
from dagster import (
    AssetExecutionContext,
    AssetKey,
    DagsterEventType,
    DagsterInstance,
    DagsterRun,
    Definitions,
    ExecuteInProcessResult,
    RunFailureSensorContext,
    asset,
    build_run_status_sensor_context,
    define_asset_job,
)
from unit.publication.hand_made import judged, places_of

from pipelines.defs.digests import DIGESTS, digest_after_failure, digest_after_run, is_judging
from pipelines.defs.partitions import PARTITIONS, Partition
from pipelines.defs.resources import Office
from pipelines.settings import Places

ENDS = (DagsterEventType.RUN_SUCCESS, DagsterEventType.RUN_FAILURE)
KEY = Partition("2026-10", "08").key


@asset(partitions_def=PARTITIONS)
def release(context: AssetExecutionContext) -> None:
    """Fail where the run says so."""
    if "fails" in context.run.tags:
        raise ValueError("Nguyễn Văn An 0912345678")


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Places:
    monkeypatch.delenv("CHISO_SETTINGS", raising=False)
    return places_of(tmp_path)


def launch(places: Places, name: str = "month", **tags: str) -> ExecuteInProcessResult:
    """Run the asset and then the sensor of how the run ended."""
    defs = Definitions(assets=[release], jobs=[define_asset_job(name, [release])], sensors=DIGESTS)
    instance = DagsterInstance.ephemeral()
    job = defs.resolve_job_def(name)
    done = job.execute_in_process(partition_key=KEY, instance=instance, tags=tags, raise_on_error=False)
    failure = not done.success
    (event,) = [event for event in done.all_events if event.event_type in ENDS]
    sensor = digest_after_failure if failure else digest_after_run
    context = build_run_status_sensor_context(
        sensor_name=sensor.name,
        dagster_event=event,
        dagster_instance=instance,
        dagster_run=done.dagster_run,
        resources={"office": Office(data=str(places.data))},
    )
    if failure:
        context = context.for_run_failure()
        assert isinstance(context, RunFailureSensorContext)
    sensor(context)
    return done


def set_folder(places: Places) -> Path:
    out = places.data / "out"
    out.mkdir()
    (places.data / "chiso.toml").write_text(f'[alerts.file]\nfolder = "{out}"\n')
    return out


def test_without_settings_nothing_happens(places: Places) -> None:
    assert launch(places).success and not launch(places, fails="1").success
    assert not places.alerts.exists()


def test_a_run_that_failed_names_its_step_and_not_its_error(places: Places) -> None:
    out = set_folder(places)
    done = launch(places, fails="1")
    (path,) = out.iterdir()
    text = path.read_text("utf-8")
    assert f"Lượt chạy {done.run_id} dừng vì lỗi ở bước release." in text
    assert "Nguyễn" not in text and "0912" not in text
    launch(places, fails="1")
    assert len(list(out.iterdir())) == 1  # the same failure again
    launch(places)
    assert len(list(out.iterdir())) == 2  # it runs again


def test_a_refusal_is_in_the_digest_of_a_run_that_succeeded(places: Places) -> None:
    out = set_folder(places)
    judged(places, "b1", refused=True)
    launch(places)
    (path,) = out.iterdir()
    assert path.name.startswith("chiso_08_2026-10_") and "Khâu kiểm soát từ chối bản dựng b1" in path.read_text("utf-8")


def test_a_digest_that_cannot_be_made_or_sent_stops_nothing(places: Places) -> None:
    out = set_folder(places)
    places.ledger.unlink()
    places.ledger.mkdir()
    assert launch(places).success and not list(out.iterdir())
    (places.data / "chiso.toml").write_text("[alerts.file]\n")
    assert launch(places).success


def test_taking_files_from_the_inbox_sends_nothing_unless_it_fails(places: Places) -> None:
    out = set_folder(places)
    launch(places, "intake")
    assert not list(out.iterdir())
    launch(places, "intake", fails="1")
    assert len(list(out.iterdir())) == 1


@pytest.mark.parametrize(
    ("chosen", "job", "expected"), [("verdict", "__ASSET_JOB", True), ("read", "__ASSET_JOB", False)]
)
def test_assets_chosen_on_a_page_count_where_the_gate_is_among_them(chosen: str, job: str, expected: bool) -> None:
    run = DagsterRun(job_name=job, asset_selection=frozenset({AssetKey(chosen), AssetKey("received")}))
    assert is_judging(run) is expected


def test_both_sensors_run_without_being_switched_on() -> None:
    assert [sensor.default_status.value for sensor in DIGESTS] == ["RUNNING", "RUNNING"]
    assert all("Bản tin" in (sensor.description or "") for sensor in DIGESTS)
