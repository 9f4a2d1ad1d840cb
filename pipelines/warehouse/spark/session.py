"""A Spark session with the settings under which the models give what DuckDB gives."""

from __future__ import annotations

import importlib.util
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

LOCAL = "local[2]"
SETTINGS = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.timestampType": "TIMESTAMP_NTZ",  # what a timestamp of DuckDB is; contracts say `timestamp`
    "spark.sql.cteRecursionRowLimit": "-1",  # a million rows by default, which the walks along a series pass
    "spark.sql.shuffle.partitions": "2",  # a province is small: each partition is a task that has to be started
    "spark.sql.autoBroadcastJoinThreshold": "50m",
    "spark.sql.catalogImplementation": "in-memory",  # no Hive and no Derby: tables are folders of Parquet
    "spark.driver.memory": "3g",
    "spark.driver.extraJavaOptions": "-Xss16m",  # plans of the index models are deep
    "spark.executor.extraJavaOptions": "-Xss16m",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}


def missing() -> str | None:
    """What Spark lacks to run here; None where it can run."""
    for package in ("pyspark", "dbt.adapters.spark"):
        try:
            found = importlib.util.find_spec(package)
        except ModuleNotFoundError:
            found = None
        if found is None:
            return "the extra `scale` is not installed: make scale"
    return None if shutil.which("java") else "Java 17 is not installed"


@contextmanager
def session(folder: Path, master: str = LOCAL, settings: Mapping[str, str] | None = None) -> Iterator[Any]:
    """A SparkSession whose tables are written to `folder`; its Java process ends with the block.

    dbt's session method takes the session that is active in the process.
    """
    from pyspark import SparkContext
    from pyspark.sql import SparkSession

    builder: Any = SparkSession.builder.master(master).appName("chiso")
    for name, value in {**SETTINGS, "spark.sql.warehouse.dir": folder.as_posix(), **(settings or {})}.items():
        builder = builder.config(name, value)
    spark = builder.getOrCreate()
    spark.sparkContext.setLogLevel("OFF")
    try:
        yield spark
    finally:
        spark.stop()
        _end(SparkContext)


def _end(context: Any) -> None:
    """End the Java process, which otherwise lives as long as this one."""
    gateway, context._gateway, context._jvm = context._gateway, None, None
    if gateway is None:
        return
    gateway.shutdown()
    gateway.proc.stdin.close()
    gateway.proc.wait(timeout=60)
