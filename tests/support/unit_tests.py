"""dbt's unit tests by layer, on a warehouse whose tables have columns and no rows.

`python -m support.unit_tests EMPTY WORK MODEL...` runs those of some models: its exit code is 1 where one
fails, 2 for an error.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from support.duty_days import Workspace

from pipelines.codebook.load import load
from pipelines.settings import places, seeds_root
from pipelines.warehouse import dbt


def build_empty(folder: Path) -> None:
    """`warehouse.duckdb` with every table that a unit test states rows for: dbt asks them for their columns alone."""
    codebook, workspace = load(seeds_root()), Workspace(places("08", folder / "data"))
    workspace.note(codebook, "14/10/2026 08:00")
    warehouse, _, _ = workspace.load(codebook, "2026-10")
    nodes = dbt.manifest().nodes
    tested = [test.depends_on.nodes[0] for test in dbt.manifest().unit_tests.values()]
    parents = {nodes[name].name for node in tested for name in nodes[node].depends_on.nodes if name in nodes}
    dbt.run(["run", "--empty", "--select", *(f"+{name}" for name in sorted(parents))], warehouse, folder)
    warehouse.rename(folder / "warehouse.duckdb")


def unit_tests(layer: str, empty: Path, work: Path) -> dict[str, str]:
    """Each unit test of a layer with its status; the message too where it did not pass."""
    return _results([f"test_type:unit,fqn:chiso.{layer}.*"], empty, work)


def unit_tests_of(models: Sequence[str], empty: Path, work: Path) -> dict[str, str]:
    """Each unit test of some models with its status; the message too where it did not pass."""
    return _results([f"test_type:unit,{model}" for model in models], empty, work)


def _results(selected: Sequence[str], empty: Path, work: Path) -> dict[str, str]:
    warehouse = work / "warehouse.duckdb"
    shutil.copy(empty, warehouse)
    done = dbt.invoke(["test", "--select", *selected], warehouse, work)
    assert done.exception is None, done.exception
    return {
        result.node.name: " ".join([str(result.status), result.message or ""]).strip() for result in done.result.results
    }


def main(empty: str, work: str, *models: str) -> int:
    """Run the unit tests of models and print what did not pass."""
    found = unit_tests_of(models, Path(empty), Path(work))
    others = {name: status for name, status in found.items() if status != "pass"}
    print(*(f"{name}: {status}" for name, status in others.items()), sep="\n")
    if not found or any(not status.startswith("fail") for status in others.values()):
        return 2
    return 1 if others else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
