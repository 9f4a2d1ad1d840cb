"""Dagster's history in SQLite and in PostgreSQL: runs are found again, old ones forgotten, the daemon watched."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from dagster import AssetKey, DagsterInstance, asset, materialize
from dagster._daemon.types import DaemonHeartbeat
from support.postgres import postgres

from pipelines.defs.retention import forget
from pipelines.maintenance.dagster_home import write_dagster_yaml
from pipelines.maintenance.health import machine
from pipelines.maintenance.health.finding import Level, Site
from pipelines.office_settings import HealthSettings
from pipelines.settings import Places, seeds_root

pytestmark = pytest.mark.slow

VARIABLE = "CHISO_TEST_POSTGRES_URL"


@asset
def figure() -> int:
    """An asset."""
    return 1


@asset
def fault() -> None:
    """An asset that is never made."""
    raise ValueError("no figure")


@pytest.fixture(params=["sqlite", "postgres"])
def home(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """DAGSTER_HOME as `chiso dagster home` makes it, with each storage."""
    data = tmp_path / "data"
    data.mkdir()
    monkeypatch.setenv("DAGSTER_HOME", str(tmp_path / "home"))
    if request.param == "sqlite":
        write_dagster_yaml(data, tmp_path / "home")
        yield tmp_path / "home"
        return
    (data / "chiso.toml").write_text(f'[dagster]\npostgres_env = "{VARIABLE}"\n', "utf-8")
    with postgres() as url:
        monkeypatch.setenv(VARIABLE, url)
        assert write_dagster_yaml(data, tmp_path / "home").storage == "postgres"
        yield tmp_path / "home"


def test_history_heartbeat_and_retention(home: Path, request: pytest.FixtureRequest) -> None:
    name = request.node.callspec.params["home"]
    with DagsterInstance.from_config(str(home)) as instance:
        assert type(instance.run_storage).__name__.lower().startswith(name)
        done: Any = materialize([figure], instance=instance)
        assert done.success
    with DagsterInstance.from_config(str(home)) as instance:  # another process would see this
        assert [run.run_id for run in instance.get_runs()] == [done.run_id]
        assert instance.get_latest_materialization_event(AssetKey("figure")) is not None
        site = Site(Places("08", home), seeds_root(), HealthSettings(), datetime.now(UTC), ())
        dead = machine.daemon(site)
        assert dead is not None and (dead.level, dead.text.code) == (Level.FAILURE, "daemon_dead")
        for daemon in instance.get_required_daemon_types():
            instance.add_daemon_heartbeat(DaemonHeartbeat(time.time(), daemon, "test", []))
        alive = machine.daemon(site)
        assert alive is not None and (alive.level, alive.text.code) == (Level.GOOD, "daemon_alive")
        failed: Any = materialize([fault], instance=instance, raise_on_error=False)
        assert not failed.success
        assert forget(instance, datetime.now(UTC) - timedelta(days=1)) == (0, 0), "both are of today"
        logs = home / "storage" / done.run_id / "compute_logs"
        assert logs.is_dir()
        assert forget(instance, datetime.now(UTC) + timedelta(minutes=1)) == (1, 1)
        assert [run.run_id for run in instance.get_runs()] == [done.run_id]
        assert instance.get_latest_materialization_event(AssetKey("figure")) is not None
        assert not any(path.is_file() for path in logs.rglob("*"))
    assert (home / "history").exists() == (name == "sqlite"), "nothing of the history lies beside the database"
