"""A Spark session with the settings under which the models give what DuckDB gives."""

from __future__ import annotations

import importlib.util
import logging
import os
import shutil
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

LOCAL = "local[2]"
# plans of the index models are deep; start-up is the cost; the compiled code of a session outgrows the usual 48 MB
JAVA = "-Xss16m -XX:TieredStopAtLevel=1 -XX:ReservedCodeCacheSize=240m -XX:+UseSerialGC"
# For the size of a province, where planning and the start of tasks are the cost. A cluster that holds more sets
# shuffle.partitions, codegen, adaptive and memory otherwise; the other settings are what makes the results equal.
SETTINGS = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.timestampType": "TIMESTAMP_NTZ",  # what a timestamp of DuckDB is; contracts say `timestamp`
    "spark.sql.cteRecursionRowLimit": "-1",  # a million rows by default, which the walks along a series pass
    "spark.sql.shuffle.partitions": "2",
    "spark.sql.autoBroadcastJoinThreshold": "50m",
    "spark.sql.catalogImplementation": "in-memory",  # no Hive and no Derby: tables are folders of Parquet
    "spark.driver.memory": "3g",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.adaptive.enabled": "false",
    # by default the texts of a thousand plans are kept, megabytes each for the index models
    "spark.sql.maxPlanStringLength": "10000",
    "spark.sql.ui.retainedExecutions": "20",
    "spark.ui.retainedJobs": "100",
    "spark.ui.retainedStages": "100",
    "spark.driver.extraJavaOptions": f"{JAVA} -XX:MetaspaceSize=256m -Xmn768m",
    "spark.executor.extraJavaOptions": JAVA,
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
def session(folder: Path, master: str = LOCAL, settings: Mapping[str, str] | None = None) -> Generator[Any]:
    """A SparkSession whose tables are written to `folder`; its Java process ends with the block.

    dbt's session method takes the session that is active in the process.
    """
    # an error is raised with its text; the log would hold the plan and the trace of it as well
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    logging.getLogger("SQLQueryContextLogger").setLevel(logging.CRITICAL)
    # by name: the type checker must pass where the extra is not installed
    pyspark, sql = import_module("pyspark"), import_module("pyspark.sql")
    builder: Any = sql.SparkSession.builder.master(master).appName("chiso")
    for name, value in {**SETTINGS, "spark.sql.warehouse.dir": folder.as_posix(), **(settings or {})}.items():
        builder = builder.config(name, value)
    spark = builder.getOrCreate()
    spark.sparkContext.setLogLevel("OFF")
    try:
        yield spark
    finally:
        spark.stop()
        _end(pyspark.SparkContext)


def _end(context: Any) -> None:
    """End the Java process, which otherwise lives as long as this one."""
    gateway, context._gateway, context._jvm = context._gateway, None, None
    if gateway is None:
        return
    gateway.shutdown()
    gateway.proc.stdin.close()
    gateway.proc.wait(timeout=60)
