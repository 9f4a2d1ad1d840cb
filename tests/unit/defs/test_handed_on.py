"""The id that an asset hands on: of this run, else of the last run of the partition, never of another partition."""

from typing import Any

import pytest
from dagster import AssetExecutionContext, DagsterInstance, MaterializeResult, asset, materialize

from pipelines.defs.handed_on import BUILD_ID, handed_on
from pipelines.defs.messages import DagsterStepError
from pipelines.defs.partitions import PARTITIONS, Partition

SEPTEMBER, OCTOBER = Partition("2026-09", "08").key, Partition("2026-10", "08").key
OTHER = Partition("2026-09", "19").key


class Graph:
    """A candidate whose id is set from outside, and a verdict that notes what was handed on to it."""

    def __init__(self) -> None:
        self.instance, self.build_id, self.noted = DagsterInstance.ephemeral(), "", [""]
        graph = self

        @asset(partitions_def=PARTITIONS)
        def candidate() -> MaterializeResult[Any]:
            return MaterializeResult(metadata={BUILD_ID: graph.build_id})

        @asset(partitions_def=PARTITIONS, deps=[candidate])
        def verdict(context: AssetExecutionContext) -> None:
            graph.noted.append(handed_on(context, "candidate", BUILD_ID))

        self.candidate, self.verdict = candidate, verdict

    def run(self, key: str, build_id: str = "") -> str:
        """Materialise both, or the verdict alone where no id is stated; returns what was handed on."""
        self.build_id = build_id
        assets = [self.candidate, self.verdict]
        selection = assets if build_id else [self.verdict]
        materialize(assets, selection=selection, partition_key=key, instance=self.instance)
        return self.noted[-1]


def test_within_a_run_and_later_for_its_partition_alone() -> None:
    graph = Graph()
    assert graph.run(SEPTEMBER, "b1") == "b1"
    assert graph.run(OCTOBER, "b2") == "b2"
    assert graph.run(OTHER, "b3") == "b3"
    assert graph.run(SEPTEMBER) == "b1"  # not b3, the last one built
    assert graph.run(SEPTEMBER, "b4") == "b4"
    assert graph.run(SEPTEMBER) == "b4"


def test_without_a_run_before_it_is_an_error_that_names_the_partition() -> None:
    graph = Graph()
    graph.run(OCTOBER, "b2")
    with pytest.raises(DagsterStepError) as raised:
        graph.run(SEPTEMBER)
    assert "2026-09|08" in raised.value.message_vi and "candidate" in raised.value.message_vi
