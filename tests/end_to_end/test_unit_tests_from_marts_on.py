"""dbt's own unit tests of marts and published tables: every SQL formula against figures worked by hand.

In a file apart from those of the layers below, so that two workers share them.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from support.unit_tests import unit_tests

from pipelines.warehouse import dbt


@pytest.mark.parametrize("layer", ["marts", "published"])
def test_every_formula_gives_what_a_hand_gives(layer: str, empty_warehouse: Path, tmp_path: Path) -> None:
    found = unit_tests(layer, empty_warehouse, tmp_path)
    assert len(found) >= 5
    assert found == dict.fromkeys(found, "pass")


def test_no_layer_is_left_out(tmp_path: Path) -> None:
    layers = {test.fqn[1] for test in dbt.manifest().unit_tests.values()}
    assert layers == {"intermediate", "quality", "marts", "published"}
