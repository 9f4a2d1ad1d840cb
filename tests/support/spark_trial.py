"""A province on DuckDB and on Spark: both builds, what differs, and what the event log says of lost workers."""

from __future__ import annotations

import csv
import os
import shutil
import time
from collections import Counter
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from support import spark_events
from support.release_history import SEEDS, publish_month
from support.spark_cluster import Cluster, Kill, Killer, cluster
from support.spark_events import EventLog

from pipelines.codebook.load import load
from pipelines.ledger import Ledger
from pipelines.publication import month
from pipelines.settings import Places
from pipelines.submissions.intake.land import land
from pipelines.warehouse import dbt
from pipelines.warehouse.build import build
from pipelines.warehouse.sources import BuildIds, Sources
from pipelines.warehouse.spark import build as on_spark
from pipelines.warehouse.spark.parity import TableParity, compare
from pipelines.warehouse.spark.session import missing, session

# What the communes' own index lacks: absent figures are filled in, and columns tested for outliers at a low threshold.
TREATED = {
    "impute_kind": "mean",
    "treat_winmax": "5",
    "treat_skew_threshold": "0.3",
    "treat_kurtosis_threshold": "0.3",
    "treat_transform": "log_ct_plus",
}
# What treatment and imputing fill.
FILLED = tuple(
    f"marts.fct_index_{name}"
    for name in ("imputed_cell", "point", "test", "winsorised", "treatment", "leaf_score", "node_score")
)
MODELS = ("build", "--resource-type", "model", "--resource-type", "test", "--exclude", "tag:declared")
UNIT_TESTS = ("test", "--select", "test_type:unit")
INDEX = ("run", "--select", "+index_score")  # many stages with parents, and few others


@contextmanager
def local_session(folder: Path) -> Generator[Any]:
    """A session of this machine that writes its tables to `folder`; the test is skipped where Spark is absent.

    With `CI=true` the absence fails.
    """
    if reason := missing():
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    with session(folder) as made:
        yield made


def treated_seeds(seeds: Path, folder: Path) -> Path:
    """A copy of the seeds in which the communes' index imputes and treats outliers."""
    shutil.copytree(seeds, folder)
    path = folder / "index_methods" / "cxi.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row | TREATED for row in csv.DictReader(file)]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return folder


def two_months(where: Places, seeds: Path, sent: Path, months: Sequence[str], folder: Path) -> list[Path]:
    """The warehouse of each month as DuckDB builds it; the first month is published before the second."""
    built: list[Path] = []
    for number, period in enumerate(months):
        files = sorted(sent.glob(f"*_{period}_*"))
        if number == 0:
            publish_month(where, period, files)
        else:
            month.receive(where, SEEDS, files, month.Delivery(is_ahead=True))
        codebook, entries = load(seeds), Ledger(where.ledger).read()
        sources = Sources(where, codebook, entries, land(where, codebook, entries).folder)
        built.append(build(sources, BuildIds("b", f"{period}-r001", period), folder / period))
    return built


def country_on_spark(spark: Any, warehouse: Path, work: Path) -> tuple[Counter[str], list[TableParity]]:
    """Run the country's models, their tests and unit tests in the session, and compare the tables with DuckDB's."""
    on_spark.export_sources(warehouse, work / "sources")
    on_spark.register_tables(spark, work / "sources")
    ran = on_spark.run([*dbt.COUNTRY_BUILT, *dbt.COUNTRY_VARS], work)
    ran += on_spark.run(["test", "--select", "test_type:unit,fqn:chiso.country.*", *dbt.COUNTRY_VARS], work)
    tables = Path(spark.conf.get("spark.sql.warehouse.dir").removeprefix("file:"))
    return ran, compare(warehouse, tables)


class Command(NamedTuple):
    """Arguments of dbt; `kill_in` names the kind of stage in which a worker is killed, `leaf` or `parents`."""

    arguments: Sequence[str]
    kill_in: str | None = None


@dataclass
class SparkBuild:
    """What one build on Spark ran, how its tables compare, and what its event log says."""

    ran: Counter[str] = field(default_factory=Counter[str])
    tables: list[TableParity] = field(default_factory=lambda: [])
    kills: list[Kill | None] = field(default_factory=lambda: [])
    log: EventLog | None = None

    @property
    def differences(self) -> list[str]:
        return [f"{parity.table}: {text}" for parity in self.tables for text in parity.differences]

    def summary(self) -> str:
        ends, again = (self.log.ends, self.log.second_attempts) if self.log else (Counter[str](), [])
        return (
            f"models {self.ran['model']}, tests {self.ran['test']}, unit tests {self.ran['unit_test']}; tables"
            f" {len(self.tables)}, rows {sum(parity.n_spark for parity in self.tables):,}, bit for bit"
            f" {sum(parity.is_identical for parity in self.tables)}, differences {len(self.differences)};"
            f" FetchFailed {ends['FetchFailed']}, stages run again {len(again)} {again}, ends of tasks {dict(ends)},"
            f" killed {self.kills}"
        )


def on_cluster(warehouse: Path, work: Path, commands: Sequence[Command]) -> SparkBuild:
    """Run dbt commands on a cluster, killing a worker where a command says so, and compare all tables."""
    done, sources = SparkBuild(), work / "sources"
    on_spark.export_sources(warehouse, sources)
    (work / "events").mkdir()
    settings = {
        **spark_events.SETTINGS,
        "spark.eventLog.dir": (work / "events").as_uri(),
        "spark.ui.enabled": "true",
        "spark.ui.port": "0",
        "spark.executor.memory": "1g",
    }
    with cluster(work / "cluster") as made, session(work / "tables", made.url, settings) as spark:
        on_spark.register_tables(spark, sources)
        done.log = EventLog(work / "events", spark.sparkContext.applicationId)
        for command in commands:
            _run(done, made, spark, work, command)
    done.log.read()
    done.tables = compare(warehouse, work / "tables", filled=FILLED)
    return done


def _run(done: SparkBuild, made: Cluster, spark: Any, work: Path, command: Command) -> None:
    """One dbt command; a worker that was killed during it is replaced afterwards."""
    start = time.perf_counter()
    try:
        _run_with_kill(done, made, spark, work, command) if command.kill_in else _count(done, command, work)
    finally:
        print(f"{' '.join(command.arguments)}: {time.perf_counter() - start:.0f} s", flush=True)


def _count(done: SparkBuild, command: Command, work: Path) -> None:
    done.ran |= on_spark.run(command.arguments, work)


def _run_with_kill(done: SparkBuild, made: Cluster, spark: Any, work: Path, command: Command) -> None:
    assert done.log is not None
    killer = Killer(made, spark.sparkContext.uiWebUrl, done.log, wants_parents=command.kill_in == "parents")
    killer.start()
    try:
        _count(done, command, work)
    finally:
        killer.ended.set()
        killer.join()
    done.kills.append(killer.killed)
    made.start_worker()
