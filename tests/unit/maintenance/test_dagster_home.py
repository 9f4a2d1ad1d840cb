"""Dagster's settings as they are written: nothing is sent, ticks are forgotten, one run of a province at a time."""

from __future__ import annotations

from pathlib import Path

import pytest
from dagster import DagsterInstance
from dagster._core.definitions.run_request import InstigatorType
from dagster._core.scheduler.instigation import TickStatus

from pipelines.maintenance.dagster_home import write_dagster_yaml
from pipelines.office_settings import SettingsError


def test_sqlite_where_nothing_is_set(tmp_path: Path) -> None:
    written = write_dagster_yaml(tmp_path / "data", tmp_path / "home")
    assert (written.path, written.storage) == (tmp_path / "home" / "dagster.yaml", "sqlite")
    with DagsterInstance.from_config(str(tmp_path / "home")) as instance:
        assert type(instance.run_storage).__name__ == "SqliteRunStorage"
        assert instance.telemetry_enabled is False and instance.nux_enabled is False
        assert Path(instance.storage_directory()).is_relative_to(tmp_path / "home")
        retention = instance.get_tick_retention_settings
        assert retention(InstigatorType.SENSOR)[TickStatus.SKIPPED] == 7
        assert retention(InstigatorType.SCHEDULE)[TickStatus.SUCCESS] == 365
        assert instance.run_monitoring_enabled
        concurrency = instance.get_concurrency_config().run_queue_config
        assert concurrency is not None
        assert concurrency.max_concurrent_runs == 2
        (limit,) = concurrency.tag_concurrency_limits
        assert (limit["key"], limit["limit"]) == ("dagster/partition/province", 1)
        assert limit["value"] == {"applyLimitPerUniqueValue": True}


def test_the_file_names_the_variable_and_holds_no_address(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "chiso.toml").write_text('[dagster]\npostgres_env = "CHISO_POSTGRES_URL"\n', "utf-8")
    written = write_dagster_yaml(tmp_path / "data", tmp_path / "home")
    assert written.storage == "postgres"
    text = written.path.read_text("utf-8")
    assert 'env: "CHISO_POSTGRES_URL"' in text and "postgresql://" not in text


def test_a_faulty_settings_file_writes_nothing(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "chiso.toml").write_text("[dagster]\npostgres_env = 5\n", "utf-8")
    with pytest.raises(SettingsError):
        write_dagster_yaml(tmp_path / "data", tmp_path / "home")
    assert not (tmp_path / "home").exists()
