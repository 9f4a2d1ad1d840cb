"""dbt's own unit tests of the layers below marts: every SQL formula against figures worked by hand."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.unit_tests import unit_tests


@pytest.mark.parametrize("layer", ["intermediate", "quality"])
def test_every_formula_gives_what_a_hand_gives(layer: str, empty_warehouse: Path, tmp_path: Path) -> None:
    found = unit_tests(layer, empty_warehouse, tmp_path)
    assert len(found) >= 5
    assert found == dict.fromkeys(found, "pass")
