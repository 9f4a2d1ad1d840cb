"""dbt's unit tests of the country's models, and that a province's project has none of them."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from pipelines.warehouse import dbt
from pipelines.warehouse.country import marts

MODELS = {"country_release", "country_indicator", "province_value", "national_value", "country_completeness"}


@pytest.mark.slow
def test_every_formula_gives_what_a_hand_gives(tmp_path: Path) -> None:
    warehouse = tmp_path / "warehouse.duckdb"
    with duckdb.connect(str(warehouse)) as con:
        marts.load(con, [], {})
    dbt.run(["run", "--empty", "--select", "path:models/country"], warehouse, tmp_path, is_country=True)
    done = dbt.invoke(["test", "--select", "test_type:unit,fqn:chiso.country.*"], warehouse, tmp_path, is_country=True)
    assert done.exception is None, done.exception
    found = {result.node.name: (str(result.status), result.message) for result in done.result.results}
    assert len(found) == len(MODELS)
    assert found == dict.fromkeys(found, ("pass", None)), found


def test_a_model_of_the_country_has_a_unit_test_and_no_province_builds_it() -> None:
    parsed = dbt.country_manifest()
    mine = {node.name for node in parsed.nodes.values() if node.resource_type == "model" and node.fqn[1] == "country"}
    assert mine == MODELS
    assert {test.model for test in parsed.unit_tests.values() if test.fqn[1] == "country"} == MODELS
    others = dbt.manifest()
    assert not [
        name for part in (others.nodes, others.sources, others.unit_tests) for name in part if "country" in name
    ]
    assert {name for name in parsed.nodes if name not in others.nodes} == {
        name for name, node in parsed.nodes.items() if node.fqn[1] == "country"
    }
